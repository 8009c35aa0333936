"""The part of the store that keeps boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.exhibitions.models import (
    Board,
    BoardItem,
    checked_ids,
    checked_name,
    checked_notes,
    checked_status,
)
from explorer.exhibitions.store import boards
from explorer.exhibitions.store.boards import BoardEntry
from explorer.exhibitions.store.database import Database


class BoardStore:
    """Boards by collection. What changes one says ``who`` does it, and can be taken back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def boards(self, *, collection: str, archived: bool = False) -> tuple[BoardEntry, ...]:
        """A collection's boards, in order: those at hand, or those put away."""
        with self._database.reading() as session:
            return boards.entries(session, collection, archived=archived) if session else ()

    def board(self, *, collection: str, id: str) -> Board | None:
        """A board with its items, or ``None``."""
        with self._database.reading() as session:
            return boards.one(session, collection, id) if session else None

    def create_board(self, *, collection: str, name: str = "", id: str = "", who: str = "") -> str:
        """Make a board, after the others; its id, a new one unless given.

        Raises ``InvalidError``, and ``ConflictError`` when there is a board of this id.
        """
        name = checked_name(name)
        with self._database.writing() as session:
            return boards.create(session, collection, name, who=who, id_=id)

    def add_to_board(
        self, *, collection: str, ids: Sequence[str], board: str = "", who: str = ""
    ) -> int:
        """Put items at the end of a board: of the first one unless named; made if there is none.

        How many were not there yet. Raises ``InvalidError``, ``MissingError``.
        """
        wanted = checked_ids(tuple(ids))
        with self._database.writing() as session:
            return boards.add(session, collection, wanted, board=board, who=who)

    def remove_from_board(
        self, *, collection: str, board: str, ids: Sequence[str], who: str = ""
    ) -> int:
        """Take items off a board; how many were there. Raises ``MissingError``."""
        with self._database.writing() as session:
            return boards.remove(session, collection, board, ids, who=who)

    def order_board(
        self, *, collection: str, board: str, ids: Sequence[str], who: str = ""
    ) -> None:
        """Put the items in order; raises ``ConflictError`` unless ``ids`` are all of them."""
        with self._database.writing() as session:
            boards.order(session, collection, board, ids, who=who)

    def move_on_board(
        self, *, collection: str, board: str, item: str, to: int, who: str = ""
    ) -> None:
        """Give an item another place, from 0; raises ``MissingError``."""
        with self._database.writing() as session:
            boards.move(session, collection, board, item, to=to, who=who)

    def put_back_on_board(
        self,
        *,
        collection: str,
        board: str,
        item: str,
        to: int,
        notes: Mapping[str, str],
        status: str = "proposed",
        who: str = "",
    ) -> None:
        """Put an item that was taken off where it was, from 0, with its notes and its status.

        Raises ``MissingError``, ``InvalidError``.
        """
        (id_,) = checked_ids((item,))
        pinned = BoardItem(id_, checked_notes(dict(notes)), status=checked_status(status))
        with self._database.writing() as session:
            boards.put_back(session, collection, board, pinned, to=to, who=who)

    def note_on_board(
        self, *, collection: str, board: str, item: str, notes: Mapping[str, str], who: str = ""
    ) -> None:
        """Write an item's notes, by language; raises ``MissingError``, ``InvalidError``."""
        kept = checked_notes(dict(notes))
        with self._database.writing() as session:
            boards.note(session, collection, board, item, kept, who=who)

    def mark_on_board(
        self, *, collection: str, board: str, ids: Sequence[str], status: str, who: str = ""
    ) -> int:
        """Say of items that they are proposed, kept or set aside; how many are on the board.

        Raises ``MissingError``, ``InvalidError``.
        """
        wanted = checked_status(status)
        with self._database.writing() as session:
            return boards.mark(session, collection, board, ids, wanted, who=who)

    def rename_board(self, *, collection: str, board: str, name: str, who: str = "") -> None:
        """Give a board a name; raises ``MissingError``, ``InvalidError``."""
        name = checked_name(name)
        with self._database.writing() as session:
            boards.rename(session, collection, board, name, who=who)

    def duplicate_board(
        self, *, collection: str, board: str, name: str = "", id: str = "", who: str = ""
    ) -> str:
        """Make a board of the same items, after the others; its id, a new one unless given.

        Raises ``MissingError``, ``InvalidError``, and ``ConflictError`` for an id that is taken.
        """
        name = checked_name(name)
        with self._database.writing() as session:
            return boards.duplicate(session, collection, board, name, who=who, id_=id)

    def merge_boards(self, *, collection: str, board: str, other: str, who: str = "") -> int:
        """Bring what is on another board onto this one, and put that one away.

        How many items are new here. Raises ``MissingError``, ``InvalidError``.
        """
        with self._database.writing() as session:
            return boards.merge(session, collection, board, other, who=who)

    def archive_board(
        self, *, collection: str, board: str, away: bool = True, who: str = ""
    ) -> None:
        """Put a board away, or with ``away`` false take it out; raises ``MissingError``."""
        with self._database.writing() as session:
            boards.archive(session, collection, board, away, who=who)

    def undo_on_board(self, *, collection: str, board: str, n: int, who: str = "") -> str:
        """Take back what was done last, numbered ``n`` (``Board.undo``); what it was.

        Raises ``MissingError``, and ``ConflictError`` when something else was done since.
        """
        with self._database.writing() as session:
            return boards.undo(session, collection, board, n, who=who)

    def delete_board(self, *, collection: str, board: str, who: str = "") -> None:
        """Take a board away with all that is on it; raises ``MissingError``."""
        with self._database.writing() as session:
            boards.delete(session, collection, board, who=who)
