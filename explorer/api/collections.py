"""Which collections there are, and what one says of itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from explorer.api.endpoint import Context, language, number
from explorer.api.errors import forbidden
from explorer.api.replies import Reply, json_reply
from explorer.api.shapes import theme
from explorer.languages import translated

_MEDOIDS = 100


def list_collections(context: Context, request: Request) -> Reply:
    """``GET /api/v1/collections``."""
    results: list[dict[str, Any]] = []
    for entry in context.catalogue.entries():
        if entry.collection is None:
            results.append({"name": entry.name, "error": entry.error})
            continue
        manifest = entry.collection.manifest
        results.append(
            {
                "name": entry.name,
                "title": manifest.title or {"fr": manifest.name, "en": manifest.name},
                "items": len(entry.collection),
                "version": manifest.version,
            }
        )
    return json_reply({"results": results, "total": len(results)})


def describe(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}``."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    manifest = collection.manifest
    return json_reply(
        {
            "name": collection.name,
            "title": collection.title(code),
            "description": translated(manifest.description, code),
            "languages": manifest.languages,
            "version": manifest.version,
            "created": manifest.created,
            "counts": manifest.counts.model_dump(),
            "model": manifest.model.model_dump(),
            "layouts": [layout.model_dump() for layout in manifest.layouts],
            "search": {"mode": collection.engine.mode},
            "data": f"data/{quote(collection.name, safe='')}/{manifest.version}/",
        }
    )


def list_themes(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/themes``; ``medoids`` bounds how many items each one shows.

    ``hidden=1``, for curators: those that they hid too.
    """
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    hidden = number(request, "hidden", 0, low=0, high=1) == 1
    if hidden and context.settings.profile != "curator":
        raise forbidden("hidden themes are seen by curators alone")
    themes = collection.themes(language=code, hidden=hidden)
    most = number(request, "medoids", _MEDOIDS, low=0, high=_MEDOIDS)
    rows = {row for found in themes for row in found.medoids[:most]}
    items = {item.row: item for item in collection.items(sorted(rows), language=code)}
    results = [
        theme(collection, found, [items[row] for row in found.medoids[:most] if row in items])
        | ({"hidden": found.hidden} if hidden else {})
        for found in themes
    ]
    return json_reply({"results": results, "total": len(results)})
