"""Searching by words, and the names of the vocabulary as one types."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from explorer.api.endpoint import Context, language, number, query_text
from explorer.api.filters import wish_among
from explorer.api.replies import Reply, json_reply
from explorer.api.shapes import brief
from explorer.collection import Collection
from explorer.search.notices import notice_text
from explorer.search.query import MAX_RESULTS, Answer, Query

_MAX_OFFSET = 100_000
_SUGGESTIONS = 50


def answer_json(collection: Collection, answer: Answer, *, code: str) -> dict[str, Any]:
    """An answer with its items."""
    items = collection.items([hit.row for hit in answer.hits], language=code)
    found = {item.row: item for item in items}
    results = [
        {
            **brief(collection, found[hit.row]),
            "score": hit.score,
            "relevance": hit.relevance,
            "why": hit.why,
            "terms": hit.terms,
        }
        for hit in answer.hits
        if hit.row in found
    ]
    content: dict[str, Any] = {"results": results, "total": answer.total, "mode": answer.mode}
    if answer.terms:
        content["terms"] = answer.terms
    if answer.notice:
        content["notice"] = notice_text(answer.notice, language=code, terms=answer.terms)
    return content


def search(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/search?q=``, among what a filter keeps."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    kept = wish_among(request, collection, others=("lang", "q", "k", "offset"))
    query = Query(
        text=query_text(request, context),
        language=code,
        k=number(request, "k", context.settings.results, low=1, high=MAX_RESULTS),
        offset=number(request, "offset", 0, low=0, high=_MAX_OFFSET),
        within=collection.filters.mask(kept) if kept else None,
    )
    return json_reply(answer_json(collection, collection.engine.search(query), code=code))


def suggest(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/vocabulary?q=``."""
    collection = context.catalogue.get(request.path_params["collection"])
    results = collection.engine.suggest(
        query_text(request, context),
        language=language(request, context),
        k=number(request, "k", 10, low=1, high=_SUGGESTIONS),
    )
    return json_reply({"results": results, "total": len(results)})
