"""A small part of Markdown, read into a tree; no HTML in it is ever taken for HTML.

Blocks, separated by an empty line: paragraphs, headings (``#`` to ``###``), lists (``-``, ``*`` or
``1.``), quotations (``>``). Within them: ``**strong**``, ``*emphasis*``, ``[text](https://…)``, and
a backslash before a sign that stands for itself. A single end of line is a line break. Links lead
to ``http`` and ``https`` addresses alone. Everything else is text.

The tree is what the browser, a page on paper and a manifest are made of; ``to_html`` and
``to_text`` write it out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

InlineKind = Literal["text", "strong", "emphasis", "link", "break"]
BlockKind = Literal["paragraph", "heading", "list", "numbers", "quotation"]

_SPECIAL = re.compile(r"[\\*\[\n]")
_ESCAPED = frozenset("\\*[]()#>-_.!`")
_HEADING = re.compile(r"(#{1,3})[ \t]+(.+)")
_ENTRY = re.compile(r"(?:[-*]|(\d{1,4})[.)])[ \t]+(.+)")
_UNSAFE = re.compile(r"[\s<>\"'`{}|\\^\x00-\x20\x7f]")
_LONGEST_ADDRESS = 2_000
_MARKS: tuple[tuple[str, InlineKind], ...] = (("**", "strong"), ("*", "emphasis"))


@dataclass(frozen=True)
class Inline:
    """A piece of a line: ``text`` of a text, ``href`` of a link, ``children`` of all but these."""

    kind: InlineKind
    text: str = ""
    href: str = ""
    children: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Block:
    """A block: one line of pieces, or several in a list. ``level`` is that of a heading, 1 to 3."""

    kind: BlockKind
    lines: tuple[tuple[Inline, ...], ...]
    level: int = 0


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text; nothing is refused, what has no meaning is text."""
    return tuple(_blocks(text))


def parse_line(text: str) -> tuple[Inline, ...]:
    """The pieces of a text of one paragraph, such as a caption."""
    return _inline(text.strip("\n"), frozenset())


def to_html(blocks: tuple[Block, ...], *, top: int = 2) -> str:
    """HTML of blocks; ``top`` is the level that a heading of level 1 has, at most 6 are written."""
    return "\n".join(_block_html(block, top) for block in blocks)


def line_to_html(line: tuple[Inline, ...]) -> str:
    """HTML of pieces: of text, ``strong``, ``em``, ``a`` and ``br`` alone."""
    return "".join(map(_inline_html, line))


def to_text(blocks: tuple[Block, ...]) -> str:
    """The bare words, a block a paragraph."""
    return "\n\n".join("\n".join(map(line_to_text, block.lines)) for block in blocks)


def line_to_text(line: tuple[Inline, ...]) -> str:
    """The bare words of pieces."""
    return "".join(_inline_text(piece) for piece in line)


def web_address(text: str) -> str:
    """``text`` if it is an address of the web that may be followed, else ``""``."""
    if len(text) > _LONGEST_ADDRESS or _UNSAFE.search(text):
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return text if good and "@" not in parts.netloc else ""


def _blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        stripped = line.strip(" \t")
        if stripped:
            if lines and _kind(stripped) != _kind(lines[-1]):
                yield _block(lines)
                lines = []
            lines.append(stripped)
            if _kind(stripped) == "heading":
                yield _block(lines)
                lines = []
        elif lines:
            yield _block(lines)
            lines = []


def _kind(line: str) -> BlockKind:
    if _HEADING.fullmatch(line):
        return "heading"
    if line.startswith(">"):
        return "quotation"
    entry = _ENTRY.fullmatch(line)
    if entry:
        return "numbers" if entry[1] else "list"
    return "paragraph"


