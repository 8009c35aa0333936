"""A table (CSV) beside or above its images."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from precompute.errors import InputError
from precompute.sources.columns import Columns
from precompute.sources.dialect import dialect_of
from precompute.sources.listing import Listing
from precompute.sources.matching import Matcher
from precompute.sources.row import Row
from precompute.sources.text import clean_line

TABLE_SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".psv", ".txt"))

_LONGEST_CELL = 1 << 24  # characters
_SUSPECT_LINES = 20


class Table:
    """The rows of a table, each with the image it names; see ``Source``.

    Raises ``InputError`` when the table is empty, names no files, or cannot be read as one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = path.parent.resolve()
        self.total = 0
        self.notes: list[str] = []
        self._dialect = dialect_of(path)
        csv.field_size_limit(_LONGEST_CELL)
        header = next(self._cells(), None)
        if header is None:
            raise InputError(f"{path} is empty: give a table with a header and one row an image")
        self._columns = Columns(header, table=str(path))
        self._named: set[str] = set()
        self._ragged = 0

    @property
    def columns(self) -> Mapping[str, str]:
        """Each column as written, and the name under which it is kept."""
        return self._columns.names

    @property
    def extra(self) -> Sequence[str]:
        """Names of the columns kept as text."""
        return self._columns.extra

    @cached_property
    def listing(self) -> Listing:
        """What lies beside and below the table."""
        return Listing(self.root)

    @property
    def expected(self) -> int:
        """Lines of the file: at least as many as it has rows."""
        with self.path.open("rb") as handle:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: handle.read(1 << 20), b""))

    def rows(self) -> Iterator[Row]:
        """One row a line of data, in the order of the table."""
        matcher = Matcher(self.listing)
        for position, cells in enumerate(self.data()):
            self.total = position + 1
            if any(cells):
                yield self._row(position, cells, matcher)
        self._say()

    def data(self) -> Iterator[list[str]]:
        """The cells of each row below the header."""
        rows = self._cells()
        next(rows, None)
        yield from rows

    def survey(self, size: int, *, seed: int) -> tuple[int, list[Row]]:
        """The number of rows that say something, and some of them."""
        draw = random.Random(seed)  # noqa: S311
        count = 0
        chosen: list[tuple[int, list[str]]] = []
        for position, cells in enumerate(self.data()):
            self.total = position + 1
            if not any(cells):
                continue
            count += 1
            if len(chosen) < size:
                chosen.append((position, cells))
            else:  # reservoir sampling (Vitter 1985), which needs one pass
                at = draw.randrange(count)
                if at < size:
                    chosen[at] = (position, cells)
        matcher = Matcher(self.listing)
        draw.shuffle(chosen)
        return count, [self._row(position, cells, matcher) for position, cells in chosen]

    def without_row(self) -> Sequence[str]:
        """Image files beside and below the table that no row names."""
        return [file for file in self.listing.files if file not in self._named]

    def _row(self, position: int, cells: list[str], matcher: Matcher) -> Row:
        identity, name, values = self._columns.read(cells)
        self._ragged += len(cells) > self._columns.width and any(cells[self._columns.width :])
        by_id = self._columns.finds_by_id
        found = matcher.find_by_id(identity) if by_id else matcher.find(name)
        if not isinstance(found, str):
            shown = clean_line(name, limit=300)
            return Row(position, identity, shown, reason=found.reason, detail=found.detail)
        self._named.add(found)
        folder = found.removeprefix("images/").rpartition("/")[0]
        if folder and "folder" not in values:
            values["folder"] = clean_line(folder)
        return self.listing.row(position, found, identity=identity, values=values)

    def _cells(self) -> Iterator[list[str]]:
        reader = csv.reader(self._dialect.lines(self.path), delimiter=self._dialect.separator)
        width = 0
        line = 0
        try:
            for cells in reader:
                if reader.line_num - line > _SUSPECT_LINES and width > 3:
                    self._check_quotes(cells, line + 1, width)
                line = reader.line_num
                if cells:
                    width = width or len(cells)
                    yield cells
        except csv.Error as error:
            raise InputError(
                f"{self.path}, line {line + 1}: {error}; is a quotation mark never closed?"
            ) from None

    def _check_quotes(self, cells: list[str], line: int, width: int) -> None:
        """Refuse a cell that has swallowed the rows after it: nobody would see them missing."""
        for cell in cells:
            lines = cell.splitlines()
            alike = sum(text.count(self._dialect.separator) >= width - 1 for text in lines)
            if len(lines) > _SUSPECT_LINES and alike > 0.8 * len(lines):
                raise InputError(
                    f"{self.path}, line {line}: a quotation mark opens a cell and is never closed"
                )

    def _say(self) -> None:
        dialect, say = self._dialect, self.notes.append
        if dialect.encoding not in ("utf-8", "utf-8-sig"):
            say(f"the table was read as {dialect.encoding}; save it as UTF-8 if accents look wrong")
        if dialect.odd_bytes:
            say(f"bytes of the table that are not UTF-8, shown as \ufffd: {dialect.odd_bytes}")
        if self._ragged:
            say(f"rows with more cells than the header, the rest left out: {self._ragged}")
        if self._columns.places_unread:
            say(f"rows whose latitude and longitude are no place: {self._columns.places_unread}")
        if "label" in self._columns.names:
            kept = self._columns.names["label"]
            say(f"the column 'label' was taken for the {kept}; name it title or category to change")
