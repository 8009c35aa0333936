import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from precompute.ward import ward


@given(st.integers(2, 60), st.integers(0, 1_000))
@settings(deadline=None, max_examples=30)
def test_with_equal_weights_it_is_scipy_s(n, seed):
    points = np.random.default_rng(seed).normal(size=(n, 5))
    np.testing.assert_allclose(ward(points, np.ones(n)), linkage(points, "ward"), atol=1e-8)


def test_a_weight_counts_as_so_many_points_in_one_place():
    random = np.random.default_rng(1)
    points, weights = random.normal(size=(20, 3)), random.integers(1, 5, 20)
    together = fcluster(ward(points, weights), 4, "maxclust")
    apart = fcluster(linkage(np.repeat(points, weights, axis=0), "ward"), 4, "maxclust")
    owner = np.repeat(np.arange(20), weights)
    assert len({(together[at], label) for at, label in zip(owner, apart, strict=True)}) == 4


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_merge(n):
    assert ward(np.zeros((n, 2)), np.ones(n)).shape == (0, 4)


def test_copies():
    tree = ward(np.zeros((6, 2)), np.ones(6))
    assert tree.shape == (5, 4)
    assert (tree[:, 2] == 0).all()
