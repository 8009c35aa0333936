"""What flies."""

from __future__ import annotations

import numpy as np

from precompute.demo.curves import smooth, xy
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.figures import figure


@subject(
    "balloon",
    "ballon",
    "transport",
    "air",
    near=0.72,
    far=0.26,
    wide=0.7,
    settings=("field", "sea", "street"),
)
def balloon(pen: Pen) -> None:
    """Draw a balloon."""
    rng = pen.rng
    a, b = (
        str(c)
        for c in rng.choice(
            ["#c9a352", "#9c4a38", "#e4d7b5", "#56707c", "#7b6a4a", "#c98a5a"], 2, replace=False
        )
    )
    right = smooth(xy("0,1 .2,.975 .335,.83 .34,.64 .22,.42 .06,.27 .045,.24"), steps=7)
    pen.fill(
        np.vstack([right, (right * (-1, 1))[::-1]]),
        a,
        form="round",
        bulge=1.0,
        outline=1.2,
        flow=90,
    )
    gores = int(rng.choice([4, 6, 8]))
    edges = np.sin(np.linspace(-np.pi / 2, np.pi / 2, gores + 1))
    shade = [pen.scene.nx.copy(), pen.scene.ny.copy(), pen.scene.relief.copy()]
    for k in range(0, gores, 2):
        left, side = right * (edges[k], 1), right * (edges[k + 1], 1)
        pen.fill(np.vstack([left, side[::-1]]), b, outline=0.35, flow=90)
    pen.scene.nx, pen.scene.ny, pen.scene.relief = shade
    for k in range(gores + 1):
        pen.line(right * (edges[k], 1), weight=0.35, curved=False)
    if rng.random() < 0.6:
        for y in (0.52, 0.78):
            at = np.interp(y, right[::-1, 1], right[::-1, 0])
            band = [(-at, y), (-at * 0.6, y - 0.03), (0, y - 0.045), (at * 0.6, y - 0.03), (at, y)]
            pen.line(band, weight=1.4, colour=b if rng.random() < 0.5 else "#d7bd74")
    for x in (-0.3, -0.15, 0.0, 0.15, 0.3):
        y = 0.47 if abs(x) > 0.2 else 0.4
        pen.line([(x * 0.85, y), (x * 0.22, 0.1)], weight=0.4, curved=False)
    for x in (-0.03, 0.035):
        figure(pen.at(x, 0.06, 0.11), pose="raise" if rng.random() < 0.4 else "sit")
    pen.fill(
        xy("-.072,.105 .072,.105 .06,0 -.06,0"),
        "#96713f",
        form="post",
        texture="fibre",
        grain=0.3,
        outline=1.1,
    )
    for y in (0.03, 0.06):
        pen.line([(-0.065, y), (0.065, y)], weight=0.4, curved=False)
    for x in (-0.085, 0.085):
        pen.oval(x, 0.045, 0.017, 0.028, "#b3a17c", form="round", outline=0.6)


@subject(
    "aeroplane",
    "aéroplane",
    "transport",
    "air",
    near=0.42,
    far=0.14,
    wide=2.0,
    settings=("field", "sea"),
)
def aeroplane(pen: Pen) -> None:
    """Draw an aeroplane."""
    rng = pen.rng
    pen = pen.at(0, 0.4, angle=float(rng.uniform(-4, 14)))
    cloth = str(rng.choice(["#d9c79c", "#e5dcc6", "#a5553f", "#8f9a86"]))
    pen.fill(xy("-.9,.02 -1.1,.34 -.93,.36 -.72,.06"), cloth, outline=1)
    pen.fill(
        smooth(
            xy("-1,.03 -.4,.12 .2,.15 .62,.1 .68,0 .6,-.1 .1,-.14 -.5,-.04"), closed=True, steps=5
        ),
        cloth,
        form="roll",
        outline=1.1,
    )
    for x in np.arange(-0.8, 0.4, 0.16):
        pen.line([(x, 0.1 + 0.05 * x), (x, -0.1 + 0.02 * x)], weight=0.35, curved=False)
    figure(pen.at(-0.05, 0.07, 0.32), pose="sit")
    pen.fill(
        smooth(xy("-1.14,.06 -.82,.09 -.78,.03 -1.16,-.02"), closed=True, steps=4),
        cloth,
        outline=0.9,
    )
    low = xy(".5,-.16 .16,-.18 -.5,-.42 -.2,-.44 .48,-.22")
    pen.fill(smooth(low, closed=True, steps=3), cloth, tilt=(0, 0.25), outline=1.1)
    for x, y in ((0.42, -0.17), (0.16, -0.17)):
        pen.line([(x, y), (x + 0.06, 0.38)], weight=0.9, curved=False)
    pen.line([(0.42, -0.17), (0.22, 0.38)], weight=0.4, curved=False)
    for x, y in ((-0.28, -0.4), (-0.4, -0.42)):
        pen.line([(x, y), (x + 0.1, 0.16)], weight=0.9, curved=False)
    high = xy(".66,.4 .24,.42 -.52,.16 -.18,.11 .64,.34")
    pen.fill(smooth(high, closed=True, steps=3), cloth, tilt=(0, -0.3), outline=1.2)
    for t in np.linspace(0.1, 0.9, 7):
        pen.line(
            [(0.66 - 0.84 * t, 0.37 - 0.26 * t), (0.24 - 0.76 * t, 0.42 - 0.26 * t)],
            weight=0.3,
            curved=False,
        )
    pen.oval(0.7, 0.0, 0.05, 0.1, "#5f5a52", form="round")
    pen.oval(0.76, 0.0, 0.018, 0.36, "#9a8562", alpha=0.55, outline=0.5)
    for x in (0.18, 0.34):
        pen.line([(x + 0.05, -0.12), (x, -0.34)], weight=1, curved=False)
        pen.oval(x, -0.36, 0.075, 0.085, "#33302d", form="round")
