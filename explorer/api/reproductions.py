"""Reproductions: families, one family, two pictures laid on each other, linked data, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import orjson
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, forbidden, invalid, not_found
from explorer.api.iiif import root_of
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.api.who import who
from explorer.bundle.schema import MATCH_KINDS
from explorer.collection import Collection, Item
from explorer.exhibitions.models import InvalidError
from explorer.reproductions.annotations import MEDIA_TYPE, annotation_page, is_told, related
from explorer.reproductions.answers import Given, decision_of, named, read_answers
from explorer.reproductions.families import between
from explorer.reproductions.ground import pair_of
from explorer.reproductions.models import KINDS, Appearance, Geometry, Group, Match, Seen
from explorer.reproductions.tables import reproductions_csv

_MOST = 200
_COVERS = 6
_LONGEST_ID = 512
SORTS = ("size", "earliest", "latest", "span")


def families(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/reproductions``: the families, the most spread first."""
    collection = context.catalogue.get(request.path_params["collection"])
    kind, sort = request.query_params.get("kind", ""), request.query_params.get("sort", "size")
    if kind and kind not in KINDS:
        raise invalid(f"kind is one of {', '.join(KINDS)}")
    if sort not in SORTS:
        raise invalid(f"sort is one of {', '.join(SORTS)}")
    k = number(request, "k", 24, low=1, high=_MOST)
    offset = number(request, "offset", 0, low=0, high=10_000_000)
    known = collection.reproductions
    groups = known.current().groups
    held = [{one.kind for one in group.matches} for group in groups]
    kinds = Counter(name for names in held for name in names)
    chosen = [group for group, names in zip(groups, held, strict=True) if not kind or kind in names]
    chosen = _sorted(collection, chosen, sort)
    part = chosen[offset : offset + k]
    shown = {group.original: _faces(group) for group in part}
    items = _items(
        collection,
        (row for rows in shown.values() for row in rows),
        language(request, context),
    )
    return json_reply(
        {
            "available": known.there,
            "total": len(chosen),
            "families": len(groups),
            "pictures": sum(len(group.members) for group in groups),
            "kinds": {name: kinds[name] for name in KINDS if kinds[name]},
            "results": [
                {
                    "original": items[group.original],
                    "size": len(group.members),
                    "kinds": known.kinds(group),
                    "years": known.ground.span(group.members),
                    "covers": [items[row] for row in shown[group.original] if row in items],
                }
                for group in part
                if group.original in items
            ],
        }
    )


