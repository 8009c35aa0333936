"""Manifests of Presentation 3: of a work, and the canvases that every other document points at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.collection import Collection, Item
from explorer.iiif.addresses import PRESENTATION, Addresses
from explorer.iiif.images import body_of, is_public, thumbnail_of
from explorer.iiif.texts import LanguageMap, Record, label_of, marked, metadata_of, rights_of, said
from explorer.iiif.works import Work, works_of
from explorer.languages import translated
from explorer.reproductions.annotations import related

PAGES = {"fr": ["Pages montrées"], "en": ["Pages shown"]}
_OF = {"fr": "{shown} sur {total}", "en": "{shown} of {total}"}


def manifest(collection: Collection, addresses: Addresses, id_: str) -> dict[str, Any] | None:
    """The manifest of a work: an item, or a name that several items have as their parent.

    ``None`` when there is no such work. A work of several pages has a canvas for each, an item
    that is one of them a manifest of its own too, which says what it is part of.
    """
    work = works_of(collection).work(id_)
    if work is None:
        return None
    records = collection.records(work.pages)
    pages = [records[row] for row in work.pages if row in records]
    head = records[work.row] if work.row >= 0 else _shared(pages, id_)
    made: dict[str, Any] = {
        "@context": PRESENTATION,
        "id": addresses.manifest(id_),
        "type": "Manifest",
        "label": label_of(head),
    }
    metadata = metadata_of(head)
    if work.total > len(work.pages):
        counts = {"shown": len(work.pages), "total": work.total}
        value = {code: [text.format(**counts)] for code, text in _OF.items()}
        metadata.append({"label": PAGES, "value": value})
    if metadata:
        made["metadata"] = metadata
    summary = said(head, "description")
    if summary:
        made["summary"] = marked(summary)
    made |= rights_of(head)
    made["thumbnail"] = thumbnail_of(addresses, pages[0])
    made["homepage"] = _homepages(addresses, head, str(pages[0]["id"]))
    made["seeAlso"] = _more(collection, addresses, work, pages)
    made["partOf"] = _larger(collection, addresses, work, head)
    made["items"] = canvases(collection, addresses, pages)
    return made


def canvases(
    collection: Collection, addresses: Addresses, records: Sequence[Record]
) -> list[dict[str, Any]]:
    """A canvas for each record, in order, with its picture and where to find what was said of it.

    The sides of a canvas are the original's pixels.
    """
    whole = _whole(collection, records)
    return [_canvas(addresses, record, size) for record, size in zip(records, whole, strict=True)]


def brief(addresses: Addresses, work: Work, record: Record) -> dict[str, Any]:
    """A work as a list names it; ``record`` is its first page's."""
    named = record if work.row >= 0 else _shared([record], work.id)
    return {
        "id": addresses.manifest(work.id),
        "type": "Manifest",
        "label": label_of(named, short=True),
        "thumbnail": thumbnail_of(addresses, record),
    }


def collection_label(collection: Collection) -> LanguageMap:
    """What a collection is called."""
    titles = collection.manifest.title or {"none": collection.manifest.name}
    found = {code: [title] for code, title in titles.items() if title}
    # The same in every language is of none.
    if len({title for values in found.values() for title in values}) == 1:
        return {"none": [translated(titles, "fr")]}
    return found


def _canvas(addresses: Addresses, record: Record, size: tuple[int, int] | None) -> dict[str, Any]:
    id_ = str(record["id"])
    address = addresses.canvas(id_)
    made: dict[str, Any] = {
        "id": address,
        "type": "Canvas",
        "label": label_of(record),
        "width": int(record["width"]),
        "height": int(record["height"]),
        "thumbnail": thumbnail_of(addresses, record),
        "items": [
            {
                "id": f"{address}/page",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{address}/painting",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": body_of(addresses, record, size),
                        "target": address,
                    }
                ],
            }
        ],
        "annotations": [{"id": addresses.annotations(id_), "type": "AnnotationPage"}],
    }
    alternative = said(record, "alt")
    if alternative:
        made["summary"] = marked(alternative)
    return made


def _whole(collection: Collection, records: Sequence[Record]) -> list[tuple[int, int] | None]:
    rows = collection.rows([str(record["id"]) for record in records])
    sizes = []
    for record in records:
        id_ = str(record["id"])
        item = Item(
            id=id_,
            row=rows[id_],
            sha256=str(record["sha256"]),
            width=int(record["width"]),
            height=int(record["height"]),
        )
        sizes.append(collection.full_size(item))
    return sizes


def _shared(pages: Sequence[Record], id_: str) -> dict[str, Any]:
    """What all pages of a work say alike, for a work that has no record of its own."""
    first = pages[0]
    alike: dict[str, Any] = {
        name: value
        for name, value in first.items()
        if all(page.get(name) == value for page in pages[1:])
    }
    # A single page's title is the page's, not the work's.
    if len(pages) == 1:
        alike = {n: v for n, v in alike.items() if n.partition("@")[0] != "title"}
    return {**alike, "id": id_}


def _homepages(addresses: Addresses, head: Mapping[str, Any], id_: str) -> list[dict[str, Any]]:
    """The institution's page where the table gives one, then ours."""
    found = []
    source = str(head.get("source", "")).strip()
    if is_public(source):
        label = {"fr": ["Chez l’institution"], "en": ["At the institution"]}
        found.append({"id": source, "type": "Text", "label": label, "format": "text/html"})
    label = {"fr": ["Dans la collection"], "en": ["In the collection"]}
    ours = {"id": addresses.page(id_), "type": "Text", "label": label, "format": "text/html"}
    return [*found, ours]


def _more(
    collection: Collection, addresses: Addresses, work: Work, pages: Sequence[Record]
) -> list[dict[str, Any]]:
    """The record as data, and the family of reproductions that the work belongs to."""
    id_ = str(pages[0]["id"])
    found: list[dict[str, Any]] = [
        {"id": addresses.record(id_), "type": "Dataset", "format": "application/json"}
    ]
    if len(work.pages) == 1 and collection.reproductions.there:
        group = collection.reproductions.of(work.pages[0])
        if group is not None:
            told = collection.reproductions.told(group)
            item = collection.items([work.pages[0]], language="fr")[0]
            links = related(collection, told, item, root=addresses.root, language="fr")
            found += links["seeAlso"]
    return found


def _larger(
    collection: Collection, addresses: Addresses, work: Work, head: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What a work is part of: a work of which it is a page, and the collection."""
    whole = {"id": addresses.top, "type": "Collection", "label": collection_label(collection)}
    parent = works_of(collection).parent(work.row) if work.row >= 0 else ""
    if not parent or parent == work.id:
        return [whole]
    return [{"id": addresses.manifest(parent), "type": "Manifest"}, whole]
