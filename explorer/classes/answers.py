"""Answers: the class of each image, its runner-up and how certain each is; hands before rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.classes.rules import Rule

_BLOCK = 32_768


@dataclass(frozen=True)
class Verdicts:
    """What hands decided, by place among the images asked about.

    ``given`` (single) is the class of an image, -1 for none of these; ``yes`` and ``no`` (several)
    are the classes it has, and has not.
    """

    given: Mapping[int, int]
    yes: Mapping[int, tuple[int, ...]]
    no: Mapping[int, tuple[int, ...]]


NO_HANDS = Verdicts({}, {}, {})


@dataclass(frozen=True)
class Single:
    """Of classes that exclude one another. All by place, [m].

    ``best`` and ``second`` (int16) are the two likeliest classes, -1 where there is none;
    ``certainty`` and ``next`` (float32) their probabilities. ``machine`` (int16) is the class by
    the rule, -1 for none of these; ``answer`` the same after the hands, ``by_hand`` (bool) whose.
    """

    best: np.ndarray
    second: np.ndarray
    certainty: np.ndarray
    next: np.ndarray
    machine: np.ndarray
    answer: np.ndarray
    by_hand: np.ndarray

    @cached_property
    def counts(self) -> np.ndarray:
        """int64 [c + 1]: images of each class; the last is none of these."""
        return np.bincount(
            np.where(self.answer < 0, self.classes, self.answer), minlength=self.classes + 1
        )

    classes: int = 0


def single(cosines: np.ndarray, rule: Rule, hands: Verdicts = NO_HANDS) -> Single:
    """The answers for ``cosines`` [m, c].

    The likeliest class that reaches its threshold; where none does, none of these.
    """
    total, classes = cosines.shape
    best, second = np.full((2, total), -1, np.int16)
    certainty, following = np.zeros((2, total), np.float32)
    machine = np.full(total, -1, np.int16)
    ranked = np.flatnonzero(rule.known)
    for start in range(0, total if len(ranked) else 0, _BLOCK):
        part = slice(start, start + _BLOCK)
        sure = rule.certainties(cosines[part])[:, ranked]
        here = np.arange(len(sure))
        first = sure.argmax(axis=1)
        best[part], certainty[part] = ranked[first], sure[here, first]
        kept = np.where(sure >= rule.least[ranked], sure, -1)
        chosen = kept.argmax(axis=1)
        machine[part] = np.where(kept[here, chosen] > 0, ranked[chosen], -1)
        if len(ranked) > 1:
            sure[here, first] = -1
            other = sure.argmax(axis=1)
            second[part], following[part] = ranked[other], sure[here, other]
    answer, by_hand = machine.copy(), np.zeros(total, bool)
    for place, given in hands.given.items():
        answer[place], by_hand[place] = given, True
    return Single(best, second, certainty, following, machine, answer, by_hand, classes)


@dataclass(frozen=True)
class Several:
    """Of classes that do not. ``machine`` and ``answer`` (bool [m, c]) tell who is in which by the
    rule, and after the hands; ``by_hand`` (bool [m, c]) whose answer it is."""

    machine: np.ndarray
    answer: np.ndarray
    by_hand: np.ndarray

    @cached_property
    def counts(self) -> np.ndarray:
        """int64 [c + 1]: images of each class; the last is those in none."""
        nowhere = np.count_nonzero(~self.answer.any(axis=1))
        return np.append(np.count_nonzero(self.answer, axis=0), nowhere)


def several(cosines: np.ndarray, rule: Rule, hands: Verdicts = NO_HANDS) -> Several:
    """The answers for ``cosines`` [m, c]: each class whose score reaches its threshold."""
    machine = np.zeros(cosines.shape, bool)
    for start in range(0, len(cosines), _BLOCK):
        part = slice(start, start + _BLOCK)
        scores = rule.scores(cosines[part])
        machine[part] = (scores >= rule.least) & np.isfinite(scores)
    answer, by_hand = machine.copy(), np.zeros(cosines.shape, bool)
    for told, value in ((hands.yes, True), (hands.no, False)):
        for place, classes in told.items():
            answer[place, list(classes)] = value
            by_hand[place, list(classes)] = True
    return Several(machine, answer, by_hand)
