"""What was answered, as a table to bring back to the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from explorer.collection import Collection
from explorer.exhibitions.findings import StoredDecision
from explorer.exhibitions.listing import csv_bytes

COLUMNS = (
    "id",
    "title",
    "in_collection",
    "field",
    "old_value",
    "new_value",
    "verdict",
    "said_by",
    "basis",
    "model",
    "score",
    "evidence",
    "who",
    "when",
)
_VERDICTS = {"yes": "accepted", "no": "refused", "none": "taken back"}
_AT_ONCE = 500


def review_csv(
    decisions: Sequence[StoredDecision], collection: Collection, *, language: str
) -> bytes:
    """A row an answer, in the order they were given.

    ``old_value`` is what the table held when it was asked; ``said_by`` is always ``machine``, for
    every suggestion is the machine's, and every verdict a hand's.
    """
    return csv_bytes(COLUMNS, _rows(decisions, collection, language=language))


def _rows(
    decisions: Sequence[StoredDecision], collection: Collection, *, language: str
) -> Iterator[list[Any]]:
    for start in range(0, len(decisions), _AT_ONCE):
        part = decisions[start : start + _AT_ONCE]
        rows = collection.rows([one.decision.subject for one in part])
        items = {item.id: item for item in collection.items(list(rows.values()), language=language)}
        for one in part:
            decision, told = one.decision, one.decision.provenance
            item = items.get(decision.subject)
            yield [
                decision.subject,
                item.title if item else "",
                "yes" if item else "no",
                decision.field,
                told.get("old", ""),
                decision.value,
                _VERDICTS[decision.verdict],
                "machine",
                told.get("basis", ""),
                told.get("model", ""),
                _rounded(told.get("score")),
                " | ".join(str(id_) for id_ in told.get("evidence", [])),
                decision.who,
                one.when,
            ]


def _rounded(score: object) -> object:
    return round(score, 4) if isinstance(score, float) else "" if score is None else score
