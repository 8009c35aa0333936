"""A board as a file: a table for a spreadsheet, or JSON for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from explorer.collection import Collection, Item
from explorer.exhibitions.models import Board

FORMAT = "cimaise-board/1"
_COLUMNS = ("title", "creator", "date", "rights", "credit", "source")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE = 500


def board_csv(board: Board, collection: Collection, *, language: str) -> bytes:
    """A row an item, in order: place, id, whether it is in the collection, record, notes.

    As ``csv_bytes`` writes it.
    """
    languages = _languages(board, language)

    def rows() -> Iterator[list[Any]]:
        for entry in _entries(board, collection, language=language):
            record = entry.get("record", {})
            told = [entry["place"], entry["id"], "yes" if record else "no", entry["status"]]
            told += [record.get(name, "") for name in _COLUMNS]
            yield told + [entry["notes"].get(code, "") for code in languages]

    notes = [f"note_{code}" for code in languages]
    return csv_bytes(["place", "id", "in_collection", "status", *_COLUMNS, *notes], rows())


def board_json(board: Board, collection: Collection, *, language: str) -> bytes:
    """The board with its items in order; ``record`` is there for those of the collection."""
    content = {
        "format": FORMAT,
        "id": board.id,
        "collection": board.collection,
        "name": board.name,
        "created": board.created,
        "updated": board.updated,
        "items": list(_entries(board, collection, language=language)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _entries(board: Board, collection: Collection, *, language: str) -> Iterator[dict[str, Any]]:
    for start in range(0, len(board.items), _AT_ONCE):
        part = board.items[start : start + _AT_ONCE]
        rows = collection.rows([pinned.id for pinned in part])
        items = collection.items(list(rows.values()), language=language)
        known: dict[str, Item] = {item.id: item for item in items}
        for place, pinned in enumerate(part, start + 1):
            entry: dict[str, Any] = {"place": place, "id": pinned.id, "notes": pinned.notes}
            entry |= {"added": pinned.added, "status": pinned.status}
            if item := known.get(pinned.id):
                entry["record"] = {name: getattr(item, name) for name in _COLUMNS}
            yield entry


def _languages(board: Board, language: str) -> Sequence[str]:
    """Those of the notes, the reader's first."""
    found = {code for pinned in board.items for code in pinned.notes}
    return [language, *sorted(found - {language})]


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table, UTF-8 with the mark that spreadsheets look for.

    Text that a spreadsheet would compute is written with an apostrophe before it.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows([_as_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
