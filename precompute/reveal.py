"""Reveal levels: from how near each image is shown, so that what is shown is evenly spread.

Poisson-disk sampling in the maximum norm (in the manner of Bridson 2007, by a hash grid), from
coarse to fine: images are taken in order of importance, level by level with the spacing shrinking
by sqrt 2, and an image is accepted at the first level where no image accepted so far lies nearer
than that level's spacing.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from explorer.bundle import spacing

LAST = 40
"""The finest level there may be; a spacing of 2^-24, the precision of the coordinates."""


def reveal_levels(points: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Level of each image, uint8 [n].

    ``points`` float32 [n, 2] in the unit square; ``order`` [n] lists the rows, most important
    first. Any two images of levels up to L lie at least ``spacing(L)`` apart (maximum norm),
    except at the last level, which takes all that are left.
    """
    total = len(points)
    levels = np.full(total, LAST, np.uint8)
    waiting = np.asarray(order, dtype=np.int64)
    accepted = np.zeros(0, np.int64)
    xs = np.ascontiguousarray(points[:, 0], dtype=np.float64)
    ys = np.ascontiguousarray(points[:, 1], dtype=np.float64)
    for level in range(LAST):
        if not len(waiting):
            break
        taken = _one_level(xs, ys, accepted, waiting, float(spacing(level)))
        levels[waiting[taken]] = level
        accepted = np.concatenate([accepted, waiting[taken]])
        waiting = waiting[~taken]
    return levels


@njit(cache=True)
def _slot(table, column, row):  # type: ignore[no-untyped-def]
    size = len(table)
    key = (column * 73856093) ^ (row * 19349663)
    return key & (size - 1)


@njit(cache=True)
def _free(xs, ys, heads, following, i, wide):  # type: ignore[no-untyped-def]
    column, row = int(xs[i] / wide), int(ys[i] / wide)
    for c in range(column - 1, column + 2):
        for r in range(row - 1, row + 2):
            j = heads[_slot(heads, c, r)]
            while j >= 0:
                if abs(xs[i] - xs[j]) < wide and abs(ys[i] - ys[j]) < wide:
                    return False
                j = following[j]
    return True


@njit(cache=True)
def _put(xs, ys, heads, following, i, wide):  # type: ignore[no-untyped-def]
    slot = _slot(heads, int(xs[i] / wide), int(ys[i] / wide))
    following[i] = heads[slot]
    heads[slot] = i


@njit(cache=True)
def _one_level(xs, ys, accepted, waiting, wide):  # type: ignore[no-untyped-def]
    size = 1
    while size < 2 * (len(accepted) + len(waiting)):
        size *= 2
    heads = np.full(size, -1, np.int64)
    following = np.full(len(xs), -1, np.int64)
    for i in accepted:
        _put(xs, ys, heads, following, i, wide)
    taken = np.zeros(len(waiting), np.bool_)
    for at in range(len(waiting)):
        i = waiting[at]
        if _free(xs, ys, heads, following, i, wide):
            _put(xs, ys, heads, following, i, wide)
            taken[at] = True
    return taken


def deepest(levels: np.ndarray) -> int:
    """Number of depths of sheets that ``levels`` call for."""
    return math.ceil((int(levels.max()) + 1) / 2) if len(levels) else 0
