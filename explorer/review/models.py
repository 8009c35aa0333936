"""What a suggestion is, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DECIDED = "review"
"""The kind under which decisions on suggestions are kept."""

FIELDS = ("subject", "technique", "date")
Basis = Literal["vocabulary", "column", "words", "neighbours"]
Why = Literal["missing", "doubtful", "further"]
"""Nothing stands there; what stands there is doubtful; something may be added."""


@dataclass(frozen=True)
class Evidence:
    """An item that speaks for a suggestion: its row, cosine to the item, and what it holds."""

    row: int
    score: float
    value: str


@dataclass(frozen=True)
class Suggestion:
    """A value for a field of one image.

    ``old`` is what the table holds, empty where nothing. ``score`` is, for tags, how many standard
    deviations the word stands out among words and images; else the share of the neighbours that
    agree, in [0, 1]. ``label`` is the value as one reads it.
    """

    row: int
    field: str
    value: str
    label: str
    old: str
    why: Why
    basis: Basis
    score: float
    evidence: tuple[Evidence, ...] = ()
