"""Texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def translated(texts: Mapping[str, str] | Sequence[tuple[str, str]] | None, language: str) -> str:
    """The text in a language; else in English, in French, or in any; else nothing."""
    known = {code: text for code, text in dict(texts or {}).items() if text}
    for code in (language, "en", "fr"):
        if code in known:
            return known[code]
    return next(iter(known.values()), "")
