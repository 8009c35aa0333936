"""The JSON of items, themes and collections. Addresses are relative to the app's root."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from explorer.bundle import THUMB_SIZES
from explorer.collection import Collection, Item, Theme
from explorer.facets.made import labels_of
from explorer.languages import translated


def thumb_addresses(collection: Collection, item: Item) -> dict[str, str]:
    """Addresses of an image's derivatives, by size in pixels."""
    base = f"data/{quote(collection.name, safe='')}/thumbs/{item.sha256}"
    return {str(size): f"{base}-{size}.webp" for size in THUMB_SIZES}


def full_picture(collection: Collection, item: Item) -> dict[str, Any] | None:
    """Size in pixels of an image's full picture and where its tiles are, if they are kept."""
    size = collection.full_size(item)
    if size is None:
        return None
    address = f"data/{quote(collection.name, safe='')}/full/{item.sha256}"
    return {"width": size[0], "height": size[1], "address": address}


def brief(collection: Collection, item: Item) -> dict[str, Any]:
    """What a wall of images needs of one."""
    return {
        "id": item.id,
        "row": item.row,
        "title": item.title,
        "creator": item.creator,
        "date": item.date,
        "width": item.width,
        "height": item.height,
        "colour": item.colour,
        "alt": item.alt,
        "thumbs": thumb_addresses(collection, item),
    }


def made(collection: Collection, row: int, *, language: str) -> list[dict[str, Any]]:
    """What an image has in the facets that people made, with by what right."""
    return [
        {
            "column": told.facet.column,
            "label": translated(told.facet.name, language) or told.facet.id,
            "value": told.value,
            "value_label": labels_of(told.facet, language)[told.value],
            "source": told.facet.source,
            "by": "hand" if told.by_hand else "machine",
            "score": told.score,
            "model": told.facet.provenance.model,
            "made": told.facet.provenance.made,
        }
        for told in collection.made.of(row)
    ]


def full(collection: Collection, item: Item, *, language: str) -> dict[str, Any]:
    """All that is known of an item."""
    return {
        **brief(collection, item),
        "year_from": item.year_from,
        "year_to": item.year_to,
        "technique": item.technique,
        "subject": item.subject,
        "category": item.category,
        "folder": item.folder,
        "place": item.place,
        "lat": item.lat,
        "lng": item.lng,
        "description": item.description,
        "rights": item.rights,
        "credit": item.credit,
        "source": item.source,
        "language": item.language,
        "parent": item.parent,
        "order": item.order,
        "themes": [
            {"id": theme.id, "level": theme.level, "label": theme.label} for theme in item.themes
        ],
        "made": made(collection, item.row, language=language),
        "positions": collection.positions(item.row),
        "extra": dict(item.extra),
        "full": full_picture(collection, item),
    }


def theme(collection: Collection, found: Theme, medoids: list[Item]) -> dict[str, Any]:
    """A theme with its medoids as brief items."""
    return {
        "id": found.id,
        "parent": found.parent,
        "level": found.level,
        "label": found.label,
        "terms": found.terms,
        "size": found.size,
        "score": found.score,
        "coherence": found.coherence,
        "x": found.x,
        "y": found.y,
        "number": found.number,
        "text": found.text,
        "place": found.place,
        "medoids": [brief(collection, item) for item in medoids],
    }
