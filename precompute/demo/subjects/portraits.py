"""Portraits: heads on shoulders."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.faces import HAIRS, SKINS, face, hair_parted, neck


def _bust(pen: Pen, coat: str, *, woman: bool) -> None:  # noqa: PLR0912
    """Shoulders and chest under a head whose chin is at (0, 0); units: half a head."""
    rng = pen.rng
    broad = 1.45 if woman else 1.85
    ring = [
        (-0.38, 0.12),
        (-0.6, -0.14),
        (-broad * 0.74, -0.42),
        (-broad, -0.92),
        (-broad * 1.08, -2.6),
        (broad * 1.08, -2.6),
        (broad, -0.92),
        (broad * 0.74, -0.42),
        (0.6, -0.14),
        (0.38, 0.12),
    ]
    pen.fill(
        smooth(ring, closed=True, steps=5),
        coat,
        form="round",
        bulge=0.75,
        texture="fibre|",
        grain=0.05,
        flow=60,
        outline=1.2,
    )
    for way in (-1, 1):
        pen.line(
            [(way * broad * 0.62, -0.95), (way * broad * 0.68, -1.6), (way * broad * 0.66, -2.5)],
            weight=0.9,
        )
        pen.line([(way * broad * 0.45, -0.6), (way * broad * 0.3, -1.3)], weight=0.4)
    if woman:
        kind = int(rng.integers(3))
        if kind == 0:  # a high collar with lace and a brooch
            pen.fill(
                smooth(xy("-.36,.22 -.42,-.22 0,-.34 .42,-.22 .36,.22 0,.1"), closed=True, steps=4),
                "#e8e0d0",
                form="post",
                texture="fibre|",
                grain=0.08,
            )
            for t in np.linspace(-0.4, 0.4, 9):
                pen.oval(t, -0.27 - 0.08 * (1 - (t / 0.4) ** 2), 0.06, 0.06, "#efe8da", outline=0.6)
            pen.oval(0, -0.36, 0.12, 0.15, "#b08d4a", form="round")
        elif kind == 1:  # an open neck with a necklace
            pen.fill(
                smooth(
                    xy("-.36,.15 -.6,-.2 -.5,-.7 0,-.98 .5,-.7 .6,-.2 .36,.15"),
                    closed=True,
                    steps=4,
                ),
                "#d6b094",
                form="round",
                bulge=0.6,
                flow=30,
            )
            for t in np.linspace(-1, 1, 17):
                pen.oval(
                    0.46 * t,
                    -0.32 - 0.26 * (1 - t * t),
                    0.042,
                    0.042,
                    "#efe6d2",
                    form="round",
                    outline=0.5,
                )
            pen.line(xy("-.55,-.3 -.45,-.75 0,-1 .45,-.75 .55,-.3"), weight=1.4, colour="#e6dccb")
        else:  # a shawl
            for way in (-1, 1):
                pen.fill(
                    smooth(
                        [
                            (way * 0.3, 0.1),
                            (way * 0.95, -0.45),
                            (way * 1.5, -1.0),
                            (way * 1.35, -2.0),
                            (way * 0.1, -2.6),
                            (0.0, -0.75),
                        ],
                        closed=True,
                        steps=4,
                    ),
                    str(rng.choice(["#7a4a3a", "#b9a98c", "#55606a"])),
                    form="round",
                    bulge=0.7,
                    texture="fibre|",
                    grain=0.18,
                    flow=55,
                )
                for t in (0.3, 0.55, 0.8):
                    pen.line(
                        [
                            (way * (0.3 + 0.8 * t), -0.2 - 0.5 * t),
                            (way * (0.2 + 0.5 * t), -1.4),
                            (way * 0.2 * t, -2.2),
                        ],
                        weight=0.5,
                    )
        return
    pen.fill(
        xy("-.42,.1 .42,.1 .32,-1.4 0,-1.75 -.32,-1.4"),
        "#e7e0d2",
        form="round",
        bulge=0.6,
        outline=0.8,
        flow=80,
    )
    tie = str(rng.choice(["#2a2624", "#5c2f2a", "#3a4450", "#6b6252"]))
    if rng.random() < 0.5:
        for way in (-1, 1):
            pen.blob(
                [
                    (0, -0.18),
                    (way * 0.18, -0.05),
                    (way * 0.36, -0.1),
                    (way * 0.34, -0.34),
                    (way * 0.16, -0.3),
                ],
                tie,
                form="round",
            )
        pen.oval(0, -0.19, 0.08, 0.1, tie, form="round")
    else:
        pen.fill(xy("-.12,-.1 .12,-.1 .09,-.28 .17,-1 0,-1.5 -.17,-1 -.09,-.28"), tie, form="round")
    for way in (-1, 1):
        pen.fill(
            [(way * 0.05, -0.14), (way * 0.42, 0.22), (way * 0.5, -0.1), (way * 0.28, -0.42)],
            "#efe9dd",
            tilt=(0.2 * way, 0),
        )
        pen.fill(
            [
                (way * 0.44, 0.12),
                (way * 0.72, -0.25),
                (way * 0.8, -0.8),
                (way * 0.62, -0.95),
                (way * 0.7, -1.1),
                (way * 0.1, -2.3),
                (way * 0.06, -1.9),
                (way * 0.4, -0.7),
            ],
            coat,
            tilt=(0.35 * way, -0.1),
            texture="fibre|",
            grain=0.08,
            outline=1.1,
            flow=60,
        )
    for y in (-1.9, -2.3):
        pen.oval(0.02, y, 0.05, 0.05, "#1c1917", form="round")
    if rng.random() < 0.4:
        pen.line([(0.0, -2.0), (0.35, -2.2), (0.6, -1.9)], weight=1.1, colour="#c9a957")


def _portrait_pen(pen: Pen) -> tuple[Pen, Pen]:
    """Pens for the head (half a head is 1) and for the chest, in a bust 1 high."""
    return pen.at(0, 0.68, 0.2), pen.at(0, 0.68 - 0.2 * 0.98, 0.2)


@subject(
    "portrait of a woman",
    "portrait de femme",
    "people",
    "bust",
    near=0.94,
    far=0.0,
    wide=0.75,
    settings=("studio",),
)
def portrait_of_a_woman(pen: Pen) -> None:
    """Draw a portrait of a woman."""
    rng = pen.rng
    skin, hair = str(rng.choice(SKINS)), str(rng.choice(HAIRS))
    head, chest = _portrait_pen(pen)
    coat = str(rng.choice(["#2c2a2c", "#5c3a3a", "#4d5a66", "#d6ccb8", "#6d6f5a", "#7c6a80"]))
    bun = rng.random() < 0.6
    if bun:
        head.oval(
            float(rng.uniform(-0.2, 0.2)),
            1.12,
            0.4,
            0.32,
            hair,
            form="round",
            texture="fibre|",
            grain=0.25,
            flow=20,
        )
    else:
        head.blob(
            xy("-.8,.6 -.95,-.4 -.75,-1.3 .75,-1.3 .95,-.4 .8,.6 0,1.1"),
            hair,
            form="round",
            texture="fibre|",
            grain=0.22,
            flow=85,
        )
    neck(head, skin)
    _bust(chest, coat, woman=True)
    middle = face(
        head, skin, yaw=float(rng.uniform(-0.5, 0.5)), age=float(rng.uniform(0, 0.8)), woman=True
    )
    hair_parted(head, hair, middle)
    kind = rng.random()
    if kind < 0.25:
        felt = str(rng.choice(["#2a2624", "#d2bd92", "#4b5560"]))
        head.oval(0, 0.78, 1.35, 0.24, felt, form="round", texture="fibre|", grain=0.12, flow=0)
        head.blob(
            xy("-.78,.82 -.7,1.3 0,1.45 .7,1.3 .78,.82"),
            felt,
            form="post",
            texture="fibre|",
            grain=0.12,
        )
        for _ in range(4):
            head.oval(
                rng.uniform(-0.6, 0.6),
                rng.uniform(0.88, 1.05),
                0.17,
                0.14,
                "#b0604c",
                form="round",
                outline=0.8,
            )
    elif kind < 0.45:  # a coif
        head.blob(
            xy("-.72,.55 -.62,1.15 -.3,1.75 .3,1.75 .62,1.15 .72,.55 0,.84"),
            "#efe9dc",
            form="post",
            texture="fibre|",
            grain=0.08,
        )
        for x in np.linspace(-0.5, 0.5, 8):
            head.line([(x, 0.8), (x * 0.8, 1.6)], weight=0.35)
    elif kind < 0.6:
        for way in (-1, 1):
            head.oval(way * 0.72, -0.24, 0.055, 0.08, "#d0b060", form="round", outline=0.7)


@subject(
    "portrait of a man",
    "portrait d'homme",
    "people",
    "bust",
    near=0.94,
    far=0.0,
    wide=0.75,
    settings=("studio",),
)
def portrait_of_a_man(pen: Pen) -> None:  # noqa: PLR0912
    """Draw a portrait of a man."""
    rng = pen.rng
    skin, hair = str(rng.choice(SKINS)), str(rng.choice(HAIRS))
    head, chest = _portrait_pen(pen)
    coat = str(rng.choice(["#262526", "#3a3430", "#4a525a", "#6a5d4c", "#33403a"]))
    neck(head, skin)
    _bust(chest, coat, woman=False)
    for way in (-1, 1):
        head.blob(
            [(way * 0.7, 0.2), (way * 0.84, 0.16), (way * 0.82, -0.12), (way * 0.7, -0.22)],
            skin,
            form="round",
        )
    middle = face(
        head, skin, yaw=float(rng.uniform(-0.5, 0.5)), age=float(rng.uniform(0.1, 1)), woman=False
    )
    bald = rng.random() < 0.2
    cap = [
        (-0.74, 0.1),
        (-0.82, 0.5),
        (-0.55, 1.0),
        (0, 1.14),
        (0.55, 1.0),
        (0.82, 0.5),
        (0.74, 0.1),
        (0.66, 0.42),
        (0.45, 0.72),
        (middle * 0.5, 0.66),
        (-0.45, 0.74),
        (-0.66, 0.42),
    ]
    if bald:
        for way in (-1, 1):
            head.blob(
                [(way * 0.74, 0.0), (way * 0.84, 0.35), (way * 0.68, 0.68), (way * 0.62, 0.3)],
                hair,
                texture="fibre|",
                grain=0.3,
                form="round",
            )
    else:
        head.fill(
            smooth(cap, closed=True, steps=4),
            hair,
            form="round",
            texture="fibre|",
            grain=0.22,
            bump=0.2,
            flow=35,
        )
    beard = rng.random()
    m = middle
    if beard < 0.32:
        drop = float(rng.uniform(1.1, 1.5))
        head.fill(
            smooth(
                [
                    (-0.7, 0.05),
                    (-0.66, -0.5),
                    (-0.42, -1.0),
                    (0, -drop),
                    (0.42, -1.0),
                    (0.66, -0.5),
                    (0.7, 0.05),
                    (0.55, -0.35),
                    (m + 0.24, -0.42),
                    (m + 0.2, -0.64),
                    (m, -0.67),
                    (m - 0.2, -0.64),
                    (m - 0.24, -0.42),
                    (-0.55, -0.35),
                ],
                closed=True,
                steps=4,
            ),
            hair,
            form="round",
            bulge=0.8,
            texture="fibre|",
            grain=0.3,
            bump=0.4,
            flow=80,
            ragged=0.15,
        )
    if beard < 0.7:
        for way in (-1, 1):
            head.blob(
                [
                    (m, -0.4),
                    (m + way * 0.18, -0.38),
                    (m + way * 0.36, -0.48),
                    (m + way * rng.uniform(0.4, 0.5), -0.42),
                    (m + way * 0.32, -0.58),
                    (m + way * 0.1, -0.5),
                ],
                hair,
                form="round",
                texture="fibre|",
                grain=0.3,
                flow=15,
                outline=0.8,
            )
    kind = rng.random()
    felt = str(rng.choice(["#232120", "#4a4036", "#2d3640"]))
    if kind < 0.16:  # bowler or top hat
        head.oval(0, 0.66, 1.2, 0.19, felt, form="round")
        if rng.random() < 0.5:
            head.blob(xy("-.82,.68 -.8,1.15 -.4,1.5 .4,1.5 .8,1.15 .82,.68"), felt, form="round")
        else:
            head.fill(xy("-.76,.68 -.82,2 .82,2 .76,.68"), felt, form="post")
        head.bar(-0.8, 0.68, 0.8, 0.86, "#161515", form="post", outline=0.5)
    elif kind < 0.36:  # a sailor's cap
        head.blob(xy("-.8,.62 -1.02,1 -.5,1.22 .5,1.22 1.02,1 .8,.62"), felt, form="round")
        head.bar(-0.79, 0.52, 0.79, 0.74, "#1b1a1a", form="post")
        head.blob(xy("-.7,.54 0,.38 .7,.54 0,.62"), "#121212", form="round")
    if rng.random() < 0.2:
        for way in (-1, 1):
            x = m + way * 0.28
            head.line(
                ellipse(x, 0.06, 0.19, 0.16, n=24), weight=1.1, colour="#3b3428", curved=False
            )
        head.line([(m - 0.09, 0.08), (m, 0.12), (m + 0.09, 0.08)], weight=1, colour="#3b3428")
