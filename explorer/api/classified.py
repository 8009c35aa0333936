"""What falls into each class of a set: counts, walls, measures, tables, and a facet of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from starlette.requests import Request

from explorer.api.classes import FacetWanted, hands_in, opened, read_body, the_set
from explorer.api.endpoint import Context, language, number
from explorer.api.errors import ApiError, conflict, invalid, not_found, unknown
from explorer.api.filters import asked_for
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.api.who import who
from explorer.classes.classifier import ORDERS, Classified, Classifier, Order, classifier_of
from explorer.classes.facet import facet_of
from explorer.classes.hands import Hands
from explorer.classes.judging import Judged, alternatives, judged
from explorer.classes.models import NONE, ClassSet
from explorer.classes.runs import Run
from explorer.classes.tables import answers_csv, measures_csv
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import MissingError
from explorer.facets.models import PREFIX, MadeFacet
from explorer.languages import translated

PATIENCE = 0.6
"""Seconds that an answer waits for a run to end; who asks then asks again."""

_SOME = 6
"""Images shown of each class."""

_CONFUSIONS = 12
_LONG = 30
"""Seconds that a table waits."""

_MOST_ON_WALL = 200
_OTHERS = ("class", "order", "truth", "offset", "k", "column")


class _Desk:
    """What a request is about: a set, what hands decided, and some images of the collection."""

    def __init__(self, context: Context, request: Request) -> None:
        self.collection = opened(context, request)
        self.asked, self.version = the_set(context, self.collection, request.path_params["id"])
        self.code = language(request, context)
        wanted = asked_for(context, request, self.collection, others=_OTHERS)
        everything = not (wanted.wish or wanted.seeks or wanted.drops)
        self.mask = None if everything else self.collection.selections.get(wanted).mask
        self.classifier: Classifier = classifier_of(self.collection)
        self.run: Run = self.classifier.runs.get(self.asked, self.mask)
        self.hands: Hands = hands_in(context, self.collection, self.asked)

    def classified(self) -> Classified | None:
        """The answers, once they are there; asking begins the run, or goes on with it."""
        self.classifier.runs.start(self.run)
        self.run.wait(PATIENCE)
        return self.classifier.classified(self.asked, self.run, self.hands)

    def done(self) -> Classified:
        """The answers; 409 while there are none."""
        found = self.classified()
        if found is None:
            raise conflict("the images are still being compared: ask for the results until it ends")
        return found


def results(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/classes/{id}/results`` with a filter; ``DELETE`` stops the run.

    Answers within a second, with how far the run has come or with what it found.
    """
    desk = _Desk(context, request)
    if request.method == "DELETE":
        desk.run.stop()
        desk.run.wait(PATIENCE)
    elif request.method == "PUT":
        raise ApiError(405, "only GET, HEAD, DELETE are answered")
    found = None if request.method == "DELETE" else desk.classified()
    progress = desk.run.progress
    content: dict[str, Any] = {
        "state": progress.state,
        "understood": progress.understood,
        "compared": progress.compared,
        "images": desk.run.total,
        "version": desk.version,
    }
    if found is not None:
        content |= _told(desk, found) | {"facet": _facet(desk)}
    return json_reply(content, cache=NO_STORE)


def wall(context: Context, request: Request) -> Reply:
    """``GET …/wall?class=&order=sure|unsure|missed|hand&truth=&offset=&k=`` with a filter."""
    desk = _Desk(context, request)
    at = _place(desk.asked, request.query_params.get("class", NONE))
    order = request.query_params.get("order", "sure")
    if order not in ORDERS:
        raise invalid(f"order is one of {', '.join(ORDERS)}")
    limit = number(request, "k", 40, low=1, high=_MOST_ON_WALL)
    offset = number(request, "offset", 0, low=0, high=100_000_000)
    found = desk.done()
    places = found.wall(at, _order(order))
    truth = request.query_params.get("truth")
    if truth is not None:
        told = judged(found, _column(desk, request)).truth
        if told is None:
            raise invalid("in this set an image may have several classes: it has no one truth")
        wanted = _place(desk.asked, truth)
        # What the machine said, not what a hand made of it: this is about its mistakes.
        machine = np.flatnonzero((found.machine == at) & (told == wanted))
        places = machine[np.argsort(-found.certainty(at, machine), kind="stable")]
    shown = places[offset : offset + limit]
    return json_reply(
        {"results": _items(desk, found, shown, at), "total": len(places)}, cache=NO_STORE
    )


