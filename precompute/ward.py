"""Hierarchical clustering of weighted points by Ward's criterion (Ward 1963)."""

from __future__ import annotations

import numpy as np


def ward(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The tree of merges of points [m, dim], each standing for ``weights`` [m] of them.

    float64 [m - 1, 4], in the form of ``scipy.cluster.hierarchy.linkage`` (which knows no
    weights): two merged clusters, height, number of points. By chains of nearest neighbours
    (Murtagh 1983): O(m^2) time and memory, so for some thousands of points.
    """
    total = len(points)
    exact = points.astype(np.float64)
    squares = np.einsum("md,md->m", exact, exact)
    apart = np.maximum(squares[:, None] + squares[None] - 2 * exact @ exact.T, 0)
    weight = weights.astype(np.float64).copy()
    apart *= 2 * weight[:, None] * weight[None] / (weight[:, None] + weight[None])
    np.fill_diagonal(apart, np.inf)
    merges = np.zeros((max(total - 1, 0), 3))
    chain: list[int] = []
    alive = np.ones(total, bool)
    for step in range(total - 1):
        if not chain:
            chain.append(int(np.flatnonzero(alive)[0]))
        while True:
            last = chain[-1]
            nearest = int(apart[last].argmin())
            # Among equals the one before wins, or the chain might never end.
            if len(chain) > 1 and apart[last, chain[-2]] <= apart[last, nearest]:
                break
            chain.append(nearest)
        first, second = chain.pop(), chain.pop()
        merges[step] = first, second, apart[first, second]
        _merge(apart, weight, first, second)
        alive[second] = False
    return _linkage(merges, total)


def _merge(apart: np.ndarray, weight: np.ndarray, kept: int, gone: int) -> None:
    """Put ``gone`` into ``kept`` by the formula of Lance and Williams."""
    both = weight[kept] + weight[gone]
    line = (
        (weight[kept] + weight) * apart[kept]
        + (weight[gone] + weight) * apart[gone]
        - weight * apart[kept, gone]
    ) / (both + weight)
    line[[kept, gone]] = np.inf
    apart[kept] = apart[:, kept] = line
    apart[gone] = apart[:, gone] = np.inf
    weight[kept] = both


def _linkage(merges: np.ndarray, total: int) -> np.ndarray:
    """Merges of slots, in any order, as scipy's tree: by height, each cluster under its number."""
    tree = np.zeros((len(merges), 4))
    above = np.arange(total)
    number = np.arange(total)
    size = np.ones(total, np.int64)
    for step, at in enumerate(np.argsort(merges[:, 2], kind="stable")):
        first, second = (_root(above, int(merges[at, side])) for side in (0, 1))
        above[second] = first
        size[first] += size[second]
        pair = sorted((number[first], number[second]))
        tree[step] = *pair, np.sqrt(merges[at, 2]), size[first]
        number[first] = total + step
    return tree


def _root(above: np.ndarray, at: int) -> int:
    while above[at] != at:
        above[at] = above[above[at]]
        at = int(above[at])
    return at
