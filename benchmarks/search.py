"""How long a search takes, and what it misses, as a collection grows.

``python -m benchmarks.search [--sizes 10000,100000,1000000] [--folder DIR]`` makes synthetic
bundles of 512-d vectors and text towers of ViT-B-32's size (kept in the folder for the next time;
``--make`` stops there) and prints tables:

- through the engine, each size in a process of its own;
- among the images that a filter leaves: scattered ones, and those most like some image, which lie
  together and far from most of what is asked;
- over HTTP with uvicorn, the encoding of the text included: with no text tower (the vocabulary's
  way), with one in float32 and with one in 8 bits; by one client, by ``--clients`` that ask again
  as soon as they have their answer, and by as many that look at it for ``--thinking`` seconds.

Recall is the share of the exact nearest that is found, for pictures and for texts that the
collection does not hold (``precompute.faiss_index.held_out``). Growth is the ratio to the size
before. Times on the wall depend on what else the machine does; "processor" is what the search
itself used (over HTTP, the whole server). No two queries are the same.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from benchmarks.clients import ask, serving
from benchmarks.synthetic import make, queries
from benchmarks.synthetic_records import NOUNS, PLACES, WORDS
from benchmarks.tables import markdown
from benchmarks.text_towers import PRECISIONS, text_towers, with_tower
from explorer.bundle import Bundle
from explorer.collection import Collection
from explorer.search.query import Query
from explorer.search.threads import one_thread_a_search
from explorer.search.vectors import VectorIndex
from precompute import knn
from precompute.faiss_index import held_out, overlap

Found = dict[str, float]

_PARTS = ("engine", "filters", "http")
_TOWERS = ("none", *PRECISIONS)
_QUERIES = 100
_ALONE, _TOGETHER, _THINKING = 60, 120, 160
"""Searches over HTTP by one client, by many at once, and by many that think."""

_SHARES = (0.1, 0.02, 0.01, 0.001)
_FILTERS, _EACH = 4, 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--folder", type=Path, help="where bundles are kept (default: nowhere)")
    parser.add_argument("--make", action="store_true", help="make them, measure nothing")
    parser.add_argument("--parts", default=",".join(_PARTS))
    parser.add_argument("--towers", default=",".join(_TOWERS))
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--thinking", type=float, default=2.0, help="seconds, on average")
    parser.add_argument("--threads", type=int, default=8, help="requests worked on at a time")
    given = parser.parse_args(arguments)
    parts, towers = given.parts.split(","), given.towers.split(",")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        bundles = {int(size): folder / f"n{size}" for size in given.sizes.split(",")}
        for size, bundle in bundles.items():
            made = make(bundle, n=size)
            if made.seconds:
                each = ", ".join(f"{name} {value:.0f} s" for name, value in made.seconds.items())
                print(f"made {bundle.name}: {each}", file=sys.stderr)
        found = text_towers(folder / "towers") if given.make or towers != ["none"] else {}
        if given.make:
            return 0
        for part, measured in (("engine", _engine), ("filters", _filters)):
            if part in parts:
                _print(part, [(n, _apart(measured, bundle)) for n, bundle in bundles.items()])
        for tower in towers if "http" in parts else ():
            columns = []
            for size, bundle in bundles.items():
                served = bundle
                if tower != "none":
                    served = with_tower(bundle, found[tower], out=folder / f"{tower}-{size}")
                columns.append((size, _over_http(served, given)))
            _print(f"over HTTP, text tower: {tower}", columns)
    return 0


def _texts() -> list[str]:
    """Queries that all differ, for answers are remembered: one word, two, and some in French."""
    pairs = [f"{one} {two}" for one in (*WORDS, *PLACES) for two in NOUNS]
    texts = [*NOUNS, *pairs, "cheval", "paysage", "pièce de monnaie", "horloge", "church of Kyoto"]
    texts += [f"artist {number}" for number in range(20)] + [
        f"thing {number}" for number in range(20)
    ]
    return [str(text) for text in np.random.default_rng(0).permutation(texts)]


def _engine(bundle: Path) -> Found:
    one_thread_a_search()
    began = time.perf_counter()
    collection = Collection(bundle)
    found: Found = {"open ms": 1000 * (time.perf_counter() - began)}
    vectors = collection.engine.vectors
    found |= _recall(collection.bundle, vectors)
    index = collection.manifest.index
    found["index bytes an image"] = float(str(index.get("bytes", "nan"))) / len(collection)
    asked = queries(bundle, count=_QUERIES, seed=0)
    found |= _times("vectors", [lambda q=q: vectors.search(q, k=500) for q in asked])
    texts = _texts()[:100]
    search = collection.engine.search
    found |= _times("search", [lambda t=t: search(Query(text=t, language="en")) for t in texts])
    rows = np.random.default_rng(0).integers(0, len(collection), 100).tolist()
    found |= _times("similar", [lambda r=r: collection.engine.similar([r], k=32) for r in rows])
    found |= _times(
        "40 items", [lambda r=r: collection.items(range(r, r + 40), language="fr") for r in rows]
    )
    found["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["anonymous MB"] = _anonymous()
    return found


def _recall(bundle: Bundle, vectors: VectorIndex) -> Found:
    found: Found = {}
    for kind, asked in held_out(bundle.vectors, count=_QUERIES, seed=99).items():
        truth = knn.exact(bundle.vectors, asked, 100)[1]
        for k in (10, 100):
            rows = np.stack([vectors.search(query, k=k)[0] for query in asked])
            found[f"recall@{k} of {kind}"] = overlap(rows, truth[:, :k])
    return found


def _filters(bundle: Path) -> Found:
    """Searching for texts and pictures among the images that a filter leaves."""
    one_thread_a_search()
    opened = Bundle(bundle)
    vectors, index = opened.vectors, VectorIndex(opened)
    asked = np.concatenate(list(held_out(vectors, count=_EACH, seed=98).values()))
    found: Found = {}
    for share in _SHARES:
        for kind, masks in _masks(vectors, share).items():
            shares, calls = [], []
            for mask in masks:
                rows = np.flatnonzero(mask)
                truth = rows[knn.exact(vectors[rows], asked, min(100, len(rows)))[1]]
                near = [index.search(query, k=100, within=mask)[0] for query in asked]
                shares.append(overlap(np.stack(near), truth))
                calls += [lambda q=q, m=mask: index.search(q, k=100, within=m) for q in asked]
            name = f"{100 * share:g} %, {kind}"
            found[f"{name}, recall@100"] = float(np.mean(shares))
            found |= _times(name, calls)
    return found


def _masks(vectors: np.ndarray, share: float) -> dict[str, list[np.ndarray]]:
    """Filters, bool [n], that leave a ``share`` of all images: scattered ones, and groups."""
    random = np.random.default_rng(5)
    total, kept = len(vectors), max(1, round(share * len(vectors)))
    scattered, groups = [], []
    middle = np.asarray(vectors[np.sort(random.integers(0, total, 4096))], np.float32).mean(axis=0)
    for row in random.integers(0, total, _FILTERS):
        axis = np.asarray(vectors[row], np.float32) - middle
        likeness = np.concatenate(
            [np.asarray(vectors[part], np.float32) @ axis for part in knn.blocks(total)]
        )
        for made, chosen in (
            (scattered, random.choice(total, kept, replace=False)),
            (groups, np.argpartition(-likeness, kept - 1)[:kept]),
        ):
            mask = np.zeros(total, bool)
            mask[chosen] = True
            made.append(mask)
    return {"scattered": scattered, "a group": groups}


def _times(name: str, calls: Sequence[Callable[[], Any]]) -> Found:
    seconds, busy = [], []
    for call in (*calls[:5], *calls):
        began, worked = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    p50, p95 = np.percentile(np.array(seconds[5:]) * 1000, [50, 95])
    return {
        f"{name}, p50 ms": float(p50),
        f"{name}, p95 ms": float(p95),
        f"{name}, processor ms": float(np.median(busy[5:])) * 1000,
    }


def _over_http(bundle: Path, given: argparse.Namespace) -> Found:
    paths = iter([f"/api/v1/{bundle.name}/search?lang=en&q={quote(text)}" for text in _texts()])

    def some(count: int) -> list[str]:
        return list(itertools.islice(paths, count))

    with serving(bundle, threads=given.threads) as served:
        ask(served, some(5))
        many = given.clients
        return (
            ask(served, some(_ALONE)).told("1 client")
            | ask(served, some(_TOGETHER), clients=many).told(f"{many} at once")
            | ask(served, some(_THINKING), clients=many, thinking=given.thinking).told(
                f"{many} thinking {given.thinking:g} s"
            )
        )


def _apart(work: Callable[[Path], Found], bundle: Path) -> Found:
    """Run in a process of its own, so that memory is that of one size."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (bundle,))


def _anonymous() -> float:
    """Memory, in MB, that is not a mapped file: what the machine cannot take back."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    line = next((line for line in status.splitlines() if line.startswith("RssAnon:")), "")
    return float(line.split()[1]) / 1024 if line else float("nan")


def _print(title: str, columns: list[tuple[int, Found]]) -> None:
    """A line a measure, a column a size, and the growth from each to the next."""
    rows = []
    for name in columns[0][1]:
        values = [found[name] for _, found in columns]
        ratios = [f"× {after / before:.1f}" for before, after in itertools.pairwise(values)]
        shown = [f"{value:.3f}" if "recall" in name else f"{value:.1f}" for value in values]
        rows.append([name, *shown, ", ".join(ratios)])
    print(markdown([title, *(f"{size:,} items" for size, _ in columns), "growth"], rows))
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
