"""What a technique is: how a scene becomes a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from precompute.demo.noise import Field
from precompute.demo.paper import Rgb
from precompute.demo.scene import SKY, Plate


@dataclass(frozen=True, slots=True)
class Label:
    """What may be written on a document: its title, place, year, maker and number."""

    title: str = ""
    place: str = ""
    year: str = ""
    maker: str = ""
    number: str = ""


Rendering = Callable[[Plate, Label, np.random.Generator], Rgb]


@dataclass(frozen=True, slots=True)
class Technique:
    """A technique, its names, the years it was used in, and whether it is a photograph."""

    key: str
    en: str
    fr: str
    years: tuple[int, int]
    photographic: bool
    render: Rendering


TECHNIQUES: dict[str, Technique] = {}


def technique(
    en: str, fr: str, years: tuple[int, int], *, photographic: bool = False
) -> Callable[[Rendering], Rendering]:
    """Enter the rendering that follows as a technique, under the name of its function."""

    def enter(render: Rendering) -> Rendering:
        key = render.__name__
        if key in TECHNIQUES:
            raise ValueError(f"two techniques are called {key}")
        TECHNIQUES[key] = Technique(key, en, fr, years, photographic, render)
        return render

    return enter


def bordered(plate: Plate) -> bool:
    """Whether there is drawing along the edges of a sheet that should not be faded away."""
    height, width = plate.size
    y, x = max(2, height // 14), max(2, width // 14)
    rim = plate.ink[:y].mean() + plate.ink[-y:].mean() + plate.ink[:, :x].mean()
    return bool((plate.matter == SKY).mean() > 0.3 and rim > 0.12 and not plate.depth.any())


def fading(plate: Plate) -> bool:
    """Whether a picture may fade into the paper around it: light at its edges, nothing cut."""
    height, width = plate.size
    y, x = max(2, height // 10), max(2, width // 10)
    rim = [plate.tone[:y], plate.tone[-y:], plate.tone[:, :x], plate.tone[:, -x:]]
    return not bordered(plate) and min(float(part.mean()) for part in rim) > 0.3


def stretched(tone: Field, *, low: float = 1.0, high: float = 99.0) -> Field:
    """The tone spread over 0–1, a few outliers clipped."""
    sample = tone[::6, ::6]
    a, b = np.percentile(sample, (low, high))
    return np.asarray(np.clip((tone - a) / max(float(b - a), 0.08), 0, 1), np.float32)
