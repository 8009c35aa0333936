"""Vectors that behave like a collection's: groups within groups, each of few dimensions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TOPS = 12
"""Large groups, in which the small ones lie."""


@dataclass(frozen=True)
class Drawn:
    """Vectors float16 [n, dim] of unit length; the small group of each, and that one's large one.

    ``group`` int64 [n]; ``top`` int64 [groups], below ``TOPS``.
    """

    vectors: np.ndarray
    group: np.ndarray
    top: np.ndarray


def clustered(n: int, *, dim: int = 512, seed: int = 0) -> np.ndarray:
    """float16 [n, dim] of unit length: the vectors of ``drawn``."""
    return drawn(n, dim=dim, seed=seed).vectors


def drawn(n: int, *, dim: int = 512, seed: int = 0, into: np.ndarray | None = None) -> Drawn:
    """Vectors of ``n`` images and the groups they were drawn from.

    Twelve groups of uneven size hold some sqrt(n) smaller ones; inside one, images vary in six
    directions of its own, some more than others; noise in all directions, and what all images
    share, on top: so that cosines are spread about as CLIP's are on works of art (median .6;
    to the nearest neighbour .78 to .97).

    With ``into`` (float16 [n, dim], a file's memory for what is too much to hold) vectors are
    written there, group after group instead of mixed.
    """
    random = np.random.default_rng(seed)
    groups = max(TOPS, round(n**0.5))
    shared = random.normal(size=dim) / dim**0.5
    top = random.normal(size=(TOPS, dim)) / dim**0.5
    of_top = random.choice(TOPS, groups, p=random.dirichlet(np.full(TOPS, 3.0)))
    centres = 1.1 * shared + 0.55 * top[of_top] + 0.4 * random.normal(size=(groups, dim)) / dim**0.5
    of_group = np.sort(random.choice(groups, n, p=random.dirichlet(np.full(groups, 1.5))))
    vectors = np.empty((n, dim), np.float16) if into is None else into
    starts = np.searchsorted(of_group, np.arange(groups + 1))
    for group in range(groups):
        rows = slice(starts[group], starts[group + 1])
        size = starts[group + 1] - starts[group]
        axes = random.normal(size=(6, dim)) / dim**0.5
        inside = random.normal(size=(size, 6)) * 0.24
        typical = np.exp(random.normal(size=(size, 1)) * 0.5)
        noise = random.normal(size=(size, dim)) * (0.38 / dim**0.5)
        held = centres[group] + typical * (inside @ axes + noise)
        vectors[rows] = held / np.linalg.norm(held, axis=1, keepdims=True)
    if into is not None:
        return Drawn(into, of_group, of_top)
    order = random.permutation(n)
    return Drawn(vectors[order], of_group[order], of_top)
