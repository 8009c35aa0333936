"""Outlines and strokes as arrays of points, float64 [n, 2]."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Shape = Points | Sequence[tuple[float, float]]
"""What the functions that draw accept."""


@cache
def xy(text: str) -> Points:
    """Points written as ``"x,y x,y …"``; they cannot be changed. Raises ValueError otherwise."""
    points = np.array([[float(v) for v in pair.split(",")] for pair in text.split()])
    points.setflags(write=False)
    return points


def smooth(points: Shape, *, closed: bool = False, steps: int = 8) -> Points:
    """A Catmull-Rom curve through the points, ``steps`` points a segment."""
    given = np.asarray(points, float)
    if len(given) < 3:
        return given
    if closed:
        before, after, beyond = (np.roll(given, k, axis=0) for k in (1, -1, -2))
        here = given
    else:
        padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
        before, here, after, beyond = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = (np.arange(steps) / steps)[:, None, None]
    curve = 0.5 * (
        2 * here
        + (after - before) * t
        + (2 * before - 5 * here + 4 * after - beyond) * t**2
        + (3 * here - before - 3 * after + beyond) * t**3
    )
    flat = curve.transpose(1, 0, 2).reshape(-1, 2)
    return flat if closed else np.vstack([flat, given[-1]])


def ellipse(
    x: float,
    y: float,
    rx: float,
    ry: float,
    *,
    start: float = 0.0,
    stop: float = 360.0,
    tilt: float = 0.0,
    n: int = 40,
) -> Points:
    """An arc of an ellipse; angles in degrees, counter-clockwise with y upwards."""
    a = np.radians(np.linspace(start, stop, n))
    dx, dy = rx * np.cos(a), ry * np.sin(a)
    c, s = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    return np.column_stack([x + c * dx - s * dy, y + s * dx + c * dy])


def box(x0: float, y0: float, x1: float, y1: float) -> Points:
    """A rectangle."""
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float)


def turned(profile: Shape, *, x: float = 0.0, steps: int = 6) -> Points:
    """The outline of a thing turned on a lathe; ``profile`` is (radius, height) upwards."""
    half = smooth(profile, steps=steps)
    left = half * (-1, 1)
    return np.add(np.vstack([half, left[::-1]]), (x, 0))


def ribbon(points: Shape, width: float | Sequence[float]) -> Points:
    """The outline of a stroke; several widths are spread along it."""
    line = np.asarray(points, float)
    given = np.atleast_1d(np.asarray(width, float))
    along = np.linspace(0, 1, len(line))
    half = np.interp(along, np.linspace(0, 1, len(given)), given) / 2
    step = np.gradient(line, axis=0)
    normal = np.column_stack([-step[:, 1], step[:, 0]])
    normal /= np.maximum(np.hypot(normal[:, 0], normal[:, 1]), 1e-9)[:, None]
    offset = normal * half[:, None]
    return np.vstack([line + offset, (line - offset)[::-1]])


def wobbled(points: Shape, amount: float, rng: np.random.Generator) -> Points:
    """The points moved a little, as a hand does."""
    given = np.asarray(points, float)
    return given + rng.normal(0, amount, given.shape)


def ridge(
    x0: float,
    x1: float,
    *,
    height: float,
    rng: np.random.Generator,
    rough: float = 0.55,
    n: int = 7,
) -> Points:
    """A skyline by midpoint displacement: 2**n + 1 points from ``x0`` to ``x1``, y around 0."""
    line = np.zeros(2)
    swing = height
    for _ in range(n):
        middle = (line[1:] + line[:-1]) / 2 + rng.normal(0, swing / 2, len(line) - 1)
        wider = np.empty(len(line) + len(middle))
        wider[::2], wider[1::2] = line, middle
        line, swing = wider, swing * rough
    return np.column_stack([np.linspace(x0, x1, len(line)), line])
