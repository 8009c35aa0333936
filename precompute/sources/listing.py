"""The files below a folder, and finding among them the one that a table names."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from precompute.sources.row import Row

IMAGE_SUFFIXES = frozenset(
    ".jpg .jpeg .jpe .jfif .png .tif .tiff .webp .gif .bmp .avif .heic .heif .jp2 .jxl .svg"
    " .psd .dng .cr2 .nef .arw .ppm .pgm .pbm .tga .ico".split()
)
"""Files with these endings are taken for images; what cannot be decoded is rejected later."""


class Listing:
    """Image files below ``root``: POSIX paths relative to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: set[str] = set()
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            relative = os.path.relpath(folder, root)
            prefix = "" if relative == "." else Path(relative).as_posix() + "/"
            for name in names:
                if name[:1] != "." and os.path.splitext(name)[1].lower() in IMAGE_SUFFIXES:
                    self.files.add(prefix + name)

    def row(self, position: int, file: str, *, id: str = "", values: Mapping[str, Any]) -> Row:
        """The row of a file that is in the listing."""
        found = (self.root / file).stat()
        if not stat.S_ISREG(found.st_mode):
            return Row(position, id, file, reason="not_an_image", detail="This is no file.")
        return Row(position, id, file, found.st_size, found.st_mtime_ns, values)
