"""A table (CSV) beside or above its images."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from precompute.errors import InputError
from precompute.sources.columns import Columns
from precompute.sources.listing import Listing
from precompute.sources.row import Row

TABLE_SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".psv", ".txt"))


class Table:
    """The rows of a CSV file, each with the image it names."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.root = self.path.parent
        self.notes: list[str] = []
        with self.path.open(encoding="utf-8-sig", newline="") as handle:
            header = next(csv.reader(handle), None)
        if header is None:
            raise InputError(f"{path} is empty: give a table with a header and one row an image")
        self._columns = Columns(header)
        self._unused: set[str] = set()

    @property
    def columns(self) -> dict[str, str]:
        return self._columns.names

    @property
    def extra(self) -> Sequence[str]:
        return self._columns.extra

    def rows(self) -> Iterator[Row]:
        listing = Listing(self.root)
        self._unused = set(listing.files)
        with self.path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle)
            next(reader)
            for position, cells in enumerate(row for row in reader if row):
                yield self._row(position, cells, listing)

    def _row(self, position: int, cells: list[str], listing: Listing) -> Row:
        id, name, values = self._columns.read(cells)
        for file in (name, f"images/{name}"):
            if file in listing.files:
                self._unused.discard(file)
                return listing.row(position, file, id=id, values=values)
        return Row(position, id, name, reason="missing", detail="There is no such file.")

    def without_row(self) -> Sequence[str]:
        return sorted(self._unused)


_Any = Any
