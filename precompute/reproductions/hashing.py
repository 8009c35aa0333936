"""Perceptual hashes of a collection, and which pictures' hashes lie near one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from explorer.bundle import files
from explorer.geometry import NO_HASH, decoded, hashes_of

RADIUS = 7
"""Bits by which two hashes may differ: of 64, half do by chance."""

POSITIONS = 8
_BANDS, _BITS = 4, 16
_MOST = 64  # pictures of one band that are looked at: what is more common tells nothing
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Part:
    """Pictures that one process hashes: positions ``start`` and following among all."""

    folder: Path
    start: int
    shas: tuple[str, ...]


def hashed(part: Part) -> tuple[int, np.ndarray]:
    """``start`` and uint64 [b, 8]: the hashes of each picture in its eight positions."""
    cv2.setNumThreads(1)
    out = np.full((len(part.shas), POSITIONS), NO_HASH, np.uint64)
    for at, sha in enumerate(part.shas):
        pixels = decoded(part.folder / files.thumb_path(sha, size=256))
        if pixels is not None:
            out[at] = hashes_of(pixels)
    return part.start, out


def near(hashes: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """int64 [k, 2]: pairs of pictures one of whose positions has nearly the hash of the other.

    ``hashes`` uint64 [n, 8]; ``fresh`` bool [n]: pairs of which neither is fresh are left out.
    The lower number comes first; sorted, each pair once.

    Of two hashes that differ in 7 bits or fewer, one of four bands of 16 bits differs in one bit
    or none (Manku, Jain and Das Sarma 2007): the work grows with the pictures and with what is
    found, not with the pairs.
    """
    upright = hashes[:, 0]
    told = np.flatnonzero(upright != NO_HASH)
    found = [np.zeros((0, 2), np.int64)]
    for band in range(_BANDS):
        index = _Band.of(upright, told, band)
        for position in range(POSITIONS):
            asked = hashes[told, position]
            for there, mine in index.near(asked):
                first, second = told[mine], there
                apart = np.bitwise_count(asked[mine] ^ upright[second])
                kept = (apart <= RADIUS) & (first != second) & (fresh[first] | fresh[second])
                pairs = np.stack([first[kept], second[kept]], 1)
                found.append(np.unique(np.sort(pairs, axis=1), axis=0))
    return np.unique(np.concatenate(found), axis=0)


@dataclass(frozen=True)
class _Band:
    """Pictures by 16 bits of their hashes: ``rows`` sorted by ``keys``."""

    band: int
    keys: np.ndarray
    rows: np.ndarray

    @classmethod
    def of(cls, hashes: np.ndarray, rows: np.ndarray, band: int) -> _Band:
        keys = cls._key(hashes[rows], band)
        order = np.argsort(keys, kind="stable")
        return cls(band, keys[order], rows[order])

    @staticmethod
    def _key(hashes: np.ndarray, band: int) -> np.ndarray:
        return ((hashes >> np.uint64(band * _BITS)) & np.uint64(0xFFFF)).astype(np.uint32)

    def near(self, asked: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Rows whose key is that of a hash, or one bit away, and which of ``asked`` it is."""
        keys = self._key(asked, self.band)
        for flip in (0, *(1 << bit for bit in range(_BITS))):
            wanted = keys ^ np.uint32(flip)
            start = np.searchsorted(self.keys, wanted, "left")
            count = np.minimum(np.searchsorted(self.keys, wanted, "right") - start, _MOST)
            for part in range(0, len(wanted), _BLOCK):
                chosen = slice(part, part + _BLOCK)
                counts = count[chosen]
                mine = np.repeat(np.arange(part, part + len(counts)), counts)
                within = np.arange(len(mine)) - np.repeat(np.cumsum(counts) - counts, counts)
                yield self.rows[start[mine] + within], mine
