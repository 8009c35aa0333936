import numpy as np
import pytest
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

from precompute.quality import measure


@pytest.fixture
def vectors():
    held = np.random.default_rng(0).normal(size=(400, 16))
    return (held / np.linalg.norm(held, axis=1, keepdims=True)).astype(np.float32)


def test_trustworthiness_is_that_of_scikit_learn(vectors):
    points = vectors[:, :2] + np.random.default_rng(1).normal(size=(400, 2)) * 0.05
    found = measure(vectors, points, k=15)
    expected = trustworthiness(vectors, points, n_neighbors=15, metric="cosine")
    assert found.trustworthiness == pytest.approx(expected, abs=1e-6)


def test_neighbours_kept_are_counted_as_scikit_learn_finds_them(vectors):
    points = vectors[:, :2]
    near = [
        NearestNeighbors(n_neighbors=10, metric=metric).fit(space).kneighbors(return_distance=False)
        for space, metric in ((vectors, "cosine"), (points, "euclidean"))
    ]
    expected = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(*near, strict=True)])
    found = measure(vectors, points, k=10)
    assert found.neighbourhood_preservation == pytest.approx(expected, abs=1e-6)


def test_a_sample_gives_nearly_what_all_images_give(vectors):
    points = vectors[:, :2]
    every, some = measure(vectors, points), measure(vectors, points, sample=200)
    assert some.trustworthiness == pytest.approx(every.trustworthiness, abs=0.03)


def test_copies_are_no_strangers_to_each_other(vectors):
    doubled = np.concatenate([vectors[:50], vectors[:50]])
    assert measure(doubled, doubled[:, :2], k=1).trustworthiness > 0.7
    heap = np.tile(vectors[:1], (30, 1))
    assert measure(heap, np.random.default_rng(0).random((30, 2)), k=5).trustworthiness == 1


@pytest.mark.parametrize("n", [1, 2])
def test_too_few_images_have_no_quality(n, vectors):
    found = measure(vectors[:n], vectors[:n, :2])
    assert found.trustworthiness is None
    assert found.to_text() == "too few images to measure"
