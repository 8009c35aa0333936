"""An open collection: read-only, memory-mapped, shared by every visitor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from explorer.bundle import ITEM_SCHEMA, MACHINE_COLUMNS, Bundle, BundleError, Manifest, halved
from explorer.bundle.words import WordIndex
from explorer.concepts.teaching import Teacher
from explorer.facets.made import Findings, MadeFacets
from explorer.filtering.index import FacetCounts, FilterIndex
from explorer.filtering.selection import Selections
from explorer.filtering.tongues import split
from explorer.filtering.wishes import Filter
from explorer.languages import translated
from explorer.reproductions.families import Reproductions
from explorer.search.engine import Engine
from explorer.theming.ground import Ground
from explorer.theming.hierarchy import Hierarchy, Node
from explorer.theming.live import Theming

_KNOWN = frozenset(ITEM_SCHEMA.names)
_HIGHLIGHTS = 96


@dataclass(frozen=True)
class ThemeRef:
    """A theme that an item belongs to."""

    id: int
    level: int
    label: str


@dataclass(frozen=True)
class Item:
    """An item as a visitor sees it, in one language; empty text or ``None`` where unknown.

    Years are inclusive, BCE negative; ``width`` and ``height`` are the original's pixels;
    ``colour`` is ``#rrggbb``; ``extra`` holds the collection's own columns.
    """

    id: str
    row: int
    sha256: str
    width: int
    height: int
    title: str = ""
    creator: str = ""
    date: str = ""
    year_from: int | None = None
    year_to: int | None = None
    technique: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    folder: str = ""
    place: str = ""
    lat: float | None = None
    lng: float | None = None
    rights: str = ""
    credit: str = ""
    source: str = ""
    description: str = ""
    language: str = ""
    alt: str = ""
    parent: str = ""
    order: int | None = None
    colour: str = ""
    themes: tuple[ThemeRef, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Theme:
    """A theme in one language; see ``THEME_SCHEMA`` for units. ``medoids`` are rows.

    Of what curators said: ``text`` is their sentence or empty, ``cover`` and ``highlights`` are
    rows, ``place`` that among its siblings, ``hidden`` whether only curators see it. ``number``
    is what a theme without a name is called.
    """

    id: int
    parent: int
    level: int
    label: str
    terms: tuple[str, ...]
    score: float | None
    size: int
    coherence: float | None
    x: float | None
    y: float | None
    medoids: tuple[int, ...]
    number: str = ""
    text: str = ""
    cover: int | None = None
    highlights: tuple[int, ...] = ()
    place: int | None = None
    hidden: bool = False


class Collection:
    """A bundle with all its files open, under the name of its folder.

    Everything is opened at once, so that what is read always belongs to one version, even after
    the bundle has been replaced on the disk. Raises ``BundleError`` when a file is missing or
    damaged. ``findings`` is where what people made of it is read; nothing of it unless given.
    """

    def __init__(self, folder: Path, *, name: str = "", findings: Findings | None = None) -> None:
        self.bundle = Bundle(folder)
        self.name = name or folder.name
        path = self.bundle.words_path
        if path is None:
            raise BundleError(f"{folder} has no words.sqlite; build the bundle again")
        self._words = WordIndex(path)
        if len(self._words) != len(self.bundle):
            raise BundleError(f"{path} is not of these items; build the bundle again")
        _ = self.bundle.item_file
        self.theming = Theming(Ground(self.bundle, self.rows), self.name, findings)
        self._layouts = {
            layout.name: self.bundle.layout(layout.name) for layout in self.manifest.layouts
        }
        self._full = self.bundle.full_rows
        self.engine = Engine(self.bundle, self._words)
        self.made = MadeFacets(
            collection=self.name, vectors=self.bundle.vectors, rows=self.rows, findings=findings
        )
        self.filters = FilterIndex(self.bundle, self.made, self.theming.current)
        self.selections = Selections(self.filters, self.engine)
        self.teacher = Teacher(self.engine, self.rows)
        self.reproductions = Reproductions(
            self.bundle, self.name, rows=self.rows, decisions=findings
        )

    def __len__(self) -> int:
        return len(self.bundle)

    @property
    def manifest(self) -> Manifest:
        """What the bundle says of itself."""
        return self.bundle.manifest

    @property
    def version(self) -> str:
        """Short hash of the contents."""
        return self.manifest.version

    def title(self, language: str) -> str:
        """The title in a language, or in another one, or the name."""
        return translated(self.manifest.title, language) or self.manifest.name

    def row(self, id_: str) -> int | None:
        """The row of an item, or ``None``."""
        return self._words.rows([id_]).get(id_)

    def rows(self, ids: Sequence[str]) -> dict[str, int]:
        """The rows of those ids that exist."""
        return self._words.rows(ids)

    def ids(self, rows: Sequence[int]) -> dict[int, str]:
        """The ids of those rows that exist, in the order asked."""
        return self._words.ids(rows)

    def item(self, id_: str, *, language: str) -> Item | None:
        """The item called ``id_``, or ``None``."""
        row = self.row(id_)
        return None if row is None else self.items([row], language=language)[0]

    def items(self, rows: Iterable[int], *, language: str) -> list[Item]:
        """The items of some rows, in the order asked; rows that do not exist are left out."""
        wanted = [int(row) for row in rows]
        records = self._words.records(list(dict.fromkeys(wanted)))
        made = {row: self._item(row, record, language) for row, record in records.items()}
        return [made[row] for row in wanted if row in made]

    def records(self, rows: Sequence[int]) -> dict[int, dict[str, Any]]:
        """The records of those rows that exist, in every language: ``title``, ``title@fr`` …

        Lists are lists where no language is named, else texts; what is unset is absent.
        """
        return self._words.records(rows)

    def page_columns(self) -> pa.Table:
        """``parent`` (text) and ``order`` (int32) of every item, n rows."""
        return self.filters.columns("parent", "order")

    def positions(self, row: int) -> dict[str, tuple[float, float]]:
        """Where an item hangs in each layout: x to the right, y downwards, unit square."""
        return {
            name: (float(points[row, 0]), float(points[row, 1]))
            for name, points in self._layouts.items()
        }

    def full_size(self, item: Item) -> tuple[int, int] | None:
        """Width and height, in pixels, of an item's full picture; ``None`` when it is not kept.

        A very large picture may be kept at half its size, or less.
        """
        kept = int(self._full[item.row]) if self._full is not None else 0
        if not kept:
            return None
        return halved(item.width, kept - 1), halved(item.height, kept - 1)

    @property
    def hierarchy(self) -> Hierarchy:
        """The themes as they are edited by now."""
        return self.theming.current()

    def themes(self, *, language: str, hidden: bool = False) -> list[Theme]:
        """Every theme, parents before children; those that curators hid only with ``hidden``."""
        hierarchy = self.hierarchy
        nodes = hierarchy.all if hidden else hierarchy.nodes
        return [theme_of(node, language) for node in nodes.values()]

    def facets(self) -> tuple[FacetCounts, ...]:
        """The columns to filter by, and how many items have each of their values."""
        return self.filters.overview(Filter()).columns

    def layout(self, name: str) -> np.ndarray | None:
        """Where each item hangs in a layout (float32 [n, 2]), or ``None`` when there is none."""
        return self._layouts.get(name)

    @property
    def highlights(self) -> tuple[int, ...]:
        """Rows to begin with: two images of each theme, those that curators chose first."""
        typical = (row for node in self.hierarchy.nodes.values() for row in node.medoids[:2])
        chosen = tuple(dict.fromkeys(typical))[:_HIGHLIGHTS]
        return chosen or tuple(range(min(_HIGHLIGHTS, len(self))))

    def _themes_of(self, row: int, language: str) -> tuple[ThemeRef, ...]:
        hierarchy = self.hierarchy
        ids = hierarchy.item_themes[row] if len(hierarchy.item_themes) else np.empty(0)
        nodes = [hierarchy.nodes[int(id_)] for id_ in ids if int(id_) in hierarchy.nodes]
        return tuple(
            ThemeRef(node.id, node.level, translated(node.label, language)) for node in nodes
        )

    def _item(self, row: int, record: dict[str, Any], language: str) -> Item:
        values: dict[str, Any] = {}
        extra: dict[str, str] = {}
        translations: dict[str, str] = {}
        for name, value in record.items():
            base, _, code = name.partition("@")
            if code:
                if code.casefold().partition("-")[0] == language and value:
                    translations[base] = value
            elif name in _KNOWN:
                values[name] = tuple(value) if isinstance(value, list) else value
            elif name not in extra and name not in MACHINE_COLUMNS:
                extra[name] = value
        for base, text in translations.items():
            if base not in _KNOWN:
                extra[base] = text
            elif isinstance(values.get(base), tuple):
                values[base] = split(text)
            else:
                values[base] = text
        values.pop("file", None)
        return Item(row=row, themes=self._themes_of(row, language), extra=extra, **values)


def theme_of(node: Node, language: str) -> Theme:
    """A theme in one language."""
    record = node.record
    return Theme(
        id=node.id,
        parent=node.parent,
        level=node.level,
        label=translated(node.label, language),
        terms=tuple(node.terms.get(language) or next(iter(node.terms.values()), ())),
        score=node.score,
        size=node.size,
        coherence=node.coherence,
        x=node.x,
        y=node.y,
        medoids=node.medoids,
        number=node.number,
        text=translated(record.text, language) if record else "",
        cover=node.cover,
        highlights=node.highlights,
        place=record.place if record else None,
        hidden=node.hidden,
    )
