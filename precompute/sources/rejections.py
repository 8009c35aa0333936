"""What was left out of the collection, on its way to ``rejected.csv``."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from explorer.bundle import REJECTED_COLUMNS, Rejection, replacing

NOWHERE = -1
"""Position of what no row of the source stands for: it comes last."""

LISTED = 10_000
"""Most files without a row that are listed by name; all of them are counted."""

Placed = tuple[int, Rejection]

_POSITION = "table_row"


def write_rejections(path: Path, rejections: Iterable[Placed], *, positions: bool = False) -> None:
    """Write a CSV file of ``REJECTED_COLUMNS``, in the order of the source.

    With ``positions`` a last column says where in the source each was met.
    """
    in_order = sorted(rejections, key=lambda placed: (placed[0] == NOWHERE, placed[0]))
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow((*REJECTED_COLUMNS, _POSITION) if positions else REJECTED_COLUMNS)
        for position, rejection in in_order:
            values = [_on_one_line(getattr(rejection, name)) for name in REJECTED_COLUMNS]
            writer.writerow([*values, position] if positions else values)


def read_rejections(path: Path) -> list[Placed]:
    """Read what ``write_rejections`` wrote with positions."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            (int(row.pop(_POSITION)), Rejection(**row))
            for row in csv.DictReader(handle, strict=True)
        ]


def reasons(rejections: Sequence[Placed]) -> str:
    """The commonest reasons, for a message: "12 missing, 3 truncated"."""
    return commonest(rejection.reason for _, rejection in rejections)


def commonest(given: Iterable[str]) -> str:
    """The three commonest of these reasons, with their counts."""
    common = Counter(given).most_common(3)
    return ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in common)


def _on_one_line(text: str) -> str:
    """Control characters, line ends included, are shown as escapes: a name may hold any."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\u00a0" else char.encode("unicode_escape").decode()
        for char in text
    )
