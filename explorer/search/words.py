"""Searching by words: titles, creators, subjects and descriptions, by full text."""

from __future__ import annotations

from explorer.bundle.words import WordIndex
from explorer.search.folding import forms, tokens

_MOST_TOKENS = 16
_LONGEST_TOKEN = 64
_PREFIX_FROM = 3


def expression(text: str, *, every: bool = True) -> str:
    """An FTS5 expression of the words of ``text``, each quoted; empty when there is none.

    The last word also stands for those it begins, unless a space follows it. ``every`` word must
    be found, or else any of them.
    """
    words = [word[:_LONGEST_TOKEN] for word in tokens(text) or tokens(text, small=True)]
    words = words[:_MOST_TOKENS]
    parts = []
    for place, word in enumerate(words):
        last = place == len(words) - 1 and not text.endswith(" ") and len(word) >= _PREFIX_FROM
        spelt = [f'"{form}"' for form in forms(word)]
        spelt[0] += " *" if last else ""
        parts.append(f"({' OR '.join(spelt)})" if len(spelt) > 1 else spelt[0])
    return (" AND " if every else " OR ").join(parts)


def search_words(index: WordIndex, text: str, *, limit: int) -> list[tuple[int, float]]:
    """Rows whose words match, best first, with BM25 scores; those with every word, else any."""
    strict = expression(text)
    if not strict:
        return []
    found = index.search(strict, limit=limit)
    loose = expression(text, every=False)
    if not found and loose != strict:
        found = index.search(loose, limit=limit)
    return found
