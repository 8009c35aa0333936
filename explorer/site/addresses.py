"""Where things are on the public site, told from the app's root.

``c/{collection}/`` is the home of a collection, below it ``item/{id}``, ``theme/{id}`` and
``exhibition/{id}``. The language is the parameter ``lang``, as everywhere in the house.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_ODD = re.compile(r"[/\\:\x00-\x1f\x7f]|^\.+$")
"""What an identifier has that browsers, proxies or Streamlit may take for a way somewhere else."""


def home(collection: str) -> str:
    """The home of a collection."""
    return f"c/{quote(collection, safe='')}/"


def item(collection: str, id_: str) -> str:
    """The page of an item, whatever its identifier."""
    if _ODD.search(id_):
        return f"{home(collection)}item/?{urlencode({'id': id_})}"
    return f"{home(collection)}item/{quote(id_, safe='')}"


def theme(collection: str, id_: int) -> str:
    """The page of a theme."""
    return f"{home(collection)}theme/{id_}"


def exhibition(collection: str, id_: str) -> str:
    """The page of an exhibition."""
    return f"{home(collection)}exhibition/{quote(id_, safe='')}"


def thumb(collection: str, sha256: str, *, size: int) -> str:
    """A picture of at most ``size`` pixels a side."""
    return f"data/{quote(collection, safe='')}/thumbs/{sha256}-{size}.webp"


def interactive(page: str, *, collection: str, language: str, **params: str) -> str:
    """An interactive page; the map's is the empty one."""
    return f"{page}?{urlencode({'collection': collection, 'lang': language} | params)}"


def told_in(path: str, language: str) -> str:
    """The same address in a language; as the visitor's browser has it for ``""``."""
    if not language:
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@dataclass(frozen=True)
class Place:
    """Where a page is: its own ``path`` from the root, and the ``root`` from the page.

    ``public`` is the app's root as an absolute address, with a slash at the end.
    """

    path: str
    root: str
    public: str
    language: str

    def to(self, path: str) -> str:
        """A relative address of a path."""
        return f"{self.root}{path}" or "./"

    def page(self, path: str) -> str:
        """A relative address of another page that is written whole, in the same language."""
        return self.to(told_in(path, self.language))

    def absolute(self, path: str) -> str:
        """The absolute address of a path."""
        return f"{self.public}{path}"

    def into(self, page: str, collection: str, **params: str) -> str:
        """A relative address of an interactive page."""
        told = interactive(page, collection=collection, language=self.language, **params)
        return self.to(told)

    @property
    def canonical(self) -> str:
        """The one path of this page in its language."""
        return told_in(self.path, self.language)

    def in_language(self, code: str) -> str:
        """A relative address of this page in another language."""
        return self.to(told_in(self.path, code))

    def alternates(self, languages: Mapping[str, str]) -> dict[str, str]:
        """The absolute address of this page in each language, and as the browser has it."""
        told = {code: self.absolute(told_in(self.path, code)) for code in languages}
        return told | {"x-default": self.absolute(self.path)}
