"""Text from outside, made harmless: no control characters, no unbounded lengths."""

from __future__ import annotations

import re

LINE, PARAGRAPHS = 1_000, 20_000
"""Greatest lengths kept, in characters: of a value on one line, and of a longer text."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str, *, limit: int = PARAGRAPHS) -> str:
    """``text`` without control characters, trimmed, at most ``limit`` characters; lines are kept."""
    return _CONTROL.sub("", text[: 2 * limit]).strip()[:limit].rstrip()


def clean_line(text: str, *, limit: int = LINE) -> str:
    """The same on one line: every run of white space becomes one space."""
    return clean(_SPACES.sub(" ", text[: 2 * limit]), limit=limit)
