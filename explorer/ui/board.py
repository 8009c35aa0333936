"""The board: pictures put aside, in an order that someone gives them, with notes.

What is done in the browser comes as acts (``explorer/viewer/board-acts.js``), each with a number:
those that come twice are done once. What they name is not trusted.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import streamlit as st

from explorer.exhibitions.doing import Doing
from explorer.exhibitions.models import Board, InvalidError
from explorer.exhibitions.store import (
    ConflictError,
    MissingError,
    ReadOnlyError,
    Store,
    StoreError,
)
from explorer.ui import address, gallery, house
from explorer.ui.board_texts import board_texts
from explorer.ui.boards_listed import listed
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES

_LOG = logging.getLogger(__name__)
_MOST_ACTS = 500
_OPEN = "board-open"
_DONE = "board-done"
_KEY = "board"


def opened(frame: Frame) -> str:
    """The id of the board that the visitor last had open; the first one's, or ``""`` for none.

    Raises ``StoreError``.
    """
    return _opened([entry.id for entry in house.store().boards(collection=frame.collection.name)])


def put_in_hand(id_: str) -> None:
    """Make a board the one that was open last."""
    st.session_state[_OPEN] = id_


def _opened(known: Sequence[str], away: Sequence[str] = ()) -> str:
    """``away`` are boards that were put away: one of them is only open when it is asked for."""
    asked = (address.read("board"), str(st.session_state.get(_OPEN, "")))
    found = next((id_ for id_ in asked if id_ in known or id_ in away), "")
    return found or (known[0] if known else "")


def show() -> None:
    """Draw the page."""
    frame = current()
    store = house.store()
    # Before anything is drawn: what the browser then shows has it done.
    told = (st.session_state.get(_KEY) or {}).get("act")
    trouble = _perform(frame, store, told) if isinstance(told, Mapping) else ""
    try:
        props = _props(frame, store, trouble)
    except StoreError as error:
        _LOG.warning("%s", error)
        _closed(frame, error)
        return
    widget("board", props, key=_KEY, intents=("act",))
    gallery.dialog(frame)


def _props(frame: Frame, store: Store, trouble: str) -> dict[str, Any]:
    say, collection = frame.say, frame.collection
    entries = store.boards(collection=collection.name)
    away = store.boards(collection=collection.name, archived=True)
    asked = _opened([entry.id for entry in entries], [entry.id for entry in away])
    board = store.board(collection=collection.name, id=asked) if asked else None
    st.session_state[_OPEN] = board.id if board else ""
    return frame.props(
        board=_board(board) if board else None,
        away=listed(collection, away, language=frame.language),
        api=frame.api(),
        boards=listed(collection, entries, language=frame.language),
        items=_items(frame, board),
        languages=[
            {"code": code, "label": LANGUAGE_NAMES[code]}
            for code in sorted(LANGUAGES, key=lambda code: code != frame.language)
        ],
        writable=store.is_writable,
        downloads=_downloads(frame, board),
        rowsAddress=frame.api("/rows"),
        version=collection.version,
        done=st.session_state.get(_DONE),
        trouble=trouble
        or (
            "" if store.is_writable else say("Nothing can be kept here: the database is read only.")
        ),
        forms=say.forms("{n} picture", "{n} pictures"),
        texts=board_texts(say),
    )


def _board(board: Board) -> dict[str, Any]:
    undo = {"past": board.undo[0], "did": board.undo[1]} if board.undo else None
    return {"id": board.id, "name": board.name, "archived": board.archived, "undo": undo}


def _items(frame: Frame, board: Board | None) -> list[dict[str, Any]]:
    if board is None:
        return []
    rows: dict[str, int] = {}
    ids = [pinned.id for pinned in board.items]
    for start in range(0, len(ids), 500):
        rows |= frame.collection.rows(ids[start : start + 500])
    return [
        {
            "id": pinned.id,
            "row": rows.get(pinned.id),
            "notes": pinned.notes,
            "status": pinned.status,
        }
        for pinned in board.items
    ]


def _downloads(frame: Frame, board: Board | None) -> list[dict[str, str]]:
    if board is None:
        return []
    base = frame.api(f"/boards/{quote(board.id)}")
    files = [
        {"label": label, "address": f"{base}.{kind}?lang={frame.language}"}
        for label, kind in ((frame.say("Table (CSV)"), "csv"), (frame.say("Data (JSON)"), "json"))
    ]
    manifest = {"label": frame.say("Manifest (IIIF)"), "address": f"{base}/manifest.json"}
    return [*files, manifest]


def _closed(frame: Frame, error: StoreError) -> None:
    say = frame.say
    text = {"kind": "text", "text": str(error), "warning": True}
    sections = [{"heading": say("For whoever looks after it"), "blocks": [text]}]
    title = say("The boards cannot be opened")
    lead = say("Nothing of them was changed. The rest of the collection can be visited.")
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="closed")


def _perform(frame: Frame, store: Store, told: Mapping[str, Any]) -> str:
    """Do what was not done yet; one line when something could not be done, or ``""``."""
    say = frame.say
    token, acts, board = told.get("token"), told.get("acts"), told.get("board")
    if not isinstance(token, str) or not isinstance(acts, list) or not isinstance(board, str):
        return ""
    token = token[:40]
    done = st.session_state.get(_DONE) or {}
    last = done["n"] if done.get("token") == token else 0
    trouble = ""
    doing = Doing(store, frame.collection.name, board, house.who())
    for act in acts[:_MOST_ACTS]:
        n = act.get("n") if isinstance(act, Mapping) else None
        if not isinstance(n, (int, float)) or n <= last:
            continue
        # First: any call to Streamlit may end this run for a newer one, that is told it again.
        last = int(n)
        what = act.get("do")
        made = _open_new() if what in ("create", "duplicate") else ""
        st.session_state[_DONE] = {"token": token, "n": last}
        try:
            doing.do(act, made=made)
            if what in ("archive", "delete") and act.get("away") is not False:
                st.session_state[_OPEN] = ""
                address.change({"board": None})
        except (MissingError, ConflictError):
            trouble = say("The board was changed meanwhile, in another window: look again.")
        except InvalidError as error:
            trouble = say("This could not be kept: {reason}", reason=error)
        except ReadOnlyError as error:
            _LOG.warning("%s", error)
            trouble = say("Nothing can be kept here: the database is read only.")
        except StoreError as error:
            _LOG.warning("%s", error)
            trouble = say("This could not be kept. Try again in a moment.")
    return trouble


def _open_new() -> str:
    """The id of a board to be made, which will be the one that is open."""
    made = uuid.uuid4().hex
    st.session_state[_OPEN] = made
    address.change({"board": made})
    return made
