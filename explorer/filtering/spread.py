"""Spreading: of many images picked out, those that can be shown side by side in a view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ALL = 80
"""So few are all shown, however near to each other they hang."""


@dataclass(frozen=True)
class View:
    """A part of a layout's unit square, and how many pictures it has room for across and down."""

    left: float
    top: float
    right: float
    bottom: float
    columns: int
    rows: int


def spread(
    points: np.ndarray, rows: np.ndarray, view: View, *, limit: int, ranked: bool
) -> tuple[np.ndarray, int]:
    """Rows to be shown in a view, most important first, and how many there are in all.

    ``points`` is float32 [n, 2], ``rows`` int64 [m]. One is taken for each place that the view has
    room for, where there are more than ``ALL``: the first, when ``rows`` are ``ranked``, or else
    one that is always the same, however the view moves. At most ``limit``.
    """
    x, y = points[rows, 0], points[rows, 1]
    seen = (x >= view.left) & (x <= view.right) & (y >= view.top) & (y <= view.bottom)
    rows, x, y = rows[seen], x[seen], y[seen]
    order = np.arange(len(rows)) if ranked else _shuffled(rows)
    total = len(rows)
    if total > min(ALL, limit):
        across = np.floor((x - view.left) / max(view.right - view.left, 1e-9) * view.columns)
        down = np.floor((y - view.top) / max(view.bottom - view.top, 1e-9) * view.rows)
        across = np.clip(across, 0, view.columns - 1).astype(np.int64)
        place = np.clip(down, 0, view.rows - 1).astype(np.int64) * view.columns + across
        first = np.full(view.columns * view.rows, np.iinfo(np.int64).max)
        np.minimum.at(first, place, order)
        taken = order == first[place]
        rows, order = rows[taken], order[taken]
    return rows[np.argsort(order, kind="stable")][:limit], total


def _shuffled(rows: np.ndarray) -> np.ndarray:
    """A number for each row, unlike its neighbours' (Knuth's multiplicative hash), all distinct."""
    mixed = (rows.astype(np.uint64) * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
    return mixed.astype(np.int64)
