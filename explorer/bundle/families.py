"""Families: pictures that show the same original, from the matches between two of them.

Pure functions of what is known of the matches and of the pictures, so that a family can be made
again when a cataloguer refuses a match, or adds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.bundle.schema import RESEMBLES

EVIDENCE = ("earlier", "larger", "sharper", "whole")
"""Why one picture of a family is probably the original, as words."""

_CLEARLY = 1.1  # times as sharp


@dataclass(frozen=True, kw_only=True)
class Link:
    """What families need of a match: a row of ``matches.parquet``, or one that a person made.

    ``original`` and ``appearance`` are rows; the sharpness of each is 0 where it is not known.
    """

    original: int
    appearance: int
    kind: str
    sharpness_original: float = 0.0
    sharpness_appearance: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What families need of a picture: its pixels (width x height) and years, both inclusive."""

    pixels: int = 0
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Family:
    """Pictures of one original.

    ``members`` are rows, ascending, two or more; ``original`` is the row of the probable original
    and ``evidence`` the words of ``EVIDENCE`` that speak for it, in their order; it may be empty.
    """

    members: tuple[int, ...]
    original: int
    evidence: tuple[str, ...]


def families_of(links: Iterable[Link], pictures: Mapping[int, Showing]) -> list[Family]:
    """The families that the links make, by their lowest row, ascending.

    Links of the kind ``resembles`` make none, nor does a picture linked to itself. Of a picture
    that ``pictures`` does not hold nothing is known. The order of the links does not matter.
    """
    joined = sorted(
        (link for link in links if link.kind != RESEMBLES and link.original != link.appearance),
        key=lambda link: (link.original, link.appearance, link.kind),
    )
    of = _components(joined)
    members: dict[int, list[int]] = {}
    for row in sorted(of):
        members.setdefault(of[row], []).append(row)
    theirs: dict[int, list[Link]] = {lowest: [] for lowest in members}
    for link in joined:
        theirs[of[link.original]].append(link)
    return [_family(members[lowest], theirs[lowest], pictures) for lowest in sorted(members)]


def date_order(first: Showing, second: Showing) -> str:
    """The date of ``first`` against that of ``second``: before, after, same or unknown.

    Years that overlap without being the same tell nothing.
    """
    a, b = _years(first), _years(second)
    if a is None or b is None:
        return "unknown"
    if a == b:
        return "same"
    if a[1] < b[0]:
        return "before"
    return "after" if b[1] < a[0] else "unknown"


def _years(one: Showing) -> tuple[int, int] | None:
    given = [year for year in (one.year_from, one.year_to) if year is not None]
    return (given[0], given[-1]) if given else None


def _components(links: Sequence[Link]) -> dict[int, int]:
    """The lowest row of the family of each row."""
    above: dict[int, int] = {}

    def top(row: int) -> int:
        above.setdefault(row, row)
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for link in links:
        low, high = sorted((top(link.original), top(link.appearance)))
        above[high] = low
    return {row: top(row) for row in list(above)}


def _family(
    members: Sequence[int], links: Sequence[Link], pictures: Mapping[int, Showing]
) -> Family:
    known = {row: pictures.get(row, Showing()) for row in members}
    derived = {link.appearance for link in links if link.kind != "duplicate"}
    led = [link.original for link in links]
    # What is never the appearance of another; where links go round in a circle, any.
    candidates = [row for row in members if row not in derived] or list(members)
    evidence = {row: _evidence(row, known, links) for row in candidates}

    def rank(row: int) -> tuple[int, int, int, int]:
        return len(evidence[row]), led.count(row), known[row].pixels, -row

    original = max(candidates, key=rank)
    return Family(members=tuple(members), original=original, evidence=evidence[original])


def _evidence(row: int, known: Mapping[int, Showing], links: Sequence[Link]) -> tuple[str, ...]:
    others = [one for other, one in known.items() if other != row]
    dates = {date_order(known[row], other) for other in others}
    sizes = [other.pixels for other in others]
    sharper = duller = wider = narrower = False
    for link in links:
        if row not in (link.original, link.appearance):
            continue
        own, other = link.sharpness_original, link.sharpness_appearance
        if row == link.appearance:
            own, other = other, own
        sharper |= own > _CLEARLY * other
        duller |= other > _CLEARLY * own
        wider |= link.kind == "crop" and row == link.original
        narrower |= link.kind == "crop" and row == link.appearance
    found = {
        "earlier": "before" in dates and "after" not in dates,
        "larger": known[row].pixels >= max(sizes) and known[row].pixels > min(sizes),
        "sharper": sharper and not duller,
        "whole": wider and not narrower,
    }
    return tuple(word for word in EVIDENCE if found[word])
