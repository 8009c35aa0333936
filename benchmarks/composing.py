"""How to add words and pictures: what the best of a mixed query share with each of its parts.

``python -m benchmarks.composing BUNDLE …``: pairs of a name of the vocabulary and a picture, both
at random. Of the best twenty, the share that lies among the twentieth of the collection most like
the name, and most like the picture: by a plain sum of unit vectors, and by a sum of z-scores. Then
pairs of pictures, one wanted and one not: the share among the tenth most like each, by the weight
of what is not wanted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.bundle import Bundle
from explorer.search.composing import Part, compose, unit
from explorer.search.relevance import Background
from explorer.search.vectors import VectorIndex

PAIRS = 200
BEST = 20
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def share(vectors: np.ndarray, found: np.ndarray, part: np.ndarray, *, of: float) -> float:
    """How much of ``found`` is among the share ``of`` of the collection most like ``part``."""
    most = np.argsort(-(vectors @ part))[: max(1, int(len(vectors) * of))]
    return float(np.isin(found, most).mean())


def measured(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of both tables for one bundle."""
    bundle, rng = Bundle(folder), np.random.default_rng(0)
    index = VectorIndex(bundle)
    vectors = np.asarray(bundle.vectors, np.float32)
    if bundle.vocabulary is None:
        raise SystemExit(f"{folder} has no vocabulary")
    names = bundle.vocabulary.vectors.astype(np.float32)
    background = Background(index, names)

    def best(query: np.ndarray, but: int) -> np.ndarray:
        rows, _ = index.search(query, k=BEST + 1)
        return rows[rows != but][:BEST]

    mixed: dict[str, list[tuple[float, float]]] = {"unit vectors": [], "z-scores": []}
    for _ in range(PAIRS):
        name, row = unit(names[rng.integers(len(names))]), int(rng.integers(len(vectors)))
        parts = [Part("picture", name), Part("like", vectors[row])]
        sums = {"unit vectors": unit(name + vectors[row]), "z-scores": compose(parts, background)}
        for way, query in sums.items():
            rows = best(query, row)
            mixed[way].append(
                (share(vectors, rows, name, of=0.05), share(vectors, rows, vectors[row], of=0.05))
            )
    without: dict[float, list[tuple[float, float]]] = {weight: [] for weight in WEIGHTS}
    for _ in range(PAIRS):
        wanted, unwanted = rng.integers(len(vectors), size=2)
        for weight, told in without.items():
            parts = [Part("like", vectors[wanted]), Part("far", vectors[unwanted], -weight)]
            rows = best(compose(parts, background), -1)
            told.append(
                (
                    share(vectors, rows, vectors[wanted], of=0.1),
                    share(vectors, rows, vectors[unwanted], of=0.1),
                )
            )
    return (
        [[folder.name, way, *_means(told)] for way, told in mixed.items()],
        [[folder.name, f"{weight:g}", *_means(told)] for weight, told in without.items()],
    )


def _means(told: list[tuple[float, float]]) -> list[str]:
    return [f"{value:.2f}" for value in np.mean(told, axis=0)]


def main() -> None:
    """Print both tables for the bundles named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.composing", description=__doc__)
    parser.add_argument("bundles", type=Path, nargs="+")
    tables = [measured(folder) for folder in parser.parse_args().bundles]
    mixed = [row for first, _ in tables for row in first]
    without = [row for _, second in tables for row in second]
    print(markdown(("collection", "sum of", "like the name", "like the picture"), mixed), "\n")
    print(markdown(("collection", "minus", "like the wanted", "like the unwanted"), without))


if __name__ == "__main__":
    main()
