import dataclasses
import http.server
import json
import threading
from pathlib import Path
from typing import ClassVar

import numpy as np
import open_clip
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from explorer.bundle import ImageInput, image_input, image_pixels
from precompute.errors import InputError
from precompute.models import PRESETS, Choice, Model, model_for
from precompute.options import BuildOptions
from precompute.presets import terms_of
from tests.tiny_models import tiny_clip, tiny_siglip, tiny_xlm_roberta

KINDS = [tiny_clip, tiny_siglip, tiny_xlm_roberta]


def options(**given):
    return BuildOptions(source="in", out=Path("out"), **given)


def loaded(tiny, **given) -> Model:
    model = model_for(options(**tiny.arguments(), device="cpu", **given))
    assert model is not None
    return model


def pictures(count, size=32, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (count, size, size, 3), np.uint8)


def cosines(first, second):
    return (first * second).sum(axis=1)


def test_presets_are_what_open_clip_says():
    for preset in (preset for preset in PRESETS.values() if preset.folder is None):
        config = open_clip.get_model_config(preset.name)
        assert preset.weights in open_clip.list_pretrained_tags_by_model(preset.name)
        assert config["embed_dim"] == preset.dim
        assert config["vision_cfg"]["image_size"] == preset.image_size
        params = preset.image_params + preset.text_params
        assert abs(preset.disk - params * 4 / 1000) < 0.1
        assert {"fr", "en"} <= set(preset.languages)
        assert preset.commercial


@pytest.mark.parametrize(
    ("name", "weights", "commercial"),
    [
        ("nllb-clip-large-siglip", "mrl", False),
        ("ViT-H-14-worldwide", "metaclip2_worldwide", False),
        ("MobileCLIP2-S0", "dfndr2b", False),
        ("ViT-B-32", "laion2b_s34b_b79k", True),
        ("ViT-B-32", "", None),
    ],
)
def test_licences_are_known_or_said_to_be_unknown(name, weights, commercial):
    assert terms_of(name, weights).commercial is commercial


def test_with_vectors_no_model_is_wanted():
    assert model_for(options(vectors=Path("vectors.npy"))) is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"model": "no such model"}, "neither a preset"),
        ({"model": "ViT-B-32"}, "give --weights"),
        ({"model": "ViT-B-32", "weights": "no_such_tag"}, "neither a file nor a pretrained tag"),
        ({"model": "ViT-B-32", "weights": __file__}, ".safetensors"),
        ({"model": "coca_ViT-B-32", "weights": __file__}, "captions"),
        ({"model": "ViT-B-32", "weights": "laion2b_s34b_b79k"}, "is not on this machine"),
        ({"model": "small"}, "is not on this machine"),
        ({"model": "mit"}, "is not on this machine"),
    ],
)
def test_what_cannot_be_had_ends_in_one_line_that_says_what_to_do(asked, said, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError) as caught:
        model_for(options(device="cpu", **asked))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.fixture
def hub(monkeypatch, tmp_path):
    """A hub of one's own: it gives each answer of ``hub.answers`` to the file of that name."""

    class Answers(http.server.BaseHTTPRequestHandler):
        answers: ClassVar[dict[str, int]] = {}

        def do_HEAD(self):
            self.send_response(self.answers.get(self.path.rsplit("/", 1)[-1], 404))
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(
        "huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{server.server_port}"
    )
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    yield Answers
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "does not exist there"),
        ({"open_clip_model.safetensors": 401}, "hf auth login"),
        ({"open_clip_model.safetensors": 403}, "hf auth login"),
    ],
)
def test_the_answer_of_the_hub_is_told(hub, answers, said):
    hub.answers = answers
    with pytest.raises(InputError, match=said) as caught:
        model_for(options(model="small", device="cpu"))
    assert "timm/ViT-B-32-SigLIP2-256" in str(caught.value)


