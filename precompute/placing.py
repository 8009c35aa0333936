"""Where images that are added belong in a layout whose images keep their places."""

from __future__ import annotations

import numpy as np

from precompute import knn

NEAREST = 5
TOGETHER = 0.06
"""Neighbours within this of the most central one, in units of the square, decide the place."""


def nearest_old(
    vectors: np.ndarray, neighbours: np.ndarray, scores: np.ndarray, old: int
) -> tuple[np.ndarray, np.ndarray]:
    """The ``NEAREST`` among the first ``old`` images of each later one: rows and cosines.

    int64 and float32 [n - old, NEAREST], -1 where there are fewer. From the k-NN graph where it
    has enough of them, by exact search where the new images crowd them out.
    """
    rows = neighbours[old:].astype(np.int64)
    cosines = np.asarray(scores[old:], np.float32)
    rows = np.where(rows < old, rows, -1)
    cosines, rows = knn.best(cosines, rows, NEAREST)
    if rows.shape[1] < NEAREST:
        spare = ((0, 0), (0, NEAREST - rows.shape[1]))
        rows, cosines = np.pad(rows, spare, constant_values=-1), np.pad(cosines, spare)
    few = np.flatnonzero((rows < 0).any(axis=1))
    if len(few):
        cosines[few], rows[few] = knn.exact(vectors[:old], vectors[old + few], NEAREST)
    return rows, cosines


def places(
    points: np.ndarray, rows: np.ndarray, cosines: np.ndarray, *, together: float = TOGETHER
) -> np.ndarray:
    """A place for each new image: float32 [m, 2].

    ``points`` [n, 2] are the old images'; ``rows`` and ``cosines`` as ``nearest_old`` gives
    them. The mean, weighted by likeness, of those neighbours that lie within ``together`` of the
    most central one: where they lie in two parts of the layout the mean of all would be in neither.
    """
    near = points[np.maximum(rows, 0)].astype(np.float64)
    weight = np.where(rows >= 0, np.exp(20 * (cosines - cosines.max(axis=1, keepdims=True))), 0)
    apart = np.linalg.norm(near[:, :, None] - near[:, None], axis=-1)
    centre = (apart * weight[:, None]).sum(axis=2)
    centre[rows < 0] = np.inf
    middle = centre.argmin(axis=1)
    close = np.take_along_axis(apart, middle[:, None, None], axis=1)[:, 0] <= together
    weight = weight * close
    total = (near * weight[:, :, None]).sum(axis=1) / weight.sum(axis=1, keepdims=True)
    return np.asarray(total, dtype=np.float32)
