"""A part of a bundle, hung by itself: its layouts, reveal levels and sheets made anew.

The map and the grid are made from where the part's images lie on the whole collection's map, so
that what was side by side stays so; every other layout says something by its places (a year, a
country) and keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from explorer.bundle import Bundle, LayoutInfo, files
from precompute.progress import Progress

if TYPE_CHECKING:
    from precompute.sheet_tree import Node

_ANEW = ("map", "grid")
"""Layouts that are made anew; what is written beside the others stays true."""

ALONE = 2_000
"""Parts up to this size are drawn without starting processes, which takes a second."""


@dataclass(frozen=True)
class HungPart:
    """``rows`` int64 [k]: the bundle's row of each row of the part, in the order of its sheets.

    ``layouts``: what each says of itself, and float32 [k, 2], the places of the part's rows.
    """

    rows: np.ndarray
    layouts: tuple[tuple[LayoutInfo, np.ndarray], ...]


def hang_part(
    bundle: Bundle, rows: np.ndarray, folder: Path, *, workers: int = 1, progress: Progress
) -> HungPart:
    """Lay out the images of ``rows`` (int64, each once) and write their sheets below ``folder``.

    Sheets name rows of the part: 0 is the image that the first layout reveals first.
    """
    from precompute.sheet_tree import sheet_tree  # noqa: PLC0415  (scipy and numba take seconds)

    shas = bundle.item_columns(["sha256"])["sha256"]
    order = _importance(bundle, shas, rows)
    places = _places(bundle, rows)
    first = places[0][1]
    nodes = sheet_tree(first, _levels(first, order), order)
    found = np.concatenate([node.rows for node in nodes])
    order = np.argsort(found, kind="stable")[order]  # the same images, by the part's rows
    part = HungPart(rows[found], tuple((info, points[found]) for info, points in places))
    layouts = tuple(
        (_draw(bundle, part, at, order, folder, workers=workers, progress=progress), points)
        for at, (_, points) in enumerate(part.layouts)
    )
    return HungPart(part.rows, layouts)


def _places(bundle: Bundle, rows: np.ndarray) -> list[tuple[LayoutInfo, np.ndarray]]:
    infos = sorted(bundle.manifest.layouts, key=lambda info: info.name != "map")
    found: list[tuple[LayoutInfo, np.ndarray]] = []
    for info in infos:
        points = np.asarray(bundle.layout(info.name)[rows])
        if info.name == "map":
            found.append((info, _map(points)))
        elif info.name == "grid":
            around = found[0][1] if found else points
            found.append(_grid(bundle, info, rows, around))
        else:
            found.append((info, points))
    return found


def _map(points: np.ndarray) -> np.ndarray:
    from precompute.cartogram import even_out  # noqa: PLC0415
    from precompute.umap_layout import SMALLEST  # noqa: PLC0415
    from precompute.unit_square import fit, least_gap, separate  # noqa: PLC0415

    points = fit(points)
    if len(points) >= SMALLEST:
        points = fit(even_out(points))
    return separate(points, gap=least_gap(len(points)))


def _grid(
    bundle: Bundle, info: LayoutInfo, rows: np.ndarray, points: np.ndarray
) -> tuple[LayoutInfo, np.ndarray]:
    from precompute.grid import FEATURES, centres, grid_layout, side_for  # noqa: PLC0415
    from precompute.umap_layout import principal  # noqa: PLC0415

    vectors = np.asarray(bundle.vectors[rows])
    side = side_for(len(rows))
    cells = grid_layout(points, principal(vectors, seed=0, axes=FEATURES), seed=0)
    return info.model_copy(update={"cell": 1 / side}), centres(cells, side)


def _importance(bundle: Bundle, shas: pa.ChunkedArray, rows: np.ndarray) -> np.ndarray:
    """Positions in ``rows``, most important first, as in the whole collection."""
    from precompute.stages.sheets import importance  # noqa: PLC0415

    place = np.full(len(bundle), -1, np.int64)
    place[rows] = np.arange(len(rows))
    order = place[importance(shas, bundle.themes)]
    known: np.ndarray = order[order >= 0]
    return known


def _levels(points: np.ndarray, order: np.ndarray) -> np.ndarray:
    from precompute.reveal import reveal_levels  # noqa: PLC0415

    return reveal_levels(points, order)


def _draw(
    bundle: Bundle,
    part: HungPart,
    at: int,
    order: np.ndarray,
    folder: Path,
    *,
    workers: int,
    progress: Progress,
) -> LayoutInfo:
    """Write the sheets and the density of the layout ``at``; what it then says of itself."""
    from precompute.density import density_png  # noqa: PLC0415
    from precompute.processes import each  # noqa: PLC0415
    from precompute.quality import measure  # noqa: PLC0415
    from precompute.sheet_pictures import draw_all, drawings_of  # noqa: PLC0415
    from precompute.sheet_tree import sheet_tree  # noqa: PLC0415

    info, points = part.layouts[at]
    levels = _levels(points, order)
    nodes = sheet_tree(points, levels, order)
    shas = bundle.item_columns(["sha256"])["sha256"].take(pa.array(part.rows)).to_pylist()

    def path(node: Node, kind: str) -> Path:
        return folder / files.sheet_path(info.name, node.z, node.x, node.y, kind=kind)

    def thumbs(rows: np.ndarray) -> tuple[Path, ...]:
        return tuple(bundle.thumb(shas[row], size=256) for row in rows)

    tasks = drawings_of(nodes, path=path, thumbs=thumbs, points=points, levels=levels)
    bar = progress.bar(len(nodes), f"sheets of {info.name}", unit="sheet")
    for done in each(draw_all, tasks, workers=workers if len(points) > ALONE else 1):
        bar.update(done)
    bar.close()
    files.write_bytes(folder / files.density_path(info.name), density_png(points))
    if info.name not in _ANEW and bundle.legend(info.name).exists():
        legend = bundle.legend(info.name).read_bytes()
        files.write_bytes(folder / files.legend_path(info.name), legend)
    quality = measure(np.asarray(bundle.vectors[part.rows]), points)
    return info.model_copy(
        update={
            "levels": int(levels.max()) + 1,
            "depth": max(node.z for node in nodes) + 1,
            "sheets": len(nodes),
            "trustworthiness": quality.trustworthiness,
            "neighbourhood_preservation": quality.neighbourhood_preservation,
        }
    )
