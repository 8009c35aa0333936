"""An exhibition that tests find there: three vases on a wall, in both languages, published."""

from __future__ import annotations

import json
from pathlib import Path

from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.opening import beside
from explorer.exhibitions.store import Store


def hang_vases(data: Path) -> Store:
    """Publish it in a data folder whose collection is ``small``; the store that it is in."""
    exhibits = [{"item": f"doc-{n}", "cleared": True} for n in (9, 10, 12)]
    wall = {"id": "mur", "kind": "wall", "heading": {"fr": "Le mur"}, "exhibits": exhibits}
    told = {
        "id": "vases",
        "collection": "small",
        "title": {"fr": "Les vases", "en": "Vases"},
        "cover": exhibits[0],
        "sections": [wall],
    }
    store = Store(beside(data))
    entry, _ = store.put_exhibition(read_exhibition(json.dumps(told)))
    store.publish_exhibition(collection="small", id="vases", version=entry.version)
    return store