def family(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/reproductions/family?item=``: that of an item, in full."""
    collection = context.catalogue.get(request.path_params["collection"])
    row = _row(collection, request, "item")
    known = collection.reproductions
    group = known.of(row)
    if group is None:
        return json_reply({"available": known.there, "family": None})
    told = known.told(group)
    items = {
        at: told_of | {"positions": collection.positions(at)}
        for at, told_of in _items(collection, group.members, language(request, context)).items()
    }
    years = {at: known.ground.years(at) for at in group.members}
    seen = {at: _seen(one) for at, one in known.seen(told, row).items()}
    named = context.settings.profile == "curator"
    appearances = sorted(
        told.appearances, key=lambda one: (one.beside, years[one.row] or (10**6, 0), one.row)
    )
    return json_reply(
        {
            "available": True,
            "family": {
                "original": items[group.original]
                | {"years": years[group.original], **seen[group.original]},
                "evidence": told.evidence,
                "size": len(group.members),
                "kinds": known.kinds(group),
                "years": known.ground.span(group.members),
                "appearances": [
                    _appearance(collection, one, items, named=named)
                    | {"years": years[one.row], **seen[one.row]}
                    for one in appearances
                    if one.row in items
                ],
            },
        }
    )


def pair(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/reproductions/pair?original=&appearance=``: with its points."""
    collection = context.catalogue.get(request.path_params["collection"])
    first, second = (_row(collection, request, name) for name in ("original", "appearance"))
    match = _match(collection, first, second)
    if match is None:
        raise not_found("these two pictures were not matched")
    items = _items(collection, (first, second), language(request, context))
    told = _matched(collection, match, items) | {"points": _points(collection, match)}
    return json_reply(told if context.settings.profile == "curator" else told | {"who": ""})


def table(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/reproductions.csv``: matches; with ``item`` its family's."""
    collection = context.catalogue.get(request.path_params["collection"])
    group = None
    if "item" in request.query_params:
        group = _group(collection, request)
    curates = context.settings.profile == "curator"
    told = reproductions_csv(
        collection, language=language(request, context), group=group, curates=curates
    )
    return Reply(
        body=told,
        media_type="text/csv",
        headers={"content-disposition": 'attachment; filename="reproductions.csv"'},
    )


def linked_data(context: Context, request: Request) -> Reply:
    """``GET …/reproductions/annotations.json?item=``: a family as W3C Web Annotations.

    With ``appearance`` only that one's.
    """
    collection = context.catalogue.get(request.path_params["collection"])
    told = collection.reproductions.told(_group(collection, request))
    page = annotation_page(
        collection,
        told,
        root=root_of(request, address=context.settings.public_address),
        language=language(request, context),
        named=context.settings.profile == "curator",
    )
    if "appearance" in request.query_params:
        row = _row(collection, request, "appearance")
        wanted = [one.row for one in told.appearances if is_told(one)]
        if row not in wanted:
            raise not_found("nothing is said of this picture, or its place is not known")
        page = {"@context": page["@context"]} | page["items"][wanted.index(row)]
    return Reply(body=orjson.dumps(page), media_type=MEDIA_TYPE)


def related_links(context: Context, request: Request) -> Reply:
    """``GET …/reproductions/related.json?item=``: what a IIIF manifest of the item may say."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    row = _row(collection, request, "item")
    told = collection.reproductions.told(_group(collection, request))
    (item,) = collection.items([row], language=code)
    root = root_of(request, address=context.settings.public_address)
    return json_reply(related(collection, told, item, root=root, language=code))


def review_matches(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/reproductions/review``: matches to answer; ``PUT``: answers."""
    if context.settings.profile != "curator":
        raise forbidden("the review is the curators' alone")
    collection = context.catalogue.get(request.path_params["collection"])
    if request.method == "PUT":
        return _answer(context, request, collection)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    kind = request.query_params.get("kind", "")
    if kind and kind not in MATCH_KINDS:
        raise invalid(f"kind is one of {', '.join(MATCH_KINDS)}")
    k = number(request, "k", 48, low=1, high=_MOST)
    matches = collection.reproductions.current().matches
    waiting = [
        one
        for one in matches
        if not one.verdict and (one.kind == kind if kind else one.kind in KINDS)
    ]
    # The least sure first: there a person's eye is worth most.
    waiting.sort(key=lambda one: (one.score, one.at))
    part = waiting[:k]
    rows = {row for one in part for row in (one.original, one.appearance)}
    items = _items(collection, sorted(rows), language(request, context))
    return json_reply(
        {
            "available": collection.reproductions.there,
            "results": [
                _matched(collection, one, items) | {"points": _points(collection, one)}
                for one in part
                if one.original in items and one.appearance in items
            ],
            "total": len(waiting),
            "kinds": dict(Counter(one.kind for one in matches if not one.verdict)),
            "answered": dict(Counter(one.verdict for one in matches if one.verdict)),
        },
        cache=NO_STORE,
    )


def _answer(context: Context, request: Request, collection: Collection) -> Reply:
    try:
        answers = read_answers(body(request))
        known: dict[str, int] = {}
        ids = named(answers)
        for start in range(0, len(ids), 500):
            known |= collection.rows(ids[start : start + 500])
        if len(known) < len(ids):
            raise not_found("an answer names an item that is not in the collection")
        decisions = [
            decision_of(
                one,
                collection=collection.name,
                who=who(request),
                version=collection.version,
                told=_stood(collection, one, known),
            )
            for one in answers
        ]
        context.store.decide(decisions)
    except InvalidError as error:
        raise invalid(str(error)) from None
    joined = _joined(collection, [one for one in answers if one.verdict == "no"], known)
    rows = {row for one in joined for row in (one.original, one.appearance)}
    items = _items(collection, sorted(rows), language(request, context))
    told = [
        _matched(collection, one, items) | {"points": _points(collection, one)} for one in joined
    ]
    return json_reply({"kept": len(answers), "joined": told}, cache=NO_STORE)


def _joined(
    collection: Collection, refused: Sequence[Given], known: dict[str, int]
) -> tuple[Match, ...]:
    """The matches by which two pictures stay in one family although theirs is refused."""
    standing = collection.reproductions.current()
    for one in refused:
        first, second = known[one.original], known[one.appearance]
        group = standing.of(first)
        if group is not None and second in group.members:
            return between(group, first, second)
    return ()


def _stood(collection: Collection, one: Given, known: dict[str, int]) -> dict[str, object]:
    """What an answer was given to."""
    first, second = known[one.original], known[one.appearance]
    items = {item.row: item for item in collection.items([first, second], language="en")}
    match = _match(collection, first, second)
    told: dict[str, object] = {"files": [items[first].sha256, items[second].sha256]}
    if match is not None:
        told |= {"said": match.said, "score": round(match.score, 4)}
        if match.at >= 0:
            # What the machine calls the original stays so: a verdict says nothing of the way.
            told["original"] = items[match.original].id
    return told


def _sorted(collection: Collection, groups: list[Group], sort: str) -> list[Group]:
    ground = collection.reproductions.ground
    if sort == "size":
        return sorted(groups, key=lambda one: (-len(one.members), one.original))
    spans = {one.original: ground.span(one.members) for one in groups}

    def key(one: Group) -> tuple[bool, int, int]:
        span = spans[one.original]
        if span is None:
            return True, 0, one.original
        value = {"earliest": span[0], "latest": -span[1], "span": span[0] - span[1]}[sort]
        return False, value, one.original

    return sorted(groups, key=key)


def _faces(group: Group) -> list[int]:
    others = [row for row in group.members if row != group.original]
    return [group.original, *others[: _COVERS - 1]]


def _items(collection: Collection, rows: Iterable[int], code: str) -> dict[int, dict[str, Any]]:
    wanted = list(dict.fromkeys(rows))
    found: dict[int, Item] = {item.row: item for item in collection.items(wanted, language=code)}
    return {row: brief(collection, item) for row, item in found.items()}


def _row(collection: Collection, request: Request, name: str) -> int:
    id_ = request.query_params.get(name, "")
    if not id_ or len(id_) > _LONGEST_ID:
        raise invalid(f"{name} is the id of an item")
    row = collection.row(id_)
    if row is None:
        raise not_found("there is no such item in this collection")
    return row


def _group(collection: Collection, request: Request) -> Group:
    group = collection.reproductions.of(_row(collection, request, "item"))
    if group is None:
        raise not_found("this picture is in no family")
    return group


def _match(collection: Collection, first: int, second: int) -> Match | None:
    wanted = pair_of(first, second)
    known = collection.reproductions
    at = known.ground.pairs.get(wanted, -1)
    matches = known.current().matches
    if at >= 0:
        return matches[at]
    loose = matches[len(known.ground) :]
    return next((one for one in loose if pair_of(one.original, one.appearance) == wanted), None)


def _flat(geometry_matrix: Any) -> list[float] | None:
    return None if geometry_matrix is None else [float(v) for v in geometry_matrix.ravel()]


def _points(collection: Collection, match: Match) -> list[tuple[float, float, float, float]]:
    return list(collection.reproductions.ground.geometry(match).points)


def _matched(
    collection: Collection, match: Match, items: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    geometry: Geometry = collection.reproductions.ground.geometry(match)
    return {
        "original": items[match.original],
        "appearance": items[match.appearance],
        "transform": _flat(geometry.matrix),
        **_told(match, geometry, match),
    }


def _told(told: Match | Appearance, geometry: Geometry, said: Match) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "said": said.said,
        "score": told.score,
        "by": told.by,
        "verdict": said.verdict,
        "who": told.who,
        "when": told.when,
        "mirrored": geometry.mirrored,
        "turned": geometry.turned,
        "inliers": geometry.inliers,
        "share_original": geometry.share_original,
        "share_appearance": geometry.share_appearance,
        "cosine": geometry.cosine,
        "method": geometry.method,
        "order": geometry.order,
    }


def _seen(one: Seen) -> dict[str, Any]:
    return {"shows": one.region, "shown": one.is_shown}


def _appearance(
    collection: Collection, one: Appearance, items: dict[int, dict[str, Any]], *, named: bool
) -> dict[str, Any]:
    geometry = collection.reproductions.ground.geometry(one.match)
    return {
        "item": items[one.row],
        "by_way": items[one.by_way]["id"] if one.by_way >= 0 else "",
        "pair": [items[one.match.original]["id"], items[one.match.appearance]["id"]],
        "transform": _flat(one.matrix),
        "region": one.region,
        "within": one.within,
        "refused": one.refused,
        "beside": one.beside,
        **_told(one, geometry, one.match),
        **({} if named else {"who": ""}),
        **({} if one.by_way < 0 else {"mirrored": _is_mirrored(one), "turned": 0}),
    }


def _is_mirrored(one: Appearance) -> bool:
    return one.matrix is not None and bool(np.linalg.det(one.matrix) < 0)
