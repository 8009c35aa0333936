"""Themes: the hierarchy as covers to open, a page for each theme, and all of it in one drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer.collection import Theme
from explorer.filtering.wishes import EVERYTHING, Filter
from explorer.members import members, neighbouring, outliers
from explorer.ui import address, gallery, kiosk, theming
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.numbers import number, years
from explorer.ui.theme_desk import desk, report
from explorer.ui.theme_texts import theme_texts

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_SHOWN = 600
_NEIGHBOURS = 6
_SERIES = 12
_KEY = "theme"


def show() -> None:
    """Draw the page."""
    frame = current()
    # Before anything is drawn: what the browser then shows has it done.
    edits = theming.may_edit()
    said = None
    if edits:
        for key in (_KEY, "report"):
            said = theming.perform(frame, (st.session_state.get(key) or {}).get("act"))
    told = frame.collection.themes(language=frame.language, hidden=edits)
    themes = {theme.id: theme for theme in told}
    theme = _asked(frame, themes)
    _head(frame, themes, theme, said if edits else None)
    if theme is None and edits:
        report(frame, themes, said)
    _covers(frame, themes, theme)
    if theme is None:
        _concepts(frame)
    # Drawings are read with a mouse, by what shows under it: a kiosk has none.
    drawn = not kiosk.here()
    if drawn:
        _years(frame, themes, theme)
    if theme:
        _around(frame, theme)
        _members(frame, theme)
    elif drawn and any(not one.hidden for one in themes.values()):
        _drawing(frame, [one for one in themes.values() if not one.hidden])
    gallery.dialog(frame)


def label(frame: Frame, theme: Theme) -> str:
    """The theme's name, or its number when no vocabulary named it."""
    return theme.label or frame.say("Theme {n}", n=theme.number)


def sentence(frame: Frame, theme: Theme) -> str:
    """What curators wrote of a theme, or what can be told by counting."""
    if theme.text:
        return theme.text
    say, filters = frame.say, frame.collection.filters
    count = say.plural("{n} picture", "{n} pictures", theme.size)
    span = filters.span(filters.mask(Filter(themes=(theme.id,))))
    parts = [count, years(*span, say) if span else ""]
    line = ", ".join(filter(None, parts))
    words = ", ".join(theme.terms[:4])
    return say("{line}. Near words: {words}.", line=line, words=words) if words else f"{line}."


def _asked(frame: Frame, themes: dict[int, Theme]) -> Theme | None:
    asked = address.read("theme")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        return None
    known = frame.collection.hierarchy.resolve([int(asked)])
    found = [themes[id_] for id_ in known if id_ in themes]
    # Of one that was split, what it was divided into lies under what was above it.
    return found[0] if len(found) == 1 else themes.get(found[0].parent) if found else None


def _head(
    frame: Frame, themes: dict[int, Theme], theme: Theme | None, said: dict[str, Any] | None
) -> None:
    say = frame.say
    crumbs: list[dict[str, Any]] = []
    above = themes.get(theme.parent) if theme else None
    while above:
        crumbs.insert(0, {"id": above.id, "label": label(frame, above)})
        above = themes.get(above.parent)
    if theme:
        crumbs.insert(0, {"id": "", "label": say("All themes")})
        lead = sentence(frame, theme)
    elif themes:
        lead = say("What the pictures have in common, as a machine sees it.")
        if frame.collection.hierarchy.edits.n:
            lead = say("What the pictures have in common.")
    else:
        lead = say("This collection is too small to be divided into themes.")
    faces = frame.collection.items(theme.medoids[:1], language=frame.language) if theme else []
    widget(
        "theme",
        frame.props(
            themeId=theme.id if theme else -1,
            place=_place(frame, theme),
            title=label(frame, theme) if theme else say("Themes"),
            count=say.plural("{n} picture", "{n} pictures", theme.size)
            if theme and theme.text
            else "",
            lead=lead,
            crumbs=crumbs,
            face=faces[0].id if faces else "",
            faceRow=faces[0].row if faces else -1,
            rowsAddress=frame.api("/rows"),
            hidden=bool(theme and theme.hidden),
            hiddenText=say("Hidden: only curators see it."),
            texts=theme_texts(say),
            desk=desk(frame, themes, theme, said) if theming.may_edit() else None,
        ),
        key=_KEY,
        intents=("act",),
    )


def _place(frame: Frame, theme: Theme | None) -> int:
    """What stays the same of a theme while it is edited: the first edit gives it another id."""
    node = frame.collection.hierarchy.all.get(theme.id) if theme else None
    return -1 if node is None else node.id if node.theme is None else node.theme


def _covers(frame: Frame, themes: dict[int, Theme], theme: Theme | None) -> None:
    say = frame.say
    if theme and not any(one.parent == theme.id for one in themes.values()):
        return
    heading = say("Within it") if theme else ""
    _rail(frame, key="covers", parent=theme.id if theme else -1, heading=heading)


def _concepts(frame: Frame) -> None:
    """What curators taught the collection and share, beside what a machine found by itself."""
    _rail(
        frame,
        key="concepts",
        heading=frame.say("Ideas of the curators"),
        endpoint=f"{frame.api('/concepts')}?lang={frame.language}",
        version=f"{frame.collection.version} {frame.collection.made.revision}",
    )


