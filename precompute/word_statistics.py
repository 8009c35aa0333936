"""How near a collection each word lies on the whole, so that what suits everything can be told."""

from __future__ import annotations

import numpy as np

SAMPLED_FROM = 1_000_000
BLOCK = 16_384


def word_statistics(
    vectors: np.ndarray, words: np.ndarray, *, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of each word's cosine over the collection: float32 [m] each.

    ``vectors`` [n, dim] and ``words`` [m, dim] are of unit length. Beyond ``SAMPLED_FROM``
    vectors, a sample of that many is read. Memory: ``BLOCK`` vectors and a
    matrix [dim, dim].
    """
    rows = _sample(len(vectors), seed=seed)
    count, dim = 0, vectors.shape[1]
    total = np.zeros(dim)
    moment = np.zeros((dim, dim))
    for start in range(0, len(rows), BLOCK):
        block = np.asarray(vectors[rows[start : start + BLOCK]], dtype=np.float32)
        total += block.sum(axis=0, dtype=np.float64)
        moment += block.T @ block
        count += len(block)
    centre = total / count
    # The mean of w.v is w.E[v], its variance w.Cov[v].w: no matrix of all cosines is needed.
    covariance = moment / count - np.outer(centre, centre)
    exact = words.astype(np.float64)
    mean = exact @ centre
    variance = np.einsum("md,md->m", exact @ covariance, exact)
    return mean.astype(np.float32), np.sqrt(np.maximum(variance, 0)).astype(np.float32)


def _sample(n: int, *, seed: int) -> np.ndarray:
    if n <= SAMPLED_FROM:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, SAMPLED_FROM, replace=False))
