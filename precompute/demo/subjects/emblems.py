"""Coats of arms and patterns."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import ellipse, smooth, xy
from precompute.demo.noise import crop
from precompute.demo.scene import LAND, Pen, Scene, rgb
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.printing import half_width, label


def _charge(pen: Pen, kind: int, colour: str) -> None:
    """A charge about 2 high around the origin."""
    if kind == 0:  # a mullet
        a = np.pi / 2 + np.arange(10) * np.pi / 5
        r = np.where(np.arange(10) % 2 == 0, 1.0, 0.42)
        pen.fill(np.column_stack([r * np.cos(a), r * np.sin(a)]), colour, outline=1, tilt=(0.1, 0))
    elif kind == 1:  # a tower
        pen.fill(
            xy(
                "-.6,-1 .6,-1 .5,.4 .7,.5 .7,1 .4,1 .4,.75 .15,.75 .15,1 -.15,1 -.15,.75 "
                "-.4,.75 -.4,1 -.7,1 -.7,.5 -.5,.4"
            ),
            colour,
            outline=1,
        )
        pen.bar(-0.17, -1, 0.17, -0.45, "#2a2420", outline=0.8)
    elif kind == 2:  # a fish, hauriant
        pen.blob(
            xy("0,1 .4,.4 .3,-.3 .1,-.6 .5,-1 0,-.85 -.5,-1 -.1,-.6 -.3,-.3 -.4,.4"),
            colour,
            form="round",
        )
        pen.oval(0.1, 0.6, 0.08, 0.08, "#2a2420", outline=0.3)
    elif kind == 3:  # an anchor
        pen.stroke([(0, 0.65), (0, -0.85)], 0.17, colour, curved=False)
        pen.stroke([(-0.45, 0.4), (0.45, 0.4)], 0.15, colour, curved=False)
        pen.stroke(xy("-.8,-.25 -.5,-.85 0,-.95 .5,-.85 .8,-.25"), [0.1, 0.2, 0.1], colour)
        pen.fills([ellipse(0, 0.8, 0.2, 0.2), ellipse(0, 0.8, 0.1, 0.1)], colour)
    elif kind == 4:  # a lily
        for way in (-1, 1):
            pen.blob(
                [
                    (0, -0.35),
                    (way * 0.25, 0.1),
                    (way * 0.75, 0.35),
                    (way * 0.85, -0.05),
                    (way * 0.6, -0.1),
                    (way * 0.35, -0.35),
                ],
                colour,
            )
            pen.blob(
                [(0, -0.45), (way * 0.3, -0.7), (way * 0.4, -1.0), (way * 0.05, -0.75)], colour
            )
        pen.blob(xy("0,1 .32,.4 .12,-.4 0,-1 -.12,-.4 -.32,.4"), colour)
        pen.bar(-0.42, -0.5, 0.42, -0.34, colour)
    else:
        pen.oval(0, 0, 0.7, 0.7, colour, outline=1)


@subject("coat of arms", "armoiries", "papers", "page", wide=0.85)
def coat_of_arms(pen: Pen) -> None:
    """Draw coat of arms."""
    rng = pen.rng
    half = half_width(pen)
    metals, tinctures = (
        ["#d9b24e", "#ece6d6"],
        ["#a5352f", "#33507a", "#2a2826", "#44694a", "#6a4470"],
    )
    metal, field = str(rng.choice(metals)), str(rng.choice(tinctures))
    second = str(rng.choice([t for t in tinctures if t != field]))
    size = min(0.52, half * 1.1)
    arms = pen.at(0, 0.5, size)
    shield = np.vstack(
        [
            [(-0.42, 0.45), (0.42, 0.45)],
            smooth(xy(".42,.45 .42,0 .3,-.3 0,-.56"), steps=8),
            smooth(xy("0,-.56 -.3,-.3 -.42,0 -.42,.45"), steps=8),
        ]
    )
    for way in (-1, 1):  # mantling
        for k in range(4):
            y = 0.5 - 0.3 * k
            arms.blob(
                [
                    (way * 0.36, y),
                    (way * 0.62, y + 0.16),
                    (way * 0.84, y + 0.04),
                    (way * 0.78, y - 0.16),
                    (way * 0.66, y - 0.02),
                    (way * 0.56, y - 0.22),
                    (way * 0.4, y - 0.16),
                ],
                field if k % 2 else metal,
                form="round",
                texture="streak",
                grain=0.06,
            )
    arms.fill(shield * 1.05, "#d8c58e", outline=1.4, form="round", bulge=0.15)
    arms.fill(shield, field, outline=1.2)
    clip = np.zeros((pen.scene.height, pen.scene.width), np.uint8)
    cv2.fillPoly(clip, [np.round(arms.place(shield)).astype(np.int32)], 255)
    before = (pen.scene.albedo.copy(), pen.scene.ink.copy())
    kind = int(rng.integers(6))
    if kind == 0:
        arms.bar(0, -0.6, 0.5, 0.5, metal)
    elif kind == 1:
        arms.bar(-0.5, 0.0, 0.0, 0.5, metal)
        arms.bar(0.0, -0.6, 0.5, 0.0, metal)
    elif kind == 2:
        arms.fill(xy("-.45,-.3 0,.12 .45,-.3 .45,-.08 0,.32 -.45,-.08"), metal, outline=1.1)
    elif kind == 3:
        arms.fill(xy("-.45,.4 -.22,.5 .45,-.2 .25,-.42"), metal, outline=1.1)
    elif kind == 4:
        arms.bar(-0.5, 0.18, 0.5, 0.5, metal, outline=1.1)
    else:
        for y in (-0.4, -0.1, 0.2):
            wave = np.column_stack(
                [np.linspace(-0.5, 0.5, 30), y + 0.03 * np.sin(np.linspace(0, 19, 30))]
            )
            arms.fill(np.vstack([wave, np.add(wave, (0, 0.13))[::-1]]), metal, outline=0.8)
    charge = int(rng.integers(5))
    arranged: dict[int, list[tuple[float, float]]] = {
        0: [(-0.2, 0.0), (0.2, 0.0)],
        1: [(-0.2, 0.22), (0.2, -0.2)],
        2: [(-0.24, 0.2), (0.24, 0.2), (0, -0.26)],
        3: [(-0.2, -0.12), (0.2, 0.22)],
        4: [(0, -0.14)],
        5: [(0, 0.02)],
    }
    spots = arranged[kind]
    for k, (x, y) in enumerate(spots):
        on_metal = kind == 0 and x > 0
        _charge(
            arms.at(x, y, 0.24 if len(spots) == 1 else 0.13),
            (charge + (k == 2)) % 5,
            second if on_metal or kind in (1, 5) else metal if kind != 0 or x < 0 else second,
        )
    outside = clip < 128
    pen.scene.albedo[outside] = before[0][outside]
    pen.scene.ink[outside] = before[1][outside]
    arms.scene.contour([arms.place(shield)], 1.6 * pen.scene.stroke)
    crown = arms.at(0, 0.52)
    crown.fill(
        xy("-.27,0 .27,0 .33,.24 .2,.13 .13,.28 0,.14 -.13,.28 -.2,.13 -.33,.24"),
        "#d0a845",
        form="post",
        outline=1.2,
    )
    for x, y in ((-0.33, 0.25), (-0.13, 0.29), (0.13, 0.29), (0.33, 0.25)):
        crown.oval(x, y, 0.025, 0.025, "#efe6cc", form="round")
    crown.bar(-0.28, -0.02, 0.28, 0.05, "#a8842f", form="post")
    ribbon = xy("-.62,-.7 -.3,-.78 0,-.8 .3,-.78 .62,-.7")
    band = smooth(ribbon, steps=6)
    for way in (-1, 1):
        arms.fill(
            [
                (way * 0.58, -0.74),
                (way * 0.82, -0.78),
                (way * 0.75, -0.68),
                (way * 0.84, -0.6),
                (way * 0.56, -0.6),
            ],
            "#d8ccae",
            outline=1,
            tilt=(0.3 * way, 0),
        )
    arms.fill(np.vstack([band, np.add(band, (0, 0.13))[::-1]]), "#efe6cf", outline=1.1)
    motto = str(
        rng.choice(["TENIR BON", "VENT DEBOUT", "TOUJOURS AU LARGE", "FOI ET LABEUR", "PAR LA MER"])
    )
    label(arms, motto, 0, -0.755, min(0.062, 0.95 / len(motto) / 0.9), "roman")


@subject("textile pattern", "motif de tissu", "papers", "page", wide=0.9)
def textile(pen: Pen) -> None:
    """Draw a textile pattern."""
    rng = pen.rng
    scene = pen.scene
    palette = [
        ["#7a3a34", "#d8c39a", "#3f4f44", "#b5874a"],
        ["#3a4a66", "#e3dac4", "#8a9aa8", "#a5563f"],
        ["#e6dcc6", "#6a7a5a", "#b0604c", "#3a3a40"],
        ["#b98a3f", "#4a2f2a", "#e2d2a8", "#6d7a70"],
    ][int(rng.integers(4))]
    cell = max(24, int(scene.height * rng.uniform(0.11, 0.22)))
    tile = Scene(cell * 2, cell * 2, rng)
    tile.stroke, tile.depth[:] = scene.stroke, 0
    tile.albedo[:] = rgb(palette[0])
    kind = int(rng.integers(4))
    for cx, cy in ((0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        motif = tile.pen(cx, cy, 0.22)
        if kind == 0:  # rosettes
            for ring, (r, n) in enumerate(((1.0, 8), (0.6, 6))):
                for k in range(n):
                    a = 2 * np.pi * k / n
                    motif.oval(
                        r * 0.7 * np.cos(a),
                        r * 0.7 * np.sin(a),
                        0.3 * r,
                        0.3 * r,
                        palette[1 + ring],
                        outline=0.8,
                    )
            motif.oval(0, 0, 0.24, 0.24, palette[3], outline=0.8)
        elif kind == 1:  # palms
            motif.blob(
                xy("-.5,-.9 .3,-.9 .75,-.3 .5,.4 .1,.8 .35,1.25 -.35,1.1 -.55,.4 -.85,-.2"),
                palette[1],
                outline=1,
            )
            motif.blob(xy("-.3,-.6 .2,-.6 .4,-.2 .2,.3 -.2,.4 -.5,-.1"), palette[2], outline=0.8)
            for a in np.linspace(0, 6.3, 8):
                motif.oval(0.95 * np.cos(a), 1.05 * np.sin(a), 0.09, 0.09, palette[3], outline=0.4)
        elif kind == 2:  # lozenges
            for r, c in ((1.25, 1), (0.9, 2), (0.5, 3)):
                motif.fill([(0, r), (r * 0.8, 0), (0, -r), (-r * 0.8, 0)], palette[c], outline=0.7)
        else:  # leaves on a scroll
            motif.line(ellipse(0, 0, 0.9, 0.9), weight=1.6, colour=palette[1])
            for b in np.linspace(0, 6.28, 7)[:-1]:
                leafy = motif.at(0.9 * np.cos(b), 0.9 * np.sin(b), 0.55, angle=float(np.degrees(b)))
                leafy.blob(xy("0,0 .25,.5 0,1 -.25,.5"), palette[2], outline=0.8)
            motif.oval(0, 0, 0.35, 0.35, palette[3], outline=0.8)
    again = (-(-scene.height // (2 * cell)), -(-scene.width // (2 * cell)))
    scene.albedo[:] = np.tile(tile.albedo, (*again, 1))[: scene.height, : scene.width]
    scene.ink[:] = np.tile(tile.ink, again)[: scene.height, : scene.width]
    weave = crop("fibre", scene.height, scene.width, rng, scale=scene.stroke)
    weft = crop("fibre|", scene.height, scene.width, rng, scale=scene.stroke)
    scene.albedo *= (1 + 0.06 * (weave + weft))[..., None]
    folds = crop("cloud", scene.height, scene.width, rng, scale=scene.stroke * 1.6)
    scene.nx += 0.1 * folds
    scene.matter[:] = LAND
