"""Themes: the hierarchy as covers to open, and as one drawing."""

from __future__ import annotations

from typing import Any

from explorer.collection import Theme
from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current


def show() -> None:
    """Draw the page."""
    frame = current()
    themes = {theme.id: theme for theme in frame.collection.themes(language=frame.language)}
    asked = address.read("theme")
    theme = themes.get(int(asked)) if asked.isdecimal() else None
    _covers(frame, themes, theme)
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
    widget(
        "covers",
        frame.props(
            endpoint=f"{frame.api('/themes')}?lang={frame.language}",
            version=frame.collection.version,
            parent=theme.id if theme else -1,
            title=label(frame, theme) if theme else say("Themes"),
            lead=say.plural("{n} picture", "{n} pictures", theme.size) if theme else "",
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
