import numpy as np
import pytest

from explorer.geometry import features_of, sized
from explorer.geometry.matching import matches
from explorer.geometry.screens import is_screened
from explorer.geometry.shapes import area, clipped, shares, turn
from tests.explorer.geometry.drawn import drawn, screened


def test_features_are_few_enough_and_lie_in_the_picture():
    found = features_of(sized(drawn(1, width=1000, height=800)), most=300)
    assert 100 < len(found) <= 300
    assert (found.width, found.height) == (480, 384)
    assert found.descriptors.shape == (len(found), 128)
    assert (found.at >= 0).all()
    assert (found.at < (480, 384)).all()


def test_mirrored_features_are_those_of_the_mirrored_picture():
    grey = sized(drawn(3))
    mirrored = features_of(grey).mirrored()
    there = features_of(np.ascontiguousarray(grey[:, ::-1]))
    pairs = matches(mirrored, there)
    assert len(pairs) > 100
    off = np.linalg.norm(mirrored.at[pairs[:, 0]] - there.at[pairs[:, 1]], axis=1)
    assert np.median(off) < 1.0


def test_matches_are_one_to_one_and_the_same_both_ways():
    a, b = features_of(sized(drawn(3))), features_of(sized(drawn(3)[20:350, 40:480]))
    there, back = matches(a, b), matches(b, a)
    assert len(set(there[:, 0])) == len(set(there[:, 1])) == len(there)
    assert set(map(tuple, there.tolist())) == {(i, j) for j, i in back.tolist()}


@pytest.mark.parametrize("shape", [(1, 1), (8, 3000), (3000, 15), (400, 400)])
def test_there_are_none_where_nothing_is(shape):
    none = features_of(np.zeros(shape, np.uint8))
    assert len(none) == 0
    assert matches(none, features_of(sized(drawn(3)))).shape == (0, 2)


def test_dots_of_a_screen_are_seen_and_nothing_else_is_taken_for_them():
    assert is_screened(screened(drawn(6)))
    assert not any(is_screened(sized(drawn(seed))) for seed in range(12))
    assert not is_screened(np.zeros((40, 40), np.uint8))


def test_shares_of_a_half():
    half = np.array([[2, 0, 0], [0, 1, 0], [0, 0, 1.0]])
    assert shares(half) == pytest.approx((0.5, 1.0))
    assert shares(np.linalg.inv(half)) == pytest.approx((1.0, 0.5))
    assert shares(np.array([[1, 0, 3], [0, 1, 0], [0, 0, 1.0]])) == (0.0, 0.0)


def test_a_polygon_is_cut_at_the_edges():
    diamond = np.array([(0.5, -0.5), (1.5, 0.5), (0.5, 1.5), (-0.5, 0.5)])
    assert area(clipped(diamond)) == pytest.approx(1.0)
    assert area(clipped(diamond + 5)) == 0


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turn_is_told_in_quarters(quarters):
    angle = np.radians(90 * quarters + 11)
    matrix = np.eye(3)
    matrix[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    assert turn(matrix) == (False, 90 * quarters)
    assert turn(matrix @ np.diag([-1.0, 1.0, 1.0])) == (True, 90 * quarters)
