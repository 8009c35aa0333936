"""Search: words in French or English, answered by a wall of pictures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from explorer.collection import Theme
from explorer.search.near import near_names
from explorer.ui import address, gallery
from explorer.ui.components import widget
from explorer.ui.frame import Frame, current

_EXAMPLES = 6
_NEAR = 6


def show() -> None:
    """Draw the page."""
    frame = current()
    query = address.read("q").strip()
    themes = [
        theme
        for theme in frame.collection.themes(language=frame.language)
        if theme.level == 0 and theme.label
    ]
    _box(frame, query, themes)
    if query:
        _results(frame, query, themes)
    else:
        _highlights(frame)
    gallery.dialog(frame)


def _box(frame: Frame, query: str, themes: list[Theme]) -> None:
    say = frame.say
    placeholders = {
        "text": say("a red dress, a boat in a storm…"),
        "vocabulary": say("a name of a thing: horse, vase…"),
        "words": say("a word of a title, a name…"),
    }
    widget(
        "searchbox",
        frame.props(
            q=query,
            vocabulary=frame.api("/vocabulary"),
            examples=[] if query else [theme.label for theme in themes[:_EXAMPLES]],
            forms=say.forms("{n} suggestion", "{n} suggestions"),
            texts={
                "title": say("What are you looking for?"),
                "label": say("Words to look for"),
                "placeholder": placeholders[frame.collection.engine.mode],
                "search": say("Find"),
                "suggestions": say("Suggestions"),
                "try": say("For instance:"),
            },
        ),
        key="searchbox",
    )


def _results(frame: Frame, query: str, themes: list[Theme]) -> None:
    say = frame.say
    asked = {"q": query, "lang": frame.language}
    advice: dict[str, Any] = {
        "words": _near(frame, query),
        "themes": [{"id": theme.id, "label": theme.label} for theme in themes],
    }
    gallery.wall(
        frame,
        key="results",
        endpoint=f"{frame.api('/search')}?{urlencode(asked)}",
        advice=advice,
        forms=say.forms("{n} picture", "{n} pictures"),
        heading=say("Results for “{query}”", query=query),
        texts={
            "nothing": say("Nothing in this collection answers “{query}”.", query=query),
            "advice": say("Try a simpler word, another spelling, or start from a theme."),
            "near": say("Near words"),
            "themes": say("Themes"),
            "why": {
                "picture": say("By the picture"),
                "words": say("By the record"),
                "both": say("By picture and record"),
                "picture_terms": say("By the picture: {terms}"),
                "both_terms": say("By picture and record: {terms}"),
            },
        },
    )


def _near(frame: Frame, query: str) -> list[str]:
    """Names spelt like the query, where the query is not in the vocabulary as it is."""
    index, vocabulary = frame.collection.engine.vocabulary, frame.collection.bundle.vocabulary
    if index is None or vocabulary is None or index.match(query, language=frame.language):
        return []
    known = vocabulary.names.get(frame.language) or next(iter(vocabulary.names.values()), [])
    return near_names(query, known, k=_NEAR)


def _highlights(frame: Frame) -> None:
    rows = dict.fromkeys(
        row
        for theme in frame.collection.themes(language=frame.language)
        for row in theme.medoids[:2]
    )
    chosen = list(rows) or list(range(min(gallery.PAGE, len(frame.collection))))
    gallery.wall(
        frame,
        key="highlights",
        rows=chosen[: 2 * gallery.PAGE],
        heading=frame.say("To begin with"),
    )
