import numpy as np

from precompute.placing import NEAREST, nearest_old, places
from tests.precompute.test_umap_layout import collection, graph


def test_nearest_old_are_old_and_best_first_even_where_new_images_crowd():
    vectors, *_ = collection(120)
    vectors = np.concatenate([vectors, np.tile(vectors[:1], (60, 1))])
    rows, cosines = nearest_old(vectors, *graph(vectors), 120)
    assert rows.shape == cosines.shape == (60, NEAREST)
    assert (rows < 120).all()
    assert (rows >= 0).all()
    assert (rows[:, 0] == 0).all()
    assert (np.diff(cosines, axis=1) <= 1e-6).all()


def test_fewer_old_images_than_asked_for():
    vectors, rows, scores = collection(7)
    near, cosines = nearest_old(vectors, rows, scores, 2)
    assert (np.sort(near, axis=1)[:, -2:] == [0, 1]).all()
    found = places(np.array([[0.2, 0.2], [0.3, 0.2]], np.float32), near, cosines)
    assert (found >= 0.2 - 1e-6).all()
    assert (found <= 0.3 + 1e-6).all()


def test_a_place_is_among_those_that_lie_together():
    points = np.array([[0.1, 0.1], [0.12, 0.1], [0.1, 0.12], [0.9, 0.9], [0.9, 0.1]], np.float32)
    cosines = np.full((1, 5), 0.8, np.float32)
    found = places(points, np.arange(5)[None], cosines)
    assert np.hypot(*(found[0] - [0.107, 0.107])) < 0.02


def test_the_most_alike_counts_most():
    points = np.array([[0.10, 0.5], [0.15, 0.5]], np.float32)
    rows, cosines = np.array([[0, 1, -1, -1, -1]]), np.array([[0.95, 0.6, -1, -1, -1]])
    found = places(points, rows, cosines.astype(np.float32))
    assert 0.10 <= found[0, 0] < 0.101
