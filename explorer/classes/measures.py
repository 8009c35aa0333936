"""How right the answers are, where the truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

UNKNOWN = -2
"""In the place of a class, where the truth of an image is not known; -1 is none of these."""


@dataclass(frozen=True)
class ClassMeasure:
    """One class: ``support`` images are of it by the truth, ``answered`` by the machine, ``right``
    by both. A figure of nothing is ``None``."""

    support: int
    answered: int
    right: int
    average_precision: float | None

    @property
    def precision(self) -> float | None:
        """The part of the answers that is right."""
        return self.right / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """The part of the truth that was answered."""
        return self.right / self.support if self.support else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; ``None`` where the truth has no such image."""
        if not self.support:
            return None
        return 2 * self.right / (self.support + self.answered)


@dataclass(frozen=True)
class Measures:
    """``classes`` as they are in the set; ``confusion`` (int64 [c + 1, c + 1]) counts images by
    truth (rows) and answer (columns), none of these last, and is ``None`` where an image may be in
    several classes. ``judged`` images have a known truth.
    """

    classes: tuple[ClassMeasure, ...]
    confusion: np.ndarray | None
    judged: int

    @property
    def accuracy(self) -> float | None:
        """The part of the images judged whose answer is right."""
        if self.confusion is None or not self.judged:
            return None
        return float(np.trace(self.confusion)) / self.judged

    @property
    def macro_f1(self) -> float | None:
        """Mean F1 of the classes that the truth has."""
        return _mean([one.f1 for one in self.classes])

    @property
    def mean_average_precision(self) -> float | None:
        """Mean average precision of the classes that the truth has."""
        return _mean([one.average_precision for one in self.classes])


def measured(truth: np.ndarray, machine: np.ndarray, sure: np.ndarray) -> Measures:
    """Where classes exclude one another: ``truth`` and ``machine`` (int [m], places of classes,
    -1 for none of these, truth ``UNKNOWN``), ``sure`` (float [m, c]) how certain of each."""
    classes = sure.shape[1]
    judged = truth != UNKNOWN
    told, said = truth[judged].astype(np.int64), machine[judged].astype(np.int64)
    told, said = np.where(told < 0, classes, told), np.where(said < 0, classes, said)
    side = classes + 1
    confusion = np.bincount(told * side + said, minlength=side * side).reshape(side, side)
    each = tuple(
        ClassMeasure(
            int(confusion[at].sum()),
            int(confusion[:, at].sum()),
            int(confusion[at, at]),
            average_precision(told == at, sure[judged, at]),
        )
        for at in range(classes)
    )
    return Measures(each, confusion, len(told))


def measured_several(
    truth: np.ndarray, known: np.ndarray, machine: np.ndarray, sure: np.ndarray
) -> Measures:
    """Where an image may be in several: ``truth``, ``known`` and ``machine`` (bool [m, c])."""
    each = []
    for at in range(sure.shape[1]):
        judged = known[:, at]
        told, said = truth[judged, at], machine[judged, at]
        each.append(
            ClassMeasure(
                int(told.sum()),
                int(said.sum()),
                int((told & said).sum()),
                average_precision(told, sure[judged, at]),
            )
        )
    return Measures(tuple(each), None, int(known.any(axis=1).sum()))


def average_precision(told: np.ndarray, sure: np.ndarray) -> float | None:
    """Of images ranked by ``sure`` (float [m]), of which ``told`` (bool [m]) are right.

    The sum of precision times gain of recall over the distinct values of ``sure``, so that the
    order of ties does not matter. ``None`` where nothing is right.
    """
    positives = int(np.count_nonzero(told))
    if not positives:
        return None
    order = np.argsort(-sure, kind="stable")
    ranked, values = told[order], sure[order]
    last = np.append(np.flatnonzero(values[1:] != values[:-1]), len(values) - 1)
    right = np.cumsum(ranked)[last]
    precision = right / (last + 1)
    gained = np.diff(right, prepend=0) / positives
    return float(np.sum(precision * gained))


def _mean(figures: Sequence[float | None]) -> float | None:
    known = [one for one in figures if one is not None]
    return float(np.mean(known)) if known else None
