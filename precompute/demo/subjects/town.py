"""Bridges and streets."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import LAND, WATER, Pen
from precompute.demo.subjects.buildings import STONE
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure


@subject("bridge", "pont", "town", "scenic", settings=("field", "night"), wide=1.5)
def bridge(pen: Pen) -> None:
    """Draw a bridge."""
    rng = pen.rng
    wide = pen.scene.width / pen.scene.height
    water = pen.away(0.2)
    water.fill(
        smooth(
            [
                (-wide * 0.5, -0.03),
                (0, -0.035),
                (wide * 0.5, -0.03),
                (wide * 0.8, -0.3),
                (wide * 0.5, -0.75),
                (-wide * 0.6, -0.75),
                (-wide * 0.72, -0.3),
            ],
            closed=True,
            steps=4,
        ),
        "#7e9196",
        texture="ripple",
        grain=0.15,
        matter=WATER,
        flow=0,
        outline=0.5,
    )
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
        pen.fill(
            np.vstack([deck * (1, 0) + (0, road), (deck * (1, 0) + (0, road - 0.045))[::-1]]),
            "#4b4e4e",
            outline=1,
        )
    else:
        holes = []
        for k in range(arches):
            x0, x1 = -span / 2 + span * (k + 0.13) / arches, -span / 2 + span * (k + 0.87) / arches
            crown = np.interp((x0 + x1) / 2, deck[:, 0], deck[:, 1]) - 0.05 - base
            holes.append(
                np.vstack(
                    [
                        [(x0, base - 0.02)],
                        ellipse((x0 + x1) / 2, base, (x1 - x0) / 2, crown, start=180, stop=0, n=24),
                        [(x1, base - 0.02)],
                    ]
                )
            )
        body = np.vstack([deck, [(span / 2, base - 0.01), (-span / 2, base - 0.01)]])
        pen.fills([body, *holes], stone, texture="leaf", grain=0.12, bump=0.15, flow=0, outline=1)
        for hole in holes:
            inner = hole[1:-1]
            pen.fill(
                np.vstack([inner, np.add(inner, (0.035 * np.sign(-pen.scene.light[0]), 0))[::-1]]),
                "#5b5247",
                outline=0.4,
                flow=90,
            )
            pen.line(inner * (1, 1) + (0, 0.018), weight=0.6, curved=False)
        pen.fill(
            np.vstack([np.add(deck, (0, 0.03)), np.add(deck[::-1], (0, -0.008))]),
            stone,
            texture="rough",
            grain=0.1,
            tilt=(0, -0.3),
            outline=0.9,
        )
    for x0 in rng.uniform(-span / 2, span / 2, int(rng.integers(2, 7))):
        figure(pen.at(float(x0), float(np.interp(x0, deck[:, 0], deck[:, 1])) + 0.0, 0.1))
    for side in (-1, 1):
        rings = [
            ellipse(
                side * wide * rng.uniform(0.42, 0.56),
                base + rng.uniform(-0.05, 0.12),
                0.08,
                0.07,
                n=12,
            )
            for _ in range(6)
        ]
        pen.fills(
            list(rings),
            "#57663f",
            union=True,
            ragged=0.7,
            form="round",
            texture="leaf",
            grain=0.3,
            bump=0.4,
            matter=LAND,
            flow=50,
        )


@subject("street", "rue", "town", "scenic", settings=("street",), wide=0.85)
def street_view(pen: Pen) -> None:
    """Draw a street."""
    rng = pen.rng
    scene = pen.scene
    wide = scene.width / scene.height
    horizon = pen.origin[1]
    for near in np.sort(rng.uniform(0.06, 0.72, int(rng.integers(5, 14)))):
        x = 0.5 + rng.uniform(-0.3, 0.3) * (0.4 + near) / max(wide, 0.8)
        person = Pen(
            scene,
            (x * scene.width, horizon + near * (scene.height - horizon)),
            (0.05 + 0.42 * near) * scene.height,
            flip=float(rng.choice([-1, 1])),
            depth=float(0.5 * (1 - near)),
        )
        figure(person, child=bool(rng.random() < 0.15))
    if rng.random() < 0.6:
        lamp = Pen(
            scene,
            (
                scene.width * float(rng.choice([0.16, 0.84])),
                horizon + 0.7 * (scene.height - horizon),
            ),
            0.55 * scene.height,
        )
        lamp.stroke([(0, 0), (0, 0.8)], [0.03, 0.016], "#2b2a28", curved=False)
        lamp.fill(xy("-.035,.82 .035,.82 .055,.94 -.055,.94"), "#e8ddb4", outline=1)
        lamp.fill([(-0.06, 0.94), (0.06, 0.94), (0, 1.0)], "#2b2a28")
        if scene.night:
            lamp.shine(0, 0.88, 0.16, "#f3cf7a", 1.1)
