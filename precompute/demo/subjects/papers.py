"""Maps, arms, patterns and pages: sheets that are themselves the picture."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import Points, ellipse, smooth
from precompute.demo.lettering import as_ink, column, write
from precompute.demo.noise import crop
from precompute.demo.scene import LAND, Colour, Pen, Scene, rgb
from precompute.demo.subjects.catalogue import subject
from precompute.demo.words import FRENCH, PLACES


def print_mask(scene: Scene, mask: np.ndarray, colour: Colour = "#1f1a17") -> None:  # type: ignore[type-arg]
    """Print a mask (uint8 [height, width]) on the scene, as ink and in the colours."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return
    area = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    alpha = as_ink(mask[area])
    paper = scene.albedo[area]
    paper += alpha[..., None] * (rgb(colour) - paper)
    scene.ink[area] = np.maximum(scene.ink[area], mask[area])


def label(
    pen: Pen, text: str, x: float, y: float, size: float, face: str = "roman", *, align: float = 0.5,
    angle: float = 0.0, colour: Colour = "#1f1a17",
) -> None:  # fmt: skip
    """Write at a place of the pen's frame; ``size`` is the height of capitals in its units."""
    mask = np.zeros((pen.scene.height, pen.scene.width), np.uint8)
    px, py = pen.place([(x, y)])[0]
    write(mask, text, float(px), float(py), size * pen.scale, face, align=align, angle=angle, rng=pen.rng)
    print_mask(pen.scene, mask, colour)


def _half(pen: Pen) -> float:
    return pen.scene.width / pen.scene.height / 2


def _neatline(pen: Pen, margin: float = 0.035) -> None:
    """The frame of a map, in black and white lengths."""
    half = _half(pen) - margin
    for inset, weight in ((0.0, 1.6), (0.012, 0.6), (0.02, 0.6)):
        pen.line([(-half + inset, margin + inset), (half - inset, margin + inset), (half - inset, 1 - margin - inset), (-half + inset, 1 - margin - inset), (-half + inset, margin + inset)], weight=weight, curved=False, colour="#2a2420")
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
    pen.line([(-0.12, 1.12), (-0.12, 1.38), (0.12, 1.12), (0.12, 1.38)], weight=1, curved=False)


