"""The shell around every page: header, navigation, and what shows when there is nothing to show."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.ui import address, house, notices
from explorer.ui.components import widget
from explorer.ui.document import NAME
from explorer.ui.frame import Frame, enter, first
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES, mark

_LABELS = {
    "": mark("Map"),
    "recherche": mark("Search"),
    "similaires": mark("Similar"),
    "themes": mark("Themes"),
    "tableau": mark("Board"),
    "concepts": mark("Concepts"),
    "concept": mark("Concept"),
    "classes": mark("Classes"),
    "revue": mark("To review"),
    "a-propos": mark("About"),
}


def run() -> None:
    """Draw the shell, then the page that the address names."""
    frame = enter()
    say = frame.say
    pages = [
        st.Page(
            script,
            title=say(_LABELS[path]),
            url_path=path or "carte",
            default=not path,
        )
        for path, script in address.pages().items()
    ]
    page = st.navigation(pages, position="hidden")
    here = page.url_path
    shown = frame.entry.collection if frame.entry else None
    title = shown.title(frame.language) if shown else ""
    st.set_page_config(
        page_title=" – ".join(filter(None, (say(_LABELS.get(here, "Map")), title, NAME))),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    widget("header", frame.props(**_header(frame, here)), key="header")
    if frame.entry is None:
        notices.empty_folder(frame)
    elif shown is None:
        notices.damaged(frame)
    else:
        page.run()


def _idle(frame: Frame) -> dict[str, Any] | None:
    """Where a kiosk goes back to, and after how many seconds without a touch."""
    settings = house.settings()
    if settings.profile != "kiosk":
        return None
    entry = first(frame.entries)
    return {
        "seconds": settings.idle_seconds,
        "collection": entry.name if entry else "",
        "lang": settings.language,
    }


def _header(frame: Frame, here: str) -> dict[str, Any]:
    say = frame.say
    return {
        "here": here,
        "idle": _idle(frame),
        "name": NAME,
        "pages": [
            {"page": path, "label": say(_LABELS[path]), "workshop": path in address.CURATORS}
            for path in address.pages()
            if path not in address.UNLISTED
        ],
        "languages": [{"code": code, "label": LANGUAGE_NAMES[code]} for code in LANGUAGES],
        "collections": [
            {
                "name": entry.name,
                "title": entry.collection.title(frame.language)
                if entry.collection
                else say("{name} (damaged)", name=entry.name),
            }
            for entry in frame.entries
        ],
        "texts": {
            "skip": say("Skip to the content"),
            "pages": say("Pages"),
            "workshop": say("Workshop"),
            "collection": say("Collection"),
            "language": say("Language"),
            "dark": say("Switch to dark"),
            "light": say("Switch to light"),
        },
    }
