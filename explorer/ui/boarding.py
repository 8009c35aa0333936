"""Putting pictures on the board: what the map asks for, checked, and what it is answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any

from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import MissingError, StoreError
from explorer.ui import board, house
from explorer.ui.frame import Frame

MOST = 1000
"""Pictures put on the board at once."""

_MAX_ID = 1000
_LOG = logging.getLogger(__name__)


def boards_here() -> bool:
    """Whether visitors can put pictures on a board: curators can, where a store can be written."""
    return house.settings().profile == "curator" and house.store().is_writable


def put_on_board(intent: object, frame: Frame) -> dict[str, Any] | None:
    """Put what ``{"ids": […]}`` names on the board last opened; the notice that answers.

    The intent comes from the browser: what does not do, and ids that the collection does not
    have, are passed over. ``None`` when nothing was asked for.
    """
    if not intent or not boards_here():
        return None
    say, collection = frame.say, frame.collection
    asked = wanted(intent)
    known = collection.rows(asked)
    ids = [id_ for id_ in asked if id_ in known]
    if not ids:
        return _said(say("These pictures are not in the collection any more."))
    store = house.store()
    try:
        added = store.add_to_board(collection=collection.name, ids=ids, board=board.opened(frame))
        on = board.opened(frame)
        many = sum(one.items for one in store.boards(collection=collection.name) if one.id == on)
    except InvalidError:
        return _said(say("The board did not take them: perhaps it is full."))
    except (StoreError, MissingError) as error:
        _LOG.warning("%s", error)
        return _said(say("The board cannot be written just now."))
    here = say.plural("The board holds {n} picture.", "The board holds {n} pictures.", many)
    if not added:
        already = say("They are on it already.")
        here = f"{already} {here}"
    link = {"page": "tableau", "label": say("See the board")}
    return _said(here, link=link)


def wanted(intent: object) -> list[str]:
    """The ids of an intent, each once, at most ``MOST``; what is none is left out."""
    ids = intent.get("ids") if isinstance(intent, Mapping) else None
    if not isinstance(ids, list):
        return []
    return list(
        dict.fromkeys(id_ for id_ in ids[:MOST] if isinstance(id_, str) and 0 < len(id_) <= _MAX_ID)
    )


def _said(text: str, *, link: dict[str, str] | None = None) -> dict[str, Any]:
    return {"key": str(time.time_ns()), "text": text, "link": link}
