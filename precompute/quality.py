"""How faithful a layout is to the vectors it was made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from precompute import knn

K = 15
SAMPLE = 1_000


@dataclass(frozen=True)
class Quality:
    """Both in [0, 1], 1 best; ``None`` where there are too few images to say."""

    trustworthiness: float | None
    neighbourhood_preservation: float | None

    def to_text(self) -> str:
        """One phrase for people."""
        if self.trustworthiness is None or self.neighbourhood_preservation is None:
            return "too few images to measure"
        return (
            f"trustworthiness {self.trustworthiness:.3f}, "
            f"neighbours kept {self.neighbourhood_preservation:.3f}"
        )


def measure(
    vectors: np.ndarray, points: np.ndarray, *, k: int = K, seed: int = 0, sample: int = SAMPLE
) -> Quality:
    """Trustworthiness (Venna and Kaski 2001) and the share of neighbours kept, at ``k``.

    ``vectors`` [n, dim] of unit length, ``points`` [n, 2]. Beyond ``sample`` images, that many
    are drawn as queries; their ranks and neighbours are still counted among all n.
    """
    total = len(vectors)
    k = min(k, (total - 1) // 2)
    if k < 1 or 2 * total - 3 * k - 1 <= 0:
        return Quality(None, None)
    rows = np.arange(total)
    if total > sample:
        rows = np.sort(np.random.default_rng(seed).choice(total, sample, replace=False))
    near = _nearest(points, rows, k)
    ranks = _ranks(vectors, rows, near)
    penalty = np.maximum(ranks - k, 0).sum()
    trust = 1 - penalty * 2 / (len(rows) * k * (2 * total - 3 * k - 1))
    return Quality(float(trust), float((ranks <= k).mean()))


def _nearest(points: np.ndarray, rows: np.ndarray, k: int) -> np.ndarray:
    found = cKDTree(points).query(points[rows], k=k + 1)[1]
    own = found == rows[:, None]
    own[~own.any(axis=1), -1] = True  # copies may crowd a point out of its own list
    near: np.ndarray = found[~own].reshape(len(rows), k)
    return near


def _ranks(vectors: np.ndarray, rows: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Rank, from 1, of each ``near`` [q, k] among all images by cosine to its query."""
    ranks = np.ones(near.shape, np.int64)
    step = 256
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        asked = np.asarray(vectors[rows[part]], dtype=np.float32)
        wanted = np.einsum("qd,qkd->qk", asked, np.asarray(vectors[near[part]], dtype=np.float32))
        for block in knn.blocks(len(vectors)):
            scores = asked @ np.asarray(vectors[block], dtype=np.float32).T
            own = (rows[part] >= block.start) & (rows[part] < block.stop)
            scores[np.flatnonzero(own), rows[part][own] - block.start] = -np.inf
            for at in range(near.shape[1]):
                ranks[part, at] += (scores > wanted[:, at, None] + 1e-6).sum(axis=1)
    return ranks
