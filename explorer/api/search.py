"""Searching by words, and the names of the vocabulary as one types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request

from explorer.api.endpoint import Context, language, number, query_text
from explorer.api.filters import asked_for
from explorer.api.replies import Reply, json_reply
from explorer.api.shapes import brief
from explorer.collection import Collection
from explorer.search.advice import advice
from explorer.search.notices import notice_text
from explorer.search.query import MAX_RESULTS, Answer, Hit, Query

_MAX_OFFSET = 100_000
_SUGGESTIONS = 50
PAGE = ("k", "offset")
"""Parameters that say which part of the results is wanted."""


def answer_json(collection: Collection, answer: Answer, *, code: str) -> dict[str, Any]:
    """An answer with its items."""
    items = collection.items(answer.rows, language=code)
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
    if answer.instead:
        content["instead"] = [{"word": word, "taken": taken} for word, taken in answer.instead]
    if answer.notice:
        content["notice"] = notice_text(answer.notice, language=code, terms=answer.terms)
    return content


def search(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/search``: any mix of words, pictures and a filter."""
    collection = context.catalogue.get(request.path_params["collection"])
    query = paged(
        context, request, asked_for(context, request, collection, others=PAGE, lenient=True)
    )
    return json_reply(found(collection, query))


def paged(context: Context, request: Request, query: Query) -> Query:
    """A query with the part of its results that is wanted."""
    return replace(
        query,
        k=number(request, "k", context.settings.results, low=1, high=MAX_RESULTS),
        offset=number(request, "offset", 0, low=0, high=_MAX_OFFSET),
    )


def found(collection: Collection, query: Query) -> dict[str, Any]:
    """What answers a query: for one that asks nothing, the collection's highlights; for one that
    nothing answers, what to try instead."""
    code = query.language
    if not (query.seeks or query.drops or query.wish):
        rows = collection.highlights[query.offset : query.offset + query.k]
        hits = tuple(Hit(row, 0.0) for row in rows)
        answer = Answer(hits, len(collection.highlights), collection.engine.mode)
        return answer_json(collection, answer, code=code)
    answer = collection.selections.search(query)
    content = answer_json(collection, answer, code=code)
    if not answer.total:
        content["advice"] = advice(collection, query)
    return content


def suggest(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/vocabulary?q=``."""
    collection = context.catalogue.get(request.path_params["collection"])
    results = collection.engine.suggest(
        query_text(request, context),
        language=language(request, context),
        k=number(request, "k", 10, low=1, high=_SUGGESTIONS),
    )
    return json_reply({"results": results, "total": len(results)})
