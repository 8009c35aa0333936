"""Birds, fish, butterflies and shells."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.fishes import swimming
from precompute.demo.subjects.plants import leaf


@subject("bird", "oiseau", "animals", "specimen", near=0.6, far=0.0, wide=1.1, settings=("field",))
def bird(pen: Pen) -> None:
    """Draw a bird."""
    rng = pen.rng
    back, belly, wing = (
        str(rng.choice(c))
        for c in (
            ["#5d6b72", "#7a5b3c", "#3d4a3a", "#6c4a3a", "#33475c"],
            ["#d9a878", "#e2d6b6", "#b86a45", "#d8c46a"],
            ["#3b3a3a", "#54402f", "#2d3b4a"],
        )
    )
    pen.stroke(
        xy("-.75,.12 -.2,.16 .3,.1 .8,.2"),
        [0.05, 0.07, 0.05, 0.02],
        "#75593c",
        texture="rough",
        grain=0.3,
    )
    for x, y, a in ((-0.55, 0.13, 50), (0.55, 0.15, 60), (0.35, 0.1, -50), (-0.35, 0.13, -60)):
        leaf(pen.at(x, y, 0.2, angle=a + rng.uniform(-20, 20)), "#6c7a45")
    pen.fill(
        xy("-.26,.42 -.68,.16 -.62,.1 -.5,.12 -.2,.3"), wing, texture="fibre", grain=0.2, flow=30
    )
    pen.line([(-0.6, 0.14), (-0.3, 0.34)], weight=0.5)
    body = xy("-.34,.36 -.2,.55 .05,.7 .15,.85 .28,.9 .39,.82 .4,.72 .34,.5 .2,.3 0,.22 -.2,.25")
    pen.fill(
        smooth(body, closed=True, steps=5), back, form="round", flow=50, texture="fibre", grain=0.1
    )
    pen.blob(
        xy(".39,.7 .34,.5 .2,.31 0,.24 .02,.34 .14,.5 .26,.68"),
        belly,
        form="round",
        outline=0.3,
        texture="fibre",
        grain=0.12,
        flow=70,
    )
    pen.blob(
        xy(".12,.62 .16,.46 -.02,.34 -.4,.26 -.28,.42 -.1,.58"),
        wing,
        form="round",
        texture="fibre",
        grain=0.12,
        flow=25,
    )
    for k in range(5):
        pen.line(
            [
                (0.1 - 0.05 * k, 0.55 - 0.035 * k),
                (-0.05 - 0.05 * k, 0.42 - 0.03 * k),
                (-0.32, 0.31 - 0.008 * k),
            ],
            weight=0.5,
            colour="#d8ceb6" if k % 2 else None,
        )
    pen.fill(
        [(0.385, 0.8), (0.54, 0.765), (0.38, 0.74)],
        "#c79a3f" if rng.random() < 0.5 else "#3a3430",
        form="round",
    )
    pen.oval(0.31, 0.8, 0.026, 0.026, "#0f0d0c", outline=0.8)
    pen.scene.fill(
        [pen.place(ellipse(0.318, 0.808, 0.007, 0.007, n=8))],
        "#ffffff",
        pen.depth,
        {"outline": 0.0},
        pen.scale,
    )
    for x in (0.02, 0.12):
        pen.line([(x, 0.25), (x + 0.02, 0.14)], weight=1.2, colour="#6b4a2c", curved=False)


@subject("fish", "poisson", "animals", "specimen", near=0.46, far=0.0, wide=2.0, settings=())
def fish(pen: Pen) -> None:
    """Draw a fish."""
    swimming(pen)


@subject("butterfly", "papillon", "animals", "specimen", near=0.66, far=0.0, wide=1.35, settings=())
def butterfly(pen: Pen) -> None:
    """Draw a butterfly."""
    rng = pen.rng
    one, two, dark = (
        str(rng.choice(c))
        for c in (
            ["#c98a3a", "#7d96a8", "#d8c98a", "#a8563a", "#8a9a6a", "#e4dcc4"],
            ["#e6d29a", "#b5532f", "#d6c3a0", "#54687a"],
            ["#2a211c", "#3d2a22", "#2b3440"],
        )
    )
    spread = rng.uniform(0.9, 1.1)
    spots = [
        (rng.uniform(0.25, 0.55), rng.uniform(0.55, 0.85), rng.uniform(0.03, 0.07))
        for _ in range(int(rng.integers(2, 5)))
    ]
    eye = (rng.uniform(0.26, 0.4), rng.uniform(0.2, 0.32), rng.uniform(0.05, 0.09))
    tail = rng.random() < 0.4
    for way in (-1.0, 1.0):
        side = pen.at(0, 0, flip=way)
        hind = [
            (0.03, 0.5),
            (0.3, 0.46),
            (0.48, 0.3),
            (0.42, 0.1),
            (0.3, 0.0),
            (0.14, 0.08),
            (0.05, 0.3),
        ]
        if tail:
            hind[4:4] = [(0.34, 0.02), (0.36, -0.14), (0.31, -0.13)]
        fore = [
            (0.03, 0.56),
            (0.2, 0.8),
            (0.48, 0.97 * spread),
            (0.68, 0.98 * spread),
            (0.7, 0.85),
            (0.6, 0.6),
            (0.42, 0.44),
            (0.15, 0.44),
        ]
        for ring, colour in ((hind, two), (fore, one)):
            curve = smooth(ring, closed=True, steps=6)
            side.fill(curve, dark, outline=1.1, texture="fibre", grain=0.08, flow=60)
            middle = curve.mean(0)
            inner = middle + (curve - middle) * 0.82 + (np.array([0.02, 0.47]) - middle) * 0.06
            side.fill(
                inner,
                colour,
                outline=0.5,
                texture="rough",
                grain=0.1,
                flow=60,
                tilt=(0.15 * way, 0),
            )
            for k in range(2, len(ring) - 1):
                side.line(
                    [
                        (0.04, 0.5),
                        (0.5 * (0.04 + ring[k][0]), 0.5 * (0.5 + ring[k][1]) + 0.015),
                        ring[k],
                    ],
                    weight=0.55,
                )
        for x, y, r in spots:
            side.oval(x, y, r, r * 0.8, dark, outline=0.0)
        side.oval(*eye[:2], eye[2], eye[2], dark, outline=0.0)
        side.oval(*eye[:2], eye[2] * 0.62, eye[2] * 0.62, "#d8c27a", outline=0.0)
        side.oval(*eye[:2], eye[2] * 0.3, eye[2] * 0.3, "#22303c", outline=0.0)
        for x, y in ((0.66, 0.9), (0.62, 0.76), (0.56, 0.64)):
            side.oval(x, y, 0.016, 0.02, "#efe6cc", outline=0.0)
        side.line([(0.01, 0.75), (0.08, 0.9), (0.17, 1.02)], weight=0.7)
        side.oval(0.172, 1.025, 0.014, 0.014, dark, outline=0.4)
    pen.stroke(
        xy("0,.2 0,.45 0,.65 0,.77"), [0.02, 0.06, 0.085, 0.05], dark, texture="fibre", grain=0.4
    )
    for y in np.arange(0.24, 0.5, 0.045):
        pen.line([(-0.02, y), (0, y - 0.008), (0.02, y)], weight=0.4)
    pen.oval(0, 0.785, 0.032, 0.03, dark, form="round", outline=0.7)


@subject("shell", "coquillage", "animals", "specimen", near=0.58, far=0.0, wide=1.1, settings=())
def shell(pen: Pen) -> None:
    """Draw a shell."""
    rng = pen.rng
    tint = str(rng.choice(["#d8b596", "#c7a27a", "#d9cbb0", "#b98d82"]))
    if rng.random() < 0.5:  # a scallop
        n = int(rng.integers(9, 14))
        for way in (-1, 1):
            pen.fill(
                [(0, 0.0), (way * 0.24, 0.02), (way * 0.22, 0.14), (0, 0.2)], tint, form="round"
            )
        a = np.linspace(np.radians(8), np.radians(172), n + 1)
        for k in range(n):
            left, right = a[k], a[k + 1]
            mid, r = (left + right) / 2, 0.86 + 0.09 * np.sin((left + right) / 2)
            ring = [
                (0, 0.06),
                (r * 0.52 * np.cos(left), 0.06 + r * 0.55 * np.sin(left)),
                (r * 0.58 * np.cos(left), 0.05 + r * 0.88 * np.sin(left)),
                (r * 0.62 * np.cos(mid), 0.06 + r * 0.95 * np.sin(mid)),
                (r * 0.58 * np.cos(right), 0.05 + r * 0.88 * np.sin(right)),
                (r * 0.52 * np.cos(right), 0.06 + r * 0.55 * np.sin(right)),
            ]
            pen.fill(
                np.array(ring),
                tint if k % 2 else "#c99c84",
                form="round",
                bulge=1,
                texture="rough",
                grain=0.08,
                outline=0.9,
                flow=float(np.degrees(mid)) + 90,
            )
        for r in (0.45, 0.65, 0.8):
            pen.line(
                ellipse(0, 0.06, 0.6 * r, 0.98 * r, start=10, stop=170), weight=0.5, curved=False
            )
        return
    turns = 6
    y, r = 0.98, 0.03
    for k in range(turns):  # a whelk, drawn from its tip downwards
        step = 0.06 + 0.028 * k
        wide = r + 0.055
        ring = [
            (-wide * 0.8, y),
            (-wide, y - step * 0.8),
            (-wide * 0.4, y - step * 1.35),
            (wide * 0.5, y - step * 1.15),
            (wide, y - step * 0.6),
            (wide * 0.75, y + 0.02),
        ]
        pen.blob(
            ring,
            tint if k % 2 else "#cbb08f",
            form="round",
            texture="streak",
            grain=0.15,
            flow=12,
            outline=1,
        )
        for t in (0.35, 0.65):
            pen.line(
                [(-wide, y - step * t), (0, y - step * (t + 0.28)), (wide, y - step * (t - 0.1))],
                weight=0.45,
            )
        y -= step
        r = wide
    pen.blob(
        [
            (-r * 0.9, y + 0.05),
            (-r, y - 0.12),
            (-r * 0.5, y - 0.3),
            (-0.02, 0.0),
            (0.08, 0.0),
            (r * 0.6, y - 0.16),
            (r * 0.95, y + 0.05),
        ],
        tint,
        form="round",
        texture="streak",
        grain=0.14,
        flow=20,
    )
    pen.blob(
        [(0.03, y - 0.02), (-0.06, y - 0.15), (0.0, 0.06), (0.14, y - 0.14), (0.22, y - 0.02)],
        "#8a4f3e",
        form="round",
        bulge=0.5,
    )
