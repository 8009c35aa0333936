"""What a lens, an emulsion and a toning bath make of a scene."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.noise import Field, blur, crop
from precompute.demo.paper import (
    Rgb,
)
from precompute.demo.scene import SKY, Plate, rgb
from precompute.demo.techniques.catalogue import stretched


def exposed(
    plate: Plate, rng: np.random.Generator, *, grain: float = 0.035, contrast: float = 1.0
) -> Field:
    """The tones a lens and an emulsion make of a scene: softness, halation, falloff, grain."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = stretched(plate.tone * (1 - 0.42 * plate.ink), low=0.5, high=99.5)
    soft = blur(tone, 1.7 * unit)
    mix = np.clip(plate.depth * (plate.matter != SKY) * 1.1, 0.12, 0.85)
    tone = tone + mix * (soft - tone)
    tone += 0.16 * blur(np.maximum(tone - 0.75, 0), 9 * unit)
    tone = np.clip((tone - 0.5) * contrast + 0.5, 0, 1)
    tone = tone * tone * (3 - 2 * tone) * 0.35 + tone * 0.65
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    r2 = (x - float(rng.normal(0, 0.1))) ** 2 + (y - float(rng.normal(0, 0.1))) ** 2
    tone *= 1 - float(rng.uniform(0.1, 0.24)) * np.clip(r2 - 0.15, 0, 2)
    tone += grain * crop("fine", height, width, rng, scale=max(1.0, unit)) * (1.1 - tone)
    tone += 0.02 * crop("cloud", height, width, rng, scale=unit * 1.5)
    return np.asarray(np.clip(tone, 0, 1), np.float32)


def toned(tone: Field, ramp: list[str]) -> Rgb:
    """A tone through a ramp of colours, from shadow to light."""
    steps = np.linspace(0, 255, len(ramp))
    table = np.stack(
        [np.interp(np.arange(256), steps, [rgb(c)[k] for c in ramp]) for k in range(3)], 1
    )
    index = np.clip(tone * 255, 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.merge([np.take(table[:, k].astype(np.float32), index) for k in range(3)]), np.float32
    )


SEPIAS = (
    ["#2a1a10", "#7a5636", "#c9a678", "#f0e0c0"],
    ["#33221a", "#84604a", "#cdae90", "#eee0cb"],
    ["#2b2013", "#6f5b38", "#bfa874", "#ece0bd"],
    ["#3a2a20", "#8a6a50", "#cfb596", "#f0e4d0"],
)
