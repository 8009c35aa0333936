"""Measures against cases worked out by hand, and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.classes.measures import (
    UNKNOWN,
    average_precision,
    measured,
    measured_several,
)


def test_a_case_worked_out_by_hand() -> None:
    truth = np.array([0, 0, 0, 1, 1, -1, UNKNOWN])
    machine = np.array([0, 0, 1, 1, -1, 0, 1])
    sure = np.array([[9, 1], [8, 2], [3, 7], [2, 8], [4, 1], [6, 3], [0, 9]]) / 10
    found = measured(truth, machine, sure)
    assert found.judged == 6
    assert found.confusion is not None
    assert found.confusion.tolist() == [[2, 1, 0], [0, 1, 1], [1, 0, 0]]
    one, other = found.classes
    assert (one.support, one.answered, one.right) == (3, 3, 2)
    assert one.precision == one.recall == one.f1 == pytest.approx(2 / 3)
    assert other.precision == other.recall == other.f1 == 0.5
    assert found.accuracy == pytest.approx(3 / 6)
    assert found.macro_f1 == pytest.approx((2 / 3 + 0.5) / 2)
    # Ranked by certainty of the first: right, right, wrong (.6), wrong (.4), right (.3), wrong.
    assert one.average_precision == pytest.approx((1 + 1 + 3 / 5) / 3)
    # Of the second: right (.8), wrong (.7), wrong (.3), wrong (.2), then two ties at .1, one right.
    assert other.average_precision == pytest.approx((1 + 2 / 6) / 2)


def test_a_class_that_the_truth_has_not_counts_in_no_mean() -> None:
    found = measured(np.array([0, 0]), np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]))
    assert found.classes[1].f1 is None and found.classes[1].average_precision is None
    assert found.classes[1].precision == 0 and found.classes[1].recall is None
    assert found.macro_f1 == found.classes[0].f1
    nothing = measured(np.array([UNKNOWN]), np.array([0]), np.array([[1.0]]))
    assert nothing.accuracy is None and nothing.macro_f1 is None and nothing.judged == 0


def test_several_by_hand() -> None:
    truth = np.array([[1, 0], [1, 1], [0, 1]], bool)
    known = np.array([[1, 1], [1, 1], [1, 0]], bool)
    machine = np.array([[1, 0], [0, 1], [1, 1]], bool)
    sure = np.array([[3, 0], [1, 2], [2, 9]], float)
    found = measured_several(truth, known, machine, sure)
    one, other = found.classes
    assert (one.support, one.answered, one.right) == (2, 2, 1)
    assert (other.support, other.answered, other.right) == (1, 1, 1)
    assert one.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.confusion is None and found.accuracy is None


@given(st.integers(0, 2**32 - 1))
def test_as_scikit_learn_has_it(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(seed)
    images, classes = int(rng.integers(2, 60)), int(rng.integers(2, 6))
    truth = rng.integers(0, classes, images)
    sure = np.round(rng.random((images, classes)), 1)
    machine = np.where(rng.random(images) < 0.2, -1, sure.argmax(axis=1))
    found = measured(truth, machine, sure)
    said = np.where(machine < 0, classes, machine)
    every = list(range(classes + 1))
    assert (found.confusion == metrics.confusion_matrix(truth, said, labels=every)).all()
    assert found.accuracy == pytest.approx(metrics.accuracy_score(truth, said))
    figures = metrics.precision_recall_fscore_support(
        truth, said, labels=every[:-1], zero_division=0
    )
    for at, one in enumerate(found.classes):
        assert (one.precision or 0) == pytest.approx(figures[0][at])
        assert (one.recall or 0) == pytest.approx(figures[1][at])
        assert (one.f1 or 0) == pytest.approx(figures[2][at])
        if one.support:
            assert one.average_precision == pytest.approx(
                metrics.average_precision_score(truth == at, sure[:, at])
            )


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(0, 99))
def test_the_order_of_ties_does_not_matter(told, seed) -> None:
    right = np.array(told)
    sure = np.zeros(len(right))
    order = np.random.default_rng(seed).permutation(len(right))
    assert average_precision(right, sure) == average_precision(right[order], sure)
    if right.any():
        assert average_precision(right, sure) == pytest.approx(right.mean())
