"""What pictures are on and what time did to them: sheets, mounts, stamps, stains, scratches."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from precompute.demo.curves import ellipse, ridge, smooth
from precompute.demo.lettering import as_ink, breadth, write
from precompute.demo.noise import Field, blur, crop, smoothstep, tinted
from precompute.demo.scene import Colour, rgb

Rgb = npt.NDArray[np.float32]
"""A picture, float32 [height, width, 3], 0–1."""

TINTS = ("#efe6d2", "#e9dfc8", "#f1ebdd", "#e4d8bd", "#ece4d4", "#ded0b2")
CARDS = ("#d9cfb8", "#c9bda2", "#3f3a35", "#b8a98a", "#e3dcc9", "#5b4a3c", "#8f8a7c")
INKS = ("#3a2c22", "#2b2c3d", "#4a3a2a", "#54402c")


def sheet(
    height: int, width: int, rng: np.random.Generator, *, tint: Colour = "", age: float = 0.5
) -> Rgb:
    """A sheet of old paper: fibres, browned edges, foxing as ``age`` (0–1) grows."""
    base = rgb(tint or str(rng.choice(TINTS)))
    unit = max(height, width) / 620
    clouds = crop("cloud", height, width, rng, scale=unit * 1.4)
    tone = 1 + np.float32(0.014) * crop("rough", height, width, rng, scale=unit)
    tone += np.float32(0.006) * crop("fine", height, width, rng) + np.float32(0.018) * clouds
    edge = _edge(height, width) * np.float32(-5.5) + (1 - np.float32(0.23) * clouds)
    brown = np.maximum(edge, 0) ** 2 * np.float32(0.42 * age)
    np.minimum(brown, 0.8, out=brown)
    page = tinted(tone * (1 - brown), base)
    page += tinted(brown, rgb("#b08f5f"))
    if rng.random() < 0.55 * age:
        _foxing(page, rng, unit)
    np.clip(page, 0, 1, out=page)
    return page


def _edge(height: int, width: int) -> Field:
    """Distance to the nearest edge, in parts of the shorter side."""
    y = np.arange(height, dtype=np.float32)
    x = np.arange(width, dtype=np.float32)
    down = np.minimum(y, height - 1 - y)[:, None]
    across = np.minimum(x, width - 1 - x)[None, :]
    return np.asarray(np.minimum(down, across) / min(height, width), np.float32)


def _foxing(page: Rgb, rng: np.random.Generator, unit: float) -> None:
    height, width = page.shape[:2]
    spots = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(8, 50))):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(
            spots,
            centre,
            max(1, int(rng.pareto(2.0) * 1.2 * unit + 0.8)),
            int(rng.integers(60, 190)),
            -1,
        )
    mask = as_ink(cv2.GaussianBlur(spots, (0, 0), max(0.6, 0.9 * unit))) * np.float32(0.5)
    page *= tinted(1 - mask)
    page += tinted(mask, rgb("#96703f"))


def lay(page: Rgb, picture: Rgb, x: int, y: int) -> None:
    """Lay a picture on a page."""
    height, width = picture.shape[:2]
    page[y : y + height, x : x + width] = picture


def multiply(page: Rgb, mask: npt.NDArray[np.uint8], colour: Colour, strength: float = 0.9) -> None:
    """Print a mask onto a page as a transparent ink."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return
    area = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    page[area] *= 1 - tinted(as_ink(mask[area]) * np.float32(strength), 1 - rgb(colour))


def written(  # noqa: PLR0917
    page: Rgb,
    text: str,
    x: float,
    y: float,
    size: float,
    rng: np.random.Generator,
    *,
    face: str = "hand",
    align: float = 0.5,
    colour: Colour = "",
    angle: float = 0.0,
    strength: float = 0.85,
    room: float = 0.0,
) -> None:
    """Write on a page; ``room`` (pixels) shrinks the line to fit."""
    if room:
        size = min(size, size * room / max(breadth(text, face, size), 1e-6))
    mask = np.zeros(page.shape[:2], np.uint8)
    write(mask, text, x, y, size, face, align=align, angle=angle, rng=rng)
    multiply(page, mask, colour or str(rng.choice(INKS)), strength)


