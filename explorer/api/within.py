"""What lies within: every image inside a line drawn on a layout, or of a filter or a search."""

from __future__ import annotations

import math

import numpy as np
from starlette.requests import Request

from explorer.api.endpoint import Context, number
from explorer.api.errors import invalid, not_found
from explorer.api.filters import asked_for
from explorer.api.replies import Reply, json_reply
from explorer.filtering.region import MAX_CORNERS, inside

MOST = 5000
"""Most images told at once."""

_MAX_LENGTH = 24_000
_EDGES = (-2.0, 3.0)


def within(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/within``: ids and rows, in the order of the search or by row."""
    collection = context.catalogue.get(request.path_params["collection"])
    asked = asked_for(context, request, collection, others=("layout", "polygon", "k"))
    limit = number(request, "k", MOST, low=1, high=MOST)
    found = collection.selections.get(asked)
    rows = np.flatnonzero(found.mask) if found.rows is None else found.rows
    corners = _corners(request.query_params.get("polygon", ""))
    if corners is not None:
        points = collection.layout(request.query_params.get("layout", "map"))
        if points is None:
            raise not_found("the collection has no layout of this name")
        held = np.zeros(len(collection), bool)
        held[inside(points, corners)] = True
        rows = rows[held[rows]]
    ids = collection.ids(rows[:limit].tolist())
    return json_reply(
        {"results": [{"id": id_, "row": row} for row, id_ in ids.items()], "total": len(rows)}
    )


def _corners(text: str) -> np.ndarray | None:
    """The corners of a polygon (float64 [n, 2]); ``None`` where none is given."""
    if not text:
        return None
    line = f"polygon is 3 to {MAX_CORNERS} points of the unit square, such as 0,0;1,0;0.5,1"
    if len(text) > _MAX_LENGTH:
        raise invalid(line)
    pairs = [part.split(",") for part in text.split(";")]
    if not 3 <= len(pairs) <= MAX_CORNERS or any(len(pair) != 2 for pair in pairs):
        raise invalid(line)
    try:
        numbers = [float(part) for pair in pairs for part in pair]
    except ValueError:
        raise invalid(line) from None
    if not all(math.isfinite(one) and _EDGES[0] <= one <= _EDGES[1] for one in numbers):
        raise invalid(line)
    return np.array(numbers, np.float64).reshape(-1, 2)
