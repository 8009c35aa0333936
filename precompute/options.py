"""What a build may be asked, in one typed record."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from precompute.sources.iiif import Visit

LAYOUT_NAMES = ("map", "grid", "themes", "timeline", "colour", "places")
"""Layouts that are made unless others are asked for, where the collection has what they show."""

AXIS = "axis:"
"""Begins the name of a layout by a column of the table: ``axis:technique``."""


FULL_WAYS = ("none", "tiles")
"""What is kept of the pictures themselves, beside their derivatives."""

REPRODUCTION_WAYS = ("none", "whole", "crops")
"""How pictures that come back are looked for: not at all, by the vectors of the whole pictures, or
by those of five parts of each too."""


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """Options of ``build`` and ``add``; the command line says the same in words.

    ``batch_size`` counts images; ``max_pixels`` is the largest width x height accepted;
    ``workers`` counts processes. ``layouts`` are names of ``LAYOUT_NAMES``, ``map`` among them,
    and ``axis:`` followed by the name of a column. ``model`` is a preset or an open_clip name;
    ``weights`` is a pretrained tag or the path of a local file. With ``vectors`` nothing is
    embedded. ``full`` is one of ``FULL_WAYS``: whether the full picture of large images is kept,
    as tiles; when it is not said, ``build`` keeps none and ``add`` does as the bundle did.
    ``reproductions`` is one of ``REPRODUCTION_WAYS``; when it is not said, ``build`` takes
    ``whole`` and ``add`` does as the bundle did.
    ``int8_text`` says whether a text tower of 8 bits is tried; when it is not said, a large one.
    ``title`` is by language; that of the empty language serves all others. ``contact``, ``pause``
    (seconds) and ``allow_private`` say how a source that is an address is asked.
    """

    source: str
    out: Path
    name: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    model: str = ""
    weights: str = ""
    vectors: Path | None = None
    vocabulary: Path | None = None
    vocabulary_vectors: Path | None = None
    device: str = "auto"
    workers: int = os.cpu_count() or 1
    batch_size: int = 64
    engine: str = "local"
    layouts: tuple[str, ...] = LAYOUT_NAMES
    seed: int = 0
    max_pixels: int = 400_000_000
    int8_text: bool | None = None
    full: str = ""
    reproductions: str = ""
    replace_additions: bool = False
    contact: str = ""
    pause: float = 1.0
    allow_private: bool = False

    @property
    def visit(self) -> Visit:
        """How a source that is an address is asked; what it gives is kept beside the bundle."""
        folder = self.out.with_name(f"{self.out.name}.iiif") if self.out.name else None
        return Visit(
            folder=folder,
            contact=self.contact,
            pause=self.pause,
            allow_private=self.allow_private,
            max_pixels=self.max_pixels,
        )
