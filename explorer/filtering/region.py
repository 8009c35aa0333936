"""A region of a layout: which images hang inside a line that a visitor drew around them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

MAX_CORNERS = 400
"""Most corners of a region; a line drawn by hand needs far fewer."""


def inside(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """The rows (int64, ascending) of the points that lie inside a polygon.

    ``points`` are float32 [n, 2], ``corners`` float64 [3 to ``MAX_CORNERS``, 2]; the last corner
    is joined to the first. What the line goes around at least once is inside, so a hand that
    overlaps its own beginning cuts no hole (winding numbers, Sunday 2001). On the line itself
    either may be said.

    Only points within the polygon's bounds are looked at, sorted by height, and each edge meets
    only those at its own height: a simple outline of any number of corners is passed some twice.
    """
    low, high = corners.min(axis=0), corners.max(axis=0)
    across, down = points[:, 0], points[:, 1]
    near = np.flatnonzero(
        (across >= low[0]) & (across <= high[0]) & (down >= low[1]) & (down <= high[1])
    )
    heights = down[near].astype(np.float64)
    order = np.argsort(heights, kind="stable")
    near, y = near[order], heights[order]
    x = across[near].astype(np.float64)
    winding = np.zeros(len(near), np.int16)
    for (x0, y0), (x1, y1) in pairwise([*corners.tolist(), corners[0].tolist()]):
        if y0 == y1:
            continue
        first, last = np.searchsorted(y, (min(y0, y1), max(y0, y1)))
        crossing = x0 + (y[first:last] - y0) * ((x1 - x0) / (y1 - y0))
        winding[first:last] += (x[first:last] < crossing) * np.int16(1 if y1 > y0 else -1)
    return np.sort(near[winding != 0])
