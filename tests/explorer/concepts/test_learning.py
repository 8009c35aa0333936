"""Learning from marks: what it finds, and what must never come of strange ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.concepts.evaluation import evaluate
from explorer.concepts.ground import Ground
from explorer.concepts.learning import FEWEST, Learnt, Lesson, held_out, learn
from explorer.concepts.logistic import Examples

DIM, ITEMS = 12, 240


class Vectors:
    """What a ground needs of the vectors of a collection."""

    def __init__(self, vectors: np.ndarray) -> None:
        self.all = vectors

    def __len__(self) -> int:
        return len(self.all)

    def vector(self, rows: np.ndarray) -> np.ndarray:
        return self.all[rows]


def collection(seed: int = 0, *, scale: float = 1.0, distance: float = 1.0) -> Vectors:
    """Four kinds, row by row in turn, around centres of their own and away from the origin."""
    rng = np.random.default_rng(seed)
    centres = distance * rng.normal(size=(4, DIM)) + 2.0
    vectors = centres[np.arange(ITEMS) % 4] + 0.5 * rng.normal(size=(ITEMS, DIM))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Vectors((scale * vectors).astype(np.float32))


def ground(vectors: Vectors) -> Ground:
    return Ground(vectors)  # type: ignore[arg-type]


def taught(
    vectors: Vectors, marks: dict[int, bool], *, words: np.ndarray | None = None
) -> Learnt | None:
    rows = np.array(list(marks), np.int64)
    labels = np.array(list(marks.values()), bool)
    return learn(Lesson(rows, vectors.vector(rows), labels, words), ground(vectors))


def kept_out(
    vectors: Vectors, marks: dict[int, bool], found: Learnt, *, words: np.ndarray | None = None
) -> np.ndarray:
    rows = np.array(list(marks), np.int64)
    labels = np.array(list(marks.values()), bool)
    return held_out(Lesson(rows, vectors.vector(rows), labels, words), ground(vectors), found.way)


def average_precision(scores: np.ndarray, truth: np.ndarray) -> float:
    hits = truth[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


KIND = np.arange(ITEMS) % 4 == 0


def marks_of(yes: int, no: int) -> dict[int, bool]:
    return {4 * place: True for place in range(yes)} | {
        4 * place + 1 + place % 3: False for place in range(no)
    }


@pytest.mark.parametrize(("yes", "no"), [(1, 0), (3, 0), (1, 1), (8, 8), (20, 30)])
def test_the_kind_that_was_marked_comes_first(yes: int, no: int) -> None:
    vectors = collection()
    found = taught(vectors, marks_of(yes, no))
    assert found is not None
    assert average_precision(found.classifier.scores(vectors.all), KIND) > 0.9


def test_words_that_are_right_are_not_unlearnt_by_a_few_odd_marks() -> None:
    vectors = collection()
    words = vectors.all[KIND].mean(axis=0) - vectors.all.mean(axis=0)
    before = average_precision(vectors.all @ words, KIND)
    rng = np.random.default_rng(1)
    odd = {int(row): bool(KIND[row]) for row in rng.permutation(ITEMS)[:4]}
    odd[int(np.flatnonzero(~KIND)[7])] = True
    found = taught(vectors, odd, words=words)
    assert found is not None
    assert average_precision(found.classifier.scores(vectors.all), KIND) > before - 0.03


def test_words_alone_rank_as_they_would_in_a_search() -> None:
    vectors = collection()
    words = np.random.default_rng(4).normal(size=DIM)
    found = taught(vectors, {}, words=words)
    assert found is not None
    # The negatives drawn are far from the words: they tilt the ranking, and do not turn it.
    correlation = np.corrcoef(found.classifier.scores(vectors.all), vectors.all @ words)[0, 1]
    assert correlation > 0.9


def test_without_a_yes_or_a_word_there_is_nothing_to_learn() -> None:
    vectors = collection()
    assert taught(vectors, {}) is None
    assert taught(vectors, {3: False, 5: False}) is None


def test_marks_kept_out_are_judged_by_the_others_alone() -> None:
    vectors = collection()
    marks = marks_of(12, 12)
    found = taught(vectors, marks)
    assert found is not None
    scores = kept_out(vectors, marks, found)
    assert np.isfinite(scores).all()
    labels = np.array(list(marks.values()))
    assert evaluate(labels, scores).precision.share > 0.9  # type: ignore[union-attr]
    # Marks by the toss of a coin cannot be foretold, however well they are learnt by heart.
    rng = np.random.default_rng(2)
    guesses = []
    for seed in range(4):
        tossed = {row: bool(rng.integers(2)) for row in rng.permutation(ITEMS)[:40].tolist()}
        found = taught(collection(seed), tossed)
        assert found is not None
        scores = kept_out(collection(seed), tossed, found)
        told = evaluate(np.array(list(tossed.values())), scores).precision
        guesses.append(told.share if told else 0.5)
    assert np.mean(guesses) < 0.7


def test_too_few_marks_are_said_to_be_too_few() -> None:
    marks = marks_of(FEWEST, FEWEST - 1)
    found = taught(collection(), marks)
    assert found is not None
    scores = kept_out(collection(), marks, found)
    assert np.isnan(scores).all()
    told = evaluate(np.array([True] * FEWEST + [False] * (FEWEST - 1)), scores)
    assert told.precision is None and told.lacking == (0, 1)


def test_items_all_alike_teach_nothing_and_break_nothing() -> None:
    vectors = Vectors(np.tile(np.ones(DIM, np.float32) / np.sqrt(DIM), (30, 1)))
    for marks in ({0: True}, {0: True, 1: False}, dict.fromkeys(range(12), True)):
        found = taught(vectors, marks, words=np.ones(DIM))
        assert found is not None and np.isfinite(found.classifier.scores(vectors.all)).all()


marks = st.dictionaries(st.integers(0, ITEMS - 1), st.booleans(), max_size=24)


@settings(max_examples=10)
@given(marks=marks, worded=st.booleans(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_marks_is_nothing(marks: Any, worded: bool, order: Any) -> None:
    vectors = collection()
    words = vectors.all[0] if worded else None
    shuffled = list(marks.items())
    order.shuffle(shuffled)
    one, other = taught(vectors, marks, words=words), taught(vectors, dict(shuffled), words=words)
    if one is None or other is None:
        assert one is other
        return
    assert one.classifier.weights.tobytes() == other.classifier.weights.tobytes()
    assert one.classifier.offset == other.classifier.offset
    scores = kept_out(vectors, marks, one, words=words)
    told = dict(zip(marks, scores.tolist(), strict=True))
    scores = kept_out(vectors, dict(shuffled), other, words=words)
    again = dict(zip(dict(shuffled), scores.tolist(), strict=True))
    np.testing.assert_equal(again, told)


@settings(max_examples=10)
@given(marks=marks, power=st.integers(-10, 10))
def test_the_length_of_vectors_is_nothing(marks: Any, power: int) -> None:
    """By a power of two, which no vector is rounded by: what is chosen must be chosen again."""
    plain, scaled = collection(), collection(scale=2.0**power)
    one, other = taught(plain, marks), taught(scaled, marks)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (other.way.pull, other.way.temperature) == (one.way.pull, one.way.temperature)
        np.testing.assert_allclose(
            other.classifier.scores(scaled.all), one.classifier.scores(plain.all), atol=1e-4
        )


@settings(max_examples=15)
@given(
    rows=st.lists(st.integers(0, 5), min_size=1, max_size=30),
    labels=st.lists(st.booleans(), min_size=30, max_size=30),
    words=st.lists(st.floats(-1e6, 1e6), min_size=DIM, max_size=DIM) | st.none(),
    distance=st.sampled_from([0.0, 1e-8, 1.0, 50.0]),
)
def test_nothing_but_numbers_comes_of_it(
    rows: list[int], labels: list[bool], words: list[float] | None, distance: float
) -> None:
    """One image both yes and no, many times; all yes; all no; kinds apart, or all one."""
    vectors = collection(distance=distance)
    lesson = Lesson(
        np.arange(len(rows)),
        vectors.vector(np.array(rows)),
        np.array(labels[: len(rows)]),
        None if words is None else np.array(words),
    )
    found = learn(lesson, ground(vectors))
    if found is None:
        assert not any(labels[: len(rows)])
        return
    scores = found.classifier.scores(vectors.all)
    assert np.isfinite(scores).all() and np.isfinite(found.classifier.offset)
    kept = held_out(lesson, ground(vectors), found.way)
    assert np.isfinite(kept).all() or np.isnan(kept).all()


def test_a_thousand_marks_are_learnt_as_well() -> None:
    vectors = collection()
    rows = np.arange(ITEMS)
    found = learn(Lesson(rows, vectors.all, KIND), ground(vectors))
    assert found is not None
    assert average_precision(found.classifier.scores(vectors.all), KIND) > 0.95


def test_words_are_not_left_for_marks_of_the_top_of_their_own_ranking() -> None:
    """There the words no longer tell one from another, and nearly anything seems better."""
    vectors = collection(3)
    rng = np.random.default_rng(5)
    words = vectors.all[KIND].mean(axis=0) - vectors.all.mean(axis=0)
    words = words / np.linalg.norm(words) + 0.1 * rng.normal(size=DIM)
    before = average_precision(vectors.all @ words, KIND)
    top = np.argsort(-(vectors.all @ words))[:70]
    marks = {int(row): bool(KIND[row]) for row in top}
    found = taught(vectors, marks, words=words)
    assert found is not None
    assert average_precision(found.classifier.scores(vectors.all), KIND) > before - 0.02


@pytest.mark.parametrize("many", [DIM, DIM + 2, 60])
def test_more_examples_than_numbers_are_fitted_to_the_same(many: int) -> None:
    """What the gradient says of a fit: it is zero, whichever side was solved for."""
    rng = np.random.default_rng(many)
    vectors = rng.normal(size=(many, DIM))
    labels = rng.integers(0, 2, many).astype(bool)
    labels[:2] = True, False
    known, pull = rng.normal(size=many), 0.01
    examples = Examples(vectors, labels, np.ones(many))
    added = examples.fit(known, pull)
    chance = 1 / (1 + np.exp(-examples.scores(known, added)))
    share = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
    # At the least cost, pull times what each adds is its share of the error.
    np.testing.assert_allclose(pull * added, share * (labels - chance), atol=1e-5)
