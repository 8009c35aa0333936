"""The layout ``grid``: every image in a cell of its own, neighbours kept.

Cells and points of the map are first halved together, again and again; then images are sorted
among neighbouring cells by their vectors, in the manner of linear assignment sorting (Barthel,
Hezel, Jung and Schall 2023): the grid is smoothed, and in small blocks each image goes to the
cell whose surroundings resemble it most. Free cells resemble nothing and gather where groups
meet, so that they read as paths between rooms.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

SPARE = 1.25
"""Cells an image: a quarter more than images, for those that will be added."""

ROUNDS = 8
RADIUS = 2.0
BLOCK = 12
FEATURES = 24


def side_for(n: int) -> int:
    """Cells on a side of the square grid that holds ``n`` images with room to spare."""
    return max(1, math.ceil(math.sqrt(n * (SPARE if n > 4 else 1))))


def centres(cells: np.ndarray, side: int) -> np.ndarray:
    """Centres, in the unit square, of cells [n, 2] of a grid of ``side`` x ``side``; float32."""
    return np.asarray((cells + 0.5) / side, dtype=np.float32)


def halved(points: np.ndarray, side: int) -> np.ndarray:
    """Cells int32 [n, 2] (column, row) of the points [n, 2], no two alike.

    Cells and points are cut in two along the longer side, points in proportion to cells:
    O(n log^2 n).
    """
    cells = np.zeros((len(points), 2), np.int32)
    stack = [(np.arange(len(points)), 0, 0, side, side)]
    while stack:
        rows, left, top, width, height = stack.pop()
        if not len(rows):
            continue
        if width == 1 and height == 1:
            cells[rows] = left, top
            continue
        axis = 0 if width >= height else 1
        whole, across = (width, height) if axis == 0 else (height, width)
        half = whole // 2
        order = rows[np.argsort(points[rows, axis], kind="stable")]
        fair = round(len(rows) * half / whole)
        cut = min(max(fair, len(rows) - (whole - half) * across), half * across)
        if axis == 0:
            stack.append((order[:cut], left, top, half, height))
            stack.append((order[cut:], left + half, top, width - half, height))
        else:
            stack.append((order[:cut], left, top, width, half))
            stack.append((order[cut:], left, top + half, width, height - half))
    return cells


def grid_layout(points: np.ndarray, features: np.ndarray, *, seed: int) -> np.ndarray:
    """Cells int32 [n, 2] (column, row) of a grid of ``side_for(n)`` a side, no two alike.

    ``points`` [n, 2]: the map; ``features`` float32 [n, f]: a few principal components of the
    vectors. The same arguments give the same cells.
    """
    side = side_for(len(points))
    cells = halved(points, side)
    holder = np.full(side * side, -1, np.int64)
    holder[cells[:, 1] * side + cells[:, 0]] = np.arange(len(points))
    random = np.random.default_rng(seed)
    for _ in range(ROUNDS if side > 2 else 0):
        _sort_once(holder, features, side, random)
    place = np.flatnonzero(holder >= 0)
    cells[holder[place]] = np.stack([place % side, place // side], axis=1)
    return cells


def _sort_once(
    holder: np.ndarray, features: np.ndarray, side: int, random: np.random.Generator
) -> None:
    target = surroundings(holder, features, side)
    weight = (target**2).sum(axis=1)
    shift = random.integers(0, BLOCK, 2)
    for top in range(-int(shift[0]), side, BLOCK):
        for left in range(-int(shift[1]), side, BLOCK):
            down = np.arange(max(top, 0), min(top + BLOCK, side))
            along = np.arange(max(left, 0), min(left + BLOCK, side))
            cells = (down[:, None] * side + along[None]).ravel()
            images = holder[cells]
            images = images[images >= 0]
            if not len(images):
                continue
            cost = weight[cells][None] - 2 * features[images] @ target[cells].T
            image, cell = linear_sum_assignment(cost)
            holder[cells] = -1
            holder[cells[cell]] = images[image]


def surroundings(holder: np.ndarray, features: np.ndarray, side: int) -> np.ndarray:
    """Mean features around each cell, free cells not counted: float32 [side * side, f]."""
    taken = holder >= 0
    share = gaussian_filter(
        taken.reshape(side, side).astype(np.float32), RADIUS, mode="nearest"
    ).ravel()
    around = np.zeros((side * side, features.shape[1]), np.float32)
    for at in range(features.shape[1]):
        plane = np.zeros(side * side, np.float32)
        plane[taken] = features[holder[taken], at]
        smooth = gaussian_filter(plane.reshape(side, side), RADIUS, mode="nearest")
        around[:, at] = smooth.ravel() / np.maximum(share, 1e-6)
    return around


def free_cells(cells: np.ndarray, side: int, wanted: np.ndarray) -> np.ndarray:
    """A free cell near each ``wanted`` [m, 2] (in cells): int32 [m, 2], no two alike.

    ``cells`` [n, 2] are taken. Images choose one after the other, in order. Raises
    ``ValueError`` when fewer than m cells are free.
    """
    taken = np.zeros(side * side, bool)
    taken[cells[:, 1] * side + cells[:, 0]] = True
    left = np.flatnonzero(~taken)
    free = np.stack([left % side, left // side], axis=1)
    return np.asarray(free[nearest_of(free, wanted)], dtype=np.int32)


def nearest_of(free: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of the places ``free`` [k, 2] each ``wanted`` [m, 2] gets: int64 [m], no two alike.

    One after the other takes the nearest that is left. ``ValueError`` where k < m.
    """
    if len(free) < len(wanted):
        raise ValueError("no cell is left")
    chosen = np.zeros(len(wanted), np.int64)
    if not len(wanted):
        return chosen
    tree = cKDTree(free)
    used = np.zeros(len(free), bool)
    for at, where in enumerate(wanted):
        look = 8
        while True:
            near = np.atleast_1d(tree.query(where, k=min(look, len(free)))[1])
            left = near[~used[near]]
            if len(left):
                break
            look *= 4
        used[left[0]] = True
        chosen[at] = left[0]
    return chosen
