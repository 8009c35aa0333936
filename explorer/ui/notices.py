"""Pages for when there is nothing to show: they say what to do next."""

from __future__ import annotations

from typing import Any

from explorer.ui import house
from explorer.ui.components import widget
from explorer.ui.frame import Frame


def empty_folder(frame: Frame) -> None:
    """The data folder holds no collection yet: which commands make one."""
    say = frame.say
    folder = str(house.settings().data.absolute())
    example = str(house.settings().data / "collection")
    sections: list[dict[str, Any]] = [
        {
            "heading": say("Make a first collection"),
            "blocks": [
                {
                    "kind": "text",
                    "text": say(
                        "From a folder of pictures, or from a table (CSV) beside its pictures:"
                    ),
                },
                {
                    "kind": "commands",
                    "lines": [
                        f"python -m precompute plan /path/to/pictures --out {example}",
                        f"python -m precompute build /path/to/pictures --out {example}",
                    ],
                },
                {
                    "kind": "text",
                    "text": say(
                        "The first says what it would cost, the second makes it. This page shows "
                        "the collection once it is there: load it again."
                    ),
                },
            ],
        },
        {
            "heading": say("Or look elsewhere"),
            "blocks": [
                {
                    "kind": "text",
                    "text": say("Collections that exist already lie in another folder? Name it:"),
                },
                {"kind": "commands", "lines": ["EXPLORER_DATA=/path/to/data streamlit run app.py"]},
            ],
        },
    ]
    lead = say("The folder {folder} holds no collection.", folder=folder)
    title = say("No picture on the wall yet")
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="notice")


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
    sections: list[dict[str, Any]] = [
        {
            "heading": say("For whoever looks after it"),
            "blocks": [{"kind": "text", "text": entry.error, "warning": True}],
        }
    ]
    if others:
        sections.insert(
            0, {"heading": say("Other collections"), "blocks": [{"kind": "links", "links": others}]}
        )
    title = say("“{name}” cannot be shown", name=entry.name)
    lead = say("Something in this collection's files is damaged or missing.")
    widget("facts", frame.props(title=title, lead=lead, sections=sections), key="notice")
