"""What is said of a picture wherever it is shown: on a page, on a wall label, in a checklist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from explorer.collection import Collection, Item
from explorer.exhibitions.markdown import web_address
from explorer.facets.made import labels_of
from explorer.languages import translated
from explorer.ui.i18n import Translator

_YEAR = re.compile(r"-?[0-9]{1,6}")
_LONGEST = 2_000
_MOST_SAID = 12

_LICENCE = re.compile(r"/licenses/([a-z+-]+)/(\d\.\d)")
_PUBLIC = {
    "/publicdomain/zero/1.0": "CC0 1.0",
    "/publicdomain/mark/1.0": "Public Domain Mark 1.0",
}


@dataclass(frozen=True)
class Said:
    """What a machine said of a picture: a theme or a value, and which model. Never a fact."""

    what: str
    model: str


@dataclass(frozen=True)
class Label:
    """A picture's label in one language; text as cataloguers wrote it, empty where unknown.

    ``rights`` is how the rights are told, ``rights_address`` where they are explained, ``source``
    a record elsewhere. Both are addresses of the web, or empty. ``said`` is what a machine said.
    """

    id: str
    title: str = ""
    creator: str = ""
    date: str = ""
    technique: str = ""
    place: str = ""
    description: str = ""
    credit: str = ""
    rights: str = ""
    rights_address: str = ""
    source: str = ""
    source_text: str = ""
    alt: str = ""
    said: tuple[Said, ...] = ()

    @property
    def byline(self) -> str:
        """Who made it and when, in one line."""
        return ", ".join(filter(None, (self.creator, self.date)))


def label_of(collection: Collection, item: Item, say: Translator) -> Label:
    """The label of an item in the translator's language, and of the item's texts."""
    address = next(filter(None, map(web_address, item.rights.split())), "")
    source = web_address(item.source.strip())
    return Label(
        id=item.id,
        title=_clipped(item.title),
        creator=_clipped(item.creator),
        date=date_of(item, say),
        technique=_clipped(", ".join(item.technique)),
        place=_clipped(item.place),
        description=_clipped(item.description),
        credit=_clipped(item.credit),
        rights=_clipped(rights_text(item.rights)),
        rights_address=address,
        source=source,
        source_text="" if source else _clipped(item.source),
        alt=_clipped(item.alt),
        said=tuple(_said(collection, item, say.language))[:_MOST_SAID],
    )


def labels_of_items(
    collection: Collection, items: Sequence[Item], say: Translator
) -> dict[str, Label]:
    """The labels of some items, by id."""
    return {item.id: label_of(collection, item, say) for item in items}


def date_of(item: Item, say: Translator) -> str:
    """When an item was made: as written, or its years; empty when nobody knows."""
    if item.date:
        return _clipped(date_text(item.date, say))
    if item.year_from is None:
        return ""
    first = date_text(str(item.year_from), say)
    if item.year_to is None or item.year_to == item.year_from:
        return first
    return f"{first} – {date_text(str(item.year_to), say)}"


def date_text(text: str, say: Translator) -> str:
    """A date as it was written; a bare year before our era says so, as the viewer does."""
    if not _YEAR.fullmatch(text) or not -1_000_000 < int(text) < 1000 or not int(text):
        return text
    year = int(text)
    return say("{year} BCE", year=-year) if year < 0 else say("AD {year}", year=year)


def rights_text(rights: str) -> str:
    """Rights as people name them: an address of a known licence by its name, all else as it is."""
    text = rights.strip()
    if " " in text or not web_address(text):
        return text
    parts = urlsplit(text)
    if (parts.hostname or "").removeprefix("www.") != "creativecommons.org":
        return text
    for path, name in _PUBLIC.items():
        if parts.path.startswith(path):
            return name
    found = _LICENCE.match(parts.path)
    return f"CC {found[1].upper()} {found[2]}" if found else text


def _said(collection: Collection, item: Item, language: str) -> list[Said]:
    """Themes that no curator has named, and values that no hand has given."""
    nodes = collection.hierarchy.nodes
    model = collection.manifest.model.name
    found = [
        Said(theme.label, model)
        for theme in item.themes
        if theme.label and nodes[theme.id].record is None
    ]
    for told in collection.made.of(item.row):
        if not told.by_hand:
            name = translated(told.facet.name, language) or told.facet.id
            value = labels_of(told.facet, language)[told.value]
            found.append(Said(f"{name} – {value}", told.facet.provenance.model or model))
    return found


def _clipped(text: str) -> str:
    return text.strip()[:_LONGEST]
