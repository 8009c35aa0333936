"""Exhibitions in the database: every writing is kept; one of them may be the one visitors see."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from explorer.exhibitions.exhibition import (
    MAX_EXHIBITIONS,
    STATES,
    Exhibition,
    ExhibitionEntry,
    ExhibitionVersion,
    State,
    StoredExhibition,
    read_exhibition,
)
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store.acts import log
from explorer.exhibitions.store.errors import ConflictError, MissingError
from explorer.exhibitions.store.tables import ActRow, ExhibitionRow, ExhibitionVersionRow
from explorer.exhibitions.store.versions import advance_shelf, agree, now

MAX_VERSIONS = 100
"""Kept of one exhibition; beyond, the oldest goes, but never the one that visitors see."""

_GONE = "there is no exhibition of this name in the collection"
_Pair = tuple[ExhibitionRow, ExhibitionVersionRow]


def entries(session: Session, collection: str, *, public: bool) -> tuple[ExhibitionEntry, ...]:
    """A collection's exhibitions, in order; with ``public`` as visitors see them, no others."""
    asked = _joined(public).where(ExhibitionRow.collection == collection)
    asked = asked.order_by(ExhibitionRow.place, ExhibitionRow.id)
    return tuple(_entry(row, version) for row, version in session.execute(asked))


def one(
    session: Session, collection: str, id_: str, *, public: bool = False, version: int | None = None
) -> StoredExhibition | None:
    """One exhibition: as it was written last, as visitors see it, or in one of its versions."""
    row = session.get(ExhibitionRow, (collection, id_))
    if row is None:
        return None
    wanted = version if version is not None else row.published if public else row.version
    if wanted is None or (public and wanted != row.published):
        return None
    held = session.get(ExhibitionVersionRow, (collection, id_, wanted))
    if held is None:
        return None
    return StoredExhibition(
        exhibition=read_exhibition(held.document),
        version=held.version,
        state=_state(row),
        published=row.published,
        updated=held.updated,
        who=held.who,
    )


def seen(session: Session, collection: str) -> dict[str, str]:
    """When each was last published or withdrawn, by id."""
    asked = select(ActRow.subject, func.max(ActRow.done)).where(
        ActRow.collection == collection,
        ActRow.kind == "exhibition",
        ActRow.did.in_(("publish", "withdraw")),
    )
    rows = session.execute(asked.group_by(ActRow.subject)).all()
    return {row[0]: row[1] for row in rows}


def versions(session: Session, collection: str, id_: str) -> tuple[ExhibitionVersion, ...]:
    """The writings of an exhibition that are kept, the newest first."""
    held = ExhibitionVersionRow
    asked = select(
        held.version,
        held.updated,
        held.who,
        held.title,
        held.sections,
        held.items,
        held.restored,
    ).where(held.collection == collection, held.id == id_)
    return tuple(
        ExhibitionVersion(n, updated, who, json.loads(title), sections, items, restored)
        for n, updated, who, title, sections, items, restored in session.execute(
            asked.order_by(held.version.desc())
        )
    )


def put(
    session: Session,
    exhibition: Exhibition,
    *,
    create: bool | None,
    known: Sequence[int] | None,
    who: str,
    restored: int | None = None,
) -> tuple[ExhibitionEntry, bool]:
    """Write an exhibition; whether it is new. See ``Store.put_exhibition``."""
    document = exhibition.to_json().decode()
    collection, id_ = exhibition.collection, exhibition.id
    revision = advance_shelf(session, collection)
    row = session.get(ExhibitionRow, (collection, id_))
    new = row is None
    agree(row.version if row else None, what="exhibition", create=create, versions=known)
    if row is None:
        place = _end(session, collection)
        row = ExhibitionRow(
            collection=collection, id=id_, place=place, state="draft", version=0, published=None
        )
        session.add(row)
    else:
        held = session.get_one(ExhibitionVersionRow, (collection, id_, row.version))
        if held.document == document:
            return _entry(row, held), False
    row.version = revision
    held = ExhibitionVersionRow(
        collection=collection,
        id=id_,
        version=revision,
        updated=now(),
        who=who,
        title=json.dumps(exhibition.title, ensure_ascii=False),
        cover=exhibition.cover.item if exhibition.cover else next(iter(exhibition.items), ""),
        sections=len(exhibition.sections),
        items=len(exhibition.items),
        restored=restored,
        document=document,
    )
    session.add(held)
    session.flush()
    _forget(session, row)
    did = "create" if new else "restore" if restored is not None else "write"
    log(session, collection, "exhibition", id_, did, who=who, detail=_titled(held))
    return _entry(row, held), new


