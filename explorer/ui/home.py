"""The home of a kiosk: four ways in, and the map that plays when nobody is there."""

from __future__ import annotations

from typing import Any

from explorer.collection import Collection, Theme
from explorer.exhibitions.models import TourEntry
from explorer.exhibitions.store import StoreError
from explorer.languages import translated
from explorer.ui import house
from explorer.ui.components import widget
from explorer.ui.exhibitions import there_are
from explorer.ui.frame import Frame, current
from explorer.ui.i18n import LANGUAGES, translator
from explorer.ui.kiosk_texts import home_texts
from explorer.ui.similar import chance
from explorer.ui.viewer_texts import viewer_texts

Way = dict[str, Any]

_PICTURES = 4
_MOST = 6
_NAMED = 5


def show() -> None:
    """Draw the page."""
    frame = current()
    say, collection = frame.say, frame.collection
    themes = sorted(
        (one for one in collection.themes(language=frame.language) if one.level == 0),
        key=lambda one: -one.size,
    )
    tours = _tours(collection.name)
    ways = [_map(frame, themes), _themes(frame, themes), *_tour(frame, tours[:1]), _alike(frame)]
    props = frame.props(
        version=collection.version,
        title=collection.title(frame.language),
        rowsAddress=frame.api("/rows"),
        ways=[way for way in ways if way],
        more=_more(frame, tours[1:]),
        # The texts of the loop, in each language: nobody has chosen one yet.
        touch=[_spoken(collection, code) for code in LANGUAGES],
        mapTexts=viewer_texts(say),
        texts=home_texts(say),
    )
    widget("home", props, key="home")


def _spoken(collection: Collection, language: str) -> dict[str, Any]:
    say = translator(language)
    return {
        "lang": language,
        "text": home_texts(say)["touch"],
        "title": collection.title(language),
        "pictures": say.forms("{n} picture", "{n} pictures"),
    }


def _tours(collection: str) -> list[TourEntry]:
    try:
        return [one for one in house.store().tours(collection=collection) if one.stops]
    except StoreError:
        return []  # the other ways are there


def _map(frame: Frame, themes: list[Theme]) -> Way:
    say = frame.say
    return {
        "page": "",
        "params": {},
        "label": say("The map"),
        "below": say.plural("{n} picture", "{n} pictures", len(frame.collection)),
        "icon": "map",
        "rows": _faces(themes, of=1) or list(range(min(_PICTURES, len(frame.collection)))),
    }


def _themes(frame: Frame, themes: list[Theme]) -> Way | None:
    if not themes:
        return None
    say = frame.say
    return {
        "page": "themes",
        "params": {},
        "label": say("Themes"),
        "below": ", ".join([one.label for one in themes if one.label][:_NAMED]),
        "icon": "themes",
        "rows": _faces(themes, of=0),
    }


def _tour(frame: Frame, tours: list[TourEntry]) -> list[Way]:
    say = frame.say
    ways = []
    for tour in tours:
        stored = house.store().tour(collection=frame.collection.name, id=tour.id)
        items = [id_ for stop in stored.tour.stops for id_ in stop.items] if stored else []
        rows = frame.collection.rows(items[:40])
        ways.append(
            {
                "page": "",
                "params": {"tour": tour.id},
                "label": say("Guided tour"),
                "below": translated(tour.title, frame.language)
                or say.plural("{n} stop", "{n} stops", tour.stops),
                "icon": "tour",
                "rows": list(rows.values())[:_PICTURES],
            }
        )
    return ways


def _alike(frame: Frame) -> Way:
    id_ = chance(frame)
    row = frame.collection.row(id_)
    return {
        "page": "similaires",
        "params": {"item": id_},
        "label": frame.say("Similar pictures"),
        "below": frame.say("from this one, taken at random"),
        "icon": "similaires",
        "rows": [row] if row is not None else [],
    }


def _more(frame: Frame, tours: list[TourEntry]) -> list[Way]:
    """Ways that are no covers: other tours, words, what the collection is, other collections."""
    say = frame.say
    links = [
        {
            "page": "",
            "params": {"tour": tour.id},
            "label": translated(tour.title, frame.language) or say("Guided tour"),
            "icon": "tour",
        }
        for tour in tours[:_MOST]
    ]
    if there_are(frame.collection.name):
        links.append(
            {
                "page": "expositions",
                "params": {},
                "label": say("Exhibitions"),
                "icon": "expositions",
            }
        )
    links.append(
        {"page": "recherche", "params": {}, "label": say("Search by words"), "icon": "recherche"}
    )
    links.append({"page": "a-propos", "params": {}, "label": say("About"), "icon": "a-propos"})
    others = [one for one in frame.entries if one.collection and one != frame.entry]
    links += [
        {
            "page": "accueil",
            "params": {"collection": one.name},
            "label": one.collection.title(frame.language) if one.collection else one.name,
            "icon": "collection",
        }
        for one in others[:_MOST]
    ]
    return links


def _faces(themes: list[Theme], *, of: int) -> list[int]:
    """Rows of typical pictures of the largest themes: the first, or the second, of each."""
    return [one.medoids[of] for one in themes if len(one.medoids) > of][:_PICTURES]
