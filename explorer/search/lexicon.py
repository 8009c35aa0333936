"""Words of collections in French and English, so that either language finds the other's records.

``lexicon.csv`` has one thing a line and its names in both languages. It serves where the records
or the vocabulary are in one language only; what a bundle's own vocabulary names comes first.
"""

from __future__ import annotations

import csv
import itertools
from functools import cache
from pathlib import Path

from explorer.search.folding import forms, words_of

_FILE = Path(__file__).with_name("lexicon.csv")
_LONGEST = 4
_ALTERNATIVES = 8

Entries = dict[tuple[str, ...], tuple[str, ...]]


def translations(text: str, *, language: str) -> list[str]:
    """Other ways to say ``text``: each phrase that is known is replaced by its names.

    Words are read as ``language``, and as the other one when none is known in it. At most eight
    texts, folded; empty when nothing in ``text`` is known.
    """
    words = words_of(text)
    for source in sorted(("fr", "en"), key=lambda code: code != language):
        found = _translated(words, _entries(source))
        if found:
            return found
    return []


def _translated(words: list[str], entries: Entries) -> list[str]:
    parts: list[tuple[str, ...]] = []
    known = False
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            names = _names(words[place : place + length], entries)
            if names:
                parts.append(names)
                known = True
                place += length
                break
        else:
            parts.append((words[place],))
            place += 1
    if not known:
        return []
    return [" ".join(way) for way in itertools.islice(itertools.product(*parts), _ALTERNATIVES)]


def _names(words: list[str], entries: Entries) -> tuple[str, ...]:
    for key in itertools.product(*(forms(word) for word in words)):
        if key in entries:
            return entries[key]
    return ()


@cache
def _entries(source: str) -> Entries:
    found: dict[tuple[str, ...], list[str]] = {}
    target = "en" if source == "fr" else "fr"
    with _FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for name in row[source].split("|"):
                names = found.setdefault(tuple(words_of(name)), [])
                names += [other for other in row[target].split("|") if other not in names]
    return {key: tuple(" ".join(words_of(name)) for name in names) for key, names in found.items()}
