"""What teaching by examples gains: a user is played on classes whose truth is known.

``python -m benchmarks.feedback --museum BUNDLE TABLE.csv --demo BUNDLE ARCHIVE --million BUNDLE``
takes collections and the tables that say what each item is. Each class is begun by its words
(where the model knows them) or by one picture; ten pictures are marked a round. Half of the
collection is never shown and is what the average precision is measured on. Beside the concept
stand the plain likeness to the mean of the pictures marked yes, and the concept fed with pictures
in a random order. ``--million`` times a round on a large bundle (its processor time).
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.tables import markdown
from explorer.collection import Collection
from explorer.concepts.choosing import Want, choose
from explorer.concepts.ground import Ground
from explorer.concepts.learning import Lesson, learn
from explorer.concepts.models import Examples
from explorer.concepts.teaching import Teacher
from explorer.search.threads import one_thread_a_search

MARKS, ROUNDS = 10, 10
FEWEST = 20
ENOUGH = 0.9
_COLUMNS = {
    "museum": ("technique", "subject", "department"),
    "demo": ("subjects", "technique", "setting"),
}
_TITLES = frozenset(
    ("woman", "man", "portrait", "vessel", "child", "jar", "bust", "cup", "girl", "figure", "bowl")
)
"""Words of titles that are classes too."""


@dataclass(frozen=True)
class Class:
    """A class of a collection: its name, which rows are of it, the vector of its words."""

    name: str
    truth: np.ndarray
    words: np.ndarray | None


Way = Callable[["Played"], np.ndarray]


@dataclass
class Played:
    """What a played user has marked so far, and what the ranking is."""

    vectors: np.ndarray
    ground: Ground
    words: np.ndarray | None
    marks: dict[int, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feedback", description=__doc__)
    parser.add_argument("--museum", nargs=2, type=Path, metavar=("BUNDLE", "TABLE"))
    parser.add_argument("--demo", nargs=2, type=Path, metavar=("BUNDLE", "ARCHIVE"))
    parser.add_argument("--million", type=Path, metavar="BUNDLE")
    parser.add_argument("--every", type=int, default=1, help="play every so many-th class only")
    given = parser.parse_args(arguments)
    one_thread_a_search()
    if given.museum:
        _report("museum", given.museum[0], given.museum[1], every=given.every)
    if given.demo:
        _report("demo", given.demo[0], given.demo[1] / "truth.csv", every=given.every)
    if given.million:
        _time(given.million)
    return 0


def _report(name: str, bundle: Path, table: Path, *, every: int) -> None:
    collection = Collection(bundle)
    vectors = np.asarray(collection.bundle.vectors, np.float32)
    ground = Ground(collection.engine.vectors)
    classes = list(_classes(collection, table, _COLUMNS[name]))[::every]
    worded = [one for one in classes if one.words is not None]
    for begun, some in (("words", worded), ("one picture", classes)):
        ways: dict[str, tuple[Way, Want | None]] = {
            "concept, best": (_concept, "best"),
            "concept, uncertain": (_concept, "uncertain"),
            "concept, varied": (_concept, "varied"),
            "concept, random order": (_concept, None),
            "mean of the yes, best": (_mean, "best"),
        }
        rows, lines = [], [f"\n{name}, begun by {begun}: {len(some)} classes"]
        for title, (way, want) in ways.items():
            curves = np.array(
                [
                    _play(vectors, ground, one, way, want, seed=seed, word=begun == "words")
                    for seed, one in enumerate(some)
                ]
            )
            enough = [_needed(curve) for curve in curves]
            reached = [many for many in enough if many is not None]
            shown = [f"{curves[:, at].mean():.3f}" for at in (0, 1, 2, 3, 5, 10)]
            median = f"{np.median(reached):.0f}" if reached else "–"
            rows.append([title, *shown, f"{len(reached)} of {len(some)}", median])
        head = ["", "0 marks", "10", "20", "30", "50", "100", f"reach {ENOUGH}", "marks, median"]
        print("\n".join([*lines, "", markdown(head, rows)]), flush=True)


def _classes(collection: Collection, table: Path, columns: Sequence[str]) -> Iterator[Class]:
    known = {
        key: row
        for name in ("id", "file")
        for row, key in enumerate(collection.bundle.item_columns([name])[name].to_pylist())
    }
    members: dict[str, set[int]] = {}
    with table.open(encoding="utf-8", newline="") as handle:
        for record in csv.DictReader(handle):
            row = known.get(record.get("id", ""), known.get(record.get("file", "")))
            if row is None:
                continue
            said = {part.strip() for name in columns for part in _parts(record.get(name, ""))}
            title = record.get("title", "").lower().replace("'s", "").replace(",", " ").split()
            for value in said | (set(title) & _TITLES):
                members.setdefault(value, set()).add(row)
    for name, rows in sorted(members.items()):
        if name and FEWEST <= len(rows) <= len(collection) // 3:
            truth = np.zeros(len(collection), bool)
            truth[list(rows)] = True
            yield Class(name, truth, _vector(collection, name))


def _parts(text: str) -> list[str]:
    return text.replace("|", ";").split(";")


def _vector(collection: Collection, name: str) -> np.ndarray | None:
    vector = collection.engine.tower.encode(name, language="en")
    vocabulary = collection.engine.vocabulary
    if vector is None and vocabulary is not None:
        match = vocabulary.match(name, language="en")
        vector = vocabulary.vector(match) if match and not match.unmatched else None
    return vector


def _concept(played: Played) -> np.ndarray:
    rows = np.array(list(played.marks), np.int64)
    labels = np.array(list(played.marks.values()), bool)
    lesson = Lesson(rows, played.vectors[rows], labels, played.words)
    found = learn(lesson, played.ground)
    return found.classifier.scores(played.vectors) if found else np.zeros(len(played.vectors))


def _mean(played: Played) -> np.ndarray:
    yes = [row for row, label in played.marks.items() if label]
    sought = played.vectors[yes].mean(axis=0) if yes else played.words
    return played.vectors @ (np.zeros(played.vectors.shape[1]) if sought is None else sought)


def _play(
    vectors: np.ndarray,
    ground: Ground,
    one: Class,
    way: Way,
    want: Want | None,
    *,
    seed: int,
    word: bool,
) -> list[float]:
    """Average precision on the half never shown, after each round."""
    rng = np.random.default_rng(seed)
    shown = np.zeros(len(vectors), bool)
    for label in (True, False):
        shown[rng.permutation(np.flatnonzero(one.truth == label))[::2]] = True
    begun = int(rng.choice(np.flatnonzero(shown & one.truth)))
    played = Played(vectors, ground, one.words if word else None, {} if word else {begun: True})
    scores = way(played)
    found = [_average_precision(scores[~shown], one.truth[~shown])]
    for _ in range(ROUNDS):
        left = np.setdiff1d(np.flatnonzero(shown), list(played.marks))
        if want is None:
            asked = rng.permutation(left)[:MARKS]
        else:
            left = left[np.argsort(-scores[left], kind="stable")]
            asked = left[choose(scores[left], vectors[left], want=want, count=MARKS)]
        played.marks |= {row: bool(one.truth[row]) for row in asked.tolist()}
        scores = way(played)
        found.append(_average_precision(scores[~shown], one.truth[~shown]))
    return found


def _average_precision(scores: np.ndarray, truth: np.ndarray) -> float:
    hits = truth[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def _needed(curve: np.ndarray) -> int | None:
    """Marks after which the average precision is enough, and stays so; ``None`` for never."""
    enough = curve >= ENOUGH
    below = np.flatnonzero(~enough)
    first = int(below[-1]) + 1 if len(below) else 0
    return MARKS * first if first < len(curve) else None


def _time(bundle: Path) -> None:
    """Processor and wall time of a round, and what the index misses of its ranking."""
    collection = Collection(bundle)
    vectors = collection.bundle.vectors
    rng = np.random.default_rng(0)
    rows = []
    for marks in (10, 40, 100, 300, 1_000):
        busy, waited, judged, recall = [], [], [], []
        for _ in range(8):
            heart = np.asarray(vectors[int(rng.integers(len(vectors)))], np.float32)
            near = collection.engine.vectors.search(heart, k=marks // 2)[0]
            far = rng.integers(0, len(vectors), marks - len(near))
            ids = collection.ids([*near.tolist(), *far.tolist()])
            yes = tuple(ids[row] for row in near.tolist())
            no = tuple(id_ for id_ in ids.values() if id_ not in yes)
            teacher = Teacher(collection.engine, collection.rows)
            teacher.next(teacher.learn(Examples(yes=yes[:1])), want="best", count=24)
            began, worked = time.perf_counter(), time.process_time()
            learned = teacher.learn(Examples(yes=yes, no=no))
            shown = teacher.next(learned, want="best", count=24)
            waited.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
            worked = time.process_time()
            _ = learned.evaluation
            judged.append(time.process_time() - worked)
            if learned.classifier is not None:
                exact = teacher.scores(learned.classifier)
                exact[learned.rows] = -np.inf
                best = np.argpartition(-exact, 24)[:24]
                recall.append(np.isin(best, shown.rows).mean())
        rows.append(
            [
                f"{marks} marks",
                f"{1000 * np.median(busy):.0f}",
                f"{1000 * np.median(waited):.0f}",
                f"{1000 * np.median(judged):.0f}",
                f"{np.mean(recall):.3f}",
            ]
        )
    print(f"\nA round among {len(collection):,}\n")
    head = [
        "",
        "processor ms",
        "wall ms",
        "precision, afterwards, processor ms",
        "of the exact best 24",
    ]
    print(markdown(head, rows))


if __name__ == "__main__":
    sys.exit(main())
