"""The search of one collection: pictures and words, fused."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from explorer.bundle import Bundle
from explorer.bundle.words import WordIndex
from explorer.search.fusion import reciprocal_rank_fusion
from explorer.search.lexicon import translations
from explorer.search.query import MAX_RESULTS, Answer, Hit, Mode, Query, Why
from explorer.search.relevance import Background
from explorer.search.towers import Tower
from explorer.search.vectors import VectorIndex
from explorer.search.vocabulary import Match, VocabularyIndex
from explorer.search.words import search_words

_DEPTH = 500
"""How many images each way of searching puts forward: always the same, so that pages agree."""

_WORDS_WEIGHT = 1.5
"""Cataloguers see what a model guesses: what they wrote counts for more than a likeness. On 23
words of the museum collection, the precision of the first ten goes from .72 to .82."""

_REMEMBERED = 64
"""Answers kept, of at most a thousand hits each: some ten megabytes."""

_NEAREST = 12
"""How many pictures are shown, and said to be doubtful, when none is relevant."""


@dataclass(frozen=True)
class _Pictures:
    """Rows best first, their relevance, and whether they are shown for want of better ones."""

    rows: list[int] = field(default_factory=list)
    relevance: dict[int, float] = field(default_factory=dict)
    doubtful: bool = False


class Engine:
    """Searches one open bundle; safe to share between threads."""

    def __init__(self, bundle: Bundle, words: WordIndex) -> None:
        self._words = words
        self._recent: OrderedDict[tuple[str, str, tuple[Why, ...]], Answer] = OrderedDict()
        self._lock = threading.Lock()
        self.vectors = VectorIndex(bundle)
        self._neighbours = bundle.neighbours
        self._neighbour_scores = bundle.neighbour_scores
        self.tower = Tower(bundle)
        found = bundle.vocabulary
        self.vocabulary = (
            VocabularyIndex(found) if found is not None and len(found.vectors) else None
        )
        self._background = Background(self.vectors, found.vectors if found is not None else None)

    @property
    def mode(self) -> Mode:
        """How words are compared with pictures in this collection."""
        if self.tower.there:
            return "text"
        return "vocabulary" if self.vocabulary is not None else "words"

    def search(self, query: Query) -> Answer:
        """Images that answer a query of words, best first.

        Pictures come by the text tower, or by the names of the vocabulary that the query holds;
        words by full text, those of the query and what the vocabulary and the lexicon call the
        same thing in the other language. The two rankings are fused.
        """
        whole = self._remembered(query) if query.within is None else self._all(query)
        return replace(whole, hits=whole.hits[query.offset : query.offset + query.k])

    def similar(self, rows: Sequence[int], *, k: int) -> Answer:
        """Images nearest to one image, or to several taken together; they themselves left out.

        ``score`` is the cosine. Raises ``ValueError`` for no row, an unknown one, or a bad ``k``.
        """
        if not 1 <= k <= MAX_RESULTS:
            raise ValueError(f"k is between 1 and {MAX_RESULTS}")
        if not rows or not all(0 <= row < len(self.vectors) for row in rows):
            raise ValueError("name at least one row of the collection")
        if len(rows) == 1 and k <= self._neighbours.shape[1]:
            found = self._neighbours[rows[0]][:k]
            scores = self._neighbour_scores[rows[0]][:k].astype(np.float32)
            known = found >= 0
            found, scores = found[known], scores[known]
        else:
            centre = _unit(self.vectors.vector(np.asarray(rows)).mean(axis=0))
            found, scores = self.vectors.search(centre, k=k + len(rows))
            others = ~np.isin(found, rows)
            found, scores = found[others][:k], scores[others][:k]
        hits = tuple(
            Hit(int(row), float(score), ("picture",))
            for row, score in zip(found, scores, strict=True)
        )
        return Answer(hits, len(hits), self.mode)

    def suggest(self, text: str, *, language: str, k: int) -> list[str]:
        """Names of the vocabulary that go on from what has been typed."""
        if self.vocabulary is None:
            return []
        return self.vocabulary.suggest(text, language=language, k=k)

    def _remembered(self, query: Query) -> Answer:
        """Every hit of a query: pages of an answer, and what is asked often, cost one search."""
        key = (query.text, query.language, query.by)
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key]
        answer = self._all(query)
        with self._lock:
            self._recent[key] = answer
            while len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return answer

    def _all(self, query: Query) -> Answer:
        others = translations(query.text, language=query.language)
        match = self._match(query, others)
        pictures = self._by_picture(query, match) if "picture" in query.by else _Pictures()
        rows = self._by_words(query, [*self._names(match), *others]) if "words" in query.by else []
        if pictures.doubtful and rows:
            pictures = _Pictures()
        fused = reciprocal_rank_fusion([(pictures.rows, 1.0), (rows, _WORDS_WEIGHT)])
        mode = self.mode
        terms = self._terms(match, query.language) if mode == "vocabulary" else ()
        in_words = set(rows)
        hits = tuple(self._hit(row, score, pictures, in_words, terms) for row, score in fused)
        notice = self._notice(query, mode, match, pictures)
        return Answer(hits, len(fused), mode, terms, notice)

    def _by_picture(self, query: Query, match: Match) -> _Pictures:
        vector = None
        if query.text.strip():
            vector = self.tower.encode(query.text, language=query.language)
        if vector is None and self.vocabulary is not None and match:
            vector = self.vocabulary.vector(match)
        if vector is None:
            return _Pictures()
        rows, scores = self.vectors.search(vector, k=_DEPTH, within=query.within)
        relevance, shown = self._background.relevance(vector, self.vectors.vector(rows), scores)
        doubtful = not shown.any()
        if doubtful:
            shown[:_NEAREST] = True
        kept = rows[shown].tolist()
        return _Pictures(kept, dict(zip(kept, relevance[shown].tolist(), strict=True)), doubtful)

    def _match(self, query: Query, others: list[str]) -> Match:
        """What the vocabulary knows of the query, or else of the other ways to say it."""
        if self.vocabulary is None:
            return Match()
        match = self.vocabulary.match(query.text, language=query.language)
        # A vocabulary in one language is asked in that one.
        ways = others if match.unmatched or match.near else []
        found = [self.vocabulary.match(way, language=query.language) for way in ways]
        return min([match, *found], key=lambda match: (len(match.unmatched), match.near))

    def _by_words(self, query: Query, names: list[str]) -> list[int]:
        return search_words(self._words, query.text, limit=_DEPTH, names=names, within=query.within)

    def _names(self, match: Match) -> list[str]:
        """What the vocabulary calls the query, in every language, when it is one thing exactly."""
        if self.vocabulary is None or len(match.words) != 1 or match.near or match.unmatched:
            return []
        return [
            self.vocabulary.label(word, language=language)
            for word in match.words[0]
            for language in self.vocabulary.languages
        ]

    def _terms(self, match: Match, language: str) -> tuple[str, ...]:
        if self.vocabulary is None:
            return ()
        found = dict.fromkeys(word for sense in match.words for word in sense)
        labels = (self.vocabulary.label(word, language=language) for word in found)
        return tuple(dict.fromkeys(labels))

    def _notice(self, query: Query, mode: Mode, match: Match, pictures: _Pictures) -> str:
        if not query.text.strip():
            return ""
        if pictures.doubtful:
            return "doubtful"
        if mode == "words":
            return "words_only"
        if mode == "vocabulary":
            return "vocabulary" if match else "unknown_words"
        return ""

    @staticmethod
    def _hit(
        row: int, score: float, pictures: _Pictures, in_words: set[int], terms: tuple[str, ...]
    ) -> Hit:
        relevance = pictures.relevance.get(row)
        why: list[Why] = ["picture"] if relevance is not None else []
        if row in in_words:
            why.append("words")
        return Hit(row, score, tuple(why), terms if relevance is not None else (), relevance)


def _unit(vector: np.ndarray) -> np.ndarray:
    unit: np.ndarray = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit
