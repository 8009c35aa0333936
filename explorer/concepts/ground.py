"""The ground: what any image of a collection looks like, against which a concept stands out."""

from __future__ import annotations

import numpy as np

from explorer.search.vectors import VectorIndex

_POOL = 2048
_SEED = 1729
_NEAREST = 0.1
"""Share of the pool, the most like what is sought, that is never drawn as a negative."""


class Ground:
    """A sample of a collection, the same each time; safe to share between threads.

    ``rows`` (int64 [m], sorted, ``m`` at most 2,048) and their ``vectors`` (float32 [m, dim]);
    ``centre`` (float64 [dim]) is their mean and ``scale`` the root of their mean squared distance
    from it, so that what is learnt does not depend on the length of a model's vectors.
    """

    def __init__(self, vectors: VectorIndex) -> None:
        n = len(vectors)
        rng = np.random.default_rng(_SEED)
        chosen = rng.choice(n, _POOL, replace=False) if n > _POOL else np.arange(n)
        self.rows = np.sort(chosen).astype(np.int64)
        self.vectors = vectors.vector(self.rows)
        sample = self.vectors.astype(np.float64)
        self.centre = sample.mean(axis=0)
        spread = float(np.mean(np.sum((sample - self.centre) ** 2, axis=1)))
        self.scale = max(float(np.sqrt(spread)), 1e-12)
        self._mixed = rng.permutation(len(self.rows))

    def draw(self, sought: np.ndarray, *, count: int, without: np.ndarray) -> np.ndarray:
        """Places in the ground (int64 [≤ count]) to stand for "no", drawn at random, seeded.

        The tenth of the ground most like ``sought`` (float [dim]) is left out, as it may well be
        "yes"; so are the rows of ``without``.
        """
        likeness = (self.vectors - self.centre) @ sought
        order = np.argsort(-likeness, kind="stable")
        left_out = np.isin(self.rows, without)
        left_out[order[: int(np.ceil(_NEAREST * len(order)))]] = True
        drawn: np.ndarray = self._mixed[~left_out[self._mixed]][:count]
        return np.sort(drawn)
