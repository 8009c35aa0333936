"""Perceptual hashes: 64 bits of a picture's slowest waves, the same for the same picture resized.

Each bit says whether one of the 63 lowest frequencies of the discrete cosine transform of the
picture, brought to 32 x 32, is above their median (Zauner 2010).
"""

from __future__ import annotations

import numpy as np

NO_HASH = np.uint64(0)
"""Of a picture so flat that its hash says nothing."""

_GRID, _KEPT = 32, 8
_FLAT = 3.0  # of 255


def hash_of(pixels: np.ndarray) -> np.uint64:
    """The hash of uint8 [h, w] or [h, w, 3] (RGB)."""
    return np.uint64(hashes_of(pixels)[0])


def hashes_of(pixels: np.ndarray) -> np.ndarray:
    """uint64 [8]: the hashes of a picture in its eight positions.

    As it is, then turned by 90, 180 and 270 degrees clockwise, then the same of it mirrored left
    to right: computed from one transform, as waves turn with their picture.
    """
    waves = _waves(pixels)
    return turned_hashes(waves) if waves is not None else np.full(8, NO_HASH, np.uint64)


def turned_hashes(waves: np.ndarray) -> np.ndarray:
    """uint64 [8] of float64 [8, 8] cosine waves, by row then column."""
    signs = 1.0 - 2.0 * (np.arange(_KEPT) % 2)
    out = []
    for start in (waves, waves * signs[None, :]):
        turned = start
        for _ in range(4):
            out.append(_bits(turned))
            # A quarter clockwise: the picture is transposed, then mirrored left to right.
            turned = turned.T * signs[None, :]
    return np.array(out, np.uint64)


def _waves(pixels: np.ndarray) -> np.ndarray | None:
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    small = cv2.resize(grey, (_GRID, _GRID), interpolation=cv2.INTER_AREA).astype(np.float64)
    if small.std() < _FLAT:
        return None
    return np.asarray(_cosines() @ small @ _cosines().T)


def _cosines() -> np.ndarray:
    """float64 [8, 32]: the slowest waves of the transform."""
    at = (np.arange(_GRID) + 0.5) * np.pi / _GRID
    return np.asarray(np.cos(np.outer(np.arange(_KEPT), at)))


def _bits(waves: np.ndarray) -> np.uint64:
    values = np.round(waves.ravel()[1:], 6)  # the first is the mean, which says nothing
    above = values > np.median(values)
    return np.uint64(sum(1 << at for at, one in enumerate(above.tolist(), 1) if one))
