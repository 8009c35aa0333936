import shutil
import subprocess
import sys

import numpy as np
import onnx
import open_clip
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from explorer.bundle import Preprocessing, image_input, image_pixels
from explorer.bundle.preprocessing import PIXELS, TOKENS, cut
from precompute.errors import InputError
from precompute.models import model_for
from precompute.stages import embed, items, model, sources, thumbnails
from precompute.towers import export_image, export_text, least_cosine, quantise, run_tower
from tests.makers import draw
from tests.precompute.staging import begin, run
from tests.tiny_models import tiny_clip, tiny_siglip, tiny_xlm_roberta

STAGES = (sources.STAGE, thumbnails.STAGE, items.STAGE, embed.STAGE)


def collection(folder, count=5):
    folder.mkdir()
    lines = ["id,filename,title"]
    for number in range(count):
        draw("vase", seed=number, size=(90, 70)).save(folder / f"{number}.png")
        lines.append(f"{number},{number}.png,Le vase n° {number}")
    (folder / "table.csv").write_text("\n".join(lines))
    return str(folder / "table.csv")


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    """The stage run with a model of CLIP's kind; an 8-bit text tower is tried."""
    folder = tmp_path_factory.mktemp("staged")
    asked = {"source": collection(folder / "in"), "int8_text": True, **tiny_clip().arguments()}
    return run(begin(folder / "out", **asked), *STAGES, model.STAGE)


def check_towers(build):
    """Compare the exported towers with the model, one at a time and many at once."""
    made, folder = build.model, build.work.path("model")
    texts = ["un cheval", "", "the old clock", "vase " * 90]
    least = 0.9 if "int8" in build.facts("model")["parity"] else 0.9999
    spec = Preprocessing.model_validate_json((folder / "preprocessing.json").read_bytes())
    any_length = spec.text.any_length
    for count in (1, 4):
        tokens = made.tokens(texts[:count])
        found = run_tower(folder / "text.onnx", TOKENS, tokens)
        wanted = made.network.encode_text(torch.from_numpy(tokens)).detach().numpy()
        assert least_cosine(found, wanted) > least
        if any_length:
            short = cut(tokens, pad_id=made.preprocessing.text.pad_id)
            assert least_cosine(run_tower(folder / "text.onnx", TOKENS, short), wanted) > least
        pixels = np.random.default_rng(0).normal(size=(count, 3, 32, 32)).astype(np.float32)
        found = run_tower(folder / "image.onnx", PIXELS, pixels)
        wanted = made.network.encode_image(torch.from_numpy(pixels)).detach().numpy()
        assert least_cosine(found, wanted) > 0.9999


@pytest.mark.parametrize("kind", [tiny_siglip, tiny_xlm_roberta])
def test_towers_without_torch_give_what_the_model_gives(kind, tmp_path):
    asked = {"source": collection(tmp_path / "in"), **kind().arguments()}
    build = run(begin(tmp_path / "out", **asked), *STAGES, model.STAGE)
    facts, folder = build.facts("model"), build.work.path("model")
    assert facts["model"] == {"text_tower": True, "image_tower": True}
    assert min(facts["parity"].values()) >= 0.9999
    spec = Preprocessing.model_validate_json((folder / "preprocessing.json").read_bytes())
    assert spec.text.any_length == (kind is tiny_xlm_roberta)  # which masks its padding out
    text = spec.text.model_copy(update={"any_length": False})
    assert spec.model_copy(update={"text": text}) == build.model.preprocessing
    for name in ("text.onnx", "image.onnx"):
        assert (folder / f"{name}.data").exists()  # weights apart, to be memory-mapped
    check_towers(build)


