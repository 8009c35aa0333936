"""Ink and lettering laid on a scene."""

from __future__ import annotations

import numpy as np

from precompute.demo.lettering import as_ink, write
from precompute.demo.scene import Colour, Pen, Scene, rgb


def print_mask(scene: Scene, mask: np.ndarray, colour: Colour = "#1f1a17") -> None:
    """Print a mask (uint8 [height, width]) on the scene, as ink and in the colours."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return
    area = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    alpha = as_ink(mask[area])
    paper = scene.albedo[area]
    paper += alpha[..., None] * (rgb(colour) - paper)
    scene.ink[area] = np.maximum(scene.ink[area], mask[area])


def label(  # noqa: PLR0917
    pen: Pen,
    text: str,
    x: float,
    y: float,
    size: float,
    face: str = "roman",
    *,
    align: float = 0.5,
    angle: float = 0.0,
    colour: Colour = "#1f1a17",
) -> None:
    """Write at a place of the pen's frame; ``size`` is the height of capitals in its units."""
    mask = np.zeros((pen.scene.height, pen.scene.width), np.uint8)
    px, py = pen.place([(x, y)])[0]
    write(
        mask,
        text,
        float(px),
        float(py),
        size * pen.scale,
        face,
        align=align,
        angle=angle,
        rng=pen.rng,
    )
    print_mask(pen.scene, mask, colour)


def half_width(pen: Pen) -> float:
    """Half the breadth of the sheet, in its heights."""
    return pen.scene.width / pen.scene.height / 2
