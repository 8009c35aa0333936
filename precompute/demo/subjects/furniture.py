"""Chairs and clocks."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject


@subject(
    "chair",
    "chaise",
    "still life",
    "ground",
    near=0.72,
    far=0.0,
    wide=0.75,
    settings=("studio", ""),
)
def chair(pen: Pen) -> None:
    """Draw a chair."""
    rng = pen.rng
    wood = str(rng.choice(["#6b4a30", "#8a6a45", "#4a3526", "#a58458"]))
    pen.shadow(0, 0.38, 0.06, 0.45)
    for x in (0.2, -0.12):
        pen.stroke(
            [(x, 0.45), (x + 0.01, 0.07)],
            [0.04, 0.028],
            wood,
            curved=False,
            texture="streak",
            grain=0.15,
        )
    lean = 0.08
    for x in (-0.12, 0.25):
        pen.stroke(
            [(x, 0.44), (x + lean * 0.3, 0.7), (x + lean, 1.0)],
            [0.042, 0.035],
            wood,
            texture="streak",
            grain=0.15,
        )
    kind = int(rng.integers(3))
    if kind == 0:
        for y in (0.62, 0.76, 0.9):
            s = lean * (y - 0.44) / 0.56
            pen.fill(
                smooth(
                    [
                        (-0.12 + s, y),
                        (0.06 + s, y + 0.03),
                        (0.25 + s, y),
                        (0.25 + s, y + 0.05),
                        (0.06 + s, y + 0.085),
                        (-0.12 + s, y + 0.05),
                    ],
                    closed=True,
                    steps=3,
                ),
                wood,
                tilt=(0, -0.2),
                texture="streak",
                grain=0.15,
                flow=0,
            )
    elif kind == 1:
        for x in np.linspace(-0.08, 0.21, 6):
            pen.stroke([(x, 0.46), (x + lean, 0.94)], 0.016, wood, curved=False)
        pen.stroke(
            [(-0.06, 0.97), (0.14, 1.02), (0.35, 0.97)], 0.055, wood, texture="streak", grain=0.15
        )
    else:
        pen.fills([ellipse(0.12, 0.78, 0.2, 0.2), ellipse(0.12, 0.78, 0.165, 0.165)], wood)
        pen.oval(0.12, 0.78, 0.165, 0.165, "#cdb78a", texture="fibre", grain=0.3, flow=45)
    pen.fill(
        smooth(xy("-.28,.42 -.14,.49 .27,.49 .2,.42"), closed=True, steps=2),
        "#c2a873" if rng.random() < 0.5 else wood,
        texture="fibre",
        grain=0.25,
        tilt=(0, -0.35),
        flow=10,
    )
    pen.fill(xy("-.28,.42 .2,.42 .2,.385 -.28,.385"), wood, texture="streak", grain=0.15)
    pen.fill(xy(".2,.42 .27,.485 .27,.45 .2,.385"), wood, tilt=(0.5, 0))
    for x in (-0.25, 0.17):
        pen.stroke(
            [(x, 0.4), (x, 0.2), (x - 0.01, 0.0)],
            [0.045, 0.04, 0.03],
            wood,
            texture="streak",
            grain=0.15,
        )
    pen.stroke([(-0.25, 0.17), (0.17, 0.17)], 0.022, wood, curved=False)
    pen.stroke([(0.17, 0.2), (0.21, 0.24)], 0.022, wood, curved=False)


@subject(
    "clock", "horloge", "still life", "table", near=0.72, far=0.0, wide=0.8, settings=("studio", "")
)
def clock(pen: Pen) -> None:
    """Draw a clock."""
    rng = pen.rng
    wood = str(rng.choice(["#5c3d28", "#7a5a38", "#2e2926", "#8a7a5a"]))
    pen.shadow(0, 0.45, 0.05, 0.45)
    kind = int(rng.integers(3))
    y, r = 0.58, 0.27
    if kind == 0:
        pen.blob(
            xy("-.42,.1 -.4,.5 -.3,.84 0,1 .3,.84 .4,.5 .42,.1"),
            wood,
            form="round",
            bulge=0.4,
            texture="streak",
            grain=0.18,
            flow=90,
        )
        pen.bar(-0.5, 0.0, 0.5, 0.12, wood, form="roll", texture="streak", grain=0.15)
    elif kind == 1:
        pen.fill(
            [(-0.4, 0.85), (0.4, 0.85), (0, 1.08)],
            wood,
            tilt=(0, -0.3),
            texture="streak",
            grain=0.15,
        )
        pen.bar(-0.38, 0.08, 0.38, 0.86, wood, texture="streak", grain=0.18, flow=90)
        pen.bar(-0.45, 0.0, 0.45, 0.09, wood, form="roll")
        for x in (-0.33, 0.33):
            pen.bar(x - 0.045, 0.09, x + 0.045, 0.85, "#b99a55", form="post")
    else:
        pen.oval(0, y, 0.42, 0.42, "#b08d48", form="round", bulge=0.25)
        for x in (-0.2, 0.2):
            pen.stroke([(x, 0.24), (x * 1.5, 0.0)], 0.06, "#8a6c38", curved=False)
            pen.oval(x * 1.1, 0.98, 0.14, 0.1, "#c4a258", form="round")
        pen.stroke([(-0.06, 1.06), (0.0, 1.13), (0.06, 1.06)], 0.03, "#8a6c38")
        r = 0.35
    pen.oval(0, y, r, r, "#c2a055", form="round", bulge=0.2)
    pen.oval(0, y, r * 0.9, r * 0.9, "#f0e8d4", outline=0.8)
    for k in range(60):
        a = np.radians(6 * k)
        inner = 0.76 if k % 5 == 0 else 0.82
        pen.line(
            [
                (r * inner * np.sin(a), y + r * inner * np.cos(a)),
                (r * 0.86 * np.sin(a), y + r * 0.86 * np.cos(a)),
            ],
            weight=1.0 if k % 5 == 0 else 0.3,
            curved=False,
        )
    for k in range(12):
        a = np.radians(30 * k)
        mark = pen.at(r * 0.64 * np.sin(a), y + r * 0.64 * np.cos(a), r * 0.1, angle=float(-30 * k))
        for x in np.linspace(-0.5, 0.5, 1 + k % 4):
            mark.line([(x, -0.8), (x, 0.8)], weight=0.9, curved=False)
    hour, minute = rng.uniform(0, 12), rng.uniform(0, 60)
    for a, long, w in ((hour * 30, 0.45, 0.07), (minute * 6, 0.7, 0.045)):
        hand = pen.at(0, y, r, angle=float(-a))
        hand.fill([(-w, 0), (0, long), (w, 0), (0, -0.15)], "#1d1a18", outline=0.5)
    pen.oval(0, y, r * 0.05, r * 0.05, "#1d1a18")
