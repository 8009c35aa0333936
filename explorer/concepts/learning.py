"""Learning a concept: logistic regression pulled towards what it was sought by.

A linear classifier is a vector: searching the index with it ranks the whole collection. With few
examples it would be worse than the words one began with; so its weights are held to a direction
known before (that of the words, of the mean example, or of both) by a Gaussian prior around that
direction, as in SeeSaw (Moll and others 2023). Whether the words are to be left is found by
cross-validation, and so is the temperature of the probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from explorer.concepts.ground import Ground
from explorer.concepts.logistic import Examples, balanced, log_loss

DRAWN = 100
"""Negatives drawn from the ground beside those that were marked."""

FEWEST = 5
"""Marks of each label without which nothing is cross-validated."""

_FOLDS = 5
_FIRM = 2.0
"""Length of the prior's direction: log-odds for each standard deviation of the ground."""

_FIRMLY, _LOOSELY = 0.1, 0.01
"""How the weights are held, beside a mean loss of 1. Held firmly to the mean of a few examples, a
concept hardly learns; held loosely to good words, it unlearns them."""

_TEMPERATURES = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
_COMPARED = 60
"""Marks of each label that choosing looks at: more would keep the one who marks waiting."""

_SURELY, _CLEARLY = 2.0, 0.005
_HIGHER = 0.1
"""By how much the rank of a "yes" must be less at least, on average: halvings."""


@dataclass(frozen=True)
class Lesson:
    """What is learnt from: rows (int64 [n]), vectors (float32 [n, dim]) and labels (bool [n]).

    ``words`` (float [dim]) is the vector of the words one began with, or ``None``.
    """

    rows: np.ndarray
    vectors: np.ndarray
    labels: np.ndarray
    words: np.ndarray | None = None


@dataclass(frozen=True)
class Classifier:
    """``weights`` (float32 [dim]) and ``offset``: the score of an image is their log-odds.

    ``pull`` says how firmly they were held to what one began with; the ``temperature`` is in them
    already.
    """

    weights: np.ndarray
    offset: float
    pull: float
    temperature: float

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """float32 [m]: log-odds of images with these vectors (float [m, dim])."""
        made: np.ndarray = np.asarray(vectors, np.float32) @ self.weights + np.float32(self.offset)
        return made


@dataclass(frozen=True)
class Way:
    """A way to learn: the ``direction`` (float64 [dim]) held to, how firmly, the temperature."""

    direction: np.ndarray
    pull: float
    temperature: float = 1.0


@dataclass(frozen=True)
class Learnt:
    """A classifier, and the way it was learnt."""

    classifier: Classifier
    way: Way


def learn(lesson: Lesson, ground: Ground) -> Learnt | None:
    """Learn from marks and words; ``None`` where there is neither a word nor a "yes".

    The same marks in another order give the same bits. The unit of the vectors is nothing, but by
    their rounding: where two ways are as good, it may decide.
    """
    _, rows, vectors, labels = _sorted(lesson)
    ways = _ways(vectors[labels], lesson.words, ground)
    if not ways:
        return None
    data = _Data(rows, vectors, labels, ground, sought=ways[0].direction)
    way = _chosen(data.thinned(), ways)
    return Learnt(data.classifier(way), way)


def held_out(lesson: Lesson, ground: Ground, way: Way) -> np.ndarray:
    """Scores of the marks (float64 [n]), each by what the other folds taught in the same way.

    They are in the order of the lesson, NaN where there are too few marks to tell. This takes some
    five times as long as learning.
    """
    order, rows, vectors, labels = _sorted(lesson)
    data = _Data(rows, vectors, labels, ground, sought=way.direction)
    found = np.full(len(rows), np.nan)
    found[order] = data.judge(way).scores[: len(rows)]
    return found


