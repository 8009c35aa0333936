"""Both languages say everything the code says, and mean the same places in it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.i18n import LANGUAGES, accepted, choose, read_catalogue, translator
from explorer.ui.messages import complete, merged, missing, sentences


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_is_translated(language: str) -> None:
    catalogue = read_catalogue(language)
    for key in sentences():
        message = catalogue.get(key if isinstance(key, str) else key[0])
        assert message is not None, f"run python -m explorer.ui.messages: {key!r}"
        assert complete(message.string), f"{language}: {key!r} is not translated"
    assert missing(catalogue) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_hold_nothing_that_the_code_does_not_say(language: str) -> None:
    said = {key if isinstance(key, str) else key[0] for key in sentences()}
    held = {m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue(language) if m.id}
    assert held == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_places(language: str) -> None:
    for message in read_catalogue(language):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = set().union(*map(places, ids))
        for text in texts:
            assert places(text) <= wanted, f"{language}: {text!r}"
        assert places(texts[-1]) == wanted, f"{language}: {texts[-1]!r}"


def test_french_keeps_its_high_punctuation_on_the_line() -> None:
    for message in read_catalogue("fr"):
        texts = [message.string] if isinstance(message.string, str) else message.string
        for text in texts:
            assert not any(f" {mark}" in text for mark in "?!;:»"), text
            assert "« " not in text, text


def test_a_new_sentence_is_seen_as_missing() -> None:
    catalogue = merged(read_catalogue("fr"), "fr")
    catalogue.add("A sentence nobody has translated", "")
    assert [message.id for message in missing(catalogue)] == ["A sentence nobody has translated"]


def test_it_speaks() -> None:
    french, english = translator("fr"), translator("en")
    assert french("Search") == "Recherche"
    assert english("Search") == "Search"
    assert french.plural("{n} picture", "{n} pictures", 0) == "0 image"
    assert english.plural("{n} picture", "{n} pictures", 0) == "0 pictures"
    found = french("Results for “{query}”", query="{x} <b>")
    assert found == "Résultats pour «\u00a0{x} <b>\u00a0»"
    with pytest.raises(ValueError, match="de"):
        translator("de")


@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=4), st.text(max_size=4))
def test_a_language_is_always_chosen(candidates: list[str | None], default: str) -> None:
    assert choose(candidates, default=default) in LANGUAGES


def test_the_first_known_language_is_chosen() -> None:
    assert choose([None, "", "de", "EN-gb", "fr"]) == "en"
    assert choose(["fr_CA"], default="en") == "fr"
    assert choose(["friulian", "../en"], default="en") == "en"


def test_the_most_wanted_language_comes_first() -> None:
    assert accepted("de;q=0.5, en-GB, fr;q=0.9, *;q=0") == ["en-GB", "fr", "de"]
    assert accepted("fr;q=x,,") == []
