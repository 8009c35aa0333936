"""Small bundles on the disk, with just what layouts are made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa

from explorer.bundle import (
    ITEM_SCHEMA,
    THEME_SCHEMA,
    Bundle,
    Counts,
    Manifest,
    ModelInfo,
    StageRecord,
    WorkFolder,
    files,
)
from precompute.arrangements.scene import Scene

DIM = 8
OWNED = (files.ITEMS, files.VECTORS, files.THEMES, files.ITEM_THEMES, files.layout_path("map"))


def scene(folder: Path, count: int, *, seed: int = 0, tops: int = 3, **columns: list) -> Scene:
    """A scene of ``count`` images in ``tops`` themes (each of two), with these columns.

    The first images are the same whatever ``count`` is, if the columns are.
    """
    rng = np.random.default_rng(seed)
    draws = rng.random((2_000, 2 + DIM))[:count]
    points = draws[:, :2].astype(np.float32)
    vectors = draws[:, 2:] - 0.5 + 4 * np.pad(points, ((0, 0), (0, DIM - 2)))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    table = {
        "id": [str(row) for row in range(count)],
        "file": [f"{row}.jpg" for row in range(count)],
        "sha256": [f"{row:064x}" for row in range(count)],
        "width": [100] * count,
        "height": [100] * count,
        "colour": [f"#{int(value * 0xFFFFFF):06x}" for value in draws[:, 2]],
        **columns,
    }
    schema = pa.schema(
        [
            *ITEM_SCHEMA,
            *(pa.field(name, pa.string()) for name in table if name not in ITEM_SCHEMA.names),
        ]
    )
    items = pa.table(
        {name: table.get(name, pa.nulls(count, schema.field(name).type)) for name in schema.names},
        schema,
    )
    themes, item_themes = _themes(points, tops if count >= 12 else 0)
    shutil.rmtree(folder, ignore_errors=True)
    work = WorkFolder(folder)
    work.open()
    work.write_table(files.ITEMS, items)
    work.write_array(files.VECTORS, vectors.astype(np.float16))
    work.write_table(files.THEMES, themes)
    work.write_array(files.ITEM_THEMES, item_themes)
    work.write_array(files.layout_path("map"), points)
    work.publish(
        Manifest(
            name="scene",
            model=ModelInfo(name="made up", dim=DIM),
            counts=Counts(items=count),
            stages=(StageRecord(name="all", fingerprint="", files=OWNED),),
        )
    )
    return Scene(Bundle(folder), seed)


def _themes(points: np.ndarray, tops: int) -> tuple[pa.Table, np.ndarray]:
    """Themes by thirds of x, halves of y in each; a corner of the map is in none of the halves."""
    if not tops:
        return THEME_SCHEMA.empty_table(), np.zeros((len(points), 0), np.int32)
    top = np.minimum((points[:, 0] * tops).astype(np.int32), tops - 1)
    half = tops + 2 * top + (points[:, 1] > 0.5)
    half[(points < 0.2).all(axis=1)] = -1
    rows = [
        {
            "id": at,
            "parent": -1 if at < tops else (at - tops) // 2,
            "level": int(at >= tops),
            "label": [("fr", f"thème {at}"), ("en", f"theme {at}")],
            "size": 1,
        }
        for at in range(3 * tops)
    ]
    table = pa.Table.from_pylist(rows, schema=THEME_SCHEMA)
    return table, np.stack([top, half], axis=1).astype(np.int32)


def nearest(points: np.ndarray) -> float:
    """The least distance between two points, in the maximum norm; infinite for one point."""
    if len(points) < 2:
        return float("inf")
    apart = np.abs(points[:, None].astype(float) - points[None]).max(axis=-1)
    np.fill_diagonal(apart, np.inf)
    return float(apart.min())


def hangs_well(made, count: int) -> None:
    """What every layout must be: all inside, none on another, on the lattice that it tells of."""
    assert made.points.shape == (count, 2)
    assert made.points.dtype == np.float32
    assert (made.points >= 0).all()
    assert (made.points <= 1).all()
    if made.cell:
        cells = made.points.astype(float) / made.cell - 0.5
        np.testing.assert_allclose(cells, np.round(cells), atol=1e-3)
        assert nearest(made.points) > 0.99 * made.cell
        assert count < 60 or count * made.cell**2 > 0.15  # no more wall than is needed
    for label in made.legend.labels:
        assert -0.1 <= label.x <= 1.1
        assert -0.1 <= label.y <= 1.1
        assert label.level >= 0
        assert set(label.text) in ({"fr", "en"}, {""})
