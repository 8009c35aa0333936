"""Portraits, children and crowds."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import ellipse, smooth
from precompute.demo.noise import Field, blur
from precompute.demo.scene import THING, Pen, rgb
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import CLOTHES, figure

SKINS = ("#d9b497", "#c89f80", "#e3c4ab", "#b08562", "#8a6246", "#d3a98a")
HAIRS = ("#2a201a", "#4a3424", "#6d5035", "#8d8377", "#3a2c24", "#a58356")


def _bump(x: Field, y: Field, cx: float, cy: float, rx: float, ry: float) -> Field:
    return np.asarray(np.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2), np.float32)


def _face(pen: Pen, skin: str, *, yaw: float, age: float, woman: bool, child: bool = False) -> float:
    """A head about 2 high around the origin, modelled as a relief; returns where its middle is."""
    scene = pen.scene
    corners = pen.place([(-1.1, -1.25), (1.1, 1.25)])
    low, high = corners.min(0), corners.max(0)
    x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
    x1, y1 = min(int(high[0]) + 1, scene.width), min(int(high[1]) + 1, scene.height)
    if x1 - x0 < 2 or y1 - y0 < 2:
        return 0.0
    px, py = np.meshgrid(np.arange(x0, x1, dtype=np.float32), np.arange(y0, y1, dtype=np.float32))
    local = np.linalg.inv(pen._matrix * np.array([[1, 1], [-1, -1]]))
    dx, dy = px - pen.origin[0], py - pen.origin[1]
    x = (local[0, 0] * dx + local[0, 1] * dy).astype(np.float32)
    y = (local[1, 0] * dx + local[1, 1] * dy).astype(np.float32)
    rng = pen.rng
    jaw = float(rng.uniform(0.1, 0.26) if woman else rng.uniform(0.02, 0.2))
    down = np.clip(-y, 0, 1)
    half = 0.74 * (1 - jaw * down - 0.12 * down**4) * (1.03 if child else 1)
    inside = 1 - (x / half) ** 2 - (y / 1.0) ** 2
    height = np.sqrt(np.maximum(inside, 0)) * 0.8
    middle = yaw * 0.34
    u = x - middle * np.sqrt(np.clip(1 - y * y, 0.05, 1))
    eye_y = 0.02 if child else 0.08
    gap, nose = float(rng.uniform(0.26, 0.31)), float(rng.uniform(0.85, 1.2)) * (0.7 if child else 1)
    bridge = np.clip((0.2 - y) / 0.4, 0, 1) * (y > -0.32)
    height += nose * 0.17 * np.exp(-((u / 0.085) ** 2)) * blur(np.asarray(bridge, np.float32), 0.03 * pen.scale)
    height += nose * 0.14 * _bump(u, y, 0, -0.2, 0.1, 0.09) + 0.06 * _bump(np.abs(u), y, 0.1, -0.25, 0.06, 0.06)
    for way in (-1, 1):
        height += (0.03 if woman or child else 0.07) * _bump(u, y, way * gap, eye_y + 0.15, 0.2, 0.06)
        height -= (0.11 + 0.03 * age) * _bump(u, y, way * gap, eye_y, 0.17, 0.1)
        height += 0.07 * _bump(u, y, way * gap, eye_y - 0.01, 0.1, 0.055)
        height += 0.07 * _bump(u, y, way * 0.4, -0.18, 0.18, 0.15)
        height -= 0.05 * age * _bump(u, y, way * 0.26, -0.36, 0.05, 0.14)
    height += 0.06 * _bump(u, y, 0, -0.47, 0.2, 0.045) - 0.05 * _bump(u, y, 0, -0.53, 0.22, 0.022)
    height += 0.08 * _bump(u, y, 0, -0.59, 0.16, 0.045) - 0.05 * _bump(u, y, 0, -0.69, 0.2, 0.04)
    height += 0.09 * _bump(u, y, 0, -0.83, 0.2, 0.1)
    alpha = np.clip(inside * 9, 0, 1).astype(np.float32)
    if pen.scale < 6:
        alpha = (inside > 0).astype(np.float32)
    relief = (height * pen.scale).astype(np.float32)
    relief = blur(relief, max(0.6, 0.018 * pen.scale))
    nx = -cv2.Sobel(relief, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    ny = -cv2.Sobel(relief, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    colour = np.repeat(rgb(skin)[None, None], x.shape[0], 0).repeat(x.shape[1], 1)
    lips = (_bump(u, y, 0, -0.53, 0.19, 0.07) * (0.55 if woman else 0.32))[..., None]
    cheeks = ((_bump(u, y, -0.42, -0.2, 0.2, 0.16) + _bump(u, y, 0.42, -0.2, 0.2, 0.16)) * 0.25)[..., None]
    colour += lips * (rgb("#9c5148") - colour) + cheeks * (rgb("#cf8d74") - colour)
    shade = sum(_bump(u, y, w * gap, eye_y + 0.03, 0.19, 0.1) for w in (-1, 1))
    colour *= 1 - 0.16 * np.asarray(shade)[..., None] - 0.25 * (_bump(u, y, 0, -0.29, 0.14, 0.03))[..., None]
    area = (slice(y0, y1), slice(x0, x1))
    for layer, value in ((scene.nx, nx), (scene.ny, ny), (scene.relief, relief * 0.6)):
        layer[area] += alpha * (value - layer[area])
    scene.albedo[area] += alpha[..., None] * (colour - scene.albedo[area])
    solid = alpha > 0.5
    scene.matter[area][solid], scene.depth[area][solid], scene.flow[area][solid] = THING, pen.depth, 0.5
    scene.ink[area][solid] = 0
    edge = ellipse(0, 0, 0.74, 1.0, n=60)
    edge[:, 0] *= 1 - jaw * np.clip(-edge[:, 1], 0, 1) - 0.12 * np.clip(-edge[:, 1], 0, 1) ** 4
    scene.contour([pen.place(edge * 0.985)], scene.stroke)
    _features(pen, middle, gap, eye_y, age=age, woman=woman)
    return float(middle)


def _features(pen: Pen, middle: float, gap: float, eye_y: float, *, age: float, woman: bool) -> None:
    rng = pen.rng
    gaze = float(rng.uniform(-0.025, 0.025))
    iris = str(rng.choice(["#3a2a1e", "#4a5a60", "#2a2420"]))
    brow = float(rng.uniform(0.15, 0.2))
    tone = str(rng.choice(HAIRS[:3]))
    for way in (-1, 1):
        x = middle + way * gap
        lid = [(x - 0.115, eye_y - 0.005), (x - 0.05, eye_y + 0.048), (x + 0.04, eye_y + 0.05), (x + 0.12, eye_y + 0.0)]
        under = [(x + 0.04, eye_y - 0.04), (x - 0.05, eye_y - 0.042)]
        pen.fill(smooth([*lid, *under], closed=True, steps=4), "#ddd3c4", outline=0.25, form="round", flow=0)
        pen.oval(x + gaze, eye_y + 0.008, 0.052, 0.05, iris, outline=0.3)
        pen.oval(x + gaze, eye_y + 0.008, 0.02, 0.02, "#0d0b0a", outline=0.0)
        pen.oval(x + gaze + 0.018, eye_y + 0.026, 0.01, 0.01, "#f6f3ee", outline=0.0)
        pen.line(lid, weight=1.2, colour="#3a2a20")
        pen.line([(p[0], p[1] + 0.04) for p in lid], weight=0.4)
        arch = [(x - way * 0.13, eye_y + brow * 0.85), (x, eye_y + brow + 0.05), (x + way * 0.17, eye_y + brow - 0.01)]
        pen.stroke(arch, [0.035, 0.045 if woman else 0.07, 0.012], tone, outline=0.3, texture="fibre", grain=0.3, form="flat", alpha=0.85)
    m = middle
    pen.line([(m - 0.2, -0.525), (m - 0.07, -0.51), (m, -0.525), (m + 0.07, -0.51), (m + 0.2, -0.525)], weight=0.9, colour="#5b3128")
    for way in (-1, 1):
        pen.oval(m + way * 0.055, -0.283, 0.026, 0.014, "#4a2f24", outline=0.2)
        pen.line([(m + way * 0.12, -0.2), (m + way * 0.135, -0.27), (m + way * 0.09, -0.29)], weight=0.45)
        if age > 0.5:
            pen.line([(m + way * 0.17, -0.28), (m + way * 0.27, -0.45)], weight=0.45)
            pen.line([(m + way * 0.2, eye_y - 0.1), (m + way * 0.33, eye_y - 0.11)], weight=0.35)


def _bust(pen: Pen, coat: str, *, woman: bool) -> None:
    """Shoulders and chest under a head whose chin is at (0, 0); units: half a head."""
    rng = pen.rng
    broad = 1.45 if woman else 1.85
    ring = [(-0.32, 0.1), (-0.55, -0.25), (-broad * 0.75, -0.5), (-broad, -1.0), (-broad * 1.08, -2.6), (broad * 1.08, -2.6), (broad, -1.0), (broad * 0.75, -0.5), (0.55, -0.25), (0.32, 0.1)]
    pen.fill(smooth(ring, closed=True, steps=5), coat, form="round", bulge=0.75, texture="fibre", grain=0.08, bump=0.05, flow=60, outline=1.2)
    for way in (-1, 1):
        pen.line([(way * broad * 0.62, -0.95), (way * broad * 0.68, -1.6), (way * broad * 0.66, -2.5)], weight=0.9)
        pen.line([(way * broad * 0.45, -0.6), (way * broad * 0.3, -1.3)], weight=0.4)
    if woman:
        kind = int(rng.integers(3))
        if kind == 0:  # a high collar with lace and a brooch
            pen.fill(smooth([(-0.36, 0.22), (-0.42, -0.22), (0.0, -0.34), (0.42, -0.22), (0.36, 0.22), (0, 0.1)], closed=True, steps=4), "#e8e0d0", form="post", texture="fibre", grain=0.08)
            for t in np.linspace(-0.4, 0.4, 9):
                pen.oval(t, -0.27 - 0.08 * (1 - (t / 0.4) ** 2), 0.06, 0.06, "#efe8da", outline=0.6)
            pen.oval(0, -0.36, 0.12, 0.15, "#b08d4a", form="round")
        elif kind == 1:  # an open neck with a necklace
            pen.fill(smooth([(-0.36, 0.15), (-0.6, -0.2), (-0.5, -0.7), (0.0, -0.98), (0.5, -0.7), (0.6, -0.2), (0.36, 0.15)], closed=True, steps=4), "#d6b094", form="round", bulge=0.6, flow=30)
            for t in np.linspace(-1, 1, 17):
                pen.oval(0.46 * t, -0.32 - 0.26 * (1 - t * t), 0.042, 0.042, "#efe6d2", form="round", outline=0.5)
            pen.line([(-0.55, -0.3), (-0.45, -0.75), (0, -1.0), (0.45, -0.75), (0.55, -0.3)], weight=1.4, colour="#e6dccb")
        else:  # a shawl
            for way in (-1, 1):
                pen.fill(smooth([(way * 0.3, 0.1), (way * 0.95, -0.45), (way * 1.5, -1.0), (way * 1.35, -2.0), (way * 0.1, -2.6), (0.0, -0.75)], closed=True, steps=4), str(rng.choice(["#7a4a3a", "#b9a98c", "#55606a"])), form="round", bulge=0.7, texture="fibre", grain=0.18, flow=55)
                for t in (0.3, 0.55, 0.8):
                    pen.line([(way * (0.3 + 0.8 * t), -0.2 - 0.5 * t), (way * (0.2 + 0.5 * t), -1.4), (way * 0.2 * t, -2.2)], weight=0.5)
        return
    pen.fill([(-0.42, 0.1), (0.42, 0.1), (0.32, -1.4), (0, -1.75), (-0.32, -1.4)], "#e7e0d2", form="round", bulge=0.6, outline=0.8, flow=80)
    tie = str(rng.choice(["#2a2624", "#5c2f2a", "#3a4450", "#6b6252"]))
    if rng.random() < 0.5:
        for way in (-1, 1):
            pen.blob([(0, -0.18), (way * 0.18, -0.05), (way * 0.36, -0.1), (way * 0.34, -0.34), (way * 0.16, -0.3)], tie, form="round")
        pen.oval(0, -0.19, 0.08, 0.1, tie, form="round")
    else:
        pen.fill([(-0.12, -0.1), (0.12, -0.1), (0.09, -0.28), (0.17, -1.0), (0, -1.5), (-0.17, -1.0), (-0.09, -0.28)], tie, form="round")
    for way in (-1, 1):
        pen.fill([(way * 0.05, -0.14), (way * 0.42, 0.22), (way * 0.5, -0.1), (way * 0.28, -0.42)], "#efe9dd", tilt=(0.2 * way, 0))
        pen.fill([(way * 0.44, 0.12), (way * 0.72, -0.25), (way * 0.8, -0.8), (way * 0.62, -0.95), (way * 0.7, -1.1), (way * 0.1, -2.3), (way * 0.06, -1.9), (way * 0.4, -0.7)], coat, tilt=(0.35 * way, -0.1), texture="fibre", grain=0.08, outline=1.1, flow=60)
    for y in (-1.9, -2.3):
        pen.oval(0.02, y, 0.05, 0.05, "#1c1917", form="round")
    if rng.random() < 0.4:
        pen.line([(0.0, -2.0), (0.35, -2.2), (0.6, -1.9)], weight=1.1, colour="#c9a957")


def _neck(pen: Pen, skin: str) -> None:
    pen.fill([(-0.36, -0.55), (0.36, -0.55), (0.42, -1.35), (-0.42, -1.35)], skin, form="post", outline=0.8, flow=15)
    pen.fill(smooth([(-0.38, -0.7), (0, -1.08), (0.38, -0.7), (0.36, -0.95), (0, -1.25), (-0.36, -0.95)], closed=True, steps=4), "#7d5a46", alpha=0.45, soft=0.06, outline=0.0, form="flat")


def _hair(pen: Pen, hair: str, middle: float) -> None:
    rng = pen.rng
    kind = int(rng.integers(3))
    for way in (-1, 1):
        side = [(way * 0.3, 0.98), (way * 0.72, 0.72), (way * 0.86, 0.2), (way * 0.8, -0.3 if kind else -1.2), (way * 0.62, -0.25 if kind else -1.25), (way * 0.66, 0.2), (way * 0.52, 0.52), (middle, 0.72)]
        pen.fill(smooth(side, closed=True, steps=4), hair, form="round", texture="fibre", grain=0.25, bump=0.3, flow=70)
        for t in np.linspace(0.15, 0.9, 7):
            pen.line([(middle + (0.05 + 0.2 * t) * way, 0.78 + 0.18 * t), (way * (0.5 + 0.25 * t), 0.5 + 0.2 * t), (way * (0.66 + 0.16 * t), 0.0)], weight=0.4)
    pen.blob([(middle - 0.45, 0.72), (middle, 0.78), (middle + 0.45, 0.72), (0.35, 1.05), (0, 1.12), (-0.35, 1.05)], hair, form="round", texture="fibre", grain=0.25, flow=40, outline=0.8)


def _portrait_pen(pen: Pen) -> tuple[Pen, Pen]:
    """Pens for the head (half a head is 1) and for the chest, in a bust 1 high."""
    return pen.at(0, 0.68, 0.2), pen.at(0, 0.68 - 0.2 * 0.98, 0.2)


@subject("portrait of a woman", "portrait de femme", "people", "bust", near=0.94, far=0.0, wide=0.75, settings=("studio",))
def portrait_of_a_woman(pen: Pen) -> None:
    rng = pen.rng
    skin, hair = str(rng.choice(SKINS)), str(rng.choice(HAIRS))
    head, chest = _portrait_pen(pen)
    coat = str(rng.choice(["#2c2a2c", "#5c3a3a", "#4d5a66", "#d6ccb8", "#6d6f5a", "#7c6a80"]))
    bun = rng.random() < 0.6
    if bun:
        head.oval(float(rng.uniform(-0.2, 0.2)), 1.12, 0.4, 0.32, hair, form="round", texture="fibre", grain=0.25, flow=20)
    else:
        head.blob([(-0.8, 0.6), (-0.95, -0.4), (-0.75, -1.3), (0.75, -1.3), (0.95, -0.4), (0.8, 0.6), (0, 1.1)], hair, form="round", texture="fibre", grain=0.22, flow=85)
    _neck(head, skin)
    _bust(chest, coat, woman=True)
    middle = _face(head, skin, yaw=float(rng.uniform(-0.5, 0.5)), age=float(rng.uniform(0, 0.8)), woman=True)
    _hair(head, hair, middle)
    kind = rng.random()
    if kind < 0.25:
        felt = str(rng.choice(["#2a2624", "#d2bd92", "#4b5560"]))
        head.oval(0, 0.78, 1.35, 0.24, felt, form="round", texture="fibre", grain=0.12, flow=0)
        head.blob([(-0.78, 0.82), (-0.7, 1.3), (0, 1.45), (0.7, 1.3), (0.78, 0.82)], felt, form="post", texture="fibre", grain=0.12)
        for _ in range(4):
            head.oval(rng.uniform(-0.6, 0.6), rng.uniform(0.88, 1.05), 0.17, 0.14, "#b0604c", form="round", outline=0.8)
    elif kind < 0.45:  # a coif
        head.blob([(-0.72, 0.55), (-0.62, 1.15), (-0.3, 1.75), (0.3, 1.75), (0.62, 1.15), (0.72, 0.55), (0, 0.84)], "#efe9dc", form="post", texture="fibre", grain=0.08)
        for x in np.linspace(-0.5, 0.5, 8):
            head.line([(x, 0.8), (x * 0.8, 1.6)], weight=0.35)
    elif kind < 0.6:
        for way in (-1, 1):
            head.oval(way * 0.72, -0.24, 0.055, 0.08, "#d0b060", form="round", outline=0.7)


@subject("portrait of a man", "portrait d'homme", "people", "bust", near=0.94, far=0.0, wide=0.75, settings=("studio",))
def portrait_of_a_man(pen: Pen) -> None:
    rng = pen.rng
    skin, hair = str(rng.choice(SKINS)), str(rng.choice(HAIRS))
    head, chest = _portrait_pen(pen)
    coat = str(rng.choice(["#262526", "#3a3430", "#4a525a", "#6a5d4c", "#33403a"]))
    _neck(head, skin)
    _bust(chest, coat, woman=False)
    for way in (-1, 1):
        head.blob([(way * 0.7, 0.2), (way * 0.84, 0.16), (way * 0.82, -0.12), (way * 0.7, -0.22)], skin, form="round")
    middle = _face(head, skin, yaw=float(rng.uniform(-0.5, 0.5)), age=float(rng.uniform(0.1, 1)), woman=False)
    bald = rng.random() < 0.2
    cap = [(-0.74, 0.1), (-0.82, 0.5), (-0.55, 1.0), (0, 1.14), (0.55, 1.0), (0.82, 0.5), (0.74, 0.1), (0.66, 0.42), (0.45, 0.72), (middle * 0.5, 0.66), (-0.45, 0.74), (-0.66, 0.42)]
    if bald:
        for way in (-1, 1):
            head.blob([(way * 0.74, 0.0), (way * 0.84, 0.35), (way * 0.68, 0.68), (way * 0.62, 0.3)], hair, texture="fibre", grain=0.3, form="round")
    else:
        head.fill(smooth(cap, closed=True, steps=4), hair, form="round", texture="fibre", grain=0.22, bump=0.2, flow=35)
    beard = rng.random()
    m = middle
    if beard < 0.32:
        drop = float(rng.uniform(1.1, 1.5))
        head.fill(smooth([(-0.7, 0.05), (-0.66, -0.5), (-0.42, -1.0), (0, -drop), (0.42, -1.0), (0.66, -0.5), (0.7, 0.05), (0.55, -0.35), (m + 0.24, -0.42), (m + 0.2, -0.64), (m, -0.67), (m - 0.2, -0.64), (m - 0.24, -0.42), (-0.55, -0.35)], closed=True, steps=4), hair, form="round", bulge=0.8, texture="fibre", grain=0.3, bump=0.4, flow=80, ragged=0.15)
    if beard < 0.7:
        for way in (-1, 1):
            head.blob([(m, -0.4), (m + way * 0.18, -0.38), (m + way * 0.36, -0.48), (m + way * rng.uniform(0.4, 0.5), -0.42), (m + way * 0.32, -0.58), (m + way * 0.1, -0.5)], hair, form="round", texture="fibre", grain=0.3, flow=15, outline=0.8)
    kind = rng.random()
    felt = str(rng.choice(["#232120", "#4a4036", "#2d3640"]))
    if kind < 0.16:  # bowler or top hat
        head.oval(0, 0.66, 1.2, 0.19, felt, form="round")
        if rng.random() < 0.5:
            head.blob([(-0.82, 0.68), (-0.8, 1.15), (-0.4, 1.5), (0.4, 1.5), (0.8, 1.15), (0.82, 0.68)], felt, form="round")
        else:
            head.fill([(-0.76, 0.68), (-0.82, 2.0), (0.82, 2.0), (0.76, 0.68)], felt, form="post")
        head.bar(-0.8, 0.68, 0.8, 0.86, "#161515", form="post", outline=0.5)
    elif kind < 0.36:  # a sailor's cap
        head.blob([(-0.8, 0.62), (-1.02, 1.0), (-0.5, 1.22), (0.5, 1.22), (1.02, 1.0), (0.8, 0.62)], felt, form="round")
        head.bar(-0.79, 0.52, 0.79, 0.74, "#1b1a1a", form="post")
        head.blob([(-0.7, 0.54), (0, 0.38), (0.7, 0.54), (0, 0.62)], "#121212", form="round")
    if rng.random() < 0.2:
        for way in (-1, 1):
            x = m + way * 0.28
            head.line(ellipse(x, 0.06, 0.19, 0.16, n=24), weight=1.1, colour="#3b3428", curved=False)
        head.line([(m - 0.09, 0.08), (m, 0.12), (m + 0.09, 0.08)], weight=1, colour="#3b3428")


@subject("children", "enfants", "people", "ground", near=0.66, far=0.26, wide=1.15, settings=("street", "field", "studio"))
def children(pen: Pen) -> None:
    rng = pen.rng
    count = int(rng.integers(2, 6))
    for k, x in enumerate(np.linspace(-0.45, 0.45, count)):
        tall = rng.uniform(0.72, 1.0)
        figure(pen.at(float(x) + rng.uniform(-0.04, 0.04), rng.uniform(-0.05, 0.04), tall), child=True, pose="raise" if rng.random() < 0.12 else "")
        if k == count - 1 and rng.random() < 0.5:  # a hoop
            pen.fills([ellipse(float(x) + 0.25, 0.2, 0.21, 0.21), ellipse(float(x) + 0.25, 0.2, 0.19, 0.19)], "#8a6c45", outline=0.8)
    if rng.random() < 0.4:
        pen.oval(rng.uniform(-0.3, 0.3), -0.03, 0.06, 0.06, "#b5563f", form="round")


@subject("crowd with placards", "foule avec pancartes", "people", "ground", near=0.62, far=0.3, wide=1.7, settings=("street",))
def crowd_with_placards(pen: Pen) -> None:
    rng = pen.rng
    wide = 1.7 if pen.scale > pen.scene.height * 0.4 else 0.9
    rows = 4 if wide > 1 else 3
    for row in range(rows):
        back = 1 - row / (rows - 1)
        size = 0.78 - 0.2 * back
        line = pen.away(0.3 * back)
        places = np.arange(-wide / 2, wide / 2, 0.19 - 0.03 * back) + rng.uniform(0, 0.1)
        for x in places:
            foot = (0.26 * back + rng.uniform(-0.02, 0.02)) * (1 if wide > 1 else 0.5)
            holds = rng.random() < 0.3
            if holds:
                _placard(line.at(float(x), foot + size * 0.72, size * 0.5, angle=float(rng.uniform(-9, 9))))
            figure(line.at(float(x) + rng.uniform(-0.03, 0.03), foot, size * rng.uniform(0.92, 1.06), flip=float(rng.choice([-1, 1]))), pose="raise" if holds or rng.random() < 0.15 else "")
    if rng.random() < 0.4:
        sheet = pen.at(0, 0.62)
        half = 0.32
        sheet.fill(smooth([(-half, 0.2), (0, 0.17), (half, 0.2), (half, 0.38), (0, 0.35), (-half, 0.38)], closed=True, steps=3), "#e6dcc4", outline=1)
        _marks(sheet.at(0, 0.275), half * 0.8, 0.06)


def _placard(pen: Pen) -> None:
    rng = pen.rng
    pen.stroke([(0, 0), (0, 0.72)], 0.035, "#7a5c3a", curved=False)
    w, h = rng.uniform(0.26, 0.36), rng.uniform(0.16, 0.24)
    pen.fill([(-w, 0.66), (w, 0.66), (w, 0.66 + 2 * h), (-w, 0.66 + 2 * h)], str(rng.choice(["#eee6d2", "#e3d6b4", "#b5483a", "#dcd7cc"])), outline=1.1, texture="rough", grain=0.04)
    _marks(pen.at(0, 0.66 + h), w * 0.8, h * 0.75)


def _marks(pen: Pen, half: float, tall: float) -> None:
    """Something written large."""
    rng = pen.rng
    for y in (0.5, -0.5):
        x = -half
        while x < half * 0.95:
            step = rng.uniform(0.1, 0.16) * half
            pen.line([(x, (y - 0.3) * tall), (x + step * 0.5, (y + 0.32) * tall), (x + step, (y - 0.28) * tall)], weight=1.3, colour="#2a2421", curved=False)
            x += step * rng.uniform(1.4, 2.2)


__all__ = ["CLOTHES"]
