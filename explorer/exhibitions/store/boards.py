"""Boards in the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete as deleting
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from explorer.exhibitions.models import MAX_BOARD, MAX_TOURS, Board, BoardItem, InvalidError
from explorer.exhibitions.store.errors import ConflictError, MissingError
from explorer.exhibitions.store.tables import BoardItemRow, BoardRow
from explorer.exhibitions.store.versions import now


@dataclass(frozen=True)
class BoardEntry:
    """What a list of boards tells of one. ``name`` may be empty; ``items`` is their number."""

    id: str
    name: str
    items: int
    updated: str


def entries(session: Session, collection: str) -> tuple[BoardEntry, ...]:
    """A collection's boards, in order."""
    asked = (
        select(BoardRow.id, BoardRow.name, func.count(BoardItemRow.item), BoardRow.updated)
        .outerjoin(BoardItemRow, BoardItemRow.board == BoardRow.id)
        .where(BoardRow.collection == collection)
        .group_by(BoardRow.id, BoardRow.name, BoardRow.updated, BoardRow.place)
        .order_by(BoardRow.place, BoardRow.id)
    )
    return tuple(BoardEntry(*found) for found in session.execute(asked))


def one(session: Session, collection: str, id_: str) -> Board | None:
    """One board, with its items in order."""
    row = session.get(BoardRow, id_)
    if row is None or row.collection != collection:
        return None
    asked = (
        select(BoardItemRow)
        .where(BoardItemRow.board == id_)
        .order_by(BoardItemRow.place, BoardItemRow.item)
    )
    items = tuple(
        BoardItem(found.item, json.loads(found.notes), found.added)
        for found in session.scalars(asked)
    )
    return Board(row.id, row.collection, row.name, items, row.created, row.updated)


def create(session: Session, collection: str, name: str, *, id_: str = "") -> str:
    """Make a board, the last one of its collection; its id."""
    mine = BoardRow.collection == collection
    count, last = session.execute(select(func.count(), func.max(BoardRow.place)).where(mine)).one()
    if count >= MAX_TOURS:
        raise InvalidError(f"a collection has at most {MAX_TOURS} boards: delete one first")
    made = now()
    row = BoardRow(
        id=id_ or uuid.uuid4().hex,
        collection=collection,
        place=0 if last is None else last + 1,
        name=name,
        created=made,
        updated=made,
    )
    session.add(row)
    session.flush()
    return row.id


def add(session: Session, collection: str, ids: Sequence[str], *, board: str) -> int:
    """Put items at the end of a board; those that are on it stay where they are."""
    id_ = board or _first(session, collection) or create(session, collection, "")
    _changed(session, collection, id_)
    known, last = session.execute(
        select(func.count(), func.max(BoardItemRow.place)).where(BoardItemRow.board == id_)
    ).one()
    there = _present(session, id_)
    new = [item for item in ids if item not in there]
    if known + len(new) > MAX_BOARD:
        raise InvalidError(f"a board holds at most {MAX_BOARD} items: begin another one")
    start, added = 0 if last is None else last + 1, now()
    session.add_all(
        BoardItemRow(board=id_, item=item, place=start + at, notes="{}", added=added)
        for at, item in enumerate(new)
    )
    return len(new)


def remove(session: Session, collection: str, board: str, ids: Sequence[str]) -> int:
    """Take items off a board; how many were there."""
    _changed(session, collection, board)
    found = _present(session, board) & set(ids)
    for item in found:
        session.delete(session.get_one(BoardItemRow, (board, item)))
    return len(found)


def order(session: Session, collection: str, board: str, ids: Sequence[str]) -> None:
    """Put the items of a board in order."""
    _changed(session, collection, board)
    if _present(session, board) != set(ids):
        raise ConflictError("the order names each item of the board once: read the board again")
    _place(session, board, ids)


def move(session: Session, collection: str, board: str, item: str, *, to: int) -> None:
    """Give an item another place, the first one being 0; the last one when there are fewer."""
    _changed(session, collection, board)
    asked = (
        select(BoardItemRow.item)
        .where(BoardItemRow.board == board)
        .order_by(BoardItemRow.place, BoardItemRow.item)
    )
    ids = list(session.scalars(asked))
    if item not in ids:
        raise MissingError("this item is not on the board")
    ids.remove(item)
    ids.insert(max(0, to), item)
    _place(session, board, ids)


def note(
    session: Session, collection: str, board: str, item: str, notes: Mapping[str, str]
) -> None:
    """Write the notes of an item."""
    _changed(session, collection, board)
    row = session.get(BoardItemRow, (board, item))
    if row is None:
        raise MissingError("this item is not on the board")
    row.notes = json.dumps(dict(notes), ensure_ascii=False)


def rename(session: Session, collection: str, board: str, name: str) -> None:
    """Give a board a name."""
    _changed(session, collection, board).name = name


def delete(session: Session, collection: str, board: str) -> None:
    """Take a board away, with all that is on it."""
    row = _changed(session, collection, board)
    session.execute(deleting(BoardItemRow).where(BoardItemRow.board == board))
    session.delete(row)


def _changed(session: Session, collection: str, board: str) -> BoardRow:
    """The board, held until the end of the transaction, its time of change set."""
    row = session.get(BoardRow, board, with_for_update=True)
    if row is None or row.collection != collection:
        raise MissingError("there is no such board in the collection")
    row.updated = now()
    return row


def _first(session: Session, collection: str) -> str | None:
    asked = select(BoardRow.id).where(BoardRow.collection == collection)
    return session.scalar(asked.order_by(BoardRow.place, BoardRow.id).limit(1))


def _present(session: Session, board: str) -> set[str]:
    return set(session.scalars(select(BoardItemRow.item).where(BoardItemRow.board == board)))


def _place(session: Session, board: str, ids: Sequence[str]) -> None:
    rows = [{"board": board, "item": item, "place": place} for place, item in enumerate(ids)]
    if rows:
        session.execute(update(BoardItemRow), rows)
