"""Where images come from: a folder, or a table beside or above its images."""

from __future__ import annotations

from pathlib import Path

from precompute.errors import InputError
from precompute.sources.folder import Folder
from precompute.sources.row import Row, Source
from precompute.sources.table import TABLE_SUFFIXES, Table

__all__ = ["Folder", "Row", "Source", "Table", "open_source"]


def open_source(text: str) -> Source:
    """Open what the person gave as SOURCE.

    Raises ``InputError`` with one line when it is neither a folder nor a table that can be read.
    """
    if "://" in text[:12]:
        raise InputError(
            f"{text} is an address: IIIF and other remote sources cannot be read yet; "
            "download the images and give their folder, or a CSV table beside them"
        )
    path = Path(text)
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise InputError(f"{text} does not exist: give a folder of images, or a CSV table")
    if not path.is_file():
        raise InputError(f"{text} is neither a folder nor a table: give one of these")
    suffix = path.suffix.lower()
    if suffix in TABLE_SUFFIXES:
        return Table(path)
    advice = _ADVICE.get(suffix, "give the folder of the images, or a CSV table beside them")
    raise InputError(f"{text} is neither a folder nor a CSV table: {advice}")


_SHEET = "save it as CSV (UTF-8) from your spreadsheet and give that file"
_ADVICE = dict.fromkeys((".xlsx", ".xls", ".ods", ".numbers"), _SHEET)
_ADVICE |= dict.fromkeys((".zip", ".tar", ".gz", ".7z", ".rar"), "unpack it and give the folder")
_ADVICE |= dict.fromkeys(
    (".json", ".jsonld"), "IIIF manifests cannot be read yet; download the images first"
)
_ADVICE |= dict.fromkeys(
    (".mp4", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".m4v"),
    "videos cannot be read yet; extract pictures from it and give their folder",
)
