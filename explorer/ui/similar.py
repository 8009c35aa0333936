"""Similar: pictures and what is like them, as a cloud, or on a wall; one walks on, and back."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

import streamlit as st

from explorer.cloud.around import MOST_CENTRES, Asked, neighbours
from explorer.cloud.choice import MOST_SURPRISE
from explorer.filtering.wishes import Filter, FilterError, parse_filter
from explorer.ui import address, gallery, house
from explorer.ui.board_texts import boarding_texts
from explorer.ui.boarding import boards_offered, put_on_board
from explorer.ui.cloud_texts import cloud_texts
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.viewer_texts import viewer_texts

_ON_WALL = 48
_KEY = "cloud"
_PLACE = ("item", "trail", "surprise", "filter")


def show() -> None:
    """Draw the page."""
    frame = current()
    ids = [id_ for id_ in address.read_all("item") if id_][:MOST_CENTRES]
    known = frame.collection.rows(ids)
    if ids and not known:
        _missing(frame)
    elif address.read("show") == "wall":
        _on_wall(frame, [id_ for id_ in ids if id_ in known])
    else:
        _cloud(frame)


def _cloud(frame: Frame) -> None:
    """The cloud, which keeps where one is in the address by itself."""
    # Asked before the cloud is drawn, so that the answer comes with the same run.
    asked = (st.session_state.get(_KEY) or {}).get("board")
    said = put_on_board(asked, frame)
    place = [(name, value) for name in _PLACE for value in address.read_all(name) if value]
    kiosk = house.settings().profile == "kiosk"
    props = frame.props(
        texts=viewer_texts(frame.say)
        | {"cloud": cloud_texts(frame.say), "boarding": boarding_texts(frame.say)},
        items=len(frame.collection),
        version=frame.collection.version,
        place=urlencode(place),
        keeps=not kiosk,
        boards=boards_offered(frame),
        said=said,
    )
    widget("cloud", props, key=_KEY, intents=("board",))


def _on_wall(frame: Frame, ids: list[str]) -> None:
    """The same on a wall: the pictures in the middle, then those around it, the nearest first."""
    if not ids:
        ids = [chance(frame)]
        address.change({"item": ids[0], "trail": None})
    steps = _walked(ids)
    found = frame.collection.rows([id_ for step in steps for id_ in step])
    trail = [step for step in steps if any(id_ in found for id_ in step)]
    _trail(frame, trail, found)
    say = frame.say
    if len(ids) == 1:
        heading = say("Its nearest neighbours")
        props = gallery.item_props(frame, ids[0]) | {"walk": True, "level": 1}
        widget("item", props, key="anchor")
    else:
        heading = say("What is like these pictures together")
        together = say.plural("{n} picture together", "{n} pictures together", len(ids))
        widget("facts", frame.props(title=together, lead="", sections=[]), key="together-title")
        rows = list(frame.collection.rows(ids).values())
        gallery.wall(frame, key="together", rows=rows, page="similaires", keep={"show": "wall"})
    back = [*trail, tuple(ids)][-address.MAX_TRAIL :]
    gallery.wall(
        frame,
        key="neighbours",
        rows=_around(frame, ids),
        page="similaires",
        keep={"trail": [_step(step) for step in back], "show": "wall"} | _kept(),
        heading=heading,
    )


def _around(frame: Frame, ids: list[str]) -> list[int]:
    """Rows of what is around these pictures, as the address wishes it."""
    rows = tuple(frame.collection.rows(ids)[id_] for id_ in ids)
    text = address.read("surprise")
    surprise = min(MOST_SURPRISE, int(text)) if text.isascii() and text.isdigit() else 0
    asked = Asked(rows=rows, k=_ON_WALL, surprise=surprise, wish=_wish(frame))
    return [int(row) for row in neighbours(frame.collection, asked).rows]


def _wish(frame: Frame) -> Filter:
    """The filter of the address; one that does not do is none."""
    try:
        pairs = parse_qsl(address.read("filter"), max_num_fields=200)
        return parse_filter(pairs, columns=frame.collection.filters.names, others=("hide",))
    except (FilterError, ValueError):
        return Filter()


def _kept() -> dict[str, str]:
    return {name: value for name in ("surprise", "filter") if (value := address.read(name))}


def _walked(ids: list[str]) -> list[tuple[str, ...]]:
    """The way that led here, cut where it comes here again."""
    steps = [step for text in address.read_all("trail") if (step := _unstep(text))]
    here = tuple(ids)
    return steps[: steps.index(here)] if here in steps else steps


def _step(ids: tuple[str, ...]) -> str:
    """A step of the way as a text; see ``explorer/viewer/steps.js``."""
    if len(ids) == 1 and not ids[0].startswith("~"):
        return ids[0]
    return "~" + "+".join(quote(id_, safe="") for id_ in ids)


def _unstep(text: str) -> tuple[str, ...]:
    if not text.startswith("~"):
        return (text,) if text else ()
    return tuple(dict.fromkeys(filter(None, map(unquote, text[1:].split("+")))))[:MOST_CENTRES]


def chance(frame: Frame) -> str:
    """The identifier of a picture to begin with."""
    row = random.randrange(len(frame.collection))  # noqa: S311 (chance, not secrecy)
    return frame.collection.ids([row])[row]


def _missing(frame: Frame) -> None:
    """The address names a picture that is not there: say so, and offer another."""
    say = frame.say
    begin = {
        "page": "similaires",
        "params": {"item": chance(frame)},
        "label": say("Begin with a picture taken at random"),
    }
    links = {"kind": "links", "links": [begin]}
    title = say("This picture is not in the collection any more.")
    lead = say("It may have been withdrawn, or the link that led here may be incomplete.")
    sections = [{"heading": say("See another picture"), "blocks": [links]}]
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="missing")


def _trail(frame: Frame, trail: list[tuple[str, ...]], found: dict[str, int]) -> None:
    say = frame.say
    steps: list[dict[str, Any]] = []
    for place, step in enumerate(trail):
        shown = next(id_ for id_ in step if id_ in found)
        params = {"item": list(step), "trail": [_step(one) for one in trail[:place]]}
        steps.append({"params": params, "address": gallery.item_address(frame, found[shown])})
    texts = {
        "trail": say("The way you came"),
        "back": say("Back to “{title}”"),
        "untitled": say("Untitled"),
        "cloud": say("See them as a cloud"),
    }
    cloud = {name: address.read_all(name) for name in _PLACE} | {"show": []}
    widget("trail", frame.props(trail=steps, cloud=cloud, texts=texts), key="trail")
