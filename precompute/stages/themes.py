"""``themes``: a hierarchy of groups to browse, named from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from explorer.bundle import THEME_SCHEMA, files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.pipeline import Facts


def _settings(build: Build) -> Facts:
    return {"seed": build.options.seed}


def _run(build: Build) -> Output:
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415

    build.work.begin([files.THEMES, files.ITEM_THEMES])
    bundle = build.bundle
    vectors = np.asarray(bundle.vectors, dtype=np.float32)
    where = bundle.layout("map")
    total = len(vectors)
    rows: list[dict[str, Any]] = []
    if total < 12:
        levels = np.zeros((total, 0), np.int32)
    else:
        tree = linkage(vectors[:20000], "ward")
        cuts = [fcluster(tree, count, "maxclust") - 1 for count in (10, 40)]
        levels = np.full((total, 2), -1, np.int32)
        vocabulary = bundle.vocabulary
        for level, cut in enumerate(cuts):
            for group in np.unique(cut):
                members = np.flatnonzero(cut == group)
                centre = vectors[members].mean(axis=0)
                coherence = float(np.linalg.norm(centre))
                parent = int(levels[members[0], 0]) if level else -1
                label, terms = {}, {}
                if vocabulary is not None:
                    scores = vocabulary.vectors.astype(np.float32) @ centre - vocabulary.mean
                    best = np.argsort(-scores)[:6]
                    label = {k: v[best[0]] for k, v in vocabulary.names.items()}
                    terms = {k: [v[i] for i in best[1:]] for k, v in vocabulary.names.items()}
                near = members[np.argsort(-(vectors[members] @ centre))][:12]
                levels[members, level] = len(rows)
                rows.append(
                    {
                        "id": len(rows),
                        "parent": parent,
                        "level": level,
                        "label": list(label.items()),
                        "terms": list(terms.items()),
                        "score": 0.0,
                        "size": len(members),
                        "coherence": coherence,
                        "x": float(np.median(where[members, 0])),
                        "y": float(np.median(where[members, 1])),
                        "medoids": near.tolist(),
                    }
                )
    build.work.write_table(files.THEMES, pa.Table.from_pylist(rows, schema=THEME_SCHEMA))
    build.work.write_array(files.ITEM_THEMES, levels)
    counts = [sum(row["level"] == level for row in rows) for level in range(levels.shape[1])]
    return Output(
        files=(files.THEMES, files.ITEM_THEMES),
        facts={"levels": levels.shape[1], "counts": counts, "noise": 0},
    )


STAGE = Stage(name="themes", run=_run, after=("layouts", "vocabulary"), settings=_settings)