def _cartouche(pen: Pen, lines: list[str], x: float, y: float, half: float) -> None:
    tall = 0.032 * len(lines) + 0.03
    ring = [(x - half, y), (x - half - 0.015, y + tall / 2), (x - half, y + tall), (x, y + tall + 0.02), (x + half, y + tall), (x + half + 0.015, y + tall / 2), (x + half, y), (x, y - 0.02)]
    pen.fill(smooth(ring, closed=True, steps=5), "#eee2c4", outline=1.2)
    pen.line(smooth(np.array(ring) * 0.94 + np.array([x, y + tall / 2]) * 0.06, closed=True, steps=5), weight=0.5, curved=False)
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
    rng = pen.rng
    scene = pen.scene
    half = _half(pen)
    scene.albedo[:] = rgb(str(rng.choice(["#d9e2df", "#efe7d3", "#d3dfe2", "#f1ead8"])))
    for k in range(-6, 7):
        pen.line([(k * 0.16, 0), (k * 0.16, 1)], weight=0.25, curved=False)
        pen.line([(-half, 0.5 + k * 0.16), (half, 0.5 + k * 0.16)], weight=0.25, curved=False)
    middle = pen.at(rng.uniform(-0.08, 0.08) * half, 0.52)
    coast = _island(rng, 0.5 * half, 0.28)
    coasts = [coast] + [_island(rng, 0.06, 0.04) + (rng.uniform(-0.8, 0.8) * half, rng.uniform(-0.36, 0.36)) for _ in range(int(rng.integers(1, 5)))]
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
            middle.line([(p[0] + s * t * 0.5, p[1] + s * (0.6 - 0.5 * t * t)), (p[0] + s * t * 1.5 + 0.2 * s, p[1] - s * (0.2 + 0.3 * (1 - t * t)))], weight=0.55 if t > -0.3 else 0.3, curved=False)
    names = [PLACES[int(k)][0] for k in rng.permutation(len(PLACES))[:7]]
    for k, name in enumerate(names[:6]):
        p = coast[int((k + rng.uniform(0, 0.8)) / 6 * len(coast)) % len(coast)] * rng.uniform(0.82, 0.97)
        middle.oval(p[0], p[1], 0.006, 0.006, "#8a2f26", outline=1)
        label(middle, name, p[0] + 0.014 * np.sign(p[0]), p[1] + 0.004, 0.0125, "italic", align=0.0 if p[0] > 0 else 1.0)
    for x, y, s in ((-0.72, -0.2, "MER"), (0.62, 0.24, "OCÉAN")):
        label(middle, s, x * half, y * 1.2, 0.018, "italic", angle=float(rng.uniform(-14, 14)), colour="#44606c")
    corner = float(rng.choice([-1, 1]))
    _rose(pen.at(corner * (half - 0.15), 0.83, 0.075))
    _cartouche(pen, ["CARTE DE L'ÎLE", names[6], str(rng.choice(["levée en nos murs", "à l'usage des marins"]))], -corner * (half - 0.24), 0.08, min(0.17, half * 0.42))
    bar = pen.at(corner * (half - 0.25), 0.085)
    for k in range(5):
        bar.bar(k * 0.035, 0, (k + 1) * 0.035, 0.008, "#2a2420" if k % 2 else "#efe4c8", outline=0.6)
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
def town_plan(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    half = _half(pen)
    scene.albedo[:] = rgb(str(rng.choice(["#f0e8d4", "#e8e2d0", "#eee3c6"])))
    house = str(rng.choice(["#cf9d86", "#b9a58c", "#d8b49a", "#9a9488"]))
    pen_c = pen.at(0, 0.52)
    rx, ry = half * 0.78, 0.36
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
        if cv2.pointPolygonTest(inside.astype(np.float32), (float(centre[0]), float(centre[1])), False) < 0:
            continue
        ring = centre + (block - centre) * rng.uniform(0.82, 0.9) + rng.normal(0, 0.002, block.shape)
        if rng.random() < 0.07 or squares == 0:
            squares += 1
            pen_c.fill(ring, "#a9b58a", texture="leaf", grain=0.2, outline=0.7, flow=60)
            continue
        pen_c.fill(ring, house, outline=0.9, flow=45, tilt=(0.35, 0.1), texture="rough", grain=0.05)
        if rng.random() < 0.5:
            pen_c.fill(centre + (ring - centre) * 0.45, "#ece2c8", outline=0.6)
        elif rng.random() < 0.12:
            pen_c.line([centre - (0.014, 0), centre + (0.014, 0)], weight=1.6, curved=False)
            pen_c.line([centre - (0, 0.02), centre + (0, 0.012)], weight=1.6, curved=False)
    if river:
        y = rng.uniform(-0.12, 0.12)
        path = [(-half, y + 0.1), (-half * 0.5, y), (0, y + rng.uniform(-0.06, 0.06)), (half * 0.5, y), (half, y - 0.1)]
        pen_c.stroke(path, [0.06, 0.045, 0.07], "#a9bfc4", outline=1.1, form="flat", flow=0, texture="ripple", grain=0.06)
        for t in (0.02, 0.012, -0.012):
            pen_c.line([(x, v + t) for x, v in path], weight=0.35)
        for x in (-half * 0.3, half * 0.2):
            pen_c.bar(x, y - 0.05, x + 0.016, y + 0.05, "#ece2c8", outline=1)
    for k in range(12):
        x, v = wall[int(rng.integers(n))] * 1.25
        pen_c.line([(x * rng.uniform(0.9, 1.3), v), (x * 1.6, v * 1.6)], weight=0.7)
    place = PLACES[int(rng.integers(len(PLACES)))][0]
    label(pen, "PLAN DE " + place.upper(), 0, 0.925, min(0.03, half * 0.075), "roman")
    _rose(pen.at(half - 0.12, 0.16, 0.055))
    mask = np.zeros((scene.height, scene.width), np.uint8)
    x0, y0 = pen.place([(-half + 0.06, 0.17)])[0]
    column(mask, (float(x0), float(y0), float(x0) + 0.3 * scene.height, float(y0) + 0.11 * scene.height), FRENCH, 0.0085 * scene.height, rng)
    print_mask(scene, mask)
    _neatline(pen)


def _charge(pen: Pen, kind: int, colour: str) -> None:
    """A charge about 2 high around the origin."""
    if kind == 0:  # a mullet
        a = np.pi / 2 + np.arange(10) * np.pi / 5
        r = np.where(np.arange(10) % 2 == 0, 1.0, 0.42)
        pen.fill(np.column_stack([r * np.cos(a), r * np.sin(a)]), colour, outline=1, tilt=(0.1, 0))
    elif kind == 1:  # a tower
        pen.fill([(-0.6, -1), (0.6, -1), (0.5, 0.4), (0.7, 0.5), (0.7, 1), (0.4, 1), (0.4, 0.75), (0.15, 0.75), (0.15, 1), (-0.15, 1), (-0.15, 0.75), (-0.4, 0.75), (-0.4, 1), (-0.7, 1), (-0.7, 0.5), (-0.5, 0.4)], colour, outline=1)
        pen.bar(-0.17, -1, 0.17, -0.45, "#2a2420", outline=0.8)
    elif kind == 2:  # a fish, hauriant
        pen.blob([(0, 1), (0.4, 0.4), (0.3, -0.3), (0.1, -0.6), (0.5, -1), (0, -0.85), (-0.5, -1), (-0.1, -0.6), (-0.3, -0.3), (-0.4, 0.4)], colour, form="round")
        pen.oval(0.1, 0.6, 0.08, 0.08, "#2a2420", outline=0.3)
    elif kind == 3:  # an anchor
        pen.stroke([(0, 0.65), (0, -0.85)], 0.17, colour, curved=False)
        pen.stroke([(-0.45, 0.4), (0.45, 0.4)], 0.15, colour, curved=False)
        pen.stroke([(-0.8, -0.25), (-0.5, -0.85), (0, -0.95), (0.5, -0.85), (0.8, -0.25)], [0.1, 0.2, 0.1], colour)
        pen.fills([ellipse(0, 0.8, 0.2, 0.2), ellipse(0, 0.8, 0.1, 0.1)], colour)
    elif kind == 4:  # a lily
        for way in (-1, 1):
            pen.blob([(0, -0.35), (way * 0.25, 0.1), (way * 0.75, 0.35), (way * 0.85, -0.05), (way * 0.6, -0.1), (way * 0.35, -0.35)], colour)
            pen.blob([(0, -0.45), (way * 0.3, -0.7), (way * 0.4, -1.0), (way * 0.05, -0.75)], colour)
        pen.blob([(0, 1), (0.32, 0.4), (0.12, -0.4), (0, -1.0), (-0.12, -0.4), (-0.32, 0.4)], colour)
        pen.bar(-0.42, -0.5, 0.42, -0.34, colour)
    else:
        pen.oval(0, 0, 0.7, 0.7, colour, outline=1)


@subject("coat of arms", "armoiries", "papers", "page", wide=0.85)
def coat_of_arms(pen: Pen) -> None:
    rng = pen.rng
    half = _half(pen)
    metals, tinctures = ["#d9b24e", "#ece6d6"], ["#a5352f", "#33507a", "#2a2826", "#44694a", "#6a4470"]
    metal, field = str(rng.choice(metals)), str(rng.choice(tinctures))
    second = str(rng.choice([t for t in tinctures if t != field]))
    size = min(0.52, half * 1.1)
    arms = pen.at(0, 0.5, size)
    shield = np.vstack([[(-0.42, 0.45), (0.42, 0.45)], smooth([(0.42, 0.45), (0.42, 0.0), (0.3, -0.3), (0, -0.56)], steps=8), smooth([(0, -0.56), (-0.3, -0.3), (-0.42, 0.0), (-0.42, 0.45)], steps=8)])
    for way in (-1, 1):  # mantling
        for k in range(4):
            y = 0.5 - 0.3 * k
            arms.blob([(way * 0.36, y), (way * 0.62, y + 0.16), (way * 0.84, y + 0.04), (way * 0.78, y - 0.16), (way * 0.66, y - 0.02), (way * 0.56, y - 0.22), (way * 0.4, y - 0.16)], field if k % 2 else metal, form="round", texture="streak", grain=0.06)
    arms.fill(shield * 1.05, "#d8c58e", outline=1.4, form="round", bulge=0.15)
    arms.fill(shield, field, outline=1.2)
    clip = np.zeros((pen.scene.height, pen.scene.width), np.uint8)
    cv2.fillPoly(clip, [np.round(arms.place(shield)).astype(np.int32)], 255)
    before = (pen.scene.albedo.copy(), pen.scene.ink.copy())
    kind = int(rng.integers(6))
    if kind == 0:
        arms.bar(0, -0.6, 0.5, 0.5, metal)
    elif kind == 1:
        arms.bar(-0.5, 0.0, 0.0, 0.5, metal)
        arms.bar(0.0, -0.6, 0.5, 0.0, metal)
    elif kind == 2:
        arms.fill([(-0.45, -0.3), (0, 0.12), (0.45, -0.3), (0.45, -0.08), (0, 0.32), (-0.45, -0.08)], metal, outline=1.1)
    elif kind == 3:
        arms.fill([(-0.45, 0.4), (-0.22, 0.5), (0.45, -0.2), (0.25, -0.42)], metal, outline=1.1)
    elif kind == 4:
        arms.bar(-0.5, 0.18, 0.5, 0.5, metal, outline=1.1)
    else:
        for y in (-0.4, -0.1, 0.2):
            wave = np.column_stack([np.linspace(-0.5, 0.5, 30), y + 0.03 * np.sin(np.linspace(0, 19, 30))])
            arms.fill(np.vstack([wave, (wave + (0, 0.13))[::-1]]), metal, outline=0.8)
    charge = int(rng.integers(5))
    spots = {0: [(-0.2, 0.0), (0.2, 0.0)], 1: [(-0.2, 0.22), (0.2, -0.2)], 2: [(-0.24, 0.2), (0.24, 0.2), (0, -0.26)], 3: [(-0.2, -0.12), (0.2, 0.22)], 4: [(0, -0.14)], 5: [(0, 0.02)]}[kind]
    for k, (x, y) in enumerate(spots):
        on_metal = (kind == 0 and x > 0) or (kind == 3 and False)
        _charge(arms.at(x, y, 0.24 if len(spots) == 1 else 0.13), (charge + (k == 2)) % 5, second if on_metal or kind in (1, 5) else metal if kind != 0 or x < 0 else second)
    outside = clip < 128
    pen.scene.albedo[outside] = before[0][outside]
    pen.scene.ink[outside] = before[1][outside]
    arms.scene.contour([arms.place(shield)], 1.6 * pen.scene.stroke)
    crown = arms.at(0, 0.52)
    crown.fill([(-0.27, 0), (0.27, 0), (0.33, 0.24), (0.2, 0.13), (0.13, 0.28), (0, 0.14), (-0.13, 0.28), (-0.2, 0.13), (-0.33, 0.24)], "#d0a845", form="post", outline=1.2)
    for x, y in ((-0.33, 0.25), (-0.13, 0.29), (0.13, 0.29), (0.33, 0.25)):
        crown.oval(x, y, 0.025, 0.025, "#efe6cc", form="round")
    crown.bar(-0.28, -0.02, 0.28, 0.05, "#a8842f", form="post")
    ribbon = [(-0.62, -0.7), (-0.3, -0.78), (0, -0.8), (0.3, -0.78), (0.62, -0.7)]
    band = smooth(ribbon, steps=6)
    for way in (-1, 1):
        arms.fill([(way * 0.58, -0.74), (way * 0.82, -0.78), (way * 0.75, -0.68), (way * 0.84, -0.6), (way * 0.56, -0.6)], "#d8ccae", outline=1, tilt=(0.3 * way, 0))
    arms.fill(np.vstack([band, (band + (0, 0.13))[::-1]]), "#efe6cf", outline=1.1)
    motto = str(rng.choice(["TENIR BON", "VENT DEBOUT", "TOUJOURS AU LARGE", "FOI ET LABEUR", "PAR LA MER"]))
    label(arms, motto, 0, -0.755, min(0.062, 0.95 / len(motto) / 0.9), "roman")


@subject("textile pattern", "motif de tissu", "papers", "page", wide=0.9)
def textile(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    palette = [["#7a3a34", "#d8c39a", "#3f4f44", "#b5874a"], ["#3a4a66", "#e3dac4", "#8a9aa8", "#a5563f"], ["#e6dcc6", "#6a7a5a", "#b0604c", "#3a3a40"], ["#b98a3f", "#4a2f2a", "#e2d2a8", "#6d7a70"]][int(rng.integers(4))]
    cell = max(24, int(scene.height * rng.uniform(0.11, 0.22)))
    tile = Scene(cell * 2, cell * 2, rng)
    tile.stroke, tile.depth[:] = scene.stroke, 0
    tile.albedo[:] = rgb(palette[0])
    kind = int(rng.integers(4))
    for cx, cy in ((0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        motif = tile.pen(cx, cy, 0.22)
        if kind == 0:  # rosettes
            for ring, (r, n) in enumerate(((1.0, 8), (0.6, 6))):
                for k in range(n):
                    a = 2 * np.pi * k / n
                    motif.oval(r * 0.7 * np.cos(a), r * 0.7 * np.sin(a), 0.3 * r, 0.3 * r, palette[1 + ring], outline=0.8)
            motif.oval(0, 0, 0.24, 0.24, palette[3], outline=0.8)
        elif kind == 1:  # palms
            motif.blob([(-0.5, -0.9), (0.3, -0.9), (0.75, -0.3), (0.5, 0.4), (0.1, 0.8), (0.35, 1.25), (-0.35, 1.1), (-0.55, 0.4), (-0.85, -0.2)], palette[1], outline=1)
            motif.blob([(-0.3, -0.6), (0.2, -0.6), (0.4, -0.2), (0.2, 0.3), (-0.2, 0.4), (-0.5, -0.1)], palette[2], outline=0.8)
            for a in np.linspace(0, 6.3, 8):
                motif.oval(0.95 * np.cos(a), 1.05 * np.sin(a), 0.09, 0.09, palette[3], outline=0.4)
        elif kind == 2:  # lozenges
            for r, c in ((1.25, 1), (0.9, 2), (0.5, 3)):
                motif.fill([(0, r), (r * 0.8, 0), (0, -r), (-r * 0.8, 0)], palette[c], outline=0.7)
        else:  # leaves on a scroll
            a = np.linspace(0, 2 * np.pi, 40)
            motif.line(np.column_stack([0.9 * np.cos(a), 0.9 * np.sin(a)]), weight=1.6, colour=palette[1])
            for b in np.linspace(0, 6.28, 7)[:-1]:
                leafy = motif.at(0.9 * np.cos(b), 0.9 * np.sin(b), 0.55, angle=float(np.degrees(b)))
                leafy.blob([(0, 0), (0.25, 0.5), (0, 1), (-0.25, 0.5)], palette[2], outline=0.8)
            motif.oval(0, 0, 0.35, 0.35, palette[3], outline=0.8)
    again = (-(-scene.height // (2 * cell)), -(-scene.width // (2 * cell)))
    scene.albedo[:] = np.tile(tile.albedo, (*again, 1))[: scene.height, : scene.width]
    scene.ink[:] = np.tile(tile.ink, again)[: scene.height, : scene.width]
    weave = crop("fibre", scene.height, scene.width, rng, scale=scene.stroke)
    weave += crop("fibre", scene.width, scene.height, rng, scale=scene.stroke).T
    scene.albedo *= (1 + 0.06 * weave)[..., None]
    folds = crop("cloud", scene.height, scene.width, rng, scale=scene.stroke * 1.6)
    scene.nx += 0.1 * folds
    scene.matter[:] = LAND


@subject("page of text", "page de texte", "papers", "page", wide=0.75)
def text_page(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    scene.albedo[:] = 0.98
    w, h = scene.width, scene.height
    mask = np.zeros((h, w), np.uint8)
    left, right, top = 0.12 * w, 0.88 * w, 0.1 * h
    size = max(3.0, h * rng.uniform(0.009, 0.0125))
    write(mask, f"{rng.integers(3, 240)}", w / 2, top * 0.7, size * 1.0, "roman", align=0.5)
    if rng.random() < 0.6:
        title = " ".join(str(FRENCH[int(k)]) for k in rng.integers(20, len(FRENCH), 2)).upper()
        write(mask, title, w / 2, top + size * 3.2, min(size * 2.2, 0.6 * w / len(title)), str(rng.choice(["roman", "fat", "slab"])), align=0.5)
        cv2.line(mask, (int(w * 0.42), int(top + size * 5)), (int(w * 0.58), int(top + size * 5)), 230, max(1, int(h / 500)))
        top += size * 6
    if rng.random() < 0.3:
        column(mask, (left, top, w * 0.485, 0.92 * h), FRENCH, size * 0.86, rng)
        column(mask, (w * 0.515, top, right, 0.92 * h), FRENCH, size * 0.86, rng)
    else:
        column(mask, (left, top, right, 0.92 * h), FRENCH, size, rng)
    if rng.random() < 0.5:  # an initial in its box
        s = int(size * 5.2)
        x0, y0 = int(left), int(top + size * 0.4)
        mask[y0 : y0 + s, x0 : x0 + s] = 0
        cv2.rectangle(mask, (x0, y0), (x0 + s - 3, y0 + s - 3), 255, max(1, int(h / 420)))
        write(mask, str(rng.choice(list("ABCDEHLMNPRST"))), x0 + s * 0.47, y0 + s * 0.82, s * 0.66, "fat", align=0.5)
    print_mask(scene, mask)


@subject("handwritten letter", "lettre manuscrite", "papers", "page", wide=0.75)
def letter(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    scene.albedo[:] = 0.97
    w, h = scene.width, scene.height
    mask = np.zeros((h, w), np.uint8)
    size = h * rng.uniform(0.016, 0.022)
    write(mask, f"{PLACES[int(rng.integers(len(PLACES)))][0]}, le {rng.integers(2, 29)} {rng.choice(['mai', 'juin', 'mars', 'août'])}", 0.9 * w, 0.09 * h, size, "hand", align=1, rng=rng)
    y = 0.17 * h
    write(mask, str(rng.choice(["Chère amie,", "Mon cher frère,", "Monsieur,", "Ma bonne mère,"])), 0.16 * w, y, size * 1.1, "hand", rng=rng)
    while y < 0.82 * h:
        y += size * 2.3
        x = 0.1 * w + rng.uniform(0, 0.02) * w
        words = []
        while sum(len(word) + 1 for word in words) * size * 0.62 < 0.72 * w:
            words.append(str(FRENCH[int(rng.integers(len(FRENCH)))]))
        if rng.random() < 0.12:
            words = words[: len(words) // 2]
        write(mask, " ".join(words), x, y + rng.normal(0, 0.15) * size, size, "hand", angle=float(rng.normal(0.6, 0.5)), rng=rng)
    sign = pen.at(0.16, 0.08, 0.16)
    t = np.linspace(0, 1, 40)
    sign.line(np.column_stack([t * 1.2 - 0.3, 0.16 * np.sin(26 * t) * (1.1 - t) + 0.05 * np.sin(4 * t)]), weight=1.1, curved=False)
    sign.line([(-0.3, -0.18), (0.5, -0.1), (1.0, -0.16), (0.1, -0.22)], weight=1)
    print_mask(scene, mask, str(rng.choice(["#2a2a3c", "#3c2a1e", "#22201e"])))


@subject("sheet music", "partition", "music", "page", wide=0.78)
def sheet_music(pen: Pen) -> None:
    rng = pen.rng
    scene = pen.scene
    scene.albedo[:] = 0.97
    half = _half(pen)
    title = str(rng.choice(["BARCAROLLE", "LA MARÉE", "CHANT DU SOIR", "VALSE LENTE", "RONDE DU PORT", "NOCTURNE"]))
    label(pen, title, 0, 0.925, min(0.03, half * 0.09), str(rng.choice(["fat", "roman", "slab"])))
    label(pen, "pour chant et piano", 0, 0.89, 0.013, "italic")
    left, right = -half + 0.06, half - 0.05
    space = rng.uniform(0.0085, 0.0115)
    y = 0.82
    while y > 0.1:
        for k in range(5):
            pen.line([(left, y - k * space), (right, y - k * space)], weight=0.45, curved=False, colour="#3a332c" if scene.stroke > 1.1 else None)
        clef = pen.at(left + 0.025, y - 2 * space, space)
        clef.line([(0.2, -3.2), (-0.6, -2.9), (-0.2, -3.6), (0.3, -2.4), (0.1, 2.2), (0.5, 3.2), (0.75, 2.4), (-0.9, 0.2), (-0.7, -1.4), (0.6, -1.6), (1.0, -0.4), (0.1, 0.3), (-0.3, -0.5)], weight=1.3, colour="#1f1a17")
        bars = int(rng.integers(3, 6))
        x0 = left + 0.07
        for bar in range(bars):
            wide = (right - x0) / bars
            notes = int(rng.integers(2, 6))
            heads = []
            pitch = float(rng.integers(0, 8))
            for k in range(notes):
                pitch = float(np.clip(pitch + rng.integers(-2, 3), -1, 9))
                heads.append((x0 + bar * wide + wide * (k + 0.6) / (notes + 0.4), y - 4 * space + pitch * space / 2, pitch))
            beam = notes >= 4 and rng.random() < 0.7
            mean = float(np.mean([n[2] for n in heads]))
            way = 1.0 if mean < 4 else -1.0
            for x, v, _ in heads:
                hollow = not beam and rng.random() < 0.25
                head = pen.at(x, v, space, angle=18)
                head.oval(0, 0, 0.64, 0.44, "#efe9dc" if hollow else "#1f1a17", outline=1.3 if hollow else 0.5)
                stem = v + way * space * 3.3 if not beam else heads[0][1] * 0.5 + heads[-1][1] * 0.5 + way * space * 3.6
                pen.line([(x + way * 0.55 * space, v), (x + way * 0.55 * space, stem)], weight=1.0, colour="#1f1a17", curved=False)
            if beam:
                stem = heads[0][1] * 0.5 + heads[-1][1] * 0.5 + way * space * 3.6
                a, b = heads[0][0] + way * 0.55 * space, heads[-1][0] + way * 0.55 * space
                pen.fill([(a, stem), (b, stem), (b, stem - way * space * 0.55), (a, stem - way * space * 0.55)], "#1f1a17", outline=0.4)
            end = x0 + (bar + 1) * wide
            pen.line([(end, y), (end, y - 4 * space)], weight=0.9, curved=False, colour="#1f1a17")
        text = "  ".join(str(FRENCH[int(k)]) for k in rng.integers(0, len(FRENCH), 7))
        label(pen, text[: int((right - left) / 0.0075)], left + 0.08, y - 8.3 * space, 0.0095, "italic", align=0.0)
        y -= space * 13
    label(pen, f"{rng.integers(1, 30)}", half - 0.06, 0.955, 0.012, "roman")


__all__ = ["crop", "label", "print_mask"]
