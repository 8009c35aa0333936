"""Which pictures come next, and how sure a share is."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.concepts.choosing import choose
from explorer.concepts.evaluation import evaluate


def test_best_is_the_ranking_and_uncertain_its_middle() -> None:
    scores = np.array([5.0, 3.0, 0.4, -0.1, -2.0])
    vectors = np.eye(5)
    assert choose(scores, vectors, want="best", count=2).tolist() == [0, 1]
    assert choose(scores, vectors, want="uncertain", count=3).tolist() == [3, 2, 4]
    assert choose(scores, vectors, want="best", count=9).tolist() == [0, 1, 2, 3, 4]


def test_varied_takes_one_of_each_before_a_second() -> None:
    kinds = np.repeat(np.eye(4), 5, axis=0)
    chosen = choose(np.zeros(20), kinds, want="varied", count=4)
    assert sorted((chosen // 5).tolist()) == [0, 1, 2, 3]
    assert len(set(choose(np.zeros(20), kinds, want="varied", count=20).tolist())) == 20
    assert choose(np.zeros(0), np.zeros((0, 4)), want="varied", count=4).tolist() == []


def test_a_share_says_how_sure_it_is() -> None:
    labels = np.array([True] * 8 + [False] * 8)
    told = evaluate(labels, np.where(labels, 1.0, -1.0))
    assert told.precision is not None and told.recall is not None
    assert told.precision.share == 1.0 and told.precision.of == 8
    # Eight of eight may well be seven of ten: Wilson's interval for 8/8 at 95 %.
    assert told.precision.low == pytest.approx(0.676, abs=1e-3)
    assert -1.0 < (told.threshold or 0.0) < 1.0
    none = evaluate(labels, np.full(16, -1.0))
    assert none.precision is None and none.recall is not None and none.recall.share == 0.0
