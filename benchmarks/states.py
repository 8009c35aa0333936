"""Pages and states of each profile that are worth looking at, for ``benchmarks.screenshots``."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urljoin

PAST_IDLE = 1000
"""Seconds after which nobody has touched a kiosk, whatever its setting."""


@dataclass(frozen=True)
class State:
    """A page, and what is done there before it is looked at.

    ``pressed`` are selectors that are touched one after the other, those that are not there passed
    over; ``waits`` the seconds, of the page's clock, that then go by untouched.
    """

    path: str
    params: dict[str, Any] = field(default_factory=dict)
    pressed: tuple[str, ...] = ()
    waits: tuple[int, ...] = ()

    def address(self, url: str, lang: str) -> str:
        """Where it is in the app at ``url``."""
        query = urlencode({**self.params, "lang": lang}, doseq=True)
        return urljoin(url, f"{self.path}?{query}")


def read(url: str, path: str) -> Any:
    """An answer of the app."""
    with urllib.request.urlopen(urljoin(url, path), timeout=60) as answer:
        return json.load(answer)


@dataclass(frozen=True)
class Known:
    """What a collection has that has an address of its own."""

    collection: str
    items: list[str]
    layouts: list[str]
    themes: list[str]
    tours: list[str]
    families: list[str]
    exhibitions: list[str]


def known(url: str, collection: str) -> Known:
    """Ask a running app."""
    root = f"api/v1/{quote(collection)}"

    def listed(path: str, name: str = "results") -> list[str]:
        return [str(one["id"]) for one in read(url, f"{root}/{path}")[name]]

    found = read(url, f"{root}/reproductions?k=8")
    tours = read(url, f"{root}/tours")["tours"]
    return Known(
        collection=collection,
        items=listed("rows?rows=0,1,2,3,4,5,6,7"),
        layouts=[one["name"] for one in read(url, root)["layouts"]],
        themes=listed("themes"),
        tours=[one["id"] for one in tours if one["stops"]],
        families=[str(one["original"]["id"]) for one in found.get("results", [])],
        exhibitions=listed("exhibitions", "exhibitions"),
    )


_FILTERED = (".filter-toggle", ".facets .choice >> nth=0", ".facets .swatch >> nth=1")
_NEW_STOP = (".tours-toggle", ".tours .writing .primary", ".tour-editor .add")


def of_map(about: Known, word: str) -> dict[str, State]:
    """The layouts of the map and its panels; no view that the tab remembers is taken up."""
    place = {"collection": about.collection}
    first = f"{about.layouts[0]}/0.5/0.5"
    whole = {**place, "view": f"{first}/0"}

    def pressed(*selectors: str, **more: Any) -> State:
        return State("", {**whole, **more}, tuple(f".map {one}" for one in selectors))

    states = {
        f"map-in-{name}": State("", {**place, "view": f"{name}/0.5/0.5/0"})
        for name in about.layouts
    }
    states |= {
        "map-near": pressed(view=f"{first}/3.5"),
        "map-item": pressed(view=f"{first}/0/{about.items[0]}"),
        "map-closer": pressed(view=f"{first}/0/{about.items[0]}", closer="1"),
        "map-results": pressed(q=word),
        "map-tray": pressed(select=about.items),
        "map-tray-open": pressed(".tray .fold", select=about.items),
        "map-filters": pressed(".filter-toggle"),
        "map-filtered": pressed(*_FILTERED),
        "map-list": pressed(".list-toggle"),
        "map-select": pressed(".tools [aria-pressed]"),
        "map-tours": pressed(".tours-toggle"),
        "map-editor": pressed(*_NEW_STOP),
        "map-region": pressed(*_NEW_STOP, ".tour-editor [data-key$=':draw']"),
        "map-help": pressed(".foldout.help > button"),
        "map-display": pressed(".foldout.display > button"),
        "map-layouts": pressed(".foldout.menu > button"),
    }
    if about.tours:
        states["map-tour"] = pressed(tour=about.tours[0])
        states["map-tour-region"] = pressed(tour=about.tours[0], stop=2)
    return states


def of_pages(about: Known, word: str) -> dict[str, State]:
    """The pages that every profile has."""
    place = {"collection": about.collection}
    item = {**place, "item": about.items[0]}
    states = {
        "map": State("", place),
        "search": State("recherche", place),
        "results": State("recherche", {**place, "q": word}),
        "nothing": State("recherche", {**place, "q": "zzyzx"}),
        "item": State("recherche", item),
        "cloud": State("similaires", item),
        "similar": State("similaires", {**item, "show": "wall"}),
        "themes": State("themes", place),
        "circulations": State("circulations", place),
        "exhibitions": State("expositions", place),
        "about": State("a-propos", place),
    }
    if about.themes:
        states["theme"] = State("themes", {**place, "theme": about.themes[0]})
    if about.families:
        states["family"] = State("circulations", {**place, "family": about.families[0]})
    if about.exhibitions:
        states["exhibition"] = State("expositions", {**place, "exhibition": about.exhibitions[0]})
    return states | of_map(about, word)


def of_kiosk(about: Known, word: str) -> dict[str, State]:
    """Those of a kiosk: its home, its curtains, and what a visitor comes to from there."""
    place = {"collection": about.collection}
    passing = ("map-in", "map-select", "map-editor", "map-region", "map-near", "map-tray")
    others = {
        name: state
        for name, state in of_pages(about, word).items()
        if not name.startswith(passing) and name not in ("map", "nothing")
    }
    return {
        "home": State("accueil", place),
        "home-moves": State("accueil", place, ("nav.bar .wordy",)),
        "home-low": State("accueil", place, ("nav.bar .wordy", ".moves .low")),
        "map": State("", {**place, "view": f"{about.layouts[0]}/0.5/0.5/0"}),
        **others,
        "keys": State("recherche", place, (".searchbox input",)),
        "asked": State("accueil", place, waits=(PAST_IDLE,)),
        "attract": State("accueil", place, waits=(PAST_IDLE, *[1] * 20)),
    }


def of_public(about: Known, word: str) -> dict[str, State]:
    """Those of the public site: the pages written whole, and the interactive ones."""
    root = f"c/{quote(about.collection)}"
    states = {
        "site": State("c/"),
        "site-collection": State(f"{root}/"),
        "site-item": State(f"{root}/item/", {"id": about.items[0]}),
        "site-lost": State(f"{root}/theme/999999"),
        "site-accessibility": State("c/accessibility"),
    }
    if about.themes:
        states["site-theme"] = State(f"{root}/theme/{about.themes[0]}")
    if about.exhibitions:
        states["site-exhibition"] = State(f"{root}/exhibition/{quote(about.exhibitions[0])}")
    return states | of_pages(about, word)


PROFILES = {"curator": of_pages, "public": of_public, "kiosk": of_kiosk}
"""States by profile, from what is known of a collection and a word to search for."""
