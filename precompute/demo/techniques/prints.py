"""Prints: engraving, woodcut, lithograph, poster."""

from __future__ import annotations

import cv2
import numpy as np

from precompute.demo.curves import box
from precompute.demo.lettering import as_ink, breadth, write
from precompute.demo.noise import Field, blur, crop, smoothstep
from precompute.demo.paper import Rgb, lay, multiply, sheet, worn, written
from precompute.demo.scene import SKY, Plate, rgb
from precompute.demo.techniques.catalogue import Label, fading, stretched, technique


def ruled(
    plate: Plate, pitch: float, turn: float, *, bend: float = 0.5, wave: Field | None = None
) -> Field:
    """Distance to the nearest of parallel lines that follow the forms, 0 on it – 1 between two.

    Lines run along the direction of each form, turned by ``turn`` radians, and are pushed aside
    by its relief (``bend``), as an engraver's burin turns around a volume.
    """
    height, width = plate.size
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    angle = plate.flow + np.float32(turn)
    phase = (x * np.sin(angle) + y * np.cos(angle) + plate.relief * np.float32(bend)) * np.float32(
        1 / pitch
    )
    if wave is not None:
        phase += wave
    return np.asarray(np.abs((phase - np.floor(phase)) * 2 - 1), np.float32)


def hatched(plate: Plate, dark: Field, pitch: float, rng: np.random.Generator) -> Field:
    """Ink 0–1 of up to three crossed rulings whose lines swell with the darkness wanted."""
    height, width = plate.size
    swell = 1 + 0.16 * crop("fibre", height, width, rng)
    wave = crop("cloud", height, width, rng, scale=max(1.0, width / 500)) * np.float32(0.16)
    ink = np.zeros((height, width), np.float32)
    for turn, start, gain, most in (
        (0.0, 0.07, 1.05, 0.66),
        (0.95, 0.42, 1.05, 0.6),
        (-0.75, 0.7, 1.2, 0.6),
    ):
        width_of_line = np.clip((dark - start) * gain * swell, 0, most)
        line = ruled(plate, pitch, turn, bend=0.55, wave=wave)
        ink = np.maximum(
            ink,
            np.clip((width_of_line - line) * (pitch * 0.5) + 0.5 * (width_of_line > 0.02), 0, 1),
        )
    return ink


def impressed(picture: Rgb, rng: np.random.Generator, tint: str = "") -> tuple[Rgb, int, int]:
    """A sheet with margins for a print, and where the print goes."""
    height, width = picture.shape[:2]
    side = min(height, width)
    edge = int(side * rng.uniform(0.06, 0.11))
    foot = int(edge * rng.uniform(1.2, 1.7))
    page = sheet(
        height + edge + foot, width + 2 * edge, rng, tint=tint, age=float(rng.uniform(0.2, 0.9))
    )
    return page, edge, foot


def _lettered(  # noqa: PLR0917
    page: Rgb,
    label: Label,
    base: float,
    foot: int,
    width: int,
    rng: np.random.Generator,
    colour: str,
) -> None:
    """Title and makers' names under a print."""
    middle = page.shape[1] / 2
    face = str(rng.choice(["roman", "italic", "roman"]))
    title = label.title.upper() if face == "roman" and rng.random() < 0.6 else label.title
    written(
        page,
        title,
        middle,
        base + foot * 0.52,
        foot * 0.24,
        rng,
        face=face,
        colour=colour,
        room=width * 0.86,
    )
    if label.maker:
        edge = (page.shape[1] - width) / 2
        small = foot * 0.11
        written(
            page,
            f"{label.maker.split(',')[0]} del.",
            edge,
            base + foot * 0.2,
            small,
            rng,
            face="italic",
            align=0.0,
            colour=colour,
            room=width * 0.4,
        )
        written(
            page,
            "sculp.",
            edge + width,
            base + foot * 0.2,
            small,
            rng,
            face="italic",
            align=1.0,
            colour=colour,
        )


