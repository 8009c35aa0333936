"""Learning a concept: logistic regression pulled towards what it was sought by.

A linear classifier is a vector: searching the index with it ranks the whole collection. With few
examples it would be worse than the words one began with; so its weights are held to a direction
known before (that of the words, of the mean example, or of both) by a Gaussian prior around that
direction, as in SeeSaw (Moll and others 2023). How firmly, and which direction, is chosen by
cross-validation, and so is the temperature of the probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.concepts.ground import Ground
from explorer.concepts.logistic import Examples, log_loss

DRAWN = 100
"""Negatives drawn from the ground beside those that were marked."""

FEWEST = 5
"""Marks of each label without which nothing is cross-validated."""

_FOLDS = 5
_FIRM = 2.0
"""Length of the prior's direction: log-odds for each standard deviation of the ground."""

_PULLS = (1.0, 0.1, 0.01)
_HELD, _FREE = 0.1, 0.01
"""What is taken while there is too little to choose by: with words, and without."""

_TEMPERATURES = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0)
_COMPARED = 150
"""Marks of each label that choosing looks at: more would keep the one who marks waiting."""

_CLEARLY = 0.005


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
    directions = _directions(vectors[labels], lesson.words, ground)
    if not directions:
        return None
    data = _Data(rows, vectors, labels, ground, sought=sum(directions, np.zeros(vectors.shape[1])))
    way = _chosen(data, directions, _HELD if lesson.words is not None else _FREE)
    held_out = np.full(len(rows), np.nan)
    held_out[order] = data.held_out(way)
    return Learnt(data.classifier(way), held_out)


def _chosen(data: _Data, directions: list[np.ndarray], usual: float) -> _Way:
    """The way whose scores of marks kept out are best; the firmest of those as good."""
    few = data.thinned()
    best, least = _Way(directions[0], usual), np.inf
    if not few.folds.any():
        return best
    for direction in directions:
        for pull in _PULLS:
            scores = few.held_out(_Way(direction, pull))
            for temperature in _TEMPERATURES:
                loss = few.loss(scores / temperature)
                if loss < least - _CLEARLY:
                    best, least = _Way(direction, pull, temperature), loss
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
        worth = np.ones(len(both))
        worth[len(rows) :] = max(1, len(rows)) / max(1, len(drawn))
        self._examples = Examples(
            self._plain / ground.scale, np.append(labels, np.zeros(len(drawn), bool)), worth
        )
        self.folds = _folds(labels)

    def thinned(self) -> _Data:
        """The same with at most some marks of each label, evenly spread."""
        rows, vectors, labels, ground = self._given
        if max(labels.sum(), (~labels).sum()) <= _COMPARED:
            return self
        kept = np.sort(np.concatenate([_thin(np.flatnonzero(labels == one)) for one in (0, 1)]))
        return _Data(rows[kept], vectors[kept], labels[kept], ground, sought=self._sought)

    def held_out(self, way: _Way) -> np.ndarray:
        """Scores (float64 [n]) of the marks, each by what the other folds taught; NaN without."""
        known = self._known(way)
        found = np.full(len(self.labels), np.nan)
        beside = np.zeros(len(known) - len(found), np.int64)
        for fold in range(1, int(self.folds.max(initial=0)) + 1):
            out = self.folds == fold
            added = self._examples.fit(known, way.pull, only=np.append(self.folds, beside) != fold)
            found[out] = self._examples.scores(known, added)[: len(found)][out]
        made: np.ndarray = found / way.temperature
        return made

    def loss(self, scores: np.ndarray) -> float:
        """Mean logistic loss of scores of the marks, both labels counting alike."""
        losses = log_loss(scores, np.where(self.labels, 1.0, -1.0))
        return float(np.mean([losses[self.labels].mean(), losses[~self.labels].mean()]))

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


def _directions(yes: np.ndarray, words: np.ndarray | None, ground: Ground) -> list[np.ndarray]:
    """What was known before: words, words with the mean example, the mean example.

    Each (float64 [dim]) is of such length that the ground's likeness to it deviates by 1.
    """
    parts = [words] if words is not None else []
    if len(yes):
        parts.append(yes.mean(axis=0, dtype=np.float64) - ground.centre)
    parts = [made for part in parts if (made := _levelled(part, ground)) is not None]
    if len(parts) == 2:
        both = _levelled(parts[0] + parts[1], ground)
        parts = [parts[0], *([both] if both is not None else []), parts[1]]
    if not parts and len(yes):
        return [np.zeros(yes.shape[1])]
    return parts


def _levelled(direction: np.ndarray, ground: Ground) -> np.ndarray | None:
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
