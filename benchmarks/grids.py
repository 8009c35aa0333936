"""Ways to put the images of a map on a grid, compared: what is near stays near, and in what time.

``python -m benchmarks.grids BUNDLE [BUNDLE …]`` prints a table a bundle. All ways have the same
cells. Where it is installed (``pip install vc_flas``; nothing else here needs it), FLAS, the fast
linear assignment sorting of Barthel, Hezel, Jung and Schall (2023), takes part, by its authors'
own code. DPQ is their distance preservation quality (p = 16): how much nearer in the vectors
an image's neighbours on the grid are than images in general, 1 if the grid were perfect.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from benchmarks.tables import markdown
from explorer.bundle import Bundle
from precompute.grid import FEATURES, centres, grid_layout, halved, side_for
from precompute.quality import K, measure
from precompute.umap_layout import principal

ASSIGNED_TO = 2_500
"""Images that linear assignment, of order n³, is tried on."""

DPQ_POWER, DPQ_SAMPLE = 16, 400

Way = Callable[[np.ndarray, np.ndarray, int], np.ndarray | None]
"""Cells int [n, 2] of points [n, 2] with features [n, f] on a grid of so many a side, or none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each bundle."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    given = parser.parse_args(arguments)
    for path in given.bundles:
        bundle = Bundle(path)
        vectors, points = np.asarray(bundle.vectors), np.asarray(bundle.layout("map"))
        features = principal(vectors, seed=0, axes=FEATURES)
        rows = [_row("the map itself", vectors, points, 0.0)]
        for name in given.ways:
            if name == "linear assignment" and len(points) > ASSIGNED_TO:
                continue
            began = time.process_time()
            cells = WAYS[name](points, features, side_for(len(points)))
            if cells is not None:
                worked = time.process_time() - began
                rows.append(_row(name, vectors, centres(cells, side_for(len(points))), worked))
                print(f"{name}: {worked:.1f} s", file=sys.stderr, flush=True)
        print(f"\n{path.name}: {len(points):,} images\n")
        header = ("", "processor time, s", f"trust@{K}", "neighbours kept", "DPQ")
        print(markdown(header, rows), flush=True)
    return 0


def _row(name: str, vectors: np.ndarray, places: np.ndarray, worked: float) -> list[str]:
    quality = measure(vectors, places)
    return [
        name,
        f"{worked:.2f}" if worked else "",
        f"{quality.trustworthiness:.3f}",
        f"{quality.neighbourhood_preservation:.3f}",
        f"{preservation(vectors, places):.3f}",
    ]


def preservation(vectors: np.ndarray, places: np.ndarray, *, seed: int = 0) -> float:
    """DPQ of ``places`` [n, 2]; of a sample of images, each against all others.

    Cells equally far are taken in random order, which gives the mean over them.
    """
    random = np.random.default_rng(seed)
    total = len(vectors)
    asked = random.choice(total, min(total, DPQ_SAMPLE), replace=False)
    held = np.asarray(vectors, np.float32)
    found, best = np.zeros(total - 1), np.zeros(total - 1)
    for row in asked:
        apart = np.sqrt(np.maximum(2 - 2 * (held @ held[row]), 0))
        away = ((places - places[row]) ** 2).sum(axis=1).round(10)
        order = np.lexsort((random.random(total), away))
        found += apart[order[order != row]]
        best += np.sort(np.delete(apart, row))
    counts = np.arange(1, total)
    mean = best.sum() / (len(asked) * (total - 1))
    gains = [
        np.maximum(0, 1 - np.cumsum(distances) / (counts * len(asked)) / mean)
        for distances in (found, best)
    ]
    of, most = (float((gain**DPQ_POWER).sum() ** (1 / DPQ_POWER)) for gain in gains)
    return of / most


def hilbert(points: np.ndarray, features: np.ndarray, side: int) -> np.ndarray:
    """Images and cells, each in the order in which a Hilbert curve passes them."""
    fine = 1 << 12
    images = np.argsort(_along(np.minimum((points * fine).astype(int), fine - 1), fine))
    whole = 1 << (side - 1).bit_length()
    every = np.stack(np.divmod(np.arange(side * side), side)[::-1], axis=1)
    every = every[np.argsort(_along(every, whole))]
    cells = np.empty((len(points), 2), np.int32)
    cells[images] = every[np.linspace(0, len(every) - 1, len(points)).astype(int)]
    return cells


def _along(cells: np.ndarray, side: int) -> np.ndarray:
    x, y = cells.T.astype(np.int64).copy()
    distance = np.zeros(len(cells), np.int64)
    step = side // 2
    while step:
        right, below = (x & step) > 0, (y & step) > 0
        distance += step * step * ((3 * right) ^ below)
        turned = ~below & right
        x[turned], y[turned] = side - 1 - x[turned], side - 1 - y[turned]
        swapped = ~below
        x[swapped], y[swapped] = y[swapped], x[swapped].copy()
        step //= 2
    return distance


def assigned(points: np.ndarray, features: np.ndarray, side: int) -> np.ndarray:
    """Positions on the map to cells, so that the sum of squared distances is the least."""
    every = np.stack(np.divmod(np.arange(side * side), side)[::-1], axis=1)
    where = linear_sum_assignment(cdist(points, centres(every, side), "sqeuclidean"))[1]
    return every[where]


def sorted_by_vectors(points: np.ndarray, features: np.ndarray, side: int) -> np.ndarray:
    """What a build does."""
    return grid_layout(points, features, seed=0)


def flas(
    points: np.ndarray, features: np.ndarray, side: int, *, decay: float = 0.93
) -> np.ndarray | None:
    """FLAS by its authors, from a random start, free cells wherever it puts them.

    The nearer ``decay`` is to 1, the longer it takes and the better it sorts.
    """
    try:
        from vc_flas import Grid  # noqa: PLC0415
        from vc_flas import flas as sort  # noqa: PLC0415
    except ImportError:
        return None
    grid = Grid.from_features(features, size=(side, side), freeze_holes=False)
    ids = sort(grid, radius_decay=decay, seed=1).get_sorted_labels()
    rows, columns = np.nonzero(ids >= 0)
    cells = np.empty((len(points), 2), np.int32)
    cells[ids[rows, columns]] = np.stack([columns, rows], axis=1)
    return cells


WAYS: dict[str, Way] = {
    "Hilbert curve": hilbert,
    "halving": lambda points, features, side: halved(points, side),
    "linear assignment": assigned,
    "halving, sorted by vectors": sorted_by_vectors,
    "FLAS": flas,
    "FLAS, decay .99": lambda points, features, side: flas(points, features, side, decay=0.99),
}


if __name__ == "__main__":
    sys.exit(main())
