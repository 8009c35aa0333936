"""An order around a circle in which alike ones stand together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cloud.packing import arrange
from explorer.cloud.seriation import circular_order, residual_likeness


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def groups(sizes, seed=3, dim=24):
    """Vectors of some groups, mixed, and which group each is of."""
    rng = np.random.default_rng(seed)
    centres = unit(rng.normal(size=(len(sizes), dim)))
    member = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    vectors = unit(centres[member] + 0.04 * rng.normal(size=(len(member), dim)))
    return vectors, unit(vectors.mean(axis=0)), member


@given(n=st.integers(0, 100), dim=st.integers(1, 12), seed=st.integers(0, 200))
def test_it_is_an_order_of_all_from_the_first_on(n, dim, seed):
    rng = np.random.default_rng(seed)
    vectors = unit(rng.normal(size=(n, dim)))
    likeness = residual_likeness(vectors, unit(rng.normal(size=dim)))
    order = circular_order(likeness)
    assert sorted(order.tolist()) == list(range(n))
    assert np.array_equal(order, circular_order(likeness))
    if n:
        assert order[0] == 0


@pytest.mark.parametrize("n", [1, 2, 5, 40])
def test_pictures_that_are_all_the_same_have_an_order_too(n):
    vectors = np.tile(unit(np.ones(8)), (n, 1))
    likeness = residual_likeness(vectors, vectors[0])
    assert np.isfinite(likeness).all()
    assert sorted(circular_order(likeness).tolist()) == list(range(n))


@pytest.mark.parametrize("seed", range(6))
def test_groups_stand_together(seed):
    vectors, centre, member = groups([9, 12, 10, 8], seed)
    around = member[circular_order(residual_likeness(vectors, centre))]
    changes = int((around != np.roll(around, 1)).sum())
    assert changes <= 6


@pytest.mark.parametrize("aspect", [0.6, 1.8])
@pytest.mark.parametrize("seed", range(3))
def test_on_the_screen_the_nearest_picture_is_of_the_same_group(seed, aspect):
    vectors, centre, member = groups([12, 12, 12, 12], seed)
    likeness = residual_likeness(vectors, centre)
    found = arrange(
        np.ones(1),
        np.random.default_rng(seed).uniform(0.7, 1.4, len(member)),
        order=circular_order(likeness),
        likeness=likeness,
        aspect=aspect,
    )
    places = found.around[:, :2]
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 9 * np.eye(len(places))
    same = member[apart.argmin(axis=1)] == member
    assert same.mean() > 0.7
