"""Reciprocal rank fusion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.search.fusion import reciprocal_rank_fusion

RANKINGS = st.lists(st.permutations(range(12)).map(lambda rows: rows[:7]), min_size=1, max_size=4)


def test_the_scores_are_those_of_the_paper():
    fused = dict(reciprocal_rank_fusion([([7, 8], 1.0), ([8], 1.0)]))
    assert fused == {8: pytest.approx(1 / 62 + 1 / 61), 7: pytest.approx(1 / 61)}


@given(RANKINGS)
def test_every_row_is_there_once_best_first(rankings):
    fused = reciprocal_rank_fusion((rows, 1.0) for rows in rankings)
    rows = [row for row, _ in fused]
    scores = [score for _, score in fused]
    assert sorted(rows) == sorted({row for ranking in rankings for row in ranking})
    assert scores == sorted(scores, reverse=True)


@given(st.permutations(range(9)))
def test_one_ranking_keeps_its_order(rows):
    assert [row for row, _ in reciprocal_rank_fusion([(rows, 0.7)])] == rows


@given(RANKINGS)
def test_what_leads_everywhere_leads(rankings):
    fused = reciprocal_rank_fusion(([99, *rows], 1.0) for rows in rankings)
    assert fused[0][0] == 99
