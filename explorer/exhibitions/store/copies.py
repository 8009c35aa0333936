"""Copies of a file of SQLite that others may write and this program may only read.

SQLite cannot lock where it may not write, and without a lock it may read a page of before beside
one of after. And what was written last may still lie in the log beside the file, which it could
not read there. So the file is copied with its log while nobody writes, and the copy is read.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import time
from pathlib import Path

_BESIDE = ("", "-wal", "-journal")
_PATIENCE = 5.0
"""Seconds to wait for a moment in which nobody writes."""

_TICK = 0.05
"""Seconds within which two writings may bear the same time."""

_KEPT = 3
"""Copies that stay: somebody may just be opening the one before."""

_Stamp = list[tuple[int, int, int] | None]


class Copies:
    """The newest whole copy of a file, made anew when the file has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made = 0
        self._whole: list[tuple[_Stamp, Path]] = []

    def newest(self) -> Path:
        """Where the copy is. Raises ``OSError`` when the file cannot be read, or no copy made."""
        with self._lock:
            until = time.monotonic() + _PATIENCE
            while True:
                before = self._stamp()
                if self._whole and self._whole[-1][0] == before:
                    return self._whole[-1][1]
                made = self._copy()
                last = max((told[2] for told in before if told), default=0)
                settled = abs(time.time() - last / 1e9) > _TICK and self._stamp() == before
                if settled or (not self._whole and time.monotonic() > until):
                    self._whole.append((before, made))
                    for _, old in self._whole[:-_KEPT]:
                        _remove(old)
                    del self._whole[:-_KEPT]
                    return made
                _remove(made)
                if time.monotonic() > until:
                    # Somebody writes without pause: what was whole last is there to be read.
                    return self._whole[-1][1]
                time.sleep(_TICK)

    def _copy(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="cimaise-", ignore_cleanup_errors=True
            )
        self._made += 1
        made = Path(self._folder.name) / f"{self._made}.sqlite"
        shutil.copyfile(self._path, made)
        for beside in _BESIDE[1:]:
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{self._path}{beside}", f"{made}{beside}")
        return made

    def _stamp(self) -> _Stamp:
        return [changed(Path(f"{self._path}{beside}")) for beside in _BESIDE]


def _remove(copy: Path) -> None:
    for file in copy.parent.glob(f"{copy.name}*"):
        file.unlink(missing_ok=True)


def changed(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from the same one changed (node, bytes, nanoseconds); ``None`` if gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
