"""Visits at a kiosk, as curators see them: counts by day, and nothing about anybody."""

from __future__ import annotations

import logging
from typing import Any

from explorer.attendance import FILE, Day, most, read_attendance
from explorer.exhibitions.opening import beside
from explorer.ui import house
from explorer.ui.frame import Frame
from explorer.ui.i18n import LANGUAGE_NAMES, mark
from explorer.ui.numbers import day, number

_LOG = logging.getLogger(__name__)
_SHOWN = 31
_MOST = 10

PAGES = {
    "": mark("Map"),
    "recherche": mark("Search"),
    "similaires": mark("Similar"),
    "themes": mark("Themes"),
    "circulations": mark("Circulations"),
    "concept": mark("Concept"),
    "a-propos": mark("About"),
}


def visits(frame: Frame) -> dict[str, Any]:
    """A section of facts; empty where no kiosk has counted, and for whoever is no curator."""
    say = frame.say
    section: dict[str, Any] = {"heading": say("Visits at the kiosk"), "blocks": []}
    if house.settings().profile != "curator":
        return section
    try:
        days = read_attendance(beside(house.settings().data).with_name(FILE))
    except FileNotFoundError:
        return section
    except (OSError, ValueError) as error:
        _LOG.warning("visits cannot be read: %s", error)
        return section
    if days:
        text = say("Counted by day on the kiosk itself. Nothing is kept about who came.")
        section["blocks"] = [
            {"kind": "text", "text": text},
            _days(frame, days),
            *_names(frame, days),
        ]
    return section


def _days(frame: Frame, days: dict[str, Day]) -> dict[str, Any]:
    say, language = frame.say, frame.language
    rows = [
        [
            day(date, language),
            number(told.visits, language),
            _minutes(frame, told.mean),
            number(sum(told.pages.values()), language),
            ", ".join(
                f"{LANGUAGE_NAMES.get(code, code)} {number(n, language)}"
                for code, n in most([told], "languages", limit=3)
            ),
        ]
        for date, told in reversed(list(days.items())[-_SHOWN:])
    ]
    return {
        "kind": "table",
        "caption": say("Visits by day"),
        "columns": [
            say("Day"),
            say("Visits"),
            say("Mean duration"),
            say("Pages opened"),
            say("Languages"),
        ],
        "rows": rows,
        "more": "",
    }


def _names(frame: Frame, days: dict[str, Day]) -> list[dict[str, Any]]:
    """Which pages, and which of this collection's themes, were opened most."""
    say, language = frame.say, frame.language
    themes = {one.id: one.label for one in frame.collection.themes(language=language)}
    prefix = f"{frame.collection.name}/"
    opened = [
        (themes.get(int(name.removeprefix(prefix))), n)
        for name, n in most(days.values(), "themes", limit=200)
        if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
    ]
    pages = [
        (say(PAGES[name]), n) for name, n in most(days.values(), "pages", limit=50) if name in PAGES
    ]
    told = (
        (say("Page"), say("Pages opened most"), pages),
        (say("Theme"), say("Themes opened most"), opened),
    )
    return [
        {
            "kind": "table",
            "caption": caption,
            "columns": [heading, say("Times")],
            "rows": [[name, number(n, language)] for name, n in counted if name][:_MOST],
            "more": "",
        }
        for heading, caption, counted in told
        if any(name for name, _ in counted)
    ]


def _minutes(frame: Frame, seconds: float) -> str:
    say = frame.say
    if seconds < 60:
        return say("{n} s", n=number(round(seconds), say.language))
    return say("{n} min", n=number(round(seconds / 60), say.language))
