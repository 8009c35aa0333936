"""The layout ``places``: images on a plain map of the ground, those of no known place in a strip.

Equirectangular: longitudes are drawn as long as they are in the middle latitude of the
collection, so that there the shape of the land is right; parallels and meridians are straight.
"""

from __future__ import annotations

import math

import numpy as np

from precompute.arrangements.lattice import Block, assign, centres, hang_more, sort_within
from precompute.arrangements.legend import Label, Legend, Line, both
from precompute.arrangements.scene import (
    Arrangement,
    Facts,
    Scene,
    blocks_of,
    blocks_to_facts,
    enough,
)
from precompute.unit_square import separate

MARGIN, TITLE = 0.07, 0.034
PILE = 0.06
"""How far, in units of the square, the images of one place may spread around it."""

SMALLEST = 0.5
"""Degrees that the wall shows at least: a collection of one town is not stretched further."""

STEPS = (60, 30, 15, 10, 5, 2, 1, 0.5, 0.25, 0.1)
"""Degrees between the lines of the graticule."""

UNKNOWN = both("Lieu inconnu", "Place unknown")
_LINES = 60


def make(scene: Scene) -> Arrangement:
    """Lay out by place; ``NotWorthwhileError`` where too few have coordinates."""
    lat, lng = _coordinates(scene)
    known = np.isfinite(lat)
    enough(int(known.sum()), len(scene), what="coordinates")
    unknown = int((~known).sum())
    facts = _fitted(lat[known], lng[known], unknown=unknown, total=len(scene))
    points = np.zeros((len(scene), 2), np.float32)
    exact = _project(lat[known], lng[known], facts)
    gap = _gap(exact)
    points[known] = _spread(exact, gap, facts)
    if unknown:
        block, side = blocks_of(facts)[0], int(facts["side"])
        rows = np.flatnonzero(~known)
        cells = block.rows(unknown)
        zone = np.zeros(unknown, np.int64)
        cells = cells[assign(cells, scene.map[rows], zone, zone)]
        cells = sort_within(cells, zone, scene.features[rows], side, seed=scene.seed)
        points[rows] = centres(cells, side)
    facts |= {"gap": gap}
    return Arrangement(points=points, legend=_legend(facts, unknown), facts=facts)


def extend(scene: Scene, kept: np.ndarray, facts: Facts) -> Arrangement:
    """More images: those of a known place there (at the edge, if it lies beyond the map)."""
    lat, lng = _coordinates(scene)
    old, known = len(kept), np.isfinite(lat)
    points = np.zeros((len(scene), 2), np.float32)
    points[:old] = kept
    new = np.arange(old, len(scene))
    there = new[known[new]]
    if len(there):
        low, high = facts["low"], facts["high"]
        wanted = np.clip(_project(lat[there], lng[there], facts), low, high)
        held = np.flatnonzero(known[:old])
        both_of = np.concatenate([kept[held], wanted]).astype(np.float32)
        points[there] = separate(both_of, gap=float(facts["gap"]), fixed=len(held))[len(held) :]
    rest = new[~known[new]]
    if len(rest):
        blocks, side = blocks_of(facts), int(facts["side"])
        middle = np.full((len(rest), 2), 0.5)
        points[rest], _ = hang_more(
            kept[~known[:old]], middle, blocks, np.zeros(len(rest), np.int64), side=side
        )
    unknown = int((~known).sum())
    return Arrangement(points=points, legend=_legend(facts, unknown), facts=facts)


