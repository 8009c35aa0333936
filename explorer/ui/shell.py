"""The shell around every page: header, navigation, and what shows when there is nothing to show."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.ui import address, exhibitions, house, kiosk, login, notices
from explorer.ui.components import widget
from explorer.ui.document import NAME
from explorer.ui.frame import Frame, enter
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES, mark

_LABELS = {
    "": mark("Map"),
    "recherche": mark("Search"),
    "similaires": mark("Similar"),
    "themes": mark("Themes"),
    "circulations": mark("Circulations"),
    "expositions": mark("Exhibitions"),
    "tableau": mark("Board"),
    "concepts": mark("Concepts"),
    "concept": mark("Concept"),
    "classes": mark("Classes"),
    "revue": mark("To review"),
    "a-propos": mark("About"),
    address.HOME: mark("Home page"),
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
    here = "" if here == "carte" else here
    if login.is_closed():
        login.show(frame)
        return
    if kiosk.here():
        kiosk.bar(frame, here)
    else:
        told = widget(
            "header", frame.props(**_header(frame, here)), key="header", intents=("logout",)
        )
        if told["logout"]:
            st.logout()
    if frame.entry is None:
        notices.empty_folder(frame)
    elif shown is None:
        notices.damaged(frame)
    else:
        page.run()


def _exhibits(frame: Frame) -> bool:
    """Whether there are exhibitions to go to; curators make them."""
    if house.settings().profile == "curator":
        return True
    return frame.entry is not None and exhibitions.there_are(frame.entry.name)


def _header(frame: Frame, here: str) -> dict[str, Any]:
    say = frame.say
    # What is made by curators is among their tools; what visitors see of it, among the pages.
    curator = house.settings().profile == "curator"
    workshop = (*address.CURATORS, "expositions") if curator else ()
    return {
        "here": here,
        "name": NAME,
        "pages": [
            {"page": path, "label": say(_LABELS[path]), "workshop": path in workshop}
            for path in address.pages()
            if path not in address.UNLISTED and (path != "expositions" or _exhibits(frame))
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
        "person": house.who(),
        "texts": {
            "logout": say("Log out"),
            "skip": say("Skip to the content"),
            "pages": say("Pages"),
            "workshop": say("Workshop"),
            "collection": say("Collection"),
            "language": say("Language"),
            "dark": say("Switch to dark"),
            "light": say("Switch to light"),
        },
    }
