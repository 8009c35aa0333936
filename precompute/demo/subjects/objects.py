"""Things of every day."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.catalogue import subject


@subject("key", "clé", "still life", "specimen", near=0.42, far=0.0, wide=2.2, settings=())
def key(pen: Pen) -> None:
    """Draw a key."""
    rng = pen.rng
    metal = str(rng.choice(["#6b655c", "#8a7448", "#54504c", "#7a5f3a"]))
    y = 0.5
    n = int(rng.choice([1, 3, 4]))
    if n == 1:
        pen.fills(
            [ellipse(-0.72, y, 0.33, 0.38), ellipse(-0.72, y, 0.2, 0.25)],
            metal,
            form="round",
            texture="rough",
            grain=0.2,
            bump=0.2,
        )
    else:
        for k in range(n):
            a = np.pi + (k - (n - 1) / 2) * (2 * np.pi / (n + 1))
            cx, cy = -0.68 + 0.22 * np.cos(a), y + 0.22 * np.sin(a)
            pen.fills(
                [ellipse(cx, cy, 0.19, 0.19), ellipse(cx, cy, 0.1, 0.1)],
                metal,
                form="round",
                texture="rough",
                grain=0.2,
                bump=0.2,
            )
    pen.bar(-0.46, y - 0.1, -0.4, y + 0.1, metal, form="roll", texture="rough", grain=0.2)
    pen.bar(
        -0.45,
        y - 0.055,
        0.98,
        y + 0.055,
        metal,
        form="roll",
        texture="rough",
        grain=0.22,
        bump=0.15,
    )
    for x in (-0.36, 0.46):
        pen.bar(x, y - 0.08, x + 0.05, y + 0.08, metal, form="roll", texture="rough", grain=0.2)
    bit = [
        (0.62, y - 0.04),
        (0.62, y - 0.42),
        (0.7, y - 0.42),
        (0.7, y - 0.3),
        (0.76, y - 0.3),
        (0.76, y - rng.uniform(0.34, 0.46)),
        (0.84, y - 0.4),
        (0.84, y - 0.22),
        (0.92, y - 0.22),
        (0.92, y - 0.04),
    ]
    pen.fill(np.array(bit), metal, form="round", bulge=0.3, texture="rough", grain=0.2)
    pen.oval(0.98, y, 0.03, 0.06, metal, form="round")


@subject(
    "umbrella",
    "parapluie",
    "still life",
    "ground",
    near=0.72,
    far=0.0,
    wide=1.05,
    settings=("studio", ""),
)
def umbrella(pen: Pen) -> None:
    """Draw an umbrella."""
    rng = pen.rng
    pen = pen.at(0, 0, angle=float(rng.uniform(-14, 14)))
    cloth = str(rng.choice(["#26262a", "#7a3a34", "#3f4f5c", "#b59a62", "#4d5a48"]))
    pen.stroke(xy("0,.95 0,.14 .03,.03 .1,.02 .13,.1"), 0.026, "#7a5632")
    ribs = 5
    xs = np.linspace(-0.52, 0.52, ribs + 1)
    for k in range(ribs):
        x0, x1 = xs[k], xs[k + 1]
        y0, y1 = 0.5 + 0.03 * np.cos(x0 * 3), 0.5 + 0.03 * np.cos(x1 * 3)
        left = [(x0 * t**0.62, 0.96 - (0.96 - y0) * t**1.9) for t in np.linspace(0.02, 1, 10)]
        right = [(x1 * t**0.62, 0.96 - (0.96 - y1) * t**1.9) for t in np.linspace(1, 0.02, 10)]
        hem = [((x0 + x1) / 2, min(y0, y1) + 0.055)]
        pen.fill(
            np.array([*left, *hem, *right]),
            cloth,
            form="round",
            bulge=1.2,
            tilt=(0.5 * (x0 + x1), -0.25),
            texture="fibre",
            grain=0.06,
            flow=80,
        )
    for x in xs[[0, -1]]:
        pen.oval(x, 0.5, 0.012, 0.018, "#c9b98a", outline=0.5)
    pen.stroke([(0, 0.94), (0, 1.04)], [0.03, 0.012], "#3a2c1e", curved=False)


@subject(
    "hat", "chapeau", "still life", "table", near=0.46, far=0.0, wide=1.5, settings=("studio", "")
)
def hat(pen: Pen) -> None:
    """Draw a hat."""
    rng = pen.rng
    felt = str(rng.choice(["#26231f", "#5c4a38", "#d2bd8c", "#7a6a58", "#4a525a"]))
    band = str(rng.choice(["#141312", "#7a2f2a", "#3a4a5c", "#e2d6b8"]))
    pen.shadow(0.05, 0.75, 0.07, 0.5)
    straw = felt == "#d2bd8c"
    kind = int(rng.integers(3))
    pen.oval(
        0,
        0.16,
        0.72,
        0.17,
        felt,
        form="round",
        bulge=0.4,
        texture="fibre",
        grain=0.22 if straw else 0.08,
        flow=0,
        outline=1.2,
    )
    if kind == 0:  # top hat
        pen.fill(
            np.vstack(
                [
                    smooth([(-0.4, 0.2), (-0.37, 0.55), (-0.43, 1.0)], steps=5),
                    smooth([(0.43, 1.0), (0.37, 0.55), (0.4, 0.2)], steps=5),
                    ellipse(0, 0.2, 0.4, 0.08, start=0, stop=-180, n=12),
                ]
            ),
            felt,
            form="post",
            texture="fibre",
            grain=0.06,
            flow=90,
        )
        pen.oval(0, 1.0, 0.43, 0.07, felt, outline=1)
    elif kind == 1:
        pen.fill(
            np.vstack(
                [
                    smooth(xy("-.41,.2 -.4,.5 -.28,.78 0,.86 .28,.78 .4,.5 .41,.2"), steps=5),
                    ellipse(0, 0.2, 0.41, 0.08, start=0, stop=-180, n=12),
                ]
            ),
            felt,
            form="round",
            texture="fibre",
            grain=0.2 if straw else 0.06,
            flow=10,
        )
    else:
        pen.fill(
            np.vstack(
                [
                    smooth(xy("-.4,.2 -.37,.62 -.2,.76 0,.66 .2,.78 .36,.62 .4,.2"), steps=5),
                    ellipse(0, 0.2, 0.4, 0.08, start=0, stop=-180, n=12),
                ]
            ),
            felt,
            form="round",
            texture="fibre",
            grain=0.2 if straw else 0.06,
            flow=10,
        )
    lower, upper = (
        ellipse(0, 0.2, 0.41, 0.08, start=180, stop=360, n=14),
        ellipse(0, 0.33, 0.395, 0.07, start=360, stop=180, n=14),
    )
    pen.fill(np.vstack([lower, upper]), band, form="post", outline=0.8)
    if rng.random() < 0.4:
        pen.stroke(
            [(0.3, 0.26), (0.44, 0.56), (0.7, 0.8)],
            [0.06, 0.16, 0.02],
            str(rng.choice(["#c9c0ae", "#8a4a3a", "#5d6d52"])),
            texture="fibre",
            grain=0.3,
            flow=60,
        )


@subject(
    "book", "livre", "still life", "table", near=0.42, far=0.0, wide=1.5, settings=("studio", "")
)
def book(pen: Pen) -> None:
    """Draw a book."""
    rng = pen.rng
    pen.shadow(0, 0.75, 0.08, 0.5)
    if rng.random() < 0.5:  # open
        for way in (-1, 1):
            page = [
                (0, 0.5),
                (way * 0.3, 0.6),
                (way * 0.7, 0.55),
                (way * 0.78, 0.12),
                (way * 0.3, 0.14),
                (0, 0.06),
            ]
            pen.fill(np.array(page) - (0, 0.035), "#7a3f32", outline=1)
            pen.fill(
                np.vstack([smooth(page[:3], steps=6), smooth(page[3:], steps=6)]),
                "#ece3cd",
                tilt=(way * 0.25, -0.1),
                flow=5,
            )
            for t in np.linspace(0.12, 0.86, 12):
                a, b = (
                    np.array([0.06 * way, 0.5 - 0.44 * t]),
                    np.array([way * (0.66 + 0.07 * t), 0.55 - 0.42 * t]),
                )
                middle = (a + b) / 2 + (0, 0.05)
                if rng.random() < 0.92:
                    end = a + (b - a) * rng.uniform(0.75, 0.98)
                    pen.line(np.array([a, middle, end]), weight=0.55)
        pen.line([(0, 0.5), (0, 0.06)], weight=1.2, curved=False)
        return
    y = 0.0
    for k in range(int(rng.integers(2, 6))):
        thick, half = rng.uniform(0.12, 0.2), rng.uniform(0.5, 0.68)
        shift = rng.uniform(-0.07, 0.07)
        cover = str(rng.choice(["#7a3a30", "#3f4d44", "#4a3d5a", "#8a6a42", "#2f3a48", "#b59a6a"]))
        pen.fill(
            [
                (shift - half, y),
                (shift + half * 0.9, y),
                (shift + half * 0.9, y + thick),
                (shift - half, y + thick),
            ],
            cover,
            form="roll",
            bulge=0.8,
            texture="fibre",
            grain=0.15,
            flow=0,
        )
        pen.fill(
            [
                (shift + half * 0.9, y + 0.015),
                (shift + half * 1.08, y + 0.04),
                (shift + half * 1.08, y + thick),
                (shift + half * 0.9, y + thick - 0.015),
            ],
            "#e3d8bc",
            tilt=(0.4, 0),
            texture="streak",
            grain=0.2,
        )
        for x in (-0.8, -0.45, 0.5):
            pen.line(
                [(shift + x * half, y), (shift + x * half, y + thick)],
                weight=1.1,
                colour="#c9a95a",
                curved=False,
            )
        pen.bar(
            shift - half * 0.3,
            y + thick * 0.3,
            shift + half * 0.35,
            y + thick * 0.7,
            "#d6c08a",
            outline=0.5,
        )
        if k == 0:
            pen.scene.matter[:1] = LAND if pen.scene.matter[0, 0] == LAND else pen.scene.matter[:1]
        y += thick
