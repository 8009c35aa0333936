"""The letters of pages that are written whole: the house's own, few enough for a telephone.

A file is made when it is first asked for, which takes a second or two; its name says what it holds.
Whoever asks first reads on in what their machine has (``font-display: optional``); a slanted word
is rare, and may change under the eye.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cache

from explorer import __version__
from explorer.publishing.fonts import (
    EUROPE,
    FACES,
    LICENCE,
    font_face,
    font_file,
    licence,
    web_font,
)

STYLE = "fonts.css"
"""The name of the style sheet."""

_MAKING = threading.Lock()


def style_sheet() -> bytes:
    """Which letters there are; nothing where none are installed."""
    rules = [
        font_face(family, name, italic=italic, display="swap" if italic else "optional")
        for name, (family, italic) in _named().items()
    ]
    return "\n".join([f"/* Licence: {LICENCE} */", *rules, ""]).encode()


def upright() -> list[str]:
    """The files that every page wants."""
    return [name for name, (_, italic) in _named().items() if not italic]


def font(name: str) -> bytes | None:
    """A file that the style sheet names; ``None`` for any other."""
    face = _named().get(name)
    if face is None:
        return None
    with _MAKING:  # made once, by whoever comes first
        return web_font(EUROPE, face[0], italic=face[1])


@cache
def notices() -> bytes:
    """Whose the letters are, and the words of their licence."""
    return licence()


@cache
def _named() -> dict[str, tuple[str, bool]]:
    """The faces that are installed, by the names of their files."""
    found = {}
    for family, italic in FACES:
        path = font_file(family, italic)
        if path is not None:
            told = f"{__version__} {path.name} {EUROPE}"
            key = hashlib.blake2b(told.encode(), digest_size=6).hexdigest()
            kind = f"{family.split()[1].lower()}{'-italic' if italic else ''}"
            found[f"{kind}-{key}.woff2"] = (family, italic)
    return found
