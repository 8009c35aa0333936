"""Flowers."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Points, ellipse, smooth, xy
from precompute.demo.scene import Colour, Pen, rgb
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.plants import leaf


def _stem(pen: Pen, top: tuple[float, float], bend: float, green: str, leaves: int) -> None:
    rng = pen.rng
    middle = (top[0] * 0.4 + bend, top[1] * 0.5)
    pen.stroke([(0, 0), middle, top], [0.022, 0.018, 0.014], green)
    curve = smooth([(0, 0), middle, top], steps=10)
    for _ in range(leaves):
        x, y = curve[int(rng.integers(3, 13))]
        leaf(
            pen.at(
                float(x),
                float(y),
                rng.uniform(0.2, 0.32),
                angle=float(rng.choice([-1, 1]) * rng.uniform(35, 75)),
            ),
            green,
        )


def _posy(pen: Pen) -> list[tuple[float, float, float]]:
    """Where the flowers are: one, or three."""
    rng = pen.rng
    if rng.random() < 0.55:
        return [(rng.uniform(-0.08, 0.08), 0.76, 1.0)]
    return [(-0.24, 0.62, 0.66), (0.26, 0.7, 0.7), (0.0, 0.82, 0.78)]


@subject("rose", "rose", "flowers", "specimen", near=0.8, far=0.0, wide=0.75, settings=("studio",))
def rose(pen: Pen) -> None:
    """Draw a rose."""
    rng = pen.rng
    red = str(rng.choice(["#b04a4a", "#d39a92", "#e2cfa8", "#8f2f38", "#d8b8a0"]))
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.06, 0.06), "#5c6d42", 3)
        head = pen.at(x, y, 0.25 * s)
        for lean in (-60.0, -20.0, 25.0, 65.0):
            leaf(head.at(0, -0.5, 0.75, angle=lean), "#6d7d4c")
        _petals(head, red)


def _petals(head: Pen, red: str) -> None:
    """A rose seen from the side: a cup of petals around a spiral, the outer ones turned back."""
    rng = head.rng
    red_, green_, blue_ = (float(v) for v in rgb(red))
    wide = float(rng.uniform(0.72, 1.05))
    pale = (min(1.0, red_ * 0.8 + 0.24), green_ * 0.8 + 0.2, blue_ * 0.8 + 0.2)
    deep = (red_ * 0.72, green_ * 0.66, blue_ * 0.66)
    flip = float(rng.choice([-1, 1]))

    def petal(text: str, colour: Colour, tilt: tuple[float, float], *, side: float = 1.0) -> Points:
        ring = (xy(text) + rng.normal(0, 0.022, xy(text).shape)) * (wide * flip * side, 1)
        head.fill(
            smooth(ring, closed=True, steps=5),
            colour,
            form="round",
            bulge=0.55,
            tilt=(tilt[0] * flip * side, tilt[1]),
            texture="streak|",
            grain=0.05,
            outline=0.9,
            flow=70 if side > 0 else 110,
        )
        return ring

    def rim(ring: Points, first: int, last: int) -> None:
        edge = ring[first:last]
        thin = [0.02, *([0.085] * (len(edge) - 2)), 0.02]
        head.stroke(edge, thin, pale, outline=0.5, flow=20)

    for side in (1.0, -1.0):
        petal("-.75,.1 -.84,.55 -.5,.9 -.1,.8 0,.2", red, (-0.2, -0.2), side=side)
    petal("-.5,.4 -.36,.92 0,1.04 .36,.92 .5,.4 0,.2", red, (0, -0.25))
    head.oval(0, 0.52, 0.56 * wide, 0.34, deep, outline=0.5)
    for k in range(6):  # the spiral
        r = 0.54 * 0.78**k
        x, y = 0.05 * flip * (-1) ** k, 0.5 + 0.035 * k
        tone = deep if k % 2 else red
        head.fill(
            ellipse(x, y, r * wide, r * 0.62, tilt=float(rng.uniform(-14, 14)), n=22),
            tone,
            form="round",
            bulge=0.5,
            tilt=(0.25 * (-1) ** k, -0.2),
            outline=0.8,
            flow=float(30 + 60 * (k % 2)),
        )
    open_ = rng.random() < 0.7
    for side in (1.0, -1.0) if open_ else ():
        turned = petal(
            "-.5,.1 -.95,.3 -1.12,-.02 -.8,-.48 -.3,-.62 -.3,-.2", red, (-0.1, 0.3), side=side
        )
        rim(turned, 1, 4)
    right = petal(
        ".74,.54 .5,.34 .18,.16 -.06,.1 -.12,-.3 .05,-.68 .48,-.52 .76,-.05", red, (0.2, 0.1)
    )
    rim(right, 0, 4)
    left = petal(
        "-.74,.54 -.46,.3 -.1,.16 .22,.2 .32,.02 .2,-.42 0,-.72 -.44,-.54 -.76,-.05",
        red,
        (-0.2, 0.15),
    )
    rim(left, 0, 4)
    for x in (-0.34, -0.1, 0.14, 0.34):
        head.fill(
            smooth([(x - 0.1, -0.6), (x * 1.9, -0.42 + abs(x) * -0.4), (x + 0.1, -0.66)], steps=4),
            "#5f7145",
            outline=0.7,
        )


@subject(
    "tulip", "tulipe", "flowers", "specimen", near=0.8, far=0.0, wide=0.7, settings=("studio",)
)
def tulip(pen: Pen) -> None:
    """Draw a tulip."""
    rng = pen.rng
    red = str(rng.choice(["#c0523f", "#d8a94a", "#a06a8a", "#e2d5c0", "#7a3442"]))
    for way in (-1, 1):
        blade = [
            (0, 0.0),
            (way * 0.18, 0.22),
            (way * 0.24, 0.5),
            (way * rng.uniform(0.26, 0.42), 0.62),
            (way * 0.1, 0.4),
            (way * 0.015, 0.12),
        ]
        pen.blob(blade, "#728258", form="round", texture="streak|", grain=0.08, flow=75)
        pen.line([(0, 0.05), (way * 0.14, 0.3), (way * 0.24, 0.55)], weight=0.5)
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.05, 0.05), "#6d7d52", 0)
        head = pen.at(x, y - 0.02, 0.28 * s, angle=float(-rng.uniform(-10, 10)))
        for ring in (
            xy("-.1,0 -.46,.3 -.42,.8 -.25,1.02 -.05,.6"),
            xy(".1,0 .46,.3 .42,.8 .25,1.02 .05,.6"),
            xy("0,-.02 -.34,.2 -.3,.7 0,1.1 .3,.7 .34,.2"),
        ):
            head.blob(ring, red, form="round", texture="streak|", grain=0.08, flow=80)
        for a in (-0.14, 0, 0.14):
            head.line([(a * 0.3, 0.08), (a * 1.4, 0.5), (a, 0.9)], weight=0.45)


@subject(
    "sunflower",
    "tournesol",
    "flowers",
    "specimen",
    near=0.84,
    far=0.0,
    wide=0.75,
    settings=("field", "studio"),
)
def sunflower(pen: Pen) -> None:
    """Draw a sunflower."""
    rng = pen.rng
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.05, 0.05), "#64703f", 3)
        head = pen.at(x, y, 0.26 * s)
        for r, n, colour in ((1.0, 17, "#c98f2e"), (0.9, 15, "#dfae42")):
            turn = rng.uniform(0, 1)
            for k in range(n):
                a = turn + 2 * np.pi * k / n
                petal = head.at(
                    0.3 * np.cos(a),
                    0.3 * np.sin(a),
                    r * rng.uniform(0.6, 0.72),
                    angle=float(np.degrees(a)) - 90,
                )
                right = smooth(xy("0,0 .13,.3 .13,.6 0,1"), steps=3)
                petal.fill(
                    np.vstack([right, (right * (-1, 1))[::-1]]),
                    colour,
                    tilt=(0.25 * np.cos(a), -0.25 * np.sin(a)),
                    outline=0.8,
                    flow=80,
                )
                petal.line([(0, 0.1), (0.01, 0.8)], weight=0.4, curved=False)
        head.oval(
            0,
            0,
            0.44,
            0.44,
            "#4f3722",
            form="round",
            texture="leaf",
            grain=0.3,
            bump=0.6,
            scale=0.5,
            outline=1,
        )
        for k in range(110):
            a, r = k * 2.39996, 0.41 * np.sqrt(k / 110)
            head.oval(
                r * np.cos(a),
                r * np.sin(a),
                0.016,
                0.016,
                "#2d1e12" if k > 40 else "#7a5a30",
                outline=0.0,
            )


@subject(
    "poppy", "coquelicot", "flowers", "specimen", near=0.8, far=0.0, wide=0.75, settings=("field",)
)
def poppy(pen: Pen) -> None:
    """Draw a poppy."""
    rng = pen.rng
    for x, y, s in [*_posy(pen), (rng.uniform(-0.4, 0.4), 0.5, 0.0)]:
        pen.stroke([(0, 0), (x * 0.3, y * 0.5), (x, y)], [0.014, 0.01], "#66753f")
        if s == 0.0:
            pen.oval(x, y + 0.02, 0.035, 0.06, "#74834c", form="round")
            continue
        head = pen.at(x, y, 0.25 * s, angle=float(rng.uniform(-15, 15)))
        for cx, cy, r in ((0, 0.45, 0.72), (-0.45, 0.1, 0.66), (0.45, 0.1, 0.66), (0, -0.2, 0.68)):
            ring = ellipse(cx, cy, r, r * 0.72, n=17) + rng.normal(0, 0.05, (17, 2))
            head.fill(
                smooth(ring[:-1], closed=True, steps=3),
                "#bf432f",
                form="round",
                bulge=0.9,
                texture="streak|",
                grain=0.08,
                tilt=(-cx * 0.4, cy * 0.4),
                outline=1,
            )
            for a in np.linspace(0.3, 2.8, 6):
                head.line(
                    [(cx * 0.3, cy * 0.3), (cx + r * 0.6 * np.cos(a), cy + r * 0.45 * np.sin(a))],
                    weight=0.3,
                    curved=False,
                )
        head.oval(0, 0.05, 0.2, 0.18, "#2a2320", texture="leaf", grain=0.3, outline=0.6)
        head.oval(0, 0.07, 0.1, 0.1, "#7d8a55", form="round", outline=0.8)
    for _ in range(3):
        leaf(
            pen.at(
                rng.uniform(-0.03, 0.03),
                rng.uniform(0.02, 0.2),
                0.3,
                angle=float(rng.uniform(-75, 75)),
            ),
            "#6b7a47",
        )


@subject("iris", "iris", "flowers", "specimen", near=0.86, far=0.0, wide=0.7, settings=("studio",))
def iris(pen: Pen) -> None:
    """Draw an iris."""
    rng = pen.rng
    violet = str(rng.choice(["#6a5b8c", "#7f86ad", "#8d5f82", "#d9c88f", "#4d4a78"]))
    for x0, x1, tall in (
        (-0.1, -0.3, 0.6),
        (0.1, 0.26, 0.66),
        (-0.04, -0.12, 0.72),
        (0.06, 0.14, 0.55),
    ):
        pen.fill(
            np.vstack(
                [
                    smooth([(x0 - 0.035, 0), (x0 - 0.03, tall * 0.5), (x1, tall)], steps=6),
                    smooth([(x1, tall), (x0 + 0.06, tall * 0.5), (x0 + 0.035, 0)], steps=6),
                ]
            ),
            "#6f8163",
            texture="streak|",
            grain=0.1,
            flow=85,
            tilt=(0.2, 0),
        )
    _stem(pen, (0.0, 0.7), 0.02, "#6b7b52", 0)
    head = pen.at(0, 0.7, 0.3)
    petals: list[tuple[Points, tuple[float, float]]] = [
        (smooth(xy("-.05,.1 -.42,.5 -.34,1 0,1.05 .03,.5"), closed=True, steps=5), (-0.3, 0)),
        (smooth(xy(".05,.1 .42,.5 .34,1 0,1.05 -.03,.5"), closed=True, steps=5), (0.3, 0)),
        (
            smooth(xy("0,.12 -.5,.2 -.95,-.05 -1,-.45 -.7,-.5 -.3,-.12"), closed=True, steps=5),
            (-0.2, 0.3),
        ),
        (
            smooth(xy("0,.12 .5,.2 .95,-.05 1,-.45 .7,-.5 .3,-.12"), closed=True, steps=5),
            (0.2, 0.3),
        ),
        (
            smooth(
                xy("-.1,.15 -.32,-.25 -.3,-.75 0,-.9 .3,-.75 .32,-.25 .1,.15"), closed=True, steps=5
            ),
            (0, 0.3),
        ),
    ]
    for ring, tilt in petals:
        head.fill(
            ring,
            violet,
            form="round",
            bulge=0.8,
            tilt=tilt,
            texture="streak|",
            grain=0.1,
            outline=1.1,
            flow=70,
        )
    for a in np.linspace(-0.2, 0.2, 7):
        head.line([(a * 0.2, 0.1), (a, -0.3), (a * 1.2, -0.7)], weight=0.4)
        head.line([(a * 0.2, 0.2), (a * 1.3, 0.6), (a, 0.95)], weight=0.35)
    head.stroke([(0, 0.12), (0, -0.18), (0, -0.4)], [0.12, 0.09, 0.03], "#d8b45a", outline=0.4)