def measures(context: Context, request: Request) -> Reply:
    """``GET …/measures?column=`` with a filter: how right the answers are, where it is known."""
    desk = _Desk(context, request)
    found = desk.done()
    told = judged(found, _column(desk, request))
    figures = told.measures
    names = [*desk.asked.ids, NONE]
    content: dict[str, Any] = {
        "column": told.column,
        "columns": _columns(desk),
        "values": [
            {"value": one.value, "count": one.count, "class": one.answer, "guessed": one.guessed}
            for one in told.meanings
        ],
        "by_hand": len(desk.hands.items),
        "judged": figures.judged,
        "accuracy": figures.accuracy,
        "macro_f1": figures.macro_f1,
        "mean_average_precision": figures.mean_average_precision,
        "classes": [
            {
                "id": id_,
                "truth": one.support,
                "answers": one.answered,
                "right": one.right,
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
                "average_precision": one.average_precision,
            }
            for id_, one in zip(desk.asked.ids, figures.classes, strict=True)
        ],
        "confusion": None if figures.confusion is None else figures.confusion.tolist(),
        "confusions": [
            {"truth": names[row], "answer": names[column], "count": count}
            for row, column, count in told.confusions(_CONFUSIONS)
        ],
        "alternatives": _alternatives(desk, found, told),
    }
    return json_reply(content, cache=NO_STORE)


def table(context: Context, request: Request) -> Reply:
    """``GET …/answers.csv`` and ``GET …/measures.csv`` with a filter."""
    desk = _Desk(context, request)
    kind = request.path_params["table"]
    if kind not in ("answers", "measures"):
        raise not_found()
    # A table is asked for by hand, once: it may wait.
    desk.classifier.runs.start(desk.run)
    desk.run.wait(_LONG)
    found = desk.done()
    if kind == "measures":
        written = measures_csv(
            desk.asked, judged(found, _column(desk, request)).measures, language=desk.code
        )
    else:
        ids = desk.collection.bundle.item_columns(["id"])["id"].take(pa.array(found.rows))
        written = answers_csv(
            found,
            ids,
            language=desk.code,
            model=desk.collection.manifest.model.name,
            date=_now()[:10],
        )
    return Reply(
        body=written,
        media_type="text/csv",
        cache=NO_STORE,
        headers={"content-disposition": f'attachment; filename="{desk.asked.id}-{kind}.csv"'},
    )


def facet(context: Context, request: Request) -> Reply:
    """``PUT …/facet`` keeps the set as a facet of the same id, over the one before; ``DELETE``
    takes it away."""
    desk = _Desk(context, request)
    name = desk.collection.name
    if request.method == "DELETE":
        try:
            context.store.delete_finding(collection=name, kind="facet", id=desk.asked.id)
        except MissingError:
            raise not_found("there is no facet of this set") from None
    elif request.method == "PUT":
        wanted = read_body(FacetWanted, request)
        if (other := _kept(desk)) is not None and other.source != "classes":
            raise conflict("a facet of this name was made of something else: rename the set")
        try:
            made = _made(desk, wanted.name or dict(desk.asked.name), who(request))
            context.store.put_finding(made.finding(name, owner=who(request)))
        except InvalidError as error:
            raise invalid(str(error)) from None
    return json_reply({"facet": _facet(desk)}, cache=NO_STORE)


