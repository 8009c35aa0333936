"""Which pictures to show next: the best ones, those in doubt, or such as differ."""

from __future__ import annotations

from typing import Literal

import numpy as np

Want = Literal["best", "uncertain", "varied"]
WANTS: tuple[Want, ...] = ("best", "uncertain", "varied")

_WIDER = 8
"""Candidates for each picture that is wanted varied."""


def choose(scores: np.ndarray, vectors: np.ndarray, *, want: Want, count: int) -> np.ndarray:
    """Places (int64 [≤ count]) of the pictures to show, in order, of candidates best first.

    ``scores`` (float [m]) are log-odds, ``vectors`` float [m, dim]. "uncertain": those nearest to
    0, where one answer teaches most (Lewis and Gale 1994); "varied": of the better ones, each as
    far as can be from those before it (Gonzalez 1985).
    """
    if want == "uncertain":
        return np.argsort(np.abs(scores), kind="stable")[:count]
    if want == "varied":
        return _spread(vectors[: _WIDER * count], count)
    return np.arange(min(count, len(scores)))


def _spread(vectors: np.ndarray, count: int) -> np.ndarray:
    if not len(vectors):
        return np.empty(0, np.int64)
    chosen = [0]
    nearest = vectors @ vectors[0]
    for _ in range(min(count, len(vectors)) - 1):
        nearest[chosen[-1]] = np.inf
        chosen.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, vectors @ vectors[chosen[-1]])
        nearest[chosen] = np.inf
    return np.array(chosen, np.int64)
