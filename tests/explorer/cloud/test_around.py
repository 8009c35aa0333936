"""The cloud of a real collection."""

import numpy as np
import pytest

from explorer.cloud.around import Asked, cloud, neighbours, shape
from explorer.collection import Collection
from explorer.filtering.wishes import Filter


@pytest.fixture(scope="module")
def small(small_bundle):
    return Collection(small_bundle)


def rows(found):
    return [hung.item.row for hung in found.around]


def test_without_surprise_it_is_what_the_search_calls_similar(small):
    found = cloud(small, Asked(rows=(7,), k=20), language="fr")
    assert rows(found) == [hit.row for hit in small.engine.similar([7], k=20).hits]
    assert [hung.item.row for hung in found.centre] == [7]
    scores = [hung.score for hung in found.around]
    assert scores == sorted(scores, reverse=True)


def test_of_several_it_is_what_is_like_them_together(small):
    found = cloud(small, Asked(rows=(3, 7, 9), k=20), language="fr")
    assert [hung.item.row for hung in found.centre] == [3, 7, 9]
    assert rows(found) == [hit.row for hit in small.engine.similar([3, 7, 9], k=20).hits]


def test_a_filter_keeps_it_to_a_part(small):
    wish = Filter(columns=(("technique", ("encre",)),))
    kept = set(np.flatnonzero(small.filters.mask(wish)).tolist())
    found = rows(cloud(small, Asked(rows=(7,), k=100, wish=wish), language="fr"))
    assert set(found) == kept - {7}
    none = Filter(columns=(("technique", ("xyzzy",)),))
    assert rows(cloud(small, Asked(rows=(7,), k=30, wish=none), language="fr")) == []


def test_a_small_collection_hangs_whole(small):
    assert sorted([7, *rows(cloud(small, Asked(rows=(7,), k=100), language="fr"))]) == [*range(60)]


@pytest.mark.parametrize("surprise", [0, 4, 10])
def test_the_same_question_has_the_same_answer(small, surprise):
    asked = Asked(rows=(7,), k=12, surprise=surprise, aspect=1.6)
    assert cloud(small, asked, language="fr") == cloud(small, asked, language="fr")


def test_surprise_brings_others(small):
    same, other = (
        neighbours(small, Asked(rows=(7,), k=8, surprise=surprise)).rows.tolist()
        for surprise in (0, 10)
    )
    assert set(same) != set(other)
    assert same[0] == other[0]


def test_shapes_are_few_and_near():
    aspects = np.geomspace(0.3, 3.3, 400)
    shapes = [shape(aspect) for aspect in aspects]
    assert len(set(shapes)) <= 15
    assert max(np.maximum(aspects / shapes, shapes / aspects)) < 1.15
    assert shape(1e-9) == shape(0.2)
    assert shape(1e9) == shape(9)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": ()},
        {"rows": tuple(range(25))},
        {"k": 101},
        {"k": -1},
        {"surprise": 11},
        {"aspect": 0.0},
        {"aspect": float("nan")},
        {"aspect": float("inf")},
    ],
)
def test_what_cannot_be_asked_is_refused(wrong):
    with pytest.raises(ValueError, match=r"rows|surprise"):
        Asked(**({"rows": (1,)} | wrong))


def test_rows_that_do_not_exist_are_refused(small):
    for row in (-1, 60):
        with pytest.raises(ValueError, match="rows of the collection"):
            cloud(small, Asked(rows=(row,)), language="fr")
