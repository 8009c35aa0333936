"""Classes in words: the page. What it shows and keeps goes over the routes; Python draws the
confusion matrix, from what the routes found."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import streamlit as st

from explorer import passes
from explorer.classes.classifier import classifier_of
from explorer.classes.files import presets
from explorer.classes.hands import KIND, hands_of
from explorer.classes.judging import Judged, judged
from explorer.classes.models import ClassSet, read_set
from explorer.collection import Collection
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import StoreError
from explorer.filtering.wishes import FilterError, parse_filter
from explorer.languages import translated
from explorer.ui import address, gallery, house
from explorer.ui.class_texts import class_texts, column_names
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES

_LOG = logging.getLogger(__name__)
_OPEN = "classes-open"


def show() -> None:
    """Draw the page."""
    frame = current()
    asked = address.read("set") or str(st.session_state.get(_OPEN, "")) or next(iter(presets()))
    st.session_state[_OPEN] = asked
    found = _set(frame, asked)
    if found is None:
        # A set that is gone, or of another collection.
        asked = st.session_state[_OPEN] = next(iter(presets()))
        found = _set(frame, asked)
    widget("classes", _props(frame, asked), key="classes", intents=("changed",))
    if found is not None and not address.read("class"):
        _confusion(frame, found)
    gallery.dialog(frame)


def _props(frame: Frame, asked: str) -> dict[str, Any]:
    say = frame.say
    writable = house.store().is_writable
    return frame.props(
        set=asked,
        order=address.read("order"),
        truth=address.read("truth"),
        filter=address.read("filter"),
        address=frame.api("/classes"),
        facets=frame.api("/facets"),
        version=frame.collection.version,
        languages=[
            {"code": code, "label": LANGUAGE_NAMES[code]}
            for code in sorted(LANGUAGES, key=lambda code: code != frame.language)
        ],
        columns=column_names(say),
        writable=writable,
        trouble="" if writable else say("Nothing can be kept here: the database is read only."),
        forms=say.forms("{n} picture", "{n} pictures"),
        texts=class_texts(say),
        headers={passes.HEADER: passes.issue(house.who())},
        **{"class": address.read("class")},
    )


def _set(frame: Frame, id_: str) -> ClassSet | None:
    try:
        kept = house.store().finding(collection=frame.collection.name, kind=KIND, id=id_)
        return presets().get(id_) if kept is None else read_set(kept.finding.document)
    except (StoreError, InvalidError) as error:
        _LOG.warning("%s", error)
        return presets().get(id_)


def _confusion(frame: Frame, asked: ClassSet) -> None:
    told = _judged(frame.collection, asked)
    matrix = told.measures.confusion if told is not None else None
    if told is None or matrix is None or not told.measures.judged:
        return
    from explorer.ui.confusion import confusion_figure  # noqa: PLC0415  (plotly is slow to import)

    say = frame.say
    names = [translated(each.name, frame.language) or each.id for each in asked.classes]
    figure = confusion_figure(
        np.asarray(matrix),
        [*names, say("None of these")],
        say,
        dark=st.context.theme.type != "light",
    )
    st.header(say("Confusion matrix"), anchor=False)
    st.caption(
        say(
            "A row for each true class, a column for each answer. The stronger a cell’s colour, "
            "the larger its part of the row: a good set has a strong diagonal."
        )
    )
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key="confusion")


def _judged(collection: Collection, asked: ClassSet) -> Judged | None:
    """How right the answers are, if the routes have found them; nothing is begun from here."""
    classifier = classifier_of(collection)
    try:
        run = classifier.runs.get(asked, _mask(collection))
        decisions = house.store().decisions(collection=collection.name, kind=KIND, field=asked.id)
    except (StoreError, FilterError):
        return None
    found = classifier.classified(asked, run, hands_of(decisions, asked))
    if found is None:
        return None
    name = asked.truth.column if asked.truth else ""
    known = name in collection.filters.names
    return judged(found, collection.filters.column(name) if known else None)


def _mask(collection: Collection) -> np.ndarray | None:
    """The images that the page's filter keeps; ``None`` for all."""
    pairs = parse_qsl(address.read("filter"))
    wish = parse_filter(pairs, columns=collection.filters.names, others=("hide",))
    return collection.filters.mask(wish) if wish else None
