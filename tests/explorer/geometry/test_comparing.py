import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.geometry import Picture, compare, judge
from explorer.geometry.agreement import FINE, agreement
from explorer.geometry.comparing import geometry
from explorer.geometry.shapes import SQUARE, is_margin
from precompute.demo.paper import sheet
from precompute.demo.sampling import Truth, draw
from tests.explorer.geometry.drawn import cropped, drawn, laid_on, screened


def corners(matrix):
    """Where the corners of the first picture lie in the second."""
    there = np.c_[SQUARE, np.ones(4)] @ matrix.T
    return there[:, :2] / there[:, 2:]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    left=st.floats(0.0, 0.45),
    top=st.floats(0.0, 0.45),
    width=st.floats(0.5, 0.55),
    height=st.floats(0.5, 0.55),
    scale=st.floats(0.6, 1.6),
)
def test_a_crop_is_found_where_it_was_cut(seed, left, top, width, height, scale):
    page = drawn(seed)
    part = cropped(page, left, top, left + width, top + height)
    part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = compare(Picture(page), Picture(part))
    assert found is not None
    expected = SQUARE * (width, height) + (left, top)
    np.testing.assert_allclose(corners(np.linalg.inv(found.matrix)), expected, atol=0.02)
    assert found.share_first == pytest.approx(width * height, abs=0.03)
    assert found.share_second > 0.97
    assert not found.mirrored
    assert found.turned == 0


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turned_and_mirrored_prints_are_found(quarters, mirrored):
    page = drawn(5)
    there = page[:, ::-1] if mirrored else page
    there = np.ascontiguousarray(np.rot90(there, -quarters))  # clockwise
    found = compare(Picture(page), Picture(there))
    assert found is not None
    assert found.mirrored == mirrored
    assert found.turned == 90 * quarters
    assert found.share_first > 0.97
    assert found.share_second > 0.97


def test_without_a_mirror_a_mirrored_print_is_not_looked_for():
    page = drawn(5)
    assert compare(Picture(page), Picture(page[:, ::-1]), mirror=False) is None


def test_a_strip_along_the_same_edge_of_both_is_a_margin():
    upside_down = np.array([[1.0, 0, 0], [0, -1, 0.08], [0, 0, 1]])  # a title's letters, mirrored
    quarter = np.array([[0, -1.0, 1], [1, 0, 0], [0, 0, 1]])
    half = quarter @ quarter
    assert is_margin(upside_down)
    assert is_margin(half @ upside_down @ half)
    assert is_margin(quarter @ upside_down @ np.linalg.inv(quarter))
    title_cut_out = np.array([[1.0, 0, 0], [0, 8, 0], [0, 0, 1]])
    at_the_other_edge = np.array([[1.0, 0, 0], [0, 1, 0.9], [0, 0, 1]])
    in_the_middle = np.array([[9.0, 0, -4], [0, 9, -4], [0, 0, 1]])
    for other in (np.eye(3), title_cut_out, at_the_other_edge, in_the_middle, half):
        assert not is_margin(other)


def test_two_pages_with_the_same_title_are_not_one():
    def page(seed):
        body = drawn(seed, width=600, height=700)
        title = np.full((90, 600, 3), 235, np.uint8)  # letters that a mirror below them spares
        cv2.putText(title, "OX DICE HOBO", (25, 62), cv2.FONT_HERSHEY_TRIPLEX, 2.3, (20,) * 3, 4)
        return np.concatenate([title, body])

    assert compare(Picture(page(60)), Picture(page(61))) is None
    assert compare(Picture(page(60)), Picture(page(60)[:400])) is not None


@settings(max_examples=15, deadline=None)
@given(first=st.integers(0, 10_000), second=st.integers(10_001, 20_000))
def test_two_pictures_that_have_nothing_in_common_are_never_one(first, second):
    assert compare(Picture(drawn(first)), Picture(drawn(second))) is None


def test_whichever_comes_first_the_same_is_found():
    page = drawn(11)
    part = cropped(page, 0.2, 0.1, 0.8, 0.75)
    there, back = compare(Picture(page), Picture(part)), compare(Picture(part), Picture(page))
    assert there is not None
    assert back is not None
    np.testing.assert_allclose(
        corners(there.matrix), corners(np.linalg.inv(back.matrix)), atol=0.02
    )
    assert there.share_first == pytest.approx(back.share_second, abs=0.02)
    assert there.inliers == pytest.approx(back.inliers, rel=0.1)


def test_the_same_pictures_give_the_same_numbers():
    page, part = drawn(3), cropped(drawn(3), 0.1, 0.1, 0.7, 0.8)
    once, again = (compare(Picture(page), Picture(part)) for _ in range(2))
    assert once is not None
    assert again is not None
    np.testing.assert_array_equal(once.matrix, again.matrix)
    np.testing.assert_array_equal(once.points, again.points)
    assert once.score == again.score


def test_points_lie_on_one_another():
    page = drawn(21)
    found = compare(Picture(page), Picture(cropped(page, 0.2, 0.2, 0.9, 0.9)))
    assert found is not None
    assert 8 <= len(found.points) <= 48
    there = np.c_[found.points[:, :2], np.ones(len(found.points))] @ found.matrix.T
    np.testing.assert_allclose(there[:, :2] / there[:, 2:], found.points[:, 2:], atol=0.03)
    assert ((found.points > -0.01) & (found.points < 1.01)).all()


