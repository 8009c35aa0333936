"""``neighbours``: each image's nearest images, for walking on, for the map and the themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.pipeline import Facts

Search = Callable[[slice], tuple[np.ndarray, np.ndarray]]

K = 32
"""Neighbours kept of each image."""

SHARD = 16_384
"""Images in a checkpoint: some seconds of work at a million images."""


def _settings(build: Build) -> Facts:
    return {"k": K, "seed": build.options.seed}


def _run(build: Build) -> Output:
    from precompute import knn  # noqa: PLC0415  (faiss, not needed by a build that skips this)
    from precompute.faiss_index import overlap, sample  # noqa: PLC0415

    owned = (files.NEIGHBOURS, files.NEIGHBOUR_SCORES)
    build.work.begin(owned)
    vectors = build.bundle.vectors
    total = len(vectors)
    search = _search(build)
    scratch = build.work.scratch("neighbours")
    mark = build.records["index"].fingerprint[:12]
    rows = np.full((total, K), -1, np.int32)
    scores = np.full((total, K), -1, np.float16)
    bar = build.progress.bar(total, "neighbours")
    for part in knn.blocks(total, SHARD):
        shard = scratch / f"{mark}-{part.start:09d}.npz"
        if not shard.exists():
            own = np.arange(part.start, part.stop)
            near, at = search(part)
            near, at = knn.without_self(near, at, own, K)
            with files.replacing(shard) as temporary, temporary.open("wb") as handle:
                np.savez(handle, rows=at.astype(np.int32), scores=near.astype(np.float16))
        _read(shard, rows[part], scores[part])
        bar.update(part.stop - part.start)
    bar.close()
    build.work.write_array(files.NEIGHBOURS, rows)
    build.work.write_array(files.NEIGHBOUR_SCORES, scores)

    asked = sample(total, 200, seed=build.options.seed)
    truth = knn.without_self(*knn.exact(vectors, vectors[asked], K + 1), asked, K)[1]
    recall = overlap(rows[asked], truth)
    build.progress.say(f"  neighbours: {K} an image, recall {recall:.3f}")
    return Output(files=owned, facts={"k": K, "recall": round(recall, 4)})


def _read(shard: Path, rows: np.ndarray, scores: np.ndarray) -> None:
    with np.load(shard, allow_pickle=False) as data:
        rows[:] = data["rows"]
        scores[:] = np.where(data["rows"] < 0, -1, data["scores"])


def _search(build: Build) -> Search:
    """How the vectors of a part find their ``K + 1`` nearest, themselves included."""
    from precompute import knn  # noqa: PLC0415

    vectors = build.bundle.vectors
    nprobe = int(build.facts("index")["index"]["nprobe"])
    if not nprobe:  # an index without lists compares every pair too, and slower than this does
        return lambda part: knn.exact(vectors, vectors[part], K + 1)
    import faiss  # noqa: PLC0415

    index = faiss.read_index(str(build.bundle.index_path))
    return lambda part: knn.approximate(index, vectors[part], K + 1, nprobe=nprobe)


STAGE = Stage(name="neighbours", run=_run, after=("index",), settings=_settings)
