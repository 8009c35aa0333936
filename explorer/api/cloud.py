"""The cloud: what surrounds one picture or several, and where it hangs around them."""

from __future__ import annotations

import math
from typing import Any

from starlette.requests import Request

from explorer.api.endpoint import Context, language, number
from explorer.api.errors import invalid, not_found
from explorer.api.filters import wish
from explorer.api.replies import Reply, json_reply
from explorer.api.shapes import brief
from explorer.cloud.around import MOST_AROUND, MOST_CENTRES, Asked, Hung, cloud
from explorer.cloud.choice import MOST_SURPRISE
from explorer.collection import Collection

_USUAL = 48
_ASKED = ("lang", "id", "k", "surprise", "aspect")


def around(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/cloud?id=…&id=…``, of what a filter keeps."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    kept = wish(request, collection, others=_ASKED)
    ids = list(dict.fromkeys(request.query_params.getlist("id")))
    if not 1 <= len(ids) <= MOST_CENTRES:
        raise invalid(f"id names 1 to {MOST_CENTRES} items")
    known = collection.rows(ids)
    rows = [known[id_] for id_ in ids if id_ in known]
    if not rows:
        raise not_found("there is no item of this id in the collection")
    asked = Asked(
        rows=tuple(rows),
        k=number(request, "k", _USUAL, low=0, high=MOST_AROUND),
        surprise=number(request, "surprise", 0, low=0, high=MOST_SURPRISE),
        wish=kept,
        aspect=_aspect(request),
    )
    found = cloud(collection, asked, language=code)
    return json_reply(
        {
            "centre": [_hung(collection, one) for one in found.centre],
            "results": [_hung(collection, one) for one in found.around],
            "total": len(found.around),
            "aspect": round(found.aspect, 4),
        }
    )


def _hung(collection: Collection, one: Hung) -> dict[str, Any]:
    places = {"x": one.x, "y": one.y, "w": one.width, "h": one.height}
    hung = {name: round(value, 5) for name, value in places.items()}
    return {**brief(collection, one.item), "score": round(one.score, 4), **hung}


def _aspect(request: Request) -> float:
    try:
        value = float(request.query_params.get("aspect") or "1")
    except ValueError:
        value = math.nan
    if not 0.01 <= value <= 100:
        raise invalid("aspect is the frame's width over its height, such as 1.78")
    return value