def _block(lines: list[str]) -> Block:
    kind = _kind(lines[0])
    none: frozenset[str] = frozenset()
    if kind == "heading":
        found = _HEADING.fullmatch(lines[0])
        marks, words = found.groups() if found else ("#", lines[0])
        return Block("heading", (_inline(words, none),), len(marks))
    if kind in ("list", "numbers"):
        entries = (_ENTRY.fullmatch(line) for line in lines)
        return Block(kind, tuple(_inline(found[2], none) for found in entries if found))
    if kind == "quotation":
        lines = [line[1:].strip(" \t") for line in lines]
    return Block(kind, (_inline("\n".join(lines), none),))


def _inline(text: str, within: frozenset[str]) -> tuple[Inline, ...]:
    """Pieces of ``text``; what is in ``within`` is open already and does not open again."""
    found: list[Inline] = []
    plain = ""
    # Marks that nothing closes from here on: they are sought once, however many open.
    lone: set[str] = set()
    at = 0
    while at < len(text):
        sign = _SPECIAL.search(text, at)
        if sign is None:
            plain += text[at:]
            break
        plain += text[at : sign.start()]
        at = sign.start()
        piece, end = _piece(text, at, within, lone)
        if piece is None:
            end = at + (2 if text[at] == "\\" and text[at + 1 : at + 2] in _ESCAPED else 1)
            plain += text[end - 1]
        else:
            if plain:
                found.append(Inline("text", plain))
                plain = ""
            found.append(piece)
        at = end
    return (*found, Inline("text", plain)) if plain else tuple(found)


def _piece(text: str, at: int, within: frozenset[str], lone: set[str]) -> tuple[Inline | None, int]:
    """What begins at a sign, and where it ends; ``None`` when nothing does."""
    if text[at] == "\n":
        return Inline("break"), at + 1
    if text[at] == "[" and "link" not in within:
        return _link(text, at, within)
    for mark, kind in _MARKS:
        if kind in within or mark in lone or not text.startswith(mark, at):
            continue
        start = at + len(mark)
        if text[start : start + 1] in ("", " ", "\n"):
            continue
        end = _closing(text, mark, start)
        if end > start:
            inside = _inline(text[start:end], within | {kind})
            return Inline(kind, children=inside), end + len(mark)
        lone.add(mark)
    return None, at


def _closing(text: str, mark: str, start: int) -> int:
    """Where the mark that closes stands, or -1. It follows no space; of three the last two do."""
    end = start
    while (end := text.find(mark, end)) >= 0:
        if mark == "*" and text.startswith("**", end):
            end += 2
            continue
        if mark == "**" and text.startswith("*", end + 2):
            end += 1
        if end > start and text[end - 1] not in " \n\\":
            return end
        end += len(mark)
    return -1


def _link(text: str, at: int, within: frozenset[str]) -> tuple[Inline | None, int]:
    middle = text.find("](", at)
    end = text.find(")", middle + 2) if middle > 0 else -1
    if end < 0 or "[" in text[at + 1 : middle] or "\n" in text[at:end]:
        return None, at
    href = web_address(text[middle + 2 : end].strip())
    words = _inline(text[at + 1 : middle], within | {"link"})
    if not href or not words:
        return None, at
    return Inline("link", href=href, children=words), end + 1


def _inline_html(piece: Inline) -> str:
    inside = line_to_html(piece.children)
    if piece.kind == "text":
        return html.escape(piece.text)
    if piece.kind == "break":
        return "<br>"
    if piece.kind == "link":
        return f'<a href="{html.escape(piece.href)}" rel="noopener">{inside}</a>'
    tag = "strong" if piece.kind == "strong" else "em"
    return f"<{tag}>{inside}</{tag}>"


def _inline_text(piece: Inline) -> str:
    if piece.kind == "break":
        return "\n"
    return piece.text or line_to_text(piece.children)


def _block_html(block: Block, top: int) -> str:
    lines = [line_to_html(line) for line in block.lines]
    if block.kind == "heading":
        level = min(6, top + block.level - 1)
        return f"<h{level}>{lines[0]}</h{level}>"
    if block.kind in ("list", "numbers"):
        tag = "ul" if block.kind == "list" else "ol"
        return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
    if block.kind == "quotation":
        return f"<blockquote><p>{lines[0]}</p></blockquote>"
    return f"<p>{lines[0]}</p>"
