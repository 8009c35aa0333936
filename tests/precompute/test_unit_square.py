import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from precompute.unit_square import MARGIN, fit, least_gap, separate

shapes = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 60), st.just(2)),
    elements=st.floats(-1e3, 1e3, width=32),
)


@given(shapes)
def test_a_shape_is_fitted_inside_the_margin(points):
    found = fit(points)
    assert found.dtype == np.float32
    assert (found >= MARGIN - 1e-5).all()
    assert (found <= 1 - MARGIN + 1e-5).all()


def test_proportions_are_kept():
    found = fit(np.array([[0, 0], [4, 0], [4, 1], [0, 1]], float))
    wide, high = np.ptp(found, axis=0)
    assert wide == pytest.approx(0.96, abs=1e-6)
    assert high == pytest.approx(0.24, abs=1e-6)


def test_a_few_far_points_do_not_squash_the_rest():
    random = np.random.default_rng(0)
    crowd = random.normal(size=(500, 2))
    points = np.concatenate([crowd, [[900, 0], [0, -4000], [2000, 2000]]])
    found = fit(points)
    assert np.ptp(found[:500], axis=0).min() > 0.5
    beyond = np.hypot(*(found - np.median(found, axis=0)).T)
    assert (beyond[500:] > np.quantile(beyond[:500], 0.95)).all()


@given(
    arrays.arrays(
        np.float32, st.tuples(st.integers(2, 60), st.just(2)), elements=st.floats(0, 1, width=32)
    )
)
@settings(deadline=None, max_examples=50)
def test_separating_leaves_no_two_points_in_one_place(points):
    gap = least_gap(len(points))
    found = separate(points, gap=gap)
    assert pdist(found).min() > 0.2 * gap
    assert (found >= 0).all()
    assert (found <= 1).all()


def test_copies_are_spread_by_a_bounded_way():
    points = np.full((100, 2), 0.5, np.float32)
    gap = least_gap(10_000)
    found = separate(points, gap=gap)
    assert pdist(found).min() > 0.9 * gap
    assert np.hypot(*(found - 0.5).T).max() < 3 * gap * 10


def test_points_with_room_stay_where_they_are():
    points = np.stack(np.meshgrid(np.linspace(0.1, 0.9, 9), np.linspace(0.1, 0.9, 9)), -1)
    points = points.reshape(-1, 2).astype(np.float32)
    assert (separate(points, gap=0.05) == points).all()


def test_fixed_points_never_move():
    random = np.random.default_rng(0)
    old = random.random((200, 2)).astype(np.float32)
    points = np.concatenate([old, old[:50], old[:50]])
    found = separate(points, gap=0.01, fixed=200)
    assert (found[:200] == old).all()
    new = found[200:]
    assert (np.hypot(*(new - points[200:]).T) > 0).all()
    assert np.hypot(*(new - points[200:]).T).max() < 0.1


def test_one_point_lies_in_the_middle():
    assert fit(np.array([[7.0, -3.0]])).tolist() == [[0.5, 0.5]]
    assert separate(np.array([[0.5, 0.5]]), gap=least_gap(1)).tolist() == [[0.5, 0.5]]
