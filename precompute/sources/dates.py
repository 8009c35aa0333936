"""Years from dates as archivists write them, in French and English.

What is understood is shown in ``docs/preparing.md``; what is not is left alone: a date that says
something else is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from precompute.sources import calendars
from precompute.sources.calendars import Years
from precompute.sources.date_tokens import Kind, Token, normalise, tokens

OPEN = 50
"""Years given to a date with one open side: "before 1900" is 1850 to 1899."""

LATEST, EARLIEST = 2100, -3_000_000
"""Years outside these are not taken for dates."""

_LONGEST = 200  # characters; longer texts are not dates

_UNDATED = re.compile(
    r"(?:n\.? ?d\.?|s\.? ?d\.?|s\.? ?a\.?|no date|not dated|undated|sans date|non datee?s?"
    r"|sine anno|(?:date )?(?:inconnue?|unknown|indeterminee?|unspecified|not known)"
    r"|unknown date|n/?a|none|null|nan|nil|non renseignee?|[-?. /]*)"
)


def says_undated(text: str) -> bool:
    """Whether a date says that there is none: "n.d.", "s.d.", "sans date", "unknown" …"""
    return len(text) < _LONGEST and bool(_UNDATED.fullmatch(normalise(text)))


@lru_cache(maxsize=65_536)
def read_years(text: str) -> Years | None:
    """First and last year of a date, inclusive; ``None`` when it cannot be read as one.

    BCE is negative and there is no year 0. Never raises. An approximate date ("ca. 1860") is
    taken at its word; centuries run from 1801 to 1900; *early*, *mid* and *late* are thirds.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit() and len(text) < 5:
        return _within((int(text), int(text)))
    text = normalise(text)
    bare = re.sub(r"\([^()]*(?:\d{3}|siecle|century)[^()]*\)", " ", text)
    for version in dict.fromkeys((bare, text)):
        years = _assemble(tokens(version.replace("(", " ").replace(")", " ")))
        if years is not None:
            return _within(years)
    return None


def _within(years: Years) -> Years | None:
    first, last = min(years), max(years)
    last = min(last, LATEST)  # "after 2080" is a date, though its fifty years go too far
    return (first, last) if EARLIEST <= first <= last and first and last else None


@dataclass(slots=True)
class _Span:
    """A date within the text, before its era is known."""

    token: Token
    era: str = ""
    parts: list[tuple[float, float]] = field(default_factory=list)
    bound: str = ""
    joined: str = ""  # the separator that stands between the span before and this one
    month: int | None = None

    def years(self) -> Years | None:
        bce = self.era == "bce"
        years = _years(self.token, bce=bce, month=self.month)
        if self.era == "ah" and self.token.kind is Kind.NUMBER and self.token.value:
            years = calendars.hijri(self.token.value)
        if years is None:
            return None
        if self.parts and self.token.kind in _DIVIDED:
            years = calendars.part_of(
                years, min(part[0] for part in self.parts), max(part[1] for part in self.parts)
            )
        return _bounded(years, self.bound)


_DIVIDED = (Kind.CENTURY, Kind.MILLENNIUM, Kind.DECADE, Kind.HUNDRED)


def _years(token: Token, *, bce: bool, month: int | None) -> Years | None:
    if token.kind is Kind.REPUBLICAN:
        return calendars.republican(token.value, month=month)
    if token.kind in (Kind.NUMBER, Kind.EXACT):
        return calendars.stretch(token.value, 1, bce=bce) if token.value else None
    if token.kind in (Kind.CENTURY, Kind.MILLENNIUM):
        length = 100 if token.kind is Kind.CENTURY else 1000
        return calendars.century(token.value, bce=bce, length=length)
    return calendars.stretch(token.value, 10 if token.kind is Kind.DECADE else 100, bce=bce)


def _bounded(years: Years, bound: str) -> Years:
    first, last = years
    match bound:
        case "before":
            return calendars.shift(first, -OPEN), calendars.shift(first, -1)
        case "until":
            return calendars.shift(first, 1 - OPEN), last
        case "after":
            return calendars.shift(last, 1), calendars.shift(last, OPEN)
        case "from":
            return first, calendars.shift(last, OPEN - 1)
    return years


