"""Which pictures surround the middle, from the nearest to the surprising."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.cloud.choice import MOST_SURPRISE, choose, pool_size

SURPRISE = st.integers(0, MOST_SURPRISE)


def drawn(n, seed, dim=8):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(n, dim))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    relevance = vectors[:, 0] if n else np.empty(0)
    order = np.argsort(-relevance)
    return relevance[order], vectors[order]


@given(n=st.integers(0, 200), k=st.integers(0, 60), surprise=SURPRISE, seed=st.integers(0, 99))
def test_so_many_are_chosen_once_each_the_most_relevant_first(n, k, surprise, seed):
    relevance, vectors = drawn(n, seed)
    chosen = choose(relevance, vectors, k=k, surprise=surprise)
    assert len(chosen) == min(n, k)
    assert (np.diff(chosen) > 0).all()
    assert np.array_equal(chosen, choose(relevance, vectors, k=k, surprise=surprise))
    if len(chosen):
        assert chosen[0] == 0


@given(n=st.integers(61, 200), seed=st.integers(0, 99))
def test_without_surprise_they_are_the_nearest(n, seed):
    relevance, vectors = drawn(n, seed)
    assert choose(relevance, vectors, k=60, surprise=0).tolist() == list(range(60))


def test_with_surprise_they_are_less_like_each_other():
    relevance, vectors = drawn(600, 7)

    def alike(surprise):
        some = vectors[choose(relevance, vectors, k=40, surprise=surprise)]
        return (some @ some.T).mean()

    assert alike(10) < alike(5) < alike(0)


def test_of_pictures_that_are_all_the_same_any_do():
    vectors = np.tile([1.0, 0, 0], (50, 1))
    assert len(set(choose(np.ones(50), vectors, k=20, surprise=10).tolist())) == 20


@given(k=st.integers(1, 100), surprise=SURPRISE, items=st.integers(0, 2_000_000))
def test_the_pool_is_bounded_and_grows_with_surprise(k, surprise, items):
    size = pool_size(k, surprise, items=items)
    assert min(k, items) <= size <= min(items, 16 * k)
    assert surprise > 0 or size == min(k, items)
    assert size >= pool_size(k, max(0, surprise - 1), items=items)
