"""``words.sqlite``: the words of every item, searchable, and its record, found by row or by id.

One SQLite file, written once and then only read:

- ``words``: an FTS5 index of the columns of ``COLUMNS``; ``rowid`` is the item's row. It holds no
  text of its own (``content=''``), only the index; accents and case are folded by ``unicode61``.
- ``items``: ``row``, ``id`` and the record as a JSON array in the order of ``layout.columns``. A
  million records stay on disk and one is read in some microseconds, which Parquet cannot do.
- ``layout``: the names of the columns, once.
- the words themselves, to be met by their stems or in spite of a slip: see ``terms``.
"""

from __future__ import annotations

import contextlib
import json
import queue
import re
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle.files import BundleError
from explorer.bundle.terms import Terms, write_terms

COLUMNS = {
    "title": 8.0,
    "creator": 6.0,
    "subject": 5.0,
    "technique": 4.0,
    "place": 4.0,
    "description": 2.0,
    "other": 1.0,
}
"""The columns that are searched, and the weight of each in BM25."""

COMMON = 20_000
"""Items with the words of a query, added up, from which on these are not weighed by BM25: it takes
some 35 ns for each: 35 ms for two nouns that a quarter of a million records have each."""

_TIERS = (("title",), ("title", "creator", "subject"))
_QUOTED = re.compile(r'"([^"]*)"( \*)?')
_MAX_PARAMETERS = 500
_MATCHES_AT_ONCE = 10_000
_RANK = f"bm25(words, {', '.join(map(str, COLUMNS.values()))})"


