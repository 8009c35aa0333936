"""Pairs of pictures compared, some thousands at a time, by processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import files
from explorer.geometry import Picture, compare, decoded, judge
from explorer.geometry.comparing import Found
from precompute.processes import one_thread
from precompute.reproductions import sketches

SHARD = 2048
"""Pairs of a shard: a killed build loses some seconds of each process."""

FOUND_SCHEMA = pa.schema(
    [
        pa.field("pair", pa.int64()),
        pa.field("kind", pa.string()),
        pa.field("first_is_original", pa.bool_()),
        pa.field("transform", pa.list_(pa.float64())),
        pa.field("mirrored", pa.bool_()),
        pa.field("turned", pa.int16()),
        pa.field("inliers", pa.int32()),
        pa.field("share_first", pa.float32()),
        pa.field("share_second", pa.float32()),
        pa.field("score", pa.float32()),
        pa.field("points", pa.list_(pa.float32())),
        pa.field("sharpness_first", pa.float32()),
        pa.field("sharpness_second", pa.float32()),
    ]
)
"""Reproductions among pairs; ``pair`` is the position of the pair among all."""


@dataclass(frozen=True)
class Side:
    """A picture of a pair: where its features are, its file, its size and what it is dated."""

    position: int
    sha: str
    width: int
    height: int


@dataclass(frozen=True)
class Shard:
    """Pairs that one process compares; ``start`` is the position of the first among all."""

    folder: Path
    scratch: Path
    out: Path
    start: int
    pairs: tuple[tuple[Side, Side, str, bool], ...]
    """Both pictures, the first's date against the second's, and whether to try a mirror too."""


def verify(shard: Shard) -> int:
    """Compare the pairs of a shard, write what was found; the number of pairs."""
    cv2.setNumThreads(1)
    rows = []
    with one_thread():
        for at, (first, second, order, mirror) in enumerate(shard.pairs):
            a, b = (_picture(shard.folder, shard.scratch, side) for side in (first, second))
            found = compare(a, b, mirror=mirror)
            if found is not None:
                rows.append(_row(shard.start + at, a, b, found, order))
    table = pa.Table.from_pylist(rows, schema=FOUND_SCHEMA)
    with files.replacing(shard.out) as temporary:
        pq.write_table(table, temporary)
    return len(shard.pairs)


def _row(pair: int, a: Picture, b: Picture, found: Found, order: str) -> dict[str, object]:
    judged = judge(a, b, found, order=order)
    return {
        "pair": pair,
        "kind": judged.kind,
        "first_is_original": judged.first_is_original,
        "transform": found.matrix.ravel().tolist(),
        "mirrored": found.mirrored,
        "turned": found.turned,
        "inliers": found.inliers,
        "share_first": found.share_first,
        "share_second": found.share_second,
        "score": found.score,
        "points": found.points.ravel().tolist(),
        "sharpness_first": judged.sharpness_first,
        "sharpness_second": judged.sharpness_second,
    }


@lru_cache(maxsize=256)
def _picture(folder: Path, scratch: Path, side: Side) -> Picture:
    path = folder / files.thumb_path(side.sha, size=1024)

    def pixels() -> np.ndarray:
        found = decoded(path)
        return np.zeros((1, 1, 3), np.uint8) if found is None else found

    features = sketches.read(scratch, side.position)
    return Picture(pixels, width=side.width, height=side.height, features=features)


def read(paths: Iterator[Path] | list[Path]) -> pa.Table:
    """What was found in the shards at ``paths``, in order."""
    return pa.concat_tables([FOUND_SCHEMA.empty_table(), *(pq.read_table(path) for path in paths)])
