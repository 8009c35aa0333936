"""The order of results: by date, or different from one another though still alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

POOL = 400
"""How many of the best are set in another order; what follows keeps its own."""


def varied(vectors: np.ndarray, *, different: float) -> np.ndarray:
    """int64 [m]: an order of images, given best first by their vectors (float32 [m, dim]).

    Maximal marginal relevance: each next one is the best of what is left by
    ``(1 - different) * relevance - different * likeness`` to the most alike of those before it.
    Relevance falls evenly with the rank, likeness is the cosine brought to the range 0 to 1 over
    the images given; both so that ``different``, from 0 to 1, means the same in any model's space.
    The same images give the same order. Source: Carbonell and Goldstein, "The use of MMR,
    diversity-based reranking for reordering documents and producing summaries", SIGIR 1998.
    """
    many = len(vectors)
    if many < 3 or different <= 0:
        return np.arange(many)
    likeness = np.asarray(vectors @ vectors.T, np.float64)
    low, high = float(likeness.min()), float(likeness[~np.eye(many, dtype=bool)].max())
    likeness = (likeness - low) / max(high - low, 1e-9)
    relevance = 1.0 - np.arange(many) / many
    return one_by_one(relevance, lambda place: likeness[place], k=many, different=different)


def one_by_one(
    relevance: np.ndarray, alike: Callable[[int], np.ndarray], *, k: int, different: float
) -> np.ndarray:
    """int64 [k]: places of the images chosen, in the order in which they were: the first, then
    each for its relevance less its greatest likeness to one chosen before.

    ``relevance`` (float [n], ``k`` at most ``n``) falls; ``alike`` gives the likeness of the image
    at a place to all (float [n]); ``different``, from 0 to 1, is how much that counts. Source:
    Carbonell and Goldstein (see ``varied``), who call it maximal marginal relevance.
    """
    chosen = np.zeros(k, np.int64)
    left = np.ones(len(relevance), bool)
    nearest = np.full(len(relevance), -np.inf)
    for turn in range(1, k):
        last = int(chosen[turn - 1])
        left[last] = False
        nearest = np.maximum(nearest, alike(last))
        worth = np.where(left, (1.0 - different) * relevance - different * nearest, -np.inf)
        # Rounding must not decide between two that are worth the same: the better one is taken.
        chosen[turn] = int(np.argmax(np.round(worth, 9)))
    return chosen


def by_date(first: np.ndarray, last: np.ndarray, dated: np.ndarray, *, recent: bool) -> np.ndarray:
    """int64 [m]: an order of images by their years (int [m], ``first`` to ``last``).

    Oldest first by the first year, or newest first by the last one; those that are not ``dated``
    (bool [m]) come at the end, and ties keep their order.
    """
    years = np.where(dated, -last if recent else first, np.iinfo(np.int32).max)
    return np.argsort(years, kind="stable")
