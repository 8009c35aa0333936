"""What comes from a printing press: pages and newspaper halftones."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.lettering import column, write
from precompute.demo.noise import Field, crop
from precompute.demo.paper import Rgb, multiply, sheet, worn
from precompute.demo.scene import Plate
from precompute.demo.techniques.catalogue import Label, stretched, technique
from precompute.demo.words import FRENCH, HEADLINES, PAPERS


@technique("letterpress", "typographie", (1850, 1990))
def letterpress(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Type printed on a leaf of a book."""
    height, width = plate.size
    page = sheet(height, width, rng, age=float(rng.uniform(0.2, 1.0)))
    ink = (plate.ink * 255).astype(np.uint8)
    multiply(page, np.roll(ink[:, ::-1], 3, 0), "#8f8570", 0.06)  # the other side shows through
    uneven = np.clip(0.93 + 0.08 * crop("rough", height, width, rng), 0.6, 1)
    multiply(page, (ink * uneven).astype(np.uint8), str(rng.choice(["#1f1b18", "#2a2420"])), 0.93)
    bound = np.linspace(-1, 1, width, dtype=np.float32) * float(rng.choice([-1, 1]))
    page *= (1 - 0.28 * np.clip(bound - 0.86, 0, 1) / 0.14)[None, :, None]  # towards the spine
    return worn(page, rng, amount=0.6)


def screened(tone: Field, pitch: float, rng: np.random.Generator, *, angle: float = 45.0) -> Field:
    """Ink 0–1 of a halftone screen: dots that grow with the darkness."""
    height, width = tone.shape
    a = np.radians(angle)
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    k = np.float32(2 * np.pi / pitch)
    u, v = (x * np.cos(a) + y * np.sin(a)) * k, (y * np.cos(a) - x * np.sin(a)) * k
    cell = (np.cos(u) + np.cos(v)) * 0.25 + 0.5
    spread = 0.06 * crop("rough", height, width, rng)
    return np.asarray(np.clip((cell - tone + spread) * pitch * 0.8 + 0.5, 0, 1), np.float32)


def printable(tone: Field) -> Field:
    """A tone with the hard contrast that a newspaper's block is made with."""
    return np.asarray(np.clip((tone - 0.5) * 1.2 + 0.54, 0.05, 0.95), np.float32)


def pressed(plate: Plate, rng: np.random.Generator, *, pitch: float) -> Field:
    """A scene as the ink of a newspaper's block."""
    tone = stretched(plate.tone * (1 - 0.4 * plate.ink)) ** 0.75
    return screened(printable(tone), pitch, rng)


@technique("newspaper halftone", "similigravure de presse", (1895, 1975))
def halftone(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Dots on newsprint, with a caption and perhaps columns of text."""
    height, width = plate.size
    unit = max(height, width) / 620
    ink = pressed(plate, rng, pitch=float(rng.uniform(5.2, 7.0)) * unit)
    side = int(width * rng.uniform(0.03, 0.07))
    columns = rng.random() < 0.5
    head = int(height * (rng.uniform(0.1, 0.2) if rng.random() < 0.6 else 0.04))
    foot = int(height * (rng.uniform(0.18, 0.4) if columns else 0.1))
    return news(ink, label.title, rng, head=head, foot=foot, side=side, columns=columns)


def news(
    ink: Field,
    caption: str,
    rng: np.random.Generator,
    *,
    head: int,
    foot: int,
    side: int,
    columns: bool,
    masthead: bool = False,
) -> Rgb:
    """A cutting from a newspaper: a block, its caption, perhaps a headline and columns of text."""
    height, width = ink.shape
    unit = max(height, width) / 620
    page = sheet(
        height + head + foot,
        width + 2 * side,
        rng,
        tint=str(rng.choice(["#e3d9c3", "#dfd3b8", "#e6dfcf", "#dbd0b7"])),
        age=0.8,
    )
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[head : head + height, side : side + width] = (ink * 255).astype(np.uint8)
    middle = page.shape[1] / 2
    if head > height * 0.08:
        text = str(rng.choice(HEADLINES))
        y = head * 0.8
        if masthead:
            name = str(rng.choice(PAPERS))
            write(
                mask,
                name,
                middle,
                head * 0.34,
                min(head * 0.24, page.shape[1] * 0.9 / len(name) / 0.95),
                "roman",
                align=0.5,
            )
            cv2.line(
                mask,
                (side, int(head * 0.42)),
                (side + width, int(head * 0.42)),
                220,
                max(1, round(unit)),
            )
            cv2.line(mask, (side, int(head * 0.45)), (side + width, int(head * 0.45)), 220, 1)
        size = min(head * (0.26 if masthead else 0.5), page.shape[1] * 0.88 / len(text) / 0.95)
        write(mask, text, middle, y, size, str(rng.choice(["fat", "narrow", "slab"])), align=0.5)
    base = head + height
    small = max(4.0, 9.5 * unit)
    write(
        mask,
        caption,
        middle,
        base + small * 1.9,
        min(small, width * 0.95 / max(len(caption), 1) / 0.7),
        "italic",
        align=0.5,
    )
    if columns and foot > small * 5:
        count = max(2, round(width / (190 * unit)))
        wide = width / count
        for k in range(count):
            x0 = side + k * wide
            column(
                mask,
                (x0 + 4 * unit, base + small * 3, x0 + wide - 5 * unit, page.shape[0] - 5 * unit),
                FRENCH,
                5.6 * unit,
                rng,
            )
            if k:
                cv2.line(
                    mask,
                    (int(x0), int(base + small * 3.2)),
                    (int(x0), page.shape[0] - int(6 * unit)),
                    170,
                    1,
                )
    show = np.roll(mask[:, ::-1], int(7 * unit), 0)  # the other side shows through
    multiply(page, show, "#8f8570", 0.1)
    patchy = 0.9 + 0.05 * crop("rough", page.shape[0], page.shape[1], rng, scale=unit)
    multiply(page, np.clip(mask * patchy, 0, 255).astype(np.uint8), "#24211e", 0.88)
    return worn(page, rng, amount=0.5)
