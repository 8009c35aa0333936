"""The filters of one collection: which images a filter keeps, and what else could be chosen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from explorer.bundle import ITEM_SCHEMA, MACHINE_COLUMNS, Bundle
from explorer.facets.made import MadeFacets
from explorer.facets.models import PREFIX
from explorer.filtering.colours import SWATCHES, Colours, colours_of
from explorer.filtering.columns import CodedColumn, coded
from explorer.filtering.tongues import Tongues
from explorer.filtering.wishes import NOT_COLUMNS, Filter
from explorer.filtering.years import Histogram, Years, years_of
from explorer.search.folding import fold
from explorer.theming.hierarchy import Hierarchy

COLUMNS = ("category", "technique", "subject", "creator", "place", "folder", "rights")
"""Columns to filter by in every collection, where they hold anything."""

VALUES = 200
"""Most values of a column that are told at once."""

MOST_OWN = 16
MOST_OWN_VALUES = 200
_MASKS = 48

Stamp = tuple[int, str]


@dataclass(frozen=True)
class FacetCounts:
    """A column and how many images have each value, the most frequent first.

    ``values`` holds at most ``VALUES`` of the ``distinct`` ones. ``labels`` are what those are
    called that were chosen in another language than the reader's.
    """

    name: str
    values: tuple[tuple[str, int], ...]
    distinct: int
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Overview:
    """What a filter leaves, and what each further choice would give.

    The counts of a column follow all that is wished but for that column itself, and so for themes
    (id to count), years and colours (``#rrggbb`` to count).
    """

    matching: int
    columns: tuple[FacetCounts, ...]
    themes: dict[int, int]
    years: Histogram | None
    undated: int
    colours: dict[str, int]


class FilterIndex:
    """The filters of an open bundle; safe to share between threads.

    A column is read at its first use and kept as numbers (some 8 bytes an image and value).
    ``made`` are the facets that people made; they come and go while the collection is open.
    ``hierarchy`` gives the themes as they are edited by now; without it they are the bundle's.
    """

    def __init__(
        self,
        bundle: Bundle,
        made: MadeFacets | None = None,
        hierarchy: Callable[[], Hierarchy] | None = None,
    ) -> None:
        self._bundle = bundle
        self._made = made
        self._hierarchy = hierarchy
        self._reading = threading.RLock()
        self._masking = threading.Lock()
        self._masks: OrderedDict[tuple[Filter, Stamp], np.ndarray] = OrderedDict()
        self._held: dict[str, CodedColumn] = {}
        self._tongues: dict[str, Tongues | None] = {}

    def __len__(self) -> int:
        return len(self._bundle)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that can be filtered by: those made, those known, the collection's own."""
        made = () if self._made is None else tuple(facet.column for facet in self._made.all())
        return (*made, *self._lasting)

    @cached_property
    def _lasting(self) -> tuple[str, ...]:
        """Those of the bundle.

        Of its own columns, those of text with 2 to ``MOST_OWN_VALUES`` values, of which each is
        shared by two images on the average; the first ``MOST_OWN`` of them.
        """
        with self._reading:
            schema = self._bundle.item_file.schema_arrow
            known = [name for name in COLUMNS if name in schema.names and self._column(name).values]
            own = [
                field.name
                for field in schema
                if pa.types.is_string(field.type)
                and field.name not in (*ITEM_SCHEMA.names, *MACHINE_COLUMNS)
                and field.name not in NOT_COLUMNS
                and not field.name.startswith(PREFIX)
                and "@" not in field.name
            ]
            return (*known, *[name for name in own if self._is_facet(name)][:MOST_OWN])

    def column(self, name: str) -> CodedColumn:
        """A column of ``names``; one made that is no longer there has no values."""
        if self._made is not None and name.startswith(PREFIX):
            try:
                return self._made.coded(name)
            except KeyError:
                nothing = np.empty(0, np.int32)
                return CodedColumn(name, len(self), (), nothing, nothing)
        with self._reading:
            return self._column(name)

    def tongues(self, name: str) -> Tongues | None:
        """The languages of a column, or ``None`` where the bundle has no translation of it."""
        with self._reading:
            if name not in self._tongues:
                self._tongues[name] = self._translated(name)
            return self._tongues[name]

    def _translated(self, name: str) -> Tongues | None:
        schema = self._bundle.item_file.schema_arrow
        if name not in schema.names or not pa.types.is_list(schema.field(name).type):
            return None
        found: dict[str, CodedColumn] = {}
        for other in schema.names:
            base, _, code = other.partition("@")
            if code and base == name:
                texts = coded(other, self._bundle.item_columns([other])[other])
                found.setdefault(code.casefold().partition("-")[0], texts)
        return Tongues(self._column(name), found) if found else None

    def stamp(self, wish: Filter) -> Stamp:
        """What changes when what ``wish`` keeps may have: made facets change, or edited themes."""
        made = self._made and any(name.startswith(PREFIX) for name, _ in wish.columns)
        revision = self._made.revision if made and self._made else 0
        return revision, self._hierarchy().stamp if wish.themes and self._hierarchy else ""

    def mask(self, wish: Filter) -> np.ndarray:
        """bool [n]: the images that a filter keeps."""
        key = (wish, self.stamp(wish))
        with self._masking:
            packed = self._masks.get(key)
            if packed is not None:
                self._masks.move_to_end(key)
        if packed is not None:
            return np.unpackbits(packed, count=len(self), bitorder="little").view(np.bool_)
        kept = self._all(self._parts(wish))
        with self._masking:
            self._masks[key] = np.packbits(kept, bitorder="little")
            while len(self._masks) > _MASKS:
                self._masks.popitem(last=False)
        return kept

    def overview(
        self,
        wish: Filter,
        *,
        within: np.ndarray | None = None,
        only: str = "",
        find: str = "",
        language: str = "",
    ) -> Overview:
        """What a filter leaves and what could be chosen, among the images of ``within``.

        Values are those that a reader of ``language`` is shown (see ``Tongues``), all of them when
        it is empty. ``only`` names the one column wanted, ``find`` what its values hold, without
        regard to case or accents; ``ValueError`` for a column that is none.
        """
        if only and only not in self.names:
            raise ValueError(f"{only} is no column to filter by")
        parts = self._parts(wish)
        base = np.ones(len(self), bool) if within is None else within
        kept: np.ndarray = self._all(parts) & base
        chosen = dict(wish.columns)

        def others(part: str) -> np.ndarray:
            if part not in parts:
                return kept
            rest = {name: mask for name, mask in parts.items() if name != part}
            without: np.ndarray = self._all(rest) & base
            return without

        columns = tuple(
            self._counts(name, others(f"column {name}"), chosen.get(name, ()), find, language)
            for name in ([only] if only else self.names)
        )
        by_years = others("years")
        span = self._span
        return Overview(
            matching=int(np.count_nonzero(kept)),
            columns=columns,
            themes=self._theme_counts(others("themes")),
            years=None if span is None else self.years.histogram(by_years, span),
            undated=int(np.count_nonzero(by_years & ~self.years.dated)),
            colours=dict(
                zip(SWATCHES, self._colours.counts(others("colours")).tolist(), strict=True)
            ),
        )

    def _counts(
        self, name: str, kept: np.ndarray, chosen: tuple[str, ...], find: str, language: str
    ) -> FacetCounts:
        column = self.column(name)
        tongues = self.tongues(name) if language else None
        if tongues is None:
            return _told(column, kept, chosen, find)
        shown = tongues.shown(language)
        hidden = [
            value for value in chosen if value in column.code and not shown[column.code[value]]
        ]
        labels = {value: tongues.instead(value, language) for value in hidden}
        # Chosen in another language, it is there once: as it was chosen, called as it is here.
        twice = [column.code[own] for own in labels.values() if own and own not in chosen]
        shown = shown.copy()
        shown[twice] = False
        told = _told(column, kept, chosen, find, shown)
        return replace(told, labels=tuple((value, own) for value, own in labels.items() if own))

    def _parts(self, wish: Filter) -> dict[str, np.ndarray]:
        """The mask of each thing that is wished."""
        made: dict[str, np.ndarray] = {}
        for name, values in wish.columns:
            made[f"column {name}"] = self.column(name).mask(values)
        if wish.themes:
            belongs = np.isin(*self._themes(wish.themes))
            made["themes"] = np.asarray(belongs.any(axis=1))
        if wish.years:
            made["years"] = self.years.mask(wish.years, undated=wish.undated)
        if wish.colours:
            made["colours"] = self._colours.mask(wish.colours)
        return made

    def _all(self, parts: dict[str, np.ndarray]) -> np.ndarray:
        kept = np.ones(len(self), bool)
        for part in parts.values():
            kept &= part
        return kept

    def _theme_counts(self, kept: np.ndarray) -> dict[int, int]:
        themes, _ = self._themes(())
        found: dict[int, int] = {}
        for level in range(themes.shape[1] if len(themes) else 0):
            here = themes[kept, level]
            ids, many = np.unique(here[here >= 0], return_counts=True)
            found |= dict(zip(ids.tolist(), many.tolist(), strict=True))
        return found

    def _themes(self, wished: tuple[int, ...]) -> tuple[np.ndarray, tuple[int, ...]]:
        """The themes of every image, and those that stand for the ones wished."""
        if self._hierarchy is None:
            return self._bundle.item_themes, wished
        hierarchy = self._hierarchy()
        return hierarchy.item_themes, hierarchy.resolve(wished)

    def timeline(self, kept: np.ndarray) -> Histogram | None:
        """How the images of ``kept`` (bool [n]) lie over time; ``None`` when nothing is dated."""
        return None if self._span is None else self.years.histogram(kept, self._span)

    def span(self, kept: np.ndarray) -> tuple[int, int] | None:
        """First and last year of the images of ``kept`` (bool [n]); ``None`` when none is dated."""
        dated = kept & self.years.dated
        if not dated.any():
            return None
        return int(self.years.first[dated].min()), int(self.years.last[dated].max())

    def _is_facet(self, name: str) -> bool:
        column = self._column(name)
        few = 2 <= len(column.values) <= MOST_OWN_VALUES
        if few and 2 * len(column.values) <= len(column.codes):
            return True
        del self._held[name]
        return False

    def _column(self, name: str) -> CodedColumn:
        if name not in self._held:
            self._held[name] = coded(name, self._bundle.item_columns([name])[name])
        return self._held[name]

    def _read(self, *names: str, make: Callable[[pa.Table], Any]) -> Any:
        with self._reading:
            return make(self._bundle.item_columns(names))

    def columns(self, *names: str) -> pa.Table:
        """Columns of the table as they are, n rows; those that do not exist are left out."""
        table: pa.Table = self._read(*names, make=lambda found: found)
        return table

    @cached_property
    def years(self) -> Years:
        """The years of the images."""
        years: Years = self._read("year_from", "year_to", make=years_of)
        return years

    @cached_property
    def _span(self) -> tuple[int, int, int] | None:
        return self.years.span()

    @cached_property
    def _colours(self) -> Colours:
        colours: Colours = self._read("colour", make=lambda table: colours_of(table["colour"]))
        return colours


def _told(
    column: CodedColumn,
    kept: np.ndarray,
    chosen: tuple[str, ...],
    find: str,
    among: np.ndarray | None = None,
) -> FacetCounts:
    """The values that there are among the images kept, and those chosen even when there are none.

    ``among`` (bool [values]) says which may be told, but for those chosen.

    The order is that of the counts, then of the alphabet.
    """
    counts = column.counts(kept)
    asked = fold(find.strip())
    places = [
        place
        for place in np.flatnonzero(counts if among is None else counts * among).tolist()
        if not asked or asked in column.folded[place]
    ]
    places.sort(key=lambda place: (-counts[place], column.values[place]))
    shown = places[:VALUES]
    if not asked:
        known = (column.code[value] for value in chosen if value in column.code)
        shown += [place for place in known if place not in set(shown)]
    pairs = tuple((column.values[place], int(counts[place])) for place in shown)
    return FacetCounts(column.name, pairs, len(places))
