import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.colour import dominant_colour


def field(*parts, side=32):
    """A picture of horizontal bands: (share, colour) each, with a little grain."""
    pixels = np.zeros((side * side, 3))
    start = 0
    for share, colour in parts:
        stop = start + round(share * side * side)
        pixels[start:stop] = colour
        start = stop
    pixels[start:] = parts[-1][1]
    grain = np.random.default_rng(0).normal(0, 4, pixels.shape)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8).reshape(side, side, 3)


def parts_of(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def near(colour, wanted, by=12):
    return max(abs(a - b) for a, b in zip(parts_of(colour), wanted, strict=True)) <= by


def test_one_colour_is_itself():
    assert near(dominant_colour(field((1, (30, 90, 160)))), (30, 90, 160), by=3)


def test_two_colours_do_not_make_a_third():
    found = dominant_colour(field((0.5, (220, 40, 40)), (0.5, (40, 40, 220))))
    assert near(found, (220, 40, 40)) or near(found, (40, 40, 220))


def test_a_red_drawing_on_grey_paper_is_red():
    assert near(
        dominant_colour(field((0.75, (190, 190, 188)), (0.25, (190, 40, 30)))), (190, 40, 30)
    )


def test_some_red_pixels_do_not_make_a_green_field_red():
    assert near(dominant_colour(field((0.99, (90, 140, 60)), (0.01, (230, 20, 20)))), (90, 140, 60))


def test_without_colour_the_commonest_grey_wins():
    assert near(
        dominant_colour(field((0.8, (230, 230, 230)), (0.2, (20, 20, 20)))), (230, 230, 230)
    )


def test_an_object_before_a_grey_wall_has_the_colour_of_the_object():
    pixels = field((1, (113, 113, 112)))
    pixels[10:22, 10:22] = (200, 165, 80)
    assert near(dominant_colour(pixels), (200, 165, 80))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 24), st.integers(1, 24))
def test_any_picture_has_one_colour_and_always_the_same(seed, height, width):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    found = dominant_colour(pixels)
    assert len(parts_of(found)) == 3 and len(found) == 7
    assert found == dominant_colour(pixels.copy())
