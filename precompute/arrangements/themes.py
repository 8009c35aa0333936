"""The layout ``themes``: each theme a part of the wall, as large as it has images, titled."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from precompute.arrangements.lattice import Block, assign, centres, sort_within
from precompute.arrangements.legend import Label, Legend, Line, both, room_level
from precompute.arrangements.packing import DoesNotFitError, Group, Room, divide
from precompute.arrangements.scene import (
    Arrangement,
    Facts,
    NotWorthwhileError,
    Scene,
    blocks_of,
    blocks_to_facts,
    extended,
)

NOISE = "noise"
APART = both("Hors thème", "Apart from the themes")
LIKE_NONE = both("Autres", "Others")


def make(scene: Scene) -> Arrangement:
    """Lay out the themes; ``NotWorthwhileError`` where the collection has none."""
    records = scene.bundle.themes.select(["id", "parent", "level", "label"]).to_pylist()
    if not records:
        raise NotWorthwhileError("the collection is too small for themes: this layout is left out")
    leaf = leaves(scene.bundle.item_themes, records)
    keys, of = np.unique(leaf, return_inverse=True)
    groups = _groups(records, keys.tolist(), of, scene.map)
    side, outer, inner = _wall(groups, len(scene))
    blocks = [replace(inner[str(key)], key=str(key)) for key in keys]
    counts = np.bincount(of, minlength=len(blocks))
    places = np.concatenate(
        [block.rows(int(count)) for block, count in zip(blocks, counts, strict=True)]
    )
    zones = np.repeat(np.arange(len(blocks)), counts)
    cells = places[assign(places, scene.map, zones, of)]
    cells = sort_within(cells, of, scene.features, side, seed=scene.seed)
    facts: Facts = {
        "side": side,
        "blocks": blocks_to_facts(blocks),
        "areas": blocks_to_facts([outer[group.key] for group in groups]),
    }
    return Arrangement(
        points=centres(cells, side), legend=_legend(scene, facts), facts=facts, cell=1 / side
    )


def extend(scene: Scene, kept: np.ndarray, facts: Facts) -> Arrangement:
    """More images, each in the block of its theme; nothing that hangs already moves."""
    records = scene.bundle.themes.select(["id", "parent", "level", "label"]).to_pylist()
    leaf = leaves(scene.bundle.item_themes, records)
    index = {block.key: at for at, block in enumerate(blocks_of(facts))}
    parents = {str(record["id"]): str(record["parent"]) for record in records}
    last = len(index) - 1
    block = dict(index)
    for key in set(np.unique(leaf).tolist()) - set(index):
        # A theme's own images, or noise, where there was none before.
        inside = [at for child, at in index.items() if parents.get(child) == key]
        block[key] = inside[0] if inside else index.get(NOISE, last)
    of = np.array([block[key] for key in leaf.tolist()])
    return extended(scene, kept, facts, of, lambda now, _: _legend(scene, now))


def leaves(item_themes: np.ndarray, records: list[dict[str, Any]]) -> np.ndarray:
    """The block of each image, text [n]: its theme of the second level, else of the first.

    ``NOISE`` for those that belong to none of the themes into which theirs is divided.
    """
    item_themes = np.asarray(item_themes)[:, :2]
    divided = np.zeros(len(records) + 1, bool)
    divided[[record["parent"] for record in records if record["parent"] >= 0]] = True
    top = item_themes[:, 0]
    leaf = top.copy()
    if item_themes.shape[1] > 1:
        below = item_themes[:, 1]
        leaf = np.where(below >= 0, below, np.where(divided[top], -1, top))
    names = np.array([*(str(record["id"]) for record in records), NOISE])
    found: np.ndarray = names[leaf]
    return found


def _groups(
    records: list[dict[str, Any]], keys: list[str], of: np.ndarray, points: np.ndarray
) -> list[Group]:
    """The top themes with those inside them, each with its middle on the map; then the noise."""
    counts = np.bincount(of, minlength=len(keys))
    middles = [np.median(points[of == at], axis=0).tolist() for at in range(len(keys))]
    leaf = {
        key: Group(key, int(count), *middle)
        for key, count, middle in zip(keys, counts, middles, strict=True)
    }
    found = []
    for record in records:
        if record["level"]:
            continue
        key = str(record["id"])
        inner = [
            leaf[str(r["id"])]
            for r in records
            if r["parent"] == record["id"]
            if str(r["id"]) in leaf
        ]
        inner += [leaf[key]] if key in leaf else []
        if inner:
            count = sum(group.count for group in inner)
            x, y = (
                sum(getattr(group, axis) * group.count for group in inner) / count for axis in "xy"
            )
            found.append(Group(f"area {key}", count, x, y, tuple(inner)))
    if NOISE in leaf:
        found.append(Group(f"area {NOISE}", leaf[NOISE].count, 2.0, 2.0, (leaf[NOISE],)))
    return found


def _wall(groups: list[Group], total: int) -> tuple[int, dict[str, Block], dict[str, Block]]:
    side = math.ceil((1.2 * total) ** 0.5)
    while True:
        title, gap = _title_rows(side), max(1, round(0.018 * side))
        room = Room(title=title, gap=gap, under=gap)
        inside = Room(title=_inner_rows(side), gap=max(1, round(0.006 * side)), under=0)
        try:
            outer, inner = divide(groups, Block("", 0, 0, side, side), room=room, inside=inside)
        except DoesNotFitError:
            side += max(1, side // 40)
            continue
        return side, outer, inner


def _title_rows(side: int) -> int:
    return max(1, round(0.026 * side))


def _inner_rows(side: int) -> int:
    return max(1, round(0.012 * side))


def _legend(scene: Scene, facts: Facts) -> Legend:
    side = int(facts["side"])
    names = {
        str(record["id"]): dict(record["label"] or ())
        for record in scene.bundle.themes.select(["id", "label"]).to_pylist()
    }
    areas = {key: Block(key, *rest) for key, *rest in facts["areas"]}
    labels, lines = [], []
    for key, area in areas.items():
        text = APART if key.endswith(NOISE) else names.get(key.removeprefix("area "), {})
        inner = [block for block in blocks_of(facts) if _holds(area, block)]
        title = min((block.top for block in inner), default=area.top + 1) - area.top
        if len(inner) > 1:
            title = _title_rows(side)
        labels.append(_title(text, area, title, side, rank=0))
        rail, ends = (area.top + 0.94 * title) / side, area.left + area.width
        lines.append(Line(x1=area.left / side, y1=rail, x2=ends / side, y2=rail))
        if len(inner) < 2:
            continue
        for block in inner:
            own = block.key == key.removeprefix("area ")
            text = LIKE_NONE if own else names.get(block.key, {})
            rows = _inner_rows(side)
            labels.append(_title(text, replace(block, top=block.top - rows), rows, side, rank=1))
    return Legend(tuple(label for label in labels if label.text), tuple(lines))


def _holds(area: Block, block: Block) -> bool:
    return (
        area.left <= block.left < area.left + area.width
        and area.top <= block.top < area.top + area.height
    )


def _title(text: dict[str, str], area: Block, rows: int, side: int, *, rank: int) -> Label:
    label = Label(
        x=area.left / side,
        y=(area.top + rows / 2) / side,
        text=text,
        anchor="left",
        rank=rank,
    )
    level = room_level(label, width=(area.width + 0.7) / side, height=rows / side)
    return replace(label, level=level)
