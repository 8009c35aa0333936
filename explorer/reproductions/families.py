"""The families of one open collection, as cataloguers' decisions leave them."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from explorer.bundle import Bundle
from explorer.bundle.families import families_of
from explorer.bundle.schema import RESEMBLES
from explorer.exhibitions.findings import StoredDecision
from explorer.geometry.shapes import overlap, shares
from explorer.reproductions.ground import Ground, group_of, pair_of
from explorer.reproductions.models import DECIDED, KINDS, Appearance, Group, Match, Seen, Told

_LOG = logging.getLogger(__name__)
_IDS_AT_ONCE = 500
_PATIENCE = 1.0
"""Seconds for which decisions are taken as unchanged, when they cannot be read."""


class Decisions(Protocol):
    """Where decisions are read: the store."""

    def findings_revision(self, *, collection: str) -> int:
        """A number that grows with every change."""
        ...

    def decisions(self, *, collection: str, kind: str) -> Sequence[StoredDecision]:
        """Those of a kind that stand, in order."""
        ...


@dataclass(frozen=True)
class Answered:
    """A decision on two pictures, as rows; ``original`` is the one that was said to be it."""

    original: int
    appearance: int
    stored: StoredDecision


@dataclass(frozen=True)
class Standing:
    """The families as they stand: ``groups`` in the order of their lowest row.

    ``matches`` are all, answered or not, refused ones and those that only look alike among them;
    ``refused`` are pairs of rows, the lower first.
    """

    groups: tuple[Group, ...] = ()
    matches: tuple[Match, ...] = ()
    family: dict[int, int] = field(default_factory=dict)
    refused: frozenset[tuple[int, int]] = frozenset()

    def of(self, row: int) -> Group | None:
        """The family of a picture, or ``None``."""
        at = self.family.get(row)
        return None if at is None else self.groups[at]


class Reproductions:
    """The families of a collection, made again where a decision touches them; safe for threads.

    ``decisions`` may be ``None``: then the families are those that were found. Where they cannot
    be read, families stay as they were last, and the log says why.
    """

    def __init__(
        self,
        bundle: Bundle,
        name: str,
        *,
        rows: Callable[[Sequence[str]], dict[str, int]],
        decisions: Decisions | None,
    ) -> None:
        self.ground = Ground(bundle)
        self._name = name
        self._rows = rows
        self._decisions = decisions
        self._lock = threading.Lock()
        self._revision: int | None = None
        self._failed = float("-inf")
        self._standing: Standing | None = None

    @property
    def there(self) -> bool:
        """Whether reproductions were looked for in this collection."""
        return self.ground.there

    def current(self) -> Standing:
        """The families as they stand now."""
        with self._lock:
            held = self._standing
            if self._decisions is None or not self.there:
                if held is None:
                    self._standing = held = stand(self.ground, {})
                return held
            if held is not None and time.monotonic() - self._failed < _PATIENCE:
                return held
            try:
                revision = self._decisions.findings_revision(collection=self._name)
                if held is None or revision != self._revision:
                    taken = self._decisions.decisions(collection=self._name, kind=DECIDED)
                    held = stand(self.ground, self._resolved(taken))
                    self._standing, self._revision = held, revision
            except Exception as error:
                # Whatever is wrong with what is kept, people go on exploring.
                _LOG.warning("decisions on matches of %s cannot be read: %s", self._name, error)
                self._failed = time.monotonic()
                if held is None:
                    self._standing = held = stand(self.ground, {})
            return held

    def of(self, row: int) -> Group | None:
        """The family of a picture, or ``None``.

        Where it has nothing in common with the original but a page that shows both, it is told as
        the original: the family of who asks for it.
        """
        group = self.current().of(row)
        if group is None or row == group.original:
            return group
        own = next(one for one in self.told(group).appearances if one.row == row)
        return replace(group, original=row) if own.beside else group

    def told(self, group: Group) -> Told:
        """A family in full: why its original is one, and how each member lies against it."""
        pictures = {row: self.ground.showing(row) for row in group.members}
        made = families_of([self.ground.link(one) for one in group.matches], pictures)
        evidence = made[0].evidence if made and made[0].original == group.original else ()
        found = _appearances(self.ground, group, self.current().refused)
        return Told(group=group, evidence=evidence, appearances=tuple(found))

    def seen(self, told: Told, row: int) -> dict[int, Seen]:
        """Every member of a family against one of them, by row."""
        laid: dict[int, np.ndarray | None] = {told.group.original: np.eye(3)}
        laid |= {one.row: one.matrix for one in told.appearances}
        mine, refused = laid.get(row), self.current().refused
        found = {}
        for other, theirs in laid.items():
            matrix = None if mine is None or theirs is None else theirs @ np.linalg.inv(mine)
            shown = pair_of(row, other) not in refused and not are_beside(matrix)
            found[other] = Seen(region=regions(matrix)[0], is_shown=shown)
        return found

    def kinds(self, group: Group) -> dict[str, int]:
        """How many appearances of each kind a family has."""
        shown = _appearances(self.ground, group, self.current().refused)
        counts = Counter(one.kind for one in shown if one.is_shown)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    def _resolved(self, taken: Sequence[StoredDecision]) -> dict[tuple[int, int], Answered]:
        ids = list(
            dict.fromkeys(
                id_ for one in taken for id_ in (one.decision.subject, one.decision.value)
            )
        )
        known: dict[str, int] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            known |= self._rows(ids[start : start + _IDS_AT_ONCE])
        found = {}
        for one in taken:
            a, b = known.get(one.decision.subject), known.get(one.decision.value)
            if a is None or b is None or a == b:
                continue
            if one.decision.provenance.get("original") == one.decision.value:
                a, b = b, a
            found[pair_of(a, b)] = Answered(a, b, one)
        return found


def stand(ground: Ground, decided: dict[tuple[int, int], Answered]) -> Standing:
    """The families with decisions applied: only those that one touches are made again."""
    matches, groups = list(ground.matches), list(ground.groups)
    of = {row: at for at, group in enumerate(groups) for row in group.members}
    touched: set[int] = set()
    loose: list[Match] = []
    for pair, given in decided.items():
        at = ground.pairs.get(pair, -1)
        match = answered(matches[at] if at >= 0 else None, given)
        if at >= 0:
            matches[at] = match
        else:
            matches.append(match)
        touched |= {of[row] for row in pair if row in of}
        if match.links and (at < 0 or match.said == RESEMBLES):
            loose.append(match)
    if decided:
        again = [matches[one.at] for at in touched for one in groups[at].matches] + loose
        held = [one for one in again if one.links]
        rows = {row for one in held for row in (one.original, one.appearance)}
        made = families_of(
            [ground.link(one) for one in held], {row: ground.showing(row) for row in rows}
        )
        home = {row: at for at, family in enumerate(made) for row in family.members}
        shared: list[list[Match]] = [[] for _ in made]
        for one in held:
            shared[home[one.original]].append(one)
        groups = [group for at, group in enumerate(groups) if at not in touched]
        groups += [
            group_of(shared[at], family.original) for at, family in enumerate(made) if shared[at]
        ]
        groups.sort(key=lambda group: group.members[0])
    family = {row: at for at, group in enumerate(groups) for row in group.members}
    refused = frozenset(p for p, given in decided.items() if given.stored.decision.verdict == "no")
    return Standing(tuple(groups), tuple(matches), family, refused)


def between(group: Group, first: int, second: int) -> tuple[Match, ...]:
    """The fewest matches that lead from one member of a family to another, in order."""
    ways: dict[int, tuple[Match, ...]] = {first: ()}
    waiting = deque([first])
    while waiting and second not in ways:
        here = waiting.popleft()
        for one in group.matches:
            if here in (one.original, one.appearance):
                there = one.appearance if here == one.original else one.original
                if there not in ways:
                    ways[there] = (*ways[here], one)
                    waiting.append(there)
    return ways.get(second, ())


def answered(found: Match | None, given: Answered) -> Match:
    """A match with an answer; where the machine found none, what a hand says of the two."""
    decision = given.stored.decision
    if found is None:
        found = Match(original=given.original, appearance=given.appearance, kind="print")
    kind = decision.provenance.get("kind")
    if decision.verdict == "yes" and kind in KINDS:
        found = replace(found, kind=str(kind))
    return replace(found, verdict=decision.verdict, who=decision.who, when=given.stored.when)


def _appearances(
    ground: Ground, group: Group, refused: Collection[tuple[int, int]]
) -> list[Appearance]:
    """Each member against the original: by its own match, else by way of others.

    The surest first.
    """
    beside: dict[int, list[tuple[int, Match]]] = {}
    for one in sorted(group.matches, key=lambda one: -one.score):
        beside.setdefault(one.original, []).append((one.appearance, one))
        beside.setdefault(one.appearance, []).append((one.original, one))
    laid: dict[int, np.ndarray | None] = {group.original: np.eye(3)}
    ways: dict[int, tuple[Match, ...]] = {group.original: ()}
    found = []
    waiting = deque([group.original])
    while waiting:
        here = waiting.popleft()
        for row, match in beside.get(here, ()):
            if row in laid:
                continue
            laid[row] = _onwards(laid[here], ground, match, here)
            ways[row] = (*ways[here], match)
            waiting.append(row)
            region, within = regions(laid[row])
            found.append(
                Appearance(
                    row=row,
                    way=ways[row],
                    by_way=-1 if here == group.original else here,
                    matrix=laid[row],
                    region=region,
                    within=within,
                    refused=pair_of(group.original, row) in refused,
                    beside=are_beside(laid[row]),
                )
            )
    return found


def _onwards(
    before: np.ndarray | None, ground: Ground, match: Match, here: int
) -> np.ndarray | None:
    matrix = ground.geometry(match).matrix
    if before is None or matrix is None:
        return None
    onwards = matrix if match.original == here else np.linalg.inv(matrix)
    made: np.ndarray = onwards @ before
    return made / made[2, 2] if abs(made[2, 2]) > 1e-9 else made


Polygon = tuple[tuple[float, float], ...]

_COMMON = 0.02
"""The share of either of two pictures from which on they have something in common."""


def are_beside(matrix: np.ndarray | None) -> bool:
    """Whether two pictures have nothing in common, for all that is known of how they lie."""
    return matrix is not None and max(shares(matrix)) < _COMMON


def regions(matrix: np.ndarray | None) -> tuple[Polygon, Polygon]:
    """Of a transform of unit squares: the part of the second that the first covers, and the other
    way round; empty where it is not known."""
    if matrix is None:
        return (), ()
    return _polygon(overlap(matrix)), _polygon(overlap(np.linalg.inv(matrix)))


def _polygon(points: np.ndarray) -> Polygon:
    return tuple((round(float(x), 5), round(float(y), 5)) for x, y in points)
