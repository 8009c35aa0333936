"""The full picture as tiles: a pyramid of halvings, all of whose tiles lie in one file.

Level 0 is the picture itself, level n the picture halved n times (sides rounded up), up to the
last one that is larger than the largest derivative, which serves from there on. Tiles are squares
of ``tile`` pixels, smaller at the right and lower edges, each a WebP by itself; they are filed
level by level, row by row.

Little-endian layout of a ``.tiles`` file::

    offset  0  4 bytes  "CIMT"
            4  uint16   version (1)
            6  uint16   tile (pixels)
            8  uint32   width, then height (pixels of level 0)
           16  uint32   levels
           20  uint32   count of tiles, over all levels
           24  uint64   where each tile begins, and where the last one ends [count + 1]
               bytes    the tiles
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from explorer.bundle.files import THUMB_SIZES, BundleError, replacing

TILE = 512
"""Side of a tile, in pixels."""

PREVIEW = max(THUMB_SIZES)
"""Pictures whose longest side is no longer than this need no tiles."""

MOST_TILE = 4 << 20
"""Bytes that a tile may have: four times what a tile of noise takes."""

_HEADER = struct.Struct("<4sHHIIII")
_MAGIC, _VERSION = b"CIMT", 1
_LONGEST = 1 << 20  # pixels
_MOST_LEVELS = 16


def halved(side: int, times: int) -> int:
    """A side, in pixels, after so many halvings, each rounded up."""
    return -(-side >> times)


@dataclass(frozen=True)
class Pyramid:
    """The shape of a pyramid: ``width`` x ``height`` pixels at level 0, ``levels`` of them.

    Raises ``ValueError`` for what can be no picture's.
    """

    width: int
    height: int
    levels: int
    tile: int = TILE

    def __post_init__(self) -> None:
        sides = (self.width, self.height)
        fits = min(sides) >= 1 and max(sides) <= _LONGEST and 64 <= self.tile <= 4096
        if not fits or not 1 <= self.levels <= _MOST_LEVELS:
            raise ValueError("not the shape of a picture")

    @classmethod
    def of(cls, width: int, height: int) -> Pyramid:
        """The pyramid of a picture of this size."""
        levels = 1
        while halved(max(width, height), levels) > PREVIEW:
            levels += 1
        return cls(width, height, levels)

    def size(self, level: int) -> tuple[int, int]:
        """Width and height of a level, in pixels."""
        return halved(self.width, level), halved(self.height, level)

    def grid(self, level: int) -> tuple[int, int]:
        """How many tiles a level has across and down."""
        width, height = self.size(level)
        return -(-width // self.tile), -(-height // self.tile)

    @cached_property
    def _before(self) -> tuple[int, ...]:
        """How many tiles lie before each level, and in all."""
        counts = [0]
        for level in range(self.levels):
            across, down = self.grid(level)
            counts.append(counts[-1] + across * down)
        return tuple(counts)

    @property
    def count(self) -> int:
        """Tiles of all levels."""
        return self._before[-1]

    def position(self, level: int, x: int, y: int) -> int:
        """The place of a tile in the file; ``ValueError`` when there is no such tile."""
        if not 0 <= level < self.levels:
            raise ValueError("no such level")
        across, down = self.grid(level)
        if not (0 <= x < across and 0 <= y < down):
            raise ValueError("no such tile")
        return self._before[level] + y * across + x


def write_pack(path: Path, shape: Pyramid, tiles: Iterable[bytes]) -> int:
    """Write a pack beside ``path`` and rename it; its size in bytes.

    ``tiles`` are all of the pyramid's, level by level, row by row; one at a time is held. Raises
    ``ValueError`` when there are more or fewer, or one is too large.
    """
    with replacing(path) as temporary, temporary.open("wb") as target:
        start = _HEADER.size + 8 * (shape.count + 1)
        target.seek(start)
        offsets = [start]
        for tile in tiles:
            if len(offsets) > shape.count or not 0 < len(tile) <= MOST_TILE:
                raise ValueError("not the tiles of this pyramid")
            target.write(tile)
            offsets.append(offsets[-1] + len(tile))
        if len(offsets) != shape.count + 1:
            raise ValueError("not the tiles of this pyramid")
        target.seek(0)
        target.write(
            _HEADER.pack(
                _MAGIC, _VERSION, shape.tile, shape.width, shape.height, shape.levels, shape.count
            )
        )
        target.write(struct.pack(f"<{len(offsets)}Q", *offsets))
    return offsets[-1]


class TilePack:
    """A ``.tiles`` file, read a tile at a time; nothing is held open between.

    Nothing that the file says of itself is believed without looking. Raises ``BundleError`` when
    it is damaged, ``FileNotFoundError`` when it is not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as handle:
            size = handle.seek(0, 2)
            handle.seek(0)
            head = handle.read(_HEADER.size)
            try:
                magic, version, tile, width, height, levels, count = _HEADER.unpack(head)
                self.shape = Pyramid(width, height, levels, tile)
            except (struct.error, ValueError):
                raise self._damaged() from None
            if magic != _MAGIC or version != _VERSION or count != self.shape.count:
                raise self._damaged()
            if self._start > size:
                raise self._damaged()
            handle.seek(self._start - 8)
            (end,) = struct.unpack("<Q", handle.read(8))
            if end != size:
                raise self._damaged()
            self._size = size

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._size

    def tile(self, level: int, x: int, y: int) -> bytes:
        """The WebP of a tile; ``ValueError`` when the pyramid has no such tile."""
        position = self.shape.position(level, x, y)
        with self._path.open("rb") as handle:
            return self._read(handle, position)

    def _read(self, handle: BinaryIO, position: int) -> bytes:
        handle.seek(_HEADER.size + 8 * position)
        found = handle.read(16)
        if len(found) < 16:
            raise self._damaged()
        begin, end = struct.unpack("<QQ", found)
        if not self._start <= begin < end <= self._size or end - begin > MOST_TILE:
            raise self._damaged()
        handle.seek(begin)
        data = handle.read(end - begin)
        if len(data) != end - begin or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
            raise self._damaged()
        return data

    @property
    def _start(self) -> int:
        return _HEADER.size + 8 * (self.shape.count + 1)

    def _damaged(self) -> BundleError:
        return BundleError(f"{self._path} is damaged; build the bundle again")
