import numpy as np
import pytest

from precompute.clusters import unit
from precompute.naming import fold, name_groups, same_names, uses_in

DIM = 64
ENGLISH = ["vase", "pot", "pots", "coin", "horse", "picture", "portrait", "ship", "map", "hat"]
FRENCH = ["vase", "pot", "marmite", "monnaie", "cheval", "image", "portrait", "navire", "carte"]
NAMES = {"en": ENGLISH, "fr": [*FRENCH, "chapeau"]}


@pytest.fixture
def words():
    return unit(np.random.default_rng(0).normal(size=(len(ENGLISH), DIM)))


def groups_of(words, *mixtures):
    """Centred centroids of groups that show a mixture of words, all of one size."""
    held = np.stack([sum(share * words[ENGLISH.index(w)] for w, share in m) for m in mixtures])
    return held - held.mean(axis=0)


def top(count):
    return np.full(count, -1)


def english(names):
    return [ENGLISH[name.word] if name.word >= 0 else None for name in names]


def test_names_say_what_sets_a_group_apart(words):
    centroids = groups_of(
        words,
        [("picture", 1.0), ("vase", 0.6)],
        [("picture", 1.0), ("coin", 0.6)],
        [("picture", 1.0), ("horse", 0.6)],
    )
    found = name_groups(centroids, np.full(3, 10), top(3), words, NAMES)
    assert english(found) == ["vase", "coin", "horse"]
    assert all(name.margin > 0 for name in found)


def test_no_two_siblings_share_a_name_in_any_language(words):
    centroids = groups_of(
        words,
        [("pot", 1.0), ("vase", 0.3)],
        [("pot", 0.9), ("pots", 0.8)],
        [("ship", 1.0)],
        [("map", 1.0)],
    )
    found = name_groups(centroids, np.full(4, 10), top(4), words, NAMES)
    alike = same_names(NAMES)
    assert len({alike[name.word] for name in found}) == 4


def test_a_child_is_not_named_as_its_parent(words):
    vase, coin = groups_of(words, [("vase", 1.0)], [("coin", 1.0)])
    children = np.stack([vase, vase + 0.3 * words[ENGLISH.index("hat")]])
    centroids = np.concatenate([[vase, coin], children])
    parents = np.array([-1, -1, 0, 0])
    found = name_groups(centroids, np.array([20, 20, 10, 10]), parents, words, NAMES)
    assert english(found)[:2] == ["vase", "coin"]
    assert "vase" not in english(found)[2:]
    assert ENGLISH.index("vase") not in [term for name in found[2:] for term in name.terms]


def test_terms_are_the_next_best_without_the_name_itself(words):
    centroids = groups_of(words, [("ship", 1.0), ("map", 0.8)], [("hat", 1.0)])
    found = name_groups(centroids, np.full(2, 10), top(2), words, NAMES)
    assert english(found)[0] == "ship"
    assert ENGLISH[found[0].terms[0]] == "map"
    assert all(name.word not in name.terms for name in found)


def test_words_of_the_collection_s_own_texts_are_preferred(words):
    centroids = groups_of(words, [("ship", 1.0), ("map", 0.75)], [("hat", 1.0)])
    uses = uses_in(["Carte du port de Nantes", "Two maps, a map", "Un chapeau"], NAMES)
    assert dict(zip(ENGLISH, uses, strict=True)) == dict.fromkeys(ENGLISH, 0) | {"map": 2, "hat": 1}
    assert english(name_groups(centroids, np.full(2, 10), top(2), words, NAMES))[0] == "ship"
    found = name_groups(centroids, np.full(2, 10), top(2), words, NAMES, uses=uses)
    assert english(found)[0] == "map"


def test_what_resembles_no_word_has_no_name():
    words = unit(np.eye(4)[:3])
    centroids = np.array([[0, 0, 0, 1.0], [0, 0, 0, -1.0]])
    found = name_groups(centroids, np.full(2, 5), top(2), words, {"en": ["a", "b", "c"]})
    assert [name.word for name in found] == [-1, -1]
    assert found[0].terms == ()


@pytest.mark.parametrize("count", [1, 2])
def test_hardly_any_word(count):
    words = unit(np.random.default_rng(0).normal(size=(count, 8)))
    centroids = np.stack([words[0], -words[0]])
    names = {"en": ["vase", "coin"][:count]}
    found = name_groups(centroids, np.full(2, 5), top(2), words, names)
    assert found[0].word == 0


def test_folding_drops_what_makes_no_difference():
    assert fold("Statues (sculpture)") == fold("statue")
    assert fold("bow-tie") == fold("bow tie")
    assert fold("Épées") == fold("epee")
    assert fold("gas") != fold("ga")
    assert fold("(…)")


def test_names_that_read_the_same_in_one_language_are_one():
    alike = same_names({"en": ["chopstick", "chopsticks", "bowl"], "fr": ["a", "baguette", "bol"]})
    assert alike[0] == alike[1] != alike[2]
