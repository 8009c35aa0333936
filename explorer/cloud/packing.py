"""Where pictures hang around the middle: nearer where more alike, whole, and none on another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SLACK = 0.16
"""How much nearer to the middle, in ``radius``, a picture may hang than one that is more alike."""

_POWER = 3.0
_ANGLES = 72
_STRAY = 0.2
_PULL = 0.6
_BESIDE = 0.03
_ALONE = 0.25
_CENTRE_AREA = 0.11
_SEVERAL_AREA = 0.16
_SMALLEST = 0.4
_LARGEST_AREA = 0.05
_FILLED = 0.66
_CROWDED = 0.0012
_GAP = 0.011
_MARGIN = 1e-9
_LONGEST_CENTRE = 0.52
_LONGEST = 0.24
_FLATTEST = 1 / 40


@dataclass(frozen=True)
class Arrangement:
    """Pictures hung in a frame of height 1 and width ``aspect``.

    ``centre`` (float64 [m, 4]) and ``around`` (float64 [n, 4]) hold the middle of each picture,
    x to the right and y downwards from the upper left corner, its width and its height.
    """

    centre: np.ndarray
    around: np.ndarray
    aspect: float


def arrange(
    centre: np.ndarray,
    around: np.ndarray,
    *,
    order: np.ndarray,
    likeness: np.ndarray,
    aspect: float,
) -> Arrangement:
    """Hang pictures around some that are in the middle.

    ``centre`` (float [m], m ≥ 1) and ``around`` (float [n]) are the pictures' widths over their
    heights, ``around`` the most alike first; ``order`` (int [n]) is theirs around the circle, from
    ``seriation``; ``aspect`` is the frame's width over its height. Each picture in turn goes to
    the direction where it can hang nearest to the middle, less so the farther that is from the
    direction which its place around the circle gives it. Where not all fit, all are made smaller.
    """
    wanted = _directions(order)
    # The more there are, the less of the frame they can cover: most need one trial, some two.
    size = _FILLED - _CROWDED * len(around)
    while True:
        packed = _Packing(aspect, capacity=len(centre) + len(around))
        if packed.hang(centre, around, wanted, likeness, size=size):
            middle, rest = packed.boxes[: len(centre)], packed.boxes[len(centre) :]
            shift = np.array([aspect / 2, 0.5, 0.0, 0.0])
            return Arrangement(middle + shift, rest + shift, aspect)
        # What failed early needs more room than what failed with its last picture.
        size *= 0.82 + 0.13 * packed.count / len(packed.boxes)


def radius(boxes: np.ndarray, *, aspect: float) -> np.ndarray:
    """How far from the middle pictures hang (float64 [n]): 1 at the middle of each of its edges.

    In between along a rounded rectangle, so that a cloud fills an oblong screen.
    """
    x = np.abs(boxes[:, 0] - aspect / 2) / (aspect / 2)
    y = np.abs(boxes[:, 1] - 0.5) / 0.5
    found: np.ndarray = (x**_POWER + y**_POWER) ** (1 / _POWER)
    return found


def _directions(order: np.ndarray) -> np.ndarray:
    """The angle (float64 [n]) that the place around the circle gives to each picture."""
    angles = np.empty(len(order))
    angles[order] = 2 * np.pi * np.arange(len(order)) / max(1, len(order))
    return angles


def _sizes(ratios: np.ndarray, areas: np.ndarray, *, aspect: float, longest: float) -> np.ndarray:
    """Widths and heights (float64 [n, 2]) of these areas; bounded along each edge of the frame."""
    ratios = np.clip(np.nan_to_num(ratios, nan=1.0), _FLATTEST, 1 / _FLATTEST)
    high = np.sqrt(areas / ratios)
    high = np.minimum(high, np.minimum(longest, longest * aspect / ratios))
    return np.stack([high * ratios, high], axis=1)


class _Packing:
    """Boxes hung so far, about the middle of the frame as origin."""

    def __init__(self, aspect: float, *, capacity: int) -> None:
        self._half = np.array([aspect / 2, 0.5])
        self._aspect = aspect
        self._angles = 2 * np.pi * np.arange(_ANGLES) / _ANGLES
        turns = np.stack([np.cos(self._angles), np.sin(self._angles)], axis=1)
        length = (np.abs(turns) ** _POWER).sum(axis=1, keepdims=True) ** (1 / _POWER)
        self._rays = turns / length * self._half
        # A ray along an axis meets boxes beside it nowhere, not at 0/0.
        self._rays[np.abs(self._rays) < 1e-9] = 1e-9
        self._boxes = np.zeros((capacity, 4))
        self._count = 0
        self._gap = 0.0

    @property
    def boxes(self) -> np.ndarray:
        return self._boxes

    @property
    def count(self) -> int:
        return self._count

    def hang(
        self,
        centre: np.ndarray,
        around: np.ndarray,
        wanted: np.ndarray,
        likeness: np.ndarray,
        *,
        size: float,
    ) -> bool:
        """Hang all, sized so that they would cover ``size`` of the frame; whether they fit."""
        shrunk = size / _FILLED
        self._gap = _GAP * np.sqrt(self._aspect * shrunk)
        reached = self._middle(centre, shrunk)
        if reached is None:
            return False
        n = len(around)
        area = (_CENTRE_AREA if len(centre) == 1 else _SEVERAL_AREA) * shrunk
        share = _SMALLEST ** (np.arange(n) / max(1, n - 1))
        share = share / max(share.sum(), 1e-9) * max(0.0, size - area)
        share = np.minimum(share, _LARGEST_AREA * shrunk) * self._aspect
        sizes = _sizes(around, share, aspect=self._aspect, longest=_LONGEST * np.sqrt(shrunk))
        for i in range(n):
            found = self._place(sizes[i], wanted[i], least=reached - SLACK, alike=likeness[i, :i])
            if found is None:
                return False
            reached = max(reached, found)
        return True

    def _middle(self, ratios: np.ndarray, shrunk: float) -> float | None:
        """One picture in the middle; or several, packed together about it.

        The radius from which on others may hang; ``None`` where there is no room.
        """
        self._count = 0
        m = len(ratios)
        area = (_CENTRE_AREA if m == 1 else _SEVERAL_AREA / m) * self._aspect * shrunk
        longest = _LONGEST_CENTRE if m == 1 else _LONGEST_CENTRE / 2
        longest *= np.sqrt(shrunk)
        sizes = _sizes(ratios, np.full(m, area), aspect=self._aspect, longest=longest)
        self._add(0.0, 0.0, sizes[0])
        if m == 1:
            return 0.0
        for size in sizes[1:]:
            if self._place(size, None, least=0.0) is None:
                return None
        boxes = self._boxes[:m]
        low = (boxes[:, :2] - boxes[:, 2:] / 2).min(axis=0)
        high = (boxes[:, :2] + boxes[:, 2:] / 2).max(axis=0)
        boxes[:, :2] -= (low + high) / 2
        away = np.abs(boxes[:, :2]) / self._half
        return float(((away**_POWER).sum(axis=1) ** (1 / _POWER)).max())

    def _place(
        self,
        size: np.ndarray,
        angle: float | None,
        *,
        least: float,
        alike: np.ndarray | None = None,
    ) -> float | None:
        """Hang one where it goes best; its radius, or ``None`` where there is no room.

        Without an ``angle`` as near to the middle as it goes, as the eye measures it.
        """
        free = self._free(size, max(0.0, least))
        room = ((self._half - size / 2 - _MARGIN) / np.abs(self._rays)).min(axis=1)
        if angle is None:
            cost = free * np.hypot(self._rays[:, 0], self._rays[:, 1])
        else:
            stray = np.abs((self._angles - angle + np.pi) % (2 * np.pi) - np.pi) / np.pi
            cost = free + _STRAY * stray
        cost = np.where(free <= room, cost, np.inf)
        if alike is not None and len(alike):
            cost -= _PULL * self._company(free, size, alike)
        best = int(np.argmin(cost))
        if not np.isfinite(cost[best]):
            return None
        x, y = free[best] * self._rays[best]
        self._add(float(x), float(y), size)
        return float(free[best])

    def _company(self, free: np.ndarray, size: np.ndarray, alike: np.ndarray) -> np.ndarray:
        """How much the pictures are alike beside which one would hang along each ray (-1 to 1)."""
        boxes = self._boxes[self._count - len(alike) : self._count]
        wide, high = ((boxes[:, 2:] + size) / 2).T
        across = np.abs((free * self._rays[:, 0])[:, None] - boxes[:, 0]) - wide
        down = np.abs((free * self._rays[:, 1])[:, None] - boxes[:, 1]) - high
        distance = np.hypot(np.maximum(across, 0.0), np.maximum(down, 0.0))
        weight = np.exp(-distance / (_BESIDE * np.sqrt(self._aspect)))
        found: np.ndarray = (weight @ alike) / (weight.sum(axis=1) + _ALONE)
        return found

    def _free(self, size: np.ndarray, least: float) -> np.ndarray:
        """Along each ray, the least radius from ``least`` on at which a box meets no other."""
        boxes = self._boxes[: self._count]
        apart = (boxes[:, 2:] + size) / 2 + self._gap
        sides = []
        for axis in (0, 1):
            inverse = 1.0 / self._rays[:, axis, None]
            near = (boxes[:, axis] - apart[:, axis]) * inverse
            far = (boxes[:, axis] + apart[:, axis]) * inverse
            sides.append((np.minimum(near, far), np.maximum(near, far)))
        begin = np.maximum(sides[0][0], sides[1][0]) + _MARGIN
        end = np.minimum(sides[0][1], sides[1][1]) - _MARGIN
        at = np.full(_ANGLES, least)
        while True:
            met = (begin < at[:, None]) & (end > at[:, None])
            further = np.where(met, end, -np.inf).max(axis=1) + 2 * _MARGIN
            if not (further > at).any():
                return at
            at = np.maximum(at, further)

    def _add(self, x: float, y: float, size: np.ndarray) -> None:
        self._boxes[self._count] = (x, y, *size)
        self._count += 1
