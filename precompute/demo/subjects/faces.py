"""Heads: a face modelled as a relief, its features, hair."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.noise import Field, blur
from precompute.demo.scene import THING, Pen, rgb

SKINS = ("#d9b497", "#c89f80", "#e3c4ab", "#b08562", "#8a6246", "#d3a98a")


HAIRS = ("#2a201a", "#4a3424", "#6d5035", "#8d8377", "#3a2c24", "#a58356")


def _bump(x: Field, y: Field, cx: float, cy: float, rx: float, ry: float) -> Field:  # noqa: PLR0917
    return np.asarray(np.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2), np.float32)


def face(pen: Pen, skin: str, *, yaw: float, age: float, woman: bool, child: bool = False) -> float:  # noqa: PLR0915
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
    gap, nose = (
        float(rng.uniform(0.26, 0.31)),
        float(rng.uniform(0.85, 1.2)) * (0.7 if child else 1),
    )
    bridge = np.clip((0.2 - y) / 0.4, 0, 1) * (y > -0.32)
    height += (
        nose
        * 0.17
        * np.exp(-((u / 0.085) ** 2))
        * blur(np.asarray(bridge, np.float32), 0.03 * pen.scale)
    )
    height += nose * 0.14 * _bump(u, y, 0, -0.2, 0.1, 0.09) + 0.06 * _bump(
        np.abs(u), y, 0.1, -0.25, 0.06, 0.06
    )
    for way in (-1, 1):
        height += (0.03 if woman or child else 0.07) * _bump(
            u, y, way * gap, eye_y + 0.15, 0.2, 0.06
        )
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
    cheeks = ((_bump(u, y, -0.42, -0.2, 0.2, 0.16) + _bump(u, y, 0.42, -0.2, 0.2, 0.16)) * 0.25)[
        ..., None
    ]
    colour += lips * (rgb("#9c5148") - colour) + cheeks * (rgb("#cf8d74") - colour)
    shade = sum(_bump(u, y, w * gap, eye_y + 0.03, 0.19, 0.1) for w in (-1, 1))
    colour *= (
        1
        - 0.16 * np.asarray(shade)[..., None]
        - 0.25 * (_bump(u, y, 0, -0.29, 0.14, 0.03))[..., None]
    )
    area = (slice(y0, y1), slice(x0, x1))
    for layer, value in ((scene.nx, nx), (scene.ny, ny), (scene.relief, relief * 0.6)):
        layer[area] += alpha * (value - layer[area])
    scene.albedo[area] += alpha[..., None] * (colour - scene.albedo[area])
    solid = alpha > 0.5
    scene.matter[area][solid], scene.depth[area][solid], scene.flow[area][solid] = (
        THING,
        pen.depth,
        0.5,
    )
    scene.ink[area][solid] = 0
    edge = ellipse(0, 0, 0.74, 1.0, n=60)
    edge[:, 0] *= 1 - jaw * np.clip(-edge[:, 1], 0, 1) - 0.12 * np.clip(-edge[:, 1], 0, 1) ** 4
    scene.contour([pen.place(edge * 0.985)], scene.stroke)
    _features(pen, middle, gap, eye_y, age=age, woman=woman)
    return float(middle)


def _features(
    pen: Pen, middle: float, gap: float, eye_y: float, *, age: float, woman: bool
) -> None:
    rng = pen.rng
    gaze = float(rng.uniform(-0.025, 0.025))
    iris = str(rng.choice(["#3a2a1e", "#4a5a60", "#2a2420"]))
    brow = float(rng.uniform(0.15, 0.2))
    tone = str(rng.choice(HAIRS[:3]))
    for way in (-1, 1):
        x = middle + way * gap
        lid = [
            (x - 0.115, eye_y - 0.005),
            (x - 0.05, eye_y + 0.048),
            (x + 0.04, eye_y + 0.05),
            (x + 0.12, eye_y + 0.0),
        ]
        under = [(x + 0.04, eye_y - 0.04), (x - 0.05, eye_y - 0.042)]
        pen.fill(
            smooth([*lid, *under], closed=True, steps=4),
            "#ddd3c4",
            outline=0.25,
            form="round",
            flow=0,
        )
        pen.oval(x + gaze, eye_y + 0.008, 0.052, 0.05, iris, outline=0.3)
        pen.oval(x + gaze, eye_y + 0.008, 0.02, 0.02, "#0d0b0a", outline=0.0)
        pen.oval(x + gaze + 0.018, eye_y + 0.026, 0.01, 0.01, "#f6f3ee", outline=0.0)
        pen.line(lid, weight=1.2, colour="#3a2a20")
        pen.line([(p[0], p[1] + 0.04) for p in lid], weight=0.4)
        arch = [
            (x - way * 0.13, eye_y + brow * 0.85),
            (x, eye_y + brow + 0.05),
            (x + way * 0.17, eye_y + brow - 0.01),
        ]
        pen.stroke(
            arch,
            [0.035, 0.045 if woman else 0.07, 0.012],
            tone,
            outline=0.3,
            texture="fibre|",
            grain=0.3,
            form="flat",
            alpha=0.85,
        )
    m = middle
    pen.line(
        [(m - 0.2, -0.525), (m - 0.07, -0.51), (m, -0.525), (m + 0.07, -0.51), (m + 0.2, -0.525)],
        weight=0.9,
        colour="#5b3128",
    )
    for way in (-1, 1):
        pen.oval(m + way * 0.055, -0.283, 0.026, 0.014, "#4a2f24", outline=0.2)
        pen.line(
            [(m + way * 0.12, -0.2), (m + way * 0.135, -0.27), (m + way * 0.09, -0.29)], weight=0.45
        )
        if age > 0.5:
            pen.line([(m + way * 0.17, -0.28), (m + way * 0.27, -0.45)], weight=0.45)
            pen.line([(m + way * 0.2, eye_y - 0.1), (m + way * 0.33, eye_y - 0.11)], weight=0.35)


def neck(pen: Pen, skin: str) -> None:
    """A neck, and the shadow of the chin on it."""
    pen.fill(xy("-.41,-.5 .41,-.5 .47,-1.35 -.47,-1.35"), skin, form="post", outline=0.8, flow=15)
    pen.fill(
        smooth(xy("-.38,-.7 0,-1.08 .38,-.7 .36,-.95 0,-1.25 -.36,-.95"), closed=True, steps=4),
        "#7d5a46",
        alpha=0.45,
        soft=0.06,
        outline=0.0,
        form="flat",
    )


def hair_parted(pen: Pen, hair: str, middle: float) -> None:
    """Hair parted above the middle of the face, drawn over the temples."""
    rng = pen.rng
    kind = int(rng.integers(3))
    for way in (-1, 1):
        side = [
            (way * 0.3, 0.98),
            (way * 0.72, 0.72),
            (way * 0.86, 0.2),
            (way * 0.8, -0.3 if kind else -1.2),
            (way * 0.62, -0.25 if kind else -1.25),
            (way * 0.66, 0.2),
            (way * 0.52, 0.52),
            (middle, 0.72),
        ]
        pen.fill(
            smooth(side, closed=True, steps=4),
            hair,
            form="round",
            texture="fibre|",
            grain=0.25,
            bump=0.3,
            flow=70,
        )
        for t in np.linspace(0.15, 0.9, 7):
            pen.line(
                [
                    (middle + (0.05 + 0.2 * t) * way, 0.78 + 0.18 * t),
                    (way * (0.5 + 0.25 * t), 0.5 + 0.2 * t),
                    (way * (0.66 + 0.16 * t), 0.0),
                ],
                weight=0.4,
            )
    pen.blob(
        [
            (middle - 0.45, 0.72),
            (middle, 0.78),
            (middle + 0.45, 0.72),
            (0.35, 1.05),
            (0, 1.12),
            (-0.35, 1.05),
        ],
        hair,
        form="round",
        texture="fibre|",
        grain=0.25,
        flow=40,
        outline=0.8,
    )
