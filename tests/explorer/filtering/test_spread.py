"""Spreading what is picked out over a view."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.filtering.spread import ALL, View, spread


def points(count, seed=1):
    return np.random.default_rng(seed).random((count, 2)).astype(np.float32)


def test_few_are_all_shown_however_near():
    at = np.full((ALL, 2), 0.5, np.float32)
    rows, total = spread(at, np.arange(ALL), View(0, 0, 1, 1, 4, 4), limit=400, ranked=False)
    assert (len(rows), total) == (ALL, ALL)


@given(
    st.integers(1, 900),
    st.integers(1, 40),
    st.integers(1, 40),
    st.integers(1, 400),
    st.booleans(),
)
def test_at_most_one_a_place_and_none_outside(count, columns, lines, limit, ranked):
    at = points(count)
    view = View(0.2, 0.1, 0.9, 0.8, columns, lines)
    rows, total = spread(at, np.arange(count), view, limit=limit, ranked=ranked)
    inside = (at >= [view.left, view.top]).all(1) & (at <= [view.right, view.bottom]).all(1)
    assert total == inside.sum()
    assert len(rows) <= limit
    assert len(set(rows.tolist())) == len(rows)
    assert inside[rows].all()
    if total:
        assert len(rows) > 0
    if total > min(ALL, limit):
        unit = (at[rows] - [0.2, 0.1]) / [0.7, 0.7] * [columns, lines]
        places = {tuple(place) for place in np.minimum(unit, [columns - 1, lines - 1]).astype(int)}
        assert len(places) == len(rows)


def test_the_best_ranked_comes_first():
    at = points(500)
    ranked = np.random.default_rng(2).permutation(500)
    rows, _ = spread(at, ranked, View(0, 0, 1, 1, 6, 6), limit=400, ranked=True)
    place = {row: i for i, row in enumerate(ranked.tolist())}
    assert [place[row] for row in rows.tolist()] == sorted(place[row] for row in rows.tolist())
    assert rows[0] == ranked[0]
    whole = {tuple(cell) for cell in np.minimum(at * 6, 5).astype(int)}
    assert len(rows) == len(whole)


def test_moving_the_view_by_a_place_keeps_what_is_seen():
    at = points(5000)
    cell = 0.05
    rows = np.arange(5000)
    here = spread(at, rows, View(0, 0, 10 * cell, 0.5, 10, 10), limit=400, ranked=False)[0]
    there = spread(at, rows, View(cell, 0, 11 * cell, 0.5, 10, 10), limit=400, ranked=False)[0]
    both = {row for row in here.tolist() if cell * 1.01 <= at[row, 0] <= 10 * cell * 0.99}
    assert both <= set(there.tolist())
