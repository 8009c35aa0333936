"""About, for visitors: what this is, who made the pictures, what a machine did, and thanks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from explorer.bundle import LayoutInfo
from explorer.collection import Collection
from explorer.filtering.wishes import EVERYTHING
from explorer.ui.document import NAME
from explorer.ui.frame import Frame
from explorer.ui.numbers import number, share, years

Block = dict[str, Any]
Section = dict[str, Any]

_MAKERS = 8
_THANKED = 12


def introduction(frame: Frame) -> list[Section]:
    """The sections, for whoever comes to look at pictures."""
    collection = frame.collection
    return [
        _what(frame, collection),
        _makers(frame, collection),
        _machine(frame, collection),
        _thanks(frame, collection),
    ]


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _what(frame: Frame, collection: Collection) -> Section:
    say = frame.say
    filters = collection.filters
    span = filters.span(filters.mask(EVERYTHING))
    count = number(len(collection), say.language)
    gathered = say.plural("There is {n} picture here.", "There are {n} pictures here.",
                          len(collection)).replace(str(len(collection)), count, 1)  # fmt: skip
    if span:
        gathered = say("{n} pictures are gathered here, {years}.", n=count, years=years(*span, say))
    hung = say(
        "Those that look alike hang near each other: one goes from one to the next as in a "
        "gallery, with no beginning and no end. No way is wrong, and nothing can be broken."
    )
    return {"heading": say("What this is"), "blocks": [_text(f"{gathered} {hung}")]}


def _makers(frame: Frame, collection: Collection) -> Section:
    say, items = frame.say, collection.bundle.items
    named = _counted(items["creator"])
    blocks: list[Block] = []
    if named:
        text = say.plural(
            "The catalogue names one person, or house, who made them:",
            "The catalogue names {n} people and houses who made them; most often:",
            len(named),
        )
        blocks += [_text(text), _numbered(frame, named[:_MAKERS])]
    nameless = len(collection) - sum(count for _, count in named)
    if nameless:
        blocks.append(
            _text(
                say.plural(
                    "Of {n} picture it does not say who made it.",
                    "Of {n} pictures it does not say who made them.",
                    nameless,
                )
            )
        )
    return {"heading": say("Who made the pictures"), "blocks": blocks}


def _machine(frame: Frame, collection: Collection) -> Section:
    say = frame.say
    lines = [
        say(
            "A model has turned each picture into numbers, so that pictures that look alike "
            "stand near each other. It was not told what they are, and it is sometimes wrong."
        ),
        say(
            "From these numbers come the map, the themes and the words that name them, and what "
            "resembles a picture, until people say otherwise. Titles, names and dates are the "
            "catalogue’s."
        ),
        *_trust(frame, collection.manifest.layouts),
    ]
    return {"heading": say("What a machine did"), "blocks": [_text(line) for line in lines]}


def _trust(frame: Frame, layouts: tuple[LayoutInfo, ...]) -> Iterator[str]:
    say = frame.say
    for layout in layouts:
        if layout.name == "map" and layout.trustworthiness is not None:
            yield say(
                "A map is flat, and likeness is not: of the pictures that are neighbours on it, "
                "{share} are truly alike.",
                share=share(layout.trustworthiness, say.language),
            )


def _thanks(frame: Frame, collection: Collection) -> Section:
    say, items = frame.say, collection.bundle.items
    told = f"credit@{say.language}"
    credited = _counted(items[told] if told in items.schema.names else items["credit"])
    blocks = [
        _text(
            say(
                "To those who made these pictures, to those who keep, photograph and describe "
                "them, and to those who let them be shown."
            )
        )
    ]
    if credited:
        blocks.append(_numbered(frame, credited[:_THANKED]))
    rest = len(credited) - _THANKED
    if rest > 0:
        blocks.append(_text(say.plural("and {n} more", "and {n} more", rest)))
    blocks.append(_text(say("Shown by {house}, a free program.", house=NAME)))
    return {"heading": say("Thanks"), "blocks": blocks}


def _counted(column: pa.ChunkedArray) -> list[tuple[str, int]]:
    """What a column says, and how often; the most frequent first, without what is empty."""
    told = pc.value_counts(pc.fill_null(column, "")).to_pylist()
    found = [(entry["values"], entry["counts"]) for entry in told if entry["values"].strip()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _numbered(frame: Frame, found: list[tuple[str, int]]) -> Block:
    say = frame.say
    counts = [
        say.plural("{n} picture", "{n} pictures", n).replace(str(n), number(n, say.language), 1)
        for _, n in found
    ]
    names = [name for name, _ in found]
    return {"kind": "terms", "terms": list(zip(names, counts, strict=True))}
