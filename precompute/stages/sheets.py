"""``sheets``: each layout's thumbnails as a quadtree of sprite sheets, and its density."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from explorer.bundle import files
from precompute.pipeline import Build, Output, Stage

if TYPE_CHECKING:
    pass


def _run(build: Build) -> Output:
    from precompute.reveal import reveal_levels  # noqa: PLC0415
    from precompute.sheet_pictures import Drawing, draw  # noqa: PLC0415
    from precompute.sheet_tree import sheet_tree  # noqa: PLC0415

    build.work.begin([files.SHEETS])
    bundle = build.bundle
    shas = bundle.items["sha256"].to_pylist()
    themes = bundle.themes.sort_by("level")
    order = importance(shas, [row for group in themes["medoids"].to_pylist() for row in group])
    facts: dict[str, Any] = {}
    for layout in (entry["name"] for entry in build.facts("layouts")["layouts"]):
        points = np.asarray(bundle.layout(layout))
        levels = reveal_levels(points, order)
        nodes = sheet_tree(points, levels, order)
        for node in build.progress.track(nodes, len(nodes), f"sheets {layout}", unit="sheet"):
            address = (layout, node.z, node.x, node.y)
            draw(
                Drawing(
                    picture=build.work.path(files.sheet_path(*address, kind="webp")),
                    index=build.work.path(files.sheet_path(*address, kind="bin")),
                    thumbs=tuple(bundle.thumb(shas[row], size=256) for row in node.rows),
                    row=node.rows,
                    x=points[node.rows, 0],
                    y=points[node.rows, 1],
                    level=levels[node.rows],
                    packed=node.packed,
                    below=node.below,
                )
            )
        build.work.write_bytes(files.density_path(layout), density(points))
        facts[layout] = {
            "levels": int(levels.max()) + 1,
            "depth": max(node.z for node in nodes) + 1,
            "sheets": len(nodes),
        }
    return Output(files=(files.SHEETS,), facts={"layouts": facts})


def importance(shas: list[str], medoids: list[int]) -> np.ndarray:
    """Rows by importance: medoids first, then the rest in an order fixed by their content."""
    first = dict.fromkeys(medoids)
    rest = sorted((row for row in range(len(shas)) if row not in first), key=lambda r: (shas[r], r))
    return np.array([*first, *rest], dtype=np.int64)


def density(points: np.ndarray, *, side: int = 256) -> bytes:
    """A grey PNG of how many images lie where, on a logarithmic scale."""
    from scipy.ndimage import gaussian_filter  # noqa: PLC0415

    cells = np.minimum((points * side).astype(int), side - 1)
    counts = np.zeros((side, side))
    np.add.at(counts, (cells[:, 1], cells[:, 0]), 1)
    grey = np.log1p(gaussian_filter(counts, 2.0, mode="constant"))
    picture = np.round(255 * grey / max(grey.max(), 1e-9)).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


STAGE = Stage(name="sheets", run=_run, after=("layouts", "themes", "items"))
