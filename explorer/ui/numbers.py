"""Numbers, shares, years and dates, as each language writes them."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from explorer.ui.i18n import Translator


def number(value: float, language: str, *, digits: int = 0) -> str:
    """``1234.5`` as « 1 234,5 » or "1,234.5"; ``digits`` are those after the point."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=language))


def share(value: float, language: str) -> str:
    """A fraction of 1 as whole percents."""
    return str(format_percent(value, format=_PERCENT.get(language, "#,##0%"), locale=language))


def size(value: int, say: Translator) -> str:
    """A number of bytes in the unit that suits it (powers of 1000)."""
    amount = float(value)
    for unit in (say("{n} bytes"), say("{n} kB"), say("{n} MB"), say("{n} GB")):
        if amount < 1000 or unit == say("{n} GB"):
            whole = amount >= 10 or unit == say("{n} bytes")
            return unit.format(n=number(amount, say.language, digits=0 if whole else 1))
        amount /= 1000
    raise AssertionError


def year(value: int, say: Translator) -> str:
    """A year; those before our era are negative (there is no year 0)."""
    if value < 0:
        return say("{year} BCE", year=-value)
    return say("AD {year}", year=value) if value < 1000 else str(value)


def years(first: int, last: int, say: Translator) -> str:
    """A span of years, or one year when they are the same."""
    if first == last:
        return year(first, say)
    return say("{first} to {last}", first=year(first, say), last=year(last, say))


def day(moment: str, language: str) -> str:
    """The day of an ISO 8601 moment, in words; the text itself when it is not one."""
    try:
        return str(format_date(datetime.fromisoformat(moment), format="long", locale=language))
    except ValueError:
        return moment


_PERCENT = {"fr": "#,##0\u202f%"}
