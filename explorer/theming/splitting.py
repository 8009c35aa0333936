"""Splitting a theme: its members' vectors in a few groups, by spherical k-means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FITTED = 20_000
"""Members that the groups are found from, at most; all are then assigned."""

_BLOCK = 65_536
_ROUNDS = 25
_STARTS = 4


@dataclass(frozen=True)
class Division:
    """``centres`` (float32 [k, dim], rounded to float16) and ``offsets`` (float64 [k]).

    A vector belongs where its product with the centre plus the offset is largest.
    """

    centres: np.ndarray
    offsets: np.ndarray

    def assign(self, vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """int64 [m]: the group of each of the rows of ``vectors`` (float16 [n, dim])."""
        return np.asarray(self.scores(vectors, rows).argmax(axis=1))

    def scores(self, vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """float32 [m, k]: how much each row is of each group."""
        parts = [
            np.asarray(vectors[rows[at : at + _BLOCK]], np.float32) @ self.centres.T
            for at in range(0, len(rows), _BLOCK)
        ]
        found = np.concatenate(parts) if parts else np.empty((0, len(self.centres)), np.float32)
        return np.asarray(found + self.offsets.astype(np.float32), np.float32)


def divide(vectors: np.ndarray, rows: np.ndarray, *, parts: int, seed: int) -> Division | None:
    """Groups of the rows of ``vectors``; ``None`` when they do not differ enough for so many.

    Spherical k-means (Dhillon and Modha 2001) about the members' mean, begun by k-means++, the
    best of four starts; the same ``seed`` gives the same groups.
    """
    if len(rows) < parts:
        return None
    rng = np.random.default_rng(seed)
    fitted = rows if len(rows) <= FITTED else np.sort(rng.choice(rows, FITTED, replace=False))
    raw = np.asarray(vectors[fitted], np.float32)
    mean = raw.mean(axis=0)
    points = _unit(raw - mean)
    found = [_fit(points, parts, rng) for _ in range(_STARTS)]
    _, centres = max(found, key=lambda pair: pair[0])
    rounded = centres.astype(np.float16).astype(np.float32)
    division = Division(rounded, -(rounded @ mean).astype(np.float64))
    counts = np.bincount(division.assign(vectors, rows), minlength=parts)
    if not counts.all():
        return None
    # The largest part first: it is the one that carries on what the theme was.
    order = np.argsort(-counts, kind="stable")
    return Division(division.centres[order], division.offsets[order])


def by_examples(vectors: np.ndarray, examples: Sequence[np.ndarray]) -> Division:
    """Groups about the rows of ``examples``, one array a group, each with a row at least."""
    means = np.stack([np.asarray(vectors[rows], np.float32).mean(axis=0) for rows in examples])
    mean = means.mean(axis=0)
    centres = _unit(means - mean)
    return Division(centres, -(centres @ mean).astype(np.float64))


def _fit(points: np.ndarray, parts: int, rng: np.random.Generator) -> tuple[float, np.ndarray]:
    centres = points[[int(rng.integers(len(points)))]]
    far = 1.0 - points @ centres[0]
    while len(centres) < parts:
        weight = np.clip(far, 0.0, None).astype(np.float64)
        total = float(weight.sum())
        chance = weight / total if total > 0 else None
        chosen = int(rng.choice(len(points), p=chance))
        centres = np.vstack([centres, points[chosen]])
        far = np.minimum(far, 1.0 - points @ centres[-1])
    fit = -np.inf
    for _ in range(_ROUNDS):
        scores = points @ centres.T
        nearest = scores.argmax(axis=1)
        sums = np.eye(parts, dtype=np.float32)[nearest].T @ points
        empty = np.flatnonzero(np.bincount(nearest, minlength=parts) == 0)
        if len(empty):
            # A group that lost all its members begins anew at what fits worst.
            sums[empty] = points[np.argsort(scores.max(axis=1))[: len(empty)]]
        centres = _unit(sums)
        now = float(scores.max(axis=1).mean())
        if now - fit < 1e-6 and not len(empty):
            break
        fit = now
    return fit, centres


def _unit(vectors: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), np.float32)
