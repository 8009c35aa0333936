"""The truth that a column holds: which class each of its values is, and so each image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.classes.answers import Verdicts
from explorer.classes.measures import UNKNOWN
from explorer.classes.models import ASIDE, NONE, ClassSet
from explorer.filtering.columns import CodedColumn
from explorer.search.folding import forms, words_of
from explorer.search.lexicon import translations

Words = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """A value of a column, how many images have it, and its class (or ``NONE``, or ``ASIDE``);
    whether that is a guess."""

    value: str
    count: int
    answer: str
    guessed: bool


def meanings(asked: ClassSet, column: CodedColumn) -> tuple[Meaning, ...]:
    """What each value of a column is, the most frequent first: as the set says, else guessed."""
    known = {*asked.ids, NONE, ASIDE}
    told = asked.truth.values if asked.truth and asked.truth.column == column.name else {}
    counts = column.counts(None).tolist()
    guess = Guess(asked)
    found = []
    for value, count in zip(column.values, counts, strict=True):
        answer = told.get(value)
        if answer in known:
            found.append(Meaning(value, count, str(answer), False))
        else:
            found.append(Meaning(value, count, guess.of(value), True))
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


class Guess:
    """Guesses the class that a value names, by the words of names and prompts in any language."""

    def __init__(self, asked: ClassSet) -> None:
        self._names = [(each.id, _phrases(each.name.items())) for each in asked.classes]
        self._prompts = [
            (
                each.id,
                _phrases((code, text) for code, texts in each.prompts.items() for text in texts),
            )
            for each in asked.classes
        ]

    def of(self, value: str) -> str:
        """A class's id, or ``ASIDE`` when no words meet.

        A value that is a class's name or prompt is of it; else one that holds such a phrase: the
        longest, and of those the earliest.
        """
        asked = _words(value)
        if not asked:
            return ASIDE
        best: tuple[float, str] = (0.0, ASIDE)
        for bonus, phrases in ((0.5, self._names), (0.0, self._prompts)):
            for id_, each in phrases:
                for phrase in each:
                    likeness = _likeness(asked, phrase)
                    if likeness and likeness + bonus > best[0]:
                        best = (likeness + bonus, id_)
        return best[1]


def truth_of(
    asked: ClassSet, column: CodedColumn, told: tuple[Meaning, ...], rows: np.ndarray
) -> np.ndarray:
    """bool [m, c + 1]: the classes that the column gives to some images; the last is none of these.

    An image without a value, or with values that are set aside, has nothing.
    """
    places = {id_: at for at, id_ in enumerate(asked.ids)} | {NONE: len(asked.classes)}
    code = column.code
    of_code = np.full(len(column.values), -1, np.int64)
    for one in told:
        if one.answer != ASIDE:
            of_code[code[one.value]] = places[one.answer]
    given = np.zeros((column.count, len(places)), bool)
    answered = of_code[column.codes]
    given[column.rows[answered >= 0], answered[answered >= 0]] = True
    found: np.ndarray = given[rows]
    return found


def single_truth(given: np.ndarray, hands: Verdicts) -> np.ndarray:
    """int64 [m]: the class of each image, -1 none of these, ``UNKNOWN`` where two are given.

    What hands decided is the truth before what the column holds.
    """
    classes = given.shape[1] - 1
    several = np.count_nonzero(given, axis=1)
    truth = np.where(several == 1, given.argmax(axis=1), UNKNOWN)
    truth[truth == classes] = -1
    for place, answer in hands.given.items():
        truth[place] = answer
    return truth


def several_truth(given: np.ndarray, hands: Verdicts) -> tuple[np.ndarray, np.ndarray]:
    """bool [m, c] each: the classes of each image, and where that is known.

    An image of which the column says something is known for each class; a hand, for its own.
    """
    truth = given[:, :-1].copy()
    told_of = np.asarray(given.any(axis=1))
    known = np.repeat(told_of[:, None], truth.shape[1], axis=1)
    for told, value in ((hands.yes, True), (hands.no, False)):
        for place, classes in told.items():
            truth[place, list(classes)] = value
            known[place, list(classes)] = True
    return truth, known


def _words(text: str) -> Words:
    # The last of the forms is the likeliest singular: "gravures" and "gravure" are one word.
    return tuple(forms(word)[-1] for word in words_of(text))


def _phrases(texts: object) -> list[Words]:
    found: list[Words] = []
    for code, text in texts:  # type: ignore[attr-defined]
        ways = [text, *translations(text, language="en" if code.startswith("en") else "fr")]
        found += [words for way in ways if (words := _words(way))]
    return list(dict.fromkeys(found))


def _likeness(value: Words, phrase: Words) -> float:
    if value == phrase:
        return 1000.0
    at = _place(phrase, value)
    if at is not None:
        return 100.0 + 10 * len(phrase) - at
    return 0.0


def _place(part: Words, whole: Words) -> int | None:
    for start in range(len(whole) - len(part) + 1):
        if whole[start : start + len(part)] == part:
            return start
    return None
