"""The sky by night."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, ridge
from precompute.demo.noise import blur, crop, smoothstep
from precompute.demo.scene import LAND, Pen, Scene, rgb
from precompute.demo.skies import stars
from precompute.demo.subjects.catalogue import subject


@subject("night sky", "ciel nocturne", "sky", "scenic", settings=("night",), wide=1.2)
def night_sky(pen: Pen) -> None:
    """Draw a night sky."""
    rng = pen.rng
    scene = pen.scene
    field = scene.albedo
    scene.matter[:], scene.depth[:], scene.ink[:] = 0, 1.0, 0
    scene.glow[:] = 0
    scene.nx[:], scene.ny[:] = 0, 0
    fall = np.linspace(0.55, 1.0, scene.height, dtype=np.float32)[:, None, None] ** 1.4
    field[:] = rgb("#5d6a86") * fall
    scene.relief[:], scene.flow[:] = 0, 0
    y, x = np.mgrid[0 : scene.height, 0 : scene.width].astype(np.float32)
    a = rng.uniform(0.4, 1.2) * rng.choice([-1, 1])
    across = (
        (x - scene.width / 2) * np.sin(a) + (y - scene.height * 0.4) * np.cos(a)
    ) / scene.height
    dust = crop("cloud", scene.height, scene.width, rng, scale=scene.stroke * 1.1)
    grain = crop("rough", scene.height, scene.width, rng, scale=scene.stroke)
    way = np.exp(-((across / 0.16) ** 2)) * (0.55 + 0.3 * dust + 0.25 * grain)
    scene.glow += np.clip(way, 0, 1)[..., None] * rgb("#8f97a6") * 0.62
    scene.glow += (
        smoothstep(1.9, 3.0, crop("fine", scene.height, scene.width, rng))[..., None]
        * np.clip(0.25 + way, 0, 1)[..., None]
    )
    stars(scene, 0.95, 170)
    if rng.random() < 0.45:
        comet = scene.pen(
            rng.uniform(0.25, 0.75),
            rng.uniform(0.2, 0.5),
            0.5,
            angle=float(rng.uniform(20, 70)),
            flip=float(rng.choice([-1, 1])),
        )
        for t in np.linspace(0, 1, 26):
            comet.shine(t * 0.8, 0.06 * t * t, 0.012 + 0.06 * t, "#e8ecf0", 0.34 * (1 - t) ** 1.5)
        comet.shine(0, 0, 0.018, "#ffffff", 1.5)
    elif rng.random() < 0.5:
        points = [(rng.uniform(-0.3, 0.3), rng.uniform(-0.2, 0.2)) for _ in range(6)]
        chart = scene.pen(0.5, 0.35, 1.0)
        for p in sorted(points):
            chart.shine(*p, 0.006, "#ffffff", 1.5)
        chart.line(sorted(points), weight=0.5, colour="#b9c0cc", curved=False)
    wide = scene.width / scene.height
    ground = scene.pen(0, 1.0, 1.0, depth=0.2)
    line = ridge(-0.05, wide + 0.05, height=0.1, rng=rng, rough=0.6, n=7)
    line[:, 1] += 0.14
    ground.fill(
        np.vstack([line, [(wide + 0.1, -0.1), (-0.1, -0.1)]]),
        "#2b3136",
        texture="leaf",
        grain=0.2,
        matter=LAND,
        flow=20,
    )
    scene.glow[:] = np.where((scene.matter == LAND)[..., None], 0, scene.glow)


@subject("moon", "lune", "sky", "scenic", settings=("night",), wide=1.0)
def moon_disc(pen: Pen) -> None:
    """Draw a moon."""
    rng = pen.rng
    scene = pen.scene
    scene.night = False
    # Not sky: prints leave a sky light, and this one is the black around a globe.
    scene.matter[:], scene.depth[:], scene.ink[:], scene.glow[:] = LAND, 0.0, 0, 0
    scene.nx[:], scene.ny[:], scene.relief[:], scene.hazy = 0, 0, 0, 0.0
    scene.albedo[:] = rgb("#15181d")
    landscape = rng.random() < 0.4
    r = float(rng.uniform(0.2, 0.3) if landscape else rng.uniform(0.34, 0.43))
    r *= min(scene.width, scene.height)
    middle_x = scene.width * float(rng.uniform(0.35, 0.65) if landscape else 0.5)
    middle_y = scene.height * float(rng.uniform(0.33, 0.42) if landscape else 0.5)
    for _ in range(60):
        at = (float(rng.uniform(0, scene.width)), float(rng.uniform(0, scene.height)))
        dot = ellipse(*at, *([scene.stroke * float(rng.uniform(0.5, 1.3))] * 2), n=7)
        scene.fill([dot], "#d8d4c6", 0.0, {"outline": 0.0, "matter": LAND}, 1.0)
    y, x = np.mgrid[0 : scene.height, 0 : scene.width].astype(np.float32)
    u, v = (x - middle_x) / r, (y - middle_y) / r
    inside = 1 - u * u - v * v
    alpha = np.clip(inside * r / 2, 0, 1).astype(np.float32)
    seas = crop("cloud", scene.height, scene.width, rng, scale=scene.stroke * 1.5)
    rough = crop("rough", scene.height, scene.width, rng, scale=scene.stroke)
    ground = np.clip(0.82 - 0.24 * smoothstep(0.1, 0.9, seas) + 0.05 * rough, 0, 1)
    dome = np.sqrt(np.maximum(inside, 0)) * r * 0.25
    for _ in range(90):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 0.92))
        size = float(rng.pareto(2.0) * 0.012 + 0.012)
        size = min(size, 0.11)
        cu, cv = d * np.cos(a), d * np.sin(a)
        x0, x1 = (int((cu + s * 1.7 * size) * r + middle_x) for s in (-1, 1))
        y0, y1 = (int((cv + s * 1.7 * size) * r + middle_y) for s in (-1, 1))
        x0, y0 = max(x0, 0), max(y0, 0)
        w = np.hypot(u[y0:y1, x0:x1] - cu, v[y0:y1, x0:x1] - cv) / size
        rim = np.exp(-(((w - 1) / 0.22) ** 2)) - 0.8 * np.exp(-((w / 0.75) ** 4))
        dome[y0:y1, x0:x1] += rim * size * r * 0.22
        ground[y0:y1, x0:x1] += 0.05 * np.exp(-((w / 0.9) ** 2))
    dome = blur(dome.astype(np.float32), 0.6) + rough * 0.12 * scene.stroke
    gy, gx = np.gradient(dome)
    phase = float(rng.uniform(0.0, 1.9)) * scene.light[0] / 0.55
    scene.nx += alpha * (-gx * 2.2)
    scene.ny += alpha * (-gy * 2.2)
    scene.relief += alpha * dome
    dark = smoothstep(
        -0.35,
        0.25,
        (np.sqrt(np.maximum(inside, 0)) * np.cos(phase) + u * np.sin(phase)).astype(np.float32),
    )
    scene.albedo *= (1 - alpha)[..., None]  # no star shines through it
    scene.albedo += (alpha * (0.05 + ground * dark))[..., None] * rgb("#f0ead6")
    scene.matter[alpha > 0.5] = 3
    scene.flow[:] = 0.5
    scene.contour([ellipse(middle_x, middle_y, r, r, n=90)], scene.stroke)
    if landscape:
        _horizon(scene, middle_x)
    _ = pen


def _horizon(scene: Scene, moon_x: float) -> None:
    """Dark hills, or a sea with the moon's path on it, and bands of cloud."""
    rng = scene.rng
    wide = scene.width / scene.height
    ground = scene.pen(0, 1.0, 1.0)
    for _ in range(int(rng.integers(1, 4))):
        y = float(rng.uniform(0.24, 0.36))
        line = ridge(-0.1, wide + 0.1, height=0.05, rng=rng, n=6)
        thick = 0.02 + 0.03 * float(rng.random())
        ring = np.vstack([np.add(line, (0, y + thick)), (line * (1, 0.3) + (0, y - thick))[::-1]])
        ground.fill(
            ring,
            "#3b4350",
            alpha=0.5,
            soft=0.012,
            outline=0.0,
            texture="cloud",
            grain=0.2,
            matter=LAND,
        )
    top = float(rng.uniform(0.14, 0.22))
    if rng.random() < 0.5:
        ground.bar(-0.1, -0.1, wide + 0.1, top, "#2c3640", matter=LAND, flow=0, outline=0.8)
        for t in np.linspace(0.02, 1, 16) ** 1.5:
            y, half = top * (1 - t), 0.015 + 0.09 * t * float(rng.uniform(0.4, 1))
            x = moon_x / scene.height + float(rng.normal(0, 0.02)) * (0.3 + t)
            ground.bar(
                x - half, y, x + half, y + 0.003 + 0.006 * t, "#d9d3bf", matter=LAND, outline=0.0
            )
        return
    line = ridge(-0.1, wide + 0.1, height=0.1, rng=rng, rough=0.55, n=7)
    line[:, 1] += top
    ring = np.vstack([line, [(wide + 0.2, -0.1), (-0.2, -0.1)]])
    ground.fill(ring, "#08090b", texture="leaf", grain=0.2, matter=LAND, flow=20, outline=0.8)