@technique("engraving", "gravure", (1850, 1905))
def engraving(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Crossed lines that turn around forms and swell in the shadows."""
    height, width = plate.size
    unit = max(height, width) / 620
    pitch = float(rng.uniform(3.4, 4.6)) * max(unit, 0.8)
    tone = stretched(plate.tone)
    dark = 1 - tone ** float(rng.uniform(0.62, 0.82))
    dark = np.where(plate.matter == SKY, dark * 0.8, dark).astype(np.float32)
    ink = hatched(plate, dark, pitch, rng)
    ink = np.maximum(ink, np.clip(plate.ink * 1.15, 0, 1))
    page, edge, foot = impressed(np.zeros((height, width, 3), np.float32), rng)
    vignette = rng.random() < 0.3 and fading(plate)
    if vignette:
        ink *= _faded(height, width, rng)
    black = str(rng.choice(["#211c18", "#1d1d1f", "#33241a", "#2a2420"]))
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[edge : edge + height, edge : edge + width] = (
        np.clip(ink * (0.93 + 0.05 * crop("rough", height, width, rng)), 0, 1) * 255
    ).astype(np.uint8)
    if not vignette:
        for inset in (0, max(2, int(3 * unit)))[: 1 + int(rng.random() < 0.5)]:
            cv2.rectangle(
                mask,
                (edge - inset, edge - inset),
                (edge + width + inset - 1, edge + height + inset - 1),
                235,
                max(1, round(unit)),
            )
    if rng.random() < 0.6:  # the mark of the plate
        gap = int(edge * 0.55)
        ring = box(edge - gap, edge - gap, edge + width + gap, edge + height + foot * 0.8)
        dent = np.zeros(page.shape[:2], np.uint8)
        cv2.polylines(
            dent,
            [np.round(ring).astype(np.int32)],
            True,
            255,
            max(1, round(1.6 * unit)),
            cv2.LINE_AA,
        )
        page *= 1 - 0.1 * blur(as_ink(dent), 0.9)[..., None]
    multiply(page, mask, black, 0.94)
    _lettered(page, label, edge + height, foot, width, rng, black)
    return worn(page, rng)


def _faded(height: int, width: int, rng: np.random.Generator) -> Field:
    """A vignette whose edge is ragged, as of lines that end."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    r = (np.abs(x) ** 3 + np.abs(y) ** 3) ** np.float32(1 / 3)
    r = r + 0.05 * crop("cloud", height, width, rng) + 0.04 * crop("fibre", height, width, rng)
    return smoothstep(0.98, 0.8, r.astype(np.float32))


@technique("woodcut", "gravure sur bois", (1850, 1950))
def woodcut(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Coarse cuts: solid blacks, few lines, sometimes tint blocks out of register."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = stretched(blur(plate.tone, 2.0 * unit), low=3, high=97)
    dark = 1 - tone**0.85
    pitch = float(rng.uniform(8.0, 11.5)) * unit
    rough = crop("rough", height, width, rng, scale=max(1.0, unit))
    wave = 0.16 * crop("cloud", height, width, rng, scale=unit) + 0.05 * rough
    line = ruled(plate, pitch, 0.0, bend=0.3, wave=wave.astype(np.float32))
    body = np.clip((dark - 0.3) * 1.9, 0, 1) * 1.05 - line  # lines swell into solid black
    ink = np.clip(body * pitch * 0.32 + 0.5 * (dark > 0.32), 0, 1)
    ink = np.where(dark > 0.72, 1.0, ink)
    contour = blur(plate.ink, 1.1 * unit) * 2.6
    ink = np.maximum(ink, np.clip(contour, 0, 1) * (dark < 0.8))
    white = np.clip(blur(plate.ink, 0.8 * unit) * 2.4, 0, 1) * (dark >= 0.8)  # cut into the black
    ink = ink * (1 - white)
    ink = smoothstep(0.4, 0.62, blur(ink.astype(np.float32), 0.9 * unit) + 0.055 * rough)
    grain = crop("streak", height, width, rng, scale=unit)
    ink *= np.where(grain > 2.0, 0.72, 1.0) * (0.95 - 0.05 * np.clip(rough, 0, 2))
    page, edge, foot = impressed(
        np.zeros((height, width, 3), np.float32),
        rng,
        str(rng.choice(["#ece0c4", "#e6d8b8", "#efe8d8"])),
    )
    if rng.random() < 0.45:
        _blocks(page, plate, edge, rng)
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[edge : edge + height, edge : edge + width] = (np.clip(ink, 0, 1) * 255).astype(np.uint8)
    frame = np.zeros(page.shape[:2], np.uint8)
    cv2.rectangle(
        frame, (edge, edge), (edge + width, edge + height), 255, max(2, round(3.4 * unit))
    )
    worn_frame = smoothstep(
        0.3,
        0.6,
        blur(as_ink(frame), unit) + 0.05 * crop("rough", page.shape[0], page.shape[1], rng),
    )
    mask = np.maximum(mask, (worn_frame * 255).astype(np.uint8))
    multiply(page, mask, str(rng.choice(["#1b1714", "#211a16", "#1c2230"])), 0.95)
    if rng.random() < 0.7:
        written(
            page,
            label.title.upper() if len(label.title) < 30 else label.title,
            page.shape[1] / 2,
            edge + height + foot * 0.6,
            foot * 0.26,
            rng,
            face="slab" if rng.random() < 0.6 else "fat",
            colour="#211a16",
            room=width * 0.9,
        )
    return worn(page, rng)


def _blocks(page: Rgb, plate: Plate, edge: int, rng: np.random.Generator) -> None:
    """One or two flat tints under the black, a little out of register."""
    height, width = plate.size
    unit = max(height, width) / 620
    colour = blur(plate.colour, 2.5 * unit)
    warm = colour[..., 0] - colour[..., 2]
    tint = str(rng.choice(["#c98a4a", "#b9a05a", "#b5674a", "#8a9a78"]))
    blue = str(rng.choice(["#8aa3a8", "#9aa88a", "#a3adb5"]))
    for field, ink, sign in ((warm, tint, 1.0), (warm, blue, -1.0)):
        cut = smoothstep(
            0.09, 0.12, (field * sign + 0.01 * crop("rough", height, width, rng)).astype(np.float32)
        )
        moved = np.roll(
            cut, (round(rng.normal(0, 2.4) * unit), round(rng.normal(0, 2.4) * unit)), (0, 1)
        )
        flat = moved * (0.8 + 0.07 * crop("rough", height, width, rng))
        region = page[edge : edge + height, edge : edge + width]
        region *= 1 - np.clip(flat, 0, 1)[..., None] * (1 - rgb(ink)) * 0.9


@technique("lithograph", "lithographie", (1850, 1930))
def lithograph(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Crayon on stone, sometimes over a tint."""
    height, width = plate.size
    unit = max(height, width) / 620
    tone = stretched(plate.tone, low=1, high=98)
    dark = np.clip(1.08 * (1 - tone**0.8), 0, 1)
    tooth = (
        crop("leaf", height, width, rng, scale=max(0.3, 0.26 * unit)) * 0.55
        + crop("fine", height, width, rng, scale=max(1.0, unit * 0.9)) * 0.6
    )
    crayon = smoothstep(-0.22, 0.28, (dark * 2.1 - 1.05 + 0.34 * tooth).astype(np.float32))
    strokes = ruled(
        plate,
        6.5 * unit,
        0.5,
        bend=0.2,
        wave=(0.3 * crop("cloud", height, width, rng)).astype(np.float32),
    )
    crayon *= 1 - 0.2 * smoothstep(0.45, 0.9, strokes) * (dark < 0.7)
    contour = np.clip(plate.ink * 1.1 * (0.75 + 0.3 * tooth), 0, 1)
    ink = np.maximum(crayon * 0.93, contour)
    page, edge, foot = impressed(np.zeros((height, width, 3), np.float32), rng)
    if rng.random() < 0.6:  # a tint stone
        flat = rgb(str(rng.choice(["#d8c39a", "#cdbf9f", "#c9c2a8", "#d9b894"])))
        light = smoothstep(0.86, 0.93, tone)[..., None]
        region = page[edge : edge + height, edge : edge + width]
        region *= 1 - (1 - flat) * 0.75 * (1 - light)
    ink *= _faded(height, width, rng) if rng.random() < 0.4 and fading(plate) else 1.0
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[edge : edge + height, edge : edge + width] = (np.clip(ink, 0, 1) * 255).astype(np.uint8)
    black = str(rng.choice(["#262320", "#2b2a2e", "#3a2c22"]))
    multiply(page, mask, black, 0.9)
    _lettered(page, label, edge + height, foot, width, rng, black)
    return worn(page, rng)


PALETTES = (
    ("#1d2a3a", "#c8452f", "#e6b04a", "#f1e4c6", "#4f8a8b", "#8fb8b8", "#7a4a35"),
    ("#22211f", "#b5392c", "#d98e3f", "#efe0bd", "#3f6a5a", "#a9bf9a", "#e3c05a"),
    ("#1a2f4f", "#d9683c", "#f0c05a", "#f6ead0", "#5b8fb0", "#a9cbd6", "#6a7f4a"),
    ("#2b2030", "#a03a4a", "#e08a5a", "#f3e2c6", "#5a6a8a", "#b5b0c0", "#d8b04a"),
    ("#20302a", "#c2503a", "#dcae55", "#efe5cc", "#5f8a6a", "#b9c9a5", "#37536a"),
)


SECOND = (
    "CHEMINS DE FER DE LA CÔTE",
    "SAISON D'ÉTÉ",
    "GRANDE FÊTE ANNUELLE",
    "EXPOSITION",
    "VISITEZ NOS RIVAGES",
    "BAINS DE MER",
    "FOIRE AUX GRAINS",
    "SERVICE RÉGULIER",
    "CONCERT AU KIOSQUE",
    "SYNDICAT D'INITIATIVE",
)
"""What posters announce, under a place or a title."""


@technique("poster", "affiche", (1890, 1975))
def poster(plate: Plate, label: Label, rng: np.random.Generator) -> Rgb:
    """Flat colours of one palette and large lettering, laid out in one of several ways."""
    palette = np.stack([rgb(c) for c in PALETTES[int(rng.integers(len(PALETTES)))]])
    picture = _flat(plate, palette, rng)
    height, width = plate.size
    unit = max(height, width) / 620
    names = [label.place or label.title, label.title or label.place]
    words = names[int(rng.random() < 0.3)].upper()
    second = f"{SECOND[int(rng.integers(len(SECOND)))]} {label.year}".strip()
    ground, letters = (
        (palette[3], palette[int(rng.choice([0, 1]))])
        if rng.random() < 0.55
        else (palette[int(rng.choice([0, 1, 4]))], palette[3])
    )
    layout = str(rng.choice(["foot", "foot", "head", "both", "over", "frame"]))
    if layout == "over" and float(picture[: height // 4].std(axis=(0, 1)).max()) > 0.16:
        layout = "foot"  # too busy to be read on
    band = int(height * rng.uniform(0.13, 0.2))
    edge = int(min(height, width) * rng.uniform(0.025, 0.05) * (2 if layout == "frame" else 1))
    above = {"head": band, "both": int(band * 0.8)}.get(layout, 0)
    below = {"foot": band, "frame": band, "both": int(band * 0.5)}.get(layout, 0)
    page = np.empty((height + above + below + 2 * edge, width + 2 * edge, 3), np.float32)
    page[:] = ground if layout == "frame" or rng.random() < 0.3 else palette[3]
    lay(page, picture, edge, edge + above)
    page[edge : edge + above, edge : edge + width] = ground
    foot = edge + above + height
    page[foot : foot + below, edge : edge + width] = ground
    mask = np.zeros(page.shape[:2], np.uint8)
    face = str(rng.choice(["sans", "narrow", "fat", "slab"]))
    middle, room = page.shape[1] / 2, width * 0.9
    if layout == "frame":
        gap, thick = max(2, edge // 3), max(1, round(2 * unit))
        corner = (page.shape[1] - gap, page.shape[0] - gap)
        cv2.rectangle(mask, (gap, gap), corner, 255, thick)
        cv2.rectangle(mask, (edge, edge), (edge + width, edge + height), 255, thick)
    if layout == "over":  # on the picture itself, where it is calm
        letters = palette[3] if picture[: height // 5].mean() < 0.5 else palette[0]
        size = min(height * 0.11, room / max(breadth(words, face, 1.0), 1e-6))
        write(mask, words, middle, edge + height * 0.05 + size, size, face, align=0.5)
        small = min(height * 0.03, room / max(breadth(second, "sans", 1.0), 1e-6))
        write(
            mask, second, middle, edge + height * 0.06 + size + 2 * small, small, "sans", align=0.5
        )
    else:
        block, top = (above, edge) if above else (below, foot)
        share = 0.5 if layout == "both" else 0.44
        size = min(block * share, room / max(breadth(words, face, 1.0), 1e-6))
        write(mask, words, middle, top + block * 0.36 + size * 0.5, size, face, align=0.5)
        small = min(band * 0.16, room / max(breadth(second, "sans", 1.0), 1e-6))
        at = foot + below * 0.5 + small * 0.5 if layout == "both" else top + block * 0.88
        write(mask, second, middle, at, small, "sans", align=0.5)
    page += as_ink(mask)[..., None] * (letters - page)
    aged = sheet(
        page.shape[0], page.shape[1], rng, tint="#f7f2e6", age=float(rng.uniform(0.1, 0.6))
    )
    page = np.asarray(np.clip(page * 0.93 + 0.05, 0, 1) * aged, np.float32)
    return worn(page, rng, amount=0.6)


def _flat(plate: Plate, palette: Rgb, rng: np.random.Generator) -> Rgb:
    """The scene in the flat colours of a palette [n, 3], the first of which is dark."""
    height, width = plate.size
    unit = max(height, width) / 620
    small = cv2.resize(plate.colour, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    if plate.night:  # the eye opens: a night is drawn in blues, not in blacks
        low, high = np.percentile(small[::4, ::4], (2, 98))
        small = np.clip((small - low) / max(float(high - low), 0.1), 0, 1) ** np.float32(0.8)
    flat = (np.clip(small, 0, 1) * 255).astype(np.uint8)
    flat = cv2.bilateralFilter(cv2.medianBlur(flat, 5), 7, 46, 5)
    flat = cv2.GaussianBlur(flat, (0, 0), max(0.6, 0.9 * unit)).astype(np.float32) / 255
    grey = flat.mean(2, keepdims=True)
    spread = (stretched(grey[..., 0], low=2, high=98)[..., None] - grey) * 0.75
    flat = np.clip(grey + (flat - grey) * 1.7 + spread, 0, 1)
    weight = np.array([0.9, 1.15, 0.75], np.float32)
    gap = (((flat[..., None, :] - palette) * weight) ** 2).sum(-1)
    chosen = np.argmin(gap, -1).astype(np.uint8)
    chosen = cv2.medianBlur(chosen, 5 if unit > 0.8 else 3)
    picture = cv2.resize(palette[chosen], (width, height), interpolation=cv2.INTER_LINEAR)
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.5, 0.55 * unit))
    if rng.random() < 0.65:
        contour = smoothstep(0.25, 0.6, blur(plate.ink * (plate.depth < 0.5), 0.9 * unit) * 1.6)
        line = palette[3] if plate.night and rng.random() < 0.5 else palette[0]
        picture += contour[..., None] * 0.9 * (line - picture)
    picture *= 1 + 0.022 * crop("fine", height, width, rng, scale=max(1.0, unit))[..., None]
    return np.asarray(picture, np.float32)
