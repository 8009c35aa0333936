"""The languages of the interface, and texts in several languages.

A language is one file, ``{code}/LC_MESSAGES/cimaise.po``: in ``explorer/locales``, or, without
touching the program, in the folder that the environment variable ``EXPLORER_LOCALES`` names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError, get_global

LOCALES = Path(__file__).resolve().parent / "locales"
"""The languages that come with the house."""

DOMAIN = "cimaise"

_FIRST = ("fr", "en")
_HERE = {"en": "GB"}
"""Where a language is spoken as the house writes it, if not where most people speak it."""
_CODE = re.compile(r"[a-z]{2,3}")


def catalogue_path(language: str, *, folder: Path = LOCALES) -> Path:
    """The file of a language's sentences."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _catalogues() -> dict[str, Path]:
    """The file of each language, the house's first; one that is brought replaces its own."""
    brought = os.environ.get("EXPLORER_LOCALES", "")
    found: dict[str, Path] = {}
    for folder in filter(None, (LOCALES, Path(brought) if brought else None)):
        for path in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
            code = path.parent.parent.name
            if _CODE.fullmatch(code) and _name(code):
                found[code] = path
    first = [code for code in _FIRST if code in found]
    return {code: found[code] for code in [*first, *sorted(found.keys() - set(first))]}


def _name(code: str) -> str:
    """A language's name in that language, or nothing for what is none."""
    try:
        name = Locale.parse(code).get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:]


CATALOGUES = _catalogues()

LANGUAGES = tuple(CATALOGUES)
"""Languages of the interface; the first is the one used when nothing says otherwise."""

LANGUAGE_NAMES = {code: _name(code) for code in LANGUAGES}
"""Each language's name in that language."""


def locale_of(language: str) -> str:
    """A language with its country, as Open Graph has them: ``fr_FR``; without one where none is."""
    known = re.search(r"_([A-Z]{2})$", get_global("likely_subtags").get(language, ""))
    country = _HERE.get(language) or (known[1] if known else "")
    return "_".join(filter(None, (language, country)))


def translated(texts: Mapping[str, str] | Sequence[tuple[str, str]] | None, language: str) -> str:
    """The text in a language; else in English, in French, or in any; else nothing."""
    known = {code: text for code, text in dict(texts or {}).items() if text}
    for code in (language, "en", "fr"):
        if code in known:
            return known[code]
    return next(iter(known.values()), "")


def told_in(texts: Mapping[str, str] | None, language: str) -> str:
    """The language of what ``translated`` gives, where it is another one; else nothing."""
    chosen = translated(texts, language)
    if not chosen or dict(texts or {}).get(language):
        return ""
    return next(code for code, text in dict(texts or {}).items() if text == chosen)
