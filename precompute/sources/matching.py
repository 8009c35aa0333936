"""Finding the file that a row of a table names, among those that lie beside and below the table."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from functools import cached_property
from urllib.parse import unquote, urlsplit

from precompute.sources.listing import Listing, is_image_name
from precompute.sources.row import Refusal

_LONGEST = 4096  # of a path, in characters
_FOLDER = "images"
_DRIVE = re.compile(r"[A-Za-z]:/")

OUTSIDE = "Its path leads out of the table's folder: give a path relative to the table."


class Matcher:
    """Finds files by path relative to the table, then in ``images/``, then by name alone.

    Upper and lower case and the two Unicode forms of accented letters are told apart only when
    that helps. A name that several files have is refused, never guessed.
    """

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._files = set(listing.files)

    def find(self, name: str) -> str | Refusal:
        """The path of the file that a table calls ``name``, or why there is none."""
        if not name:
            return Refusal("missing", "The row names no file.")
        if name in self._files:
            return name
        if "://" in name:
            return self._by_name(_last(unquote(_path_of(name)))) or Refusal(
                "missing", "This is an address: download the image beside the table first."
            )
        relative = self._relative(name.replace("\\", "/"))
        if relative is None:
            return Refusal("outside_source", OUTSIDE)
        return self._below(relative) or Refusal("missing", _NOT_THERE)

    def find_by_id(self, identity: str) -> str | Refusal:
        """The file whose name, without its ending, is ``identity``."""
        if not identity:
            return Refusal("missing", "The row names no file.")
        return self._by_name(identity) or Refusal("missing", "No file has this id for its name.")

    def _relative(self, path: str) -> str | None:
        """The path relative to the root, or ``None`` when it leads out of it."""
        if len(path) > _LONGEST or _DRIVE.match(path):
            return None
        normal = posixpath.normpath(path)
        if normal[0] != "/" and not normal.startswith(".."):
            return normal
        if normal.lstrip("/") in self._files:  # "/objects/1.jpg", from the root of a web site
            return normal.lstrip("/")
        root = str(self._listing.root)
        real = os.path.realpath(os.path.join(root, path))  # noqa: PTH118  (may be absolute)
        return os.path.relpath(real, root) if self._listing.holds(real) else None

    def _below(self, path: str) -> str | Refusal | None:
        candidates = (path, f"{_FOLDER}/{path}")
        for candidate in candidates:
            if candidate in self._files:
                return candidate
            if candidate in self._listing.refused:
                return self._listing.refused[candidate]
        found = self._by_name(path)
        if isinstance(found, str):
            return found
        for candidate in candidates:
            seen = self._listing.look(candidate)
            if seen is not None:
                return seen
        return found

    def _by_name(self, path: str) -> str | Refusal | None:
        """The one file of this name, wherever it lies; of several, the one that fits best."""
        bare = not is_image_name(path)
        name = _last(path)
        known = (self._stems if bare else self._names).get(_key(name), [])
        found = [known] if isinstance(known, str) else known
        if len(found) > 1:
            ending = _key(f"/{path}")
            written = {file: _stem(file) if bare else file for file in found}
            found = [file for file in found if _key(f"/{written[file]}").endswith(ending)] or found
            found = [file for file in found if _last(written[file]) == name] or found
        if len(found) > 1:
            shown = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
            return Refusal(
                "ambiguous", f"{len(found)} files have this name ({shown}): give the whole path."
            )
        return found[0] if found else None

    @cached_property
    def _names(self) -> dict[str, str | list[str]]:
        return self._index(stems=False)

    @cached_property
    def _stems(self) -> dict[str, str | list[str]]:
        return self._index(stems=True)

    def _index(self, *, stems: bool) -> dict[str, str | list[str]]:
        """Files by name; a list only where several share one, for there may be a million."""
        index: dict[str, str | list[str]] = {}
        for file in self._listing.files:
            name = _last(file)
            key = _key(_stem(name) if stems else name)
            other = index.setdefault(key, file)
            if isinstance(other, list):
                other.append(file)
            elif other is not file:
                index[key] = [other, file]
        return index


_NOT_THERE = "There is no such file beside the table, in images/ or in a folder below."


def _key(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name).casefold()


def _last(path: str) -> str:
    return path[path.rfind("/") + 1 :]


def _stem(path: str) -> str:
    return posixpath.splitext(path)[0]


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
