"""The classifier of a collection: from a set of classes to answers, and to walls of images."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from explorer.classes.answers import Several, Single, Verdicts, several, single
from explorer.classes.hands import Hands
from explorer.classes.models import ClassSet
from explorer.classes.moments import Moments, moments
from explorer.classes.prompts import Encoded, Prompter
from explorer.classes.rules import Rule, rule
from explorer.classes.runs import Run, Runs
from explorer.collection import Collection

BINS = 24
"""Of a histogram."""

_RECENT = 6
_IDS_AT_ONCE = 500

Order = Literal["sure", "unsure", "missed", "hand"]
ORDERS: tuple[Order, ...] = ("sure", "unsure", "missed", "hand")


@dataclass(frozen=True)
class Histogram:
    """How certain images are of a class: ``counts`` of bins of ``width`` from ``start`` on."""

    start: float
    width: float
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """An image on the wall of a class: its classes after the hands, how certain that class is, the
    likeliest other one (-1 for none) with its certainty, and whether a hand decided."""

    place: int
    answers: tuple[int, ...]
    score: float
    second: int
    other: float
    by_hand: bool


@dataclass(frozen=True, eq=False)
class Classified:
    """A set's answers over some images (``rows`` int64 [m], ascending); equal to itself alone."""

    asked: ClassSet
    encoded: Encoded
    rule: Rule
    rows: np.ndarray
    cosines: np.ndarray
    hands: Verdicts

    @cached_property
    def answers(self) -> Single | Several:
        """Who is in which class."""
        find = several if self.asked.several else single
        return find(self.cosines, self.rule, self.hands)

    @property
    def counts(self) -> np.ndarray:
        """int64 [c + 1]: images of each class; the last is none of these."""
        return self.answers.counts

    def members(self, at: int) -> np.ndarray:
        """bool [m]: the images of a class; of none of these for -1."""
        found = self.answers
        if isinstance(found, Single):
            return np.asarray(found.answer == at)
        return np.asarray(found.answer[:, at] if at >= 0 else ~found.answer.any(axis=1))

    def touched(self, at: int) -> np.ndarray:
        """bool [m]: the images whose being in a class, or not, a hand decided."""
        found = self.answers
        if isinstance(found, Single):
            return found.by_hand
        return np.asarray(found.by_hand[:, at] if at >= 0 else found.by_hand.any(axis=1))

    def touched_into(self, at: int) -> int:
        """How many images a hand put into a class."""
        return int(np.count_nonzero(self.touched(at) & self.members(at)))

    @property
    def machine(self) -> np.ndarray:
        """int16 [m]: the classes by the rule alone, where they exclude one another."""
        assert isinstance(self.answers, Single)
        return self.answers.machine

    def lines(self, places: np.ndarray, at: int) -> Iterator[Line]:
        """What is to be said of some images on the wall of a class (-1: none of these)."""
        found = self.answers
        sure = self.rule.certainties(self.cosines[places])
        touched = self.touched(at)
        for place, certainties in zip(places.tolist(), sure, strict=True):
            answers: tuple[int, ...]
            if isinstance(found, Single):
                answer = int(found.answer[place])
                answers = (answer,) if answer >= 0 else ()
            else:
                answers = tuple(np.flatnonzero(found.answer[place]).tolist())
            others = certainties.copy()
            others[~self.rule.known] = -np.inf
            others[[*answers, *([at] if at >= 0 else [])]] = -np.inf
            second = int(others.argmax()) if np.isfinite(others).any() else -1
            yield Line(
                place,
                answers,
                float(certainties[at]) if at >= 0 else float("nan"),
                second,
                float(others[second]) if second >= 0 else float("nan"),
                bool(touched[place]),
            )

    def certainty(self, at: int, places: np.ndarray) -> np.ndarray:
        """float32 [p]: how certain some images are of a class; of any for -1."""
        sure = self.rule.certainties(self.cosines[places])
        if at >= 0:
            return np.asarray(sure[:, at])
        return np.asarray(sure.max(axis=1)) if sure.shape[1] else np.zeros(len(places), np.float32)

    def wall(self, at: int, order: Order) -> np.ndarray:
        """Places of the images of a class (-1: none of these), in an order.

        ``sure`` and ``unsure`` are its images, the most and the least certain first; ``missed``
        the others that come nearest to it; ``hand`` those that a hand decided on, for it or
        against it.
        """
        inside, touched = self.members(at), self.touched(at)
        chosen = {
            "sure": inside,
            "unsure": inside & ~touched,
            "missed": ~inside & ~touched,
            "hand": touched & inside if isinstance(self.answers, Single) else touched,
        }[order]
        if order == "missed" and at >= 0 and not self.rule.known[at]:
            return np.empty(0, np.int64)
        places = np.flatnonzero(chosen)
        sure = self.certainty(at, places)
        # Of none of these, the surest are those that nothing is certain of.
        descending = (order != "unsure") == (at >= 0)
        return places[np.argsort(-sure if descending else sure, kind="stable")]

    def histogram(self, at: int) -> Histogram | None:
        """Where classes exclude one another, of the images that a class is likeliest for; else of
        all. ``None`` for a class that was not understood."""
        found = self.answers
        if not self.rule.known[at] or not len(self.cosines):
            return None
        if isinstance(found, Single):
            sure, low, high = found.certainty[found.best == at], 0.0, 1.0
        else:
            sure = self.cosines[:, at] * self.rule.gain[at] + self.rule.offset[at]
            low, high = float(sure.min()), float(sure.max())
            if high <= low:
                high = low + 1e-6
        counts, _ = np.histogram(sure, bins=BINS, range=(low, high))
        return Histogram(low, (high - low) / BINS, tuple(counts.tolist()))


