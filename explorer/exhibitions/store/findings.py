"""Findings in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from explorer.exhibitions.findings import (
    MAX_FINDINGS,
    Finding,
    FindingEntry,
    StoredFinding,
    read_finding,
)
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store.acts import log
from explorer.exhibitions.store.errors import ConflictError, MissingError
from explorer.exhibitions.store.tables import FindingRow, FindingsRow
from explorer.exhibitions.store.versions import agree, now


def entries(session: Session, collection: str, kind: str) -> tuple[FindingEntry, ...]:
    """A collection's findings of a kind, in order."""
    asked = (
        select(
            FindingRow.id,
            FindingRow.name,
            FindingRow.owner,
            FindingRow.version,
            FindingRow.created,
            FindingRow.updated,
        )
        .where(*_of(collection, kind))
        .order_by(FindingRow.place, FindingRow.id)
    )
    return tuple(
        FindingEntry(id_, json.loads(name), owner, version, created, updated)
        for id_, name, owner, version, created, updated in session.execute(asked)
    )


def one(session: Session, collection: str, kind: str, id_: str) -> StoredFinding | None:
    """One finding."""
    row = session.get(FindingRow, (collection, kind, id_))
    return None if row is None else _stored(row)


def every(session: Session, collection: str, kind: str) -> tuple[StoredFinding, ...]:
    """A collection's findings of a kind, with their documents, in order."""
    asked = select(FindingRow).where(*_of(collection, kind))
    rows = session.scalars(asked.order_by(FindingRow.place, FindingRow.id))
    return tuple(_stored(row) for row in rows)


def put(
    session: Session,
    finding: Finding,
    *,
    create: bool | None,
    versions: Sequence[int] | None,
    who: str,
) -> tuple[FindingEntry, bool]:
    """Write a finding; whether it is new. See ``Store.put_finding``."""
    document = finding.to_json()
    revision = advance(session, finding.collection)
    row = session.get(FindingRow, (finding.collection, finding.kind, finding.id))
    new = row is None
    agree(row.version if row else None, what="finding", create=create, versions=versions)
    when = now()
    if row is None:
        row = FindingRow(
            collection=finding.collection,
            kind=finding.kind,
            id=finding.id,
            place=_end(session, finding.collection, finding.kind),
            created=when,
        )
    row.version = revision
    row.updated = when
    row.name = json.dumps(finding.name, ensure_ascii=False)
    row.owner = finding.owner
    row.document = document
    session.add(row)
    name = next(filter(None, finding.name.values()), "")
    did = "create" if new else "write"
    log(
        session,
        finding.collection,
        "finding",
        f"{finding.kind}/{finding.id}",
        did,
        who=who,
        detail=name,
    )
    entry = FindingEntry(
        finding.id, dict(finding.name), finding.owner, revision, row.created, row.updated
    )
    return entry, new


def delete(
    session: Session,
    collection: str,
    kind: str,
    id_: str,
    *,
    versions: Sequence[int] | None,
    who: str,
) -> None:
    """Take a finding away."""
    advance(session, collection)
    row = session.get(FindingRow, (collection, kind, id_))
    if row is None:
        raise MissingError("there is nothing of this name in the collection")
    agree(row.version if row else None, what="finding", create=None, versions=versions)
    session.delete(row)
    log(session, collection, "finding", f"{kind}/{id_}", "delete", who=who)


def order(session: Session, collection: str, kind: str, ids: Sequence[str]) -> None:
    """Put a collection's findings of a kind in order."""
    advance(session, collection)
    asked = select(FindingRow).where(*_of(collection, kind))
    rows = {row.id: row for row in session.scalars(asked)}
    if set(rows) != set(ids) or len(rows) != len(ids):
        raise ConflictError("the order names each of them once: read the list again")
    for place, id_ in enumerate(ids):
        rows[id_].place = place


def revision(session: Session, collection: str) -> int:
    """How often the findings and decisions of a collection were changed."""
    row = session.get(FindingsRow, collection)
    return 0 if row is None else row.revision


def advance(session: Session, collection: str) -> int:
    """The next revision. The row is held until the end of the transaction."""
    row = session.get(FindingsRow, collection, with_for_update=True)
    if row is None:
        row = FindingsRow(collection=collection, revision=0)
        session.add(row)
    row.revision += 1
    return row.revision


def _stored(row: FindingRow) -> StoredFinding:
    finding = read_finding(
        collection=row.collection,
        kind=row.kind,
        id=row.id,
        name=json.loads(row.name),
        document=json.loads(row.document),
        owner=row.owner,
    )
    return StoredFinding(finding, row.version, row.created, row.updated)


def _of(collection: str, kind: str) -> tuple[Any, Any]:
    return FindingRow.collection == collection, FindingRow.kind == kind


def _end(session: Session, collection: str, kind: str) -> int:
    asked = select(func.count(), func.max(FindingRow.place)).where(*_of(collection, kind))
    count, last = session.execute(asked).one()
    if count >= MAX_FINDINGS:
        raise InvalidError(f"a collection keeps at most {MAX_FINDINGS} of a kind: delete one first")
    return 0 if last is None else int(last) + 1
