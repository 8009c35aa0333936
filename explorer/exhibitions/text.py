"""Text that people write, made harmless before it is kept: it is shown again to others."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f"  # control characters, but for line ends
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # what hides or turns text
    "\ud800-\udfff"  # halves of characters, which no file can hold
    "\U000e0000-\U000e007f]"  # tags, which show nothing
)
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def paragraphs(text: str) -> str:
    """``text`` composed (NFC), without what is not seen; lines end in ``\\n``."""
    text = _ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text)).strip()


def line(text: str) -> str:
    """The same in one line."""
    return _SPACES.sub(_space, paragraphs(text))


def is_plain(text: str) -> bool:
    """Whether nothing in ``text`` is hidden, and it is in one line."""
    return not _HIDDEN.search(text) and not _ENDS.search(text) and "\n" not in text


def _space(found: re.Match[str]) -> str:
    # A no-break space is typography, and stays when it stands alone.
    return found[0] if found[0] in ("\u00a0", "\u202f") else " "
