import numpy as np
import pytest
from scipy.spatial import cKDTree

from precompute.cartogram import even_out


@pytest.fixture
def islands():
    random = np.random.default_rng(0)
    places = np.array([[0.1, 0.1], [0.85, 0.2], [0.5, 0.9]])[random.integers(0, 3, 3_000)]
    return (places + random.normal(size=(3_000, 2)) * 0.015).clip(0, 1).astype(np.float32)


def occupied(points):
    cells = np.floor(points * 32).clip(0, 31).astype(int)
    return len(np.unique(cells, axis=0))


def test_crowded_regions_grow_into_the_empty_ones(islands):
    found = even_out(islands)
    assert occupied(found) > 4 * occupied(islands)
    assert (found >= 0).all()
    assert (found <= 1).all()


def test_neighbours_stay_together_and_islands_apart(islands):
    found = even_out(islands)
    island = cKDTree([[0.1, 0.1], [0.85, 0.2], [0.5, 0.9]]).query(islands)[1]
    before = cKDTree(islands).query(islands, k=11)[1][:, 1:]
    after = cKDTree(found).query(found, k=11)[1][:, 1:]
    kept = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(before, after, strict=True)])
    assert kept > 0.7
    assert (island[after] == island[:, None]).mean() > 0.99


def test_what_is_even_hardly_moves():
    side = (np.arange(60) + 0.5) / 60
    points = np.stack(np.meshgrid(side, side), -1).reshape(-1, 2).astype(np.float32)
    assert np.abs(even_out(points) - points).max() < 0.01


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_any_point(n):
    assert even_out(np.full((n, 2), 0.5, np.float32)).shape == (n, 2)
