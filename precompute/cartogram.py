"""Evening out a map: crowded regions grow, empty ones shrink, and nothing changes places.

The density-equalising map of Gastner and Newman (2004): density is let diffuse over the square
as heat would, and the points are carried along by the flow. The flow is continuous, so what lies
together stays together, while the voids between the islands of a UMAP layout, which would take
most of the screen, close up.
"""

from __future__ import annotations

import itertools

import numpy as np
from numba import njit
from scipy.fft import dctn, idctn
from scipy.ndimage import gaussian_filter

SIDES = ((0, 256), (40_000, 512), (250_000, 1024))
"""Cells on a side of the field of density, from so many images on."""

COARSEST, FINER = 6 / 256, 3**-0.5
"""Size, in units of the square, below which the first pass leaves crowding as it is; and how
much smaller that is in each following pass."""

GROUND = 0.3
STEPS = 60

_LEAST_CELLS = 2.0
_LEAST_SPACINGS = 0.43  # finer than this, in mean distances between images, tears neighbours apart


def even_out(points: np.ndarray, *, ground: float = GROUND) -> np.ndarray:
    """Move points [n, 2] of the unit square to an evener density, within it; float32.

    ``ground`` is a density added everywhere, as a share of the mean: the more, the less moves,
    and with none at all the islands would run into one another.
    """
    moved = np.asarray(points, dtype=np.float32)
    if not len(moved):
        return moved
    side = next(side for least, side in reversed(SIDES) if len(moved) >= least)
    finest = 0.999 * max(_LEAST_CELLS / side, _LEAST_SPACINGS / len(moved) ** 0.5)
    blur = COARSEST
    while blur == COARSEST or blur >= finest:
        moved = _carry(moved, side, blur * side, ground)
        blur *= FINER
    return moved


def _carry(points: np.ndarray, side: int, blur: float, ground: float) -> np.ndarray:
    carried = np.asarray(points, dtype=np.float64) * side - 0.5
    density = gaussian_filter(_histogram(points, side), blur, mode="reflect")
    density = density / density.mean() + ground
    spectrum = dctn(density, norm="ortho")
    wave = np.pi * np.arange(side) / side
    decay = wave[:, None] ** 2 + wave[None] ** 2
    # Diffusion slows as it evens out, so the steps lengthen with it.
    times = np.concatenate([[0.0], np.geomspace(0.5, (side / 2) ** 2, STEPS)])
    for now, then in itertools.pairwise(times):
        step = then - now
        half = carried + _flow(spectrum, decay, now, carried) * step / 2
        carried = carried + _flow(spectrum, decay, now + step / 2, half) * step
        carried = np.clip(carried, -0.5, side - 0.5)
    return np.asarray((carried + 0.5) / side, dtype=np.float32)


def _histogram(points: np.ndarray, side: int) -> np.ndarray:
    cells = np.minimum((np.asarray(points) * side).astype(np.int64), side - 1)
    flat = np.bincount(cells[:, 1] * side + cells[:, 0], minlength=side * side)
    return flat.reshape(side, side).astype(np.float64)


def _flow(spectrum: np.ndarray, decay: np.ndarray, time: float, at: np.ndarray) -> np.ndarray:
    """Velocity [n, 2] of the points ``at``: minus the gradient of the density, over it."""
    density = idctn(spectrum * np.exp(-decay * time), norm="ortho")
    down, right = np.gradient(density)
    return np.asarray(_sampled(density, right, down, at))


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _sampled(
    density: np.ndarray, right: np.ndarray, down: np.ndarray, at: np.ndarray
) -> np.ndarray:
    """The velocity where the points are, between the middles of cells linearly: float64 [n, 2]."""
    last = len(density) - 1
    velocity = np.empty_like(at)
    for point in range(len(at)):
        x, y = min(max(at[point, 0], 0.0), last), min(max(at[point, 1], 0.0), last)
        column, row = min(int(x), last - 1), min(int(y), last - 1)
        x, y = x - column, y - row
        here = along = across = 0.0
        for corner in range(4):
            dx, dy = corner & 1, corner >> 1
            part = (x if dx else 1 - x) * (y if dy else 1 - y)
            here += part * density[row + dy, column + dx]
            along += part * right[row + dy, column + dx]
            across += part * down[row + dy, column + dx]
        velocity[point, 0] = -along / max(here, 1e-6)
        velocity[point, 1] = -across / max(here, 1e-6)
    return velocity
