"""Houses and factories, and the walls and windows of them."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, xy
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure, smoke

STONE = ("#c9bca0", "#b5a68c", "#d5cbb4", "#a89a86", "#bba98b")


ROOF = ("#7a4f3e", "#5b5a5c", "#8a6148", "#4f5358")


def wall_of(  # noqa: PLR0917
    pen: Pen, x0: float, y0: float, x1: float, y1: float, colour: str, *, side: float = 0.0
) -> None:
    """A wall, its ``side`` turned towards (1) or from (-1) the light."""
    pen.bar(
        x0,
        y0,
        x1,
        y1,
        colour,
        texture="rough",
        grain=0.1,
        scale=1.2,
        tilt=(side, 0),
        flow=90 if side else 0,
    )


def window(pen: Pen, x: float, y: float, w: float, h: float, *, arch: bool = False) -> None:
    """A window with its mullion; some are lit at night."""
    ring = [(x - w / 2, y), (x + w / 2, y), (x + w / 2, y + h), (x - w / 2, y + h)]
    if arch:
        ring = [
            (x - w / 2, y),
            *map(tuple, ellipse(x, y + h * 0.7, w / 2, h * 0.3, start=0, stop=180, n=9)),
            (x - w / 2, y),
        ]
        ring[1:1] = [(x + w / 2, y)]
    pen.fill(np.array(ring), "#35383b", outline=0.8)
    pen.line([(x, y), (x, y + h)], weight=0.45, colour="#cfc6b2", curved=False)
    if pen.scene.night and pen.rng.random() < 0.5:
        pen.shine(x, y + h / 2, max(w, h) * 0.55, "#ecb95c", 0.8)


def house_front(pen: Pen, wide: float, *, wall: str = "") -> None:
    """A house seen from the front, 1 high to its ridge and ``wide`` broad."""
    rng = pen.rng
    wall = wall or str(rng.choice(STONE))
    half, eave = wide / 2, rng.uniform(0.62, 0.75)
    wall_of(pen, -half, 0, half, eave, wall)
    pen.fill(
        [(-half * 1.06, eave), (half * 1.06, eave), (half * 0.86, 1), (-half * 0.86, 1)],
        str(rng.choice(ROOF)),
        tilt=(0, -0.45),
        texture="fibre",
        grain=0.2,
        flow=0,
    )
    for y in np.linspace(eave + 0.06, 0.97, 4):
        pen.line([(-half * 0.98, y), (half * 0.98, y)], weight=0.3, curved=False)
    for x in rng.choice([-0.6, -0.2, 0.3, 0.6], int(rng.integers(1, 3)), replace=False):
        pen.bar(x * half - 0.035, 0.9, x * half + 0.035, 1.12, "#8a6a58", form="post")
    bays = max(2, int(wide / 0.24))
    floors = 2 if eave * 1.0 > 0.5 else 1
    for bay in range(bays):
        x = -half + wide * (bay + 0.5) / bays
        for floor in range(floors):
            y = eave * (floor + 0.32) / floors
            if floor == 0 and bay == bays // 2:
                pen.bar(
                    x - 0.055,
                    0,
                    x + 0.055,
                    eave * 0.42,
                    str(rng.choice(["#4b5a52", "#5c3d2e", "#39434e"])),
                    outline=0.9,
                )
            else:
                window(pen, x, y, 0.085, eave * 0.42 / floors * 1.15)


@subject(
    "house",
    "maison",
    "town",
    "ground",
    near=0.6,
    far=0.2,
    wide=1.3,
    settings=("field", "street", "night"),
)
def house(pen: Pen) -> None:
    """Draw a house."""
    rng = pen.rng
    pen.shadow(0.1, 0.9, 0.05, 0.4)
    wall = str(rng.choice(STONE))
    lit = 0.55 if pen.scene.light[0] < 0 else -0.55
    wall_of(pen, -0.42, 0, 0.42, 0.56, wall, side=-lit * 0.4)
    pen.fill(
        xy(".42,0 .74,.05 .74,.55 .58,.92 .42,.56"),
        wall,
        texture="rough",
        grain=0.1,
        tilt=(lit, 0),
        flow=90,
    )
    pen.fill(
        xy("-.47,.53 .44,.53 .58,.93 -.3,.93"),
        str(rng.choice(ROOF)),
        tilt=(0, -0.5),
        texture="fibre",
        grain=0.22,
        flow=8,
    )
    for t in np.linspace(0.1, 0.9, 6):
        pen.line(
            [(-0.47 + 0.17 * t, 0.53 + 0.4 * t), (0.44 + 0.14 * t, 0.53 + 0.4 * t)],
            weight=0.35,
            curved=False,
        )
    for x in (-0.2, 0.42):
        pen.bar(x - 0.05, 0.84, x + 0.04, 1.08, "#8d6a55", form="post", texture="rough", grain=0.15)
        pen.bar(x - 0.065, 1.06, x + 0.055, 1.09, "#77604f")
    if rng.random() < 0.6:
        smoke(pen.at(-0.2, 1.08), (0.4, 0.45), 0.06, dark=False)
    pen.bar(-0.07, 0, 0.08, 0.33, str(rng.choice(["#4b5a52", "#5c3d2e", "#39434e"])), outline=1)
    for x in (-0.29, 0.27):
        window(pen, x, 0.2, 0.12, 0.2)
        for way in (-1, 1):
            pen.bar(
                x + way * 0.09 - 0.025, 0.2, x + way * 0.09 + 0.025, 0.4, "#6a7a6c", outline=0.7
            )
    window(pen, 0.58, 0.3, 0.07, 0.18)
    rings = [
        ellipse(x, rng.uniform(0.02, 0.07), 0.07, 0.06, n=12)
        for x in (-0.42, -0.35, -0.2, 0.16, 0.4, 0.5)
    ]
    pen.fills(
        list(rings),
        "#56663f",
        union=True,
        ragged=0.6,
        form="round",
        texture="leaf",
        grain=0.3,
        matter=LAND,
    )


@subject(
    "factory",
    "usine",
    "town",
    "ground",
    near=0.62,
    far=0.24,
    wide=1.7,
    settings=("field", "street", "night"),
)
def factory(pen: Pen) -> None:
    """Draw a factory."""
    rng = pen.rng
    brick = str(rng.choice(["#8f5f4a", "#a3806a", "#7a6a5f", "#9a7355"]))
    stacks = sorted(rng.uniform(-0.7, 0.65, int(rng.integers(2, 5))))
    for x in stacks:
        tall = rng.uniform(0.78, 1.05)
        smoke(pen.at(x, tall), (1.4, 0.35), 0.085)
        pen.fill(
            [(x - 0.05, 0), (x + 0.05, 0), (x + 0.032, tall), (x - 0.032, tall)],
            brick,
            form="post",
            texture="fibre",
            grain=0.15,
            flow=0,
        )
        pen.bar(x - 0.042, tall - 0.05, x + 0.042, tall, brick, form="post")
        for y in (0.55, 0.68):
            pen.line([(x - 0.042, y), (x, y - 0.008), (x + 0.042, y)], weight=0.7)
    teeth = int(rng.integers(4, 7))
    for k in range(teeth):
        x0, x1 = -0.85 + 1.1 * k / teeth, -0.85 + 1.1 * (k + 1) / teeth
        pen.fill(
            [(x0, 0), (x1, 0), (x1, 0.3), (x0 + 0.02, 0.46), (x0, 0.3)],
            brick,
            texture="fibre",
            grain=0.1,
            flow=0,
        )
        pen.fill(
            [(x0 + 0.02, 0.46), (x1, 0.3), (x1, 0.33), (x0 + 0.03, 0.49)], "#5f5a56", outline=0.7
        )
        pen.bar(x0 + 0.03, 0.08, x1 - 0.03, 0.24, "#4a5052", outline=0.8)
        for x in np.linspace(x0 + 0.03, x1 - 0.03, 5)[1:-1]:
            pen.line([(x, 0.08), (x, 0.24)], weight=0.5, colour="#bdb5a5", curved=False)
        if pen.scene.night:
            pen.shine((x0 + x1) / 2, 0.16, 0.1, "#eab45a", 0.7)
    pen.bar(0.25, 0, 0.85, 0.58, brick, texture="fibre", grain=0.1, flow=0, tilt=(0.15, 0))
    pen.bar(0.23, 0.57, 0.87, 0.61, "#c1ab8c")
    for y in (0.08, 0.25, 0.42):
        for x in np.linspace(0.32, 0.78, 6):
            window(pen, x, y, 0.05, 0.11, arch=True)
    for x in rng.uniform(-0.85, 0.85, int(rng.integers(3, 9))):
        figure(pen.at(float(x), -0.02, 0.11))
