"""A query as the parameters of an address, and back: the same for pages, routes and links."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from explorer.filtering.wishes import CHOICES, Filter, FilterError, parse_filter
from explorer.search import phrasing
from explorer.search.query import (
    MAX_PICTURES,
    MAX_WITHOUT,
    SORTS,
    Query,
    Sort,
    Way,
)

WAYS: dict[str, tuple[Way, ...]] = {
    "both": ("picture", "words"),
    "seen": ("picture",),
    "written": ("words",),
}
"""The values of ``by``."""

NAMES = ("q", "not", "like", "unlike", "by", "sort", "different", "filter")
"""Parameters of a query beside those of its filter."""

MAX_ID = 1000
MAX_PACKED = 4000
"""Longest text of ``filter``, in characters."""


def parse_query(
    pairs: Iterable[tuple[str, str]],
    *,
    columns: Collection[str],
    others: Collection[str] = (),
    language: str = "fr",
    lenient: bool = False,
) -> Query:
    """The query that the parameters of an address ask for; ``others`` are somebody else's.

    ``q``, in which a minus before a word or phrase counts as ``not``; ``not``, ``like`` and
    ``unlike``, repeated; ``by`` (``both``, ``seen``, ``written``), ``sort`` and ``different``; the
    filter under its own names or packed into ``filter``, as the map writes it. Raises
    ``FilterError`` for what cannot be read, is too much, or, unless ``lenient``, names nothing.
    """
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    wished: list[tuple[str, str]] = []
    for name, value in pairs:
        if name in others:
            continue
        if name in found:
            found[name].append(value)
        else:
            wished.append((name, value))
    wished += _unpacked(found["filter"])
    if lenient:
        wished = [pair for pair in wished if pair[0] in columns or pair[0] in CHOICES]
    typed = phrasing.parse(found["q"][-1].replace("\x00", " ") if found["q"] else "")
    without = phrasing.tidy_things([*typed.without, *found["not"]])
    if len(found["not"]) > MAX_WITHOUT:
        raise FilterError(f"not names at most {MAX_WITHOUT} things")
    return Query(
        text=typed.text,
        without=without,
        like=_ids("like", found["like"]),
        unlike=_ids("unlike", found["unlike"]),
        wish=parse_filter(wished, columns=columns),
        by=_way(found["by"]),
        sort=_sort(found["sort"]),
        different=_different(found["different"]),
        language=language,
    )


def pairs_of(query: Query, *, packed: bool = False) -> list[tuple[str, str]]:
    """The parameters of a query; ``packed`` puts its filter into one, as pages have it.

    Vectors (``pulls``) have no parameter: a visitor's picture is in no address.
    """
    pairs = [("q", query.text)] if query.text else []
    pairs += [("not", thing) for thing in query.without]
    pairs += [("like", id_) for id_ in query.like]
    pairs += [("unlike", id_) for id_ in query.unlike]
    by = next(name for name, ways in WAYS.items() if set(ways) == set(query.by))
    if by != "both":
        pairs.append(("by", by))
    if query.sort != "relevance":
        pairs.append(("sort", query.sort))
    if query.different:
        pairs.append(("different", f"{query.different:g}"))
    wished = wish_pairs(query.wish)
    if packed:
        return [*pairs, ("filter", urlencode(wished))] if wished else pairs
    return [*pairs, *wished]


def wish_pairs(wish: Filter) -> list[tuple[str, str]]:
    """The parameters of a filter."""
    pairs = [(name, value) for name, values in wish.columns for value in values]
    pairs += [("theme", str(id_)) for id_ in wish.themes]
    if wish.years:
        start, end = ("" if year is None else str(year) for year in wish.years)
        pairs.append(("years", f"{start}..{end}"))
        if wish.undated:
            pairs.append(("undated", "1"))
    return [*pairs, *(("colour", colour[1:]) for colour in wish.colours)]


def parts_of(wish: Filter) -> list[tuple[tuple[str, str], Filter]]:
    """Each thing that a filter wishes, as a parameter, and the filter without it."""
    found: list[tuple[tuple[str, str], Filter]] = []
    for name, values in wish.columns:
        for value in values:
            kept = tuple(one for one in values if one != value)
            columns = tuple(
                (column, kept if column == name else rest)
                for column, rest in wish.columns
                if column != name or kept
            )
            found.append(((name, value), replace(wish, columns=columns)))
    for id_ in wish.themes:
        themes = tuple(one for one in wish.themes if one != id_)
        found.append((("theme", str(id_)), replace(wish, themes=themes)))
    for pair in wish_pairs(Filter(years=wish.years)):
        found.append((pair, replace(wish, years=None, undated=False)))
    for colour in wish.colours:
        colours = tuple(one for one in wish.colours if one != colour)
        found.append((("colour", colour[1:]), replace(wish, colours=colours)))
    return found


def _unpacked(texts: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for text in texts:
        if len(text) > MAX_PACKED:
            raise FilterError(f"filter is at most {MAX_PACKED} characters")
        try:
            pairs += parse_qsl(text, keep_blank_values=False, max_num_fields=500)
        except ValueError:
            raise FilterError("filter is a filter written as an address writes it") from None
    # Whether the map hides what is not kept is no part of what is kept.
    return [pair for pair in pairs if pair[0] != "hide"]


def _ids(name: str, ids: list[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(id_ for id_ in ids if id_))
    if len(found) > MAX_PICTURES:
        raise FilterError(f"{name} names at most {MAX_PICTURES} pictures")
    if any(len(id_) > MAX_ID for id_ in found):
        raise FilterError(f"an identifier has at most {MAX_ID} characters")
    return found


def _way(values: list[str]) -> tuple[Way, ...]:
    if not values or not values[-1]:
        return WAYS["both"]
    if values[-1] not in WAYS:
        raise FilterError("by is both, seen or written")
    return WAYS[values[-1]]


def _sort(values: list[str]) -> Sort:
    wanted = values[-1] if values and values[-1] else "relevance"
    for sort in SORTS:
        if sort == wanted:
            return sort
    raise FilterError(f"sort is one of {', '.join(SORTS)}")


def _different(values: list[str]) -> float:
    text = values[-1] if values and values[-1] else "0"
    try:
        number = float(text) if len(text) <= 12 and text.isascii() else -1.0
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise FilterError("different is from 0 to 1, such as 0.4")
    return round(number, 2)
