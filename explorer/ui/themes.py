"""Themes: the hierarchy as covers to open, a theme's pictures, and all of it in one drawing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.collection import Theme
from explorer.members import members
from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_SHOWN = 600


def show() -> None:
    """Draw the page."""
    frame = current()
    themes = {theme.id: theme for theme in frame.collection.themes(language=frame.language)}
    asked = address.read("theme")
    theme = themes.get(int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    _covers(frame, themes, theme)
    if theme:
        _members(frame, theme)
    elif themes:
        _drawing(frame, list(themes.values()))
    gallery.dialog(frame)


def label(frame: Frame, theme: Theme) -> str:
    """The theme's name, or its number when no vocabulary named it."""
    return theme.label or frame.say("Theme {n}", n=theme.id + 1)


def _covers(frame: Frame, themes: dict[int, Theme], theme: Theme | None) -> None:
    say = frame.say
    crumbs: list[dict[str, Any]] = []
    above = themes.get(theme.parent) if theme else None
    while above:
        crumbs.insert(0, {"id": above.id, "label": label(frame, above)})
        above = themes.get(above.parent)
    if theme:
        crumbs.insert(0, {"id": "", "label": say("All themes")})
    if theme:
        lead = " – ".join(filter(None, (_count(frame, theme.size), ", ".join(theme.terms[:4]))))
    elif themes:
        lead = say("What the pictures have in common, as a machine sees it.")
    else:
        lead = say("This collection is too small to be divided into themes.")
    widget(
        "covers",
        frame.props(
            endpoint=f"{frame.api('/themes')}?lang={frame.language}",
            version=frame.collection.version,
            parent=theme.id if theme else -1,
            title=label(frame, theme) if theme else say("Themes"),
            lead=lead,
            crumbs=crumbs,
            forms=say.forms("{n} picture", "{n} pictures"),
            texts={
                "path": say("Path"),
                "unnamed": say("Theme {n}"),
                "failed": say("The themes could not be read."),
            },
        ),
        key="covers",
    )


def _members(frame: Frame, theme: Theme) -> None:
    say = frame.say
    rows = members(frame.collection, theme, limit=_SHOWN)
    heading = say("All its pictures, the most typical first")
    if theme.size > len(rows):
        heading = say("Its {n} most typical pictures", n=len(rows))
    gallery.wall(
        frame, key="members", rows=rows, page="themes", heading=heading, keep={"theme": theme.id}
    )


def _drawing(frame: Frame, themes: list[Theme]) -> None:
    from explorer.ui.treemap import treemap  # noqa: PLC0415  (plotly takes a while to import)

    say = frame.say
    st.header(say("All themes at a glance"), anchor=False)
    st.caption(say("Each as large as its number of pictures. Open one to see what it holds."))
    figure = treemap(themes, label=lambda theme: label(frame, theme), say=say, root=say("All"))
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key="treemap")


def _count(frame: Frame, n: int) -> str:
    return frame.say.plural("{n} picture", "{n} pictures", n)
