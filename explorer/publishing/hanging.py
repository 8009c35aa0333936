"""How an export is hung: which items it has, where they lie, and the sheets that show them.

In an export, rows are numbered in the order in which the first layout reveals the items, sheet by
sheet. What is seen together is then filed together, and a lower row is the more important one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from explorer.bundle import Bundle, BundleError, LayoutInfo, files
from explorer.collection import Collection
from explorer.publishing.steps import Steps
from explorer.theming.legend import relabelled


@dataclass(frozen=True)
class HungLayout:
    """A layout of an export: what it says of itself, and float32 [k, 2] in the unit square.

    Points are in the order of the export's rows.
    """

    info: LayoutInfo
    points: np.ndarray


@dataclass(frozen=True)
class Hung:
    """``rows`` int64 [k]: the collection's row of each row of the export; and its layouts."""

    rows: np.ndarray
    layouts: tuple[HungLayout, ...]


Hang = Callable[[Collection, Path, Steps], Hung]
"""Writes every layout's sheets and density below a folder, named as in a bundle."""


def hang_whole(collection: Collection, folder: Path, steps: Steps) -> Hung:
    """Copy the sheets of a whole collection, with the rows that they name numbered anew."""
    bundle = collection.bundle
    infos = collection.manifest.layouts
    if not infos or not len(bundle):
        raise BundleError(f"{bundle.folder} has no picture to show; build the bundle again")
    rows = np.concatenate([index.row for *_, index in bundle.sheets(infos[0].name)]).astype(
        np.int64
    )
    if len(rows) != len(bundle) or len(np.unique(rows)) != len(bundle):
        raise BundleError(f"{bundle.folder} has damaged sheets; build the bundle again")
    new = np.empty(len(rows), np.int32)
    new[rows] = np.arange(len(rows))
    for info in infos:
        _copy_sheets(collection, info, folder, new, steps)
    layouts = tuple(HungLayout(info, np.asarray(bundle.layout(info.name))[rows]) for info in infos)
    return Hung(rows, layouts)


def _copy_sheets(
    collection: Collection, info: LayoutInfo, folder: Path, new: np.ndarray, steps: Steps
) -> None:
    bundle, layout = collection.bundle, info.name
    bar = steps.bar(info.sheets, f"sheets of {layout}", unit="sheet")
    for z, x, y, index in bundle.sheets(layout):
        target = folder / files.sheet_path(layout, z, x, y, kind="bin")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(replace(index, row=new[index.row]).to_bytes())
        shutil.copyfile(bundle.sheet(layout, z, x, y, kind="webp"), target.with_suffix(".webp"))
        bar.update(1)
    bar.close()
    shutil.copyfile(bundle.density(layout), folder / files.density_path(layout))
    copy_legend(bundle, layout, folder)
    target = folder / files.legend_path(layout)
    if info.kind == "themes" and target.exists():
        told = relabelled(target.read_bytes(), collection.manifest, collection.hierarchy)
        target.write_bytes(told)


def copy_legend(bundle: Bundle, layout: str, folder: Path) -> None:
    """Copy what is written beside a layout's pictures, where anything is."""
    if bundle.legend(layout).exists():
        target = folder / files.legend_path(layout)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle.legend(layout), target)
