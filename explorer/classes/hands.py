"""What hands decided about the images of a set of classes. A hand wins, and is the truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.classes.answers import Verdicts
from explorer.classes.models import NONE, ClassSet
from explorer.exhibitions.findings import Decision, StoredDecision, Verdict, read_decision
from explorer.exhibitions.models import InvalidError

KIND = "classes"
"""Of the decisions that are kept: about an item, under the id of a set, for a class's id."""


@dataclass(frozen=True)
class Hands:
    """Decisions by item. ``given`` is the one class of an item, or ``NONE``; ``yes`` and ``no``
    the classes that it has and has not, where an image may have several."""

    given: Mapping[str, str] = field(default_factory=dict)
    yes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        """Every item that a hand decided on."""
        return tuple(dict.fromkeys([*self.given, *self.yes, *self.no]))

    def placed(self, places: Mapping[str, int], asked: ClassSet) -> Verdicts:
        """The same by place among the images asked about; items of no place are passed over."""
        at = {id_: number for number, id_ in enumerate(asked.ids)} | {NONE: -1}

        def several(told: Mapping[str, tuple[str, ...]]) -> dict[int, tuple[int, ...]]:
            return {
                places[item]: tuple(at[id_] for id_ in ids)
                for item, ids in told.items()
                if item in places
            }

        given = {places[item]: at[id_] for item, id_ in self.given.items() if item in places}
        return Verdicts(given, several(self.yes), several(self.no))


def hands_of(decisions: Iterable[StoredDecision], asked: ClassSet) -> Hands:
    """What stands of the decisions about a set; those of classes it no longer has are left out."""
    known = {*asked.ids}
    last: dict[tuple[str, str], StoredDecision] = {}
    for one in sorted(decisions, key=lambda one: one.n):
        told = one.decision
        # Where classes exclude one another, the last answer about an image is the answer.
        last[told.subject, told.value if asked.several else ""] = one
    given: dict[str, str] = {}
    yes: dict[str, tuple[str, ...]] = {}
    no: dict[str, tuple[str, ...]] = {}
    for one in last.values():
        item, value, verdict = (
            one.decision.subject,
            one.decision.value,
            one.decision.verdict,
        )
        if not asked.several:
            if verdict == "yes" and (value in known or value == NONE):
                given[item] = value
        elif value in known and verdict != "none":
            told_ = yes if verdict == "yes" else no
            told_[item] = (*told_.get(item, ()), value)
    return Hands(given, yes, no)


@dataclass(frozen=True)
class Move:
    """What a hand does with an item: it is of a class, or is not, or the hand is withdrawn."""

    item: str
    value: str
    verdict: Verdict


def decisions_of(
    moves: Sequence[Move],
    asked: ClassSet,
    *,
    collection: str,
    standing: Iterable[StoredDecision] = (),
    who: str,
    model: str,
) -> tuple[Decision, ...]:
    """The moves as they are kept.

    Where each image has one class, the other answers about it that stand (``standing``) are taken
    back. Raises ``InvalidError`` for a class that the set does not have, and for a "no" where each
    image has one class.
    """
    known = {*asked.ids} if asked.several else {*asked.ids, NONE}
    before: dict[str, set[str]] = defaultdict(set)
    for one in () if asked.several else standing:
        before[one.decision.subject].add(one.decision.value)
    taken: list[Decision] = []
    for move in moves:
        if move.value not in known:
            raise InvalidError(f"there is no class {move.value[:64]!r} in this set")
        if move.verdict == "no" and not asked.several:
            raise InvalidError("an image has one class in this set: say which it is")
        others = sorted(before[move.item] - {move.value})
        answers: list[tuple[str, Verdict]] = [(value, "none") for value in others]
        taken += [
            read_decision(
                collection=collection,
                kind=KIND,
                subject=move.item,
                field=asked.id,
                value=value,
                verdict=verdict,
                provenance={"model": model},
                who=who,
            )
            for value, verdict in [*answers, (move.value, move.verdict)]
        ]
        before[move.item] = {move.value}
    return tuple(taken)
