"""What PixPlot's own program would write for a collection, from the bundle of that collection.

Format and rules are those of ``pixplot.py`` 0.0.112 with its defaults and without a table of
metadata: atlases of 2048 px with cells 32 px high, thumbnails of 128 px, positions from -1 to 1
as indented JSON. The positions are ours (its own would need its network and UMAP's hours), and
the ten hotspots are our largest themes. Three things are left out, all in its favour or none of
the walk's concern: metadata, heightmaps (written but not read) and originals for the lightbox.
"""

from __future__ import annotations

import functools
import json
import math
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from explorer.bundle import Bundle

ATLAS, CELL, THUMB = 2048, 32, 128
#: Hotspots at most, and the share of the collection from which a cluster is none.
HOTSPOTS, TOO_LARGE = 10, 0.5
_ID = "cimaise"
#: Cells of different pictures that are kept at once; some 4 kB each.
_KEPT = 60_000


@dataclass(frozen=True)
class Export:
    """A folder that any web server can serve: what is in it, and its bytes without the viewer."""

    folder: Path
    items: int
    atlases: int
    layouts: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one cell lies: atlas, offset in it (px), and the thumbnail's size (px)."""

    atlas: int
    x: int
    y: int
    width: int
    height: int


def export(bundle: Bundle, folder: Path, *, web: Path) -> Export:
    """Write a PixPlot of ``bundle`` into ``folder``, with the viewer of ``web``.

    Pictures 64 times wider than high are left out, as PixPlot does. Raises ``BundleError`` where
    the bundle is damaged, and ``ValueError`` where it has no layout ``map``.
    """
    kinds = {layout.kind: layout.name for layout in reversed(bundle.manifest.layouts)}
    if "map" not in kinds:
        raise ValueError(f"{bundle.manifest.name}: no layout 'map' to show in PixPlot")
    shutil.copytree(web, folder, dirs_exist_ok=True)
    data = folder / "data"
    hashes = bundle.item_columns(["sha256"])["sha256"].to_pylist()
    pictures = Pictures(bundle, data / "thumbs")
    rows = [row for row, sha256 in enumerate(hashes) if pictures.ratio(sha256) <= ATLAS / CELL]
    hashes = [hashes[row] for row in rows]
    placed = list(write_atlases(pictures, hashes, data / "atlases" / _ID))
    names = [f"{row:07}-{sha256[:16]}.jpg" for row, sha256 in zip(rows, hashes, strict=True)]

    umap = _layout(data, "umap", scaled(bundle.layout(kinds["map"])[rows]))
    jittered = _layout(data, "umap-jittered", scaled(bundle.layout(kinds["map"])[rows]))
    variant = {"n_neighbors": 15, "min_dist": 0.01, "layout": umap, "jittered": jittered}
    layouts: dict[str, Any] = {
        "umap": {"variants": [variant]},
        "alphabetic": {"layout": _layout(data, "grid", scaled(in_order(len(rows))))},
    }
    for name, kind in (("grid", "grid"), ("custom", "colour")):
        if kind in kinds:
            positions = scaled(bundle.layout(kinds[kind])[rows])
            layouts[name] = {"layout": _layout(data, f"{name}-{_ID}", positions)}
    themes = bundle.item_themes[rows]
    hotspots = clusters(themes[:, 0] if themes.shape[1] else np.full(len(rows), -1), names)
    manifest = {
        "version": "0.0.112",
        "plot_id": _ID,
        "output_directory": "output",
        "layouts": layouts,
        "initial_layout": "umap",
        "point_sizes": point_sizes(len(rows)),
        "imagelist": f"output/data/imagelists/imagelist-{_ID}.json",
        "atlas_dir": f"output/data/atlases/{_ID}",
        "metadata": False,
        "default_hotspots": _write(data, f"hotspots/hotspot-{_ID}.json", hotspots),
        "custom_hotspots": "output/data/hotspots/user_hotspots.json",
        "config": {"sizes": {"atlas": ATLAS, "cell": CELL, "lod": THUMB}},
        "creation_date": "01-January-2026-00:00:00",
    }
    _write(data, f"imagelists/imagelist-{_ID}.json", image_list(placed, names))
    _write(data, "manifest.json", manifest)
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    return Export(folder, len(rows), 1 + placed[-1].atlas, tuple(layouts), size)


