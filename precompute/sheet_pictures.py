"""Drawing sheets: thumbnails side by side in one WebP. Light to import, for worker processes."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import CELL, SheetIndex, files
from precompute.cells import Cell, pixels, small
from precompute.sheet_tree import Node

QUALITY, METHOD = 75, 2
"""Of WebP; method 4 takes twice the time for 3 % fewer bytes."""

HEAVY = 1_500
"""Bytes that a picture of a sheet takes at most, on the mean of the sheet: three times what works
of art take. Heavier ones (noise, fine screens, foliage) are written again with less quality."""

_LESSER = (60, 45, 30, 15, 1)
_LEAST = 8  # a sheet of fewer pictures may weigh as much as one of so many

WIDEST = 255
"""Cells on a side of the largest picture that WebP can hold (16,383 pixels)."""

_AT_ONCE = 512  # thumbnails in a task of a worker process


@dataclass(frozen=True)
class Drawing:
    """One sheet to be drawn: where it goes, and what goes in it, cell by cell.

    ``thumbs`` are the images' cells, or their 256 px files; the arrays are as in ``SheetIndex``.
    """

    picture: Path
    index: Path
    thumbs: tuple[Cell | Path, ...]
    row: np.ndarray
    x: np.ndarray
    y: np.ndarray
    level: np.ndarray
    packed: bool
    below: tuple[int, int, int, int]


def drawings_of(
    nodes: Iterable[Node],
    *,
    path: Callable[[Node, str], Path],
    thumbs: Callable[[np.ndarray], tuple[Cell | Path, ...]],
    points: np.ndarray,
    levels: np.ndarray,
) -> Iterator[list[Drawing]]:
    """Sheets of a layout, put together into tasks of some hundred images.

    ``path`` says where a node's file of a kind (``webp``, ``bin``) goes, ``thumbs`` where the
    pictures of some rows are; ``points`` [n, 2] and ``levels`` [n] are those of the layout.
    """
    task: list[Drawing] = []
    for node in nodes:
        task.append(
            Drawing(
                picture=path(node, "webp"),
                index=path(node, "bin"),
                thumbs=thumbs(node.rows),
                row=node.rows,
                x=points[node.rows, 0],
                y=points[node.rows, 1],
                level=levels[node.rows],
                packed=node.packed,
                below=node.below,
            )
        )
        if sum(len(drawing.row) for drawing in task) >= _AT_ONCE:
            yield task
            task = []
    if task:
        yield task


def draw_all(drawings: list[Drawing]) -> int:
    """Draw some sheets; return how many."""
    for drawing in drawings:
        draw(drawing)
    return len(drawings)


def draw(drawing: Drawing) -> None:
    """Write a sheet's picture and then its index, so that the index says that both are there.

    Raises ``ValueError`` for more images than a picture can hold.
    """
    count = len(drawing.row)
    columns = max(1, math.ceil(math.sqrt(count)))
    lines = max(1, math.ceil(count / columns))
    if columns > WIDEST:
        raise ValueError(f"{count} images lie on one spot: a sheet holds at most {WIDEST**2}")
    canvas = np.zeros((lines * CELL, columns * CELL, 3), np.uint8)
    width, height = np.ones((2, count), np.uint8)
    for at, thumb in enumerate(drawing.thumbs):
        cell = pixels(thumb) if isinstance(thumb, Cell) else small(thumb)
        height[at], width[at] = cell.shape[:2]
        top, left = at // columns * CELL, at % columns * CELL
        _put(canvas[top : top + CELL, left : left + CELL], cell)
    most = HEAVY * max(count, _LEAST)
    files.write_bytes(drawing.picture, encoded(Image.fromarray(canvas), most=most))
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
    )
    files.write_bytes(drawing.index, index.to_bytes())


def encoded(canvas: Image.Image, *, most: int) -> bytes:
    """A WebP of at most ``most`` bytes, as good as that allows, or the smallest there is."""
    data = b""
    for quality in (QUALITY, *_LESSER):
        buffer = io.BytesIO()
        canvas.save(buffer, "WEBP", quality=quality, method=METHOD)
        data = buffer.getvalue()
        if len(data) <= most:
            break
    return data


def _put(place: np.ndarray, cell: np.ndarray) -> None:
    """The edge is repeated to the border of the place, so that it does not bleed into black."""
    height, width = cell.shape[:2]
    place[:height, :width] = cell
    place[:height, width:] = cell[:, -1:]
    place[height:] = place[height - 1]
