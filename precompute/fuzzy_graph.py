"""The weighted graph that UMAP draws (McInnes, Healy and Melville 2018, section 3.1).

The same graph as ``umap.umap_.fuzzy_simplicial_set`` makes of a k-NN graph, in whole arrays: that
function takes some six seconds to compile, and a small collection is mapped in one.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

ROUNDS = 64
CLOSE = 1e-5
LEAST = 1e-3


def fuzzy_graph(neighbours: np.ndarray, distances: np.ndarray) -> csr_array:
    """Symmetric weights in (0, 1], float32 [n, n], sparse.

    ``neighbours`` [n, k] without the image itself, padded with -1; ``distances`` float32 [n, k].
    Each image's distances are measured from its nearest neighbour on, in a unit such that its
    weights add up to log2(k + 1); an edge is there if either of its ends says so.
    """
    total, k = neighbours.shape
    there = neighbours >= 0
    apart = np.where(there, distances, np.inf).astype(np.float32)
    nearest = np.where(apart > 0, apart, np.inf).min(axis=1, initial=np.inf)
    nearest[~np.isfinite(nearest)] = 0
    beyond = np.maximum(apart - nearest[:, None], 0)
    unit = _unit(beyond, np.log2(k + 1))
    mean = np.where(there, apart, 0).sum(axis=1) / (k + 1)
    overall = np.where(there, apart, 0).sum() / max(1, there.sum() + total)
    unit = np.maximum(unit, LEAST * np.where(nearest > 0, mean, overall))
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(beyond > 0, np.exp(-beyond / unit[:, None]), 1.0)
    rows = np.repeat(np.arange(total), k)[there.ravel()]
    held = coo_array(
        (weight[there].astype(np.float32), (rows, neighbours[there])), shape=(total, total)
    ).tocsr()
    both = held.multiply(held.T)
    return csr_array(held + held.T - both)


def _unit(beyond: np.ndarray, wanted: float) -> np.ndarray:
    """By halving: the unit [n] in which each line of exp(-beyond / unit) adds up to ``wanted``."""
    low, high = np.zeros(len(beyond)), np.full(len(beyond), np.inf)
    unit = np.ones(len(beyond))
    for _ in range(ROUNDS):
        with np.errstate(divide="ignore", invalid="ignore"):
            weights = np.where(beyond > 0, np.exp(-beyond / unit[:, None]), 1.0)
        total = weights.sum(axis=1)
        moving = np.abs(total - wanted) >= CLOSE
        if not moving.any():
            break
        over = total > wanted
        high = np.where(moving & over, unit, high)
        low = np.where(moving & ~over, unit, low)
        middle = np.where(np.isinf(high), unit * 2, (low + high) / 2)
        unit = np.where(moving, middle, unit)
    return unit
