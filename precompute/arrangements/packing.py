"""Dividing a wall among groups: each gets a rectangle of whole cells, with room for its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from precompute.arrangements.lattice import Block

ATTEMPTS = 24
"""How often a wall of one size is divided anew, giving more to those that had too little."""


@dataclass(frozen=True)
class Group:
    """What wants a part of the wall: how many images, and where the group is on the map."""

    key: str
    count: int
    x: float = 0.5
    y: float = 0.5
    inner: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Room:
    """Free rows and columns, in cells: above a block for its title, beside it, and under it."""

    title: int = 1
    gap: int = 1
    under: int = 1


class DoesNotFitError(Exception):
    """The wall is too small for the groups."""


def divide(
    groups: Sequence[Group], wall: Block, *, room: Room, inside: Room
) -> tuple[dict[str, Block], dict[str, Block]]:
    """Blocks of the groups, by key, with their titles; and blocks for images, by inner key.

    The wall is cut in two across its longer side, and each part again: groups that are near on
    the map get parts that are near (an ordered treemap, as Shneiderman and Wattenberg 2001, cut
    in halves by position), of sizes as their counts. A group's title stands above its images, or
    above its inner groups with their own titles where it has several. Raises
    ``DoesNotFitError``.
    """
    parts = {group.key: 1.0 for outer in groups for group in (outer, *outer.inner)}
    for _ in range(ATTEMPTS):
        cutting = _Cutting(parts)
        cutting.cut(list(groups), wall, room)
        outer = dict(cutting.found)
        inner: dict[str, Block] = {}
        for group in groups:
            if group.key in outer:
                inner |= _furnished(group, outer[group.key], cutting, room.title, inside)
        if not cutting.short:
            return outer, inner
        for key in cutting.short:
            parts[key] *= 1.08
    raise DoesNotFitError


def _furnished(
    group: Group, block: Block, cutting: _Cutting, title: int, inside: Room
) -> dict[str, Block]:
    """Blocks for the images of a group; what is too small is noted in ``cutting``."""
    below = _below(block, title)
    if len(group.inner) < 2:
        cutting.check(group, below)
        return {part.key: below for part in group.inner}
    if below.height < 1:
        cutting.short.add(group.key)
        return {}
    before = set(cutting.short)
    cutting.cut(list(group.inner), below, inside)
    found = {}
    for part in group.inner:
        held = _below(cutting.found.get(part.key, Block("", 0, 0, 0, 0)), inside.title)
        cutting.check(part, held)
        found[part.key] = held
    if cutting.short - before:
        cutting.short.add(group.key)
    return found


def _below(block: Block, title: int) -> Block:
    return Block(block.key, block.left, block.top + title, block.width, block.height - title)


@dataclass
class _Cutting:
    """A wall being divided: ``parts`` weigh the groups, ``short`` are those with too little."""

    parts: dict[str, float]
    found: dict[str, Block] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)

    def check(self, group: Group, block: Block) -> None:
        """Note a group whose block has too few cells."""
        if block.height < 1 or block.width * block.height < group.count:
            self.short.add(group.key)

    def cut(self, groups: list[Group], wall: Block, room: Room) -> None:
        """Give each group its part of the wall."""
        if len(groups) == 1:
            key = groups[0].key
            self.found[key] = Block(key, wall.left, wall.top, wall.width, wall.height)
            return
        across = wall.width >= wall.height
        span = wall.width if across else wall.height
        gap = room.gap if across else room.under
        if span < 2 + gap:
            self.short |= {group.key for group in groups}
            return
        ordered = sorted(groups, key=lambda g: ((g.x, g.y) if across else (g.y, g.x), g.key))
        total = np.array([self._weight(group, room) for group in ordered]).cumsum()
        half = int(np.abs(total[:-1] - total[-1] / 2).argmin()) + 1
        share = total[half - 1] / total[-1]
        first = min(max(1, round((span - gap) * share)), span - gap - 1)
        rest = first + gap
        if across:
            one = Block("", wall.left, wall.top, first, wall.height)
            two = Block("", wall.left + rest, wall.top, span - rest, wall.height)
        else:
            one = Block("", wall.left, wall.top, wall.width, first)
            two = Block("", wall.left, wall.top + rest, wall.width, span - rest)
        self.cut(ordered[:half], one, room)
        self.cut(ordered[half:], two, room)

    def _weight(self, group: Group, room: Room) -> float:
        """Cells that a group takes, its title and the gaps around it included."""
        side = max(1.0, group.count) ** 0.5
        return float(self.parts[group.key] * (side + room.gap) * (side + room.under + room.title))


def shelves(
    groups: Sequence[Group], wall: Block, *, room: Room, spare: float = 1.0
) -> dict[str, Block]:
    """Blocks of the groups, in their order, on shelves from left to right and top to bottom.

    All blocks of a shelf are equally high (a strip treemap, Bederson, Shneiderman and Wattenberg
    2002). Each has at least ``spare`` times as many cells as images. Raises ``DoesNotFitError``.
    """
    wanted = [max(1.0, spare * group.count) for group in groups]
    heights = range(1, wall.height - room.title + 1, max(1, wall.height // 200))
    best: list[tuple[int, int, int]] = []  # of each shelf: first group, number of them, height
    at, top = 0, wall.top
    while at < len(groups):
        choice, score = None, np.inf
        for height in heights:
            count, used = _fill_shelf(wanted[at:], height, wall.width, room.gap)
            if not count:
                continue
            widths = np.ceil(np.array(wanted[at : at + count]) / height)
            shape = np.maximum(widths / height, height / widths).mean()
            waste = (wall.width - used) / wall.width if at + count < len(groups) else 0.0
            if shape + 3 * waste < score:
                choice, score = (at, count, height), shape + 3 * waste
        if choice is None:
            raise DoesNotFitError
        best.append(choice)
        at += choice[1]
        top += room.title + choice[2] + room.under
    if top - room.under > wall.top + wall.height:
        raise DoesNotFitError
    found, top = {}, wall.top
    for first, count, height in best:
        top += room.title
        left = wall.left
        for group, size in zip(groups[first : first + count], wanted[first:], strict=False):
            width = int(np.ceil(size / height))
            found[group.key] = Block(group.key, left, top, width, height)
            left += width + room.gap
        top += height + room.under
    return found


def _fill_shelf(wanted: list[float], height: int, width: int, gap: int) -> tuple[int, int]:
    used = count = 0
    for size in wanted:
        more = int(np.ceil(size / height)) + (gap if count else 0)
        if used + more > width:
            break
        used += more
        count += 1
    return count, used
