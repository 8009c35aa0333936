"""The house's letters where the house's server is not: Source Serif and Source Sans, made small.

They lie in the package of Streamlit, under the SIL Open Font License 1.1. What is left of a font
when letters are taken out of it is a modified version, which the licence lets bear no name of the
original: they are called "Cimaise Serif" and "Cimaise Sans", and keep their notices.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

_LOG = logging.getLogger(__name__)

SERIF, SANS = "Cimaise Serif", "Cimaise Sans"
_FILES = {
    (SERIF, False): "SourceSerifVariable-Roman*.woff2",
    (SERIF, True): "SourceSerifVariable-Italic*.woff2",
    (SANS, False): "SourceSansVF-Upright*.woff2",
    (SANS, True): "SourceSansVF-Italic*.woff2",
}
FACES = tuple(_FILES)
"""Families, upright and slanted."""

WEIGHTS = (400, 700)
_OPTICAL = 20
_NOTICES = (0, 7, 13, 14)
"""Names that stay (OpenType's name table): copyright, trademark, licence and where it is."""

_ALWAYS = "".join(map(chr, range(0xA0, 0x100))) + "œŒŸ\u202f“”‘’–—…"
"""Letters of most pages in French and English: the fonts of one then serve for others."""
EUROPE = "".join(map(chr, range(0x100, 0x180)))
"""The other Latin letters of Europe, for people's names: for pages of which not all is known."""

LICENCE = "fonts-licence.txt"


@cache
def font_file(family: str, italic: bool = False) -> Path | None:
    """The file of a family as it is installed, or ``None``."""
    found = importlib.util.find_spec("streamlit")
    if found is None or not found.submodule_search_locations:
        return None
    media = Path(found.submodule_search_locations[0]) / "static" / "static" / "media"
    return next(iter(sorted(media.glob(_FILES[family, italic]))), None)


def web_fonts(text: Iterable[str], *, slanted: bool = True) -> dict[str, bytes]:
    """Files of a web page's fonts, by name: WOFF2 with the letters of ``text``, CSS, the licence.

    Nothing where the fonts are not installed: pages then show what the reader's machine has.
    """
    letters = "".join(text)
    files: dict[str, bytes] = {}
    rules: list[str] = []
    for family, italic in FACES:
        if italic and not slanted:
            continue
        made = web_font(letters, family, italic=italic)
        if made is None:
            return {}
        name = f"{family.split()[1].lower()}{'-italic' if italic else ''}.woff2"
        files[name] = made
        rules.append(font_face(family, name, italic=italic))
    files["fonts.css"] = "\n".join(rules).encode() + b"\n"
    files[LICENCE] = licence()
    return files


def web_font(text: Iterable[str], family: str, *, italic: bool = False) -> bytes | None:
    """One WOFF2 file with the letters of ``text``; ``None`` where the family is not installed."""
    path = font_file(family, italic)
    return _web_font(path, family, italic, _letters(text)) if path else None


def font_face(family: str, address: str, *, italic: bool = False, display: str = "swap") -> str:
    """The rule by which a style sheet takes a face from ``address``."""
    return (
        f'@font-face {{ font-family: "{family}"; font-style: {"italic" if italic else "normal"}; '
        f"font-display: {display}; font-weight: {WEIGHTS[0]} {WEIGHTS[1]}; "
        f'src: url("{address}") format("woff2"); }}'
    )


def licence() -> bytes:
    """What goes along with the fonts: whose they are, and the words of their licence."""
    paths = [path for path in (font_file(*face) for face in FACES) if path]
    notices = dict.fromkeys(line for path in paths for line in _notices(TTFont(path)))
    said = "Cimaise Serif and Cimaise Sans are made of these fonts, with fewer letters:"
    return "\n\n".join([said, *notices, *_licence_text()]).encode()


def true_type(
    text: Iterable[str], family: str, *, bold: bool = False, italic: bool = False
) -> bytes | None:
    """A TrueType file of one weight with the letters of ``text``; ``None`` where there is none.

    Letters that the family has not are left out: ask ``covered``. Without kerning and ligatures,
    which what sets paper does not read, and which take ten times as long as all the rest.
    """
    path = font_file(family, italic)
    if path is None:
        return None
    weights = (WEIGHTS[1] if bold else WEIGHTS[0],)
    font = _part(TTFont(path), _letters(text), weights, features=())
    style = " ".join(filter(None, ("Bold" if bold else "", "Italic" if italic else "")))
    _rename(font, family, style or "Regular")
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@lru_cache(maxsize=32)
def _web_font(path: Path, family: str, italic: bool, letters: str) -> bytes:
    font = _part(TTFont(path), letters, WEIGHTS)
    _rename(font, family, "Italic" if italic else "Regular")
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def covered(family: str) -> frozenset[int]:
    """The code points that a family has letters for."""
    path = font_file(family)
    return frozenset(TTFont(path).getBestCmap()) if path else frozenset()


def _letters(text: Iterable[str]) -> str:
    """The letters of texts, and those that are always wanted."""
    return "".join(sorted({*"".join(text), *map(chr, range(0x20, 0x7F)), *_ALWAYS}))


_FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl")


def _part(
    font: TTFont, letters: str, weights: tuple[int, ...], *, features: tuple[str, ...] = _FEATURES
) -> TTFont:
    """Some letters of a font, in one weight, or all between the first and the last."""
    options = subset.Options()
    options.layout_features = list(features)
    for tag in () if features else ("GPOS", "GSUB", "GDEF"):
        del font[tag]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    chosen = subset.Subsetter(options)
    chosen.populate(text=letters)
    chosen.subset(font)
    limits: dict[str, object] = {"wght": weights[0] if len(weights) == 1 else weights}
    if any(axis.axisTag == "opsz" for axis in font["fvar"].axes):
        limits["opsz"] = _OPTICAL
    return instancer.instantiateVariableFont(font, limits, inplace=True)


def _rename(font: TTFont, family: str, style: str) -> None:
    """Give it a name of its own; notices of copyright and licence stay."""
    table = font["name"]
    for record in list(table.names):
        if record.nameID not in _NOTICES:
            table.removeNames(nameID=record.nameID)
    plain = f"{family}-{style}".replace(" ", "")
    named = {1: family, 2: style, 3: f"{plain};Cimaise", 4: f"{family} {style}", 6: plain}
    for number, text in named.items():
        table.setName(text, number, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]  # it speaks of names that are gone
    if "fvar" in font:
        for axis in font["fvar"].axes:
            axis.axisNameID = 2
        font["fvar"].instances = []


def _licence_text() -> list[str]:
    """The words of the licence, which come with the tools that make the fonts."""
    try:
        known = importlib.metadata.files("fonttools") or []
        path = next((one for one in known if one.name == "LICENSE.external"), None)
        text = path.read_text(encoding="utf-8") if path else ""
    except (importlib.metadata.PackageNotFoundError, OSError):
        text = ""
    _, begin, rest = text.partition("SIL OPEN FONT LICENSE Version 1.1")
    return [begin + rest.partition("\n=====")[0].rstrip()] if rest else []


def _notices(font: TTFont) -> list[str]:
    table = font["name"]
    return [text for number in _NOTICES if (text := table.getDebugName(number))]
