"""Captions are true of their pictures, right in both languages, and some are kept from training."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precompute.demo import Truth, choose
from precompute.demo.captions import (
    Meaning,
    both_caption,
    caption,
    held,
    nothing,
    subject_caption,
)
from precompute.demo.encoder import unpictured
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import LANGUAGES, of, subject_terms, technique_terms, the

seeds = st.integers(0, 2**32)
languages = st.sampled_from(LANGUAGES)


@given(seeds, languages)
def test_a_caption_is_true_of_its_picture(seed, language):
    rng = np.random.default_rng(seed)
    truth = choose(rng)
    found = caption(truth, rng, language=language)
    assert found.text.strip() == found.text != ""
    assert "{" not in found.text
    assert found.meaning.holds(truth)


@given(seeds)
def test_french_is_elided(seed):
    rng = np.random.default_rng(seed)
    text = f" {caption(choose(rng), rng, language='fr').text} "
    assert not any(wrong in text for wrong in (" de un", " de une", " le é", " la é", " de de "))


def test_what_a_caption_says_must_all_hold():
    boat = Truth(("sailing_boat", "lighthouse"), "engraving", "sea", True)
    shown = Meaning((frozenset({"sailing_boat", "steamship"}),))
    assert shown.holds(boat)
    assert Meaning((*shown.subjects, frozenset({"lighthouse"}))).holds(boat)
    assert not Meaning((*shown.subjects, frozenset({"cat"}))).holds(boat)
    assert Meaning(shown.subjects, frozenset({"engraving"}), "sea", near=True).holds(boat)
    assert not Meaning(shown.subjects, frozenset({"poster"})).holds(boat)
    assert not Meaning(shown.subjects, setting="night").holds(boat)
    assert not Meaning(shown.subjects, near=False).holds(boat)
    assert not Meaning().holds(boat)


@given(seeds)
def test_meanings_are_held_against_many_pictures_at_once(seed):
    rng = np.random.default_rng(seed)
    truths = [choose(rng) for _ in range(6)]
    said = [caption(truth, rng, language="fr").meaning for truth in truths] + [Meaning()]
    found = held(said, truths)
    assert found.tolist() == [[meaning.holds(truth) for truth in truths] for meaning in said]


def test_whatever_is_in_a_street_shows_a_street():
    cat = Truth(("cat",), "sepia", "street", True)
    assert Meaning((frozenset({"street_view"}),)).holds(cat)
    assert not Meaning((frozenset({"house"}),)).holds(cat)


def test_a_wider_word_is_true_of_all_it_covers():
    for language, word in (("en", "boat"), ("fr", "bateau")):
        found = {term.keys for key in SUBJECTS for term in subject_terms(language)[key]
                 if term.name == word}  # fmt: skip
        assert found == {frozenset({"sailing_boat", "steamship", "rowing_boat"})}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_subject_and_technique_has_a_name_of_its_own(language):
    for known, table in ((SUBJECTS, subject_terms), (TECHNIQUES, technique_terms)):
        named = table(language)
        assert set(named) == set(known)
        first = [terms[0] for terms in named.values()]
        assert all(term.rank == 0 for term in first)
        assert len({term.name for term in first}) == len(first)


def test_articles_and_plurals():
    en, fr = subject_terms("en"), subject_terms("fr")
    assert en["umbrella"][0].one == "an umbrella"
    assert en["fish"][0].many == "fish"
    assert en["coat_of_arms"][0].many == "coats of arms"
    assert fr["horse"][0].many == "chevaux"
    assert fr["portrait_of_a_woman"][0].many == "portraits de femmes"
    assert of(fr["church"][0], "fr") == "d'une église"
    assert of(fr["children"][0], "fr") == "d'enfants"
    assert the(fr["clock"][0], "fr") == "l'horloge"
    assert technique_terms("fr")["watercolour"][0].one == "une aquarelle"


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrasings_kept_from_training_are_never_met_there(language):
    rng = np.random.default_rng(0)
    trained = {caption(choose(rng), rng, language=language).text for _ in range(4000)}
    kept = {
        make(unseen=True)
        for _ in range(200)
        for make in (
            lambda unseen: subject_caption("violin", rng, language=language, unseen=unseen).text,
            lambda unseen: (
                both_caption("violin", "poster", rng, language=language, unseen=unseen).text
            ),
        )
    }
    assert len(kept) == 6
    assert not kept & trained


def test_words_without_pictures_hold_of_nothing():
    words = unpictured()
    rng = np.random.default_rng(0)
    assert len(words) > 300
    assert not {"phare", "lighthouse", "gravure", "atelier", "boats"} & set(words)
    for _ in range(20):
        assert not nothing(words, rng).meaning.holds(choose(rng))
