"""The cloud of a collection: what surrounds some of its pictures, and where it hangs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.cloud.choice import MOST_SURPRISE, choose, pool_size
from explorer.cloud.packing import arrange
from explorer.cloud.seriation import circular_order, residual_likeness
from explorer.collection import Collection, Item
from explorer.filtering.wishes import Filter

MOST_CENTRES = 24
MOST_AROUND = 100

_STEPS_A_DOUBLING = 4
_LONGEST = 7
EVERYTHING = Filter()
"""The filter that keeps all."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A cloud that is asked for.

    ``rows`` are in the middle (1 to ``MOST_CENTRES``), ``k`` pictures are wanted around them (0 to
    ``MOST_AROUND``), of those that ``wish`` keeps; ``surprise`` is a whole number from 0 to
    ``MOST_SURPRISE``; ``aspect`` is the width of the frame over its height.
    """

    rows: tuple[int, ...]
    k: int = 48
    surprise: int = 0
    wish: Filter = EVERYTHING
    aspect: float = 1.0

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_CENTRES or not 0 <= self.k <= MOST_AROUND:
            raise ValueError(f"1 to {MOST_CENTRES} rows, and k from 0 to {MOST_AROUND}")
        if not 0 <= self.surprise <= MOST_SURPRISE or not 0 < self.aspect < math.inf:
            raise ValueError(f"surprise is 0 to {MOST_SURPRISE}, aspect more than 0")


@dataclass(frozen=True)
class Hung:
    """A picture of a cloud: the middle of its place, its width and its height, as shares of the
    frame's width and height; and its cosine to the middle, which is 1 for what hangs there."""

    item: Item
    score: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Cloud:
    """What hangs in the middle, what around it (the most alike first), and the frame's shape."""

    centre: tuple[Hung, ...]
    around: tuple[Hung, ...]
    aspect: float


def shape(aspect: float) -> float:
    """The shape of frame that a cloud is made for: one of fifteen, from 0.3 to 3.4.

    Frames of nearly the same shape share their answers; whoever draws one spreads it over the
    little that is left, which brings no two pictures together.
    """
    step = round(_STEPS_A_DOUBLING * math.log2(aspect))
    return float(2 ** (max(-_LONGEST, min(_LONGEST, step)) / _STEPS_A_DOUBLING))


def cloud(collection: Collection, asked: Asked, *, language: str) -> Cloud:
    """The cloud that is asked for; fewer than ``k`` hang in it where there are no more.

    The same question has the same answer as long as the collection does not change. Raises
    ``ValueError`` for a row that does not exist.
    """
    near = neighbours(collection, asked)
    found = collection.items([*asked.rows, *near.rows.tolist()], language=language)
    middle, rest = found[: len(asked.rows)], found[len(asked.rows) :]
    likeness = residual_likeness(near.vectors, near.centre)
    hung = arrange(
        _ratios(middle),
        _ratios(rest),
        order=circular_order(likeness),
        likeness=likeness,
        aspect=shape(asked.aspect),
    )
    return Cloud(
        _hung(middle, np.ones(len(middle)), hung.centre, hung.aspect),
        _hung(rest, near.scores, hung.around, hung.aspect),
        hung.aspect,
    )


@dataclass(frozen=True)
class Neighbours:
    """What is around the middle, the most alike first.

    ``rows`` (int64 [m]), their cosines to the middle ``scores`` (float32 [m]), their ``vectors``
    (float32 [m, dim]); and the vector of the middle ``centre`` (float32 [dim], unit length).
    """

    rows: np.ndarray
    scores: np.ndarray
    vectors: np.ndarray
    centre: np.ndarray


def neighbours(collection: Collection, asked: Asked) -> Neighbours:
    """What is around the middle, without its places. Raises ``ValueError`` as ``cloud`` does."""
    index = collection.engine.vectors
    middle = np.asarray(asked.rows)
    if not ((middle >= 0) & (middle < len(index))).all():
        raise ValueError("name rows of the collection")
    centre = index.vector(middle).mean(axis=0)
    centre = centre / max(float(np.linalg.norm(centre)), 1e-12)
    within = collection.filters.mask(asked.wish) if asked.wish else None
    there = len(index) if within is None else int(np.count_nonzero(within))
    pool = pool_size(asked.k, asked.surprise, items=there)
    rows, scores = index.search(centre, k=pool + len(middle), within=within)
    others = ~np.isin(rows, middle)
    rows, scores = rows[others][:pool], scores[others][:pool]
    vectors = index.vector(rows)
    chosen = choose(scores, vectors, k=asked.k, surprise=asked.surprise)
    return Neighbours(rows[chosen], scores[chosen], vectors[chosen], centre)


def _ratios(items: list[Item]) -> np.ndarray:
    return np.array([max(1, item.width) / max(1, item.height) for item in items])


def _hung(
    items: list[Item], scores: np.ndarray, boxes: np.ndarray, aspect: float
) -> tuple[Hung, ...]:
    shares = boxes / np.array([aspect, 1.0, aspect, 1.0])
    return tuple(
        Hung(item, float(score), *map(float, box))
        for item, score, box in zip(items, scores, shares, strict=True)
    )
