import io
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from explorer.bundle import REASONS, THUMB_SIZES, ImageInput
from precompute.decode import Decoded, RejectedError, Wanted, decode
from precompute.reading import read_picture
from tests.pictures import (
    HEIGHT,
    WIDTH,
    bad_files,
    clear_files,
    encoded,
    good_files,
    gradient,
    gradient_image,
    grey_files,
    wide_gamut_profile,
)

LIMIT = 4_000_000
WANTED = Wanted(max_pixels=LIMIT)


def shown(decoded: Decoded, size: int = 256) -> np.ndarray:
    """float [h, w, 3] in [0, 1] of a derivative."""
    return np.asarray(Image.open(io.BytesIO(decoded.thumbs[size])).convert("RGB")) / 255


def test_every_format_and_depth_gives_the_same_picture(tmp_path):
    for name, path in good_files(tmp_path).items():
        found = decode(path, WANTED)
        assert (found.width, found.height) == (WIDTH, HEIGHT), name
        assert np.abs(shown(found) - gradient()).mean() < 0.04, name


def test_every_depth_of_grey_gives_the_same_ramp(tmp_path):
    ramp = np.linspace(0, 1, WIDTH)
    for name, path in grey_files(tmp_path).items():
        found = shown(decode(path, WANTED))
        assert np.abs(found[HEIGHT // 2].mean(axis=1) - ramp).max() < 0.05, name


def test_transparency_lies_on_white(tmp_path):
    for name, path in clear_files(tmp_path).items():
        found = shown(decode(path, WANTED))
        assert found[HEIGHT // 2, 10].min() > 0.95, name
        assert np.allclose(found[HEIGHT // 2, -10], np.array([200, 20, 20]) / 255, atol=0.05), name


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(tmp_path, suffix, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    gradient_image().save(path, exif=exif)
    found = decode(path, WANTED)
    turns = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: lambda a: a.transpose(1, 0, 2),
        6: lambda a: np.rot90(a, -1),
        7: lambda a: np.rot90(a, 2).transpose(1, 0, 2),
        8: np.rot90,
    }
    wanted = turns[orientation](gradient())
    assert (found.height, found.width) == wanted.shape[:2]
    assert np.abs(shown(found) - wanted).mean() < 0.04


def test_a_colour_profile_is_applied(tmp_path):
    path = tmp_path / "profile.png"
    Image.new("RGB", (64, 64), (220, 30, 30)).save(path, icc_profile=wide_gamut_profile())
    red, green, _ = shown(decode(path, WANTED))[32, 32]
    assert green > red  # the profile says that its first channel is green


def test_a_profile_of_another_kind_of_picture_is_ignored(tmp_path):
    path = tmp_path / "grey.jpg"
    gradient_image().convert("L").save(path, icc_profile=wide_gamut_profile())
    assert np.abs(shown(decode(path, WANTED)) - gradient().mean(axis=2, keepdims=True)).mean() < 0.2


def test_what_is_no_picture_is_rejected_with_its_reason(tmp_path):
    for name, (data, reason) in bad_files().items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(RejectedError) as caught:
            decode(path, WANTED)
        assert caught.value.reason == reason, name
        assert caught.value.reason in REASONS
        assert caught.value.detail.endswith("."), name
        assert "\n" not in caught.value.detail


def test_an_extension_proves_nothing(tmp_path):
    path = tmp_path / "picture.jpg"
    path.write_bytes(encoded(gradient_image(), "PNG"))
    assert decode(path, WANTED).width == WIDTH


def test_folders_pipes_and_absent_files_are_rejected(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, reason in (
        (tmp_path, "not_an_image"),
        (tmp_path / "pipe", "not_an_image"),
        (tmp_path / "absent.jpg", "missing"),
    ):
        with pytest.raises(RejectedError) as caught:
            decode(path, WANTED)
        assert caught.value.reason == reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_rejected(tmp_path):
    path = tmp_path / "locked.png"
    gradient_image().save(path)
    path.chmod(0)
    with pytest.raises(RejectedError) as caught:
        decode(path, WANTED)
    assert caught.value.reason == "unreadable"


def test_a_file_too_large_for_its_pixels_is_not_read(tmp_path):
    path = tmp_path / "vast.png"
    path.write_bytes(encoded(gradient_image(), "PNG"))
    os.truncate(path, 3 << 30)  # sparse: takes no disk
    with pytest.raises(RejectedError) as caught:
        decode(path, WANTED)
    assert caught.value.reason == "too_many_pixels"


def test_derivatives_are_never_enlarged(tmp_path):
    for number, (size, wanted) in enumerate(
        {
            (2000, 1000): {256: (256, 128), 1024: (1024, 512)},
            (500, 900): {256: (142, 256), 1024: (500, 900)},
            (100, 80): {256: (100, 80), 1024: (100, 80)},
            (3000, 2): {256: (256, 1), 1024: (1024, 1)},
        }.items()
    ):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", size, (10, 120, 90)).save(path)
        found = decode(path, WANTED)
        assert (found.width, found.height) == size
        for edge in THUMB_SIZES:
            assert Image.open(io.BytesIO(found.thumbs[edge])).size == wanted[edge]


@pytest.mark.parametrize("suffix", ["jpg", "jp2"])
def test_large_files_are_decoded_at_a_reduced_scale(tmp_path, suffix):
    path = tmp_path / f"large.{suffix}"
    gradient_image().resize((2000, 1500), Image.Resampling.BICUBIC).save(path)
    picture = read_picture(path, max_pixels=LIMIT, least=lambda _: (500, 375))
    assert (picture.width, picture.height) == (2000, 1500)
    assert picture.rgb.size == (500, 375)
    assert read_picture(path, max_pixels=LIMIT, least=lambda _: (501, 376)).rgb.width == 1000


def test_the_model_never_sees_an_enlarged_picture(tmp_path):
    path = tmp_path / "wide.jpg"
    Image.new("RGB", (3200, 400), (10, 120, 90)).save(path)
    spec = ImageInput(size=384, mean=(0, 0, 0), std=(1, 1, 1))
    found = decode(path, Wanted(max_pixels=LIMIT, thumbs=False, model_input=spec))
    assert found.pixels is not None and found.pixels.shape == (384, 384, 3)
    assert found.pixels.dtype == np.uint8
    assert found.thumbs == {}


def test_very_long_pictures_take_little_memory(tmp_path):
    path = tmp_path / "endless.png"
    Image.new("RGB", (1_000_000, 2), (10, 120, 90)).save(path)
    spec = ImageInput(size=256, mean=(0, 0, 0), std=(1, 1, 1))
    found = decode(path, Wanted(max_pixels=LIMIT, model_input=spec))
    assert found.pixels is not None and (found.pixels == (10, 120, 90)).all()


@settings(max_examples=80, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"]),
    cut=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), max_size=4),
)
def test_damage_of_any_kind_gives_a_picture_or_a_reason(tmp_path_factory, kind, cut, flips):
    data = bytearray(encoded(gradient_image().resize((40, 30)), kind))
    for at, mask in flips:
        data[int(at * len(data))] ^= mask
    path = tmp_path_factory.getbasetemp() / f"damaged-{kind}"
    path.write_bytes(data[: round(cut * len(data))])
    try:
        found = decode(path, WANTED)
    except RejectedError as error:
        assert error.reason in REASONS
    else:
        assert set(found.thumbs) == set(THUMB_SIZES)


@pytest.mark.parametrize("size", [(4097, 40), (4101, 3001), (4103, 77)])
def test_jpeg_2000_of_any_size_is_read_at_a_reduced_scale(tmp_path, size):
    path = tmp_path / "a.jp2"
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, "JPEG2000")
    found = decode(path, Wanted(max_pixels=100_000_000))
    assert (found.width, found.height) == size
