"""What a reproduction is, and which of the two pictures is probably the original."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from explorer.geometry.agreement import overlaid
from explorer.geometry.comparing import Found
from explorer.geometry.fitting import moved
from explorer.geometry.pictures import Picture
from explorer.geometry.screens import is_screened
from explorer.geometry.shapes import SQUARE

WHOLE = 0.85
"""The share of a picture from which on it is shown whole."""

_SIDE = 320
_OTHER_TONES = 0.09
_CLEARLY = 1.15
_LARGER = 1.2
_EDGED = 1.8  # times as steep across its edge as within: there is an edge
_EVEN = 0.85  # the same: there is none
_ASKEW = 1.2  # degrees
_SAME = 0.97  # of each picture: the same frame
_CODING = 4.0  # of 255: the same pixels, but for size and coding


@dataclass(frozen=True)
class Judged:
    """``kind`` is one of the kinds of a match; ``first_is_original`` says which way it goes.

    The sharpness of each is measured on what both show, at the same size: the share of its
    contrast that is in its finest details.
    """

    kind: str
    first_is_original: bool
    sharpness_first: float
    sharpness_second: float


@dataclass(frozen=True)
class _Signs:
    """What is measured: the first against the second, where it makes sense."""

    density: float
    sharpness: tuple[float, float]
    screened: tuple[bool, bool]
    tones: float
    framed: bool
    difference: float


def judge(first: Picture, second: Picture, found: Found, *, order: str = "unknown") -> Judged:
    """The kind of a match and its direction; ``order`` is the first's date against the second's.

    A date that is before speaks for the first; so do more pixels on what both show, and more
    detail; a printing screen speaks against. Where one lies within the other, a frame around it
    says that it was printed in a page or laid on something, none that it was cut out. Some are cut
    out along a frame that the picture itself has: what is dated after all of the other one was not
    laid on it, unless that one shows the dots of a printing screen.
    """
    signs = _signs(first, second, found)
    inner_first = found.share_first >= WHOLE > found.share_second
    inner_second = found.share_second >= WHOLE > found.share_first
    votes = {"before": 2.0, "after": -2.0}.get(order, 0.0)
    votes += _vote(signs.density, 1.0, _LARGER)
    if not any(signs.screened):
        votes += _vote(*signs.sharpness, _CLEARLY)
    votes += 2.0 * (int(signs.screened[1]) - int(signs.screened[0]))
    kind = "print"
    if inner_first or inner_second:
        # What is whole within the other is its source where it is framed, its part where it isn't.
        inner, outer = signs.screened if inner_first else signs.screened[::-1]
        younger = order == ("after" if inner_first else "before")
        kind = "page" if signs.framed and (outer > inner or not younger) else "crop"
        within = 3.0 if inner_first else -3.0
        votes += within if kind == "page" else -within
    elif min(found.share_first, found.share_second) < WHOLE:
        kind = "crop"
        votes += float(np.sign(found.share_second - found.share_first))
    elif min(found.share_first, found.share_second) > _SAME and signs.difference < _CODING:
        kind = "duplicate"
    elif signs.tones > _OTHER_TONES and not any(signs.screened):
        kind = "recoloured"
    return Judged(kind, votes >= 0, *signs.sharpness)


def _vote(mine: float, theirs: float, factor: float) -> float:
    if mine > factor * theirs:
        return 1.0
    return -1.0 if theirs > factor * mine else 0.0


def _signs(first: Picture, second: Picture, found: Found) -> _Signs:
    laid = overlaid(first.grey, second.grey, found.matrix, side=_SIDE)
    coloured = overlaid(first.pixels, second.pixels, found.matrix, side=_SIDE // 4)
    if laid is None or coloured is None:
        return _Signs(1.0, (0.0, 0.0), (False, False), 0.0, False, 255.0)
    a, b, mask = laid
    return _Signs(
        density=_density(first, second, found),
        sharpness=(_sharpness(a, mask), _sharpness(b, mask)),
        screened=(is_screened(first.grey), is_screened(second.grey)),
        tones=_tones(*coloured),
        framed=_is_framed(first, second, found),
        difference=_difference(*coloured),
    )


def _density(first: Picture, second: Picture, found: Found) -> float:
    """Pixels along a line of the first for one of the second, on what both show."""
    mine = first.width * first.height * found.share_first
    theirs = second.width * second.height * found.share_second
    return float(np.sqrt(mine / max(theirs, 1.0)))


def _sharpness(grey: np.ndarray, mask: np.ndarray) -> float:
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    inside = cv2.erode(mask, np.ones((7, 7), np.uint8)) > 0
    if inside.sum() < 64:
        return 0.0
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 1.0)
    return float(fine[inside].std() / max(float(grey[inside].std()), 4.0))


def _tones(a: np.ndarray, b: np.ndarray, mask: np.ndarray) -> float:
    """How differently two pictures are coloured, in [0, 1]: of colour, not of light."""
    if a.ndim != b.ndim or a.ndim != 3:
        return 0.0
    inside = _eroded(mask) > 0
    if inside.sum() < 16:
        return 0.0
    chroma = [one[inside] - one[inside].mean(axis=1, keepdims=True) for one in (a, b)]
    return float(np.abs(chroma[0] - chroma[1]).mean() / 255 * 3)


def _difference(a: np.ndarray, b: np.ndarray, mask: np.ndarray) -> float:
    """How far pixels differ, of 255, where they differ most: the worst of 8 x 8 parts."""
    if a.ndim != b.ndim:
        return 255.0
    inside = _eroded(mask) > 0
    off = np.abs(a - b).reshape(*mask.shape, -1).mean(axis=2)
    parts = [
        float(off[part][inside[part]].mean())
        for part in (
            (rows, columns)
            for rows in _eighths(mask.shape[0])
            for columns in _eighths(mask.shape[1])
        )
        if inside[part].any()
    ]
    return max(parts, default=255.0)


def _eighths(length: int) -> list[slice]:
    ends = np.linspace(0, length, 9).astype(int).tolist()
    return [slice(start, end) for start, end in pairwise(ends)]


def _eroded(mask: np.ndarray) -> np.ndarray:
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    return np.asarray(cv2.erode(mask, np.ones((3, 3), np.uint8)))


def _is_framed(first: Picture, second: Picture, found: Found) -> bool:
    """Whether the inner of two pictures lies on the outer one, rather than being cut out of it.

    What was printed or laid on something has an edge there, or lies askew; what was cut out goes
    on beyond its edge, and is straight.
    """
    if found.share_first >= found.share_second:
        inner, outer, matrix = first, second, found.matrix
    else:
        inner, outer, matrix = second, first, np.linalg.inv(found.matrix)
    if is_screened(outer.grey) and not is_screened(inner.grey):
        return True
    edged = _edges(outer, matrix)
    return edged > _EDGED or (edged > _EVEN and _askew(outer, matrix) > _ASKEW)


def _edges(outer: Picture, matrix: np.ndarray) -> float:
    """How much steeper tones are across the edge of a picture within another than beside it."""
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    grey = cv2.GaussianBlur(outer.grey, (0, 0), 1.5).astype(np.float32)
    height, width = grey.shape
    steeper = []
    for side in range(4):
        start, end = SQUARE[side], SQUARE[(side + 1) % 4]
        inward = np.array([0.5, 0.5]) - (start + end) / 2
        along = start + np.linspace(0.06, 0.94, 80)[:, None] * (end - start)
        lines = np.array(
            [
                _sampled(grey, moved(matrix, along + 2 * off * inward) * (width, height) - 0.5)
                for off in (-0.02, 0.02, 0.06, 0.10, 0.14)
            ]
        )
        there = ~np.isnan(lines).any(axis=0)
        if there.mean() < 0.5:
            continue  # this side is one of the outer picture too
        steps = np.abs(np.diff(lines[:, there], axis=0)).mean(axis=1)
        steeper.append(max(float(steps[0]), 0.5) / max(float(steps[1:].mean()), 2.0))
    return float(np.exp(np.log(steeper).mean())) if steeper else 1.0


def _askew(outer: Picture, matrix: np.ndarray) -> float:
    """How far, in degrees, the edges of a picture lie from those of the one it is in."""
    height, width = outer.grey.shape
    corners = moved(matrix, SQUARE) * (width, height)
    edges = np.roll(corners, -1, axis=0) - corners
    angles = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    return float(np.abs((angles + 45) % 90 - 45).mean())


def _sampled(grey: np.ndarray, points: np.ndarray) -> np.ndarray:
    """float32 [m]: tones at pixels [m, 2]; NaN beyond the picture."""
    x, y = np.round(points).astype(int).T
    inside = (x >= 0) & (x < grey.shape[1]) & (y >= 0) & (y < grey.shape[0])
    out = np.full(len(points), np.nan, np.float32)
    out[inside] = grey[y[inside], x[inside]]
    return out
