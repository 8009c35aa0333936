"""``layouts``: map and grid, where each image lies among its like; how faithful, measured."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    from precompute.pipeline import Facts


NAMES = ("map", "grid")
"""Layouts made from the vectors alone; the others come later (``arrangements``)."""


def _settings(build: Build) -> Facts:
    return {"layouts": _asked(build), "seed": build.options.seed}


def _asked(build: Build) -> list[str]:
    """Those that are wanted, the map first: the others stand on it."""
    asked = [name for name in NAMES if name in build.options.layouts or _has(build, name)]
    return sorted(asked, key="map".__ne__)


def _run(build: Build) -> Output:
    from precompute.quality import measure  # noqa: PLC0415  (scipy and umap take seconds)

    names = _asked(build)
    owned = tuple(files.layout_path(name) for name in names)
    build.work.begin(owned)
    old = len(build.base) if build.adding and build.base is not None else 0
    facts: list[dict[str, Any]] = []
    for name in names:
        points, more = _add(build, name, old) if _has(build, name) else _make(build, name)
        build.work.write_array(files.layout_path(name), points)
        quality = measure(build.bundle.vectors, points, seed=build.options.seed)
        facts.append({"name": name, "kind": name, **asdict(quality), **more})
        build.progress.say(f"  {name}: {quality.to_text()}")
    return Output(files=owned, facts={"layouts": facts})


def _has(build: Build, name: str) -> bool:
    return build.adding and build.base is not None and _base_facts(build, name) is not None


def _base_facts(build: Build, name: str) -> dict[str, Any] | None:
    record = build.base.manifest.stage("layouts") if build.base else None
    entries: Any = record.facts.get("layouts", []) if record else []
    return next((entry for entry in entries if entry["name"] == name), None)


def _make(build: Build, name: str) -> tuple[np.ndarray, dict[str, Any]]:
    return _make_grid(build) if name == "grid" else (_make_map(build), {})


def _make_map(build: Build) -> np.ndarray:
    from precompute import landmarks  # noqa: PLC0415
    from precompute.cartogram import even_out  # noqa: PLC0415
    from precompute.umap_layout import SMALLEST, map_layout  # noqa: PLC0415
    from precompute.unit_square import fit, least_gap, separate  # noqa: PLC0415

    bundle, seed = build.bundle, build.options.seed
    graph = (bundle.neighbours, bundle.neighbour_scores)
    if len(bundle) > landmarks.FROM:
        points = landmarks.landmark_layout(
            bundle.vectors,
            *graph,
            seed=seed,
            progress=build.progress,
            scratch=build.work.scratch("landmarks") / build.records["neighbours"].fingerprint[:12],
        )
    else:
        points = map_layout(bundle.vectors, *graph, seed=seed, show=not build.progress.quiet)
    points = fit(points)
    if len(points) >= SMALLEST:
        points = fit(even_out(points))
    return separate(points, gap=least_gap(len(points)))


def _make_grid(build: Build) -> tuple[np.ndarray, dict[str, Any]]:
    from precompute.grid import FEATURES, centres, grid_layout, side_for  # noqa: PLC0415
    from precompute.umap_layout import principal  # noqa: PLC0415

    seed = build.options.seed
    points = np.asarray(build.bundle.layout("map"))
    features = principal(build.bundle.vectors, seed=seed, axes=FEATURES)
    cells = grid_layout(points, features, seed=seed)
    side = side_for(len(points))
    return centres(cells, side), _lattice(side)


def _lattice(side: int) -> dict[str, Any]:
    return {"side": side, "cell": 1 / side}


def _add(build: Build, name: str, old: int) -> tuple[np.ndarray, dict[str, Any]]:
    from precompute.placing import nearest_old, places  # noqa: PLC0415
    from precompute.unit_square import least_gap, separate  # noqa: PLC0415

    assert build.base is not None
    bundle, kept = build.bundle, np.asarray(build.base.layout(name))
    near = nearest_old(bundle.vectors, bundle.neighbours, bundle.neighbour_scores, old)
    found = places(kept, *near)
    if name == "grid":
        facts = _base_facts(build, name)
        assert facts is not None
        return _add_to_grid(build, kept, found, int(facts["side"]))
    # Room is measured in the old map's own scale: additions do not make it finer.
    points = np.concatenate([kept, np.clip(found, 0, 1)])
    return separate(points, gap=least_gap(old), fixed=old), {}


def _add_to_grid(
    build: Build, kept: np.ndarray, found: np.ndarray, side: int
) -> tuple[np.ndarray, dict[str, Any]]:
    from precompute.grid import centres, free_cells, side_for  # noqa: PLC0415

    cells = np.floor(kept * side).astype(np.int32)
    wanted = found * side - 0.5
    total = len(kept) + len(found)
    if total <= side * side:
        added = free_cells(cells, side, wanted)
        return np.concatenate([kept, centres(added, side)]), _lattice(side)
    larger = side_for(total)
    border = (larger - side) // 2
    build.progress.say(
        f"  grid: no cell is left of {side} x {side}: a border is put around it "
        f"({larger} x {larger}), so every image keeps its neighbours and the whole is drawn smaller"
    )
    cells += border
    added = free_cells(cells, larger, wanted + border)
    return centres(np.concatenate([cells, added]), larger), _lattice(larger)


STAGE = Stage(name="layouts", run=_run, after=("neighbours",), settings=_settings, version=3)
