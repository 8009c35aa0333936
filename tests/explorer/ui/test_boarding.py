"""What the browser asks to be put on a board is checked before anything is done with it."""

import pytest

from explorer.ui.boarding import MOST, wanted


def test_ids_are_taken_once_and_in_order():
    assert wanted({"ids": ["b", "a", "b", "日本/1", "<b>"]}) == ["b", "a", "日本/1", "<b>"]


@pytest.mark.parametrize(
    "intent",
    [None, [], "ids", 3, {}, {"ids": None}, {"ids": "abc"}, {"ids": {"a": 1}}, {"ids": [1, None]}],
)
def test_what_is_no_list_of_ids_asks_for_nothing(intent):
    assert wanted(intent) == []


def test_ids_are_bounded():
    assert len(wanted({"ids": [str(n) for n in range(5000)]})) == MOST
    assert wanted({"ids": ["", "x" * 1001, ["a"], "ok"]}) == ["ok"]
