"""Vectors that a request brings in its body: what fits into no address."""

from __future__ import annotations

from dataclasses import replace

import orjson
from starlette.requests import Request

from explorer.api.endpoint import body
from explorer.api.errors import invalid
from explorer.collection import Collection
from explorer.search.carrying import unpack
from explorer.search.query import Pull, Query


def with_vector(request: Request, collection: Collection, query: Query) -> Query:
    """A query with the vector that a POST brings; as it is for any other request."""
    if request.method != "POST":
        return query
    return replace(query, pulls=(vector_of(request, collection),))


def vector_of(request: Request, collection: Collection) -> Pull:
    """The vector of a body such as ``{"vector": "…"}``; 422 for anything else."""
    try:
        told = orjson.loads(body(request))
        return unpack(told["vector"], dim=collection.engine.vectors.dim)
    except (ValueError, TypeError, KeyError):
        line = 'send a picture, or {"vector": "..."} as an answer of this collection gave it'
        raise invalid(line) from None
