"""Keeping the catalogues complete: ``python -m explorer.ui.messages`` after changing sentences.

Reads every sentence out of the code, adds what is new to both ``.po`` files (English as it is in
the code, French empty, to be translated), drops what is gone, and says what is left to do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from explorer.languages import CATALOGUES
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES, read_catalogue

_ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = ("explorer", "pages")
_METHODS = [("**.py", "python"), ("publishing/templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "say": None, "mark": None, "plural": (1, 2), "forms": (1, 2)}
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
# The files' history is in git: a date in each of them would only differ.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# The sentences of the interface. Kept by: python -m explorer.ui.messages"


def sentences() -> dict[str | tuple[str, str], set[str]]:
    """Every sentence of the code (one, or one and many), and the files that say it."""
    found: dict[str | tuple[str, str], set[str]] = {}
    for folder in _FOLDERS:
        for name, _, message, _, _ in extract_from_dir(
            str(_ROOT / folder), method_map=_METHODS, keywords=_KEYWORDS
        ):
            key = message if isinstance(message, str) else (message[0], message[1])
            found.setdefault(key, set()).add(f"{folder}/{name}")
    return found


def merged(old: Catalog, language: str) -> Catalog:
    """A catalogue of exactly the code's sentences, with the translations of ``old``."""
    new = Catalog(
        locale=language,
        header_comment=_HEADER,
        project="Cimaise",
        version="1",
        last_translator="Cimaise",
        language_team=LANGUAGE_NAMES[language],
        msgid_bugs_address="see CONTRIBUTING.md",
        charset="utf-8",
        creation_date=_EPOCH,
        revision_date=_EPOCH,
        fuzzy=False,
    )
    # Its own rule of plurals: libraries know others (French: a form for whole millions).
    new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for key, files in sorted(sentences().items(), key=lambda entry: str(entry[0])):
        known = old.get(key if isinstance(key, str) else key[0])
        text = known.string if known else ""
        if language == "en" and not complete(text):
            text = key
        new.add(key, text, locations=[(name, 0) for name in sorted(files)])
    return new


def complete(text: object) -> bool:
    """Whether a translation (one form or several) is all there."""
    if isinstance(text, str):
        return bool(text)
    return isinstance(text, Iterable) and all(text)


def missing(catalogue: Catalog) -> list[Message]:
    """Sentences of a catalogue that are not translated, or not for sure."""
    return [
        message
        for message in catalogue
        if message.id and (message.fuzzy or not complete(message.string))
    ]


def main() -> int:
    """Update the catalogues; the number of sentences still to be translated is the exit code."""
    left = 0
    for language in LANGUAGES:
        catalogue = merged(read_catalogue(language), language)
        with CATALOGUES[language].open("wb") as handle:
            write_po(handle, catalogue, width=100, include_lineno=False)
        todo = missing(catalogue)
        left += len(todo)
        for message in todo:
            sys.stderr.write(f"{language}: {message.id}\n")
    return min(left, 100)


if __name__ == "__main__":
    sys.exit(main())
