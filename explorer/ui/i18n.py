"""The interface's languages: gettext catalogues, compiled in memory from their ``.po`` files.

Message identifiers are the English sentences of the code; both languages have a catalogue, so
that even the English can be reworded without touching the code.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from explorer.languages import CATALOGUES, DOMAIN, LANGUAGE_NAMES, LANGUAGES, LOCALES

__all__ = [
    "DOMAIN",
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "LOCALES",
    "Translator",
    "accepted",
    "choose",
    "mark",
    "read_catalogue",
    "translator",
]

_TAG = re.compile(r"[A-Za-z]{2,3}")


@dataclass(frozen=True)
class Translator:
    """Says the interface's sentences in one language; called ``_`` where it is used."""

    language: str
    _catalogue: gettext.NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        """``message`` in the language, its ``{placeholders}`` filled with ``values``."""
        text = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """``one`` or ``many`` as the language counts ``n``; ``{n}`` is filled like the values."""
        text = self._catalogue.ngettext(one, many, n)
        return text.format(**({"n": n} | values))

    def forms(self, one: str, many: str) -> dict[str, str]:
        """Both forms, unfilled, for the browser: ``{"one": …, "other": …}`` (CLDR names)."""
        return {
            "one": self._catalogue.ngettext(one, many, 1),
            "other": self._catalogue.ngettext(one, many, 2),
        }


def mark(message: str) -> str:
    """Mark a constant for translation; it is translated where it is shown."""
    return message


@cache
def translator(language: str) -> Translator:
    """The translator of a language of ``LANGUAGES``; ``ValueError`` for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no interface in {language!r}")
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translator(language, gettext.GNUTranslations(compiled))


def read_catalogue(language: str) -> Catalog:
    """The ``.po`` file of a language, read."""
    with CATALOGUES[language].open("rb") as handle:
        return read_po(handle, locale=language, domain=DOMAIN)


def choose(candidates: Iterable[str | None], *, default: str = LANGUAGES[0]) -> str:
    """The first of ``candidates`` that is a language of the interface, else ``default``.

    A candidate is a language tag (``"fr"``, ``"en-GB"``) or ``None``; anything else is passed
    over, so that text from an address can be given as it is.
    """
    for candidate in candidates:
        found = _TAG.match(candidate or "")
        if found and found[0].lower() in LANGUAGES:
            return found[0].lower()
    return default if default in LANGUAGES else LANGUAGES[0]


def accepted(header: str) -> list[str]:
    """Language tags of an ``Accept-Language`` header, the most wanted first."""
    wanted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if tag and weight > 0:
            wanted.append((weight, tag))
    return [tag for _, tag in sorted(wanted, key=lambda pair: -pair[0])]
