"""An exhibition as one manifest: its pictures as canvases, its sections as ranges.

It takes what an exhibition says, not what one is: whoever keeps exhibitions hands over the texts
and the identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.collection import Collection
from explorer.exhibitions.rights import is_clear
from explorer.iiif.addresses import PRESENTATION, Addresses
from explorer.iiif.annotations import COMMENTING, PERSON
from explorer.iiif.images import thumbnail_of
from explorer.iiif.manifests import canvases, collection_label
from explorer.iiif.texts import by_language, label_of, marked, rights_of

Texts = Mapping[str, str]
"""A text by language."""

EXHIBITIONS = {"fr": ["Expositions"], "en": ["Exhibitions"]}
_SUBTITLE = {"fr": ["Sous-titre"], "en": ["Subtitle"]}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What lists tell of an exhibition.

    ``when`` it was published or withdrawn is ISO 8601, or ``""``. ``there`` is whether it is
    published now; of one that was withdrawn nothing is told but its id.
    """

    id: str
    title: Texts = field(default_factory=dict)
    cover: str = ""
    when: str = ""
    there: bool = True


@dataclass(frozen=True, kw_only=True)
class Part:
    """A detail: a region in shares of the picture's sides, from the top left, and its caption."""

    x: float
    y: float
    width: float
    height: float
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Hung:
    """A picture in its place: an item's identifier, and what the curators say of it here."""

    item: str
    caption: Texts = field(default_factory=dict)
    alt: Texts = field(default_factory=dict)
    parts: Sequence[Part] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section: its title and text by language, and its pictures in order."""

    title: Texts
    items: Sequence[Hung]
    text: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What an exhibition says of itself.

    ``address`` is where its manifest will answer, ``homepage`` where people see it or ``""``;
    ``cover`` an item's identifier, else the first picture is the cover.
    """

    address: str
    title: Texts
    sections: Sequence[Section]
    subtitle: Texts = field(default_factory=dict)
    introduction: Texts = field(default_factory=dict)
    credits: Texts = field(default_factory=dict)
    homepage: str = ""
    cover: str = ""


