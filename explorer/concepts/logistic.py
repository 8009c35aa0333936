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
        self._products = _products(vectors)

    def fit(
        self,
        known: np.ndarray,
        pull: float,
        *,
        only: np.ndarray | None = None,
        start: np.ndarray | None = None,
    ) -> np.ndarray:
        """What each example adds to the weights (float64 [n]), 0 for those that are not ``only``.

        ``start`` is what a like question was answered, which is soon found from there.

        Minimises the mean logistic loss, both labels counting alike, plus ``pull`` / 2 times the
        squared length of what is added to the ``known`` scores (float64 [n]). Newton's method on
        the dual: n unknowns, or the dimension where that is less (Rasmussen and Williams 2006,
        3.4). Each step is halved until it gains, so that nothing diverges.
        """
        used = np.flatnonzero(only) if only is not None else np.arange(len(self.labels))
        added = np.zeros(len(self.labels))
        added[used] = _fit(
            self._products.of(used),
            np.where(self.labels[used], 1.0, -1.0),
            balanced(self.labels[used], self.worth[used]),
            known[used],
            pull,
            start=np.zeros(len(used)) if start is None else start[used],
        )
        return added

    def scores(self, known: np.ndarray, added: np.ndarray) -> np.ndarray:
        """Log-odds of the examples (float64 [n])."""
        made: np.ndarray = known + self._products.times(added)
        return made

    def weights(self, added: np.ndarray) -> tuple[np.ndarray, float]:
        """What is added to the direction (float64 [dim]) and the offset."""
        return self.vectors.T @ added, _FREE * float(added.sum())


class _Gram:
    """Products of examples with each other, offset included: float64 [n, n]."""

    def __init__(self, products: np.ndarray) -> None:
        self._products = products

    def of(self, places: np.ndarray) -> _Gram:
        """The same for some examples."""
        return _Gram(self._products[np.ix_(places, places)])

    def times(self, added: np.ndarray) -> np.ndarray:
        """What examples with these shares give to each (float64 [n])."""
        made: np.ndarray = self._products @ added
        return made

    def solve(self, curve: np.ndarray, pull: float, target: np.ndarray) -> np.ndarray:
        """The ``a`` of (G + pull / curve) a = target."""
        # Scaled by the root of the curve to stay well conditioned.
        root = np.sqrt(curve)
        system = root[:, None] * self._products * root
        system.flat[:: len(root) + 1] += pull
        made: np.ndarray = root * np.linalg.solve(system, root * target)
        return made


class _Factor:
    """The same products as those of the rows of a factor (float64 [n, m]), m being less than n."""

    def __init__(self, factor: np.ndarray) -> None:
        self._factor = factor

    def of(self, places: np.ndarray) -> _Gram | _Factor:
        """The same for some examples."""
        return _smallest(self._factor[places])

    def times(self, added: np.ndarray) -> np.ndarray:
        """What examples with these shares give to each (float64 [n])."""
        made: np.ndarray = self._factor @ (self._factor.T @ added)
        return made

    def solve(self, curve: np.ndarray, pull: float, target: np.ndarray) -> np.ndarray:
        """The ``a`` of (G + pull / curve) a = target, by Woodbury's identity: m unknowns."""
        weighed = self._factor.T * (curve / pull)
        system = weighed @ self._factor
        system.flat[:: len(system) + 1] += 1.0
        through = np.linalg.solve(system, weighed @ target)
        made: np.ndarray = (target - self._factor @ through) * (curve / pull)
        return made


def _products(vectors: np.ndarray) -> _Gram | _Factor:
    return _smallest(np.column_stack([vectors, np.full(len(vectors), np.sqrt(_FREE))]))


def _smallest(factor: np.ndarray) -> _Gram | _Factor:
    return _Factor(factor) if factor.shape[1] < len(factor) else _Gram(factor @ factor.T)


def log_loss(scores: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Logistic loss of each score, ``signs`` being 1 and -1."""
    made: np.ndarray = np.logaddexp(0.0, -signs * scores)
    return made


def _fit(
    products: _Gram | _Factor,
    signs: np.ndarray,
    worth: np.ndarray,
    known: np.ndarray,
    pull: float,
    *,
    start: np.ndarray,
) -> np.ndarray:
    def cost(added: np.ndarray, extra: np.ndarray) -> float:
        return float(worth @ log_loss(known + extra, signs) + 0.5 * pull * (added @ extra))

    added, extra = start, products.times(start)
    least = cost(added, extra)
    for _ in range(_STEPS):
        chance = 0.5 * (1.0 + np.tanh(0.5 * (known + extra)))
        curve = np.maximum(worth * chance * (1.0 - chance), _LEAST)
        target = extra + worth * ((signs > 0) - chance) / curve
        step = products.solve(curve, pull, target) - added
        moved = products.times(step)
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
