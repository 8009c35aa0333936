"""Values of documents from outside: whatever is not of the kind that is looked for is nothing."""

from __future__ import annotations

import html.parser
import json
import re
from collections.abc import Iterator
from typing import Any

from precompute.sources.text import PARAGRAPHS, clean

Node = dict[str, Any]
Texts = dict[str, list[str]]
"""Texts by language; ``""`` where none is named."""

MOST_VALUES = 200
"""Values of one text, in all languages."""

_TAG = re.compile(r"<[a-zA-Z/!?]")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")


def read_json(body: bytes) -> Any:
    """The JSON of some bytes; raises ``ValueError`` for whatever is none, or nested for ever."""
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (RecursionError, MemoryError):
        raise ValueError("It is nested too deeply.") from None


def node(value: Any) -> Node:
    """A mapping, or an empty one."""
    return value if isinstance(value, dict) else {}


def nodes(value: Any) -> Iterator[Node]:
    """The mappings of a list, or a mapping that stands alone."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def word(value: Any) -> str:
    """A text on its own, or ``""``."""
    return value.strip() if isinstance(value, str) else ""


def named(value: Any, *keys: str) -> str:
    """The first of some keys that has a text; the text itself where one stands in place of it."""
    if isinstance(value, str):
        return value.strip()
    found = (word(node(value).get(key)) for key in keys)
    return next(filter(None, found), "")


def identity(value: Any) -> str:
    """The ``id`` of version 3 or the ``@id`` of version 2."""
    return named(value, "id", "@id")


def kind(value: Any) -> str:
    """The type without its prefix: ``Manifest`` for ``sc:Manifest``."""
    return named(node(value), "type", "@type").rpartition(":")[2]


def whole(value: Any) -> int:
    """A number of pixels, or 0."""
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 2**31
    return int(value) if fits else 0


def texts(value: Any) -> Texts:
    """A text of either version, by language, as plain text.

    Version 3: ``{"fr": ["…"]}``. Version 2: a text, ``{"@value", "@language"}``, or a list of them.
    """
    found: Texts = {}
    for language, text in _pairs(value):
        if sum(map(len, found.values())) >= MOST_VALUES:
            break
        said = plain(text)
        if said and said not in found.setdefault(language, []):
            found[language].append(said)
    return {language: values for language, values in found.items() if values}


def plain(text: str) -> str:
    """A text without the HTML that both versions allow in it."""
    text = text[: 4 * PARAGRAPHS]
    if not _TAG.search(text) and "&" not in text:
        return clean(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return clean("".join(reader.parts))


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield "", one
        elif isinstance(one, (int, float)) and not isinstance(one, bool):
            yield "", str(one)
        elif isinstance(one, dict) and "@value" in one:
            if isinstance(one["@value"], str):
                yield _language(one.get("@language")), one["@value"]
        elif isinstance(one, dict):
            for code, several in one.items():
                for text in several if isinstance(several, list) else [several]:
                    if isinstance(text, str):
                        yield _language(code), text


def _language(code: Any) -> str:
    match = _CODE.fullmatch(code) if isinstance(code, str) else None
    return match[1].lower() if match and match[1].lower() != "und" and code != "none" else ""


class _Reader(html.parser.HTMLParser):
    """The words of a text with tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Breaks part words; what is no text is left out."""
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag in ("br", "p", "div", "li"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """See ``handle_starttag``."""
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        """A run of text."""
        if not self._hidden:
            self.parts.append(data)
