"""An exhibition on the ground of its collection: what may be shown, and what is to be settled."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Exhibit, Exhibition, Section
from explorer.exhibitions.rights import is_clear

Code = Literal[
    "title", "words", "cover", "gone", "rights", "alt", "empty", "few", "tour", "credits", "none"
]
"""What is to be settled: no title; words missing in a language; no cover; an item that is gone;
rights that are not clear; nothing that tells a picture; a section without content; fewer than two
to compare; a tour that is gone; no credits; no section."""

_AT_ONCE = 500


@dataclass(frozen=True)
class Unsettled:
    """One thing to settle. ``section``, ``item``, ``detail`` and ``language`` say where, or are "".

    ``part`` is the field that is meant; ``blocks`` whether it cannot be published like this.
    """

    code: Code
    part: str = ""
    section: str = ""
    item: str = ""
    detail: str = ""
    language: str = ""
    blocks: bool = False


@dataclass(frozen=True)
class Shown:
    """An exhibition as visitors may see it, and how many pictures were left out, and why."""

    exhibition: Exhibition
    gone: int
    unclear: int


def items_of(exhibition: Exhibition, collection: Collection, *, language: str) -> dict[str, Item]:
    """The items of an exhibition that are in the collection, by id, in a language."""
    ids = exhibition.items
    found: dict[str, Item] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = collection.rows(ids[start : start + _AT_ONCE])
        items = collection.items(rows.values(), language=language)
        found |= {item.id: item for item in items}
    return found


def may_be_shown(exhibit: Exhibit, item: Item) -> bool:
    """Whether a picture may be shown: the catalogue says so, or a curator does."""
    return exhibit.cleared or is_clear(item.rights)


def shown(exhibition: Exhibition, items: Mapping[str, Item]) -> Shown:
    """The exhibition without what is gone from the collection, or has no clear rights.

    ``items`` are those of ``items_of``. Sections stay, also those that lose all their pictures.
    """
    gone = unclear = 0
    for exhibit in exhibition.exhibits:
        item = items.get(exhibit.item)
        gone += item is None
        unclear += item is not None and not may_be_shown(exhibit, item)

    def kept(exhibit: Exhibit) -> bool:
        item = items.get(exhibit.item)
        return item is not None and may_be_shown(exhibit, item)

    sections = tuple(
        section.model_copy(update={"exhibits": tuple(filter(kept, section.exhibits))})
        for section in exhibition.sections
    )
    cover = exhibition.cover if exhibition.cover and kept(exhibition.cover) else None
    changed = exhibition.model_copy(update={"sections": sections, "cover": cover})
    return Shown(changed, gone, unclear)


def unsettled(
    exhibition: Exhibition, collection: Collection, *, tours: Several[str]
) -> tuple[Unsettled, ...]:
    """What is to be settled before publishing, what blocks it first; else in order."""
    by_language = {
        code: items_of(exhibition, collection, language=code) for code in exhibition.languages
    }
    found = [*_of_the_whole(exhibition)]
    if exhibition.cover is not None:
        found += _of_exhibit(exhibition.cover, "", by_language)
    for section in exhibition.sections:
        found += _of_section(section, exhibition.languages, tours)
        for exhibit in section.exhibits:
            found += _of_exhibit(exhibit, section.id, by_language)
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _of_the_whole(exhibition: Exhibition) -> Iterator[Unsettled]:
    languages = exhibition.languages
    for code in languages:
        if not exhibition.title.get(code):
            yield Unsettled(
                "title", "title", language=code, blocks=not any(exhibition.title.values())
            )
    for part in ("subtitle", "introduction", "credits"):
        yield from _words(getattr(exhibition, part), languages, part)
    if exhibition.cover is None:
        yield Unsettled("cover", "cover")
    if not any(exhibition.credits.values()):
        yield Unsettled("credits", "credits")
    if not exhibition.sections:
        yield Unsettled("none", blocks=True)


def _of_section(
    section: Section, languages: tuple[str, ...], tours: Several[str]
) -> Iterator[Unsettled]:
    for part in ("heading", "text"):
        yield from _words(getattr(section, part), languages, part, section=section.id)
    if section.tour and section.tour not in tours:
        yield Unsettled("tour", "tour", section.id)
    words = any(section.text.values())
    if section.kind == "text":
        empty = not words
    elif section.kind == "map":
        empty = not (section.tour or section.stops)
    else:
        empty = not section.exhibits
    if empty:
        yield Unsettled("empty", section=section.id)
    elif section.kind == "compare" and len(section.exhibits) < 2:
        yield Unsettled("few", section=section.id)


def _of_exhibit(
    exhibit: Exhibit, section: str, by_language: Mapping[str, Mapping[str, Item]]
) -> Iterator[Unsettled]:
    languages = tuple(by_language)
    item = by_language[languages[0]].get(exhibit.item)
    if item is None:
        yield Unsettled("gone", section=section, item=exhibit.item)
        return
    if not may_be_shown(exhibit, item):
        yield Unsettled("rights", "cleared", section, exhibit.item)
    for code in languages:
        if not exhibit.alt.get(code) and not by_language[code][exhibit.item].alt:
            yield Unsettled("alt", "alt", section, exhibit.item, language=code)
    place = {"section": section, "item": exhibit.item}
    yield from _words(exhibit.caption, languages, "caption", **place)
    for detail in exhibit.details:
        yield from _words(detail.caption, languages, "caption", **place, detail=detail.id)


def _words(
    texts: Mapping[str, str],
    languages: tuple[str, ...],
    part: str,
    *,
    section: str = "",
    item: str = "",
    detail: str = "",
) -> Iterator[Unsettled]:
    """What is written in one language and missing in another."""
    if any(texts.values()):
        for code in languages:
            if not texts.get(code):
                yield Unsettled("words", part, section, item, detail, code)
