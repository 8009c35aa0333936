"""What to try when nothing was found: other words, fewer filters, or a theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from explorer.search.asking import WAYS, parts_of
from explorer.search.near import near_names
from explorer.search.phrasing import bare
from explorer.search.query import Query

if TYPE_CHECKING:
    from explorer.collection import Collection

_NEAR = 6
_THEMES = 8
_DROPPED = 8
"""Things that are tried without: each is a search."""


def advice(collection: Collection, query: Query) -> dict[str, Any]:
    """``words``: names spelt like those looked for; ``drop``: each part of the query without which
    there would be results (``name`` and ``value`` of its parameter), and how many (``count``), the
    most first; ``themes`` to begin with."""
    themes = [
        {"id": theme.id, "label": theme.label}
        for theme in collection.themes(language=query.language)
        if theme.level == 0 and theme.label
    ]
    return {
        "words": _near(collection, query),
        "drop": _drops(collection, query),
        "themes": themes[:_THEMES],
    }


def _near(collection: Collection, query: Query) -> list[str]:
    text = bare(query.text)
    known = collection.bundle.vocabulary
    if not text or known is None:
        return []
    names = known.names.get(query.language) or next(iter(known.names.values()), [])
    return [name for name in near_names(text, names, k=_NEAR) if name != text]


def _drops(collection: Collection, query: Query) -> list[dict[str, Any]]:
    tried: list[tuple[tuple[str, str], Query]] = [
        (pair, replace(query, wish=wish)) for pair, wish in parts_of(query.wish)
    ]
    for thing in query.without:
        rest = tuple(one for one in query.without if one != thing)
        tried.append((("not", thing), replace(query, without=rest)))
    for way, ways in WAYS.items():
        if way != "both" and query.by == ways:
            tried.append((("by", way), replace(query, by=WAYS["both"])))
    told = []
    for (name, value), other in tried[:_DROPPED]:
        answer = collection.selections.search(replace(other, k=1, offset=0))
        # Where nothing clearly matches, dropping something is of no help.
        if answer.total and answer.notice != "doubtful":
            told.append({"name": name, "value": value, "count": answer.total})
    return sorted(told, key=lambda one: -one["count"])
