"""Words that may be tags: from the collection's vocabulary, from its own tags, or from a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.collection import Collection
from explorer.review.models import Basis
from explorer.search.folding import fold

MOST_WORDS = 500
MOST_LENGTH = 120
_FEWEST_EXAMPLES = 3
_SAMPLE = 20_000


class WordsError(ValueError):
    """The words cannot be used; one line that says what would do."""


@dataclass(frozen=True)
class TagWords:
    """Words with what a likeness to each is measured against.

    ``names`` [m]; ``vectors`` float32 [m, dim], unit length; ``mean`` and ``deviation`` float32
    [m], of each word's cosines over the collection. ``unknown`` are words of a list that nothing
    here understands.
    """

    basis: Basis
    names: tuple[str, ...]
    vectors: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray
    unknown: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)


def of_vocabulary(collection: Collection, *, language: str) -> TagWords:
    """The vocabulary the collection was built with; raises ``WordsError`` when there is none."""
    found = collection.bundle.vocabulary
    if found is None or not len(found.vectors):
        raise WordsError("this collection was built without a vocabulary: give words of your own")
    names = found.names.get(language) or next(iter(found.names.values()))
    return TagWords(
        "vocabulary",
        tuple(names),
        np.asarray(found.vectors, np.float32),
        np.nan_to_num(found.mean).astype(np.float32),
        np.maximum(np.nan_to_num(found.deviation), 1e-4).astype(np.float32),
    )


def of_column(collection: Collection, name: str, *, language: str) -> TagWords:
    """The values that a column has already, each by the middle of the images that have it.

    Those of three images or more, the most frequent, in the language where the collection says
    them in several; raises ``WordsError`` when there are none.
    """
    if name not in collection.filters.names:
        raise WordsError("the collection has no such column to learn tags from")
    column = collection.filters.column(name)
    counts = column.counts(None)
    tongues = collection.filters.tongues(name)
    if tongues is not None:
        counts = counts * tongues.shown(language)
    order = np.argsort(-counts, kind="stable")[:MOST_WORDS]
    places = [int(place) for place in order if counts[place] >= _FEWEST_EXAMPLES]
    if not places:
        raise WordsError("no value of this column has three images to learn from")
    by_code = np.argsort(column.codes, kind="stable")
    starts = np.searchsorted(column.codes[by_code], np.arange(len(column.values) + 1))
    centre = _sample(collection).mean(axis=0)
    middles = []
    for place in places:
        rows = np.sort(column.rows[by_code[starts[place] : starts[place + 1]]])[:_SAMPLE]
        middles.append(collection.engine.vectors.vector(rows).mean(axis=0) - centre)
    vectors = _unit(np.stack(middles))
    names = tuple(column.values[place] for place in places)
    return _measured(collection, "column", names, vectors)


def of_list(collection: Collection, words: Sequence[str], *, language: str) -> TagWords:
    """Words of somebody's own; raises ``WordsError`` when none of them is understood.

    By the text tower where there is one, else by the vocabulary's words of the same spelling.
    """
    asked = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if len(asked) > MOST_WORDS or any(len(word) > MOST_LENGTH for word in asked):
        raise WordsError(f"give at most {MOST_WORDS} words, of {MOST_LENGTH} characters each")
    vectors: dict[str, np.ndarray] = {}
    vocabulary = collection.engine.vocabulary
    for word in asked:
        vector = collection.engine.tower.encode(word, language=language)
        if vector is None and vocabulary is not None:
            match = vocabulary.match(word, language=language)
            if match and not match.near and not match.unmatched:
                vector = vocabulary.vector(match)
        if vector is not None:
            vectors[word] = vector
    if not vectors:
        raise WordsError("none of these words is understood in this collection")
    unknown = tuple(word for word in asked if word not in vectors)
    found = _measured(collection, "words", tuple(vectors), np.stack(list(vectors.values())))
    return TagWords(found.basis, found.names, found.vectors, found.mean, found.deviation, unknown)


def same(one: str, other: str) -> bool:
    """Whether two tags are one word, but for case and accents."""
    return fold(one.strip()) == fold(other.strip())


def _measured(
    collection: Collection, basis: Basis, names: tuple[str, ...], vectors: np.ndarray
) -> TagWords:
    likeness = _sample(collection) @ vectors.T
    deviation = np.maximum(likeness.std(axis=0), 1e-4)
    return TagWords(basis, names, vectors, likeness.mean(axis=0), deviation)


def _sample(collection: Collection) -> np.ndarray:
    rows = np.unique(np.linspace(0, len(collection) - 1, min(len(collection), 4096)).astype(int))
    return collection.engine.vectors.vector(rows)


def _unit(vectors: np.ndarray) -> np.ndarray:
    unit: np.ndarray = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return unit
