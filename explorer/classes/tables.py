"""Tables to take away: who is in which class, and how right that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from explorer.classes.answers import Several, Single
from explorer.classes.classifier import Classified
from explorer.classes.measures import Measures
from explorer.classes.models import ClassSet
from explorer.exhibitions.listing import csv_bytes
from explorer.languages import translated

_BLOCK = 8192
_NONE = "(none)"
_HEAD = (
    *("id", "class", "name", "score", "runner_up", "runner_up_score"),
    *("by", "set", "model", "date"),
)


def answers_csv(found: Classified, ids: pa.Array, *, language: str, model: str, date: str) -> bytes:
    """A row an image and class; images in none have one row, with no class.

    ``ids`` are those of the images of ``found``. ``score`` is a probability where classes exclude
    one another; ``by`` tells a hand's answer from the model's. UTF-8 with the mark that
    spreadsheets look for; what a spreadsheet would compute is written as text.
    """
    names = [*_names(found.asked, language), ""]
    labels = [*found.asked.ids, ""]
    if isinstance(found.answers, Single):
        rows = _single(found, found.answers)
    else:
        rows = _several(found, found.answers)
    told = [translated(found.asked.name, language) or found.asked.id, model, date]
    known = ids.to_pylist()
    return csv_bytes(
        _HEAD,
        (
            (known[one.place], labels[one.answer], names[one.answer], _figure(one.score),
             labels[one.second], _figure(one.other), "hand" if one.by_hand else "model", *told)
            for one in rows
        ),
    )  # fmt: skip


def measures_csv(asked: ClassSet, measures: Measures, *, language: str) -> bytes:
    """A row a class, with its figures; then the means; then, if there is one, the confusion matrix,
    a row a true class."""
    names = _names(asked, language)
    rows: list[Sequence[object]] = [
        (
            name,
            one.support,
            one.answered,
            one.right,
            _figure(one.precision),
            _figure(one.recall),
            _figure(one.f1),
            _figure(one.average_precision),
        )
        for name, one in zip(names, measures.classes, strict=True)
    ]
    rows.append(("accuracy", measures.judged, "", "", _figure(measures.accuracy), "", "", ""))
    rows.append(
        ("mean", "", "", "", "", "", _figure(measures.macro_f1),
         _figure(measures.mean_average_precision))
    )  # fmt: skip
    if measures.confusion is not None:
        rows += [(), ("truth / answer", *names, _NONE)]
        rows += [
            (name, *line)
            for name, line in zip([*names, _NONE], measures.confusion.tolist(), strict=True)
        ]
    head = ("class", "truth", "answers", "right", "precision", "recall", "f1", "average_precision")
    return csv_bytes(head, rows)


@dataclass(frozen=True)
class _Row:
    """An image's place, a class it is in and the next one (-1 for none), and both scores."""

    place: int
    answer: int
    second: int
    score: float
    other: float
    by_hand: bool


def _single(found: Classified, answers: Single) -> Iterator[_Row]:
    for start, sure in _blocks(found):
        for at, line in enumerate(sure):
            place = start + at
            answer = int(answers.answer[place])
            ranked = (int(answers.best[place]), int(answers.second[place]))
            second = ranked[1] if ranked[0] == answer else ranked[0]
            by_hand = bool(answers.by_hand[place])
            yield _Row(place, answer, second, *_scores(line, answer, second), by_hand)


def _several(found: Classified, answers: Several) -> Iterator[_Row]:
    for start, scores in _blocks(found):
        for at, line in enumerate(scores):
            place = start + at
            inside = answers.answer[place]
            outside = np.where(inside | ~found.rule.known, -np.inf, line)
            second = int(outside.argmax()) if np.isfinite(outside).any() else -1
            for answer in np.flatnonzero(inside).tolist() or [-1]:
                by_hand = answer >= 0 and bool(answers.by_hand[place, answer])
                yield _Row(place, answer, second, *_scores(line, answer, second), by_hand)


def _blocks(found: Classified) -> Iterator[tuple[int, np.ndarray]]:
    for start in range(0, len(found.rows), _BLOCK):
        yield start, found.rule.certainties(found.cosines[start : start + _BLOCK])


def _scores(line: np.ndarray, answer: int, second: int) -> tuple[float, float]:
    return (
        float(line[answer]) if answer >= 0 else float("nan"),
        float(line[second]) if second >= 0 else float("nan"),
    )


def _names(asked: ClassSet, language: str) -> list[str]:
    return [translated(each.name, language) or each.id for each in asked.classes]


def _figure(value: float | None) -> object:
    return "" if value is None or not np.isfinite(value) else round(value, 4)
