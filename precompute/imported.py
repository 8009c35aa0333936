"""Vectors that the user brings: checked, put in the order of the items, normalised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from precompute.errors import InputError

_BLOCK = 65536


@dataclass(frozen=True)
class ImportedVectors:
    """A user's array of vectors, memory-mapped: floating point [rows, dim]."""

    path: Path
    array: np.ndarray

    @property
    def dim(self) -> int:
        """Length of each vector."""
        return int(self.array.shape[1])

    def rows_of(
        self, table_rows: np.ndarray, accepted: np.ndarray, *, rows_in_table: int
    ) -> np.ndarray:
        """Rows of the array for the accepted records, int64.

        ``table_rows`` (int64 [records]) are positions in the source's table; ``accepted`` (bool
        [records]) says which records became items. The array has one row a row of the table, or
        else one row a record (a row whose file was found). ``InputError`` when it has neither.
        """
        self.check_rows(records=len(table_rows), rows_in_table=rows_in_table)
        if len(self.array) == rows_in_table:
            chosen: np.ndarray = table_rows[accepted]
            return chosen
        return np.flatnonzero(accepted)

    def check_rows(self, *, records: int, rows_in_table: int) -> None:
        """Raise ``InputError`` unless there is a row for each row of the table, or each record."""
        if len(self.array) in (rows_in_table, records):
            return
        also = f" (or {records}: one for each file found)" if records != rows_in_table else ""
        raise InputError(
            f"{self.path} has {len(self.array)} rows; {rows_in_table} are needed, one for each "
            f"row of the table in its order{also}"
        )

    def normalised(self, rows: np.ndarray) -> Iterator[np.ndarray]:
        """Blocks of float16 [b, dim], unit length, of the given rows in their order.

        ``InputError`` names the first row that holds a value that is no number, or only zeros.
        """
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            vectors = self.array[block].astype(np.float64)
            finite = np.isfinite(vectors).all(axis=1)
            if not finite.all():
                row = int(block[int(np.argmin(finite))])
                raise InputError(f"{self.path}: row {row} holds NaN or infinity; mend it")
            length = np.linalg.norm(vectors, axis=1)
            if not length.all():
                row = int(block[int(np.argmin(length))])
                raise InputError(f"{self.path}: row {row} holds only zeros; mend or leave it out")
            yield (vectors / length[:, None]).astype(np.float16)


def imported_vectors(path: Path) -> ImportedVectors:
    """Open the user's file; ``InputError`` with one line for anything but a 2-D array of floats."""
    if path.suffix.lower() != ".npy":
        raise InputError(f"{path} is not a .npy file: save the array with numpy.save")
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: give --vectors the path of a .npy file") from None
    except (OSError, ValueError, EOFError):
        raise InputError(
            f"{path} cannot be read as an array of numbers: save it with numpy.save"
        ) from None
    if not isinstance(array, np.ndarray) or array.ndim != 2 or 0 in array.shape:
        shape = getattr(array, "shape", "?")
        raise InputError(f"{path} has shape {shape}; one vector a row is needed: [rows, dim]")
    if array.dtype.kind != "f":
        raise InputError(f"{path} holds {array.dtype}; floating point numbers are needed")
    return ImportedVectors(path, array)
