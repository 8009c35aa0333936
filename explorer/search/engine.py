"""The search of one collection: pictures and words, fused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from explorer.bundle import Bundle
from explorer.bundle.words import WordIndex
from explorer.search.fusion import reciprocal_rank_fusion
from explorer.search.query import MAX_RESULTS, Answer, Hit, Mode, Query, Why
from explorer.search.vectors import VectorIndex
from explorer.search.vocabulary import VocabularyIndex
from explorer.search.words import search_words

_DEPTH = 1000
"""How many images each way of searching puts forward."""


class Encoder(Protocol):
    """A text tower."""

    def encode(self, texts: Sequence[str], *, language: str) -> np.ndarray:
        """float32 [m, dim], unit length."""


class Engine:
    """Searches one open bundle; safe to share between threads."""

    def __init__(self, bundle: Bundle, words: WordIndex, *, encoder: Encoder | None = None) -> None:
        self._bundle = bundle
        self._words = words
        self._vectors = VectorIndex(bundle)
        self._neighbours = bundle.neighbours
        self._neighbour_scores = bundle.neighbour_scores
        self._encoder = encoder
        vocabulary = bundle.vocabulary
        self.vocabulary = VocabularyIndex(vocabulary) if vocabulary is not None else None

    @property
    def mode(self) -> Mode:
        """How words are compared with pictures in this collection."""
        if self._encoder is not None:
            return "text"
        return "vocabulary" if self.vocabulary is not None else "words"

    def search(self, query: Query) -> Answer:
        """Images that answer a query of words, best first."""
        pictures: dict[int, float] = {}
        terms: tuple[str, ...] = ()
        notice = "words_only" if self.mode == "words" else ""
        if self._encoder is not None and query.text.strip():
            vector = self._encoder.encode([query.text], language=query.language)[0]
            rows, scores = self._vectors.search(vector, k=_DEPTH, within=query.within)
            pictures = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        elif self.vocabulary is not None:
            match = self.vocabulary.match(query.text, language=query.language)
            notice = "vocabulary" if match else "unknown_words"
            if match:
                found = dict.fromkeys(word for sense in match.words for word in sense)
                terms = tuple(
                    self.vocabulary.label(word, language=query.language) for word in found
                )
                vector = self.vocabulary.vector(match)
                rows, scores = self._vectors.search(vector, k=_DEPTH, within=query.within)
                pictures = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        words = [
            row
            for row, _ in search_words(self._words, query.text, limit=_DEPTH)
            if query.within is None or query.within[row]
        ]
        fused = reciprocal_rank_fusion([(list(pictures), 1.0), (words, 1.0)])
        in_words = set(words)
        hits = []
        for row, score in fused[query.offset : query.offset + query.k]:
            why: list[Why] = []
            if row in pictures:
                why.append("picture")
            if row in in_words:
                why.append("words")
            hits.append(Hit(row, score, tuple(why), terms if row in pictures else ()))
        return Answer(tuple(hits), len(fused), self.mode, terms, notice)

    def similar(self, rows: Sequence[int], *, k: int) -> Answer:
        """Images nearest to one image, or to several taken together; they themselves left out."""
        if not 1 <= k <= MAX_RESULTS:
            raise ValueError(f"k is between 1 and {MAX_RESULTS}")
        if len(rows) == 1 and k <= self._neighbours.shape[1]:
            found = self._neighbours[rows[0]][:k]
            scores = self._neighbour_scores[rows[0]][:k].astype(np.float32)
            known = found >= 0
            found, scores = found[known], scores[known]
        else:
            centre = self._vectors.vector(np.asarray(rows)).mean(axis=0)
            centre /= max(float(np.linalg.norm(centre)), 1e-12)
            found, scores = self._vectors.search(centre, k=k + len(rows))
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
