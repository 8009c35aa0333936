"""Instruments."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject


@subject(
    "violin", "violon", "music", "table", near=0.82, far=0.0, wide=0.5, settings=("studio", "")
)
def violin(pen: Pen) -> None:
    """Draw a violin."""
    rng = pen.rng
    pen = pen.at(0, 0, angle=float(rng.uniform(-16, 16)))
    wood = str(rng.choice(["#8a4a26", "#a5622f", "#6d3a22", "#b57a3e"]))
    right = xy("0,0 .12,.015 .185,.09 .165,.19 .1,.235 .095,.3 .135,.345 .15,.43 .1,.515 .035,.53")
    edge = smooth(right, steps=6)
    outline = np.vstack([edge, (edge * (-1, 1))[::-1]])
    if rng.random() < 0.7:
        pen.stroke([(0.36, 0.05), (0.3, 0.5), (0.27, 0.98)], 0.012, "#6b4526")
        pen.line([(0.385, 0.05), (0.29, 0.97)], weight=0.6, colour="#e8e0cc", curved=False)
    pen.shadow(0, 0.24, 0.03, 0.4)
    pen.fill(outline, "#3f2415", outline=1.3)
    pen.fill(
        outline * 0.965 + (0, 0.0095),
        wood,
        form="round",
        bulge=0.55,
        texture="streak",
        grain=0.14,
        scale=1.5,
        flow=88,
    )
    pen.fill(xy("-.02,.42 .02,.42 .014,.86 -.014,.86"), "#1f1a17", outline=0.9, form="post")
    pen.fill(xy("-.035,.05 .035,.05 .022,.17 -.022,.17"), "#1f1a17", outline=0.9, form="post")
    pen.fill(
        smooth(xy("-.05,.25 -.04,.275 0,.285 .04,.275 .05,.25 0,.26"), closed=True, steps=3),
        "#c99a5a",
        outline=0.9,
    )
    for way in (-1, 1):
        hole = [
            (way * 0.062, 0.34),
            (way * 0.05, 0.325),
            (way * 0.068, 0.28),
            (way * 0.082, 0.235),
            (way * 0.095, 0.222),
            (way * 0.083, 0.212),
        ]
        pen.stroke(hole, [0.014, 0.007, 0.011, 0.007, 0.014], "#1a100a", outline=0.4, form="flat")
    pen.fill(xy("-.016,.86 .016,.86 .02,.96 -.02,.96"), "#6b3a20", outline=1)
    pen.line(xy(".02,.955 .035,.985 0,1 -.02,.98 0,.968 .008,.982"), weight=1.5, colour="#4a2814")
    for k, y in enumerate((0.88, 0.9, 0.925, 0.945)):
        way = 1 if k % 2 else -1
        pen.stroke([(0, y), (way * 0.055, y)], 0.012, "#1f1a17", curved=False)
        pen.oval(way * 0.06, y, 0.014, 0.016, "#1f1a17", form="round", outline=0.6)
    for x in (-0.011, -0.004, 0.004, 0.011):
        pen.line(
            [(x * 1.6, 0.16), (x * 1.4, 0.283), (x, 0.87)],
            weight=0.3,
            colour="#e3d9bf",
            curved=False,
        )
    pen.oval(-0.09, 0.075, 0.045, 0.032, "#1f1a17", form="round", outline=0.8)


@subject("drum", "tambour", "music", "table", near=0.56, far=0.0, wide=1.1, settings=("studio", ""))
def drum(pen: Pen) -> None:
    """Draw a drum."""
    rng = pen.rng
    shell, hoop = (
        str(rng.choice(c))
        for c in (["#a8863f", "#7a3a34", "#3f5060", "#8a6a45"], ["#4a2f22", "#b5483a", "#2c3a4a"])
    )
    pen.shadow(0.05, 0.6, 0.08, 0.5)
    body = np.vstack(
        [
            ellipse(0, 0.12, 0.5, 0.12, start=180, stop=360, n=20),
            ellipse(0, 0.72, 0.5, 0.12, start=0, stop=180, n=20),
        ]
    )
    pen.fill(body, shell, form="post", texture="streak", grain=0.08, flow=90, outline=1.2)
    for y in (0.1, 0.66):
        ring = np.vstack(
            [
                ellipse(0, y, 0.52, 0.125, start=180, stop=360, n=20),
                ellipse(0, y + 0.09, 0.52, 0.125, start=360, stop=180, n=20),
            ]
        )
        pen.fill(ring, hoop, form="post", outline=1)
    pen.oval(0, 0.76, 0.5, 0.115, "#e8dec6", outline=1, texture="rough", grain=0.04)
    n = 9
    for k in range(n):
        x0, x1 = 0.5 * np.cos(np.pi * (1 - k / n)), 0.5 * np.cos(np.pi * (1 - (k + 0.5) / n))
        x2 = 0.5 * np.cos(np.pi * (1 - (k + 1) / n))
        drop = [0.13 * np.sqrt(max(0.0, 1 - (2 * x) ** 2)) for x in (x0, x1, x2)]
        pen.line(
            [(x0, 0.66 - drop[0]), (x1, 0.2 - drop[1]), (x2, 0.66 - drop[2])],
            weight=1.1,
            colour="#ece2c8",
            curved=False,
        )
    for x0, x1, a in ((-0.5, 0.25, 0.95), (0.55, -0.15, 0.98)):
        pen.stroke([(x0, a), (x1, 0.79)], [0.03, 0.045], "#9a7446", curved=False)
        pen.oval(x1, 0.79, 0.045, 0.035, "#9a7446", form="round")
