"""The index of a sheet: which images its picture holds, where they lie, and what is below it.

A layout's sheets form a quadtree over the unit square. The sheet at depth z, column x, row y
covers the square of side 2^-z at (x, y) * 2^-z and holds the images of reveal levels 2z and
2z + 1 that lie in it; a *packed* sheet holds every image of its branch and has no children.
Its picture is a grid of ``columns`` cells of ``cell`` pixels, filled row by row in the order
of the index; each thumbnail lies in the top left corner of its cell, ``width`` x ``height``
pixels, its proportions kept.

Little-endian layout of a ``.bin`` file::

    offset  0  4 bytes  "CIMS"
            4  uint16   version (1)
            6  uint16   cell (pixels)
            8  uint16   columns
           10  uint16   flags (1: packed)
           12  uint32   count
           16  uint32   images below each child: top left, top right, bottom left, bottom right [4]
           32  int32    row [count]
               float32  x [count], then y [count], in the unit square of the layout
               uint8    level [count], width [count], height [count] (pixels in the cell, 1..cell)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from explorer.bundle.files import BundleError

CELL = 64
"""Side of a sheet's cells, in pixels."""

ROOT_SPACING = 1 / 16
"""Spacing, in units of the unit square, of reveal level 0."""

_HEADER = struct.Struct("<4sHHHHI4I")
_MAGIC, _VERSION, _PACKED = b"CIMS", 1, 1


def spacing(level: int | np.ndarray) -> np.ndarray:
    """Least distance (maximum norm, unit square) between images revealed up to ``level``."""
    return np.asarray(ROOT_SPACING * 2.0 ** (-np.asarray(level) / 2))


@dataclass(frozen=True)
class SheetIndex:
    """The index of one sheet; arrays of length count, see the module for shapes and units."""

    row: np.ndarray
    x: np.ndarray
    y: np.ndarray
    level: np.ndarray
    width: np.ndarray
    height: np.ndarray
    columns: int
    packed: bool = False
    below: tuple[int, int, int, int] = (0, 0, 0, 0)
    cell: int = CELL

    def to_bytes(self) -> bytes:
        """The bytes of the ``.bin`` file."""
        flags = _PACKED if self.packed else 0
        header = _HEADER.pack(
            _MAGIC, _VERSION, self.cell, self.columns, flags, len(self.row), *self.below
        )
        arrays = (
            self.row.astype("<i4"),
            self.x.astype("<f4"),
            self.y.astype("<f4"),
            self.level.astype("u1"),
            self.width.astype("u1"),
            self.height.astype("u1"),
        )
        return header + b"".join(array.tobytes() for array in arrays)

    @classmethod
    def from_bytes(cls, data: bytes) -> SheetIndex:
        """Read the bytes of a ``.bin`` file; ``BundleError`` when they are not one."""
        try:
            magic, version, cell, columns, flags, count, *below = _HEADER.unpack_from(data)
        except struct.error:
            raise BundleError("this is not the index of a sheet") from None
        if magic != _MAGIC or version != _VERSION or len(data) != _HEADER.size + 15 * count:
            raise BundleError("this is not the index of a sheet")
        offset = _HEADER.size
        arrays: list[np.ndarray] = []
        for dtype in ("<i4", "<f4", "<f4", "u1", "u1", "u1"):
            arrays.append(np.frombuffer(data, dtype, count, offset))
            offset += count * np.dtype(dtype).itemsize
        row, x, y, sheet_level, width, height = arrays
        return cls(
            row=row,
            x=x,
            y=y,
            level=sheet_level,
            width=width,
            height=height,
            columns=columns,
            packed=bool(flags & _PACKED),
            below=(below[0], below[1], below[2], below[3]),
            cell=cell,
        )
