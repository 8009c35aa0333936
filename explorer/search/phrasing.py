"""What people type in the box, taken apart: words, phrases in quotes, and what is not wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.search.query import MAX_WITHOUT

MAX_THING = 100
"""Longest thing that is left out, in characters."""

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟＂", '"'))
_THING = re.compile(r'(?:(?<=\s)|^)[-−–](?:"([^"]*)"|(?=[^\W\d_])([^\s"]+))')
_PHRASE = re.compile(r'"([^"]*)"')
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Phrasing:
    """``text`` is what is looked for, its phrases between double quotes; ``without`` what is not
    wanted, each thing a word or a phrase."""

    text: str = ""
    without: tuple[str, ...] = ()


def parse(typed: str) -> Phrasing:
    """What was typed, taken apart: ``cheval "en mer" -course -"chemin de fer"``.

    A minus counts at the beginning of a word that begins with a letter, and before a phrase.
    French and typographic quotes count as double ones; one without its fellow is dropped. Never
    raises; of more than ``MAX_WITHOUT`` things the first are kept.
    """
    things: list[str] = []
    text = _SPACES.sub(" ", typed.translate(_QUOTES)).strip()
    # What is taken out may bring a minus to the beginning of a word, as in "--course".
    while (left := _once(text, things)) != text:
        text = left
    return Phrasing(text, tidy_things(things))


def write(phrasing: Phrasing) -> str:
    """A phrasing as one would type it."""
    things = [f'-"{thing}"' for thing in phrasing.without]
    return " ".join(part for part in (phrasing.text, *things) if part)


def tidy_things(things: list[str]) -> tuple[str, ...]:
    """Things that are left out, each once, without quotes, of bounded number and length."""
    tidy = (_tidy(thing.replace('"', " "))[:MAX_THING].strip() for thing in things)
    return tuple(dict.fromkeys(thing for thing in tidy if thing))[:MAX_WITHOUT]


def phrases(text: str) -> list[str]:
    """What stands between double quotes in a text."""
    return [match[1] for match in _PHRASE.finditer(text)]


def loose(text: str) -> str:
    """A text without what stands between double quotes."""
    return _PHRASE.sub(" ", text).replace('"', " ")


def bare(text: str) -> str:
    """A text as a model reads it: without the quotes."""
    return _SPACES.sub(" ", text.replace('"', " ")).strip()


def _once(text: str, things: list[str]) -> str:
    """The text without the things found in it, its phrases set apart; things go to ``things``."""

    def taken(match: re.Match[str]) -> str:
        things.append(match[1] if match[1] is not None else match[2])
        return " "

    left = _THING.sub(taken, text)
    parts: list[str] = []
    place = 0
    for match in _PHRASE.finditer(left):
        inside = _tidy(match[1])
        parts += [left[place : match.start()].replace('"', " "), f' "{inside}" ' if inside else " "]
        place = match.end()
    return _tidy("".join([*parts, left[place:].replace('"', " ")]))


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
