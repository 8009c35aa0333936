"""Filters: what there is to choose, which images a choice keeps, and where they hang."""

from __future__ import annotations

import math
from collections.abc import Collection as Several
from dataclasses import replace
from typing import Any

import numpy as np
from starlette.requests import Request

from explorer.api.endpoint import Context, language, number, query_text
from explorer.api.errors import invalid, not_found, unknown
from explorer.api.replies import Reply, json_reply
from explorer.api.shapes import thumb_addresses
from explorer.api.vectors import with_vector
from explorer.collection import Collection
from explorer.facets.made import labels_of
from explorer.filtering.index import FacetCounts
from explorer.filtering.spread import View, spread
from explorer.filtering.wishes import CHOICES, EVERYTHING, Filter, FilterError, parse_filter
from explorer.languages import translated
from explorer.search.asking import parse_query
from explorer.search.query import Query

_MAX_PLACES = 400
_MAX_GRID = 96
_MAX_FIND = 100


def wish(request: Request, collection: Collection, *, others: Several[str] = ()) -> Filter:
    """The filter of a query string; 400 for names that are unknown, 422 for what does not do."""
    return _parsed(request.query_params.multi_items(), collection, others)


def wish_among(request: Request, collection: Collection, *, others: Several[str] = ()) -> Filter:
    """The same where names that mean nothing, or something else, are passed over."""
    known = {*collection.filters.names, *CHOICES} - {*others}
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] in known]
    return _parsed(pairs, collection, ())


def _parsed(pairs: list[tuple[str, str]], collection: Collection, others: Several[str]) -> Filter:
    try:
        return parse_filter(pairs, columns=collection.filters.names, others=others)
    except FilterError as error:
        raise (unknown if error.unknown else invalid)(str(error)) from None


def facets(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/facets``: values with their counts, years, themes, colours."""
    collection = context.catalogue.get(request.path_params["collection"])
    asked = asked_for(context, request, collection, others=("column", "find"))
    asked = with_vector(request, collection, asked)
    found = collection.selections.get(replace(asked, wish=EVERYTHING))
    find = request.query_params.get("find", "")
    if len(find) > _MAX_FIND:
        raise invalid(f"find is at most {_MAX_FIND} characters")
    try:
        told = collection.filters.overview(
            asked.wish,
            within=found.mask,
            only=request.query_params.get("column", ""),
            find=find,
            language=asked.language,
        )
    except ValueError as error:
        raise unknown(str(error)) from None
    labels = {theme.id: theme for theme in collection.themes(language=asked.language)}
    themes = [
        {"id": id_, "parent": theme.parent, "level": theme.level, "label": theme.label,
         "count": told.themes.get(id_, 0)}
        for id_, theme in labels.items()
    ]  # fmt: skip
    return json_reply(
        {
            "results": [
                _column(collection, facet, language=asked.language) for facet in told.columns
            ],
            "total": len(told.columns),
            "matching": told.matching,
            "items": len(collection),
            "searched": found.rows is not None,
            "themes": themes,
            "years": told.years,
            "undated": told.undated,
            "colours": [{"colour": name, "count": many} for name, many in told.colours.items()],
        }
    )


def _column(collection: Collection, facet: FacetCounts, *, language: str) -> dict[str, Any]:
    values: list[dict[str, Any]] = [
        {"value": value, "count": count} for value, count in facet.values
    ]
    content: dict[str, Any] = {"name": facet.name, "distinct": facet.distinct, "values": values}
    named = dict(facet.labels)
    for told in values:
        if told["value"] in named:
            told["label"] = named[told["value"]]
    made = collection.made.facet(facet.name)
    if made is not None:
        labels = labels_of(made, language)
        for told in values:
            told["label"] = labels.get(told["value"], told["value"])
        content |= {"label": translated(made.name, language) or made.id, "made": made.source}
    return content


def mask(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/mask``: one bit a row, the lowest bit of a byte first."""
    collection = context.catalogue.get(request.path_params["collection"])
    found = collection.selections.get(asked_for(context, request, collection))
    return Reply(
        body=np.packbits(found.mask, bitorder="little").tobytes(),
        media_type="application/octet-stream",
        headers={"x-count": str(found.count), "x-rows": str(len(collection))},
    )


def places(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/places``: what is picked out of a part of a layout, and where."""
    collection = context.catalogue.get(request.path_params["collection"])
    asked = asked_for(context, request, collection, others=("layout", "box", "grid", "k"))
    points = collection.layout(request.query_params.get("layout", "map"))
    if points is None:
        raise not_found("the collection has no layout of this name")
    limit = number(request, "k", _MAX_PLACES, low=1, high=_MAX_PLACES)
    view = _view(request)
    found = collection.selections.get(asked)
    rows = np.flatnonzero(found.mask) if found.rows is None else found.rows
    shown, total = spread(points, rows, view, limit=limit, ranked=found.rows is not None)
    results: list[dict[str, Any]] = [
        {
            "row": item.row,
            "x": float(points[item.row, 0]),
            "y": float(points[item.row, 1]),
            "width": item.width,
            "height": item.height,
            "colour": item.colour,
            "thumb": thumb_addresses(collection, item)["256"],
        }
        for item in collection.items(shown.tolist(), language=asked.language)
    ]
    return json_reply({"results": results, "total": total})


def asked_for(
    context: Context,
    request: Request,
    collection: Collection,
    *,
    others: tuple[str, ...] = (),
    lenient: bool = False,
) -> Query:
    """The query of a query string.

    404 for pictures that are not there, 414 for too many words, 422 for what does not do; 400 for
    names that are unknown, which are passed over where ``lenient``.
    """
    query_text(request, context)
    try:
        query = parse_query(
            request.query_params.multi_items(),
            columns=collection.filters.names,
            others=("lang", *others),
            language=language(request, context),
            lenient=lenient,
        )
    except FilterError as error:
        raise (unknown if error.unknown else invalid)(str(error)) from None
    named = {*query.like, *query.unlike}
    if named and len(collection.rows(sorted(named))) < len(named):
        raise not_found("there is no item of this id in the collection")
    return query


def _view(request: Request) -> View:
    numbers = _numbers(request.query_params.get("box", "0,0,1,1"), 4)
    grid = _numbers(request.query_params.get("grid", "32,32"), 2)
    if numbers is None or not -2 <= min(numbers) <= max(numbers) <= 3:
        raise invalid("box is left,top,right,bottom in the unit square, such as 0,0,0.5,0.5")
    if grid is None or not all(1 <= size <= _MAX_GRID and size == int(size) for size in grid):
        raise invalid(f"grid is two whole numbers from 1 to {_MAX_GRID}, such as 32,18")
    left, top, right, bottom = numbers
    return View(left, top, right, bottom, columns=int(grid[0]), rows=int(grid[1]))


def _numbers(text: str, count: int) -> list[float] | None:
    if len(text) > 200:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    fits = len(numbers) == count and all(math.isfinite(one) for one in numbers)
    return numbers if fits else None
