"""Acts in the database: only ever added, in the transaction of what they tell of."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from explorer.exhibitions.acts import MAX_ACTS, Act, ActKind
from explorer.exhibitions.store.tables import ActRow
from explorer.exhibitions.store.versions import now

_LONGEST = 300


def log(
    session: Session,
    collection: str,
    kind: ActKind,
    subject: str,
    did: str,
    *,
    who: str,
    detail: str = "",
) -> None:
    """Add an act. The same one again, right after, is the same act done later."""
    detail = detail[:_LONGEST]
    last = session.scalar(
        select(ActRow).where(ActRow.collection == collection).order_by(ActRow.n.desc()).limit(1)
    )
    told = (kind, subject, did, detail, who)
    if last and (last.kind, last.subject, last.did, last.detail, last.who) == told:
        last.done = now()
        return
    session.add(
        ActRow(
            collection=collection,
            kind=kind,
            subject=subject,
            did=did,
            detail=detail,
            who=who,
            done=now(),
        )
    )
    session.flush()


def newest(
    session: Session, collection: str, *, kind: ActKind | None, subject: str | None, limit: int
) -> tuple[Act, ...]:
    """A collection's acts, the newest first."""
    asked = select(ActRow).where(ActRow.collection == collection)
    if kind is not None:
        asked = asked.where(ActRow.kind == kind)
    if subject is not None:
        asked = asked.where(ActRow.subject == subject)
    found = session.scalars(asked.order_by(ActRow.n.desc()).limit(min(limit, MAX_ACTS)))
    return tuple(
        Act(row.n, row.kind, row.subject, row.did, row.detail, row.who, row.done) for row in found
    )