def stamp(page: Rgb, rng: np.random.Generator, *, where: tuple[float, float] | None = None) -> None:
    """The stamp of the archive, round or square, more or less well inked."""
    height, width = page.shape[:2]
    r = min(height, width) * rng.uniform(0.055, 0.085)
    x, y = where or (
        float(rng.choice([0.14, 0.86])) * width,
        float(rng.choice([0.12, 0.88])) * height,
    )
    mask = np.zeros((height, width), np.uint8)
    thick = max(1, round(r / 22))
    turn = float(rng.uniform(-25, 25))
    if rng.random() < 0.65:
        for k in (1.0, 0.72):
            cv2.circle(mask, (int(x), int(y)), int(r * k), 230, thick, cv2.LINE_AA)
        text = "ARCHIVES DE LA CÔTE"
        for k, letter in enumerate(text):
            a = np.radians(180 - 195 * (k + 0.5) / len(text) + 8 + turn)
            write(
                mask,
                letter,
                x + 0.79 * r * np.cos(a),
                y - 0.79 * r * np.sin(a),
                r * 0.17,
                "sans",
                align=0.5,
                angle=float(np.degrees(a)) - 90,
                value=230,
            )
        write(
            mask,
            str(rng.choice(["C.D.", "№ 7", "A.R."])),
            x,
            y + r * 0.15,
            r * 0.3,
            "roman",
            align=0.5,
            angle=turn,
            value=230,
        )
    else:
        ring = cv2.boxPoints(((x, y), (r * 2.6, r * 1.0), -turn * 0.4))
        cv2.polylines(
            mask, [np.round(ring * 16).astype(np.int32)], True, 230, thick, cv2.LINE_AA, 4
        )
        write(
            mask,
            str(rng.choice(["DÉPÔT LÉGAL", "ARCHIVES", "DON DE 1931", "INVENTAIRE"])),
            x,
            y + r * 0.14,
            r * 0.29,
            "sans",
            align=0.5,
            angle=turn * 0.4,
            value=230,
        )
    patchy = smoothstep(
        -1.6, 0.4, crop("rough", height, width, rng, scale=max(height, width) / 900)
    )
    ink = (mask * (0.45 + 0.5 * patchy)).astype(np.uint8)
    multiply(page, ink, str(rng.choice(["#7d3550", "#8a3a34", "#3f4a7a", "#4a4a52"])), 0.75)


def stain(page: Rgb, rng: np.random.Generator) -> None:
    """A tide mark where the sheet was wet."""
    height, width = page.shape[:2]
    unit = max(height, width) / 620
    mask = np.zeros((height, width), np.uint8)
    cx, cy = float(rng.choice([0.0, 1.0])) * width, rng.uniform(0, 1) * height
    r = rng.uniform(0.16, 0.4) * min(height, width)
    ring = ellipse(cx, cy, r, r * rng.uniform(0.6, 1.5), n=24)
    ring += rng.normal(0, r * 0.09, ring.shape)
    cv2.fillPoly(mask, [np.round(smooth(ring[:-1], closed=True)).astype(np.int32)], 255)
    inside = blur(as_ink(mask), 1.2 * unit)
    rim = np.clip(inside * (1 - inside) * 4, 0, 1) * 0.22
    page *= 1 - ((rim + inside * 0.05)[..., None] * (1 - rgb("#a3814f")))


def crease(page: Rgb, rng: np.random.Generator) -> None:
    """A fold across the sheet."""
    height, width = page.shape[:2]
    upright = rng.random() < 0.5
    long, across = (height, width) if upright else (width, height)
    at = across * rng.choice([0.5, 0.333, 0.667]) + rng.normal(0, 2)
    wave = ridge(0, long, height=across * 0.004, rng=rng, n=4)
    points = np.column_stack(
        [wave[:, 1] + at, wave[:, 0]] if upright else [wave[:, 0], wave[:, 1] + at]
    )
    unit = max(height, width) / 620
    for shift, value, strength in ((0.0, 255, 0.24), (1.4 * unit, 255, -0.14)):
        mask = np.zeros((height, width), np.uint8)
        path = np.round((points + shift) * 16).astype(np.int32)
        cv2.polylines(mask, [path], False, value, max(1, round(unit)), cv2.LINE_AA, 4)
        page *= 1 - strength * as_ink(mask)[..., None] * (0.6 + 0.4 * (strength > 0))
    np.clip(page, 0, 1, out=page)


def scratched(
    height: int, width: int, rng: np.random.Generator, count: int
) -> npt.NDArray[np.uint8]:
    """Scratches, hairs and dust as a mask."""
    mask = np.zeros((height, width), np.uint8)
    unit = max(height, width) / 620
    for _ in range(count):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        if rng.random() < 0.45:
            cv2.circle(
                mask,
                (int(x), int(y)),
                max(1, int(rng.pareto(3) * unit)),
                int(rng.integers(90, 230)),
                -1,
                cv2.LINE_AA,
            )
            continue
        long, a = rng.exponential(30) * unit, rng.uniform(0, 6.3)
        bend = rng.normal(0, 0.25) * long
        t = np.linspace(0, 1, 8)
        path = np.column_stack(
            [
                x + long * t * np.cos(a) - bend * t * t * np.sin(a),
                y + long * t * np.sin(a) + bend * t * t * np.cos(a),
            ]
        )
        cv2.polylines(
            mask,
            [np.round(path * 16).astype(np.int32)],
            False,
            int(rng.integers(70, 200)),
            1,
            cv2.LINE_AA,
            4,
        )
    return mask


