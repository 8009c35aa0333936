"""Searching by words: titles, creators, subjects and descriptions, by full text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from explorer.bundle.words import COLUMNS, WordIndex
from explorer.search.folding import inflections, words_of

_MOST_TOKENS = 16
_LONGEST_TOKEN = 64
_PREFIX_FROM = 3
_NAMING = "{" + " ".join(name for name in COLUMNS if name != "other") + "}"


def expressions(text: str, *, names: Iterable[str] = ()) -> list[str]:
    """FTS5 expressions of the words of ``text``, to be tried in turn until one finds something.

    First every word, or one of ``names`` (other ways to say the same, in any language); then the
    same with the last word taken as the beginning of one; then any word of them all. Made of
    quoted tokens only, whatever is in ``text``; empty when there is no word in it.
    """
    words = _words(text)
    if not words:
        return []
    spelt = [_any(inflections(word)) for word in words]
    others = [[_any(inflections(word)) for word in _words(name)] for name in names]
    also = [" AND ".join(other) for other in others]
    every = " AND ".join(spelt)
    found = [" OR ".join(f"({part})" for part in dict.fromkeys([every, *also]) if part)]
    if not text.endswith(" ") and len(words[-1]) >= _PREFIX_FROM:
        found.append(" AND ".join([*spelt[:-1], f'"{words[-1]}" *']))
    if len(words) > 1:
        anything = dict.fromkeys([*spelt, *(word for other in others for word in other)])
        found.append(" OR ".join(anything))
    return found


def search_words(
    index: WordIndex,
    text: str,
    *,
    limit: int,
    names: Iterable[str] = (),
    within: np.ndarray | None = None,
) -> list[int]:
    """Rows whose words match ``text`` or one of ``names``, best first by BM25.

    ``within`` (bool [n]) keeps the search to some rows.
    """
    for expression in expressions(text, names=names):
        # What names a work comes before what only surrounds it (a credit line, a number): first,
        # and alone when that is enough, which spares words that are everywhere half their time.
        rows = index.search(f"{_NAMING} : ({expression})", limit=limit, within=within)
        if len(rows) < limit:
            more = index.search(expression, limit=limit, within=within)
            rows = list(dict.fromkeys([*rows, *more]))
        if rows:
            return rows[:limit]
    return []


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_TOKEN] for word in words_of(text)[:_MOST_TOKENS]]


def _any(words: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"({quoted})" if len(words) > 1 else quoted
