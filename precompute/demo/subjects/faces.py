"""Heads: a face modelled as a relief, its features, a neck."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import Points, ellipse, smooth, xy
from precompute.demo.noise import Field, blur
from precompute.demo.scene import THING, Pen, rgb

SKINS = ("#d9b497", "#c89f80", "#e3c4ab", "#bb9270", "#9c7355", "#d3a98a")
HAIRS = ("#2a201a", "#4a3424", "#6d5035", "#8d8377", "#3a2c24", "#a58356")
GREYS = ("#9b948a", "#b9b3a8", "#d2cdc3")


def _bump(x: Field, y: Field, cx: float, cy: float, rx: float, ry: float) -> Field:  # noqa: PLR0917
    return np.asarray(np.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2), np.float32)


def _outline(rng: np.random.Generator, *, woman: bool) -> Points:
    """Half breadths of a face (breadth, height), from the chin to the crown."""
    chin = float(rng.uniform(0.13, 0.2) if woman else rng.uniform(0.18, 0.28))
    jaw = float(rng.uniform(0.4, 0.5) if woman else rng.uniform(0.46, 0.6))
    cheek = float(rng.uniform(0.65, 0.74))
    right = [
        (chin, -0.985),
        (chin + 0.12, -0.91),
        (jaw, -0.66),
        (cheek * 0.95, -0.3),
        (cheek, 0.02),
        (cheek + 0.015, 0.3),
        (cheek * 0.95, 0.62),
        (cheek * 0.68, 0.9),
        (0.0, 1.02),
    ]
    return np.vstack([[(0.0, -1.0)], smooth(right, steps=5)])


def face(pen: Pen, skin: str, *, yaw: float, age: float, woman: bool) -> float:  # noqa: PLR0915
    """A head about 2 high around the origin, modelled as a relief; returns where its middle is."""
    scene, rng = pen.scene, pen.rng
    corners = pen.place([(-1.1, -1.25), (1.1, -1.25), (1.1, 1.25), (-1.1, 1.25)])
    low, high = corners.min(0), corners.max(0)
    x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
    x1, y1 = min(int(high[0]) + 1, scene.width), min(int(high[1]) + 1, scene.height)
    side = _outline(rng, woman=woman)
    gap = float(rng.uniform(0.255, 0.3))
    nose = float(rng.uniform(0.75, 1.25)) * (0.85 if woman else 1.0)
    middle = yaw * 0.36
    if x1 - x0 < 2 or y1 - y0 < 2:
        return middle
    px, py = np.meshgrid(np.arange(x0, x1, dtype=np.float32), np.arange(y0, y1, dtype=np.float32))
    local = np.linalg.inv(pen._matrix * np.array([[1, 1], [-1, -1]]))
    dx, dy = px - pen.origin[0], py - pen.origin[1]
    x = (local[0, 0] * dx + local[0, 1] * dy).astype(np.float32)
    y = (local[1, 0] * dx + local[1, 1] * dy).astype(np.float32)
    half = np.interp(y[:, x.shape[1] // 2], side[:, 1], side[:, 0]).astype(np.float32)
    half = np.maximum(half, 0.05)[:, None]
    across = np.clip(np.abs(x - middle * 0.25) / half, 0, 1)
    # A face is flat in front and turns away at the temples and under the jaw.
    height = 0.5 * np.sqrt(1 - across**2.6) * np.clip(1.02 - 0.5 * (np.abs(y) - 0.15) ** 2, 0, 1)
    u = x - middle * np.sqrt(np.clip(1 - 0.7 * y * y, 0.05, 1))
    u = u / np.where(u * middle > 0, 1 - 0.9 * abs(middle), 1 + 0.35 * abs(middle))
    out = nose * middle * 0.35  # a nose stands out, and so leans to where the head turns
    ridge = np.clip((0.16 - y) / 0.42, 0, 1)
    tip = u - out * ridge
    height += nose * 0.13 * np.exp(-((tip / 0.085) ** 2)) * ridge * np.clip((y + 0.36) / 0.08, 0, 1)
    height += nose * 0.09 * _bump(tip, y, 0, -0.25, 0.1, 0.08)
    height += 0.05 * _bump(np.abs(tip), y, 0.115, -0.28, 0.06, 0.055)
    eye_y, sunk = 0.04, 0.5 + 0.5 * age
    for way in (-1, 1):
        height += (0.02 if woman else 0.05) * _bump(u, y, way * gap, eye_y + 0.16, 0.22, 0.06)
        height -= 0.09 * sunk * _bump(u, y, way * gap * 0.95, eye_y + 0.02, 0.17, 0.1)
        height += 0.045 * _bump(u, y, way * gap, eye_y - 0.01, 0.11, 0.06)
        height += 0.05 * _bump(u, y, way * 0.42, -0.2, 0.2, 0.16)
        height -= 0.06 * age * _bump(u, y, way * 0.45, -0.52, 0.13, 0.18)
        height -= 0.035 * age * _bump(u, y, way * 0.27, -0.42, 0.04, 0.13)
    height += 0.045 * _bump(u, y, 0, -0.51, 0.17, 0.04) - 0.03 * _bump(u, y, 0, -0.565, 0.2, 0.02)
    height += 0.05 * _bump(u, y, 0, -0.62, 0.14, 0.04) - 0.05 * _bump(u, y, 0, -0.71, 0.17, 0.04)
    height += 0.07 * _bump(u, y, 0, -0.86, 0.18, 0.1)
    alpha = np.clip((half - np.abs(x)) * pen.scale + 0.5, 0, 1) * (np.abs(y) < 1.01)
    alpha = blur(alpha.astype(np.float32), 0.6)
    relief = blur((height * pen.scale).astype(np.float32), max(0.6, 0.022 * pen.scale))
    nx = -0.75 * cv2.Sobel(relief, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    ny = -0.85 * cv2.Sobel(relief, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    colour = np.empty((*x.shape, 3), np.float32)
    colour[:] = rgb(skin)
    cheeks = 0.22 * (_bump(u, y, -0.42, -0.22, 0.2, 0.16) + _bump(u, y, 0.42, -0.22, 0.2, 0.16))
    colour += cheeks[..., None] * (rgb("#c9806a") - colour)
    dark = 0.2 * _bump(tip, y, 0.0, -0.345, 0.13, 0.03) + 0.16 * _bump(u, y, 0, -0.715, 0.15, 0.035)
    for way in (-1, 1):
        dark += 0.17 * _bump(u, y, way * gap, eye_y + 0.05, 0.17, 0.07)
        dark += 0.12 * _bump(u, y, way * 0.1, eye_y + 0.02, 0.06, 0.1)
        dark += 0.1 * age * _bump(u, y, way * gap, eye_y - 0.11, 0.13, 0.03)
    dark += 0.22 * np.clip(across - 0.78, 0, 1) + 0.1 * np.clip(y - 0.5, 0, 1)
    colour *= (1 - dark)[..., None]
    area = (slice(y0, y1), slice(x0, x1))
    for layer, value in ((scene.nx, nx), (scene.ny, ny), (scene.relief, relief * 0.5)):
        layer[area] += alpha * (value - layer[area])
    scene.albedo[area] += alpha[..., None] * (colour - scene.albedo[area])
    solid = alpha > 0.5
    scene.matter[area][solid] = THING
    scene.depth[area][solid] = pen.depth
    scene.flow[area][solid] = 0.5
    scene.ink[area][solid] = 0
    ring = np.vstack([side, (side * (-1, 1))[::-1]])
    scene.contour([pen.place(ring * 0.99)], scene.stroke)
    look = _Look(pen, middle, out, gap, eye_y, age, woman)
    look.eyes()
    look.nose(nose)
    look.mouth(skin)
    return middle


class _Look:
    """What is drawn on a face; places are distances from its middle."""

    def __init__(  # noqa: PLR0917
        self, pen: Pen, middle: float, out: float, gap: float, eye_y: float, age: float, woman: bool
    ) -> None:
        self.pen, self.middle, self.out, self.gap = pen, middle, out, gap
        self.eye_y, self.age, self.woman = eye_y, age, woman

    def x(self, u: float, y: float) -> float:
        """Where something ``u`` from the middle is seen, at a height."""
        u *= 1 - 0.9 * abs(self.middle) if u * self.middle > 0 else 1 + 0.35 * abs(self.middle)
        return u + self.middle * float(np.sqrt(max(1 - 0.7 * y * y, 0.05)))

    def path(self, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Points of a feature as they are seen."""
        return [(self.x(u, y), y) for u, y in points]

    def eyes(self) -> None:
        """Lids, irises and brows."""
        pen, rng = self.pen, self.pen.rng
        gaze = float(rng.uniform(-0.03, 0.03)) + self.middle * 0.08
        iris = str(rng.choice(["#3a2a1e", "#4a5a60", "#2a2420", "#54503a"]))
        wide = float(rng.uniform(0.1, 0.125))
        lift = float(rng.uniform(0.03, 0.045)) * (1 - 0.3 * self.age)
        brow = float(rng.uniform(0.13, 0.17) if self.woman else rng.uniform(0.105, 0.15))
        arch = float(rng.uniform(0.0, 0.05))
        hairy = str(rng.choice(GREYS if self.age > 0.85 else HAIRS[:3]))
        e = self.eye_y
        for way in (-1, 1):
            c = way * self.gap
            lid = self.path(
                [
                    (c - way * wide, e - 0.012),
                    (c - way * 0.05, e + lift * 0.9),
                    (c + way * 0.04, e + lift),
                    (c + way * (wide + 0.015), e + 0.004),
                ]
            )
            under = self.path([(c + way * 0.045, e - 0.034), (c - way * 0.05, e - 0.036)])
            pen.fill(
                smooth([*lid, *under], closed=True, steps=4),
                "#c9beae",
                outline=0.2,
                flow=0,
            )
            seen = self.x(c + gaze, e)
            pen.oval(seen, e + 0.004, 0.042, 0.041, iris, outline=0.3)
            pen.oval(seen, e + 0.004, 0.02, 0.02, "#0d0b0a", outline=0.0)
            pen.oval(seen + 0.014, e + 0.02, 0.01, 0.01, "#f0ece4", outline=0.0)
            pen.stroke(lid, [0.012, 0.03, 0.028, 0.014], "#33241b", outline=0.4, form="flat")
            pen.line([(p[0], p[1] + 0.04) for p in lid], weight=0.55, colour="#8d6a54")
            hairs = self.path(
                [
                    (c - way * 0.13, e + brow * 0.9),
                    (c + way * 0.02, e + brow + 0.02 + arch),
                    (c + way * 0.18, e + brow - 0.015),
                ]
            )
            thick = [0.025, 0.035, 0.01] if self.woman else [0.045, 0.06, 0.015]
            pen.stroke(
                hairs, thick, hairy, outline=0.3, texture="fibre", grain=0.3, form="flat", alpha=0.8
            )
            if self.age > 0.45:
                bag = [(c - way * 0.1, e - 0.06), (c, e - 0.095), (c + way * 0.1, e - 0.07)]
                pen.line(self.path(bag), weight=0.55, colour="#8a6650")
                for k in (-0.03, 0.03):
                    foot = [(c + way * 0.16, e + k * 0.3), (c + way * 0.24, e + k * 1.6)]
                    pen.line(self.path(foot), weight=0.4)
        if self.age > 0.65:
            for k in range(2):
                y = 0.36 + 0.1 * k
                pen.line(
                    self.path([(-0.3, y), (-0.1, y + 0.02), (0.1, y), (0.3, y + 0.01)]), weight=0.4
                )

    def nose(self, size: float) -> None:
        """Wings, nostrils, and the line of the side away from the light."""
        pen = self.pen
        for way in (-1, 1):
            x = self.x(self.out + way * 0.06, -0.3)
            pen.oval(x, -0.325, 0.028, 0.013, "#4a2f24", outline=0.2)
            wing = [(0.125, -0.235), (0.145, -0.29), (0.1, -0.325)]
            pen.line(
                self.path([(self.out + way * u * (0.7 + 0.3 * size), y) for u, y in wing]),
                weight=0.5,
                colour="#7d5542",
            )
            if self.age > 0.4:
                pen.line(
                    self.path([(way * 0.18, -0.31), (way * 0.25, -0.4), (way * 0.27, -0.52)]),
                    weight=0.55,
                    colour="#8a6650",
                )
        away = -1.0 if pen.scene.light[0] > 0 else 1.0
        pen.line(
            self.path([(away * 0.09, 0.06), (away * 0.06, -0.05), (self.out + away * 0.08, -0.22)]),
            weight=0.4,
        )

    def mouth(self, skin: str) -> None:
        """Lips: the upper one in shadow, the lower one in the light."""
        pen, rng = self.pen, self.pen.rng
        half = float(rng.uniform(0.165, 0.225))
        smile = float(rng.uniform(-0.015, 0.025))
        full = float(rng.uniform(0.025, 0.045)) * (1.1 if self.woman else 0.8)
        y = -0.565
        corner = [(-half, y + smile), (half, y + smile)]
        seam = [corner[0], (-half * 0.4, y + 0.006), (0, y - 0.004), (half * 0.4, y + 0.006)]
        upper = [*seam, corner[1], (half * 0.3, y + full), (0, y + full * 0.75)]
        upper.append((-half * 0.3, y + full))
        lower = [*seam, corner[1], (half * 0.45, y - full * 1.5), (-half * 0.45, y - full * 1.5)]
        tint = (rgb(skin) * 0.42 + rgb("#a5564a") * 0.58) if self.woman else rgb(skin) * 0.84
        for ring, shade in ((lower, 1.0), (upper, 0.84)):
            red, green, blue = (float(v) for v in tint * shade)
            pen.fill(
                smooth(self.path(ring), closed=True, steps=3),
                (red, green, blue),
                outline=0.15,
                alpha=0.85,
                flow=10,
            )
        pen.line(self.path([*seam, corner[1]]), weight=0.9, colour="#4f2a22")


