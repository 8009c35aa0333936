"""Numbers, years and days as each language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.i18n import LANGUAGES, translator
from explorer.ui.numbers import day, number, share, year, years

FRENCH, ENGLISH = translator("fr"), translator("en")


def test_numbers() -> None:
    assert number(1234567, "en") == "1,234,567"
    assert number(1234567, "fr") == "1\u202f234\u202f567"
    assert number(0.5, "fr", digits=2) == "0,50"
    assert share(0.9505, "en") == "95%"
    assert share(0.9505, "fr") == "95\u202f%"


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (-500, 1929, "de 500 av. J.-C. à 1929", "500 BCE to 1929"),
        (-500, -500, "500 av. J.-C.", "500 BCE"),
        (79, 1066, "de 79 apr. J.-C. à 1066", "AD 79 to 1066"),
        (1653, 1653, "1653", "1653"),
    ],
)
def test_years(first: int, last: int, french: str, english: str) -> None:
    assert years(first, last, FRENCH) == french
    assert years(first, last, ENGLISH) == english


@given(st.integers(-10_000, 3000).filter(bool), st.sampled_from(LANGUAGES))
def test_a_year_never_shows_a_minus(value: int, language: str) -> None:
    text = year(value, translator(language))
    assert str(abs(value)) in text
    assert "-" not in text.replace("J.-C.", "")


def test_days() -> None:
    assert day("2026-11-20T12:12:45+00:00", "fr") == "20 novembre 2026"
    assert day("2026-11-20T12:12:45+00:00", "en") == "November 20, 2026"
    assert day("some time ago", "en") == "some time ago"
