"""Pages of text, letters and music."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import xy
from precompute.demo.lettering import column, write
from precompute.demo.scene import Pen
from precompute.demo.subjects.catalogue import subject
from precompute.demo.subjects.handwriting import write_letter
from precompute.demo.subjects.printing import half_width, label, print_mask
from precompute.demo.words import FRENCH


@subject("page of text", "page de texte", "papers", "page", wide=0.75)
def text_page(pen: Pen) -> None:
    """Draw a page of text."""
    rng = pen.rng
    scene = pen.scene
    scene.albedo[:] = 0.98
    w, h = scene.width, scene.height
    mask = np.zeros((h, w), np.uint8)
    left, right, top = 0.12 * w, 0.88 * w, 0.1 * h
    size = max(3.0, h * rng.uniform(0.009, 0.0125))
    write(mask, f"{rng.integers(3, 240)}", w / 2, top * 0.7, size * 1.0, "roman", align=0.5)
    if rng.random() < 0.6:
        title = " ".join(str(FRENCH[int(k)]) for k in rng.integers(20, len(FRENCH), 2)).upper()
        write(
            mask,
            title,
            w / 2,
            top + size * 3.2,
            min(size * 2.2, 0.6 * w / len(title)),
            str(rng.choice(["roman", "fat", "slab"])),
            align=0.5,
        )
        cv2.line(
            mask,
            (int(w * 0.42), int(top + size * 5)),
            (int(w * 0.58), int(top + size * 5)),
            230,
            max(1, int(h / 500)),
        )
        top += size * 6
    if rng.random() < 0.3:
        column(mask, (left, top, w * 0.485, 0.92 * h), FRENCH, size * 0.86, rng)
        column(mask, (w * 0.515, top, right, 0.92 * h), FRENCH, size * 0.86, rng)
    else:
        column(mask, (left, top, right, 0.92 * h), FRENCH, size, rng)
    if rng.random() < 0.5:  # an initial in its box
        s = int(size * 5.2)
        x0, y0 = int(left), int(top + size * 0.4)
        mask[y0 : y0 + s, x0 : x0 + s] = 0
        cv2.rectangle(mask, (x0, y0), (x0 + s - 3, y0 + s - 3), 255, max(1, int(h / 420)))
        write(
            mask,
            str(rng.choice(list("ABCDEHLMNPRST"))),
            x0 + s * 0.47,
            y0 + s * 0.82,
            s * 0.66,
            "fat",
            align=0.5,
        )
    print_mask(scene, mask)


@subject("handwritten letter", "lettre manuscrite", "papers", "page", wide=0.75)
def letter(pen: Pen) -> None:
    """Draw a handwritten letter."""
    write_letter(pen)


@subject("sheet music", "partition", "music", "page", wide=0.78)
def sheet_music(pen: Pen) -> None:
    """Draw sheet music."""
    rng = pen.rng
    scene = pen.scene
    scene.albedo[:] = 0.97
    half = half_width(pen)
    title = str(
        rng.choice(
            ["BARCAROLLE", "LA MARÉE", "CHANT DU SOIR", "VALSE LENTE", "RONDE DU PORT", "NOCTURNE"]
        )
    )
    label(pen, title, 0, 0.925, min(0.03, half * 0.09), str(rng.choice(["fat", "roman", "slab"])))
    label(pen, "pour chant et piano", 0, 0.89, 0.013, "italic")
    left, right = -half + 0.06, half - 0.05
    space = rng.uniform(0.0085, 0.0115)
    y = 0.82
    while y > 0.1:
        for k in range(5):
            pen.line(
                [(left, y - k * space), (right, y - k * space)],
                weight=0.45,
                curved=False,
                colour="#3a332c" if scene.stroke > 1.1 else None,
            )
        clef = pen.at(left + 0.025, y - 2 * space, space)
        clef.line(
            xy(
                ".2,-3.2 -.6,-2.9 -.2,-3.6 .3,-2.4 .1,2.2 .5,3.2 .75,2.4 -.9,.2 -.7,-1.4 "
                ".6,-1.6 1,-.4 .1,.3 -.3,-.5"
            ),
            weight=1.3,
            colour="#1f1a17",
        )
        bars = int(rng.integers(3, 6))
        x0 = left + 0.07
        for bar in range(bars):
            wide = (right - x0) / bars
            notes = int(rng.integers(2, 6))
            heads = []
            pitch = float(rng.integers(0, 8))
            for k in range(notes):
                pitch = float(np.clip(pitch + rng.integers(-2, 3), -1, 9))
                heads.append(
                    (
                        x0 + bar * wide + wide * (k + 0.6) / (notes + 0.4),
                        y - 4 * space + pitch * space / 2,
                        pitch,
                    )
                )
            beam = notes >= 4 and rng.random() < 0.7
            mean = float(np.mean([n[2] for n in heads]))
            way = 1.0 if mean < 4 else -1.0
            for x, v, _ in heads:
                hollow = not beam and rng.random() < 0.25
                head = pen.at(x, v, space, angle=18)
                head.oval(
                    0,
                    0,
                    0.64,
                    0.44,
                    "#efe9dc" if hollow else "#1f1a17",
                    outline=1.3 if hollow else 0.5,
                )
                stem = (
                    v + way * space * 3.3
                    if not beam
                    else heads[0][1] * 0.5 + heads[-1][1] * 0.5 + way * space * 3.6
                )
                pen.line(
                    [(x + way * 0.55 * space, v), (x + way * 0.55 * space, stem)],
                    weight=1.0,
                    colour="#1f1a17",
                    curved=False,
                )
            if beam:
                stem = heads[0][1] * 0.5 + heads[-1][1] * 0.5 + way * space * 3.6
                a, b = heads[0][0] + way * 0.55 * space, heads[-1][0] + way * 0.55 * space
                pen.fill(
                    [
                        (a, stem),
                        (b, stem),
                        (b, stem - way * space * 0.55),
                        (a, stem - way * space * 0.55),
                    ],
                    "#1f1a17",
                    outline=0.4,
                )
            end = x0 + (bar + 1) * wide
            pen.line([(end, y), (end, y - 4 * space)], weight=0.9, curved=False, colour="#1f1a17")
        text = "  ".join(str(FRENCH[int(k)]) for k in rng.integers(0, len(FRENCH), 7))
        label(
            pen,
            text[: int((right - left) / 0.0075)],
            left + 0.08,
            y - 8.3 * space,
            0.0095,
            "italic",
            align=0.0,
        )
        y -= space * 13
    label(pen, f"{rng.integers(1, 30)}", half - 0.06, 0.955, 0.012, "roman")