def _assemble(found: list[Token]) -> Years | None:
    if any(token.kind is Kind.BEFORE_PRESENT for token in found):
        return None
    found = _with_centuries(_without_days(found))
    spans = _Gathering(found).gather()
    _spread_eras(spans)
    spans = [span for span in _completed(spans) if _plausible(span, spans, found)]
    plain = [span for span in spans if span.era != "ah" and span.token.kind is not Kind.REPUBLICAN]
    spans = plain or spans  # a date given in two calendars
    years = [read for span in spans if (read := span.years()) is not None]
    if not years or len(years) < len(spans):
        return None
    # "after 1850 and before 1860": each closes the side that the other leaves open.
    bounds = [span.bound for span in spans]
    starts = [at for at, bound in enumerate(bounds) if bound in ("after", "from")]
    ends = [at for at, bound in enumerate(bounds) if bound in ("before", "until")]
    if starts and ends and starts[0] < ends[-1]:
        return years[starts[0]][0], years[ends[-1]][1]
    return min(first for first, _ in years), max(last for _, last in years)


def _without_days(found: list[Token]) -> list[Token]:
    """Drop the numbers of days beside the names of months."""
    kept: list[Token] = []
    for token in found:
        if token.kind in (Kind.MONTH, Kind.REPUBLICAN_MONTH):
            while kept and (
                _is_day(kept[-1])
                or (kept[-1].kind is Kind.SEPARATOR and len(kept) > 1 and _is_day(kept[-2]))
            ):
                kept.pop()
        elif kept and kept[-1].kind is Kind.MONTH and _is_day(token) and len(token.text) < 5:
            continue
        kept.append(token)
    return kept


def _is_day(token: Token) -> bool:
    return token.kind in (Kind.NUMBER, Kind.ORDINAL) and token.value <= 31 and token.digits <= 2


def _with_centuries(found: list[Token]) -> list[Token]:
    """Give "14th" in "14th-15th century" its century, and drop the word itself."""
    kept: list[Token] = []
    for token in found:
        if token.kind not in (Kind.CENTURY, Kind.MILLENNIUM):
            kept.append(token)
            continue
        while kept and kept[-1].kind is Kind.SEPARATOR and not token.value:  # "17th-century"
            kept.pop()
        for at in range(len(kept) - 1, -1, -1):
            earlier = kept[at]
            counted = earlier.kind in (Kind.ORDINAL, Kind.ROMAN)
            if counted or (at == len(kept) - 1 and _is_day(earlier) and not token.value):
                kept[at] = earlier._replace(kind=token.kind)
            elif earlier.kind not in (Kind.SEPARATOR, Kind.PART, Kind.FILLER, Kind.ERA):
                break
        if token.value:  # "17e s."
            kept.append(token)
    if not any(token.kind is Kind.WORD for token in kept):  # "XIXe" alone is a century too
        kept = [
            token._replace(kind=Kind.CENTURY) if token.kind is Kind.ROMAN else token
            for token in kept
        ]
    return kept


class _Gathering:
    """The spans of a text, gathered token by token; ``waiting`` is the one that comes next."""

    def __init__(self, found: list[Token]) -> None:
        self.spans: list[_Span] = []
        self._found = found
        self._waiting = _Span(_NOTHING)
        self._open_to_era = False  # whether an era that comes now belongs to the span before

    def gather(self) -> list[_Span]:
        for at, token in enumerate(self._found):
            if token.kind in _DATED:
                self._date(at, token)
            elif token.kind in self._SAID:
                self._SAID[token.kind](self, token)
        ending = [token.text for token in self._found[-2:]]
        if self.spans and ending == ["/", ".."]:  # "1984/..", in the extended format of dates
            self.spans[-1].bound = "from"
        if self.spans and self._waiting.parts and not self.spans[-1].parts:
            self.spans[-1].parts = self._waiting.parts  # "18th century, first half"
        return self.spans

    def _date(self, at: int, token: Token) -> None:
        span = self._waiting
        span.token = token
        if self.spans and span.joined and self.spans[-1].bound == "from":
            self.spans[-1].bound = ""  # "from 1850 to 1860"
        if _negative(self._found, at):
            span.era = "bce"
        self.spans.append(span)
        self._waiting = _Span(_NOTHING)
        self._open_to_era = True

    def _era(self, token: Token) -> None:
        owner = self.spans[-1] if self._open_to_era and not self.spans[-1].era else self._waiting
        owner.era = token.text
        self._open_to_era = False

    def _part(self, token: Token) -> None:
        self._waiting.parts.append(token.part)

    def _bound(self, token: Token) -> None:
        if token.text.startswith("or ") and self.spans:
            self.spans[-1].bound = token.text[3:]  # "1850 or later"
        elif token.text == "until" and self.spans and not self._waiting.joined:
            self._waiting.joined = "to"  # "1850 until 1860"
        else:
            self._waiting.bound = token.text

    def _month(self, token: Token) -> None:
        self._waiting.month = token.value

    def _separator(self, token: Token) -> None:
        if token.text == ".." and not self.spans:
            self._waiting.bound = "until"  # "../1984"
        self._waiting.joined = token.text
        self._open_to_era = False

    def _word(self, token: Token) -> None:
        self._waiting = _Span(_NOTHING, era=self._waiting.era)

    _SAID = {  # noqa: RUF012  (a table of methods)
        Kind.ERA: _era,
        Kind.PART: _part,
        Kind.BOUND: _bound,
        Kind.REPUBLICAN_MONTH: _month,
        Kind.SEPARATOR: _separator,
        Kind.WORD: _word,
    }


