"""JSON-LD (schema.org) for search engines, written so that no text can leave its script element."""

from __future__ import annotations

from typing import Any

import orjson

from explorer.collection import Collection, Item
from explorer.exhibitions.markdown import web_address
from explorer.site.addresses import Place
from explorer.site.pictures import Picture

_ESCAPES = {
    b"<": b"\\u003c",
    b">": b"\\u003e",
    b"&": b"\\u0026",
    "\u2028".encode(): b"\\u2028",
    "\u2029".encode(): b"\\u2029",
}
_MANY = 50


def embedded(content: dict[str, Any]) -> str:
    """JSON that may stand inside ``<script type="application/ld+json">``."""
    told = orjson.dumps(content)
    for sign, escape in _ESCAPES.items():
        told = told.replace(sign, escape)
    return told.decode()


def of_item(collection: Collection, item: Item, shown: Picture, place: Place) -> dict[str, Any]:
    """A ``VisualArtwork`` with its ``ImageObject``; what is not known is not said."""
    page = place.absolute(shown.page)
    work: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VisualArtwork",
        "@id": page,
        "url": page,
        "identifier": item.id,
        "name": shown.title,
        "creator": {"@type": "Person", "name": item.creator} if item.creator else None,
        "dateCreated": _years(item),
        "temporal": item.date,
        "artMedium": list(item.technique),
        "keywords": list(item.subject),
        "description": item.description,
        "locationCreated": {"@type": "Place", "name": item.place} if item.place else None,
        "creditText": item.credit,
        "sameAs": web_address(item.source),
        "isPartOf": {
            "@type": "Collection",
            "name": collection.title(place.language),
        },
        "inLanguage": place.language,
    }
    if shown.clear:
        work["image"] = image(shown, place)
    return known(work)


def image(shown: Picture, place: Place) -> dict[str, Any]:
    """An ``ImageObject`` of a picture with clear rights."""
    width, height = shown.large_size
    return known(
        {
            "@type": "ImageObject",
            "contentUrl": place.absolute(shown.large),
            "thumbnailUrl": place.absolute(shown.small),
            "width": _pixels(width),
            "height": _pixels(height),
            "caption": shown.alt,
            "creditText": shown.credit,
            "license": shown.rights_address,
            "copyrightNotice": "" if shown.rights_address else shown.rights,
        }
    )


def _pixels(count: int) -> dict[str, Any]:
    """A number of pixels: E37, in the code of units that schema.org asks for."""
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}


def of_gathering(
    kind: str, *, name: str, description: str, pictures: list[Picture], place: Place
) -> dict[str, Any]:
    """A ``CollectionPage`` or an ``ExhibitionEvent``, and works that belong to it."""
    return known(
        {
            "@context": "https://schema.org",
            "@type": kind,
            "@id": place.absolute(place.path),
            "url": place.absolute(place.path),
            "name": name,
            "description": description,
            "inLanguage": place.language,
            "hasPart": [
                {"@type": "VisualArtwork", "@id": place.absolute(one.page), "name": one.title}
                for one in pictures[:_MANY]
            ],
        }
    )


def known(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in told.items() if value not in ("", None, [], {})}


def _years(item: Item) -> str:
    """ISO 8601: a year, or an interval; years before our era have a sign and a year zero."""
    if item.year_from is None or item.year_to is None:
        return ""
    first, last = (_iso(year) for year in (item.year_from, item.year_to))
    return first if first == last else f"{first}/{last}"


def _iso(year: int) -> str:
    # There is no year 0 in ours; in ISO 8601 it is 1 BCE.
    counted = year + 1 if year < 0 else year
    return f"-{-counted:04d}" if counted < 0 else f"{counted:04d}"
