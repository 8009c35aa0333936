"""How the pictures of a board lie among the themes, the years and the techniques."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.collection import Collection
from explorer.filtering.wishes import Filter
from explorer.filtering.years import Histogram
from explorer.languages import translated

MOST = 8
"""Bars of a plot; the others are left to the list."""

_COLUMNS = ("technique", "category")


@dataclass(frozen=True)
class Bar:
    """How many of the board's pictures, and how many of the collection's, have something."""

    label: str
    here: int
    all: int


@dataclass(frozen=True)
class Balance:
    """``pictures`` of the board that are in the collection; ``column`` is what ``kinds`` are of.

    ``years`` are the board's and ``all_years`` the collection's over the same spans; ``None`` where
    nothing is dated. Bars are in the order of the collection's counts.
    """

    pictures: int
    items: int
    themes: tuple[Bar, ...]
    column: str
    kinds: tuple[Bar, ...]
    years: Histogram | None
    all_years: Histogram | None
    undated: int


def balance(collection: Collection, rows: Sequence[int], *, language: str) -> Balance:
    """The balance of some rows of the collection."""
    filters = collection.filters
    within = np.zeros(len(collection), bool)
    within[list(rows)] = True
    here = filters.overview(Filter(), within=within, language=language)
    whole = filters.overview(Filter(), language=language)
    column = next((name for name in _COLUMNS if name in filters.names), "")
    counted = [
        {
            value: count
            for found in overview.columns
            if found.name == column
            for value, count in found.values
        }
        for overview in (here, whole)
    ]
    nodes = collection.hierarchy.nodes
    level = [node for node in nodes.values() if node.level == 0]
    themes = [
        Bar(translated(node.label, language) or node.number, here.themes.get(node.id, 0), node.size)
        for node in level
    ]
    kinds = [Bar(value, counted[0].get(value, 0), many) for value, many in counted[1].items()]
    return Balance(
        pictures=len(set(rows)),
        items=len(collection),
        themes=_largest(themes),
        column=column,
        kinds=_largest(kinds),
        years=filters.timeline(within),
        all_years=filters.timeline(np.ones(len(collection), bool)),
        undated=here.undated,
    )


def _largest(bars: list[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (-bar.all, bar.label))[:MOST])
