"""The layers that techniques interpret, and the letters written on documents."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precompute.demo.curves import ellipse, ribbon, ridge, smooth, xy
from precompute.demo.lettering import FACES, breadth, write
from precompute.demo.noise import blur, crop, plane, tile
from precompute.demo.scene import THING, Scene
from precompute.demo.techniques.press import screened
from precompute.demo.words import HEADLINES, PLACES


def scene() -> Scene:
    return Scene(120, 90, np.random.default_rng(0))


def test_a_shape_covers_what_is_behind_it_in_every_layer() -> None:
    drawn = scene()
    drawn.ink[:] = 255
    drawn.pen(0.5, 0.9, 0.6).bar(-0.5, 0.0, 0.5, 1.0, "#804020", outline=0.0)
    middle = (54, 60)
    assert drawn.ink[middle] == 0
    assert drawn.matter[middle] == THING
    assert drawn.depth[middle] == 0
    assert np.allclose(drawn.albedo[middle], (0x80 / 255, 0x40 / 255, 0x20 / 255), atol=0.01)
    assert drawn.ink[2, 2] == 255


def test_round_forms_are_lit_on_the_side_of_the_lamp() -> None:
    drawn = scene()
    drawn.light = (-0.55, -0.5)
    drawn.hazy = 0.0
    drawn.pen(0.5, 0.5, 0.4).oval(0, 0, 1, 1, "#888888", form="round")
    tone = drawn.lit().tone
    assert tone[45, 36] > tone[45, 84] + 0.1


@given(
    st.floats(-3, 3),
    st.floats(-3, 3),
    st.floats(0.01, 3),
    st.sampled_from(["flat", "round", "post"]),
)
@settings(max_examples=40, deadline=None)
def test_shapes_may_lie_outside_the_picture(x: float, y: float, size: float, form: str) -> None:
    drawn = scene()
    pen = drawn.pen(x, y, size, depth=0.5)
    pen.oval(0, 0, 1, 0.5, "#336699", form=form, ragged=0.4, soft=0.1, texture="leaf", grain=0.2)
    pen.line(xy("0,0 1,1 2,0"))
    pen.shadow(0, 0.5, 0.1)
    pen.shine(0, 0, 0.2, "#ffffff")
    lit = drawn.lit()
    assert np.isfinite(lit.colour).all()
    assert lit.colour.min() >= 0
    assert lit.colour.max() <= 1


@pytest.mark.parametrize("face", FACES)
def test_letters_are_as_broad_as_said(face: str) -> None:
    page = np.zeros((80, 900), np.uint8)
    long = write(page, "Île d'Orsel, 1897", 10, 50, 24, face)
    columns = np.flatnonzero(page.any(0))
    assert abs(long - breadth("Île d'Orsel, 1897", face, 24)) < 1e-6
    assert abs(columns[-1] - columns[0] - long) < 24
    assert columns[0] > 2


def test_every_letter_of_the_archive_can_be_written() -> None:
    unknown = np.zeros((60, 60), np.uint8)
    write(unknown, "?", 10, 45, 30)
    words = {*"".join(HEADLINES), *"".join(place for place, _, _ in PLACES)}
    words |= {letter.upper() for letter in words} - set(" '")
    for letter in words - set(" ?"):
        page = np.zeros((60, 60), np.uint8)
        write(page, letter, 10, 45, 30)
        assert page.any(), letter
        assert not np.array_equal(page, unknown), letter


@pytest.mark.parametrize(
    "kind", ["cloud", "rough", "fine", "streak", "fibre", "leaf", "ripple", "streak|"]
)
def test_textures_have_no_seam_and_one_scale_of_values(kind: str) -> None:
    rng = np.random.default_rng(1)
    piece = crop(kind, 40, 70, rng, scale=0.7)
    assert piece.shape == (40, 70)
    whole = tile(kind.rstrip("|"))
    assert abs(float(whole.mean())) < 0.05
    assert 0.9 < float(whole.std()) < 1.05
    across = np.abs(whole[:, 0] - whole[:, -1]).mean()
    assert across < 3 * np.abs(np.diff(whole, axis=1)).mean() + 1e-3
    assert plane("rough", 30, 50, rng).shape == (30, 50)


def test_a_blur_of_a_sliver_is_a_sliver() -> None:
    sliver = np.ones((2, 300), np.float32)
    assert blur(sliver, 20.0).shape == sliver.shape


def test_the_halftone_gives_back_the_tone() -> None:
    for tone in (0.25, 0.5, 0.75):
        ink = screened(np.full((200, 200), tone, np.float32), 6.0, np.random.default_rng(0))
        assert abs(float(ink.mean()) - (1 - tone)) < 0.1


def test_curves_pass_through_their_points() -> None:
    points = xy("0,0 1,2 3,1 4,4")
    curve = smooth(points, steps=5)
    for point in points:
        assert np.abs(curve - point).sum(1).min() < 1e-9
    assert not points.flags.writeable
    stroke = ribbon(points, [0.2, 0.1]).astype(np.float32)
    assert cv2.contourArea(stroke) > 0
    assert len(ridge(0, 1, height=0.1, rng=np.random.default_rng(0), n=4)) == 17
    assert np.allclose(np.hypot(*ellipse(0, 0, 2, 2).T), 2)
