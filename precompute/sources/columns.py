"""Names of columns that tables already have, and the names under which they are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from explorer.bundle import ITEM_SCHEMA
from precompute.sources.dates import read_years
from precompute.sources.text import clean, clean_line


class Columns:
    """Reads the cells of a row into values of ``ITEM_SCHEMA`` and unknown columns."""

    def __init__(self, header: Sequence[str]) -> None:
        known = {"filename": "file", **{name: name for name in ITEM_SCHEMA.names}}
        self._fields = [known.get(name.strip().lower(), clean_line(name)) for name in header]
        self.names = dict(zip(header, self._fields, strict=True))
        self.extra = tuple(
            name for name in self._fields if name not in ITEM_SCHEMA.names and name != "file"
        )

    def read(self, cells: Sequence[str]) -> tuple[str, str, dict[str, Any]]:
        """The id, the file's name and the values of a row."""
        values: dict[str, Any] = {}
        for field, cell in zip(self._fields, cells, strict=False):
            text = clean(cell)
            if text:
                values[field] = text
        for field in ("technique", "subject", "category"):
            if field in values:
                values[field] = [part.strip() for part in re.split(r"[|;]", values[field])]
        years = read_years(values.get("date", ""))
        if years:
            values["year_from"], values["year_to"] = years
        return clean_line(values.pop("id", "")), values.pop("file", ""), values
