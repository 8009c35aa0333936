"""Concepts: the page where curators teach the collection by examples."""

from __future__ import annotations

import logging
from typing import Any

from explorer import passes
from explorer.exhibitions.store import StoreError
from explorer.ui import address, gallery, house
from explorer.ui.boards_listed import listed
from explorer.ui.components import widget
from explorer.ui.concept_texts import concept_forms, concept_texts
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import LANGUAGE_NAMES, LANGUAGES

_LOG = logging.getLogger(__name__)


def show() -> None:
    """Draw the page."""
    frame = current()
    say = frame.say
    widget(
        "concepts",
        frame.props(
            concept=address.read("concept"),
            begin={
                "words": address.read("q").strip(),
                "like": address.read_all("like"),
                "selection": address.read("begin") == "selection",
            },
            boards=_boards(frame),
            languages=[
                {"code": code, "label": LANGUAGE_NAMES[code]}
                for code in sorted(LANGUAGES, key=lambda code: code != frame.language)
            ],
            writable=house.store().is_writable,
            **{"pass": passes.issue(house.who())},
            texts=concept_texts(say),
            **concept_forms(say),
        ),
        key="concepts",
    )
    gallery.dialog(frame)


def _boards(frame: Frame) -> list[dict[str, Any]]:
    try:
        entries = house.store().boards(collection=frame.collection.name)
    except StoreError as error:
        _LOG.warning("%s", error)
        return []
    return listed(frame.collection, entries, language=frame.language)
