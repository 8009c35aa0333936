"""Boards in the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import delete as deleting
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from explorer.exhibitions.models import (
    MAX_BOARD,
    MAX_TOURS,
    Board,
    BoardItem,
    InvalidError,
    Status,
    checked_status,
)
from explorer.exhibitions.store.acts import log
from explorer.exhibitions.store.errors import ConflictError, MissingError
from explorer.exhibitions.store.tables import BoardItemRow, BoardPastRow, BoardRow
from explorer.exhibitions.store.versions import now

_GONE = "there is no such board in the collection"
_FACES = 4
_FEWEST, _MOST, _BYTES = 5, 60, 4_000_000
"""How many of a board's earlier states are kept: as many as fit, and at least these."""


@dataclass(frozen=True)
class BoardEntry:
    """What a list of boards tells of one. ``name`` may be empty; ``items`` is their number.

    ``first`` are the identifiers of the first few: one knows a board without a name by them.
    """

    id: str
    name: str
    items: int
    updated: str
    archived: bool = False
    created: str = ""
    first: tuple[str, ...] = ()


def entries(session: Session, collection: str, *, archived: bool) -> tuple[BoardEntry, ...]:
    """A collection's boards, in order: those at hand, or those put away."""
    row = BoardRow
    asked = (
        select(
            row.id, row.name, func.count(BoardItemRow.item), row.updated, row.archived, row.created
        )
        .outerjoin(BoardItemRow, BoardItemRow.board == row.id)
        .where(row.collection == collection, row.archived == int(archived))
        .group_by(row.id, row.name, row.updated, row.place, row.archived, row.created)
        .order_by(row.place, row.id)
    )
    return tuple(
        BoardEntry(id_, name, items, updated, bool(away), created, _faces(session, id_))
        for id_, name, items, updated, away, created in session.execute(asked)
    )


def _faces(session: Session, board: str) -> tuple[str, ...]:
    asked = (
        select(BoardItemRow.item)
        .where(BoardItemRow.board == board)
        .order_by(BoardItemRow.place, BoardItemRow.item)
        .limit(_FACES)
    )
    return tuple(session.scalars(asked))


def one(session: Session, collection: str, id_: str) -> Board | None:
    """One board, with its items in order."""
    row = session.get(BoardRow, id_)
    if row is None or row.collection != collection:
        return None
    past = session.execute(
        select(BoardPastRow.n, BoardPastRow.did)
        .where(BoardPastRow.board == id_)
        .order_by(BoardPastRow.n.desc())
        .limit(1)
    ).first()
    return Board(
        id=row.id,
        collection=row.collection,
        name=row.name,
        items=_items(session, id_),
        created=row.created,
        updated=row.updated,
        archived=bool(row.archived),
        undo=(past.n, past.did) if past else None,
    )


def create(session: Session, collection: str, name: str, *, who: str, id_: str = "") -> str:
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
        archived=0,
    )
    session.add(row)
    session.flush()
    log(session, collection, "board", row.id, "create", who=who, detail=name)
    return row.id


def add(session: Session, collection: str, ids: Sequence[str], *, board: str, who: str) -> int:
    """Put items at the end of a board; those that are on it stay where they are."""
    id_ = board or _first(session, collection) or create(session, collection, "", who=who)
    there = _present(session, id_)
    new = [item for item in ids if item not in there]
    if len(there) + len(new) > MAX_BOARD:
        raise InvalidError(f"a board holds at most {MAX_BOARD} items: begin another one")
    if not new and there and session.get_one(BoardRow, id_).collection == collection:
        return 0  # nothing was done that could be told, or taken back
    _changed(session, collection, id_, "add", who=who, remembered=bool(new), about=_some(new))
    _append(session, id_, [BoardItem(item, added=now()) for item in new])
    return len(new)


def remove(session: Session, collection: str, board: str, ids: Sequence[str], *, who: str) -> int:
    """Take items off a board; how many were there."""
    found = _present(session, board) & set(ids)
    _changed(session, collection, board, "remove", who=who, about=_some(list(ids)))
    for item in found:
        session.delete(session.get_one(BoardItemRow, (board, item)))
    return len(found)