def _sorted(lesson: Lesson) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The order by row, and rows, vectors and labels in it."""
    order = np.argsort(lesson.rows, kind="stable")
    return (
        order,
        lesson.rows[order],
        lesson.vectors[order],
        np.asarray(lesson.labels, bool)[order],
    )


def _ways(yes: np.ndarray, words: np.ndarray | None, ground: Ground) -> list[Way]:
    """Ways to learn, the usual one first: held to the words, to both, to the mean example."""
    said = None if words is None else _levelled(words, ground)
    if not len(yes):
        return [] if said is None else [Way(said, _FIRMLY)]
    # Where the examples lie in the middle of the ground, nothing is known before.
    shown = _levelled(yes.mean(axis=0, dtype=np.float64) - ground.centre, ground)
    shown = np.zeros(yes.shape[1]) if shown is None else shown
    held = [Way(shown, _LOOSELY), Way(shown, _FIRMLY)]
    if said is None:
        return held
    both = _levelled(said + shown, ground)
    between = [] if both is None else [Way(both, _FIRMLY)]
    return [Way(said, _FIRMLY), *between, *reversed(held)]


def _chosen(data: _Data, ways: list[Way]) -> Way:
    """The usual way, unless another ranks better what was kept out, and surely so.

    Ranks, among any images of the collection, and not losses on the marks: those are of the top of
    the words' ranking, where these no longer tell one from another, and nearly anything seems
    better than they are.
    """
    if not data.folds.any():
        return ways[0]
    best = data.judge(ways[0])
    for way in ways[1:]:
        found = data.judge(way)
        gained = best.ranks - found.ranks
        error = float(gained.std()) / np.sqrt(len(gained))
        if float(gained.mean()) > max(_SURELY * error, _HIGHER):
            best = found
    losses = data.losses(best.scores)
    temperature = 1.0
    for other in _TEMPERATURES:
        found_losses = data.losses(best.scores / other)
        if data.is_less(found_losses, losses):
            temperature, losses = other, found_losses
    return replace(best.way, temperature=temperature)


@dataclass(frozen=True)
class _Judged:
    """A way, as what each fold kept out of it says.

    ``scores`` (float64 [m]) of the marks, then of what was drawn; ``ranks`` (float64 [y]) of each
    "yes": log2(1 + images of the ground above it).
    """

    way: Way
    scores: np.ndarray
    ranks: np.ndarray


class _Data:
    """Marks, sorted by row, on the ground of their collection, with negatives drawn from it."""

    def __init__(
        self,
        rows: np.ndarray,
        vectors: np.ndarray,
        labels: np.ndarray,
        ground: Ground,
        *,
        sought: np.ndarray,
    ) -> None:
        self._given = (rows, vectors, labels, ground)
        self._sought = sought
        self.labels, self._ground = labels, ground
        drawn = ground.draw(sought, count=DRAWN, without=rows)
        both = np.concatenate([vectors, ground.vectors[drawn]]).astype(np.float64)
        self._plain = both - ground.centre
        # All that were drawn count as much as all that were marked.
        self._worth = np.ones(len(both))
        self._worth[len(rows) :] = max(1, len(rows)) / max(1, len(drawn))
        self._all = np.append(labels, np.zeros(len(drawn), bool))
        self._examples = Examples(self._plain / ground.scale, self._all, self._worth)
        self._last: tuple[Way, np.ndarray] | None = None
        self.folds = _folds(labels)
        if self.folds.any():
            self.folds = np.append(self.folds, 1 + np.arange(len(drawn)) % _FOLDS)
        else:
            self.folds = np.zeros(len(both), np.int64)

    def thinned(self) -> _Data:
        """The same with at most some marks of each label, evenly spread."""
        rows, vectors, labels, ground = self._given
        if max(labels.sum(), (~labels).sum()) <= _COMPARED:
            return self
        kept = np.sort(np.concatenate([_thin(np.flatnonzero(labels == one)) for one in (0, 1)]))
        return _Data(rows[kept], vectors[kept], labels[kept], ground, sought=self._sought)

    def judge(self, way: Way) -> _Judged:
        """Each example as the other folds see it; NaN without folds."""
        known, ground = self._known(way), self._ground
        scores = np.full(len(known), np.nan)
        ranks = np.full(len(self.labels), np.nan)
        for fold in range(1, int(self.folds.max(initial=0)) + 1):
            out = self.folds == fold
            added = self._examples.fit(known, way.pull, only=~out, start=self._fitted(way))
            scores[out] = self._examples.scores(known, added)[out]
            more, offset = self._examples.weights(added)
            weights = _FIRM * way.direction + more / ground.scale
            others = ground.vectors @ weights.astype(np.float32)
            others.sort()
            yes = np.flatnonzero(out[: len(self.labels)] & self.labels)
            mine = scores[yes] - offset + float(ground.centre @ weights)
            ranks[yes] = len(others) - np.searchsorted(others, mine, side="right")
        return _Judged(way, scores / way.temperature, np.log2(1.0 + ranks[self.labels]))

    def losses(self, scores: np.ndarray) -> np.ndarray:
        """Logistic losses (float64 [m])."""
        return log_loss(scores, np.where(self._all, 1.0, -1.0))

    def is_less(self, found: np.ndarray, than: np.ndarray) -> bool:
        """Whether losses are less, by more than a standard error of the mean difference."""
        share = balanced(self._all, self._worth)
        gained = than - found
        mean = float(share @ gained)
        error = float(np.sqrt(np.sum((share * (gained - mean)) ** 2)))
        return mean > max(_SURELY * error, _CLEARLY)

    def classifier(self, way: Way) -> Classifier:
        """What all of them teach."""
        more, offset = self._examples.weights(self._fitted(way))
        weights = (_FIRM * way.direction + more / self._ground.scale) / way.temperature
        offset = offset / way.temperature - float(self._ground.centre @ weights)
        return Classifier(weights.astype(np.float32), offset, way.pull, way.temperature)

    def _fitted(self, way: Way) -> np.ndarray:
        """What all examples add, found once: each fold begins there."""
        if self._last is None or self._last[0] is not way:
            self._last = (way, self._examples.fit(self._known(way), way.pull))
        return self._last[1]

    def _known(self, way: Way) -> np.ndarray:
        known: np.ndarray = _FIRM * (self._plain @ way.direction)
        return known


def _levelled(direction: np.ndarray, ground: Ground) -> np.ndarray | None:
    """A direction of such length that the ground's likeness to it deviates by 1, or ``None``."""
    made = np.asarray(direction, np.float64)
    length = float(np.linalg.norm(made))
    deviation = float(((ground.vectors - ground.centre) @ made).std())
    # Where all of the ground is alike, nothing is known before.
    if not np.isfinite(deviation) or deviation <= 1e-6 * length * ground.scale:
        return None
    return made / deviation


def _folds(labels: np.ndarray) -> np.ndarray:
    """The fold (1 to 5) of each mark, each with its share of both labels; 0 where they are too few.

    Neighbours in the table are in one fold: they are often pages of one album, and would flatter.
    """
    folds = np.zeros(len(labels), np.int64)
    if min(labels.sum(), (~labels).sum()) >= FEWEST:
        for label in (False, True):
            for fold, places in enumerate(np.array_split(np.flatnonzero(labels == label), _FOLDS)):
                folds[places] = fold + 1
    return folds


def _thin(places: np.ndarray) -> np.ndarray:
    if len(places) <= _COMPARED:
        return places
    return places[np.linspace(0, len(places) - 1, _COMPARED).astype(np.int64)]
