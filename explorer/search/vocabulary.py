"""Searching with no text tower: a query is met by names of the bundle's vocabulary."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.bundle import Vocabulary
from explorer.search.folding import fold, forms, tokens

_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_LONGEST = 6
_NEAR = 8


@dataclass(frozen=True)
class Match:
    """Names found in a query: ``words`` are positions in the vocabulary, one tuple a sense.

    ``unmatched`` are the folded words of the query that no name covers.
    """

    words: tuple[tuple[int, ...], ...]
    unmatched: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


class VocabularyIndex:
    """The names of a vocabulary, found from what people type."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._exact: dict[str, dict[tuple[str, ...], list[int]]] = {}
        self._holding: dict[str, dict[str, list[int]]] = {}
        self._sorted: dict[str, list[tuple[str, str]]] = {}
        for language, names in vocabulary.names.items():
            self._add(language, names)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the names are in."""
        return tuple(self.vocabulary.names)

    def label(self, word: int, *, language: str) -> str:
        """The name of a word in a language, or in another one where it has none."""
        names = self.vocabulary.names
        for code in (language, *names):
            if code in names and names[code][word]:
                return names[code][word]
        return ""

    def match(self, text: str, *, language: str) -> Match:
        """Cover the words of ``text`` by names, the longest first, in ``language`` else others."""
        order = sorted(self._exact, key=lambda code: code != language)
        best: Match | None = None
        for code in order:
            found = self._match_in(code, tokens(text))
            if best is None or len(found.unmatched) < len(best.unmatched):
                best = found
        return best or Match((), tuple(tokens(text)))

    def suggest(self, text: str, *, language: str, k: int) -> list[str]:
        """Names that go on from what has been typed, shortest first, those that begin so first."""
        start = fold(text).strip()
        languages = [language] if language in self._sorted else list(self._sorted)
        found: list[str] = []
        for code in languages:
            names = self._sorted[code]
            place = bisect.bisect_left(names, (start, ""))
            begins = itertools.takewhile(lambda pair: pair[0].startswith(start), names[place:])
            found += [name for _, name in sorted(begins, key=lambda pair: (len(pair[0]), pair[0]))]
            if len(found) < k and start:
                inner = f" {start}"
                found += [name for folded, name in names if inner in folded.replace("'", " ")]
        return list(dict.fromkeys(found))[:k]

    def _add(self, language: str, names: Sequence[str]) -> None:
        exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        holding: dict[str, list[int]] = defaultdict(list)
        for word, name in enumerate(names):
            for variant in {name, _PARENTHESIS.sub("", name)}:
                words = tokens(variant)
                for key in _spellings(words):
                    if word not in exact[key]:
                        exact[key].append(word)
            for token in {form for part in tokens(name) for form in forms(part)}:
                holding[token].append(word)
        exact.pop((), None)
        self._exact[language] = dict(exact)
        self._holding[language] = dict(holding)
        self._sorted[language] = sorted({(fold(name), name) for name in names if name})

    def _match_in(self, language: str, words: list[str]) -> Match:
        exact, holding = self._exact[language], self._holding[language]
        found: list[tuple[int, ...]] = []
        unmatched: list[str] = []
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST, len(words) - place), 0, -1):
                hits = _first(exact, words[place : place + length])
                if hits:
                    found.append(hits)
                    place += length
                    break
            else:
                near = next((holding[form] for form in forms(words[place]) if form in holding), [])
                if near:
                    found.append(tuple(near[:_NEAR]))
                else:
                    unmatched.append(words[place])
                place += 1
        return Match(tuple(dict.fromkeys(found)), tuple(unmatched))

    def vector(self, match: Match) -> np.ndarray:
        """float32 [dim], unit length: the mean of the words found, each sense weighing the same."""
        vectors = self.vocabulary.vectors
        senses = [vectors[list(words)].astype(np.float32).mean(axis=0) for words in match.words]
        total = np.sum([sense / np.linalg.norm(sense) for sense in senses], axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-12), np.float32)


def _first(exact: dict[tuple[str, ...], list[int]], words: Sequence[str]) -> tuple[int, ...]:
    for key in _spellings(words):
        if key in exact:
            return tuple(exact[key])
    return ()


def _spellings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if words and len(words) <= _LONGEST:
        yield from itertools.islice(itertools.product(*(forms(word) for word in words)), 64)
