"""Tours in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from explorer.exhibitions.models import (
    MAX_TOURS,
    InvalidError,
    StoredTour,
    Tour,
    TourEntry,
    read_tour,
)
from explorer.exhibitions.store.acts import log
from explorer.exhibitions.store.errors import ConflictError, MissingError
from explorer.exhibitions.store.tables import TourRow
from explorer.exhibitions.store.versions import advance_shelf, agree, now


def entries(session: Session, collection: str) -> tuple[TourEntry, ...]:
    """A collection's tours, in order."""
    columns = (TourRow.id, TourRow.title, TourRow.stops, TourRow.version, TourRow.updated)
    asked = select(*columns).where(TourRow.collection == collection).order_by(TourRow.place)
    return tuple(
        TourEntry(id_, json.loads(title), stops, version, updated)
        for id_, title, stops, version, updated in session.execute(asked)
    )


def one(session: Session, collection: str, id_: str) -> StoredTour | None:
    """One tour."""
    row = session.get(TourRow, (collection, id_))
    return None if row is None else StoredTour(read_tour(row.document), row.version, row.updated)


def put(
    session: Session,
    tour: Tour,
    *,
    create: bool | None,
    versions: Sequence[int] | None,
    who: str,
) -> tuple[TourEntry, bool]:
    """Write a tour; whether it is new. See ``Store.put_tour``."""
    document = tour.to_json().decode()
    revision = advance_shelf(session, tour.collection)
    row = session.get(TourRow, (tour.collection, tour.id))
    new = row is None
    agree(row.version if row else None, what="tour", create=create, versions=versions)
    if row is None:
        row = TourRow(collection=tour.collection, id=tour.id, place=_end(session, tour.collection))
    row.version = revision
    row.updated = now()
    row.title = json.dumps(tour.title, ensure_ascii=False)
    row.stops = len(tour.stops)
    row.document = document
    session.add(row)
    title = next(filter(None, tour.title.values()), "")
    did = "create" if new else "write"
    log(session, tour.collection, "tour", tour.id, did, who=who, detail=title)
    return TourEntry(tour.id, dict(tour.title), row.stops, row.version, row.updated), new


def delete(
    session: Session, collection: str, id_: str, *, versions: Sequence[int] | None, who: str
) -> None:
    """Take a tour away."""
    advance_shelf(session, collection)
    row = session.get(TourRow, (collection, id_))
    if row is None:
        raise MissingError("there is no tour of this name in the collection")
    agree(row.version if row else None, what="tour", create=None, versions=versions)
    session.delete(row)
    log(session, collection, "tour", id_, "delete", who=who)


def order(session: Session, collection: str, ids: Sequence[str], *, who: str) -> None:
    """Put a collection's tours in order."""
    advance_shelf(session, collection)
    asked = select(TourRow).where(TourRow.collection == collection)
    rows = {row.id: row for row in session.scalars(asked)}
    if set(rows) != set(ids) or len(rows) != len(ids):
        raise ConflictError("the order names each tour of the collection once: read the list again")
    for place, id_ in enumerate(ids):
        rows[id_].place = place
    log(session, collection, "tour", "", "order", who=who)


def _end(session: Session, collection: str) -> int:
    mine = TourRow.collection == collection
    count, last = session.execute(select(func.count(), func.max(TourRow.place)).where(mine)).one()
    if count >= MAX_TOURS:
        raise InvalidError(f"a collection has at most {MAX_TOURS} tours: delete one first")
    return 0 if last is None else int(last) + 1
