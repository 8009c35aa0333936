"""The collection of all works: a tree of IIIF collections, so that no document is large.

A part of level 1 lists works, one of level 2 parts of level 1, and so on; the top is the one part
that holds all. Each names as many as ``FAN`` others at most.
"""

from __future__ import annotations

from typing import Any

from explorer.collection import Collection
from explorer.iiif.addresses import PRESENTATION, Addresses
from explorer.iiif.exhibitions import EXHIBITIONS
from explorer.iiif.manifests import brief, collection_label
from explorer.iiif.texts import by_language, marked
from explorer.iiif.works import Works, works_of

FAN = 200
"""What one document lists at most."""


def top(
    collection: Collection, addresses: Addresses, *, exhibitions: bool = False
) -> dict[str, Any]:
    """``collection.json``: all works, or the parts that they are in.

    With ``exhibitions``, also the collection of those that are published, as its last part.
    """
    works = works_of(collection)
    level = depth(len(works))
    made: dict[str, Any] = {
        "@context": PRESENTATION,
        "id": addresses.top,
        "type": "Collection",
        "label": collection_label(collection),
    }
    described = by_language(collection.manifest.description)
    if described:
        made["summary"] = marked(described)
    made["homepage"] = [
        {
            "id": f"{addresses.root}?collection={addresses.base.rpartition('/')[2]}",
            "type": "Text",
            "label": {"fr": ["La collection"], "en": ["The collection"]},
            "format": "text/html",
        }
    ]
    made["seeAlso"] = [{"id": addresses.changes, "type": "Dataset", "format": "application/json"}]
    made["items"] = _items(collection, addresses, works, level, 0)
    if exhibitions:
        shows = {"id": addresses.exhibitions, "type": "Collection", "label": EXHIBITIONS}
        made["items"].append(shows)
    return made


def part(
    collection: Collection, addresses: Addresses, level: int, number: int
) -> dict[str, Any] | None:
    """A part of the collection; ``None`` when there is no such part."""
    works = works_of(collection)
    span = FAN**level
    if not 1 <= level < depth(len(works)) or not 0 <= number * span < len(works):
        return None
    above = level + 1 == depth(len(works))
    return {
        "@context": PRESENTATION,
        "id": addresses.part(level, number),
        "type": "Collection",
        "label": _span_label(number * span, min(len(works), (number + 1) * span)),
        "partOf": [
            {
                "id": addresses.top if above else addresses.part(level + 1, number // FAN),
                "type": "Collection",
            }
        ],
        "items": _items(collection, addresses, works, level, number),
    }


def depth(count: int) -> int:
    """Levels of the tree of so many works: 1 when one document lists them all."""
    level = 1
    while FAN**level < count:
        level += 1
    return level


def _items(
    collection: Collection, addresses: Addresses, works: Works, level: int, number: int
) -> list[dict[str, Any]]:
    if level == 1:
        listed = works.listed(number * FAN, FAN)
        records = collection.records([work.pages[0] for work in listed])
        return [
            brief(addresses, work, records[work.pages[0]])
            for work in listed
            if work.pages[0] in records
        ]
    below = FAN ** (level - 1)
    first, last = number * FAN, min((number + 1) * FAN, -(-len(works) // below))
    return [
        {
            "id": addresses.part(level - 1, at),
            "type": "Collection",
            "label": _span_label(at * below, min(len(works), (at + 1) * below)),
        }
        for at in range(first, last)
    ]


def _span_label(first: int, last: int) -> dict[str, list[str]]:
    return {"none": [f"{first + 1}–{last}"]}
