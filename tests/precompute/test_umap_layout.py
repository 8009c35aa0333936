import numpy as np
import pytest

from precompute import knn
from precompute.quality import measure
from precompute.umap_layout import SMALLEST, map_layout, principal


def collection(n, groups=6, dim=24, seed=0):
    random = np.random.default_rng(seed)
    held = random.normal(size=(groups, dim))[np.arange(n) % groups]
    held = held + 0.5 * random.normal(size=(n, dim))
    vectors = (held / np.linalg.norm(held, axis=1, keepdims=True)).astype(np.float16)
    return vectors, *graph(vectors)


def graph(vectors, k=32):
    scores, rows = knn.without_self(*knn.exact(vectors, vectors, k + 1), np.arange(len(vectors)), k)
    return rows.astype(np.int32), np.where(rows < 0, -1, scores).astype(np.float16)


def test_groups_lie_together():
    vectors, rows, scores = collection(300)
    points = map_layout(vectors, rows, scores, seed=0)
    assert points.shape == (300, 2)
    assert measure(vectors, points).trustworthiness > 0.8


def test_the_same_seed_gives_the_same_map():
    arrays = collection(80)
    first = map_layout(*arrays, seed=3)
    assert (map_layout(*arrays, seed=3) == first).all()
    assert not (map_layout(*arrays, seed=4) == first).all()


@pytest.mark.parametrize("n", [1, 2, 3, 5, SMALLEST - 1, SMALLEST, SMALLEST + 4])
def test_few_images(n):
    points = map_layout(*collection(n), seed=0)
    assert points.shape == (n, 2)
    assert np.isfinite(points).all()


def test_copies_and_islands():
    vectors, *_ = collection(60, groups=2)
    vectors = np.concatenate([vectors, np.tile(vectors[:1], (40, 1))])
    points = map_layout(vectors, *graph(vectors), seed=0)
    assert np.isfinite(points).all()


def test_principal_components_of_a_sample_are_nearly_those_of_all():
    vectors, *_ = collection(200)
    every, some = principal(vectors, seed=0), principal(vectors, seed=0, most=150)
    for axis in range(2):
        assert abs(np.corrcoef(every[:, axis], some[:, axis])[0, 1]) > 0.9
    assert principal(vectors[:2], seed=0, axes=24).shape == (2, 24)
