"""Items: one by its id, several by their rows, and those most like one."""

from __future__ import annotations

from starlette.requests import Request

from explorer.api.endpoint import Context, language, number, raw_segments
from explorer.api.errors import invalid, not_found
from explorer.api.filters import wish_among
from explorer.api.iiif import links
from explorer.api.replies import Reply, json_reply
from explorer.api.search import answer_json
from explorer.api.shapes import full
from explorer.collection import Collection
from explorer.iiif.addresses import identifiers
from explorer.search.query import MAX_RESULTS

_MAX_ROWS = 200
_ITEMS_AT = 4  # api / v1 / {collection} / items / id …


def item_or_similar(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/items/{id}`` and ``…/{id}/similar``."""
    collection = context.catalogue.get(request.path_params["collection"])
    segments = raw_segments(request)[_ITEMS_AT:]
    # An id that ends in "/similar" has its slash encoded, so that it is one segment.
    if len(segments) > 1 and segments[-1] == "similar":
        return _similar(context, request, collection, "/".join(segments[:-1]))
    code = language(request, context)
    found = (collection.item(id_, language=code) for id_ in identifiers(segments))
    item = next(filter(None, found), None)
    if item is None:
        raise not_found("there is no item of this id in the collection")
    told = full(collection, item, language=code)
    return json_reply(told | {"iiif": links(context, request, collection, item.id)})


def by_rows(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/rows?rows=1,5,9``, or ``?id=…&id=…``."""
    collection = context.catalogue.get(request.path_params["collection"])
    ids = request.query_params.getlist("id")
    if ids:
        if len(ids) > _MAX_ROWS:
            raise invalid(f"id names at most {_MAX_ROWS} items")
        known = collection.rows(ids)
        return _told(context, request, collection, [known[id_] for id_ in ids if id_ in known])
    parts = request.query_params.get("rows", "").split(",")
    if len(parts) > _MAX_ROWS:
        raise invalid(f"rows names at most {_MAX_ROWS} rows")
    if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        raise invalid("rows is a list such as 1,5,9")
    return _told(context, request, collection, [int(part) for part in parts])


def _told(context: Context, request: Request, collection: Collection, rows: list[int]) -> Reply:
    code = language(request, context)
    items = collection.items(rows, language=code)
    results = [
        full(collection, item, language=code)
        | {"iiif": links(context, request, collection, item.id)}
        for item in items
    ]
    return json_reply({"results": results, "total": len(items)})


def _similar(context: Context, request: Request, collection: Collection, id_: str) -> Reply:
    row = collection.row(id_)
    if row is None:
        raise not_found("there is no item of this id in the collection")
    default = min(32, context.settings.results)
    k = number(request, "k", default, low=1, high=MAX_RESULTS)
    code = language(request, context)
    answer = collection.selections.alike(
        row, wish_among(request, collection, others=("lang", "k")), k=k
    )
    return json_reply(answer_json(collection, answer, code=code))
