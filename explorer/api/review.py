"""Suggestions for the cataloguer, answers to them, and the answers as a table. Curators alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, forbidden, invalid, not_found
from explorer.api.filters import wish_among
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.api.who import who
from explorer.collection import Collection
from explorer.exhibitions.models import InvalidError
from explorer.review.answers import answered, read_answers, tags_facet
from explorer.review.models import DECIDED, FIELDS, Suggestion
from explorer.review.queue import Queue, queue
from explorer.review.tables import review_csv
from explorer.review.words import TagWords, WordsError, of_column, of_list, of_vocabulary

_MOST = 200
_GROUPS = 60
_LONGEST = 20_000
_OWN = ("lang", "field", "basis", "words", "value", "k", "offset")
_FACET_NAMES = {"fr": "Mots-clés acceptés", "en": "Accepted tags"}


def review(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/review``: what is suggested; ``PUT``: answers."""
    collection = _collection(context, request)
    if request.method == "PUT":
        return _answer(context, request, collection)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    code = language(request, context)
    field = request.query_params.get("field", "subject")
    if field not in FIELDS:
        raise invalid(f"field is one of {', '.join(FIELDS)}")
    words, note = (None, "") if field != "subject" else _words(request, collection, code)
    decisions = context.store.decisions(collection=collection.name, kind=DECIDED)
    kept = wish_among(request, collection, others=_OWN)
    found = queue(
        collection,
        field,
        within=collection.filters.mask(kept) if kept else None,
        words=words,
        answered=[one for one in decisions if one.decision.field == field],
    )
    content = _told(request, collection, found, code)
    unknown = words.unknown if words is not None else ()
    return json_reply(
        content | {"field": field, "answered": answered(decisions), "note": note,
                   "unknown": unknown},
        cache=NO_STORE,
    )  # fmt: skip


def review_table(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/review.csv``: answers that stand; ``past=1``: all of them."""
    collection = _collection(context, request)
    past = bool(number(request, "past", 0, low=0, high=1))
    decisions = context.store.decisions(collection=collection.name, kind=DECIDED, past=past)
    return Reply(
        body=review_csv(decisions, collection, language=language(request, context)),
        media_type="text/csv",
        cache=NO_STORE,
        headers={"content-disposition": 'attachment; filename="review.csv"'},
    )


def review_facet(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/review/facet``: the accepted tags become a facet."""
    collection = _collection(context, request)
    if request.method != "PUT":
        raise ApiError(405, "only PUT is answered")
    decisions = context.store.decisions(collection=collection.name, kind=DECIDED, field="subject")
    try:
        facet = tags_facet(
            decisions, names=_FACET_NAMES, model=_model(collection), who=who(request)
        )
        context.store.put_finding(facet.finding(collection.name, owner=who(request)))
    except InvalidError as error:
        raise invalid(str(error)) from None
    return json_reply({"column": facet.column, "values": len(facet.values)}, cache=NO_STORE)


def _answer(context: Context, request: Request, collection: Collection) -> Reply:
    try:
        decisions = read_answers(
            body(request),
            collection=collection.name,
            model=_model(collection),
            version=collection.version,
            who=who(request),
        )
        ids = list(dict.fromkeys(one.subject for one in decisions))
        known: dict[str, int] = {}
        for start in range(0, len(ids), 500):
            known |= collection.rows(ids[start : start + 500])
        if len(known) < len(ids):
            raise not_found("an answer names an item that is not in the collection")
        context.store.decide(decisions)
    except InvalidError as error:
        raise invalid(str(error)) from None
    return json_reply({"kept": len(decisions)}, cache=NO_STORE)


def _words(request: Request, collection: Collection, code: str) -> tuple[TagWords | None, str]:
    """Words for tags, or the line that says why there are none."""
    basis = request.query_params.get("basis", "vocabulary")
    text = request.query_params.get("words", "")
    if len(text) > _LONGEST:
        raise invalid(f"words are at most {_LONGEST} characters")
    try:
        if basis == "vocabulary":
            return of_vocabulary(collection, language=code), ""
        if basis == "column":
            return of_column(collection, "subject", language=code), ""
        if basis == "words":
            separated = text.replace(",", "\n").replace(";", "\n").splitlines()
            return of_list(collection, separated, language=code), ""
    except WordsError as error:
        return None, str(error)
    raise invalid("basis is vocabulary, column or words")


def _told(request: Request, collection: Collection, found: Queue, code: str) -> dict[str, Any]:
    value = request.query_params.get("value", "")
    chosen = [one for one in found.suggestions if not value or one.value == value]
    k = number(request, "k", 48, low=1, high=_MOST)
    offset = number(request, "offset", 0, low=0, high=1_000_000)
    part = chosen[offset : offset + k]
    rows = list(
        dict.fromkeys(
            [one.row for one in part] + [seen.row for one in part for seen in one.evidence]
        )
    )
    items = {item.row: brief(collection, item) for item in collection.items(rows, language=code)}
    return {
        "results": [_suggestion(one, items) for one in part if one.row in items],
        "total": len(chosen),
        "groups": [
            {"value": group.value, "label": group.label, "count": group.count}
            for group in found.groups[:_GROUPS]
        ],
        "distinct": len(found.groups),
        "looked_at": found.looked_at,
        "candidates": found.candidates,
        "images": len(np.unique([one.row for one in chosen])),
    }


def _suggestion(one: Suggestion, items: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "item": items[one.row],
        "value": one.value,
        "label": one.label,
        "old": one.old,
        "why": one.why,
        "basis": one.basis,
        "score": one.score,
        "evidence": [
            {"item": items[seen.row], "score": seen.score, "value": seen.value}
            for seen in one.evidence
            if seen.row in items
        ],
    }


def _model(collection: Collection) -> str:
    return collection.manifest.model.name[:120]


def _collection(context: Context, request: Request) -> Collection:
    if context.settings.profile != "curator":
        raise forbidden("the review is the curators' alone")
    return context.catalogue.get(request.path_params["collection"])
