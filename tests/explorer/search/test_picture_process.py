"""The process that decodes: it may die, be slow or be lied to, and the next picture is read."""

import io

import numpy as np
import pytest

from explorer.bundle import image_pixels
from explorer.bundle.preprocessing import ImageInput
from explorer.search.picture_process import PictureReader
from explorer.search.pictures import PictureError
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
