"""Index, neighbours, map, grid and themes of a synthetic collection, from its own groups.

Faithful to the groups, not to the single vector, and some hundred times faster than what a real
build does. For collections that are only to be looked at.
"""

from __future__ import annotations

import faiss
import numpy as np

from benchmarks.clustered import Drawn
from explorer.bundle import files
from precompute import knn
from precompute.cartogram import even_out
from precompute.clusters import Cluster, Space
from precompute.faiss_index import fill
from precompute.grid import centres, halved, side_for
from precompute.pipeline import Build, Output
from precompute.stages.themes import written
from precompute.umap_layout import map_layout, principal
from precompute.unit_square import fit, least_gap, separate

K = 32
_LARGEST = 600


def index(build: Build) -> Output:
    """Every vector in 16 bits a dimension, searched exactly."""
    vectors = build.bundle.vectors
    made = faiss.index_factory(vectors.shape[1], "SQfp16", faiss.METRIC_INNER_PRODUCT)
    made.train(np.asarray(vectors[:1], np.float32))
    for _ in fill(made, vectors):
        pass
    with build.work.replacing(files.INDEX) as path:
        faiss.write_index(made, str(path))
    facts = {"factory": "SQfp16", "recall_at_100": 1.0, "nprobe": 0}
    return Output(files=(files.INDEX,), facts={"index": facts})


def neighbours(build: Build, drawn: Drawn) -> Output:
    """The nearest within each image's own group."""
    vectors = drawn.vectors
    rows = np.full((len(vectors), K), -1, np.int32)
    scores = np.full((len(vectors), K), -1, np.float16)
    for members in _members(drawn):
        held = np.asarray(vectors[members], np.float32)
        near, at = knn.exact(held, held, K + 1)
        near, at = knn.without_self(near, at, np.arange(len(members)), K)
        width = at.shape[1]
        rows[members, :width] = np.where(at < 0, -1, members[np.maximum(at, 0)])
        scores[members, :width] = np.where(at < 0, -1, near)
    build.work.write_array(files.NEIGHBOURS, rows)
    build.work.write_array(files.NEIGHBOUR_SCORES, scores)
    return Output(files=(files.NEIGHBOURS, files.NEIGHBOUR_SCORES), facts={"k": K})


def layouts(build: Build, drawn: Drawn) -> Output:
    """``map``: groups by UMAP, each image about its group's place; ``grid``: the map by halving."""
    total = len(drawn.vectors)
    groups = [members for members in _members(drawn) if len(members)]
    means = [np.asarray(drawn.vectors[members], np.float32).mean(axis=0) for members in groups]
    middles = np.stack([mean / np.linalg.norm(mean) for mean in means])
    at = np.arange(len(middles))
    near, rows = knn.without_self(*knn.exact(middles, middles, 16), at, 15)
    where = fit(map_layout(middles, rows, near, seed=0))
    points = np.empty((total, 2), np.float32)
    random = np.random.default_rng(0)
    for group, members in enumerate(groups):
        # A disc as large as the group has images, alike ones on one side of it.
        two = principal(drawn.vectors[members], seed=0)
        rank = np.argsort(np.argsort(np.hypot(*two.T), kind="stable"), kind="stable")
        radius = 0.45 * (len(members) / total) ** 0.5 * ((rank + 0.5) / len(members)) ** 0.5
        turn = np.arctan2(two[:, 1], two[:, 0]) + 0.1 * random.normal(size=len(members))
        points[members] = where[group] + radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    points = separate(fit(even_out(fit(points))), gap=least_gap(total))
    build.work.write_array(files.layout_path("map"), points)
    facts = [{"name": "map", "kind": "map"}]
    owned = [files.layout_path("map")]
    if "grid" in build.options.layouts:
        side = side_for(total)
        build.work.write_array(files.layout_path("grid"), centres(halved(points, side), side))
        owned.append(files.layout_path("grid"))
        facts.append({"name": "grid", "kind": "grid", "side": side, "cell": 1 / side})
    return Output(files=tuple(owned), facts={"layouts": facts})


def themes(build: Build, drawn: Drawn) -> Output:
    """The large groups, and in each the small ones: its largest."""
    space = Space.of(build.bundle.vectors, build.bundle.neighbours)
    members = _members(drawn)
    of_top = drawn.top[drawn.group]
    tops = [top for top in np.unique(of_top) if (of_top == top).sum() >= K]
    clusters = [_cluster(space, -1, 0, np.flatnonzero(of_top == top)) for top in tops]
    largest = sorted(range(len(members)), key=lambda group: -len(members[group]))[:_LARGEST]
    for parent, top in enumerate(tops):
        inside = [members[group] for group in largest if drawn.top[group] == top]
        clusters += [_cluster(space, parent, 1, rows) for rows in inside if len(rows) >= 3]
    return written(build, space, clusters)


def _cluster(space: Space, parent: int, level: int, members: np.ndarray) -> Cluster:
    few = members[:: max(1, len(members) // 4096)]
    return Cluster(parent, level, members, space.centred(few).mean(axis=0))


def _members(drawn: Drawn) -> list[np.ndarray]:
    """Rows of each group that has any, ascending."""
    order = np.argsort(drawn.group, kind="stable")
    ends = np.cumsum(np.bincount(drawn.group, minlength=len(drawn.top)))
    return np.split(order, ends[:-1])
