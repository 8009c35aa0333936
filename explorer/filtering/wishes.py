"""A filter, as a visitor wishes it: small, bounded, comparable, and read from an address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

MAX_COLUMNS = 12
MAX_VALUES = 50
MAX_LENGTH = 400
MAX_COLOURS = 6
NOT_COLUMNS = frozenset(
    {"lang", "k", "offset", "q", "like", "theme", "years", "undated", "colour"}
    | {"layout", "box", "grid", "column", "find", "rows", "medoids"}
    | {"polygon", "id", "surprise", "aspect"}
    | {"not", "unlike", "by", "sort", "different", "filter", "hide"}
)
"""Names that mean something else in an address: no column is filtered under them."""

CHOICES = ("theme", "years", "undated", "colour")
"""What can be chosen beside the values of columns."""

_YEARS = re.compile(r"(-?[0-9]{1,6})?\.\.(-?[0-9]{1,6})?")
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


class FilterError(ValueError):
    """A filter that does not do: one line that says what would.

    ``unknown`` tells that it names something the collection does not have.
    """

    def __init__(self, line: str, *, unknown: bool = False) -> None:
        super().__init__(line)
        self.unknown = unknown


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is wished: any of the values of each column, any of the themes, and so on, all at once.

    ``columns`` pairs a column with its values, both sorted. ``years`` are inclusive, BCE negative,
    ``None`` for an open end; an image is kept when its years meet them, and, where ``undated``,
    when it has none. ``colours`` are ``#rrggbb``; an image is kept when its dominant colour is near
    to one of them.
    """

    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    themes: tuple[int, ...] = ()
    years: tuple[int | None, int | None] | None = None
    undated: bool = False
    colours: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.columns or self.themes or self.years or self.colours)


EVERYTHING = Filter()
"""The filter that keeps all."""


def parse_filter(
    pairs: Iterable[tuple[str, str]], *, columns: Collection[str], others: Collection[str] = ()
) -> Filter:
    """A filter of the parameters of an address, of which ``others`` are somebody else's.

    Each column under its own name, repeated for each value; ``theme``, repeated;
    ``years=1800..1850`` (either end may be missing), ``undated=1``; ``colour``, repeated. Raises
    ``FilterError`` for a name that is no column, and for what is too much or cannot be read.
    """
    wanted: dict[str, set[str]] = {}
    themes: set[int] = set()
    colours: set[str] = set()
    years: tuple[int | None, int | None] | None = None
    undated = False
    for name, value in pairs:
        if name in others:
            continue
        if name == "theme":
            themes.add(_theme(value))
        elif name == "years":
            years = _years(value)
        elif name == "undated":
            undated = _switch(value)
        elif name == "colour":
            colours.add(_colour(value))
        elif name in columns:
            if not 0 < len(value) <= MAX_LENGTH:
                raise FilterError(f"a value of {name} has 1 to {MAX_LENGTH} characters")
            wanted.setdefault(name, set()).add(value)
        else:
            known = ", ".join(sorted(columns)) or "none"
            line = "there is nothing to filter by under this name; there are: "
            raise FilterError(f"{line}{known}, {', '.join(CHOICES)}", unknown=True)
    _bound(wanted, themes, colours)
    return Filter(
        columns=tuple((name, tuple(sorted(values))) for name, values in sorted(wanted.items())),
        themes=tuple(sorted(themes)),
        years=years,
        undated=undated and years is not None,
        colours=tuple(sorted(colours)),
    )


def _bound(wanted: dict[str, set[str]], themes: set[int], colours: set[str]) -> None:
    if len(wanted) > MAX_COLUMNS:
        raise FilterError(f"filter by at most {MAX_COLUMNS} columns at once")
    if max([len(themes), *map(len, wanted.values())]) > MAX_VALUES:
        raise FilterError(f"name at most {MAX_VALUES} values of one kind")
    if len(colours) > MAX_COLOURS:
        raise FilterError(f"name at most {MAX_COLOURS} colours")


def _theme(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise FilterError("theme is the number of a theme")
    return int(value)


def _years(value: str) -> tuple[int | None, int | None] | None:
    match = _YEARS.fullmatch(value)
    if match is None:
        raise FilterError("years is a range such as 1800..1850, ..1850 or -500..")
    start, end = (int(part) if part else None for part in match.groups())
    if start is None and end is None:
        return None
    if start is not None and end is not None and start > end:
        raise FilterError("years begins with the earlier one, such as 1800..1850")
    return start, end


def _switch(value: str) -> bool:
    if value not in ("0", "1"):
        raise FilterError("undated is 1 (keep what has no date) or 0")
    return value == "1"


def _colour(value: str) -> str:
    match = _COLOUR.fullmatch(value)
    if match is None:
        raise FilterError("colour is six hexadecimal digits, such as c8963e")
    return f"#{match[1].lower()}"
