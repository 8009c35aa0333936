"""Whether two pictures, laid one on the other, agree everywhere: not only where features met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.geometry.fitting import moved
from explorer.geometry.shapes import overlap

_FLAT = 0.15  # of the contrast of the whole: a window with less shows nothing
_ALIKE = 0.55
_STRONG, _UNLIKE = 0.6, 0.5  # contrast of what must be seen in both, and what is not seen there
_LARGE = 5.0  # pixels: what is larger is no detail
_FAINTEST = 1.0  # of 255: a deviation below which a window is empty


@dataclass(frozen=True)
class Look:
    """How closely an overlap is looked at, all in pixels.

    ``side`` is its longest side, ``blur`` a deviation, ``window`` the side of what is correlated;
    the second picture is shifted by up to ``reach`` both ways, ``stride`` at a time.
    """

    side: int
    blur: float
    window: int
    reach: int
    stride: int


COARSE = Look(side=144, blur=1.6, window=19, reach=2, stride=2)
"""Bears with a transform that is a little off."""

FINE = Look(side=320, blur=1.2, window=31, reach=1, stride=1)
"""Wants the very same picture, laid exactly."""


@dataclass(frozen=True)
class Agreement:
    """How far two pictures agree where they overlap.

    ``alike`` in [0, 1]: the share of what either shows there, by its contrast, that the other
    shows too, in windows; ``correlation`` in [-1, 1]: the mean of the windows' correlations, which
    do not mind lighter, darker or flatter. ``differing`` in [0, 1]: the share of the windows with
    much to show in which the one shows something else than the other. ``faint`` in [-1, 1]: the
    mean correlation of the windows in which both show nearly nothing: a sheet's own stains, a
    sky's own shades; 1 where there are none. ``detail`` in [-1, 1]: the correlation of all that is
    finer than a window: a line's own bends, a shadow's own grain.
    """

    alike: float
    correlation: float
    differing: float
    faint: float = -1.0
    detail: float = -1.0

    def reaches(self, wanted: Agreement) -> bool:
        """Whether the two agree at least as far as is wanted."""
        return (
            self.alike >= wanted.alike
            and self.correlation >= wanted.correlation
            and self.differing <= wanted.differing
            and self.faint >= wanted.faint
            and self.detail >= wanted.detail
        )


def agreement(
    first: np.ndarray, second: np.ndarray, matrix: np.ndarray, look: Look = COARSE
) -> Agreement:
    """How far uint8 [h, w] and [h', w'] agree under a transform of unit squares."""
    laid = overlaid(first, second, matrix, side=look.side)
    if laid is None:
        return Agreement(0.0, 0.0, 1.0)
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    a, b, mask = laid
    inner = cv2.erode(mask, np.ones((5, 5), np.uint8)).astype(np.float32)
    if inner.sum() < 200:
        return Agreement(0.0, 0.0, 1.0)
    coarse = [cv2.GaussianBlur(one, (0, 0), _LARGE) for one in (a, b)]
    a, b = (cv2.GaussianBlur(one, (0, 0), look.blur) for one in (a, b))
    detail = [(one - slow)[inner > 0] for one, slow in zip((a, b), coarse, strict=True)]
    around = _Around(inner, look.window)
    seen_a, seen_b = around.of(a), around.of(b)
    best = np.full(a.shape, -1.0, np.float32)
    steps = range(-look.reach, look.reach + 1, look.stride)
    for dx, dy in ((dx, dy) for dy in steps for dx in steps):
        shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        there = cv2.warpAffine(b, shift, a.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
        best = np.maximum(best, around.correlation(seen_a, around.of(there)))
    weights = [around.contrast(one) for one in (seen_a, seen_b)]
    shown = np.maximum(*(np.where(w > _FLAT, w, 0) for w in weights))
    filled = cv2.boxFilter(inner, -1, (look.window, look.window)) > 0.5
    step = look.window // 3
    at = (slice(step // 2, None, step), slice(step // 2, None, step))
    weight = np.where(filled, np.minimum(shown, 2.0), 0)[at]
    total = float(weight.sum())
    if total < 1e-6:
        return Agreement(0.0, 0.0, 1.0)
    seen = best[at]
    strong = weight > _STRONG
    variance = np.maximum(seen_a.variance, seen_b.variance)
    faint = (filled & (np.maximum(*weights) < _FLAT) & (variance > _FAINTEST**2))[at]
    return Agreement(
        alike=float(weight[seen > _ALIKE].sum()) / total,
        correlation=float((weight * seen).sum()) / total,
        differing=float((seen[strong] < _UNLIKE).mean()) if strong.any() else 0.0,
        faint=float(seen[faint].mean()) if faint.any() else 1.0,
        detail=_correlation(*detail),
    )


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    """The correlation of float32 [m] and [m]; 0 where one of the two is flat."""
    a, b = a - a.mean(), b - b.mean()
    lengths = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / lengths if lengths > len(a) * 1e-3 else 0.0


def overlaid(
    first: np.ndarray, second: np.ndarray, matrix: np.ndarray, *, side: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """What both show, as the second shows it: float32 [h, w(, 3)] of each and uint8 [h, w], a mask.

    The longer side has ``side`` pixels or less; ``None`` where there is hardly an overlap.
    """
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    framed = frame_of(second, matrix, side=side)
    if framed is None:
        return None
    place, size = framed
    polygon = overlap(matrix)
    out = []
    for pixels, to_frame in ((first, place @ matrix), (second, place)):
        out.append(_warped(pixels, to_frame, size))
    ones = np.ones((2, 2), np.uint8)
    mask = cv2.fillConvexPoly(
        np.zeros(size[::-1], np.uint8), np.round(moved(place, polygon)).astype(np.int32), 1
    )
    return out[0], out[1], cv2.erode(mask, ones)


def frame_of(
    second: np.ndarray, matrix: np.ndarray, *, side: int
) -> tuple[np.ndarray, tuple[int, int]] | None:
    """The frame in which an overlap is looked at: float64 [3, 3] from the unit square of the second
    picture to its pixels, and its width and height; ``None`` where there is hardly an overlap.
    """
    polygon = overlap(matrix)
    if len(polygon) < 3:
        return None
    height, width = second.shape[:2]
    low = np.floor(polygon.min(0) * (width, height))
    high = np.ceil(polygon.max(0) * (width, height))
    box = high - low
    if box.min() < 8:
        return None
    scale = min(1.0, side / float(box.max()))
    size = (max(4, round(box[0] * scale)), max(4, round(box[1] * scale)))
    across, down = size[0] / box[0], size[1] / box[1]
    place = np.array([[across, 0, -low[0] * across], [0, down, -low[1] * down], [0, 0, 1]])
    return place @ np.diag([width, height, 1.0]), size


def _warped(pixels: np.ndarray, matrix: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """float32 picture of ``size``; ``matrix`` takes the unit square of ``pixels`` to it."""
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    height, width = pixels.shape[:2]
    corners = moved(matrix, np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64))
    edges = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    small = (
        min(width, max(2, round(float(max(edges[0], edges[2]))))),
        min(height, max(2, round(float(max(edges[1], edges[3]))))),
    )
    if small != (width, height):
        pixels = cv2.resize(pixels, small, interpolation=cv2.INTER_AREA)
    centred = (
        np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
        @ matrix
        @ np.diag([1 / small[0], 1 / small[1], 1.0])
        @ np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    )
    warped = cv2.warpPerspective(
        pixels, centred, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.float32)


@dataclass(frozen=True)
class _Seen:
    """Tones float32 [h, w], and their mean and variance in the window around each."""

    tones: np.ndarray
    mean: np.ndarray
    variance: np.ndarray


class _Around:
    """What is measured in the window around each pixel of a float32 [h, w] mask, within it."""

    def __init__(self, mask: np.ndarray, window: int) -> None:
        self._mask = mask
        self._window = (window, window)
        self._held = np.maximum(self._sums(mask), 1e-6)

    def of(self, tones: np.ndarray) -> _Seen:
        """What is needed of tones to compare them, worked out once."""
        mean = self._means(tones)
        return _Seen(tones, mean, self._means(tones * tones) - mean**2)

    def correlation(self, a: _Seen, b: _Seen) -> np.ndarray:
        """float32 [h, w] in [-1, 1]: the correlation of two pictures."""
        both = self._means(a.tones * b.tones) - a.mean * b.mean
        variance = np.maximum(a.variance, 1.0) * np.maximum(b.variance, 1.0)
        return np.asarray(both / np.sqrt(variance), np.float32)

    def contrast(self, a: _Seen) -> np.ndarray:
        """float32 [h, w]: the contrast, that of the whole being 1."""
        whole = max(float(a.tones[self._mask > 0].std()), 4.0)
        return np.asarray(np.sqrt(np.maximum(a.variance, 0)) / whole, np.float32)

    def _means(self, values: np.ndarray) -> np.ndarray:
        return np.asarray(self._sums(values * self._mask) / self._held)

    def _sums(self, values: np.ndarray) -> np.ndarray:
        import cv2  # noqa: PLC0415  (only where pictures are compared)

        return np.asarray(cv2.boxFilter(values, -1, self._window))
