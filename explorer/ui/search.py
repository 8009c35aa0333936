"""Search: any mix of words and pictures, answered by a wall of pictures with its filters beside."""

from __future__ import annotations

import streamlit as st

from explorer.ui import address, gallery, house, kiosk
from explorer.ui.board_texts import boarding_texts
from explorer.ui.boarding import boards_offered, put_on_board
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.offering import offered
from explorer.ui.searching_texts import searching_texts

_EXAMPLES = 6
_KEY = "search"


def show() -> None:
    """Draw the page."""
    frame = current()
    # Asked before the page is drawn, so that the answer comes with the same run.
    put = (st.session_state.get(_KEY) or {}).get("board")
    said = put_on_board(put, frame)
    say, engine = frame.say, frame.collection.engine
    themes = frame.collection.themes(language=frame.language)
    named = [theme.label for theme in themes if theme.level == 0 and theme.label]
    takes = house.settings().takes_pictures and engine.pictures.there
    widget(
        _KEY,
        frame.props(
            asked=_asked(),
            item=address.read("item"),
            root=frame.api(),
            version=frame.collection.version,
            pictures=takes,
            seen=engine.mode != "words",
            boards=boards_offered(frame),
            said=said,
            here="recherche",
            examples=named[:_EXAMPLES],
            offered=offered(frame) if kiosk.here() else None,
            forms=say.forms("{n} suggestion", "{n} suggestions"),
            texts=searching_texts(say, mode=engine.mode) | {"boarding": boarding_texts(say)},
            wall=_wall(frame),
        ),
        key=_KEY,
        intents=("board",),
    )
    gallery.dialog(frame)


def _asked() -> dict[str, str | list[str]]:
    """What the address asks for; the browser reads it as the routes do."""
    one = {name: address.read(name) for name in ("q", "by", "sort", "different", "filter")}
    return one | {name: address.read_all(name) for name in ("not", "like", "unlike")}


def _wall(frame: Frame) -> dict[str, object]:
    say = frame.say
    return gallery.wall_props(frame) | {
        "forms": say.forms("{n} picture", "{n} pictures"),
        "texts": gallery.wall_texts(say)
        | {"nothing": say("Nothing in this collection answers this search.")},
    }
