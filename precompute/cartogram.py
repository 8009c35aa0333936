"""Evening out a map: crowded regions grow, empty ones shrink, and nothing changes places.

The density-equalising map of Gastner and Newman (2004): density is let diffuse over the square
as heat would, and the points are carried along by the flow. The flow is continuous, so what lies
together stays together, while the voids between the islands of a UMAP layout, which would take
most of the screen, close up.
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy.fft import dctn, idctn
from scipy.ndimage import gaussian_filter, map_coordinates

SIDE = 256
GROUND = 0.3
STEPS = 60

BLURS = (6.0, 3.5, 2.0)
"""Sizes, in cells, below which crowding is left as it is; one pass each, coarse to fine."""

_BLUR_SPACING = 0.43
"""A blur finer than this, in mean distances between images, would tear neighbours apart."""


def even_out(points: np.ndarray, *, ground: float = GROUND) -> np.ndarray:
    """Move points [n, 2] of the unit square to an evener density, within it; float32.

    ``ground`` is a density added everywhere, as a share of the mean: the more, the less moves,
    and with none at all the islands would run into one another.
    """
    moved = np.asarray(points, dtype=np.float32)
    finest = _BLUR_SPACING * SIDE / max(1.0, len(moved) ** 0.5)
    for blur in BLURS:
        if len(moved) and (blur == BLURS[0] or blur >= finest):
            moved = _carry(moved, blur, ground)
    return moved


def _carry(points: np.ndarray, blur: float, ground: float) -> np.ndarray:
    carried = np.asarray(points, dtype=np.float64) * SIDE - 0.5
    density = gaussian_filter(_histogram(points), blur, mode="reflect")
    density = density / density.mean() + ground
    spectrum = dctn(density, norm="ortho")
    wave = np.pi * np.arange(SIDE) / SIDE
    decay = wave[:, None] ** 2 + wave[None] ** 2
    # Diffusion slows as it evens out, so the steps lengthen with it.
    times = np.concatenate([[0.0], np.geomspace(0.5, (SIDE / 2) ** 2, STEPS)])
    for now, then in itertools.pairwise(times):
        step = then - now
        half = carried + _flow(spectrum, decay, now, carried) * step / 2
        carried = carried + _flow(spectrum, decay, now + step / 2, half) * step
        carried = np.clip(carried, -0.5, SIDE - 0.5)
    return np.asarray((carried + 0.5) / SIDE, dtype=np.float32)


def _histogram(points: np.ndarray) -> np.ndarray:
    cells = np.minimum((np.asarray(points) * SIDE).astype(np.int64), SIDE - 1)
    flat = np.bincount(cells[:, 1] * SIDE + cells[:, 0], minlength=SIDE * SIDE)
    return flat.reshape(SIDE, SIDE).astype(np.float64)


def _flow(spectrum: np.ndarray, decay: np.ndarray, time: float, at: np.ndarray) -> np.ndarray:
    """Velocity [n, 2] of the points ``at``: minus the gradient of the density, over it."""
    density = idctn(spectrum * np.exp(-decay * time), norm="ortho")
    down, right = np.gradient(density)
    where = (at[:, 1], at[:, 0])
    here, along_x, along_y = (
        map_coordinates(field, where, order=1, mode="nearest") for field in (density, right, down)
    )
    velocity: np.ndarray = -np.stack([along_x, along_y], axis=1) / np.maximum(here, 1e-6)[:, None]
    return velocity
