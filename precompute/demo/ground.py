"""The ground one stands on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from precompute.demo.noise import plane
from precompute.demo.scene import Scene, rgb


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one stands: ``horizon`` is in parts of the height from the top."""

    horizon: float
    kind: str

    def at(self, nearness: float) -> float:
        """Height (part of the picture, from the top) of ground so near: 0 horizon – 1 our feet."""
        return self.horizon + (1 - self.horizon) * nearness


def ground(scene: Scene, horizon: float, colour: str, *, matter: int, grain: float = 0.16) -> None:
    """A plane from the horizon to our feet."""
    top = int(horizon * scene.height)
    rows = scene.height - top
    if rows < 1:
        return
    texture = plane("rough", rows, scene.width, scene.rng, scale=1.2)
    near = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    value = 1 + grain * texture * (0.4 + 0.6 * near)
    scene.albedo[top:] = np.clip(value, 0.3, 1.7)[..., None] * rgb(colour)
    scene.depth[top:] = (1 - near) ** 2 * 0.9
    scene.ny[top:] = -0.12
    scene.nx[top:] = 0
    scene.matter[top:] = matter
    scene.flow[top:] = 0.0
    scene.relief[top:] = texture * scene.height * 0.004
