"""Editing themes: what curators changed, and their acts; one theme's page as JSON, for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, forbidden, invalid, not_found
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief, theme
from explorer.api.who import who
from explorer.collection import Collection, theme_of
from explorer.exhibitions.models import InvalidError
from explorer.filtering.wishes import Filter
from explorer.languages import translated
from explorer.members import neighbouring, outliers
from explorer.theming import desk
from explorer.theming.acts import read_act
from explorer.theming.doing import StaleError, division
from explorer.theming.doubts import doubts
from explorer.theming.models import LAST, MAX_PARTS, Change
from explorer.theming.naming import names_of

_NEIGHBOURS = 6
_FACES = 8
_TOLD = 40
"""Changes of the history that are told."""


def one_theme(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/themes/{id}``: all that the page of a theme shows."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    asked = request.path_params["id"]
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        raise not_found("there is no such theme in the collection")
    hierarchy = collection.hierarchy
    known = hierarchy.resolve([int(asked)])
    node = hierarchy.nodes.get(known[0]) if len(known) == 1 else None
    if node is None:
        raise not_found("there is no such theme in the collection")
    found = theme_of(node, code)
    near = [hierarchy.nodes[id_] for id_ in neighbouring(collection, found, limit=_NEIGHBOURS)]
    told = theme(collection, found, collection.items(found.medoids, language=code))
    told |= {
        "highlights": _brief(collection, found.highlights, code),
        "outliers": _brief(collection, outliers(collection, found), code),
        "neighbours": [_named(one.id, translated(one.label, code), one.size) for one in near],
        "children": [
            _named(one.id, translated(one.label, code), one.size)
            for one in hierarchy.children(node.id)
        ],
        "years": collection.filters.timeline(collection.filters.mask(Filter(themes=(node.id,)))),
    }  # fmt: skip
    return json_reply(told)


def theming(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/theming``: the edits; ``PUT``: one act more."""
    collection = _curated(context, request)
    code = language(request, context)
    if request.method == "PUT":
        return _act(context, collection, request, code)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    return json_reply(_edits(collection, code=code), cache=NO_STORE)


def parts(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/theming/parts``: what splitting a theme would give."""
    collection = _curated(context, request)
    code = language(request, context)
    asked = number(request, "theme", 0, low=0, high=LAST)
    many = number(request, "parts", 2, low=2, high=MAX_PARTS)
    seed = number(request, "seed", 0, low=0, high=9999)
    hierarchy = collection.hierarchy
    known = hierarchy.resolve([asked])
    if len(known) != 1 or known[0] not in hierarchy.all:
        raise not_found("there is no such theme in the collection")
    ground = collection.theming.ground
    try:
        rows, found = division(ground, hierarchy, known[0], parts=many, seed=seed)
    except InvalidError as error:
        raise invalid(str(error)) from None
    scores = found.scores(ground.vectors, rows)
    of = scores.argmax(axis=1)
    groups = [np.flatnonzero(of == at) for at in range(many)]
    names = names_of(ground, [rows[group] for group in groups])
    results: list[dict[str, Any]] = []
    for at, (group, name) in enumerate(zip(groups, names, strict=True)):
        order = group[np.argsort(-scores[group, at], kind="stable")[:_FACES]]
        results.append(
            {
                "label": translated(name.label, code),
                "size": len(group),
                "medoids": _brief(collection, rows[order].tolist(), code),
            }
        )
    return json_reply({"results": results, "total": many}, cache=NO_STORE)


def _edits(collection: Collection, *, code: str) -> dict[str, Any]:
    """What curators changed in a collection's themes, and what is to be settled."""
    edits = collection.hierarchy.edits
    return {
        "n": edits.n,
        "undo": edits.undo[-1].n if edits.undo else None,
        "themes": [
            {
                "id": one.id,
                "changed": one.changed,
                "name": one.name,
                "text": one.text,
                "hidden": one.hidden,
                "place": one.place,
                "cover": one.cover,
                "highlights": one.highlights,
            }
            for one in edits.edited
        ],
        "history": [_told(one, code) for one in reversed(edits.history[-_TOLD:])],
        "report": _report(collection, code),
    }


def _report(collection: Collection, code: str) -> list[dict[str, Any]]:
    """Where the edited themes are, of those that a newer bundle has made doubtful."""
    found = doubts(collection.hierarchy, collection.rows)
    return [
        {
            "id": one.id,
            "state": one.state,
            "label": translated(one.label, code),
            "share": round(one.share, 3),
            "size_then": one.size_then,
            "size_now": one.size_now,
            "nearest": one.nearest,
            "faces": _brief(collection, one.faces, code),
        }
        for one in found
    ]


def _act(context: Context, collection: Collection, request: Request, code: str) -> Reply:
    try:
        act = read_act(body(request))
        desk.do(collection.theming, act, store=context.store, who=who(request))
    except InvalidError as error:
        raise invalid(str(error)) from None
    except StaleError as error:
        content = {"error": str(error), "by": _told(error.by, code) if error.by else None}
        return json_reply(content, cache=NO_STORE, status=409)
    return json_reply(_edits(collection, code=code), cache=NO_STORE)


def _told(change: Change, code: str) -> dict[str, Any]:
    return {
        "n": change.n,
        "when": change.when,
        "who": change.who,
        "did": change.did,
        "theme": change.theme,
        "label": translated(change.label, code),
        "detail": change.detail,
    }


def _curated(context: Context, request: Request) -> Collection:
    if context.settings.profile != "curator":
        raise forbidden("themes are edited by curators alone")
    return context.catalogue.get(request.path_params["collection"])


def _named(id_: int, label: str, size: int) -> dict[str, Any]:
    return {"id": id_, "label": label, "size": size}


def _brief(collection: Collection, rows: Sequence[int], code: str) -> list[dict[str, Any]]:
    return [brief(collection, item) for item in collection.items(rows, language=code)]
