"""The stream of changes (Change Discovery 1.0): which manifests there are, and since when.

A bundle is published as a whole and says when. Nothing says which of its records changed then, nor
what an earlier one held: so the stream says of every work that it was updated when this version
was published, and never that a work was created or deleted. Who harvests compares versions.
Exhibitions are published and withdrawn one by one, and that is what is said of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explorer.collection import Collection
from explorer.iiif.addresses import DISCOVERY, Addresses
from explorer.iiif.exhibitions import Listed
from explorer.iiif.works import works_of

PAGE = 500
"""Activities on a page."""


def stream(
    collection: Collection, addresses: Addresses, exhibitions: Sequence[Listed] = ()
) -> dict[str, Any]:
    """The ordered collection of all changes."""
    total = len(works_of(collection)) + len(exhibitions)
    last = max(0, -(-total // PAGE) - 1)
    return {
        "@context": DISCOVERY,
        "id": addresses.changes,
        "type": "OrderedCollection",
        "totalItems": total,
        "seeAlso": [{"id": addresses.top, "type": "Collection"}],
        "first": {"id": addresses.changes_page(0), "type": "OrderedCollectionPage"},
        "last": {"id": addresses.changes_page(last), "type": "OrderedCollectionPage"},
    }


def page(
    collection: Collection, addresses: Addresses, number: int, exhibitions: Sequence[Listed] = ()
) -> dict[str, Any] | None:
    """A page of it, oldest first as the specification has it; ``None`` when there is none."""
    works = works_of(collection)
    published = collection.manifest.created
    told = sorted(exhibitions, key=lambda one: one.when)
    before = [one for one in told if one.when < published]
    after = told[len(before) :]
    first, total = number * PAGE, len(works) + len(told)
    if not 0 <= first < max(1, total):
        return None
    made: dict[str, Any] = {
        "@context": DISCOVERY,
        "id": addresses.changes_page(number),
        "type": "OrderedCollectionPage",
        "startIndex": first,
        "partOf": {"id": addresses.changes, "type": "OrderedCollection"},
    }
    if number:
        made["prev"] = {"id": addresses.changes_page(number - 1), "type": "OrderedCollectionPage"}
    if first + PAGE < total:
        made["next"] = {"id": addresses.changes_page(number + 1), "type": "OrderedCollectionPage"}
    # Exhibitions of before, works, exhibitions since: a page is a window on the three.
    at, end = first - len(before), first + PAGE - len(before)
    listed = works.listed(max(0, at), max(0, min(end, len(works)) - max(0, at)))
    since = slice(max(0, at - len(works)), max(0, end - len(works)))
    made["orderedItems"] = [
        *(_shown(addresses, one) for one in before[first : first + PAGE]),
        *(_activity("Update", addresses.manifest(work.id), published) for work in listed),
        *(_shown(addresses, one) for one in after[since]),
    ]
    return made


def _shown(addresses: Addresses, one: Listed) -> dict[str, Any]:
    address = addresses.exhibition(one.id)
    return _activity("Update" if one.there else "Delete", address, one.when)


def _activity(kind: str, address: str, when: str) -> dict[str, Any]:
    told = {"endTime": when} if when else {}
    return {"type": kind, "object": {"id": address, "type": "Manifest"}, **told}
