import string
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from explorer.bundle import ImageInput, Preprocessing, TextInput, canonical_text, image_pixels
from explorer.bundle.preprocessing import MAX_TEXT, sentences

CANONICAL = TextInput(context_length=64, canonical=True, lower=True, tokenizer="hf")
CLIP = TextInput(context_length=77, lower=True)
AS_IS = TextInput(context_length=77, tokenizer="hf")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("l'église d'Orsay", "l église d orsay"),
        ("L’Église d’Orsay", "l église d orsay"),
        ("Saint-Étienne", "saint étienne"),
        ("Aujourd’hui : « l'été » !", "aujourd hui l été"),
        ("A photo of a horse.", "a photo of a horse"),
        ("snake_case; (odd) [text]", "snake case odd text"),
        ("1605–10", "1605 10"),
        ("R&amp;D", "rd"),
        ("e\u0301te\u0301", "été"),
        ("  \t two\n\n lines ", "two lines"),
        ("…!?", ""),
        ("ho\x1brse\x00", "horse"),
    ],
)
def test_canonical_text_keeps_french_words_apart(text, wanted):
    assert canonical_text(text, CANONICAL) == wanted


def test_other_models_keep_their_punctuation():
    assert canonical_text("L’Église, “d'Orsay”", CLIP) == "l'église, \"d'orsay\""
    assert canonical_text(" L'Église,\n d'Orsay ", AS_IS) == "L'Église, d'Orsay"


@given(st.text(max_size=3000))
@example("C:̧")
def test_canonical_text_is_canonical(text):
    found = canonical_text(text, CANONICAL)
    assert found == " ".join(found.split())
    assert not set(found) & set(string.punctuation)
    assert all(unicodedata.category(c)[0] != "P" for c in found)
    assert len(found) <= MAX_TEXT
    assert canonical_text(found, CANONICAL) == found


@given(st.text(max_size=3000))
def test_clip_text_is_stable_and_bounded(text):
    found = canonical_text(text, CLIP)
    assert found == found.strip() and len(found) <= MAX_TEXT


def test_names_are_put_into_templates_and_sentences_are_not():
    spec = CLIP.model_copy(update={"templates": {"fr": ("{}", "une gravure de {}")}})
    assert sentences("Cheval", spec, language="fr") == ["cheval", "une gravure de cheval"]
    assert sentences("cheval", spec, language="en") == ["cheval"]
    long = "un cheval blanc court dans un pré"
    assert sentences(long, spec, language="fr") == [long]
    assert sentences("{} {0} {x}", spec, language="fr")[1] == "une gravure de {} {0} {x}"


def image_spec(mode, size=32):
    return ImageInput(size=size, mean=(0, 0, 0), std=(1, 1, 1), resize_mode=mode, fill=128)


@pytest.mark.parametrize("mode", ["shortest", "squash", "longest"])
@pytest.mark.parametrize("size", [(1, 1), (32, 32), (500, 20), (3, 4000), (200_000, 2), (31, 33)])
def test_pixels_have_the_size_of_the_model(mode, size):
    pixels = image_pixels(Image.new("RGB", size, (9, 99, 199)), image_spec(mode))
    assert pixels.shape == (32, 32, 3) and pixels.dtype == np.uint8
    middle = pixels[15, 15].astype(int)
    assert np.abs(middle - (9, 99, 199)).max() <= 1


def test_padding_has_the_colour_of_the_model():
    pixels = image_pixels(Image.new("RGB", (64, 32)), image_spec("longest"))
    assert (pixels[0, 0] == 128).all() and (pixels[16, 0] == 0).all()


def test_the_middle_of_a_long_picture_is_what_is_seen():
    image = Image.new("RGB", (900, 10), (255, 0, 0))
    image.paste((0, 0, 255), (440, 0, 460, 10))
    pixels = image_pixels(image, image_spec("shortest"))
    assert (pixels[16, 16] == (0, 0, 255)).all()


def test_the_file_is_read_as_it_was_written_and_refused_when_it_is_not_sane():
    whole = Preprocessing(dim=8, image=image_spec("squash"), text=CANONICAL)
    assert Preprocessing.model_validate_json(whole.model_dump_json()) == whole
    with pytest.raises(ValidationError):
        Preprocessing.model_validate_json('{"dim": 0}')
    with pytest.raises(ValidationError):
        ImageInput(size=100_000, mean=(0, 0, 0), std=(1, 1, 1))