def test_towers_of_clip_too_and_eight_bits_only_when_they_lose_little(staged):
    check_towers(staged)
    loss = staged.facts("model")["parity"]["int8"]
    assert loss["used"] == (loss["cosine"] >= 0.99 and loss["kept"] >= 0.95)
    folder = staged.work.path("model")
    spec = Preprocessing.model_validate_json((folder / "preprocessing.json").read_bytes())
    assert spec.text.any_length  # a token sees those before it alone
    assert spec.text.precision == ("int8" if loss["used"] else "float32")
    assert (folder / "text.onnx.data").exists() != loss["used"]
    assert not (folder / "text.int8.onnx").exists()


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A model of the same shape with other weights, and its exported text tower."""
    folder = tmp_path_factory.mktemp("other")
    loaded = model_for(begin(folder, source="", **tiny_clip(seed=5).arguments()).options)
    # As the stage finds this model to be.
    spec = loaded.preprocessing.text.model_copy(update={"any_length": True})
    export_text(loaded.network, spec, folder / "text.onnx")
    return loaded, folder


def test_the_same_model_gives_the_same_bytes_and_another_gives_others(staged, other, tmp_path):
    made = staged.model
    image = staged.work.path("model") / "image.onnx"
    export_image(made.network, made.preprocessing.image, tmp_path / "image.onnx")
    for name in ("image.onnx", "image.onnx.data"):
        assert (tmp_path / name).read_bytes() == (image.parent / name).read_bytes()
    export_text(made.network, made.preprocessing.text, tmp_path / "text.onnx")
    # The graph is the same and the weights lie elsewhere; its bytes must still tell the models.
    found, others = ((folder / "text.onnx").read_bytes() for folder in (tmp_path, other[1]))
    assert found != others


def test_nothing_of_this_machine_is_in_the_files(other):
    path = other[1] / "text.onnx"
    data = path.read_bytes()
    assert b".py" not in data and b"/home" not in data and b"/tmp" not in data
    onnx.checker.check_model(str(path))


def test_a_tower_that_differs_fails_the_build_in_one_line(staged, other, monkeypatch):
    def another(network, spec, path):
        for name in ("text.onnx", "text.onnx.data"):
            shutil.copy(other[1] / name, path.parent / name)

    def same(network, spec, path):
        for name in ("image.onnx", "image.onnx.data"):
            shutil.copy(kept / name, path.parent / name)

    kept = shutil.copytree(staged.work.path("model"), staged.work.root / "kept")
    monkeypatch.setattr(model, "export_image", same)
    monkeypatch.setattr(model, "export_text", another)
    with pytest.raises(InputError, match="text tower differs") as caught:
        model.STAGE.run(staged)
    assert "\n" not in str(caught.value)
    shutil.copytree(kept, staged.work.path("model"), dirs_exist_ok=True)


def test_eight_bits_are_smaller_and_measured(other, tmp_path):
    loaded, folder = other
    small = tmp_path / "small.onnx"
    quantise(folder / "text.onnx", small)
    assert small.stat().st_size < (folder / "text.onnx.data").stat().st_size / 2
    tokens = loaded.tokens(["a horse", "a vase"])
    wanted = run_tower(folder / "text.onnx", TOKENS, tokens)
    assert 0.9 < least_cosine(wanted, run_tower(small, TOKENS, tokens)) < 1


def test_what_is_not_finite_is_no_parity():
    assert least_cosine(np.array([[1.0, np.nan]]), np.array([[1.0, 0.0]])) == -1
    assert least_cosine(np.ones((2, 3)), np.ones((2, 3))) == pytest.approx(1)


def test_the_stages_are_imported_without_torch():
    code = (
        "import precompute.stages, precompute.models, sys; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'open_clip', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_a_model_of_real_size_goes_all_the_way(tmp_path):
    """ViT-B-32 with random weights, through open_clip, torch and ONNX."""
    torch.manual_seed(0)
    network = open_clip.create_model("ViT-B-32")
    state = {key: value.contiguous() for key, value in network.state_dict().items()}
    save_file(state, tmp_path / "weights.safetensors")
    del network, state
    asked = {"model": "ViT-B-32", "weights": str(tmp_path / "weights.safetensors")}
    build = begin(tmp_path / "out", source=collection(tmp_path / "in"), **asked)
    run(build, *STAGES)
    assert build.bundle.vectors.shape == (5, 512)
    spec = build.model.preprocessing.image
    export_image(build.model.network, spec, tmp_path / "image.onnx")
    sha = build.bundle.items["sha256"][0].as_py()
    with Image.open(build.bundle.thumb(sha, size=1024)) as picture:
        pixels = image_input(image_pixels(picture.convert("RGB"), spec), spec)
    found = run_tower(tmp_path / "image.onnx", PIXELS, pixels)
    assert least_cosine(found, build.bundle.vectors[:1]) > 0.99
