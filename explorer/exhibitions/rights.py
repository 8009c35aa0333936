"""What the catalogue says of rights, read cautiously: is it clear that the picture may be shown?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OPEN_HOSTS = {
    "creativecommons.org": re.compile(r"/(licenses|publicdomain)/[a-z0-9+.-]+"),
    "rightsstatements.org": re.compile(r"/(vocab|page)/(noc-|nkc/)"),
    "etalab.gouv.fr": re.compile(r"/licence-ouverte"),
}
_OPEN_WORDS = re.compile(
    r"\b(public domain|domaine public|cc[ -]?0|cc[ -]by(?:[ -](?:sa|nd|nc))*|licence ouverte|"
    r"open licen[cs]e|creative commons|no known copyright|sans restriction)\b"
)
_CLOSED_WORDS = re.compile(
    r"\b(all rights reserved|tous droits réservés|droits réservés|in copyright|"
    r"not (?:in the )?public domain|hors domaine public)\b|©"
)


def is_clear(rights: str) -> bool:
    """Whether ``rights`` names a licence, or says that there is nothing to ask for.

    What is empty, reserved, or not understood is not clear: nothing is ever made up.
    """
    text = rights.strip().casefold()
    if not text or _CLOSED_WORDS.search(text):
        return False
    return any(_is_open_address(word) for word in text.split()) or bool(_OPEN_WORDS.search(text))


def _is_open_address(word: str) -> bool:
    try:
        parts = urlsplit(word)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    path = _OPEN_HOSTS.get(host.removeprefix("www."))
    return path is not None and path.match(parts.path) is not None
