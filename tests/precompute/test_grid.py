import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.grid import centres, free_cells, grid_layout, halved, side_for
from precompute.quality import measure

layouts = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 90), st.just(2)), elements=st.floats(0, 1, width=32)
)


def distinct_inside(cells, side):
    inside = (cells >= 0).all() and (cells < side).all()
    return inside and len(np.unique(cells, axis=0)) == len(cells)


@given(layouts)
@settings(deadline=None, max_examples=50)
def test_no_two_images_share_a_cell(points):
    side = side_for(len(points))
    features = np.random.default_rng(0).normal(size=(len(points), 3)).astype(np.float32)
    assert distinct_inside(halved(points, side), side)
    assert distinct_inside(grid_layout(points, features, seed=0), side)


@given(st.integers(1, 3_000_000))
def test_a_quarter_of_the_cells_is_spare(n):
    cells = side_for(n) ** 2
    assert cells >= n
    assert n <= 4 or cells >= 1.25 * n


def test_the_same_arguments_give_the_same_cells():
    random = np.random.default_rng(3)
    points = random.random((500, 2)).astype(np.float32)
    features = random.normal(size=(500, 4)).astype(np.float32)
    first = grid_layout(points, features, seed=5)
    assert (grid_layout(points, features, seed=5) == first).all()


def test_sorting_by_vectors_keeps_more_neighbours_than_halving_the_map():
    random = np.random.default_rng(0)
    place = random.random((800, 2))
    turned = np.concatenate([np.cos(3 * place), np.sin(3 * place)], axis=1)
    vectors = (turned / np.linalg.norm(turned, axis=1, keepdims=True)).astype(np.float32)
    points = np.clip(place + random.normal(size=(800, 2)) * 0.03, 0, 1).astype(np.float32)
    side = side_for(800)
    cut = measure(vectors, centres(halved(points, side), side))
    features = vectors - vectors.mean(axis=0)
    sorted_ = measure(vectors, centres(grid_layout(points, features, seed=0), side))
    assert sorted_.neighbourhood_preservation > cut.neighbourhood_preservation
    assert sorted_.trustworthiness > cut.trustworthiness


def test_additions_take_the_nearest_free_cell():
    cells = np.array([[0, 0], [1, 0], [2, 2]], np.int32)
    added = free_cells(cells, 3, np.array([[0.2, 0.1], [2.0, 2.0]]))
    assert added[0].tolist() == [0, 1]
    assert added[1].tolist() in ([1, 2], [2, 1])


@given(st.integers(1, 9), st.data())
@settings(deadline=None, max_examples=50)
def test_additions_fill_the_grid_to_the_last_cell(old, data):
    taken = data.draw(st.permutations(range(9)))[:old]
    cells = np.array([[at % 3, at // 3] for at in taken], np.int32)
    wanted = np.full((9 - old, 2), 1.0)
    added = free_cells(cells, 3, wanted)
    assert distinct_inside(np.concatenate([cells, added]), 3)
    with pytest.raises(ValueError, match="no cell is left"):
        free_cells(cells, 3, np.full((10 - old, 2), 1.0))
