"""Where images come from: a folder, a table beside or above its images, or a IIIF address."""

from __future__ import annotations

from pathlib import Path

from precompute.errors import InputError
from precompute.sources.folder import Folder
from precompute.sources.iiif import Remote, Visit, is_address
from precompute.sources.row import Row, Source
from precompute.sources.table import TABLE_SUFFIXES, Table

__all__ = ["Folder", "Remote", "Row", "Source", "Table", "Visit", "open_source"]


def open_source(text: str, visit: Visit | None = None) -> Source:
    """Open what the person gave as SOURCE; ``visit`` says how an address is asked.

    Raises ``InputError`` with one line when it is nothing that can be read.
    """
    if is_address(text):
        return Remote(text, visit or Visit())
    if "://" in text[:12]:
        raise InputError(
            f"{text} is no address of the web: give one of a IIIF manifest or collection that "
            "begins with https:// or http://"
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
    (".json", ".jsonld"), "give the address of a IIIF manifest, where it can be asked for"
)
_ADVICE |= dict.fromkeys(
    (".mp4", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".m4v"),
    "videos cannot be read yet; extract pictures from it and give their folder",
)
