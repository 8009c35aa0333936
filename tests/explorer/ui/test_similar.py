"""The way through similar pictures, as the address tells it."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.similar import _step, _unstep

IDS = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=24, unique=True).map(tuple)


@given(IDS)
def test_a_step_comes_back_as_it_was(ids):
    assert _unstep(_step(ids)) == ids


def test_one_picture_is_told_by_its_identifier_as_it_is():
    assert _step(("a/b é+c",)) == "a/b é+c"
    assert _step(("~a",)) == "~~a"
    assert _step(("a", "b c")) == "~a+b%20c"


@given(st.text(max_size=60))
def test_whatever_the_address_says_is_read(text):
    found = _unstep(text)
    assert all(found)
    assert len(found) <= 24
