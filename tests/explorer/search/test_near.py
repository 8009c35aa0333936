"""Near words: what was probably meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.search.near import near_names

NAMES = ["cheval", "château", "chat", "boucle d'oreille", "Église", "vase"]


def test_misspellings_find_the_name_as_it_is_written() -> None:
    assert near_names("chevla", NAMES, k=3) == ["cheval"]
    assert near_names("un chateau fort", NAMES, k=1) == ["château"]
    assert near_names("eglize", NAMES, k=3) == ["Église"]
    assert near_names("boucle d'oreile", NAMES, k=3)[0] == "boucle d'oreille"
    assert near_names("zzyzx", NAMES, k=3) == []


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=20), st.integers(1, 5))
def test_whatever_is_typed_only_names_come_back(text: str, names: list[str], k: int) -> None:
    found = near_names(text, names, k=k)
    assert len(found) <= k
    assert len(set(found)) == len(found)
    assert set(found) <= set(names)


@given(st.sampled_from(NAMES))
def test_a_name_is_nearest_to_itself(name: str) -> None:
    assert near_names(name, NAMES, k=2)[0] == name