class Pictures:
    """The bundle's thumbnails at PixPlot's sizes; ``folder`` gets one file a different picture."""

    def __init__(self, bundle: Bundle, folder: Path) -> None:
        self.bundle = bundle
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.cell = functools.lru_cache(maxsize=_KEPT)(self._cell)
        self.sizes: dict[str, tuple[int, int]] = {}

    def ratio(self, sha256: str) -> float:
        """Width to height."""
        width, height = self._size(sha256)
        return width / height

    def thumb(self, sha256: str) -> tuple[int, int]:
        """Width and height, px, of the thumbnail whose longest side has 128."""
        width, height = self._size(sha256)
        longest = (THUMB, int(THUMB * height / width))
        return longest if width > height else (int(THUMB * width / height), THUMB)

    def _size(self, sha256: str) -> tuple[int, int]:
        if sha256 not in self.sizes:
            with Image.open(self.bundle.thumb(sha256, size=256)) as picture:
                self.sizes[sha256] = picture.size
        return self.sizes[sha256]

    def _cell(self, sha256: str) -> np.ndarray:
        """uint8 [32, width, 3]; the thumbnail is written on the way."""
        with Image.open(self.bundle.thumb(sha256, size=256)) as opened:
            picture = opened.convert("RGB")
        width, height = picture.size
        path = self.folder / f"{sha256[:16]}.jpg"
        if not path.exists():
            size = tuple(max(1, side) for side in self.thumb(sha256))
            picture.resize((size[0], size[1])).save(path)
        return np.asarray(picture.resize((max(1, int(width / height * CELL)), CELL)))


def write_atlases(pictures: Pictures, hashes: Sequence[str], folder: Path) -> Iterator[Placed]:
    """Write ``atlas-<n>.jpg`` and say where each picture's cell lies, in the order given."""
    folder.mkdir(parents=True, exist_ok=True)
    number = x = y = 0
    atlas = np.zeros((ATLAS, ATLAS, 3), np.uint8)
    for sha256 in hashes:
        cell = pictures.cell(sha256)
        width = cell.shape[1]
        if x + width > ATLAS and y + 2 * CELL <= ATLAS:
            x, y = 0, y + CELL
        elif x + width > ATLAS:
            Image.fromarray(atlas).save(folder / f"atlas-{number}.jpg")
            number, x, y = number + 1, 0, 0
            atlas[:] = 0
        atlas[y : y + CELL, x : x + width] = cell
        yield Placed(number, x, y, *pictures.thumb(sha256))
        x += width
    Image.fromarray(atlas).save(folder / f"atlas-{number}.jpg")


def image_list(placed: Sequence[Placed], names: Sequence[str]) -> dict[str, Any]:
    """Sizes, names and offsets of all images, by atlas: PixPlot's ``imagelist``."""
    count = 1 + placed[-1].atlas
    sizes: list[list[list[int]]] = [[] for _ in range(count)]
    offsets: list[list[list[int]]] = [[] for _ in range(count)]
    for one in placed:
        sizes[one.atlas].append([one.width, one.height])
        offsets[one.atlas].append([one.x, one.y])
    return {
        "cell_sizes": sizes,
        "images": list(names),
        "atlas": {"count": count, "positions": offsets},
    }


def scaled(positions: np.ndarray) -> np.ndarray:
    """float [n, 2] of any range, y downwards, to PixPlot's: -1 to 1 on both axes, y upwards."""
    low, high = positions.min(axis=0), positions.max(axis=0)
    extent = np.where(high > low, high - low, 1)
    unit = (np.asarray(positions, np.float64) - low) / extent
    return np.asarray((unit - 0.5) * (2, -2))


def in_order(count: int) -> np.ndarray:
    """float [count, 2]: a square grid filled row by row, PixPlot's "alphabetic" layout."""
    side = math.ceil(math.sqrt(count))
    place = np.arange(count)
    return np.stack([place % side, place // side], axis=1).astype(float)


def point_sizes(count: int) -> dict[str, float]:
    """How large pictures are drawn in each layout, by PixPlot's rule."""
    grid = 1 / math.ceil(math.sqrt(count))
    scatter = grid * 0.2
    return {
        "min": 0,
        "grid": grid,
        "max": grid * 1.2,
        "scatter": scatter,
        "initial": scatter,
        "categorical": grid * 0.6,
        "geographic": grid * 0.025,
    }


def clusters(themes: np.ndarray, names: Sequence[str]) -> list[dict[str, Any]]:
    """The hotspots: the ten largest themes of int [n], those of half the collection left out."""
    found = []
    for theme in np.unique(themes[themes >= 0]):
        rows = np.flatnonzero(themes == theme)
        if len(rows) / len(themes) <= TOO_LARGE:
            found.append(rows)
    found.sort(key=len, reverse=True)
    return [
        {
            "images": rows.tolist(),
            "img": names[int(rows[-1])],
            "layout": "inception_vectors",
            "label": f"Cluster {number}",
        }
        for number, rows in enumerate(found[:HOTSPOTS], start=1)
    ]


def _layout(data: Path, name: str, positions: np.ndarray) -> str:
    return _write(data, f"layouts/{name}.json", positions.round(5).tolist())


def _write(data: Path, name: str, value: object) -> str:
    """Write JSON as PixPlot does, indented by four; give the path as its manifest says it."""
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as out:
        json.dump(value, out, indent=4)
    return f"output/data/{name}"
