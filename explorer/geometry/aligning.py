"""A transform made exact: features place a picture within a hundredth, tones within a pixel.

Enhanced correlation coefficient (Evangelidis and Psarakis 2008), as OpenCV has it.
"""

from __future__ import annotations

import numpy as np

from explorer.geometry.agreement import frame_of, overlaid
from explorer.geometry.shapes import overlap

_SIDE = 224
_BLUR = 2.0
_ROUNDS = 40
_FARTHEST = 0.03  # of the frame: how far a corner may be moved

_CENTRED = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])


def aligned(first: np.ndarray, second: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """A transform of unit squares near ``matrix`` under which uint8 [h, w] and [h', w'] agree best.

    ``matrix`` itself where none is found, or only far away.
    """
    import cv2  # noqa: PLC0415  (only where pictures are compared)

    laid, framed = overlaid(first, second, matrix, side=_SIDE), frame_of(second, matrix, side=_SIDE)
    if laid is None or framed is None:
        return matrix
    a, b, mask = laid
    place, size = framed
    start = np.eye(3, dtype=np.float32)
    criteria = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, _ROUNDS, 1e-4)
    inside = cv2.erode(mask, np.ones((5, 5), np.uint8))
    smooth_a, smooth_b = (cv2.GaussianBlur(one, (0, 0), _BLUR) for one in (a, b))
    try:
        _, warp = cv2.findTransformECC(
            smooth_b, smooth_a, start, cv2.MOTION_HOMOGRAPHY, criteria, inside, 5
        )
    except cv2.error:  # it does not converge
        return matrix
    if not np.isfinite(warp).all() or abs(np.linalg.det(warp)) < 1e-6:
        return matrix
    # The warp leads from the second's place in the frame to the first's.
    within = _CENTRED @ np.linalg.inv(warp.astype(np.float64)) @ np.linalg.inv(_CENTRED)
    corners = np.array([(0, 0, 1), (size[0], 0, 1), (size[0], size[1], 1), (0, size[1], 1)], float)
    there = corners @ within.T
    if (np.abs(there[:, 2]) < 1e-6).any():
        return matrix
    off = np.linalg.norm(there[:, :2] / there[:, 2:] - corners[:, :2], axis=1)
    finer = np.linalg.inv(place) @ within @ place @ matrix
    if off.max() > _FARTHEST * max(size) or len(overlap(finer)) < 3:
        return matrix
    return np.asarray(finer / finer[2, 2])
