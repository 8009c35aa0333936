"""Buildings and what towns are made of."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth
from precompute.demo.scene import LAND, WATER, Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure, smoke

STONE = ("#c9bca0", "#b5a68c", "#d5cbb4", "#a89a86", "#bba98b")
ROOF = ("#7a4f3e", "#5b5a5c", "#8a6148", "#4f5358")


def _wall(pen: Pen, x0: float, y0: float, x1: float, y1: float, colour: str, *, side: float = 0.0) -> None:
    pen.bar(x0, y0, x1, y1, colour, texture="rough", grain=0.1, scale=1.2, tilt=(side, 0), flow=90 if side else 0)


def _window(pen: Pen, x: float, y: float, w: float, h: float, *, arch: bool = False) -> None:
    ring = [(x - w / 2, y), (x + w / 2, y), (x + w / 2, y + h), (x - w / 2, y + h)]
    if arch:
        ring = [(x - w / 2, y), *map(tuple, ellipse(x, y + h * 0.7, w / 2, h * 0.3, start=0, stop=180, n=9)), (x - w / 2, y)]
        ring[1:1] = [(x + w / 2, y)]
    pen.fill(np.array(ring), "#35383b", outline=0.8)
    pen.line([(x, y), (x, y + h)], weight=0.45, colour="#cfc6b2", curved=False)
    if pen.scene.night and pen.rng.random() < 0.5:
        pen.shine(x, y + h / 2, max(w, h) * 0.55, "#ecb95c", 0.8)


def house_front(pen: Pen, wide: float, *, wall: str = "") -> None:
    """A house seen from the front, 1 high to its ridge and ``wide`` broad."""
    rng = pen.rng
    wall = wall or str(rng.choice(STONE))
    half, eave = wide / 2, rng.uniform(0.62, 0.75)
    _wall(pen, -half, 0, half, eave, wall)
    pen.fill([(-half * 1.06, eave), (half * 1.06, eave), (half * 0.86, 1), (-half * 0.86, 1)], str(rng.choice(ROOF)), tilt=(0, -0.45), texture="fibre", grain=0.2, flow=0)
    for y in np.linspace(eave + 0.06, 0.97, 4):
        pen.line([(-half * 0.98, y), (half * 0.98, y)], weight=0.3, curved=False)
    for x in rng.choice([-0.6, -0.2, 0.3, 0.6], int(rng.integers(1, 3)), replace=False):
        pen.bar(x * half - 0.035, 0.9, x * half + 0.035, 1.12, "#8a6a58", form="post")
    bays = max(2, int(wide / 0.24))
    floors = 2 if eave * 1.0 > 0.5 else 1
    for bay in range(bays):
        x = -half + wide * (bay + 0.5) / bays
        for floor in range(floors):
            y = eave * (floor + 0.32) / floors
            if floor == 0 and bay == bays // 2:
                pen.bar(x - 0.055, 0, x + 0.055, eave * 0.42, str(rng.choice(["#4b5a52", "#5c3d2e", "#39434e"])), outline=0.9)
            else:
                _window(pen, x, y, 0.085, eave * 0.42 / floors * 1.15)


@subject("house", "maison", "town", "ground", near=0.6, far=0.2, wide=1.3, settings=("field", "street", "night"))
def house(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0.1, 0.9, 0.05, 0.4)
    wall = str(rng.choice(STONE))
    lit = 0.55 if pen.scene.light[0] < 0 else -0.55
    _wall(pen, -0.42, 0, 0.42, 0.56, wall, side=-lit * 0.4)
    pen.fill([(0.42, 0), (0.74, 0.05), (0.74, 0.55), (0.58, 0.92), (0.42, 0.56)], wall, texture="rough", grain=0.1, tilt=(lit, 0), flow=90)
    pen.fill([(-0.47, 0.53), (0.44, 0.53), (0.58, 0.93), (-0.3, 0.93)], str(rng.choice(ROOF)), tilt=(0, -0.5), texture="fibre", grain=0.22, flow=8)
    for t in np.linspace(0.1, 0.9, 6):
        pen.line([(-0.47 + 0.17 * t, 0.53 + 0.4 * t), (0.44 + 0.14 * t, 0.53 + 0.4 * t)], weight=0.35, curved=False)
    for x in (-0.2, 0.42):
        pen.bar(x - 0.05, 0.84, x + 0.04, 1.08, "#8d6a55", form="post", texture="rough", grain=0.15)
        pen.bar(x - 0.065, 1.06, x + 0.055, 1.09, "#77604f")
    if rng.random() < 0.6:
        smoke(pen.at(-0.2, 1.08), (0.4, 0.45), 0.06, dark=False)
    pen.bar(-0.07, 0, 0.08, 0.33, str(rng.choice(["#4b5a52", "#5c3d2e", "#39434e"])), outline=1)
    for x in (-0.29, 0.27):
        _window(pen, x, 0.2, 0.12, 0.2)
        for way in (-1, 1):
            pen.bar(x + way * 0.09 - 0.025, 0.2, x + way * 0.09 + 0.025, 0.4, "#6a7a6c", outline=0.7)
    _window(pen, 0.58, 0.3, 0.07, 0.18)
    rings = [ellipse(x, rng.uniform(0.02, 0.07), 0.07, 0.06, n=12) for x in (-0.42, -0.35, -0.2, 0.16, 0.4, 0.5)]
    pen.fills(list(rings), "#56663f", union=True, ragged=0.6, form="round", texture="leaf", grain=0.3, matter=LAND)


@subject("church", "église", "town", "ground", near=0.78, far=0.28, wide=0.95, settings=("field", "street", "night"))
def church(pen: Pen) -> None:
    rng = pen.rng
    wall, roof = str(rng.choice(STONE)), str(rng.choice(ROOF))
    lit = 0.5 if pen.scene.light[0] < 0 else -0.5
    pen.shadow(0.15, 0.6, 0.04, 0.4)
    _wall(pen, -0.06, 0, 0.55, 0.3, wall, side=lit * 0.4)
    pen.fill([(-0.06, 0.29), (0.58, 0.29), (0.5, 0.47), (-0.06, 0.47)], roof, tilt=(0, -0.45), texture="fibre", grain=0.2, flow=0)
    for x in (0.08, 0.22, 0.36, 0.49):
        _window(pen, x, 0.08, 0.05, 0.17, arch=True)
        pen.fill([(x + 0.055, 0), (x + 0.085, 0), (x + 0.08, 0.2), (x + 0.06, 0.24)], wall, tilt=(-lit, 0), outline=0.7)
    pen.fill([(-0.22, 0), (0.0, 0), (0.0, 0.62), (-0.22, 0.62)], wall, texture="rough", grain=0.1, tilt=(-lit * 0.3, 0), flow=0)
    pen.fill([(0.0, 0), (0.08, 0.01), (0.08, 0.61), (0.0, 0.62)], wall, texture="rough", grain=0.12, tilt=(lit, 0), flow=90)
    for y in np.arange(0.05, 0.6, 0.045):
        pen.line([(-0.22, y), (0, y)], weight=0.2, curved=False)
    for y in (0.22, 0.43):
        pen.bar(-0.235, y - 0.01, 0.09, y + 0.01, wall, outline=0.6)
    pen.fill(np.vstack([[(-0.16, 0), (-0.05, 0)], ellipse(-0.105, 0.13, 0.055, 0.07, start=0, stop=180, n=9)]), "#3d2f26", outline=1)
    pen.oval(-0.11, 0.31, 0.045, 0.045, "#3a3d42", outline=1)
    for a in range(0, 180, 45):
        c, s = 0.045 * np.cos(np.radians(a)), 0.045 * np.sin(np.radians(a))
        pen.line([(-0.11 - c, 0.31 - s), (-0.11 + c, 0.31 + s)], weight=0.4, colour="#cdbf9f", curved=False)
    for x in (-0.155, -0.065):
        _window(pen, x, 0.47, 0.045, 0.11, arch=True)
    if rng.random() < 0.75:
        pen.fill([(-0.24, 0.61), (0.0, 0.61), (-0.08, 1.0)], roof, tilt=(-lit * 0.4, -0.2), texture="fibre", grain=0.15, flow=75)
        pen.fill([(0.0, 0.61), (0.095, 0.605), (-0.08, 1.0)], roof, tilt=(lit, -0.1), flow=100)
    else:
        pen.blob([(-0.22, 0.62), (-0.23, 0.72), (-0.07, 0.84), (0.09, 0.72), (0.08, 0.62)], roof, form="round")
    pen.line([(-0.08, 0.98), (-0.08, 1.07)], weight=1, curved=False)
    pen.line([(-0.105, 1.04), (-0.055, 1.04)], weight=1, curved=False)


@subject("factory", "usine", "town", "ground", near=0.62, far=0.24, wide=1.7, settings=("field", "street", "night"))
def factory(pen: Pen) -> None:
    rng = pen.rng
    brick = str(rng.choice(["#8f5f4a", "#a3806a", "#7a6a5f", "#9a7355"]))
    stacks = sorted(rng.uniform(-0.7, 0.65, int(rng.integers(2, 5))))
    for x in stacks:
        tall = rng.uniform(0.78, 1.05)
        smoke(pen.at(x, tall), (1.4, 0.35), 0.085)
        pen.fill([(x - 0.05, 0), (x + 0.05, 0), (x + 0.032, tall), (x - 0.032, tall)], brick, form="post", texture="fibre", grain=0.15, flow=0)
        pen.bar(x - 0.042, tall - 0.05, x + 0.042, tall, brick, form="post")
        for y in (0.55, 0.68):
            pen.line([(x - 0.042, y), (x, y - 0.008), (x + 0.042, y)], weight=0.7)
    teeth = int(rng.integers(4, 7))
    for k in range(teeth):
        x0, x1 = -0.85 + 1.1 * k / teeth, -0.85 + 1.1 * (k + 1) / teeth
        pen.fill([(x0, 0), (x1, 0), (x1, 0.3), (x0 + 0.02, 0.46), (x0, 0.3)], brick, texture="fibre", grain=0.1, flow=0)
        pen.fill([(x0 + 0.02, 0.46), (x1, 0.3), (x1, 0.33), (x0 + 0.03, 0.49)], "#5f5a56", outline=0.7)
        pen.bar(x0 + 0.03, 0.08, x1 - 0.03, 0.24, "#4a5052", outline=0.8)
        for x in np.linspace(x0 + 0.03, x1 - 0.03, 5)[1:-1]:
            pen.line([(x, 0.08), (x, 0.24)], weight=0.5, colour="#bdb5a5", curved=False)
        if pen.scene.night:
            pen.shine((x0 + x1) / 2, 0.16, 0.1, "#eab45a", 0.7)
    pen.bar(0.25, 0, 0.85, 0.58, brick, texture="fibre", grain=0.1, flow=0, tilt=(0.15, 0))
    pen.bar(0.23, 0.57, 0.87, 0.61, "#c1ab8c")
    for y in (0.08, 0.25, 0.42):
        for x in np.linspace(0.32, 0.78, 6):
            _window(pen, x, y, 0.05, 0.11, arch=True)
    for x in rng.uniform(-0.85, 0.85, int(rng.integers(3, 9))):
        figure(pen.at(float(x), -0.02, 0.11))


@subject("tower", "tour", "town", "ground", near=0.8, far=0.3, wide=0.7, settings=("field", "sea", "night", "street"))
def tower(pen: Pen) -> None:
    rng = pen.rng
    stone = str(rng.choice(["#a89a84", "#8f857a", "#bdae92"]))
    mound = smooth([(-0.5, -0.02), (-0.3, 0.09), (0, 0.12), (0.3, 0.08), (0.5, -0.02)], steps=5)
    pen.fill(mound, "#7d7c5c", form="round", bulge=0.6, texture="rough", grain=0.25, matter=LAND, flow=15, outline=0.7)
    ruin = rng.random() < 0.35
    broad = rng.uniform(0.13, 0.2)
    top: list[tuple[float, float]] = [(-broad, 0.84), (broad, 0.84)]
    if ruin:
        top = [(-broad, 0.92), (-broad * 0.6, 0.86), (-broad * 0.3, 0.88), (0, 0.72), (broad * 0.4, 0.68), (broad * 0.7, 0.56), (broad, 0.58)]
    pen.fill(np.array([*top, (broad * 1.1, 0.05), (-broad * 1.1, 0.05)]), stone, form="post", texture="leaf", grain=0.13, bump=0.25, flow=0, outline=1.1)
    for y in np.arange(0.1, 0.82, 0.05):
        x0 = rng.uniform(-0.9, 0.3) * broad
        pen.line([(x0, y), (x0 + broad * 0.3, y - 0.004), (x0 + broad * 0.6, y)], weight=0.5)
    for y in (0.32, 0.55):
        pen.bar(-0.018, y, 0.018, y + 0.09, "#231f1c", outline=0.9)
    pen.fill(np.vstack([[(-0.05, 0.06), (0.05, 0.06)], ellipse(0, 0.17, 0.05, 0.06, start=0, stop=180, n=9)]), "#2b2521", outline=1)
    if not ruin:
        pen.bar(-broad * 1.18, 0.82, broad * 1.18, 0.89, stone, form="post", texture="rough", grain=0.12)
        for x in np.linspace(-1.0, 1.0, 6):
            pen.bar((x - 0.12) * broad * 1.06, 0.88, (x + 0.12) * broad * 1.06, 0.95, stone, outline=0.9, tilt=(0.3 * x, 0))
        for x in np.linspace(-1.0, 1.0, 9):
            pen.bar((x - 0.05) * broad * 1.1, 0.785, (x + 0.05) * broad * 1.1, 0.82, "#5d554a", outline=0.5)
        if rng.random() < 0.5:
            pen.line([(0, 0.89), (0, 1.12)], weight=1.1, curved=False)
            pen.blob([(0, 1.12), (0.12, 1.1), (0.2, 1.12), (0.19, 1.05), (0.1, 1.03), (0, 1.05)], "#9c4a38", form="round")
    ivy = [ellipse(-broad * rng.uniform(0.3, 1), y, 0.05, 0.07, n=12) for y in np.arange(0.05, rng.uniform(0.2, 0.6), 0.06)]
    pen.fills(list(ivy), "#55623f", union=True, ragged=0.7, form="round", texture="leaf", grain=0.3, matter=LAND)


@subject("windmill", "moulin à vent", "town", "ground", near=0.76, far=0.28, wide=0.95, settings=("field", "sea", "night"))
def windmill(pen: Pen) -> None:
    rng = pen.rng
    pen.shadow(0, 0.4, 0.05, 0.45)
    wall = str(rng.choice(["#d8cdb4", "#b7a68a", "#8a6f55", "#c4b9a4"]))
    pen.fill([(-0.19, 0), (0.19, 0), (0.125, 0.56), (-0.125, 0.56)], wall, form="post", texture="streak" if wall == "#8a6f55" else "rough", grain=0.12, flow=0)
    pen.blob([(-0.15, 0.55), (-0.14, 0.64), (-0.02, 0.73), (0.12, 0.66), (0.15, 0.55)], str(rng.choice(ROOF)), form="round")
    pen.bar(-0.045, 0, 0.045, 0.15, "#4a3b2e", outline=1)
    for y in (0.24, 0.41):
        _window(pen, 0.0, y, 0.05, 0.065)
    turn = rng.uniform(0, 90)
    hub = pen.at(0.0, 0.6)
    cloth = bool(rng.random() < 0.5)
    for k in range(4):
        arm = hub.at(0, 0, angle=turn + 90.0 * k)
        arm.stroke([(0, 0), (0, 0.47)], [0.026, 0.014], "#4f3d2b", curved=False)
        if cloth:
            arm.fill([(0.0, 0.1), (0.1, 0.1), (0.105, 0.46), (0, 0.46)], "#e3d6b6", tilt=(0.2, 0), alpha=0.95, outline=0.7)
        for y in np.linspace(0.1, 0.46, 10):
            arm.line([(-0.025, y), (0.1, y)], weight=0.5, colour="#5c4a36", curved=False)
        for x in (0.05, 0.1):
            arm.line([(x, 0.1), (x, 0.46)], weight=0.5, colour="#5c4a36", curved=False)
    hub.oval(0, 0, 0.032, 0.032, "#3f3124", form="round")


@subject("bridge", "pont", "town", "scenic", settings=("field", "night"), wide=1.5)
def bridge(pen: Pen) -> None:
    rng = pen.rng
    wide = pen.scene.width / pen.scene.height
    water = pen.away(0.2)
    water.fill(smooth([(-wide * 0.5, -0.03), (0, -0.035), (wide * 0.5, -0.03), (wide * 0.8, -0.3), (wide * 0.5, -0.75), (-wide * 0.6, -0.75), (-wide * 0.72, -0.3)], closed=True, steps=4), "#7e9196", texture="ripple", grain=0.15, matter=WATER, flow=0, outline=0.5)
    arches = int(rng.integers(2, 6))
    span, base = wide * 1.05, -0.13 - rng.uniform(0, 0.06)
    road = rng.uniform(0.06, 0.16)
    hump = rng.uniform(0.0, 0.1)
    stone = str(rng.choice(STONE))
    x = np.linspace(-span / 2, span / 2, 60)
    deck = np.column_stack([x, road + hump * (1 - (2 * x / span) ** 2)])
    iron = rng.random() < 0.3
    if iron:
        for k in range(arches):
            x0, x1 = -span / 2 + span * k / arches, -span / 2 + span * (k + 1) / arches
            top = smooth([(x0, road), ((x0 + x1) / 2, road + 0.24), (x1, road)], steps=10)
            pen.line(top, weight=2.4, colour="#3f4345", curved=False)
            for t in np.linspace(0.08, 0.92, 10):
                p = top[int(t * 20)]
                pen.line([(p[0], road), p], weight=0.8, colour="#4a4e50", curved=False)
            pen.bar(x0 - 0.03, base, x0 + 0.03, road, stone, texture="rough", grain=0.15)
        pen.fill(np.vstack([deck * (1, 0) + (0, road), (deck * (1, 0) + (0, road - 0.045))[::-1]]), "#4b4e4e", outline=1)
    else:
        holes = []
        for k in range(arches):
            x0, x1 = -span / 2 + span * (k + 0.13) / arches, -span / 2 + span * (k + 0.87) / arches
            crown = np.interp((x0 + x1) / 2, deck[:, 0], deck[:, 1]) - 0.05 - base
            holes.append(np.vstack([[(x0, base - 0.02)], ellipse((x0 + x1) / 2, base, (x1 - x0) / 2, crown, start=180, stop=0, n=24), [(x1, base - 0.02)]]))
        body = np.vstack([deck, [(span / 2, base - 0.01), (-span / 2, base - 0.01)]])
        pen.fills([body, *holes], stone, texture="leaf", grain=0.12, bump=0.15, flow=0, outline=1)
        for hole in holes:
            inner = hole[1:-1]
            pen.fill(np.vstack([inner, (inner + (0.035 * np.sign(-pen.scene.light[0]), 0.0)) [::-1]]), "#5b5247", outline=0.4, flow=90)
            pen.line(inner * (1, 1) + (0, 0.018), weight=0.6, curved=False)
        pen.fill(np.vstack([deck + (0, 0.03), deck[::-1] + (0, -0.008)]), stone, texture="rough", grain=0.1, tilt=(0, -0.3), outline=0.9)
    for x0 in rng.uniform(-span / 2, span / 2, int(rng.integers(2, 7))):
        figure(pen.at(float(x0), float(np.interp(x0, deck[:, 0], deck[:, 1])) + 0.0, 0.1))
    for side in (-1, 1):
        rings = [ellipse(side * wide * rng.uniform(0.42, 0.56), base + rng.uniform(-0.05, 0.12), 0.08, 0.07, n=12) for _ in range(6)]
        pen.fills(list(rings), "#57663f", union=True, ragged=0.7, form="round", texture="leaf", grain=0.3, bump=0.4, matter=LAND, flow=50)


@subject("street", "rue", "town", "scenic", settings=("street",), wide=0.85)
def street_view(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    wide = scene.width / scene.height
    horizon = pen.origin[1]
    for near in np.sort(rng.uniform(0.06, 0.72, int(rng.integers(5, 14)))):
        x = 0.5 + rng.uniform(-0.3, 0.3) * (0.4 + near) / max(wide, 0.8)
        person = Pen(scene, (x * scene.width, horizon + near * (scene.height - horizon)), (0.05 + 0.42 * near) * scene.height, flip=float(rng.choice([-1, 1])), depth=float(0.5 * (1 - near)))
        figure(person, child=bool(rng.random() < 0.15))
    if rng.random() < 0.6:
        lamp = Pen(scene, (scene.width * float(rng.choice([0.16, 0.84])), horizon + 0.7 * (scene.height - horizon)), 0.55 * scene.height)
        lamp.stroke([(0, 0), (0, 0.8)], [0.03, 0.016], "#2b2a28", curved=False)
        lamp.fill([(-0.035, 0.82), (0.035, 0.82), (0.055, 0.94), (-0.055, 0.94)], "#e8ddb4", outline=1)
        lamp.fill([(-0.06, 0.94), (0.06, 0.94), (0, 1.0)], "#2b2a28")
        if scene.night:
            lamp.shine(0, 0.88, 0.16, "#f3cf7a", 1.1)
