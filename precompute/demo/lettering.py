"""Letters of the archive's own: skeletons of strokes, written with a pen or cut as type.

No font of the machine is used, so the same seed gives the same picture everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from precompute.demo.curves import Points, smooth
from precompute.demo.glyphs import ACCENTS, GLYPHS
from precompute.demo.noise import Field

CAP, X_HEIGHT = 10.0, 6.5


@dataclass(frozen=True, slots=True)
class Face:
    """How skeletons become letters: widths in tenths of the cap height."""

    thick: float
    thin: float
    slant: float = 0.0
    serif: float = 0.0
    narrow: float = 1.0
    space: float = 1.5
    shake: float = 0.0


ROMAN = Face(1.25, 0.55, serif=1.05)
ITALIC = Face(1.0, 0.45, slant=0.24, serif=0.5, narrow=0.9)
FAT = Face(2.5, 0.55, serif=1.5, narrow=1.1, space=2.0)
SLAB = Face(1.7, 1.5, serif=1.5)
SANS = Face(1.2, 1.2)
NARROW = Face(1.9, 1.5, narrow=0.62, space=1.6)
HAND = Face(0.75, 0.38, slant=0.42, narrow=0.86, space=0.9, shake=0.22)
UPRIGHT = Face(0.85, 0.5, slant=0.1, narrow=0.95, space=1.0, shake=0.16)
SLOPING = Face(0.6, 0.28, slant=0.66, narrow=1.0, space=0.7, shake=0.24)
HEAVY = Face(1.25, 0.6, slant=0.3, narrow=0.92, space=1.0, shake=0.2)
FACES = {
    "roman": ROMAN,
    "italic": ITALIC,
    "fat": FAT,
    "slab": SLAB,
    "sans": SANS,
    "narrow": NARROW,
    "hand": HAND,
    "upright": UPRIGHT,
    "sloping": SLOPING,
    "heavy": HEAVY,
}


@cache
def _strokes(letter: str) -> tuple[tuple[Points, ...], float]:
    """The strokes of a letter and its breadth, unslanted, y upwards, cap height 10."""
    mark, base = ACCENTS.get(letter, ("", letter))
    text = GLYPHS.get(base, GLYPHS["?"])
    strokes: list[Points] = []
    for part in text.split(";"):
        curved = part.startswith("~")
        pairs = [tuple(float(v) for v in pair.split(",")) for pair in part.lstrip("~").split()]
        points = np.array(pairs, float)
        strokes.append(smooth(points, steps=7) if curved else points)
    wide = max(float(s[:, 0].max()) for s in strokes)
    if mark:
        top = (CAP if base.isupper() else X_HEIGHT) + 1.1
        shape = {
            "acute": [(-0.5, 0.0), (0.9, 1.9)],
            "grave": [(0.5, 0.0), (-0.9, 1.9)],
            "hat": [(-1.4, 0.1), (0.0, 1.7), (1.4, 0.1)],
            "tail": [(0.2, -7.7), (0.5, -8.8), (-0.6, -9.6)],
            "dots": [(-1.1, 0.6), (-1.05, 1.1)],
        }[mark]
        strokes.append(np.add(shape, (wide / 2, top)))
        if mark == "dots":
            strokes.append(np.add([(1.05, 0.6), (1.1, 1.1)], (wide / 2, top)))
    return tuple(strokes), wide


def _outlines(letter: str, face: Face) -> tuple[list[Points], float]:
    """Polygons of a letter in a face; they may overlap."""
    strokes, wide = _strokes(letter)
    polygons: list[Points] = []
    for line in strokes:
        points = line * (face.narrow, 1.0)
        for a, b in pairwise(points):
            step = b - a
            long = float(np.hypot(*step))
            if long < 1e-6:
                continue
            steep = abs(step[1]) / long
            # A broad nib held flat: uprights thick, level strokes thin, rising hairlines thinner.
            width = face.thin + (face.thick - face.thin) * steep**1.5
            if step[0] * step[1] > 0 and steep < 0.97:
                width = face.thin + (width - face.thin) * 0.35
            normal = np.array([-step[1], step[0]]) / long * width / 2
            along = step / long * face.thin * 0.25
            polygons.append(
                np.array(
                    [a - along + normal, b + along + normal, b + along - normal, a - along - normal]
                )
            )
        if face.serif:
            polygons += _serifs(points, face)
    if face.slant:
        polygons = [p + np.column_stack([p[:, 1] * face.slant, np.zeros(len(p))]) for p in polygons]
    return polygons, wide * face.narrow + face.space + 0.5 * face.thick + 0.5 * face.serif


def _serifs(points: Points, face: Face) -> list[Points]:
    out = []
    for end, before in ((points[0], points[1]), (points[-1], points[-2])):
        upright = abs(end[1] - before[1]) > 1.6 * abs(end[0] - before[0])
        if upright and min(abs(end[1] - y) for y in (0.0, CAP, X_HEIGHT, -3.0)) < 0.11:
            half = face.thick / 2 + face.serif * 0.75
            t = face.thin * 0.5
            inward = np.sign(before[1] - end[1]) * face.thin
            out.append(
                np.add(
                    [
                        (end[0] - half, end[1]),
                        (end[0] + half, end[1]),
                        (end[0] + half, end[1] + inward),
                        (end[0] - half, end[1] + inward),
                    ],
                    (0, -t * np.sign(inward) * 0.2),
                )
            )
    return out


@cache
def _polygons(letter: str, name: str) -> tuple[Points, float]:
    """Quadrilaterals [n, 4, 2] of a letter, and how far the next one is."""
    polygons, wide = _outlines(letter, FACES[name])
    return np.array(polygons), wide


def breadth(text: str, name: str, size: float) -> float:
    """Width in pixels of a line whose capitals are ``size`` pixels high."""
    return sum(_advance(letter, name) for letter in text) * size / CAP


def _advance(letter: str, name: str) -> float:
    if letter == " ":
        return 4.0 * FACES[name].narrow
    return _polygons(letter, name)[1]


def write(  # noqa: PLR0917
    page: npt.NDArray[np.uint8],
    text: str,
    x: float,
    y: float,
    size: float,
    name: str = "roman",
    *,
    angle: float = 0.0,
    align: float = 0.0,
    value: int = 255,
    rng: np.random.Generator | None = None,
) -> float:
    """Write into a mask (uint8 [height, width]); return the breadth in pixels.

    (x, y) is the baseline's start (``align`` 0), middle (0.5) or end (1); ``size`` the height of
    capitals in pixels; ``angle`` degrees counter-clockwise; ``rng`` makes a hand unsteady.
    """
    scale = size / CAP
    face = FACES[name]
    long = breadth(text, name, size)
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    across = -align * long / scale
    drift = 0.0
    quads: list[Points] = []
    for letter in text:
        if letter != " ":
            polygons, _ = _polygons(letter, name)
            grow = 1.0
            if rng is not None and face.shake:
                drift = 0.8 * drift + float(rng.normal(0, face.shake))
                grow = 1 + float(rng.normal(0, face.shake * 0.2))
            quads.append(polygons * grow + (across, drift))
        across += _advance(letter, name)
    if quads:
        placed = np.concatenate(quads) * scale @ np.array([[c, -s], [-s, -c]]) + (x, y)
        _stamp(page, placed, 4 if size < 30 else 2, value)
    return long


def _stamp(page: npt.NDArray[np.uint8], quads: Points, fine: int, value: int) -> None:
    """Fill quadrilaterals [n, 4, 2] on a finer grid and take the mean: small type stays thin."""
    flat = quads.reshape(-1, 2)
    low, high = np.floor(flat.min(0)).astype(int), np.ceil(flat.max(0)).astype(int) + 1
    x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
    x1, y1 = min(int(high[0]), page.shape[1]), min(int(high[1]), page.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    patch = np.zeros(((y1 - y0) * fine, (x1 - x0) * fine), np.uint8)
    for ring in np.round((quads - (x0, y0)) * fine).astype(np.int32):
        cv2.fillConvexPoly(patch, ring, value)
    small = cv2.resize(patch, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    region = page[y0:y1, x0:x1]
    np.maximum(region, small, out=region)


@cache
def _word(word: str, name: str, size: int) -> npt.NDArray[np.uint8]:
    """A word as a picture, drawn once: columns of text are made of them."""
    page = np.zeros((round(size * 1.9) + 2, int(breadth(word, name, size)) + 3), np.uint8)
    write(page, word, 1, round(size * 1.35), size, name)
    return page


def column(
    page: npt.NDArray[np.uint8],
    area: tuple[float, float, float, float],
    words: tuple[str, ...],
    size: float,
    rng: np.random.Generator,
    *,
    name: str = "roman",
    leading: float = 1.9,
) -> None:
    """Set justified text into ``area`` (x0, y0, x1, y1 in pixels)."""
    x0, y0, x1, y1 = area
    px = max(3, round(size))
    gap = px * 0.42
    y = y0 + px * 1.2
    first = True
    while y < y1:
        indent = px * 1.6 if first else 0.0
        room, used = x1 - x0 - indent, 0.0
        line: list[npt.NDArray[np.uint8]] = []
        while True:
            piece = _word(words[int(rng.integers(len(words)))], name, px)
            if used + piece.shape[1] + gap * len(line) > room:
                break
            line.append(piece)
            used += piece.shape[1]
        last = rng.random() < 0.12
        spare = (room - used) / max(len(line) - 1, 1)
        step = gap if last else min(spare, px * 2.2)
        x = x0 + indent
        for piece in line[: max(1, len(line) // 2) if last else None]:
            top, left = int(y - px * 1.35), int(x)
            h, w = piece.shape
            if top >= 0 and left >= 0 and top + h <= page.shape[0] and left + w <= page.shape[1]:
                region = page[top : top + h, left : left + w]
                np.maximum(region, piece, out=region)
            x += piece.shape[1] + step
        first = last
        y += px * leading


def as_ink(mask: npt.NDArray[np.uint8]) -> Field:
    """A mask as float32 0–1."""
    return mask.astype(np.float32) * np.float32(1 / 255)
