"""Where things are: the sea, a field, a street, a studio, the night; or nothing but paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from precompute.demo.curves import Points, ridge
from precompute.demo.ground import Ground, ground
from precompute.demo.noise import crop, plane, smoothstep
from precompute.demo.scene import LAND, SKY, WATER, Scene, rgb
from precompute.demo.skies import moon, sky, stars
from precompute.demo.streets import street


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting and its names."""

    key: str
    en: str
    fr: str
    draw: Callable[[Scene, float], Ground]


def sea(scene: Scene, horizon: float) -> Ground:
    """Open water under a sky, often with a far coast or far sails."""
    rng = scene.rng
    sky(scene, horizon)
    top = int(horizon * scene.height)
    _coast(scene, horizon)
    rows = scene.height - top
    rough = rng.uniform(0.5, 1.5)
    long = plane("ripple", rows, scene.width, rng, scale=rng.uniform(1.0, 1.9), stretch=1.6)
    short = plane("rough", rows, scene.width, rng, scale=0.7, stretch=2.6)
    wave = 0.7 * long + 0.55 * short
    near = np.linspace(0, 1, rows, dtype=np.float32)[:, None, None]
    body = rgb(str(rng.choice(["#46687a", "#4d7478", "#5b7a86", "#3f5a6b"])))
    mirror = scene.haze * 0.93
    mix = np.clip(0.62 - 0.5 * near + 0.13 * rough * wave[..., None], 0.04, 0.95)
    scene.albedo[top:] = body + (mirror - body) * mix
    crest = smoothstep(1.15, 2.1, wave) * near[..., 0] ** 0.4 * min(rough, 1)
    scene.albedo[top:] += crest[..., None] * (0.95 - scene.albedo[top:]) * 0.75
    scene.depth[top:] = (1 - near[..., 0]) ** 2 * 0.8
    scene.relief[top:] = wave * scene.height * 0.006
    scene.flow[top:] = 0
    scene.matter[top:] = WATER
    scene.nx[top:], scene.ny[top:] = 0, 0
    if rng.random() < 0.5:  # a path of light under the sun
        middle = (0.5 + 0.3 * scene.light[0] / 0.55) * scene.width
        across = (np.arange(scene.width, dtype=np.float32) - middle) / scene.width
        spread = 0.05 + 0.16 * near[..., 0]
        path = np.exp(-((across[None, :] / spread) ** 2)) * smoothstep(0.1, 1.2, wave)
        scene.albedo[top:] += path[..., None] * 0.5 * (1 - scene.albedo[top:])
    return Ground(horizon, "sea")


def _coast(scene: Scene, horizon: float) -> None:
    rng = scene.rng
    if rng.random() < 0.6:
        side = int(rng.choice([-1, 1]))
        pen = scene.pen(0.5, horizon + 0.004, 1.0, flip=side, depth=0.8)
        wide = scene.width / scene.height
        line = ridge(-0.1, 0.62 * wide, height=0.05, rng=rng)
        line[:, 1] = np.maximum(line[:, 1] + 0.03 + 0.07 * line[:, 0], 0.0)
        outline = np.vstack([line, [(0.62 * wide, -0.01), (-0.1, -0.01)]])
        pen.fill(outline, "#6f7d70", texture="rough", grain=0.12, outline=0.7, matter=LAND, flow=70)
    for _ in range(int(rng.integers(0, 4))):
        pen = scene.pen(
            rng.uniform(0.05, 0.95), horizon + 0.006, rng.uniform(0.02, 0.05), depth=0.75
        )
        pen.fill([(-0.5, 0), (0.5, 0), (0.35, -0.2), (-0.4, -0.2)], "#4a4038", outline=0.5)
        pen.fill([(0, 0.1), (0.45, 0.1), (0, 1.3)], "#efe6d2", outline=0.5)
        pen.fill([(-0.06, 0.1), (-0.4, 0.1), (-0.06, 1.1)], "#e3d6ba", outline=0.5)


