"""A real collection classified: prompts, runs, walls, hands, truth, facets and tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from explorer.classes.answers import Single
from explorer.classes.classifier import Classified, Classifier, classifier_of
from explorer.classes.facet import facet_of
from explorer.classes.hands import Hands, Move, decisions_of, hands_of
from explorer.classes.judging import alternatives, judged
from explorer.classes.models import NONE, ClassSet, read_set
from explorer.classes.tables import answers_csv, measures_csv
from explorer.classes.truths import meanings
from explorer.collection import Collection
from explorer.exhibitions.findings import StoredDecision
from explorer.exhibitions.models import InvalidError
from explorer.facets.applying import apply
from tests.makers import KINDS

SINGLE = {
    "id": "kinds",
    "name": {"fr": "Genres", "en": "Kinds"},
    "classes": [
        {"id": "pots", "name": {"fr": "Vase"}, "prompts": {"fr": ["un vase"], "en": ["a vase"]}},
        {"id": "coins", "name": {"fr": "Pièce de monnaie"}, "prompts": {"en": ["coin"]}},
        {"id": "rings", "name": {"en": "Earring"}, "prompts": {"fr": ["boucle d'oreille"]}},
        {"id": "horses", "name": {"fr": "Cheval"}, "prompts": {"fr": ["des chevaux", "xyzzy"]}},
        {"id": "clocks", "name": {"fr": "Horloge"}, "prompts": {"en": ["a clock"]}},
        {"id": "people", "name": {"fr": "Portrait"}, "prompts": {"fr": ["un portrait"]}},
        {"id": "odd", "name": {"en": "=1+1"}, "prompts": {"en": ["frobnicator"]}},
    ],
}
NO_HANDS = Hands()
OF_KIND = dict(zip(KINDS, range(6), strict=True))


@pytest.fixture(scope="module")
def collection(small_bundle: Path) -> Collection:
    return Collection(small_bundle)


@pytest.fixture(scope="module")
def classifier(collection: Collection) -> Classifier:
    return classifier_of(collection)


def several() -> ClassSet:
    return read_set(SINGLE | {"several": True, "scale": "standard", "threshold": 1.0})


def answered(
    classifier: Classifier, asked: ClassSet, mask: np.ndarray | None = None, hands: Hands = NO_HANDS
) -> Classified:
    run = classifier.runs.get(asked, mask)
    classifier.runs.start(run)
    run.wait(60)
    found = classifier.classified(asked, run, hands)
    assert found is not None
    return found


def decided(moves: list[Move], asked: ClassSet) -> Hands:
    told = decisions_of(moves, asked, collection="small", who="Ada", model="m")
    return hands_of([StoredDecision(one, n, "") for n, one in enumerate(told)], asked)


def test_images_fall_into_their_classes(classifier, small_kinds_by_row) -> None:
    found = answered(classifier, read_set(SINGLE))
    right = [OF_KIND[kind] for kind in small_kinds_by_row]
    assert np.mean(found.machine == right) > 0.9
    assert found.rule.known.tolist() == [True] * 6 + [False]
    assert found.counts.sum() == 60 and found.counts[6] == 0


def test_each_prompt_says_whether_it_was_understood(classifier) -> None:
    told = answered(classifier, read_set(SINGLE)).encoded.prompts
    assert [(one.text, one.how) for one in told[0]] == [
        ("un vase", "vocabulary"),
        ("a vase", "vocabulary"),
    ]
    assert [one.how for one in told[3]] == ["vocabulary", "no"]
    assert told[3][1].unknown == ("xyzzy",)
    assert told[3][0].names == ("cheval",)
    assert [one.how for one in told[6]] == ["no"]


def test_languages_can_be_chosen(classifier) -> None:
    asked = read_set(SINGLE | {"languages": ["en"]})
    told = answered(classifier, asked).encoded
    assert told.known.tolist() == [True, True, False, False, True, False, False]


def test_a_filter_keeps_the_run_to_its_images(classifier) -> None:
    asked = read_set(SINGLE)
    mask = np.arange(60) % 3 == 1
    part, whole = answered(classifier, asked, mask), answered(classifier, asked)
    assert (part.rows == np.flatnonzero(mask)).all()
    assert (part.machine == whole.machine[mask]).all(), "a part is judged like the whole"
    assert len(answered(classifier, asked, np.zeros(60, bool)).rows) == 0


def test_a_run_that_was_stopped_goes_on(small_bundle: Path) -> None:
    classifier = Classifier(Collection(small_bundle))
    asked = read_set(SINGLE)
    run = classifier.runs.get(asked, None)
    run.stop()
    assert run.found is None and classifier.classified(asked, run, Hands()) is None
    classifier.runs.start(run)
    run.wait(60)
    assert run.progress.state == "done" and run.progress.compared == 1
    assert classifier.runs.get(asked, None) is run
    # Another threshold is no other run; another prompt is, and takes over the other columns.
    warm = read_set(SINGLE | {"temperature": 3, "threshold": 0.5})
    assert classifier.runs.get(warm, None) is run
    changed = SINGLE | {
        "classes": [*SINGLE["classes"][:-1], {"id": "new", "prompts": {"en": ["cat"]}}]
    }
    other = classifier.runs.get(read_set(changed), None)
    assert other is not run
    classifier.runs.start(other)
    other.wait(60)
    assert other.found is not None and run.found is not None
    assert (other.found[1][:, :6] == run.found[1][:, :6]).all()
    assert other.found[0].known[6]


@pytest.mark.parametrize("asked", [read_set(SINGLE | {"threshold": 0.2}), several()])
def test_walls_are_in_order(classifier, asked: ClassSet) -> None:
    found = answered(classifier, asked)
    for at in range(-1, 6):
        inside = np.flatnonzero(found.members(at))
        sure, unsure = found.wall(at, "sure"), found.wall(at, "unsure")
        assert sorted(sure) == sorted(unsure) == inside.tolist()
        figures = found.certainty(at, sure)
        assert (np.diff(figures) <= 0).all() if at >= 0 else (np.diff(figures) >= 0).all()
        missed = found.wall(at, "missed")
        assert not set(missed) & set(inside)
    assert len(found.wall(6, "missed")) == 0, "nothing is near to what was not understood"
    assert len(found.wall(0, "hand")) == 0


def test_a_hand_moves_an_image_for_good(collection, classifier) -> None:
    asked = read_set(SINGLE)
    bare = answered(classifier, asked)
    row = int(bare.wall(0, "sure")[0])
    item = collection.ids([row])[row]
    moved = answered(classifier, asked, hands=decided([Move(item, "odd", "yes")], asked))
    assert moved.answers.answer[row] == 6 and moved.machine[row] == 0
    assert row in moved.wall(6, "hand") and row not in moved.wall(0, "sure")
    assert row not in moved.wall(0, "missed"), "what a hand took away is not proposed again"
    [line] = moved.lines(np.array([row]), 6)
    assert line.answers == (6,) and line.by_hand
    nowhere = decided([Move(item, "odd", "yes"), Move(item, NONE, "yes")], asked)
    assert answered(classifier, asked, hands=nowhere).answers.answer[row] == -1
    back = decided([Move(item, "odd", "yes"), Move(item, "odd", "none")], asked)
    assert back == Hands()
    assert answered(classifier, asked, hands=back).answers.answer[row] == 0


def test_hands_are_checked() -> None:
    asked = read_set(SINGLE)
    with pytest.raises(InvalidError, match="no class"):
        decided([Move("a", "nothing", "yes")], asked)
    with pytest.raises(InvalidError, match="say which"):
        decided([Move("a", "pots", "no")], asked)
    with pytest.raises(InvalidError, match="no class"):
        decided([Move("a", NONE, "yes")], several())
    gone = read_set(SINGLE | {"classes": SINGLE["classes"][1:]})
    told = decisions_of([Move("a", "pots", "yes")], asked, collection="s", who="", model="")
    assert hands_of([StoredDecision(told[0], 1, "")], gone) == Hands()


def test_a_column_tells_the_truth(collection, classifier, small_kinds_by_row) -> None:
    asked = read_set(SINGLE | {"truth": {"column": "subject", "values": {"portrait": ""}}})
    column = collection.filters.column("subject")
    told = {one.value: one for one in meanings(asked, column)}
    # The names of the classes are in one language, the values in another.
    assert told["vase"].answer == "pots" and told["vase"].guessed
    assert told["horloge"].answer == "clocks"
    assert told["boucle d'oreille"].answer == "rings"
    assert told["portrait"].answer == NONE and not told["portrait"].guessed
    assert told["dessin"].answer == "-"
    found = answered(classifier, asked)
    result = judged(found, column)
    assert result.measures.judged == 60
    assert result.measures.confusion is not None
    assert result.measures.confusion[7, 5] == 10, "portraits are none of these, by the catalogue"
    assert result.confusions(3)[0] == (7, 5, 10)
    assert {scale for scale, _ in alternatives(found, result, classifier)} == {
        "raw",
        "centred",
        "standard",
    }
    # What a hand decided is the truth before what the column says; the machine is not credited.
    row = small_kinds_by_row.index("vase")
    item = collection.ids([row])[row]
    corrected = answered(classifier, asked, hands=decided([Move(item, "coins", "yes")], asked))
    after = judged(corrected, column)
    assert after.truth is not None and after.truth[row] == 1
    assert after.measures.classes[1].support == 11
    alone = judged(corrected, None)
    assert alone.measures.judged == 1 and alone.measures.accuracy == 0


def test_several_classes_are_judged(collection, classifier) -> None:
    asked = several()
    column = collection.filters.column("subject")
    result = judged(answered(classifier, asked), column)
    assert result.truth is None and result.confusions(5) == []
    assert result.measures.classes[0].support == 10
    assert (result.measures.mean_average_precision or 0) > 0.9


@pytest.mark.parametrize("asked", [read_set(SINGLE | {"threshold": 0.3}), several()])
def test_a_facet_holds_what_the_page_showed(collection, classifier, asked: ClassSet) -> None:
    ids = collection.ids(range(60))
    moves = [Move(ids[0], "clocks", "yes"), Move(ids[7], "coins", "yes")]
    if asked.several:
        moves += [Move(ids[2], "rings", "no"), Move(ids[7], "horses", "no")]
    else:
        moves += [Move(ids[3], NONE, "yes")]
    hands = decided(moves, asked)
    found = answered(classifier, asked, hands=hands)
    made = facet_of(
        asked, classifier, hands, id="kinds", name=asked.name, model="m", made="2026", who="Ada"
    )
    applied = apply(made, collection.bundle.vectors, collection.rows(list(ids.values())))
    here = np.zeros((60, 7), bool)
    here[applied.rows, applied.codes] = True
    there = np.stack([found.members(at) for at in range(7)], axis=1)
    assert (here == there).all()
    assert made.provenance.prompts["horses"] == ("des chevaux",)
    assert made.provenance.who == "Ada" and made.made_from == "kinds"
    assert made.single is not asked.several


def test_nothing_understood_is_no_facet(classifier) -> None:
    asked = read_set({"id": "a", "classes": [{"id": "x", "prompts": {"en": ["frobnicator"]}}]})
    with pytest.raises(InvalidError, match="understood"):
        facet_of(asked, classifier, Hands(), id="a", name={}, model="", made="", who="")


def test_tables_are_whole_and_compute_nothing(collection, classifier) -> None:
    asked = read_set(SINGLE | {"name": {"fr": "@SUM(A1)"}})
    ids = collection.ids(range(60))
    hands = decided([Move(ids[5], "odd", "yes")], asked)
    found = answered(classifier, asked, hands=hands)
    column = pa.array(["=cmd()", *list(ids.values())[1:]])
    data = answers_csv(found, column, language="fr", model="-m", date="2026-11-25")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 60
    assert rows[0]["id"] == "'=cmd()" and rows[0]["set"] == "'@SUM(A1)"
    assert rows[5]["class"] == "odd" and rows[5]["name"] == "'=1+1" and rows[5]["by"] == "hand"
    assert rows[1]["by"] == "model" and rows[1]["model"] == "'-m"
    assert 0 < float(rows[1]["score"]) <= 1 and rows[1]["runner_up"] not in ("", rows[1]["class"])
    measures = judged(found, collection.filters.column("subject")).measures
    told = measures_csv(asked, measures, language="en").decode("utf-8-sig").splitlines()
    assert told[0].startswith("class,truth,answers,right,precision")
    assert any(line.startswith("truth / answer") for line in told)
    assert "'=1+1" in told[7]


def test_tables_of_several_have_a_row_a_class(collection, classifier) -> None:
    asked = several()
    found = answered(classifier, asked)
    ids = pa.array(list(collection.ids(range(60)).values()))
    data = answers_csv(found, ids, language="en", model="m", date="d").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    assert len(rows) == int(found.counts.sum())
    assert {row["id"] for row in rows} == set(ids.to_pylist())


def test_a_model_understands_all_words(demo_bundle: Path) -> None:
    classifier = classifier_of(Collection(demo_bundle))
    asked = read_set(
        {
            "id": "a",
            "classes": [
                {"id": "photo", "prompts": {"fr": ["une photographie"], "de": ["ein Foto"]}},
                {"id": "print", "prompts": {"en": ["an engraving"]}},
            ],
        }
    )
    found = answered(classifier, asked)
    assert isinstance(found.answers, Single)
    how = [(one.language, one.how) for one in found.encoded.prompts[0]]
    assert how == [("fr", "model")], "a language that the model was not trained on does not count"
    assert found.rule.known.all()
    assert found.histogram(0) is not None
