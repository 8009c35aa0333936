"""Mushrooms, ferns and leaves."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject


def leaf(pen: Pen, colour: str) -> None:
    """A leaf from the origin upwards, 1 long."""
    right = smooth(xy("0,0 .17,.25 .19,.5 .1,.8 0,1"), steps=4)
    pen.fill(
        np.vstack([right, (right * (-1, 1))[::-1]]),
        colour,
        form="round",
        bulge=0.7,
        tilt=(0.2, 0),
        outline=0.9,
        flow=40,
    )
    pen.line([(0, 0), (0.01, 0.5), (0, 0.95)], weight=0.6)
    for y in (0.2, 0.36, 0.52, 0.68):
        pen.line([(0, y), (0.12, y + 0.12)], weight=0.3)
        pen.line([(0, y), (-0.12, y + 0.12)], weight=0.3)


@subject("mushroom", "champignon", "nature", "specimen", near=0.62, far=0.0, wide=1.0, settings=())
def mushroom(pen: Pen) -> None:
    """Draw a mushroom."""
    rng = pen.rng
    cap = str(rng.choice(["#a5452f", "#9c7a4e", "#c9a66a", "#7d6450", "#d3c3a0"]))
    for x, size in ((0.34, 0.5), (-0.32, 0.62), (0.0, 1.0)):
        one = pen.at(x, 0, size, angle=float(rng.uniform(-6, 6)))
        one.blob(
            xy("-.09,.6 -.085,.3 -.13,.06 -.05,0 .06,0 .13,.06 .085,.3 .09,.6"),
            "#e6dcc3",
            form="post",
            texture="fibre",
            grain=0.06,
            flow=90,
        )
        one.oval(0, 0.61, 0.36, 0.075, "#c8b392", outline=0.9, flow=90)
        for t in np.linspace(-0.95, 0.95, 22):
            one.line(
                [(t * 0.09, 0.63), (t * 0.34, 0.61 - 0.06 * np.sqrt(1 - t * t))],
                weight=0.35,
                curved=False,
            )
        one.fill(
            np.vstack(
                [
                    smooth(xy("-.39,.6 -.33,.8 -.12,.96 .12,.96 .33,.8 .39,.6"), steps=6),
                    ellipse(0, 0.61, 0.37, 0.055, start=0, stop=-180, n=14)[::1],
                ]
            ),
            cap,
            form="round",
            texture="rough",
            grain=0.06,
            flow=20,
        )
        if cap == "#a5452f":
            for _ in range(9):
                a, r = rng.uniform(0.2, np.pi - 0.2), rng.uniform(0.1, 0.85)
                one.oval(
                    0.34 * r * np.cos(a),
                    0.66 + 0.27 * r * np.sin(a),
                    0.03,
                    0.022,
                    "#efe6d2",
                    form="round",
                    outline=0.5,
                )
        one.line([(-0.09, 0.5), (0, 0.47), (0.09, 0.5)], weight=0.8)
    for x in np.linspace(-0.5, 0.5, 26):
        pen.line(
            [(x, -0.01), (x + rng.uniform(-0.03, 0.03), rng.uniform(0.04, 0.13))],
            weight=0.6,
            colour="#6f7a48",
        )


@subject("fern", "fougère", "nature", "specimen", near=0.8, far=0.0, wide=0.7, settings=())
def fern(pen: Pen) -> None:
    """Draw a fern."""
    rng = pen.rng
    green = str(rng.choice(["#66764a", "#7d8453", "#55683f", "#8a7d4a"]))
    for lean in rng.uniform(-0.5, 0.5, int(rng.integers(1, 4))):
        t = np.linspace(0, 1, 27)
        spine = np.column_stack([lean * t**1.6, t * (1 - 0.12 * abs(lean))])
        pen.stroke(spine, [0.014, 0.004], green, curved=False)
        for k in range(3, 26):
            long = (
                0.3 * np.sin(np.pi * min(1, (1.06 - t[k]) ** 0.8)) * (0.45 + 0.55 * (1 - t[k]))
                + 0.012
            )
            for way in (-1, 1):
                base, angle = spine[k], np.radians(90 - way * (64 - 20 * t[k])) - lean * t[k] * 0.8
                s = np.linspace(0, 1, 9)
                rib = (
                    base
                    + np.column_stack([np.cos(angle) * s, np.sin(angle) * s - 0.22 * s**2]) * long
                )
                wide = 0.0135 * (1 - s**2) * (0.6 + 0.5 * np.abs(np.sin(s * 22)))
                normal = np.array([-np.sin(angle), np.cos(angle)])
                pen.fill(
                    np.vstack([rib + normal * wide[:, None], (rib - normal * wide[:, None])[::-1]]),
                    green,
                    tilt=(way * 0.3, 0),
                    outline=0.5,
                    flow=30,
                )
