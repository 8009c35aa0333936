"""How right classes in words are: ``python -m benchmarks.classes COLLECTION [--truth truth.csv]``.

Prints a Markdown table: for each question whose truth is known, "accuracy / macro F1 / mean average
precision" with cosines raw, centred by class, and standardised; with the first prompt of each class
alone or all of them averaged, in either language or both. The truth is that of a
demo archive (``--truth``), or, of a museum's collection, the technique written in its records
(``OBJECTS``). Classes of which the truth has no image are left out of the means, and kept as ways
to be wrong.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.classes.answers import Several, Single, several, single
from explorer.classes.classifier import Classifier
from explorer.classes.files import presets
from explorer.classes.measures import UNKNOWN, Measures, measured, measured_several
from explorer.classes.models import ClassSet
from explorer.collection import Collection

Record = Mapping[str, str]

PROCESSES = {
    "black-and-white photograph": "black-and-white",
    "sepia photograph": "sepia",
    "colour photograph": "colour",
    "cyanotype": "cyanotype",
    "glass-plate negative": "negative",
    "newspaper halftone": "halftone",
    "tinted postcard": "postcard",
    "engraving": "engraving",
    "woodcut": "woodcut",
    "lithograph": "lithograph",
    "poster": "poster",
    "ink drawing": "ink",
    "watercolour": "watercolour",
    "letterpress": "letterpress",
    "manuscript": "manuscript",
}
FUNCTIONS = {
    "photograph": ("black-and-white", "sepia", "colour", "cyanotype", "negative", "postcard"),
    "drawing": ("ink", "watercolour"),
    "print": ("engraving", "woodcut", "lithograph", "poster", "halftone"),
    "text": ("letterpress", "manuscript"),
}
SUBJECTS = {
    "map": ("map of an island",),
    "plan": ("town plan",),
    "score": ("sheet music",),
    "text": ("page of text", "handwritten letter"),
}
SCALES = ("raw", "centred", "standard")
OBJECTS = (
    ("coin", r"\bcoins?\b"),
    ("jewellery", r"ornament|pendant|necklace|jewel"),
    ("textile", r"\btextiles?\b"),
    ("painting", r"\bpainting\b|\boil on|\btempera\b"),
    ("vessel", r"vessel|pitcher|\bbowl\b|\bplate\b|earthenware|ceramics"),
    ("sculpture", r"sculpture|statuette|\bbust|\bmarble\b|\bbronze\b"),
    ("paper", r"engraving|etching|drawing|chalk|lithograph|woodblock|graphite|drypoint|woodcut"),
)
"""The first that a record's technique matches."""


@dataclass(frozen=True)
class Question:
    """A set, and the truth of each image: int [m] (single), or bool [m, c] (several)."""

    name: str
    asked: ClassSet
    truth: np.ndarray


def demo_questions(records: Sequence[Record]) -> Iterator[Question]:
    """Those of a demo archive, by the rows of its ``truth.csv`` in row order."""
    known = presets()

    def question(name: str, id_: str, of: Callable[[Record], str]) -> Question:
        places = {each: at for at, each in enumerate(known[id_].ids)}
        truth = [places.get(of(record), UNKNOWN) for record in records]
        return Question(name, known[id_], np.array(truth))

    yield question("process", "processes", lambda record: PROCESSES.get(record["technique"], ""))
    yield question("technique and function", "technique", _function)
    yield question("day or night", "light", lambda record: _light(record["setting"]))
    yield question("indoors or outdoors", "place", lambda record: _place(record["setting"]))
    asked = known["subjects"]
    truth = np.zeros((len(records), len(asked.classes)), bool)
    for row, record in enumerate(records):
        shown = set(record["subjects"].split("|"))
        for at, each in enumerate(asked.classes):
            named = {re.sub(r"^(an?|the) ", "", text) for text in each.prompts["en"]}
            truth[row, at] = bool(shown & named)
    yield Question("subjects (several)", asked, truth)


def museum_questions(techniques: Sequence[str]) -> Iterator[Question]:
    """What kind of object a work is, by its technique."""
    asked = presets()["objects"]
    truth = [
        next((asked.ids.index(id_) for id_, sign in OBJECTS if re.search(sign, text)), UNKNOWN)
        for text in techniques
    ]
    yield Question("kind of object", asked, np.array(truth))


