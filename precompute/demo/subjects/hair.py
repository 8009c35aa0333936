"""Hair, beards and hats of portraits; a head is 2 high around the origin."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Points, Shape, ellipse, smooth, xy
from precompute.demo.scene import Look, Pen


def _locks(hair: str, flow: float) -> tuple[str, Look]:
    return hair, {
        "form": "round",
        "texture": "fibre|",
        "grain": 0.1,
        "scale": 0.55,
        "bump": 0.05,
        "flow": flow,
    }


def _mass(pen: Pen, points: Shape, hair: str, flow: float, **more: float) -> None:
    colour, look = _locks(hair, flow)
    look["outline"] = more.get("outline", 1.0)
    look["bulge"] = more.get("bulge", 0.8)
    pen.fill(smooth(points, closed=True, steps=4), colour, **look)


def _strands(pen: Pen, start: Shape, stop: Shape, bend: Shape, count: int) -> None:
    """Lines from one edge of a mass to the other."""
    a, b, c = (np.asarray(p, float) for p in (start, bend, stop))
    for t in np.linspace(0.06, 0.94, count):
        line = [p[0] + t * (p[1] - p[0]) for p in (a, b, c)]
        pen.line(line, weight=0.4)


def cap(pen: Pen, hair: str, middle: float, *, full: float, line: float, part: float) -> None:
    """Hair over a skull: ``full`` its volume, ``line`` where the brow ends.

    ``part`` is how far from the middle of the face it parts.
    """
    f, p = full, middle + part
    ring = [
        (-0.66, -0.06),
        (-0.73 - 0.5 * f, 0.18),
        (-0.75 - f, 0.52),
        (-0.6 - 0.8 * f, 0.94),
        (-0.2, 1.1 + f),
        (0.2, 1.1 + f),
        (0.6 + 0.8 * f, 0.94),
        (0.75 + f, 0.52),
        (0.73 + 0.5 * f, 0.18),
        (0.66, -0.06),
        (0.62, 0.16),
        (0.6, 0.38),
        (0.46 + 0.1 * middle, line - 0.02),
        (p + 0.12, line + 0.06),
        (p, line + 0.13),
        (p - 0.12, line + 0.05),
        (-0.46 + 0.1 * middle, line - 0.02),
        (-0.6, 0.38),
        (-0.62, 0.16),
    ]
    _mass(pen, ring, hair, 35.0, bulge=0.9)
    for way in (-1, 1):
        _strands(
            pen,
            [(p, line + 0.14), (p * 0.6, 1.04 + f)],
            [(way * 0.64, 0.3), (way * (0.74 + f), 0.45)],
            [(way * 0.4 + p * 0.3, line + 0.08), (way * 0.5, 0.98 + f)],
            6,
        )


def bald(pen: Pen, hair: str) -> None:
    """What is left above the ears."""
    for way in (-1, 1):
        _mass(
            pen,
            [
                (way * 0.64, -0.06),
                (way * 0.76, 0.1),
                (way * 0.78, 0.42),
                (way * 0.66, 0.68),
                (way * 0.62, 0.4),
            ],
            hair,
            80.0,
        )


def behind(pen: Pen, hair: str, style: str) -> None:
    """The part of a woman's hair that is behind the head."""
    if style == "bun":
        x = float(pen.rng.uniform(-0.15, 0.15))
        _mass(pen, ellipse(x, 1.2, 0.36, 0.28, n=12)[:-1], hair, 20.0)
        pen.line(ellipse(x, 1.22, 0.2, 0.14, start=30, stop=250, n=12), weight=0.5)
    elif style == "long":
        _mass(
            pen,
            xy("-.8,.6 -.95,-.3 -1,-1.2 -.6,-1.6 .6,-1.6 1,-1.2 .95,-.3 .8,.6 0,1.1"),
            hair,
            85.0,
        )
    elif style in ("bob", "waves"):
        low = -0.75 if style == "bob" else -1.1
        _mass(
            pen,
            [(-0.8, 0.6), (-0.9, -0.2), (-0.82, low), (0.82, low), (0.9, -0.2), (0.8, 0.6)],
            hair,
            85.0,
        )


