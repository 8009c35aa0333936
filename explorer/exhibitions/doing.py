"""One act on a board, as the page and the routes alike bring it: what it holds is not trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.exhibitions.models import MAX_BOARD, InvalidError
from explorer.exhibitions.store import Store


@dataclass(frozen=True)
class Doing:
    """Acts on one board of a collection, in somebody's name."""

    store: Store
    collection: str
    board: str
    who: str = ""

    def do(self, act: Mapping[str, Any], *, made: str = "") -> str:
        """Do an act; the id of the board that it made, or that it was done to.

        ``made`` is the id for a new board. Raises ``InvalidError`` for what is no act, and what the
        store raises.
        """
        doing: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "add": self._add,
            "move": self._move,
            "remove": self._remove,
            "restore": self._restore,
            "note": self._note,
            "mark": self._mark,
            "rename": self._rename,
            "merge": self._merge,
            "archive": self._archive,
            "undo": self._undo,
            "delete": self._delete,
        }
        what = str(act.get("do"))
        name = str(act.get("name", ""))
        at = {"collection": self.collection, "who": self.who}
        if what == "create":
            return self.store.create_board(**at, name=name, id=made)
        if what == "duplicate":
            return self.store.duplicate_board(**at, board=self.board, name=name, id=made)
        if what not in doing:
            raise InvalidError("do names one of " + ", ".join(["create", "duplicate", *doing]))
        doing[what](act)
        return self.board

    def _add(self, act: Mapping[str, Any]) -> None:
        self.store.add_to_board(**self._on, ids=_ids(act))

    def _move(self, act: Mapping[str, Any]) -> None:
        self.store.move_on_board(**self._on, item=_item(act), to=_place(act))

    def _remove(self, act: Mapping[str, Any]) -> None:
        self.store.remove_from_board(**self._on, ids=_ids(act))

    def _restore(self, act: Mapping[str, Any]) -> None:
        self.store.put_back_on_board(
            **self._on,
            item=_item(act),
            to=_place(act),
            notes=_notes(act),
            status=str(act.get("status") or "proposed"),
        )

    def _note(self, act: Mapping[str, Any]) -> None:
        self.store.note_on_board(**self._on, item=_item(act), notes=_notes(act))

    def _mark(self, act: Mapping[str, Any]) -> None:
        status = str(act.get("status", ""))
        self.store.mark_on_board(**self._on, ids=_ids(act), status=status)

    def _rename(self, act: Mapping[str, Any]) -> None:
        self.store.rename_board(**self._on, name=str(act.get("name", "")))

    def _merge(self, act: Mapping[str, Any]) -> None:
        self.store.merge_boards(**self._on, other=str(act.get("other", "")))

    def _archive(self, act: Mapping[str, Any]) -> None:
        self.store.archive_board(**self._on, away=act.get("away") is not False)

    def _undo(self, act: Mapping[str, Any]) -> None:
        past = act.get("past")
        if not isinstance(past, (int, float)):
            raise InvalidError("past is the number of what is to be taken back")
        self.store.undo_on_board(**self._on, n=int(past))

    def _delete(self, _: Mapping[str, Any]) -> None:
        self.store.delete_board(**self._on)

    @property
    def _on(self) -> dict[str, str]:
        return {"collection": self.collection, "board": self.board, "who": self.who}


def _item(act: Mapping[str, Any]) -> str:
    return str(act.get("item", ""))


def _ids(act: Mapping[str, Any]) -> list[str]:
    ids = act.get("ids", [act["item"]] if "item" in act else [])
    if not isinstance(ids, list) or len(ids) > MAX_BOARD:
        raise InvalidError(f"ids is a list of at most {MAX_BOARD} items")
    return [id_ for id_ in ids if isinstance(id_, str)]


def _place(act: Mapping[str, Any]) -> int:
    to = act.get("to")
    return int(to) if isinstance(to, (int, float)) and 0 <= to < 1e6 else 0


def _notes(act: Mapping[str, Any]) -> dict[str, str]:
    notes = act.get("notes")
    if not isinstance(notes, Mapping):
        return {}
    return {str(code): str(text) for code, text in notes.items()}
