"""Ways of counting years: centuries and decades, the Republican and the Muslim calendars, numerals.

Years are numbered as historians do: 1 BCE is -1 and is followed by 1; there is no year 0.
Every function gives (first, last), both inclusive.
"""

from __future__ import annotations

import math

Years = tuple[int, int]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_TO_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

REPUBLICAN_MONTHS = (
    "vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose",
    "germinal", "floreal", "prairial", "messidor", "thermidor", "fructidor",
)  # fmt: skip
"""Months of the Republican calendar, accents dropped; the first begins in late September."""

_LAST_REPUBLICAN_YEAR = 14  # the calendar was given up on 1 January 1806


def roman(text: str) -> int:
    """Value of a Roman numeral in lower case, 0 when it is not written as one should be."""
    value = before = 0
    for letter in reversed(text):
        number = _ROMAN.get(letter, 0)
        value += number if number >= before else -number
        before = max(before, number)
    return value if 0 < value < 4000 and _to_roman(value) == text else 0


def _to_roman(value: int) -> str:
    text = ""
    for number, letters in _TO_ROMAN:
        text += letters * (value // number)
        value %= number
    return text


def shift(year: int, by: int) -> int:
    """``year`` moved ``by`` years, over the year 0 that does not exist."""
    there = (year if year > 0 else year + 1) + by
    return there if there > 0 else there - 1


def stretch(start: int, length: int, *, bce: bool) -> Years:
    """``length`` years from ``start``; BCE, the ``length`` years that end ``start`` BCE."""
    return (-(start + length - 1), -start) if bce else (start, start + length - 1)


def century(number: int, *, bce: bool = False, length: int = 100) -> Years:
    """The ``number``-th century: the 19th is 1801 to 1900, the 2nd BCE is -200 to -101."""
    return stretch(length * (number - 1) + 1, length, bce=bce)


def part_of(years: Years, start: float, end: float) -> Years:
    """The share [``start``, ``end``) of a span of years, at least one year.

    ``start`` may be negative, for what lies astride the beginning of the span.
    """
    first, last = years
    length = last - first + 1
    begin, stop = math.floor(length * start + 1e-9), math.floor(length * end + 1e-9)
    return shift(first, begin), shift(first, max(stop - 1, begin))


def republican(year: int, *, month: int | None = None) -> Years | None:
    """A year of the Republican calendar, narrowed by its month (0 to 11).

    The year I began on 22 September 1792; ``None`` for years that never were.
    """
    if not 1 <= year <= _LAST_REPUBLICAN_YEAR:
        return None
    start = 1791 + year
    if month is None or month == REPUBLICAN_MONTHS.index("nivose"):
        return start, start + 1
    before_january = month < REPUBLICAN_MONTHS.index("nivose")
    return (start, start) if before_january else (start + 1, start + 1)


def hijri(year: int) -> Years:
    """The years CE over which a year of the Muslim calendar runs (mean lunar year, to a day or so).

    The year 1 AH began on 16 July 622; 33 of its years make some 32 of ours.
    """
    start = 622.54 + (year - 1) * 0.970224
    return math.floor(start), math.floor(start + 0.970224)