def before(pen: Pen, hair: str, style: str, middle: float) -> None:
    """The part of a woman's hair that frames the face."""
    rng = pen.rng
    if style == "bun":  # puffed up and away from the brow
        cap(pen, hair, middle, full=float(rng.uniform(0.1, 0.24)), line=0.58, part=0.0)
        return
    if style == "bob":
        cap(pen, hair, middle, full=0.08, line=0.36, part=float(rng.choice([-0.3, 0.3])))
        edge: list[tuple[float, float]] = [(0.72, 0.3), (0.86, -0.1), (0.84, -0.62), (0.56, -0.56)]
        inner = [(0.6, -0.2), (0.58, 0.2)]
    elif style == "waves":
        cap(pen, hair, middle, full=0.1, line=0.56, part=float(rng.choice([-0.25, 0.25])))
        edge = [(0.74, 0.4), (0.9, 0.1), (0.8, -0.25), (0.94, -0.6), (0.8, -1.02), (0.6, -0.95)]
        inner = [(0.66, -0.5), (0.58, -0.1), (0.62, 0.25)]
    elif style == "long":
        cap(pen, hair, middle, full=0.05, line=0.6, part=0.0)
        edge = [(0.74, 0.4), (0.84, -0.2), (0.92, -1.0), (0.8, -1.55), (0.6, -1.3)]
        inner = [(0.64, -0.6), (0.6, 0.1)]
    else:  # parted in the middle, over the ears, low on the neck
        cap(pen, hair, middle, full=0.03, line=0.62, part=0.0)
        edge = [(0.7, 0.4), (0.8, 0.05), (0.76, -0.34), (0.6, -0.46)]
        inner = [(0.61, -0.1), (0.58, 0.25)]
    for way in (-1, 1):
        lock = np.array([*edge, *inner]) * (way, 1)
        _mass(pen, lock, hair, 75.0, outline=0.6, bulge=0.45)
        for t in (0.3, 0.65):
            pen.line(_between(lock[: len(edge)], lock[::-1][: len(inner)], t), weight=0.4)


def _between(one: Points, other: Points, t: float) -> Points:
    """A path part of the way from one path to another."""
    along = np.linspace(0, 1, 4)
    a, b = (
        np.column_stack([np.interp(along, np.linspace(0, 1, len(p)), p[:, k]) for k in (0, 1)])
        for p in (one, other)
    )
    return np.asarray(a + t * (b - a))


def beard(pen: Pen, hair: str, middle: float, kind: str) -> None:
    """``full``, ``goatee``, ``whiskers`` or ``moustache``."""
    rng, m = pen.rng, middle
    if kind in ("full", "whiskers"):
        drop = float(rng.uniform(1.12, 1.55)) if kind == "full" else 0.8
        for way in (-1, 1) if kind == "whiskers" else ():
            _mass(
                pen,
                np.array([(0.64, 0.1), (0.7, -0.3), (0.62, -0.72), (0.36, -0.84), (0.46, -0.4)])
                * (way, 1),
                hair,
                80.0,
            )
        if kind == "full":
            ring = [
                (-0.66, 0.08),
                (-0.68, -0.4),
                (-0.54, -0.9),
                (-0.2, -drop),
                (0.2, -drop),
                (0.54, -0.9),
                (0.68, -0.4),
                (0.66, 0.08),
                (0.56, -0.3),
                (m + 0.3, -0.42),
                (m + 0.21, -0.62),
                (m, -0.66),
                (m - 0.21, -0.62),
                (m - 0.3, -0.42),
                (-0.56, -0.3),
            ]
            _mass(pen, ring, hair, 80.0)
            for x in np.linspace(-0.5, 0.5, 11):
                pen.line([(x, -0.72), (x * 0.9, -0.9), (x * 0.7, -drop * 0.95)], weight=0.4)
    elif kind == "goatee":
        _mass(
            pen,
            [(m - 0.2, -0.68), (m - 0.18, -0.95), (m, -1.2), (m + 0.18, -0.95), (m + 0.2, -0.68)],
            hair,
            85.0,
        )
    if kind == "whiskers" and rng.random() < 0.5:
        return
    tip = float(rng.uniform(-0.61, -0.5))
    wide = float(rng.uniform(0.24, 0.36))
    ring = [(m, -0.415), (m + 0.15, -0.425), (m + wide, tip + 0.02), (m + wide * 0.8, tip - 0.05)]
    ring += [(m + 0.12, -0.55), (m, -0.525)]
    ring += [(2 * m - x, y) for x, y in ring[1:5]][::-1]
    _mass(pen, ring, hair, 15.0, outline=0.5, bulge=0.4)


