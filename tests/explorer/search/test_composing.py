"""Queries of several things: what is wanted comes nearer, what is not goes further, and says so."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.filtering.wishes import Filter
from explorer.search.advice import advice
from explorer.search.query import Pull, Query


@pytest.fixture(scope="module")
def collection(small_bundle):
    return Collection(small_bundle)


def found(collection, kinds, **asked):
    """The kinds of the ten best of a query."""
    answer = collection.selections.search(Query(k=10, **asked))
    return [kinds[hit.row] for hit in answer.hits], answer


def test_pictures_wanted_find_their_kind_and_are_not_among_it(collection, small_kinds_by_row):
    kinds, answer = found(collection, small_kinds_by_row, like=("doc-9", "doc-15"))
    assert kinds[:8] == ["horse"] * 8
    assert not {9, 15} & {hit.row for hit in answer.hits}
    assert all(hit.why == ("like",) for hit in answer.hits)
    assert [hit.relevance for hit in answer.hits] == sorted(
        (hit.relevance for hit in answer.hits), reverse=True
    )


def test_words_and_pictures_weigh_alike(collection, small_kinds_by_row):
    """A picture of a horse and the word vase: both kinds come first, neither drowns the other."""
    asked = {"text": "vase", "like": ("doc-9",), "by": ("picture",), "language": "fr"}
    kinds, answer = found(collection, small_kinds_by_row, **asked)
    assert {"vase", "horse"} <= set(kinds)
    reasons = {why for hit in answer.hits for why in hit.why}
    assert reasons == {"picture", "like"}


def test_pictures_named_are_not_found_by_their_words_either(collection):
    answer = collection.selections.search(Query(text="cheval", like=("doc-9",), unlike=("doc-15",)))
    assert answer.total > 8
    assert not {9, 15} & {hit.row for hit in answer.hits}


def test_what_is_not_wanted_goes_down(collection, small_kinds_by_row):
    wanted = {"like": ("doc-9", "doc-10"), "language": "fr"}  # a horse, a clock
    both, _ = found(collection, small_kinds_by_row, **wanted)
    without, answer = found(collection, small_kinds_by_row, **wanted, unlike=("doc-16", "doc-22"))
    assert without.count("clock") < both.count("clock")
    assert any("far" in hit.why for hit in answer.hits)


@pytest.mark.parametrize("by", [("picture", "words"), ("picture",), ("words",)])
def test_what_is_not_wanted_adds_nothing(collection, by):
    """A query less something finds some of what it finds without the minus, and no more."""
    for text in ("cheval", "vase", "horloge", "affiche"):
        plain = collection.selections.search(Query(text=text, by=by, k=500))
        assert plain.notice != "doubtful"
        for thing in ("course", "pièce de monnaie", "carte"):
            less = Query(text=text, without=(thing,), by=by, k=500)
            left = {hit.row for hit in collection.selections.search(less).hits}
            assert left <= {hit.row for hit in plain.hits}, (text, thing)


def test_what_a_record_says_is_left_out_unless_only_what_is_seen_counts(
    collection, small_kinds_by_row
):
    kinds, _ = found(collection, small_kinds_by_row, like=("doc-9",), without=("cheval",))
    assert "horse" not in [kind for kind in kinds if kind]
    seen, _ = found(
        collection, small_kinds_by_row, like=("doc-9",), without=("vase",), by=("picture",)
    )
    assert "horse" in seen


def test_a_vector_is_a_part_like_any_other(collection, small_kinds_by_row):
    vector = np.asarray(collection.bundle.vectors[9], np.float32)
    kinds, _ = found(collection, small_kinds_by_row, pulls=(Pull.of(vector),))
    assert kinds.count("horse") >= 9
    away = (Pull.of(vector, weight=-0.5),)
    pulled, _ = found(collection, small_kinds_by_row, like=("doc-9", "doc-10"), pulls=away)
    plain, _ = found(collection, small_kinds_by_row, like=("doc-9", "doc-10"))
    assert pulled.count("horse") < plain.count("horse")
    # One of another model's length is passed over.
    odd = Query(text="cheval", pulls=(Pull.of(np.ones(3)),))
    assert collection.engine.search(odd).total > 0


def test_nothing_but_what_is_not_wanted_leaves_the_rest(collection, small_kinds_by_row):
    answer = collection.selections.search(Query(without=("cheval",), k=500))
    left = [small_kinds_by_row[hit.row] for hit in answer.hits]
    assert "horse" not in left
    assert len(left) == answer.total >= 45
    unlike = collection.selections.search(Query(unlike=("doc-9",), k=500))
    assert 9 not in {hit.row for hit in unlike.hits}


def test_a_filter_alone_is_answered_and_any_order_keeps_all(collection):
    wish = Filter(columns=(("technique", ("encre",)),))
    plain = collection.selections.search(Query(wish=wish, k=500))
    rows = [hit.row for hit in plain.hits]
    assert rows == list(range(1, 60, 2))
    for sort in ("date", "recent", "variety"):
        other = collection.selections.search(Query(wish=wish, k=500, sort=sort))
        assert sorted(hit.row for hit in other.hits) == rows
    newest = collection.selections.search(Query(wish=wish, k=3, sort="recent"))
    assert [hit.row for hit in newest.hits] == [59, 57, 55]


def test_pages_of_any_order_make_the_whole(collection):
    for more in ({"sort": "variety"}, {"different": 0.5}, {"sort": "date"}):
        query = Query(text="vase", k=500, **more)
        whole = [hit.row for hit in collection.selections.search(query).hits]
        parts = [
            hit.row
            for offset in range(0, len(whole), 4)
            for hit in collection.selections.search(replace(query, k=4, offset=offset)).hits
        ]
        assert parts == whole
        plain = collection.selections.search(Query(text="vase", k=500))
        assert sorted(whole) == sorted(hit.row for hit in plain.hits)


def test_two_filters_are_not_taken_for_each_other(collection):
    ink, gouache = (Filter(columns=(("technique", (name,)),)) for name in ("encre", "gouache"))
    for wish, odd in ((ink, 1), (gouache, 0), (ink, 1)):
        answer = collection.selections.search(Query(text="dessin", by=("words",), wish=wish))
        assert answer.total == 30
        assert {hit.row % 2 for hit in answer.hits} == {odd}


def test_masks_pick_out_what_a_search_finds(collection):
    query = Query(text="cheval", without=("vase",), wish=Filter(years=(1700, 1730)))
    found = collection.selections.get(query)
    answer = collection.selections.search(replace(query, k=500))
    assert found.rows.tolist() == [hit.row for hit in answer.hits]
    assert found.count == answer.total
    alike = collection.selections.get(Query(like=("doc-9", "doc-15")))
    assert alike.rows[:2].tolist() == [9, 15]
    assert alike.count == 50


def test_advice_says_which_part_stands_in_the_way(collection):
    query = Query(
        text="cheval",
        without=("dessin",),
        wish=Filter(columns=(("technique", ("encre",)),)),
        language="fr",
    )
    told = advice(collection, query)
    assert told["drop"] == [{"name": "not", "value": "dessin", "count": 10}]
    assert {theme["label"] for theme in told["themes"]} >= {"cheval"}
    assert "horloge" in advice(collection, Query(text="horlogge", language="fr"))["words"]


def test_highlights_are_typical_of_the_themes(collection):
    assert len(set(collection.highlights)) == len(collection.highlights) > 5
    assert collection.engine.search(Query()).total == 0


def test_advice_does_not_promise_what_only_doubtfully_matches(collection):
    """Without the years there would be the least distant images alone: that is no help."""
    alone = collection.selections.search(Query(text="papillon", by=("picture",)))
    assert alone.total
    assert alone.notice == "doubtful"
    query = Query(text="papillon", by=("picture",), wish=Filter(years=(1, 2)))
    assert collection.selections.search(query).total == 0
    assert advice(collection, query)["drop"] == []
