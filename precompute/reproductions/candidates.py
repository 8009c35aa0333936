"""Which pairs of pictures are worth comparing: near by their vectors, whole or in part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

WHOLE = 4
"""Nearest pictures of the whole picture that are compared with it: most are found by features."""

PART = 4
"""Nearest pictures of each of its parts."""

_BLOCK = 4096

Search = Callable[[np.ndarray, int], tuple[np.ndarray, np.ndarray]]
"""Of vectors [b, dim] and k: cosines [b, k] and rows [b, k] of the nearest pictures, or -1."""


@dataclass(frozen=True)
class Pool:
    """Pairs gathered so far: ``pairs`` int64 [k, 2], the lower first, sorted, each once."""

    pairs: np.ndarray

    @classmethod
    def empty(cls) -> Pool:
        """No pair yet."""
        return cls(np.zeros((0, 2), np.int64))

    def plus(self, first: np.ndarray, second: np.ndarray, fresh: np.ndarray) -> Pool:
        """With pairs of rows, but for those of which neither is ``fresh`` (bool [n])."""
        kept = (first >= 0) & (second >= 0) & (first != second)
        first, second = first[kept], second[kept]
        kept = fresh[first] | fresh[second]
        more = np.sort(np.stack([first[kept], second[kept]], 1), axis=1).astype(np.int64)
        return Pool(np.unique(np.concatenate([self.pairs, more]), axis=0))

    def holds(self, pairs: np.ndarray) -> np.ndarray:
        """bool [m]: which of the pairs int64 [m, 2], the lower first, were gathered."""
        known = set(map(tuple, self.pairs.tolist()))
        return np.array([tuple(pair) in known for pair in pairs.tolist()], bool)


def by_whole(pool: Pool, neighbours: np.ndarray, of: np.ndarray, fresh: np.ndarray) -> Pool:
    """With each picture's nearest; ``of`` int64 [n] is the row that stands for each row."""
    for start in range(0, len(neighbours), _BLOCK):
        near = np.asarray(neighbours[start : start + _BLOCK, :WHOLE])
        mine = np.repeat(of[start : start + len(near)], near.shape[1])
        pool = pool.plus(mine, _standing(near, of), fresh)
    return pool


def by_parts(
    pool: Pool, crops: np.ndarray, search: Search, of: np.ndarray, fresh: np.ndarray
) -> Pool:
    """With the nearest whole pictures of each part: what a picture was cut from, or printed in."""
    parts = crops.shape[1]
    for start in range(0, len(crops), _BLOCK // parts):
        block = np.asarray(crops[start : start + _BLOCK // parts], np.float32)
        rows = np.repeat(np.arange(start, start + len(block)), parts)
        asked = block.reshape(-1, block.shape[2])
        told = np.flatnonzero(np.abs(asked).max(axis=1) > 0)
        # The picture itself is the nearest of most of its parts.
        _, near = search(asked[told], PART + 1)
        mine = np.repeat(of[rows[told]], near.shape[1])
        pool = pool.plus(mine, _standing(near, of), fresh)
    return pool


def _standing(near: np.ndarray, of: np.ndarray) -> np.ndarray:
    flat = near.reshape(-1).astype(np.int64)
    return np.where(flat >= 0, of[np.maximum(flat, 0)], -1)