def write_words(
    path: Path, *, columns: Sequence[str], items: Iterable[tuple[int, str, list[Any], list[str]]]
) -> int:
    """Write the whole file at ``path``; return the number of items.

    ``columns`` names the values of a record. Each of ``items`` is its row (in order), its id, the
    values of its record (JSON), and one text for each of ``COLUMNS``. The same items give the same
    bytes. Memory is bounded whatever their number.
    """
    count = 0
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in (
            "page_size=4096",
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-65536",
        ):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        database.execute("CREATE TABLE layout (columns TEXT NOT NULL)")
        database.execute("INSERT INTO layout VALUES (?)", (json.dumps(list(columns)),))
        database.execute(
            "CREATE TABLE items (row INTEGER PRIMARY KEY, id TEXT NOT NULL, record TEXT NOT NULL)"
        )
        database.execute(
            f"CREATE VIRTUAL TABLE words USING fts5({', '.join(COLUMNS)}, content='', "
            "tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        marks = _marks(1 + len(COLUMNS))
        words = f"INSERT INTO words (rowid, {', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608
        for row, id_, record, texts in items:
            text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            database.execute("INSERT INTO items VALUES (?, ?, ?)", (row, id_, text))
            database.execute(words, (row, *texts))
            count += 1
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.execute("CREATE UNIQUE INDEX ids ON items (id)")
        write_terms(database)
        database.execute("COMMIT")
    return count


class WordIndex:
    """``words.sqlite``, open for reading by several threads.

    ``connections`` threads read at the same time; the others wait their turn. The file is opened
    at once and stays open, so that replacing the bundle does not change what is read here.
    """

    def __init__(self, path: Path, *, connections: int = 4) -> None:
        self._path = path
        self._pool: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        opened = []
        try:
            for _ in range(connections):
                connection = sqlite3.connect(
                    f"{path.resolve().as_uri()}?mode=ro&immutable=1",
                    uri=True,
                    check_same_thread=False,
                    isolation_level=None,
                )
                opened.append(connection)
                connection.execute("PRAGMA query_only=1")
                connection.execute("PRAGMA mmap_size=1073741824")
                (text,) = connection.execute("SELECT columns FROM layout").fetchone()
                (last,) = connection.execute("SELECT max(row) FROM items").fetchone()
                self._pool.put(connection)
            self.columns: list[str] = json.loads(text)
            self._count = 0 if last is None else int(last) + 1
        except (sqlite3.Error, TypeError, ValueError) as error:
            for connection in opened:
                connection.close()
            raise self._damaged(error) from None
        weakref.finalize(self, _close, opened)
        self.terms = Terms(self._all)

    def __len__(self) -> int:
        return self._count

    def search(
        self,
        wanted: str,
        *,
        limit: int,
        unwanted: str = "",
        columns: Sequence[str] = tuple(COLUMNS),
        within: np.ndarray | None = None,
        ranked: int = 2_000,
        common: int = COMMON,
    ) -> list[int]:
        """Rows that match an FTS5 expression, best first by BM25, the lowest row first on a tie.

        ``wanted`` must be made of quoted tokens, never of a visitor's text as it stands; it is
        looked for in ``columns``. What matches ``unwanted`` in any column is left out. ``within``
        (bool [n]) keeps the search to some rows. Only the first ``ranked`` matches are compared: a
        word that more items have tells them apart so little that ranking a million of them is a
        second lost. Words that are in more than ``common`` items, all added up, are not even
        weighed, since BM25 counts each from end to end: what says them in its title comes first,
        then in what names it, then elsewhere; the lowest row first.
        """
        kept = ""
        masks: list[Any] = []
        if within is not None:
            # One byte a row, looked up as each match comes: 7 ms among 250,000 of them.
            kept = "AND substr(?, rowid + 1, 1) = x'01' "
            masks.append(within.astype(np.bool_, copy=False).tobytes())
        if self._said(wanted, enough=common) <= common:
            sql = (
                f"SELECT rowid FROM (SELECT rowid, {_RANK} AS rank_ FROM words "  # noqa: S608
                f"WHERE words MATCH ? {kept}LIMIT ?) ORDER BY rank_, rowid LIMIT ?"
            )
            expression = _in(columns, wanted, unwanted)
            return [int(row) for (row,) in self._all(sql, (expression, *masks, ranked, limit))]
        sql = f"SELECT rowid FROM words WHERE words MATCH ? {kept}LIMIT ?"  # noqa: S608
        found: dict[int, None] = {}
        for tier in _tiers(columns):
            expression = _in(tier, wanted, unwanted)
            found |= dict.fromkeys(
                int(row) for (row,) in self._all(sql, (expression, *masks, limit))
            )
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def _said(self, expression: str, *, enough: int) -> int:
        """How many times, at most, an item says a word of an expression; beyond ``enough``, some
        number that is larger."""
        # A word is no more often than there are items: few items need no counting.
        words = _QUOTED.findall(expression)
        if len(self) * len(words) <= enough:
            return len(self) * len(words)
        return self.terms.items_with([word for phrase, _ in words for word in phrase.split()])

    def matching(self, expression: str, rows: Sequence[int]) -> set[int]:
        """Those of ``rows`` that match an FTS5 expression, in no order."""
        found: set[int] = set()
        for part in _parts(rows):
            marks = _marks(len(part))
            sql = f"SELECT rowid FROM words WHERE words MATCH ? AND rowid IN ({marks})"  # noqa: S608
            found.update(int(row) for (row,) in self._all(sql, (expression, *part)))
        return found

    def mask(self, expression: str) -> np.ndarray:
        """bool [n]: which of all rows match an FTS5 expression.

        Matches are taken as they come: a word that a million records say takes a byte a row.
        """
        found = np.zeros(self._count, np.bool_)
        with self._connection() as connection:
            try:
                matches = connection.execute(
                    "SELECT rowid FROM words WHERE words MATCH ?", (expression,)
                )
                while part := matches.fetchmany(_MATCHES_AT_ONCE):
                    found[[row for (row,) in part]] = True
            except sqlite3.Error as error:
                raise self._damaged(error) from None
        return found

    def rows(self, ids: Sequence[str]) -> dict[str, int]:
        """The row of each id that exists."""
        found: dict[str, int] = {}
        for part in _parts(ids):
            marks = _marks(len(part))
            sql = f"SELECT id, row FROM items WHERE id IN ({marks})"  # noqa: S608  (only "?")
            found.update(self._all(sql, part))
        return found

    def ids(self, rows: Sequence[int]) -> dict[int, str]:
        """The id of each row that exists, in the order asked."""
        found: dict[int, str] = {}
        for part in _parts(rows):
            marks = _marks(len(part))
            sql = f"SELECT row, id FROM items WHERE row IN ({marks})"  # noqa: S608  (only "?")
            found.update(self._all(sql, part))
        return {int(row): found[row] for row in rows if row in found}

    def records(self, rows: Sequence[int]) -> dict[int, dict[str, Any]]:
        """The record of each row that exists, ``id`` included; a value that is unset is absent."""
        found = {}
        for part in _parts(rows):
            marks = _marks(len(part))
            sql = f"SELECT row, record FROM items WHERE row IN ({marks})"  # noqa: S608
            for row, text in self._all(sql, part):
                values = zip(self.columns, json.loads(text), strict=True)
                found[int(row)] = {name: value for name, value in values if value is not None}
        return found

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._pool.get()
        try:
            yield connection
        finally:
            self._pool.put(connection)

    def _all(self, sql: str, parameters: Sequence[Any]) -> list[Any]:
        with self._connection() as connection:
            try:
                return connection.execute(sql, tuple(parameters)).fetchall()
            except sqlite3.Error as error:
                raise self._damaged(error) from None

    def _damaged(self, why: object) -> BundleError:
        return BundleError(f"{self._path} cannot be used ({why}); build the bundle again")


def _close(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _in(columns: Sequence[str], wanted: str, unwanted: str) -> str:
    """An FTS5 expression: what some columns say, less what any says."""
    inside = (
        f"({wanted})" if len(columns) == len(COLUMNS) else f"{{{' '.join(columns)}}} : ({wanted})"
    )
    return f"({inside}) NOT ({unwanted})" if unwanted else inside


def _tiers(columns: Sequence[str]) -> list[tuple[str, ...]]:
    """Some columns, from those that name a work to all of them."""
    inner = [tuple(name for name in tier if name in columns) for tier in _TIERS]
    return list(dict.fromkeys([*(tier for tier in inner if tier), tuple(columns)]))


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _MAX_PARAMETERS):
        yield values[start : start + _MAX_PARAMETERS]


def _marks(count: int) -> str:
    return ", ".join("?" * count)
