"""What the offline part costs from vectors to sheets: time, memory and disk by size.

``python -m benchmarks.build IMAGES --sizes 1000 10000 100000`` prints Markdown tables. ``IMAGES``
is a bundle, whose 256 px thumbnails are used over and over, or a folder of pictures. The vectors
are made up (``benchmarks.clustered``), clustered as a collection's are; index, neighbours,
layouts, themes, sheets and the publication are the real thing, each size in a process of its own.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from PIL import Image

from benchmarks.clustered import clustered
from explorer.bundle import ITEM_SCHEMA, THUMB_SIZES, files
from precompute.options import BuildOptions
from precompute.pipeline import Build, Output, Stage, build_bundle
from precompute.progress import Progress
from precompute.stages import index, layouts, neighbours, sheets, themes

DIM = 512
MEASURED = (index.STAGE, neighbours.STAGE, layouts.STAGE, themes.STAGE, sheets.STAGE)
PARTS = ("vectors.npy", "index.faiss", "neighbours", "layouts", "themes", "sheets")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("images", type=Path, help="a bundle, or a folder of pictures")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="leave the bundles in this folder")
    given = parser.parse_args(arguments)
    found = []
    with tempfile.TemporaryDirectory(prefix="cimaise-bench-") as temporary:
        folder = given.keep or Path(temporary)
        thumbs = _thumbs(given.images, Path(temporary) / "thumbs")
        for size in given.sizes:
            # A fresh process: its peak of memory and its compilations are its own.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                task = pool.submit(measure, size, thumbs, folder, given.workers)
                found.append(task.result())
            print(f"{size:,} done in {found[-1]['seconds']['all']:.0f} s", file=sys.stderr)
    print(f"{DIM} dimensions, {given.workers} workers, {len(thumbs)} different thumbnails\n")
    print(report(given.sizes, found))


def _thumbs(images: Path, made: Path) -> list[Path]:
    """256 px WebP files: those of a bundle, or made of a folder's pictures; 500 at most."""
    ready = sorted(images.glob("thumbs/*/*-256.webp"))
    if ready:
        return ready[:500]
    made.mkdir(parents=True)
    for number, path in enumerate(sorted(images.iterdir())[:500]):
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((256, 256))
        picture.save(made / f"{number}.webp", quality=80)
    if not any(made.iterdir()):
        sys.exit(f"{images} holds no pictures: give a bundle or a folder of them")
    return sorted(made.iterdir())


def measure(size: int, thumbs: list[Path], folder: Path, workers: int) -> dict[str, Any]:
    """Build a bundle of ``size`` items; seconds and peak memory by stage, megabytes by part."""
    seconds: dict[str, float] = {}
    processor: dict[str, float] = {}
    memory: dict[str, float] = {}

    def timed(stage: Stage) -> Stage:
        def run(build: Build) -> Output:
            began, worked = time.perf_counter(), _worked()
            output = stage.run(build)
            seconds[stage.name] = time.perf_counter() - began
            processor[stage.name] = _worked() - worked
            memory[stage.name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            return output

        return replace(stage, run=run)

    early = (
        Stage(name="sources", run=lambda build: Output()),
        Stage(name="thumbnails", run=lambda build: _link(build, thumbs)),
        Stage(name="items", run=lambda build: _items(build, size, thumbs)),
        Stage(name="embed", run=lambda build: _vectors(build, size)),
    )
    out = folder / f"synthetic-{size}"
    options = BuildOptions(
        source="synthetic",
        out=out,
        vectors=Path("made-up"),
        workers=workers,
        layouts=("map", "grid"),  # made-up rows have no dates, colours or places
    )
    began, worked = time.perf_counter(), _worked()
    stages = (*early, *(timed(stage) for stage in MEASURED))
    manifest = build_bundle(options, stages, Progress(quiet=True)).manifest
    seconds["all"] = time.perf_counter() - began
    processor["all"] = _worked() - worked
    disk = {part: _megabytes(out, part) for part in PARTS}
    count = sum(1 for path in (out / files.SHEETS).rglob("*") if path.is_file())
    return {
        "seconds": seconds,
        "processor": processor,
        "memory": memory,
        "disk": disk,
        "files": count,
        "quality": {layout.name: layout for layout in manifest.layouts},
        "recall": manifest.stage("neighbours").facts["recall"],  # type: ignore[union-attr]
        "index": manifest.index,
    }


def report(sizes: Sequence[int], found: Sequence[dict[str, Any]]) -> str:
    """Three Markdown tables: seconds, megabytes, quality."""
    heads = [f"{size:,}" for size in sizes]
    growth = [f"x per {b // a} x" for a, b in itertools.pairwise(sizes)]
    lines = [_line("seconds (processor time)", *heads, *growth), _rule(1 + len(heads + growth))]
    for name in [*(stage.name for stage in MEASURED), "all"]:
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


def _worked() -> float:
    """Processor seconds of this process and of the workers that have ended."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in usage)


def _sha(number: int) -> str:
    return f"{number:064x}"


def _link(build: Build, thumbs: list[Path]) -> Output:
    for number, path in enumerate(thumbs):
        for size in THUMB_SIZES:
            files.link_or_copy(path, build.work.path(files.thumb_path(_sha(number), size=size)))
    return Output(files=(files.THUMBS,))


def _items(build: Build, size: int, thumbs: list[Path]) -> Output:
    columns: dict[str, Any] = {
        "id": [str(row) for row in range(size)],
        "file": [f"{row}.jpg" for row in range(size)],
        "sha256": [_sha(row % len(thumbs)) for row in range(size)],
        "width": np.full(size, 256),
        "height": np.full(size, 256),
    }
    empty = {
        field.name: pa.nulls(size, field.type) for field in ITEM_SCHEMA if field.name not in columns
    }
    table = pa.table({name: (columns | empty)[name] for name in ITEM_SCHEMA.names}, ITEM_SCHEMA)
    build.work.write_table(files.ITEMS, table)
    return Output(files=(files.ITEMS,), facts={"items": size, "rejected": 0})


def _vectors(build: Build, size: int) -> Output:
    build.work.write_array(files.VECTORS, clustered(size, dim=DIM))
    return Output(files=(files.VECTORS,), facts={"model": {"name": "made up", "dim": DIM}})


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
