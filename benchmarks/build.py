"""What the offline part costs from vectors to sheets: time, memory and disk by size.

``python -m benchmarks.build IMAGES --sizes 1000 10000 100000`` prints Markdown tables. ``IMAGES``
is a bundle or a folder of pictures, which are used over and over. The collections are made up
(``benchmarks.synthetic``); words, index, neighbours, layouts, themes, sheets and the publication
are the real thing, each size in a process of its own. All works show some hundred different
pictures, so the cells of sheets, 1 ms a picture elsewhere, cost next to nothing here.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.synthetic import DIM, PICTURES, Synthetic, build
from benchmarks.synthetic_pictures import Picture, varied
from explorer.bundle import Manifest, files

MEASURED = ("words", "index", "neighbours", "layouts", "themes", "arrangements", "sheets")
PARTS = (
    *("words.sqlite", "vectors.npy", "index.faiss", "neighbours"),
    *("layouts", "themes", "sheets"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("images", type=Path, help="a bundle, or a folder of pictures")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--layouts", default="map,grid")
    parser.add_argument("--keep", type=Path, help="leave the bundles in this folder")
    given = parser.parse_args(arguments)
    found = []
    with tempfile.TemporaryDirectory(prefix="cimaise-bench-") as temporary:
        folder = given.keep or Path(temporary)
        pictures = varied(given.images, folder / ".pictures", most=PICTURES, workers=given.workers)
        for size in given.sizes:
            # A fresh process: its peak of memory and its compilations are its own.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                task = pool.submit(
                    measure, size, pictures, folder, given.workers, given.layouts.split(",")
                )
                found.append(task.result())
            print(f"{size:,} done in {found[-1]['seconds']['all']:.0f} s", file=sys.stderr)
    print(
        f"{DIM} dimensions, {given.workers} workers, {len(pictures)} pictures, "
        f"layouts {given.layouts}\n"
    )
    print(report(given.sizes, found))


def measure(
    size: int, pictures: list[list[Picture]], folder: Path, workers: int, layouts: Sequence[str]
) -> dict[str, Any]:
    """Build a bundle of ``size`` items; seconds and peak memory by stage, megabytes by part."""
    out = folder / f"synthetic-{size}"
    made = build(out, Synthetic(n=size, pictures=pictures), layouts=layouts, workers=workers)
    manifest = Manifest.model_validate_json((out / files.MANIFEST).read_bytes())
    return {
        "seconds": made.seconds,
        "processor": made.processor,
        "memory": made.memory,
        "disk": {part: _megabytes(out, part) for part in PARTS},
        "files": sum(1 for path in (out / files.SHEETS).rglob("*") if path.is_file()),
        "quality": {layout.name: layout for layout in manifest.layouts},
        "recall": manifest.stage("neighbours").facts["recall"],  # type: ignore[union-attr]
        "index": manifest.index,
    }


def report(sizes: Sequence[int], found: Sequence[dict[str, Any]]) -> str:
    """Three Markdown tables: seconds, megabytes, quality."""
    heads = [f"{size:,}" for size in sizes]
    growth = [f"x per {b // a} x" for a, b in itertools.pairwise(sizes)]
    lines = [_line("seconds (processor time)", *heads, *growth), _rule(1 + len(heads + growth))]
    done = [name for name in MEASURED if all(name in result["seconds"] for result in found)]
    for name in [*done, "all"]:
        walls = [f"{r['seconds'][name]:.1f} ({r['processor'][name]:.1f})" for r in found]
        works = [result["processor"][name] for result in found]
        ratios = [f"{b / max(a, 1e-3):.1f}" for a, b in itertools.pairwise(works)]
        lines.append(_line(name, *walls, *ratios))
    peaks = [f"{max(result['memory'].values()):.0f}" for result in found]
    lines.append(_line("peak memory, MB", *peaks, *("" for _ in growth)))
    lines += ["", _line("MB on disk", *heads, "bytes an image"), _rule(2 + len(heads))]
    for part in PARTS:
        values = [result["disk"][part] for result in found]
        each = f"{values[-1] * 1e6 / sizes[-1]:.0f}"
        lines.append(_line(part, *(f"{value:.1f}" for value in values), each))
    lines.append(_line("files of sheets", *(str(result["files"]) for result in found), ""))
    lines += ["", _line("quality", *heads), _rule(1 + len(heads))]
    for name in ("map", "grid"):
        layouts = [result["quality"][name] for result in found]
        pairs = [(q.trustworthiness, q.neighbourhood_preservation) for q in layouts]
        texts = [f"{trust:.3f} / {kept:.3f}" for trust, kept in pairs]
        lines.append(_line(f"{name}: trustworthiness / neighbours kept", *texts))
    lines.append(_line("recall of neighbours", *(f"{r['recall']:.3f}" for r in found)))
    indexes = [f"{r['index']['factory']}, {r['index']['recall_at_100']:.3f}" for r in found]
    lines.append(_line("index, recall@100", *indexes))
    return "\n".join(lines)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _megabytes(out: Path, part: str) -> float:
    paths = [path for path in out.glob(f"{part}*") if path.is_file()]
    paths += [path for path in (out / part).rglob("*") if path.is_file()]
    if part == "themes":
        paths.append(out / files.ITEM_THEMES)
    elif part == "neighbours":
        paths.append(out / files.NEIGHBOUR_SCORES)
    return sum(path.stat().st_size for path in paths) / 1e6


if __name__ == "__main__":
    main()