def test_something_else_on_the_same_ground_is_no_reproduction():
    page = drawn(8)
    other = page.copy()
    other[120:300, 180:360] = drawn(9)[120:300, 180:360]
    assert compare(Picture(page), Picture(other)) is None


def test_one_small_part_in_common_is_no_reproduction():
    page, other = drawn(30), drawn(31)
    other[40:110, 40:130] = page[200:270, 300:390]
    assert compare(Picture(page), Picture(other)) is None


@pytest.mark.parametrize(
    "hostile",
    [
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.zeros((400, 500, 3), np.uint8),
        np.full((400, 500, 3), 255, np.uint8),
        np.random.default_rng(0).integers(0, 256, (3, 2000, 3), dtype=np.uint8),
        np.random.default_rng(0).integers(0, 256, (2000, 17), dtype=np.uint8),
        np.tile(np.array([[0, 255], [255, 0]], np.uint8), (200, 200)),
        np.random.default_rng(0).integers(0, 256, (300, 300, 3), dtype=np.uint8),
    ],
)
def test_pictures_of_nothing_are_found_nowhere(hostile):
    page = Picture(drawn(2))
    assert compare(Picture(hostile), page) is None
    assert compare(page, Picture(hostile)) is None


def test_two_black_pictures_show_nothing_in_common():
    black = np.zeros((400, 500, 3), np.uint8)
    assert compare(Picture(black), Picture(black.copy())) is None


def kind_of(first, second, **given):
    a, b = Picture(first, **given), Picture(second)
    found = compare(a, b)
    assert found is not None
    return judge(a, b, found)


def test_a_part_is_a_crop_and_the_whole_its_original():
    page = drawn(40)
    part = cropped(page, 0.15, 0.2, 0.8, 0.85)
    assert kind_of(page, part).kind == "crop"
    assert kind_of(page, part).first_is_original
    assert not kind_of(part, page).first_is_original


def test_what_lies_askew_on_a_table_is_within_a_page_and_is_the_original():
    page = drawn(41)
    table = laid_on(page, angle=7, scale=0.8, size=(640, 520))
    assert kind_of(page, table).kind == "page"
    assert kind_of(page, table).first_is_original
    assert not kind_of(table, page).first_is_original


def test_the_same_pixels_smaller_are_a_duplicate_of_the_larger():
    page = drawn(42, width=900, height=700)
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert kind_of(page, small).kind == "duplicate"
    assert kind_of(page, small).first_is_original
    assert not kind_of(small, page).first_is_original


def test_other_tones_in_the_same_frame_are_recoloured():
    page = drawn(43)
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)[..., None]
    sepia = np.clip(grey * np.array([1.05, 0.85, 0.6]), 0, 255).astype(np.uint8)
    assert kind_of(page, sepia).kind == "recoloured"


def test_a_date_decides_where_pixels_do_not():
    page = drawn(44)
    copy = np.clip(page.astype(int) + 1, 0, 255).astype(np.uint8)
    a, b = Picture(page), Picture(copy)
    found = compare(a, b)
    assert found is not None
    assert judge(a, b, found, order="before").first_is_original
    assert not judge(a, b, found, order="after").first_is_original


def test_a_print_in_dots_is_found_and_is_not_the_original():
    page = drawn(45)
    dots = screened(page)
    assert kind_of(page, dots).first_is_original
    assert not kind_of(dots, page).first_is_original


def test_what_was_cut_out_along_a_frame_is_no_source_of_what_is_older():
    page = np.full((480, 620, 3), 225, np.uint8)
    page[60:420, 70:550] = drawn(46, width=480, height=360)
    part = np.ascontiguousarray(page[60:420, 70:550])
    a, b = Picture(part), Picture(page)
    found = compare(a, b)
    assert found is not None
    assert judge(a, b, found).kind == "page"
    assert judge(a, b, found, order="before").kind == "page"
    younger = judge(a, b, found, order="after")
    assert (younger.kind, younger.first_is_original) == ("crop", False)
    # What is printed in dots was printed from something, whatever the two are dated.
    c = Picture(screened(page))
    printed = compare(a, c)
    assert printed is not None
    assert judge(a, c, printed, order="after").kind == "page"


def sketched(subject, number, longest):
    """A thing on a sheet: the same lines for every number, other grain and other stains."""
    page = draw(Truth((subject,), "watercolour", "", near=True), (0, 4, number), longest=longest)
    return (page * 255 + 0.5).astype(np.uint8)


@pytest.mark.parametrize(
    ("subject", "first", "second"),
    [("key", (14572, 465), (9877, 485)), ("bottle", (14183, 396), (14838, 477))],
)
def test_what_is_only_drawn_by_the_same_lines_is_no_reproduction(subject, first, second):
    one, other = (Picture(sketched(subject, *which)) for which in (first, second))
    # Its outlines agree: by them alone it would be one.
    matrix = geometry(one.features, other.features)[0].matrix
    unit = np.linalg.inv(other.features.unit) @ matrix @ one.features.unit
    assert agreement(one.grey, other.grey, unit, FINE).alike > 0.9
    assert compare(one, other) is None


@pytest.mark.parametrize("number", [14572, 9877])
def test_the_same_plate_on_another_sheet_is_found(number):
    page = sketched("key", number, 480)
    paper = sheet(*page.shape[:2], np.random.default_rng(number), age=0.6)
    ink = np.clip(page / np.percentile(page, 98), 0, 1)
    again = (np.clip(paper * ink, 0, 1) * 255).astype(np.uint8)
    found = compare(Picture(page), Picture(again))
    assert found is not None
    assert min(found.share_first, found.share_second) > 0.97
