"""The stages of a build, in the order in which they run: one module a stage."""

from __future__ import annotations

from precompute.pipeline import Stage
from precompute.stages import (
    embed,
    index,
    items,
    layouts,
    model,
    neighbours,
    sheets,
    sources,
    themes,
    thumbnails,
    vocabulary,
    words,
)

STAGES: tuple[Stage, ...] = (
    sources.STAGE,
    thumbnails.STAGE,
    items.STAGE,
    words.STAGE,
    embed.STAGE,
    vocabulary.STAGE,
    index.STAGE,
    neighbours.STAGE,
    layouts.STAGE,
    themes.STAGE,
    sheets.STAGE,
    model.STAGE,
)
