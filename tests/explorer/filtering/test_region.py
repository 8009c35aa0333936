"""What hangs inside a line drawn around it."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.filtering.region import MAX_CORNERS, inside

whole = st.integers(-8, 16).map(lambda n: n / 8)
corners = st.lists(st.tuples(whole, whole), min_size=3, max_size=12)


def square(left, top, right, bottom):
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], float)


def turns(x, y, polygon):
    """How often a polygon goes around a point, by the angles its corners are seen under."""
    sum_ = 0.0
    for (x0, y0), (x1, y1) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        a, b = (x0 - x, y0 - y), (x1 - x, y1 - y)
        sum_ += math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])
    return round(sum_ / (2 * math.pi))


@given(corners, st.integers(0, 2**32 - 1))
def test_inside_is_what_the_line_goes_around(polygon, seed):
    points = np.random.default_rng(seed).uniform(-0.2, 1.2, (40, 2)).astype(np.float32)
    found = inside(points, np.array(polygon, float))
    assert found.dtype == np.int64
    assert found.tolist() == [
        row for row, (x, y) in enumerate(points.tolist()) if turns(x, y, polygon)
    ]


@given(corners, st.integers(0, 11), st.booleans())
def test_neither_where_it_begins_nor_its_direction_matters(polygon, start, backwards):
    # Away from the line, where both answers would be right.
    points = np.random.default_rng(5).random((60, 2)).astype(np.float32) + np.float32(1e-4)
    other = polygon[start % len(polygon) :] + polygon[: start % len(polygon)]
    other = other[::-1] if backwards else other
    assert (
        inside(points, np.array(polygon, float)).tolist()
        == inside(points, np.array(other, float)).tolist()
    )


def test_a_line_that_overlaps_its_own_beginning_cuts_no_hole():
    around = [[math.cos(a), math.sin(a)] for a in np.linspace(0, 2.5 * math.pi, 60)]
    at = np.array([[0, 0], [0.4, 0.4], [0.6, 0.6], [-0.5, -0.5], [1.1, 0]], np.float32)
    assert inside(at, np.array(around)).tolist() == [0, 1, 2, 3]


def test_nothing_hangs_in_a_line_without_an_inside():
    points = np.random.default_rng(1).random((100, 2)).astype(np.float32)
    for flat in ([[0, 0], [1, 1], [0.5, 0.5]], [[0, 0.5], [1, 0.5], [0.3, 0.5]], [[0, 0]] * 3):
        assert inside(points, np.array(flat, float)).tolist() == []
    assert inside(points[:0], square(0, 0, 1, 1)).tolist() == []


def test_a_file_that_is_mapped_is_read_as_it_lies(tmp_path):
    rng = np.random.default_rng(2)
    points = rng.random((50_000, 2)).astype(np.float32)
    np.save(tmp_path / "map.npy", points)
    mapped = np.load(tmp_path / "map.npy", mmap_mode="r")
    x, y = points.T
    box = inside(mapped, square(0.2, 0.3, 0.7, 0.4))
    assert box.tolist() == np.flatnonzero((x > 0.2) & (x < 0.7) & (y > 0.3) & (y < 0.4)).tolist()
    angles = np.linspace(0, 2 * np.pi, MAX_CORNERS, endpoint=False)
    ring = np.stack([0.5 + 0.3 * np.cos(angles), 0.5 + 0.3 * np.sin(angles)], axis=1)
    away = np.hypot(x - 0.5, y - 0.5)
    found = np.zeros(len(points), bool)
    found[inside(mapped, ring)] = True
    assert found[away < 0.2999].all()
    assert not found[away > 0.3].any()