def order(session: Session, collection: str, board: str, ids: Sequence[str], *, who: str) -> None:
    """Put the items of a board in order."""
    _changed(session, collection, board, "order", who=who)
    if _present(session, board) != set(ids):
        raise ConflictError("the order names each item of the board once: read the board again")
    _place(session, board, ids)


def move(session: Session, collection: str, board: str, item: str, *, to: int, who: str) -> None:
    """Give an item another place, the first one being 0; the last one when there are fewer."""
    _changed(session, collection, board, "move", who=who, about=item)
    _move(session, board, item, to)


def put_back(
    session: Session, collection: str, board: str, pinned: BoardItem, *, to: int, who: str
) -> None:
    """Put an item that was taken off where it was, with its notes and status, in one act."""
    there = _present(session, board)
    if len(there | {pinned.id}) > MAX_BOARD:
        raise InvalidError(f"a board holds at most {MAX_BOARD} items: take some off first")
    _changed(session, collection, board, "add", who=who, about=pinned.id)
    if pinned.id in there:
        session.delete(session.get_one(BoardItemRow, (board, pinned.id)))
        session.flush()
    _append(session, board, [replace(pinned, added=now())])
    _move(session, board, pinned.id, to)


def note(
    session: Session, collection: str, board: str, item: str, notes: Mapping[str, str], *, who: str
) -> None:
    """Write the notes of an item."""
    _changed(session, collection, board, "note", who=who, about=item)
    row = session.get(BoardItemRow, (board, item))
    if row is None:
        raise MissingError("this item is not on the board")
    row.notes = json.dumps(dict(notes), ensure_ascii=False)


def mark(
    session: Session, collection: str, board: str, ids: Sequence[str], status: Status, *, who: str
) -> int:
    """Give items a status; how many of them are on the board."""
    found = _present(session, board) & set(ids)
    _changed(session, collection, board, status, who=who, about=_some(list(ids)))
    for item in found:
        session.get_one(BoardItemRow, (board, item)).status = status
    return len(found)


def rename(session: Session, collection: str, board: str, name: str, *, who: str) -> None:
    """Give a board a name."""
    _changed(session, collection, board, "rename", who=who, about=name).name = name


def duplicate(
    session: Session, collection: str, board: str, name: str, *, who: str, id_: str = ""
) -> str:
    """Make another board with the same items, notes and statuses; its id."""
    found = one(session, collection, board)
    if found is None:
        raise MissingError(_GONE)
    made = create(session, collection, name, who=who, id_=id_)
    _append(session, made, found.items)
    return made


def merge(session: Session, collection: str, board: str, other: str, *, who: str) -> int:
    """Bring what is on ``other`` onto ``board``, and put ``other`` away; how many were new.

    What is on both keeps its place and status, and gets the notes of languages that it lacked.
    """
    found = one(session, collection, other)
    if found is None or other == board:
        raise MissingError(_GONE)
    there = _present(session, board)
    new = [pinned for pinned in found.items if pinned.id not in there]
    if len(there) + len(new) > MAX_BOARD:
        raise InvalidError(f"a board holds at most {MAX_BOARD} items: take some off first")
    _changed(session, collection, board, "merge", who=who, about=found.name)
    for pinned in found.items:
        if pinned.id in there and pinned.notes:
            row = session.get_one(BoardItemRow, (board, pinned.id))
            row.notes = json.dumps(pinned.notes | json.loads(row.notes), ensure_ascii=False)
    _append(session, board, new)
    archive(session, collection, other, True, who=who)
    return len(new)


def archive(session: Session, collection: str, board: str, away: bool, *, who: str) -> None:
    """Put a board away, or take it out again."""
    did = "archive" if away else "unarchive"
    _changed(session, collection, board, did, who=who, remembered=False).archived = int(away)


def undo(session: Session, collection: str, board: str, n: int, *, who: str) -> str:
    """Take back the last thing done to a board, which must be the one numbered ``n``."""
    asked = select(BoardPastRow).where(BoardPastRow.board == board)
    past = session.scalar(asked.order_by(BoardPastRow.n.desc()).limit(1))
    if past is None or past.n != n:
        raise ConflictError("the board was changed meanwhile: read it again")
    row = _changed(session, collection, board, "undo", who=who, remembered=False, about=past.did)
    before = json.loads(past.document)
    row.name = before["name"]
    session.execute(deleting(BoardItemRow).where(BoardItemRow.board == board))
    _append(session, board, [BoardItem(**held) for held in before["items"]])
    session.delete(past)
    return past.did


