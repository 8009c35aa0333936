"""What several pages share: walls of pictures and the dialog of one item."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from explorer import passes
from explorer.exhibitions.store import StoreError
from explorer.ui import address, house
from explorer.ui.board_texts import boarding_texts
from explorer.ui.boards_listed import listed
from explorer.ui.circulation_texts import appearance_texts
from explorer.ui.components import widget
from explorer.ui.frame import Frame
from explorer.ui.i18n import Translator

_LOG = logging.getLogger(__name__)
PAGE = 48
"""Items asked for at once."""


def wall(frame: Frame, *, key: str, **props: Any) -> None:
    """A wall of pictures; see ``explorer/viewer/wall.js`` for its props."""
    texts = wall_texts(frame.say) | props.pop("texts", {})
    widget("wall", frame.props(texts=texts, **(wall_props(frame) | props)), key=key)


def wall_texts(say: Translator) -> dict[str, Any]:
    """The sentences of ``explorer/viewer/wall.js``."""
    return {
        "wall": say("Pictures"),
        "more": say("Show more"),
        "again": say("Try again"),
        "failed": say("The pictures could not be read."),
        "nothing": say("Nothing was found."),
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
    }


def wall_props(frame: Frame) -> dict[str, Any]:
    """What a wall needs where its page says nothing else."""
    return {
        "size": PAGE,
        "page": "recherche",
        "param": "item",
        "here": True,
        "rowsAddress": frame.api("/rows"),
        "version": frame.collection.version,
    }


def dialog(frame: Frame) -> None:
    """The item that the address names, over the page; nothing when it names none."""
    id_ = address.read("item")
    props = item_props(frame, id_)
    widget("item", props | {"item": id_, "dialog": True}, key="dialog")


def item_props(frame: Frame, id_: str) -> dict[str, Any]:
    """Props of the widget of one item."""
    return frame.props(
        item=id_,
        itemAddress=item_address(frame, frame.collection.row(id_) if id_ else None),
        boarding=_boarding(frame),
        texts=item_texts(frame.say),
    )


def _boarding(frame: Frame) -> dict[str, Any] | None:
    """The boards that a picture can be put on; ``None`` where visitors cannot."""
    store = house.store()
    if house.settings().profile != "curator" or not store.is_writable:
        return None
    try:
        boards = store.boards(collection=frame.collection.name)
    except StoreError as error:
        _LOG.warning("%s", error)
        return None
    return {
        "api": frame.api(),
        "boards": listed(frame.collection, boards, language=frame.language),
        "headers": {passes.HEADER: passes.issue(house.who())},
    }


def item_address(frame: Frame, row: int | None) -> str:
    """Address of an item's record, relative to the app's root; ``""`` for no item.

    By its row: an identifier may hold what Streamlit lets through in no path, such as ``..``.
    """
    if row is None:
        return ""
    return f"{frame.api('/rows')}?{urlencode({'rows': row, 'lang': frame.language})}"


def item_texts(say: Translator) -> dict[str, Any]:
    """The sentences of ``explorer/viewer/item.js``."""
    return {
        "untitled": say("Untitled"),
        "bce": say("{year} BCE"),
        "ce": say("AD {year}"),
        "record": say("Full record"),
        "close": say("Close"),
        "before": say("Previous picture"),
        "after": say("Next picture"),
        "appearances": appearance_texts(say),
        "similar": say("See similar pictures"),
        "take_home": say("Take this picture's page home: point a telephone at the code."),
        "map": say("Show on the map"),
        "page": say("Its own page"),
        "copy": say("Copy the link"),
        "copied": say("Link copied"),
        "boarding": boarding_texts(say)
        | {
            "put": say("Put on the board"),
            "done": say("On “{name}”: {n}"),
            "taken_back": say("That was taken back."),
            "failed": say("The board cannot be written just now."),
        },
        "themes": say("Themes"),
        "unknown": say("Not stated"),
        "failed": say("This item could not be read."),
        "missing": say("This item is not in the collection."),
        "pixels": say("{width} × {height} pixels"),
        "fields": {
            "technique": say("Technique"),
            "subject": say("Subject"),
            "category": say("Category"),
            "folder": say("Folder"),
            "place": say("Place"),
            "credit": say("Credit"),
            "rights": say("Rights"),
            "source": say("Source"),
            "id": say("Identifier"),
            "size": say("File"),
            "manifest": say("Manifest"),
            "state": say("Link for viewers"),
        },
    }
