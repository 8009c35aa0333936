"""The words that records are written in: found by what they have in common, or by a slip.

Tables of ``words.sqlite``: ``terms`` (each word of letters alone, and how many items have it),
``stems`` (which share one), ``trigrams`` (which have three letters in a row in common; the ends
count as a letter) and ``grams`` (how many terms have each). Bundles of an earlier time have none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from explorer.bundle.stems import stems

LONGEST = 32
"""Letters of the longest word that is listed."""

_SHORTEST = 3
_SLIP_FROM, _TWO_SLIPS_FROM = 4, 8
_MATES = 12
_CANDIDATES = 400
_READ = 10_000

All = Callable[[str, Sequence[Any]], list[Any]]
"""What reads every row of a statement."""


def write_terms(database: sqlite3.Connection) -> None:
    """List the words of the table ``words``, in the same transaction."""
    for statement in (
        "CREATE TABLE terms (number INTEGER PRIMARY KEY, term TEXT NOT NULL, items INTEGER)",
        "CREATE TABLE stems (stem TEXT, term INTEGER, PRIMARY KEY (stem, term)) WITHOUT ROWID",
        "CREATE TABLE trigrams (gram TEXT, term INTEGER, PRIMARY KEY (gram, term)) WITHOUT ROWID",
        "CREATE TABLE grams (gram TEXT PRIMARY KEY, many INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE temp.spoken USING fts5vocab('main', 'words', 'row')",
    ):
        database.execute(statement)
    for number, (term, items) in enumerate(_listed(database)):
        database.execute("INSERT INTO terms VALUES (?, ?, ?)", (number, term, items))
        for stem in stems(term):
            database.execute("INSERT INTO stems VALUES (?, ?)", (stem, number))
        for gram in _trigrams(term):
            database.execute("INSERT INTO trigrams VALUES (?, ?)", (gram, number))
    database.execute("DROP TABLE temp.spoken")
    database.execute("INSERT INTO grams SELECT gram, count(*) FROM trigrams GROUP BY gram")
    database.execute("CREATE UNIQUE INDEX spelt ON terms (term)")


class Terms:
    """The words of an open index; ``read`` reads its database."""

    def __init__(self, read: All) -> None:
        self._read = read
        found = read("SELECT name FROM sqlite_master WHERE name IN ('terms', 'grams')", ())
        self.there = len(found) == 2
        """Whether the bundle lists them."""

    def akin(self, word: str) -> list[str]:
        """Terms that share a stem with a folded word, those of most items first."""
        if not self.there:
            return []
        sql = (
            "SELECT DISTINCT terms.term, items FROM stems JOIN terms ON number = stems.term "
            "WHERE stem IN (?, ?) ORDER BY items DESC, number LIMIT ?"
        )
        return [term for term, _ in self._read(sql, (*stems(word), _MATES))]

    def knows(self, start: str) -> bool:
        """Whether a term begins so."""
        sql = "SELECT 1 FROM terms WHERE term >= ? AND term < ? LIMIT 1"
        return self.there and bool(self._read(sql, (start, start + "\U0010ffff")))

    def items_with(self, words: Sequence[str]) -> int:
        """Sum of how many items have each of some words; what is not listed counts nothing."""
        if not self.there or not words:
            return 0
        marks = ", ".join("?" * len(words))
        sql = f"SELECT coalesce(sum(items), 0) FROM terms WHERE term IN ({marks})"  # noqa: S608
        return int(self._read(sql, words)[0][0])

    def near(self, word: str) -> str:
        """The term that a folded word was perhaps meant to be, or ``""``.

        One letter may be wrong, missing, too many or changed with its neighbour; two in words of
        eight letters and more. The nearest is taken, then the one of most items. The search is
        bounded: of the word's trigrams only as many are looked up, the rarest, as are sure to hold
        one that the slips left whole (a slip spoils three at most; four where letters changed
        places).
        """
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        if not self.there or not _SLIP_FROM <= len(word) <= LONGEST or not word.isalpha():
            return ""
        rarest = self._rarest(_trigrams(word), 4 * slips + 1)
        if not rarest:
            return ""
        marks = ", ".join("?" * len(rarest))
        sql = (
            "SELECT terms.term, items FROM trigrams JOIN terms ON number = trigrams.term "  # noqa: S608
            f"WHERE gram IN ({marks}) AND length(terms.term) BETWEEN ? AND ? "
            "GROUP BY number ORDER BY count(*) DESC, items DESC, number LIMIT ?"
        )
        bounds = (len(word) - slips, len(word) + slips, _CANDIDATES)
        candidates = self._read(sql, (*rarest, *bounds))
        far = [(distance(word, term, most=slips), -items, term) for term, items in candidates]
        best = min(far, default=(slips + 1, 0, ""))
        return best[2] if best[0] <= slips else ""

    def _rarest(self, grams: Sequence[str], k: int) -> list[str]:
        marks = ", ".join("?" * len(grams))
        sql = f"SELECT gram FROM grams WHERE gram IN ({marks}) ORDER BY many, gram LIMIT ?"  # noqa: S608
        return [gram for (gram,) in self._read(sql, (*grams, k))]


def distance(one: str, other: str, *, most: int) -> int:
    """Letters wrong, missing, too many, or changed with their neighbour; ``most + 1`` for more.

    The restricted distance of Damerau and Levenshtein (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, its in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _trigrams(term: str) -> list[str]:
    padded = f"^{term}$"
    return sorted({padded[place : place + 3] for place in range(len(term))})


def _listed(database: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    cursor = database.execute("SELECT term, doc FROM temp.spoken ORDER BY term")
    while rows := cursor.fetchmany(_READ):
        for term, items in rows:
            if term.isalpha() and _SHORTEST <= len(term) <= LONGEST:
                yield term, items
