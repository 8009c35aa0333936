"""Text from outside, made harmless: no control characters, no unbounded lengths."""

from __future__ import annotations

import re

LINE, PARAGRAPHS = 1_000, 20_000
"""Greatest lengths kept, in characters: of a value on one line, and of a longer text."""

_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, but for line ends
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # what hides or turns text
    "\ud800-\udfff]"  # halves of characters, which are no text
)
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: str, *, limit: int = PARAGRAPHS) -> str:
    """``text`` without control characters, trimmed, at most ``limit`` characters."""
    if not text.isprintable():
        text = _HARMFUL.sub("", _LINE_END.sub("\n", text[: 4 * limit]))
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_line(text: str, *, limit: int = LINE) -> str:
    """The same, on one line: every run of white space becomes one space."""
    if not text.isprintable() or "  " in text:
        text = _SPACES.sub(" ", text[: 4 * limit])
    return clean(text, limit=limit)
