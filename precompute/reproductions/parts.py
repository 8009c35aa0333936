"""Five parts of a picture, each looked at by the model as if it were a picture by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from explorer.bundle import ImageInput, files, image_pixels
from explorer.geometry import decoded

PARTS = 5
SHARE = 0.6
"""Of each side of the picture: the parts overlap, so that what lies between two is in one."""

BOXES = tuple(
    (x, y, x + SHARE, y + SHARE)
    for x, y in (
        (0.0, 0.0),
        (1 - SHARE, 0.0),
        (0.0, 1 - SHARE),
        (1 - SHARE, 1 - SHARE),
        ((1 - SHARE) / 2, (1 - SHARE) / 2),
    )
)
"""Left, top, right, bottom, in the unit square: the corners, then the middle."""


@dataclass(frozen=True)
class Chunk:
    """Pictures whose parts are cut by one process, to be embedded together.

    ``folder`` is the bundle in the making; ``shas`` are those of the pictures.
    """

    folder: Path
    shas: tuple[str, ...]
    spec: ImageInput


def cut(chunk: Chunk) -> tuple[tuple[str, ...], np.ndarray]:
    """The pictures that could be read, and their parts: uint8 [b, 5, S, S, 3]."""
    cv2.setNumThreads(1)
    read, parts = [], []
    for sha in chunk.shas:
        pixels = decoded(chunk.folder / files.thumb_path(sha, size=1024))
        if pixels is not None:
            read.append(sha)
            parts.append(parts_of(pixels, chunk.spec))
    side = chunk.spec.size
    empty = np.zeros((0, PARTS, side, side, 3), np.uint8)
    return tuple(read), np.stack(parts) if parts else empty


def parts_of(pixels: np.ndarray, spec: ImageInput) -> np.ndarray:
    """uint8 [5, S, S, 3]: the parts of uint8 [h, w, 3], as the model wants them."""
    picture = Image.fromarray(pixels)
    out = []
    for left, top, right, bottom in BOXES:
        x, y = int(left * picture.width), int(top * picture.height)
        box = (
            x,
            y,
            max(x + 1, round(right * picture.width)),
            max(y + 1, round(bottom * picture.height)),
        )
        out.append(image_pixels(picture.crop(box), spec))
    return np.stack(out)
