"""Folders made beside those whose place they take; what killed writings left there is cleared."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explorer.bundle import files

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.(work|old|lock)")
_DAY = 86_400
"""Seconds after which a folder that nobody ever held is taken for left behind."""


@dataclass(frozen=True)
class Beside:
    """A folder to write into. ``lock`` is a descriptor: what holds it open is still writing."""

    folder: Path
    lock: int

    def take_place_of(self, target: Path) -> None:
        """Put the folder in the place of another one, which is kept until the end."""
        files.exchange(self.folder, target, retired=self.folder.with_suffix(".old"))


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Beside]:
    """Give a new folder beside ``target``, and take it away at the end.

    Before, what writings that were killed left in the same place is cleared; never what is still
    being written, by whichever process.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear(target.parent)
    work = target.parent / f".{target.name}.{uuid.uuid4().hex[:8]}.work"
    with _held(work.with_suffix(".lock")) as lock:
        work.mkdir()
        try:
            yield Beside(work, lock)
        finally:
            _remove(work, target)


def clear(folder: Path) -> None:
    """Take away what writings that were killed left in a folder."""
    for path in folder.glob(".*.lock"):
        found = _NAME.fullmatch(path.name)
        if found and not _is_held(path):
            _remove(path.with_suffix(".work"), folder / found["name"])
            path.unlink(missing_ok=True)
    for path in [*folder.glob(".*.work"), *folder.glob(".*.old")]:
        # Of before there were locks; or of a lock that could not be had.
        found = _NAME.fullmatch(path.name)
        with contextlib.suppress(OSError):
            left = time.time() - path.stat().st_mtime > _DAY
            if found and left and not path.with_suffix(".lock").exists():
                _remove(path.with_suffix(".work"), folder / found["name"])


def _remove(work: Path, target: Path) -> None:
    retired = work.with_suffix(".old")
    shutil.rmtree(work, ignore_errors=True)
    files.recover(target, retired=retired)
    shutil.rmtree(retired, ignore_errors=True)


@contextlib.contextmanager
def _held(path: Path) -> Iterator[int]:
    """Hold a lock, which ends with the last process that has it open, however that ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform != "win32":
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return True
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
