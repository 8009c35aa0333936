import numpy as np
import pytest

from benchmarks.grids import WAYS, preservation
from precompute.grid import side_for
from precompute.umap_layout import principal
from tests.precompute.test_umap_layout import collection


@pytest.fixture(scope="module")
def images():
    vectors, *_ = collection(150)
    return vectors, principal(vectors, seed=0), principal(vectors, seed=0, axes=8)


@pytest.mark.parametrize("name", WAYS)
def test_each_image_gets_a_cell_of_its_own(images, name):
    _, points, features = images
    points = (points - points.min(axis=0)) / np.ptp(points, axis=0)
    side = side_for(len(points))
    cells = WAYS[name](points, features, side)
    if cells is None:
        pytest.skip("not installed")
    assert len(np.unique(cells, axis=0)) == len(points)
    assert cells.min() >= 0
    assert cells.max() < side


def test_quality_is_low_at_random_and_1_in_order():
    line = np.linspace(0, 1, 80)
    vectors = np.stack([np.cos(line), np.sin(line)], axis=1).astype(np.float32)
    places = np.stack([line, np.zeros(80)], axis=1)
    assert preservation(vectors, places) > 0.99
    random = np.random.default_rng(0).random((80, 2))
    assert preservation(vectors, random) < 0.4
