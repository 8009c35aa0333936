"""``themes``: a hierarchy of groups to browse, named from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from explorer.bundle import THEME_SCHEMA, files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.clusters import Cluster, Space
    from precompute.pipeline import Facts

MEDOIDS = 12
READ = 200_000
"""Items whose texts are looked through for words of the vocabulary."""

SAME = 0.995
"""Cosine above which a medoid would show the same picture twice."""


def _settings(build: Build) -> Facts:
    return {"seed": build.options.seed}


def _run(build: Build) -> Output:
    from precompute.clusters import Space, extended, hierarchy  # noqa: PLC0415

    build.work.begin([files.THEMES, files.ITEM_THEMES])
    bundle = build.bundle
    space = Space.of(bundle.vectors, bundle.neighbours)
    kept = _kept(build)
    if kept:
        clusters = extended(space, kept, len(build.base or ()))
    else:
        clusters = hierarchy(space, seed=build.options.seed)
    return written(build, space, clusters, kept=bool(kept))


def written(build: Build, space: Space, clusters: list[Cluster], *, kept: bool = False) -> Output:
    """Write the themes that ``clusters`` are, with their old names where they are ``kept``."""
    bundle = build.bundle
    where = bundle.layout("map")
    rows = [_row(at, cluster, space, where) for at, cluster in enumerate(clusters)]
    if kept:
        _keep_names(build, rows)
    else:
        _name(build, clusters, rows)
    item_themes = _item_themes(clusters, len(bundle))
    build.work.write_table(files.THEMES, pa.Table.from_pylist(rows, schema=THEME_SCHEMA))
    build.work.write_array(files.ITEM_THEMES, item_themes)
    levels = item_themes.shape[1]
    counts = [sum(row["level"] == level for row in rows) for level in range(levels)]
    noise = _noise(item_themes, clusters)
    build.progress.say(f"  themes: {counts or 'none'} by level, {noise} images apart from all")
    return Output(
        files=(files.THEMES, files.ITEM_THEMES),
        facts={"levels": levels, "counts": counts, "noise": noise},
    )


def _item_themes(clusters: list[Cluster], total: int) -> np.ndarray:
    levels = 1 + max((cluster.level for cluster in clusters), default=-1)
    item_themes = np.full((total, levels), -1, np.int32)
    for at, cluster in enumerate(clusters):
        item_themes[cluster.members, cluster.level] = at
    return item_themes


def _noise(item_themes: np.ndarray, clusters: list[Cluster]) -> int:
    """How many images were left out where their theme was divided."""
    divided = np.zeros(len(clusters) + 1, bool)
    divided[[cluster.parent for cluster in clusters if cluster.parent >= 0]] = True
    left_out = np.zeros(len(item_themes), bool)
    for level in range(item_themes.shape[1] - 1):
        above, below = item_themes[:, level], item_themes[:, level + 1]
        left_out |= (above >= 0) & divided[above] & (below < 0)
    return int(left_out.sum())


def _kept(build: Build) -> list[Cluster]:
    """When adding: the themes that there are, with their old members; else none."""
    from precompute.clusters import Cluster  # noqa: PLC0415

    if not build.adding or build.base is None:
        return []
    table, item_themes = build.base.themes, np.asarray(build.base.item_themes)
    nowhere = np.zeros(0, np.float32)
    return [
        Cluster(row["parent"], row["level"], _members(item_themes, row), nowhere)
        for row in table.select(["id", "parent", "level"]).to_pylist()
    ]


def _members(item_themes: np.ndarray, row: dict[str, int]) -> np.ndarray:
    return np.flatnonzero(item_themes[:, row["level"]] == row["id"])


def _keep_names(build: Build, rows: list[dict[str, Any]]) -> None:
    """Give the themes the names, score and medoids that they had: an addition renames nothing."""
    assert build.base is not None
    for row, old in zip(rows, build.base.themes.to_pylist(), strict=True):
        row |= {name: old[name] for name in ("label", "terms", "score", "medoids")}


def _row(at: int, cluster: Cluster, space: Space, where: np.ndarray) -> dict[str, Any]:
    x, y = np.median(where[cluster.members], axis=0)
    return {
        "id": at,
        "parent": cluster.parent,
        "level": cluster.level,
        "label": [],
        "terms": [],
        "score": 0.0,
        "size": len(cluster.members),
        "coherence": float(np.linalg.norm(cluster.centroid)),
        "x": float(x),
        "y": float(y),
        "medoids": medoids(space, cluster),
    }


def medoids(space: Space, cluster: Cluster) -> list[int]:
    """Rows of the most central members, most central first, no picture twice."""
    from precompute import knn  # noqa: PLC0415

    members = cluster.members
    fit = np.concatenate(
        [space.centred(members[part]) @ cluster.centroid for part in knn.blocks(len(members))]
    )
    nearest = members[np.argsort(-fit, kind="stable")][: 8 * MEDOIDS]
    vectors = np.asarray(space.vectors[nearest], np.float32)
    chosen: list[int] = []
    for at in range(len(nearest)):
        if len(chosen) < MEDOIDS and not (vectors[chosen] @ vectors[at] > SAME).any():
            chosen.append(at)
    return [int(nearest[at]) for at in chosen]


def _name(build: Build, clusters: list[Cluster], rows: list[dict[str, Any]]) -> None:
    from precompute.naming import name_groups, uses_in  # noqa: PLC0415

    vocabulary = build.bundle.vocabulary
    if vocabulary is None or not clusters:
        return
    found = name_groups(
        np.stack([cluster.centroid for cluster in clusters]),
        np.array([len(cluster.members) for cluster in clusters]),
        np.array([cluster.parent for cluster in clusters]),
        vocabulary.vectors.astype(np.float32),
        vocabulary.names,
        uses=uses_in(_texts(build), vocabulary.names),
    )
    for row, name in zip(rows, found, strict=True):
        if name.word >= 0:
            row["label"] = [(code, words[name.word]) for code, words in vocabulary.names.items()]
        row["terms"] = [
            (code, [words[term] for term in name.terms]) for code, words in vocabulary.names.items()
        ]
        row["score"] = name.margin


def _texts(build: Build) -> Iterator[str]:
    """What the items' own titles, subjects and techniques say, of ``READ`` items at most."""
    for column in ("title", "subject", "technique", "category"):
        for value in build.bundle.items[column].slice(0, READ).to_pylist():
            yield from value if isinstance(value, list) else [value or ""]


STAGE = Stage(name="themes", run=_run, after=("layouts", "vocabulary", "items"), settings=_settings)
