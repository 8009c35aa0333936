"""The kinds of TIFF that Pillow does not open: colour in floating point, 64-bit numbers."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, TiffImagePlugin

from precompute.rgb import eight_bits

_WIDTH, _HEIGHT = 256, 257
_GREY, _CLEAR = 1, 4  # channels


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height by the header; ``None`` when it cannot be read."""
    try:
        header = TiffImagePlugin.ImageFileDirectory_v2(data[:8])
        stream = io.BytesIO(data)
        stream.seek(header.next)
        header.load(stream)
        return int(header[_WIDTH]), int(header[_HEIGHT])
    except Exception:  # Pillow raises anything on damaged tags
        return None


def open_tiff(data: bytes) -> Image.Image | None:
    """The first page in eight bits, as stored; ``None`` when OpenCV cannot read it either.

    The caller has checked its size.
    """
    import cv2  # noqa: PLC0415  (hardly ever needed)

    values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None or values.dtype == np.uint8:
        return None
    if values.ndim == _CLEAR - 1 and values.shape[2] == _GREY:
        values = values[:, :, 0]
    if values.ndim == _CLEAR - 1:
        order = [2, 1, 0, 3] if values.shape[2] == _CLEAR else [2, 1, 0]
        values = values[:, :, order]
        colours = eight_bits(values[:, :, :3])  # opacity has a range of its own
        parts = [colours, eight_bits(values[:, :, 3:])] if values.shape[2] == _CLEAR else [colours]
        return Image.fromarray(np.ascontiguousarray(np.concatenate(parts, axis=2)))
    return Image.fromarray(eight_bits(values))
