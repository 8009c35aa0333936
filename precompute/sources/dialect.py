"""How a table is written: its encoding and its separator, told from the file itself."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from precompute.sources.columns import recognised

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ODD = re.compile("[\udc80-\udcff]")
_NOT_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_MAC_ACCENTS, _ISO_ACCENTS = b"\x88\x8e\x8f\x90\x9d\x89\x99", b"\xe0\xe9\xe8\xea\xf9\xe2\xf4"
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\r?\n')


@dataclass(frozen=True)
class Dialect:
    """How to read a table; ``odd_bytes`` counts those that are not of its encoding."""

    encoding: str
    separator: str
    odd_bytes: int = 0
    skipped_lines: int = 0

    def lines(self, path: Path) -> Iterator[str]:
        """The lines of the file, without the NUL bytes that some exports leave in them."""
        with path.open(encoding=self.encoding, errors="replace", newline="") as handle:
            for _ in range(self.skipped_lines):
                next(handle, None)
            for line in handle:
                yield line.replace("\0", "") if "\0" in line else line


def dialect_of(path: Path) -> Dialect:
    """Read a table far enough to tell how it is written."""
    with path.open("rb") as handle:
        head = handle.read(_SAMPLE)
    encoding, odd = _encoding(path, head)
    text = head.decode(encoding, errors="replace").replace("\0", "")
    declared = _SEPARATOR_LINE.match(text)
    if declared:  # Excel's own way of saying it
        return Dialect(encoding, declared[1], odd, skipped_lines=1)
    return Dialect(encoding, _separator(text, tabs=path.suffix.lower() in (".tsv", ".tab")), odd)


def _encoding(path: Path, head: bytes) -> tuple[str, int]:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, 0
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    if max(even, odd) > len(head[:4096]) // 5:
        return ("utf-16-le" if odd > even else "utf-16-be"), 0
    return _eight_bits(path)


def _eight_bits(path: Path) -> tuple[str, int]:
    """UTF-8 when (nearly) all of the file is, else the old encoding that its bytes suggest."""
    try:
        with path.open(encoding="utf-8") as text:
            while text.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return _damaged_or_old(path)
    return "utf-8", 0


def _damaged_or_old(path: Path) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = mac = iso = 0
    seen: set[int] = set()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            text = decoder.decode(chunk)
            if chunk.isascii():
                continue
            wrong = len(_ODD.findall(text))
            bad += wrong
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
            seen.update(chunk)
            mac += sum(chunk.count(byte) for byte in _MAC_ACCENTS)
            iso += sum(chunk.count(byte) for byte in _ISO_ACCENTS)
    if good > 20 * bad:
        return "utf-8", bad
    if mac > iso:
        return "mac_roman", 0
    return ("latin-1" if seen & _NOT_IN_CP1252 else "cp1252"), 0


def _separator(text: str, *, tabs: bool) -> str:
    """The separator whose columns have known names, then the most regular and numerous ones."""
    whole = text[: text.rfind("\n") + 1] or text if len(text) >= _SAMPLE // 4 else text

    def worth(separator: str) -> tuple[int, float, bool]:
        try:
            rows = [row for row in csv.reader(whole.splitlines(True), delimiter=separator) if row]
        except csv.Error:
            return 0, 0.0, False
        rows = rows[:50]
        if not rows:
            return 0, 0.0, False
        width = len(rows[0])
        regular = sum(len(row) == width for row in rows) / len(rows)
        return recognised(rows[0]), width * regular, tabs and separator == "\t"

    return max(_SEPARATORS, key=worth)
