"""Photographs: sepia and black-and-white prints, glass negatives, cyanotypes, colour."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import ridge
from precompute.demo.lettering import as_ink, write
from precompute.demo.noise import blur, crop, smoothstep
from precompute.demo.paper import (
    Rgb,
    lay,
    mounted,
    multiply,
    scratched,
    sheet,
    stamp,
    worn,
    written,
)
from precompute.demo.scene import SKY, Plate, rgb
from precompute.demo.techniques.catalogue import Label, technique
from precompute.demo.techniques.exposure import SEPIAS, exposed, toned


@technique("sepia photograph", "photographie sépia", (1855, 1930), photographic=True)
def sepia(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A toned print, faded, often on a studio's card."""
    height, width = plate.size
    tone = exposed(plate, rng, grain=0.03, contrast=float(rng.uniform(0.85, 1.1)))
    fade = float(rng.uniform(0, 0.2))
    tone = tone * (1 - fade) + fade * float(rng.uniform(0.5, 0.9))
    if rng.random() < 0.6:  # silver faded from the edges
        y = np.minimum(np.arange(height), height - 1 - np.arange(height))[:, None] / min(
            height, width
        )
        x = np.minimum(np.arange(width), width - 1 - np.arange(width))[None, :] / min(height, width)
        rim = np.clip(1 - np.minimum(x, y) * 7, 0, 1) ** 2 * (
            0.7 + 0.3 * crop("cloud", height, width, rng, scale=1.5)
        )
        tone = tone + 0.4 * rim * (0.82 - tone)
    picture = toned(tone.astype(np.float32), SEPIAS[int(rng.integers(len(SEPIAS)))])
    marks = scratched(height, width, rng, int(rng.integers(4, 30)))
    picture += as_ink(marks)[..., None] * 0.5 * (rgb("#f2e6cc") - picture)
    oval = rng.random() < 0.16
    if oval:
        picture = _oval(picture, rng)
    kind = rng.random()
    if kind < 0.62:
        page = mounted(
            picture,
            rng,
            imprint=label.maker if rng.random() < 0.8 else "",
            caption=label.title if rng.random() < 0.45 else "",
            rounded=bool(rng.random() < 0.25),
        )
        return worn(page, rng, amount=0.4)
    if kind < 0.8 and label.number:
        written(
            picture,
            f"{label.number}. {label.title}",
            width * 0.03,
            height * 0.965,
            height * 0.024,
            rng,
            align=0.0,
            colour="#f6ecd8",
            face="italic",
            strength=0.0,
        )
        _white(picture, f"{label.number}. {label.title}", rng)
    return worn(picture, rng, amount=0.25)


def _white(picture: Rgb, text: str, rng: np.random.Generator) -> None:
    """Lettering scratched into the negative: it prints white."""
    height, width = picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    size = min(height * 0.025, width * 0.9 / max(len(text), 1) / 0.62)
    write(mask, text, width * 0.03, height * 0.968, size, "hand", rng=rng)
    picture += as_ink(mask)[..., None] * 0.9 * (1 - picture)


def _oval(picture: Rgb, rng: np.random.Generator) -> Rgb:
    """A vignette: the picture fades into the paper."""
    height, width = picture.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    r = np.sqrt((x / 0.88) ** 2 + (y / 0.92) ** 2)
    alpha = smoothstep(1.03, float(rng.choice([0.72, 0.99])), r)
    paper = sheet(height, width, rng, tint="#eee2c8")
    return np.asarray(paper + alpha[..., None] * (picture - paper), np.float32)