_NOTHING = Token(Kind.FILLER, "")
_DATED = (Kind.NUMBER, Kind.EXACT, *_DIVIDED, Kind.REPUBLICAN)


def _negative(found: list[Token], at: int) -> bool:
    """Whether the dash before a number is a minus: at the beginning, or after a separator."""
    if at == 0 or found[at].kind is not Kind.NUMBER or found[at - 1].text != "-":
        return False
    return at == 1 or found[at - 2].kind in (Kind.SEPARATOR, Kind.FILLER)


def _spread_eras(spans: list[_Span]) -> None:
    """An era said once, at the end of a range, holds for its beginning too."""
    for earlier, later in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
        if not earlier.era and later.era in ("bce", "ce") and later.joined not in ("", ",", ";"):
            earlier.era = later.era


def _completed(spans: list[_Span]) -> list[_Span]:
    """Write abbreviated years in full: "1605-10", "1645 or 46", "1880s-90s"."""
    kept: list[_Span] = []
    for span in spans:
        before, token = kept[-1] if kept else None, span.token
        if before and before.token.text.startswith("annees") and _closes_decades(span):
            span.token = token._replace(kind=Kind.DECADE)
        abbreviated = (
            before is not None
            and span.joined
            and token.kind in (Kind.NUMBER, Kind.DECADE)
            and token.digits < min(before.token.digits, 4)
        )
        if before and span.joined and {before.token.kind, token.kind} == _TENS:
            for each in (before, span):  # "1890s-1900s"
                each.token = each.token._replace(kind=Kind.DECADE)
        if before is None or not abbreviated:
            kept.append(span)
        elif before.token.kind in (Kind.NUMBER, Kind.DECADE, Kind.EXACT):
            full = _in_full(before, span)
            if full:
                kept.append(span)
                span.token = token._replace(value=full, digits=before.token.digits)
    return kept


_TENS = {Kind.DECADE, Kind.HUNDRED}


def _closes_decades(span: _Span) -> bool:
    """Whether a number says a decade after another: "années 1880-1890"."""
    token = span.token
    return bool(span.joined) and token.kind is Kind.NUMBER and token.value % 10 == 0


def _in_full(before: _Span, span: _Span) -> int:
    start, token = before.token.value, span.token
    unit: int = 10**token.digits
    full = start // unit * unit + token.value
    if before.era == "bce":
        padded = token.text.startswith("0")
        return full if padded and full < start else token.value if token.value < start else 0
    if span.joined in (",", ";", "+", "="):
        return 0  # plate numbers, quantities
    if full > start or (full == start and token.kind is Kind.DECADE):
        return full
    return 0  # "1906-03": a month


_RANGES = ("-", "to", "a", "au", "or", "ou")
_MOST = {Kind.CENTURY: (21, 60), Kind.MILLENNIUM: (3, 50), Kind.NUMBER: (LATEST, -EARLIEST)}
"""The last century, millennium and year that make sense, CE and BCE."""


def _plausible(span: _Span, spans: list[_Span], found: list[Token]) -> bool:
    token, bce = span.token, span.era == "bce"
    if token.kind is Kind.DECADE:
        return token.value >= 100 or bce
    if token.kind in _MOST and not 1 <= token.value <= _MOST[token.kind][bce]:
        return False
    if token.kind is not Kind.NUMBER or span.era or token.digits == 4:
        return True
    # A number of few digits is a year where nothing else is said, and might be anything elsewhere.
    if any(other.kind is Kind.WORD for other in found):
        return False
    alone = len(spans) == 1 or (len(spans) == 2 and spans[1].joined in _RANGES)
    return token.digits == 3 or (alone and all(other.token.kind is Kind.NUMBER for other in spans))