def answered(classifier: Classifier, question: Question, asked: ClassSet) -> tuple[Measures, int]:
    """How right a variant of a question's set is, and how many of its classes are understood."""
    encoded, rule = classifier.encode(asked)
    rows = np.arange(len(question.truth))
    cosines = classifier.cosines(encoded, rows)
    sure = rule.certainties(cosines)
    found: Single | Several = (several if asked.several else single)(cosines, rule)
    if isinstance(found, Several):
        known = np.ones_like(question.truth)
        return measured_several(question.truth, known, found.machine, sure), int(rule.known.sum())
    return measured(question.truth, found.machine, sure), int(rule.known.sum())


def variants(asked: ClassSet) -> Iterator[tuple[str, str, ClassSet]]:
    """The set by languages and prompts."""
    for languages in (("en",), ("fr",), ("en", "fr")):
        for prompts, most in (("first alone", 1), ("averaged", None)):
            classes = tuple(
                each.model_copy(
                    update={
                        "prompts": {
                            code: texts[:most]
                            for code, texts in each.prompts.items()
                            if code in languages
                        }
                    }
                )
                for each in asked.classes
            )
            yield "+".join(languages), prompts, asked.model_copy(update={"classes": classes})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of a collection, and how long all its images take."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classes", description=__doc__)
    parser.add_argument("collection", type=Path, help="a bundle")
    parser.add_argument("--truth", type=Path, help="truth.csv of the demo archive it was made of")
    given = parser.parse_args(arguments)
    collection = Collection(given.collection)
    classifier = Classifier(collection)
    print(f"{collection.name}: {len(collection)} items, words by {collection.engine.mode}\n")
    rows = []
    for question in _questions(collection, given.truth):
        for languages, prompts, asked in variants(question.asked):
            told = []
            for scale in SCALES:
                changed = asked.model_copy(update={"scale": scale})
                measures, known = answered(classifier, question, changed)
                # Thresholds of images that may have several classes are in standard deviations.
                bare = asked.several and scale != "standard"
                told.append(_figures(measures, bare=bare))
            counts = (f"{known} of {len(asked.classes)}", f"{measures.judged}")
            rows.append((question.name, languages, prompts, *counts, *told))
    head = ("question", "languages", "prompts", "classes understood", "images judged")
    print(markdown((*head, *SCALES), rows) if rows else "No truth is known.")
    print(f"\n{_speed(collection, classifier)}")
    return 0


def _figures(measures: Measures, *, bare: bool) -> str:
    macro_f1 = None if bare else measures.macro_f1
    figures = (measures.accuracy, macro_f1, measures.mean_average_precision)
    return " / ".join("–" if figure is None else f"{figure:.2f}" for figure in figures)


def _questions(collection: Collection, truth: Path | None) -> Iterator[Question]:
    items = collection.bundle.items
    if truth is not None:
        with truth.open(encoding="utf-8", newline="") as handle:
            known = {row["file"]: row for row in csv.DictReader(handle)}
        yield from demo_questions([known[file] for file in items["file"].to_pylist()])
    elif "technique" in items.column_names:
        yield from museum_questions(
            [" | ".join(values or []) for values in items["technique"].to_pylist()]
        )


def _speed(collection: Collection, classifier: Classifier) -> str:
    asked = presets()["animals"]
    classifier.encode(asked)
    run = classifier.runs.get(asked, None)
    began = time.process_time()
    classifier.runs.start(run)
    run.wait(600)
    spent = time.process_time() - began
    return f"All {len(collection):,} images in 30 classes: {spent:.2f} s of processor time."


def _function(record: Record) -> str:
    if record["kind"] in ("blank", "cover"):
        return record["kind"]
    shown = set(record["subjects"].split("|"))
    for id_, names in SUBJECTS.items():
        if shown & set(names):
            return id_
    process = PROCESSES.get(record["technique"], "")
    return next((id_ for id_, each in FUNCTIONS.items() if process in each), "")


def _light(setting: str) -> str:
    return {"night": "night", "field": "day", "street": "day", "sea": "day"}.get(setting, "")


def _place(setting: str) -> str:
    return {"studio": "indoors", "field": "outdoors", "street": "outdoors", "sea": "outdoors"}.get(
        setting, ""
    )


if __name__ == "__main__":
    sys.exit(main())
