"""Drawing sheets: thumbnails side by side in one WebP. Light to import, for worker processes."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import CELL, SheetIndex, files

QUALITY = 75


@dataclass(frozen=True)
class Drawing:
    """One sheet to be drawn: where it goes, and what goes in it, cell by cell."""

    picture: Path
    index: Path
    thumbs: tuple[Path, ...]
    row: np.ndarray
    x: np.ndarray
    y: np.ndarray
    level: np.ndarray
    packed: bool
    below: tuple[int, int, int, int]


def draw(drawing: Drawing) -> int:
    """Write a sheet's picture, then its index; return the number of bytes."""
    count = len(drawing.row)
    columns = max(1, math.ceil(math.sqrt(count)))
    lines = max(1, math.ceil(count / columns))
    canvas = np.zeros((lines * CELL, columns * CELL, 3), np.uint8)
    width = np.ones(count, np.uint8)
    height = np.ones(count, np.uint8)
    for at, path in enumerate(drawing.thumbs):
        small = _small(path)
        height[at], width[at] = small.shape[:2]
        top, left = at // columns * CELL, at % columns * CELL
        # The edge is repeated to the border of the cell, so that it does not bleed into black.
        spare = ((0, CELL - small.shape[0]), (0, CELL - small.shape[1]), (0, 0))
        canvas[top : top + CELL, left : left + CELL] = np.pad(small, spare, mode="edge")
    buffer = io.BytesIO()
    Image.fromarray(canvas).save(buffer, "WEBP", quality=QUALITY, method=4)
    files.write_bytes(drawing.picture, buffer.getvalue())
    index = SheetIndex(
        row=drawing.row,
        x=drawing.x,
        y=drawing.y,
        level=drawing.level,
        width=width,
        height=height,
        columns=columns,
        packed=drawing.packed,
        below=drawing.below,
    ).to_bytes()
    files.write_bytes(drawing.index, index)
    return len(index) + len(buffer.getvalue())


def _small(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        image = image.convert("RGB")
        scale = min(1.0, CELL / max(image.size))
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        return np.asarray(image.resize(size, Image.Resampling.BOX) if scale < 1 else image)
