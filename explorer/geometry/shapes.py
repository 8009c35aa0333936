"""Where one picture lies in another: overlap, shares, turn."""

from __future__ import annotations

import numpy as np

from explorer.geometry.fitting import moved

SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)

_STRIP = 0.25  # of a side: how deep a margin may be
_SAME_PLACE = 0.5  # of the larger of two boxes: what lies within both


def overlap(matrix: np.ndarray) -> np.ndarray:
    """float64 [k, 2]: the part of the second unit square that the first covers, a polygon.

    ``matrix`` takes the first unit square to the second. Empty [0, 2] where they do not meet.
    """
    return clipped(moved(matrix, SQUARE))


def clipped(polygon: np.ndarray) -> np.ndarray:
    """The part of a convex polygon within the unit square (Sutherland and Hodgman 1974)."""
    for axis, edge, sign in ((0, 0.0, 1.0), (0, 1.0, -1.0), (1, 0.0, 1.0), (1, 1.0, -1.0)):
        if not len(polygon):
            break
        depth = sign * (polygon[:, axis] - edge)
        kept = []
        for at in range(len(polygon)):
            after = (at + 1) % len(polygon)
            if depth[at] >= 0:
                kept.append(polygon[at])
            if (depth[at] >= 0) != (depth[after] >= 0):
                part = depth[at] / (depth[at] - depth[after])
                kept.append(polygon[at] + part * (polygon[after] - polygon[at]))
        polygon = np.array(kept, np.float64).reshape(-1, 2)
    return polygon


def area(polygon: np.ndarray) -> float:
    """The area of a polygon [k, 2]; 0 of fewer than three corners."""
    if len(polygon) < 3:
        return 0.0
    x, y = polygon.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def shares(matrix: np.ndarray) -> tuple[float, float]:
    """The parts, in [0, 1], of the first and of the second unit square that the other covers."""
    theirs = overlap(matrix)
    if len(theirs) < 3:
        return 0.0, 0.0
    mine = moved(np.linalg.inv(matrix), theirs)
    return min(1.0, area(mine)), min(1.0, area(theirs))


def is_margin(matrix: np.ndarray) -> bool:
    """Whether all that two pictures share is one strip along the same edge of both.

    Pages of one newspaper share its title, letters their head, photographs of a museum the rule
    and the colours that are laid below: none of them is a reproduction of another.
    """
    theirs = overlap(matrix)
    if len(theirs) < 3:
        return False
    mine = moved(np.linalg.inv(matrix), theirs)
    low, high = (np.array([edge(mine, 0), edge(theirs, 0)]) for edge in (np.min, np.max))
    shared = np.maximum(high.min(0) - low.max(0), 0).prod()
    if shared < _SAME_PLACE * (high - low).prod(1).max():
        return False
    return bool((high < _STRIP).all(0).any() or (low > 1 - _STRIP).all(0).any())


def turn(matrix: np.ndarray) -> tuple[bool, int]:
    """Whether a transform of pixels mirrors, and by how many quarters it then turns, in degrees.

    Clockwise; a mirrored picture is mirrored left to right first.
    """
    linear = matrix[:2, :2] / matrix[2, 2]
    mirrored = bool(np.linalg.det(linear) < 0)
    if mirrored:
        linear = linear @ np.diag([-1.0, 1.0])
    angle = np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
    return mirrored, round(float(angle) / 90) % 4 * 90


def spread(points: np.ndarray, polygon: np.ndarray) -> float:
    """How far points [m, 2] reach over a polygon: the share of its 4 x 4 cells that hold one.

    The cells are those of the polygon's own box; those that lie outside it do not count.
    """
    low, high = polygon.min(0), polygon.max(0)
    cells = np.floor((points - low) / np.maximum(high - low, 1e-9) * 4).astype(int)
    inside = ((cells >= 0) & (cells < 4)).all(1)
    held = len({(x, y) for x, y in cells[inside].tolist()})
    share = area(polygon) / max(float(np.prod(high - low)), 1e-9)
    return held / max(16 * share, 1.0)
