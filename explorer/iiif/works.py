"""Works: items, or several items that are the pages of one.

A table says so by ``parent``: items with the same parent are one work, in the order of ``order``.
The parent may be an item itself, whose picture then comes first, or only a name.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from explorer.collection import Collection

MOST_PAGES = 2_000
"""Canvases of one manifest; a work of more pages says so."""


@dataclass(frozen=True)
class Work:
    """A work: its identifier, the rows of its pages in order, how many there are in all.

    ``row`` is that of the item of the same identifier, or -1 where only pages name it.
    """

    id: str
    row: int
    pages: tuple[int, ...]
    total: int


class Works:
    """The works of a collection. Made at first use; safe to share between threads."""

    def __init__(self, collection: Collection) -> None:
        table = collection.page_columns()
        count = len(collection)
        self._collection = weakref.ref(collection)
        self._lock = threading.Lock()
        encoded = pc.dictionary_encode(table["parent"].combine_chunks())
        codes, names = _codes(encoded, count)
        order = pc.fill_null(table["order"], np.iinfo(np.int32).max).to_numpy()
        self._names: list[str] = names
        self._code = {name: code for code, name in enumerate(names)}
        rows = np.flatnonzero(codes >= 0)
        # Stable: pages of the same place are in the order of the table.
        self._paged = rows[np.lexsort((rows, order[rows], codes[rows]))].astype(np.int32)
        self._starts = np.searchsorted(codes[self._paged], np.arange(len(names) + 1))
        self._parents = np.full(len(names), -1, np.int32)
        for start in range(0, len(names), 5_000):
            known = collection.rows(names[start : start + 5_000])
            for name, row in known.items():
                self._parents[self._code[name]] = row
        self._single = codes < 0
        self._leading = self._leads(count)

    def __len__(self) -> int:
        return len(self._leading)

    def listed(self, first: int, count: int) -> list[Work]:
        """``count`` works from ``first``, in the order of the first of each in the table."""
        found = self._leading[first : first + count]
        collection = self._open()
        ids = collection.ids([int(row) for row in found if row >= 0])
        return [
            self._of_parent(-int(row) - 1) if row < 0 else self._made(ids[int(row)], int(row))
            for row in found
            if row < 0 or int(row) in ids
        ]

    def work(self, id_: str) -> Work | None:
        """The work of an identifier: of an item, a page by itself included, or of pages alone."""
        row = self._open().row(id_)
        if row is None:
            code = self._code.get(id_)
            return None if code is None else self._of_parent(code)
        return self._made(id_, row)

    def parent(self, row: int) -> str:
        """The identifier of the work that an item is a page of, or ``""``."""
        if self._single[row]:
            return ""
        at = int(np.flatnonzero(self._paged == row)[0])
        return self._names[int(np.searchsorted(self._starts, at, side="right")) - 1]

    def _made(self, id_: str, row: int) -> Work:
        code = self._code.get(id_)
        children = () if code is None else self._children(code)
        pages = tuple(dict.fromkeys((row, *children)))
        return Work(id_, row, pages[:MOST_PAGES], len(pages))

    def _of_parent(self, code: int) -> Work:
        pages = self._children(code)
        return Work(self._names[code], -1, pages[:MOST_PAGES], len(pages))

    def _children(self, code: int) -> tuple[int, ...]:
        return tuple(self._paged[self._starts[code] : self._starts[code + 1]].tolist())

    def _leads(self, count: int) -> np.ndarray:
        """int64: rows of the items that are no pages, and -1 - code for parents that are no item,
        each at the place of its first page."""
        place = np.flatnonzero(self._single)
        lost = np.flatnonzero(self._parents < 0)
        firsts = [int(self._paged[self._starts[c] : self._starts[c + 1]].min()) for c in lost]
        kept = self._both(count)
        places = np.concatenate([place, kept, np.array(firsts, np.int64)])
        leads = np.concatenate([place, kept, -1 - lost.astype(np.int64)])
        found: np.ndarray = leads[np.argsort(places, kind="stable")]
        return found

    def _both(self, count: int) -> np.ndarray:
        """Rows of items that are a page and have pages of their own, in a circle even: listed too,
        so that every item is in a work that is listed."""
        has_pages = np.zeros(count, bool)
        has_pages[self._parents[self._parents >= 0]] = True
        both: np.ndarray = np.flatnonzero(has_pages & ~self._single)
        return both

    def _open(self) -> Collection:
        collection = self._collection()
        if collection is None:  # whoever asks holds it
            raise ReferenceError("the collection is closed")
        return collection


def works_of(collection: Collection) -> Works:
    """The works of a collection, made once."""
    with _LOCK:
        held = _HELD.get(collection)
    if held is None:
        held = Works(collection)
        with _LOCK:
            _HELD[collection] = held
    return held


_LOCK = threading.Lock()
_HELD: weakref.WeakKeyDictionary[Collection, Works] = weakref.WeakKeyDictionary()


def _codes(encoded: pa.DictionaryArray, count: int) -> tuple[np.ndarray, list[str]]:
    """int64 [n]: which parent each item has, -1 for none; and the parents."""
    names: Sequence[str | None] = encoded.dictionary.to_pylist()
    if not names:
        return np.full(count, -1, np.int64), []
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    kept = [at for at, name in enumerate(names) if name]
    renumbered = np.full(len(names) + 1, -1, np.int64)
    renumbered[kept] = np.arange(len(kept))
    return renumbered[codes], [str(names[at]) for at in kept]
