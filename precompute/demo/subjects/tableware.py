"""What is set on a table."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Shape, ellipse, smooth, turned, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.flowers import poppy, rose, sunflower, tulip

GLAZES = ("#5d7a86", "#a8704a", "#d8cfba", "#7a8a6a", "#8a4a3c", "#4a5568", "#c2a468")


def _lathe(pen: Pen, profile: Shape, colour: str, *, x: float = 0.0, grain: float = 0.05) -> None:
    pen.fill(
        turned(profile, x=x),
        colour,
        form="post",
        tilt=(0, -0.08),
        texture="rough",
        grain=grain,
        flow=0,
        outline=1.2,
    )


@subject(
    "vase", "vase", "still life", "table", near=0.74, far=0.0, wide=0.7, settings=("studio", "")
)
def vase(pen: Pen) -> None:
    """Draw a vase."""
    rng = pen.rng
    pen.shadow(0.12, 0.34, 0.05, 0.5)
    top = 1.0
    if rng.random() < 0.5:
        top = 0.62
        for _ in range(int(rng.integers(3, 6))):
            flower = (rose, tulip, poppy, sunflower)[int(rng.integers(4))]
            flower(
                pen.at(
                    rng.uniform(-0.06, 0.06),
                    0.42,
                    rng.uniform(0.46, 0.62),
                    angle=float(rng.uniform(-28, 28)),
                )
            )
    glaze = str(rng.choice(GLAZES))
    belly, neck, foot = rng.uniform(0.2, 0.33), rng.uniform(0.06, 0.14), rng.uniform(0.1, 0.16)
    high = rng.uniform(0.35, 0.65)
    body = [
        (foot, 0.0),
        (foot * 0.9, 0.03),
        (belly, high * top),
        (neck, 0.84 * top),
        (neck * rng.uniform(1.0, 1.7), top),
    ]
    _lathe(pen, body, glaze)
    line = smooth(body, steps=12)
    wide = neck * 1.2
    pen.oval(0, top, float(line[-1, 0]), 0.025, "#2f2a26", outline=0.9)
    for y in sorted(rng.uniform(0.15, 0.8, int(rng.integers(1, 4))) * top):
        r = float(np.interp(y, line[:, 1], line[:, 0]))
        pen.line(
            [(-r, y), (-r * 0.5, y - 0.02), (0, y - 0.028), (r * 0.5, y - 0.02), (r, y)],
            weight=1.3,
            colour=str(rng.choice(["#2f3a4a", "#e6dcc0", "#7a3a2c"])),
        )
    if rng.random() < 0.5:
        y = high * top
        for k in range(-2, 3):
            x = belly * 0.8 * np.sin(k * 0.6)
            petals = ellipse(float(x), y, 0.035 * np.cos(k * 0.6) + 0.01, 0.05, n=9)
            pen.fill(
                petals, "#2f3a4a" if glaze != "#4a5568" else "#e6dcc0", outline=0.4, form="flat"
            )
    if rng.random() < 0.35:
        for way in (-1, 1):
            pen.stroke(
                [
                    (way * neck, 0.8 * top),
                    (way * (belly + 0.06), 0.76 * top),
                    (way * belly * 0.92, 0.6 * top),
                ],
                [0.035, 0.03],
                glaze,
            )
    pen.line(
        [(wide * 0.2 - belly * 0.5, high * top * 1.15), (-belly * 0.62, high * top * 0.8)],
        weight=1.6,
        colour="#f4f1ea",
    )


@subject(
    "fruit", "fruits", "still life", "table", near=0.42, far=0.0, wide=1.5, settings=("studio", "")
)
def fruit(pen: Pen) -> None:
    """Draw fruit."""
    rng = pen.rng
    pen.shadow(0, 0.75, 0.09, 0.5)
    bowl = rng.random() < 0.6
    base = 0.34 if bowl else 0.02
    if bowl:
        pen.oval(0, 0.42, 0.62, 0.1, "#6f5d4a")
    rows = xy("-.38,0 0,-.02 .38,0 -.2,.24 .2,.24 0,.44")
    for x, y in rows[: int(rng.integers(4, 7))]:
        kind = int(rng.integers(4))
        one = pen.at(x + rng.uniform(-0.03, 0.03), base + y + 0.17, 0.2)
        if kind == 0:
            one.blob(
                xy("0,.82 -.5,.95 -1,.4 -.85,-.5 -.35,-.95 0,-.85 .35,-.95 .85,-.5 1,.4 .5,.95"),
                str(rng.choice(["#b04a38", "#a9a24e", "#c7903f"])),
                form="round",
                texture="rough",
                grain=0.1,
                flow=70,
            )
            one.stroke([(0, 0.7), (0.05, 1.05), (0.16, 1.25)], 0.09, "#4a3520")
        elif kind == 1:
            one.blob(
                xy("0,1.35 -.35,1.1 -.55,.3 -.9,-.3 -.7,-.9 0,-1.05 .7,-.9 .9,-.3 .55,.3 .35,1.1"),
                str(rng.choice(["#b5a84e", "#c2954a"])),
                form="round",
                texture="rough",
                grain=0.08,
                flow=75,
            )
            one.stroke([(0, 1.25), (0.08, 1.6)], 0.09, "#4a3520")
        elif kind == 2:
            one.oval(
                0,
                0,
                1.0,
                0.95,
                "#c97f35",
                form="round",
                texture="leaf",
                grain=0.05,
                bump=0.2,
                scale=0.4,
                flow=60,
            )
            one.oval(0.1, 0.75, 0.08, 0.05, "#5b4a2a", outline=0.5)
        else:
            for _ in range(16):
                a, r = rng.uniform(0, 6.3), rng.uniform(0, 0.85)
                one.oval(
                    r * np.cos(a),
                    r * np.sin(a) - 0.1,
                    0.27,
                    0.27,
                    "#54405c",
                    form="round",
                    outline=0.8,
                )
    if bowl:
        _lathe(pen, xy(".24,0 .2,.05 .3,.1 .55,.28 .63,.42"), str(rng.choice(GLAZES)))
        pen.line([(-0.6, 0.36), (0, 0.27), (0.6, 0.36)], weight=1.2, colour="#e8dfc8")


@subject(
    "teapot",
    "théière",
    "still life",
    "table",
    near=0.5,
    far=0.0,
    wide=1.35,
    settings=("studio", ""),
)
def teapot(pen: Pen) -> None:
    """Draw a teapot."""
    rng = pen.rng
    glaze = str(rng.choice(["#d8cfba", "#7a4a38", "#5d7a86", "#3f3a36", "#b5b0a4", "#8a9a6a"]))
    pen.shadow(0.1, 0.6, 0.06, 0.5)
    pen.stroke(xy("-.36,.68 -.66,.76 -.7,.45 -.38,.26"), [0.075, 0.07, 0.06], glaze)
    pen.stroke(xy(".32,.24 .55,.4 .6,.66 .76,.76"), [0.22, 0.14, 0.09, 0.075], glaze)
    tall = rng.uniform(0.7, 0.8)
    pen.blob(
        [
            (-0.22, 0.0),
            (-0.4, 0.12),
            (-0.47, 0.4),
            (-0.33, 0.66),
            (-0.16, tall),
            (0.16, tall),
            (0.33, 0.66),
            (0.47, 0.4),
            (0.4, 0.12),
            (0.22, 0.0),
        ],
        glaze,
        form="round",
        flow=0,
        outline=1.2,
    )
    pen.bar(-0.24, -0.015, 0.24, 0.03, glaze, form="post")
    pen.blob(
        [
            (-0.2, tall - 0.02),
            (-0.14, tall + 0.07),
            (0, tall + 0.1),
            (0.14, tall + 0.07),
            (0.2, tall - 0.02),
            (0, tall - 0.05),
        ],
        glaze,
        form="round",
    )
    pen.oval(0, tall + 0.13, 0.05, 0.05, glaze, form="round")
    pen.line([(-0.28, 0.55), (-0.36, 0.4), (-0.35, 0.28)], weight=2.0, colour="#fbf8f0")
    if rng.random() < 0.5:
        for a in np.linspace(0, 2 * np.pi, 6)[:-1]:
            pen.oval(
                0.05 + 0.1 * np.cos(a), 0.36 + 0.1 * np.sin(a), 0.06, 0.05, "#4a5a7a", outline=0.5
            )
        pen.oval(0.05, 0.36, 0.045, 0.045, "#c9a452", outline=0.5)
    if rng.random() < 0.5:
        cup = pen.at(0.95, -0.06, 0.36)
        cup.oval(0, 0.02, 0.75, 0.14, "#d8cfba", form="round")
        cup.fill(turned(xy(".25,.06 .4,.2 .5,.55 .55,.72")), glaze, form="post")
        cup.oval(0, 0.72, 0.55, 0.1, "#6b4a2c", outline=1)


@subject(
    "oil lamp",
    "lampe à huile",
    "still life",
    "table",
    near=0.76,
    far=0.0,
    wide=0.5,
    settings=("studio", ""),
)
def oil_lamp(pen: Pen) -> None:
    """Draw an oil lamp."""
    rng = pen.rng
    brass = str(rng.choice(["#b08d48", "#8a8a84", "#7a5a3a", "#5d7a86"]))
    pen.shadow(0, 0.28, 0.045, 0.5)
    pen.fill(
        turned(xy(".105,.5 .13,.58 .075,.72 .06,1")), "#e6e4da", form="post", alpha=0.75, outline=1
    )
    pen.blob(xy("-.02,.54 -.03,.6 0,.68 .03,.6 .02,.54"), "#f2c85a", outline=0.6)
    pen.shine(0, 0.6, 0.08, "#f0c868", 0.35)
    if rng.random() < 0.5:
        pen.fill(
            xy("-.34,.6 .34,.6 .14,.86 -.14,.86"),
            str(rng.choice(["#d9cfae", "#6a8a76", "#b5735a"])),
            form="post",
            outline=1,
        )
    _lathe(pen, xy(".22,0 .19,.04 .06,.1 .05,.2 .17,.3 .18,.38 .08,.46 .11,.5"), brass)
    pen.stroke([(0.1, 0.48), (0.17, 0.48)], 0.016, "#4a3c22", curved=False)
    pen.oval(0.18, 0.48, 0.025, 0.03, brass, form="round")


@subject(
    "bottle",
    "bouteille",
    "still life",
    "table",
    near=0.76,
    far=0.0,
    wide=0.5,
    settings=("studio", ""),
)
def bottle(pen: Pen) -> None:
    """Draw a bottle."""
    rng = pen.rng
    glass = str(rng.choice(["#3f5240", "#5c4630", "#6d8280", "#8a9a8c", "#2e3a3a"]))
    pen.shadow(0.08, 0.28, 0.045, 0.5)
    r = rng.uniform(0.13, 0.17)
    _lathe(
        pen,
        [
            (r * 0.94, 0.0),
            (r, 0.03),
            (r, 0.5),
            (r * 0.8, 0.62),
            (0.05, 0.74),
            (0.042, 0.95),
            (0.055, 0.96),
        ],
        glass,
        grain=0.03,
    )
    pen.bar(-0.04, 0.95, 0.04, 1.02, "#a5855c", form="post", texture="rough", grain=0.2)
    pen.bar(-r * 0.97, 0.14, r * 0.97, 0.4, "#e2d6b6", form="post", outline=0.7)
    for y, w in ((0.34, 0.7), (0.29, 0.45), (0.22, 0.6), (0.19, 0.6)):
        pen.line([(-r * w, y), (r * w, y)], weight=1.2 if y > 0.3 else 0.6, curved=False)
    pen.line([(-r * 0.7, 0.46), (-r * 0.66, 0.55), (-0.03, 0.7)], weight=1.6, colour="#f2f4ee")
    if rng.random() < 0.5:
        glass_pen = pen.at(0.36, -0.02, 0.5)
        glass_pen.fill(
            turned(xy(".2,0 .18,.03 .03,.07 .03,.4 .2,.55 .24,.8 .2,1")),
            "#cfd2cc",
            form="post",
            alpha=0.5,
            outline=1,
        )
        glass_pen.fill(
            turned([(0.04, 0.44), (0.2, 0.56), (0.235, 0.76)]),
            "#7a2f34",
            form="post",
            alpha=0.85,
            outline=0.6,
        )


@subject(
    "table laid for a meal",
    "table dressée pour un repas",
    "still life",
    "table",
    near=0.5,
    far=0.0,
    wide=1.8,
    settings=("studio",),
)
def laid_table(pen: Pen) -> None:
    """Draw a table laid for a meal."""
    rng = pen.rng
    wide = 1.05
    pen.shadow(0, 1.1, 0.08, 0.5)
    cloth = str(rng.choice(["#ece5d6", "#e3d9c2", "#d9dcd8"]))
    top = np.array([(-wide * 0.86, 0.72), (wide * 0.86, 0.72), (wide, 0.42), (-wide, 0.42)])
    xs = np.linspace(-wide, wide, 19)
    hem = np.column_stack([xs * 1.02, 0.06 + 0.025 * np.sin(np.arange(19) * 2.1)])
    pen.fill(
        np.vstack([[(-wide, 0.42), (wide, 0.42)], hem[::-1]]),
        cloth,
        texture="fibre",
        grain=0.05,
        flow=88,
        tilt=(0, 0.35),
    )
    for x in xs[1:-1]:
        pen.stroke(
            [(x * 0.99, 0.41), (x * 1.0, 0.25), (x * 1.02, 0.08)],
            [0.008, 0.03, 0.04],
            "#c9bfa9",
            outline=0.0,
            alpha=0.5,
        )
        pen.line([(x * 0.99, 0.4), (x * 1.02, 0.09)], weight=0.5)
    pen.fill(top, cloth, texture="fibre", grain=0.04, flow=0, tilt=(0, -0.2))
    if rng.random() < 0.4:
        for t in np.linspace(0, 1, 12):
            pen.line(
                [(-wide * 0.86 + 2 * wide * 0.86 * t, 0.72), (-wide + 2 * wide * t, 0.42)],
                weight=0.6,
                colour="#b5675a",
                curved=False,
            )
        for y in np.linspace(0.43, 0.71, 6):
            pen.line([(-wide, y), (wide, y)], weight=0.5, colour="#b5675a", curved=False)
    pieces = pen.at(0, 0.64)
    (bottle if rng.random() < 0.5 else oil_lamp)(pieces.at(0.12, 0, 0.52))
    if rng.random() < 0.6:
        fruit(pieces.at(-0.32, 0.0, 0.3))
    else:
        pieces.blob(
            xy("-.55,0 -.5,.1 -.3,.14 -.1,.1 -.06,0"),
            "#a87a45",
            form="round",
            texture="rough",
            grain=0.15,
        )
        for x in (-0.42, -0.3, -0.18):
            pieces.line([(x, 0.12), (x + 0.05, 0.05)], weight=0.8)
    for x in (-0.66, 0.0, 0.66):
        plate = pen.at(x, 0.52, 0.17)
        plate.shadow(0.1, 1.1, 0.3, 0.35, y=-0.05)
        plate.oval(0, 0, 1.1, 0.38, "#f2eee4", form="round", bulge=0.3, outline=1)
        plate.line(ellipse(0, 0, 0.75, 0.25), weight=0.6, curved=False)
        plate.line(ellipse(0, 0.01, 1.0, 0.34), weight=0.6, colour="#4a5f8a", curved=False)
        plate.stroke([(-1.35, 0.3), (-1.55, -0.35)], 0.06, "#b5b2aa", curved=False)
        plate.stroke([(1.3, 0.3), (1.5, -0.35)], [0.05, 0.1], "#b5b2aa", curved=False)
        drink = plate.at(0.95, 0.42, 0.95)
        drink.fill(
            turned(xy(".24,0 .05,.08 .04,.45 .25,.65 .28,1.1")),
            "#d5d6d0",
            form="post",
            alpha=0.6,
            outline=0.9,
        )
        drink.fill(
            turned([(0.06, 0.52), (0.25, 0.66), (0.27, 0.86)]),
            "#7d3238",
            form="post",
            alpha=0.85,
            outline=0.4,
        )
