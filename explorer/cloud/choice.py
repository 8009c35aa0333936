"""Which pictures surround the middle: the nearest, or some that are farther and more varied."""

from __future__ import annotations

import numpy as np

from explorer.search.ordering import one_by_one

MOST_SURPRISE = 10
"""The surprise asked for is a whole number from 0 (the nearest and nothing else) to this."""

_DOUBLINGS = 4.0
_LARGEST_SHARE = 0.25
_DIVERSITY = 0.7


def pool_size(k: int, surprise: int, *, items: int) -> int:
    """Among how many of the nearest ``k`` are chosen: ``k`` itself without surprise.

    With the most of it sixteen times as many, but no more than a quarter of the collection, so
    that what surprises is still related to the middle. Never more than ``items``.
    """
    wanted = round(k * 2 ** (_DOUBLINGS * surprise / MOST_SURPRISE))
    return min(items, max(k, min(wanted, int(items * _LARGEST_SHARE))))


def choose(relevance: np.ndarray, vectors: np.ndarray, *, k: int, surprise: int) -> np.ndarray:
    """Places (int64 [m], m at most ``k``) of the pictures chosen, the most relevant first.

    ``relevance`` (float [n]) is the likeness to the middle, falling; ``vectors`` (float [n, dim])
    are of unit length. One picture after the other is taken as ``ordering.one_by_one`` has it;
    how much likeness counts there grows with ``surprise``.
    """
    n = len(relevance)
    if surprise == 0 or n <= k:
        return np.arange(min(n, k))
    weight = _DIVERSITY * surprise / MOST_SURPRISE

    def alike(place: int) -> np.ndarray:
        likeness: np.ndarray = vectors @ vectors[place]
        return likeness

    return np.sort(one_by_one(relevance, alike, k=k, different=weight))
