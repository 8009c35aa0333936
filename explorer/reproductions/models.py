"""What is told of a match and of a family, and under which name decisions are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.bundle.schema import MATCH_KINDS, RESEMBLES

DECIDED = "reproduction"
"""The kind under which decisions on matches are kept."""

KINDS = tuple(kind for kind in MATCH_KINDS if kind != RESEMBLES)
"""Kinds that make a family."""

By = Literal["machine", "hand"]

_CHANGED = (RESEMBLES, "duplicate", "print", "recoloured", "crop", "page")
"""Kinds, by how much is changed: what is copied along a way was changed as much as its most."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two pictures that show the same, as it stands now: what the machine found and people said.

    ``original`` and ``appearance`` are rows; ``at`` is the row of ``matches.parquet``, -1 where a
    hand alone linked the two. ``said`` is the kind that the machine gave, ``""`` where it gave
    none; ``kind`` the one that holds. ``verdict`` is ``yes``, ``no`` or ``""`` for no answer yet,
    ``who`` and ``when`` (ISO 8601, UTC) are of the answer. ``score`` in [0, 1].
    """

    original: int
    appearance: int
    kind: str
    at: int = -1
    said: str = ""
    score: float = 0.0
    verdict: str = ""
    who: str = ""
    when: str = ""

    @property
    def by(self) -> By:
        """Who vouches for it: a hand once it was answered."""
        return "hand" if self.verdict else "machine"

    @property
    def links(self) -> bool:
        """Whether it makes a family."""
        return self.kind != RESEMBLES and self.verdict != "no"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A family as it stands: rows ascending, the row of the probable original, its matches."""

    members: tuple[int, ...]
    original: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """How the two pictures of a match lie: float64 [3, 3], from the original's unit square to the
    appearance's, or ``None`` where it is not known; the rest as in ``MATCH_SCHEMA``."""

    matrix: np.ndarray | None = None
    mirrored: bool = False
    turned: int = 0
    inliers: int = 0
    share_original: float = 0.0
    share_appearance: float = 0.0
    cosine: float = 0.0
    sharpness_original: float = 0.0
    sharpness_appearance: float = 0.0
    method: str = ""
    order: str = "unknown"
    points: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """A member of a family against its original.

    ``way`` are the matches that lead to it from the original: one, or several where it was matched
    with another member, ``by_way`` (a row, else -1). ``matrix`` float64 [3, 3] takes the original's
    unit square to the member's, through others if need be; ``None`` where it is not known.
    ``region`` is the part of the member that shows the original, and ``within`` the part of the
    original that is shown: polygons in the two unit squares, empty where they are not known.
    ``refused``: somebody said that the two are not the same, and others hold them in one family.
    ``beside``: the two show nothing in common, but are shown by one picture, such as a page.
    """

    row: int
    way: tuple[Match, ...]
    by_way: int
    matrix: np.ndarray | None
    region: tuple[tuple[float, float], ...]
    within: tuple[tuple[float, float], ...]
    refused: bool = False
    beside: bool = False

    @property
    def match(self) -> Match:
        """The one that brings it into the family."""
        return self.way[-1]

    @property
    def kind(self) -> str:
        """What it is of the original: of a copy of a page, a page."""
        return max((one.kind for one in self.way), key=_CHANGED.index)

    @property
    def score(self) -> float:
        """As sure as the least sure match on its way."""
        return min(one.score for one in self.way)

    @property
    def by(self) -> By:
        """A hand where hands vouch for all of the way."""
        return "hand" if all(one.verdict == "yes" for one in self.way) else "machine"

    @property
    def who(self) -> str:
        """Who answered; ``""`` where a machine did, or several people."""
        names = {one.who for one in self.way} if self.by == "hand" else set()
        return names.pop() if len(names) == 1 else ""

    @property
    def when(self) -> str:
        """When the last answer was given; ``""`` where none was."""
        return max(one.when for one in self.way) if self.by == "hand" else ""

    @property
    def is_shown(self) -> bool:
        """Whether it may be said to show the original."""
        return not self.refused and not self.beside


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A member of a family against another one that is looked at: ``region`` is the part of it that
    shows that one, empty where it is not known; ``is_shown`` whether it may be said to show it."""

    region: tuple[tuple[float, float], ...]
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """A family in full: evidence for the original in the words of ``EVIDENCE``, its appearances."""

    group: Group
    evidence: tuple[str, ...]
    appearances: tuple[Appearance, ...]
