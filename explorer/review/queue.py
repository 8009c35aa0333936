"""The queue: what is suggested for a part of the collection and has not been answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.collection import Collection
from explorer.exhibitions.findings import StoredDecision
from explorer.filtering.columns import CodedColumn
from explorer.review.models import Suggestion
from explorer.review.neighbours import Neighbours, suggested_dates, suggested_values
from explorer.review.tags import suggested_tags
from explorer.review.words import TagWords

LOOKED_AT = 20_000
"""Images looked at for one queue: enough for a day, and soon done."""


@dataclass(frozen=True)
class Group:
    """A value, and how many images it is suggested for."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Queue:
    """Suggestions, the surest first; ``groups`` by value, the most frequent first.

    ``looked_at`` of ``candidates`` images were looked at.
    """

    suggestions: tuple[Suggestion, ...]
    groups: tuple[Group, ...]
    looked_at: int
    candidates: int


def queue(
    collection: Collection,
    field: str,
    *,
    within: np.ndarray | None,
    words: TagWords | None,
    answered: Sequence[StoredDecision],
) -> Queue:
    """What is suggested for ``field`` among the images of ``within`` (bool [n]; all unless given).

    ``words`` are those for tags. What was answered, yes or no, is not asked again; nor is a
    technique or a date of an item for which one was accepted.
    """
    kept = np.ones(len(collection), bool) if within is None else within
    candidates = np.flatnonzero(kept)
    rows = candidates[:LOOKED_AT]
    found: list[Suggestion] = []
    if field == "subject" and words is not None:
        tags = _Held(collection, "subject")
        found = suggested_tags(collection.engine.vectors.vector, rows, words, tags.of)
    elif field in ("technique", "date") and len(rows):
        near = Neighbours(
            collection.bundle.neighbours[rows],
            np.asarray(collection.bundle.neighbour_scores[rows], np.float32),
        )
        if field == "technique":
            found = suggested_values(field, rows, near, _Held(collection, "technique").of)
        else:
            found = suggested_dates(rows, near, _Years(collection).of)
    left = _unanswered(collection, found, answered)
    left.sort(key=lambda one: (-one.score, one.row, one.value))
    return Queue(tuple(left), _groups(left), len(rows), len(candidates))


def _unanswered(
    collection: Collection, found: list[Suggestion], answered: Sequence[StoredDecision]
) -> list[Suggestion]:
    taken = {(one.decision.subject, one.decision.value) for one in answered}
    settled = {
        one.decision.subject
        for one in answered
        if one.decision.verdict == "yes" and one.decision.field != "subject"
    }
    if not taken:
        return found
    rows = list(dict.fromkeys(one.row for one in found))
    ids: dict[int, str] = {}
    for start in range(0, len(rows), 500):
        ids |= collection.ids(rows[start : start + 500])
    return [
        one
        for one in found
        if (ids.get(one.row), one.value) not in taken and ids.get(one.row) not in settled
    ]


def _groups(found: Sequence[Suggestion]) -> tuple[Group, ...]:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for one in found:
        counts[one.value] = counts.get(one.value, 0) + 1
        labels[one.value] = one.label
    order = sorted(counts, key=lambda value: (-counts[value], value))
    return tuple(Group(value, labels[value], counts[value]) for value in order)


class _Held:
    """What each row has in a column; nothing where the collection has no such column."""

    def __init__(self, collection: Collection, name: str) -> None:
        there = name in collection.filters.names
        self._column: CodedColumn | None = collection.filters.column(name) if there else None

    def of(self, row: int) -> tuple[str, ...]:
        if self._column is None:
            return ()
        first, last = np.searchsorted(self._column.rows, [row, row + 1])
        codes = self._column.codes[first:last].tolist()
        return tuple(self._column.values[code] for code in codes)


class _Years:
    def __init__(self, collection: Collection) -> None:
        table = collection.bundle.item_columns(["year_from", "year_to"])
        self._first = table["year_from"].to_pylist()
        self._last = table["year_to"].to_pylist()

    def of(self, row: int) -> tuple[int, int] | None:
        first, last = self._first[row], self._last[row]
        if first is None and last is None:
            return None
        first = last if first is None else first
        return first, first if last is None else max(first, last)
