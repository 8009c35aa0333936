"""The map, as Python sees it: a widget that needs to be told which collection, and little else."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.ui import address, house
from explorer.ui.board_texts import boarding_texts
from explorer.ui.boarding import boards_offered, put_on_board
from explorer.ui.components import widget
from explorer.ui.frame import current
from explorer.ui.viewer_texts import Texts, viewer_texts

INTENTS = ("open", "similar", "view", "board")
"""What the map can tell: an item was opened (its id; ``None`` when it was closed), pictures like
an item, or like several together, are asked for (its id, or theirs), the view has come to rest (as
``explorer/viewer/link.js`` writes it), pictures are to be put on the board (``{"ids": […]}``)."""

_KEY = "map"


def map_viewer(
    *,
    collection: str,
    version: str,
    lang: str,
    texts: Texts,
    title: str = "",
    state: str | None = None,
    item: str | None = None,
    links: bool = True,
    keeps: bool = True,
    code: bool = False,
    reports: Several[str] = ("similar",),
    boards: Sequence[Mapping[str, Any]] | None = None,
    said: dict[str, Any] | None = None,
    key: str = _KEY,
) -> dict[str, Any]:
    """Show the map of a collection over the whole page; return what it told, by intent.

    ``title`` is the page's heading, for those who hear the page.
    ``state`` is a view to open, as the intent ``view`` gives it, and ``item`` the id of an item;
    without either the map opens where the address says, or where this visitor left it, or on
    everything. Giving another ``version`` makes it look for the new bundle at once (it finds out
    by itself at the next sheet). ``links`` says whether addresses may lead out of the app,
    ``keeps`` whether records and links to views can be taken home, ``boards`` the boards that
    pictures can be put on (``boards_offered``). ``said`` is a notice to show (as ``put_on_board``
    gives it, or ``None``), once for each key.
    ``code`` says whether a code (QR) of a picture's page is shown.

    Each intent of ``reports`` that is told runs the page again, so the view, which the map keeps
    in the address by itself, is not among them unless a page needs it.
    """
    props = {
        "collection": collection,
        "version": version,
        "lang": lang,
        "texts": texts,
        "title": title,
        "state": state,
        "item": item,
        "links": links,
        "keeps": keeps,
        "boards": boards,
        "said": said,
        "code": code,
        "reports": [name for name in INTENTS if name in reports],
        "address": True,
    }
    return widget("map", props, key=key, intents=INTENTS)


def show() -> None:
    """Draw the page of the map."""
    frame = current()
    # Asked before the map is drawn, so that the answer comes with the same run.
    asked = (st.session_state.get(_KEY) or {}).get("board")
    said = put_on_board(asked, frame)
    kiosk = house.settings().profile == "kiosk"
    told = map_viewer(
        collection=frame.collection.name,
        version=frame.collection.version,
        lang=frame.language,
        texts=viewer_texts(frame.say) | {"boarding": boarding_texts(frame.say)},
        title=frame.collection.title(frame.language),
        item=address.read("item") or None,
        reports=("similar", "board"),
        boards=boards_offered(frame),
        said=said,
        key=_KEY,
        links=not kiosk,
        keeps=not kiosk,
        code=kiosk and bool(house.settings().public_address),
    )
    if told["similar"]:
        address.go({"page": "similaires", "params": {"item": told["similar"]}})
