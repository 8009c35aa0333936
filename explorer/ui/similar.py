"""Similar: an image and its neighbours; one walks from one to the next and back."""

from __future__ import annotations

import random

import streamlit as st

from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_NEIGHBOURS = 32


def show() -> None:
    """Draw the page."""
    frame = current()
    id_ = address.read("item")
    row = frame.collection.row(id_) if id_ else None
    if row is None:
        row = random.randrange(len(frame.collection))  # noqa: S311 (chance, not secrecy)
        id_ = frame.collection.items([row], language=frame.language)[0].id
        st.query_params["item"] = id_
        st.query_params.pop("trail", None)
    walked = address.read_all("trail")
    found = frame.collection.rows(walked)
    trail = {step: found[step] for step in walked if step in found}
    _trail(frame, trail)
    widget("item", gallery.item_props(frame, id_) | {"walk": True, "level": 1}, key="anchor")
    neighbours = frame.collection.engine.similar([row], k=_NEIGHBOURS)
    gallery.wall(
        frame,
        key="neighbours",
        rows=[hit.row for hit in neighbours.hits],
        page="similaires",
        keep={"trail": [*trail, id_][-address.MAX_TRAIL :]},
        heading=frame.say("Its nearest neighbours"),
    )


def _trail(frame: Frame, trail: dict[str, int]) -> None:
    say = frame.say
    ids = list(trail)
    steps = [
        {"id": id_, "address": gallery.item_address(frame, row), "back": ids[:place]}
        for place, (id_, row) in enumerate(trail.items())
    ]
    texts = {
        "trail": say("The way you came"),
        "back": say("Back to “{title}”"),
        "untitled": say("Untitled"),
    }
    widget("trail", frame.props(trail=steps, texts=texts), key="trail")
