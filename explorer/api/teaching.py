"""Teaching a concept: rounds of marks, a line across the collection. For curators alone."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request

from explorer.api.concepts import read_asked, shown_json
from explorer.api.endpoint import Context, language
from explorer.api.errors import ApiError, invalid
from explorer.api.filters import wish_among
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.collection import Collection
from explorer.concepts.choosing import Want
from explorer.concepts.evaluation import Evaluation, Share
from explorer.concepts.keeping import adopted
from explorer.concepts.models import Concept, Examples, Finite
from explorer.concepts.teaching import Learned
from explorer.exhibitions.models import Document, InvalidError

_MOST = 200


class _Round(Document):
    examples: Examples
    want: Want = "best"
    k: Annotated[int, Field(ge=1, le=_MOST)] = 24


class _Precision(Document):
    examples: Examples


class _Line(Document):
    examples: Examples
    threshold: Finite | None = None
    k: Annotated[int, Field(ge=1, le=_MOST)] = 8


def next_round(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/teaching/round``: learn from examples, and what to mark next."""
    collection = _teaching(context, request)
    asked = read_asked(_Round, request)
    code = language(request, context)
    learned = collection.teacher.learn(asked.examples)
    wish = wish_among(request, collection, others=("lang",))
    shown = collection.teacher.next(
        learned,
        want=asked.want,
        count=asked.k,
        within=collection.filters.mask(wish) if wish else None,
    )
    return json_reply(
        {"results": shown_json(collection, shown, code=code), **_learned(learned)}, cache=NO_STORE
    )


def precision(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/teaching/precision``: how well it does on marks kept out.

    Apart from the round, which is shown before this is measured.
    """
    collection = _teaching(context, request)
    learned = collection.teacher.learn(read_asked(_Precision, request).examples)
    return json_reply(_evaluated(learned.evaluation), cache=NO_STORE)


def line(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/teaching/line``: the histogram of scores, and a line across it."""
    collection = _teaching(context, request)
    asked = read_asked(_Line, request)
    code = language(request, context)
    learned = collection.teacher.learn(asked.examples)
    found = collection.teacher.line(learned, threshold=asked.threshold, count=asked.k)
    if found is None:
        raise invalid("mark a picture yes first: nothing has been learnt")
    return json_reply(
        {
            "low": found.low,
            "high": found.high,
            "counts": found.counts,
            "threshold": found.threshold,
            "above": found.above,
            "over": shown_json(collection, found.over, code=code),
            "under": shown_json(collection, found.under, code=code),
            "items": len(collection),
            **_learned(learned),
            "evaluation": _evaluated(learned.evaluation),
        },
        cache=NO_STORE,
    )


def brought(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/teaching/file``: a concept of a file, for this collection."""
    collection = _teaching(context, request)
    given = read_asked(Concept, request)
    learned = collection.teacher.learn(given.examples)
    try:
        made = adopted(given, learned, collection=collection.name, model=collection.manifest.model)
    except InvalidError as error:
        raise invalid(str(error)) from None
    return json_reply(
        {
            "concept": made.concept.model_dump(mode="json"),
            "foreign": made.foreign,
            "missing": made.missing,
        },
        cache=NO_STORE,
    )


def _teaching(context: Context, request: Request) -> Collection:
    if request.method != "PUT":
        raise ApiError(405, "only PUT is answered")
    return context.catalogue.get(request.path_params["collection"])


def _learned(learned: Learned) -> dict[str, Any]:
    classifier = learned.classifier
    return {
        "learned": classifier is not None,
        "words_known": learned.words_known,
        "missing": learned.missing,
        "pull": classifier.pull if classifier else None,
        "temperature": classifier.temperature if classifier else None,
    }


def _evaluated(found: Evaluation) -> dict[str, Any]:
    return {
        "precision": _share(found.precision),
        "recall": _share(found.recall),
        "threshold": found.threshold,
        "lacking": {"yes": found.lacking[0], "no": found.lacking[1]},
    }


def _share(found: Share | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"share": found.share, "low": found.low, "high": found.high, "of": found.of}
