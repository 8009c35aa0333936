"""Skies, stars and moons."""

from __future__ import annotations

import numpy as np

from precompute.demo.noise import blur, crop, plane, smoothstep
from precompute.demo.scene import SKY, Scene, rgb

SKIES = (
    ("#8fb3cf", "#e6ebe6", "#f6f1e6", 0.75),
    ("#7a9cb8", "#d7dfdd", "#efeae0", 0.25),
    ("#a9b6bd", "#dddcd4", "#eceae2", -0.15),
    ("#b98f78", "#f0d2a0", "#f6dcb8", 0.55),
    ("#6f7f8c", "#b9bdb8", "#cfcdc4", -0.45),
    ("#c9d3d2", "#eeeade", "#f7f3ea", 1.3),
)
"""Zenith, horizon, clouds, and how clear it is."""


def sky(scene: Scene, horizon: float, *, choice: int | None = None) -> None:
    """A sky of gradient and clouds down to the horizon; it also sets the colour of the haze."""
    rows = max(int(horizon * scene.height), 2)
    high, low, white, clear = SKIES[
        int(scene.rng.integers(len(SKIES))) if choice is None else choice
    ]
    if scene.night:
        high, low, white, clear = "#46536b", "#8b97a5", "#a4adb5", 0.6
    fall = (np.linspace(0, 1, rows, dtype=np.float32) ** 1.4)[:, None, None]
    field = rgb(high) * (1 - fall) + rgb(low) * fall
    field = np.repeat(field, scene.width, axis=1).astype(np.float32)
    swell = plane("cloud", rows, scene.width, scene.rng, scale=1.4, stretch=1.5, near_bottom=False)
    swell = blur(swell, scene.stroke * 1.5)
    swell = swell + 0.09 * crop("rough", rows, scene.width, scene.rng, scale=scene.stroke * 2.2)
    cover = smoothstep(clear - 0.5, clear + 1.1, swell)
    shift = max(2, scene.width // 40)
    lit = np.roll(swell, -shift if scene.light[0] > 0 else shift, 1)
    lit = np.clip((np.roll(lit, -shift, 0) - swell) * 0.2, -0.26, 0.1)
    cloud = rgb(white) * (0.96 + lit[..., None] - 0.1 * cover[..., None])
    field += cover[..., None] * 0.9 * (cloud - field)
    scene.albedo[:rows] = np.clip(field, 0, 1)
    scene.albedo[rows:] = rgb(low)
    scene.relief[:rows] = swell * scene.height * 0.012
    scene.haze = rgb(low)
    scene.matter[:] = SKY


def stars(scene: Scene, horizon: float, count: int) -> None:
    """Stars in the part of the sky that is still empty."""
    rng = scene.rng
    for _ in range(count):
        x, y = rng.uniform(0, 1), rng.uniform(0, horizon * 0.93)
        column, row = int(x * (scene.width - 1)), int(y * (scene.height - 1))
        if scene.matter[row, column] == SKY:
            power = float(rng.pareto(2.2) * 0.35 + 0.3)
            scene.pen(x, y, 1).shine(0, 0, 0.0022 + 0.0008 * power, "#f4f1e2", min(power, 1.6))


def moon(scene: Scene, x: float, y: float, size: float) -> None:
    """A moon with a halo."""
    pen = scene.pen(x, y, size, depth=1.0)
    pen.oval(0, 0, 1, 1, "#f1ead2", texture="cloud", grain=0.06, matter=SKY, outline=0.8)
    pen.shine(0, 0, 0.95, "#f4ecd4", 0.75)
    pen.shine(0, 0, 3.6, "#8fa0b4", 0.3)
