"""Horses, cows and cats."""

from __future__ import annotations

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.cats import lying, sitting, walking

COATS = ("#6b4a31", "#3a2c24", "#8d6b49", "#b8a68a", "#57504a", "#d8cdb8")


def horse_body(pen: Pen, coat: str = "") -> None:
    """A horse, 1 high to the ears, facing right."""
    rng = pen.rng
    coat = coat or str(rng.choice(COATS))
    dark = str(rng.choice(["#241c18", "#3c2b20", "#cfc2a8"]))
    pen.shadow(0, 0.55, 0.05, 0.4)
    step = rng.uniform(-0.05, 0.06)

    def leg(x: float, foot: float, colour: str, *, hind: bool) -> None:
        knee = (x + (0.05 if hind else 0.02) * -1 + (foot - x) * 0.3, 0.24)
        pen.stroke(
            [(x, 0.48), (x + (0.0 if hind else 0.01), 0.34), knee, (foot, 0.06)],
            [0.13 if hind else 0.1, 0.075, 0.045, 0.038],
            colour,
            flow=85,
        )
        pen.fill(
            [(foot - 0.035, 0.0), (foot + 0.045, 0.0), (foot + 0.02, 0.065), (foot - 0.025, 0.065)],
            "#26201c",
        )

    for x, d, hind in ((-0.25, 0.02 + step, True), (0.2, -0.02 - step, False)):
        leg(x + 0.06, x + 0.08 + d, coat, hind=hind)
    pen.stroke(
        [(-0.36, 0.62), (-0.45, 0.5), (-0.44, 0.28)],
        [0.06, 0.09, 0.02],
        dark,
        texture="fibre",
        grain=0.3,
        flow=80,
    )
    body = xy(
        "-.37,.6 -.3,.69 -.15,.68 .05,.66 .2,.72 .31,.9 .37,.97 .42,.95 .5,.84 .56,.76 "
        ".53,.71 .46,.74 .4,.78 .35,.68 .31,.5 .2,.43 0,.41 -.2,.45 -.34,.47"
    )
    pen.fill(
        smooth(body, closed=True, steps=4),
        coat,
        form="round",
        bulge=0.9,
        flow=65,
        texture="fibre",
        grain=0.06,
    )
    for x, d, hind in ((-0.27, -0.03 - step, True), (0.22, 0.03 + step, False)):
        leg(x, x + d, coat, hind=hind)
    pen.fill(smooth([(0.36, 0.97), (0.35, 1.04), (0.41, 0.97)], steps=2), coat, outline=0.8)
    pen.blob(
        xy(".33,.99 .24,.9 .12,.7 .18,.7 .3,.82 .38,.98"),
        dark,
        texture="fibre",
        grain=0.35,
        flow=40,
    )
    pen.oval(0.435, 0.885, 0.014, 0.012, "#14100e", outline=0.4)
    pen.line([(0.545, 0.735), (0.5, 0.75)], weight=0.7)
    pen.oval(0.543, 0.762, 0.008, 0.008, "#1a1412", outline=0.3)
    pen.line([(0.4, 0.78), (0.42, 0.85), (0.39, 0.93)], weight=0.6)
    pen.line([(0.12, 0.46), (0.2, 0.55), (0.21, 0.65)], weight=0.45)
    pen.line([(-0.2, 0.47), (-0.14, 0.56), (-0.18, 0.66)], weight=0.45)


@subject(
    "horse",
    "cheval",
    "animals",
    "ground",
    near=0.68,
    far=0.24,
    wide=1.15,
    settings=("field", "street", "studio"),
)
def horse(pen: Pen) -> None:
    """Draw a horse."""
    horse_body(pen)
    if pen.rng.random() < 0.4:
        pen.line([(0.52, 0.74), (0.44, 0.8), (0.4, 0.93)], weight=0.8, colour="#2a1c12")
        pen.line([(0.44, 0.8), (0.3, 0.66), (0.1, 0.7)], weight=0.7, colour="#2a1c12")
        pen.blob(xy("-.12,.68 -.08,.73 .08,.71 .12,.68 .08,.55 -.06,.55"), "#5a3924", form="round")


