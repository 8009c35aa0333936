"""Addresses of IIIF resources, made in one place and read back there.

An identifier is one percent-encoded segment of an address. ``.`` and ``..`` cannot be one: every
browser takes them, encoded or not, for a step in the path; they are encoded twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
IMAGE = "http://iiif.io/api/image/3/context.json"
DISCOVERY = "http://iiif.io/api/discovery/1/context.json"

_STEPS = (".", "..")


def segment(text: str) -> str:
    """Any text as one segment of an address."""
    quoted = quote(text, safe="", errors="replace")
    return quoted.replace(".", "%252E") if quoted in _STEPS else quoted


def identifiers(segments: list[str]) -> list[str]:
    """The identifiers that decoded segments may mean, the likeliest first.

    Some servers in front decode ``%2F``: what then looks like several segments is one again.
    """
    text = "/".join(segments)
    again = unquote(text)
    return [text, again] if again in _STEPS else [text]


@dataclass(frozen=True)
class Addresses:
    """The addresses of one collection. ``root`` is that of the app, with a slash at the end."""

    root: str
    collection: str

    @property
    def base(self) -> str:
        """What all of them begin with."""
        return f"{self.root}iiif/{segment(self.collection)}"

    @property
    def top(self) -> str:
        """The collection of all works."""
        return f"{self.base}/collection.json"

    def part(self, level: int, number: int) -> str:
        """A part of it: level 1 holds works, level 2 parts of level 1 …"""
        return f"{self.base}/collection/{level}/{number}.json"

    def manifest(self, id_: str) -> str:
        """The manifest of a work."""
        return f"{self.base}/{segment(id_)}/manifest.json"

    @property
    def exhibitions(self) -> str:
        """The collection of the exhibitions that are published."""
        return f"{self.base}/exhibitions/collection.json"

    def exhibition(self, id_: str) -> str:
        """The manifest of an exhibition."""
        return f"{self.base}/exhibitions/{segment(id_)}/manifest.json"

    def annotations(self, id_: str) -> str:
        """What was said of an item."""
        return f"{self.base}/{segment(id_)}/annotations.json"

    def canvas(self, id_: str) -> str:
        """The canvas of an item, the same in every manifest that has it. It answers nothing."""
        return f"{self.base}/{segment(id_)}/canvas"

    def service(self, sha256: str) -> str:
        """The image service of a picture, by the digest of its file."""
        return f"{self.base}/images/{sha256}"

    def image(self, sha256: str, size: str, *, kind: str = "jpg") -> str:
        """A whole picture at a size: ``max``, or ``w,h`` in pixels."""
        return f"{self.service(sha256)}/full/{size}/0/default.{kind}"

    @property
    def changes(self) -> str:
        """The stream of changes."""
        return f"{self.base}/activity/all-changes.json"

    def changes_page(self, number: int) -> str:
        """A page of the stream."""
        return f"{self.base}/activity/page-{number}.json"

    def record(self, id_: str) -> str:
        """The record of an item as the app's own routes give it."""
        return f"{self.root}api/v1/{segment(self.collection)}/items/{segment(id_)}"

    def page(self, id_: str) -> str:
        """The page of an item, for people."""
        query = urlencode({"collection": self.collection, "item": id_}, errors="replace")
        return f"{self.root}recherche?{query}"
