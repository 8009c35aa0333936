"""Streets between houses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from precompute.demo.curves import xy
from precompute.demo.ground import Ground, ground
from precompute.demo.scene import LAND, Pen, Scene
from precompute.demo.skies import sky
from precompute.demo.subjects.figures import figure


def street(scene: Scene, horizon: float) -> Ground:
    """Houses on both sides of a paved street, meeting at the horizon."""
    rng = scene.rng
    sky(scene, horizon, choice=int(rng.choice([1, 2, 5, 0])))
    ground(
        scene, horizon, str(rng.choice(["#a79c8a", "#9b958b", "#b0a48e"])), matter=LAND, grain=0.1
    )
    wide = scene.width / scene.height
    vanish = wide * rng.uniform(0.35, 0.65)
    _cobbles(scene, horizon, vanish)
    eye = rng.uniform(0.17, 0.3)
    for side in (-1, 1):
        _houses(scene, horizon, vanish, side, wall=rng.uniform(0.3, 0.6) * wide, eye=eye)
    _passers_by(scene, horizon, vanish / wide)
    return Ground(horizon, "street")


def _cobbles(scene: Scene, horizon: float, vanish: float) -> None:
    rng = scene.rng
    pen = scene.pen(0, horizon, 1.0, depth=0.2)
    for x in np.linspace(-3.2, 3.2, 27):
        pen.line([(vanish + x * 0.02, -0.02), (vanish + x, -1.0)], weight=0.28, curved=False)
    y = 0.012
    while y < 1 - horizon + 0.05:
        jog = rng.uniform(-0.002, 0.002)
        pen.line([(-0.1, -y), (3, -y + jog)], weight=0.22 + 0.2 * y, curved=False)
        y *= 1.16


def _houses(
    scene: Scene, horizon: float, vanish: float, side: int, *, wall: float, eye: float
) -> None:
    rng = scene.rng
    walls = ("#cdbf9f", "#b7a284", "#d6cdb6", "#a98e73", "#c4b7a2", "#9f8b78")

    def spot(z: float, y: float) -> tuple[float, float]:
        return vanish + side * wall / z, (y - eye) / z

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
            face,
            str(rng.choice(walls)),
            tilt=(lit[0] * 0.7, 0),
            texture="rough",
            grain=0.07,
            scale=2,
            flow=90,
            outline=0.8,
        )
        eave = [spot(near, tall), spot(far, tall), spot(far, tall + 0.16), spot(near, tall + 0.16)]
        pen.fill(
            eave, "#6d5a50", tilt=(lit[0], -0.4), texture="streak", grain=0.2, flow=0, outline=0.8
        )
        _windows(scene, pen, spot, near, far, tall)
        kerb = [spot(near, 0), spot(far, 0)]
        kerb += [
            (vanish + side * wall * 0.86 / far, -eye / far),
            (vanish + side * wall * 0.86 / near, -eye / near),
        ]
        pen.fill(kerb, "#b9b2a4", outline=0.6, flow=0, matter=LAND)


def _windows(  # noqa: PLR0917
    scene: Scene,
    pen: Pen,
    spot: Callable[[float, float], tuple[float, float]],
    near: float,
    far: float,
    tall: float,
) -> None:
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
                pen.shine(x, y, 0.032 / a, "#e8b860", 0.9)
            if shut > 0.3 and near < 3:
                pen.line(
                    [spot((a + b) / 2, low), spot((a + b) / 2, top)],
                    weight=0.5,
                    colour="#d8d0c0",
                    curved=False,
                )


def _passers_by(scene: Scene, horizon: float, vanish: float) -> None:
    """People far down the street, and lamps along it."""
    rng = scene.rng
    for near in np.sort(rng.uniform(0.02, 0.14, int(rng.integers(0, 7)))):
        x = vanish + rng.uniform(-0.12, 0.12) * (0.3 + 4 * near)
        y = horizon + near * (1 - horizon)
        figure(scene.pen(x, y, 0.03 + 0.4 * near, depth=0.6 - 2 * near))
    for near in (0.1, 0.24) if rng.random() < 0.4 else ():
        side = rng.choice([-1, 1])
        lamp = scene.pen(
            vanish + side * (0.05 + 0.9 * near),
            horizon + near * (1 - horizon),
            0.1 + near,
            depth=0.3,
        )
        lamp.stroke([(0, 0), (0, 0.8)], [0.03, 0.016], "#2b2a28", curved=False)
        lamp.fill(xy("-.035,.82 .035,.82 .055,.94 -.055,.94"), "#e8ddb4", outline=0.8)
        lamp.fill(xy("-.06,.94 .06,.94 0,1"), "#2b2a28")
