"""Answers held against the truth: that of a column, and what hands decided, which comes first."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explorer.classes.answers import Single, single
from explorer.classes.classifier import Classified, Classifier
from explorer.classes.measures import Measures, measured, measured_several
from explorer.classes.models import Scale
from explorer.classes.truths import Meaning, meanings, several_truth, single_truth, truth_of
from explorer.filtering.columns import CodedColumn

_SCALES: tuple[Scale, ...] = ("raw", "centred", "standard")


@dataclass(frozen=True)
class Judged:
    """``column`` is the name of the one that holds the truth, or empty; ``truth`` (int64 [m]) is
    ``None`` where an image may be in several classes."""

    column: str
    meanings: tuple[Meaning, ...]
    truth: np.ndarray | None
    measures: Measures

    def confusions(self, most: int) -> list[tuple[int, int, int]]:
        """The most frequent mistakes: place of the truth, of the answer, and how many images."""
        confusion = self.measures.confusion
        if confusion is None:
            return []
        wrong = confusion * (1 - np.eye(len(confusion), dtype=np.int64))
        order = np.argsort(-wrong, axis=None, kind="stable")[:most]
        found = [(*divmod(int(at), len(confusion)), int(wrong.flat[at])) for at in order]
        return [one for one in found if one[2]]


_JUDGED: weakref.WeakKeyDictionary[Classified, dict[str, Judged]] = weakref.WeakKeyDictionary()


def judged(found: Classified, column: CodedColumn | None) -> Judged:
    """How right the machine's answers are; those of hands are not counted as its own.

    Remembered as long as the answers are: the routes and the page both ask.
    """
    known = _JUDGED.setdefault(found, {})
    name = column.name if column is not None else ""
    if name not in known:
        known[name] = _judged(found, column)
    return known[name]


def _judged(found: Classified, column: CodedColumn | None) -> Judged:
    told = meanings(found.asked, column) if column is not None else ()
    if column is not None:
        given = truth_of(found.asked, column, told, found.rows)
    else:
        given = np.zeros((len(found.rows), len(found.asked.classes) + 1), bool)
    name = column.name if column is not None else ""
    sure = found.rule.certainties(found.cosines)
    answers = found.answers
    if isinstance(answers, Single):
        truth = single_truth(given, found.hands)
        return Judged(name, told, truth, measured(truth, answers.machine, sure))
    truths, known = several_truth(given, found.hands)
    return Judged(name, told, None, measured_several(truths, known, answers.machine, sure))


def alternatives(
    found: Classified, told: Judged, classifier: Classifier
) -> Iterator[tuple[Scale, Measures]]:
    """How right the answers would be with each scale, without thresholds; for a single truth."""
    assert told.truth is not None
    for scale in _SCALES:
        bare = [each.model_copy(update={"threshold": None}) for each in found.asked.classes]
        changed = {"scale": scale, "threshold": None, "classes": tuple(bare)}
        rule = classifier.rule(found.asked.model_copy(update=changed), found.encoded)
        machine = single(found.cosines, rule).machine
        yield scale, measured(told.truth, machine, rule.certainties(found.cosines))
