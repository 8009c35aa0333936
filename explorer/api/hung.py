"""An exhibition as it hangs: its texts read, its pictures with what the catalogue says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from explorer.api.shapes import brief, full_picture
from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Exhibit, Section, StoredExhibition
from explorer.exhibitions.ground import items_of, shown
from explorer.exhibitions.markdown import parse, parse_line


def hung(collection: Collection, stored: StoredExhibition, *, language: str) -> dict[str, Any]:
    """An exhibition as visitors see it, in a language, and what of it was left out.

    A text that does not exist in the language is given in the first one that it has, and says so.
    A section that has lost all its pictures is left out with them, unless there is text to read.
    Texts are trees (``explorer/exhibitions/markdown.py``): no reader has to trust any markup.
    """
    items = items_of(stored.exhibition, collection, language=language)
    seen = shown(stored.exhibition, items)
    made = _Hanging(collection, items, (language, *stored.exhibition.languages))
    whole = seen.exhibition
    return {
        "id": whole.id,
        "version": stored.version,
        "state": stored.state,
        "published": stored.published,
        "updated": stored.updated,
        "languages": whole.languages,
        "title": made.line(whole.title),
        "subtitle": made.line(whole.subtitle),
        "introduction": made.blocks(whole.introduction),
        "cover": made.exhibit(whole.cover) if whole.cover else None,
        "sections": [
            made.section(section)
            for section, before in zip(whole.sections, stored.exhibition.sections, strict=True)
            if section.exhibits or not before.exhibits or any(section.text.values())
        ],
        "credits": made.blocks(whole.credits),
        "left_out": {"gone": seen.gone, "unclear": seen.unclear},
    }


class _Hanging:
    def __init__(
        self, collection: Collection, items: Mapping[str, Item], languages: tuple[str, ...]
    ) -> None:
        self._collection = collection
        self._items = items
        self._languages = languages

    def section(self, section: Section) -> dict[str, Any]:
        return {
            "id": section.id,
            "kind": section.kind,
            "heading": self.line(section.heading),
            "text": self.blocks(section.text),
            "exhibits": [self.exhibit(exhibit) for exhibit in section.exhibits],
            "tour": section.tour,
            "stops": [stop.model_dump(mode="json") for stop in section.stops],
        }

    def exhibit(self, exhibit: Exhibit) -> dict[str, Any]:
        item = self._items[exhibit.item]
        code, alt = self._chosen(exhibit.alt)
        return {
            "item": brief(self._collection, item)
            | {
                "year_from": item.year_from,
                "technique": item.technique,
                "rights": item.rights,
                "credit": item.credit,
                "source": item.source,
                "full": full_picture(self._collection, item),
            },
            "caption": self._line(exhibit.caption),
            "alt": alt or item.alt,
            "alt_lang": code,
            "details": [
                {
                    "id": detail.id,
                    "region": detail.region.model_dump(),
                    "caption": self._line(detail.caption),
                }
                for detail in exhibit.details
            ],
        }

    def line(self, texts: Mapping[str, str]) -> dict[str, str]:
        """A text of one line, without markup."""
        code, text = self._chosen(texts)
        return {"lang": code, "text": text}

    def blocks(self, texts: Mapping[str, str]) -> dict[str, Any]:
        code, text = self._chosen(texts)
        return {"lang": code, "blocks": [asdict(block) for block in parse(text)]}

    def _line(self, texts: Mapping[str, str]) -> dict[str, Any]:
        code, text = self._chosen(texts)
        return {"lang": code, "pieces": [asdict(piece) for piece in parse_line(text)]}

    def _chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        known = {code: text for code, text in texts.items() if text}
        for code in (*self._languages, *known):
            if code in known:
                return code, known[code]
        return self._languages[0], ""
