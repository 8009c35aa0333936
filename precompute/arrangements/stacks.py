"""A wall of stacks along a scale: one column, or several, for each bin, on a common floor.

Above the floor stand the images whose value is certain, below it hang the others, at the middle
of what it may be. Images without any value stand apart, at the right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from precompute.arrangements.lattice import Block, assign, centres, sort_within
from precompute.arrangements.legend import Label, Legend, Line, by_room, room_level
from precompute.arrangements.scale import Bin, bin_of, bins_of, niceness
from precompute.arrangements.scene import (
    Arrangement,
    Facts,
    Scene,
    blocks_of,
    blocks_to_facts,
    extended,
)

WANTED, FULL = (24, 18, 14, 11, 9, 7, 5, 4), 0.42
"""Numbers of bins, of which the first that lets images fill so much of the wall is taken."""

SLACK = 0.92
"""Part of the height that the tallest stack takes: the rest is for images that come later."""

Text = dict[str, str]


@dataclass(frozen=True)
class Scaled:
    """What an axis shows: ``low`` and ``high`` float [n] say between which values each image is.

    NaN where nothing is known. Equal, or in one bin, they are certain.
    """

    low: np.ndarray
    high: np.ndarray

    @property
    def middle(self) -> np.ndarray:
        """float [n]."""
        middle: np.ndarray = (self.low + self.high) / 2
        return middle


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the legend says: of a tick's value, of images without one, of uncertain ones."""

    tick: Callable[[float], Text]
    unknown: Text
    uncertain: Text
    before: Callable[[float], Text]
    after: Callable[[float], Text]


def make(scene: Scene, values: Scaled, words: Words, *, finest: float = 1.0) -> Arrangement:
    """Lay out images along a scale; some of them have values."""
    known = np.isfinite(values.middle)
    facts: Facts = {}
    for wanted in WANTED:
        bins = bins_of(values.middle[known], wanted=wanted, finest=finest)
        held = _blocks_of_images(values, bins)
        sizes = np.bincount(held, minlength=2 * (len(bins) + 2) + 1)
        wall = _build(bins, sizes, len(scene))
        if not facts or wall["side"] < facts["side"]:
            of, counts = held, sizes
            facts = {"bins": [[b.low, b.high, b.gap] for b in bins], **wall}
        if FULL * facts["side"] ** 2 <= len(scene):
            break
    side, blocks = int(facts["side"]), blocks_of(facts)
    cells, column = _hang(blocks, of, counts, values.middle, scene.likeness)
    cells = sort_within(cells, column, scene.features, side, seed=scene.seed)
    return Arrangement(
        points=centres(cells, side),
        legend=_legend(facts, of, words),
        facts=facts,
        cell=1 / side,
    )


def extend(
    scene: Scene, kept: np.ndarray, facts: Facts, values: Scaled, words: Words
) -> Arrangement:
    """More images, each in the stack of its bin; those beyond the scale at its ends."""
    bins = [Bin(low, high, bool(gap)) for low, high, gap in facts["bins"]]
    of = _blocks_of_images(values, bins)
    return extended(scene, kept, facts, of, lambda now, held: _legend(now, held, words))


def _blocks_of_images(values: Scaled, bins: Sequence[Bin]) -> np.ndarray:
    """Blocks: of the bins above the floor (with one before and one after), below it, unknown."""
    every = list(bins)
    middle = values.middle
    known = np.isfinite(middle)
    ends = [np.where(known, v, bins[0].low) for v in (values.low, middle, values.high)]
    first, at, last = (bin_of(end, every) + 1 for end in ends)
    certain = (first == at) & (last == at)
    of = np.where(certain, at, at + len(bins) + 2)
    return np.where(known, of, 2 * (len(bins) + 2))


