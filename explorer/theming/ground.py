"""The ground that edits are laid over: what one bundle says of its themes, and of their members."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from explorer.bundle import Bundle, Vocabulary

T = TypeVar("T")

MEDOIDS = 12
COMPARED = 20_000
"""Members whose vectors are read of a larger theme, evenly spread."""

_SAME = 0.995
"""Cosine above which a medoid would show the same picture twice."""

_KEPT = 256


@dataclass(frozen=True)
class Described:
    """Where a group of items lies on the map (the median), and its most central rows."""

    x: float
    y: float
    medoids: tuple[int, ...]


class Ground:
    """The themes of an open bundle; safe to share between threads.

    ``find`` gives the rows of those ids that exist.
    """

    def __init__(self, bundle: Bundle, find: Callable[[list[str]], dict[str, int]]) -> None:
        self._bundle = bundle
        self.find = find
        self.records: list[dict[str, Any]] = bundle.themes.to_pylist()
        self.item_themes: np.ndarray = bundle.item_themes
        names = [layout.name for layout in bundle.manifest.layouts]
        self._points = bundle.layout("map") if "map" in names else None
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    def __len__(self) -> int:
        return len(self._bundle)

    @property
    def version(self) -> str:
        """The bundle's version."""
        return self._bundle.manifest.version

    @property
    def model(self) -> str:
        """What the vectors are of: those of two models cannot be compared."""
        model = self._bundle.manifest.model
        return f"{model.name}/{model.weights}/{model.dim}"[:400]

    @property
    def vectors(self) -> np.ndarray:
        """float16 [n, dim], unit length."""
        return self._bundle.vectors

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The collection's vocabulary, or ``None`` where there is none for these vectors."""
        found = self._bundle.vocabulary
        fits = found is not None and found.vectors.shape[1] == self.vectors.shape[1]
        return found if fits else None

    def levels(self) -> int:
        """How many levels the themes have."""
        return int(self.item_themes.shape[1]) if self.records else 0

    def members(self, theme: int, level: int) -> np.ndarray:
        """int64: rows of the members of one of the bundle's own themes."""
        if level >= self.levels():
            return np.empty(0, np.int64)
        return np.flatnonzero(np.asarray(self.item_themes[:, level]) == theme)

    def ids(self, rows: np.ndarray | None = None) -> Iterable[str]:
        """The ids of some rows, in the order asked; of all, when ``None``."""
        column = self._bundle.item_columns(["id"])["id"]
        taken: list[str] = (column if rows is None else column.take(rows)).to_pylist()
        return taken

    def described(self, rows: np.ndarray) -> Described:
        """Where these rows lie, and which are the most central; nothing for no rows."""
        if not len(rows):
            return Described(0.5, 0.5, ())
        return self.remembered(
            ("described", digest_of(rows.astype(np.int64))), lambda: self._described(rows)
        )

    def remembered(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made for a key before, or is now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                held: T = self._kept[key]
                return held
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _described(self, rows: np.ndarray) -> Described:
        x, y = (0.5, 0.5)
        if self._points is not None:
            x, y = (float(value) for value in np.median(self._points[rows], axis=0))
        some = spread_out(rows)
        vectors = np.asarray(self.vectors[some], np.float32)
        order = np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")[: 8 * MEDOIDS]
        chosen: list[int] = []
        for at in order.tolist():
            if len(chosen) < MEDOIDS and not (vectors[chosen] @ vectors[at] > _SAME).any():
                chosen.append(at)
        return Described(x, y, tuple(int(some[at]) for at in chosen))


def spread_out(rows: np.ndarray) -> np.ndarray:
    """At most ``COMPARED`` of some rows, evenly spread, so that no page reads a collection."""
    if len(rows) <= COMPARED:
        return rows
    return rows[np.linspace(0, len(rows) - 1, COMPARED).astype(np.int64)]


def digest_of(*parts: bytes | np.ndarray) -> bytes:
    """A short name for some contents."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(part if isinstance(part, bytes) else np.ascontiguousarray(part).tobytes())
    return made.digest()
