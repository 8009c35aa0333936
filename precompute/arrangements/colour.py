"""The layout ``colour``: families of hues side by side, light above, dark below; greys apart.

By the dominant colour of each image, in OKLCH, the polar form of Oklab (Ottosson 2020, "A
perceptual color space for image processing"), where equal steps of hue and lightness look equal.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from precompute.arrangements.lattice import Block, centres
from precompute.arrangements.legend import Label, Legend, Line, both, room_level
from precompute.arrangements.scene import (
    Arrangement,
    Facts,
    Scene,
    blocks_of,
    blocks_to_facts,
    extended,
)
from precompute.colour import oklab

GREY = 0.028
"""Chroma below which a colour is called grey, white or black."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Family:
    """Hues, in degrees of OKLCH, up to ``until``; from the family before on."""

    until: float
    name: dict[str, str]


FAMILIES = (
    Family(48, both("Rouges", "Reds")),
    Family(72, both("Orangés et bruns", "Oranges and browns")),
    Family(90, both("Ocres", "Ochres")),
    Family(116, both("Jaunes et kakis", "Yellows and khakis")),
    Family(165, both("Verts", "Greens")),
    Family(220, both("Turquoises", "Turquoises")),
    Family(285, both("Bleus", "Blues")),
    Family(328, both("Violets", "Violets")),
    Family(368, both("Roses", "Pinks")),
)
"""From the reds on, around the circle; hues before the first are counted after the last."""

GREYS = both("Gris, noirs et blancs", "Greys, blacks and whites")
UNKNOWN = both("Couleur inconnue", "Colour unknown")
_START = 8.0


def make(scene: Scene) -> Arrangement:
    """Lay out by colour."""
    lab = _colours(scene)
    of = _blocks_of_images(lab)
    counts = np.bincount(of, minlength=len(FAMILIES) + 2)
    facts = _build(counts, len(scene))
    side, blocks = int(facts["side"]), blocks_of(facts)
    lightness, _, hue = _oklch(lab)
    cells = np.empty((len(scene), 2), np.int32)
    for at, block in enumerate(blocks):
        rows = np.flatnonzero(of == at)
        if not len(rows):
            continue
        first = hue if at < len(FAMILIES) else -lightness  # greys from white to black
        rows = rows[np.lexsort((rows, -lightness[rows], first[rows]))]
        places = block.stacks(len(rows), hanging=True)
        # In a column light above dark.
        cells[rows[np.lexsort((rows, -lightness[rows], places[:, 0]))]] = places
    return Arrangement(
        points=centres(cells, side), legend=_legend(facts, of), facts=facts, cell=1 / side
    )


def extend(scene: Scene, kept: np.ndarray, facts: Facts) -> Arrangement:
    """More images, each in its family beside the colour nearest to its own."""
    lab = _colours(scene)
    seen = np.nan_to_num(lab)
    return extended(scene, kept, facts, _blocks_of_images(lab), _legend, features=seen)


def _colours(scene: Scene) -> np.ndarray:
    """Oklab of each image's colour, float64 [n, 3]; NaN where there is none."""
    texts = scene.column("colour")
    fit = np.array([bool(text and _HEX.fullmatch(text)) for text in texts], bool)
    numbers = np.array([int(text[1:], 16) for text, ok in zip(texts, fit, strict=True) if ok], int)
    rgb = np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=1)
    lab = np.full((len(texts), 3), np.nan)
    lab[fit] = oklab(rgb.reshape(-1, 3))
    return lab


def _oklch(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lightness 0 to 1, chroma, and hue in degrees from ``_START`` to ``_START`` + 360."""
    lightness, a, b = lab.T
    hue = (np.degrees(np.arctan2(b, a)) - _START) % 360 + _START
    return lightness, np.hypot(a, b), hue


def _blocks_of_images(lab: np.ndarray) -> np.ndarray:
    """The family of each image; then greys, then those without a colour: int64 [n]."""
    _, chroma, hue = _oklch(np.nan_to_num(lab))
    ends = np.array([family.until for family in FAMILIES])
    family = np.minimum(np.searchsorted(ends, hue, side="right"), len(FAMILIES) - 1)
    family = np.where(chroma < GREY, len(FAMILIES), family)
    found: np.ndarray = np.where(np.isnan(lab[:, 0]), len(FAMILIES) + 1, family)
    return found


def _build(counts: np.ndarray, total: int) -> Facts:
    """Families side by side, those without images one column narrow; greys along the foot."""
    families, greys, unknown = counts[: len(FAMILIES)], int(counts[-2]), int(counts[-1])
    side = math.ceil((1.1 * total) ** 0.5)
    while True:
        title, gap = max(1, math.ceil(0.026 * side)), max(1, round(0.012 * side))
        apart = max(1, -(-unknown // side)) + title if unknown else 0
        low = max(1, -(-math.ceil(1.04 * greys) // side))
        high = side - 2 * title - low - apart
        if high >= 1:
            widths = np.maximum(1, np.ceil(1.06 * families / high).astype(int))
            widths[families == 0] = 0
            there = int((widths > 0).sum())
            if widths.sum() + gap * max(0, there - 1) <= side:
                break
        side += max(1, side // 60)
    spare = side - int(widths.sum()) - gap * max(0, there - 1)
    blocks, left = [], spare // 2
    for at, width in enumerate(widths.tolist()):
        # A family of which there is nothing yet still has a column, the gap before its neighbour.
        place = min(max(0, left - gap), side - 1)
        blocks.append(
            Block(str(at), left, title, width, high)
            if width
            else Block(str(at), place, title, 1, high)
        )
        left += width + gap if width else 0
    floor = title + high + title
    blocks.append(Block("greys", 0, floor, side, low))
    blocks.append(
        Block("unknown", 0, side - apart + title, side, apart - title)
        if apart
        else Block("unknown", 0, side - 1, side, 1)
    )
    return {"side": side, "blocks": blocks_to_facts(blocks), "title": title}


def _legend(facts: Facts, of: np.ndarray) -> Legend:
    side, title = int(facts["side"]), int(facts["title"])
    blocks = blocks_of(facts)
    counts = np.bincount(of, minlength=len(blocks))
    texts = [*(family.name for family in FAMILIES), GREYS, UNKNOWN]
    labels, lines = [], []
    for block, text, count in zip(blocks, texts, counts, strict=True):
        if not count:
            continue
        top, left = block.top / side, block.left / side
        right = left + block.width / side
        label = Label(x=left, y=top - 0.55 * title / side, text=text, anchor="left")
        # Into the gap beside the family, but for a breath.
        level = room_level(label, width=right - left + 0.7 / side, height=title / side)
        labels.append(replace(label, rank=int(level > 0), level=level))
        rail = top - 0.06 * title / side
        lines.append(Line(x1=left, y1=rail, x2=right, y2=rail))
    return Legend(tuple(labels), tuple(lines))