def field(scene: Scene, horizon: float) -> Ground:
    """Hills behind one another, meadows, hedges and a path."""
    rng = scene.rng
    sky(scene, horizon)
    wide = scene.width / scene.height
    green = str(rng.choice(["#8a9a5e", "#9c9a62", "#7d8f57", "#b0a268", "#8e9a70"]))
    for layer in range(int(rng.integers(2, 4))):
        far = 0.95 - 0.22 * layer
        high = rng.uniform(0.05, 0.16) * (1 - 0.25 * layer)
        line = ridge(-0.05, wide + 0.05, height=high, rng=rng, rough=0.42, n=6)
        line[:, 1] = np.maximum(line[:, 1] + high * 0.7, -0.02)
        outline = np.vstack([line, [(wide + 0.05, -0.1), (-0.05, -0.1)]])
        tone = ("#6f8478", "#7a8a68", "#84925f")[layer]
        pen = scene.pen(0, horizon, 1.0, depth=far)
        pen.fill(
            outline,
            tone,
            texture="leaf",
            grain=0.08,
            outline=0.6,
            matter=LAND,
            flow=25 + 20 * layer,
        )
    ground(scene, horizon, green, matter=LAND)
    _meadows(scene, horizon)
    _trees_far(scene, horizon)
    if rng.random() < 0.45:
        _path(scene, horizon)
    _grass(scene, horizon)
    return Ground(horizon, "field")


def _meadows(scene: Scene, horizon: float) -> None:
    rng, wide = scene.rng, scene.width / scene.height
    y = 0.02
    while y < 0.55:
        deep = y * rng.uniform(0.35, 0.7) + 0.012
        slant = rng.uniform(-0.5, 0.5) * y
        x0, x1 = sorted(rng.uniform(-0.2, wide + 0.2, 2))
        colour = str(rng.choice(["#a8a262", "#7f9455", "#b9aa70", "#94a067", "#c2b57c"]))
        pen = scene.pen(0, horizon, 1.0, depth=float((1 - y * 2) ** 2 * 0.8) if y < 0.5 else 0)
        outline = [
            (x0, -y),
            (x1, -y - slant * 0.4),
            (x1 + slant, -y - deep),
            (x0 - slant, -y - deep),
        ]
        pen.fill(
            outline,
            colour,
            texture="streak",
            grain=0.16,
            scale=1.5,
            outline=0.35,
            matter=LAND,
            flow=4,
        )
        y += deep * rng.uniform(1.1, 2.4)


def _trees_far(scene: Scene, horizon: float) -> None:
    rng = scene.rng
    for _ in range(int(rng.integers(2, 9))):
        near = rng.uniform(0.0, 0.14)
        size = rng.uniform(0.025, 0.05) + near * 0.4
        pen = scene.pen(
            rng.uniform(0, 1), horizon + (1 - horizon) * near, size, depth=0.75 - 3 * near
        )
        n = int(rng.integers(2, 6))
        pen.shadow(0, 0.8, 0.1, 0.3)
        rings = [
            pen_ellipse(rng.uniform(-0.7, 0.7), rng.uniform(0.35, 0.8), rng.uniform(0.3, 0.6))
            for _ in range(n)
        ]
        pen.fills(
            list(rings),
            "#55663f",
            union=True,
            ragged=0.5,
            form="round",
            texture="leaf",
            grain=0.25,
            matter=LAND,
            outline=0.6,
            flow=60,
        )


def pen_ellipse(x: float, y: float, r: float) -> Points:
    """A round clump."""
    a = np.linspace(0, 2 * np.pi, 18)
    return np.column_stack([x + r * np.cos(a), y + 0.8 * r * np.sin(a)])


def _path(scene: Scene, horizon: float) -> None:
    rng = scene.rng
    wide = scene.width / scene.height
    t = np.linspace(0.03, 1.05, 24)
    x = wide * (0.5 + rng.uniform(-0.3, 0.3) * (1 - t) + rng.uniform(-0.2, 0.2) * np.sin(t * 4))
    half = 0.005 + 0.13 * t**1.6
    y = -t * (1 - horizon)
    outline = np.vstack([np.column_stack([x - half, y]), np.column_stack([x + half, y])[::-1]])
    pen = scene.pen(0, horizon, 1.0, depth=0.15)
    pen.fill(
        outline, "#c9b88f", texture="rough", grain=0.12, scale=1.4, outline=0.4, matter=LAND, flow=2
    )