def ears(pen: Pen, skin: str, middle: float) -> None:
    """Ears; a head that turns hides the one it turns to."""
    for way in (-1, 1):
        if way * middle > 0.1:
            continue
        x = way * 0.68
        pen.blob(
            [(x, 0.2), (x + way * 0.11, 0.18), (x + way * 0.1, -0.08), (x, -0.24)],
            skin,
            form="round",
            outline=0.8,
        )
        pen.line(
            [(x + way * 0.06, 0.14), (x + way * 0.07, 0.0), (x + way * 0.02, -0.1)], weight=0.4
        )


def neck(pen: Pen, skin: str, *, thick: float) -> None:
    """A neck, ``thick`` half a breadth, and the shadow of the chin on it."""
    t = thick
    pen.fill(
        [(-t, -0.5), (t, -0.5), (t + 0.07, -1.4), (-t - 0.07, -1.4)],
        skin,
        form="post",
        outline=0.8,
        flow=15,
    )
    pen.fill(
        smooth(xy("-.4,-.6 0,-1.02 .4,-.6 .38,-.95 0,-1.26 -.38,-.95") * (t / 0.4, 1), closed=True),
        "#6f4c3a",
        alpha=0.5,
        soft=0.07,
        outline=0.0,
    )


def spectacles(pen: Pen, middle: float) -> None:
    """Round glasses with a bridge."""
    for way in (-1, 1):
        x = middle + way * 0.28
        pen.line(ellipse(x, 0.03, 0.17, 0.15, n=24), weight=0.9, colour="#3b3428", curved=False)
        pen.line([(x + way * 0.17, 0.06), (way * 0.68, 0.1)], weight=0.7, colour="#3b3428")
    pen.line(
        [(middle - 0.11, 0.05), (middle, 0.09), (middle + 0.11, 0.05)],
        weight=0.9,
        colour="#3b3428",
    )