@subject("cow", "vache", "animals", "ground", near=0.58, far=0.2, wide=1.5, settings=("field",))
def cow(pen: Pen) -> None:
    """Draw a cow."""
    rng = pen.rng
    coat = str(rng.choice(["#7a5136", "#e0d6c2", "#4d3b30", "#a8784e"]))
    pen.shadow(0, 0.75, 0.05, 0.4)
    for x in (-0.42, 0.34):
        pen.stroke([(x, 0.42), (x + 0.01, 0.22), (x, 0.02)], [0.13, 0.07, 0.06], coat, flow=85)
    pen.line([(-0.62, 0.8), (-0.68, 0.55), (-0.66, 0.3)], weight=1.6, colour=coat)
    pen.blob(xy("-.7,.2 -.63,.2 -.64,.34 -.68,.34"), "#2b211b", texture="fibre", grain=0.3)
    pen.blob(xy("-.34,.32 -.2,.22 -.1,.3 -.16,.4"), "#d8ad98", form="round")
    body = xy(
        "-.62,.76 -.56,.84 -.2,.8 .2,.82 .42,.86 .6,.8 .6,.6 .45,.4 .1,.3 -.3,.33 -.55,.42 -.63,.6"
    )
    pen.fill(
        smooth(body, closed=True, steps=4),
        coat,
        form="round",
        bulge=0.9,
        flow=70,
        texture="fibre",
        grain=0.05,
    )
    if rng.random() < 0.65:
        patch = "#efe7d6" if coat != "#e0d6c2" else "#4b3628"
        for _ in range(int(rng.integers(2, 5))):
            x, y = rng.uniform(-0.45, 0.4), rng.uniform(0.45, 0.72)
            ring = ellipse(x, y, rng.uniform(0.08, 0.2), rng.uniform(0.06, 0.12), n=9) + rng.normal(
                0, 0.03, (9, 2)
            )
            pen.fill(
                smooth(ring[:-1], closed=True, steps=4), patch, outline=0.3, form="round", bulge=2.0
            )
    for x in (-0.5, 0.42):
        pen.stroke([(x, 0.45), (x - 0.015, 0.22), (x, 0.02)], [0.15, 0.075, 0.065], coat, flow=85)
        pen.bar(x - 0.04, 0, x + 0.05, 0.05, "#26201c")
    head = xy(".56,.86 .66,.92 .78,.9 .84,.74 .9,.6 .84,.53 .74,.56 .64,.68")
    pen.fill(smooth(head, closed=True, steps=4), coat, form="round", flow=60)
    pen.oval(0.86, 0.575, 0.05, 0.045, "#d1a48f", form="round", outline=0.6)
    pen.blob(xy(".6,.86 .5,.84 .46,.77 .58,.8"), coat, form="round")
    for way in (0.0, 0.09):
        pen.stroke(
            [(0.67 + way, 0.91), (0.66 + way * 1.6, 1.0), (0.74 + way, 1.06)],
            [0.035, 0.025, 0.008],
            "#d8ceb4",
        )
    pen.oval(0.74, 0.78, 0.018, 0.018, "#16100d", outline=0.4)


@subject(
    "cat",
    "chat",
    "animals",
    "ground",
    near=0.62,
    far=0.0,
    wide=0.8,
    settings=("studio", "street", "night"),
)
def cat(pen: Pen) -> None:
    """Draw a cat."""
    pose = pen.rng.random()
    if pose < 0.55:
        sitting(pen)
    elif pose < 0.86:
        lying(pen.at(0, 0, 0.82))
    else:
        walking(pen.at(0, 0, 0.85))
