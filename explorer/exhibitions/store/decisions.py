"""Decisions in the database: only ever added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from explorer.exhibitions.findings import MAX_DECISIONS, Decision, StoredDecision, read_decision
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store.findings import advance
from explorer.exhibitions.store.tables import DecisionRow
from explorer.exhibitions.store.versions import now

_AT_ONCE = 500


def add(session: Session, taken: Sequence[Decision]) -> None:
    """Add decisions, in order. See ``Store.decide``."""
    if len(taken) > MAX_DECISIONS:
        raise InvalidError(f"at most {MAX_DECISIONS} decisions are written at once")
    for collection in sorted({decision.collection for decision in taken}):
        advance(session, collection)
    standing = {_about(decision): decision for decision in taken}
    abouts = list(standing)
    for start in range(0, len(abouts), _AT_ONCE):
        some = abouts[start : start + _AT_ONCE]
        fallen = update(DecisionRow).where(DecisionRow.about.in_(some), DecisionRow.stands == 1)
        session.execute(fallen.values(stands=0))
    when = now()
    for decision in taken:
        about = _about(decision)
        session.add(
            DecisionRow(
                collection=decision.collection,
                kind=decision.kind,
                subject=decision.subject,
                field=decision.field,
                value=decision.value,
                about=about,
                stands=int(standing[about] is decision),
                verdict=decision.verdict,
                provenance=decision.evidence(),
                who=decision.who,
                taken=when,
            )
        )


def standing(
    session: Session,
    collection: str,
    kind: str,
    *,
    field: str | None = None,
    subject: str | None = None,
    past: bool = False,
) -> tuple[StoredDecision, ...]:
    """The decisions that stand, in the order they were taken; with ``past`` all of them."""
    asked = select(DecisionRow).where(
        DecisionRow.collection == collection, DecisionRow.kind == kind
    )
    if not past:
        asked = asked.where(DecisionRow.stands == 1, DecisionRow.verdict != "none")
    if field is not None:
        asked = asked.where(DecisionRow.field == field)
    if subject is not None:
        asked = asked.where(DecisionRow.subject == subject)
    return tuple(_stored(row) for row in session.scalars(asked.order_by(DecisionRow.n)))


def _stored(row: DecisionRow) -> StoredDecision:
    decision = read_decision(
        collection=row.collection,
        kind=row.kind,
        subject=row.subject,
        field=row.field,
        value=row.value,
        verdict=row.verdict,
        provenance=json.loads(row.provenance),
        who=row.who,
    )
    return StoredDecision(decision, row.n, row.taken)


def _about(decision: Decision) -> str:
    told = [
        decision.collection,
        decision.kind,
        decision.subject,
        decision.field,
        decision.value,
    ]
    text = json.dumps(told, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
