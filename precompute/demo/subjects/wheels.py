"""What rolls: trains, bicycles, cars, carts."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure, smoke

IRON = "#3a3836"


def wheel(pen: Pen, x: float, y: float, r: float, *, spokes: int, rim: float, colour: str) -> None:
    """A spoked wheel seen from the side; ``rim`` is a part of the radius."""
    outer, inner = ellipse(x, y, r, r, n=48), ellipse(x, y, r * (1 - rim), r * (1 - rim), n=40)
    turn = pen.rng.uniform(0, np.pi)
    for k in range(spokes):
        a = turn + 2 * np.pi * k / spokes
        end = (x + r * (1 - rim) * np.cos(a), y + r * (1 - rim) * np.sin(a))
        if rim < 0.13:
            pen.line([(x, y), end], weight=0.5, colour=colour, curved=False)
        else:
            pen.stroke([(x, y), end], [r * 0.13, r * 0.09], colour, curved=False, outline=0.6)
    pen.fills([outer, inner], colour, form="round", outline=0.9)
    pen.oval(x, y, r * 0.17, r * 0.17, colour, form="round", outline=0.7)


def _track(pen: Pen, x0: float, x1: float) -> None:
    pen.bar(
        x0,
        -0.16,
        x1,
        0.0,
        "#8a7f70",
        texture="rough",
        grain=0.35,
        scale=0.8,
        matter=LAND,
        outline=0.0,
        flow=0,
        ragged=0.3,
    )
    for x in np.arange(x0, x1, 0.17):
        pen.fill(
            [(x, -0.05), (x + 0.1, -0.05), (x + 0.085, 0.0), (x + 0.012, 0.0)],
            "#54432f",
            outline=0.5,
        )
    pen.bar(x0, -0.012, x1, 0.012, "#4c4a48", outline=0.8)


def _carriage(pen: Pen, x0: float, x1: float, colour: str) -> None:
    pen.fill(
        [(x0, 0.2), (x1, 0.2), (x1, 0.72), (x0, 0.72)],
        colour,
        texture="streak",
        grain=0.06,
        flow=90,
    )
    pen.fill(
        smooth([(x0 - 0.03, 0.72), ((x0 + x1) / 2, 0.83), (x1 + 0.03, 0.72)], steps=8),
        "#8a857a",
        form="round",
    )
    n = max(2, int((x1 - x0) / 0.26))
    for k in range(n):
        x = x0 + (x1 - x0) * (k + 0.2) / n
        pen.bar(x, 0.44, x + 0.6 * (x1 - x0) / n, 0.64, "#b8b6a2", outline=0.8)
        if pen.rng.random() < 0.5:
            pen.oval(x + 0.3 * (x1 - x0) / n, 0.48, 0.035, 0.06, "#4a3d34", outline=0.4)
    pen.line([(x0, 0.38), (x1, 0.38)], weight=0.6, colour="#d9c48a", curved=False)
    for x in (x0 + 0.2, x0 + 0.42, x1 - 0.42, x1 - 0.2):
        wheel(pen, x, 0.1, 0.1, spokes=7, rim=0.2, colour=IRON)


@subject(
    "steam train",
    "train à vapeur",
    "transport",
    "ground",
    near=0.46,
    far=0.16,
    wide=2.6,
    settings=("field", "night"),
)
def steam_train(pen: Pen) -> None:
    """Draw a steam train."""
    rng = pen.rng
    _track(pen, -5.0, 5.0)
    livery = str(rng.choice(["#38463c", "#2a2a2a", "#5d3430", "#33404f"]))
    x = -0.75
    _carriage(pen, x - 0.62, x, livery)  # the tender
    pen.fill(
        smooth([(x - 0.6, 0.7), (x - 0.4, 0.79), (x - 0.2, 0.78), (x - 0.02, 0.7)], steps=4),
        "#252321",
        texture="rough",
        grain=0.5,
    )
    x -= 0.7
    coach = str(rng.choice(["#7a5a3a", "#5c6650", "#8a4d3a", "#8a8068"]))
    for _ in range(3):
        _carriage(pen, x - 1.35, x, coach)
        x -= 1.42
    smoke(pen.at(0.75, 0.98), (-2.2, 0.6), 0.16, dark=bool(rng.random() < 0.5))
    pen.bar(-0.72, 0.24, 1.1, 0.31, livery, outline=1.0)
    pen.bar(-0.5, 0.33, 0.98, 0.69, livery, form="roll", outline=1.1, flow=0)
    for band in (-0.1, 0.2, 0.5, 0.8):
        pen.line([(band, 0.33), (band + 0.006, 0.5), (band, 0.69)], weight=0.8, colour="#c2a565")
    pen.fill(
        np.vstack([ellipse(0.98, 0.51, 0.06, 0.18, start=-90, stop=90, n=16)]),
        "#57534d",
        form="round",
    )
    pen.fill(xy(".67,.68 .82,.68 .8,.86 .86,.99 .63,.99 .69,.86"), "#2b2927", form="post")
    pen.blob(xy(".24,.68 .26,.8 .34,.84 .42,.8 .44,.68"), "#b08d4a", form="round")
    pen.blob(xy("-.1,.68 -.06,.78 .02,.78 .06,.68"), livery, form="round")
    pen.bar(-0.72, 0.3, -0.34, 0.88, livery, outline=1.1, flow=90)
    pen.bar(-0.64, 0.6, -0.44, 0.8, "#22201e", outline=0.8)
    figure(pen.at(-0.54, 0.5, 0.5), pose="sit")
    pen.bar(-0.72, 0.28, -0.34, 0.6, livery, outline=0.8, flow=90)
    pen.fill(smooth([(-0.8, 0.87), (-0.53, 0.95), (-0.28, 0.87)], steps=6), "#4a4640", form="round")
    pen.fill([(1.08, 0.25), (1.3, 0.02), (1.08, 0.04)], "#3a3735", outline=1)
    for xw, r in ((-0.48, 0.175), (-0.05, 0.175), (0.38, 0.175), (0.78, 0.1), (0.98, 0.1)):
        wheel(
            pen,
            xw,
            r,
            r,
            spokes=12 if r > 0.12 else 8,
            rim=0.17,
            colour=str("#7d3a2c" if livery != "#5d3430" else IRON),
        )
    pen.stroke([(-0.48, 0.12), (0.38, 0.12), (0.38, 0.13)], 0.035, "#b8b2a6", curved=False)
    pen.stroke([(0.38, 0.13), (0.82, 0.21)], 0.03, "#b8b2a6", curved=False)
    pen.bar(0.74, 0.16, 0.98, 0.27, "#4a4642", form="roll")
    pen.oval(1.06, 0.72, 0.04, 0.05, "#e8d9a0", outline=0.8)
    if pen.scene.night:
        pen.shine(1.06, 0.72, 0.12, "#f6dd94", 1.2)
        for k in range(12):
            pen.shine(-0.9 - 0.4 * k, 0.54, 0.09, "#e5b95e", 0.6)


@subject(
    "bicycle",
    "bicyclette",
    "transport",
    "ground",
    near=0.6,
    far=0.24,
    wide=1.6,
    settings=("street", "field", "studio"),
)
def bicycle(pen: Pen) -> None:
    """Draw a bicycle."""
    rng = pen.rng
    frame = str(rng.choice(["#232323", "#5a2d26", "#2c4038", "#33415a"]))
    if rng.random() < 0.28:  # a high bicycle
        pen.shadow(0.1, 0.6, 0.04, 0.4)
        wheel(pen, 0.12, 0.42, 0.42, spokes=26, rim=0.045, colour=frame)
        wheel(pen, -0.5, 0.13, 0.13, spokes=14, rim=0.1, colour=frame)
        pen.stroke(xy(".12,.42 .1,.9 -.02,.93 -.3,.6 -.5,.13"), [0.03, 0.035, 0.03, 0.02], frame)
        pen.stroke([(-0.05, 0.99), (0.16, 1.0), (0.24, 0.93)], 0.025, frame)
        pen.stroke([(0.1, 0.9), (0.12, 1.0)], 0.025, frame)
        pen.blob(xy("-.2,.93 -.02,.97 .03,.94 -.05,.9"), "#5c3d27", form="round")
        pen.stroke([(0.03, 0.42), (0.21, 0.42)], 0.03, frame, curved=False)
        return
    pen.shadow(0, 0.95, 0.05, 0.4)
    for x in (-0.5, 0.5):
        wheel(pen, x, 0.34, 0.34, spokes=24, rim=0.065, colour=frame)
    joints = {
        "bottom": (-0.06, 0.31),
        "seat": (-0.2, 0.74),
        "head": (0.32, 0.76),
        "fork": (0.34, 0.66),
    }
    for p, q in (("bottom", "seat"), ("seat", "head"), ("bottom", "fork"), ("head", "fork")):
        pen.stroke([joints[p], joints[q]], 0.03, frame, curved=False)
    pen.stroke([(-0.5, 0.34), joints["bottom"]], 0.022, frame, curved=False)
    pen.stroke([(-0.5, 0.34), joints["seat"]], 0.02, frame, curved=False)
    pen.stroke([joints["fork"], (0.42, 0.5), (0.5, 0.34)], 0.025, frame)
    pen.stroke([joints["head"], (0.3, 0.92)], 0.022, "#8a8780", curved=False)
    pen.stroke([(0.12, 0.9), (0.26, 0.95), (0.34, 0.92)], 0.024, "#8a8780")
    pen.oval(0.12, 0.9, 0.045, 0.022, "#3a2a20")
    pen.stroke([joints["seat"], (-0.22, 0.84)], 0.02, "#8a8780", curved=False)
    pen.blob(xy("-.37,.87 -.3,.9 -.1,.87 -.08,.85 -.25,.83 -.36,.83"), "#4e3322", form="round")
    pen.fills(
        [ellipse(-0.06, 0.31, 0.085, 0.085), ellipse(-0.06, 0.31, 0.06, 0.06)],
        "#6b675f",
        outline=0.6,
    )
    pen.line([(-0.06, 0.395), (-0.5, 0.385)], weight=0.7, curved=False)
    pen.line([(-0.06, 0.225), (-0.5, 0.3)], weight=0.7, curved=False)
    pen.stroke([(-0.06, 0.31), (0.02, 0.18)], 0.018, "#6b675f", curved=False)
    pen.bar(-0.03, 0.15, 0.08, 0.18, "#2a2522")
    for x in (-0.5, 0.5):
        pen.line(
            ellipse(x, 0.34, 0.375, 0.375, start=15, stop=140),
            weight=1.2,
            colour=frame,
            curved=False,
        )
    if rng.random() < 0.35:
        pen.oval(0.4, 0.8, 0.04, 0.05, "#c9b169", form="round")


@subject(
    "motor car",
    "automobile",
    "transport",
    "ground",
    near=0.46,
    far=0.18,
    wide=2.0,
    settings=("street", "field", "night"),
)
def motor_car(pen: Pen) -> None:
    """Draw a motor car."""
    rng = pen.rng
    paint = str(rng.choice(["#5c2b26", "#2f3b46", "#39463a", "#222222", "#a3905f", "#8c8f8a"]))
    pen.shadow(0, 1.15, 0.07, 0.5)
    modern = rng.random() < 0.4
    if modern:
        body = xy("-1,.2 -1.03,.42 -.8,.56 -.62,.86 -.2,.93 .2,.86 .4,.6 .85,.52 1.02,.38 1,.2")
        pen.fill(smooth(body, closed=True, steps=5), paint, form="round", bulge=0.8, outline=1.2)
        for ring in (xy("-.56,.62 -.5,.82 -.2,.86 -.17,.6"), xy("-.1,.6 -.12,.86 .16,.81 .3,.6")):
            pen.fill(smooth(ring, closed=True, steps=4), "#aab4b4", outline=0.9, tilt=(0, -0.3))
        pen.line([(-0.14, 0.9), (-0.14, 0.3), (0.3, 0.28)], weight=0.7, curved=False)
        pen.line([(-1.0, 0.42), (0, 0.46), (0.95, 0.42)], weight=0.8, colour="#d0ccc0")
        for x in (-0.97, 0.97):
            pen.bar(x - 0.1, 0.22, x + 0.1, 0.28, "#c9c7c0", form="roll", outline=0.8)
        pen.oval(0.95, 0.42, 0.05, 0.07, "#efe6c6", outline=0.8)
        centres, r = (-0.62, 0.62), 0.22
    else:
        pen.fill(
            smooth(
                xy("-.9,.28 -.98,.62 -.6,.66 -.5,.52 -.1,.5 .2,.6 .3,.62 .95,.56 .98,.28"), steps=5
            ),
            paint,
            form="round",
            bulge=0.7,
            outline=1.2,
        )
        for x in np.arange(0.45, 0.85, 0.06):
            pen.line([(x, 0.36), (x, 0.52)], weight=0.5, curved=False)
        if rng.random() < 0.6:
            pen.fill(xy("-.95,.98 .25,1 .28,.95 -.93,.92"), "#3a332b", form="round")
            for x in (-0.9, -0.3, 0.2):
                pen.line([(x, 0.95), (x + 0.05, 0.62)], weight=1.0, curved=False)
        for x in (-0.55, -0.15):
            figure(pen.at(x, 0.5, 0.62), pose="sit")
        pen.fill(
            xy("-.88,.45 -.2,.42 .18,.56 .2,.3 -.88,.3"),
            paint,
            form="round",
            bulge=0.5,
            outline=0.9,
        )
        pen.line([(0.26, 0.6), (0.18, 0.9)], weight=1.3, colour="#8f8a7a", curved=False)
        pen.fills(
            [ellipse(0.08, 0.68, 0.07, 0.1, tilt=25), ellipse(0.08, 0.68, 0.055, 0.085, tilt=25)],
            "#2b2521",
            outline=0.6,
        )
        pen.oval(1.02, 0.6, 0.07, 0.09, "#c9ae62", form="round")
        pen.bar(0.95, 0.3, 1.0, 0.58, "#b59a54", outline=0.9)
        centres, r = (-0.68, 0.7), 0.25
    for x in centres:
        pen.fill(
            np.vstack(
                [
                    ellipse(x, r, r * 1.42, r * 1.35, start=5, stop=175),
                    ellipse(x, r, r * 1.16, r * 1.1, start=175, stop=5),
                ]
            ),
            paint if modern else "#2b2826",
            form="round",
            outline=1,
        )
        pen.oval(x, r, r, r, "#2a2725", form="round", bulge=0.3)
        if modern:
            pen.oval(x, r, r * 0.55, r * 0.55, "#cfcbbf", form="round")
        else:
            pen.oval(x, r, r * 0.74, r * 0.74, "#6b6152", outline=0.5)
            wheel(pen, x, r, r * 0.76, spokes=10, rim=0.14, colour="#c2ab74")
    if pen.scene.night:
        pen.shine(1.02, 0.5, 0.14, "#ffe7a8", 1.2)
        pen.away(1.0).fill(
            xy("1,.52 2.6,.7 2.6,0 1,.42"), "#e6d8a0", alpha=0.22, soft=0.03, outline=0
        )


@subject(
    "horse-drawn cart",
    "charrette",
    "transport",
    "ground",
    near=0.5,
    far=0.2,
    wide=2.0,
    settings=("field", "street"),
)
def cart(pen: Pen) -> None:
    """Draw a horse-drawn cart."""
    from precompute.demo.subjects.beasts import horse_body  # noqa: PLC0415  (they draw each other)

    rng = pen.rng
    pen.shadow(-0.55, 0.6, 0.06, 0.4)
    horse_body(pen.at(0.6, 0, 0.92))
    pen.stroke([(-0.5, 0.42), (0.2, 0.5), (0.88, 0.52)], 0.03, "#6b4f33")
    wheel(pen, -0.46, 0.27, 0.26, spokes=10, rim=0.16, colour="#55402b")
    load = rng.random()
    if load < 0.5:
        pen.blob(
            xy("-1,.55 -1.02,.9 -.6,1.06 -.2,.98 -.06,.7 -.1,.55"),
            "#c9ae68",
            form="round",
            ragged=0.5,
            texture="fibre",
            grain=0.3,
            bump=0.3,
            flow=60,
        )
    elif load < 0.8:
        for x in (-0.85, -0.55, -0.25):
            pen.bar(
                x - 0.13, 0.5, x + 0.13, 0.82, "#93713f", form="post", texture="streak", grain=0.2
            )
            for y in (0.58, 0.74):
                pen.line([(x - 0.13, y), (x, y - 0.015), (x + 0.13, y)], weight=0.8)
    figure(pen.at(-0.12, 0.5, 0.72), pose="sit")
    pen.fill(
        xy("-1,.42 -.05,.42 .02,.62 -1.08,.62"),
        str(rng.choice(["#7d5a39", "#5b6a5c", "#8a7c63"])),
        texture="streak",
        grain=0.2,
        flow=0,
        outline=1.1,
    )
    for y in (0.49, 0.555):
        pen.line([(-1.04, y), (0.0, y)], weight=0.5, curved=False)
    wheel(pen, -0.52, 0.26, 0.26, spokes=12, rim=0.18, colour="#7a5a38")
    pen.line([(0.0, 0.78), (0.5, 0.72), (1.1, 0.78)], weight=0.4)
