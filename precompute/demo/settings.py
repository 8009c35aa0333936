"""Where things are: the sea, a field, a street, a studio, the night; or nothing but paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from precompute.demo.curves import Points, ridge
from precompute.demo.noise import blur, crop, plane, smoothstep
from precompute.demo.scene import LAND, SKY, WATER, Scene, rgb


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one stands: ``horizon`` is in parts of the height from the top."""

    horizon: float
    kind: str

    def at(self, nearness: float) -> float:
        """Height (part of the picture, from the top) of ground so near: 0 horizon – 1 our feet."""
        return self.horizon + (1 - self.horizon) * nearness


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting and its names."""

    key: str
    en: str
    fr: str
    draw: Callable[[Scene, float], Ground]


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
    high, low, white, clear = SKIES[int(scene.rng.integers(len(SKIES))) if choice is None else choice]
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
        pen = scene.pen(rng.uniform(0.05, 0.95), horizon + 0.006, rng.uniform(0.02, 0.05), depth=0.75)
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
        pen.fill(outline, tone, texture="leaf", grain=0.08, outline=0.6, matter=LAND, flow=25 + 20 * layer)
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
        outline = [(x0, -y), (x1, -y - slant * 0.4), (x1 + slant, -y - deep), (x0 - slant, -y - deep)]
        pen.fill(
            outline, colour, texture="streak", grain=0.16, scale=1.5, outline=0.35, matter=LAND, flow=4
        )
        y += deep * rng.uniform(1.1, 2.4)


def _trees_far(scene: Scene, horizon: float) -> None:
    rng = scene.rng
    for _ in range(int(rng.integers(2, 9))):
        near = rng.uniform(0.0, 0.14)
        size = rng.uniform(0.025, 0.05) + near * 0.4
        pen = scene.pen(rng.uniform(0, 1), horizon + (1 - horizon) * near, size, depth=0.75 - 3 * near)
        n = int(rng.integers(2, 6))
        pen.shadow(0, 0.8, 0.1, 0.3)
        rings = [
            pen_ellipse(rng.uniform(-0.7, 0.7), rng.uniform(0.35, 0.8), rng.uniform(0.3, 0.6))
            for _ in range(n)
        ]
        pen.fills(
            list(rings), "#55663f", union=True, ragged=0.5, form="round", texture="leaf", grain=0.25,
            matter=LAND, outline=0.6, flow=60,
        )  # fmt: skip


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
    pen.fill(outline, "#c9b88f", texture="rough", grain=0.12, scale=1.4, outline=0.4, matter=LAND, flow=2)


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
            blade = tuft + np.array([(step * long[k] * 0.22, 0), (step * long[k] * 0.5, step * 0.1 * long[k])])
            points = [np.round(blade * 16).astype(np.int32)]
            value = shade * float(0.8 + 0.35 * (step > 0))
            cv2.polylines(scene.albedo, points, False, value.tolist(), 1, cv2.LINE_AA, 4)
            cv2.polylines(scene.ink, points, False, int(90 + 90 * t[k]), 1, cv2.LINE_AA, 4)


def street(scene: Scene, horizon: float) -> Ground:
    """Houses on both sides of a paved street, meeting at the horizon."""
    rng = scene.rng
    sky(scene, horizon, choice=int(rng.choice([1, 2, 5, 0])))
    ground(scene, horizon, str(rng.choice(["#a79c8a", "#9b958b", "#b0a48e"])), matter=LAND, grain=0.1)
    wide = scene.width / scene.height
    vanish = wide * rng.uniform(0.35, 0.65)
    _cobbles(scene, horizon, vanish)
    for side in (-1, 1):
        _houses(scene, horizon, vanish, side, wall=rng.uniform(0.42, 0.6) * wide)
    return Ground(horizon, "street")


def _cobbles(scene: Scene, horizon: float, vanish: float) -> None:
    rng = scene.rng
    pen = scene.pen(0, horizon, 1.0, depth=0.2)
    for x in np.linspace(-3.2, 3.2, 27):
        pen.line(
            [(vanish + x * 0.02, -0.02), (vanish + x, -1.0)], weight=0.28, curved=False
        )
    y = 0.012
    while y < 1 - horizon + 0.05:
        jog = rng.uniform(-0.002, 0.002)
        pen.line([(-0.1, -y), (3, -y + jog)], weight=0.22 + 0.2 * y, curved=False)
        y *= 1.16


def _houses(scene: Scene, horizon: float, vanish: float, side: int, *, wall: float) -> None:
    rng = scene.rng
    walls = ("#cdbf9f", "#b7a284", "#d6cdb6", "#a98e73", "#c4b7a2", "#9f8b78")

    def spot(z: float, y: float) -> tuple[float, float]:
        return vanish + side * wall / z, (y - 0.23) / z

    plots, z = [], 0.62
    while z < 7:
        depth = rng.uniform(0.35, 0.8)
        plots.append((z, z + depth * (0.6 + 0.3 * z)))
        z = plots[-1][1]
    for near, far in reversed(plots):
        tall = rng.uniform(0.75, 1.25)
        hazy = min(0.12 * near, 0.8)
        pen = scene.pen(0, horizon, 1.0, depth=hazy)
        lit = (0.5 if scene.light[0] * side < 0 else -0.5, 0.0)
        face = [spot(near, 0), spot(far, 0), spot(far, tall), spot(near, tall)]
        pen.fill(
            face, str(rng.choice(walls)), tilt=(lit[0] * 0.7, 0), texture="rough", grain=0.07, scale=2,
            flow=90, outline=0.8,
        )  # fmt: skip
        eave = [spot(near, tall), spot(far, tall), spot(far, tall + 0.16), spot(near, tall + 0.16)]
        pen.fill(eave, "#6d5a50", tilt=(lit[0], -0.4), texture="streak", grain=0.2, flow=0, outline=0.8)
        _windows(scene, pen, spot, near, far, tall)
        kerb = [spot(near, 0), spot(far, 0)]
        kerb += [(vanish + side * wall * 0.86 / far, -0.23 / far), (vanish + side * wall * 0.86 / near, -0.23 / near)]
        pen.fill(kerb, "#b9b2a4", outline=0.6, flow=0, matter=LAND)


def _windows(
    scene: Scene,
    pen: object,
    spot: Callable[[float, float], tuple[float, float]],
    near: float,
    far: float,
    tall: float,
) -> None:
    from precompute.demo.scene import Pen  # noqa: PLC0415  (only the type of the argument)

    assert isinstance(pen, Pen)
    rng = scene.rng
    floors = max(2, int(tall / 0.3))
    bays = int(rng.integers(2, 5)) if near < 4 else 2
    shutters = str(rng.choice(["#5d6f66", "#7b5a45", "#4f5d6b", "#8a8272"]))
    for bay in range(bays):
        a = near + (far - near) * (bay + 0.28) / bays
        b = near + (far - near) * (bay + 0.72) / bays
        for floor in range(floors):
            low = 0.07 if floor == 0 else floor * tall / floors + 0.05
            top = (floor + 1) * tall / floors - 0.05
            if floor == 0:
                low = 0.0 if bay == 0 else 0.06
            shut = rng.random()
            colour = shutters if shut < 0.3 else "#3c4144"
            frame = [spot(a, low), spot(b, low), spot(b, top), spot(a, top)]
            pen.fill(frame, colour, outline=0.6, flow=20)
            if scene.night and rng.random() < 0.35:
                x, y = spot((a + b) / 2, (low + top) / 2)
                pen.shine(x, y, 0.05 / a, "#e8b860", 0.9)
            if shut > 0.3 and near < 3:
                pen.line([spot((a + b) / 2, low), spot((a + b) / 2, top)], weight=0.5, colour="#d8d0c0", curved=False)


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
