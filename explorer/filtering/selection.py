"""A selection: what a filter, a search or a likeness picks out of a collection, in its order."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from explorer.filtering.index import FilterIndex
from explorer.filtering.wishes import Filter
from explorer.search.engine import Engine
from explorer.search.query import MAX_RESULTS, Answer, Query

ALIKE = 48
"""How many images "like this one" picks out."""

_KEPT = 32

EVERYTHING = Filter()
"""The filter that keeps all."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A filter, and a search of words or an image whose likes are sought (its row), or neither."""

    wish: Filter = EVERYTHING
    text: str = ""
    language: str = "fr"
    like: int | None = None


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
        self._recent: OrderedDict[tuple[Asked, int], np.ndarray] = OrderedDict()

    def get(self, asked: Asked) -> Selection:
        """What is picked out; everything when nothing is asked."""
        if asked.like is None and not asked.text.strip():
            return Selection(self._filters.mask(asked.wish), None)
        rows = self._ranked(asked)
        mask = np.zeros(len(self._filters), bool)
        mask[rows] = True
        return Selection(mask, rows)

    def alike(self, row: int, wish: Filter, *, k: int) -> Answer:
        """The images most like one, of those that a filter keeps."""
        if not wish:
            return self._engine.similar([row], k=k)
        kept = self._filters.mask(wish)
        found = self._engine.similar([row], k=MAX_RESULTS)
        hits = tuple(hit for hit in found.hits if kept[hit.row])[:k]
        return Answer(hits, len(hits), found.mode)

    def _ranked(self, asked: Asked) -> np.ndarray:
        key = (asked, self._filters.stamp(asked.wish))
        with self._lock:
            held = self._recent.get(key)
            if held is not None:
                self._recent.move_to_end(key)
                return held
        if asked.like is not None:
            alike = self.alike(asked.like, asked.wish, k=ALIKE)
            rows = [asked.like, *(hit.row for hit in alike.hits)]
        else:
            rows = self._found(asked)
        ranked = np.asarray(rows, np.int64)
        with self._lock:
            self._recent[key] = ranked
            while len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return ranked

    def _found(self, asked: Asked) -> list[int]:
        within = self._filters.mask(asked.wish) if asked.wish else None
        rows: list[int] = []
        while True:
            query = Query(
                text=asked.text,
                language=asked.language,
                k=MAX_RESULTS,
                offset=len(rows),
                within=within,
            )
            answer = self._engine.search(query)
            rows += [hit.row for hit in answer.hits]
            if not answer.hits or len(rows) >= answer.total:
                return rows
