"""The review: what the machine suggests to the cataloguer, one by one or many at once."""

from __future__ import annotations

from typing import Any

from explorer import passes
from explorer.review.models import FIELDS
from explorer.ui import address, gallery, house
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current
from explorer.ui.review_texts import review_forms, review_texts


def show() -> None:
    """Draw the page."""
    frame = current()
    if not house.store().is_writable:
        _closed(frame)
        return
    widget("review", _props(frame), key="review")
    gallery.dialog(frame)


def _props(frame: Frame) -> dict[str, Any]:
    collection = frame.collection
    themes = [
        {"id": theme.id, "label": theme.label[:1].upper() + theme.label[1:]}
        for theme in collection.themes(language=frame.language)
        if theme.level == 0 and theme.label
    ]
    known = {str(theme["id"]) for theme in themes}
    field, theme, mode = address.read("field"), address.read("theme"), address.read("mode")
    bases = ["vocabulary"] if collection.engine.vocabulary is not None else []
    if "subject" in collection.filters.names:
        bases.append("column")
    return frame.props(
        api=frame.api(),
        themes=themes,
        bases=bases,
        start={
            "field": field if field in FIELDS else FIELDS[0],
            "theme": theme if theme in known else "",
            "mode": "batch" if mode == "batch" else "one",
        },
        csv=f"{frame.api('/review.csv')}?lang={frame.language}",
        version=collection.version,
        headers={passes.HEADER: passes.issue(house.who())},
        forms=review_forms(frame.say),
        texts=review_texts(frame.say),
    )


def _closed(frame: Frame) -> None:
    say = frame.say
    text = {"kind": "text", "text": say("Nothing can be kept here: the database is read only.")}
    widget(
        "facts",
        frame.props(title=say("To review"), lead="", sections=[{"heading": "", "blocks": [text]}]),
        key="closed",
    )
