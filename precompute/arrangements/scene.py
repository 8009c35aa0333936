"""What the layouts are made from, read once, and what each of them gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from explorer.bundle import Bundle
from precompute.arrangements.lattice import Block, hang_more
from precompute.arrangements.legend import Legend

Facts = dict[str, Any]

_CURVE = 1 << 16


@dataclass(frozen=True)
class Scene:
    """The collection as it stands: all its rows, those just added included."""

    bundle: Bundle
    seed: int = 0

    def __len__(self) -> int:
        return len(self.bundle)

    @cached_property
    def map(self) -> np.ndarray:
        """float32 [n, 2]: the layout ``map``, which says what is like what."""
        return np.asarray(self.bundle.layout("map"))

    @cached_property
    def features(self) -> np.ndarray:
        """float32 [n, f]: the first principal components of the vectors."""
        from precompute.grid import FEATURES  # noqa: PLC0415  (scipy takes a second)
        from precompute.umap_layout import principal  # noqa: PLC0415

        return principal(self.bundle.vectors, seed=self.seed, axes=FEATURES)

    @cached_property
    def likeness(self) -> np.ndarray:
        """int64 [n]: a number by which alike images follow one another (``hilbert``)."""
        return hilbert(self.map)

    def column(self, name: str) -> list[Any]:
        """The values of a column of the table, in row order; all ``None`` where there is none."""
        table = self.bundle.item_columns([name])
        return table[name].to_pylist() if name in table.schema.names else [None] * len(self)


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """A layout: ``points`` float32 [n, 2] in the unit square, and what stands beside them.

    ``facts`` are plain JSON, by which more images find their places later. ``cell`` is the side
    of the lattice's cells, 0 where images hang freely.
    """

    points: np.ndarray
    legend: Legend = field(default_factory=Legend)
    facts: Facts = field(default_factory=dict)
    cell: float = 0.0


class NotWorthwhileError(Exception):
    """The collection has too little of what a layout shows; the message says what is missing."""


def enough(count: int, total: int, *, what: str) -> None:
    """Raise ``NotWorthwhileError`` unless at least 2 % of the images, and 3, have ``what``."""
    if count < max(3, 0.02 * total):
        raise NotWorthwhileError(f"{count} of {total} images have {what}: this layout is left out")


def hilbert(points: np.ndarray, *, side: int = _CURVE) -> np.ndarray:
    """Places of points [n, 2] of the unit square along a Hilbert curve: int64 [n]."""
    x, y = np.clip((np.asarray(points, np.float64) * side).astype(np.int64), 0, side - 1).T
    x, y = x.copy(), y.copy()
    along = np.zeros(len(x), np.int64)
    step = side // 2
    while step:
        right, low = (x & step) > 0, (y & step) > 0
        along += step * step * ((3 * right) ^ low)
        flip = right & ~low
        x[flip], y[flip] = side - 1 - x[flip], side - 1 - y[flip]
        turn = ~low
        x[turn], y[turn] = y[turn], x[turn]
        step //= 2
    return along


def blocks_to_facts(blocks: Sequence[Block]) -> list[list[Any]]:
    """Blocks as plain JSON."""
    return [[b.key, b.left, b.top, b.width, b.height] for b in blocks]


def blocks_of(facts: Facts) -> list[Block]:
    """The blocks of a lattice layout, from its facts."""
    return [Block(str(key), *map(int, rest)) for key, *rest in facts["blocks"]]


def extended(
    scene: Scene,
    kept: np.ndarray,
    facts: Facts,
    of: np.ndarray,
    legend: Callable[[Facts, np.ndarray], Legend],
    *,
    features: np.ndarray | None = None,
) -> Arrangement:
    """A lattice layout with the rows from ``len(kept)`` on hung in their blocks.

    ``of`` int [n] is the block of every row, old ones included. Each new image would like to hang
    beside the old image of its block that it resembles most, by ``features`` [n, f].
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415

    old, side, blocks = len(kept), int(facts["side"]), blocks_of(facts)
    seen = scene.features if features is None else features
    wanted = np.zeros((len(of) - old, 2), np.float64)
    for at in np.unique(of[old:]):
        block, new = blocks[at], np.flatnonzero(of[old:] == at)
        there = np.flatnonzero(of[:old] == at)
        middle = (block.left + block.width / 2, block.top + block.height / 2)
        wanted[new] = np.array(middle) / side
        if len(there):
            near = cKDTree(seen[there]).query(seen[old + new])[1]
            wanted[new] = kept[there[near]]
    more, whole = hang_more(kept, wanted, blocks, of[old:], side=side)
    points = np.concatenate([kept, more]).astype(np.float32)
    cell = float(facts.get("cell", 1 / side)) if whole else 0.0
    return Arrangement(
        points=points, legend=legend(facts, of), facts=facts | {"cell": cell}, cell=cell
    )
