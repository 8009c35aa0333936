"""Putting pictures on the board: what the map asks for, checked, and what it is answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.exhibitions.models import MAX_NAME, InvalidError
from explorer.exhibitions.store import ConflictError, MissingError, StoreError
from explorer.ui import board, house
from explorer.ui.boards_listed import listed
from explorer.ui.frame import Frame

MOST = 1000
"""Pictures put on the board at once."""

_MAX_ID = 1000
_DONE = "boarded"
_LOG = logging.getLogger(__name__)


def boards_here() -> bool:
    """Whether visitors can put pictures on a board: curators can, where a store can be written."""
    return house.settings().profile == "curator" and house.store().is_writable


def boards_offered(frame: Frame) -> list[dict[str, Any]] | None:
    """The boards to choose from, the last one first; ``None`` where visitors have none."""
    if not boards_here():
        return None
    try:
        entries = house.store().boards(collection=frame.collection.name)
        last = board.opened(frame)
    except StoreError as error:
        _LOG.warning("%s", error)
        return []
    entries = tuple(sorted(entries, key=lambda entry: entry.id != last))
    return listed(frame.collection, entries, language=frame.language)


def put_on_board(intent: object, frame: Frame) -> dict[str, Any] | None:
    """Put what ``{"ids": […]}`` names on the board last opened; the notice that answers.

    With ``board`` on the one of this id, with ``name`` on a new one; ``{"undo": n, "board": id}``
    takes back what was done last, as does ``instead`` before pictures go elsewhere. An intent
    with a ``key`` is done once, however often it is told.

    The intent comes from the browser: what does not do, and ids that the collection does not
    have, are passed over. ``None`` when nothing was asked for.
    """
    if not intent or not boards_here() or not isinstance(intent, Mapping):
        return None
    key = str(intent.get("key", ""))[:64]
    done = st.session_state.get(_DONE) or {}
    if key and done.get("key") == key:
        said: dict[str, Any] | None = done["said"]
        return said
    # First: any call to Streamlit may end this run for a newer one, that is told it again.
    st.session_state[_DONE] = {"key": key, "said": None}
    try:
        said = _done(intent, frame)
    except InvalidError:
        said = _said(frame.say("The board did not take them: perhaps it is full."))
    except ConflictError:
        text = frame.say("The board was changed meanwhile, in another window: look again.")
        said = _said(text, link=_link(frame))
    except (StoreError, MissingError) as error:
        _LOG.warning("%s", error)
        said = _said(frame.say("The board cannot be written just now."))
    st.session_state[_DONE] = {"key": key, "said": said}
    return said


def _done(intent: Mapping[str, Any], frame: Frame) -> dict[str, Any] | None:
    say, collection, store = frame.say, frame.collection, house.store()
    back = intent.get("instead", intent)
    if isinstance(back, Mapping) and isinstance(back.get("undo"), int):
        store.undo_on_board(
            collection=collection.name,
            board=str(back.get("board", ""))[:_MAX_ID],
            n=back["undo"],
            who=house.who(),
        )
        if back is intent:
            return _said(say("That was taken back."), link=_link(frame))
    asked = wanted(intent)
    known = collection.rows(asked)
    ids = [id_ for id_ in asked if id_ in known]
    if not ids:
        return _said(say("These pictures are not in the collection any more."))
    on = _chosen(intent, frame)
    added = store.add_to_board(collection=collection.name, ids=ids, board=on, who=house.who())
    held = store.board(collection=collection.name, id=on or board.opened(frame))
    many = len(held.items) if held else 0
    if held and held.name:
        here = say.plural(
            "“{name}” holds {n} picture.", "“{name}” holds {n} pictures.", many, name=held.name
        )
    else:
        here = say.plural("The board holds {n} picture.", "The board holds {n} pictures.", many)
    if not added:
        already = say("They are on it already.")
        here = f"{already} {here}"
    undo = {"board": held.id, "past": held.undo[0], "ids": ids} if held and held.undo else None
    return _said(here, link=_link(frame), undo=undo if added else None)


def _chosen(intent: Mapping[str, Any], frame: Frame) -> str:
    """The id of the board that is meant: made where it has a name, else known, else the last."""
    store, name = house.store(), intent.get("name")
    if isinstance(name, str):
        made = store.create_board(
            collection=frame.collection.name, name=name[:MAX_NAME], who=house.who()
        )
        board.put_in_hand(made)
        return made
    asked = intent.get("board")
    if any(one.id == asked for one in store.boards(collection=frame.collection.name)):
        board.put_in_hand(str(asked))
        return str(asked)
    return board.opened(frame)


def _link(frame: Frame) -> dict[str, str]:
    return {"page": "tableau", "label": frame.say("See the board")}


def wanted(intent: object) -> list[str]:
    """The ids of an intent, each once, at most ``MOST``; what is none is left out."""
    ids = intent.get("ids") if isinstance(intent, Mapping) else None
    if not isinstance(ids, list):
        return []
    return list(
        dict.fromkeys(id_ for id_ in ids[:MOST] if isinstance(id_, str) and 0 < len(id_) <= _MAX_ID)
    )


def _said(
    text: str, *, link: dict[str, str] | None = None, undo: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {"key": str(time.time_ns()), "text": text, "link": link, "undo": undo}
