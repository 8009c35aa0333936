"""Searching by words: titles, creators, subjects and descriptions, by full text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from explorer.bundle.words import COLUMNS, WordIndex
from explorer.search.folding import inflections, tokens, words_of
from explorer.search.phrasing import loose, phrases

_MOST_TOKENS = 16
_LONGEST_TOKEN = 64
_PREFIX_FROM = 3
_NAMING = tuple(name for name in COLUMNS if name != "other")

Spell = Callable[[str], Sequence[str]]
Slip = Callable[[str], str]
Instead = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Written:
    """Rows whose records say what was looked for, best first; ``instead`` pairs each word that is
    written nowhere with the one it was taken for."""

    rows: list[int] = field(default_factory=list)
    instead: Instead = ()


def expressions(
    text: str, *, names: Iterable[str] = (), spell: Spell = inflections, slip: Slip | None = None
) -> list[tuple[str, Instead]]:
    """FTS5 expressions of the words of ``text``, to be tried in turn until one finds something.

    First every word and every phrase between quotes, or one of ``names`` (other ways to say the
    same, in any language); then the same with the last word taken as the beginning of one; then
    with what ``slip`` makes of words that are written nowhere, which stand beside the expression;
    then any of them all. Made of quoted tokens only, whatever is in ``text``; empty when there is
    no word in it. ``spell`` gives the spellings of a word.
    """
    exact = _phrases(text)
    words = _words(loose(text)) if not exact or tokens(loose(text)) else []
    if not words and not exact:
        return []
    spelt = [*exact, *(_any(spell(word)) for word in words)]
    # Who puts a phrase between quotes means these words and no others.
    others = [] if exact else [[_any(inflections(word)) for word in _words(name)] for name in names]
    also = [" AND ".join(other) for other in others]
    every = " AND ".join(spelt)
    whole = " OR ".join(f"({part})" for part in dict.fromkeys([every, *also]) if part)
    found: list[tuple[str, Instead]] = [(whole, ())]
    if words and not text.endswith((" ", '"')) and len(words[-1]) >= _PREFIX_FROM:
        found.append((" AND ".join([*spelt[:-1], f'"{words[-1]}" *']), ()))
    meant = {word: slip(word) for word in words} if slip else {}
    instead = tuple((word, other) for word, other in meant.items() if other)
    if instead:
        mended = [*exact, *(_any(spell(meant[word] or word)) for word in words)]
        found.append((" AND ".join(mended), instead))
    if len(spelt) > 1:
        anything = dict.fromkeys([*spelt, *(word for other in others for word in other)])
        found.append((" OR ".join(anything), ()))
    return found


def find_written(
    index: WordIndex,
    text: str,
    *,
    limit: int,
    names: Iterable[str] = (),
    within: np.ndarray | None = None,
    without: Sequence[str] = (),
) -> Written:
    """Rows whose words match ``text`` or one of ``names``, best first by BM25.

    Words meet by their inflections and stems, and, where nothing has them all, in spite of a slip.
    ``within`` (bool [n]) keeps the search to some rows; what says one of ``without`` is left out.
    """
    unwanted = _unwanted(index, without)
    others = tuple(names)

    def slip(word: str) -> str:
        # What is the beginning of a word, or has a name in the other language, is no slip.
        return "" if others or index.terms.knows(word) else index.terms.near(word)

    ways = expressions(text, names=others, spell=lambda word: _spelt(index, word), slip=slip)
    for wanted, instead in ways:
        search = partial(index.search, wanted, limit=limit, unwanted=unwanted, within=within)
        # What names a work comes before what only surrounds it (a credit line, a number): first,
        # and alone when that is enough, which spares words that are everywhere half their time.
        rows = search(columns=_NAMING)
        if len(rows) < limit:
            rows = list(dict.fromkeys([*rows, *search()]))
        if rows:
            return Written(rows[:limit], instead)
    return Written()


def saying(index: WordIndex, things: Sequence[str], rows: Sequence[int]) -> set[int]:
    """Which of ``rows`` have a record that says one of ``things``.

    A thing of several words is a phrase: they stand side by side.
    """
    unwanted = _unwanted(index, things)
    return index.matching(unwanted, rows) if unwanted else set()


def all_saying(index: WordIndex, things: Sequence[str]) -> np.ndarray:
    """bool [n]: which of all rows have a record that says one of ``things``."""
    unwanted = _unwanted(index, things)
    return index.mask(unwanted) if unwanted else np.zeros(len(index), np.bool_)


def _unwanted(index: WordIndex, things: Iterable[str]) -> str:
    found = []
    for thing in things:
        words = tokens(thing, small=True)[:_MOST_TOKENS]
        if len(words) == 1:
            found.append(_any(_spelt(index, words[0][:_LONGEST_TOKEN])))
        elif words:
            found.append(_phrase(words))
    return " OR ".join(found)


def _spelt(index: WordIndex, word: str) -> Sequence[str]:
    return tuple(dict.fromkeys([*inflections(word), *index.terms.akin(word)]))


def _phrases(text: str) -> list[str]:
    split = (tokens(phrase, small=True)[:_MOST_TOKENS] for phrase in phrases(text))
    return [_phrase(words) for words in split if words]


def _phrase(words: Sequence[str]) -> str:
    inside = " ".join(word[:_LONGEST_TOKEN] for word in words)
    return f'"{inside}"'


def _words(text: str) -> list[str]:
    return [word[:_LONGEST_TOKEN] for word in words_of(text)[:_MOST_TOKENS]]


def _any(words: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{word}"' for word in words)
    return f"({quoted})" if len(words) > 1 else quoted
