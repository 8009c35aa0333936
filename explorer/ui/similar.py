"""Similar: an image and its neighbours; one walks from one to the next and back."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import streamlit as st

from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_NEIGHBOURS = 32


def show() -> None:
    """Draw the page."""
    frame = current()
    id_ = address.read("item")
    if not id_ or frame.collection.row(id_) is None:
        id_ = _somewhere(frame)
        st.query_params["item"] = id_
        st.query_params.pop("trail", None)
    trail = list(frame.collection.rows(address.read_all("trail")))
    say = frame.say
    steps = [
        {"id": step, "address": _record(frame, step), "back": trail[:place]}
        for place, step in enumerate(trail)
    ]
    texts = {
        "trail": say("The way you came"),
        "back": say("Back to “{title}”"),
        "untitled": say("Untitled"),
    }
    widget("trail", frame.props(trail=steps, texts=texts), key="trail")
    props = gallery.item_props(frame, id_)
    widget("item", props | {"walk": True, "level": 1}, key="anchor")
    gallery.wall(
        frame,
        key="neighbours",
        endpoint=f"{gallery.item_address(frame, id_)}/similar?"
        + urlencode({"lang": frame.language}),
        once=True,
        size=_NEIGHBOURS,
        page="similaires",
        keep={"trail": [*trail, id_][-address.MAX_TRAIL :]},
        heading=say("Its nearest neighbours"),
    )


def _record(frame: Frame, id_: str) -> str:
    return f"{gallery.item_address(frame, id_)}?{urlencode({'lang': frame.language})}"


def _somewhere(frame: Frame) -> str:
    row = random.randrange(len(frame.collection))  # noqa: S311 (chance, not secrecy)
    return frame.collection.items([row], language=frame.language)[0].id
