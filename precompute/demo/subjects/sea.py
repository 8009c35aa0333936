"""Boats, ships and what watches over them."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Points, Shape, ridge, smooth, xy
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure, smoke

HULLS = ("#3d3a36", "#6b4636", "#2f4250", "#e4dcc8", "#4d5a45")
SAILS = ("#efe6d0", "#e6d8b8", "#b5663f", "#d9cdb2", "#a8543a")


def _wash(pen: Pen, x0: float, x1: float) -> None:
    """The broken water along a hull."""
    rng = pen.rng
    for _ in range(7):
        x = rng.uniform(x0 - 0.05, x1 - 0.1)
        y = rng.uniform(-0.045, 0.0)
        pen.stroke(
            [(x, y), (x + 0.1, y + 0.008), (x + rng.uniform(0.12, 0.3), y)],
            [0.004, 0.014, 0.002],
            "#e9ebe6",
            outline=0.0,
            alpha=0.8,
            form="flat",
        )


def _sail(pen: Pen, corners: Shape, belly: float, colour: str) -> None:
    """A sail of three or four corners, its last edge blown out by ``belly``."""
    a = np.asarray(corners, float)
    edge = []
    for k in range(len(a)):
        p, q = a[k], a[(k + 1) % len(a)]
        bend = belly if k == len(a) - 2 else belly * 0.18
        normal = np.array([(q - p)[1], -(q - p)[0]])
        edge += [
            p + (q - p) * t + normal * bend * np.sin(np.pi * t) for t in np.linspace(0, 0.9, 7)
        ]
    pen.fill(
        np.array(edge),
        colour,
        form="round",
        bulge=1.2,
        tilt=(0.25 * pen.flip, -0.1),
        texture="streak",
        grain=0.05,
        scale=2.0,
        flow=80,
        outline=1.0,
    )
    low, high = a.min(0), a.max(0)
    for t in (0.3, 0.55, 0.78):
        y = low[1] + (high[1] - low[1]) * t
        inside = _crossing(np.array(edge), y)
        if len(inside) >= 2:
            x0, x1 = min(inside), max(inside)
            pen.line([(x0, y), ((x0 + x1) / 2, y - 0.012), (x1, y)], weight=0.35)


def _crossing(ring: Points, y: float) -> list[float]:
    following = np.roll(ring, -1, axis=0)
    spans = (ring[:, 1] - y) * (following[:, 1] - y) < 0
    p, q = ring[spans], following[spans]
    return list(p[:, 0] + (q[:, 0] - p[:, 0]) * (y - p[:, 1]) / (q[:, 1] - p[:, 1]))


def _hull(pen: Pen, x0: float, x1: float, deck: float, colour: str) -> None:
    long = x1 - x0
    top = [
        (x0, deck * 1.05),
        (x0 + 0.3 * long, deck * 0.86),
        (x0 + 0.7 * long, deck * 0.95),
        (x1, deck * 1.4),
    ]
    sheer = smooth(top, steps=6)
    keel = [
        (x1 - 0.05 * long, deck * 0.6),
        (x1 - 0.14 * long, -0.015),
        (x0 + 0.08 * long, -0.015),
        (x0 + 0.01 * long, deck * 0.4),
    ]
    pen.fill(
        np.vstack([sheer, keel]),
        colour,
        form="roll",
        texture="streak",
        grain=0.08,
        scale=2,
        flow=3,
        outline=1.2,
    )
    pen.line(sheer - (0, 0.02), weight=0.8, colour="#d9cdb0", curved=False)
    pen.line(sheer - (0, 0.05), weight=0.4, curved=False)


@subject(
    "sailing boat",
    "voilier",
    "sea",
    "water",
    near=0.74,
    far=0.24,
    wide=0.95,
    settings=("sea", "night"),
)
def sailing_boat(pen: Pen) -> None:
    """Draw a sailing boat."""
    rng = pen.rng
    lean = pen.at(0, 0, angle=float(rng.uniform(-7, 4)))
    sail = str(rng.choice(SAILS))
    rig = int(rng.integers(3))
    if rig == 0:  # sloop
        _sail(lean, [(0.07, 0.18), (0.09, 0.97), (-0.42, 0.2)], -0.08, sail)
        _sail(lean, [(0.44, 0.14), (0.1, 0.88), (0.12, 0.2)], 0.1, sail)
        masts = [(0.08, 1.0)]
    elif rig == 1:  # lugger: two masts, sails with a yard
        _sail(lean, xy(".2,.16 .22,.72 -.06,.9 -.14,.18"), -0.08, sail)
        _sail(lean, xy("-.2,.18 -.19,.55 -.42,.66 -.48,.2"), -0.08, sail)
        _sail(lean, [(0.5, 0.15), (0.2, 0.74), (0.24, 0.18)], 0.08, sail)
        masts = [(0.12, 0.95), (-0.26, 0.74)]
        lean.stroke([(0.26, 0.7), (-0.1, 0.93)], 0.012, "#5c452e")
    else:  # ketch
        _sail(lean, [(0.12, 0.17), (0.14, 0.95), (-0.22, 0.2)], -0.08, sail)
        _sail(lean, [(-0.29, 0.18), (-0.28, 0.62), (-0.48, 0.2)], -0.08, sail)
        _sail(lean, [(0.52, 0.15), (0.15, 0.9), (0.17, 0.2)], 0.09, sail)
        masts = [(0.13, 1.0), (-0.28, 0.68)]
    for x, top in masts:
        lean.stroke([(x, 0.08), (x, top)], [0.018, 0.01], "#5c452e", curved=False, form="post")
        lean.line([(x, top), (-0.45, 0.12)], weight=0.35, curved=False)
        lean.line([(x, top * 0.97), (0.5, 0.14)], weight=0.35, curved=False)
        lean.fill([(x, top), (x - 0.1, top - 0.015), (x, top - 0.04)], "#a04a38", outline=0.5)
    _hull(lean, -0.46, 0.46, 0.12, str(rng.choice(HULLS)))
    for x in rng.uniform(-0.3, 0.15, int(rng.integers(1, 4))):
        figure(lean.at(float(x), 0.08, 0.15), pose="sit")
    _wash(pen, -0.45, 0.5)


@subject(
    "lighthouse", "phare", "sea", "ground", near=0.8, far=0.34, wide=0.8, settings=("sea", "night")
)
def lighthouse(pen: Pen) -> None:
    """Draw a lighthouse."""
    rng = pen.rng
    rock = ridge(-0.62, 0.62, height=0.12, rng=rng, rough=0.6, n=5)
    dome = 0.2 * np.sqrt(np.maximum(0, 1 - (rock[:, 0] / 0.62) ** 2))
    rock[:, 1] = np.maximum(rock[:, 1] * 0.6 + dome, -0.02)
    pen.fill(
        np.vstack([rock, [(0.66, -0.05), (-0.66, -0.05)]]),
        "#6a6257",
        form="round",
        texture="rough",
        grain=0.3,
        bump=0.4,
        scale=1.4,
        flow=50,
        matter=LAND,
        outline=1.1,
    )
    _wash(pen, -0.6, 0.6)
    if rng.random() < 0.6:
        house = pen.at(0.24, 0.15, 0.16)
        house.bar(-0.6, 0, 0.7, 0.55, "#e3dac4", tilt=(0.2, 0), texture="rough", grain=0.06)
        house.fill(xy("-.7,.53 .8,.53 .55,.95 -.45,.95"), "#8a5b48", tilt=(0, -0.5), flow=0)
        for x in (-0.35, 0.05, 0.4):
            house.bar(x, 0.18, x + 0.16, 0.4, "#3a3a3a", outline=0.6)
    base, top, low, high = rng.uniform(0.095, 0.12), rng.uniform(0.06, 0.075), 0.14, 0.8
    band = str(rng.choice(["#a8402f", "#2f3a44", "#e9e2d0"]))
    stripes = int(rng.integers(3, 7))
    for k in range(stripes):
        a, b = k / stripes, (k + 1) / stripes
        ya, yb = low + (high - low) * a, low + (high - low) * b
        wa, wb = base + (top - base) * a**0.8, base + (top - base) * b**0.8
        colour = band if k % 2 else "#ebe4d3"
        pen.fill(
            [(-wa, ya), (wa, ya), (wb, yb), (-wb, yb)],
            colour,
            form="post",
            texture="rough",
            grain=0.06,
            flow=0,
            outline=0.9,
        )
    for y in np.linspace(0.25, 0.7, 4):
        pen.bar(-0.014, y, 0.014, y + 0.045, "#2b2b2b", outline=0.6)
    pen.bar(-top * 1.5, high, top * 1.5, high + 0.022, "#4a4a48", form="post")
    pen.bar(-top * 0.8, high + 0.02, top * 0.8, high + 0.115, "#f3e7b6", form="post", outline=0.9)
    for x in (-0.8, -0.4, 0, 0.4, 0.8):
        pen.line([(x * top, high + 0.02), (x * top, high + 0.115)], weight=0.6, curved=False)
        pen.line(
            [(x * top * 1.8, high + 0.02), (x * top * 1.8, high + 0.06)], weight=0.4, curved=False
        )
    pen.line([(-1.45 * top, high + 0.06), (1.45 * top, high + 0.06)], weight=0.5, curved=False)
    pen.blob(
        [
            (-top, high + 0.112),
            (-0.6 * top, high + 0.16),
            (0, high + 0.18),
            (0.6 * top, high + 0.16),
            (top, high + 0.112),
        ],
        "#39434a",
        form="round",
    )
    pen.line([(0, high + 0.175), (0, high + 0.235)], weight=0.9, curved=False)
    if pen.scene.night:
        pen.shine(0, high + 0.07, 0.06, "#fff0b8", 1.3)
        pen.shine(0, high + 0.07, 0.3, "#c8b070", 0.35)
        for way in (-1, 1):
            beam = [
                (0, high + 0.06),
                (way * 2.2, high + 0.3),
                (way * 2.2, high - 0.02),
                (0, high + 0.08),
            ]
            pen.away(1.0).fill(beam, "#e9dfb0", alpha=0.2, soft=0.02, outline=0.0)


@subject(
    "steamship",
    "paquebot",
    "sea",
    "water",
    near=0.42,
    far=0.15,
    wide=2.3,
    settings=("sea", "night"),
)
def steamship(pen: Pen) -> None:
    """Draw a steamship."""
    rng = pen.rng
    dark = str(rng.choice(["#26282b", "#33302c", "#57423a", "#dcd5c4"]))
    funnels = int(rng.integers(1, 4))
    for k in range(funnels):
        x = -0.22 + 0.3 * (k - (funnels - 1) / 2)
        smoke(pen.at(x, 0.82), (-1.3, 0.55), 0.12)
    for x, top in ((-0.85, 0.95), (0.78, 1.0)):
        pen.stroke([(x, 0.2), (x - 0.02, top)], [0.022, 0.01], "#57462f", curved=False)
        pen.line([(x - 0.02, top), (1.12, 0.33)], weight=0.35, curved=False)
        pen.line([(x - 0.02, top), (-1.1, 0.3)], weight=0.35, curved=False)
        pen.line([(x - 0.02, top), (0, 0.5)], weight=0.3, curved=False)
    white = "#eae4d5"
    pen.bar(-0.72, 0.24, 0.6, 0.36, white, outline=0.8, flow=0)
    pen.bar(-0.6, 0.36, 0.48, 0.46, white, outline=0.8, flow=0)
    pen.bar(0.16, 0.45, 0.42, 0.56, "#d8cdb5", outline=0.8)
    for y, x0, x1 in ((0.28, -0.68, 0.56), (0.4, -0.56, 0.44)):
        for x in np.arange(x0, x1, 0.055):
            pen.bar(x, y, x + 0.026, y + 0.045, "#39393a", outline=0.3)
            if pen.scene.night and rng.random() < 0.6:
                pen.shine(x + 0.01, y + 0.02, 0.025, "#ecc76a", 0.8)
    stack = str(rng.choice(["#b5482f", "#c79a3c", "#2b2b2b", "#d8cfb8"]))
    for k in range(funnels):
        x = -0.22 + 0.3 * (k - (funnels - 1) / 2)
        pen.fill(
            [(x - 0.065, 0.45), (x + 0.065, 0.45), (x + 0.045, 0.82), (x - 0.085, 0.82)],
            stack,
            form="post",
        )
        pen.fill(
            [(x - 0.078, 0.74), (x + 0.05, 0.74), (x + 0.045, 0.82), (x - 0.085, 0.82)],
            "#222222",
            form="post",
        )
    hull = smooth(xy("-1.14,.3 -.6,.245 .4,.25 1.16,.36"), steps=6)
    keel = xy("1.07,.14 1,-.02 -1,-.02 -1.1,.12")
    pen.fill(
        np.vstack([hull, keel]),
        dark,
        tilt=(0, 0.15),
        texture="streak",
        grain=0.08,
        scale=3,
        flow=2,
        outline=1.2,
    )
    pen.line(hull - (0, 0.025), weight=0.9, colour="#e2d8bd", curved=False)
    for x in np.arange(-0.95, 0.95, 0.075):
        pen.oval(x, 0.155, 0.011, 0.011, "#c9c2ae", outline=0.4)
    pen.fill(xy("-1.03,.03 1.03,.03 1,-.02 -1,-.02"), "#8a4234", outline=0.3)
    _wash(pen, -1.0, 1.1)


@subject("rowing boat", "barque", "sea", "water", near=0.34, far=0.13, wide=2.1, settings=("sea",))
def rowing_boat(pen: Pen) -> None:
    """Draw a rowing boat."""
    rng = pen.rng
    far_side = smooth(xy("-.95,.34 -.3,.3 .4,.31 .98,.44"), steps=6)
    near_side = smooth(xy(".98,.44 .45,.2 -.3,.17 -.95,.34"), steps=6)
    pen.fill(
        np.vstack([far_side, near_side]), "#7c6247", texture="streak", grain=0.15, flow=5, outline=1
    )
    pen.bar(-0.35, 0.22, -0.2, 0.3, "#a08560", outline=0.7)
    people = int(rng.integers(1, 4))
    for k in range(people):
        figure(pen.at(-0.5 + 0.5 * k + rng.uniform(-0.06, 0.06), 0.16, 0.72), pose="sit")
    colour = str(rng.choice(["#8a5a3a", "#54646a", "#c9bd9f", "#6b7a5a"]))
    keel = xy("-.9,.16 -.72,-.02 .76,-.02 .9,.2")
    pen.fill(
        np.vstack([near_side, keel]),
        colour,
        form="roll",
        texture="streak",
        grain=0.14,
        scale=2,
        flow=4,
        outline=1.2,
    )
    for t in (0.07, 0.14):
        pen.line(near_side - (0, t), weight=0.5, curved=False)
    pen.line(near_side, weight=1.3, colour="#e0d3b3", curved=False)
    pen.stroke(
        [(0.02, 0.42), (0.5, 0.1), (0.86, -0.14)], [0.022, 0.02, 0.02], "#b99a6b", curved=False
    )
    pen.stroke([(0.78, -0.08), (1.0, -0.22)], [0.03, 0.075], "#b99a6b", curved=False)
    _wash(pen, -0.9, 0.9)


def _moored(pen: Pen) -> None:
    rng = pen.rng
    _hull(pen, -0.42, 0.42, 0.13, str(rng.choice(HULLS)))
    for x in (-0.2, 0.1)[: int(rng.integers(1, 3))]:
        top = rng.uniform(0.75, 1.05)
        pen.stroke([(x, 0.1), (x + 0.01, top)], [0.018, 0.008], "#54412d", curved=False)
        pen.stroke([(x, 0.2), (x - 0.22, 0.3)], 0.014, "#6b543a", curved=False)
        pen.blob(
            [(x, 0.18), (x - 0.2, 0.28), (x - 0.22, 0.33), (x - 0.05, 0.26)],
            str(rng.choice(SAILS)),
            form="round",
        )
        pen.line([(x, top), (0.44, 0.18)], weight=0.3, curved=False)
        pen.line([(x, top), (-0.42, 0.14)], weight=0.3, curved=False)


@subject("harbour", "port", "sea", "scenic", settings=("sea", "night"), wide=1.4)
def harbour(pen: Pen) -> None:
    """Draw a harbour."""
    from precompute.demo.subjects.buildings import house_front  # noqa: PLC0415  (they draw each other)

    rng = pen.rng
    wide = pen.scene.width / pen.scene.height
    back = pen.at(0, 0).away(0.45)
    back.bar(-wide, -0.05, wide, 0.012, "#8b8272", texture="rough", grain=0.15, matter=LAND, flow=0)
    x = -wide / 2 - 0.05
    while x < wide / 2:
        tall = rng.uniform(0.12, 0.24)
        broad = tall * rng.uniform(0.55, 0.9)
        house_front(back.at(x + broad / 2, 0.01, tall), broad / tall)
        x += broad * rng.uniform(0.98, 1.08)
    if rng.random() < 0.6:
        lighthouse(back.at(wide * rng.uniform(-0.3, 0.3), -0.02, 0.4))
    back.bar(
        -wide,
        -0.075,
        wide,
        0.004,
        "#776e60",
        texture="rough",
        grain=0.25,
        flow=90,
        outline=0.8,
        matter=LAND,
    )
    for near in np.sort(rng.uniform(0.08, 0.6, int(rng.integers(5, 10)))):
        boat = Pen(
            pen.scene,
            (
                float(rng.uniform(0.02, 0.98)) * pen.scene.width,
                pen.origin[1] + near * (pen.scene.height - pen.origin[1]),
            ),
            (0.16 + 0.42 * near) * pen.scene.height,
            flip=float(rng.choice([-1, 1])),
            depth=float(max(0, 0.4 - near)),
        )
        _moored(boat)
        _wash(boat, -0.4, 0.4)
    low = pen.scene.height
    quay = Pen(pen.scene, (0, low), pen.scene.height, depth=0)
    if rng.random() < 0.7:
        edge = 0.1 + rng.uniform(0, 0.06)
        quay.fill(
            [(0, -0.02), (wide, -0.02), (wide, edge * 0.6), (0, edge)],
            "#a39880",
            texture="rough",
            grain=0.22,
            matter=LAND,
            flow=0,
        )
        quay.line([(0, edge - 0.025), (wide, edge * 0.6 - 0.025)], weight=0.8, curved=False)
        for x in rng.uniform(0.05, wide - 0.05, 3):
            post = quay.at(float(x), edge * 0.75, 0.075)
            post.bar(-0.22, 0, 0.22, 0.8, "#3b3733", form="post")
            post.oval(0, 0.82, 0.32, 0.16, "#4b453f", form="round")
        for x in rng.uniform(0.1, wide - 0.1, int(rng.integers(1, 4))):
            figure(quay.at(float(x), edge * 0.55, rng.uniform(0.2, 0.25)))
