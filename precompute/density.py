"""The shape of a layout: how many images lie where, as a small grey picture."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

SIDE = 256
BLURS = (2.0, 8.0)


def density_png(points: np.ndarray) -> bytes:
    """PNG, ``SIDE`` x ``SIDE``, 8-bit grey, of points [n, 2] in the unit square.

    Logarithmic, so that one image is seen beside a thousand; blurred by about half the
    mean distance between images (within ``BLURS``, in pixels); the densest place is white.
    """
    cells = np.clip((points * SIDE).astype(np.int64), 0, SIDE - 1)
    counts = np.bincount(cells[:, 1] * SIDE + cells[:, 0], minlength=SIDE * SIDE)
    blur = float(np.clip(0.45 * SIDE / max(1, len(points)) ** 0.5, *BLURS))
    smooth = gaussian_filter(counts.reshape(SIDE, SIDE).astype(float), blur, mode="constant")
    grey = np.log1p(smooth)
    picture = np.round(255 * grey / max(float(grey.max()), 1e-9)).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
