"""Cats: sitting, lying and walking, 1 high or a little less."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from precompute.demo.curves import Shape, smooth, xy
from precompute.demo.scene import Look, Pen

COATS = ("#2a2624", "#8b7a66", "#c8935a", "#d9d0c0", "#6a645e", "#a08a6c")
PALE = "#e6ddcb"


class Fur:
    """A coat: its colour, its stripes, and whether the chest and paws are white."""

    def __init__(self, pen: Pen) -> None:
        rng = pen.rng
        self.coat = str(rng.choice(COATS))
        dark = self.coat == "#2a2624"
        self.stripe = "#161210" if dark else str(rng.choice(["#4d3c2e", "#5e4636", "#3c332c"]))
        self.tabby = bool(rng.random() < (0.15 if dark else 0.6))
        self.white = bool(rng.random() < 0.45)

    def fill(self, pen: Pen, ring: Shape, flow: float, *, outline: float = 0.9) -> None:
        """A part of the body, its edge a little frayed."""
        look: Look = {
            "form": "round",
            "bulge": 0.75,
            "texture": "fibre|",
            "grain": 0.1,
            "scale": 0.5,
            "bump": 0.1,
            "ragged": 0.12,
            "flow": flow,
            "outline": outline,
        }
        pen.fill(smooth(ring, closed=True, steps=5), self.coat, **look)

    def limb(self, pen: Pen, points: Shape, width: list[float]) -> None:
        """A leg or a tail."""
        pen.stroke(
            points, width, self.coat, texture="fibre|", grain=0.1, scale=0.5, outline=0.8, flow=80
        )

    def paw(self, pen: Pen, x: float, y: float = 0.03) -> None:
        """A paw and its toes."""
        colour = PALE if self.white else self.coat
        pen.oval(x, y, 0.062, 0.033, colour, form="round", outline=0.8)
        for k in (-0.02, 0.012):
            pen.line([(x + k - 0.012, y - 0.025), (x + k - 0.015, y + 0.002)], weight=0.5)

    def stripes(self, pen: Pen, lines: Sequence[Shape], width: float) -> None:
        """Stripes, if there are any."""
        if not self.tabby:
            return
        for line in lines:
            pen.stroke(
                line,
                [width, width * 0.8, 0.004],
                self.stripe,
                alpha=0.7,
                outline=0.0,
                form="flat",
                texture="fibre|",
                grain=0.2,
            )


def head(pen: Pen, fur: Fur) -> None:
    """A head around the origin, 0.4 wide."""
    rng = pen.rng
    turn = float(rng.uniform(-0.02, 0.02))
    for way in (-1, 1):
        pen.fill(
            smooth(
                np.array([(0.185, 0.05), (0.2, 0.19), (0.165, 0.285), (0.1, 0.21), (0.035, 0.13)])
                * (way, 1),
                closed=True,
                steps=4,
            ),
            fur.coat,
            form="round",
            outline=1.0,
            flow=70,
        )
        pen.fill(
            np.array([(0.16, 0.1), (0.165, 0.235), (0.075, 0.15)]) * (way, 1),
            "#a98474" if fur.coat != "#2a2624" else "#5d4a44",
            outline=0.3,
        )
    fur.fill(
        pen,
        xy(
            "-.21,-.01 -.19,.09 -.1,.155 0,.165 .1,.155 .19,.09 .21,-.01 .17,-.09 .08,-.14 0,-.15 "
            "-.08,-.14 -.17,-.09"
        ),
        60,
    )
    fur.stripes(
        pen,
        [[(x, 0.16), (x * 0.8, 0.11), (x * 0.7, 0.07)] for x in (-0.06, 0.0, 0.06)]
        + [
            [(w * 0.2, y), (w * 0.15, y - 0.005), (w * 0.11, y)]
            for w in (-1, 1)
            for y in (0, -0.05)
        ],
        0.022,
    )
    pale = PALE if fur.white else fur.coat
    if fur.white:
        pen.blob(
            [(turn, 0.06), (0.05, -0.05), (0.09, -0.1), (0, -0.145), (-0.09, -0.1), (-0.05, -0.05)],
            pale,
            outline=0.0,
            form="round",
        )
    for way in (-1, 1):
        pen.oval(turn + way * 0.036, -0.075, 0.045, 0.036, pale, form="round", outline=0.35)
        x = turn * 0.5 + way * 0.082
        eye = [
            (x - way * 0.042, 0.003),
            (x - way * 0.005, 0.038),
            (x + way * 0.042, 0.03),
            (x + way * 0.01, -0.008),
        ]
        pen.fill(smooth(eye, closed=True, steps=3), "#b9a552", outline=1.1)
        pen.oval(x, 0.017, 0.013, 0.023, "#120f0d", outline=0.3)
        pen.oval(x + 0.008, 0.026, 0.006, 0.006, "#f4f0e6", outline=0.0)
        for t in (-0.03, 0.0, 0.03):
            pen.line(
                [(turn + way * 0.06, -0.075 + t * 0.4), (way * 0.29, -0.07 + t * 1.5)],
                weight=0.3,
                colour="#cfc8ba",
            )
    pen.fill(
        np.add([(-0.026, -0.035), (0.026, -0.035), (0, -0.062)], (turn, 0)), "#8d5a50", outline=0.7
    )
    for way in (-1, 1):
        pen.line(
            [(turn, -0.062), (turn + way * 0.012, -0.095), (turn + way * 0.05, -0.1)], weight=0.7
        )


def sitting(pen: Pen) -> None:
    """A cat that sits and looks out of the picture."""
    rng, fur = pen.rng, Fur(pen)
    pen.shadow(0.06, 0.42, 0.05, 0.5)
    up = rng.random() < 0.4
    if up:
        tail = xy(".28,.08 .5,.08 .56,.3 .46,.45 .5,.56")
        fur.limb(pen, tail, [0.08, 0.075, 0.07, 0.05])
    body = xy(
        "-.12,.66 -.21,.5 -.2,.3 -.17,.1 -.16,.0 .05,.0 .3,.0 .38,.12 .34,.32 .22,.52 .12,.66"
    )
    fur.fill(pen, body, 80)
    fur.stripes(
        pen,
        [
            [(0.35 - 0.03 * k, 0.2 + 0.08 * k), (0.2, 0.2 + 0.085 * k), (0.1, 0.25 + 0.08 * k)]
            for k in range(5)
        ],
        0.035,
    )
    fur.fill(pen, xy(".1,.02 .06,.14 .12,.28 .24,.32 .34,.24 .36,.1 .3,.01"), 60, outline=0.5)
    fur.stripes(
        pen, [[(0.34, 0.1 + k), (0.24, 0.13 + k), (0.15, 0.12 + k)] for k in (0.0, 0.08)], 0.03
    )
    fur.paw(pen, 0.1, 0.028)
    if fur.white:
        pen.blob(
            xy("-.16,.62 -.18,.45 -.12,.28 -.05,.3 0,.45 .02,.62"),
            PALE,
            form="round",
            outline=0.2,
            ragged=0.3,
            texture="fibre|",
        )
    for x in (-0.02, -0.13):
        fur.limb(pen, [(x + 0.02, 0.42), (x, 0.22), (x - 0.01, 0.04)], [0.1, 0.08, 0.07])
        fur.paw(pen, x - 0.02)
    if not up:
        tail = xy(".34,.05 .2,-.02 -.02,-.025 -.2,.0")
        fur.limb(pen, tail, [0.06, 0.07, 0.07, 0.045])
    head(pen.at(-0.07, 0.77, 1.0, angle=float(rng.uniform(-8, 8))), fur)


def lying(pen: Pen) -> None:
    """A cat that lies with its paws before it."""
    rng, fur = pen.rng, Fur(pen)
    pen.shadow(0.0, 0.55, 0.05, 0.5)
    fur.limb(pen, xy(".44,.08 .56,.04 .5,-.03 .2,-.03"), [0.08, 0.075, 0.07, 0.04])
    body = xy("-.34,.3 -.3,.1 -.2,.0 .2,.0 .46,.0 .54,.12 .48,.34 .3,.46 .05,.46 -.15,.44")
    fur.fill(pen, body, 70)
    fur.stripes(
        pen,
        [[(0.42 - 0.1 * k, 0.44), (0.4 - 0.1 * k, 0.3), (0.36 - 0.1 * k, 0.18)] for k in range(6)],
        0.035,
    )
    fur.fill(pen, xy(".2,.02 .16,.14 .24,.28 .38,.3 .49,.2 .48,.04"), 60, outline=0.5)
    fur.paw(pen, 0.2, 0.03)
    fur.limb(pen, xy("-.24,.12 -.36,.06 -.5,.03"), [0.12, 0.09, 0.075])
    fur.paw(pen, -0.52)
    fur.limb(pen, xy("-.14,.1 -.26,.04 -.38,.01"), [0.12, 0.09, 0.075])
    fur.paw(pen, -0.4, 0.015)
    head(pen.at(-0.3, 0.46, 1.05, angle=float(rng.uniform(-6, 10))), fur)


def walking(pen: Pen) -> None:
    """A cat seen from the side, its head turned to us."""
    rng, fur = pen.rng, Fur(pen)
    pen.shadow(0.0, 0.5, 0.05, 0.4)
    fur.limb(
        pen,
        xy(
            ".4,.5 .54,.56 .58,.75 .5,.95" if rng.random() < 0.6 else ".4,.48 .55,.36 .64,.2 .74,.2"
        ),
        [0.08, 0.07, 0.065, 0.045],
    )
    step = float(rng.uniform(-0.05, 0.08))
    for x, foot in ((0.28, 0.36 + step), (-0.26, -0.2 + step)):
        fur.limb(pen, [(x, 0.4), (x + 0.03, 0.2), (foot, 0.04)], [0.13, 0.075, 0.06])
        fur.paw(pen, foot - 0.02)
    body = xy("-.36,.5 -.32,.36 -.1,.32 .2,.34 .4,.32 .46,.45 .4,.57 .15,.58 -.15,.57 -.3,.62")
    fur.fill(pen, body, 65)
    fur.stripes(
        pen,
        [
            [(0.38 - 0.1 * k, 0.57), (0.37 - 0.1 * k, 0.46), (0.34 - 0.1 * k, 0.38)]
            for k in range(7)
        ],
        0.03,
    )
    for x, foot in ((0.36, 0.3 - step), (-0.28, -0.36 - step)):
        fur.limb(pen, [(x, 0.44), (x + 0.03, 0.22), (foot, 0.04)], [0.15, 0.08, 0.065])
        fur.paw(pen, foot - 0.02)
    head(pen.at(-0.42, 0.66, 0.95, angle=float(rng.uniform(-6, 6))), fur)
