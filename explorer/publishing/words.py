"""The search of an export: words of the records by their beginnings, and names of the vocabulary.

Words are folded and filed by their first two letters, so that a browser asks for what has been
typed and for nothing else: ``{word: rows}``, each row as its distance from the one before.
Names are filed by number: for each, the rows of the pictures that the collection's own search
finds for it, best first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from explorer.collection import Collection
from explorer.publishing.hanging import Hung
from explorer.publishing.records import write_json
from explorer.publishing.steps import Steps
from explorer.search.folding import tokens
from explorer.search.query import Query

COLUMNS = ("title", "creator", "subject", "category", "technique", "place", "date")
"""What is searched of a record."""

MOST_ROWS = 2_000
"""Items a word leads to, the most important first."""

LONGEST = 40
"""Letters of a word that count."""

NAMES = 64
"""Names in one file."""

PICTURES = 48
"""Pictures a name leads to."""


class Words:
    """The words of the records, gathered as these are written."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)

    def add(self, records: Iterable[dict[str, Any]]) -> None:
        """Take in some records, rows rising."""
        for record in records:
            row = record["row"]
            for word in _words(record):
                held = self._rows[word]
                if len(held) < MOST_ROWS and (not held or held[-1] != row):
                    held.append(row)

    def write(self, folder: Path) -> None:
        """Write one file for each beginning, and the list of beginnings."""
        filed: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for word in sorted(self._rows):
            filed[word[:2]][word] = np.diff(self._rows[word], prepend=0).tolist()
        for start, words in filed.items():
            write_json(folder / f"{file_name(start)}.json", words)
        write_json(folder / "beginnings.json", sorted(filed))


def file_name(start: str) -> str:
    """The name of a beginning's file: its letters by number, whatever the alphabet."""
    return "-".join(f"{ord(letter):x}" for letter in start)


def _words(record: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for name in COLUMNS:
        value = record.get(name, "")
        for text in [value] if isinstance(value, str) else value:
            found.update(word[:LONGEST] for word in tokens(text[:2_000]))
    return found


def write_names(
    collection: Collection, hung: Hung, folder: Path, *, languages: tuple[str, ...], steps: Steps
) -> None:
    """Write the names of the vocabulary that lead to a picture of the export, and where they do."""
    found = collection.bundle.vocabulary
    names = found.names if found is not None else {}
    total = max((len(column) for column in names.values()), default=0)
    new = {int(row): at for at, row in enumerate(hung.rows)}
    within = None
    if len(hung.rows) < len(collection):
        within = np.zeros(len(collection), bool)
        within[hung.rows] = True
    kept: dict[str, list[str]] = {code: [] for code in languages if code in names} or {
        code: [] for code in names
    }
    leads: list[list[int]] = []
    bar = steps.bar(total, "words", unit="word")
    for word in range(total):
        rows = pictures_named(collection, names, word, within)
        bar.update(1)
        if not rows:
            continue
        leads.append([new[row] for row in rows])
        for code, column in kept.items():
            column.append(names[code][word])
    bar.close()
    for start in range(0, len(leads), NAMES):
        write_json(folder / f"{start // NAMES}.json", leads[start : start + NAMES])
    write_json(folder / "names.json", kept)


def pictures_named(
    collection: Collection, names: dict[str, list[str]], word: int, within: np.ndarray | None
) -> list[int]:
    """Rows that answer a name by what they show; none when only doubtful ones do.

    ``names`` are the vocabulary's, by language; ``word`` is the number of one.
    """
    language = next((code for code, column in names.items() if column[word]), None)
    if language is None:
        return []
    text = names[language][word]
    answer = collection.engine.search(
        Query(text=text, language=language, k=PICTURES, within=within, by=("picture",))
    )
    return [] if answer.notice == "doubtful" else answer.rows
