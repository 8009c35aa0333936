"""The encoder that the project ships: open_clip's form, small, and right about pictures."""

import csv
import json

import numpy as np
import pytest

from explorer.bundle import Bundle, read_manifest
from explorer.collection import Collection
from explorer.search.query import Query
from precompute.demo import encoder
from precompute.demo.drawn import drawn
from precompute.demo.held_out import VALIDATION
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import LANGUAGES, technique_terms
from precompute.models import model_for
from precompute.options import BuildOptions
from precompute.progress import Progress


@pytest.fixture(scope="module")
def truths(demo_archive):
    with (demo_archive / "truth.csv").open(encoding="utf-8", newline="") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


def test_it_is_small_and_in_open_clips_form():
    import open_clip

    assert (encoder.FOLDER / encoder.WEIGHTS).stat().st_size <= 10e6
    config = json.loads((encoder.FOLDER / encoder.CONFIG).read_text("utf-8"))
    size = config["model_cfg"]["text_cfg"]["vocab_size"]
    assert config == encoder.configuration(size)
    network = open_clip.create_model(f"local-dir:{encoder.FOLDER}")
    assert network.token_embedding.weight.shape[0] == size
    assert (encoder.FOLDER / "README.md").read_text("utf-8").startswith("---\n")


def test_its_tokenizer_is_the_one_that_training_makes(tmp_path):
    encoder.write_tokenizer(tmp_path)
    made, kept = tmp_path / "tokenizer.json", encoder.FOLDER / "tokenizer.json"
    assert json.loads(made.read_text("utf-8")) == json.loads(kept.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_techniques_apart_on_pictures_it_never_saw(tmp_path_factory, language):
    folder = tmp_path_factory.getbasetemp() / "never-seen"
    model = model_for(BuildOptions(source="", out=folder, model="demo", device="cpu"))
    part = drawn(folder, part=VALIDATION, count=60, side=encoder.SIDE, workers=1,
                 progress=Progress(quiet=True))  # fmt: skip
    names = [technique_terms(language)[key][0].name for key in TECHNIQUES]
    scores = model.encode_pixels(part.pixels) @ model.encode_text(names, language=language).T
    found = [list(TECHNIQUES)[k] for k in scores.argmax(axis=1)]
    assert np.mean([f == t.technique for f, t in zip(found, part.truths, strict=True)]) > 0.7


def test_its_bundle_says_what_it_is(demo_bundle):
    model = read_manifest(demo_bundle).model
    assert (model.name, model.dim, model.licence) == ("demo", 256, "MIT")
    assert model.languages == ("en", "fr")
    assert model.text_tower
    assert model.image_tower


@pytest.mark.parametrize(("english", "french"), [("flower", "fleur"), ("boat", "bateau"),
                                                 ("portrait", "portrait"), ("cyanotype",) * 2,
                                                 ("poster", "affiche")])  # fmt: skip
def test_words_in_both_languages_find_pictures_by_looking_alone(
    demo_bundle, truths, english, french
):
    wanted = {
        "flower": {"iris", "poppy", "rose", "sunflower", "tulip"},
        "boat": {"sailing boat", "steamship", "rowing boat"},
        "portrait": {"portrait of a man", "portrait of a woman"},
    }.get(english, {english})
    collection = Collection(demo_bundle)
    rows = Bundle(demo_bundle).items.column("file").to_pylist()
    right = {
        row
        for row, file in enumerate(rows)
        if wanted & {*truths[file]["subjects"].split("|"), truths[file]["technique"]}
    }
    for text, language in ((english, "en"), (french, "fr")):
        answer = collection.engine.search(Query(text=text, language=language, k=5, by=("picture",)))
        assert answer.mode == "text"
        assert len(right & {hit.row for hit in answer.hits}) >= 4
