"""One file, read once: its derivatives, its dominant colour and the model's pixels."""

from __future__ import annotations

import io
import math
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.bundle import THUMB_SIZES, ImageInput, image_pixels
from precompute.colour import dominant_colour
from precompute.reading import RejectedError, read_picture

__all__ = ["DERIVATION", "Decoded", "RejectedError", "Wanted", "decode"]

WEBP_QUALITY = 80
WEBP_METHOD = 2  # 11 ms where 4 takes 26 ms, for files 3 % larger (museum, 590 x 660 px)
DERIVATION = f"webp q{WEBP_QUALITY} m{WEBP_METHOD} v1"
"""Changes when the same file would give other derivatives."""

_COLOUR_EDGE = 32


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a file.

    ``max_pixels`` is the largest width x height accepted; ``thumbs`` asks for the derivatives,
    ``model_input`` for the model's pixels.
    """

    max_pixels: int
    thumbs: bool = True
    model_input: ImageInput | None = None


@dataclass(frozen=True)
class Decoded:
    """What reading a file gave.

    ``sha256`` is of the file's bytes; ``width`` and ``height`` are the original's pixels after
    EXIF rotation; ``colour`` is ``#rrggbb``; ``thumbs`` maps each longest side to the bytes of a
    WebP (never enlarged); ``pixels`` is the model's input, uint8 [S, S, 3], when asked for.
    """

    sha256: str
    width: int
    height: int
    colour: str
    thumbs: dict[int, bytes] = field(repr=False)
    pixels: np.ndarray | None = field(default=None, repr=False)


def decode(
    path: Path, wanted: Wanted, *, alone: AbstractContextManager[object] | None = None
) -> Decoded:
    """Read one picture, once, at the least scale that serves all that is made of it.

    ``alone`` is held while a large picture is decoded. Raises ``RejectedError`` for whatever is
    no picture that can be shown; a file that makes a decoder crash takes the process down, which
    ``precompute.decoders`` survives.
    """
    picture = read_picture(
        path,
        max_pixels=wanted.max_pixels,
        least=lambda size: _least(size, wanted),
        alone=alone,
    )
    derivatives = {}
    smaller = picture.rgb
    for edge in sorted(THUMB_SIZES, reverse=True):
        smaller = _within(smaller, edge)
        if wanted.thumbs:
            derivatives[edge] = _webp(smaller)
    spec = wanted.model_input
    return Decoded(
        picture.sha256,
        picture.width,
        picture.height,
        dominant_colour(np.asarray(_within(smaller, _COLOUR_EDGE))),
        derivatives,
        image_pixels(picture.rgb, spec) if spec is not None else None,
    )


def _least(size: tuple[int, int], wanted: Wanted) -> tuple[int, int]:
    """Least width and height at which a picture serves all that is made of it.

    The same with and without derivatives, so that a picture has one vector whatever the pass.
    """
    scale = max(THUMB_SIZES) / max(size)
    if wanted.model_input is not None:
        # The short side decides, or the model would see an enlarged picture.
        scale = max(scale, wanted.model_input.size / min(size))
    width, height = size
    return max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale))


def _within(image: Image.Image, edge: int) -> Image.Image:
    """The picture with its longest side at ``edge`` pixels, or as it is when smaller."""
    longest = max(image.size)
    if longest <= edge:
        return image
    width, height = (max(1, round(side * edge / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=3.0)


def _webp(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
    return target.getvalue()
