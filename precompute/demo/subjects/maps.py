"""Maps and plans."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import Points, ellipse, smooth, xy
from precompute.demo.lettering import column
from precompute.demo.scene import LAND, Pen, rgb
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.printing import half_width, label, print_mask
from precompute.demo.words import FRENCH, PLACES


def _neatline(pen: Pen, margin: float = 0.035) -> None:
    """The frame of a map, in black and white lengths."""
    half = half_width(pen) - margin
    for inset, weight in ((0.0, 1.6), (0.012, 0.6), (0.02, 0.6)):
        pen.line(
            [
                (-half + inset, margin + inset),
                (half - inset, margin + inset),
                (half - inset, 1 - margin - inset),
                (-half + inset, 1 - margin - inset),
                (-half + inset, margin + inset),
            ],
            weight=weight,
            curved=False,
            colour="#2a2420",
        )
    for k, x in enumerate(np.linspace(-half + 0.02, half - 0.02, 13)[:-1]):
        if k % 2:
            step = (2 * half - 0.04) / 12
            for y in (margin + 0.012, 1 - margin - 0.02):
                pen.bar(x, y, x + step, y + 0.008, "#2a2420", outline=0.0)


def _rose(pen: Pen) -> None:
    """A compass rose of radius 1."""
    for k in range(16):
        a = np.radians(22.5 * k)
        long = (1.0, 0.45, 0.7, 0.45)[k % 4]
        tip = (long * np.sin(a), long * np.cos(a))
        for way in (-1, 1):
            b = a + way * np.radians(13 if k % 4 else 24)
            base = (0.22 * np.sin(b), 0.22 * np.cos(b))
            pen.fill([(0, 0), tip, base], "#3a2f28" if way > 0 else "#efe4c8", outline=0.5)
    pen.line(ellipse(0, 0, 0.78, 0.78), weight=0.6, curved=False)
    pen.line(ellipse(0, 0, 0.82, 0.82), weight=0.4, curved=False)
    pen.line(xy("-.12,1.12 -.12,1.38 .12,1.12 .12,1.38"), weight=1, curved=False)


def _cartouche(pen: Pen, lines: list[str], x: float, y: float, half: float) -> None:
    tall = 0.032 * len(lines) + 0.03
    ring = [
        (x - half, y),
        (x - half - 0.015, y + tall / 2),
        (x - half, y + tall),
        (x, y + tall + 0.02),
        (x + half, y + tall),
        (x + half + 0.015, y + tall / 2),
        (x + half, y),
        (x, y - 0.02),
    ]
    pen.fill(smooth(ring, closed=True, steps=5), "#eee2c4", outline=1.2)
    pen.line(
        smooth(np.array(ring) * 0.94 + np.array([x, y + tall / 2]) * 0.06, closed=True, steps=5),
        weight=0.5,
        curved=False,
    )
    for k, text in enumerate(lines):
        size = 0.021 if k == 0 else 0.012
        fit = min(size, 1.75 * half / max(len(text), 1) / 0.75)
        label(pen, text, x, y + tall - 0.036 - 0.033 * k, fit, "roman" if k == 0 else "italic")


def _island(rng: np.random.Generator, rx: float, ry: float) -> Points:
    a = np.linspace(0, 2 * np.pi, 220, endpoint=False)
    r = np.ones_like(a)
    for k in range(2, 34):
        r += rng.normal(0, 0.42) / k**1.25 * np.cos(k * a + rng.uniform(0, 6.3))
    r = np.clip(r, 0.35, 1.6)
    return np.column_stack([rx * r * np.cos(a), ry * r * np.sin(a)])


@subject("map of an island", "carte d'une île", "papers", "page", wide=1.2)
def island_map(pen: Pen) -> None:
    """Draw a map of an island."""
    rng = pen.rng
    scene = pen.scene
    half = half_width(pen)
    scene.albedo[:] = rgb(str(rng.choice(["#d9e2df", "#efe7d3", "#d3dfe2", "#f1ead8"])))
    for k in range(-6, 7):
        pen.line([(k * 0.16, 0), (k * 0.16, 1)], weight=0.25, curved=False)
        pen.line([(-half, 0.5 + k * 0.16), (half, 0.5 + k * 0.16)], weight=0.25, curved=False)
    middle = pen.at(rng.uniform(-0.08, 0.08) * half, 0.52)
    coast = _island(rng, 0.5 * half, 0.28)
    coasts = [coast] + [
        np.add(_island(rng, 0.06, 0.04), (rng.uniform(-0.8, 0.8) * half, rng.uniform(-0.36, 0.36)))
        for _ in range(int(rng.integers(1, 5)))
    ]
    mask = np.zeros((scene.height, scene.width), np.uint8)
    for ring in coasts:
        cv2.fillPoly(mask, [np.round(middle.place(ring)).astype(np.int32)], 255)
    away = cv2.distanceTransform(255 - mask, cv2.DIST_L2, 5) / scene.stroke
    lines = np.zeros_like(away)
    for k, d in enumerate((4.0, 9.0, 15.0, 22.0)):
        lines = np.maximum(lines, np.clip(1 - np.abs(away - d) / 0.8, 0, 1) * (0.8 - 0.17 * k))
    print_mask(scene, (lines * 220).astype(np.uint8), "#3f5a66")
    tint = str(rng.choice(["#d9cf9f", "#e3d3ab", "#cdd0a6", "#ead9b8"]))
    for ring in coasts:
        middle.fill(ring, tint, texture="rough", grain=0.05, outline=1.3, matter=LAND, flow=20)
    for _ in range(int(rng.integers(2, 4))):  # rivers from within to the shore
        end = coast[int(rng.integers(len(coast)))]
        t = np.linspace(0, 1, 7)[:, None]
        path = end * (0.2 + 0.8 * t) + rng.normal(0, 0.016, (7, 2)) * (1 - t)
        middle.line(path, weight=1.1, colour="#55707c")
    for _ in range(int(rng.integers(12, 30))):  # hills, in hachures
        p = coast[int(rng.integers(len(coast)))] * rng.uniform(0.08, 0.66)
        s = rng.uniform(0.012, 0.028)
        for t in np.linspace(-1, 1, 9):
            middle.line(
                [
                    (p[0] + s * t * 0.5, p[1] + s * (0.6 - 0.5 * t * t)),
                    (p[0] + s * t * 1.5 + 0.2 * s, p[1] - s * (0.2 + 0.3 * (1 - t * t))),
                ],
                weight=0.55 if t > -0.3 else 0.3,
                curved=False,
            )
    names = [PLACES[int(k)][0] for k in rng.permutation(len(PLACES))[:7]]
    for k, name in enumerate(names[:6]):
        p = coast[int((k + rng.uniform(0, 0.8)) / 6 * len(coast)) % len(coast)] * rng.uniform(
            0.82, 0.97
        )
        middle.oval(p[0], p[1], 0.006, 0.006, "#8a2f26", outline=1)
        label(
            middle,
            name,
            p[0] + 0.014 * np.sign(p[0]),
            p[1] + 0.004,
            0.0125,
            "italic",
            align=0.0 if p[0] > 0 else 1.0,
        )
    for x, y, water in ((-0.72, -0.2, "MER"), (0.62, 0.24, "OCÉAN")):
        label(
            middle,
            water,
            x * half,
            y * 1.2,
            0.018,
            "italic",
            angle=float(rng.uniform(-14, 14)),
            colour="#44606c",
        )
    corner = float(rng.choice([-1, 1]))
    _rose(pen.at(corner * (half - 0.15), 0.83, 0.075))
    _cartouche(
        pen,
        [
            "CARTE DE L'ÎLE",
            names[6],
            str(rng.choice(["levée en nos murs", "à l'usage des marins"])),
        ],
        -corner * (half - 0.24),
        0.08,
        min(0.17, half * 0.42),
    )
    bar = pen.at(corner * (half - 0.25), 0.085)
    for k in range(5):
        bar.bar(
            k * 0.035, 0, (k + 1) * 0.035, 0.008, "#2a2420" if k % 2 else "#efe4c8", outline=0.6
        )
    _neatline(pen)


def _blocks(ring: Points, rng: np.random.Generator, size: float) -> list[Points]:
    """Split a quarter of a town into blocks."""
    sides = [float(np.hypot(*(ring[(k + 1) % 4] - ring[k]))) for k in range(4)]
    if max(sides) < size * rng.uniform(0.8, 1.7):
        return [ring]
    k = int(np.argmax(sides)) % 2
    a, b, c, d = np.roll(ring, -k, axis=0)
    t, u = rng.uniform(0.36, 0.64), rng.uniform(-0.05, 0.05)
    p, q = a + (b - a) * t, d + (c - d) * (t + u)
    return _blocks(np.array([a, p, q, d]), rng, size) + _blocks(np.array([p, b, c, q]), rng, size)


@subject("town plan", "plan de ville", "papers", "page", wide=1.1)
def town_plan(pen: Pen) -> None:  # noqa: PLR0915
    """Draw a town plan."""
    rng = pen.rng
    scene = pen.scene
    half = half_width(pen)
    scene.albedo[:] = rgb(str(rng.choice(["#f0e8d4", "#e8e2d0", "#eee3c6"])))
    house = str(rng.choice(["#cf9d86", "#b9a58c", "#d8b49a", "#9a9488"]))
    pen_c = pen.at(0, 0.52)
    rx, ry = half * 0.78, 0.32
    n = int(rng.integers(7, 11))
    a = np.linspace(0, 2 * np.pi, n, endpoint=False) + rng.uniform(0, 1)
    wall = np.column_stack([rx * np.cos(a), ry * np.sin(a)]) * rng.uniform(0.82, 1.05, (n, 1))
    star = []
    for k in range(n):  # bastions
        p, q = wall[k], wall[(k + 1) % n]
        star += [p * 0.97 + (q - p) * -0.05, p * 1.13, p * 0.97 + (q - p) * 0.1, p + (q - p) * 0.5]
    if rng.random() < 0.6:
        pen_c.fill(np.array(star) * 1.05, "#b8c9c6", outline=1)
        pen_c.fill(np.array(star), "#ddd2b4", outline=1.1)
    pen_c.fill(wall, "#ece2c8", outline=1.4)
    river = rng.random() < 0.65
    corner = np.array([(-rx, -ry), (rx, -ry), (rx, ry), (-rx, ry)]) * 1.1
    turn = np.radians(rng.uniform(-20, 20))
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    inside = wall * 0.95
    squares = 0
    for block in _blocks(corner @ spin.T, rng, 0.12):
        centre = block.mean(0)
        if (
            cv2.pointPolygonTest(
                inside.astype(np.float32), (float(centre[0]), float(centre[1])), False
            )
            < 0
        ):
            continue
        ring = (
            centre + (block - centre) * rng.uniform(0.82, 0.9) + rng.normal(0, 0.002, block.shape)
        )
        if rng.random() < 0.07 or squares == 0:
            squares += 1
            pen_c.fill(ring, "#a9b58a", texture="leaf", grain=0.2, outline=0.7, flow=60)
            continue
        pen_c.fill(ring, house, outline=0.9, flow=45, tilt=(0.35, 0.1), texture="rough", grain=0.05)
        if rng.random() < 0.5:
            pen_c.fill(centre + (ring - centre) * 0.45, "#ece2c8", outline=0.6)
        elif rng.random() < 0.12:
            pen_c.line(centre + xy("-.014,0 .014,0"), weight=1.6, curved=False)
            pen_c.line(centre + xy("0,-.02 0,.012"), weight=1.6, curved=False)
    if river:
        y = rng.uniform(-0.12, 0.12)
        path = [
            (-half, y + 0.1),
            (-half * 0.5, y),
            (0, y + rng.uniform(-0.06, 0.06)),
            (half * 0.5, y),
            (half, y - 0.1),
        ]
        pen_c.stroke(
            path,
            [0.06, 0.045, 0.07],
            "#a9bfc4",
            outline=1.1,
            form="flat",
            flow=0,
            texture="ripple",
            grain=0.06,
        )
        for t in (0.02, 0.012, -0.012):
            pen_c.line([(x, v + t) for x, v in path], weight=0.35)
        for x in (-half * 0.3, half * 0.2):
            pen_c.bar(x, y - 0.05, x + 0.016, y + 0.05, "#ece2c8", outline=1)
    for _ in range(12):
        x, v = wall[int(rng.integers(n))] * 1.25
        pen_c.line([(x * rng.uniform(0.9, 1.3), v), (x * 1.6, v * 1.6)], weight=0.7)
    place = PLACES[int(rng.integers(len(PLACES)))][0]
    label(pen, "PLAN DE " + place.upper(), 0, 0.893, min(0.028, half * 0.07), "roman")
    _rose(pen.at(half - 0.12, 0.16, 0.055))
    mask = np.zeros((scene.height, scene.width), np.uint8)
    x0, y0 = pen.place([(-half + 0.06, 0.17)])[0]
    column(
        mask,
        (float(x0), float(y0), float(x0) + 0.3 * scene.height, float(y0) + 0.11 * scene.height),
        FRENCH,
        0.0085 * scene.height,
        rng,
    )
    print_mask(scene, mask)
    _neatline(pen)
