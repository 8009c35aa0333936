"""The JSON of an export's items and themes: as the API gives them, without what is empty.

``explorer/viewer/static-server.js`` reads it, and completes what can be told from the rest: the
addresses of pictures, the names of themes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from explorer.collection import Collection, Item, Theme
from explorer.publishing.hanging import Hung

SHARD = 128
"""Items in one file."""

SIMILAR = 24
"""Neighbours kept of each item."""

_EXACT = 20_000
"""Parts up to this size have their neighbours found anew, among themselves."""

_PLAIN = (
    *("id", "title", "creator", "date", "width", "height", "colour", "alt", "year_from", "year_to"),
    *("technique", "subject", "category", "folder", "place", "lat", "lng", "description"),
    *("rights", "credit", "source", "language", "parent", "order"),
)


def write_json(path: Path, content: object) -> None:
    """Write JSON, compactly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    path.write_text(text, encoding="utf-8")


def item_json(
    item: Item,
    *,
    row: int,
    hung: Hung,
    similar: list[int],
    full: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """All that is known of an item; ``row`` and ``similar`` are rows of the export.

    ``full`` is the size of its full picture, where that is exported.
    """
    known = {name: getattr(item, name) for name in _PLAIN}
    record = {name: value for name, value in known.items() if value not in ("", None, ())}
    record |= {"row": row, "sha": item.sha256}
    record["themes"] = [theme.id for theme in item.themes]
    record["positions"] = {
        layout.info.name: [round(float(value), 6) for value in layout.points[row]]
        for layout in hung.layouts
    }
    if item.extra:
        record["extra"] = {name: text for name, text in item.extra.items() if text}
    if similar:
        record["similar"] = similar
    if full is not None:
        record["full"] = full
    return record


def shards(
    collection: Collection, hung: Hung, similar: np.ndarray, *, language: str, full: bool = False
) -> Iterator[list[dict[str, Any]]]:
    """The items' records, ``SHARD`` at a time, by the export's rows.

    ``full`` says whether full pictures are exported.
    """
    for start in range(0, len(hung.rows), SHARD):
        rows = hung.rows[start : start + SHARD]
        items = collection.items(rows.tolist(), language=language)
        yield [
            item_json(
                item,
                row=start + at,
                hung=hung,
                similar=[int(other) for other in similar[start + at] if other >= 0],
                full=collection.full_size(item) if full else None,
            )
            for at, item in enumerate(items)
        ]


def translated_items(collection: Collection) -> bool:
    """Whether any item says something else in another language."""
    return any("@" in name for name in collection.bundle.item_file.schema_arrow.names)


def neighbours(collection: Collection, hung: Hung) -> np.ndarray:
    """int32 [k, up to ``SIMILAR``]: rows of the export most like each one, padded with -1.

    A small part has its neighbours found anew; a large one keeps those of the whole collection
    that are in it.
    """
    total, part = len(collection), len(hung.rows)
    new = np.full(total + 1, -1, np.int32)  # the last one is for -1, "none"
    new[hung.rows] = np.arange(part)
    if part == total or part > _EXACT:
        known: np.ndarray = new[np.asarray(collection.bundle.neighbours)[hung.rows][:, :SIMILAR]]
        return known
    vectors = np.asarray(collection.bundle.vectors[hung.rows], np.float32)
    kept = min(SIMILAR, part - 1)
    found = np.empty((part, kept), np.int32)
    for start in range(0, part, 512):
        likeness = vectors[start : start + 512] @ vectors.T
        own = np.arange(len(likeness))
        likeness[own, start + own] = -np.inf
        found[start : start + 512] = np.argsort(-likeness, axis=1, kind="stable")[:, :kept]
    return found


def themes(collection: Collection, hung: Hung, *, language: str) -> list[dict[str, Any]]:
    """The themes that have a member in the export, parents before children."""
    found = collection.themes(language=language)
    if len(hung.rows) < len(collection):
        found = list(_of_part(collection, hung, found))
    new = {int(row): at for at, row in enumerate(hung.rows)}
    return [
        {
            "id": theme.id,
            "parent": theme.parent,
            "level": theme.level,
            "label": theme.label,
            "terms": theme.terms,
            "size": theme.size,
            "score": theme.score,
            "coherence": theme.coherence,
            "x": theme.x,
            "y": theme.y,
            "number": theme.number,
            "text": theme.text,
            "place": theme.place,
            "medoids": [new[row] for row in theme.medoids if row in new],
        }
        for theme in found
    ]


def _of_part(collection: Collection, hung: Hung, found: list[Theme]) -> Iterator[Theme]:
    """Themes as the part knows them: their size, and where their members lie."""
    members = np.asarray(collection.hierarchy.item_themes)[hung.rows]
    points = hung.layouts[0].points
    for theme in found:
        here = np.flatnonzero(members[:, theme.level] == theme.id)
        if len(here):
            x, y = (float(value) for value in np.median(points[here], axis=0))
            yield replace(theme, size=len(here), x=x, y=y)


def id_files(items: int) -> int:
    """Over how many files the identifiers of so many items are spread."""
    return max(1, -(-items // 1000))


class Ids:
    """Which row has which identifier, spread over files by a hash of the identifier (FNV-1a)."""

    def __init__(self, items: int) -> None:
        self._files: list[dict[str, int]] = [{} for _ in range(id_files(items))]

    def add(self, shard: list[dict[str, Any]]) -> None:
        """Take in some records."""
        for record in shard:
            self._files[fnv1a(record["id"]) % len(self._files)][record["id"]] = record["row"]

    def write(self, folder: Path) -> None:
        """Write the files."""
        for at, rows in enumerate(self._files):
            write_json(folder / f"{at}.json", rows)


def fnv1a(text: str) -> int:
    """A hash of 32 bits of a text in UTF-8 (Fowler, Noll and Vo); the viewer computes the same."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8", "surrogatepass"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
