"""Pages for when there is nothing to show: they say what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.ui import house
from explorer.ui.components import widget
from explorer.ui.frame import Frame
from explorer.ui.i18n import Translator

Section = dict[str, Any]

_PATIENCE = 3.0


def empty_folder(frame: Frame) -> None:
    """The data folder holds no collection yet: which commands make one.

    Visitors who are not curators are told that there is nothing yet, and no path or command.
    """
    say, settings = frame.say, house.settings()
    title = say("No picture on the wall yet")
    lead, sections = say("Come back later."), []
    if settings.profile == "curator":
        folder = settings.data.absolute()
        lead = say("The folder {folder} holds no collection.", folder=folder)
        sections = _first_steps(say, settings.data)
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="notice")
    _await_collection()


@st.fragment(run_every=_PATIENCE)
def _await_collection() -> None:
    if house.catalogue().entries():
        st.rerun()


def _first_steps(say: Translator, data: Path) -> list[Section]:
    def commands(*lines: str) -> Section:
        return {"kind": "commands", "lines": lines}

    def text(words: str) -> Section:
        return {"kind": "text", "text": words}

    out, demo = (shlex.quote(str(data / name)) for name in ("collection", "demo"))
    return [
        {
            "heading": say("Make a first collection"),
            "blocks": [
                text(say("From a folder of pictures, or from a table (CSV) beside its pictures:")),
                commands(
                    "python -m precompute plan /path/to/pictures",
                    f"python -m precompute build /path/to/pictures --out {out}",
                ),
                text(
                    say(
                        "The first says what it would cost, the second makes it. This page shows "
                        "the collection as soon as it is there."
                    )
                ),
            ],
        },
        {
            "heading": say("Or try with pictures drawn for the purpose"),
            "blocks": [commands(f"python -m precompute demo --out {demo}")],
        },
        {
            "heading": say("Or look elsewhere"),
            "blocks": [
                text(say("Collections that exist already lie in another folder? Name it:")),
                commands("EXPLORER_DATA=/path/to/data streamlit run app.py"),
            ],
        },
    ]


def damaged(frame: Frame) -> None:
    """The collection asked for cannot be opened: why, and which others can."""
    say, entry = frame.say, frame.entry
    if entry is None:
        return
    others = [
        {
            "page": "",
            "params": {"collection": other.name},
            "label": other.collection.title(frame.language),
        }
        for other in frame.entries
        if other.collection
    ]
    sections: list[Section] = []
    if others:
        links = {"kind": "links", "links": others}
        sections.append({"heading": say("Other collections"), "blocks": [links]})
    if house.settings().profile == "curator":
        error = {"kind": "text", "text": entry.error, "warning": True}
        sections.append({"heading": say("For whoever looks after it"), "blocks": [error]})
    title = say("“{name}” cannot be shown", name=entry.name)
    lead = say("Something in this collection's files is damaged or missing.")
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="notice")
