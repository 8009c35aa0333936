"""Ways of ranking and cutting off that were tried for searching with no text tower.

``python -m benchmarks.rankings COLLECTION`` compares them on the words of
``benchmarks.precision`` that are single names of the collection's vocabulary: mean average
precision over all works, precision of the first ten (of as many as there are right works), and, for
the cut-offs, precision, recall and how many works are kept, for words of things that the
collection holds and for words of things that no museum of before 1930 does.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.precision import ALSO, ASKED, TRUTH
from explorer.collection import Collection

ABSENT = (
    *("airplane", "computer keyboard", "television set", "motorcycle", "pizza", "toothbrush"),
    *("refrigerator", "helicopter", "skateboard", "laptop computer", "traffic light"),
    *("school bus", "hot dog", "giraffe", "microwave oven"),
)

Rank = Callable[[int], np.ndarray]


@dataclass(frozen=True)
class Trial:
    """Cosines (float32 [n, m]), the parts they come from, and what is right for each word."""

    likeness: np.ndarray
    images: np.ndarray
    texts: np.ndarray
    right: dict[int, np.ndarray]
    absent: list[int]


def trial(collection: Collection) -> Trial:
    """All likenesses of a (small) collection."""
    found = collection.bundle.vocabulary
    if found is None:
        raise SystemExit(f"{collection.name} has no vocabulary")
    names = found.names["en"]
    images = collection.bundle.vectors.astype(np.float32)
    texts = found.vectors.astype(np.float32)
    items = collection.items(range(len(collection)), language="en")
    records = [" | ".join((item.title, *item.subject, *item.technique)) for item in items]
    right = {}
    for english, _ in (*ASKED, *ALSO):
        holds = np.array([bool(re.search(TRUTH[english], record, re.I)) for record in records])
        if english in names and holds.any():
            right[names.index(english)] = holds
    absent = [names.index(name) for name in ABSENT if name in names]
    return Trial(images @ texts.T, images, texts, right, absent)


def rankings(given: Trial) -> dict[str, Rank]:
    """What gives each work its score for a word."""
    likeness, images, texts = given.likeness, given.images, given.texts
    centred = likeness - likeness.mean(axis=0)
    z = centred / likeness.std(axis=0)
    moved = images - images.mean(axis=0)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    apart = texts - texts.mean(axis=0)
    apart /= np.linalg.norm(apart, axis=1, keepdims=True)
    among_words = standing(given)
    near = texts @ texts.T
    softmax = np.exp(100 * (centred - centred.max(axis=1, keepdims=True)))
    softmax /= softmax.sum(axis=1, keepdims=True)

    def ensemble(word: int, size: int) -> np.ndarray:
        rows = np.argsort(-near[word])[:size]
        weights = near[word][rows] ** 4
        scores: np.ndarray = images @ (weights @ texts[rows])
        return scores

    def feedback(word: int) -> np.ndarray:
        best = moved[np.argsort(-likeness[:, word])[:5]].mean(axis=0)
        again = moved @ best
        scores: np.ndarray = z[:, word] + 0.6 * again / again.std()
        return scores

    return {
        "cosine (z-score by word: the same order)": lambda word: likeness[:, word],
        "cosine of centred images": lambda word: moved @ texts[word],
        "cosine of centred images and words": lambda word: moved @ apart[word],
        "standing among all words": lambda word: among_words[:, word],
        "softmax over all words": lambda word: softmax[:, word],
        "mean with the nearest other word": lambda word: ensemble(word, 2),
        "mean with the 7 nearest other words": lambda word: ensemble(word, 8),
        "pseudo-relevance feedback, 5 best": feedback,
    }


def standing(given: Trial) -> np.ndarray:
    """float32 [n, m]: z-scores of centred likenesses among the words, for each image."""
    centred = given.likeness - given.likeness.mean(axis=0)
    middle = centred.mean(axis=1, keepdims=True)
    return np.asarray((centred - middle) / centred.std(axis=1, keepdims=True))


def average_precision(scores: np.ndarray, right: np.ndarray) -> float:
    """Mean, over the right works, of the precision down to each."""
    hits = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def first_ten(scores: np.ndarray, right: np.ndarray) -> float:
    """Share of right works among the first ten, of as many as there are."""
    best = np.argsort(-scores, kind="stable")[: min(10, int(right.sum()))]
    return float(right[best].mean())


def cut_offs(given: Trial) -> list[list[str]]:
    """Rows of the table of cut-offs."""
    z = (given.likeness - given.likeness.mean(axis=0)) / given.likeness.std(axis=0)
    among_words = standing(given)
    words = [word for word, right in given.right.items() if right.sum() >= 3]
    rows = []
    for collection_least, words_least in (
        (1, -9),
        (2, -9),
        (3, -9),
        (0, 1),
        (0, 1.5),
        (0, 2),
        (2, 2),
    ):
        kept = (z >= collection_least) & (among_words >= words_least)
        precision = [
            given.right[word][kept[:, word]].mean() for word in words if kept[:, word].any()
        ]
        recall = [kept[given.right[word], word].mean() for word in words]
        count = [kept[:, word].sum() for word in words]
        none = [kept[:, word].sum() for word in given.absent]
        label = f"collection ≥ {collection_least}" + (
            f", words ≥ {words_least}" if words_least > -9 else ""
        )
        figures = (np.mean(precision), np.mean(recall))
        rows.append(
            [label, *(f"{x:.2f}" for x in figures), f"{np.mean(count):.0f}", f"{np.mean(none):.0f}"]
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rankings", description=__doc__)
    parser.add_argument("collection", type=Path, help="a bundle with a vocabulary")
    given = trial(Collection(parser.parse_args(arguments).collection))
    print(f"{len(given.right)} words\n")
    print("| ranking | mean average precision | first ten |\n| --- | ---: | ---: |")
    for name, rank in rankings(given).items():
        both = [
            np.mean([measure(rank(word), right) for word, right in given.right.items()])
            for measure in (average_precision, first_ten)
        ]
        print(f"| {name} | {both[0]:.3f} | {both[1]:.3f} |")
    print("\n| cut-off | precision | recall | kept | kept of absent things |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for row in cut_offs(given):
        print(f"| {' | '.join(row)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
