import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.arrangements.lattice import Block, assign, centres, hang_more, sort_within
from precompute.arrangements.scene import hilbert
from tests.precompute.arrangements.scenes import nearest

FEW = settings(max_examples=30)
sizes = st.lists(st.integers(1, 30), min_size=1, max_size=6)


@given(st.integers(1, 9), st.integers(1, 9), st.data())
@FEW
def test_cells_of_a_block_are_all_different_and_inside(width, height, data):
    block = Block("b", 2, 3, width, height)
    count = data.draw(st.integers(0, width * height))
    for cells in (block.rows(count), block.stacks(count), block.stacks(count, hanging=True)):
        assert len({tuple(cell) for cell in cells.tolist()}) == count
        assert ((cells >= (2, 3)) & (cells < (2 + width, 3 + height))).all()


def test_stacks_stand_on_the_floor_or_hang_from_the_ceiling():
    block = Block("b", 0, 0, 3, 5)
    assert sorted(block.stacks(4)[:, 1].tolist()) == [3, 4, 4, 4]
    assert sorted(block.stacks(4, hanging=True)[:, 1].tolist()) == [0, 0, 0, 1]


@given(sizes, st.integers(0, 5))
@FEW
def test_everyone_gets_a_cell_of_his_group(counts, seed):
    random = np.random.default_rng(seed)
    blocks = [Block(str(at), 10 * at, 0, 6, 5) for at in range(len(counts))]
    cells = np.concatenate([b.rows(c) for b, c in zip(blocks, counts, strict=True)])
    groups = np.repeat(np.arange(len(counts)), counts)
    of = random.permutation(groups)
    points = random.random((len(of), 2))
    found = assign(cells, points, groups, of)
    assert sorted(found.tolist()) == list(range(len(of)))
    assert (groups[found] == of).all()


def test_neighbours_get_neighbouring_cells():
    points = np.stack(np.meshgrid(np.arange(8), np.arange(8)), -1).reshape(-1, 2) / 8
    cells = Block("b", 0, 0, 8, 8).rows(64)
    one = np.zeros(64, int)
    found = cells[assign(cells, points, one, one)]
    np.testing.assert_array_equal(found, np.round(points * 8))


@given(st.integers(3, 80), st.integers(0, 3))
@FEW
def test_sorting_keeps_the_cells_of_each_zone(count, seed):
    random = np.random.default_rng(seed)
    cells = Block("b", 0, 0, 10, 10).rows(count)
    zone = random.integers(0, 3, count)
    found = sort_within(cells, zone, random.random((count, 4)).astype(np.float32), 10, seed=0)
    for at in range(3):
        assert sorted(map(tuple, cells[zone == at])) == sorted(map(tuple, found[zone == at]))


def test_sorting_brings_alike_images_together():
    random = np.random.default_rng(0)
    cells = Block("b", 0, 0, 16, 16).rows(256)
    kind = random.integers(0, 4, 256)
    features = np.eye(4, dtype=np.float32)[kind]
    found = sort_within(cells, np.zeros(256, int), features, 16, seed=0)

    def alike(held):
        wall = np.empty((16, 16), int)
        wall[held[:, 1], held[:, 0]] = kind
        return (wall[:, 1:] == wall[:, :-1]).mean()

    assert alike(found) > alike(cells) + 0.2


@given(st.integers(0, 12), st.integers(1, 40), st.integers(0, 3))
@FEW
def test_more_images_find_room_in_their_block_and_nothing_is_covered(taken, more, seed):
    block, side = Block("b", 1, 1, 4, 3), 8
    kept = centres(block.rows(taken), side)
    wanted = np.random.default_rng(seed).random((more, 2))
    found, whole = hang_more(kept, wanted, [block], np.zeros(more, int), side=side)
    assert whole == (taken + more <= 12)
    assert ((found * side > 1) & (found * side < (5, 4))).all()
    assert nearest(np.concatenate([kept, found])) > 0.99 / side / (1 if whole else 9)
    if whole:
        assert nearest(np.concatenate([kept, found])) > 0.99 / side


def test_the_curve_goes_from_cell_to_neighbouring_cell():
    grid = (np.stack(np.meshgrid(np.arange(16), np.arange(16)), -1).reshape(-1, 2) + 0.5) / 16
    walk = grid[np.argsort(hilbert(grid, side=16))] * 16
    np.testing.assert_allclose(np.abs(np.diff(walk, axis=0)).sum(axis=1), 1)
