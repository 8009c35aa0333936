"""Mountains, trees and waterfalls."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import Points, ellipse, ridge, smooth
from precompute.demo.scene import LAND, WATER, Pen
from precompute.demo.subjects.catalogue import subject


@subject("mountain", "montagne", "nature", "scenic", settings=("field", "night"), wide=1.4)
def mountain(pen: Pen) -> None:
    """Draw a mountain."""
    rng = pen.rng
    wide = pen.scene.width / pen.scene.height
    room = pen.origin[1] / pen.scene.height
    side = 1.0 if pen.scene.light[0] < 0 else -1.0
    snowy = rng.random() < 0.7
    for layer in range(2):
        count = int(rng.integers(3, 6)) if layer == 0 else int(rng.integers(1, 4))
        tall = room * (0.5 if layer == 0 else 0.8) * float(rng.uniform(0.85, 1.05))
        peaks = sorted(
            (float(x), tall * float(rng.uniform(0.55, 0.85)), float(rng.uniform(0.3, 0.6)))
            for x in rng.uniform(-0.75, 0.75, count) * wide
        )
        if layer:
            peaks.append(
                (float(rng.uniform(-0.25, 0.25)) * wide, tall, float(rng.uniform(0.5, 0.8)))
            )
        far = pen.away((0.72, 0.42)[layer])
        _massif(far, wide, peaks, side, snow=tall * 0.6 if snowy else 9.0)
    hills = pen.away(0.25)
    line = ridge(-wide * 0.75, wide * 0.75, height=0.07, rng=rng, rough=0.5, n=6)
    line[:, 1] += 0.03 + room * float(rng.uniform(0.0, 0.06))
    hills.fill(
        np.vstack([line, [(wide, -0.05), (-wide, -0.05)]]),
        str(rng.choice(["#59644c", "#66684f", "#4d5a48"])),
        texture="leaf",
        grain=0.14,
        bump=0.2,
        flow=25,
        matter=LAND,
    )
    for k in range(0, len(line), 2):  # a forest along the foot
        if rng.random() < 0.55:
            x, y = (float(v) for v in line[k])
            fir_far = hills.at(x, y, float(rng.uniform(0.025, 0.05)))
            fir_far.fill([(-0.25, -0.1), (0, 1.0), (0.25, -0.1)], "#3f4a3c", outline=0.3)
    if rng.random() < 0.55:  # a lake that mirrors it
        lake = pen.away(0.3)
        rows = [(-wide, -0.03), (wide, -0.03), (wide, -0.2), (0.2 * wide, -0.24), (-wide, -0.17)]
        lake.fill(
            np.array(rows),
            "#8fa3ac",
            texture="ripple",
            grain=0.08,
            matter=WATER,
            outline=0.6,
            flow=0,
        )
    near = Pen(pen.scene, (0.0, float(pen.scene.height)), pen.scene.height, depth=0.1)
    for _ in range(int(rng.integers(5, 14))):
        x = rng.uniform(0, wide)
        if abs(x - wide / 2) > wide * 0.16:
            fir(near.at(x, rng.uniform(-0.04, 0.12), rng.uniform(0.12, 0.3)))


def _massif(
    pen: Pen, wide: float, peaks: list[tuple[float, float, float]], side: float, *, snow: float
) -> None:
    """Peaks (x, height, half breadth) under one skyline, each with a face in the shade."""
    rng = pen.rng
    line = ridge(-wide * 0.75, wide * 0.75, height=0.1, rng=rng, rough=0.6, n=7)
    x = line[:, 0]
    base = np.full(len(x), 0.06)
    bend = float(rng.uniform(0.9, 1.5))
    for at, high, half in peaks:
        slope = np.clip(1 - np.abs(x - at) / half, 0, None)
        base = np.maximum(base, high * slope**bend)
    line[:, 1] = np.maximum(base + line[:, 1] * np.clip(base * 3, 0.15, 1), 0.01)
    stone = str(rng.choice(["#7d7a76", "#857f78", "#747a80", "#8a7d70"]))
    pen.fill(
        np.vstack([line, [(wide, -0.05), (-wide, -0.05)]]),
        stone,
        texture="rough",
        grain=0.08,
        bump=0.16,
        scale=1.6,
        tilt=(-side * 0.5, -0.15),
        flow=62,
        matter=LAND,
    )

    def skyline(at: float) -> float:
        return float(np.interp(at, x, line[:, 1]))

    for at, _, half in sorted(peaks, key=lambda peak: peak[1]):
        k = int(np.argmax(np.where(np.abs(x - at) < half * 0.3, line[:, 1], -1)))
        top = line[k]
        if top[1] < 0.1:
            continue
        t = np.linspace(0, 1, 10)
        crest = np.column_stack(  # the ridge that comes down towards us
            [
                top[0] + side * half * (0.1 * t + 0.06 * np.sin(7 * t + rng.uniform(0, 6)) * t),
                top[1] * (1 - t) - 0.05 * t,
            ]
        )
        outer = [(top[0] + side * half * u, 0.0) for u in (1.0, 0.75, 0.5, 0.25)]
        shade = [
            (a, min(skyline(a), top[1] * (1 - 0.92 * abs(a - top[0]) / half))) for a, _ in outer
        ]
        pen.fill(
            np.vstack([crest, [(outer[0][0], -0.05)], shade]),
            stone,
            texture="rough",
            grain=0.1,
            bump=0.16,
            scale=1.6,
            tilt=(side * 1.1, 0.15),
            outline=0.0,
            flow=118,
            matter=LAND,
        )
        pen.line(crest, weight=0.8, curved=False)
        for _ in range(6):  # gullies, on both faces
            way = float(rng.choice([-1, 1]))
            start = crest[int(rng.integers(1, 6))] + (way * half * rng.uniform(0.02, 0.2), 0)
            drop = start[1] * rng.uniform(0.25, 0.6)
            run = way * drop * rng.uniform(0.2, 0.6)
            if start[1] < skyline(float(start[0])):
                end = start + np.array((run, -drop))
                other = end + np.array((side * drop * 0.22, drop * 0.12))
                pen.fill(
                    np.vstack([start, end, other]),
                    stone,
                    tilt=(side * (1.3 if way == side else 0.7), 0.1),
                    outline=0.0,
                    flow=118,
                    matter=LAND,
                )
                pen.line([start, start + np.array((run * 0.4, -drop * 0.5)), end], weight=0.5)
        if top[1] > snow:
            _snow(pen, line, k, crest, snow, side, half)


def _snow(  # noqa: PLR0917
    pen: Pen, line: Points, k: int, crest: Points, level: float, side: float, half: float
) -> None:
    """Snow on a summit: a bright face, a grey one, and a torn lower edge."""
    rng, top = pen.rng, line[k]
    for way, shade, tilt in ((-side, "#f5f3ec", -0.4), (side, "#cdd2d6", 0.6)):
        edge = [
            tuple(p)
            for p in (line[k:] if way > 0 else line[: k + 1][::-1])
            if abs(p[0] - top[0]) < half * 0.6
        ]
        stop = next((n for n, p in enumerate(edge) if p[1] < level), len(edge))
        edge = edge[: max(stop, 2)]
        inner = crest[crest[:, 1] > level * 0.92]
        a, b = np.array(edge[-1]), inner[-1]
        n = max(3, int(abs(a[0] - b[0]) / 0.025))
        torn = [
            a + (b - a) * t + (0, -float(rng.uniform(0.1, 1.0)) * 0.09 * (m % 2))
            for m, t in enumerate(np.linspace(0, 1, n))
        ]
        pen.fill(
            np.vstack([edge, torn, inner[::-1]]),
            shade,
            outline=0.25,
            tilt=(side * tilt, -0.1),
            flow=75,
            matter=LAND,
        )


def fir(pen: Pen) -> None:
    """A fir, 1 high."""
    rng = pen.rng
    pen.bar(-0.02, -0.02, 0.02, 0.15, "#4b3a2a", form="post", outline=0.5)
    for y in np.linspace(0.1, 0.86, 7):
        half = 0.3 * (1.02 - y) + 0.03
        ring = [
            (-half, y - 0.03),
            (-half * 0.3, y + 0.05),
            (0, y + 0.2),
            (half * 0.3, y + 0.05),
            (half, y - 0.03),
            (half * 0.4, y + 0.01),
            (0, y - 0.03),
            (-half * 0.4, y + 0.01),
        ]
        pen.fill(
            np.array(ring) + rng.normal(0, 0.008, (8, 2)),
            "#3f5140",
            form="round",
            texture="leaf",
            grain=0.2,
            outline=0.7,
            flow=70,
        )


@subject(
    "tree",
    "arbre",
    "nature",
    "ground",
    near=0.8,
    far=0.36,
    wide=0.95,
    settings=("field", "night", "street"),
)
def tree(pen: Pen) -> None:
    """Draw a tree."""
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
    low = [
        ellipse(x, y - 0.03, rng.uniform(0.07, 0.13), rng.uniform(0.06, 0.1), n=14)
        for x, y in picks
    ]
    pen.fills(
        list(low),
        dark,
        union=True,
        ragged=0.8,
        form="round",
        bulge=0.5,
        texture="leaf",
        grain=0.3,
        bump=0.5,
        scale=0.8,
        flow=50,
    )
    for group in np.array_split(picks, 6):
        rings = [
            ellipse(x + 0.02, y + 0.03, rng.uniform(0.06, 0.12), rng.uniform(0.05, 0.09), n=14)
            for x, y in group
        ]
        pen.fills(
            list(rings),
            green,
            union=True,
            ragged=0.8,
            form="round",
            bulge=0.9,
            texture="leaf",
            grain=0.28,
            bump=0.5,
            scale=0.8,
            flow=40,
            outline=0.6,
        )


def _branch(  # noqa: PLR0917
    pen: Pen,
    start: tuple[float, float],
    angle: float,
    long: float,
    thick: float,
    level: int,
    bark: str,
    tips: list[tuple[float, float]],
) -> None:
    rng = pen.rng
    end = (start[0] + long * np.cos(angle), start[1] + long * np.sin(angle))
    middle = ((start[0] + end[0]) / 2 + rng.normal(0, long * 0.06), (start[1] + end[1]) / 2)
    if level > 2:
        pen.stroke(
            [start, middle, end],
            [thick, thick * 0.8, thick * 0.66],
            bark,
            texture="streak",
            grain=0.2,
            flow=80,
            form="post",
        )
    elif level > 0:
        pen.stroke([start, middle, end], [thick, thick * 0.6], bark, outline=0.7)
    else:
        pen.line([start, middle, end], weight=0.6, colour=bark)
    tips.append(end)
    if level == 0:
        return
    for turn in (-0.5, 0.12, 0.55) if level > 1 else (-0.4, 0.4):
        _branch(
            pen,
            end,
            angle + turn + rng.normal(0, 0.16),
            long * rng.uniform(0.6, 0.78),
            thick * 0.6,
            level - 1,
            bark,
            tips,
        )


@subject("waterfall", "cascade", "nature", "scenic", settings=("field",), wide=0.8)
def waterfall(pen: Pen) -> None:
    """Draw a waterfall."""
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
            inner = np.column_stack(
                [side * (edge + 0.05 * layer + line[:, 1] * 0.6), line[:, 0] - 0.05 * layer]
            )
            outer = [
                (side * (wide / 2 + 0.1), inner[-1, 1] + rng.uniform(0.02, 0.16)),
                (side * (wide / 2 + 0.1), -0.05),
                (side * edge, -0.05),
            ]
            pen.away(0.45 * (1 - near)).fill(
                np.vstack([inner, outer]),
                str(rng.choice(["#6d655a", "#5d594f", "#7a7060"])),
                texture="rough",
                grain=0.32,
                bump=0.8,
                scale=1.6,
                form="round",
                bulge=0.25,
                flow=80,
                matter=LAND,
            )
    ys = np.linspace(lip, 0.12, 9)
    spread = half * (0.8 + 0.7 * ((lip - ys) / (lip - 0.12)) ** 1.3) + rng.normal(0, half * 0.07, 9)
    sway = np.cumsum(rng.normal(0, half * 0.05, 9))
    left, right = np.column_stack([sway - spread, ys]), np.column_stack([sway + spread, ys])
    brink = [(-half * 0.5, lip + 0.012), (0, lip + 0.004), (half * 0.5, lip + 0.014)]
    fall = np.vstack([smooth(left[::-1], steps=4), brink, smooth(right, steps=4)])
    pen.fill(fall, "#dfe5e6", texture="streak", grain=0.04, outline=0.5, flow=90)
    for x in np.linspace(-0.95, 0.95, 40):
        y0, y1 = sorted(rng.uniform(0.14, lip, 2))
        at = [float(np.interp(y, ys[::-1], spread[::-1])) for y in (y1, (y0 + y1) / 2, y0)]
        path = [(x * at[0], y1), (x * at[1], (y0 + y1) / 2), (x * at[2], y0)]
        shade = str(rng.choice(["#b3bfc3", "#ffffff", "#9aa8ad", "#f6f8f8"]))
        pen.stroke(path, [0.002, rng.uniform(0.004, 0.016), 0.003], shade, alpha=0.7, outline=0.0)
    pen.fill(
        [(-wide, 0.16), (wide, 0.16), (wide, -0.1), (-wide, -0.1)],
        "#6f8487",
        texture="ripple",
        grain=0.22,
        scale=1.2,
        matter=WATER,
        flow=0,
    )
    mist = [
        ellipse(x, 0.14 + rng.uniform(-0.02, 0.04), 0.1, 0.045, n=14)
        for x in np.linspace(-half * 2.4, half * 2.4, 7)
    ]
    pen.fills(list(mist), "#f4f6f4", union=True, soft=0.02, ragged=0.4, alpha=0.85, outline=0.0)
    for _ in range(9):
        x, s = rng.uniform(-wide / 2, wide / 2), rng.uniform(0.03, 0.09)
        y = rng.uniform(-0.02, 0.14)
        pen.blob(
            [
                (x - s, y),
                (x - s * 0.7, y + s * 0.7),
                (x + s * 0.2, y + s * 0.9),
                (x + s, y + s * 0.3),
                (x + s * 0.8, y),
            ],
            "#5f5a52",
            form="round",
            texture="rough",
            grain=0.3,
            bump=0.6,
            matter=LAND,
        )
    for side in (-1, 1):
        for _ in range(4):
            fir(
                pen.at(
                    side * rng.uniform(half * 3, wide / 2),
                    lip + rng.uniform(-0.1, 0.02),
                    rng.uniform(0.13, 0.22),
                )
            )
