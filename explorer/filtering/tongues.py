"""Values in the language of who reads, of a column that says the same things in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.filtering.columns import CodedColumn


@dataclass(frozen=True)
class Said:
    """A translation of a column: where its values are written as one text an image.

    ``places`` holds the values that each text says, in order (-1 for one the column has not);
    ``codes`` (int32 [m]) the texts of ``rows`` (int32 [m]).
    """

    places: tuple[tuple[int, ...], ...]
    codes: np.ndarray
    rows: np.ndarray

    def values(self, count: int) -> np.ndarray:
        """bool [count]: the values that are said."""
        said = np.zeros(count, bool)
        said[[place for places in self.places for place in places if place >= 0]] = True
        return said


class Tongues:
    """The languages of a column of lists: which values a reader of one is shown.

    ``translations`` are the columns of the same name in each language (``technique@en``), in the
    order of the collection.
    """

    def __init__(self, column: CodedColumn, translations: Mapping[str, CodedColumn]) -> None:
        self._column = column
        self._said = {code: _said(column, texts) for code, texts in translations.items()}
        self._shown: dict[str, np.ndarray] = {}

    def shown(self, language: str) -> np.ndarray:
        """bool [values]: those of the language, and those said of an image that has none of it.

        Where the collection has no such language they are those of no language in particular, or
        else of its first.
        """
        if language not in self._shown:
            self._shown[language] = self._find(language)
        return self._shown[language]

    def instead(self, value: str, language: str) -> str:
        """What a value that is not shown is called in the language, or ``""``."""
        place = self._column.code.get(value)
        return "" if place is None else self._pairs(language).get(place, "")

    def _find(self, language: str) -> np.ndarray:
        column, count = self._column, len(self._column.values)
        own, covered = self._own(language)
        having = np.bincount(column.codes, minlength=count)
        told = np.bincount(column.codes[covered[column.rows]], minlength=count)
        shown: np.ndarray = own | (having > told)
        return shown

    def _own(self, language: str) -> tuple[np.ndarray, np.ndarray]:
        """bool [values] and [n]: what is of the language, and the images that have some of it."""
        column = self._column
        covered = np.zeros(column.count, bool)
        said = self._said.get(language)
        if said is None:
            own = ~self._any
            if own.any():
                covered[column.rows[own[column.codes]]] = True
                return own, covered
            said = next(iter(self._said.values()))
        covered[said.rows] = True
        return said.values(len(column.values)), covered

    @cached_property
    def _any(self) -> np.ndarray:
        """bool [values]: those that are of some language."""
        count = len(self._column.values)
        own: np.ndarray = np.logical_or.reduce([said.values(count) for said in self._said.values()])
        return own

    def _pairs(self, language: str) -> dict[int, str]:
        """By the place of a value of another language: what stands at its place in most lists."""
        mine = self._said.get(language)
        if mine is None:
            return {}
        found: dict[int, Counter[int]] = {}
        mine_of = np.full(self._column.count, -1, np.int64)
        mine_of[mine.rows] = mine.codes
        for code, other in self._said.items():
            if code == language:
                continue
            both = np.stack([mine_of[other.rows], other.codes.astype(np.int64)], axis=1)
            pairs, many = np.unique(both[both[:, 0] >= 0], axis=0, return_counts=True)
            for (at, from_), times in zip(pairs.tolist(), many.tolist(), strict=True):
                here, there = mine.places[at], other.places[from_]
                if len(here) != len(there):
                    continue
                for name, place in zip(here, there, strict=True):
                    if name >= 0 and place >= 0:
                        found.setdefault(place, Counter())[name] += times
        return {
            place: self._column.values[names.most_common(1)[0][0]] for place, names in found.items()
        }


def split(text: str) -> tuple[str, ...]:
    """The values of a translated list, which a bundle keeps as one text."""
    separator = "|" if "|" in text else ";"
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _said(column: CodedColumn, texts: CodedColumn) -> Said:
    return Said(
        tuple(tuple(_places(column, split(text))) for text in texts.values),
        texts.codes,
        texts.rows,
    )


def _places(column: CodedColumn, values: Iterable[str]) -> Iterable[int]:
    return (column.code.get(value, -1) for value in values)
