"""Meeting a query by the names of a vocabulary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bundle import Vocabulary
from explorer.search.vocabulary import VocabularyIndex

NAMES = (
    ("vase", "vase"),
    ("coin", "pièce de monnaie"),
    ("earring", "boucle d'oreille"),
    ("horse", "cheval"),
    ("sea horse", "hippocampe"),
    ("statue (sculpture)", "statue"),
    ("horse buggy", "carriole"),
    ("crab", "crabe"),
    ("crab (animal)", "tourteau"),
    ("church", "église"),
)


def vocabulary(languages=("en", "fr")):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(len(NAMES), 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    names = {code: [pair[("en", "fr").index(code)] for pair in NAMES] for code in ("en", "fr")}
    return VocabularyIndex(
        Vocabulary(
            {code: names[code] for code in languages},
            vectors.astype(np.float16),
            np.zeros(len(NAMES), np.float32),
            np.full(len(NAMES), 0.1, np.float32),
        )
    )


def found(text, language="fr", languages=("en", "fr")):
    index = vocabulary(languages)
    match = index.match(text, language=language)
    return [tuple(NAMES[word][0] for word in words) for words in match.words]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("cheval", "fr", [("horse",)]),
        ("Les Chevaux", "fr", [("horse",)]),
        ("PIECES DE MONNAIE", "fr", [("coin",)]),
        ("boucles d’oreilles", "fr", [("earring",)]),
        ("eglise", "fr", [("church",)]),
        ("l'église", "fr", [("church",)]),
        ("churches", "en", [("church",)]),
        ("a vase and a coin", "en", [("vase",), ("coin",)]),
        ("vase, vase", "en", [("vase",)]),
        ("statues", "en", [("statue (sculpture)",)]),
        ("crab", "en", [("crab", "crab (animal)")]),
    ],
)
def test_names_are_met_whatever_their_spelling(text, language, names):
    assert found(text, language) == names


def test_the_longest_name_wins():
    assert found("sea horse", "en") == [("sea horse",)]
    assert found("horse sea", "en") == [("horse",), ("sea horse",)]  # "sea" by a name that holds it


def test_the_other_language_is_met_where_one_is_not_enough():
    assert found("horse", "fr") == [("horse",)]
    assert found("cheval", "en") == [("horse",)]
    assert found("horse", "fr", languages=("en",)) == [("horse",)]
    assert found("cheval", "en", languages=("fr",)) == [("horse",)]


@pytest.mark.parametrize("text", ["xyzzy", "", "   ", "!!!", "的", "la", "\x00"])
def test_what_is_not_there_is_not_met(text):
    match = vocabulary().match(text, language="fr")
    assert not match
    assert match.words == ()


def test_words_that_no_name_covers_are_told():
    match = vocabulary().match("cheval xyzzy", language="fr")
    assert match.unmatched == ("xyzzy",)
    assert match.near == 0


def test_labels_fall_back_on_another_language():
    assert vocabulary().label(1, language="fr") == "pièce de monnaie"
    assert vocabulary(("en",)).label(1, language="fr") == "coin"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("che", ["cheval"]),
        ("piece d", ["pièce de monnaie"]),
        ("Boucle d'o", ["boucle d'oreille"]),
        ("mon", ["pièce de monnaie"]),
        ("", []),
        ("zzz", []),
    ],
)
def test_suggestions_go_on_from_what_is_typed(typed, names):
    assert vocabulary().suggest(typed, language="fr", k=5) == names


def test_suggestions_put_beginnings_first_and_stop_at_k():
    assert vocabulary().suggest("h", language="en", k=5) == ["horse", "horse buggy", "sea horse"]
    assert len(vocabulary().suggest("c", language="en", k=2)) == 2


@given(st.text(max_size=80), st.sampled_from(["fr", "en"]))
def test_any_text_is_answered(text, language):
    index = vocabulary()
    match = index.match(text, language=language)
    assert all(0 <= word < len(NAMES) for words in match.words for word in words)
    assert len(index.suggest(text, language=language, k=3)) <= 3
    if match:
        vector = index.vector(match)
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
