"""Local features of many pictures, in pieces on disk that any process can read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from explorer.bundle import files
from explorer.geometry import Features, decoded, features_of, sized

PIECE = 256
"""Pictures of a piece."""

_FEATURE = np.dtype(
    [("at", "<f4", 2), ("size", "<f4"), ("angle", "<f4"), ("descriptor", "u1", 128)]
)


@dataclass(frozen=True)
class Piece:
    """Pictures whose features one process finds; ``number`` is that of the piece.

    ``folder`` is the bundle in the making, ``scratch`` where the pieces lie.
    """

    folder: Path
    scratch: Path
    number: int
    shas: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether it is on disk."""
        return _index(self.scratch, self.number).exists()


def sketch(piece: Piece) -> int:
    """Find the features of a piece's pictures and write them; the number of pictures.

    A picture that cannot be read has none.
    """
    cv2.setNumThreads(1)
    found = [_features(piece.folder / files.thumb_path(sha, size=1024)) for sha in piece.shas]
    packed = np.concatenate([_packed(one) for one in found])
    sizes = np.array([(one.width, one.height, len(one)) for one in found], np.int64)
    with files.replacing(_features_path(piece.scratch, piece.number)) as temporary:
        np.save(temporary, packed, allow_pickle=False)
    with files.replacing(_index(piece.scratch, piece.number)) as temporary:  # last: it is whole
        np.save(temporary, sizes, allow_pickle=False)
    return len(piece.shas)


def read(scratch: Path, position: int) -> Features:
    """The features of the picture at a position among all that were sketched."""
    packed, sizes, ends = _opened(scratch, position // PIECE)
    at = position % PIECE
    width, height, count = (int(value) for value in sizes[at])
    part = packed[int(ends[at]) - count : int(ends[at])]
    return Features(
        width,
        height,
        np.ascontiguousarray(part["at"]),
        np.ascontiguousarray(part["size"]),
        np.ascontiguousarray(part["angle"]),
        np.ascontiguousarray(part["descriptor"]),
    )


@lru_cache(maxsize=512)
def _opened(scratch: Path, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sizes = np.load(_index(scratch, number), allow_pickle=False)
    path = _features_path(scratch, number)
    if sizes[:, 2].any():
        packed = np.load(path, mmap_mode="r", allow_pickle=False)
    else:  # what is empty cannot be mapped
        packed = np.load(path, allow_pickle=False)
    return packed, sizes, np.cumsum(sizes[:, 2])


def _features(path: Path) -> Features:
    pixels = decoded(path)
    return features_of(sized(pixels if pixels is not None else np.zeros((1, 1), np.uint8)))


def _packed(one: Features) -> np.ndarray:
    out = np.zeros(len(one), _FEATURE)
    out["at"], out["size"], out["angle"] = one.at, one.size, one.angle
    out["descriptor"] = one.descriptors
    return out


def _features_path(scratch: Path, number: int) -> Path:
    return scratch / f"{number:06d}-features.npy"


def _index(scratch: Path, number: int) -> Path:
    return scratch / f"{number:06d}-sizes.npy"
