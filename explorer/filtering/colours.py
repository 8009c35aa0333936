"""Colours, compared as the eye does: dominant colours in Oklab (Ottosson 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

SWATCHES = (
    *("#b5332e", "#c9722f", "#8a5a33", "#c9a23f", "#c9b893", "#6f7f3f", "#3f7f5a"),
    *("#3f8a92", "#3f639e", "#6b4f93", "#b0627f", "#f0ede6", "#8c8a86", "#24221f"),
)
"""Colours offered to choose from: red, orange, brown, gold, parchment, olive, green, turquoise,
blue, violet, rose, white, grey, black."""

REACH = 0.055
"""Distance up to which colours count as alike."""

_LIGHTNESS = 0.4
"""A dark red is a red: lightness counts less than hue and strength."""

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def places(colours: Sequence[str]) -> np.ndarray:
    """float32 [m, 3]: where ``#rrggbb`` colours lie; distances between them are the eye's."""
    digits = bytes.fromhex("".join(colour[1:] for colour in colours))
    rgb = np.frombuffer(digits, np.uint8).reshape(-1, 3) / 255.0
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T
    return np.asarray(lab * [_LIGHTNESS, 1.0, 1.0], np.float32)


@dataclass(frozen=True)
class Colours:
    """The dominant colours of images.

    ``shades`` (float32 [s, 3]) are the distinct ones, ``shade`` (int32 [n]) whose is which, -1 for
    none; ``near`` (bool [s, swatches]) which are like which of the ``SWATCHES``.
    """

    shades: np.ndarray
    shade: np.ndarray
    near: np.ndarray

    def mask(self, colours: Sequence[str]) -> np.ndarray:
        """bool [n]: the images whose colour is like one of these."""
        # The place -1, which stands for no colour, is the last.
        like = alike(self.shades, colours).any(axis=1)
        return np.asarray(np.append(like, False)[self.shade])

    def counts(self, kept: np.ndarray) -> np.ndarray:
        """int64 [swatches]: how many of the images of ``kept`` are like each."""
        shade = self.shade[kept]
        many = np.bincount(shade[shade >= 0], minlength=len(self.shades))
        return np.asarray(many @ self.near)


def alike(shades: np.ndarray, colours: Sequence[str]) -> np.ndarray:
    """bool [s, colours]: which shades are within ``REACH`` of which colours."""
    away = np.linalg.norm(shades[:, None] - places(colours)[None], axis=2)
    return np.asarray(away <= REACH)


def colours_of(column: pa.ChunkedArray) -> Colours:
    """The colours of a column of ``#rrggbb``; anything else counts as none."""
    encoded = column.combine_chunks().dictionary_encode()
    names = [str(name or "").lower() for name in encoded.dictionary.to_pylist()]
    fits = np.array([_fits(name) for name in names] or [False])
    place = np.where(fits, np.cumsum(fits) - 1, -1)
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    shade = np.where(codes >= 0, place[codes], -1).astype(np.int32)
    shades = places([name for name in names if _fits(name)])
    return Colours(shades, shade, alike(shades, SWATCHES))


def _fits(name: str) -> bool:
    return len(name) == 7 and name[0] == "#" and all(c in "0123456789abcdef" for c in name[1:])
