"""The map by landmarks against the full fit: time, memory, and how faithful each is.

``python -m benchmarks.landmarks --sizes 50000 200000`` lays out synthetic vectors
(``benchmarks.clustered``); with ``--real BUNDLE`` also that bundle's own vectors, enlarged by
drawing between an image and one of its nearest and adding noise. Each way runs in a process of
its own on one and the same graph of neighbours. Triplets: how often, of two other images, the
nearer one among the vectors is the nearer one on the map.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.clustered import clustered
from benchmarks.synthetic import processor_seconds
from benchmarks.tables import markdown
from precompute import knn, landmarks
from precompute.faiss_index import fill, measure_recall, plan_index, trained_index
from precompute.progress import Progress
from precompute.quality import measure
from precompute.umap_layout import map_layout

K = 15
TRIPLETS = 200_000
_NOISE = 0.35


@dataclass(frozen=True)
class Way:
    """One way of laying out: the full fit where ``share`` is 0."""

    name: str
    share: float = 0.0
    epochs: int = 0
    random: bool = False


WAYS = (
    Way("full fit"),
    Way("a tenth, placed only", 0.1),
    Way("a tenth at random, placed, refined", 0.1, landmarks.EPOCHS, random=True),
    Way("a tenth, placed, refined", 0.1, landmarks.EPOCHS),
    Way("a quarter, placed, refined", 0.25, landmarks.EPOCHS),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Lay out in each way and print a table a collection."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 200_000])
    parser.add_argument("--dim", type=int, default=64, help="of the synthetic vectors")
    parser.add_argument("--real", type=Path, help="a bundle whose vectors are enlarged")
    parser.add_argument("--ways", type=int, nargs="+", default=range(len(WAYS)))
    given = parser.parse_args(arguments)
    for size in given.sizes:
        kinds = {"synthetic": clustered(size, dim=given.dim)}
        if given.real:
            kinds["enlarged"] = enlarged(np.load(given.real / "vectors.npy"), size)
        for kind, vectors in kinds.items():
            print(f"\n{size:,} {kind} vectors of {vectors.shape[1]} dimensions\n", flush=True)
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary)
                np.save(folder / "vectors.npy", vectors)
                _in_a_process(graph, folder)
                rows = [_in_a_process(row, folder, WAYS[at]) for at in given.ways]
            header = ("", "s", "MB more", f"trust@{K}", "neighbours kept", "triplets")
            print(markdown(header, rows), flush=True)
    return 0


def enlarged(vectors: np.ndarray, n: int, *, seed: int = 0) -> np.ndarray:
    """float16 [n, dim]: made of real ``vectors`` [m, dim], each near one of these or between two.

    Each is drawn on the way from an image to one of its five nearest, with noise in all
    directions: what lies together still does, and no two are the same.
    """
    random = np.random.default_rng(seed)
    held = np.asarray(vectors, np.float32)
    near = knn.exact(held, held, 6)[1]
    one = random.integers(0, len(held), n)
    other = near[one, random.integers(1, 6, n)]
    made = np.empty((n, held.shape[1]), np.float16)
    for part in knn.blocks(n):
        way = random.random((part.stop - part.start, 1)).astype(np.float32)
        drawn = held[one[part]] * (1 - way) + held[other[part]] * way
        noise = random.standard_normal(drawn.shape, dtype=np.float32)
        drawn += noise * (_NOISE / held.shape[1] ** 0.5)
        made[part] = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return made


def graph(folder: Path) -> None:
    """Write the graph of neighbours of the vectors in ``folder``."""
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    index = trained_index(vectors, plan_index(*vectors.shape), seed=0)
    for _ in fill(index, vectors):
        pass
    nprobe = measure_recall(index, vectors, k=32, seed=0, wanted=0.95).nprobe
    rows = np.empty((len(vectors), 32), np.int32)
    scores = np.empty((len(vectors), 32), np.float16)
    for part in knn.blocks(len(vectors), 16_384):
        own = np.arange(part.start, part.stop)
        found = knn.approximate(index, vectors[part], 33, nprobe=nprobe)
        scores[part], rows[part] = knn.without_self(*found, own, 32)
    np.save(folder / "rows.npy", rows)
    np.save(folder / "scores.npy", scores)


def row(folder: Path, way: Way) -> list[str]:
    """Lay out in one way: a line of the table."""
    vectors, rows, scores = (np.load(folder / f"{n}.npy") for n in ("vectors", "rows", "scores"))
    few = np.arange(0, len(vectors), max(1, len(vectors) // 500))
    warm = knn.without_self(*knn.exact(vectors[few], vectors[few], K + 1), np.arange(len(few)), K)
    map_layout(vectors[few], warm[1], warm[0], seed=0)  # what numba compiles is not counted
    if way.random:
        landmarks.chosen = at_random
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, clock = processor_seconds(), time.perf_counter()
    points = lay_out(vectors, rows, scores, way)
    worked, clock = processor_seconds() - began, time.perf_counter() - clock
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    quality = measure(vectors, points, k=K)
    line = [
        way.name,
        f"{worked:.0f}",
        f"{held:.0f}",
        f"{quality.trustworthiness:.3f}",
        f"{quality.neighbourhood_preservation:.3f}",
        f"{triplets(vectors, points):.3f}",
    ]
    print(*line, f"({clock:.0f} s of the clock)", sep=", ", file=sys.stderr, flush=True)
    return line


def lay_out(vectors: np.ndarray, rows: np.ndarray, scores: np.ndarray, way: Way) -> np.ndarray:
    """Points [n, 2] of one way."""
    if not way.share:
        return map_layout(vectors, rows, scores, seed=0)
    return landmarks.landmark_layout(
        vectors,
        rows,
        scores,
        seed=0,
        progress=Progress(quiet=True),
        count=round(way.share * len(vectors)),
        epochs=way.epochs,
    )


def at_random(neighbours: np.ndarray, count: int, *, seed: int) -> np.ndarray:
    """Landmarks chosen without looking, for comparison."""
    return np.sort(np.random.default_rng(seed).choice(len(neighbours), count, replace=False))


def triplets(vectors: np.ndarray, points: np.ndarray, *, count: int = TRIPLETS) -> float:
    """Share of random triplets whose order of distances is the same in both (Wang et al. 2021)."""
    one, two, three = np.random.default_rng(0).integers(0, len(vectors), (3, count))
    agree = 0
    for part in knn.blocks(count, 20_000):
        a, b, c = (np.asarray(vectors[which[part]], np.float32) for which in (one, two, three))
        nearer = (a * b).sum(axis=1) > (a * c).sum(axis=1)
        x, y, z = (points[which[part]] for which in (one, two, three))
        agree += int((nearer == (((x - y) ** 2).sum(1) < ((x - z) ** 2).sum(1))).sum())
    return agree / count


def _in_a_process(function, *given):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *given).result()


if __name__ == "__main__":
    sys.exit(main())
