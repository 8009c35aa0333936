"""How long filters take as a collection grows: masks, counts of every choice, places on a layout.

``python -m benchmarks.filters [--sizes 10000,100000,1000000]`` makes a table of items of each size
(techniques, subjects in lists, creators, places, years, colours, two levels of themes) in a
temporary folder and prints a table: processor time in milliseconds, the median of ``--times`` runs
with filters that all differ, so that nothing is remembered. "prepared" is what the first use costs,
once a bundle; growth is the ratio to the size before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.tables import markdown
from explorer.bundle import Bundle, files
from explorer.filtering.index import FilterIndex
from explorer.filtering.spread import View, spread
from explorer.filtering.wishes import Filter

_SUBJECTS = 400
_CREATORS = 5_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.filters", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args(arguments)
    found: list[tuple[int, dict[str, float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (int(size) for size in given.sizes.split(",")):
            bundle = _made(Path(folder) / f"n{size}", size=size)
            found.append((size, _measured(bundle, times=given.times)))
    names = list(found[0][1])
    header = ["ms of processor time", *(f"{size:,}" for size, _ in found), "growth"]
    rows = []
    for name in names:
        values = [told[name] for _, told in found]
        growth = " ".join(f"×{b / max(a, 1e-3):.1f}" for a, b in itertools.pairwise(values))
        rows.append([name, *(f"{value:.2f}" for value in values), growth])
    print(markdown(header, rows))
    return 0


def _made(folder: Path, *, size: int) -> Bundle:
    """A folder with as much of a bundle as filters read."""
    rng = np.random.default_rng(size)
    folder.mkdir()
    first = np.clip(rng.normal(1820, 90, size), -800, 2020).astype(np.int32)
    dated = rng.random(size) < 0.93
    subjects = rng.geometric(0.02, 2 * size) % _SUBJECTS
    table_ = pa.table(
        {
            "technique": _lists(rng.integers(0, 20, size), 1),
            "subject": _lists(subjects, 2),
            "creator": pa.array([f"artist {i}" for i in rng.integers(0, _CREATORS, size)]),
            "place": pa.array([f"place {i}" for i in rng.geometric(0.05, size) % 150]),
            "year_from": pa.array(first, mask=~dated),
            "year_to": pa.array(first + rng.integers(0, 20, size, dtype=np.int32), mask=~dated),
            "colour": pa.array([f"#{value:06x}" for value in rng.integers(0, 1 << 24, size)]),
        }
    )
    pq.write_table(table_, folder / files.ITEMS)
    top = rng.integers(0, 12, size).astype(np.int32)
    np.save(folder / files.ITEM_THEMES, np.stack([top, 12 + 4 * top + top % 4], axis=1))
    (folder / "layouts").mkdir()
    points = np.clip(rng.normal(0.5, 0.2, (size, 2)), 0, 1).astype(np.float32)
    np.save(folder / files.layout_path("map"), points)
    manifest = {"format": 1, "name": "made", "model": {"name": "none", "dim": 1}}
    manifest["counts"] = {"items": size}
    (folder / files.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return Bundle(folder)


def _lists(numbers: np.ndarray, each: int) -> pa.Array:
    offsets = pa.array(np.arange(0, len(numbers) + 1, each, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, pa.array([f"word {number}" for number in numbers]))


def _filters() -> Iterator[Filter]:
    """Filters that all differ: a technique, a subject, a range of years."""
    for number in itertools.count():
        yield Filter(
            columns=(
                ("subject", (f"word {number % _SUBJECTS}", f"word {(3 * number) % _SUBJECTS}")),
                ("technique", (f"word {number % 20}",)),
            ),
            years=(1700 + number % 100, 1850 + number % 50),
            undated=True,
        )


def _measured(bundle: Bundle, *, times: int) -> dict[str, float]:
    index = FilterIndex(bundle)
    points = bundle.layout("map")
    wishes = _filters()
    view = View(0, 0, 1, 1, 36, 20)
    part = View(0.45, 0.45, 0.55, 0.55, 36, 20)
    everything = np.arange(len(bundle))
    prepared = _spent(lambda: index.overview(next(wishes)))
    one = next(wishes)
    index.mask(one)

    def median(work: Callable[[], object]) -> float:
        return statistics.median(_spent(work) for _ in range(times))

    kept = np.flatnonzero(index.mask(one))
    return {
        "prepared, once": prepared,
        "a mask": median(lambda: index.mask(next(wishes))),
        "the same mask again": median(lambda: index.mask(one)),
        "a mask of a colour": median(
            lambda: index.mask(Filter(colours=("#c8963e",), years=next(wishes).years))
        ),
        "all counts beside a filter": median(lambda: index.overview(next(wishes))),
        "places of a filter in the whole": median(
            lambda: spread(points, kept, view, limit=400, ranked=False)
        ),
        "places of everything in the whole": median(
            lambda: spread(points, everything, view, limit=400, ranked=False)
        ),
        "places of everything in a part": median(
            lambda: spread(points, everything, part, limit=400, ranked=False)
        ),
    }


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main())
