"""What a cloud costs beside its search, and whether alike pictures hang together in it.

``python -m benchmarks.clouds BUNDLE…`` asks for clouds around pictures drawn by chance, and prints
a table a collection: processor time of the choice (search, vectors, marginal relevance) and of the
rest (records, order, places); how alike a picture is to the four that hang nearest to it (cosine of
what is left without the middle and the mean), beside the same pictures hung by chance and beside
the four most alike of them; the mean cosine to the middle; and the share of the frame covered.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.cloud.around import Asked, Cloud, cloud, neighbours
from explorer.cloud.seriation import residual_likeness
from explorer.collection import Collection
from explorer.search.threads import one_thread_a_search

_ASPECT = 1.78
_BESIDE = 4
_NUMBERS = (30, 60, 100)
_SURPRISES = (0, 5, 10)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each collection, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clouds", description=__doc__)
    parser.add_argument("bundles", type=Path, nargs="+")
    parser.add_argument("--clouds", type=int, default=40, help="clouds of each kind (default: 40)")
    given = parser.parse_args(arguments)
    one_thread_a_search()
    for bundle in given.bundles:
        collection = Collection(bundle)
        print(f"\n{bundle.name}, {len(collection):,} images\n")
        print(_table(collection, given.clouds))
    return 0


def _table(collection: Collection, count: int) -> str:
    kinds = [(k, surprise) for k in _NUMBERS for surprise in _SURPRISES]
    rows = np.random.default_rng(0).integers(0, len(collection), count).tolist()
    measured = [_measure(collection, rows, k=k, surprise=surprise) for k, surprise in kinds]
    header = ["", *(f"{k} around, surprise {surprise}" for k, surprise in kinds)]
    return markdown(header, [[name, *(one[name] for one in measured)] for name in measured[0]])


def _measure(collection: Collection, rows: list[int], *, k: int, surprise: int) -> dict[str, str]:
    chosen, whole, covered, near = [], [], [], []
    alike = []
    for row in rows:
        asked = Asked(rows=(row,), k=k, surprise=surprise, aspect=_ASPECT)
        began = time.process_time()
        found = neighbours(collection, asked)
        chosen.append(time.process_time() - began)
        began = time.process_time()
        hung = cloud(collection, asked, language="en")
        whole.append(time.process_time() - began)
        covered.append(sum(one.width * one.height for one in (*hung.centre, *hung.around)))
        near.append(float(found.scores.mean()))
        alike.append(_alike(hung, residual_likeness(found.vectors, found.centre)))
    here, chance, best = np.mean(alike, axis=0)
    rest = 1000 * (np.median(whole) - np.median(chosen))
    return {
        "choice, processor ms": f"{1000 * np.median(chosen):.1f}",
        "records, order and places, processor ms": f"{rest:.1f}",
        "slowest of all, processor ms": f"{1000 * max(whole):.1f}",
        "likeness of the four nearest": f"{here:.3f}",
        "the same hung by chance": f"{chance:.3f}",
        "the four most alike": f"{best:.3f}",
        "mean cosine to the middle": f"{np.mean(near):.3f}",
        "share of the frame covered": f"{np.mean(covered):.2f}",
    }


def _alike(hung: Cloud, likeness: np.ndarray) -> tuple[float, float, float]:
    """Mean likeness of the nearest on screen, of the nearest by chance, of the most alike."""
    places = np.array([[one.x * hung.aspect, one.y] for one in hung.around])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    beside = np.argsort(apart, axis=1)[:, :_BESIDE]
    mixed = np.random.default_rng(0).permutation(len(places))
    others = likeness - 9 * np.eye(len(places))
    return (
        float(np.take_along_axis(likeness, beside, axis=1).mean()),
        float(np.take_along_axis(likeness[mixed][:, mixed], beside, axis=1).mean()),
        float(np.sort(others, axis=1)[:, -_BESIDE:].mean()),
    )


if __name__ == "__main__":
    sys.exit(main())
