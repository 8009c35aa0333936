"""A kiosk, as Python sees it: the bar on every page, what its document holds, what is counted."""

from __future__ import annotations

import atexit
import json
from collections.abc import Mapping
from functools import cache

import streamlit as st

from explorer.attendance import FILE, LONGEST, Attendance
from explorer.exhibitions.opening import beside
from explorer.ui import address, house
from explorer.ui.components import widget
from explorer.ui.document import NAME
from explorer.ui.frame import Frame, first
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES, translator
from explorer.ui.kiosk_texts import bar_texts, page_texts

COUNTDOWN = 15
"""Seconds in which somebody may say that they are still there."""

_COUNTED = "kiosk-counted"
_VISITED = "kiosk-visited"


def here() -> bool:
    """Whether this is a kiosk."""
    return house.settings().profile == "kiosk"


@cache
def attendance() -> Attendance:
    """The counts of this kiosk, written before the server ends."""
    counts = Attendance(beside(house.settings().data).with_name(FILE))
    atexit.register(counts.flush)
    return counts


def head() -> str:
    """What the document holds in a kiosk: its measures, its settings, what guards it."""
    settings = house.settings()
    told = {
        "seconds": settings.idle_seconds,
        "countdown": COUNTDOWN,
        "home": address.HOME,
        "language": settings.language,
        "text": settings.kiosk_text,
        "texts": {code: page_texts(translator(code)) for code in LANGUAGES},
    }
    # In a script of data: what would end it, and only that, is written otherwise.
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<link rel="stylesheet" href="./viewer/kiosk-house.css" />'
        f'<script type="application/json" id="cimaise-kiosk">{data}</script>'
        '<script type="module" src="./viewer/kiosk-page.js"></script>'
    )


def marks() -> dict[str, str]:
    """What the document says of itself, for the styles."""
    return {"profile": "kiosk", "text": "on" if house.settings().kiosk_text else "off"}


def bar(frame: Frame, here: str) -> None:
    """Draw the bar, and count what was seen."""
    say, entry = frame.say, first(frame.entries)
    props = frame.props(
        here=here,
        name=NAME,
        home=address.HOME,
        first={"collection": entry.name if entry else "", "lang": house.settings().language},
        title=frame.entry.collection.title(frame.language)
        if frame.entry and frame.entry.collection
        else "",
        languages=[{"code": code, "label": LANGUAGE_NAMES[code]} for code in LANGUAGES],
        texts=bar_texts(say),
    )
    _count_visit(widget("kiosk", props, key="header", intents=("visited",))["visited"])
    _count_page(frame, here)


def _count_visit(told: object) -> None:
    """Count a visit that the browser says is over; each once, whatever it says."""
    if not isinstance(told, Mapping):
        return
    key, seconds, lang = told.get("key"), told.get("seconds"), told.get("lang")
    if not isinstance(key, str) or isinstance(seconds, bool):
        return
    if not isinstance(seconds, (int, float)) or not 0 <= seconds <= LONGEST:
        return
    if lang not in LANGUAGES or st.session_state.get(_VISITED) == key[:40]:
        return
    st.session_state[_VISITED] = key[:40]
    attendance().visit(seconds=seconds, language=lang)


def _count_page(frame: Frame, here: str) -> None:
    """Count the page once, however often it is drawn."""
    theme = address.read("theme") if here == "themes" else ""
    known = theme.isascii() and theme.isdigit() and len(theme) <= 9
    seen = (here, theme if known else "")
    if st.session_state.get(_COUNTED) == seen:
        return
    st.session_state[_COUNTED] = seen
    if here != address.HOME and frame.entry is not None:
        attendance().page(here, theme=f"{frame.entry.name}/{int(theme)}" if seen[1] else "")
