"""Things on a table."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, turned
from precompute.demo.scene import LAND, Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.nature import poppy, rose, sunflower, tulip

GLAZES = ("#5d7a86", "#a8704a", "#d8cfba", "#7a8a6a", "#8a4a3c", "#4a5568", "#c2a468")


def _lathe(pen: Pen, profile: list[tuple[float, float]], colour: str, *, x: float = 0.0, grain: float = 0.05) -> None:
    pen.fill(turned(profile, x=x), colour, form="post", tilt=(0, -0.08), texture="rough", grain=grain, flow=0, outline=1.2)


@subject("vase", "vase", "still life", "table", near=0.74, far=0.0, wide=0.7, settings=("studio", ""))
def vase(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0.12, 0.34, 0.05, 0.5)
    top = 1.0
    if rng.random() < 0.5:
        top = 0.62
        for _ in range(int(rng.integers(3, 6))):
            flower = (rose, tulip, poppy, sunflower)[int(rng.integers(4))]
            flower(pen.at(rng.uniform(-0.06, 0.06), 0.42, rng.uniform(0.46, 0.62), angle=float(rng.uniform(-28, 28))))
    glaze = str(rng.choice(GLAZES))
    belly, neck, foot = rng.uniform(0.2, 0.33), rng.uniform(0.06, 0.14), rng.uniform(0.1, 0.16)
    high = rng.uniform(0.35, 0.65)
    body = [(foot, 0.0), (foot * 0.9, 0.03), (belly, high * top), (neck, 0.84 * top), (neck * rng.uniform(1.0, 1.7), top)]
    _lathe(pen, body, glaze)
    line = smooth(body, steps=12)
    wide = neck * 1.2
    pen.oval(0, top, float(line[-1, 0]), 0.025, "#2f2a26", outline=0.9)
    for y in sorted(rng.uniform(0.15, 0.8, int(rng.integers(1, 4))) * top):
        r = float(np.interp(y, line[:, 1], line[:, 0]))
        pen.line([(-r, y), (-r * 0.5, y - 0.02), (0, y - 0.028), (r * 0.5, y - 0.02), (r, y)], weight=1.3, colour=str(rng.choice(["#2f3a4a", "#e6dcc0", "#7a3a2c"])))
    if rng.random() < 0.5:
        y = high * top
        for k in range(-2, 3):
            x = belly * 0.8 * np.sin(k * 0.6)
            petals = ellipse(float(x), y, 0.035 * np.cos(k * 0.6) + 0.01, 0.05, n=9)
            pen.fill(petals, "#2f3a4a" if glaze != "#4a5568" else "#e6dcc0", outline=0.4, form="flat")
    if rng.random() < 0.35:
        for way in (-1, 1):
            pen.stroke([(way * neck, 0.8 * top), (way * (belly + 0.06), 0.76 * top), (way * belly * 0.92, 0.6 * top)], [0.035, 0.03], glaze)
    pen.line([(wide * 0.2 - belly * 0.5, high * top * 1.15), (-belly * 0.62, high * top * 0.8)], weight=1.6, colour="#f4f1ea")


@subject("fruit", "fruits", "still life", "table", near=0.42, far=0.0, wide=1.5, settings=("studio", ""))
def fruit(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0.75, 0.09, 0.5)
    bowl = rng.random() < 0.6
    base = 0.34 if bowl else 0.02
    if bowl:
        pen.oval(0, 0.42, 0.62, 0.1, "#6f5d4a")
    rows = [(-0.38, 0.0), (0.0, -0.02), (0.38, 0.0), (-0.2, 0.24), (0.2, 0.24), (0.0, 0.44)]
    for x, y in rows[: int(rng.integers(4, 7))]:
        kind = int(rng.integers(4))
        one = pen.at(x + rng.uniform(-0.03, 0.03), base + y + 0.17, 0.2)
        if kind == 0:
            one.blob([(0, 0.82), (-0.5, 0.95), (-1, 0.4), (-0.85, -0.5), (-0.35, -0.95), (0, -0.85), (0.35, -0.95), (0.85, -0.5), (1, 0.4), (0.5, 0.95)], str(rng.choice(["#b04a38", "#a9a24e", "#c7903f"])), form="round", texture="rough", grain=0.1, flow=70)
            one.stroke([(0, 0.7), (0.05, 1.05), (0.16, 1.25)], 0.09, "#4a3520")
        elif kind == 1:
            one.blob([(0, 1.35), (-0.35, 1.1), (-0.55, 0.3), (-0.9, -0.3), (-0.7, -0.9), (0, -1.05), (0.7, -0.9), (0.9, -0.3), (0.55, 0.3), (0.35, 1.1)], str(rng.choice(["#b5a84e", "#c2954a"])), form="round", texture="rough", grain=0.08, flow=75)
            one.stroke([(0, 1.25), (0.08, 1.6)], 0.09, "#4a3520")
        elif kind == 2:
            one.oval(0, 0, 1.0, 0.95, "#c97f35", form="round", texture="leaf", grain=0.05, bump=0.2, scale=0.4, flow=60)
            one.oval(0.1, 0.75, 0.08, 0.05, "#5b4a2a", outline=0.5)
        else:
            for _ in range(16):
                a, r = rng.uniform(0, 6.3), rng.uniform(0, 0.85)
                one.oval(r * np.cos(a), r * np.sin(a) - 0.1, 0.27, 0.27, "#54405c", form="round", outline=0.8)
    if bowl:
        _lathe(pen, [(0.24, 0.0), (0.2, 0.05), (0.3, 0.1), (0.55, 0.28), (0.63, 0.42)], str(rng.choice(GLAZES)))
        pen.line([(-0.6, 0.36), (0, 0.27), (0.6, 0.36)], weight=1.2, colour="#e8dfc8")


@subject("chair", "chaise", "still life", "ground", near=0.72, far=0.0, wide=0.75, settings=("studio", ""))
def chair(pen: Pen) -> None:
    rng = pen.rng
    wood = str(rng.choice(["#6b4a30", "#8a6a45", "#4a3526", "#a58458"]))
    pen.shadow(0, 0.38, 0.06, 0.45)
    for x in (0.2, -0.12):
        pen.stroke([(x, 0.45), (x + 0.01, 0.07)], [0.04, 0.028], wood, curved=False, texture="streak", grain=0.15)
    lean = 0.08
    for x in (-0.12, 0.25):
        pen.stroke([(x, 0.44), (x + lean * 0.3, 0.7), (x + lean, 1.0)], [0.042, 0.035], wood, texture="streak", grain=0.15)
    kind = int(rng.integers(3))
    if kind == 0:
        for y in (0.62, 0.76, 0.9):
            s = lean * (y - 0.44) / 0.56
            pen.fill(smooth([(-0.12 + s, y), (0.06 + s, y + 0.03), (0.25 + s, y), (0.25 + s, y + 0.05), (0.06 + s, y + 0.085), (-0.12 + s, y + 0.05)], closed=True, steps=3), wood, tilt=(0, -0.2), texture="streak", grain=0.15, flow=0)
    elif kind == 1:
        for x in np.linspace(-0.08, 0.21, 6):
            pen.stroke([(x, 0.46), (x + lean, 0.94)], 0.016, wood, curved=False)
        pen.stroke([(-0.06, 0.97), (0.14, 1.02), (0.35, 0.97)], 0.055, wood, texture="streak", grain=0.15)
    else:
        pen.fills([ellipse(0.12, 0.78, 0.2, 0.2), ellipse(0.12, 0.78, 0.165, 0.165)], wood)
        pen.oval(0.12, 0.78, 0.165, 0.165, "#cdb78a", texture="fibre", grain=0.3, flow=45)
    pen.fill(smooth([(-0.28, 0.42), (-0.14, 0.49), (0.27, 0.49), (0.2, 0.42)], closed=True, steps=2), "#c2a873" if rng.random() < 0.5 else wood, texture="fibre", grain=0.25, tilt=(0, -0.35), flow=10)
    pen.fill([(-0.28, 0.42), (0.2, 0.42), (0.2, 0.385), (-0.28, 0.385)], wood, texture="streak", grain=0.15)
    pen.fill([(0.2, 0.42), (0.27, 0.485), (0.27, 0.45), (0.2, 0.385)], wood, tilt=(0.5, 0))
    for x in (-0.25, 0.17):
        pen.stroke([(x, 0.4), (x, 0.2), (x - 0.01, 0.0)], [0.045, 0.04, 0.03], wood, texture="streak", grain=0.15)
    pen.stroke([(-0.25, 0.17), (0.17, 0.17)], 0.022, wood, curved=False)
    pen.stroke([(0.17, 0.2), (0.21, 0.24)], 0.022, wood, curved=False)


@subject("teapot", "théière", "still life", "table", near=0.5, far=0.0, wide=1.35, settings=("studio", ""))
def teapot(pen: Pen) -> None:
    rng = pen.rng
    glaze = str(rng.choice(["#d8cfba", "#7a4a38", "#5d7a86", "#3f3a36", "#b5b0a4", "#8a9a6a"]))
    pen.shadow(0.1, 0.6, 0.06, 0.5)
    pen.stroke([(-0.36, 0.68), (-0.66, 0.76), (-0.7, 0.45), (-0.38, 0.26)], [0.075, 0.07, 0.06], glaze)
    pen.stroke([(0.32, 0.24), (0.55, 0.4), (0.6, 0.66), (0.76, 0.76)], [0.22, 0.14, 0.09, 0.075], glaze)
    tall = rng.uniform(0.7, 0.8)
    pen.blob([(-0.22, 0.0), (-0.4, 0.12), (-0.47, 0.4), (-0.33, 0.66), (-0.16, tall), (0.16, tall), (0.33, 0.66), (0.47, 0.4), (0.4, 0.12), (0.22, 0.0)], glaze, form="round", flow=0, outline=1.2)
    pen.bar(-0.24, -0.015, 0.24, 0.03, glaze, form="post")
    pen.blob([(-0.2, tall - 0.02), (-0.14, tall + 0.07), (0, tall + 0.1), (0.14, tall + 0.07), (0.2, tall - 0.02), (0, tall - 0.05)], glaze, form="round")
    pen.oval(0, tall + 0.13, 0.05, 0.05, glaze, form="round")
    pen.line([(-0.28, 0.55), (-0.36, 0.4), (-0.35, 0.28)], weight=2.0, colour="#fbf8f0")
    if rng.random() < 0.5:
        for a in np.linspace(0, 2 * np.pi, 6)[:-1]:
            pen.oval(0.05 + 0.1 * np.cos(a), 0.36 + 0.1 * np.sin(a), 0.06, 0.05, "#4a5a7a", outline=0.5)
        pen.oval(0.05, 0.36, 0.045, 0.045, "#c9a452", outline=0.5)
    if rng.random() < 0.5:
        cup = pen.at(0.95, -0.06, 0.36)
        cup.oval(0, 0.02, 0.75, 0.14, "#d8cfba", form="round")
        cup.fill(turned([(0.25, 0.06), (0.4, 0.2), (0.5, 0.55), (0.55, 0.72)]), glaze, form="post")
        cup.oval(0, 0.72, 0.55, 0.1, "#6b4a2c", outline=1)


@subject("clock", "horloge", "still life", "table", near=0.72, far=0.0, wide=0.8, settings=("studio", ""))
def clock(pen: Pen) -> None:
    rng = pen.rng
    wood = str(rng.choice(["#5c3d28", "#7a5a38", "#2e2926", "#8a7a5a"]))
    pen.shadow(0, 0.45, 0.05, 0.45)
    kind = int(rng.integers(3))
    y, r = 0.58, 0.27
    if kind == 0:
        pen.blob([(-0.42, 0.1), (-0.4, 0.5), (-0.3, 0.84), (0, 1.0), (0.3, 0.84), (0.4, 0.5), (0.42, 0.1)], wood, form="round", bulge=0.4, texture="streak", grain=0.18, flow=90)
        pen.bar(-0.5, 0.0, 0.5, 0.12, wood, form="roll", texture="streak", grain=0.15)
    elif kind == 1:
        pen.fill([(-0.4, 0.85), (0.4, 0.85), (0, 1.08)], wood, tilt=(0, -0.3), texture="streak", grain=0.15)
        pen.bar(-0.38, 0.08, 0.38, 0.86, wood, texture="streak", grain=0.18, flow=90)
        pen.bar(-0.45, 0.0, 0.45, 0.09, wood, form="roll")
        for x in (-0.33, 0.33):
            pen.bar(x - 0.045, 0.09, x + 0.045, 0.85, "#b99a55", form="post")
    else:
        pen.oval(0, y, 0.42, 0.42, "#b08d48", form="round", bulge=0.25)
        for x in (-0.2, 0.2):
            pen.stroke([(x, 0.24), (x * 1.5, 0.0)], 0.06, "#8a6c38", curved=False)
            pen.oval(x * 1.1, 0.98, 0.14, 0.1, "#c4a258", form="round")
        pen.stroke([(-0.06, 1.06), (0.0, 1.13), (0.06, 1.06)], 0.03, "#8a6c38")
        r = 0.35
    pen.oval(0, y, r, r, "#c2a055", form="round", bulge=0.2)
    pen.oval(0, y, r * 0.9, r * 0.9, "#f0e8d4", outline=0.8)
    for k in range(60):
        a = np.radians(6 * k)
        inner = 0.76 if k % 5 == 0 else 0.82
        pen.line([(r * inner * np.sin(a), y + r * inner * np.cos(a)), (r * 0.86 * np.sin(a), y + r * 0.86 * np.cos(a))], weight=1.0 if k % 5 == 0 else 0.3, curved=False)
    for k in range(12):
        a = np.radians(30 * k)
        mark = pen.at(r * 0.64 * np.sin(a), y + r * 0.64 * np.cos(a), r * 0.1, angle=float(-30 * k))
        for x in np.linspace(-0.5, 0.5, 1 + k % 4):
            mark.line([(x, -0.8), (x, 0.8)], weight=0.9, curved=False)
    hour, minute = rng.uniform(0, 12), rng.uniform(0, 60)
    for a, long, w in ((hour * 30, 0.45, 0.07), (minute * 6, 0.7, 0.045)):
        hand = pen.at(0, y, r, angle=float(-a))
        hand.fill([(-w, 0), (0, long), (w, 0), (0, -0.15)], "#1d1a18", outline=0.5)
    pen.oval(0, y, r * 0.05, r * 0.05, "#1d1a18")


@subject("key", "clé", "still life", "specimen", near=0.42, far=0.0, wide=2.2, settings=())
def key(pen: Pen) -> None:
    rng = pen.rng
    metal = str(rng.choice(["#6b655c", "#8a7448", "#54504c", "#7a5f3a"]))
    y = 0.5
    n = int(rng.choice([1, 3, 4]))
    if n == 1:
        pen.fills([ellipse(-0.72, y, 0.33, 0.38), ellipse(-0.72, y, 0.2, 0.25)], metal, form="round", texture="rough", grain=0.2, bump=0.2)
    else:
        for k in range(n):
            a = np.pi + (k - (n - 1) / 2) * (2 * np.pi / (n + 1))
            cx, cy = -0.68 + 0.22 * np.cos(a), y + 0.22 * np.sin(a)
            pen.fills([ellipse(cx, cy, 0.19, 0.19), ellipse(cx, cy, 0.1, 0.1)], metal, form="round", texture="rough", grain=0.2, bump=0.2)
    pen.bar(-0.46, y - 0.1, -0.4, y + 0.1, metal, form="roll", texture="rough", grain=0.2)
    pen.bar(-0.45, y - 0.055, 0.98, y + 0.055, metal, form="roll", texture="rough", grain=0.22, bump=0.15)
    for x in (-0.36, 0.46):
        pen.bar(x, y - 0.08, x + 0.05, y + 0.08, metal, form="roll", texture="rough", grain=0.2)
    bit = [(0.62, y - 0.04), (0.62, y - 0.42), (0.7, y - 0.42), (0.7, y - 0.3), (0.76, y - 0.3), (0.76, y - rng.uniform(0.34, 0.46)), (0.84, y - 0.4), (0.84, y - 0.22), (0.92, y - 0.22), (0.92, y - 0.04)]
    pen.fill(np.array(bit), metal, form="round", bulge=0.3, texture="rough", grain=0.2)
    pen.oval(0.98, y, 0.03, 0.06, metal, form="round")


@subject("umbrella", "parapluie", "still life", "ground", near=0.72, far=0.0, wide=1.05, settings=("studio", "street", ""))
def umbrella(pen: Pen) -> None:
    rng = pen.rng
    pen = pen.at(0, 0, angle=float(rng.uniform(-14, 14)))
    cloth = str(rng.choice(["#26262a", "#7a3a34", "#3f4f5c", "#b59a62", "#4d5a48"]))
    pen.stroke([(0, 0.95), (0, 0.14), (0.03, 0.03), (0.1, 0.02), (0.13, 0.1)], 0.026, "#7a5632")
    ribs = 5
    xs = np.linspace(-0.52, 0.52, ribs + 1)
    for k in range(ribs):
        x0, x1 = xs[k], xs[k + 1]
        y0, y1 = 0.5 + 0.03 * np.cos(x0 * 3), 0.5 + 0.03 * np.cos(x1 * 3)
        left = [(x0 * t**0.62, 0.96 - (0.96 - y0) * t**1.9) for t in np.linspace(0.02, 1, 10)]
        right = [(x1 * t**0.62, 0.96 - (0.96 - y1) * t**1.9) for t in np.linspace(1, 0.02, 10)]
        hem = [((x0 + x1) / 2, min(y0, y1) + 0.055)]
        pen.fill(np.array([*left, *hem, *right]), cloth, form="round", bulge=1.2, tilt=(0.5 * (x0 + x1), -0.25), texture="fibre", grain=0.06, flow=80)
    for x in xs[[0, -1]]:
        pen.oval(x, 0.5, 0.012, 0.018, "#c9b98a", outline=0.5)
    pen.stroke([(0, 0.94), (0, 1.04)], [0.03, 0.012], "#3a2c1e", curved=False)


@subject("hat", "chapeau", "still life", "table", near=0.46, far=0.0, wide=1.5, settings=("studio", ""))
def hat(pen: Pen) -> None:
    rng = pen.rng
    felt = str(rng.choice(["#26231f", "#5c4a38", "#d2bd8c", "#7a6a58", "#4a525a"]))
    band = str(rng.choice(["#141312", "#7a2f2a", "#3a4a5c", "#e2d6b8"]))
    pen.shadow(0.05, 0.75, 0.07, 0.5)
    straw = felt == "#d2bd8c"
    kind = int(rng.integers(3))
    pen.oval(0, 0.16, 0.72, 0.17, felt, form="round", bulge=0.4, texture="fibre", grain=0.22 if straw else 0.08, flow=0, outline=1.2)
    if kind == 0:  # top hat
        pen.fill(np.vstack([smooth([(-0.4, 0.2), (-0.37, 0.55), (-0.43, 1.0)], steps=5), smooth([(0.43, 1.0), (0.37, 0.55), (0.4, 0.2)], steps=5), ellipse(0, 0.2, 0.4, 0.08, start=0, stop=-180, n=12)]), felt, form="post", texture="fibre", grain=0.06, flow=90)
        pen.oval(0, 1.0, 0.43, 0.07, felt, outline=1)
    elif kind == 1:
        pen.fill(np.vstack([smooth([(-0.41, 0.2), (-0.4, 0.5), (-0.28, 0.78), (0, 0.86), (0.28, 0.78), (0.4, 0.5), (0.41, 0.2)], steps=5), ellipse(0, 0.2, 0.41, 0.08, start=0, stop=-180, n=12)]), felt, form="round", texture="fibre", grain=0.2 if straw else 0.06, flow=10)
    else:
        pen.fill(np.vstack([smooth([(-0.4, 0.2), (-0.37, 0.62), (-0.2, 0.76), (0, 0.66), (0.2, 0.78), (0.36, 0.62), (0.4, 0.2)], steps=5), ellipse(0, 0.2, 0.4, 0.08, start=0, stop=-180, n=12)]), felt, form="round", texture="fibre", grain=0.2 if straw else 0.06, flow=10)
    lower, upper = ellipse(0, 0.2, 0.41, 0.08, start=180, stop=360, n=14), ellipse(0, 0.33, 0.395, 0.07, start=360, stop=180, n=14)
    pen.fill(np.vstack([lower, upper]), band, form="post", outline=0.8)
    if rng.random() < 0.4:
        pen.stroke([(0.3, 0.26), (0.44, 0.56), (0.7, 0.8)], [0.06, 0.16, 0.02], str(rng.choice(["#c9c0ae", "#8a4a3a", "#5d6d52"])), texture="fibre", grain=0.3, flow=60)


@subject("oil lamp", "lampe à huile", "still life", "table", near=0.76, far=0.0, wide=0.5, settings=("studio", ""))
def oil_lamp(pen: Pen) -> None:
    rng = pen.rng
    brass = str(rng.choice(["#b08d48", "#8a8a84", "#7a5a3a", "#5d7a86"]))
    pen.shadow(0, 0.28, 0.045, 0.5)
    pen.fill(turned([(0.105, 0.5), (0.13, 0.58), (0.075, 0.72), (0.06, 1.0)]), "#e6e4da", form="post", alpha=0.75, outline=1)
    pen.blob([(-0.02, 0.54), (-0.03, 0.6), (0, 0.68), (0.03, 0.6), (0.02, 0.54)], "#f2c85a", outline=0.6)
    pen.shine(0, 0.6, 0.08, "#f0c868", 0.35)
    if rng.random() < 0.5:
        pen.fill([(-0.34, 0.6), (0.34, 0.6), (0.14, 0.86), (-0.14, 0.86)], str(rng.choice(["#d9cfae", "#6a8a76", "#b5735a"])), form="post", outline=1)
    _lathe(pen, [(0.22, 0.0), (0.19, 0.04), (0.06, 0.1), (0.05, 0.2), (0.17, 0.3), (0.18, 0.38), (0.08, 0.46), (0.11, 0.5)], brass)
    pen.stroke([(0.1, 0.48), (0.17, 0.48)], 0.016, "#4a3c22", curved=False)
    pen.oval(0.18, 0.48, 0.025, 0.03, brass, form="round")


@subject("bottle", "bouteille", "still life", "table", near=0.76, far=0.0, wide=0.5, settings=("studio", ""))
def bottle(pen: Pen) -> None:
    rng = pen.rng
    glass = str(rng.choice(["#3f5240", "#5c4630", "#6d8280", "#8a9a8c", "#2e3a3a"]))
    pen.shadow(0.08, 0.28, 0.045, 0.5)
    r = rng.uniform(0.13, 0.17)
    _lathe(pen, [(r * 0.94, 0.0), (r, 0.03), (r, 0.5), (r * 0.8, 0.62), (0.05, 0.74), (0.042, 0.95), (0.055, 0.96)], glass, grain=0.03)
    pen.bar(-0.04, 0.95, 0.04, 1.02, "#a5855c", form="post", texture="rough", grain=0.2)
    pen.bar(-r * 0.97, 0.14, r * 0.97, 0.4, "#e2d6b6", form="post", outline=0.7)
    for y, w in ((0.34, 0.7), (0.29, 0.45), (0.22, 0.6), (0.19, 0.6)):
        pen.line([(-r * w, y), (r * w, y)], weight=1.2 if y > 0.3 else 0.6, curved=False)
    pen.line([(-r * 0.7, 0.46), (-r * 0.66, 0.55), (-0.03, 0.7)], weight=1.6, colour="#f2f4ee")
    if rng.random() < 0.5:
        glass_pen = pen.at(0.36, -0.02, 0.5)
        glass_pen.fill(turned([(0.2, 0.0), (0.18, 0.03), (0.03, 0.07), (0.03, 0.4), (0.2, 0.55), (0.24, 0.8), (0.2, 1.0)]), "#cfd2cc", form="post", alpha=0.5, outline=1)
        glass_pen.fill(turned([(0.04, 0.44), (0.2, 0.56), (0.235, 0.76)]), "#7a2f34", form="post", alpha=0.85, outline=0.6)


@subject("table laid for a meal", "table dressée pour un repas", "still life", "table", near=0.5, far=0.0, wide=1.8, settings=("studio",))
def laid_table(pen: Pen) -> None:
    rng = pen.rng
    wide = 1.05
    pen.shadow(0, 1.1, 0.08, 0.5)
    cloth = str(rng.choice(["#ece5d6", "#e3d9c2", "#d9dcd8"]))
    top = np.array([(-wide * 0.86, 0.72), (wide * 0.86, 0.72), (wide, 0.42), (-wide, 0.42)])
    xs = np.linspace(-wide, wide, 19)
    hem = np.column_stack([xs * 1.02, 0.06 + 0.025 * np.sin(np.arange(19) * 2.1)])
    pen.fill(np.vstack([[(-wide, 0.42), (wide, 0.42)], hem[::-1]]), cloth, texture="fibre", grain=0.05, flow=88, tilt=(0, 0.35))
    for x in xs[1:-1]:
        pen.stroke([(x * 0.99, 0.41), (x * 1.0, 0.25), (x * 1.02, 0.08)], [0.008, 0.03, 0.04], "#c9bfa9", outline=0.0, alpha=0.5)
        pen.line([(x * 0.99, 0.4), (x * 1.02, 0.09)], weight=0.5)
    pen.fill(top, cloth, texture="fibre", grain=0.04, flow=0, tilt=(0, -0.2))
    if rng.random() < 0.4:
        for t in np.linspace(0, 1, 12):
            pen.line([(-wide * 0.86 + 2 * wide * 0.86 * t, 0.72), (-wide + 2 * wide * t, 0.42)], weight=0.6, colour="#b5675a", curved=False)
        for y in np.linspace(0.43, 0.71, 6):
            pen.line([(-wide, y), (wide, y)], weight=0.5, colour="#b5675a", curved=False)
    pieces = pen.at(0, 0.64)
    (bottle if rng.random() < 0.5 else oil_lamp)(pieces.at(0.12, 0, 0.52))
    if rng.random() < 0.6:
        fruit(pieces.at(-0.32, 0.0, 0.3))
    else:
        pieces.blob([(-0.55, 0.0), (-0.5, 0.1), (-0.3, 0.14), (-0.1, 0.1), (-0.06, 0.0)], "#a87a45", form="round", texture="rough", grain=0.15)
        for x in (-0.42, -0.3, -0.18):
            pieces.line([(x, 0.12), (x + 0.05, 0.05)], weight=0.8)
    for x in (-0.66, 0.0, 0.66):
        plate = pen.at(x, 0.52, 0.17)
        plate.shadow(0.1, 1.1, 0.3, 0.35, y=-0.05)
        plate.oval(0, 0, 1.1, 0.38, "#f2eee4", form="round", bulge=0.3, outline=1)
        plate.line(ellipse(0, 0, 0.75, 0.25), weight=0.6, curved=False)
        plate.line(ellipse(0, 0.01, 1.0, 0.34), weight=0.6, colour="#4a5f8a", curved=False)
        plate.stroke([(-1.35, 0.3), (-1.55, -0.35)], 0.06, "#b5b2aa", curved=False)
        plate.stroke([(1.3, 0.3), (1.5, -0.35)], [0.05, 0.1], "#b5b2aa", curved=False)
        drink = plate.at(0.95, 0.42, 0.95)
        drink.fill(turned([(0.24, 0.0), (0.05, 0.08), (0.04, 0.45), (0.25, 0.65), (0.28, 1.1)]), "#d5d6d0", form="post", alpha=0.6, outline=0.9)
        drink.fill(turned([(0.06, 0.52), (0.25, 0.66), (0.27, 0.86)]), "#7d3238", form="post", alpha=0.85, outline=0.4)


@subject("book", "livre", "still life", "table", near=0.42, far=0.0, wide=1.5, settings=("studio", ""))
def book(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0.75, 0.08, 0.5)
    if rng.random() < 0.5:  # open
        for way in (-1, 1):
            page = [(0, 0.5), (way * 0.3, 0.6), (way * 0.7, 0.55), (way * 0.78, 0.12), (way * 0.3, 0.14), (0, 0.06)]
            pen.fill(np.array(page) - (0, 0.035), "#7a3f32", outline=1)
            pen.fill(np.vstack([smooth(page[:3], steps=6), smooth(page[3:], steps=6)]), "#ece3cd", tilt=(way * 0.25, -0.1), flow=5)
            for t in np.linspace(0.12, 0.86, 12):
                a, b = np.array([0.06 * way, 0.5 - 0.44 * t]), np.array([way * (0.66 + 0.07 * t), 0.55 - 0.42 * t])
                middle = (a + b) / 2 + (0, 0.05)
                if rng.random() < 0.92:
                    pen.line([a, middle, a + (b - a) * rng.uniform(0.75, 0.98)], weight=0.55)
        pen.line([(0, 0.5), (0, 0.06)], weight=1.2, curved=False)
        return
    y = 0.0
    for k in range(int(rng.integers(2, 6))):
        thick, half = rng.uniform(0.12, 0.2), rng.uniform(0.5, 0.68)
        shift = rng.uniform(-0.07, 0.07)
        cover = str(rng.choice(["#7a3a30", "#3f4d44", "#4a3d5a", "#8a6a42", "#2f3a48", "#b59a6a"]))
        pen.fill([(shift - half, y), (shift + half * 0.9, y), (shift + half * 0.9, y + thick), (shift - half, y + thick)], cover, form="roll", bulge=0.8, texture="fibre", grain=0.15, flow=0)
        pen.fill([(shift + half * 0.9, y + 0.015), (shift + half * 1.08, y + 0.04), (shift + half * 1.08, y + thick), (shift + half * 0.9, y + thick - 0.015)], "#e3d8bc", tilt=(0.4, 0), texture="streak", grain=0.2)
        for x in (-0.8, -0.45, 0.5):
            pen.line([(shift + x * half, y), (shift + x * half, y + thick)], weight=1.1, colour="#c9a95a", curved=False)
        pen.bar(shift - half * 0.3, y + thick * 0.3, shift + half * 0.35, y + thick * 0.7, "#d6c08a", outline=0.5)
        if k == 0:
            pen.scene.matter[:1] = LAND if pen.scene.matter[0, 0] == LAND else pen.scene.matter[:1]
        y += thick