def _grass(scene: Scene, horizon: float) -> None:
    rng = scene.rng
    shade = rgb("#59673c")
    count = 150
    t = rng.uniform(0.12, 1.05, count) ** 0.7
    x = rng.uniform(0, scene.width, count)
    y = (horizon + (1 - horizon) * t) * scene.height
    long = (0.006 + 0.03 * t**2) * scene.height
    lean = rng.normal(0.1, 0.35, count)
    for k in np.argsort(t):
        tuft = np.array([(x[k], y[k]), (x[k] + lean[k] * long[k], y[k] - long[k])])
        for step in (-1.0, 0.4, 1.3):
            blade = tuft + np.array(
                [(step * long[k] * 0.22, 0), (step * long[k] * 0.5, step * 0.1 * long[k])]
            )
            points = [np.round(blade * 16).astype(np.int32)]
            value = shade * float(0.8 + 0.35 * (step > 0))
            cv2.polylines(scene.albedo, points, False, value.tolist(), 1, cv2.LINE_AA, 4)
            cv2.polylines(scene.ink, points, False, int(90 + 90 * t[k]), 1, cv2.LINE_AA, 4)


def studio(scene: Scene, horizon: float) -> Ground:
    """A painted backdrop and a floor, or a table's edge."""
    rng = scene.rng
    back = rgb(str(rng.choice(["#a79c8c", "#8d8a80", "#b7aa94", "#9aa09b", "#8c7a68", "#c2b8a4"])))
    mottle = crop("cloud", scene.height, scene.width, rng, scale=scene.width / 260)
    x = (np.arange(scene.width) / scene.width - 0.5 - 0.3 * scene.light[0])[None, :]
    y = (np.arange(scene.height) / scene.height - 0.42)[:, None]
    pool = np.exp(-(x * x * 3.4 + y * y * 3.0))
    value = 0.55 + 0.5 * pool + 0.05 * mottle
    scene.albedo[:] = np.clip(value, 0, 1.2)[..., None].astype(np.float32) * back
    scene.depth[:] = 0.0
    scene.hazy = 0.0
    scene.relief[:] = mottle * 2
    scene.flow[:] = 0.7
    top = int(horizon * scene.height)
    rows = scene.height - top
    if rows > 0:
        wood = crop("streak", rows, scene.width, rng, scale=scene.stroke * 2.2)
        floor = rgb(str(rng.choice(["#7b5f45", "#8a735a", "#6d5845", "#94866f", "#d5cbb6"])))
        light = np.linspace(0.82, 1.05, rows, dtype=np.float32)[:, None] * (0.8 + 0.25 * pool[top:])
        scene.albedo[top:] = np.clip(light * (1 + 0.1 * wood), 0, 1.3)[..., None] * floor
        scene.flow[top:] = 0
        scene.matter[top:] = LAND
        pen = scene.pen(0, horizon, 1.0)
        pen.line([(-0.1, 0), (3, 0)], weight=0.8, colour="#5b4a3a", curved=False)
    return Ground(horizon, "studio")


def plain(scene: Scene, horizon: float) -> Ground:
    """Nothing but paper: specimens, plates, pages."""
    scene.albedo[:] = 0.97
    scene.depth[:] = 0.0
    scene.hazy = 0.0
    scene.matter[:] = SKY
    return Ground(horizon, "plain")


def night(scene: Scene, horizon: float) -> Ground:
    """The sea, a field or a street by night, with stars and perhaps a moon."""
    scene.night = True
    scene.hazy = 0.35
    kind = scene.rng.choice(["sea", "field", "street"], p=[0.4, 0.4, 0.2])
    return night_of(scene, horizon, str(kind))


def night_of(scene: Scene, horizon: float, kind: str) -> Ground:
    """Night over a given kind of ground."""
    scene.night = True
    scene.hazy = 0.35
    place = {"sea": sea, "field": field, "street": street}[kind](scene, horizon)
    stars(scene, horizon, int(scene.rng.integers(30, 130)))
    if scene.rng.random() < 0.6:
        moon(scene, scene.rng.uniform(0.12, 0.88), horizon * scene.rng.uniform(0.15, 0.55), 0.035)
    return place


SETTINGS = {
    setting.key: setting
    for setting in (
        Setting("sea", "sea", "mer", sea),
        Setting("field", "field", "champ", field),
        Setting("street", "street", "rue", street),
        Setting("studio", "studio", "atelier", studio),
        Setting("night", "night", "nuit", night),
    )
}
"""The settings that have a name; ``plain`` has none."""
