import io
import json
import shutil
import subprocess
import sys
import threading

import numpy as np
import pytest
from PIL import Image

from explorer.bundle import BundleError, Preprocessing
from explorer.search import encoders
from explorer.search.encoders import MAX_TEXTS, ImageEncoder, TextEncoder
from explorer.search.pictures import read_picture
from precompute.models import Model, model_for
from precompute.options import BuildOptions
from precompute.towers import export_image, export_text
from tests.makers import draw
from tests.tiny_models import tiny_clip, tiny_siglip


@pytest.fixture(scope="module", params=[tiny_clip, tiny_siglip])
def exported(request, tmp_path_factory) -> tuple[Model, object]:
    """A model and the folder that a bundle would hold of it."""
    folder = tmp_path_factory.mktemp("model")
    asked = request.param().arguments()
    model = model_for(BuildOptions(source="", out=folder, device="cpu", **asked))
    text = model.preprocessing.text.model_copy(
        update={
            "templates": {"fr": ("{}", "une gravure de {}")},
            "any_length": request.param is tiny_clip,
        }
    )
    spec = model.preprocessing.model_copy(update={"text": text})
    model.__dict__["preprocessing"] = spec
    export_text(model.network, spec.text, folder / "text.onnx")
    export_image(model.network, spec.image, folder / "image.onnx")
    (folder / "tokenizer.json").write_text(model.tokenizer.json)
    (folder / "preprocessing.json").write_text(spec.model_dump_json())
    return model, folder


def test_texts_become_what_the_model_makes_of_them(exported):
    model, folder = exported
    texts = ["cheval", "L’église d'Orsay", "", "the old clock of the portrait and the vase"]
    for language in ("fr", "en"):
        found = TextEncoder(folder).encode(texts, language=language)
        wanted = model.encode_text(texts, language=language)
        assert found.dtype == np.float32 and found.shape == wanted.shape
        assert np.abs(found - wanted).max() < 1e-4
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_text_asked_again_is_not_encoded_again(exported, monkeypatch):
    _, folder = exported
    encoder = TextEncoder(folder)
    first = encoder.encode(["vase", "coin", "vase"], language="fr")
    assert (first[0] == first[2]).all()
    asked = []
    monkeypatch.setattr(encoder._tower, "run", lambda *given: asked.append(given))
    assert (encoder.encode(["coin", "vase"], language="fr") == first[[1, 0]]).all()
    assert asked == []


def test_queries_that_are_remembered_are_bounded(exported, monkeypatch):
    _, folder = exported
    monkeypatch.setattr(encoders, "_REMEMBERED", 8)
    encoder = TextEncoder(folder)
    for number in range(20):
        encoder.encode([f"vase {number}"], language="fr")
    assert len(encoder._remembered) == 8


def test_threads_share_an_encoder(exported):
    _, folder = exported
    encoder = TextEncoder(folder)
    texts = [f"vase {number % 7}" for number in range(40)]
    wanted = TextEncoder(folder).encode(texts, language="fr")
    found = [None] * len(texts)

    def ask(row):
        found[row] = encoder.encode([texts[row]], language="fr")[0]

    threads = [threading.Thread(target=ask, args=(row,)) for row in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.abs(np.stack(found) - wanted).max() < 1e-5


def test_long_texts_and_many_texts_are_bounded(exported):
    _, folder = exported
    encoder = TextEncoder(folder)
    assert encoder.encode(["vase " * 100_000], language="fr").shape[0] == 1
    assert encoder.encode([], language="fr").shape == (0, encoder.dim)
    with pytest.raises(ValueError, match=str(MAX_TEXTS)):
        encoder.encode(["vase"] * (MAX_TEXTS + 1), language="fr")


def as_bytes(image, kind="PNG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def test_pictures_become_what_the_model_makes_of_them(exported):
    model, folder = exported
    encoder = ImageEncoder(folder)
    from explorer.bundle import image_pixels

    image = draw("horse", seed=3, size=(300, 200))
    wanted = model.encode_pixels(image_pixels(image, model.preprocessing.image)[None])[0]
    read = read_picture(as_bytes(image), encoder.spec, most_pixels=1_000_000)
    for found in (encoder.encode(image), encoder.encode_pixels(read)):
        assert found.shape == wanted.shape
        assert found @ wanted > 0.9999


def test_uploads_stand_upright_and_lie_on_white(exported):
    _, folder = exported
    encoder = ImageEncoder(folder)
    image = draw("portrait", seed=1, size=(120, 80))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = as_bytes(image.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)
    found = encoder.encode_pixels(read_picture(turned, encoder.spec, most_pixels=1_000_000))
    assert found @ encoder.encode(image) > 0.9999
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    white = Image.new("RGB", (60, 60), (255, 255, 255))
    assert encoder.encode(clear) @ encoder.encode(white) > 0.9999


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("preprocessing.json", None),
        ("preprocessing.json", b"{}"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", None),
        ("text.onnx", b"no model"),
        ("text.onnx", None),
        ("text.onnx.data", None),
    ],
)
def test_a_damaged_folder_is_told_in_one_line(exported, tmp_path, name, contents):
    folder = shutil.copytree(exported[1], tmp_path / "model")
    if contents is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(contents)
    with pytest.raises(BundleError) as caught:
        TextEncoder(folder).encode(["vase"], language="fr")
    assert "\n" not in str(caught.value) and "build the bundle again" in str(caught.value)


def test_a_tower_of_another_length_is_not_believed(exported, tmp_path):
    folder = shutil.copytree(exported[1], tmp_path / "model")
    spec = json.loads((folder / "preprocessing.json").read_text())
    (folder / "preprocessing.json").write_text(json.dumps(spec | {"dim": 99}))
    with pytest.raises(BundleError):
        TextEncoder(folder).encode(["vase"], language="fr")


def test_a_bundle_without_a_tower_says_so(tmp_path):
    (tmp_path / "preprocessing.json").write_text(Preprocessing(dim=8).model_dump_json())
    with pytest.raises(BundleError, match="no text tower"):
        TextEncoder(tmp_path).encode(["vase"], language="fr")
    with pytest.raises(ValueError, match="cannot be searched by a picture"):
        ImageEncoder(tmp_path).encode(Image.new("RGB", (9, 9)))


def test_encoding_needs_no_torch(exported):
    _, folder = exported
    code = f"""
import sys
for name in ("torch", "open_clip", "transformers", "umap", "onnx"):
    sys.modules[name] = None
from PIL import Image
from explorer.search.encoders import ImageEncoder, TextEncoder
assert TextEncoder({str(folder)!r}).encode(["vase"], language="fr").shape == (1, 24)
assert ImageEncoder({str(folder)!r}).encode(Image.new("RGB", (40, 30))).shape == (24,)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