def hat_of_a_man(pen: Pen, felt: str, kind: str) -> None:
    """``bowler``, ``top``, ``boater``, ``sailor``, ``flat`` or ``beret``."""
    if kind in ("bowler", "top", "boater"):
        straw = "#d8c592" if kind == "boater" else felt
        if kind == "bowler":
            pen.blob(
                xy("-.8,.62 -.78,1.05 -.45,1.38 .45,1.38 .78,1.05 .8,.62"), straw, form="round"
            )
        elif kind == "top":
            pen.fill(xy("-.74,.6 -.8,1.62 .8,1.62 .74,.6"), straw, form="post")
        else:
            pen.fill(xy("-.74,.6 -.74,1.08 .74,1.08 .74,.6"), straw, form="post", grain=0.08)
        pen.bar(-0.78, 0.6, 0.78, 0.78, "#1c1a1a", form="post", outline=0.5)
        pen.fill(
            smooth(
                xy("-1.12,.66 -.7,.54 0,.5 .7,.54 1.12,.66 .75,.62 0,.6 -.75,.62"),
                closed=True,
                steps=4,
            ),
            straw,
            form="round",
        )
    elif kind == "sailor":
        pen.blob(xy("-.78,.62 -1,.98 -.5,1.2 .5,1.2 1,.98 .78,.62"), felt, form="round")
        pen.bar(-0.77, 0.5, 0.77, 0.72, "#1b1a1a", form="post")
        pen.blob(xy("-.66,.52 0,.36 .66,.52 0,.6"), "#121212", form="round")
    elif kind == "flat":
        pen.blob(
            xy("-.82,.5 -.95,.85 -.5,1.14 .4,1.16 .95,.85 .84,.5 0,.62"),
            felt,
            form="round",
            texture="leaf",
            grain=0.06,
        )
        pen.blob(xy("-.74,.54 0,.36 .74,.54 .4,.62 -.4,.62"), felt, form="round", tilt=(0.0, 0.5))
    else:
        pen.blob(xy("-.8,.58 -1.15,.85 -.6,1.22 .3,1.2 .85,.9 .78,.55 0,.68"), felt, form="round")


def hat_of_a_woman(pen: Pen, felt: str, kind: str) -> None:
    """``wide``, ``cloche``, ``coif``, ``scarf``; the hair is drawn first."""
    rng = pen.rng
    if kind == "wide":
        pen.blob(xy("-.8,.74 -.8,1.15 0,1.45 .8,1.15 .8,.74"), felt, form="round")
        pen.fill(
            smooth(
                xy("-1.5,.92 -.8,.68 0,.6 .8,.68 1.5,.92 1.1,1.02 0,.84 -1.1,1.02"),
                closed=True,
                steps=5,
            ),
            felt,
            form="round",
        )
        band = str(rng.choice(["#7a3f38", "#e2d7c2", "#3c4a55", "#2a2624"]))
        if rng.random() < 0.5:  # a feather
            pen.fill(
                smooth(xy(".3,1 .8,1.5 1.2,1.45 1,1.2 .5,.95"), closed=True, steps=4),
                band,
                texture="fibre",
                grain=0.2,
                flow=40,
            )
        for x in np.linspace(-0.6, 0.2, 4):
            pen.oval(x, 0.96 - 0.08 * x * x, 0.19, 0.15, band, form="round", outline=0.7)
    elif kind == "cloche":
        pen.blob(xy("-.84,.3 -.86,.8 -.5,1.2 .5,1.2 .86,.8 .84,.3 0,.42"), felt, form="round")
        pen.fill(
            smooth(xy("-.86,.32 0,.44 .86,.32 .87,.54 0,.68 -.87,.54"), closed=True, steps=4),
            "#2a2624",
            form="post",
            outline=0.6,
        )
    elif kind == "coif":
        tall = float(rng.uniform(1.15, 1.7))
        pen.fill(
            smooth(
                [
                    (-0.74, 0.3),
                    (-0.72, 0.95),
                    (-0.4, tall),
                    (0.4, tall),
                    (0.72, 0.95),
                    (0.74, 0.3),
                    (0.5, 0.66),
                    (0, 0.78),
                    (-0.5, 0.66),
                ],
                closed=True,
                steps=4,
            ),
            "#e9e2d3",
            form="post",
        )
        for x in np.linspace(-0.56, 0.56, 9):
            pen.line([(x, 0.84 - 0.3 * x * x), (x * 0.7, tall - 0.05)], weight=0.35)
    else:  # a scarf tied under the chin
        pen.fill(
            smooth(
                xy(
                    "-.6,-.7 -.84,-.1 -.85,.6 -.5,1.1 .5,1.1 .85,.6 .84,-.1 .6,-.7 .1,-1.1 "
                    ".2,-1 .54,-.5 .61,.2 .4,.62 0,.7 -.4,.62 -.61,.2 -.54,-.5 -.2,-1 -.1,-1.1"
                ),
                closed=True,
                steps=3,
            ),
            felt,
            form="round",
            bulge=0.7,
        )
        for way in (-1, 1):
            pen.line([(way * 0.5, 0.95), (way * 0.72, 0.4), (way * 0.68, -0.3)], weight=0.5)
            pen.blob([(0, -1.06), (way * 0.22, -1.3), (way * 0.12, -1.42)], felt, form="round")
