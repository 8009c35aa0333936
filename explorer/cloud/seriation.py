"""Which picture stands beside which: an order around a circle in which alike ones are near."""

from __future__ import annotations

import numpy as np

_SHARPNESS = 4.0
_ROUNDS = 4
_LONGEST = 30


def circular_order(likeness: np.ndarray) -> np.ndarray:
    """An order of the pictures around a circle (int64 [n], a permutation), the first one first.

    ``vectors`` (float [n, dim]) and ``centre`` (float [dim]) are of unit length. What all have in
    common with the middle says nothing about who belongs together, so it is taken away first. The
    order begins as angles of the two slowest eigenvectors of the normalised Laplacian of what is
    left (spectral seriation: Atkins, Boman and Hendrickson 1998), and is then untangled by
    reversing stretches of it while neighbours come nearer (2-opt: Croes 1958).
    """
    n = len(likeness)
    if n < 4:
        return np.arange(n)
    weight = np.exp(_SHARPNESS * (likeness - 1.0))
    scale = 1.0 / np.sqrt(weight.sum(axis=1))
    _, vectors_ = np.linalg.eigh(-(weight * scale[:, None] * scale[None, :]))
    plane = vectors_[:, 1:3] * scale[:, None]
    order = np.argsort(np.arctan2(plane[:, 1], plane[:, 0]), kind="stable")
    return _from_first(_untangled(order, 1.0 - likeness))


def residual_likeness(vectors: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Cosines (float64 [n, n]) of what is left of the pictures without the middle and the mean."""
    if not len(vectors):
        return np.zeros((0, 0))
    rest = np.asarray(vectors, np.float64)
    rest = rest - np.outer(rest @ centre, centre)
    rest = rest - rest.mean(axis=0)
    rest = rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    likeness: np.ndarray = rest @ rest.T
    return likeness


def _untangled(order: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """2-opt on the closed tour, stretches of bounded length, some rounds."""
    n = len(order)
    order = order.copy()
    for _ in range(_ROUNDS):
        better = False
        for start in range(n):
            before, first = order[start - 1], order[start]
            # Stretches that go over the end are met from the other side.
            ends = np.arange(start + 1, min(start + _LONGEST, n - (start == 0)))
            if not len(ends):
                continue
            last, after = order[ends], order[(ends + 1) % n]
            gain = (
                distance[before, first]
                + distance[last, after]
                - distance[before, last]
                - distance[first, after]
            )
            best = int(np.argmax(gain))
            if gain[best] > 1e-9:
                end = int(ends[best]) + 1
                order[start:end] = order[start:end][::-1]
                better = True
        if not better:
            break
    return order


def _from_first(order: np.ndarray) -> np.ndarray:
    """The same circle, read from the first picture on, on its nearer way to the second."""
    n = len(order)
    turned = np.roll(order, -int(np.flatnonzero(order == 0)[0]))
    if 2 * int(np.flatnonzero(turned == 1)[0]) > n:
        turned[1:] = turned[1:][::-1].copy()
    return turned
