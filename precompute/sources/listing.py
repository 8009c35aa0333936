"""The image files below a folder, and why the others cannot be taken."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from precompute import formats
from precompute.sources.row import Refusal, Row

IMAGE_SUFFIXES = frozenset(
    suffix
    for suffixes in (
        ".jpg .jpeg .jpe .jfif .png .tif .tiff .webp .gif .bmp .avif .heic .heif .jp2 .j2k .jpx",
        # Those below cannot be read; they are listed so that they are reported and not forgotten.
        ".jxl .svg .psd .psb .xcf .ai .eps .pdf .djvu .dng .cr2 .cr3 .nef .arw .orf .rw2 .raf",
        ".mp4 .mov .avi .mkv .webm .mpg .mpeg .m4v",
    )
    for suffix in suffixes.split(" ")
)
"""Files with these endings are taken for images; what cannot be decoded is rejected later."""

_SYSTEM = frozenset(("__macosx", "@eadir", "$recycle.bin", "system volume information"))
_BUNDLE = frozenset(("collection.json", "files.parquet"))
_WORK = frozenset(("bundle", "state"))


class Listing:
    """Image files below ``root``, as POSIX paths relative to it, in the order of their paths.

    Hidden files and folders are passed over, and so are bundles made inside the folder. Links
    are followed to files that lie below ``root`` and nowhere else. ``refused`` says why a file
    with the name of an image is not taken.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.refused: dict[str, Refusal] = {}
        self._inside = os.path.join(root, "")  # noqa: PTH118  (with its closing slash)
        self.files: list[str] = sorted(self._walk())

    def row(
        self, position: int, file: str, *, identity: str = "", values: Mapping[str, Any]
    ) -> Row:
        """The row of a file that was found, with its size and date, or why it cannot be taken."""
        try:
            found = os.stat(self._inside + file)  # noqa: PTH116  (a million times)
        except OSError as error:
            refusal = Refusal("unreadable", f"It cannot be looked at: {error.strerror}.")
        else:
            if stat.S_ISREG(found.st_mode):
                return Row(position, identity, file, found.st_size, found.st_mtime_ns, values)
            refusal = Refusal("not_an_image", NO_FILE)
        return Row(position, identity, file, reason=refusal.reason, detail=refusal.detail)

    def look(self, path: str) -> str | Refusal | None:
        """What lies at a path that is not listed: a file that can be taken, or why it cannot.

        ``path`` is relative to the root, without ``..``; ``None`` when nothing lies there.
        """
        full = Path(self._inside + path)
        if not os.path.lexists(full):
            return None
        if not self.holds(os.path.realpath(full)):
            return Refusal("outside_source", OUTWARD)
        if full.is_file():
            return path  # through a link to a folder, or with the ending of no image
        return Refusal("not_an_image", A_FOLDER if full.is_dir() else NO_FILE)

    def holds(self, real_path: str) -> bool:
        """Whether an absolute path, its links resolved, lies below the root."""
        return f"{real_path}{os.sep}".startswith(self._inside)

    def _walk(self) -> Iterator[str]:
        folders = [""]
        while folders:
            prefix = folders.pop()
            try:
                with os.scandir(self._inside + prefix) as found:
                    entries = [entry for entry in found if entry.name[:1] != "."]
            except OSError as error:
                why = f"The folder cannot be read: {error.strerror}."
                self.refused[readable(prefix)] = Refusal("unreadable", why)
                continue
            names = {entry.name for entry in entries}
            if names >= _BUNDLE or (prefix.endswith(".work/") and names >= _WORK):
                continue
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.lower() not in _SYSTEM:
                        folders.append(f"{path}/")
                    continue
                refusal = _LEFT if not _is_wanted(entry) else self._entry_refusal(entry, path)
                if refusal is None:
                    yield path
                elif refusal is not _LEFT:
                    self.refused[readable(path)] = refusal

    def _entry_refusal(self, entry: os.DirEntry[str], path: str) -> Refusal | None:
        if not path.isascii() and readable(path) != path:
            return Refusal("unreadable", "Its name is not written in UTF-8: rename it.")
        if entry.is_symlink():
            target = Path(os.path.realpath(entry.path))
            if not self.holds(str(target)):
                return Refusal("outside_source", OUTWARD)
            if target.is_dir():
                return _LEFT  # what it holds is met under its own path
            return (
                None
                if target.exists()
                else Refusal("missing", "This is a link that leads nowhere.")
            )
        return None if entry.is_file(follow_symlinks=False) else Refusal("not_an_image", NO_FILE)


OUTWARD = "This is a link that leads out of the source folder."
NO_FILE = "This is a pipe or a device, not a file."
A_FOLDER = "This is a folder, not a file."
_LEFT = Refusal("", "")


def readable(path: str) -> str:
    """A path as text that can be written: bytes that are no UTF-8 shown as ``\\xe9``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_image_name(name: str) -> bool:
    """Whether a file's ending is that of an image."""
    return os.path.splitext(name)[1].lower() in IMAGE_SUFFIXES  # noqa: PTH122  (a million names)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if is_image_name(entry.name):
        return True
    if entry.is_symlink():
        return entry.is_dir()
    return "." not in entry.name and entry.is_file() and _begins_as_image(entry.path)


def _begins_as_image(path: str) -> bool:
    """Scanners and phones leave pictures without an ending: their first bytes tell."""
    try:
        with open(path, "rb") as handle:  # noqa: PTH123
            return formats.kind_of(handle.read(formats.HEAD)) is not None
    except OSError:
        return False