def exhibition_manifest(
    collection: Collection, addresses: Addresses, shown: Shown
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The manifest of an exhibition, and the identifiers that the collection does not have.

    A picture in several sections has one canvas and is in the range of each. Its first caption is
    the canvas's summary, or what tells it where there is none; its details are comments on their
    regions. The credits and the statements that its pictures require are required of the whole;
    ``rights`` stays with each picture's own canvas, for nothing holds for them all. Raises
    ``ValueError`` where no picture is left: a manifest has one canvas at least.
    """
    places: dict[str, list[Hung]] = {}
    for section in shown.sections:
        for hung in section.items:
            places.setdefault(hung.item, []).append(hung)
    known = collection.rows(list(places))
    found = collection.records([known[id_] for id_ in places if id_ in known])
    records = [found[known[id_]] for id_ in places if id_ in known]
    if not records:
        raise ValueError("an exhibition needs a picture that the collection has")
    cover = next((record for record in records if record["id"] == shown.cover), records[0])
    label = by_language(shown.title) or label_of(cover)
    made: dict[str, Any] = {
        "@context": PRESENTATION,
        "id": shown.address,
        "type": "Manifest",
        "label": label,
        "thumbnail": thumbnail_of(addresses, cover),
    }
    subtitle = by_language(shown.subtitle)
    if subtitle:
        made["metadata"] = [{"label": _SUBTITLE, "value": marked(subtitle)}]
    introduction = by_language(shown.introduction)
    if introduction:
        made["summary"] = marked(introduction)
    statement = _statement(shown, records)
    if statement:
        made["requiredStatement"] = statement
    if shown.homepage:
        page = {"id": shown.homepage, "type": "Text", "label": label, "format": "text/html"}
        made["homepage"] = [page]
    made["items"] = [
        # What is required of one picture stays with it too.
        _with_words(canvas | rights_of(record), places[str(record["id"])], shown.address, at)
        for at, (canvas, record) in enumerate(
            zip(canvases(collection, addresses, records), records, strict=True)
        )
    ]
    made["structures"] = list(_ranges(addresses, shown, known))
    return made, tuple(id_ for id_ in places if id_ not in known)


def exhibition_list(
    collection: Collection, addresses: Addresses, listed: Sequence[Listed]
) -> dict[str, Any]:
    """The collection of the exhibitions that are published, in their order."""
    there = [one for one in listed if one.there]
    rows = collection.rows([one.cover for one in there if one.cover])
    records = collection.records(list(rows.values()))
    items = []
    for one in there:
        row = rows.get(one.cover)
        label = by_language(one.title) or {"none": [one.id]}
        address = addresses.exhibition(one.id)
        told: dict[str, Any] = {"id": address, "type": "Manifest", "label": label}
        if row in records and is_clear(str(records[row].get("rights") or "")):
            told["thumbnail"] = thumbnail_of(addresses, records[row])
        items.append(told)
    return {
        "@context": PRESENTATION,
        "id": addresses.exhibitions,
        "type": "Collection",
        "label": EXHIBITIONS,
        "partOf": [
            {"id": addresses.top, "type": "Collection", "label": collection_label(collection)}
        ],
        "items": items,
    }


def _ranges(
    addresses: Addresses, shown: Shown, known: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    for at, section in enumerate(shown.sections):
        ids = dict.fromkeys(hung.item for hung in section.items if hung.item in known)
        if not ids:
            continue
        text = by_language(section.text)
        yield {
            "id": f"{shown.address}#range-{at}",
            "type": "Range",
            "label": by_language(section.title) or {"none": [str(at + 1)]},
            **({"summary": marked(text)} if text else {}),
            "items": [{"id": addresses.canvas(id_), "type": "Canvas"} for id_ in ids],
        }


def _with_words(
    canvas: dict[str, Any], places: Sequence[Hung], address: str, at: int
) -> dict[str, Any]:
    """A canvas with what the curators say of its picture, wherever it hangs."""
    words = next(filter(None, (by_language(hung.caption) for hung in places)), None)
    words = words or next(filter(None, (by_language(hung.alt) for hung in places)), None)
    if words:
        canvas = canvas | {"summary": marked(words)}
    parts = list(dict.fromkeys(_frozen(part) for hung in places for part in hung.parts))
    if not parts:
        return canvas
    page = f"{address}#details-{at}"
    width, height = canvas["width"], canvas["height"]
    comments = []
    for n, (x, y, wide, high, texts) in enumerate(parts):
        box = (x * width, y * height, max(1, wide * width), max(1, high * height))
        region = ",".join(str(round(side)) for side in box)
        bodies = [
            {
                "type": "TextualBody",
                "purpose": COMMENTING,
                "format": "text/plain",
                "value": text,
                **({"language": [code]} if code != "none" else {}),
            }
            for code, values in by_language(dict(texts)).items()
            for text in values
        ]
        comments.append(
            {
                "id": f"{page}-{n}",
                "type": "Annotation",
                "motivation": COMMENTING if bodies else "highlighting",
                "creator": PERSON,
                **({"body": bodies} if bodies else {}),
                "target": f"{canvas['id']}#xywh={region}",
            }
        )
    notes = {"id": page, "type": "AnnotationPage", "items": comments}
    return canvas | {"annotations": [*canvas["annotations"], notes]}


def _frozen(part: Part) -> tuple[float, float, float, float, tuple[tuple[str, str], ...]]:
    return part.x, part.y, part.width, part.height, tuple(sorted(part.text.items()))


def _statement(shown: Shown, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    values = marked(by_language(shown.credits))
    for record in records:
        required = rights_of(record).get("requiredStatement", {"value": {}})
        for code, texts in required["value"].items():
            held = values.setdefault(code, [])
            held += [text for text in texts if text not in held]
    if not values:
        return {}
    label = {"fr": ["Crédits"], "en": ["Credits"]}
    return {"label": label, "value": values}
