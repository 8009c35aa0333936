"""Searching with no text tower: a query is met by names of the bundle's vocabulary."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.bundle import Vocabulary
from explorer.search.folding import forms, tokens, words_of

_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_LONGEST = 6
_SPELLINGS = 64
_NEAR = 8


@dataclass(frozen=True)
class Match:
    """Names found in a query: ``words`` are positions in the vocabulary, one tuple a thing meant.

    ``unmatched`` are the folded words of the query that no name covers; ``near`` counts the things
    that no name is exactly, met by names that hold the word.
    """

    words: tuple[tuple[int, ...], ...] = ()
    unmatched: tuple[str, ...] = ()
    near: int = 0

    def __bool__(self) -> bool:
        return bool(self.words)


class VocabularyIndex:
    """The names of a vocabulary, found from what people type."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vectors = vocabulary.vectors
        self._deviation = np.maximum(np.nan_to_num(vocabulary.deviation), 1e-4)
        self._names = vocabulary.names
        self._lists = {code: _Names(names) for code, names in vocabulary.names.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the names are in."""
        return tuple(self._names)

    def label(self, word: int, *, language: str) -> str:
        """The name of a word in a language, or in another one where it has none."""
        for code in (language, *self._names):
            if code in self._names and self._names[code][word]:
                return self._names[code][word]
        return ""

    def match(self, text: str, *, language: str) -> Match:
        """Cover the words of ``text`` by names, the longest first.

        Another language than ``language`` is taken when its names cover more of the query, or
        cover it exactly.
        """
        words = words_of(text)
        order = sorted(self._lists, key=lambda code: code != language)
        found = [self._lists[code].match(words) for code in order]
        return min(
            found,
            key=lambda match: (len(match.unmatched), match.near),
            default=Match(unmatched=tuple(words)),
        )

    def suggest(self, text: str, *, language: str, k: int) -> list[str]:
        """Names in ``language`` that go on from what has been typed.

        Names that begin so come first, then those that hold a word that does; shortest first.
        """
        lists = [self._lists[language]] if language in self._lists else list(self._lists.values())
        found = itertools.chain.from_iterable(names.starting(text) for names in lists)
        return list(itertools.islice(dict.fromkeys(found), k))

    def vector(self, match: Match) -> np.ndarray:
        """float32 [dim], unit length: what the query means, each thing in it weighing the same.

        A word is divided by its deviation over the collection, so that the sum is one of z-scores
        and no word drowns the others for lying in a wider band.
        """
        total = np.zeros(self._vectors.shape[1], np.float32)
        for words in match.words:
            rows = list(words)
            parts = self._vectors[rows].astype(np.float32) / self._deviation[rows, None]
            total += parts.mean(axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-12), np.float32)


class _Names:
    """The names in one language."""

    def __init__(self, names: Sequence[str]) -> None:
        exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        holding: dict[str, list[int]] = defaultdict(list)
        for word, name in enumerate(names):
            # "statue (sculpture)" is also met as "statue".
            for variant in dict.fromkeys([name, _PARENTHESIS.sub("", name)]):
                for key in _spellings(words_of(variant)):
                    if word not in exact[key]:
                        exact[key].append(word)
            for token in {form for part in words_of(name) for form in forms(part)}:
                holding[token].append(word)
        self._exact = dict(exact)
        self._holding = dict(holding)
        self._sorted = sorted((" ".join(tokens(name, small=True)), name) for name in names if name)

    def match(self, words: Sequence[str]) -> Match:
        found: list[tuple[int, ...]] = []
        unmatched: list[str] = []
        place = near = 0
        while place < len(words):
            length, hits = self._longest(words[place : place + _LONGEST])
            if not hits:
                hits = self._near(words[place])
                near += bool(hits)
            if hits:
                found.append(hits)
            else:
                unmatched.append(words[place])
            place += max(length, 1)
        return Match(tuple(dict.fromkeys(found)), tuple(unmatched), near)

    def starting(self, text: str) -> Iterator[str]:
        start = " ".join(tokens(text, small=True))
        if not start:
            return
        place = bisect_left(self._sorted, (start, ""))
        begin = itertools.takewhile(lambda pair: pair[0].startswith(start), self._sorted[place:])
        yield from (name for _, name in sorted(begin, key=lambda pair: (len(pair[0]), pair[0])))
        inside = [pair for pair in self._sorted if f" {start}" in pair[0]]
        yield from (name for _, name in sorted(inside, key=lambda pair: (len(pair[0]), pair[0])))

    def _longest(self, words: Sequence[str]) -> tuple[int, tuple[int, ...]]:
        for length in range(len(words), 0, -1):
            for key in _spellings(words[:length]):
                if key in self._exact:
                    return length, tuple(self._exact[key])
        return 0, ()

    def _near(self, word: str) -> tuple[int, ...]:
        found = next((self._holding[form] for form in forms(word) if form in self._holding), [])
        return tuple(found[:_NEAR])


def _spellings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if words and len(words) <= _LONGEST:
        spelt = itertools.product(*(forms(word) for word in words))
        yield from itertools.islice(spelt, _SPELLINGS)
