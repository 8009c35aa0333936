"""The viewer in an export: what its page runs, as one file, and what the page names beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from explorer.binding import VOLUMES, bind, volume_name
from explorer.program import VIEWER, worker_programs


def write_viewer(
    folder: Path, *entries: str, others: Mapping[str, bytes] = MappingProxyType({})
) -> str:
    """Write ``entries``, files of the viewer, into a folder below ``folder``; its name.

    A module of which there are volumes is written as one. The name changes with what is in it. A
    browser may keep old files as long as it likes: it never mixes them with new ones.
    """
    return write_files(folder, (*entries, *worker_programs(*entries)), others, name="viewer")


def write_files(
    folder: Path, entries: Sequence[str], others: Mapping[str, bytes], *, name: str
) -> str:
    """The same with files that are not the viewer's, by name; the folder's name begins so."""
    written = dict(others) | {
        volume_name(entry) if entry in VOLUMES else entry: _contents(entry) for entry in entries
    }
    digest = hashlib.sha256()
    for file, contents in sorted(written.items()):
        digest.update(file.encode() + contents)
    target = folder / f"{name}-{digest.hexdigest()[:8]}"
    target.mkdir(parents=True)
    for file, contents in written.items():
        (target / file).write_bytes(contents)
    return target.name


def _contents(name: str) -> bytes:
    return bind(name, bare=True).encode() if name in VOLUMES else (VIEWER / name).read_bytes()
