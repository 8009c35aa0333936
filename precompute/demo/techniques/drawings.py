"""Drawings: watercolour and pen and ink."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.noise import Field, blur, crop, smoothstep
from precompute.demo.paper import INKS, Rgb, multiply, sheet, worn, written
from precompute.demo.scene import SKY, Plate
from precompute.demo.techniques.catalogue import Label, bordered, stretched, technique
from precompute.demo.techniques.prints import ruled


def shaken(field: Field, rng: np.random.Generator, amount: float, scale: float) -> Field:
    """The picture displaced a little, as by a hand; ``amount`` in pixels."""
    height, width = field.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] + amount * crop(
        "cloud", height, width, rng, scale=scale
    )
    y = np.arange(height, dtype=np.float32)[:, None] + amount * crop(
        "cloud", height, width, rng, scale=scale
    )
    return np.asarray(
        cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32
    )


@technique("watercolour", "aquarelle", (1850, 1990))
def watercolour(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Washes with darker rims, blooms, bare paper and a pencil or pen outline."""
    height, width = plate.size
    unit = max(height, width) / 620
    colour = np.clip(plate.colour, 0, 1)
    small = cv2.resize(
        (colour * 255).astype(np.uint8), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA
    )
    for _ in range(2):
        small = cv2.medianBlur(small, 5 if unit > 0.8 else 3)
    washes = (
        cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    )
    washes = shaken(washes, rng, 2.0 * unit, 0.5 * unit)
    grey = washes.mean(2, keepdims=True)
    low, high = np.percentile(grey[::6, ::6], (1, 97))
    flat = bool((plate.matter == SKY).mean() > 0.5 and high > 0.8)  # a map, a thing on paper
    low = 0.0 if flat else low
    vivid = 1.0 if flat else 0.8 if plate.night else float(rng.uniform(1.15, 1.5))
    washes = grey + (washes - grey) * vivid
    washes = np.clip((washes - low) / max(float(high - low), 0.15), 0.04, 1) ** (
        1.15 if flat else 0.72
    )
    levels = np.round(washes * 7) / 7  # pools of one strength
    washes = washes * 0.55 + levels * 0.45
    density = -np.log(np.clip(washes, 0.05, 1)).astype(np.float32)
    soft = blur(density, 2.4 * unit)
    edge = (
        np.clip(density - soft, 0, 1)
        + np.clip(np.abs(density - blur(density, 5 * unit)) - 0.08, 0, 0.4) * 0.5
    )
    density = soft * 0.3 + density * 0.7 + edge * 0.55  # pigment gathers where a wash ends
    bloom = crop("cloud", height, width, rng, scale=unit)[..., None]
    tooth = crop("rough", height, width, rng, scale=max(1.0, unit))[..., None]
    density *= np.clip(0.92 + 0.16 * bloom + 0.1 * tooth, 0.3, 1.6)
    mask = _loose(height, width, rng, whole=bordered(plate))
    dry = smoothstep(0.9, 1.7, (tooth[..., 0] + 0.4 * bloom[..., 0]).astype(np.float32)) * (
        density.mean(2) < 0.7
    )
    density *= (mask * (1 - 0.7 * dry))[..., None]
    paper_edge = int(min(height, width) * rng.uniform(0.03, 0.08))
    page = sheet(
        height + 2 * paper_edge,
        width + 2 * paper_edge,
        rng,
        tint=str(rng.choice(["#f4efe3", "#efe8d8", "#f2ecdf"])),
        age=float(rng.uniform(0.1, 0.6)),
    )
    grain = crop("leaf", page.shape[0], page.shape[1], rng, scale=0.34 * unit)
    page *= (1 + 0.013 * grain)[..., None]
    region = page[paper_edge : paper_edge + height, paper_edge : paper_edge + width]
    region *= np.exp(-density)
    lines = shaken(plate.ink, rng, 1.6 * unit, 0.5 * unit) * np.clip(
        0.5 + 0.35 * tooth[..., 0], 0, 1
    )
    pen = flat or rng.random() < 0.35
    ink = np.zeros(page.shape[:2], np.uint8)
    ink[paper_edge : paper_edge + height, paper_edge : paper_edge + width] = (
        np.clip(lines, 0, 1) * 255
    ).astype(np.uint8)
    multiply(page, ink, "#2c241f" if pen else "#4a4540", 0.85 if pen else 0.55)
    if rng.random() < 0.5:
        written(
            page,
            label.maker.split(",")[0] or label.title,
            page.shape[1] - paper_edge * 1.3,
            page.shape[0] - paper_edge * 1.25,
            max(6.0, 10 * unit),
            rng,
            align=1.0,
            strength=0.6,
        )
    if rng.random() < 0.3:
        written(
            page,
            label.title,
            page.shape[1] / 2,
            page.shape[0] - paper_edge * 0.3,
            paper_edge * 0.34,
            rng,
            room=width * 0.8,
            strength=0.6,
        )
    return worn(page, rng, amount=0.4)


