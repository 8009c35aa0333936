"""Boards as lists and choices tell them: also those without a name can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explorer.api.shapes import thumb_addresses
from explorer.collection import Collection
from explorer.exhibitions.store import BoardEntry


def listed(
    collection: Collection, entries: Sequence[BoardEntry], *, language: str
) -> list[dict[str, Any]]:
    """Each board's ``id``, ``name``, ``items`` (how many), when it was ``made``, and its ``faces``.

    Faces are its first pictures that the collection has, each a ``title`` and an address ``src``.
    """
    ids = list(dict.fromkeys(id_ for entry in entries for id_ in entry.first))
    rows: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        rows |= collection.rows(ids[start : start + 500])
    known = {
        item.id: {"title": item.title, "src": thumb_addresses(collection, item)["256"]}
        for item in collection.items(list(rows.values()), language=language)
    }
    return [
        {
            "id": entry.id,
            "name": entry.name,
            "items": entry.items,
            "made": entry.created,
            "faces": [known[id_] for id_ in entry.first if id_ in known],
        }
        for entry in entries
    ]
