"""Searching with a text tower: a real one, so small that the test makes it."""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers

from explorer.bundle import files
from explorer.bundle.preprocessing import (
    PREPROCESSING,
    TEXT_TOWER,
    TOKENIZER,
    TOKENS,
    Preprocessing,
    TextInput,
)
from explorer.collection import Collection
from explorer.search.query import Query

WORDS = {"[PAD]": 0, "[UNK]": 1, "steed": 2, "timepiece": 3}
LENGTH = 4


def give_tower(bundle, *, dim=None):
    """A tower that knows two words, each with the vector that the vocabulary has for it."""
    vocabulary = Collection(bundle).bundle.vocabulary
    names = vocabulary.names["en"]
    dim = dim or vocabulary.vectors.shape[1]
    table = np.full((len(WORDS), dim), 1e-3, np.float32)
    for word, name in (("steed", "horse"), ("timepiece", "clock")):
        table[WORDS[word], : vocabulary.vectors.shape[1]] = vocabulary.vectors[names.index(name)][
            :dim
        ]
    nodes = [
        helper.make_node("Gather", ["table", TOKENS], ["rows"]),
        helper.make_node("ReduceMean", ["rows"], ["text"], axes=[1], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "text",
        [helper.make_tensor_value_info(TOKENS, TensorProto.INT64, ["b", LENGTH])],
        [helper.make_tensor_value_info("text", TensorProto.FLOAT, ["b", dim])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    folder = bundle / files.MODEL
    folder.mkdir()
    onnx.save(model, folder / TEXT_TOWER)
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_padding(length=LENGTH)
    tokenizer.enable_truncation(LENGTH)
    tokenizer.save(str(folder / TOKENIZER))
    spec = Preprocessing(dim=dim, text=TextInput(context_length=LENGTH, lower=True))
    (folder / PREPROCESSING).write_text(spec.model_dump_json())

    manifest = json.loads((bundle / files.MANIFEST).read_text("utf-8"))
    manifest["model"]["text_tower"] = True
    manifest["stages"].append({"name": "model", "fingerprint": f"small {bundle} {dim}"})
    (bundle / files.MANIFEST).write_text(json.dumps(manifest), "utf-8")


def test_words_that_no_record_and_no_vocabulary_has_are_found_by_the_tower(
    copied_bundle, small_kinds_by_row
):
    assert Collection(copied_bundle).engine.search(Query(text="steed", language="en")).total == 0
    give_tower(copied_bundle)
    engine = Collection(copied_bundle).engine
    assert engine.mode == "text"
    for text, kind in (("Steed", "horse"), ("timepiece", "clock")):
        answer = engine.search(Query(text=text, language="en", k=10))
        assert {small_kinds_by_row[hit.row] for hit in answer.hits} == {kind}
        assert all(hit.why == ("picture",) and hit.relevance > 2 for hit in answer.hits)
        assert (answer.mode, answer.terms, answer.notice) == ("text", (), "")


def test_one_tower_serves_the_collections_that_have_the_same(copied_bundle):
    give_tower(copied_bundle)
    one, other = Collection(copied_bundle), Collection(copied_bundle)
    assert one.engine.tower.encoder is other.engine.tower.encoder
    assert one.engine.tower.encoder is not None


@pytest.mark.parametrize("harm", ["tower", "tokenizer", "preprocessing", "dimension"])
def test_a_broken_tower_leaves_the_vocabulary(copied_bundle, small_kinds_by_row, harm):
    give_tower(copied_bundle, dim=24 if harm == "dimension" else None)
    name = {"tower": TEXT_TOWER, "tokenizer": TOKENIZER, "preprocessing": PREPROCESSING}.get(harm)
    if name:
        (copied_bundle / files.MODEL / name).write_bytes(b"{")
    engine = Collection(copied_bundle).engine
    answer = engine.search(Query(text="cheval", k=10))
    assert {small_kinds_by_row[hit.row] for hit in answer.hits} == {"horse"}
    assert answer.mode == engine.mode == "vocabulary"
