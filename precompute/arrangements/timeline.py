"""The layout ``timeline``: stacks by year, uncertain dates below the ground, unknown ones apart."""

from __future__ import annotations

import numpy as np

from precompute.arrangements import stacks
from precompute.arrangements.legend import both
from precompute.arrangements.scene import Arrangement, Facts, Scene, enough


def make(scene: Scene) -> Arrangement:
    """Lay out by year; ``NotWorthwhileError`` where too few have one."""
    years = _years(scene)
    enough(int(np.isfinite(years.middle).sum()), len(scene), what="a date")
    return stacks.make(scene, years, WORDS)


def extend(scene: Scene, kept: np.ndarray, facts: Facts) -> Arrangement:
    """More images in the stacks of their years; nothing that hangs already moves."""
    return stacks.extend(scene, kept, facts, _years(scene), WORDS)


def _years(scene: Scene) -> stacks.Scaled:
    low, high = (
        np.array(
            [np.nan if year is None else year for year in scene.column(name)], dtype=np.float64
        )
        for name in ("year_from", "year_to")
    )
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    return stacks.Scaled(np.minimum(low, high), np.maximum(low, high))


def year_text(value: float) -> dict[str, str]:
    """A year for people: before our era said as such, and no year 0."""
    year = round(value)
    if year < 0:
        return both(f"{-year} av. J.-C.", f"{-year} BCE")
    if year < 100:
        return both(f"an {max(1, year)}", f"AD {max(1, year)}")
    return {"": str(year)}


def _said(french: str, english: str, value: float) -> dict[str, str]:
    text = year_text(value)
    return both(
        french.format(text.get("fr", text.get("", ""))),
        english.format(text.get("en", text.get("", ""))),
    )


WORDS = stacks.Words(
    tick=year_text,
    unknown=both("Date inconnue", "Date unknown"),
    uncertain=both(
        "dates incertaines, au milieu de leur période", "uncertain dates, at their middle"
    ),
    before=lambda year: _said("avant {}", "before {}", year),
    after=lambda year: _said("à partir de {}", "from {} on", year),
)
