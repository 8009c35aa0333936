"""Filing a layout's images in a quadtree of sheets by reveal level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PACK = 256
"""A branch of at most this many images becomes one sheet."""


@dataclass(frozen=True)
class Node:
    """One sheet: depth, column, row; the images in it, most important first; those below it.

    ``rows`` int64; ``below`` counts images under each child: top left, top right, bottom left,
    bottom right.
    """

    z: int
    x: int
    y: int
    rows: np.ndarray
    packed: bool
    below: tuple[int, int, int, int]


def sheet_tree(
    points: np.ndarray, levels: np.ndarray, order: np.ndarray, *, pack: int = PACK
) -> list[Node]:
    """The sheets of a layout, parents before children; each image is in exactly one.

    ``points`` [n, 2] in the unit square, ``levels`` uint8 [n], ``order`` [n] rows by importance.
    Images of one sheet come in the order of their levels, then of their importance.
    """
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    rows = np.lexsort((rank, levels))
    nodes: list[Node] = []
    z = 0
    while len(rows):
        xy = np.minimum((points[rows].astype(np.float64) * (1 << z)).astype(np.int64), (1 << z) - 1)
        key = xy[:, 1] << 32 | xy[:, 0]
        by_node = np.argsort(key, kind="stable")
        rows, key = rows[by_node], key[by_node]
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
        ends = np.r_[starts[1:], len(rows)]
        left = []
        for start, end in zip(starts, ends, strict=True):
            y, x = divmod(int(key[start]), 1 << 32)
            branch = rows[start:end]
            packed = len(branch) <= pack
            here = np.full(len(branch), True) if packed else levels[branch] <= 2 * z + 1
            lower = branch[~here]
            nodes.append(Node(z, x, y, branch[here], packed, _below(points[lower], z)))
            left.append(lower)
        rows = np.concatenate(left) if left else rows[:0]
        z += 1
    return nodes


def _below(points: np.ndarray, z: int) -> tuple[int, int, int, int]:
    side = 1 << (z + 1)
    half = np.minimum((points.astype(np.float64) * side).astype(np.int64), side - 1) & 1
    counts = np.bincount(half[:, 1] * 2 + half[:, 0], minlength=4)
    return int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3])
