"""How long a search takes, and what it misses, as a collection grows.

``python -m benchmarks.search [--sizes 10000,100000,1000000] [--folder DIR]`` makes synthetic
bundles of 512-d vectors (kept in the folder for the next time) and prints two tables: through the
engine, and over HTTP with uvicorn, by one client and by several at once. Recall is the share of
the exact first ten that the vector search gives; growth is the ratio to the size before. Times on
the wall depend on what else the machine does; "processor" is what the search itself used.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import multiprocessing
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from benchmarks.synthetic import make, queries
from benchmarks.synthetic_records import NOUNS, PLACES, WORDS
from explorer.collection import Collection
from explorer.search.query import Query
from explorer.search.threads import one_thread_a_search

_QUERIES = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--folder", type=Path, help="where bundles are kept (default: nowhere)")
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args(arguments)
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        engine, served = [], []
        for size in sizes:
            bundle = folder / f"n{size}"
            made = make(bundle, n=size)
            if made.seconds:
                parts = ", ".join(f"{name} {value:.0f} s" for name, value in made.seconds.items())
                print(f"made {bundle.name}: {parts}", file=sys.stderr)
            engine.append((size, _in_a_process(_engine, bundle)))
            served.append((size, _over_http(bundle, clients=given.clients)))
        print(_table(engine))
        print()
        print(_table(served))
    return 0


def _texts() -> list[str]:
    """Queries that all differ, for answers are remembered: one word, two, and some in French."""
    pairs = [f"{one} {two}" for one in (*WORDS, *PLACES) for two in NOUNS]
    texts = [*NOUNS, *pairs, "cheval", "paysage", "pièce de monnaie", "horloge", "church of Kyoto"]
    texts += [f"artist {number}" for number in range(20)] + [
        f"thing {number}" for number in range(20)
    ]
    return [str(text) for text in np.random.default_rng(0).permutation(texts)]


def _engine(bundle: Path) -> dict[str, float]:
    one_thread_a_search()
    began = time.perf_counter()
    collection = Collection(bundle)
    found: dict[str, float] = {"open ms": 1000 * (time.perf_counter() - began)}
    asked = queries(bundle, count=_QUERIES, seed=0)
    vectors = collection.engine.vectors
    found["recall@10"] = _recall(bundle, asked, lambda query: vectors.search(query, k=10)[0])
    found |= _times("vectors", [lambda q=q: vectors.search(q, k=500) for q in asked])
    texts = _texts()[:100]
    search = collection.engine.search
    found |= _times("search", [lambda t=t: search(Query(text=t, language="en")) for t in texts])
    half = np.arange(len(collection)) % 100 == 0
    found |= _times(
        "1 % filter", [lambda q=q: vectors.search(q, k=100, within=half) for q in asked]
    )
    rows = np.random.default_rng(0).integers(0, len(collection), 100).tolist()
    found |= _times("similar", [lambda r=r: collection.engine.similar([r], k=32) for r in rows])
    found |= _times(
        "40 items", [lambda r=r: collection.items(range(r, r + 40), language="fr") for r in rows]
    )
    found["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["anonymous MB"] = _anonymous()
    return found


def _recall(bundle: Path, asked: np.ndarray, search: Callable[[np.ndarray], np.ndarray]) -> float:
    vectors = np.load(bundle / "vectors.npy", mmap_mode="r")
    best = np.full((len(asked), 10), -2.0, np.float32)
    rows = np.zeros((len(asked), 10), np.int64)
    for start in range(0, len(vectors), 50_000):
        scores = asked @ np.asarray(vectors[start : start + 50_000], np.float32).T
        both = np.concatenate([best, scores], axis=1)
        ids = np.concatenate(
            [rows, np.arange(start, start + scores.shape[1]) + 0 * rows[:, :1]], axis=1
        )
        order = np.argpartition(-both, 10, axis=1)[:, :10]
        best, rows = np.take_along_axis(both, order, 1), np.take_along_axis(ids, order, 1)
    found = [np.isin(search(query), right).mean() for query, right in zip(asked, rows, strict=True)]
    return float(np.mean(found))


def _times(name: str, calls: Sequence[Callable[[], Any]]) -> dict[str, float]:
    seconds, busy = [], []
    for call in (*calls[:5], *calls):
        began, worked = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    p50, p95 = np.percentile(np.array(seconds[5:]) * 1000, [50, 95])
    return {
        f"{name} p50 ms": float(p50),
        f"{name} p95 ms": float(p95),
        f"{name} processor p50 ms": float(np.median(busy[5:])) * 1000,
    }


def _over_http(bundle: Path, *, clients: int) -> dict[str, float]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        context = multiprocessing.get_context("spawn")
        server = context.Process(target=_serve, args=(bundle, listening), daemon=True)
        server.start()
        try:
            paths = [f"/api/v1/{bundle.name}/search?lang=en&q={quote(text)}" for text in _texts()]
            _wait(port)
            found = {}
            for count in (1, clients):
                asked, paths = paths[:160], paths[160:]
                seconds, wall = _clients(port, asked, count=count)
                p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
                found |= {
                    f"{count} clients p50 ms": float(p50),
                    f"{count} clients p95 ms": float(p95),
                    f"{count} clients, searches/s": len(seconds) / wall,
                }
            return found
        finally:
            server.terminate()
            server.join()


def _serve(bundle: Path, listening: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415  (only the server's process needs it)
    from starlette.applications import Starlette  # noqa: PLC0415

    from explorer.api import routes  # noqa: PLC0415
    from explorer.catalogue import Catalogue  # noqa: PLC0415
    from explorer.settings import Settings  # noqa: PLC0415

    app = Starlette(routes=routes(Catalogue(bundle), Settings(data=bundle)))
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            if json.loads(_get(http.client.HTTPConnection("127.0.0.1", port), "/api/health")):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _clients(port: int, paths: list[str], *, count: int) -> tuple[list[float], float]:
    seconds: list[float] = []

    def ask(mine: list[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for path in mine:
            began = time.perf_counter()
            _get(connection, path)
            seconds.append(time.perf_counter() - began)

    threads = [threading.Thread(target=ask, args=(paths[first::count],)) for first in range(count)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, time.perf_counter() - began


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"{path}: {reply.status} {body[:200]!r}")
    return body


def _in_a_process(work: Callable[[Path], dict[str, float]], bundle: Path) -> dict[str, float]:
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


def _table(columns: list[tuple[int, dict[str, float]]]) -> str:
    """Markdown: a line a measure, a column a size, and the growth from each to the next."""
    head = ["", *(f"{size:,} items" for size, _ in columns), "growth"]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for name in columns[0][1]:
        values = [found[name] for _, found in columns]
        ratios = [
            f"× {after / before:.1f}" for before, after in itertools.pairwise(values) if before
        ]
        shown = [f"{value:.3f}" if "recall" in name else f"{value:.1f}" for value in values]
        lines.append([name, *shown, ", ".join(ratios)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