def _coordinates(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude of each image in degrees, NaN in both where one is missing."""
    lat, lng = (
        np.array([math.nan if v is None else v for v in scene.column(name)], np.float64)
        for name in ("lat", "lng")
    )
    good = (np.abs(lat) <= 90) & (np.abs(lng) <= 360)
    return np.where(good, lat, np.nan), np.where(good, lng, np.nan)


def _fitted(lat: np.ndarray, lng: np.ndarray, *, unknown: int, total: int) -> Facts:
    """How degrees become places on the wall, and where the strip of the unplaced is."""
    share = unknown / total
    west = _widest_gap(lng)
    along = (lng - west) % 360
    middle = (float(lat.min()) + float(lat.max())) / 2
    squeeze = max(0.05, math.cos(math.radians(middle)))
    wide = max(SMALLEST, float(np.ptp(along))) * squeeze
    high = max(SMALLEST, float(np.ptp(lat)))
    title = TITLE if unknown else 0.0
    # What a map wider than high leaves free goes to the images that are not on it.
    needed = (1 - 2 * MARGIN) * high / wide + 2 * MARGIN
    height = min(0.6, max(0.55 * share, 1 - title - needed))
    side = max(4, math.ceil(max(total, 1.08 * unknown / height if unknown else 0) ** 0.5))
    rows = max(1, math.ceil(1.08 * unknown / side))
    strip = Block("unknown", 0, side - rows, side, rows)
    bottom = strip.top / side - title
    scale = min((1 - 2 * MARGIN) / wide, (bottom - 2 * MARGIN) / high)
    return {
        "side": side,
        "blocks": blocks_to_facts([strip]),
        "west": west,
        "along": (float(along.min()) + float(along.max())) / 2,
        "middle": middle,
        "squeeze": squeeze,
        "scale": scale,
        "centre": bottom / 2,
        "low": [MARGIN / 2, MARGIN / 2],
        "high": [1 - MARGIN / 2, bottom - MARGIN / 2],
        "bottom": bottom,
    }


def _widest_gap(lng: np.ndarray) -> float:
    """The longitude, in degrees, east of the widest stretch in which there is nothing."""
    held = np.unique(np.round(lng % 360, 9))
    gaps = np.diff(np.r_[held, held[0] + 360])
    # The usual cut, in the Pacific, wherever nothing is lost by it.
    span = held + np.where(held >= 180, -360.0, 0.0)
    if np.ptp(span) <= 360 - gaps.max() + 1e-6:
        return -180.0
    return float(held[(int(gaps.argmax()) + 1) % len(held)])


def _project(lat: np.ndarray, lng: np.ndarray, facts: Facts) -> np.ndarray:
    """Places [m, 2] in the unit square, which may lie outside it."""
    along = (lng - facts["west"]) % 360 - facts["along"]
    x = 0.5 + along * facts["squeeze"] * facts["scale"]
    y = facts["centre"] - (lat - facts["middle"]) * facts["scale"]
    return np.stack([x, y], axis=1)


def _gap(points: np.ndarray) -> float:
    """Distance to keep: roomy, but the fullest neighbourhood stays within ``PILE`` of itself."""
    cells = np.floor(points / PILE).astype(np.int64)
    most = int(np.unique(cells, axis=0, return_counts=True)[1].max())
    return float(min(0.45 / len(points) ** 0.5, 0.8 * PILE / most**0.5, 0.05))


def _spread(points: np.ndarray, gap: float, facts: Facts) -> np.ndarray:
    found = points.astype(np.float32)
    for part in (1.0, 0.5, 0.25):  # where piles meet, one pass does not part them all
        found = separate(found, gap=gap * part)
    low, high = np.array([0.0, 0.0]), np.array([1.0, facts["bottom"]])
    if (found >= low).all() and (found <= high).all():
        return found
    # Reflected at the strip rather than moved into it.
    y = found[:, 1]
    over = y > facts["bottom"]
    y[over] = 2 * facts["bottom"] - y[over]
    return found


def _legend(facts: Facts, unknown: int) -> Legend:
    labels: list[Label] = []
    lines: list[Line] = []
    bottom = float(facts["bottom"])
    span = 1 / (facts["squeeze"] * facts["scale"])  # degrees of longitude across the wall
    usual = next((at for at, step in enumerate(STEPS) if span / step >= 5), len(STEPS) - 1)
    drawn: set[tuple[str, float]] = set()
    for level, step in zip((0.0, 2.0, 4.0), STEPS[usual : usual + 3], strict=False):
        for meridian in _multiples(facts["west"] + facts["along"], span, step):
            x = float(_project(np.zeros(1), np.array([meridian]), facts)[0, 0])
            known = ("x", round(x, 6))
            if known in drawn or not 0 <= x <= 1:
                continue
            drawn.add(known)
            north, south = (
                float(
                    np.clip(facts["centre"] - (pole - facts["middle"]) * facts["scale"], 0, bottom)
                )
                for pole in (90, -90)
            )
            lines.append(Line(x1=x, y1=north, x2=x, y2=south, level=level))
            text = _degrees(meridian, "E", "W")
            labels.append(
                Label(x=x, y=bottom - 0.004, text=text, level=level, anchor="bottom", rank=5)
            )
        for parallel in _multiples(facts["middle"], bottom / facts["scale"], step):
            y = float(facts["centre"] - (parallel - facts["middle"]) * facts["scale"])
            known = ("y", round(y, 6))
            if known in drawn or not 0 <= y <= bottom or abs(parallel) > 90:
                continue
            drawn.add(known)
            lines.append(Line(x1=0.0, y1=y, x2=1.0, y2=y, level=level))
            text = _degrees(parallel, "N", "S")
            labels.append(
                Label(x=0.004, y=y - 0.012, text=text, level=level, anchor="left", rank=5)
            )
    if unknown:
        top = blocks_of(facts)[0].top / int(facts["side"])
        labels.append(Label(x=0.0, y=top - 0.014, text=UNKNOWN, anchor="left", rank=0))
        lines.append(Line(x1=0.0, y1=top - 0.002, x2=1.0, y2=top - 0.002))
    return Legend(tuple(labels), tuple(lines))


def _multiples(middle: float, span: float, step: float) -> list[float]:
    first = math.ceil((middle - span / 2) / step)
    last = math.floor((middle + span / 2) / step)
    if last - first > _LINES:
        return []
    return [round(at * step, 6) for at in range(first, last + 1)]


def _degrees(value: float, positive: str, negative: str) -> dict[str, str]:
    if positive == "E":
        value = (value + 180) % 360 - 180
    letter = "" if value in (0, -180) else positive if value > 0 else negative
    number = f"{abs(value):g}"
    if letter == "W":
        return both(f"{number.replace('.', ',')}° O", f"{number}° W")
    text = f"{number}° {letter}".strip()
    return both(text.replace(".", ","), text) if "." in text else {"": text}
