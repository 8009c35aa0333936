"""Teaching a collection: from examples to what is shown next, and to a line drawn across it all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.concepts.choosing import Want, choose
from explorer.concepts.evaluation import Evaluation, evaluate
from explorer.concepts.ground import Ground
from explorer.concepts.learning import Classifier, Lesson, held_out, learn
from explorer.concepts.models import Examples
from explorer.search.engine import Engine

_DEPTH = 2_000
"""How deep into the ranking one looks for those in doubt, or such as differ."""

_HELD = 16
_BINS = 60
_BLOCK = 65_536
_IDS_AT_ONCE = 500


@dataclass(frozen=True)
class Learned:
    """What examples teach: a classifier or ``None`` (neither a "yes" nor a word that is known).

    ``rows`` (int64 [m]) and ``labels`` (bool [m]) are the marks that the collection has,
    ``missing`` the identifiers that it has not, ``words_known`` whether the words have a vector.
    ``judge`` measures the ``evaluation``.
    """

    rows: np.ndarray
    labels: np.ndarray
    missing: tuple[str, ...]
    words_known: bool
    classifier: Classifier | None
    judge: Callable[[], Evaluation]

    @cached_property
    def evaluation(self) -> Evaluation:
        """How it does on marks kept out; measured when first asked for, as it takes longer than
        learning, and what to mark next does not wait for it."""
        return self.judge()


@dataclass(frozen=True)
class Shown:
    """Rows (int64 [k]) to show, in order, and their scores (float32 [k]; empty: none is known)."""

    rows: np.ndarray
    scores: np.ndarray


@dataclass(frozen=True)
class Line:
    """A threshold across a collection.

    ``counts`` of scores in bins from ``low`` to ``high``; how many are ``above`` (the marked ones
    as they are marked); the unmarked ones just ``over`` and just ``under`` it, nearest first.
    """

    low: float
    high: float
    counts: tuple[int, ...]
    threshold: float
    above: int
    over: Shown
    under: Shown


class Teacher:
    """Learns from examples in one collection; safe to share between threads."""

    def __init__(self, engine: Engine, rows_of: Callable[[Sequence[str]], dict[str, int]]) -> None:
        self._engine = engine
        self._rows_of = rows_of
        self._making = threading.Lock()
        self._lock = threading.Lock()
        self._learned: OrderedDict[Examples, Learned] = OrderedDict()
        self._scores: OrderedDict[tuple[bytes, float], np.ndarray] = OrderedDict()

    def learn(self, examples: Examples) -> Learned:
        """What examples teach; what was asked last is remembered."""
        with self._lock:
            held = self._learned.get(examples)
            if held is not None:
                self._learned.move_to_end(examples)
                return held
        made = self._learn(examples)
        with self._lock:
            self._learned[examples] = made
            while len(self._learned) > _HELD:
                self._learned.popitem(last=False)
        return made

    def rows(self, ids: Sequence[str]) -> dict[str, int]:
        """The rows of those ids that exist, however many are asked for."""
        known: dict[str, int] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            known |= self._rows_of(ids[start : start + _IDS_AT_ONCE])
        return known

    def next(
        self, learned: Learned, *, want: Want, count: int, within: np.ndarray | None = None
    ) -> Shown:
        """The ``count`` pictures to look at next, of those not marked (and of ``within``)."""
        classifier = learned.classifier
        if classifier is None:
            return self._to_begin(learned, count, within)
        depth = count if want == "best" else max(_DEPTH, 8 * count)
        rows, scores = self.ranked(classifier, k=depth + len(learned.rows), within=within)
        if want == "uncertain":
            rows, scores = self._with_ground(classifier, rows, scores, within)
        fresh = ~np.isin(rows, learned.rows)
        rows, scores = rows[fresh], scores[fresh]
        few = rows[: 8 * count] if want == "varied" else rows[:0]
        places = choose(scores, self._engine.vectors.vector(few), want=want, count=count)
        return Shown(rows[places], scores[places])

    def ranked(
        self, classifier: Classifier, *, k: int, within: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The ``k`` best rows (int64) and their scores (float32), by one search of the index."""
        length = float(np.linalg.norm(classifier.weights)) or 1.0
        rows, cosines = self._engine.vectors.search(
            classifier.weights / np.float32(length), k=k, within=within
        )
        return rows, cosines * np.float32(length) + np.float32(classifier.offset)

    def line(self, learned: Learned, *, threshold: float | None, count: int) -> Line | None:
        """Where a threshold lies (the suggested one by itself), with ``count`` pictures a side.

        ``None`` where nothing was learnt. This looks at every vector: a second for a million.
        """
        if learned.classifier is None:
            return None
        scores = self.scores(learned.classifier)
        if threshold is None:
            threshold = learned.evaluation.threshold
        threshold = 0.0 if threshold is None else threshold
        low, high = float(scores.min()), float(scores.max())
        low, high = min(low, threshold), max(high, threshold)
        if high - low < 1e-9:
            low, high = low - 0.5, high + 0.5
        counts, _ = np.histogram(scores, bins=_BINS, range=(low, high))
        free = np.ones(len(scores), bool)
        free[learned.rows] = False
        over = scores >= threshold
        return Line(
            low,
            high,
            tuple(counts.tolist()),
            threshold,
            int((over & free).sum()) + int(learned.labels.sum()),
            _nearest(scores, np.flatnonzero(over & free), count, least=True),
            _nearest(scores, np.flatnonzero(~over & free), count, least=False),
        )

    def scores(self, classifier: Classifier) -> np.ndarray:
        """Scores of the whole collection (float32 [n]); the last two are remembered."""
        key = (classifier.weights.tobytes(), classifier.offset)
        with self._lock:
            if key in self._scores:
                return self._scores[key]
        vectors = self._engine.vectors
        made = np.empty(len(vectors), np.float32)
        for start in range(0, len(made), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(made)))
            made[rows] = classifier.scores(vectors.vector(rows))
        with self._lock:
            self._scores[key] = made
            while len(self._scores) > 2:
                self._scores.popitem(last=False)
        return made

    def _learn(self, examples: Examples) -> Learned:
        marks = examples.marks
        ids = list(marks)
        known = self.rows(ids)
        rows = np.array([known[id_] for id_ in ids if id_ in known], np.int64)
        labels = np.array([marks[id_] for id_ in ids if id_ in known], bool)
        words = self._engine.meaning(examples.words, language=examples.language)
        ground = self._ground_once()

        def lesson() -> Lesson:
            return Lesson(rows, self._engine.vectors.vector(rows), labels, words)

        learnt = learn(lesson(), ground)

        def judge() -> Evaluation:
            # What is remembered holds no vectors: they are read again.
            if learnt is None:
                return evaluate(labels, np.full(len(rows), np.nan))
            return evaluate(labels, held_out(lesson(), ground, learnt.way))

        return Learned(
            rows,
            labels,
            tuple(id_ for id_ in ids if id_ not in known),
            words is not None,
            learnt.classifier if learnt else None,
            judge,
        )

    def _to_begin(self, learned: Learned, count: int, within: np.ndarray | None) -> Shown:
        """Pictures of every kind, where nothing is known yet."""
        ground = self._ground_once()
        free = ~np.isin(ground.rows, learned.rows)
        if within is not None:
            free &= within[ground.rows]
        rows = ground.rows[free]
        if not len(rows) and within is not None:
            rows = np.setdiff1d(np.flatnonzero(within)[: 8 * count], learned.rows)
        vectors = self._engine.vectors.vector(rows)
        places = choose(np.zeros(len(rows)), vectors - ground.centre, want="varied", count=count)
        return Shown(rows[places], np.empty(0, np.float32))

    def _with_ground(
        self,
        classifier: Classifier,
        rows: np.ndarray,
        scores: np.ndarray,
        within: np.ndarray | None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """The ranking with the ground below it: doubt may lie deeper than one looked."""
        ground = self._ground_once()
        more = ~np.isin(ground.rows, rows)
        if within is not None:
            more &= within[ground.rows]
        return (
            np.concatenate([rows, ground.rows[more]]),
            np.concatenate([scores, classifier.scores(ground.vectors[more])]),
        )

    def _ground_once(self) -> Ground:
        with self._making:
            return self._ground

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self._engine.vectors)


def _nearest(scores: np.ndarray, rows: np.ndarray, count: int, *, least: bool) -> Shown:
    """Of some rows the ``count`` with the least (or greatest) scores, in that order."""
    keys = scores[rows] if least else -scores[rows]
    if len(rows) > count:
        few = np.argpartition(keys, count - 1)[:count]
        rows, keys = rows[few], keys[few]
    chosen = rows[np.lexsort((rows, keys))]
    return Shown(chosen, scores[chosen])
