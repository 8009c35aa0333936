"""Every picture at the size of a sheet's cell, made once for the sheets of all layouts.

Decoding a thumbnail and shrinking it takes most of the time of drawing a sheet, and a collection
has a sheet tree for each of six layouts. The cells lie in shards, as JPEG of high quality: a shard
is a checkpoint, and a worker reads it through the memory's own cache of files.
"""

from __future__ import annotations

import hashlib
import io
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import CELL, files

SHARD = 2_048
"""Pictures in a shard: some seconds of work, some 5 MB."""

QUALITY = 95
_OPEN = 64  # shards
_HELD = 2_048  # cells: copies of one picture are decoded once


@dataclass(frozen=True)
class Cell:
    """The picture ``at`` of a shard."""

    shard: Path
    at: int


@dataclass(frozen=True)
class Shard:
    """A shard to be made of the 256 px files ``thumbs``."""

    path: Path
    thumbs: tuple[Path, ...]


@dataclass(frozen=True)
class Cells:
    """Where the cell of each of ``n`` pictures is, or will be."""

    folder: Path
    shas: tuple[str, ...]

    def cell(self, number: int) -> Cell:
        """That of the picture ``number``."""
        return Cell(self._paths[number // SHARD], number % SHARD)

    def missing(self, thumb: Callable[[str], Path]) -> Iterator[Shard]:
        """Shards that are not there yet; ``thumb`` says where a picture's 256 px file is."""
        for first in range(0, len(self.shas), SHARD):
            path = self._paths[first // SHARD]
            if not path.exists():
                yield Shard(path, tuple(thumb(sha) for sha in self.shas[first : first + SHARD]))

    @cached_property
    def _paths(self) -> list[Path]:
        """Named by what is in them: a build with other pictures takes none for its own."""
        found = []
        for first in range(0, len(self.shas), SHARD):
            held = " ".join(self.shas[first : first + SHARD])
            mark = hashlib.sha256(held.encode()).hexdigest()[:16]
            found.append(self.folder / f"{first:09d}-{mark}.cells")
        return found


def make(shard: Shard) -> int:
    """Write a shard; return the number of its pictures. A worker's task."""
    encoded = [_encoded(small(path)) for path in shard.thumbs]
    ends = np.cumsum([0, *map(len, encoded)], dtype="<i8")
    count = np.array([len(encoded)], "<i8")
    files.write_bytes(shard.path, b"".join([count.tobytes(), ends.tobytes(), *encoded]))
    return len(encoded)


@lru_cache(maxsize=_HELD)
def pixels(cell: Cell) -> np.ndarray:
    """uint8 [h, w, 3], the longer side ``CELL`` at most; read-only."""
    held, ends = _opened(cell.shard)
    start = 8 * (1 + len(ends))
    data = held[start + int(ends[cell.at]) : start + int(ends[cell.at + 1])]
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB"))


def small(path: Path) -> np.ndarray:
    """uint8 [h, w, 3]: a picture's file, the longer side ``CELL`` at most."""
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    scale = min(1.0, CELL / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return np.asarray(image.resize(size, Image.Resampling.BOX) if scale < 1 else image)


def _encoded(cell: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(cell).save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()


@lru_cache(maxsize=_OPEN)
def _opened(path: Path) -> tuple[mmap.mmap, np.ndarray]:
    with path.open("rb") as handle:
        held = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    count = int(np.frombuffer(held[:8], "<i8")[0])
    return held, np.frombuffer(held[8 : 8 * (count + 2)], "<i8")