def test_an_unreachable_hub_is_found_out_at_once(monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with pytest.raises(InputError, match="cannot be reached") as caught:
        model_for(options(model="small", device="cpu"))
    message = str(caught.value)
    assert "open_clip_model.safetensors" in message and "timm/ViT-B-32-SigLIP2-256" in message
    assert "--weights" in message and "\n" not in message


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_a_gpu_that_is_not_there_is_said():
    with pytest.raises(InputError, match="--device"):
        model_for(options(model="small", device="cuda"))


def test_weights_of_another_model_are_refused_in_one_line(tmp_path):
    wrong = tmp_path / "wrong.safetensors"
    wrong.write_bytes(tiny_siglip().weights.read_bytes())
    model = model_for(options(model=tiny_clip().name, weights=str(wrong), device="cpu"))
    with pytest.raises(InputError, match="cannot be loaded as weights") as caught:
        model.encode_pixels(pictures(1))
    assert "\n" not in str(caught.value)


def test_code_in_a_weights_file_is_not_run(tmp_path):
    trap = tmp_path / "trap.pt"
    torch.save({"state_dict": _Trap(tmp_path / "sprung")}, trap)
    model = model_for(options(model=tiny_clip().name, weights=str(trap), device="cpu"))
    with pytest.raises(InputError, match="cannot be loaded"):
        model.encode_pixels(pictures(1))
    assert not (tmp_path / "sprung").exists()


class _Trap:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_and_texts_become_what_open_clip_makes_of_them(kind):
    tiny = kind()
    model = loaded(tiny)
    spec = model.preprocessing.image
    images = [Image.fromarray(a) for a in pictures(3, 50)]
    transform = open_clip.image_transform(
        spec.size, is_train=False, mean=spec.mean, std=spec.std, resize_mode=spec.resize_mode
    )
    network = open_clip.create_model(tiny.name, pretrained_text=False)
    open_clip.load_checkpoint(network, str(tiny.weights))
    network.eval()
    with torch.no_grad():
        wanted = network.encode_image(torch.stack([transform(i) for i in images]), normalize=True)
    found = model.encode_pixels(np.stack([image_pixels(image, spec) for image in images]))
    assert found.dtype == np.float32 and found.shape == (3, 24)
    assert cosines(found, wanted.numpy()).min() > 0.99999

    texts = ["un cheval ancienne le vase et la gravure", "the old horse of a church and a clock"]
    tokenizer = open_clip.get_tokenizer(tiny.name)
    with torch.no_grad():
        wanted = network.encode_text(tokenizer(texts), normalize=True)
    found = model.encode_text(texts, language="en")  # sentences: no template is used
    assert cosines(found, wanted.numpy()).min() > 0.99999


def test_scale_bias_and_kind_come_from_the_checkpoint():
    clip, siglip = loaded(tiny_clip()).info, loaded(tiny_siglip()).info
    assert (clip.kind, clip.bias) == ("clip", 0.0)
    assert clip.scale == pytest.approx(1 / 0.07, rel=1e-4)
    assert (siglip.kind, siglip.bias) == ("siglip", -10.0)
    assert clip.dim == siglip.dim == 24
    assert clip.licence == "" and clip.commercial is None  # of local weights nothing is known


def test_a_word_is_the_mean_of_its_templates():
    model = loaded(tiny_clip())
    sentences = ["horse", "a photograph of horse", "an engraving or a drawing of horse"]
    alone = [model.encode_text([s], language="xx")[0] for s in sentences]
    mean = np.mean(alone, axis=0)
    found = model.encode_text(["horse"], language="en")[0]
    assert found @ (mean / np.linalg.norm(mean)) > 0.999999


def test_many_texts_are_the_same_as_one_by_one():
    model = loaded(tiny_clip())
    texts = [f"picture number {n}" for n in range(70)]
    together = model.encode_text(texts, language="en")
    assert cosines(together[69:], model.encode_text(texts[69:], language="en")).min() > 0.99999
    assert model.encode_text([], language="en").shape == (0, 24)
    assert model.encode_pixels(pictures(0)).shape == (0, 24)


def test_identity_follows_the_weights_and_the_configuration():
    one, other = loaded(tiny_clip()), loaded(tiny_clip(seed=5))
    assert one.identity == loaded(tiny_clip()).identity
    assert one.identity != other.identity
    assert one.vectors_key != other.vectors_key


def test_published_preprocessing_is_used_for_local_weights_too():
    for preset in (preset for preset in PRESETS.values() if preset.folder is None):
        spec = Model(
            Choice(preset.name, file=Path("local.safetensors")), Path("x"), device="cpu"
        )._image_input
        tag = Model(Choice(preset.name, tag=preset.weights), Path("x"), device="cpu")._image_input
        assert spec == tag
    assert Model(Choice("ViT-B-32", tag="openai"), Path("x"), device="cpu")._quick_gelu


class _Limited(torch.nn.Module):
    """A network whose memory holds ``room`` pictures."""

    def __init__(self, network, room):
        super().__init__()
        self.network, self.room, self.batches = network, room, []

    def encode_image(self, batch):
        self.batches.append(len(batch))
        if len(batch) > self.room:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return self.network.encode_image(batch)


def test_a_batch_too_large_for_the_memory_is_halved_and_stays_so():
    model = loaded(tiny_clip(), batch_size=16)
    wanted = model.encode_pixels(pictures(24))
    limited = _Limited(model.network, room=3)
    model.__dict__["network"] = limited
    found = model.encode_pixels(pictures(24))
    assert cosines(found, wanted).min() > 0.99999
    assert limited.batches[:4] == [16, 8, 4, 2]
    limited.batches.clear()
    model.encode_pixels(pictures(4))
    assert limited.batches == [2, 2]


def test_no_memory_for_one_picture_is_one_line():
    model = loaded(tiny_clip())
    model.__dict__["network"] = _Limited(model.network, room=0)
    with pytest.raises(InputError, match="too small"):
        model.encode_pixels(pictures(4))


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(1, 400),
    height=st.integers(1, 400),
    mode=st.sampled_from(["shortest", "squash"]),
    interpolation=st.sampled_from(["bicubic", "bilinear"]),
)
def test_pixels_are_those_of_training(width, height, mode, interpolation):
    if max(width, height) > 8 * min(width, height):
        return  # of very long pictures only the middle is scaled
    noise = np.random.default_rng(width).integers(0, 256, (height, width, 3), np.uint8)
    image = Image.fromarray(noise)
    spec = ImageInput(
        size=48,
        mean=(0.5, 0.4, 0.3),
        std=(0.2, 0.3, 0.4),
        resize_mode=mode,
        interpolation=interpolation,
    )
    wanted = open_clip.image_transform(
        48,
        is_train=False,
        mean=spec.mean,
        std=spec.std,
        resize_mode=mode,
        interpolation=interpolation,
    )(image)
    found = image_input(image_pixels(image, spec), spec)[0]
    assert np.abs(found - wanted.numpy()).max() < 1e-5


def test_choices_are_plain_data():
    assert {f.name for f in dataclasses.fields(Choice)} == {"name", "tag", "file"}
    assert json.dumps(loaded(tiny_siglip()).preprocessing.model_dump(mode="json"))