def _build(bins: Sequence[Bin], counts: np.ndarray, total: int) -> Facts:
    """Columns for each bin on the smallest wall that holds them all."""
    many = len(bins) + 2
    above, below, unknown = counts[:many], counts[many : 2 * many], int(counts[-1])
    side = math.ceil((1.15 * total) ** 0.5) + 1
    while True:
        axis = max(1, math.ceil(0.026 * side))
        share = below.sum() / max(1, above.sum() + below.sum())
        low = max(1, min(round((side - axis) * share), int(0.4 * side)))
        foot = axis if below.any() else 0  # where it says what hangs below
        high = side - axis - low - foot
        apart = max(1, round(0.06 * side))
        if high >= 1:
            tall, deep = max(1, int(SLACK * high)), low
            widths = np.maximum(1, np.maximum(-(-above // tall), -(-below // deep)))
            missing = max(1, round(0.06 * side) if unknown else 1, -(-unknown // tall))
            if widths.sum() + apart + missing <= side:
                break
        side += max(1, side // 50)
    spare = side - int(widths.sum()) - apart - missing
    widths[[0, -1]] += spare // 2  # room before and after, so that the whole is in the middle
    blocks, left = [], 0
    for at, width in enumerate(widths.tolist()):
        blocks.append(Block(f"above {at}", left, 0, width, high))
        left += width
    left = 0
    for at, width in enumerate(widths.tolist()):
        blocks.append(Block(f"below {at}", left, high + axis, width, low))
        left += width
    blocks.append(Block("unknown", left + apart, 0, side - left - apart, high))
    return {
        "side": side,
        "blocks": blocks_to_facts(blocks),
        "floor": high,
        "axis": axis,
    }


def _hang(
    blocks: Sequence[Block],
    of: np.ndarray,
    counts: np.ndarray,
    middle: np.ndarray,
    likeness: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The cell of each image, int32 [n, 2], and its column, int [n], which it does not leave.

    Within a bin columns follow one another by value, and in a column alike images by likeness.
    """
    deep = np.array([block.key.startswith("below") for block in blocks])
    places = np.concatenate(
        [
            block.stacks(int(count), hanging=bool(hangs))
            for block, count, hangs in zip(blocks, counts, deep, strict=True)
        ]
    )
    value = np.where(np.isfinite(middle), middle, 0)
    order = np.lexsort((likeness, value, of))
    cells = np.empty((len(of), 2), np.int32)
    cells[order] = places
    column = cells[:, 0] * 2 + deep[of]
    level = np.stack([cells[:, 0], -likeness], axis=1)
    found: np.ndarray = cells[assign(cells, level, column, column)]
    return found, column


def _legend(facts: Facts, of: np.ndarray, words: Words) -> Legend:
    bins = [Bin(low, high, bool(gap)) for low, high, gap in facts["bins"]]
    side, floor, axis = int(facts["side"]), int(facts["floor"]), int(facts["axis"])
    blocks = blocks_of(facts)
    counts = np.bincount(of, minlength=len(blocks))
    many = len(bins) + 2
    y = (floor + axis / 2) / side
    ticks = []
    for at, b in enumerate(bins, start=1):
        x = blocks[at].left / side
        ticks.append(Label(x=x, y=y, text=words.tick(b.low), rank=1 + niceness(b.low)))
    end = blocks[many - 1].left / side
    ticks.append(
        Label(x=end, y=y, text=words.tick(bins[-1].high), rank=1 + niceness(bins[-1].high))
    )
    labels = [replace(tick, rank=min(tick.rank, 9)) for tick in by_room(ticks, height=axis / side)]
    for at, words_of, edge in (
        (0, words.before, bins[0].low),
        (many - 1, words.after, bins[-1].high),
    ):
        if counts[at] or counts[at + many]:
            labels.append(_heading(blocks[at], words_of(edge), side, rank=2))
    if counts[-1]:
        labels.append(_heading(blocks[-1], words.unknown, side, rank=0))
    if counts[many : 2 * many].any():
        first = next(at for at in range(many) if counts[at + many])
        deepest = max(-(-int(counts[at + many]) // blocks[at].width) for at in range(many))
        foot = min(blocks[many].top + deepest + axis / 2, side - 0.4) / side
        x = min(blocks[first].left / side, 0.6)
        labels.append(Label(x=x, y=foot, text=words.uncertain, anchor="left", rank=2))
    left, right = blocks[1].left / side, end
    ground = (
        [floor / side, (floor + axis) / side] if counts[many : 2 * many].any() else [floor / side]
    )
    lines = [Line(x1=left, y1=line, x2=right, y2=line) for line in ground]
    lines += [
        Line(
            x1=tick.x, y1=floor / side, x2=tick.x, y2=(floor + 0.22 * axis) / side, level=tick.level
        )
        for tick in labels
        if tick.anchor == "centre"
    ]
    if counts[-1]:
        last = blocks[-1]
        ends = (last.left + last.width) / side
        lines.append(Line(x1=last.left / side, y1=ground[0], x2=ends, y2=ground[0]))
    return Legend(tuple(labels), tuple(lines))


def _heading(block: Block, text: Text, side: int, *, rank: int) -> Label:
    """A title under a stack that stands by itself, where ticks have theirs."""
    label = Label(
        x=(block.left + block.width / 2) / side,
        y=(block.top + block.height + 0.5) / side,
        text=text,
        anchor="centre",
        rank=rank,
    )
    level = room_level(label, width=(block.width + 2) / side, height=1.0)
    return replace(label, level=level)
