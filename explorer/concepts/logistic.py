"""Logistic regression around a known direction, in the space of its examples."""

from __future__ import annotations

import numpy as np

_FREE = 10.0
"""Variance of the offset beside that of a weight: it is held, so that one class alone is enough."""

_STEPS = 12
_SHARES = (1.0, 0.5, 0.25, 0.125, 0.0625)
_ENOUGH = 1e-9
_LEAST = 1e-10


class Examples:
    """Examples on the collection's ground, and what is fitted to them.

    ``vectors`` (float64 [n, dim]) are centred and of unit spread; ``labels`` bool [n]; ``worth``
    (float64 [n]) is how much each counts beside the others of its label.
    """

    def __init__(self, vectors: np.ndarray, labels: np.ndarray, worth: np.ndarray) -> None:
        self.vectors, self.labels, self.worth = vectors, labels, worth
        self._gram = vectors @ vectors.T + _FREE

    def fit(self, known: np.ndarray, pull: float, *, only: np.ndarray | None = None) -> np.ndarray:
        """What each example adds to the weights (float64 [n]), 0 for those that are not ``only``.

        Minimises the mean logistic loss, both labels counting alike, plus ``pull`` / 2 times the
        squared length of what is added to the ``known`` scores (float64 [n]). Newton's method on
        the dual: n unknowns, whatever the dimension (Rasmussen and Williams 2006, 3.4). Each step
        is halved until it gains, so that nothing diverges.
        """
        used = np.flatnonzero(only) if only is not None else np.arange(len(self.labels))
        added = np.zeros(len(self.labels))
        added[used] = _fit(
            self._gram[np.ix_(used, used)],
            np.where(self.labels[used], 1.0, -1.0),
            balanced(self.labels[used], self.worth[used]),
            known[used],
            pull,
        )
        return added

    def scores(self, known: np.ndarray, added: np.ndarray) -> np.ndarray:
        """Log-odds of the examples (float64 [n])."""
        made: np.ndarray = known + self._gram @ added
        return made

    def weights(self, added: np.ndarray) -> tuple[np.ndarray, float]:
        """What is added to the direction (float64 [dim]) and the offset."""
        return self.vectors.T @ added, _FREE * float(added.sum())


def log_loss(scores: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Logistic loss of each score, ``signs`` being 1 and -1."""
    made: np.ndarray = np.logaddexp(0.0, -signs * scores)
    return made


def _fit(
    gram: np.ndarray, signs: np.ndarray, worth: np.ndarray, known: np.ndarray, pull: float
) -> np.ndarray:
    def cost(added: np.ndarray, extra: np.ndarray) -> float:
        return float(worth @ log_loss(known + extra, signs) + 0.5 * pull * (added @ extra))

    added = np.zeros(len(signs))
    extra = np.zeros(len(signs))
    least = cost(added, extra)
    for _ in range(_STEPS):
        chance = 0.5 * (1.0 + np.tanh(0.5 * (known + extra)))
        curve = np.maximum(worth * chance * (1.0 - chance), _LEAST)
        target = extra + worth * ((signs > 0) - chance) / curve
        # (G + pull / C) a = t, scaled by the root of C to stay well conditioned.
        root = np.sqrt(curve)
        system = root[:, None] * gram * root + pull * np.eye(len(signs))
        step = root * np.linalg.solve(system, root * target) - added
        moved = gram @ step
        for share in _SHARES:
            found = cost(added + share * step, extra + share * moved)
            if found <= least:
                break
        else:
            return added
        added, extra = added + share * step, extra + share * moved
        gained, least = least - found, found
        if gained <= _ENOUGH:
            break
    return added


def balanced(labels: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Weights of which each label has half."""
    made = np.zeros(len(labels))
    for label in (False, True):
        mine = labels == label
        total = float(worth[mine].sum())
        if total > 0:
            made[mine] = 0.5 * worth[mine] / total
    return made
