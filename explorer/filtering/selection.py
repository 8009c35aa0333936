"""A selection: what a query picks out of a collection, in its order."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from explorer.filtering.index import FilterIndex
from explorer.filtering.wishes import EVERYTHING, Filter
from explorer.search.engine import Engine
from explorer.search.ordering import POOL, by_date, varied
from explorer.search.query import MAX_RESULTS, Answer, Hit, Query

ALIKE = 48
"""How many images "like this one" picks out."""

_KEPT = 32


@dataclass(frozen=True)
class Selection:
    """The images picked out: ``mask`` (bool [n]) and ``rows`` (int64 [m]), which is ``None`` where
    they have no order among themselves."""

    mask: np.ndarray
    rows: np.ndarray | None

    @property
    def count(self) -> int:
        """How many there are."""
        return int(np.count_nonzero(self.mask))


class Selections:
    """The selections of one collection; the last ones are remembered."""

    def __init__(self, filters: FilterIndex, engine: Engine) -> None:
        self._filters = filters
        self._engine = engine
        self._lock = threading.Lock()
        self._recent: OrderedDict[Query, np.ndarray] = OrderedDict()

    def get(self, query: Query) -> Selection:
        """What is picked out; everything when nothing is asked.

        Pictures alone pick out themselves and the ``ALIKE`` most like them.
        """
        if not query.seeks:
            return Selection(self._kept(query), None)
        rows = self._remembered(self._narrowed(replace(query, k=1, offset=0)))
        mask = np.zeros(len(self._filters), bool)
        mask[rows] = True
        return Selection(mask, rows)

    def search(self, query: Query) -> Answer:
        """Some results of a query, in the order it asks for.

        A query that seeks nothing is answered by all that its filter keeps, less what it does not
        want, in the order of the collection.
        """
        start, stop = query.offset, query.offset + query.k
        if not query.seeks:
            rows = np.flatnonzero(self._kept(query))
            ordered = rows[self._order(query, rows)]
            hits = tuple(Hit(int(row), 0.0) for row in ordered[start:stop])
            return Answer(hits, len(rows), self._engine.mode)
        whole = self._engine.ranked(self._narrowed(query))
        order = self._order(query, np.array(whole.rows, np.int64))
        hits = tuple(whole.hits[place] for place in order[start:stop])
        return replace(whole, hits=hits)

    def alike(self, row: int, wish: Filter, *, k: int) -> Answer:
        """The images most like one, of those that a filter keeps."""
        if not wish:
            return self._engine.similar([row], k=k)
        kept = self._filters.mask(wish)
        found = self._engine.similar([row], k=MAX_RESULTS)
        hits = tuple(hit for hit in found.hits if kept[hit.row])[:k]
        return Answer(hits, len(hits), found.mode)

    def _narrowed(self, query: Query) -> Query:
        if not query.wish:
            return replace(query, within=None)
        wish = query.wish
        return replace(query, within=self._filters.mask(wish), stamp=self._filters.stamp(wish))

    def _kept(self, query: Query) -> np.ndarray:
        """bool [n]: what a filter keeps, less what is not wanted."""
        kept = self._filters.mask(query.wish)
        if not query.drops:
            return kept
        if "words" in query.by:
            kept &= ~self._engine.saying(query.without)
        seen = replace(query, wish=EVERYTHING, without=(), unlike=(), by=("picture",))
        unwanted = [replace(seen, text=thing) for thing in query.without if "picture" in query.by]
        unwanted += [replace(seen, like=(id_,)) for id_ in query.unlike]
        for one in unwanted:
            if self._engine.ranked(one).notice != "doubtful":
                kept[self.get(one).rows] = False
        return kept

    def _order(self, query: Query, rows: np.ndarray) -> np.ndarray:
        """int64 [m]: places of ``rows`` (the most relevant first) in the order asked for."""
        if query.sort in ("date", "recent"):
            years = self._filters.years
            parts = (years.first[rows], years.last[rows], years.dated[rows])
            return by_date(*parts, recent=query.sort == "recent")
        different = 1.0 if query.sort == "variety" else query.different
        if different <= 0:
            return np.arange(len(rows))
        if query.seeks:
            pool = np.arange(min(POOL, len(rows)))
        else:
            # Nothing is better than anything else: some from everywhere.
            pool = np.unique(np.linspace(0, len(rows) - 1, min(POOL, len(rows))).astype(np.int64))
        first = pool[varied(self._engine.vectors.vector(rows[pool]), different=different)]
        rest = np.setdiff1d(np.arange(len(rows)), pool)
        return np.asarray(np.concatenate([first, rest]), np.int64)

    def _remembered(self, query: Query) -> np.ndarray:
        with self._lock:
            held = self._recent.get(query)
            if held is not None:
                self._recent.move_to_end(query)
                return held
        ranked = self._ranked(query)
        with self._lock:
            self._recent[query] = ranked
            while len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return ranked

    def _ranked(self, query: Query) -> np.ndarray:
        answer = self._engine.ranked(query)
        found = np.array(answer.rows, np.int64)
        rows: np.ndarray = found[self._order(query, found)]
        if query.text.strip() or query.pulls:
            return rows
        own = self._engine.rows(query.like)
        return np.array([*own, *rows[:ALIKE]], np.int64)
