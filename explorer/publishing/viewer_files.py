"""The viewer in an export: what its page runs, as one file, and what the page names beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from explorer.binding import VOLUMES, bind, volume_name
from explorer.program import VIEWER, worker_programs


def write_viewer(folder: Path, *entries: str) -> str:
    """Write ``entries``, files of the viewer, into a folder below ``folder``; its name.

    A module of which there are volumes is written as one. The name changes with what is in it. A
    browser may keep old files as long as it likes: it never mixes them with new ones.
    """
    written = {
        volume_name(name) if name in VOLUMES else name: _contents(name)
        for name in (*entries, *worker_programs(*entries))
    }
    digest = hashlib.sha256()
    for name, contents in sorted(written.items()):
        digest.update(name.encode() + contents)
    target = folder / f"viewer-{digest.hexdigest()[:8]}"
    target.mkdir(parents=True)
    for name, contents in written.items():
        (target / name).write_bytes(contents)
    return target.name


def _contents(name: str) -> bytes:
    return bind(name).encode() if name in VOLUMES else (VIEWER / name).read_bytes()
