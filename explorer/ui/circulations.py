"""Circulations: pictures that come back in the collection, and one of them through time."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer import passes
from explorer.bundle.schema import MATCH_KINDS
from explorer.reproductions.models import KINDS, Group
from explorer.ui import address, house
from explorer.ui.circulation_texts import circulation_forms, circulation_texts, kind_texts
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.numbers import years

SORTS = ("size", "earliest", "latest", "span")
_SHOWN = 2000


def show() -> None:
    """Draw the page."""
    frame = current()
    family = address.read("family")
    widget("circulations", _props(frame, family), key="circulations")
    if family:
        _timeline(frame, family)


def _props(frame: Frame, family: str) -> dict[str, Any]:
    collection, settings = frame.collection, house.settings()
    kind, sort, mode = (address.read(name) for name in ("kind", "sort", "mode"))
    reviews = settings.profile == "curator" and house.store().is_writable
    kinds = MATCH_KINDS if mode == "review" and reviews else KINDS
    return frame.props(
        api=frame.api(),
        available=collection.reproductions.there,
        checks=settings.takes_pictures and collection.engine.pictures.there,
        reviews=reviews,
        start={
            "family": family,
            "kind": kind if kind in kinds else "",
            "sort": sort if sort in SORTS else SORTS[0],
            "mode": mode if mode in ("review", "check") else "",
        },
        csv=f"{frame.api('/reproductions.csv')}?lang={frame.language}",
        version=collection.version,
        headers={passes.HEADER: passes.issue(house.who())} if reviews else {},
        forms=circulation_forms(frame.say),
        texts=circulation_texts(frame.say),
    )


def _timeline(frame: Frame, id_: str) -> None:
    collection, say = frame.collection, frame.say
    row = collection.row(id_)
    group = collection.reproductions.of(row) if row is not None else None
    if group is None:
        return
    told = _dated(frame, group)
    if len({(first, last) for first, last, _, _ in told}) < 2:
        return  # one date, however often: a line of time would say nothing
    from explorer.ui.timeline import circulation  # noqa: PLC0415  (plotly takes a while to import)

    st.header(say("Through the years"), anchor=False)
    names = kind_texts(say)
    kinds = {kind: names[kind] for kind in ("original", *KINDS)}
    figure = circulation([(a, b, kind, title) for a, b, kind, title in told], kinds=kinds, say=say)
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, key="journey")
    rows = [[years(a, b, say), title, names[kind]] for a, b, kind, title in told]
    widget(
        "figures",
        frame.props(
            summary=say("The same as a table"),
            caption=say("Its appearances through the years"),
            columns=[say("Years"), say("Title"), say("Kind")],
            rows=rows[:_SHOWN],
        ),
        key="journey-table",
    )


def _dated(frame: Frame, group: Group) -> list[tuple[int, int, str, str]]:
    """First and last year, kind and title of the members that have a date, in their order."""
    collection = frame.collection
    told = collection.reproductions.told(group)
    kinds = {one.row: one.kind for one in told.appearances if one.is_shown}
    kinds[group.original] = "original"
    found = []
    for item in collection.items(sorted(kinds), language=frame.language):
        span = collection.reproductions.ground.years(item.row)
        if span is not None:
            title = item.title or frame.say("Untitled")
            found.append((*span, kinds[item.row], title))
    return sorted(found)
