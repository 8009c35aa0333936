"""Random textures: periodic tiles made once a process, and crops of them at any scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]
"""A scalar image, float32 [height, width]."""

TILE = 512


@cache
def tile(kind: str) -> Field:
    """A periodic texture, float32 [512, 512], mean 0, deviation 1 (clipped to ±3).

    Kinds: ``cloud`` (slow, 1/f²), ``rough`` (1/f), ``fine`` (pixel grain), ``streak`` (long in x),
    ``fibre`` (short threads in x), ``leaf`` (blobs of one size), ``ripple`` (waves long in x).
    Raises KeyError for another kind.
    """
    y, x = np.meshgrid(np.fft.fftfreq(TILE), np.fft.rfftfreq(TILE), indexing="ij")
    radius = np.hypot(x, y)
    spectra: dict[str, Callable[[], npt.NDArray[np.float64]]] = {
        "cloud": lambda: 1 / np.maximum(radius, 1 / TILE) ** 1.9 * (radius > 0),
        "rough": lambda: 1 / np.maximum(radius, 4 / TILE) ** 1.15 * (radius > 0),
        "fine": lambda: np.exp(-((radius / 0.28) ** 2)),
        "streak": lambda: np.exp(-((x / 0.012) ** 2) - (y / 0.16) ** 2) * (radius > 0),
        "fibre": lambda: np.exp(-((x / 0.05) ** 2) - (y / 0.25) ** 2) * (radius > 0),
        "leaf": lambda: np.exp(-(((radius - 0.055) / 0.025) ** 2)),
        "ripple": lambda: np.exp(-((x / 0.018) ** 2) - ((np.abs(y) - 0.05) / 0.03) ** 2),
    }
    seed = sum(kind.encode())
    white = np.random.default_rng(seed).standard_normal((TILE, TILE))
    field = np.fft.irfft2(np.fft.rfft2(white) * spectra[kind](), s=(TILE, TILE))
    field = (field - field.mean()) / field.std()
    out: Field = np.clip(field, -3, 3).astype(np.float32)
    return out


@cache
def _repeated(kind: str) -> Field:
    """Three by three of a tile, so that most pieces are views; it cannot be changed."""
    out = np.tile(tile(kind), (3, 3))
    out.setflags(write=False)
    return out


def crop(
    kind: str, height: int, width: int, rng: np.random.Generator, *, scale: float = 1.0
) -> Field:
    """A random piece of a tile, float32 [height, width]; ``scale`` is pixels a texel (> 0).

    A kind followed by ``|`` is turned upright: what is long in x becomes long in y. What is
    returned may not be writable.
    """
    if kind.endswith("|"):
        return np.ascontiguousarray(crop(kind[:-1], width, height, rng, scale=scale).T)
    high, wide = int(height / scale) + 3, int(width / scale) + 3
    top, left = (int(v) for v in rng.integers(0, TILE, 2))
    if max(high, wide) <= 2 * TILE:
        piece = _repeated(kind)[top : top + high, left : left + wide]
    else:
        rows, columns = np.arange(top, top + high) % TILE, np.arange(left, left + wide) % TILE
        piece = tile(kind)[rows[:, None], columns[None, :]]
    if scale == 1.0:
        return piece[:height, :width]
    grown = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    out = grown[:height, :width]
    if out.shape != (height, width):
        out = cv2.resize(piece, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(out, np.float32)


def plane(
    kind: str,
    height: int,
    width: int,
    rng: np.random.Generator,
    *,
    scale: float = 1.0,
    stretch: float = 1.0,
    near_bottom: bool = True,
) -> Field:
    """A tile lying on a horizontal plane seen in perspective, float32 [height, width].

    The horizon is the first row (the last one when ``near_bottom`` is false: a ceiling of
    clouds). ``scale`` grows the pattern, ``stretch`` widens it.
    """
    if height < 1 or width < 1:
        return np.zeros((max(height, 0), max(width, 0)), np.float32)
    down = (np.arange(height, dtype=np.float32) + 1.5) / max(height, 1)
    if not near_bottom:
        down = down[::-1]
    far = 1 / (down + 0.035)
    across = (np.arange(width, dtype=np.float32) / width - 0.5)[None, :]
    offset = rng.uniform(0, TILE, 2).astype(np.float32)
    u = (
        across
        * far[:, None]
        * np.float32(190 / (scale * stretch))
        * (width / max(height, 1)) ** 0.5
    )
    v = np.broadcast_to((far * np.float32(62 / scale))[:, None], (height, width))
    field = cv2.remap(
        tile(kind),
        (u + offset[0]) % TILE,
        (v + offset[1]) % TILE,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )
    # Far away the pattern is finer than a pixel: let it fade instead of shimmering.
    fade = np.clip(down * 9, 0.15, 1).astype(np.float32)
    return np.asarray(field * fade[:, None], np.float32)


def smoothstep(low: float, high: float, value: Field) -> Field:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def blur(field: Field, sigma: float) -> Field:
    """Gaussian blur (``sigma`` in pixels) of an image of one or three channels."""
    if sigma < 0.25:
        return field
    if sigma > 7 and min(field.shape[:2]) >= 32:  # the same to the eye at a fraction of the cost
        small = cv2.resize(field, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
        size = (field.shape[1], field.shape[0])
        return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), np.float32)


def tinted(field: Field, colour: npt.NDArray[np.float32] | None = None) -> Field:
    """A field as three channels [height, width, 3], times a colour if given."""
    if colour is None:
        return np.asarray(cv2.merge([field, field, field]), np.float32)
    red, green, blue = (np.float32(part) for part in colour)
    return np.asarray(cv2.merge([field * red, field * green, field * blue]), np.float32)
