"""The stages of a build, in the order in which they run: one module a stage."""

from __future__ import annotations

from precompute.pipeline import Stage
from precompute.stages.arrangements import STAGE as ARRANGEMENTS
from precompute.stages.crops import STAGE as CROPS
from precompute.stages.embed import STAGE as EMBED
from precompute.stages.full import STAGE as FULL
from precompute.stages.index import STAGE as INDEX
from precompute.stages.items import STAGE as ITEMS
from precompute.stages.layouts import STAGE as LAYOUTS
from precompute.stages.model import STAGE as MODEL
from precompute.stages.neighbours import STAGE as NEIGHBOURS
from precompute.stages.reproductions import STAGE as REPRODUCTIONS
from precompute.stages.sheets import STAGE as SHEETS
from precompute.stages.sources import STAGE as SOURCES
from precompute.stages.themes import STAGE as THEMES
from precompute.stages.thumbnails import STAGE as THUMBNAILS
from precompute.stages.vocabulary import STAGE as VOCABULARY
from precompute.stages.words import STAGE as WORDS

STAGES: tuple[Stage, ...] = (
    SOURCES,
    THUMBNAILS,
    ITEMS,
    FULL,
    WORDS,
    EMBED,
    VOCABULARY,
    INDEX,
    NEIGHBOURS,
    CROPS,
    REPRODUCTIONS,
    LAYOUTS,
    THEMES,
    ARRANGEMENTS,
    SHEETS,
    MODEL,
)
