"""Vectors that behave like a collection's: groups within groups, each of few dimensions."""

from __future__ import annotations

import numpy as np


def clustered(n: int, *, dim: int = 512, seed: int = 0) -> np.ndarray:
    """float16 [n, dim] of unit length.

    Twelve groups of uneven size hold some sqrt(n) smaller ones; inside one, images vary in six
    directions of its own, some more than others; noise in all directions, and what all images
    share, on top: so that cosines are spread about as CLIP's are on works of art (median .6;
    to the nearest neighbour .78 to .97).
    """
    random = np.random.default_rng(seed)
    groups = max(12, round(n**0.5))
    shared = random.normal(size=dim) / dim**0.5
    top = random.normal(size=(12, dim)) / dim**0.5
    of_top = random.choice(12, groups, p=random.dirichlet(np.full(12, 3.0)))
    centres = 1.1 * shared + 0.55 * top[of_top] + 0.4 * random.normal(size=(groups, dim)) / dim**0.5
    of_group = np.sort(random.choice(groups, n, p=random.dirichlet(np.full(groups, 1.5))))
    vectors = np.empty((n, dim), np.float16)
    for group in range(groups):
        rows = np.flatnonzero(of_group == group)
        axes = random.normal(size=(6, dim)) / dim**0.5
        inside = random.normal(size=(len(rows), 6)) * 0.24
        typical = np.exp(random.normal(size=(len(rows), 1)) * 0.5)
        noise = random.normal(size=(len(rows), dim)) * (0.38 / dim**0.5)
        held = centres[group] + typical * (inside @ axes + noise)
        vectors[rows] = held / np.linalg.norm(held, axis=1, keepdims=True)
    return vectors[random.permutation(n)]
