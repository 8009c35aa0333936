"""``sheets``: each layout's thumbnails as a quadtree of sprite sheets, and its density."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage
from precompute.processes import each
from precompute.sheet_pictures import draw_all, drawings_of

if TYPE_CHECKING:
    from precompute.cells import Cell
    from precompute.pipeline import Facts
    from precompute.sheet_tree import Node

    Pictures = Callable[[np.ndarray], tuple[Cell, ...]]

ALONE = 2_000
"""Collections up to this size are drawn without starting processes, which takes a second."""


def _run(build: Build) -> Output:
    bundle = build.bundle
    names = [str(entry["name"]) for entry in build.layouts]
    _clear(build, keep=names)
    order = importance(bundle.items["sha256"], bundle.themes)
    pictures = _pictures(build)
    facts = {name: _file_layout(build, name, order, pictures) for name in names}
    shutil.rmtree(build.work.scratch("cells"), ignore_errors=True)
    return Output(files=(files.SHEETS,), facts={"layouts": facts})


def _pictures(build: Build) -> Pictures:
    """Makes the cells; copies of a picture share one."""
    from precompute.cells import Cells, make  # noqa: PLC0415

    bundle = build.bundle
    found = bundle.items["sha256"].combine_chunks().dictionary_encode()
    numbers = np.asarray(found.indices)
    cells = Cells(build.work.scratch("cells"), tuple(found.dictionary.to_pylist()))
    shards = list(cells.missing(lambda sha: bundle.thumb(sha, size=256)))
    bar = build.progress.bar(len(cells.shas), "cells of sheets")
    bar.update(len(cells.shas) - sum(len(shard.thumbs) for shard in shards))
    workers = build.options.workers if len(cells.shas) > ALONE else 1
    for done in each(make, shards, workers=workers):
        bar.update(done)
    bar.close()
    return lambda rows: tuple(map(cells.cell, numbers[rows].tolist()))


def _file_layout(build: Build, layout: str, order: np.ndarray, pictures: Pictures) -> Facts:
    from precompute.density import density_png  # noqa: PLC0415  (scipy and numba take seconds)
    from precompute.reveal import reveal_levels  # noqa: PLC0415
    from precompute.sheet_tree import sheet_tree  # noqa: PLC0415

    points = np.asarray(build.bundle.layout(layout))
    levels = reveal_levels(points, order)
    nodes = sheet_tree(points, levels, order)
    _continue_or_begin(build, layout, points, order)

    def path(node: Node, kind: str) -> Path:
        return build.work.path(files.sheet_path(layout, node.z, node.x, node.y, kind=kind))

    todo = [node for node in nodes if not path(node, "bin").exists()]
    label, before = f"sheets of {layout}", len(nodes) - len(todo)
    build.progress.went_on(before, len(nodes), label, unit="sheets")
    bar = build.progress.bar(len(nodes), label, unit="sheet")
    bar.update(before)
    workers = build.options.workers if len(points) > ALONE else 1
    tasks = drawings_of(todo, path=path, thumbs=pictures, points=points, levels=levels)
    for done in each(draw_all, tasks, workers=workers):
        bar.update(done)
    bar.close()
    build.work.write_bytes(files.density_path(layout), density_png(points))
    return {
        "levels": int(levels.max()) + 1,
        "depth": max(node.z for node in nodes) + 1,
        "sheets": len(nodes),
    }


def importance(shas: pa.ChunkedArray, themes: pa.Table) -> np.ndarray:
    """Rows, most important first: int64 [n].

    Medoids of themes, top level first, the first of each theme before the second of any; then
    the rest in the order of their content's hash, which no addition changes; copies of a picture
    after the first of each.
    """
    medoids = themes.select(["level", "medoids"]).to_pylist()
    ranked = sorted(
        (theme["level"], rank, at, row)
        for at, theme in enumerate(medoids)
        for rank, row in enumerate(theme["medoids"])
    )
    first = np.array(list(dict.fromkeys(row for *_, row in ranked)), dtype=np.int64)
    table = pa.table({"sha": shas, "row": np.arange(len(shas))})
    ordered = table.sort_by([("sha", "ascending"), ("row", "ascending")])
    number = np.asarray(ordered["sha"].combine_chunks().dictionary_encode().indices)
    starts = np.flatnonzero(np.r_[True, number[1:] != number[:-1]]) if len(number) else number
    copy = np.arange(len(number)) - starts[number] if len(number) else number
    rest = np.asarray(ordered["row"])[np.argsort(copy, kind="stable")]
    return np.concatenate([first, rest[~np.isin(rest, first)]])


def _clear(build: Build, *, keep: list[str]) -> None:
    """Remove what this build will not have, and what a killed one was writing."""
    root = build.work.path(files.SHEETS)
    for entry in root.iterdir() if root.exists() else ():
        if entry.name not in keep:
            shutil.rmtree(entry)
    for temporary in root.rglob(".*"):
        temporary.unlink()


def _continue_or_begin(build: Build, layout: str, points: np.ndarray, order: np.ndarray) -> None:
    """Keep the sheets of a killed run if they are of this very arrangement."""
    contents = hashlib.sha256()
    for array in (points, order):
        contents.update(np.ascontiguousarray(array).tobytes())
    above = [build.records[name].fingerprint for name in STAGE.after if name in build.records]
    mark = f"{STAGE.version} {above} {contents.hexdigest()}".encode()
    path = build.work.scratch("sheets") / layout
    if not path.exists() or path.read_bytes() != mark:
        build.work.begin([f"{files.SHEETS}/{layout}"])
        files.write_bytes(path, mark)


STAGE = Stage(
    name="sheets", run=_run, after=("layouts", "themes", "arrangements", "items"), version=2
)
