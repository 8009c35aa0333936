import hypothesis.extra.numpy as arrays
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.bundle import spacing
from precompute.reveal import reveal_levels
from precompute.sheet_tree import sheet_tree

layouts = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 80), st.just(2)), elements=st.floats(0, 1, width=32)
)


def tree_of(points, *, pack):
    order = np.random.default_rng(len(points)).permutation(len(points))
    levels = reveal_levels(points, order)
    return sheet_tree(points, levels, order, pack=pack), levels, order


def children(nodes, node):
    return [
        next(
            (n for n in nodes if (n.z, n.x, n.y) == (node.z + 1, 2 * node.x + dx, 2 * node.y + dy)),
            None,
        )
        for dy in (0, 1)
        for dx in (0, 1)
    ]


def size(nodes, node):
    below = (size(nodes, child) for child in children(nodes, node) if child is not None)
    return len(node.rows) + sum(below)


@given(layouts, st.integers(1, 12))
@settings(deadline=None, max_examples=50)
def test_every_image_is_in_exactly_one_sheet(points, pack):
    nodes, _, _ = tree_of(points, pack=pack)
    assert sorted(row for node in nodes for row in node.rows) == list(range(len(points)))


@given(layouts, st.integers(1, 12))
@settings(deadline=None, max_examples=50)
def test_a_sheet_holds_its_square_and_its_two_levels(points, pack):
    nodes, levels, _ = tree_of(points, pack=pack)
    for node in nodes:
        side = 0.5**node.z
        held = points[node.rows].astype(float)
        low = np.array([node.x, node.y]) * side
        assert (held >= low).all()
        assert (held <= low + side).all()
        if node.packed:
            assert node.below == (0, 0, 0, 0)
            assert len(node.rows) <= pack
        else:
            assert set(levels[node.rows].tolist()) <= {2 * node.z, 2 * node.z + 1}


@given(layouts, st.integers(1, 12))
@settings(deadline=None, max_examples=50)
def test_children_are_announced_with_the_number_of_images_below(points, pack):
    nodes, _, _ = tree_of(points, pack=pack)
    for node in nodes:
        found = [size(nodes, child) if child else 0 for child in children(nodes, node)]
        assert list(node.below) == found


def test_rows_of_a_sheet_come_by_level_and_then_by_importance():
    points = np.random.default_rng(0).random((600, 2)).astype(np.float32)
    nodes, levels, order = tree_of(points, pack=50)
    rank = np.argsort(order)
    for node in nodes:
        keys = list(zip(levels[node.rows], rank[node.rows], strict=True))
        assert keys == sorted(keys)


def test_spacing_bounds_what_a_sheet_can_hold():
    points = np.random.default_rng(0).random((60_000, 2)).astype(np.float32)
    nodes, _, _ = tree_of(points, pack=256)
    for node in nodes:
        across = 0.5**node.z / float(spacing(2 * node.z + 1))
        assert node.packed or len(node.rows) <= (across + 1) ** 2
    assert np.mean([len(node.rows) for node in nodes]) > 80
