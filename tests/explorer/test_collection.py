"""An open collection: items in the visitor's language, themes, facets."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from explorer.bundle import BundleError, files
from explorer.collection import Collection
from explorer.languages import translated
from tests.makers import HOSTILE, ODD_IDS


@pytest.fixture(scope="module")
def collection(small_bundle):
    return Collection(small_bundle)


def test_items_come_in_the_order_asked_and_in_the_language_asked(collection):
    french = collection.items([9, 3, 9, 999, -1], language="fr")
    assert [item.row for item in french] == [9, 3, 9]
    assert french[0].title == "Cheval n° 9"
    assert collection.items([9], language="en")[0].title == "Horse no. 9"
    assert collection.items([], language="fr") == []


def test_a_record_is_whole(collection):
    item = collection.item("doc-7", language="fr")
    assert (item.width, item.height) == (160, 120)
    assert (item.year_from, item.year_to, item.date) == (1707, 1707, "1707")
    assert item.subject == ("pièce de monnaie", "dessin")
    assert item.technique == ("encre",)
    assert item.place == "Orléans"
    assert item.description == "L'été, à l'École des chartes."
    assert item.extra == {"inventory": "INV.0007"}
    assert item.colour.startswith("#")
    assert item.themes
    assert "title@en" not in item.extra


@pytest.mark.parametrize(("row", "id_"), ODD_IDS.items())
def test_odd_ids_are_ids_like_others(collection, row, id_):
    assert collection.row(id_) == row
    assert collection.item(id_, language="fr").row == row


def test_what_is_hostile_is_kept_as_it_is(collection):
    assert collection.items([6], language="fr")[0].title == HOSTILE


def test_nobody_is_none(collection):
    assert collection.row("nobody") is None
    assert collection.item("nobody", language="fr") is None


def test_themes_have_parents_labels_and_medoids(collection):
    themes = collection.themes(language="fr")
    ids = {theme.id for theme in themes}
    assert themes
    for theme in themes:
        assert theme.parent == -1 or theme.parent in ids
        assert (theme.level == 0) == (theme.parent == -1)
        assert theme.label
        assert all(0 <= row < len(collection) for row in theme.medoids)
    labels = {theme.label for theme in collection.themes(language="en")}
    assert labels != {theme.label for theme in themes}


def test_facets_count_each_value(collection):
    facets = {facet.name: dict(facet.values) for facet in collection.facets()}
    assert facets["technique"] == {"encre": 30, "gouache": 30}
    assert facets["place"] == {"Orléans": 48, "Nîmes": 12}
    assert facets["subject"]["dessin"] == 60
    assert facets["subject"]["cheval"] == 10


def test_many_threads_read_it_at_once(collection):
    def read(row):
        return collection.items([row], language="fr")[0].row, collection.facets()[0].name

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(read, [*range(60)] * 5))
    assert [row for row, _ in found] == [*range(60)] * 5


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"fr": "a", "en": "b"}, "a"),
        ({"en": "b", "de": "c"}, "b"),
        ({"de": "c"}, "c"),
        ({"fr": "", "en": "b"}, "b"),
        ([("fr", "a")], "a"),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_text_falls_back_on_other_languages(texts, expected):
    assert translated(texts, "fr") == expected


def test_a_bundle_without_its_words_is_refused(copied_bundle):
    (copied_bundle / files.WORDS).unlink()
    with pytest.raises(BundleError, match=r"words\.sqlite"):
        Collection(copied_bundle)
