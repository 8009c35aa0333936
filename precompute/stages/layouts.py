"""``layouts``: where each image lies, with how faithful that is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.pipeline import Facts


def _settings(build: Build) -> Facts:
    return {"layouts": list(build.options.layouts), "seed": build.options.seed}


def _run(build: Build) -> Output:
    from precompute.grid import centres, grid_layout, shape_for  # noqa: PLC0415
    from precompute.quality import measure  # noqa: PLC0415
    from precompute.umap_layout import map_layout  # noqa: PLC0415
    from precompute.unit_square import fit, separate  # noqa: PLC0415

    build.work.begin([files.LAYOUTS])
    bundle, seed = build.bundle, build.options.seed
    vectors = bundle.vectors
    points = map_layout(
        vectors,
        bundle.neighbours,
        bundle.neighbour_scores,
        seed=seed,
        show=not build.progress.quiet,
    )
    placed: dict[str, np.ndarray] = {"map": separate(fit(points))}
    if "grid" in build.options.layouts:
        placed["grid"] = centres(grid_layout(placed["map"]), shape_for(len(vectors)))
    facts: list[dict[str, Any]] = []
    for name, where in placed.items():
        build.work.write_array(files.layout_path(name), where)
        quality = measure(vectors, where, seed=seed)
        facts.append(
            {
                "name": name,
                "trustworthiness": quality.trustworthiness,
                "neighbourhood_preservation": quality.neighbourhood_preservation,
            }
        )
        build.progress.say(
            f"  {name}: trustworthiness {quality.trustworthiness}, "
            f"neighbours kept {quality.neighbourhood_preservation}"
        )
    return Output(files=(files.LAYOUTS,), facts={"layouts": facts})


STAGE = Stage(name="layouts", run=_run, after=("neighbours",), settings=_settings)
