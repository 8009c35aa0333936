"""What an index of many vectors costs and finds, by itself: ``python -m benchmarks.large_index``.

``--sizes 1000000,5000000 --folder DIR`` draws vectors (float16, 512 dimensions, clustered as
CLIP's are) straight into files of the folder, and for each factory (default: the one that a build
of this size would take) prints a row: processor time to train and to fill, bytes an image on disk
and in memory, the smallest ``nprobe`` that finds 98 % of the hundred nearest for pictures and for
texts (or the best that there is), and the processor time of one search with it, exact order
included. One thread, one size after another; vectors are never held whole in memory. At 5 million
some 5 GB of disk for the vectors and 3 for the index.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np

from benchmarks.clustered import drawn
from benchmarks.tables import markdown
from explorer.bundle import files
from precompute.faiss_index import (
    IndexPlan,
    fill,
    held_out,
    measure_recall,
    plan_index,
    trained_index,
)

DIM = 512
_QUERIES = 100
_HEAD = (
    *("images", "index", "train s", "fill s", "bytes an image", "of vectors"),
    *("nprobe", "recall@100 pictures", "texts", "ms a search", "memory at most, MB"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, build, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="1000000,5000000")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--factories", default="", help="separated by spaces, tried at each size")
    parser.add_argument("--training", type=int, default=0, help="vectors to train on")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    rows, times = [], []
    for size in (int(size) for size in given.sizes.split(",")):
        for factory in given.factories.split() or [""]:
            asked = (given.folder, size, factory, given.training)
            with multiprocessing.get_context("spawn").Pool(1) as pool:  # for its memory
                row, seconds = pool.apply(_measured, asked)
            rows.append(row)
            times.append((size, seconds))
            print(" ".join(row), file=sys.stderr)
    print(markdown(_HEAD, rows))
    for (size, before), (larger, after) in itertools.pairwise(times):
        if larger > size:
            growth, more = after / before, larger / size
            print(f"\n× {more:.1f} images: × {growth:.1f} processor time to train and fill")
    return 0


def _measured(folder: Path, size: int, factory: str, training: int) -> tuple[list[str], float]:
    faiss.omp_set_num_threads(1)
    vectors = _vectors(folder / f"vectors-{size}.npy", size)
    plan = plan_index(size, DIM)
    if factory:
        lists = getattr(faiss.index_factory(DIM, factory, faiss.METRIC_INNER_PRODUCT), "nlist", 0)
        plan = IndexPlan(factory, lists, min(size, 40 * lists), 0)
    if training:
        plan = replace(plan, training=min(size, training))
    began = time.process_time()
    index = trained_index(vectors, plan, seed=0)
    trained = time.process_time()
    for _ in fill(index, vectors):
        pass
    filled = time.process_time()
    path = folder / "index.faiss"
    faiss.write_index(index, str(path))
    del index
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
    asked = held_out(vectors, count=_QUERIES, seed=0)
    found = measure_recall(index, vectors, k=100, seed=0, refined=plan.refined, asked=asked)
    spent = _search(index, vectors, np.concatenate(list(asked.values())), found.nprobe, plan)
    row = [
        f"{size:,}",
        plan.factory,
        f"{trained - began:.0f} ({plan.training:,})",
        f"{filled - trained:.0f}",
        f"{path.stat().st_size / size:.0f}",
        f"{2 * DIM}",
        str(found.nprobe),
        *(f"{found.by_kind[kind]:.3f}" for kind in ("pictures", "texts")),
        f"{spent:.1f}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}",
    ]
    path.unlink()
    return row, filled - began


def _vectors(path: Path, size: int) -> np.ndarray:
    if not path.exists():
        with files.replacing(path) as temporary:
            held = np.lib.format.open_memmap(
                temporary, mode="w+", dtype=np.float16, shape=(size, DIM)
            )
            drawn(size, dim=DIM, into=held)
            held.flush()
    opened: np.ndarray = np.load(path, mmap_mode="r")
    return opened


def _search(
    index: faiss.Index, vectors: np.ndarray, asked: np.ndarray, nprobe: int, plan: IndexPlan
) -> float:
    """Median processor time, in ms, of the hundred nearest, put in order by the exact vectors."""
    params = faiss.SearchParametersIVF(nprobe=nprobe) if nprobe else None
    spent = []
    for query in asked:
        began = time.process_time()
        rows = np.sort(index.search(query[None], 100 * plan.refined, params=params)[1][0])
        np.argsort(-(np.asarray(vectors[rows[rows >= 0]], np.float32) @ query))
        spent.append(time.process_time() - began)
    return 1000 * float(np.median(spent))


if __name__ == "__main__":
    sys.exit(main())
