"""The statement on accessibility: what ``benchmarks/accessibility.py`` found, and what is known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import orjson

from explorer.site.addresses import Place
from explorer.site.rendering import render
from explorer.ui.i18n import mark, translator
from explorer.ui.numbers import day

FOUND = Path(__file__).parent / "accessibility.json"
"""What was found last: ``date``, ``axe`` (version), ``pages`` with ``name``, ``passed``,
``failed``."""

NAMES = {
    "/": mark("Home page"),
    "item": mark("The page of a picture"),
    "theme": mark("The page of a theme"),
    "exhibition": mark("The page of an exhibition"),
    "accessibility": mark("This statement"),
    "carte": mark("Map"),
    "recherche": mark("Search"),
    "similaires": mark("Similar pictures"),
    "themes": mark("Themes"),
    "circulations": mark("Circulations"),
    "expositions": mark("Exhibitions"),
    "exposition": mark("An exhibition, room by room"),
    "a-propos": mark("About"),
}
"""What visitors call the pages that are looked at, by their names in ``FOUND``."""

AIMS = (
    mark("Everything can be reached and done with a keyboard alone."),
    mark("The map has a list beside it that says, in words, what is in view."),
    mark("Nothing moves by itself where less motion is asked for."),
    mark("Text can be made twice as large without losing anything."),
)
KNOWN = (
    mark("Titles and descriptions are as the catalogue has them, in its own language."),
    mark("Most pictures have no description of their own: their title stands for it."),
    mark("What lies where on the map is not told but by the list and the themes."),
    mark("Not tried with people who use screen readers every day."),
)


@cache
def checks() -> dict[str, Any]:
    """What was found last."""
    told: dict[str, Any] = orjson.loads(FOUND.read_bytes())
    return told


def statement(place: Place) -> str:
    """The page."""
    say = translator(place.language)
    title = say("Accessibility")
    found = checks()
    return render(
        "statement.html",
        place,
        title=title,
        description=say("What has been checked of this site's accessibility, and what fails."),
        picture=None,
        data={"@context": "https://schema.org", "@type": "WebPage", "name": title},
        collection=None,
        checks=found,
        pages=[
            page | {"name": say(NAMES.get(page["name"], page["name"]))} for page in found["pages"]
        ],
        day=day(found["date"], place.language),
        aims=[say(line) for line in AIMS],
        known=[say(line) for line in KNOWN],
    )
