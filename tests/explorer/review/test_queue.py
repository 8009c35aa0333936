"""What is asked follows what was answered, over real vectors and a real store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import Store
from explorer.review.answers import FACET, MOST_ANSWERS, answered, read_answers, tags_facet
from explorer.review.models import DECIDED
from explorer.review.queue import queue
from explorer.review.tables import review_csv
from explorer.review.words import WordsError, of_column, of_list, of_vocabulary


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cimaise.sqlite")


@pytest.fixture
def collection(small_bundle: Path, store: Store) -> Collection:
    return Collection(small_bundle, name="small", findings=store)


def answers(field: str, *told: dict[str, object]) -> bytes:
    return json.dumps({"field": field, "answers": told}).encode()


def keep(store: Store, field: str, *told: dict[str, object]) -> None:
    store.decide(
        read_answers(
            answers(field, *told), collection="small", model="random", version="v", who="Zoé"
        )
    )


def asked(collection: Collection, store: Store, within=None):
    return queue(
        collection,
        "subject",
        within=within,
        words=of_vocabulary(collection, language="fr"),
        answered=store.decisions(collection="small", kind=DECIDED, field="subject"),
    )


def test_what_was_answered_is_not_asked_again_and_what_was_taken_back_is(
    collection: Collection, store: Store
) -> None:
    before = asked(collection, store)
    assert before.suggestions and before.looked_at == len(collection)
    scores = [one.score for one in before.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert sum(group.count for group in before.groups) == len(before.suggestions)
    first, second = before.suggestions[:2]
    ids = collection.ids([first.row, second.row])
    keep(store, "subject", {"id": ids[first.row], "value": first.value, "verdict": "yes"})
    keep(store, "subject", {"id": ids[second.row], "value": second.value, "verdict": "no"})
    left = asked(collection, store).suggestions
    assert left == before.suggestions[2:]
    keep(store, "subject", {"id": ids[second.row], "value": second.value, "verdict": "none"})
    assert asked(collection, store).suggestions == before.suggestions[1:]
    told = answered(store.decisions(collection="small", kind=DECIDED))
    assert told["subject"] == {"yes": 1, "no": 0}


def test_a_tag_that_an_image_has_is_not_suggested(collection: Collection, store: Store) -> None:
    column = collection.filters.column("subject")
    words = of_list(collection, ["cheval", "Chéval ", "horse"], language="fr")
    found = queue(collection, "subject", within=None, words=words, answered=())
    for one in found.suggestions:
        held = {column.values[code] for code in column.codes[column.rows == one.row]}
        assert one.value.casefold() not in {value.casefold() for value in held}


def test_only_the_part_asked_for_is_looked_at(collection: Collection, store: Store) -> None:
    within = np.zeros(len(collection), bool)
    within[[3, 7]] = True
    found = asked(collection, store, within)
    assert {one.row for one in found.suggestions} <= {3, 7}
    assert (found.looked_at, found.candidates) == (2, 2)
    assert asked(collection, store, np.zeros(len(collection), bool)).suggestions == ()


def test_words_that_cannot_be_used_are_refused_in_one_line(collection: Collection) -> None:
    for make in (
        lambda: of_list(collection, [], language="fr"),
        lambda: of_list(collection, ["xyzzyx"], language="fr"),
        lambda: of_list(collection, ["a" * 500], language="fr"),
        lambda: of_list(collection, [f"mot {n}" for n in range(600)], language="fr"),
        lambda: of_column(collection, "nothing", language="fr"),
    ):
        with pytest.raises(WordsError) as caught:
            make()
        assert "\n" not in str(caught.value)
    found = of_column(collection, "subject", language="fr")
    assert found.vectors.shape[1] == collection.bundle.vectors.shape[1]


def test_the_table_has_old_and_new_who_and_when_and_no_formula(
    collection: Collection, store: Store
) -> None:
    ids = list(collection.ids([0, 1]).values())
    keep(
        store,
        "technique",
        {"id": ids[0], "value": "=cmd()", "verdict": "yes", "old": "+encre", "basis": "neighbours",
         "score": 0.9, "evidence": [ids[1]]},
    )  # fmt: skip
    keep(store, "technique", {"id": ids[1], "value": "huile", "verdict": "no"})
    decisions = store.decisions(collection="small", kind=DECIDED)
    text = review_csv(decisions, collection, language="fr").decode("utf-8-sig")
    first, second = list(csv.DictReader(io.StringIO(text)))
    assert (first["id"], first["in_collection"]) == (ids[0], "yes")
    assert (first["old_value"], first["new_value"]) == ("'+encre", "'=cmd()")
    assert (first["verdict"], first["said_by"], first["who"]) == ("accepted", "machine", "Zoé")
    assert (first["model"], first["score"], first["evidence"]) == ("random", "0.9", ids[1])
    assert first["when"] and second["verdict"] == "refused"


def test_accepted_tags_become_a_filter_and_refused_ones_do_not(
    collection: Collection, store: Store
) -> None:
    names = {"fr": "Mots-clés", "en": "Tags"}
    with pytest.raises(InvalidError):
        tags_facet((), names=names, model="m", who="")
    ids = list(collection.ids([0, 1, 2]).values())
    keep(
        store,
        "subject",
        {"id": ids[0], "value": "bateau", "verdict": "yes"},
        {"id": ids[0], "value": "mer", "verdict": "yes"},
        {"id": ids[1], "value": "bateau", "verdict": "yes"},
        {"id": ids[2], "value": "bateau", "verdict": "no"},
    )
    decisions = store.decisions(collection="small", kind=DECIDED)
    store.put_finding(tags_facet(decisions, names=names, model="m", who="").finding("small"))
    column = collection.filters.column(f"f.{FACET}")
    boat = next(value for value, name in zip(column.values, column.names, strict=True)
                if name.startswith("bateau"))  # fmt: skip
    assert np.flatnonzero(column.mask([boat])).tolist() == [0, 1]
    assert all(one.by_hand and one.score is None for one in collection.made.of(0))


def test_answers_that_do_not_do_are_refused(store: Store) -> None:
    good = {"id": "a", "value": "b", "verdict": "yes"}
    for body in (
        b"",
        b"[]",
        b'{"field": "subject"}',
        b"[" * 100_000,
        answers("title", good),
        answers("subject"),
        answers("subject", {**good, "verdict": "maybe"}),
        answers("subject", {**good, "id": ""}),
        answers("subject", {**good, "value": "x" * 401}),
        answers("subject", {**good, "evidence": ["x"] * 13}),
        answers("subject", {**good, "who": "somebody else"}),
        answers("subject", *[good] * (MOST_ANSWERS + 1)),
    ):
        with pytest.raises(InvalidError) as caught:
            read_answers(body, collection="small", model="m", version="v", who="")
        assert "\n" not in str(caught.value)
