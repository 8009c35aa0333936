"""Fitting points into the unit square, and keeping them apart."""

from __future__ import annotations

import numpy as np

MARGIN = 0.02
_BODY, _TAIL = 0.98, 0.35


def fit(points: np.ndarray, *, margin: float = MARGIN) -> np.ndarray:
    """Move and scale points [n, 2] into the unit square, proportions kept; float32.

    The shape is centred and leaves ``margin`` free on each side. A few far points do not squash
    the rest: beyond 1.25 times the radius that holds 98 % of the points, radii are compressed,
    in order, into another 35 %.
    """
    shape = np.asarray(points, dtype=np.float64)
    if not len(shape):
        return np.zeros((0, 2), np.float32)
    shape = _pull_in(shape - np.median(shape, axis=0))
    low, high = shape.min(axis=0), shape.max(axis=0)
    side = float((high - low).max()) or 1.0
    centred = (shape - (low + high) / 2) / side
    return np.asarray(0.5 + centred * (1 - 2 * margin), dtype=np.float32)


def _pull_in(shape: np.ndarray) -> np.ndarray:
    radius = np.hypot(*shape.T)
    body = 1.25 * float(np.quantile(radius, _BODY))
    far = radius > body
    if body <= 0 or not far.any():
        return shape
    span = _TAIL * body
    wanted = body + span * (1 - np.exp(-(radius[far] - body) / span))
    shape[far] *= (wanted / radius[far])[:, None]
    return shape


def separate(points: np.ndarray, *, fineness: float = 1 / 32) -> np.ndarray:
    """Spread points that lie on one another; the others stay; float32 [n, 2].

    Space is cut into cells of ``fineness`` / sqrt(n); the points of a cell beyond the first go
    round it on a spiral (Vogel 1979), so that m of them move by at most a cell times sqrt(m) + 1.
    """
    moved = np.array(points, dtype=np.float32)
    if len(moved) < 2:
        return moved
    cell = fineness / np.sqrt(len(moved))
    keys = np.floor(moved / cell).astype(np.int64)
    _, group, counts = np.unique(keys @ (1 << 32, 1), return_inverse=True, return_counts=True)
    order = np.argsort(group, kind="stable")
    starts = np.cumsum(counts) - counts
    place = np.empty(len(moved), np.int64)
    place[order] = np.arange(len(moved)) - np.repeat(starts, counts)
    crowded = place > 0
    turn = place[crowded] * (np.pi * (3 - np.sqrt(5)))
    reach = cell * np.sqrt(place[crowded])
    moved[crowded] += np.stack([np.cos(turn), np.sin(turn)], axis=1) * reach[:, None]
    return np.clip(moved, 0, 1)
