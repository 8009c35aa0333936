"""Children and crowds."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import ellipse, smooth
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure
from precompute.demo.subjects.printing import label


@subject(
    "children",
    "enfants",
    "people",
    "ground",
    near=0.66,
    far=0.26,
    wide=1.15,
    settings=("street", "field", "studio"),
)
def children(pen: Pen) -> None:
    """Draw children."""
    rng = pen.rng
    count = int(rng.integers(2, 6))
    for k, x in enumerate(np.linspace(-0.45, 0.45, count)):
        tall = rng.uniform(0.72, 1.0)
        figure(
            pen.at(float(x) + rng.uniform(-0.04, 0.04), rng.uniform(-0.05, 0.04), tall),
            child=True,
            pose="raise" if rng.random() < 0.12 else "",
        )
        if k == count - 1 and rng.random() < 0.5:  # a hoop
            pen.fills(
                [
                    ellipse(float(x) + 0.25, 0.2, 0.21, 0.21),
                    ellipse(float(x) + 0.25, 0.2, 0.19, 0.19),
                ],
                "#8a6c45",
                outline=0.8,
            )
    if rng.random() < 0.4:
        pen.oval(rng.uniform(-0.3, 0.3), -0.03, 0.06, 0.06, "#b5563f", form="round")


@subject(
    "crowd with placards",
    "foule avec pancartes",
    "people",
    "ground",
    near=0.62,
    far=0.3,
    wide=1.7,
    settings=("street",),
)
def crowd_with_placards(pen: Pen) -> None:
    """Draw a crowd with placards."""
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
                _placard(
                    line.at(
                        float(x), foot + size * 0.72, size * 0.5, angle=float(rng.uniform(-9, 9))
                    )
                )
            figure(
                line.at(
                    float(x) + rng.uniform(-0.03, 0.03),
                    foot,
                    size * rng.uniform(0.92, 1.06),
                    flip=float(rng.choice([-1, 1])),
                ),
                pose="raise" if holds or rng.random() < 0.15 else "",
            )
    if rng.random() < 0.4:
        sheet = pen.at(0, 0.62)
        half = 0.32
        sheet.fill(
            smooth(
                [(-half, 0.2), (0, 0.17), (half, 0.2), (half, 0.38), (0, 0.35), (-half, 0.38)],
                closed=True,
                steps=3,
            ),
            "#e6dcc4",
            outline=1,
        )
        _marks(sheet.at(0, 0.275), half * 0.8, 0.06)


def _placard(pen: Pen) -> None:
    rng = pen.rng
    pen.stroke([(0, 0), (0, 0.72)], 0.035, "#7a5c3a", curved=False)
    w, h = rng.uniform(0.26, 0.36), rng.uniform(0.16, 0.24)
    pen.fill(
        [(-w, 0.66), (w, 0.66), (w, 0.66 + 2 * h), (-w, 0.66 + 2 * h)],
        str(rng.choice(["#eee6d2", "#e3d6b4", "#b5483a", "#dcd7cc"])),
        outline=1.1,
        texture="rough",
        grain=0.04,
    )
    _marks(pen.at(0, 0.66 + h), w * 0.8, h * 0.75)


SLOGANS = ("PAIX", "DU PAIN", "JUSTICE", "DROITS", "NON", "ENSEMBLE", "8 HEURES", "LE PORT VIVRA")


def _marks(pen: Pen, half: float, tall: float) -> None:
    """Something written large."""
    words = str(pen.rng.choice(SLOGANS))
    size = min(tall * 0.9, 2 * half / (0.58 * len(words)))
    if pen.scale * size < 3:  # too far to be read
        pen.line([(-half, 0), (half, 0)], weight=1.6, colour="#2a2421", curved=False)
        return
    label(pen, words, 0, -size * 0.5, size, "narrow", angle=pen.angle, colour="#26201d")
