"""How relevant a picture is: its likeness to the query, against the collection and other words."""

from __future__ import annotations

import numpy as np

from explorer.search.vectors import VectorIndex

_SAMPLE = 4096
_RUN = 32
_WORDS = 160
_FEWEST_ITEMS = 50
_FEWEST_WORDS = 32

ABOVE_WORDS = 2.0
"""Least relevance of a picture that is shown, where a vocabulary can be compared with."""

ABOVE_COLLECTION = 1.0
"""The same where there is none, against the collection alone."""


class Background:
    """What a likeness is compared with: a sample of the images, and some words of the vocabulary.

    Cosines between texts and images lie in a narrow band that differs from text to text, so none
    means anything by itself. A likeness is *centred* by the text's mean over the collection; a
    picture is relevant when its centred likeness to the query stands out among its centred
    likenesses to words of every kind. ``docs/precision.md`` has what this was compared with.
    """

    def __init__(self, vectors: VectorIndex, words: np.ndarray | None) -> None:
        # In runs: a slow disk finds 128 places sooner than 4,096.
        starts = np.linspace(0, max(0, len(vectors) - _RUN), _SAMPLE // _RUN).astype(np.int64)
        rows = np.unique(starts[:, None] + np.arange(min(_RUN, len(vectors))))
        sample = vectors.vector(rows)
        self._few = len(vectors) < _FEWEST_ITEMS
        self._centre = sample.mean(axis=0)
        self._sample = sample
        self._words: np.ndarray | None = None
        if words is not None and len(words) >= _FEWEST_WORDS:
            chosen = np.unique(np.linspace(0, len(words) - 1, _WORDS).astype(np.int64))
            self._words = np.asarray(words[chosen], np.float32)

    def relevance(
        self, query: np.ndarray, vectors: np.ndarray, scores: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Relevance (float32 [m]) of images with these vectors and cosines, and which to show.

        In standard deviations: above the likenesses of the same picture to words of every kind,
        or, without a vocabulary, above the likenesses of the collection to the query. In a
        collection of fewer than 50 images everything is shown, best first.
        """
        if self._few:
            return np.zeros(len(scores), np.float32), np.ones(len(scores), bool)
        centred = scores - self._centre @ query
        if self._words is None:
            return self.against_collection(query, scores)
        likeness = (vectors - self._centre) @ self._words.T
        deviations = np.maximum(likeness.std(axis=1), 1e-6)
        relevance = (centred - likeness.mean(axis=1)) / deviations
        return relevance, (relevance >= ABOVE_WORDS) & (centred > 0)

    def against_collection(
        self, query: np.ndarray, scores: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same by the collection alone: in deviations above its mean likeness to the query.

        For queries with pictures in them: words are no measure of how alike two pictures are.
        """
        relevance = np.asarray((scores - self._centre @ query) / self.deviation(query), np.float32)
        return relevance, relevance >= ABOVE_COLLECTION

    def deviation(self, query: np.ndarray) -> float:
        """Standard deviation of the collection's cosines to a query (float32 [dim])."""
        return max(float((self._sample @ query).std()), 1e-3)
