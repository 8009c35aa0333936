"""Neighbours are only heard where they agree, and say who said it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.review.neighbours import (
    AGREED,
    FEWEST,
    SURE,
    Neighbours,
    interval,
    suggested_dates,
    suggested_values,
)


@st.composite
def walls(draw):
    """Images, each with neighbours among the others and perhaps a value."""
    n = draw(st.integers(1, 12))
    k = draw(st.integers(1, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = rng.integers(-1, n, (n, k))
    scores = np.sort(rng.uniform(-0.2, 1, (n, k)).astype(np.float32))[:, ::-1]
    return n, Neighbours(rows, scores), draw


@settings(max_examples=150, deadline=None)
@given(walls())
def test_a_value_is_suggested_only_where_most_neighbours_have_it(case) -> None:
    n, near, draw = case
    held = draw(
        st.lists(
            st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
            min_size=n,
            max_size=n,
        )
    )
    found = suggested_values("technique", np.arange(n), near, held.__getitem__)
    assert len({one.row for one in found}) == len(found)
    for one in found:
        pairs = zip(near.rows[one.row].tolist(), near.scores[one.row].tolist(), strict=True)
        voting = [
            (max(score, 0), held[other]) for other, score in pairs if other >= 0 and held[other]
        ]
        share = sum(score for score, has in voting if one.value in has) / sum(s for s, _ in voting)
        assert len(voting) >= FEWEST
        assert abs(share - one.score) < 1e-6
        assert one.value not in held[one.row]
        assert (one.why == "missing") == (not held[one.row])
        assert one.score >= (AGREED if one.why == "missing" else SURE) - 1e-9
        assert all(one.value in held[seen.row] for seen in one.evidence) and one.evidence


@settings(max_examples=150, deadline=None)
@given(walls())
def test_a_date_is_suggested_only_where_neighbours_agree(case) -> None:
    n, near, draw = case
    spans = draw(
        st.lists(
            st.none()
            | st.tuples(st.integers(-400, 1990), st.integers(0, 150)).map(
                lambda span: (span[0], span[0] + span[1])
            ),
            min_size=n,
            max_size=n,
        )
    )
    for one in suggested_dates(np.arange(n), near, spans.__getitem__):
        assert len([row for row in near.rows[one.row].tolist() if row >= 0]) >= FEWEST
        assert AGREED <= one.score <= 1
        assert (one.why == "missing") == (spans[one.row] is None)
        assert one.old == ("" if spans[one.row] is None else interval(*spans[one.row]))
        assert {seen.value for seen in one.evidence} <= {
            interval(*span) for span in spans if span is not None
        }


def test_years_are_written_as_edtf_writes_them() -> None:
    assert interval(1850, 1850) == "1850"
    assert interval(1840, 1860) == "1840/1860"
    assert interval(-332, 45) == "-0332/0045"