def mounted(
    picture: Rgb,
    rng: np.random.Generator,
    *,
    imprint: str = "",
    caption: str = "",
    rounded: bool = False,
) -> Rgb:
    """A print pasted on card, with the studio's imprint and perhaps a title in ink."""
    height, width = picture.shape[:2]
    side = min(height, width)
    edge = int(side * rng.uniform(0.05, 0.12))
    foot = int(edge * rng.uniform(1.2, 2.2)) + (int(side * 0.03) if caption else 0)
    colour = str(rng.choice(CARDS))
    dark = float(rgb(colour).mean()) < 0.45
    page = sheet(
        height + edge + foot, width + 2 * edge, rng, tint=colour, age=0.15 if dark else 0.6
    )
    shade = np.zeros(page.shape[:2], np.float32)
    shade[edge + 2 : edge + height + 3, edge + 2 : edge + width + 3] = 0.5
    page *= 1 - blur(shade, max(1.0, side / 260))[..., None] * 0.5
    if rounded:
        mask = np.zeros((height, width), np.uint8)
        r = int(side * 0.05)
        cv2.rectangle(mask, (r, 0), (width - r - 1, height), 255, -1)
        cv2.rectangle(mask, (0, r), (width, height - r - 1), 255, -1)
        for cx, cy in (
            (r, r),
            (width - r - 1, r),
            (r, height - r - 1),
            (width - r - 1, height - r - 1),
        ):
            cv2.circle(mask, (cx, cy), r, 255, -1, cv2.LINE_AA)
        alpha = as_ink(mask)[..., None]
        region = page[edge : edge + height, edge : edge + width]
        region += alpha * (picture - region)
    else:
        lay(page, picture, edge, edge)
    if rng.random() < 0.4:
        inset = max(2, edge // 3)
        line = rgb("#c9a95c") if dark else rgb("#7d6240")
        cv2.rectangle(
            page,
            (inset, inset),
            (page.shape[1] - inset - 1, page.shape[0] - inset - 1),
            line.tolist(),
            1,
        )
    gold: Colour = "#d9c48a" if dark else ""
    base = edge + height
    if dark:
        ink = np.zeros(page.shape[:2], np.uint8)
        if imprint:
            write(
                ink,
                imprint,
                page.shape[1] / 2,
                base + foot * 0.62,
                foot * 0.22,
                "italic",
                align=0.5,
            )
        alpha = as_ink(ink)[..., None] * 0.8
        page += alpha * (rgb(gold) - page)
        return page
    if imprint:
        written(
            page,
            imprint,
            page.shape[1] * 0.5,
            base + foot * (0.4 if caption else 0.62),
            foot * 0.2,
            rng,
            face="italic",
            room=width * 0.8,
        )
    if caption:
        written(
            page,
            caption,
            page.shape[1] * 0.5,
            base + foot * 0.84,
            foot * 0.26,
            rng,
            room=width * 0.92,
            angle=float(rng.normal(0, 0.4)),
        )
    return page


def worn(page: Rgb, rng: np.random.Generator, *, amount: float = 0.5) -> Rgb:
    """Stains, folds, a stamp, a worn corner: what a sheet of paper goes through."""
    if rng.random() < 0.16 * amount * 2:
        stain(page, rng)
    if rng.random() < 0.12 * amount * 2:
        crease(page, rng)
    if rng.random() < 0.3 * amount * 2:
        stamp(page, rng)
    if rng.random() < 0.2 * amount * 2:
        _corner(page, rng)
    return page


def _corner(page: Rgb, rng: np.random.Generator) -> None:
    """A corner torn off: what lies under it shows."""
    height, width = page.shape[:2]
    s = min(height, width) * rng.uniform(0.03, 0.09)
    x, y = (0 if rng.random() < 0.5 else width), (0 if rng.random() < 0.5 else height)
    dx, dy = (1 if x == 0 else -1), (1 if y == 0 else -1)
    t = np.linspace(0, 1, 12)
    cut = np.column_stack(
        [x + dx * s * (1 - t), y + dy * s * t * rng.uniform(0.6, 1.2)]
    ) + rng.normal(0, s * 0.05, (12, 2))
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(
        mask, [np.round(np.vstack([[(x, y)], cut]) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4
    )
    alpha = as_ink(mask)[..., None]
    page += alpha * (rgb("#d3cfc6") - page)
