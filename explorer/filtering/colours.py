"""Colours, compared as the eye does: dominant colours in Oklab (Ottosson 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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

_COLOUR = r"^#[0-9a-f]{6}\z"

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
    far = [np.square(shades - place).sum(axis=1) for place in places(colours)]
    return np.stack(far, axis=1) <= REACH**2


def colours_of(column: pa.ChunkedArray) -> Colours:
    """The colours of a column of ``#rrggbb``; anything else counts as none."""
    encoded = pc.utf8_lower(column.combine_chunks()).dictionary_encode()
    names = encoded.dictionary
    fits = pc.match_substring_regex(names, _COLOUR).to_numpy(zero_copy_only=False).astype(bool)
    place = np.append(np.where(fits, np.cumsum(fits) - 1, -1), -1)
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    shades = places(names.filter(pa.array(fits)).to_pylist())
    return Colours(shades, place[codes].astype(np.int32), alike(shades, SWATCHES))
