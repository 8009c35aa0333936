"""A wall of square cells, one image a cell: blocks of it, who hangs where in them, additions.

All images of such a layout hang at the centres of cells of one lattice, ``side`` x ``side`` over
the unit square, so that they stand in rows as on a wall and none covers another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from precompute.grid import BLOCK, nearest_of, surroundings

FINER = 3
"""Where a block is full, its cells are divided by this a side: old centres remain centres."""

ROUNDS = ((0, 6), (50_000, 3), (400_000, 2))
"""How often images are sorted among their neighbours, from so many images on."""


@dataclass(frozen=True)
class Block:
    """A rectangle of cells; ``key`` tells which images hang in it."""

    key: str
    left: int
    top: int
    width: int
    height: int

    def rows(self, count: int) -> np.ndarray:
        """The first ``count`` cells, row by row from the top left: int32 [count, 2]."""
        at = np.arange(count)
        return _cells(self.left + at % self.width, self.top + at // self.width)

    def stacks(self, count: int, *, hanging: bool = False) -> np.ndarray:
        """``count`` cells in columns of even height, from the left, the lowest first.

        int32 [count, 2]. The columns stand on the block's floor, or hang from its ceiling (then
        the highest comes first); the first ones may be one cell longer.
        """
        each, longer = divmod(count, self.width)
        heights = each + (np.arange(self.width) < longer)
        column = np.repeat(np.arange(self.width), heights)
        along = np.arange(count) - np.repeat(np.cumsum(heights) - heights, heights)
        y = self.top + along if hanging else self.top + self.height - 1 - along
        return _cells(self.left + column, y)


def _cells(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.stack([x, y], axis=1).astype(np.int32)


def centres(cells: np.ndarray, side: int) -> np.ndarray:
    """Centres, in the unit square, of cells [n, 2]; float32."""
    return np.asarray((cells + 0.5) / side, dtype=np.float32)


def assign(
    cells: np.ndarray, points: np.ndarray, groups: np.ndarray, group_of: np.ndarray
) -> np.ndarray:
    """Which of the ``cells`` [n, 2] each of the ``points`` [n, 2] gets: int64 [n].

    ``groups`` int [n] of the cells and ``group_of`` int [n] of the points say who may go where,
    and have as many of each. In each group cells and points are halved together, along the
    cells' longer side, until one is left, all groups at once: O(n log^2 n), in whole arrays.
    """
    held = np.argsort(groups, kind="stable")
    who = np.argsort(group_of, kind="stable")
    part = np.unique(groups[held], return_inverse=True)[1].astype(np.int64)
    while True:
        starts = np.flatnonzero(np.r_[True, part[1:] != part[:-1]]) if len(part) else part
        sizes = np.diff(np.r_[starts, len(part)])
        if not len(sizes) or sizes.max() == 1:
            break
        x, y = cells[held].T
        wide, high = (_extent(values, starts) for values in (x, y))
        across = np.repeat(wide >= high, sizes)
        held = held[_within(np.where(across, x, y), part)]
        px, py = points[who].T
        who = who[_within(np.where(across, px, py), part)]
        place = np.arange(len(part)) - np.repeat(starts, sizes)
        part = 2 * part + (place >= np.repeat((sizes + 1) // 2, sizes))
        part = np.cumsum(np.r_[0, part[1:] != part[:-1]])
    found = np.empty(len(points), np.int64)
    found[who] = held
    return found


def _extent(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    spread: np.ndarray = np.maximum.reduceat(values, starts) - np.minimum.reduceat(values, starts)
    return spread


def _within(values: np.ndarray, part: np.ndarray) -> np.ndarray:
    """The order by value inside each part; parts are numbered 0, 1, 2 … from end to end."""
    return np.lexsort((values, part))


def sort_within(
    cells: np.ndarray, zone: np.ndarray, features: np.ndarray, side: int, *, seed: int
) -> np.ndarray:
    """The same cells, shared out anew within each zone so that alike images are side by side.

    ``cells`` int32 [n, 2] of the images, ``zone`` int [n], ``features`` float32 [n, f]. In the
    manner of ``precompute.grid``: the wall is smoothed, and in small squares each image takes the
    cell whose surroundings resemble it most, among those of its zone.
    """
    total = len(cells)
    holder = np.full(side * side, -1, np.int64)
    holder[cells[:, 1] * side + cells[:, 0]] = np.arange(total)
    random = np.random.default_rng(seed)
    rounds = next(count for least, count in reversed(ROUNDS) if total >= least)
    for _ in range(rounds if total > 2 else 0):
        target = surroundings(holder, features, side)
        shift = random.integers(0, BLOCK, 2)
        for part in _squares(holder, side, shift):
            _share_out(holder, part, zone, features, target)
    place = np.flatnonzero(holder >= 0)
    found = np.empty_like(cells)
    found[holder[place]] = _cells(place % side, place // side)
    return found


def _squares(holder: np.ndarray, side: int, shift: np.ndarray) -> Sequence[np.ndarray]:
    """Taken places by square of ``BLOCK`` x ``BLOCK`` cells, squares shifted."""
    place = np.flatnonzero(holder >= 0)
    square = (place // side + shift[0]) // BLOCK * (side + BLOCK) + (
        place % side + shift[1]
    ) // BLOCK
    order = np.argsort(square, kind="stable")
    return np.split(place[order], np.flatnonzero(np.diff(square[order])) + 1)


def _share_out(
    holder: np.ndarray,
    places: np.ndarray,
    zone: np.ndarray,
    features: np.ndarray,
    target: np.ndarray,
) -> None:
    images = holder[places]
    zones = zone[images]
    order = np.argsort(zones, kind="stable")
    for at in np.split(order, np.flatnonzero(np.diff(zones[order])) + 1):
        if len(at) < 2:
            continue
        inside, held = places[at], images[at]
        aims = target[inside]
        cost = (aims**2).sum(axis=1)[None] - 2 * features[held] @ aims.T
        image, cell = linear_sum_assignment(cost)
        holder[inside[cell]] = held[image]


def hang_more(
    kept: np.ndarray, wanted: np.ndarray, blocks: Sequence[Block], of: np.ndarray, *, side: int
) -> tuple[np.ndarray, bool]:
    """Places for more images among those that stay: float32 [m, 2], and whether all are cells.

    ``kept`` float32 [n, 2] hang already, ``wanted`` [m, 2] is where the new ones would like to,
    ``of`` int [m] the block of each. A new image takes the nearest free cell of its block; in a
    block without free cells, a cell of a lattice ``FINER`` times as fine (or finer still), so
    that nothing moves and nothing leaves its block.
    """
    found = np.zeros((len(wanted), 2), np.float32)
    whole = True
    done = np.zeros(len(wanted), bool)
    for at in np.unique(of):
        block, rows = blocks[at], np.flatnonzero(of == at)
        # Blocks that are there in case they are needed may share cells.
        hung = np.concatenate([kept, found[done]])
        held = hung[_inside(hung * side, block)]
        done[rows] = True
        scale = 1
        while len(rows):
            free = _free(held, block, side * scale, scale)
            now, rows = rows[: len(free)], rows[len(free) :]
            if len(now):
                chosen = free[nearest_of(free, wanted[now] * side * scale - 0.5)]
                found[now] = centres(chosen, side * scale)
                held = np.concatenate([held, found[now]])
                whole = whole and scale == 1
            scale *= FINER
    return found, whole


def _inside(points: np.ndarray, block: Block) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    inside: np.ndarray = (
        (x >= block.left)
        & (x < block.left + block.width)
        & (y >= block.top)
        & (y < block.top + block.height)
    )
    return inside


def _free(held: np.ndarray, block: Block, side: int, scale: int) -> np.ndarray:
    width, height = block.width * scale, block.height * scale
    at = np.floor(held.astype(np.float64) * side).astype(np.int64)
    at -= np.array([block.left, block.top]) * scale
    taken = np.zeros(width * height, bool)
    taken[np.clip(at[:, 1], 0, height - 1) * width + np.clip(at[:, 0], 0, width - 1)] = True
    left = np.flatnonzero(~taken)
    return _cells(left % width + block.left * scale, left // width + block.top * scale)
