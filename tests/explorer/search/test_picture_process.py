"""The process that decodes: it may die, be slow or be lied to, and the next picture is read."""

import io
import struct
import sys

import numpy as np
import pytest

from explorer.bundle import image_pixels
from explorer.bundle.preprocessing import ImageInput
from explorer.search.notices import fault_text
from explorer.search.picture_process import PictureReader
from explorer.search.pictures import PictureError, read_picture
from tests.makers import draw

SPEC = ImageInput(size=32, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))


@pytest.fixture
def reader():
    made = PictureReader()
    yield made
    made.close()


def png(image):
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def test_a_picture_is_what_the_model_wants(reader):
    image = draw("horse", seed=4, size=(90, 60))
    found = reader.read(png(image), SPEC, most_pixels=10_000)
    np.testing.assert_array_equal(found, image_pixels(image, SPEC))
    with pytest.raises(PictureError) as caught:
        reader.read(png(image), SPEC, most_pixels=100)
    assert caught.value.fault == "large"


def test_a_process_that_dies_is_replaced(reader):
    image = png(draw("horse", seed=4))
    reader.read(image, SPEC, most_pixels=100_000)
    reader._process.kill()
    reader._process.wait()
    assert reader.read(image, SPEC, most_pixels=100_000).shape == (32, 32, 3)


def test_a_picture_that_takes_too_long_is_refused_and_the_next_one_read():
    reader = PictureReader(timeout=0.0)
    try:
        with pytest.raises(PictureError) as caught:
            reader.read(png(draw("horse", seed=4)), SPEC, most_pixels=100_000)
        assert caught.value.fault == "unreadable"
        reader._timeout = 120.0
        assert reader.read(png(draw("coin", seed=1)), SPEC, most_pixels=100_000).shape[0] == 32
    finally:
        reader.close()


def test_a_picture_of_a_telephone_is_refused_kindly_where_nothing_reads_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as where it is not installed
    box = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic")
    for data in (box, box + struct.pack(">I4s", 16, b"mdat") + bytes(8)):
        with pytest.raises(PictureError) as caught:
            read_picture(data, SPEC, most_pixels=10_000)
        assert caught.value.fault == "unreadable"
    for language, known in (("fr", "JPEG, PNG ou WebP"), ("en", "JPEG, PNG or WebP")):
        line = fault_text("unreadable", language=language, megabytes=1, megapixels=1)
        assert known in line and "\n" not in line
