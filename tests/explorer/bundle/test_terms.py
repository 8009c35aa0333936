"""The words of the records: stems that meet, slips that are forgiven, and nothing else."""

import sqlite3

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle.stems import stems
from explorer.bundle.terms import distance
from explorer.bundle.words import WordIndex, write_words
from explorer.search.words import Written, all_saying, find_written, saying

TITLES = [
    "Cheval de course",
    "Les chevaux gravés dans la forêt",
    "Une gravure : la nuit étoilée",
    "La nuit, étoiles filantes",
    "Paintings of horses",
    "A painted landscape",
    "Œuvre de l'École des chartes",
    "Locomotive à vapeur",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("terms") / "words.sqlite"
    items = (
        (row, f"id-{row}", [f"id-{row}"], [title, *[""] * 6]) for row, title in enumerate(TITLES)
    )
    write_words(path, columns=["id"], items=items)
    return WordIndex(path)


@pytest.fixture(scope="module")
def old(tmp_path_factory, index):
    """The same of a bundle that lists no words."""
    path = tmp_path_factory.mktemp("old") / "words.sqlite"
    path.write_bytes(index._path.read_bytes())
    with sqlite3.connect(path) as database:
        for table in ("terms", "stems", "trigrams", "grams"):
            database.execute(f"DROP TABLE {table}")
    return WordIndex(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chevaux", "cheval"),
        ("gravees", "graver"),
        ("etoilee", "etoiles"),
        ("paintings", "painted"),
        ("horses", "horse"),
        ("cities", "city"),
        ("riding", "rided"),
    ],
)
def test_words_of_one_stem_meet(one, other):
    assert set(stems(one)) & set(stems(other))


@pytest.mark.parametrize(("one", "other"), [("cheval", "chapeau"), ("horse", "house")])
def test_other_words_do_not(one, other):
    assert not set(stems(one)) & set(stems(other))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("cheval", {0, 1}),
        ("painting", {4, 5}),
        ("oeuvre", {6}),
        ("gravés", {1}),
        ('"nuit étoilée"', {2}),
        ('"etoilee nuit"', set()),
        ('"la nuit" étoile', {2, 3}),
    ],
)
def test_words_meet_by_their_stems_and_phrases_as_they_are(index, text, rows):
    found = find_written(index, text, limit=10)
    assert set(found.rows) == rows
    assert found.instead == ()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("locomotve", "locomotive"),
        ("lcoomotive", "locomotive"),
        ("locomottivve", "locomotive"),
        ("lanscape", "landscape"),
        ("chevla", "cheval"),
        ("foret", ""),  # no slip at all: accents are folded
        ("loco", ""),  # the beginning of a word
        ("lac", ""),  # too short to guess
        ("xyzzyx", ""),
    ],
)
def test_a_slip_is_forgiven_and_said(index, typed, taken):
    found = find_written(index, typed, limit=10)
    assert found.instead == (((typed, taken),) if taken else ())
    assert bool(found.rows) == (typed not in ("lac", "xyzzyx"))


def test_a_word_in_quotes_is_never_taken_for_another(index):
    assert find_written(index, '"locomotve"', limit=10) == Written()


def test_what_is_not_wanted_is_left_out(index):
    assert find_written(index, "cheval", limit=10, without=["courses"]).rows == [1]
    assert find_written(index, "nuit", limit=10, without=["nuit étoilée"]).rows == [3]
    assert np.flatnonzero(all_saying(index, ["course", "nuit"])).tolist() == [0, 2, 3]
    assert not all_saying(index, ["", '"*(']).any()
    assert len(all_saying(index, ["nuit"])) == len(index)
    assert saying(index, ["nuit"], [0, 3, 7]) == {3}
    assert saying(index, ["", '"*('], [0]) == set()


def test_a_bundle_of_another_time_is_searched_as_it_was(old):
    assert set(find_written(old, "cheval", limit=10).rows) == {0, 1}
    assert find_written(old, "locomotve", limit=10) == Written()
    assert old.terms.akin("cheval") == [] and old.terms.near("chevla") == ""


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7))
def test_distances_are_those_of_the_definition(one, other):
    assert distance(one, other, most=9) == reference(one, other)
    assert distance(one, other, most=1) == min(reference(one, other), 2)


def reference(one, other):
    """The recursive definition of the restricted distance."""
    from functools import cache

    @cache
    def far(i, j):
        if not i or not j:
            return i + j
        best = min(
            far(i - 1, j) + 1, far(i, j - 1) + 1, far(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        )
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, far(i - 2, j - 2) + 1)
        return best

    return far(len(one), len(other))


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@given(
    st.sampled_from(["locomotive", "landscape", "paintings"]),
    st.integers(0, 8),
    st.sampled_from(LETTERS),
    st.sampled_from(["wrong", "missing", "more", "swapped"]),
)
def test_any_one_slip_in_a_long_word_is_forgiven(index, word, at, letter, kind):
    typed = {
        "wrong": word[:at] + letter + word[at + 1 :],
        "missing": word[:at] + word[at + 1 :],
        "more": word[:at] + letter + word[at:],
        "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[kind]
    assert distance(index.terms.near(typed), word, most=2) <= 2
    assert index.terms.near(typed)


@given(st.text(max_size=60))
def test_no_word_is_too_odd_to_be_looked_up(index, text):
    for word in (text, text.casefold()):
        index.terms.near(word)
        index.terms.akin(word)
        index.terms.knows(word)
