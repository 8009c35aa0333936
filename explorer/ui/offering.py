"""What a kiosk offers to be sought, where nobody has a keyboard: themes, concepts, words."""

from __future__ import annotations

from typing import Any

from explorer.concepts.keeping import concept_of
from explorer.exhibitions.store import StoreError
from explorer.languages import translated
from explorer.ui import house
from explorer.ui.frame import Frame

Word = dict[str, Any]

_THEMES = 12
_CONCEPTS = 12
_WORDS = 24
_LONGEST = 40


def offered(frame: Frame) -> list[dict[str, Any]]:
    """Groups of words, each with where it leads; those that are empty are left out."""
    say = frame.say
    groups = (
        (say("Words"), _words(frame)),
        (say("Themes"), _themes(frame)),
        (say("Ideas of the curators"), _concepts(frame)),
    )
    return [{"heading": heading, "words": words} for heading, words in groups if words]


def _words(frame: Frame) -> list[Word]:
    """Those of the settings; else those that the themes are near, or their names."""
    chosen = [word.strip() for word in house.settings().kiosk_words.split(",")]
    if not any(chosen):
        themes = frame.collection.themes(language=frame.language)
        ranked = sorted(themes, key=lambda one: (one.level, -one.size))
        # The first of each theme before the second of any, so that no theme has all the words.
        chosen = [one.terms[n] for n in range(3) for one in ranked if len(one.terms) > n]
        chosen = chosen or [one.label for one in ranked]
    kept = dict.fromkeys(word for word in chosen if word and len(word) <= _LONGEST)
    return [
        {"label": word, "page": "recherche", "params": {"q": word}} for word in list(kept)[:_WORDS]
    ]


def _themes(frame: Frame) -> list[Word]:
    tops = [
        one
        for one in frame.collection.themes(language=frame.language)
        if not one.level and one.label
    ]
    tops.sort(key=lambda one: -one.size)
    return [
        {"label": one.label, "page": "themes", "params": {"theme": str(one.id)}}
        for one in tops[:_THEMES]
    ]


def _concepts(frame: Frame) -> list[Word]:
    """Those that curators share."""
    try:
        found = house.store().every_finding(collection=frame.collection.name, kind="concept")
    except StoreError:
        return []  # the other words are there
    told = []
    for stored in found:
        try:
            concept = concept_of(stored)
        except ValueError:
            continue
        label = translated(concept.name, frame.language) or concept.examples.words
        if concept.shared and label:
            told.append({"label": label, "page": "concept", "params": {"concept": concept.id}})
    return told[:_CONCEPTS]