@technique(
    "black-and-white photograph", "photographie en noir et blanc", (1900, 1990), photographic=True
)
def black_and_white(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A neutral print with a white border, sometimes from an album."""
    height, width = plate.size
    tone = exposed(
        plate, rng, grain=float(rng.uniform(0.03, 0.07)), contrast=float(rng.uniform(1.1, 1.5))
    )
    cold = float(rng.uniform(-0.012, 0.018))
    ramp = [
        (0.055 - cold, 0.055, 0.06 + cold),
        (0.5 - cold, 0.5, 0.495 + cold),
        (0.94, 0.935, 0.92 + cold),
    ]
    picture = toned(tone, ["#" + "".join(f"{round(255 * v):02x}" for v in c) for c in ramp])
    marks = scratched(height, width, rng, int(rng.integers(0, 14)))
    picture += as_ink(marks)[..., None] * 0.6 * (0.95 - picture)
    side = min(height, width)
    edge = int(side * rng.uniform(0.03, 0.06))
    page = sheet(height + 2 * edge, width + 2 * edge, rng, tint="#efece4", age=0.3)
    lay(page, picture, edge, edge)
    if rng.random() < 0.3:  # a deckle edge, on the dark page of an album
        page = _deckle(page, rng)
    if rng.random() < 0.3:
        written(
            page,
            str(label.year or label.title),
            page.shape[1] * 0.5,
            page.shape[0] - edge * 0.25,
            edge * 0.42,
            rng,
            room=width * 0.9,
        )
    return worn(page, rng, amount=0.25)


def _deckle(page: Rgb, rng: np.random.Generator) -> Rgb:
    height, width = page.shape[:2]
    gap = max(6, int(min(height, width) * 0.035))
    ground = sheet(
        height + 2 * gap,
        width + 2 * gap,
        rng,
        tint=str(rng.choice(["#2b2926", "#3a332c", "#6b6252"])),
        age=0.1,
    )
    mask = np.zeros(ground.shape[:2], np.uint8)
    step = max(3, gap // 5)
    ring: list[tuple[float, float]] = []
    for x in range(gap, gap + width, step):
        ring.append((x, gap + rng.uniform(0, step * 0.9)))
    for y in range(gap, gap + height, step):
        ring.append((gap + width - rng.uniform(0, step * 0.9), y))
    for x in range(gap + width, gap, -step):
        ring.append((x, gap + height - rng.uniform(0, step * 0.9)))
    for y in range(gap + height, gap, -step):
        ring.append((gap + rng.uniform(0, step * 0.9), y))
    cv2.fillPoly(mask, [np.round(np.array(ring) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    laid = ground.copy()
    lay(laid, page, gap, gap)
    alpha = as_ink(mask)[..., None]
    out = ground + alpha * (laid - ground)
    for cx, cy in (
        (gap, gap),
        (gap + width, gap),
        (gap, gap + height),
        (gap + width, gap + height),
    ):
        dx, dy = (1 if cx == gap else -1), (1 if cy == gap else -1)
        tab = np.array(
            [
                (cx - dx * 2, cy - dy * 2),
                (cx + dx * gap * 1.3, cy - dy * 2),
                (cx - dx * 2, cy + dy * gap * 1.3),
            ]
        )
        cv2.fillPoly(out, [np.round(tab).astype(np.int32)], (rgb("#17150f")).tolist(), cv2.LINE_AA)
    return np.asarray(out, np.float32)


@technique("glass-plate negative", "négatif sur plaque de verre", (1865, 1935), photographic=True)
def glass_negative(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A negative on glass: clear rebate, pinholes, cracks, a number by hand."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = 1 - exposed(plate, rng, grain=0.02, contrast=float(rng.uniform(0.95, 1.2)))
    tone = 0.08 + 0.84 * tone
    cool = [
        ["#0b0d0e", "#4b5457", "#a7b0b0", "#e6eae6"],
        ["#0e0c0a", "#55504a", "#aaa59a", "#ece6da"],
        ["#0a0c12", "#464f5f", "#9fabb8", "#e2e8ee"],
    ]
    picture = toned(tone, cool[int(rng.integers(3))])
    marks = scratched(height, width, rng, int(rng.integers(30, 90)))
    picture += as_ink(marks)[..., None] * 0.75 * (0.93 - picture)
    pins = scratched(height, width, rng, int(rng.integers(5, 30)))
    picture *= 1 - as_ink(pins)[..., None] * 0.7
    edge = (
        np.minimum(np.arange(width), width - 1 - np.arange(width))[None, :],
        np.minimum(np.arange(height), height - 1 - np.arange(height))[:, None],
    )
    rim = np.minimum(*edge) + crop("cloud", height, width, rng, scale=unit) * 3.2 * unit
    clear = smoothstep(7.0 * unit, 4.0 * unit, rim.astype(np.float32))  # where the emulsion ends
    picture += clear[..., None] * (rgb("#eef0ea") - picture)
    if rng.random() < 0.3:  # a chipped corner
        s = min(height, width) * rng.uniform(0.06, 0.18)
        cx, cy = (0 if rng.random() < 0.5 else width), (0 if rng.random() < 0.5 else height)
        ring = np.array(
            [
                (cx, cy),
                (cx + (s if cx == 0 else -s), cy),
                (cx, cy + (s * 0.7 if cy == 0 else -s * 0.7)),
            ]
        )
        cv2.fillPoly(picture, [np.round(ring).astype(np.int32)], (0.965, 0.97, 0.96), cv2.LINE_AA)
    if rng.random() < 0.35:  # a crack
        line = ridge(0, height, height=width * 0.12, rng=rng, n=5)
        path = np.column_stack([line[:, 1] + rng.uniform(0.2, 0.8) * width, line[:, 0]])
        mask = np.zeros((height, width), np.uint8)
        cv2.polylines(mask, [np.round(path * 16).astype(np.int32)], False, 255, 1, cv2.LINE_AA, 4)
        picture += as_ink(mask)[..., None] * 0.9 * (1 - picture)
        picture *= 1 - np.roll(as_ink(mask), max(1, round(unit)), 1)[..., None] * 0.5
    number = label.number or str(int(rng.integers(100, 4000)))
    mask = np.zeros((height, width), np.uint8)
    write(mask, number, width * 0.94, height * 0.955, height * 0.03, "hand", align=1.0, rng=rng)
    picture *= 1 - as_ink(mask)[..., None] * 0.9
    pad = int(min(height, width) * rng.uniform(0.02, 0.05))
    page = np.full((height + 2 * pad, width + 2 * pad, 3), 0.965, np.float32)
    if rng.random() < 0.45:
        page[:] = rgb("#12110f")  # taped edges
        page += 0.02 * crop("rough", page.shape[0], page.shape[1], rng)[..., None]
    lay(page, picture, pad, pad)
    return np.asarray(np.clip(page, 0, 1), np.float32)


@technique("cyanotype", "cyanotype", (1860, 1935), photographic=True)
def cyanotype(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A blue print; things on paper come out as photograms."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = exposed(plate, rng, grain=0.025, contrast=1.1)
    if not (plate.matter != SKY).any() or float(tone[::8, ::8].mean()) > 0.78:
        tone = 1 - tone  # a blueprint, or a plant laid on the paper
    ramp = [
        ["#0b2a55", "#2f62a0", "#9dbbd6", "#eaf1f2"],
        ["#0a2348", "#25588f", "#86aecb", "#e9efec"],
        ["#16375a", "#3f719e", "#a5c2d2", "#eef1ea"],
    ]
    picture = toned(tone, ramp[int(rng.integers(3))])
    picture *= 1 + 0.02 * crop("rough", height, width, rng, scale=unit)[..., None]
    edge = int(min(height, width) * rng.uniform(0.05, 0.1))
    page = sheet(height + 2 * edge, width + 2 * edge, rng, tint="#f0ece0", age=0.35)
    total = page.shape[:2]
    if rng.random() < 0.7:  # the brush that spread the solution shows around the picture
        brush = np.zeros(total, np.uint8)
        y = edge * 0.4
        while y < total[0] - edge * 0.3:
            t = rng.uniform(0.2, 0.75, 2) * edge
            cv2.line(
                brush,
                (int(t[0]), int(y)),
                (int(total[1] - t[1]), int(y + rng.normal(0, 3))),
                255,
                max(2, int(edge * 0.3)),
                cv2.LINE_AA,
            )
            y += edge * 0.2
        wash = blur(as_ink(brush), 1.0 * unit) * (
            0.82 + 0.14 * crop("streak", total[0], total[1], rng, scale=unit)
        )
        wash = smoothstep(0.35, 0.75, wash.astype(np.float32))
        page += wash[..., None] * (rgb(ramp[0][0]) * 1.25 - page)
    inner = np.zeros(total, np.float32)
    inner[edge : edge + height, edge : edge + width] = 1
    laid = page.copy()
    lay(laid, picture, edge, edge)
    alpha = blur(inner, 0.8 * unit)[..., None]
    page += alpha * (laid - page)
    if rng.random() < 0.4:
        written(
            page,
            label.title,
            total[1] * 0.5,
            total[0] - edge * 0.16,
            edge * 0.26,
            rng,
            room=width * 0.8,
            colour="#2a3f66",
        )
    return worn(page, rng, amount=0.25)


@technique("colour photograph", "photographie en couleurs", (1950, 1990), photographic=True)
def colour_photograph(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A colour print whose dyes have shifted."""
    height, width = plate.size
    unit = max(height, width) / 620
    colour = plate.colour * (1 - 0.35 * plate.ink[..., None])
    grey = colour @ np.array([0.3, 0.59, 0.11], np.float32)
    colour = grey[..., None] + (colour - grey[..., None]) * float(rng.uniform(0.9, 1.35))
    colour = colour + 0.6 * (blur(colour, 0.8 * unit) - colour)
    low, high = np.percentile(grey[::6, ::6], (1, 99))
    colour = np.clip((colour - low) / max(float(high - low), 0.1), 0, 1)
    lift = [(0.16, 0.05, 0.06), (0.12, 0.09, 0.03), (0.04, 0.09, 0.1), (0.13, 0.05, 0.12)][
        int(rng.integers(4))
    ]
    gain = [(1.0, 0.9, 0.8), (1.02, 0.95, 0.76), (0.9, 0.98, 0.95), (0.98, 0.86, 0.88)][
        int(rng.integers(4))
    ]
    picture = np.asarray(lift, np.float32) + colour * (
        np.asarray(gain, np.float32) - np.asarray(lift, np.float32)
    )
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    picture *= (1 - 0.12 * np.clip(x * x + y * y - 0.4, 0, 2))[..., None]
    noise = crop("fine", height, width, rng, scale=max(1.0, unit))
    picture += (0.022 * noise)[..., None]
    edge = int(min(height, width) * rng.uniform(0.025, 0.055)) if rng.random() < 0.75 else 0
    foot = edge * 3 if edge and rng.random() < 0.2 else edge
    page = np.empty((height + edge + foot, width + 2 * edge, 3), np.float32)
    page[:] = rgb("#f3efe6")
    lay(page, np.clip(picture, 0, 1), edge, edge)
    if edge and label.year and rng.random() < 0.5:
        month = str(rng.choice(["JAN", "AVR", "JUIL", "AOUT", "NOV"]))
        written(
            page,
            f"{month} {label.year[-2:]}",
            page.shape[1] * 0.5,
            page.shape[0] - foot * 0.3,
            edge * 0.4,
            rng,
            face="sans",
            colour="#8a8278",
            strength=0.9,
        )
    return np.asarray(np.clip(page, 0, 1), np.float32)


@technique("tinted postcard", "carte postale coloriée", (1895, 1935), photographic=True)
def tinted_postcard(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """A grey photograph under washes of colour, with its printed caption."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = exposed(plate, rng, grain=0.015, contrast=1.05)
    base = toned(tone, ["#2b2a2c", "#7d7a74", "#c8c3b6", "#f2ecdc"])
    wash = blur(plate.colour, 3.2 * unit)  # washes never follow the outlines exactly
    grey = wash @ np.array([0.3, 0.59, 0.11], np.float32)
    hue = wash / np.maximum(grey, 0.08)[..., None]
    picture = base * np.clip(1 + 1.15 * (hue - 1), 0.3, 1.8)
    glow = np.linspace(1, 0, height, dtype=np.float32)[:, None, None] ** 2
    picture *= 1 - 0.1 * (1 - rgb("#f0c9a0")) * (1 - np.abs(glow - 0.5))
    dots = crop("leaf", height, width, rng, scale=max(0.35, 0.28 * unit))
    picture *= 1 + 0.03 * dots[..., None]
    picture = np.clip(picture * 1.03, 0, 1).astype(np.float32)
    edge = int(min(height, width) * rng.uniform(0.02, 0.045))
    foot = int(edge * rng.uniform(1.6, 3.4))
    page = sheet(height + edge + foot, width + 2 * edge, rng, tint="#f0e9d8", age=0.45)
    lay(page, picture, edge, edge)
    words = f"{label.place.upper()} – {label.title}" if label.place else label.title
    red = str(rng.choice(["#9a3a30", "#3a3a3a", "#3a4a6a"]))
    written(
        page,
        words,
        edge * 1.2,
        height + edge + foot * 0.62,
        foot * 0.3,
        rng,
        face="italic" if rng.random() < 0.5 else "sans",
        align=0.0,
        colour=red,
        room=width * 0.95,
    )
    if rng.random() < 0.25:
        stamp(page, rng)
    if rng.random() < 0.25:
        multiply(page, scratched(page.shape[0], page.shape[1], rng, 12), "#8a7a60", 0.4)
    return worn(page, rng, amount=0.2)
