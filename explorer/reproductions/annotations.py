"""A family as linked data: W3C Web Annotations, and the links that a IIIF manifest takes.

Of each appearance: a *linking* annotation whose target is the region of the appearance's picture
that shows the original, and whose first body is the original's picture, or the part of it that is
shown. Two more bodies are text: the kind of the appearance (*classifying*), and how sure the
machine was, from 0 to 1 (*assessing*). Its ``creator`` is the software, or the person who answered:
where one was matched by way of others, only if persons answered for all of the way. Of two pictures
that somebody said are not the same, nothing is said, whatever else holds them in one family.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from explorer.collection import Collection, Item
from explorer.reproductions.models import Appearance, Told

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PROFILE = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_NAME = "Cimaise"
_SIZE = 1024


def annotation_page(
    collection: Collection, told: Told, *, root: str, language: str, named: bool = False
) -> dict[str, Any]:
    """An ``AnnotationPage`` of a family, one annotation an appearance whose place is known.

    ``root`` is the address of the app, with a slash at the end: ids and sources are addresses
    below it. Who answered has a name where ``named``.
    """
    group = told.group
    items = {item.row: item for item in collection.items(group.members, language=language)}
    original = items[group.original]
    return {
        "@context": CONTEXT,
        "id": family_address(collection, original, root=root, file="annotations.json"),
        "type": "AnnotationPage",
        "items": [
            _annotation(collection, one, items, original, root=root, named=named)
            for one in told.appearances
            if is_told(one)
        ],
    }


def is_told(one: Appearance) -> bool:
    """Whether an annotation says of it that it shows the original, and where."""
    return one.matrix is not None and one.is_shown


def related(collection: Collection, told: Told, item: Item, *, root: str, language: str) -> Any:
    """What a manifest of ``item`` may say of its family.

    ``related`` as IIIF Presentation 2 has it and ``homepage`` as 3 has it: pages for people of the
    other members; ``seeAlso``: the annotations, for programs, which say by whom each is told.
    """
    seen = collection.reproductions.seen(told, item.row)
    others = collection.items(
        [row for row in told.group.members if row != item.row and seen[row].is_shown],
        language=language,
    )
    pages = [
        {
            "@id": item_page(collection, other, root=root),
            "format": "text/html",
            "label": other.title or other.id,
        }
        for other in others
    ]
    original = collection.items([told.group.original], language=language)[0]
    return {
        "related": pages,
        "homepage": [
            {
                "id": page["@id"],
                "type": "Text",
                "format": "text/html",
                "label": {"none": [page["label"]]},
            }
            for page in pages
        ],
        "seeAlso": [
            {
                "id": family_address(collection, original, root=root, file="annotations.json"),
                "type": "AnnotationPage",
                "format": "application/ld+json",
                "profile": PROFILE,
            }
        ],
    }


def item_page(collection: Collection, item: Item, *, root: str) -> str:
    """The page of an item, for people."""
    return f"{root}recherche?{urlencode({'collection': collection.name, 'item': item.id})}"


def picture_address(collection: Collection, item: Item, *, root: str) -> str:
    """An item's picture, the longer side 1,024 pixels or less."""
    name = quote(collection.name, safe="")
    return f"{root}data/{name}/thumbs/{item.sha256}-{_SIZE}.webp"


def family_address(collection: Collection, original: Item, *, root: str, file: str) -> str:
    """What the routes tell of the family of an item."""
    name = quote(collection.name, safe="")
    query = urlencode({"item": original.id})
    return f"{root}api/v1/{name}/reproductions/{file}?{query}"


def _annotation(
    collection: Collection,
    one: Appearance,
    items: dict[int, Item],
    original: Item,
    *,
    root: str,
    named: bool,
) -> dict[str, Any]:
    item = items[one.row]
    query = urlencode({"item": original.id, "appearance": item.id})
    name = quote(collection.name, safe="")
    software = {
        "id": f"{root}a-propos",
        "type": "Software",
        "name": f"{_NAME}, {collection.manifest.model.name}",
    }
    made: dict[str, Any] = {
        "id": f"{root}api/v1/{name}/reproductions/annotations.json?{query}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            _part(collection, original, one.within, root=root) | {"purpose": "linking"},
            _text(one.kind, purpose="classifying"),
            _text(f"{one.score:.4f}", purpose="assessing"),
        ],
        "target": _part(collection, item, one.region, root=root)
        | {"scope": item_page(collection, item, root=root)},
        "creator": software,
        "generator": software,
    }
    if one.by == "hand":
        made["creator"] = {"type": "Person"} | ({"name": one.who} if named and one.who else {})
        made["modified"] = one.when
    return made


def _text(value: str, *, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _part(
    collection: Collection, item: Item, region: Sequence[tuple[float, float]], *, root: str
) -> dict[str, Any]:
    """A picture, or the part of it within a polygon of its unit square: as a box, and exactly."""
    source = picture_address(collection, item, root=root)
    part: dict[str, Any] = {
        "type": "SpecificResource",
        "source": {"id": source, "type": "Image", "format": "image/webp"},
    }
    if len(region) < 3:
        return part
    xs, ys = [x for x, _ in region], [y for _, y in region]
    left, top = min(xs), min(ys)
    box = ",".join(f"{100 * value:.3f}" for value in (left, top, max(xs) - left, max(ys) - top))
    scale = _SIZE / max(item.width, item.height, 1)
    width, height = (max(1, round(side * min(1.0, scale))) for side in (item.width, item.height))
    points = " ".join(f"{x * width:.1f},{y * height:.1f}" for x, y in region)
    part["selector"] = [
        {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": f"xywh=percent:{box}",
        },
        {
            "type": "SvgSelector",
            "value": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<polygon points="{points}"/></svg>',
        },
    ]
    return part
