"""What people type in the box: taken apart, written again, and never a reason to fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.search.phrasing import Phrasing, bare, loose, parse, phrases, write
from explorer.search.query import MAX_WITHOUT

PIECES = st.sampled_from(
    ["cheval", "-course", "−nuit", '"', "«", "»", '-"chemin de fer"', "-", "--x", "L'été", "-12"]
)
TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES | st.text(max_size=6), max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@pytest.mark.parametrize(
    ("typed", "text", "without"),
    [
        ("cheval -course", "cheval", ("course",)),
        ("cheval −course", "cheval", ("course",)),
        ('cheval -"chemin de fer" -nuit', "cheval", ("chemin de fer", "nuit")),
        ("« nuit étoilée » mer", '"nuit étoilée" mer', ()),
        ("“starry night”", '"starry night"', ()),
        ("  a   b  ", "a b", ()),
        ("eau-forte", "eau-forte", ()),  # a hyphen is no minus
        ("-500 -44", "-500 -44", ()),  # nor is a year before our era
        ("12 -13", "12 -13", ()),
        ('one " alone', "one alone", ()),
        ('""', "", ()),
        ("-course", "", ("course",)),
        ("--course", "--course", ()),
        ("-Course -course", "", ("Course", "course")),
        ("-a -a", "", ("a",)),
        ("-", "-", ()),
        ("", "", ()),
    ],
)
def test_what_is_typed_is_taken_apart(typed, text, without):
    assert parse(typed) == Phrasing(text, without)


@given(TYPED)
def test_what_was_taken_apart_is_written_and_read_as_the_same(typed):
    found = parse(typed)
    assert parse(write(found)) == found
    assert len(found.without) <= MAX_WITHOUT
    assert found.text.count('"') % 2 == 0
    assert '"' not in "".join(found.without)


def test_phrases_are_told_from_the_rest():
    text = '"nuit étoilée" mer "x"'
    assert phrases(text) == ["nuit étoilée", "x"]
    assert loose(text).split() == ["mer"]
    assert bare(text) == "nuit étoilée mer x"
