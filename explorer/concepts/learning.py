"""Learning a concept: logistic regression pulled towards what it was sought by.

A linear classifier is a vector: searching the index with it ranks the whole collection. With few
examples it would be worse than the words one began with; so its weights are held to a direction
known before (that of the words, of the mean example, or of both) by a Gaussian prior around that
direction, as in SeeSaw (Moll and others 2023). Which one, and how firmly, is chosen by
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
_COMPARED = 150
"""Marks of each label that choosing looks at: more would keep the one who marks waiting."""

_SURELY, _CLEARLY = 2.0, 0.005


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
class Learnt:
    """A classifier, and the scores of the marks when each was kept out of it.

    ``held_out`` (float64 [n]) is in the order of the lesson, NaN where there are too few marks to
    tell.
    """

    classifier: Classifier
    held_out: np.ndarray


@dataclass(frozen=True)
class _Way:
    direction: np.ndarray
    pull: float
    temperature: float = 1.0


def learn(lesson: Lesson, ground: Ground) -> Learnt | None:
    """Learn from marks and words; ``None`` where there is neither a word nor a "yes".

    The same marks in another order give the same bits; vectors of another length, the same order.
    """
    order = np.argsort(lesson.rows, kind="stable")
    rows, vectors = lesson.rows[order], lesson.vectors[order]
    labels = np.asarray(lesson.labels, bool)[order]
    ways = _ways(vectors[labels], lesson.words, ground)
    if not ways:
        return None
    data = _Data(rows, vectors, labels, ground, sought=ways[0].direction)
    way = _chosen(data, ways)
    held_out = np.full(len(rows), np.nan)
    held_out[order] = data.held_out(way)[: len(rows)]
    return Learnt(data.classifier(way), held_out)


def _ways(yes: np.ndarray, words: np.ndarray | None, ground: Ground) -> list[_Way]:
    """Ways to learn, the usual one first: held to the words, to both, to the mean example."""
    said = None if words is None else _levelled(words, ground)
    if not len(yes):
        return [] if said is None else [_Way(said, _FIRMLY)]
    # Where the examples lie in the middle of the ground, nothing is known before.
    shown = _levelled(yes.mean(axis=0, dtype=np.float64) - ground.centre, ground)
    shown = np.zeros(yes.shape[1]) if shown is None else shown
    held = [_Way(shown, _LOOSELY), _Way(shown, _FIRMLY)]
    if said is None:
        return held
    both = _levelled(said + shown, ground)
    between = [] if both is None else [_Way(both, _FIRMLY)]
    return [_Way(said, _FIRMLY), *between, *reversed(held)]


def _chosen(data: _Data, ways: list[_Way]) -> _Way:
    """The usual way, unless another does better on what was kept out, and surely so.

    Surely: by more than two standard errors of the difference. The negatives drawn are judged too:
    marks alone are of the top of the ranking, and say little of the rest.
    """
    few = data.thinned()
    best = ways[0]
    if not few.folds.any():
        return best
    losses = few.losses(few.held_out(best))
    for way in ways:
        scores = few.held_out(way)
        for temperature in _TEMPERATURES:
            found = few.losses(scores / temperature)
            if few.is_less(found, losses):
                best, losses = replace(way, temperature=temperature), found
    return best


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

    def held_out(self, way: _Way) -> np.ndarray:
        """Scores (float64 [m]) of all, each by what the other folds taught; NaN without folds.

        The marks come first, then what was drawn.
        """
        known = self._known(way)
        found = np.full(len(known), np.nan)
        for fold in range(1, int(self.folds.max(initial=0)) + 1):
            out = self.folds == fold
            added = self._examples.fit(known, way.pull, only=~out)
            found[out] = self._examples.scores(known, added)[out]
        made: np.ndarray = found / way.temperature
        return made

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

    def classifier(self, way: _Way) -> Classifier:
        """What all of them teach."""
        added = self._examples.fit(self._known(way), way.pull)
        more, offset = self._examples.weights(added)
        weights = (_FIRM * way.direction + more / self._ground.scale) / way.temperature
        offset = offset / way.temperature - float(self._ground.centre @ weights)
        return Classifier(weights.astype(np.float32), offset, way.pull, way.temperature)

    def _known(self, way: _Way) -> np.ndarray:
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
