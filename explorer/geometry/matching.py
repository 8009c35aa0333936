"""Which features of two pictures are each other's nearest."""

from __future__ import annotations

import numpy as np

from explorer.geometry.features import Features

RATIO = 0.95
"""A match is kept if it is nearer than this times the second nearest (Lowe's test)."""

MOST = 400
"""Matches kept of a pair, the most distinct first."""


def matches(first: Features, second: Features) -> np.ndarray:
    """int32 [m, 2]: features of the two that are each other's nearest, the most distinct first.

    One to one: no feature is in two matches. Exchanging the pictures exchanges the columns.
    """
    if len(first) < 2 or len(second) < 2:
        return np.zeros((0, 2), np.int32)
    a, b = (one.descriptors.astype(np.float32) for one in (first, second))
    # Whole numbers below 2^24: exact, whatever the order in which a processor adds them.
    apart = a @ b.T
    apart *= -2.0
    apart += (a * a).sum(1)[:, None]
    apart += (b * b).sum(1)
    there, least = apart.argmin(1), apart.min(0)
    # What is not nearest to its nearest is out; of several as near, the first counts.
    mine = np.flatnonzero(apart[np.arange(len(a)), there] == least[there])
    mine = mine[apart[:, there[mine]].argmin(0) == mine]
    theirs = there[mine]
    nearest = apart[mine, theirs]
    at = np.arange(len(mine))
    rows, columns = apart[mine], apart.T[theirs]
    rows[at, theirs] = columns[at, mine] = np.inf
    second_there, second_back = rows.min(axis=1), columns.min(axis=1)
    ratio = np.sqrt(nearest / np.maximum(np.minimum(second_there, second_back), 1.0))
    kept = np.flatnonzero(ratio < RATIO)
    # Equal ratios in the order of neither picture: by distance, then by what is the same for both.
    ranked = kept[np.lexsort((mine[kept] + theirs[kept], nearest[kept], ratio[kept]))][:MOST]
    return np.stack([mine[ranked], theirs[ranked]], 1).astype(np.int32)
