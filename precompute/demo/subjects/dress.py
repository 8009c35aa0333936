"""What people wear for a portrait; the chin is at (0, 0) and half a head is 1."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen

CLOTHS = ("#2c2a2c", "#5c3a3a", "#4d5a66", "#d6ccb8", "#6d6f5a", "#7c6a80", "#8d8272", "#39434e")


def _body(pen: Pen, coat: str, broad: float, slope: float, lean: float) -> None:
    """Shoulders and chest; ``lean`` pushes what is near the neck to one side."""
    right = [
        (0.36, 0.1),
        (0.5, -0.14),
        (broad * 0.66, -0.36 - slope),
        (broad * 0.93, -0.66 - slope),
        (broad * 1.04, -1.3),
        (broad * 1.12, -3.6),
    ]
    ring = [(x, y) for x, y in right] + [(-x, y) for x, y in right][::-1]
    pen.fill(
        smooth([(x + lean * 0.3, y) for x, y in ring], closed=True, steps=5),
        coat,
        form="round",
        bulge=0.7,
        texture="fibre|",
        grain=0.04,
        scale=0.5,
        flow=60,
        outline=1.2,
    )
    for way in (-1, 1):  # where the sleeve is set in, and folds
        pen.line(
            [(way * broad * 0.72, -0.75), (way * broad * 0.74, -1.5), (way * broad * 0.7, -3)],
            weight=0.9,
        )
        for t in (0.0, 0.25):
            pen.line(
                [(way * broad * (0.95 - t), -1.4 - t), (way * broad * (0.85 - t), -1.9 - t)],
                weight=0.4,
            )


def suit(pen: Pen, *, lean: float, sailor: bool) -> None:
    """A suit, a uniform, a jersey or a smock."""
    rng = pen.rng
    coat = str(rng.choice(["#262526", "#3a3430", "#4a525a", "#6a5d4c", "#33403a", "#59544e"]))
    broad, slope = float(rng.uniform(1.5, 1.8)), float(rng.uniform(0.05, 0.25))
    kind = str(rng.choice(["jersey", "uniform"] if sailor else ["suit"] * 5 + ["uniform", "smock"]))
    if kind == "jersey":
        _body(pen, "#e2dac8", broad, slope, lean)
        for y in np.arange(-0.5, -3.4, -0.26):
            half = broad * (0.7 + 0.28 * min((-y - 0.4) / 0.6, 1.0))
            pen.stroke(
                [(-half, y - 0.12), (0, y - 0.3), (half, y - 0.12)],
                0.1,
                "#37455c",
                form="flat",
                outline=0.2,
                alpha=0.85,
            )
        pen.blob(xy("-.45,.18 -.5,-.2 0,-.38 .5,-.2 .45,.18 0,0"), "#37455c", form="post")
        return
    _body(pen, coat, broad, slope, lean)
    if kind == "uniform":
        pen.blob(xy("-.43,.24 -.48,-.16 0,-.26 .48,-.16 .43,.24 0,.12"), coat, form="post")
        pen.line([(lean, -0.24), (lean * 0.5, -1.5), (0, -3.2)], weight=1.0)
        for y in np.arange(-0.55, -3.2, -0.5):
            for x in (-0.3, 0.3) if broad > 1.7 else (0.14,):
                pen.oval(x + lean * 0.5, y, 0.065, 0.065, "#c9a957", form="round", outline=0.7)
        if rng.random() < 0.6:
            for way in (-1, 1):
                x = way * broad * 0.74
                pen.oval(x, -0.5 - slope, 0.32, 0.1, "#c9a957", form="round", outline=0.8)
                for k in np.linspace(-0.28, 0.28, 8):
                    pen.line(
                        [(x + k, -0.54 - slope), (x + k * 1.1, -0.8 - slope)],
                        weight=0.8,
                        colour="#b39345",
                        curved=False,
                    )
        return
    if kind == "smock":
        scarf = str(rng.choice(["#8f3f36", "#d8cdb4", "#3c4a5a"]))
        for way in (-1, 1):
            pen.blob(
                [(0, -0.3), (way * 0.5, 0.16), (way * 0.56, -0.2), (way * 0.2, -0.5)],
                scarf,
                form="round",
            )
            pen.blob([(0, -0.36), (way * 0.26, -0.9), (way * 0.06, -0.8)], scarf, form="round")
        for x in np.linspace(-0.9, 0.9, 9):
            pen.line([(x * 0.8, -0.75), (x, -1.5), (x * 1.1, -3)], weight=0.5)
        return
    _shirt(pen, lean)
    _lapels(pen, coat, lean)


def _shirt(pen: Pen, lean: float) -> None:
    rng = pen.rng
    deep = float(rng.uniform(1.0, 1.9))
    ring = [(-0.42, 0.1), (0.42, 0.1), (0.36, -0.5), (lean, -deep), (-0.36, -0.5)]
    pen.fill(ring, "#ded6c6", form="round", bulge=0.6, outline=0.8, flow=80)
    if rng.random() < 0.5:  # a waistcoat under the coat
        vest = str(rng.choice(["#3a3633", "#8a8070", "#54504a", "#c9bfa8"]))
        for way in (-1, 1):
            pen.fill(
                [
                    (way * 0.4, -0.3),
                    (way * 0.7, -1.2),
                    (way * 0.6, -3),
                    (0, -3),
                    (lean * 0.8, -1.0),
                    (way * 0.2, -0.75),
                ],
                vest,
                tilt=(0.2 * way, 0),
                outline=0.9,
            )
        for y in np.arange(-1.25, -2.8, -0.34):
            pen.oval(lean * 0.6, y, 0.04, 0.04, "#1c1917", form="round", outline=0.6)
        if rng.random() < 0.6:
            pen.line([(0.0, -2.1), (0.3, -2.35), (0.6, -2.0)], weight=1.1, colour="#c9a957")
    tie = str(rng.choice(["#2a2624", "#5c2f2a", "#3a4450", "#6b6252", "#1f2a3a"]))
    knot = rng.random()
    x = lean * 0.6
    if knot < 0.35:
        for way in (-1, 1):
            pen.blob(
                np.array([(0, -0.2), (0.14, -0.09), (0.34, -0.1), (0.32, -0.34), (0.14, -0.3)])
                * (way, 1)
                + (x, 0),
                tie,
                form="round",
            )
        pen.oval(x, -0.2, 0.06, 0.08, tie, form="round")
    elif knot < 0.75:
        pen.fill(
            np.add(xy("-.1,-.1 .1,-.1 .08,-.26 .15,-.9 0,-1.1 -.15,-.9 -.08,-.26"), (x, 0)),
            tie,
            form="round",
        )
    else:  # a cravat
        pen.blob(
            xy("-.36,.08 .36,.08 .3,-.3 .2,-.7 0,-.85 -.2,-.7 -.3,-.3"),
            tie,
            form="round",
            bulge=0.8,
        )
        pen.oval(x, -0.36, 0.045, 0.045, "#d8c07a", form="round", outline=0.6)
    high = float(rng.uniform(0.1, 0.26))
    for way in (-1, 1):
        pen.fill(
            [
                (x + way * 0.04, -0.12),
                (way * 0.41, high),
                (way * 0.47, -0.06),
                (x + way * 0.24, -0.34),
            ],
            "#e9e3d6",
            tilt=(0.2 * way, 0),
        )


def _lapels(pen: Pen, coat: str, lean: float) -> None:
    rng = pen.rng
    low, wide = float(rng.uniform(-2.4, -1.5)), float(rng.uniform(0.62, 0.86))
    for way in (-1, 1):
        pen.fill(
            [
                (way * 0.43, 0.14),
                (way * 0.7, -0.2),
                (way * wide, -0.72),
                (way * (wide - 0.18), -0.86),
                (way * (wide - 0.08), -1.0),
                (lean * 0.5 + way * 0.06, low),
                (lean * 0.5 + way * 0.02, low + 0.2),
                (way * 0.36, -0.6),
            ],
            coat,
            tilt=(0.32 * way, -0.12),
            texture="fibre|",
            grain=0.05,
            scale=0.5,
            outline=1.1,
            flow=60,
        )
    for k in range(2):
        pen.oval(lean * 0.5 + 0.1, low - 0.16 - 0.4 * k, 0.05, 0.05, "#1c1917", form="round")
    if rng.random() < 0.25:
        pen.fill(
            [(0.72, -1.2), (1.02, -1.14), (0.98, -0.95), (0.86, -1.04), (0.78, -0.92)],
            "#e9e3d6",
            outline=0.7,
        )


def dress(pen: Pen, skin: str, *, lean: float) -> None:  # noqa: PLR0912
    """A high collar, an open neck, a blouse, or a shawl."""
    rng = pen.rng
    cloth = str(rng.choice(CLOTHS))
    broad, slope = float(rng.uniform(1.25, 1.5)), float(rng.uniform(0.1, 0.3))
    kind = str(rng.choice(["collar", "collar", "open", "blouse", "shawl"]))
    if kind in ("collar", "blouse") and rng.random() < 0.5:  # sleeves puffed at the shoulder
        for way in (-1, 1):
            sleeve = xy(".62,-.42 .95,-.46 1.3,-.8 1.32,-1.3 1.06,-1.62 .86,-1.5 .74,-.95")
            sleeve = sleeve * (way * broad * 0.94, 1) - (0, slope)
            pen.blob(sleeve, cloth, form="round", bulge=0.6, outline=0.8, flow=75)
            for t in (0.75, 0.95, 1.15):
                pen.line(
                    [(way * broad * t * 0.9, -0.62 - slope), (way * broad * t, -1.4 - slope)],
                    weight=0.4,
                )
    _body(pen, cloth, broad, slope, lean)
    pale = str(rng.choice(["#e8e0d0", "#e0d6c2", "#efe8da"]))
    if kind == "collar":
        for x in np.linspace(-0.75, 0.75, 7):
            pen.line([(x * 0.7, -0.5), (x, -1.2), (x * 0.8, -2.6)], weight=0.45)
        pen.fill(
            smooth(xy("-.34,.2 -.4,-.22 0,-.34 .4,-.22 .34,.2 0,.06"), closed=True, steps=4),
            pale if rng.random() < 0.7 else cloth,
            form="post",
        )
        for t in np.linspace(-0.38, 0.38, 9):
            pen.oval(t, -0.25 - 0.08 * (1 - (t / 0.4) ** 2), 0.055, 0.05, pale, outline=0.5)
        if rng.random() < 0.7:
            pen.oval(lean, -0.4, 0.11, 0.13, "#b08d4a", form="round")
            pen.oval(lean, -0.4, 0.06, 0.08, "#e6dcc8", outline=0.4)
    elif kind == "blouse":
        for way in (-1, 1):
            pen.fill(
                [(lean, -0.5), (way * 0.36, 0.12), (way * 0.66, -0.22), (way * 0.42, -0.75)],
                pale,
                tilt=(0.2 * way, 0),
                outline=0.9,
            )
        pen.line([(lean, -0.5), (lean * 0.6, -1.8), (0, -3)], weight=0.8)
        for y in np.arange(-0.8, -2.8, -0.42):
            pen.oval(lean * 0.7 + 0.05, y, 0.035, 0.035, pale, form="round", outline=0.5)
        if rng.random() < 0.5:
            for way in (-1, 1):
                pen.blob(
                    [(lean, -0.46), (way * 0.3, -0.3), (way * 0.34, -0.6)], "#2a2624", form="round"
                )
                pen.fill([(lean, -0.5), (way * 0.2, -1.1), (way * 0.06, -1.1)], "#2a2624")
    elif kind == "open":
        deep = float(rng.uniform(0.6, 1.05))
        ring = [(-0.32, 0.15), (-0.36, -0.08), (-0.56, -0.32), (-0.36, -deep * 0.8), (lean, -deep)]
        ring += [(0.36, -deep * 0.8), (0.56, -0.32), (0.36, -0.08), (0.32, 0.15)]
        pen.fill(smooth(ring, closed=True, steps=4), skin, tilt=(0.0, -0.15), flow=30, outline=0.4)
        pen.line([*ring[2:7]], weight=1.4, colour="#e6dccb")
        for way in (-1, 1):
            pen.line([(way * 0.12, -0.32), (way * 0.34, -0.26), (way * 0.6, -0.3)], weight=0.5)
        long = float(rng.choice([0.26, 0.26, 1.3]))
        for t in np.linspace(-1, 1, 19 if long < 1 else 33):
            pen.oval(
                0.42 * t,
                -0.26 - long * (1 - t * t),
                0.036,
                0.036,
                "#efe6d2",
                form="round",
                outline=0.4,
            )
    else:
        wrap = str(rng.choice(["#7a4a3a", "#b9a98c", "#55606a", "#4a4440", "#8f8a78"]))
        for way in (-1, 1):
            pen.fill(
                smooth(
                    [
                        (way * 0.34, 0.12),
                        (way * 0.95, -0.32 - slope),
                        (way * broad * 1.06, -1.0),
                        (way * broad * 1.1, -3.4),
                        (way * -0.1, -3.4),
                        (way * 0.06, -0.9),
                    ],
                    closed=True,
                    steps=4,
                ),
                wrap,
                form="round",
                bulge=0.6,
                texture="leaf",
                grain=0.05,
                scale=0.5,
                flow=55,
            )
            for t in (0.2, 0.4, 0.6, 0.8):
                pen.line(
                    [
                        (way * (0.3 + 0.8 * t), -0.1 - 0.5 * t),
                        (way * (0.15 + 0.6 * t), -1.4),
                        (way * 0.7 * t, -3.0),
                    ],
                    weight=0.55,
                )
        pen.fills([ellipse(lean, -0.8, 0.1, 0.1), ellipse(lean, -0.8, 0.05, 0.05)], "#b08d4a")