def _loose(height: int, width: int, rng: np.random.Generator, *, whole: bool) -> Field:
    """Where a hand stopped painting: an uneven edge of bare paper."""
    y = np.minimum(np.arange(height), height - 1 - np.arange(height))[:, None] / min(height, width)
    x = np.minimum(np.arange(width), width - 1 - np.arange(width))[None, :] / min(height, width)
    reach = (
        np.minimum(x, y)
        + 0.022 * crop("cloud", height, width, rng)
        + 0.008 * crop("streak", height, width, rng)
    )
    start = -0.2 if whole else float(rng.choice([-0.05, 0.015, 0.04]))
    return smoothstep(start, start + 0.012, reach.astype(np.float32))


@technique("ink drawing", "dessin à l'encre", (1850, 1990))
def ink_drawing(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Pen lines of uneven pressure, hatching, sometimes a wash."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = stretched(blur(plate.tone, 0.8 * unit), low=2, high=96)
    rough = crop("rough", height, width, rng, scale=max(1.0, unit))
    pressure = np.clip(0.8 + 0.5 * crop("cloud", height, width, rng, scale=0.6 * unit), 0.15, 1.3)
    lines = blur(plate.ink, 0.5 * unit) * 1.5 * pressure
    near, far = blur(tone, 0.9 * unit), blur(tone, 2.4 * unit)
    lines = np.maximum(lines, smoothstep(0.035, 0.11, (far - near) * (plate.depth < 0.9)) * 0.85)
    dark = 1 - tone**0.8
    wave = (0.22 * crop("cloud", height, width, rng, scale=unit) + 0.03 * rough).astype(np.float32)
    sky = np.where(plate.matter == SKY, 0.5, 1.0).astype(np.float32)
    for turn, start, pitch in ((0.15, 0.4, 6.4), (1.15, 0.7, 6.8)):
        ruling = ruled(plate, pitch * unit, turn, bend=0.25, wave=wave)
        thick = np.clip((dark * sky - start) * 0.8 + 0.16, 0, 0.5) * (dark * sky > start)
        broken = crop("fibre", height, width, rng, scale=1.4) > -1.1
        lines = np.maximum(
            lines, np.clip((thick - ruling) * pitch * unit * 0.5 + 0.4 * (thick > 0), 0, 1) * broken
        )
    lines = np.clip(
        shaken(lines.astype(np.float32), rng, 1.5 * unit, 0.5 * unit) * (1.04 + 0.08 * rough), 0, 1
    )
    margin = int(min(height, width) * rng.uniform(0.03, 0.08))
    page = sheet(
        height + 2 * margin,
        width + 2 * margin,
        rng,
        age=float(rng.uniform(0.1, 0.8)),
        tint=str(rng.choice(["#f0e8d6", "#e8dcc0", "#f3eee2", "#dccfb0", "#d5d2c6"])),
    )
    colour = str(rng.choice(["#1f1b1a", "#2a2420", "#4a3020", "#20263a"]))
    if rng.random() < 0.5:  # a wash in one or two strengths
        washed = shaken(blur(dark.astype(np.float32), 3.0 * unit), rng, 4 * unit, unit)
        pools = 0.34 * smoothstep(0.42, 0.47, washed) + 0.3 * smoothstep(0.68, 0.73, washed)
        rim = np.clip(np.abs(pools - blur(pools, 2.2 * unit)), 0, 0.2) * 0.9
        tint = np.zeros(page.shape[:2], np.uint8)
        tint[margin : margin + height, margin : margin + width] = (
            np.clip((pools + rim) * (0.85 + 0.12 * rough), 0, 1) * 255
        ).astype(np.uint8)
        multiply(page, tint, colour, 0.75)
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[margin : margin + height, margin : margin + width] = (
        lines * _loose(height, width, rng, whole=bordered(plate)) * 255
    ).astype(np.uint8)
    multiply(page, mask, colour, 0.92)
    if rng.random() < 0.5:
        written(
            page,
            f"{label.maker.split(',')[0]} {label.year}".strip() or label.title,
            page.shape[1] - margin * 1.2,
            page.shape[0] - margin * 1.1,
            max(6.0, 9 * unit),
            rng,
            align=1.0,
            colour=colour,
        )
    if rng.random() < 0.35:
        written(
            page,
            label.title,
            margin * 1.1,
            page.shape[0] - margin * 0.3,
            margin * 0.36,
            rng,
            align=0.0,
            colour=str(rng.choice(INKS)),
            room=width * 0.85,
        )
    return worn(page, rng, amount=0.5)


@technique("manuscript", "manuscrit", (1850, 1965))
def manuscript(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Writing in ink on a folded sheet."""
    height, width = plate.size
    tint = str(rng.choice(["#efe7d4", "#e6dcc2", "#dfe1dc", "#ece6da", "#e9dccb"]))
    page = sheet(height, width, rng, tint=tint, age=float(rng.uniform(0.2, 1.0)))
    ink = blur(plate.ink, 0.35) * np.clip(0.86 + 0.16 * crop("cloud", height, width, rng), 0.4, 1)
    colour = str(rng.choice(["#2a2a4a", "#4a3220", "#26221f", "#5c4028"]))
    multiply(page, (np.clip(ink, 0, 1) * 255).astype(np.uint8), colour, 0.9)
    for share in (0.5,) if rng.random() < 0.5 else (0.333, 0.667):  # folded to be sent
        row = int(height * share)
        page[row : row + 2] *= 0.93
        page[row + 2 : row + 4] = np.minimum(page[row + 2 : row + 4] * 1.04, 1)
    return worn(page, rng, amount=0.7)
