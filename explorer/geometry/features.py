"""Local features of a picture: SIFT (Lowe 2004), as RootSIFT (Arandjelović and Zisserman 2012)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIDE = 480
"""Longest side, in pixels, of the picture that features are looked for in."""

MOST = 600
"""Features kept of a picture."""

_COARSE = 0.4  # of them, those of details larger than the dots of a printing screen
_DOT = 6.0  # pixels across: a feature smaller than this may be a dot
_CONTRAST = 0.02
_ONE = 255.0  # the length of a descriptor: products of two are whole numbers, exact in float32


@dataclass(frozen=True)
class Features:
    """Local features of a picture of ``width`` x ``height`` pixels (the longer side is ``SIDE``).

    ``at`` float32 [m, 2]: where each is, in pixels; ``size`` float32 [m], pixels across;
    ``angle`` float32 [m], radians, clockwise as the eye sees it; ``descriptors`` uint8 [m, 128].
    """

    width: int
    height: int
    at: np.ndarray
    size: np.ndarray
    angle: np.ndarray
    descriptors: np.ndarray

    def __len__(self) -> int:
        return len(self.at)

    @property
    def unit(self) -> np.ndarray:
        """float64 [3, 3]: from the unit square of the picture to its pixels."""
        return np.array([[self.width, 0, -0.5], [0, self.height, -0.5], [0, 0, 1]], np.float64)

    def mirrored(self) -> Features:
        """Those of the picture seen in a mirror: no pixel is looked at again.

        A mirrored patch has the same histograms, elsewhere: the sixteen cells change sides, and
        the eight directions turn the other way round.
        """
        at = self.at.copy()
        at[:, 0] = self.width - 1 - at[:, 0]
        return Features(
            self.width,
            self.height,
            at,
            self.size,
            np.float32(np.pi) - self.angle,
            self.descriptors[:, _mirror()],
        )


def sized(pixels: np.ndarray, side: int = SIDE) -> np.ndarray:
    """uint8 [h, w]: the tones of uint8 [h, w] or [h, w, 3] (RGB), ``side`` pixels long or less."""
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    scale = side / max(height, width)
    if scale >= 1:
        return np.ascontiguousarray(grey)
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(grey, small, interpolation=cv2.INTER_AREA))


def features_of(grey: np.ndarray, *, most: int = MOST) -> Features:
    """The strongest features of uint8 [h, w], large ones among them; none of an empty picture.

    The dots of a printing screen are many and strong: details larger than they have their own
    share, so that a print in a newspaper can be found.
    """
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    height, width = grey.shape
    points: list[cv2.KeyPoint] = []
    if min(height, width) >= 16:
        sift = cv2.SIFT_create(contrastThreshold=_CONTRAST)
        found = [point for point in sift.detect(grey, None) if point.size > 0]
        points = _chosen(found, most)
    if points:
        points, raw = sift.compute(grey, points)
    if not points:
        return Features(
            width,
            height,
            np.zeros((0, 2), np.float32),
            np.zeros(0, np.float32),
            np.zeros(0, np.float32),
            np.zeros((0, 128), np.uint8),
        )
    return Features(
        width,
        height,
        np.array([point.pt for point in points], np.float32),
        np.array([point.size for point in points], np.float32),
        np.radians(np.array([point.angle for point in points], np.float32)),
        _rooted(np.asarray(raw, np.float32)),
    )


def _chosen(points: list, most: int) -> list:  # type: ignore[type-arg]  # of cv2.KeyPoint
    """The strongest, coarse ones first up to their share; in an order that is always the same."""

    def strength(point: object) -> tuple[float, ...]:
        return (-point.response, *point.pt, point.size, point.angle)  # type: ignore[attr-defined]

    ranked = sorted(points, key=strength)
    coarse = [point for point in ranked if point.size >= _DOT][: int(_COARSE * most)]
    taken = {id(point) for point in coarse}
    rest = [point for point in ranked if id(point) not in taken]
    return coarse + rest[: most - len(coarse)]


def _rooted(raw: np.ndarray) -> np.ndarray:
    total = np.maximum(raw.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.round(np.sqrt(raw / total) * _ONE), np.uint8)


def _mirror() -> np.ndarray:
    """Where each of the 128 numbers of a mirrored patch stood before."""
    # SIFT turns the patch so that its direction lies along x; a mirror then exchanges the two
    # sides of that axis: rows of cells change places, directions become their opposites.
    rows, columns, turns = np.meshgrid(np.arange(4), np.arange(4), np.arange(8), indexing="ij")
    return ((3 - rows) * 32 + columns * 8 + (-turns) % 8).ravel()
