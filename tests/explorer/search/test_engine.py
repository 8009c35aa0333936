"""Searching a real bundle: pictures and words, fused, with reasons."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.collection import Collection
from explorer.search.query import Query
from tests.makers import KINDS


@pytest.fixture(scope="module")
def collection(small_bundle):
    return Collection(small_bundle)


@pytest.fixture(scope="module")
def engine(collection):
    return collection.engine


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_right_works_come_first_in_both_languages(engine, small_kinds_by_row, kind, language):
    text = kind if language == "en" else KINDS[kind][0]
    answer = engine.search(Query(text=text, language=language, k=10))
    assert [small_kinds_by_row[hit.row] for hit in answer.hits] == [kind] * 10
    assert answer.mode == "vocabulary"
    assert answer.terms == (text,)
    assert all("picture" in hit.why and hit.terms == (text,) for hit in answer.hits)


def test_pictures_alone_find_them_too(engine, small_kinds_by_row):
    answer = engine.search(Query(text="cheval", k=10, by=("picture",)))
    assert {small_kinds_by_row[hit.row] for hit in answer.hits} == {"horse"}
    assert all(hit.why == ("picture",) and hit.relevance > 2 for hit in answer.hits)


def test_words_alone_say_so(engine):
    answer = engine.search(Query(text="Nîmes", k=20))
    assert {hit.row for hit in answer.hits} == set(range(0, 60, 5))
    assert all(hit.why == ("words",) and hit.relevance is None for hit in answer.hits)
    assert answer.notice == "unknown_words"


@pytest.mark.parametrize("text", ["xyzzy", "", "   ", "?!", "\x00"])
def test_nonsense_finds_nothing(engine, text):
    answer = engine.search(Query(text=text))
    assert answer.hits == ()
    assert answer.total == 0


def test_what_the_collection_does_not_hold_is_not_found_in_numbers(engine):
    assert engine.search(Query(text="umbrella", language="en")).total <= 12


def test_scores_fall_and_pages_follow_each_other(engine):
    whole = engine.search(Query(text="vase dessin", k=60))
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
    assert whole.total == len(whole.hits)
    pages = [
        engine.search(Query(text="vase dessin", k=7, offset=offset))
        for offset in range(0, whole.total, 7)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert engine.search(Query(text="vase", offset=5000)).hits == ()


def test_what_was_asked_before_is_answered_the_same(engine):
    for _ in range(2):  # the first of them is forgotten in between
        texts = ["cheval", *(f"vase {number}" for number in range(100))]
        answers = [engine.search(Query(text=text, k=3)) for text in texts]
        assert engine.search(Query(text="cheval", k=3)) == answers[0]
        assert engine.search(Query(text="vase 99", k=3)) == answers[-1]
    assert engine.search(Query(text="cheval", k=3, by=("words",))) != answers[0]


def test_a_search_can_be_kept_to_a_part(engine):
    within = np.zeros(60, bool)
    within[:12] = True
    answer = engine.search(Query(text="cheval", within=within))
    assert {hit.row for hit in answer.hits} <= set(range(12))
    assert {hit.row for hit in answer.hits[:2]} == {3, 9}


@pytest.mark.parametrize(("k", "offset"), [(0, 0), (501, 0), (-1, 0), (5, -1)])
def test_bounds_are_kept(k, offset):
    with pytest.raises(ValueError, match="between"):
        Query(text="x", k=k, offset=offset)


@pytest.mark.parametrize("k", [1, 32, 33, 59, 500])
def test_similar_leaves_the_image_itself_out(engine, collection, k):
    answer = engine.similar([8], k=k)
    rows = [hit.row for hit in answer.hits]
    assert len(rows) == min(k, 59)
    assert 8 not in rows
    assert len(set(rows)) == len(rows)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    vectors = collection.bundle.vectors.astype(np.float32)
    assert scores == pytest.approx([float(vectors[row] @ vectors[8]) for row in rows], abs=2e-3)


def test_similar_to_several_lies_between_them(engine, small_kinds_by_row):
    answer = engine.similar([3, 9, 15], k=7)
    assert {hit.row for hit in answer.hits}.isdisjoint({3, 9, 15})
    assert {small_kinds_by_row[hit.row] for hit in answer.hits} == {"horse"}


@pytest.mark.parametrize(("rows", "k"), [([], 5), ([60], 5), ([-1], 5), ([0], 0), ([0], 501)])
def test_similar_refuses_what_makes_no_sense(engine, rows, k):
    with pytest.raises(ValueError, match=r"row|between"):
        engine.similar(rows, k=k)


@settings(max_examples=60)
@given(text=st.text(max_size=120), language=st.sampled_from(["fr", "en"]))
def test_any_text_is_answered(engine, text, language):
    answer = engine.search(Query(text=text, language=language, k=5))
    assert len(answer.hits) <= 5
    assert all(hit.why for hit in answer.hits)
