"""Years from dates as they are written."""

from __future__ import annotations

import re


def read_years(text: str) -> tuple[int, int] | None:
    """First and last year of a date, inclusive; BCE negative; ``None`` when it cannot be read."""
    try:
        year = int(text)
    except ValueError:
        found = re.findall(r"\d{4}", text)
        return (int(found[0]), int(found[-1])) if found else None
    return (year, year) if year else None
