"""Land, trees and flowers."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Points, ellipse, ridge, smooth
from precompute.demo.scene import LAND, WATER, Pen
from precompute.demo.subjects.animals import leaf
from precompute.demo.subjects.catalogue import subject


@subject("mountain", "montagne", "nature", "scenic", settings=("field", "night"), wide=1.4)
def mountain(pen: Pen) -> None:
    rng = pen.rng
    wide = pen.scene.width / pen.scene.height
    room = pen.origin[1] / pen.scene.height
    for layer in range(3):
        tall = room * (0.5, 0.78, 0.34)[layer] * rng.uniform(0.85, 1.05)
        peak = rng.uniform(-0.3, 0.3) * wide
        spread = wide * (0.7, 0.5, 0.8)[layer]
        line = ridge(-wide * 0.75, wide * 0.75, height=tall * 0.35, rng=rng, rough=0.55, n=7)
        line[:, 1] += tall * np.maximum(0.12, 1 - np.abs(line[:, 0] - peak) / spread)
        top = line[int(np.argmax(line[:, 1]))]
        far = pen.away((0.75, 0.5, 0.3)[layer])
        body = np.vstack([line, [(wide, -0.05), (-wide, -0.05)]])
        stone = ("#8b929a", "#7d7a76", "#6f7460")[layer]
        side = 0.75 if pen.scene.light[0] < 0 else -0.75
        far.fill(body, stone, texture="rough", grain=0.16, bump=0.5, scale=2.2, tilt=(-side * 0.45, -0.1), flow=62, matter=LAND)
        if layer == 2:
            continue
        for _ in range(16 if layer else 8):  # faces turned from the light, from the ridge downwards
            k = int(rng.integers(6, len(line) - 6))
            start = line[k] if rng.random() < 0.75 else top
            drop = start[1] * rng.uniform(0.3, 0.75)
            lean = rng.uniform(0.05, 0.3) * drop * np.sign(side)
            t = np.linspace(0, 1, 9)[:, None]
            rib = start + t * np.array([lean, -drop]) + rng.normal(0, 0.012, (9, 2)) * t
            edge = start + t * np.array([lean + np.sign(side) * drop * rng.uniform(0.3, 0.6), -drop * 0.9]) + rng.normal(0, 0.014, (9, 2)) * t
            far.fill(np.vstack([rib, edge[::-1]]), stone, texture="rough", grain=0.2, bump=0.5, scale=2, tilt=(side * 0.9, 0.1), outline=0.0, flow=120, matter=LAND)
            far.line(rib, weight=0.7, curved=False)
        if layer == 1 or rng.random() < 0.5:  # snow where it is high
            snow = top[1] * rng.uniform(0.55, 0.8)
            for k in range(2, len(line) - 2, 3):
                if line[k, 1] > snow:
                    reach = (line[k, 1] - snow) * rng.uniform(0.4, 1.1)
                    gully = line[k] + np.array([(-0.012, 0.0), (0.02, 0.0), (rng.uniform(-0.02, 0.04), -reach)])
                    far.fill(gully, "#f4f3ee", outline=0.25, tilt=(-side * 0.3 if k % 2 else side * 0.3, -0.2), matter=LAND, flow=75)
    if rng.random() < 0.55:  # a lake that mirrors it
        lake = pen.away(0.3)
        rows = [(-wide, -0.03), (wide, -0.03), (wide, -0.2), (0.2 * wide, -0.24), (-wide, -0.17)]
        lake.fill(np.array(rows), "#8fa3ac", texture="ripple", grain=0.08, matter=WATER, outline=0.6, flow=0)
    near = Pen(pen.scene, (0.0, float(pen.scene.height)), pen.scene.height, depth=0.1)
    for _ in range(int(rng.integers(5, 14))):
        x = rng.uniform(0, wide)
        if abs(x - wide / 2) > wide * 0.16:
            fir(near.at(x, rng.uniform(-0.04, 0.12), rng.uniform(0.12, 0.3)))


def fir(pen: Pen) -> None:
    """A fir, 1 high."""
    rng = pen.rng
    pen.bar(-0.02, -0.02, 0.02, 0.15, "#4b3a2a", form="post", outline=0.5)
    for y in np.linspace(0.1, 0.86, 7):
        half = 0.3 * (1.02 - y) + 0.03
        ring = [(-half, y - 0.03), (-half * 0.3, y + 0.05), (0, y + 0.2), (half * 0.3, y + 0.05), (half, y - 0.03), (half * 0.4, y + 0.01), (0, y - 0.03), (-half * 0.4, y + 0.01)]
        pen.fill(np.array(ring) + rng.normal(0, 0.008, (8, 2)), "#3f5140", form="round", texture="leaf", grain=0.2, outline=0.7, flow=70)


@subject("tree", "arbre", "nature", "ground", near=0.8, far=0.36, wide=0.95, settings=("field", "night", "street"))
def tree(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0.45, 0.045, 0.5)
    bare = rng.random() < 0.25
    if not bare and rng.random() < 0.2:
        fir(pen)
        return
    bark = str(rng.choice(["#54412f", "#6b5a48", "#463a30"]))
    tips: list[tuple[float, float]] = []
    _branch(pen, (0.0, -0.01), np.pi / 2, 0.34, 0.085, 5 if bare else 4, bark, tips)
    if bare:
        return
    crown = np.array(tips)
    crown = crown[crown[:, 1] > 0.3] if len(crown) else np.array([(0.0, 0.7)])
    green = str(rng.choice(["#5f7040", "#74803f", "#4c5f3c", "#96803c", "#8a5e34"]))
    dark = "#38452b"
    picks = crown[rng.permutation(len(crown))[:26]]
    low = [ellipse(x, y - 0.03, rng.uniform(0.07, 0.13), rng.uniform(0.06, 0.1), n=14) for x, y in picks]
    pen.fills(list(low), dark, union=True, ragged=0.8, form="round", bulge=0.5, texture="leaf", grain=0.3, bump=0.5, scale=0.8, flow=50)
    for group in np.array_split(picks, 6):
        rings = [ellipse(x + 0.02, y + 0.03, rng.uniform(0.06, 0.12), rng.uniform(0.05, 0.09), n=14) for x, y in group]
        pen.fills(list(rings), green, union=True, ragged=0.8, form="round", bulge=0.9, texture="leaf", grain=0.28, bump=0.5, scale=0.8, flow=40, outline=0.6)


def _branch(
    pen: Pen, start: tuple[float, float], angle: float, long: float, thick: float, level: int,
    bark: str, tips: list[tuple[float, float]],
) -> None:  # fmt: skip
    rng = pen.rng
    end = (start[0] + long * np.cos(angle), start[1] + long * np.sin(angle))
    middle = ((start[0] + end[0]) / 2 + rng.normal(0, long * 0.06), (start[1] + end[1]) / 2)
    if level > 2:
        pen.stroke([start, middle, end], [thick, thick * 0.8, thick * 0.66], bark, texture="streak", grain=0.2, flow=80, form="post")
    elif level > 0:
        pen.stroke([start, middle, end], [thick, thick * 0.6], bark, outline=0.7)
    else:
        pen.line([start, middle, end], weight=0.6, colour=bark)
    tips.append(end)
    if level == 0:
        return
    for turn in ((-0.5, 0.12, 0.55) if level > 1 else (-0.4, 0.4)):
        _branch(pen, end, angle + turn + rng.normal(0, 0.16), long * rng.uniform(0.6, 0.78), thick * 0.6, level - 1, bark, tips)


@subject("waterfall", "cascade", "nature", "scenic", settings=("field",), wide=0.8)
def waterfall(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    wide = scene.width / scene.height
    pen = Pen(scene, (scene.width / 2, float(scene.height)), scene.height, depth=0.12)
    lip = rng.uniform(0.66, 0.8)
    half = rng.uniform(0.06, 0.12)
    for side in (-1, 1):
        for layer in range(4):
            near = layer / 3
            edge = half * (0.75 + 0.2 * layer) + 0.02
            line = ridge(0.12, lip + 0.12 - 0.16 * layer, height=0.08, rng=rng, rough=0.62, n=6)
            inner = np.column_stack([side * (edge + 0.05 * layer + line[:, 1] * 0.6), line[:, 0] - 0.05 * layer])
            outer = [(side * (wide / 2 + 0.1), inner[-1, 1] + rng.uniform(0.02, 0.16)), (side * (wide / 2 + 0.1), -0.05), (side * edge, -0.05)]
            pen.away(0.45 * (1 - near)).fill(np.vstack([inner, outer]), str(rng.choice(["#6d655a", "#5d594f", "#7a7060"])), texture="rough", grain=0.32, bump=0.8, scale=1.6, form="round", bulge=0.25, flow=80, matter=LAND)
    fall = np.array([(-half, lip), (half, lip + 0.01), (half * 1.25, 0.4), (half * 1.7, 0.13), (-half * 1.6, 0.13), (-half * 1.15, 0.45)])
    pen.fill(smooth(fall, closed=True, steps=5), "#e9eceb", texture="rough", grain=0.05, outline=0.5, flow=90, form="post", bulge=0.8)
    for x in np.linspace(-0.95, 0.95, 26):
        y0, y1 = sorted(rng.uniform(0.14, lip, 2))
        pen.line([(x * half * 1.0, y1), (x * half * 1.3, (y0 + y1) / 2), (x * half * 1.55, y0)], weight=rng.uniform(0.3, 1.1), colour=str(rng.choice(["#b9c4c6", "#ffffff", "#93a2a6"])))
    pen.fill([(-wide, 0.16), (wide, 0.16), (wide, -0.1), (-wide, -0.1)], "#6f8487", texture="ripple", grain=0.22, scale=1.2, matter=WATER, flow=0)
    mist = [ellipse(x, 0.14 + rng.uniform(-0.02, 0.04), 0.1, 0.045, n=14) for x in np.linspace(-half * 2.4, half * 2.4, 7)]
    pen.fills(list(mist), "#f4f6f4", union=True, soft=0.02, ragged=0.4, alpha=0.85, outline=0.0)
    for _ in range(9):
        x, s = rng.uniform(-wide / 2, wide / 2), rng.uniform(0.03, 0.09)
        y = rng.uniform(-0.02, 0.14)
        pen.blob([(x - s, y), (x - s * 0.7, y + s * 0.7), (x + s * 0.2, y + s * 0.9), (x + s, y + s * 0.3), (x + s * 0.8, y)], "#5f5a52", form="round", texture="rough", grain=0.3, bump=0.6, matter=LAND)
    for side in (-1, 1):
        for _ in range(4):
            fir(pen.at(side * rng.uniform(half * 3, wide / 2), lip + rng.uniform(-0.1, 0.02), rng.uniform(0.13, 0.22)))


@subject("mushroom", "champignon", "nature", "specimen", near=0.62, far=0.0, wide=1.0, settings=())
def mushroom(pen: Pen) -> None:
    rng = pen.rng
    cap = str(rng.choice(["#a5452f", "#9c7a4e", "#c9a66a", "#7d6450", "#d3c3a0"]))
    for x, size in ((0.34, 0.5), (-0.32, 0.62), (0.0, 1.0)):
        one = pen.at(x, 0, size, angle=float(rng.uniform(-6, 6)))
        one.blob([(-0.09, 0.6), (-0.085, 0.3), (-0.13, 0.06), (-0.05, 0.0), (0.06, 0.0), (0.13, 0.06), (0.085, 0.3), (0.09, 0.6)], "#e6dcc3", form="post", texture="fibre", grain=0.06, flow=90)
        one.oval(0, 0.61, 0.36, 0.075, "#c8b392", outline=0.9, flow=90)
        for t in np.linspace(-0.95, 0.95, 22):
            one.line([(t * 0.09, 0.63), (t * 0.34, 0.61 - 0.06 * np.sqrt(1 - t * t))], weight=0.35, curved=False)
        one.fill(np.vstack([smooth([(-0.39, 0.6), (-0.33, 0.8), (-0.12, 0.96), (0.12, 0.96), (0.33, 0.8), (0.39, 0.6)], steps=6), ellipse(0, 0.61, 0.37, 0.055, start=0, stop=-180, n=14)[::1]]), cap, form="round", texture="rough", grain=0.06, flow=20)
        if cap == "#a5452f":
            for _ in range(9):
                a, r = rng.uniform(0.2, np.pi - 0.2), rng.uniform(0.1, 0.85)
                one.oval(0.34 * r * np.cos(a), 0.66 + 0.27 * r * np.sin(a), 0.03, 0.022, "#efe6d2", form="round", outline=0.5)
        one.line([(-0.09, 0.5), (0, 0.47), (0.09, 0.5)], weight=0.8)
    for x in np.linspace(-0.5, 0.5, 26):
        pen.line([(x, -0.01), (x + rng.uniform(-0.03, 0.03), rng.uniform(0.04, 0.13))], weight=0.6, colour="#6f7a48")


@subject("fern", "fougère", "nature", "specimen", near=0.8, far=0.0, wide=0.7, settings=())
def fern(pen: Pen) -> None:
    rng = pen.rng
    green = str(rng.choice(["#66764a", "#7d8453", "#55683f", "#8a7d4a"]))
    for lean in rng.uniform(-0.5, 0.5, int(rng.integers(1, 4))):
        t = np.linspace(0, 1, 40)
        spine = np.column_stack([lean * t**1.6, t * (1 - 0.12 * abs(lean))])
        pen.stroke(spine, [0.014, 0.004], green, curved=False)
        for k in range(5, 39):
            long = 0.3 * np.sin(np.pi * min(1, (1.06 - t[k]) ** 0.8)) * (0.45 + 0.55 * (1 - t[k])) + 0.012
            for way in (-1, 1):
                base, angle = spine[k], np.radians(90 - way * (64 - 20 * t[k])) - lean * t[k] * 0.8
                s = np.linspace(0, 1, 9)
                rib = base + np.column_stack([np.cos(angle) * s, np.sin(angle) * s - 0.22 * s**2]) * long
                wide = 0.017 * (1 - s**2) * (0.6 + 0.5 * np.abs(np.sin(s * 22)))
                normal = np.array([-np.sin(angle), np.cos(angle)])
                pen.fill(np.vstack([rib + normal * wide[:, None], (rib - normal * wide[:, None])[::-1]]), green, tilt=(way * 0.3, 0), outline=0.5, flow=30)


def _stem(pen: Pen, top: tuple[float, float], bend: float, green: str, leaves: int) -> None:
    rng = pen.rng
    middle = (top[0] * 0.4 + bend, top[1] * 0.5)
    pen.stroke([(0, 0), middle, top], [0.022, 0.018, 0.014], green)
    curve = smooth([(0, 0), middle, top], steps=10)
    for _ in range(leaves):
        x, y = curve[int(rng.integers(3, 13))]
        leaf(pen.at(float(x), float(y), rng.uniform(0.2, 0.32), angle=float(rng.choice([-1, 1]) * rng.uniform(35, 75))), green)


def _posy(pen: Pen) -> list[tuple[float, float, float]]:
    """Where the flowers are: one, or three."""
    rng = pen.rng
    if rng.random() < 0.55:
        return [(rng.uniform(-0.08, 0.08), 0.76, 1.0)]
    return [(-0.24, 0.62, 0.66), (0.26, 0.7, 0.7), (0.0, 0.82, 0.78)]


@subject("rose", "rose", "flowers", "specimen", near=0.8, far=0.0, wide=0.75, settings=("studio",))
def rose(pen: Pen) -> None:
    rng = pen.rng
    red = str(rng.choice(["#b04a4a", "#d39a92", "#e2cfa8", "#8f2f38", "#d8b8a0"]))
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.06, 0.06), "#5c6d42", 3)
        head = pen.at(x, y, 0.25 * s)
        for a in (-60, -20, 25, 65):
            leaf(head.at(0, -0.5, 0.75, angle=a + 180.0 * 0), "#6d7d4c")
        for ring, (r, n) in enumerate(((0.78, 6), (0.6, 5), (0.42, 5), (0.26, 4))):
            turn = rng.uniform(0, 6)
            for k in range(n):
                a = turn + 2 * np.pi * k / n
                cx, cy = 0.42 * r * np.cos(a), 0.4 * r * np.sin(a) + 0.05 * ring
                petal = ellipse(cx, cy, r * 0.72, r * 0.56, tilt=float(np.degrees(a)) + 90, n=14) + rng.normal(0, 0.025 * r, (14, 2))
                head.fill(smooth(petal[:-1], closed=True, steps=3), red, form="round", bulge=0.9, tilt=(-0.3 * np.cos(a), 0.3 * np.sin(a)), texture="rough", grain=0.05, outline=0.9, flow=float(np.degrees(a)) + 60)
        t = np.linspace(0, 9, 40)
        spiral = np.column_stack([0.026 * t * np.cos(t), 0.15 + 0.024 * t * np.sin(t)])
        head.line(spiral, weight=0.8, curved=False)


@subject("tulip", "tulipe", "flowers", "specimen", near=0.8, far=0.0, wide=0.7, settings=("studio",))
def tulip(pen: Pen) -> None:
    rng = pen.rng
    red = str(rng.choice(["#c0523f", "#d8a94a", "#a06a8a", "#e2d5c0", "#7a3442"]))
    for way in (-1, 1):
        blade = [(0, 0.0), (way * 0.18, 0.22), (way * 0.24, 0.5), (way * rng.uniform(0.26, 0.42), 0.62), (way * 0.1, 0.4), (way * 0.015, 0.12)]
        pen.blob(blade, "#728258", form="round", texture="streak", grain=0.08, flow=75)
        pen.line([(0, 0.05), (way * 0.14, 0.3), (way * 0.24, 0.55)], weight=0.5)
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.05, 0.05), "#6d7d52", 0)
        head = pen.at(x, y - 0.02, 0.28 * s, angle=float(-rng.uniform(-10, 10)))
        for ring in (
            [(-0.1, 0.0), (-0.46, 0.3), (-0.42, 0.8), (-0.25, 1.02), (-0.05, 0.6)],
            [(0.1, 0.0), (0.46, 0.3), (0.42, 0.8), (0.25, 1.02), (0.05, 0.6)],
            [(0, -0.02), (-0.34, 0.2), (-0.3, 0.7), (0.0, 1.1), (0.3, 0.7), (0.34, 0.2)],
        ):
            head.blob(ring, red, form="round", texture="streak", grain=0.08, flow=80)
        for a in (-0.14, 0, 0.14):
            head.line([(a * 0.3, 0.08), (a * 1.4, 0.5), (a, 0.9)], weight=0.45)


@subject("sunflower", "tournesol", "flowers", "specimen", near=0.84, far=0.0, wide=0.75, settings=("field", "studio"))
def sunflower(pen: Pen) -> None:
    rng = pen.rng
    for x, y, s in _posy(pen):
        _stem(pen, (x, y), rng.uniform(-0.05, 0.05), "#64703f", 3)
        head = pen.at(x, y, 0.26 * s)
        for r, n, colour in ((1.0, 17, "#c98f2e"), (0.9, 15, "#dfae42")):
            turn = rng.uniform(0, 1)
            for k in range(n):
                a = turn + 2 * np.pi * k / n
                petal = head.at(0.3 * np.cos(a), 0.3 * np.sin(a), r * rng.uniform(0.6, 0.72), angle=float(np.degrees(a)) - 90)
                right = smooth([(0, 0), (0.13, 0.3), (0.13, 0.6), (0, 1.0)], steps=3)
                petal.fill(np.vstack([right, (right * (-1, 1))[::-1]]), colour, tilt=(0.25 * np.cos(a), -0.25 * np.sin(a)), outline=0.8, flow=80)
                petal.line([(0, 0.1), (0.01, 0.8)], weight=0.4, curved=False)
        head.oval(0, 0, 0.44, 0.44, "#4f3722", form="round", texture="leaf", grain=0.3, bump=0.6, scale=0.5, outline=1)
        for k in range(110):
            a, r = k * 2.39996, 0.41 * np.sqrt(k / 110)
            head.oval(r * np.cos(a), r * np.sin(a), 0.016, 0.016, "#2d1e12" if k > 40 else "#7a5a30", outline=0.0)


@subject("poppy", "coquelicot", "flowers", "specimen", near=0.8, far=0.0, wide=0.75, settings=("field",))
def poppy(pen: Pen) -> None:
    rng = pen.rng
    for x, y, s in [*_posy(pen), (rng.uniform(-0.4, 0.4), 0.5, 0.0)]:
        pen.stroke([(0, 0), (x * 0.3, y * 0.5), (x, y)], [0.014, 0.01], "#66753f")
        if s == 0.0:
            pen.oval(x, y + 0.02, 0.035, 0.06, "#74834c", form="round")
            continue
        head = pen.at(x, y, 0.25 * s, angle=float(rng.uniform(-15, 15)))
        for cx, cy, r in ((0, 0.45, 0.72), (-0.45, 0.1, 0.66), (0.45, 0.1, 0.66), (0, -0.2, 0.68)):
            ring = ellipse(cx, cy, r, r * 0.72, n=17) + rng.normal(0, 0.05, (17, 2))
            head.fill(smooth(ring[:-1], closed=True, steps=3), "#bf432f", form="round", bulge=0.9, texture="streak", grain=0.08, tilt=(-cx * 0.4, cy * 0.4), outline=1)
            for a in np.linspace(0.3, 2.8, 6):
                head.line([(cx * 0.3, cy * 0.3), (cx + r * 0.6 * np.cos(a), cy + r * 0.45 * np.sin(a))], weight=0.3, curved=False)
        head.oval(0, 0.05, 0.2, 0.18, "#2a2320", texture="leaf", grain=0.3, outline=0.6)
        head.oval(0, 0.07, 0.1, 0.1, "#7d8a55", form="round", outline=0.8)
    for _ in range(3):
        leaf(pen.at(rng.uniform(-0.03, 0.03), rng.uniform(0.02, 0.2), 0.3, angle=float(rng.uniform(-75, 75))), "#6b7a47")


@subject("iris", "iris", "flowers", "specimen", near=0.86, far=0.0, wide=0.7, settings=("studio",))
def iris(pen: Pen) -> None:
    rng = pen.rng
    violet = str(rng.choice(["#6a5b8c", "#7f86ad", "#8d5f82", "#d9c88f", "#4d4a78"]))
    for x0, x1, tall in ((-0.1, -0.3, 0.6), (0.1, 0.26, 0.66), (-0.04, -0.12, 0.72), (0.06, 0.14, 0.55)):
        pen.fill(np.vstack([smooth([(x0 - 0.035, 0), (x0 - 0.03, tall * 0.5), (x1, tall)], steps=6), smooth([(x1, tall), (x0 + 0.06, tall * 0.5), (x0 + 0.035, 0)], steps=6)]), "#6f8163", texture="streak", grain=0.1, flow=85, tilt=(0.2, 0))
    _stem(pen, (0.0, 0.7), 0.02, "#6b7b52", 0)
    head = pen.at(0, 0.7, 0.3)
    petals: list[tuple[Points, tuple[float, float]]] = [
        (smooth([(-0.05, 0.1), (-0.42, 0.5), (-0.34, 1.0), (0.0, 1.05), (0.03, 0.5)], closed=True, steps=5), (-0.3, 0)),
        (smooth([(0.05, 0.1), (0.42, 0.5), (0.34, 1.0), (0.0, 1.05), (-0.03, 0.5)], closed=True, steps=5), (0.3, 0)),
        (smooth([(0.0, 0.12), (-0.5, 0.2), (-0.95, -0.05), (-1.0, -0.45), (-0.7, -0.5), (-0.3, -0.12)], closed=True, steps=5), (-0.2, 0.3)),
        (smooth([(0.0, 0.12), (0.5, 0.2), (0.95, -0.05), (1.0, -0.45), (0.7, -0.5), (0.3, -0.12)], closed=True, steps=5), (0.2, 0.3)),
        (smooth([(-0.1, 0.15), (-0.32, -0.25), (-0.3, -0.75), (0.0, -0.9), (0.3, -0.75), (0.32, -0.25), (0.1, 0.15)], closed=True, steps=5), (0, 0.3)),
    ]
    for ring, tilt in petals:
        head.fill(ring, violet, form="round", bulge=0.8, tilt=tilt, texture="streak", grain=0.1, outline=1.1, flow=70)
    for a in np.linspace(-0.2, 0.2, 7):
        head.line([(a * 0.2, 0.1), (a, -0.3), (a * 1.2, -0.7)], weight=0.4)
        head.line([(a * 0.2, 0.2), (a * 1.3, 0.6), (a, 0.95)], weight=0.35)
    head.stroke([(0, 0.12), (0, -0.18), (0, -0.4)], [0.12, 0.09, 0.03], "#d8b45a", outline=0.4)