def restore(
    session: Session,
    collection: str,
    id_: str,
    version: int,
    *,
    known: Sequence[int] | None,
    who: str,
) -> ExhibitionEntry:
    """Make an older version the present one: it is written anew, and nothing is taken away."""
    found = one(session, collection, id_, version=version)
    if found is None:
        raise MissingError("there is no such version of the exhibition")
    entry, _ = put(session, found.exhibition, create=False, known=known, who=who, restored=version)
    return entry


def publish(
    session: Session, collection: str, id_: str, version: int, *, who: str
) -> ExhibitionEntry:
    """Show a version to visitors."""
    row, held = _present(session, collection, id_)
    if session.get(ExhibitionVersionRow, (collection, id_, version)) is None:
        raise MissingError("there is no such version of the exhibition")
    row.state, row.published = "published", version
    log(session, collection, "exhibition", id_, "publish", who=who, detail=_titled(held))
    return _entry(row, held)


def withdraw(session: Session, collection: str, id_: str, *, who: str) -> ExhibitionEntry:
    """Show an exhibition no more."""
    row, held = _present(session, collection, id_)
    if row.published is None:
        raise ConflictError("this exhibition is not published")
    row.state, row.published = "withdrawn", None
    log(session, collection, "exhibition", id_, "withdraw", who=who, detail=_titled(held))
    return _entry(row, held)


def remove(
    session: Session, collection: str, id_: str, *, known: Sequence[int] | None, who: str
) -> None:
    """Take an exhibition away with its history; one that visitors see is withdrawn first."""
    row, held = _present(session, collection, id_)
    agree(row.version, what="exhibition", create=None, versions=known)
    if row.published is not None:
        raise ConflictError("this exhibition is published: withdraw it first")
    log(session, collection, "exhibition", id_, "delete", who=who, detail=_titled(held))
    gone = ExhibitionVersionRow
    session.execute(delete(gone).where(gone.collection == collection, gone.id == id_))
    session.delete(row)


def order(session: Session, collection: str, ids: Sequence[str], *, who: str) -> None:
    """Put a collection's exhibitions in order."""
    asked = select(ExhibitionRow).where(ExhibitionRow.collection == collection)
    rows = {row.id: row for row in session.scalars(asked)}
    if set(rows) != set(ids) or len(rows) != len(ids):
        raise ConflictError("the order names each exhibition once: read the list again")
    for place, id_ in enumerate(ids):
        rows[id_].place = place
    log(session, collection, "exhibition", "", "order", who=who)


def _joined(public: bool) -> Select[_Pair]:
    shown = ExhibitionRow.published if public else ExhibitionRow.version
    return select(ExhibitionRow, ExhibitionVersionRow).join(
        ExhibitionVersionRow,
        (ExhibitionVersionRow.collection == ExhibitionRow.collection)
        & (ExhibitionVersionRow.id == ExhibitionRow.id)
        & (ExhibitionVersionRow.version == shown),
    )


def _present(session: Session, collection: str, id_: str) -> _Pair:
    row = session.get(ExhibitionRow, (collection, id_), with_for_update=True)
    if row is None:
        raise MissingError(_GONE)
    return row, session.get_one(ExhibitionVersionRow, (collection, id_, row.version))


def _entry(row: ExhibitionRow, held: ExhibitionVersionRow) -> ExhibitionEntry:
    return ExhibitionEntry(
        id=row.id,
        title=json.loads(held.title),
        cover=held.cover,
        sections=held.sections,
        items=held.items,
        state=_state(row),
        version=held.version,
        published=row.published,
        updated=held.updated,
        who=held.who,
    )


def _state(row: ExhibitionRow) -> State:
    return next((state for state in STATES if state == row.state), "draft")


def _titled(held: ExhibitionVersionRow) -> str:
    titles: dict[str, str] = json.loads(held.title)
    return next(filter(None, titles.values()), "")


def _forget(session: Session, row: ExhibitionRow) -> None:
    held = ExhibitionVersionRow
    asked = select(held.version).where(held.collection == row.collection, held.id == row.id)
    kept = list(session.scalars(asked.order_by(held.version.desc())))
    for version in kept[MAX_VERSIONS:]:
        if version != row.published:
            session.delete(session.get_one(held, (row.collection, row.id, version)))


def _end(session: Session, collection: str) -> int:
    mine = ExhibitionRow.collection == collection
    asked = select(func.count(), func.max(ExhibitionRow.place)).where(mine)
    count, last = session.execute(asked).one()
    if count >= MAX_EXHIBITIONS:
        raise InvalidError(
            f"a collection has at most {MAX_EXHIBITIONS} exhibitions: delete one first"
        )
    return 0 if last is None else int(last) + 1
