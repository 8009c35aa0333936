"""Names of a bundle's files, and the only ways they are written: beside, then renamed."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import errno
import hashlib
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

MANIFEST = "collection.json"
FILES = "files.parquet"
ITEMS = "items.parquet"
VECTORS = "vectors.npy"
CROPS = "crops.npy"
HASHES = "hashes.npy"
INDEX = "index.faiss"
NEIGHBOURS = "neighbours.npy"
NEIGHBOUR_SCORES = "neighbour_scores.npy"
THEMES = "themes.parquet"
ITEM_THEMES = "item_themes.npy"
FACETS = "facets.parquet"
MATCHES = "matches.parquet"
VOCABULARY = "vocabulary.npz"
WORDS = "words.sqlite"
REJECTED = "rejected.csv"
LEDGER = "ledger.parquet"
MODEL = "model"
LAYOUTS = "layouts"
SHEETS = "sheets"
THUMBS = "thumbs"
FULL = "full"
FULL_ROWS = "full.npy"

THUMB_SIZES = (256, 1024)
"""Longest sides, in pixels, of the derivatives kept of each image."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class BundleError(Exception):
    """Something is wrong with a bundle; the message is one line that says what to do."""


def thumb_path(sha256: str, *, size: int) -> str:
    """Path, inside a bundle, of the ``size`` px WebP of the file whose content is ``sha256``.

    Raises ``ValueError`` for anything that is not a lower-case SHA-256 or a known size, so that
    no text from outside ever becomes a path.
    """
    if not _SHA256.fullmatch(sha256) or size not in THUMB_SIZES:
        raise ValueError("not the name of a thumbnail")
    return f"{THUMBS}/{sha256[:2]}/{sha256}-{size}.webp"


def full_path(sha256: str) -> str:
    """Path of the tiles of the full picture whose content is ``sha256``.

    Raises ``ValueError`` for anything that is not a lower-case SHA-256.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not the name of a picture")
    return f"{FULL}/{sha256[:2]}/{sha256}.tiles"


def layout_path(layout: str) -> str:
    """Path of a layout's coordinates; ``ValueError`` for a name that is not a plain word."""
    return f"{LAYOUTS}/{_plain(layout)}.npy"


def legend_path(layout: str) -> str:
    """Path of what is written beside a layout's images: titles, ticks, lines."""
    return f"{LAYOUTS}/{_plain(layout)}.json"


def sheet_path(layout: str, z: int, x: int, y: int, *, kind: str) -> str:
    """Path of a sheet's picture (``kind="webp"``) or index (``kind="bin"``)."""
    if kind not in ("webp", "bin") or not 0 <= z <= 24 or not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError("not the address of a sheet")
    return f"{SHEETS}/{_plain(layout)}/{z}/{x}/{y}.{kind}"


def density_path(layout: str) -> str:
    """Path of the picture of how many images lie where in a layout."""
    return f"{SHEETS}/{_plain(layout)}/density.png"


def _plain(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("not a plain name")
    return name


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; rename it over ``path`` when the block succeeds.

    A reader sees the old file or the new one. On an exception the temporary file is removed and
    ``path`` is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex[:8]}.tmp{path.suffix}"
    try:
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` atomically."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def sha256_of(path: Path) -> str:
    """Lower-case SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def link_or_copy(source: Path, target: Path) -> None:
    """Make ``target`` hold the bytes of ``source``: a hard link where the disk allows one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        with replacing(target) as temporary:
            shutil.copyfile(source, temporary)


def exchange(new: Path, old: Path, *, retired: Path) -> None:
    """Put the folder ``new`` in the place of ``old``; what ``old`` held is found at ``retired``.

    On Linux the two are exchanged in one step (``renameat2`` with ``RENAME_EXCHANGE``), so that a
    reader sees one or the other, whole; elsewhere two renames follow each other, and ``recover``
    mends an interruption between them.
    """
    if not old.exists():
        os.rename(new, old)
    elif _rename_exchange(new, old):
        os.rename(new, retired)
    else:
        os.rename(old, retired)
        os.rename(new, old)


def recover(path: Path, *, retired: Path) -> None:
    """Bring back a folder whose replacement was cut between two renames."""
    if retired.exists() and not path.exists():
        os.rename(retired, path)


def _rename_exchange(first: Path, second: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    at_cwd, rename_exchange = -100, 2
    done = libc.renameat2(
        at_cwd, os.fsencode(first), at_cwd, os.fsencode(second), ctypes.c_uint(rename_exchange)
    )
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL):
        return False
    code = ctypes.get_errno()
    raise OSError(code, os.strerror(code), str(second))