class Classifier:
    """Classifies one open collection; safe to share between threads."""

    def __init__(self, collection: Collection) -> None:
        # Weakly: the classifier lives as long as the collection does.
        self._collection = weakref.ref(collection)
        self._vectors = collection.bundle.vectors
        model = collection.manifest.model
        self._scale = float(model.scale or 0.0)
        self._prompter = Prompter(collection.engine, dim=model.dim, spoken=tuple(model.languages))
        self._lock = threading.Lock()
        self._recent: OrderedDict[tuple[object, ...], Classified] = OrderedDict()
        self.runs = Runs(self._vectors, lambda asked, told: self._prompter.encode(asked, told=told))

    @cached_property
    def moments(self) -> Moments:
        """Mean and covariance of the collection."""
        return moments(self._vectors)

    def encode(self, asked: ClassSet) -> tuple[Encoded, Rule]:
        """A set's classes as vectors, and its rule, without looking at the images."""
        encoded = self._prompter.encode(asked)
        return encoded, self.rule(asked, encoded)

    def rule(self, asked: ClassSet, encoded: Encoded) -> Rule:
        """The rule of a set whose classes are known as vectors."""
        return rule(asked, encoded, self.moments, scale=self._scale)

    def classified(self, asked: ClassSet, run: Run, hands: Hands) -> Classified | None:
        """The answers of a run that is done; ``None`` while it is not."""
        found = run.found
        if found is None:
            return None
        key = (id(run), asked.model_dump_json(), repr(hands))
        with self._lock:
            held = self._recent.get(key)
            # The id of a run that is gone may be another's by now.
            if held is not None and held.cosines is found[1]:
                self._recent.move_to_end(key)
                return held
        encoded, cosines = found
        rows = np.arange(len(self._vectors)) if run.rows is None else run.rows
        made = Classified(
            asked,
            encoded,
            self.rule(asked, encoded),
            rows,
            cosines,
            hands.placed(self.places(hands.items, rows), asked),
        )
        with self._lock:
            self._recent[key] = made
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return made

    def cosines(self, encoded: Encoded, rows: np.ndarray) -> np.ndarray:
        """float32 [m, c] of some images, without a run."""
        return np.asarray(np.asarray(self._vectors[rows], np.float32) @ encoded.vectors.T)

    def rows(self, items: Sequence[str]) -> dict[str, int]:
        """The rows of those items that the collection has."""
        collection = self._collection()
        found: dict[str, int] = {}
        for start in range(0, len(items) if collection else 0, _IDS_AT_ONCE):
            assert collection is not None
            found |= collection.rows(items[start : start + _IDS_AT_ONCE])
        return found

    def places(self, items: Sequence[str], rows: np.ndarray) -> dict[str, int]:
        """The places of items among ``rows``; those that are not there are left out."""
        found: dict[str, int] = {}
        for item, row in self.rows(items).items():
            at = int(np.searchsorted(rows, row))
            if at < len(rows) and rows[at] == row:
                found[item] = at
        return found


_CLASSIFIERS: weakref.WeakKeyDictionary[Collection, Classifier] = weakref.WeakKeyDictionary()
_MAKING = threading.Lock()


def classifier_of(collection: Collection) -> Classifier:
    """The classifier of an open collection, which routes and pages share."""
    with _MAKING:
        if collection not in _CLASSIFIERS:
            _CLASSIFIERS[collection] = Classifier(collection)
        return _CLASSIFIERS[collection]