def _rail(frame: Frame, *, key: str, heading: str, **which: Any) -> None:
    say = frame.say
    hidden = "&hidden=1" if theming.may_edit() else ""
    told = {
        "endpoint": f"{frame.api('/themes')}?lang={frame.language}{hidden}",
        "version": frame.collection.hierarchy.stamp,
    }
    widget(
        "covers",
        frame.props(
            heading=heading,
            forms=say.forms("{n} picture", "{n} pictures"),
            texts={
                "unnamed": say("Theme {n}"),
                "hidden": say("hidden"),
                "failed": say("The themes could not be read."),
            },
            **(told | which),
        ),
        key=key,
    )


def _years(frame: Frame, themes: dict[int, Theme], theme: Theme | None) -> None:
    drawn = _over_years(frame, themes, theme, state=_state(frame, theme))
    if drawn is None:
        return
    say = frame.say
    figure, rows = drawn
    st.header(say("Over the years"), anchor=False)
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, key="timeline")
    _table(
        frame,
        key="timeline-table",
        caption=say("Pictures over the years"),
        columns=[say("Years"), say("Pictures")],
        rows=rows,
    )


def _state(frame: Frame, theme: Theme | None) -> tuple[str | int, ...]:
    """What a drawing of the themes is made of: while that stays the same, it does."""
    shown = frame.collection
    stamp = shown.hierarchy.stamp
    return shown.name, shown.version, stamp, frame.language, theme.id if theme else -1


# Plotly checks every value of a drawing, which takes ten times as long as all else of this page.
@st.cache_resource(max_entries=128, show_spinner=False)
def _over_years(
    _frame: Frame, _themes: dict[int, Theme], _theme: Theme | None, *, state: tuple[str | int, ...]
) -> tuple[Figure, list[list[str]]] | None:
    """The timeline, and its rows as a table; ``None`` where no year is known. Kept by ``state``."""
    from explorer.ui import timeline  # noqa: PLC0415  (plotly takes a while to import)

    frame, themes, theme = _frame, _themes, _theme
    say, filters = frame.say, frame.collection.filters
    wish = Filter(themes=(theme.id,)) if theme else EVERYTHING
    bins = filters.timeline(filters.mask(wish)) if theme is None or not theme.hidden else None
    if bins is None or not any(bins.counts):
        return None
    series = [timeline.Series(label(frame, theme) if theme else say("Pictures"), bins.counts)]
    tops = [one for one in themes.values() if one.level == 0 and not one.hidden]
    if theme is None and 2 <= len(tops) <= _SERIES:
        told = [(one, filters.timeline(filters.mask(Filter(themes=(one.id,))))) for one in tops]
        series = [timeline.Series(label(frame, one), found.counts) for one, found in told if found]
    return timeline.timeline(bins, series, say=say), timeline.rows(bins, say=say)


def _around(frame: Frame, theme: Theme) -> None:
    """What curators pinned, the themes nearby, what hardly belongs."""
    say, keep = frame.say, {"theme": theme.id}
    if theme.highlights:
        gallery.wall(
            frame, key="pinned", rows=list(theme.highlights), page="themes",
            heading=say("Highlights"), keep=keep,
        )  # fmt: skip
    near = neighbouring(frame.collection, theme, limit=_NEIGHBOURS)
    if near:
        _rail(frame, key="near", only=near, heading=say("Themes nearby"))


def _members(frame: Frame, theme: Theme) -> None:
    say = frame.say
    rows = members(frame.collection, theme, limit=_SHOWN)
    strange = outliers(frame.collection, theme)
    if strange:
        gallery.wall(
            frame, key="outliers", rows=strange, page="themes", keep={"theme": theme.id},
            heading=say("Those that are least like the others"),
        )  # fmt: skip
    heading = say("All its pictures, the most typical first")
    if theme.size > len(rows):
        heading = say("Its {n} most typical pictures", n=len(rows))
    gallery.wall(
        frame, key="members", rows=rows, page="themes", heading=heading, keep={"theme": theme.id}
    )


def _drawing(frame: Frame, themes: list[Theme]) -> None:
    say = frame.say
    st.header(say("All themes at a glance"), anchor=False)
    st.caption(say("Each as large as its number of pictures. Open one to see what it holds."))
    figure = _all_themes(frame, themes, state=_state(frame, None))
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key="treemap")
    names = {theme.id: label(frame, theme) for theme in themes}
    _table(
        frame,
        key="treemap-table",
        caption=say("Themes and their sizes"),
        columns=[say("Theme"), say("Within"), say("Pictures")],
        rows=[
            [names[one.id], names.get(one.parent, "–"), number(one.size, say.language)]
            for one in themes
        ],
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _all_themes(_frame: Frame, _themes: list[Theme], *, state: tuple[str | int, ...]) -> Figure:
    """The themes as one drawing, kept by ``state``."""
    from explorer.ui.treemap import treemap  # noqa: PLC0415  (plotly takes a while to import)

    say = _frame.say
    return treemap(_themes, label=lambda theme: label(_frame, theme), say=say, root=say("All"))


def _table(
    frame: Frame, *, key: str, caption: str, columns: list[str], rows: list[list[str]]
) -> None:
    """What a drawing says, in words: closed, for whoever wants to read it."""
    summary = frame.say("The same as a table")
    props = frame.props(summary=summary, caption=caption, columns=columns, rows=rows[:2000])
    widget("figures", props, key=key)
