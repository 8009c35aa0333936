"""What a long pass has done so far, in pieces on disk: a killed build loses its last seconds."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import LEDGER_SCHEMA, files

EVERY = 20.0
"""Seconds between two pieces."""


@dataclass
class Times:
    """Where the time of a pass went, in seconds.

    ``decode`` adds up the processes; ``wait`` is how long the pass stood still for them,
    ``model`` how long the model took, ``wall`` the whole on the clock.
    """

    images: int = 0
    decode: float = 0.0
    wait: float = 0.0
    model: float = 0.0
    wall: float = 0.0

    def plus(self, other: Times) -> Times:
        """The two added up."""
        return Times(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Times)}
        )

    def facts(self) -> dict[str, float]:
        """The same rounded, with images a second."""
        rounded = {name: round(value, 2) for name, value in asdict(self).items()}
        return rounded | {
            "images_per_second": round(self.images / self.wall, 1) if self.wall else 0
        }


class LedgerShards:
    """Rows of the ledger that are done, in Parquet pieces."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._rows: list[tuple[object, ...]] = []

    def read(self) -> pd.DataFrame:
        """All rows written so far, with the columns of ``LEDGER_SCHEMA``."""
        pieces = [pq.read_table(path) for path in _pieces(self._folder, "parquet")]
        table: pd.DataFrame = pa.concat_tables([LEDGER_SCHEMA.empty_table(), *pieces]).to_pandas()
        return table

    def add(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Remember rows until the next ``flush``."""
        self._rows.extend(rows)

    def flush(self) -> None:
        """Write what was added as one more piece."""
        if not self._rows:
            return
        columns = [list(column) for column in zip(*self._rows, strict=True)]
        table = pa.table(columns, schema=LEDGER_SCHEMA)
        with files.replacing(_next(self._folder, "parquet")) as temporary:
            pq.write_table(table, temporary)
        self._rows.clear()


class VectorShards:
    """Vectors by the SHA-256 of their file, in pieces of ``.npz``: float16, unit length."""

    def __init__(self, folder: Path, *, dim: int) -> None:
        self._folder = folder
        self._dim = dim
        folder.mkdir(parents=True, exist_ok=True)
        self._pending: list[tuple[np.ndarray, np.ndarray]] = []
        self.times = Times()
        self._new_times = Times()
        self.known: set[str] = set()
        """SHA-256 of every picture that has a vector."""
        for path in _pieces(folder, "npz"):
            with np.load(path, allow_pickle=False) as piece:
                self.known.update(str(sha) for sha in piece["sha256"].astype(str))
                self.times = self.times.plus(Times(**json.loads(str(piece["times"]))))

    def add(self, shas: Sequence[str], vectors: np.ndarray, times: Times) -> None:
        """Remember vectors (float32 [b, dim], unit length) until the next ``flush``."""
        self.known.update(shas)
        self._new_times = self._new_times.plus(times)
        if len(shas):
            self._pending.append((np.array(shas, dtype="S64"), vectors.astype(np.float16)))

    def flush(self) -> None:
        """Write what was added as one more piece."""
        if self._pending:
            shas, vectors = (np.concatenate(parts) for parts in zip(*self._pending, strict=True))
            with files.replacing(_next(self._folder, "npz")) as temporary:
                np.savez(
                    temporary,
                    sha256=shas,
                    vectors=vectors,
                    times=np.array(json.dumps(asdict(self._new_times))),
                )
            self._pending.clear()
        self.times = self.times.plus(self._new_times)
        self._new_times = Times()

    def pieces(self) -> Iterable[tuple[np.ndarray, np.ndarray]]:
        """SHA-256 (S64 [b]) and vectors (float16 [b, dim]) of each piece on disk."""
        for path in _pieces(self._folder, "npz"):
            with np.load(path, allow_pickle=False) as piece:
                yield piece["sha256"], piece["vectors"]


def fill(
    out: np.ndarray, wanted: np.ndarray, pieces: Iterable[tuple[np.ndarray, np.ndarray]]
) -> np.ndarray:
    """Put into the rows of ``out`` the vectors of ``wanted`` (S64 [n]) found in ``pieces``.

    Returns bool [n]: the rows that were filled. Later pieces win, which hold the same.
    """
    unique, inverse = np.unique(wanted, return_inverse=True)
    filled = np.zeros(len(wanted), bool)
    for shas, vectors in pieces:
        at = np.minimum(np.searchsorted(unique, shas), max(len(unique) - 1, 0))
        hits = np.flatnonzero(unique[at] == shas) if len(unique) else np.array([], int)
        row_of = np.full(len(unique), -1, np.int64)
        row_of[at[hits]] = hits
        rows = np.flatnonzero(row_of[inverse] >= 0)
        out[rows] = vectors[row_of[inverse[rows]]]
        filled[rows] = True
    return filled


class Clock:
    """Says when it is time for the next piece."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def due(self) -> bool:
        """Whether ``EVERY`` seconds have gone by since it last was."""
        now = time.monotonic()
        if now - self._last < EVERY:
            return False
        self._last = now
        return True


def _pieces(folder: Path, suffix: str) -> list[Path]:
    """The finished pieces, oldest first; not what a killed build was still writing."""
    return sorted(path for path in folder.glob(f"*.{suffix}") if path.stem.isdigit())


def _next(folder: Path, suffix: str) -> Path:
    taken = [int(path.stem) for path in _pieces(folder, suffix)]
    return folder / f"{max(taken, default=-1) + 1:06d}.{suffix}"
