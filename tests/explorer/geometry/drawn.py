"""Pictures with much to recognise, drawn by a number, and what becomes of them."""

from __future__ import annotations

import cv2
import numpy as np


def drawn(seed: int, *, width: int = 520, height: int = 400) -> np.ndarray:
    """uint8 [height, width, 3]: shapes on a ground that is never the same twice."""
    rng = np.random.default_rng(seed)
    low = rng.integers(70, 190, (5, 6, 3)).astype(np.uint8)
    page = cv2.resize(low, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(70):
        colour = tuple(int(value) for value in rng.integers(0, 256, 3))
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        kind, size = int(rng.integers(0, 3)), int(rng.integers(6, 42))
        if kind == 0:
            cv2.circle(page, (x, y), size, colour, -1, cv2.LINE_AA)
        elif kind == 1:
            turned = cv2.boxPoints(((x, y), (2 * size, size), float(rng.uniform(0, 180))))
            cv2.fillConvexPoly(page, turned.astype(np.int32), colour, cv2.LINE_AA)
        else:
            points = rng.integers(-size, size, (5, 2)) + np.array((x, y))
            cv2.polylines(page, [points.astype(np.int32)], False, colour, 3, cv2.LINE_AA)
    return page


def cropped(page: np.ndarray, left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """A part, by shares of the sides."""
    height, width = page.shape[:2]
    return np.ascontiguousarray(
        page[
            round(top * height) : round(bottom * height), round(left * width) : round(right * width)
        ]
    )


def laid_on(page: np.ndarray, *, angle: float, scale: float, size: tuple[int, int]) -> np.ndarray:
    """Laid askew in the middle of a dark table of ``size``."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
    matrix[:, 2] += np.array(size) / 2 - (width / 2, height / 2)
    table = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_AREA)
    alpha = cv2.warpAffine(np.full((height, width), 255, np.uint8), matrix, size)
    return np.where(alpha[..., None] > 127, table, np.uint8(35))


def screened(page: np.ndarray, *, period: float = 5.0) -> np.ndarray:
    """uint8 [h, w]: printed in dots that stand in rows at 45 degrees."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]].astype(np.float32)
    u, v = (x + y) * np.pi * 2 / period / np.sqrt(2), (x - y) * np.pi * 2 / period / np.sqrt(2)
    threshold = 127 + 60 * (np.cos(u) + np.cos(v))
    dots = np.where(grey > threshold, 255, 20).astype(np.uint8)
    return cv2.GaussianBlur(dots, (0, 0), 0.7)