def delete(session: Session, collection: str, board: str, *, who: str) -> None:
    """Take a board away, with all that is on it."""
    row = _changed(session, collection, board, "delete", who=who, remembered=False)
    for table in (BoardItemRow, BoardPastRow):
        session.execute(deleting(table).where(table.board == board))
    session.delete(row)


def _changed(
    session: Session,
    collection: str,
    board: str,
    did: str,
    *,
    who: str,
    about: str = "",
    remembered: bool = True,
) -> BoardRow:
    """The board, held until the end of the transaction, its time of change set, its act logged.

    How it is now is remembered first, so that what follows can be taken back.
    """
    row = session.get(BoardRow, board, with_for_update=True)
    if row is None or row.collection != collection:
        raise MissingError(_GONE)
    if remembered:
        _remember(session, row, did, about)
    row.updated = now()
    log(session, collection, "board", board, did, who=who, detail=about)
    return row


def _remember(session: Session, row: BoardRow, did: str, about: str) -> None:
    mine = BoardPastRow.board == row.id
    held = session.execute(
        select(BoardPastRow.n, BoardPastRow.did, func.length(BoardPastRow.document))
        .where(mine)
        .order_by(BoardPastRow.n.desc())
    ).all()
    if held and did == "note":
        # A note is kept while it is written: all of it is one thing to take back.
        last = session.get_one(BoardPastRow, held[0].n)
        if last.did == did and json.loads(last.document)["about"] == about:
            return
    state = {
        "about": about,
        "name": row.name,
        "items": [asdict(pinned) for pinned in _items(session, row.id)],
    }
    document = json.dumps(state, ensure_ascii=False)
    session.add(BoardPastRow(board=row.id, did=did, document=document))
    room = _BYTES - len(document)
    for place, (n, _, size) in enumerate(held, 2):
        room -= size
        if place > _MOST or (room < 0 and place > _FEWEST):
            session.delete(session.get_one(BoardPastRow, n))
    session.flush()


def _items(session: Session, board: str) -> tuple[BoardItem, ...]:
    asked = select(BoardItemRow).where(BoardItemRow.board == board)
    rows = session.scalars(asked.order_by(BoardItemRow.place, BoardItemRow.item))
    return tuple(
        BoardItem(row.item, json.loads(row.notes), row.added, checked_status(row.status))
        for row in rows
    )


def _append(session: Session, board: str, items: Sequence[BoardItem]) -> None:
    asked = select(func.max(BoardItemRow.place)).where(BoardItemRow.board == board)
    last = session.scalar(asked)
    session.add_all(
        BoardItemRow(
            board=board,
            item=pinned.id,
            place=place,
            notes=json.dumps(pinned.notes, ensure_ascii=False),
            added=pinned.added,
            status=pinned.status,
        )
        for place, pinned in enumerate(items, 0 if last is None else last + 1)
    )
    session.flush()


def _first(session: Session, collection: str) -> str | None:
    asked = select(BoardRow.id).where(BoardRow.collection == collection, BoardRow.archived == 0)
    return session.scalar(asked.order_by(BoardRow.place, BoardRow.id).limit(1))


def _present(session: Session, board: str) -> set[str]:
    return set(session.scalars(select(BoardItemRow.item).where(BoardItemRow.board == board)))


def _move(session: Session, board: str, item: str, to: int) -> None:
    ids = [pinned.id for pinned in _items(session, board)]
    if item not in ids:
        raise MissingError("this item is not on the board")
    ids.remove(item)
    ids.insert(max(0, to), item)
    _place(session, board, ids)


def _place(session: Session, board: str, ids: Sequence[str]) -> None:
    rows = [{"board": board, "item": item, "place": place} for place, item in enumerate(ids)]
    if rows:
        session.execute(update(BoardItemRow), rows)


def _some(ids: Sequence[str]) -> str:
    """A few identifiers, for the log; how many more there are."""
    more = f" +{len(ids) - 3}" if len(ids) > 3 else ""
    return ", ".join(ids[:3]) + more
