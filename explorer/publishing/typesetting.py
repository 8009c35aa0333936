"""Setting text on paper: faces that hold its letters, lines that fit, also right to left."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import arabic_reshaper
from bidi.algorithm import get_display
from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib import TTLibError
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from explorer.exhibitions.markdown import Inline
from explorer.publishing.fonts import SANS, SERIF, covered, true_type

ELLIPSIS = "…"
_USUAL = "".join(
    map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x20AC])
)
_LONGEST = 2_000
_CLOSE = re.compile("[^ ]+| +")
"""Words, and what is between them; typography's no-break spaces are within words."""

_FACES = {
    "serif": (SERIF, False, False),
    "serif-italic": (SERIF, False, True),
    "sans": (SANS, False, False),
    "sans-bold": (SANS, True, False),
}
_OTHERS = (
    *("DejaVuSans.ttf", "FreeSans.ttf", "NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf"),
    *("NotoNaskhArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "arial.ttf", "Arial.ttf"),
    *("Arial Unicode.ttf", "msgothic.ttc", "NotoSansDevanagari-Regular.ttf"),
)
"""Fonts of the machine that are asked for letters that the house's have not, in this order."""


@dataclass(frozen=True)
class Piece:
    """Some text in one face, of ``serif``, ``serif-italic``, ``sans``, ``sans-bold``."""

    text: str
    face: str = "sans"


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set: sizes in points, at most so many lines (0: as many as there are)."""

    size: float
    leading: float = 1.25
    most: int = 0
    grey: float = 0.0
    above: float = 0.0


@dataclass(frozen=True)
class Paragraph:
    """Pieces and how they are set."""

    pieces: tuple[Piece, ...]
    setting: Setting

    @property
    def text(self) -> str:
        """Its bare words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class _Line:
    runs: tuple[tuple[str, str], ...]
    """Font names, and what is drawn in each, from left to right."""
    width: float
    right: bool


@dataclass(frozen=True)
class Block:
    """Paragraphs broken into lines. ``height`` is in points."""

    lines: tuple[tuple[_Line, Setting, float], ...]
    height: float
    cut: bool
    """Whether some of the text is left out."""


def paragraph(text: str, face: str, size: float, **more: float) -> Paragraph:
    """A paragraph of one face."""
    return Paragraph((Piece(text, face),), Setting(size, **more))  # type: ignore[arg-type]


def pieces(line: Iterable[Inline], face: str) -> Iterator[Piece]:
    """The pieces of Markdown: emphasis is italic where the face has one, else bold."""
    emphasised = {"serif": "serif-italic", "sans": "sans-bold"}.get(face, face)
    for part in line:
        if part.kind == "break":
            yield Piece("\n", face)
        elif part.kind == "text":
            yield Piece(part.text, face)
        else:
            yield from pieces(part.children, face if part.kind == "link" else emphasised)


@dataclass
class Typesetter:
    """Sets text; holds the fonts of one document."""

    letters: frozenset[str]
    _names: dict[str, str] = field(default_factory=dict)
    _covers: dict[str, frozenset[int]] = field(default_factory=dict)
    _made: dict[str, TTFont] = field(default_factory=dict)

    def block(self, paragraphs: Iterable[Paragraph], width: float) -> Block:
        """Paragraphs as lines no wider than ``width`` points."""
        lines: list[tuple[_Line, Setting, float]] = []
        height, cut = 0.0, False
        for told in paragraphs:
            if not told.text.strip():
                continue
            found, whole = self._lines(told, width)
            cut |= not whole
            for at, line in enumerate(found):
                height += told.setting.above if at == 0 and lines else 0.0
                height += told.setting.size * told.setting.leading
                lines.append((line, told.setting, height))
        return Block(tuple(lines), height, cut)

    def fitting(
        self, paragraphs: Sequence[Paragraph], width: float, height: float, *, least: float = 0.62
    ) -> Block:
        """The same made smaller until it fits, to ``least`` of its size; then cut at the end."""
        scale = 1.0
        while True:
            block = self.block([_scaled(told, scale) for told in paragraphs], width)
            if block.height <= height:
                return block
            if scale <= least:
                break
            scale = max(least, scale - 0.06)
        kept = [entry for entry in block.lines if entry[2] <= height]
        return Block(tuple(kept), kept[-1][2] if kept else 0.0, cut=True)

    def draw(self, canvas: Canvas, block: Block, x: float, y: float, width: float) -> None:
        """Draw a block below ``y``, from ``x`` on; lines from right to left end at the right."""
        for line, setting, below in block.lines:
            at = x + width - line.width if line.right else x
            base = y - below + setting.size * (setting.leading - 1) * 0.8 + setting.size * 0.2
            canvas.setFillGray(setting.grey)
            for name, text in line.runs:
                canvas.setFont(name, setting.size)
                canvas.drawString(at, base, text)
                at += pdfmetrics.stringWidth(text, name, setting.size)

    def _lines(self, told: Paragraph, width: float) -> tuple[list[_Line], bool]:
        size, most = told.setting.size, told.setting.most
        rest = list(_words(told.pieces))
        right = _is_rtl(told.text)
        rows: list[list[Piece]] = []
        row: list[Piece] = []
        used = 0.0
        while rest:
            word = rest.pop(0)
            if word.text == "\n":
                rows.append(row)
                row, used = [], 0.0
                continue
            wide = self._width(word, size)
            if used + wide <= width or (word.text.isspace() and row):
                row.append(word)
                used += wide
            elif row and any(not piece.text.isspace() for piece in row):
                rows.append(row)
                row, used = [], 0.0
                rest.insert(0, word)
            else:
                head, tail = self._split(word, size, width - used)
                row.append(head)
                rows.append(row)
                row, used = [], 0.0
                if tail.text:
                    rest.insert(0, tail)
        if row:
            rows.append(row)
        whole = not most or len(rows) <= most
        if not whole:
            rows = rows[:most]
            rows[-1] = [*_trimmed(rows[-1]), Piece(ELLIPSIS, told.pieces[-1].face)]
        return [self._line(_trimmed(row), size, right=right) for row in rows], whole

    def _line(self, row: Sequence[Piece], size: float, *, right: bool) -> _Line:
        if _has_rtl("".join(piece.text for piece in row)):
            # Turned as a whole: emphasis is given up, the order of the words is not.
            text = "".join(piece.text for piece in row)
            turned = get_display(arabic_reshaper.reshape(text), base_dir="R" if right else "L")
            row = [Piece(str(turned), row[0].face)]
        runs = tuple(run for piece in row for run in self._runs(piece))
        width = sum(pdfmetrics.stringWidth(text, name, size) for name, text in runs)
        return _Line(runs, width, right)

    def _split(self, word: Piece, size: float, width: float) -> tuple[Piece, Piece]:
        """As much of a long word as fits, at least a letter; and what is left."""
        at = 1
        while (
            at < len(word.text)
            and self._width(Piece(word.text[: at + 1], word.face), size) <= width
        ):
            at += 1
        return Piece(word.text[:at], word.face), Piece(word.text[at:], word.face)

    def _width(self, piece: Piece, size: float) -> float:
        runs = self._runs(piece)
        return float(sum(pdfmetrics.stringWidth(text, name, size) for name, text in runs))

    def _runs(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """The text in the fonts that have its letters."""
        text, font = "", ""
        for letter in piece.text.replace("\n", " "):
            wanted = self._font_for(letter, piece.face)
            if wanted != font and text:
                yield font, text
                text = ""
            text, font = text + letter, wanted
        if text:
            yield font, text

    def _font_for(self, letter: str, face: str) -> str:
        own = self._font(face)
        if ord(letter) in self._covers[own]:
            return own
        other = _other_font(letter)
        if other is None:
            return own
        name = f"other-{other.name}"
        if name not in self._covers:
            self._register(name, other.read_bytes())
        return self._font_name(name)

    def _font(self, face: str) -> str:
        if face not in self._names:
            family, bold, italic = _FACES[face]
            data = _face(self.letters - frozenset(_USUAL), family, bold, italic)
            name = self._font_name(face)
            if data is None:
                self._names[face] = _standard(face)
                self._covers[_standard(face)] = frozenset(range(0x20, 0x100))
            else:
                self._register(face, data)
                self._covers[name] = covered(family)
                self._names[face] = name
        return self._names[face]

    def _font_name(self, name: str) -> str:
        return f"{name}-{id(self):x}"

    def _register(self, name: str, data: bytes) -> None:
        full = self._font_name(name)
        font = TTFont(full, io.BytesIO(data))
        # Not by registerFont: it takes two fonts whose files bear the same name for one, and each
        # document's have other letters.
        pdfmetrics._fonts[full] = font
        self._made[full] = font
        self._covers[name] = self._covers[full] = frozenset(font.face.charToGlyph)

    def close(self) -> None:
        """Let the fonts go: they are known to the whole process otherwise."""
        for name in self._made:
            pdfmetrics._fonts.pop(name, None)
        self._made.clear()


@contextlib.contextmanager
def typesetting(texts: Iterable[str]) -> Iterator[Typesetter]:
    """A typesetter for these texts."""
    setter = Typesetter(frozenset("".join(texts)))
    try:
        yield setter
    finally:
        setter.close()


@lru_cache(maxsize=32)
def _face(extra: frozenset[str], family: str, bold: bool, italic: bool) -> bytes | None:
    return true_type([_USUAL, *extra], family, bold=bold, italic=italic)


def _standard(face: str) -> str:
    """The font that every reader of PDF has, where the house's are not installed."""
    return {
        "serif": "Times-Roman",
        "serif-italic": "Times-Italic",
        "sans-bold": "Helvetica-Bold",
    }.get(face, "Helvetica")


def _scaled(told: Paragraph, scale: float) -> Paragraph:
    given = told.setting
    setting = Setting(
        given.size * scale, given.leading, given.most, given.grey, given.above * scale
    )
    return Paragraph(told.pieces, setting)


def _words(given: Iterable[Piece]) -> Iterator[Piece]:
    for piece in given:
        for at, line in enumerate(piece.text[:_LONGEST].split("\n")):
            if at:
                yield Piece("\n", piece.face)
            for found in _CLOSE.finditer(line.replace("\t", " ")):
                yield Piece(found[0], piece.face)


def _trimmed(row: Sequence[Piece]) -> list[Piece]:
    kept = list(row)
    while kept and kept[-1].text.isspace():
        kept.pop()
    while kept and kept[0].text.isspace():
        kept.pop(0)
    return kept


def _has_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for letter in text:
        found = unicodedata.bidirectional(letter)
        if found in ("L", "R", "AL"):
            return found != "L"
    return False


@cache
def _other_font(letter: str) -> Path | None:
    """A font of the machine that has a letter, or ``None``."""
    return next((path for path in _others() if ord(letter) in _letters_of(path)), None)


@cache
def _others() -> tuple[Path, ...]:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts")]
    folders += [Path.home() / ".local" / "share" / "fonts", Path("/System/Library/Fonts")]
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*.tt[fc]") if folder.is_dir() else ():
            found.setdefault(path.name, path)
    return tuple(found[name] for name in _OTHERS if name in found)


@cache
def _letters_of(path: Path) -> frozenset[int]:
    try:
        font = FontFile(path, fontNumber=0)
        return frozenset(font.getBestCmap()) if "glyf" in font else frozenset()
    except (OSError, TTLibError, TTFError):
        return frozenset()
