import hypothesis.extra.numpy as arrays
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.bundle import spacing
from precompute.reveal import LAST, reveal_levels

coordinates = st.floats(0, 1, width=32)
layouts = arrays.arrays(np.float32, st.tuples(st.integers(1, 60), st.just(2)), elements=coordinates)


def nearest_within(points):
    """Maximum-norm distance of each point to the nearest other; inf for a point alone."""
    points = points.astype(np.float64)
    apart = np.abs(points[:, None] - points[None]).max(axis=-1)
    np.fill_diagonal(apart, np.inf)
    return apart.min(axis=1, initial=np.inf)


@given(layouts, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_images_revealed_up_to_a_level_keep_its_spacing(points, random):
    order = list(range(len(points)))
    random.shuffle(order)
    levels = reveal_levels(points, np.array(order))
    for level in range(LAST):
        shown = points[levels <= level]
        assert (nearest_within(shown) >= float(spacing(level))).all()


@given(layouts)
@settings(deadline=None, max_examples=50)
def test_an_image_waits_only_where_a_more_important_one_is_in_its_way(points):
    levels = reveal_levels(points, np.arange(len(points)))
    for row, level in enumerate(levels):
        for coarser in range(int(level)):
            before = np.flatnonzero((levels <= coarser) & (np.arange(len(points)) != row))
            apart = np.abs(points[before].astype(float) - points[row].astype(float)).max(axis=1)
            wide = float(spacing(coarser))
            same_cell = (
                np.floor(points[before].astype(float) / wide)
                == np.floor(points[row].astype(float) / wide)
            ).all(axis=1)
            assert ((apart < wide) | same_cell).any()


def test_the_most_important_image_is_revealed_first_and_copies_last():
    points = np.full((5, 2), 0.5, np.float32)
    levels = reveal_levels(points, np.array([3, 0, 1, 2, 4]))
    assert levels.tolist() == [LAST, LAST, LAST, 0, LAST]


def test_levels_do_not_depend_on_how_rows_are_numbered():
    random = np.random.default_rng(0)
    points = random.random((2_000, 2)).astype(np.float32)
    order, renumbered = random.permutation(2_000), random.permutation(2_000)
    levels = reveal_levels(points, order)
    places = np.argsort(renumbered)
    assert (reveal_levels(points[renumbered], places[order]) == levels[renumbered]).all()


def test_a_spread_collection_fills_each_level_about_twice_as_much_as_the_one_before():
    points = np.random.default_rng(1).random((100_000, 2)).astype(np.float32)
    shown = np.cumsum(np.bincount(reveal_levels(points, np.arange(100_000))))
    growth = shown[1:8] / shown[:7]
    assert (growth > 1.5).all()
    assert (growth < 2.3).all()
