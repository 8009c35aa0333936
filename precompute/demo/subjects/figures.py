"""People at full length, and smoke: what other subjects need too."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen

CLOTHES = (
    "#2f2d2c",
    "#4a4038",
    "#5d6770",
    "#7a5c48",
    "#8c8474",
    "#39434e",
    "#6d3f36",
    "#c9bda4",
    "#56604a",
)
SKIN = "#d8b394"


def figure(pen: Pen, *, pose: str = "", child: bool = False) -> None:  # noqa: PLR0915
    """Someone, 1 high: ``pose`` is ``sit``, ``raise`` (arms up) or nothing (standing, walking)."""
    rng = pen.rng
    woman = rng.random() < 0.45
    head = 0.094 if child else 0.062
    coat, lower = str(rng.choice(CLOTHES)), str(rng.choice(CLOTHES))
    neck = 1 - 2.1 * head
    hip = 0.5 if not child else 0.46
    sway = rng.uniform(-0.02, 0.02)
    if pose == "sit":
        hip = 0.0
        neck = 0.5 - head
        pen.blob(xy("-.1,0 .2,0 .22,.12 -.08,.14"), lower, form="round")
    elif woman:
        pen.shadow(0, 0.16, 0.03, 0.4)
        hem = rng.uniform(0.15, 0.22) if not child else 0.16
        low = 0.02 if not child else 0.2
        if child:
            _legs(pen, rng, 0.26, "#c8bda8")
        skirt = [
            (-0.07, hip + 0.06),
            (0.07, hip + 0.06),
            (hem * 0.8, 0.25),
            (hem, low),
            (0, low - 0.015),
            (-hem, low),
            (-hem * 0.8, 0.25),
        ]
        pen.fill(
            smooth(skirt, closed=True, steps=5),
            lower,
            form="round",
            flow=85,
            texture="streak",
            grain=0.08,
        )
        for x in (-0.5, 0.1, 0.6):
            pen.line([(x * 0.06, hip), (x * hem, low + 0.05)], weight=0.4)
    else:
        pen.shadow(0, 0.14, 0.03, 0.4)
        _legs(pen, rng, hip, lower)
    chest = 0.115 if not woman else 0.092
    if child:
        chest *= 0.86
    waist = 0.078 if not woman else 0.058
    hem = hip - (0.13 if not woman and pose != "sit" and rng.random() < 0.6 else 0.02)
    side = [
        (waist * 1.25, hem),
        (waist, hip + 0.09),
        (chest * 0.94, neck - 0.13),
        (chest, neck - 0.07),
        (chest * 0.8, neck - 0.025),
        (0.03, neck + 0.005),
    ]
    body = np.vstack([side, (np.array(side) * (-1, 1))[::-1]])
    pen.fill(
        smooth(body, closed=True, steps=3),
        coat,
        form="round",
        bulge=0.8,
        flow=75,
        texture="fibre|",
        grain=0.06,
    )
    if not woman and not child:  # a shirt front between lapels
        front = [(-0.026, neck - 0.0), (0.026, neck - 0.0), (0.0, neck - 0.13)]
        pen.fill(front, "#e3dccd", outline=0.5)
    if child:
        wide = 0.14 if woman else 0.07
        _childish(pen, hip, neck, wide, 0.2 if woman and pose != "sit" else hip - 0.02, woman=woman)
    else:
        pen.line([(0.012, hip), (0.006, neck - 0.05)], weight=0.5)
    for way in (-1, 1):
        shoulder = (way * chest * 0.74, neck - 0.05)
        if pose == "raise":
            hand = (way * rng.uniform(0.05, 0.13), neck + rng.uniform(0.2, 0.32))
            elbow = (way * rng.uniform(0.13, 0.19), neck + 0.08)
        else:
            elbow = (way * rng.uniform(0.11, 0.15), neck - rng.uniform(0.17, 0.2))
            hand = (
                way * rng.uniform(0.03, 0.13),
                hip + rng.uniform(-0.05, 0.1) + (0.04 if pose == "sit" else 0),
            )
        pen.stroke([shoulder, elbow, hand], [0.05, 0.05, 0.032], coat, flow=20)
        pen.oval(*hand, 0.02, 0.022, SKIN, outline=0.6)
    pen.bar(-0.022 + sway, neck - 0.02, 0.022 + sway, neck + 0.035, SKIN, outline=0.4)
    _head(pen.at(sway, neck + head, head), woman=woman, child=child)


def _legs(pen: Pen, rng: np.random.Generator, hip: float, colour: str) -> None:
    stride = rng.uniform(0.0, 0.1)
    for way in (-1, 1):
        foot = way * (0.04 + stride)
        pen.stroke(
            [(way * 0.04, hip + 0.03), (way * 0.05 + 0.02, hip * 0.5), (foot, 0.03)],
            [0.075, 0.06, 0.05],
            colour,
            flow=80,
        )
        pen.blob(
            [(foot - 0.03, 0.0), (foot + 0.06, 0.0), (foot + 0.05, 0.03), (foot - 0.02, 0.045)],
            "#231f1c",
        )


def _head(pen: Pen, *, woman: bool, child: bool) -> None:
    """A head 2 high around the origin."""
    rng = pen.rng
    hair = str(rng.choice(["#2b211b", "#4b3626", "#6e5236", "#8a8276", "#a5804f"]))
    long = woman and child and rng.random() < 0.7
    if long:  # plaits, or loose on the shoulders
        for way in (-1, 1):
            if rng.random() < 0.5:
                pen.stroke(
                    [(way * 0.7, 0.1), (way * 0.95, -0.7), (way * 0.8, -1.5)],
                    [0.42, 0.36, 0.14],
                    hair,
                    outline=0.6,
                )
                pen.oval(way * 0.86, -1.2, 0.2, 0.14, "#a5483c", outline=0.5)
            else:
                pen.stroke(
                    [(way * 0.62, 0.4), (way * 0.82, -0.4), (way * 0.7, -1.3)],
                    0.5,
                    hair,
                    outline=0.6,
                )
    side = float(rng.choice([-0.2, 0.0, 0.2]))
    round_ = 0.8 if child else 0.72
    face = [
        (-round_ * 0.55, -0.78 if child else -0.74),
        (-round_ * 0.97, -0.2),
        (-round_, 0.3),
        (-0.55, 0.9),
        (0.55, 0.9),
        (round_, 0.3),
        (round_ * 0.97, -0.2),
        (round_ * 0.55, -0.78 if child else -0.74),
        (0, -0.98),
    ]
    pen.fill(
        smooth(face, closed=True, steps=4), SKIN, form="round", bulge=0.5, outline=0.8, flow=30
    )
    if pen.scale > 12:
        _look(pen, side, hair, child=child)
    else:
        for x in (-0.28, 0.28):
            pen.oval(x + side, 0.04, 0.1, 0.06, "#5b4638", outline=0.3)
        pen.line([(side - 0.2, -0.52), (side, -0.56), (side + 0.2, -0.52)], weight=0.4)
    if not woman and not child and rng.random() < 0.5:
        beard = xy("-.66,-.1 -.3,-.34 .3,-.34 .66,-.1 .5,-.85 0,-1.15 -.5,-.85")
        pen.blob(beard, hair, form="round", outline=0.6)
    top = ellipse(0, 0.22, 0.84, 0.86, start=-20 if woman else 2, stop=200 if woman else 178)
    fringe = [(-0.6, 0.3), (-0.3, 0.5 if child else 0.62), (0.25, 0.52), (0.6, 0.28)]
    pen.fill(
        np.vstack([top, fringe]),
        hair,
        form="round",
        bulge=0.5,
        texture="fibre|",
        grain=0.1,
        outline=0.6,
    )
    _hat(pen, woman=woman, child=child)


def _look(pen: Pen, side: float, hair: str, *, child: bool) -> None:
    """Eyes, nose and mouth of a head that is near enough."""
    level = 0.0 if child else 0.06
    for way in (-1, 1):
        x = side + way * 0.29
        pen.oval(x, level, 0.12, 0.075, "#d8cdbd", outline=0.4)
        pen.oval(x + side * 0.1, level, 0.065, 0.07, "#2c211a", outline=0.3)
        pen.line([(x - 0.14, level + 0.05), (x, level + 0.1), (x + 0.14, level + 0.04)], weight=0.7)
        pen.line(
            [(x - 0.16, level + 0.22), (x, level + 0.27), (x + 0.16, level + 0.22)],
            weight=0.8,
            colour=hair,
        )
        pen.oval(
            side * 0.7 + way * 0.46, -0.28, 0.17, 0.13, "#cf8a73", alpha=0.4, soft=0.08, outline=0.0
        )
    pen.line(
        [(side * 1.1 + 0.04, 0.0), (side * 1.2 + 0.09, -0.24), (side * 1.2 - 0.04, -0.28)],
        weight=0.6,
        colour="#8d614c",
    )
    pen.line(
        [(side - 0.17, -0.53), (side - 0.05, -0.55), (side + 0.17, -0.52)],
        weight=0.9,
        colour="#7c3f36",
    )


def _hat(pen: Pen, *, woman: bool, child: bool) -> None:
    rng = pen.rng
    kind = rng.random()
    felt = str(rng.choice(["#26221f", "#4d4237", "#b8a582", "#3a4148"]))
    if child and woman:
        if kind < 0.3:  # a bow
            for way in (-1, 1):
                ring = [(0.1, 1.05), (0.1 + way * 0.45, 1.3), (0.1 + way * 0.45, 0.9)]
                pen.fill(ring, "#b8554a" if felt < "#4" else "#e6ded0", outline=0.7)
        elif kind < 0.5:  # a straw hat
            pen.oval(0, 0.6, 1.25, 0.24, "#d2bf90", form="round")
            pen.blob(xy("-.72,.64 -.6,1.2 0,1.3 .6,1.2 .72,.64"), "#d2bf90", form="post")
        return
    if kind < 0.3:  # brim
        pen.oval(0, 0.58, 1.35, 0.24, felt, form="round")
        pen.blob(xy("-.75,.6 -.65,1.25 0,1.35 .65,1.25 .75,.6"), felt, form="post")
    elif kind < 0.55 and not woman:  # cap
        pen.blob(xy("-.85,.55 -.9,.95 0,1.2 .8,1 1.15,.5 .4,.55"), felt, form="round")
    elif kind < 0.45 and woman:
        pen.blob(xy("-1.2,.6 -.7,1.2 .3,1.35 1.3,.75 .3,.62"), felt, form="round")
        pen.oval(0.5, 1.1, 0.3, 0.25, "#b8674e", form="round", outline=0.5)
    elif kind < 0.62 and not woman and not child:  # top hat
        pen.bar(-0.7, 0.6, 0.7, 1.9, "#1f1d1c", form="post")
        pen.oval(0, 0.62, 1.15, 0.2, "#1f1d1c", form="round")


def _childish(pen: Pen, hip: float, neck: float, hem: float, low: float, *, woman: bool) -> None:
    """What a child wears over the rest: a pinafore, a sailor's collar, braces."""
    rng = pen.rng
    if woman and rng.random() < 0.5:
        apron = [
            (-0.05, neck - 0.05),
            (0.05, neck - 0.05),
            (0.055, hip + 0.06),
            (hem * 0.85, low + 0.03),
            (-hem * 0.85, low + 0.03),
            (-0.055, hip + 0.06),
        ]
        pen.fill(apron, "#e9e2d3", outline=0.8, tilt=(0.1, 0.0), flow=85)
        for x in (-0.4, 0.0, 0.4):
            pen.line([(x * 0.08, hip + 0.04), (x * hem * 1.2, low + 0.05)], weight=0.4)
    elif rng.random() < 0.5:
        for way in (-1, 1):
            collar = [(0, neck - 0.12), (way * 0.03, neck), (way * 0.095, neck - 0.03)]
            pen.fill([*collar, (way * 0.085, neck - 0.09)], "#e6dfd0", outline=0.8)
        pen.fill([(0, neck - 0.11), (-0.02, neck - 0.17), (0.02, neck - 0.17)], "#7d3a34")
    elif not woman:
        for way in (-1, 1):
            pen.line(
                [(way * 0.04, neck - 0.02), (way * 0.045, hip + 0.02)], weight=1.2, colour="#3a2d24"
            )


def smoke(pen: Pen, drift: tuple[float, float], size: float, *, dark: bool = True) -> None:
    """Smoke that rises from the origin and drifts."""
    rng = pen.rng
    colour = ("#6f6a66", "#8d8883", "#aaa6a0") if dark else ("#d9d6d0", "#e6e4de", "#efede8")
    for t in np.linspace(1, 0.03, 11):
        x = drift[0] * t**1.2 + rng.normal(0, 0.12) * size * t
        y = drift[1] * t**0.75 + rng.normal(0, 0.2) * size * t
        r = size * (0.35 + 1.5 * t)
        rings = [
            ellipse(x + rng.normal(0, 0.5) * r, y + rng.normal(0, 0.3) * r, r, r * 0.75, n=16)
            for _ in range(3)
        ]
        shade = colour[min(2, int(t * 3))]
        pen.away(min(1.0, pen.depth + 0.25 * t)).fills(
            list(rings),
            shade,
            union=True,
            ragged=0.55,
            soft=0.25 * r,
            alpha=0.75 - 0.45 * t,
            form="round",
            bulge=0.8,
            outline=0.0,
            scale=2.0,
            texture="rough",
            grain=0.05,
            flow=120,
        )
