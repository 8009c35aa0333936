"""The lexicon: one thing, its names in both languages."""

import csv
from pathlib import Path

import pytest

import explorer.search.lexicon as lexicon
from explorer.search.folding import words_of
from explorer.search.lexicon import translations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("paysages", "fr", "landscape"),
        ("landscape", "en", "paysage"),
        ("landscape", "fr", "paysage"),
        ("nature morte", "fr", "still life"),
        ("portrait d'un cheval noir", "fr", "portrait horse noir"),
    ],
)
def test_what_is_known_is_said_otherwise(text, language, expected):
    assert expected in translations(text, language=language)


@pytest.mark.parametrize("text", ["", "xyzzy", "!!!"])
def test_what_is_not_known_is_left(text):
    assert translations(text, language="fr") == []


def test_long_queries_give_few_ways():
    assert len(translations("gravure assiette coupe forêt " * 20, language="fr")) <= 8


def test_every_line_has_names_in_both_languages_and_none_comes_twice():
    path = Path(lexicon.__file__).with_name("lexicon.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert all(words_of(name) for row in rows for code in row for name in row[code].split("|"))
    firsts = [row["en"].split("|")[0] for row in rows]
    assert len(set(firsts)) == len(firsts)
