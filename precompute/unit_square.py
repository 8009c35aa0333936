"""Fitting points into the unit square, and keeping them apart."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

MARGIN = 0.02
PASSES = 24
_BODY, _TAIL = 0.98, 0.35
_MOST_PAIRS = 8_000_000


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


def least_gap(n: int) -> float:
    """How far apart the points of a layout of ``n`` images are kept, in units of the square."""
    return float(0.35 / n**0.5 if n < 12 else 1 / (16 * n**0.5))


def separate(points: np.ndarray, *, gap: float, fixed: int = 0) -> np.ndarray:
    """Spread points [n, 2] that lie nearer than ``gap`` to another; float32.

    The first ``fixed`` points never move. Points that lie on one another go round the first of
    them on a spiral (Vogel 1979), so that m of them move by some gap times sqrt(m); then pairs
    too near push each other apart, at most ``PASSES`` times. Points stay in the unit square.
    """
    moved = np.array(points, dtype=np.float64)
    _unpile(moved, gap, fixed)
    share = np.where(np.arange(len(moved)) < fixed, 0.0, 0.5)
    for _ in range(PASSES):
        tree = cKDTree(moved)
        if tree.count_neighbors(tree, gap) > 2 * _MOST_PAIRS:
            break
        pairs = tree.query_pairs(gap * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        first, second = pairs.T
        apart = moved[second] - moved[first]
        distance = np.hypot(*apart.T)
        turn = (first + second) * (np.pi * (3 - np.sqrt(5)))
        aside = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        away = np.where(
            distance[:, None] > 1e-12, apart / np.maximum(distance, 1e-12)[:, None], aside
        )
        push = away * (gap - distance)[:, None]
        # Beside a point that may not move, the other one goes the whole way.
        alone = np.where(share[first] + share[second] == 0.5, 2.0, 1.0)
        np.add.at(moved, first, -push * (share[first] * alone)[:, None])
        np.add.at(moved, second, push * (share[second] * alone)[:, None])
        moved[fixed:] = _reflected(moved[fixed:])
    result = moved.astype(np.float32)
    result[:fixed] = points[:fixed]
    return result


def _unpile(moved: np.ndarray, gap: float, fixed: int) -> None:
    keys = np.floor(moved / (gap / 4)).astype(np.int64) @ np.array([1 << 32, 1])
    order = np.lexsort((np.arange(len(moved)), keys))
    first = np.r_[True, keys[order][1:] != keys[order][:-1]] if len(moved) else np.zeros(0, bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(moved)), 0))
    place = np.empty(len(moved), np.int64)
    place[order] = np.arange(len(moved)) - starts
    centre = moved[order[starts]]
    crowd = (place[order] > 0) & (order >= fixed)
    turn = place[order][crowd] * (np.pi * (3 - np.sqrt(5)))
    reach = gap * np.sqrt(place[order][crowd])
    spiral = np.stack([np.cos(turn), np.sin(turn)], axis=1) * reach[:, None]
    moved[order[crowd]] = _reflected(centre[crowd] + spiral)


def _reflected(points: np.ndarray) -> np.ndarray:
    """Back inside the square by reflection: clipping would pile points up on its edge."""
    inside: np.ndarray = 1 - np.abs(1 - np.abs(points) % 2)
    return inside
