"""Kinds of fish, drawn from the side: snout to the right, the middle of the body at 0.5."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from precompute.demo.curves import Points, ellipse, ribbon, smooth, xy
from precompute.demo.scene import Pen

Y = 0.5


@dataclass(frozen=True, slots=True)
class Kind:
    """The shape of a kind: how tall, where it is tallest (0 tail – 1 snout), its fins and marks.

    ``fins`` are dorsal fins as (from, to, height); ``below`` the same under the belly.
    """

    tall: tuple[float, float]
    peak: float
    snout: float
    tail: str
    fins: tuple[tuple[float, float, float], ...]
    below: tuple[tuple[float, float, float], ...]
    marks: tuple[str, ...]
    scales: bool = True


KINDS = (
    Kind(
        (0.26, 0.36),
        0.55,
        0.3,
        "forked",
        ((-0.3, 0.35, 0.2),),
        ((-0.3, -0.05, 0.12),),
        ("bars", ""),
    ),
    Kind(
        (0.36, 0.46), 0.55, 0.25, "forked", ((-0.4, 0.25, 0.14),), ((-0.4, -0.15, 0.12),), ("", "")
    ),
    Kind(
        (0.13, 0.18),
        0.5,
        0.5,
        "forked",
        ((-0.55, -0.3, 0.17),),
        ((-0.55, -0.32, 0.15),),
        ("spots",),
    ),
    Kind(
        (0.17, 0.22),
        0.55,
        0.2,
        "crescent",
        ((0.1, 0.35, 0.15), (-0.3, -0.1, 0.1)),
        ((-0.3, -0.1, 0.1),),
        ("waves", ""),
        False,
    ),
    Kind(
        (0.22, 0.28),
        0.55,
        0.28,
        "fan",
        ((-0.05, 0.2, 0.14), (-0.52, -0.42, 0.07)),
        ((-0.42, -0.22, 0.12),),
        ("spots", "spots", ""),
    ),
    Kind(
        (0.24, 0.32),
        0.7,
        0.34,
        "round",
        ((0.12, 0.38, 0.22), (-0.4, 0.08, 0.14)),
        ((-0.4, 0.05, 0.12),),
        ("bars", "spots", ""),
    ),
    Kind((0.17, 0.21), 0.5, 0.16, "forked", ((-0.08, 0.12, 0.14),), ((-0.45, -0.25, 0.06),), ("",)),
)
BACKS = ("#4d6070", "#6b5a42", "#52684f", "#7a4238", "#3f4a54", "#7d7350")
SIDES = ("#d5cdb6", "#c4b592", "#d9a98a", "#c9cdc8")


def swimming(pen: Pen) -> None:
    """A fish of one of the common shapes, an eel or a flatfish."""
    rng = pen.rng
    back, side = str(rng.choice(BACKS)), str(rng.choice(SIDES))
    which = rng.random()
    if which < 0.05:
        _eel(pen, back)
    elif which < 0.15:
        _flat(pen, back)
    else:
        _common(pen, KINDS[int(rng.integers(len(KINDS)))], back, side)


def _edges(tall: float, kind: Kind) -> tuple[Points, Points]:
    """The back and the belly, from the tail to the snout."""
    x = -0.66 + 1.61 * np.array([0.0, 0.18, 0.4, kind.peak, 0.8, 0.93, 1.0])
    x = np.sort(x)
    t = (x + 0.66) / 1.61
    rise = np.where(
        t < kind.peak,
        0.22 + 0.78 * np.sin(np.clip(t / kind.peak, 0, 1) * np.pi / 2) ** 1.3,
        np.cos(np.clip((t - kind.peak) / (1 - kind.peak), 0, 1) * np.pi / 2) ** (0.5 + kind.snout),
    )
    rise = np.clip(rise, 0.03, 1)
    upper = smooth(np.column_stack([x, Y + tall * rise]), steps=8)
    lower = smooth(np.column_stack([x, Y - tall * rise * 0.95]), steps=8)
    return upper, lower


def _fin(pen: Pen, edge: Points, spec: tuple[float, float, float], way: float, back: str) -> None:
    a, b, high = spec
    x = np.array([a, a + 0.25 * (b - a), a + 0.7 * (b - a), b])
    base = np.interp(x, edge[:, 0], edge[:, 1])
    spiny = pen.rng.random() < 0.35
    crest = base + way * high * np.array([0.55, 0.85, 1.0, 0.1])
    top = np.column_stack([x - 0.05 * np.array([1.2, 1, 0.6, 0]), crest])
    line = smooth(top, steps=6)
    if spiny:
        line[1::3, 1] -= way * high * 0.2
    foot = np.column_stack([x, base - way * 0.03])
    pen.fill(np.vstack([foot[:1], line, foot[::-1]]), back, texture="fibre|", grain=0.2, flow=70)
    for t in np.linspace(0.08, 0.92, 8):
        at = a + t * (b - a)
        root = float(np.interp(at, x, base))
        tip = float(np.interp(at, x, crest))
        pen.line([(at, root), (at - 0.05 * (1 - t), tip)], weight=0.5, curved=False)


_TAILS = {
    "forked": "-.6,.5 -.95,.8 -.84,.5 -.95,.2",
    "crescent": "-.6,.5 -.86,.84 -.98,.9 -.78,.5 -.98,.1 -.86,.16",
    "fan": "-.58,.5 -.9,.72 -.92,.5 -.9,.28",
    "round": "-.56,.5 -.8,.68 -.92,.58 -.92,.42 -.8,.32",
}


def _common(pen: Pen, kind: Kind, back: str, side: str) -> None:
    rng = pen.rng
    tall = float(rng.uniform(*kind.tall))
    upper, lower = _edges(tall, kind)
    stretch = (1, float(np.clip(tall / 0.3, 0.62, 1.1)))
    tail = (xy(_TAILS[kind.tail]) - (0, Y)) * stretch + (0, Y)
    pen.fill(smooth(tail, closed=True, steps=5), back, texture="fibre", grain=0.22, flow=0)
    for t in np.linspace(-0.8, 0.8, 7):
        pen.line([(-0.64, Y + 0.03 * t), (-0.88, Y + 0.3 * t * stretch[1])], weight=0.4)
    for spec in kind.fins:
        _fin(pen, upper, spec, 1.0, back)
    for spec in kind.below:
        _fin(pen, lower, spec, -1.0, back)
    body = np.vstack([upper, lower[::-1]])
    pen.fill(body, side, form="roll", bulge=0.95, flow=85, outline=1.2)
    scene = pen.scene
    saved = (scene.nx.copy(), scene.ny.copy(), scene.relief.copy())
    mid = (upper - (0, Y)) * (1, float(rng.uniform(0.25, 0.6))) + (0, Y)
    pen.fill(
        np.vstack([upper, mid[::-1]]), back, outline=0.0, texture="rough", grain=0.15, soft=0.015
    )
    _marks(pen, str(rng.choice(kind.marks)), back, upper, lower, tall)
    scene.nx, scene.ny, scene.relief = saved
    if kind.scales:
        for column in np.arange(-0.56, 0.46, 0.075):
            high = float(np.interp(column, upper[:, 0], upper[:, 1])) - Y
            for row in np.arange(-high * 0.86, high * 0.86, 0.08):
                jog = 0.037 * (round(row / 0.08) % 2)
                pen.line(
                    ellipse(column + jog, Y + row, 0.035, 0.042, start=-80, stop=80, n=5),
                    weight=0.35,
                    curved=False,
                )
    pen.line([(-0.6, Y + 0.02), (-0.1, Y + 0.03), (0.42, Y + tall * 0.3)], weight=0.6)
    gill = float(np.interp(0.45, upper[:, 0], upper[:, 1])) - Y
    pen.line(
        ellipse(0.42, Y, 0.14, gill * 0.85, start=-75, stop=75, n=14), weight=1.1, curved=False
    )
    low = -0.1 * tall
    pen.blob(
        [(0.36, Y + low), (0.14, Y + low + 0.02), (0.08, Y + low - 0.1), (0.32, Y + low - 0.08)],
        back,
        texture="fibre",
        grain=0.2,
        outline=0.9,
    )
    _eye(pen, 0.68, Y + 0.26 * gill + 0.02, min(0.055, gill * 0.3))
    pen.line([(0.945, Y), (0.86, Y - 0.03), (0.79, Y - 0.04)], weight=0.9)


def _marks(  # noqa: PLR0917
    pen: Pen, marks: str, back: str, upper: Points, lower: Points, tall: float
) -> None:
    rng = pen.rng
    if marks == "bars":
        for x in np.arange(-0.42, 0.42, float(rng.uniform(0.13, 0.2))):
            top = float(np.interp(x, upper[:, 0], upper[:, 1]))
            pen.stroke(
                [(x, top - 0.01), (x + 0.03, Y + 0.1 * tall), (x, Y - tall * 0.45)],
                [0.055, 0.04, 0.01],
                back,
                alpha=0.65,
                outline=0.0,
                form="flat",
            )
    elif marks == "waves":
        for x in np.arange(-0.5, 0.5, 0.07):
            top = float(np.interp(x, upper[:, 0], upper[:, 1]))
            pen.stroke(
                [(x, top - 0.01), (x + 0.03, top - 0.3 * tall), (x - 0.01, top - 0.6 * tall)],
                [0.03, 0.028, 0.01],
                "#26303a",
                alpha=0.8,
                outline=0.0,
                form="flat",
            )
    elif marks == "spots":
        for _ in range(34):
            x = rng.uniform(-0.55, 0.75)
            top = float(np.interp(x, upper[:, 0], upper[:, 1]))
            bottom = float(np.interp(x, lower[:, 0], lower[:, 1]))
            r = rng.uniform(0.008, 0.022)
            y = rng.uniform(bottom * 0.6 + top * 0.4, top - 0.02)
            pen.oval(x, y, r, r, "#2e2620", alpha=0.8, outline=0.2)


def _eye(pen: Pen, x: float, y: float, r: float) -> None:
    pen.oval(x, y, r, r, "#e8dca8", outline=1)
    pen.oval(x + 0.005, y, r * 0.55, r * 0.58, "#0f0f0f", outline=0.4)


def _eel(pen: Pen, back: str) -> None:
    rng = pen.rng
    swing = float(rng.uniform(0.12, 0.22))
    x = np.linspace(-0.96, 0.92, 9)
    path = smooth(np.column_stack([x, Y + swing * np.sin(x * 5 + rng.uniform(0, 6))]), steps=8)
    wide = [0.02, 0.11, 0.17, 0.18, 0.18, 0.17, 0.09]
    fringe = [0.05, 0.24, 0.3, 0.28, 0.2, 0.16, 0.06]
    pen.fill(ribbon(path, fringe), back, texture="fibre|", grain=0.25, flow=80)
    pen.fill(
        ribbon(path, wide), back, form="round", flow=80, outline=1.2, texture="rough", grain=0.1
    )
    for k in range(6, len(path) - 14, 3):
        pen.line([path[k] + (0, 0.03), path[k] - (0.01, 0.03)], weight=0.4)
    tip, before = path[-5], path[-12]
    _eye(pen, float(tip[0]), float(tip[1]) + 0.015, 0.026)
    pen.line([path[-1], path[-5] - (0, 0.03)], weight=0.8)
    pen.blob(
        np.array([(0, -0.02), (-0.14, -0.06), (-0.12, -0.13), (0, -0.06)]) + before,
        back,
        outline=0.8,
    )


def _flat(pen: Pen, back: str) -> None:
    rng = pen.rng
    tall = float(rng.uniform(0.32, 0.44))
    body = ellipse(0.1, Y, 0.74, tall, n=50)
    body[:, 1] = Y + (body[:, 1] - Y) * np.clip(1.15 - 0.35 * body[:, 0], 0.5, 1.2) * 0.95
    ring = (body - (0.1, Y)) * (1.06, 1.3) + (0.1, Y)
    ring[1::2] = (ring[1::2] - (0.1, Y)) * 0.97 + (0.1, Y)
    pen.fill(xy("-.5,.44 -.95,.34 -1,.5 -.95,.66 -.5,.56"), back, texture="fibre", grain=0.2)
    pen.fill(ring, back, texture="fibre|", grain=0.2, outline=0.8)
    for inner, outer in zip(body[::2], ring[::2], strict=True):
        pen.line([inner, outer], weight=0.45, curved=False)
    pen.fill(body, back, form="round", bulge=0.5, texture="rough", grain=0.18, flow=75)
    for _ in range(int(rng.integers(10, 28))):
        a, d = rng.uniform(0, 6.3), np.sqrt(rng.uniform(0, 0.75))
        r = rng.uniform(0.014, 0.035)
        x, y = 0.05 + 0.62 * d * np.cos(a), Y + tall * 0.85 * d * np.sin(a)
        pen.oval(
            float(x), float(y), r, r, "#b5683c" if rng.random() < 0.5 else "#2e2620", outline=0.4
        )
    pen.line([(-0.6, Y), (0.1, Y), (0.4, Y + 0.1), (0.55, Y + 0.02)], weight=0.7)
    pen.line(ellipse(0.44, Y, 0.12, tall * 0.6, start=-70, stop=70, n=12), weight=1.0)
    _eye(pen, 0.66, Y + 0.09, 0.04)
    _eye(pen, 0.72, Y - 0.02, 0.04)
    pen.line([(0.84, Y - 0.06), (0.78, Y - 0.12), (0.72, Y - 0.12)], weight=0.9)
