"""Churches, towers and windmills."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.buildings import ROOF, STONE, wall_of, window
from precompute.demo.subjects.catalogue import subject


@subject(
    "church",
    "église",
    "town",
    "ground",
    near=0.78,
    far=0.28,
    wide=0.95,
    settings=("field", "street", "night"),
)
def church(pen: Pen) -> None:
    """Draw a church."""
    rng = pen.rng
    wall, roof = str(rng.choice(STONE)), str(rng.choice(ROOF))
    lit = 0.5 if pen.scene.light[0] < 0 else -0.5
    pen.shadow(0.15, 0.6, 0.04, 0.4)
    wall_of(pen, -0.06, 0, 0.55, 0.3, wall, side=lit * 0.4)
    pen.fill(
        xy("-.06,.29 .58,.29 .5,.47 -.06,.47"),
        roof,
        tilt=(0, -0.45),
        texture="fibre",
        grain=0.2,
        flow=0,
    )
    for x in (0.08, 0.22, 0.36, 0.49):
        window(pen, x, 0.08, 0.05, 0.17, arch=True)
        pen.fill(
            [(x + 0.055, 0), (x + 0.085, 0), (x + 0.08, 0.2), (x + 0.06, 0.24)],
            wall,
            tilt=(-lit, 0),
            outline=0.7,
        )
    pen.fill(
        xy("-.22,0 0,0 0,.62 -.22,.62"),
        wall,
        texture="rough",
        grain=0.1,
        tilt=(-lit * 0.3, 0),
        flow=0,
    )
    pen.fill(
        xy("0,0 .08,.01 .08,.61 0,.62"), wall, texture="rough", grain=0.12, tilt=(lit, 0), flow=90
    )
    for y in np.arange(0.05, 0.6, 0.045):
        pen.line([(-0.22, y), (0, y)], weight=0.2, curved=False)
    for y in (0.22, 0.43):
        pen.bar(-0.235, y - 0.01, 0.09, y + 0.01, wall, outline=0.6)
    pen.fill(
        np.vstack(
            [[(-0.16, 0), (-0.05, 0)], ellipse(-0.105, 0.13, 0.055, 0.07, start=0, stop=180, n=9)]
        ),
        "#3d2f26",
        outline=1,
    )
    pen.oval(-0.11, 0.31, 0.045, 0.045, "#3a3d42", outline=1)
    for a in range(0, 180, 45):
        c, s = 0.045 * np.cos(np.radians(a)), 0.045 * np.sin(np.radians(a))
        pen.line(
            [(-0.11 - c, 0.31 - s), (-0.11 + c, 0.31 + s)],
            weight=0.4,
            colour="#cdbf9f",
            curved=False,
        )
    for x in (-0.155, -0.065):
        window(pen, x, 0.47, 0.045, 0.11, arch=True)
    if rng.random() < 0.75:
        pen.fill(
            [(-0.24, 0.61), (0.0, 0.61), (-0.08, 1.0)],
            roof,
            tilt=(-lit * 0.4, -0.2),
            texture="fibre",
            grain=0.15,
            flow=75,
        )
        pen.fill([(0.0, 0.61), (0.095, 0.605), (-0.08, 1.0)], roof, tilt=(lit, -0.1), flow=100)
    else:
        pen.blob(xy("-.22,.62 -.23,.72 -.07,.84 .09,.72 .08,.62"), roof, form="round")
    pen.line([(-0.08, 0.98), (-0.08, 1.07)], weight=1, curved=False)
    pen.line([(-0.105, 1.04), (-0.055, 1.04)], weight=1, curved=False)


@subject(
    "tower",
    "tour",
    "town",
    "ground",
    near=0.8,
    far=0.3,
    wide=0.7,
    settings=("field", "sea", "night", "street"),
)
def tower(pen: Pen) -> None:
    """Draw a tower."""
    rng = pen.rng
    stone = str(rng.choice(["#a89a84", "#8f857a", "#bdae92"]))
    mound = smooth(xy("-.5,-.02 -.3,.09 0,.12 .3,.08 .5,-.02"), steps=5)
    pen.fill(
        mound,
        "#7d7c5c",
        form="round",
        bulge=0.6,
        texture="rough",
        grain=0.25,
        matter=LAND,
        flow=15,
        outline=0.7,
    )
    ruin = rng.random() < 0.35
    broad = rng.uniform(0.13, 0.2)
    top: list[tuple[float, float]] = [(-broad, 0.84), (broad, 0.84)]
    if ruin:
        top = [
            (-broad, 0.92),
            (-broad * 0.6, 0.86),
            (-broad * 0.3, 0.88),
            (0, 0.72),
            (broad * 0.4, 0.68),
            (broad * 0.7, 0.56),
            (broad, 0.58),
        ]
    pen.fill(
        np.array([*top, (broad * 1.1, 0.05), (-broad * 1.1, 0.05)]),
        stone,
        form="post",
        texture="leaf",
        grain=0.13,
        bump=0.25,
        flow=0,
        outline=1.1,
    )
    for y in np.arange(0.1, 0.82, 0.05):
        x0 = rng.uniform(-0.9, 0.3) * broad
        pen.line([(x0, y), (x0 + broad * 0.3, y - 0.004), (x0 + broad * 0.6, y)], weight=0.5)
    for y in (0.32, 0.55):
        pen.bar(-0.018, y, 0.018, y + 0.09, "#231f1c", outline=0.9)
    pen.fill(
        np.vstack(
            [[(-0.05, 0.06), (0.05, 0.06)], ellipse(0, 0.17, 0.05, 0.06, start=0, stop=180, n=9)]
        ),
        "#2b2521",
        outline=1,
    )
    if not ruin:
        pen.bar(
            -broad * 1.18, 0.82, broad * 1.18, 0.89, stone, form="post", texture="rough", grain=0.12
        )
        for x in np.linspace(-1.0, 1.0, 6):
            pen.bar(
                (x - 0.12) * broad * 1.06,
                0.88,
                (x + 0.12) * broad * 1.06,
                0.95,
                stone,
                outline=0.9,
                tilt=(0.3 * x, 0),
            )
        for x in np.linspace(-1.0, 1.0, 9):
            pen.bar(
                (x - 0.05) * broad * 1.1,
                0.785,
                (x + 0.05) * broad * 1.1,
                0.82,
                "#5d554a",
                outline=0.5,
            )
        if rng.random() < 0.5:
            pen.line([(0, 0.89), (0, 1.12)], weight=1.1, curved=False)
            pen.blob(xy("0,1.12 .12,1.1 .2,1.12 .19,1.05 .1,1.03 0,1.05"), "#9c4a38", form="round")
    ivy = [
        ellipse(-broad * rng.uniform(0.3, 1), y, 0.05, 0.07, n=12)
        for y in np.arange(0.05, rng.uniform(0.2, 0.6), 0.06)
    ]
    pen.fills(
        list(ivy),
        "#55623f",
        union=True,
        ragged=0.7,
        form="round",
        texture="leaf",
        grain=0.3,
        matter=LAND,
    )


@subject(
    "windmill",
    "moulin à vent",
    "town",
    "ground",
    near=0.76,
    far=0.28,
    wide=0.95,
    settings=("field", "sea", "night"),
)
def windmill(pen: Pen) -> None:
    """Draw a windmill."""
    rng = pen.rng
    pen.shadow(0, 0.4, 0.05, 0.45)
    wall = str(rng.choice(["#d8cdb4", "#b7a68a", "#8a6f55", "#c4b9a4"]))
    pen.fill(
        xy("-.19,0 .19,0 .125,.56 -.125,.56"),
        wall,
        form="post",
        texture="streak" if wall == "#8a6f55" else "rough",
        grain=0.12,
        flow=0,
    )
    pen.blob(xy("-.15,.55 -.14,.64 -.02,.73 .12,.66 .15,.55"), str(rng.choice(ROOF)), form="round")
    pen.bar(-0.045, 0, 0.045, 0.15, "#4a3b2e", outline=1)
    for y in (0.24, 0.41):
        window(pen, 0.0, y, 0.05, 0.065)
    turn = rng.uniform(0, 90)
    hub = pen.at(0.0, 0.6)
    cloth = bool(rng.random() < 0.5)
    for k in range(4):
        arm = hub.at(0, 0, angle=turn + 90.0 * k)
        arm.stroke([(0, 0), (0, 0.47)], [0.026, 0.014], "#4f3d2b", curved=False)
        if cloth:
            arm.fill(
                xy("0,.1 .1,.1 .105,.46 0,.46"), "#e3d6b6", tilt=(0.2, 0), alpha=0.95, outline=0.7
            )
        for y in np.linspace(0.1, 0.46, 10):
            arm.line([(-0.025, y), (0.1, y)], weight=0.5, colour="#5c4a36", curved=False)
        for x in (0.05, 0.1):
            arm.line([(x, 0.1), (x, 0.46)], weight=0.5, colour="#5c4a36", curved=False)
    hub.oval(0, 0, 0.032, 0.032, "#3f3124", form="round")
