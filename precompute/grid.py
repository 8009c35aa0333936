"""The layout ``grid``: every image in a cell of its own, neighbours kept."""

from __future__ import annotations

import math

import numpy as np

SPARE = 1.25
"""Cells an image: a quarter more than images, for those that will be added."""


def shape_for(n: int) -> int:
    """Cells on a side of the square grid that holds ``n`` images with room to spare."""
    return max(1, math.ceil(math.sqrt(n * (SPARE if n > 4 else 1))))


def grid_layout(points: np.ndarray) -> np.ndarray:
    """Cells of the points [n, 2]: int32 [n, 2] (column, row), no two alike.

    By balanced halving: cells and points are cut in two along the longer side, again and again.
    """
    side = shape_for(len(points))
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
        order = rows[np.argsort(points[rows, axis], kind="stable")]
        half = (width if axis == 0 else height) // 2
        whole = width if axis == 0 else height
        cut = _cut(len(rows), half / whole, half * (height if axis == 0 else width), width * height)
        if axis == 0:
            stack.append((order[:cut], left, top, half, height))
            stack.append((order[cut:], left + half, top, width - half, height))
        else:
            stack.append((order[:cut], left, top, width, half))
            stack.append((order[cut:], left, top + half, width, height - half))
    return cells


def _cut(n: int, share: float, room: int, cells: int) -> int:
    return min(max(round(n * share), n - (cells - room)), room)


def centres(cells: np.ndarray, side: int) -> np.ndarray:
    """Centres, in the unit square, of cells [n, 2] of a grid of ``side`` x ``side``; float32."""
    return np.asarray((cells + 0.5) / side, dtype=np.float32)
