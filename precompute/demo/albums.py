"""Albums: a cover, then pages that are blank, written, or hold pictures."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from precompute.demo.lettering import as_ink, column, write
from precompute.demo.noise import blur, crop
from precompute.demo.paper import Rgb, lay, multiply, sheet, stain, stamp, written
from precompute.demo.sampling import choose, draw
from precompute.demo.scene import rgb
from precompute.demo.words import FRENCH

TITLES = ("ALBUM DE LA CÔTE", "SOUVENIRS DE MÉNERVAL", "CARNET DE VOYAGE")
KINDS = ("cover", "blank", "text", "picture")


def page_kind(order: int, pages: int, rng: np.random.Generator) -> str:
    """What the page at ``order`` (1 is the cover) is; every album has all four kinds."""
    if order == 1:
        return "cover"
    fixed = {pages: "blank", 2: "blank", 3: "text", 4: "picture"}
    return fixed.get(order) or str(rng.choice(["picture", "picture", "picture", "text"]))


def album_page(kind: str, album: int, order: int, seed: tuple[int, ...], *, longest: int) -> Rgb:
    """Draw a page of an album; ``longest`` is its height in pixels."""
    rng = np.random.default_rng(seed)
    own = np.random.default_rng((*seed[:1], 77, album))  # what all pages of an album share
    height, width = longest, int(longest * (0.76 + 0.1 * (album % 2)))
    if kind == "cover":
        return _cover(height, width, album, own, rng)
    tint = str(own.choice(["#3f3a34", "#e3d8bf", "#8f8674"]))
    page = sheet(height, width, rng, tint=tint, age=0.5)
    gutter = np.linspace(0, 1, width, dtype=np.float32)
    gutter = gutter if order % 2 else gutter[::-1]
    page *= (1 - 0.35 * np.exp(-gutter / 0.035))[None, :, None]
    dark = float(rgb(tint).mean()) < 0.45
    if kind == "text":
        _text(page, rng, dark=dark)
    elif kind == "picture":
        _pictures(page, rng, seed, dark=dark)
    if kind != "cover" and rng.random() < 0.3:
        stain(page, rng)
    number = np.zeros((height, width), np.uint8)
    write(
        number,
        str(order),
        width * (0.94 if order % 2 else 0.06),
        height * 0.965,
        height * 0.014,
        "hand",
        align=0.5,
        rng=rng,
    )
    page += as_ink(number)[..., None] * 0.7 * (rgb("#d8cdb4" if dark else "#4a3a2c") - page)
    return np.asarray(np.clip(page, 0, 1), np.float32)


def _cover(
    height: int, width: int, album: int, own: np.random.Generator, rng: np.random.Generator
) -> Rgb:
    leather = str(own.choice(["#5c2f26", "#2f3d36", "#33384a", "#4a3a2a"]))
    page = sheet(height, width, rng, tint=leather, age=0.0)
    hide = crop("leaf", height, width, rng, scale=max(0.3, height / 2200)) * 0.05
    page *= (1 + hide + 0.05 * crop("cloud", height, width, rng))[..., None]
    page[:, : int(width * 0.09)] *= 0.8
    page[:, int(width * 0.09) : int(width * 0.095)] *= 0.5
    gilt = np.zeros((height, width), np.uint8)
    x0, y0, x1, y1 = int(width * 0.15), int(height * 0.06), int(width * 0.94), int(height * 0.94)
    thick = max(1, height // 320)
    for inset in (0, 4 * thick):
        cv2.rectangle(gilt, (x0 + inset, y0 + inset), (x1 - inset, y1 - inset), 235, thick)
    for cx, cy in ((x0, y0), (x1, y0), (x0, y1), (x1, y1)):
        cv2.circle(
            gilt,
            (
                cx + (14 * thick if cx == x0 else -14 * thick),
                cy + (14 * thick if cy == y0 else -14 * thick),
            ),
            6 * thick,
            235,
            thick,
            cv2.LINE_AA,
        )
    words = TITLES[album % len(TITLES)].split(" ")
    half = (len(words) + 1) // 2
    for k, line in enumerate((" ".join(words[:half]), " ".join(words[half:]))):
        size = min(height * 0.045, width * 0.66 / max(len(line), 1) / 0.95)
        write(gilt, line, (x0 + x1) / 2, height * (0.4 + 0.08 * k), size, "roman", align=0.5)
    gold = as_ink(gilt) * np.clip(0.75 + 0.25 * crop("rough", height, width, rng), 0, 1)
    page += gold[..., None] * (rgb("#c9a55a") - page)
    worn = np.ones((height, width), np.float32)
    worn[6:-6, 6:-6] = 0
    page += (blur(worn, height / 120) * 0.5)[..., None] * (rgb("#a08a6c") - page)
    return np.asarray(np.clip(page, 0, 1), np.float32)


def _text(page: Rgb, rng: np.random.Generator, *, dark: bool) -> None:
    height, width = page.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    size = height * 0.016
    write(
        mask,
        str(
            rng.choice(["Été au bord de la mer", "Notre voyage", "La maison de famille", "Retour"])
        ),
        width / 2,
        height * 0.13,
        size * 1.5,
        "hand",
        align=0.5,
        rng=rng,
    )
    column(
        mask,
        (width * 0.14, height * 0.18, width * 0.86, height * rng.uniform(0.5, 0.85)),
        FRENCH,
        size,
        rng,
        name="hand",
        leading=2.3,
    )
    if dark:
        page += as_ink(mask)[..., None] * 0.85 * (rgb("#e3d9c4") - page)
    else:
        multiply(page, mask, "#3a2c40", 0.85)


def _pictures(page: Rgb, rng: np.random.Generator, seed: tuple[int, ...], *, dark: bool) -> None:
    """One to three small photographs with corners, and captions."""
    height, width = page.shape[:2]
    count = int(rng.integers(1, 4))
    slots = {
        1: [(0.5, 0.46, 0.62)],
        2: [(0.5, 0.28, 0.46), (0.5, 0.72, 0.46)],
        3: [(0.32, 0.25, 0.4), (0.68, 0.5, 0.4), (0.34, 0.76, 0.4)],
    }[count]
    for k, (cx, cy, share) in enumerate(slots):
        pick = np.random.default_rng((*seed, 5, k))
        kind = "sepia" if pick.random() < 0.5 else "black_and_white"
        truth = choose(pick, technique=kind)
        photo = draw(truth, (*seed, 6, k), longest=max(120, int(height * share)))
        box = int(height * share * 0.82)
        scale = min(box / photo.shape[0], width * 0.74 / photo.shape[1])
        image = Image.fromarray((photo * 255).astype(np.uint8)).resize(
            (int(photo.shape[1] * scale), int(photo.shape[0] * scale)), Image.Resampling.LANCZOS
        )
        small = np.asarray(image, np.float32) * np.float32(1 / 255)
        h, w = small.shape[:2]
        y = min(max(int(cy * height - h / 2), 2), height - h - 2)
        x = min(max(int(cx * width - w / 2), 2), width - w - 2)
        shade = np.zeros((height, width), np.float32)
        shade[y + 3 : y + h + 4, x + 3 : x + w + 4] = 0.5
        page *= 1 - blur(shade, 3.0)[..., None] * 0.6
        lay(page, small, x, y)
        caption = str(rng.choice(["été", "à la plage", "août", "chez nous", "le port", "dimanche"]))
        written(
            page,
            caption,
            x + w / 2,
            min(y + h + height * 0.022, height - 4),
            height * 0.014,
            rng,
            colour="#e3d9c4" if dark else "",
            strength=0.0 if dark else 0.85,
        )
        if dark:
            mask = np.zeros((height, width), np.uint8)
            write(
                mask,
                caption,
                x + w / 2,
                min(y + h + height * 0.022, height - 4),
                height * 0.014,
                "hand",
                align=0.5,
                rng=rng,
            )
            page += as_ink(mask)[..., None] * 0.85 * (rgb("#e3d9c4") - page)
    if rng.random() < 0.15:
        stamp(page, rng)
