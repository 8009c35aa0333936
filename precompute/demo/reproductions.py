"""Photographs that come back: cropped, recoloured, tilted, or printed in a newspaper."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from precompute.demo.noise import blur, crop
from precompute.demo.paper import Rgb, sheet, worn
from precompute.demo.techniques.exposure import SEPIAS, toned
from precompute.demo.techniques.press import news, printable, screened

_GREY = np.array([0.3, 0.59, 0.11], np.float32)


def cropped(page: Rgb, caption: str, rng: np.random.Generator) -> Rgb:
    """A quarter to two thirds of the picture, a little softer."""
    height, width = page.shape[:2]
    share = rng.uniform(0.5, 0.82, 2)
    h, w = int(height * share[0]), int(width * share[1])
    y, x = int(rng.uniform(0.1, 0.9) * (height - h)), int(rng.uniform(0.1, 0.9) * (width - w))
    part = blur(np.ascontiguousarray(page[y : y + h, x : x + w]), 0.6)
    scale = float(rng.uniform(0.9, 1.25))
    return np.asarray(
        np.clip(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), 0, 1),
        np.float32,
    )


def recoloured(page: Rgb, caption: str, rng: np.random.Generator) -> Rgb:
    """Printed again in another tone: neutral, blue, brown or faded."""
    tone = page @ _GREY
    tone = np.clip(
        (tone - 0.5) * float(rng.uniform(0.75, 1.35)) + 0.5 + float(rng.uniform(-0.06, 0.08)), 0, 1
    )
    ramps = [
        ["#0d0d0e", "#808080", "#f2f1ee"],
        ["#0b2a55", "#4a7ab0", "#eaf1f2"],
        list(SEPIAS[int(rng.integers(len(SEPIAS)))]),
        ["#3a1f2a", "#a5787a", "#f3e2d8"],
        ["#14231c", "#6f8a78", "#eef0e2"],
    ]
    before = page.reshape(-1, 3).mean(0)
    ways = [
        toned(tone.astype(np.float32), ramp)
        for ramp in (ramps[int(k)] for k in rng.permutation(5)[:3])
    ]
    # Of three tones the one least like the original: it is to look recoloured.
    return max(ways, key=lambda way: float(np.abs(way.reshape(-1, 3).mean(0) - before).sum()))


def tilted(page: Rgb, caption: str, rng: np.random.Generator) -> Rgb:
    """Photographed askew on a table."""
    height, width = page.shape[:2]
    side = min(height, width)
    pad = int(side * 0.13)
    size = (width + 2 * pad, height + 2 * pad)
    angle = np.radians(float(rng.choice([-1, 1]) * rng.uniform(3, 11)))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    middle = corners.mean(0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (corners - middle) @ turn.T * 0.9 + middle + pad + rng.normal(0, side * 0.018, (4, 2))
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    ground = sheet(
        size[1],
        size[0],
        rng,
        tint=str(rng.choice(["#4a3a2c", "#6b6b68", "#8a7a62", "#2b2b2d", "#b5aa94"])),
        age=0.1,
    )
    grain = crop("streak", size[1], size[0], rng, scale=2.0)
    ground *= (1 + 0.06 * grain)[..., None]
    alpha = cv2.warpPerspective(
        np.ones((height, width), np.float32), matrix, size, flags=cv2.INTER_LINEAR
    )
    ground *= 1 - 0.45 * blur(np.roll(alpha, (5, 6), (0, 1)), 6.0)[..., None]
    laid = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_LINEAR)
    out = ground * (1 - alpha[..., None]) + laid
    light = np.linspace(float(rng.uniform(0.82, 1)), 1.05, size[0], dtype=np.float32)[None, :, None]
    return np.asarray(np.clip(out * light, 0, 1), np.float32)


def newspaper(page: Rgb, caption: str, rng: np.random.Generator) -> Rgb:
    """Printed in halftone on a newspaper's page, under a headline."""
    scale = float(rng.uniform(0.72, 0.9))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    tone = small @ _GREY
    low, high = np.percentile(tone[::4, ::4], (2, 98))
    tone = np.clip((tone - low) / max(float(high - low), 0.1), 0, 1)
    height, width = tone.shape
    ink = screened(
        printable((tone**0.75).astype(np.float32)),
        max(height, width) / 620 * float(rng.uniform(5.0, 6.2)),
        rng,
    )
    return news(
        ink,
        caption,
        rng,
        head=int(height * rng.uniform(0.26, 0.36)),
        foot=int(height * rng.uniform(0.4, 0.7)),
        side=int(width * rng.uniform(0.03, 0.08)),
        columns=True,
        masthead=True,
    )


TRANSFORMS: dict[str, Callable[[Rgb, str, np.random.Generator], Rgb]] = {
    "cropped": cropped,
    "recoloured": recoloured,
    "tilted": tilted,
    "newspaper": newspaper,
}
"""How a photograph comes back, by the name ``truth.csv`` gives it."""


def reproduced(page: Rgb, transform: str, caption: str, rng: np.random.Generator) -> Rgb:
    """A reproduction of a document; raises KeyError for an unknown transform."""
    out = TRANSFORMS[transform](page, caption, rng)
    return worn(np.ascontiguousarray(out), rng, amount=0.2)
