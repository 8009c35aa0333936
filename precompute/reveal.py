"""Reveal levels: from how near each image is shown, so that what is shown is evenly spread.

Poisson-disk sampling in the maximum norm, by a hash grid as Bridson (2007) does, from coarse to
fine: images are taken in order of importance, level by level with the spacing shrinking by
sqrt 2, and an image is accepted at the first level where no image accepted so far lies nearer
than that level's spacing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from explorer.bundle import spacing

LAST = 40
"""The finest level there may be: a spacing of 2^-24, the precision of the coordinates."""


def reveal_levels(points: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Level of each image, uint8 [n].

    ``points`` float32 [n, 2] in the unit square; ``order`` [n] lists the rows, most important
    first. Any two images of levels up to L lie at least ``spacing(L)`` apart (maximum norm),
    except at level ``LAST``, which takes all that are left.
    """
    total = len(points)
    # In the order in which they are visited: memory is then read from end to end.
    x, y = np.ascontiguousarray(points[order].astype(np.float64).T)
    found = np.full(total, LAST, np.uint8)
    accepted, waiting = np.zeros(0, np.int64), np.arange(total)
    for level in range(LAST):
        if not len(waiting):
            break
        taken = _take(x, y, accepted, waiting, float(spacing(level)))
        found[waiting[taken]] = level
        accepted = np.concatenate([accepted, waiting[taken]])
        waiting = waiting[~taken]
    levels = np.empty(total, np.uint8)
    levels[order] = found
    return levels


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _take(
    x: np.ndarray, y: np.ndarray, accepted: np.ndarray, waiting: np.ndarray, wide: float
) -> np.ndarray:
    """Which of ``waiting`` are accepted when none may lie nearer than ``wide`` to another.

    In cells of side ``wide`` no two accepted images share one, so an open-addressed table of one
    image a cell is enough, and a look at the own cell turns most away.
    """
    size = 16
    while size < 2 * (len(accepted) + len(waiting)):
        size *= 2
    keys = np.full(size, -1, np.int64)
    images = np.empty(size, np.int64)
    for i in accepted:
        at = _slot(keys, int(x[i] / wide), int(y[i] / wide))
        keys[at] = _key(int(x[i] / wide), int(y[i] / wide))
        images[at] = i
    taken = np.zeros(len(waiting), np.bool_)
    for position in range(len(waiting)):
        i = waiting[position]
        column, row = int(x[i] / wide), int(y[i] / wide)
        own = _slot(keys, column, row)
        if keys[own] >= 0:
            continue
        free = True
        for aside in range(9):
            at = _slot(keys, column + aside // 3 - 1, row + aside % 3 - 1)
            if keys[at] >= 0:
                j = images[at]
                if abs(x[i] - x[j]) < wide and abs(y[i] - y[j]) < wide:
                    free = False
                    break
        if free:
            taken[position] = True
            keys[own] = _key(column, row)
            images[own] = i
    return taken


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _key(column: int, row: int) -> int:
    return (column + 1) << 31 | (row + 1)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _slot(keys: np.ndarray, column: int, row: int) -> int:
    """Where a cell is in the table, or would be."""
    key = _key(column, row)
    at = ((key * 0x9E3779B1) >> 15) & (len(keys) - 1)
    while keys[at] >= 0 and keys[at] != key:
        at = (at + 1) & (len(keys) - 1)
    return at
