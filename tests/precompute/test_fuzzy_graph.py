import numpy as np
import pytest

from precompute.fuzzy_graph import fuzzy_graph


@pytest.mark.slow
@pytest.mark.parametrize("copies", [0, 20])
def test_it_is_the_graph_that_umap_makes(copies):
    from umap.umap_ import fuzzy_simplicial_set

    random = np.random.default_rng(0)
    points = random.normal(size=(120, 5))
    points = np.concatenate([points, np.tile(points[:1], (copies, 1))])
    apart = np.linalg.norm(points[:, None] - points[None], axis=-1)
    np.fill_diagonal(apart, -1)
    near = np.argsort(apart, axis=1, kind="stable")[:, :15]
    distances = np.maximum(np.take_along_axis(apart, near, 1), 0).astype(np.float32)
    expected = fuzzy_simplicial_set(
        points, 15, np.random.RandomState(0), "euclidean", knn_indices=near, knn_dists=distances
    )[0]
    found = fuzzy_graph(near[:, 1:], distances[:, 1:])
    np.testing.assert_allclose(found.toarray(), expected.toarray(), atol=1e-4)


def test_neighbours_that_are_not_there_have_no_edge():
    near = np.array([[1, -1, -1], [0, -1, -1], [-1, -1, -1]])
    found = fuzzy_graph(near, np.zeros((3, 3), np.float32)).toarray()
    assert found[0, 1] == found[1, 0] == 1
    assert found.sum() == 2
