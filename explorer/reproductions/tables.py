"""Reproductions as a table for a spreadsheet or a catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from explorer.bundle.schema import RESEMBLES
from explorer.collection import Collection, Item
from explorer.exhibitions.listing import csv_bytes
from explorer.reproductions.models import Group, Match

COLUMNS = (
    "family",
    "family_original",
    "original",
    "original_title",
    "original_who",
    "original_when",
    "appearance",
    "appearance_title",
    "appearance_who",
    "appearance_when",
    "order",
    "kind",
    "kind_by_machine",
    "transform",
    "mirrored",
    "turned",
    "share_original",
    "share_appearance",
    "score",
    "cosine",
    "inliers",
    "method",
    "said_by",
    "verdict",
    "decided_by",
    "decided_at",
)
_VERDICTS = {"yes": "accepted", "no": "refused", "": ""}
_AT_ONCE = 500


def reproductions_csv(
    collection: Collection, *, language: str, group: Group | None = None, curates: bool = True
) -> bytes:
    """A row a match, family by family.

    For who ``curates`` also who answered, and last those that were refused, without a family.

    ``transform`` is nine numbers, row by row, from the unit square of the original to that of the
    appearance. ``said_by`` is ``machine`` until somebody answered, then ``hand``. What only looks
    alike is left out unless it was answered. With ``group`` that family alone. UTF-8 with the mark
    that spreadsheets look for; what one would compute begins with an apostrophe.
    """
    lines = list(_lines(collection, group, refused=curates))
    return csv_bytes(COLUMNS, _rows(collection, lines, language=language, named=curates))


def _rows(
    collection: Collection,
    lines: Sequence[tuple[str, int, Match]],
    *,
    language: str,
    named: bool,
) -> Iterator[list[Any]]:
    for start in range(0, len(lines), _AT_ONCE):
        part = lines[start : start + _AT_ONCE]
        rows = {row for _, _, one in part for row in (one.original, one.appearance)}
        rows |= {lead for _, lead, _ in part if lead >= 0}
        items = {item.row: item for item in collection.items(sorted(rows), language=language)}
        for number, lead, one in part:
            head = [number, items[lead].id if lead in items else ""]
            yield head + _cells(collection, one, items, named=named)


def _lines(
    collection: Collection, group: Group | None, *, refused: bool
) -> Iterator[tuple[str, int, Match]]:
    standing = collection.reproductions.current()
    groups: Sequence[Group] = standing.groups if group is None else (group,)
    for number, one in enumerate(groups, 1):
        for match in one.matches:
            yield str(number), one.original, match
    if group is None and refused:
        for match in standing.matches:
            if match.verdict == "no" or (match.verdict and match.kind == RESEMBLES):
                yield "", -1, match


def _cells(collection: Collection, one: Match, items: dict[int, Item], *, named: bool) -> list[Any]:
    geometry = collection.reproductions.ground.geometry(one)
    matrix = geometry.matrix
    cells: list[Any] = []
    for row in (one.original, one.appearance):
        item = items.get(row)
        cells += [item.id, item.title, item.creator, item.date] if item else ["", "", "", ""]
    cells += [
        geometry.order,
        one.kind,
        one.said,
        "" if matrix is None else " ".join(f"{value:.6g}" for value in matrix.ravel()),
        "yes" if geometry.mirrored else "no",
        geometry.turned,
    ]
    numbers = (geometry.share_original, geometry.share_appearance, one.score, geometry.cosine)
    cells += [round(value, 4) if one.at >= 0 else "" for value in numbers]
    cells += [
        geometry.inliers if one.at >= 0 else "",
        geometry.method,
        one.by,
        _VERDICTS[one.verdict],
        one.who if named else "",
        one.when,
    ]
    return cells
