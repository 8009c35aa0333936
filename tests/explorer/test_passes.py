"""A pass tells a name, and nobody else can write one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer import passes

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(names)
def test_a_pass_tells_the_name_that_it_was_given_for(name: str) -> None:
    assert passes.holder(passes.issue(name)) == name


@given(st.text(max_size=300))
def test_what_somebody_wrote_is_nobodys_pass(text: str) -> None:
    assert passes.holder(text) == ""


@given(names.filter(bool), names.filter(bool))
def test_a_signature_is_of_one_name(name: str, other: str) -> None:
    signature = passes.issue(name).partition(".")[2]
    forged = f"{passes.issue(other).partition('.')[0]}.{signature}"
    assert passes.holder(forged) == (name if name == other else "")
    assert passes.holder(passes.issue(name)[:-1]) == ""
