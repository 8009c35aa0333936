"""Folding: what people type meets what catalogues write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.search.folding import fold, forms, inflections, tokens


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("L’église d'Orsay", "eglise orsay"),
        ("Saint-Étienne", "SAINT ETIENNE"),
        ("Boucle d'oreille", "boucle d’oreille"),
        ("cœur", "coeur"),
        ("Ægidius", "aegidius"),
        ("the head of a man", "head man"),
        ("qu'est-ce", "est ce"),
    ],
)
def test_spellings_of_the_same_words_are_one(written, typed):
    assert tokens(written) == tokens(typed)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("chevaux", "cheval"),
        ("bateaux", "bateau"),
        ("vitraux", "vitrail"),
        ("bijoux", "bijou"),
        ("feux", "feu"),
        ("pieces", "piece"),
        ("leaves", "leaf"),
        ("women", "woman"),
        ("berries", "berry"),
        ("churches", "church"),
        ("glasses", "glass"),
        ("boxes", "box"),
    ],
)
def test_a_plural_may_be_its_singular_and_the_reverse(plural, singular):
    assert singular in forms(plural)
    assert plural in inflections(singular)


@pytest.mark.parametrize("word", ["bus", "glass", "virus", "os", "as", "us"])
def test_words_that_only_look_plural_are_left_whole(word):
    assert forms(word) == (word,)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_tokens_are_plain_words(text):
    for token in tokens(text, small=True):
        assert token
        assert not set(token) & set("\"'()*:^ {}\x00")
        assert token in inflections(token)