def _told(desk: _Desk, found: Classified) -> dict[str, Any]:
    counts = found.counts.tolist()
    classes = []
    for at, each in enumerate(desk.asked.classes):
        histogram = found.histogram(at)
        least = desk.asked.least(at)
        classes.append(
            {
                "id": each.id,
                "name": translated(each.name, desk.code) or each.id,
                "count": counts[at],
                "by_hand": int(found.touched_into(at)),
                "understood": bool(found.rule.known[at]),
                "prompts": [
                    {
                        "text": one.text,
                        "language": one.language,
                        "how": one.how,
                        "names": one.names,
                        "unknown": one.unknown,
                    }
                    for one in found.encoded.prompts[at]
                ],
                "threshold": least,
                "histogram": histogram,
                "some": _items(desk, found, found.wall(at, "sure")[:_SOME], at),
            }
        )
    return {
        "classes": classes,
        "none": {
            "count": counts[-1],
            "some": _items(desk, found, found.wall(-1, "sure")[:_SOME], -1),
        },
        "mode": desk.collection.engine.mode,
        "model": desk.collection.manifest.model.name,
    }


def _items(desk: _Desk, found: Classified, places: np.ndarray, at: int) -> list[dict[str, Any]]:
    """Images as a wall needs them, each with how certain its class is, and what else it may be."""
    rows = found.rows[places].tolist()
    items = {item.row: item for item in desk.collection.items(rows, language=desk.code)}
    names = desk.asked.ids
    told = []
    for line in found.lines(places, at):
        row = int(found.rows[line.place])
        if row not in items:
            continue
        told.append(
            {
                **brief(desk.collection, items[row]),
                "score": _finite(line.score),
                "classes": [names[one] for one in line.answers],
                "next": names[line.second] if line.second >= 0 else None,
                "next_score": _finite(line.other),
                "by_hand": line.by_hand,
            }
        )
    return told


def _alternatives(desk: _Desk, found: Classified, told: Judged) -> list[dict[str, Any]]:
    if not told.measures.judged or desk.asked.several:
        return []
    return [
        {
            "scale": scale,
            "accuracy": one.accuracy,
            "macro_f1": one.macro_f1,
            "mean_average_precision": one.mean_average_precision,
        }
        for scale, one in alternatives(found, told, desk.classifier)
    ]


def _column(desk: _Desk, request: Request) -> Any:
    """The column that holds the truth: as asked, or as the set says; ``None`` for none."""
    truth = desk.asked.truth
    name = request.query_params.get("column", truth.column if truth else "")
    if not name:
        return None
    if name not in _columns(desk):
        if "column" in request.query_params:
            raise unknown("there is no column of this name that can be compared with")
        return None
    return desk.collection.filters.column(name)


def _columns(desk: _Desk) -> list[str]:
    """Those of the catalogue: what a machine made is no truth."""
    return [name for name in desk.collection.filters.names if not name.startswith(PREFIX)]


def _facet(desk: _Desk) -> dict[str, Any] | None:
    """The facet that was made of the set, and whether it is what would be made of it now."""
    kept = _kept(desk)
    if kept is None or kept.source != "classes":
        return None
    provenance = kept.provenance
    try:
        now = _made(desk, dict(kept.name), provenance.who, made=provenance.made)
    except InvalidError:
        now = None
    return {
        "column": kept.column,
        "made": provenance.made,
        "who": provenance.who,
        "current": now == kept,
    }


def _kept(desk: _Desk) -> MadeFacet | None:
    return desk.collection.made.facet(PREFIX + desk.asked.id)


def _made(desk: _Desk, name: dict[str, str], by: str, *, made: str = "") -> MadeFacet:
    return facet_of(
        desk.asked,
        desk.classifier,
        desk.hands,
        id=desk.asked.id,
        name=name,
        model=desk.collection.manifest.model.name,
        made=made or _now(),
        who=by,
    )


def _place(asked: ClassSet, id_: str) -> int:
    if id_ == NONE:
        return -1
    if id_ not in asked.ids:
        raise unknown("there is no class of this name in the set")
    return asked.ids.index(id_)


def _order(text: str) -> Order:
    return next(one for one in ORDERS if one == text)


def _finite(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
