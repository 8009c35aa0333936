"""Tags that may suit an image: words that stand out for it among words, and for them among images.

Cosines between words and images lie in narrow bands that differ from word to word and from image to
image: each is standardised by the word's spread over the collection, then by the image's over the
words (see ``explorer/search/relevance.py``, and ``docs/precision.md`` for why).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from explorer.review.models import Suggestion, Why
from explorer.review.words import TagWords
from explorer.search.folding import fold

STANDS_OUT = 2.5
"""Standard deviations from which a word is suggested."""

MOST_TAGS = 8
"""For one image."""

_FEWEST_WORDS = 32
_BLOCK = 4096


def suggested_tags(
    vectors: Callable[[np.ndarray], np.ndarray],
    rows: np.ndarray,
    words: TagWords,
    held: Callable[[int], Sequence[str]],
) -> list[Suggestion]:
    """Tags for images, the best first for each.

    ``vectors`` gives float32 [m, dim] of rows, ``held`` the tags that an image has, which are not
    suggested again.
    """
    found: list[Suggestion] = []
    folded = [fold(name.strip()) for name in words.names]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        scores = standing_out(vectors(block) @ words.vectors.T, words)
        best = np.argsort(-scores, axis=1, kind="stable")[:, : 2 * MOST_TAGS]
        for at, row in enumerate(block.tolist()):
            known = list(held(row))
            there = {fold(tag.strip()) for tag in known}
            old = " | ".join(known)
            many = 0
            for place in best[at].tolist():
                score = float(scores[at, place])
                if score < STANDS_OUT or many == MOST_TAGS:
                    break
                if folded[place] in there:
                    continue
                many += 1
                name = words.names[place]
                why: Why = "further" if known else "missing"
                found.append(Suggestion(row, "subject", name, name, old, why, words.basis, score))
    return found


def standing_out(cosines: np.ndarray, words: TagWords) -> np.ndarray:
    """float32 [m, words]: how far each cosine stands out, in standard deviations."""
    scores: np.ndarray = (cosines - words.mean) / words.deviation
    if len(words) >= _FEWEST_WORDS:
        spread = np.maximum(scores.std(axis=1, keepdims=True), 1e-6)
        scores = (scores - scores.mean(axis=1, keepdims=True)) / spread
    return scores
