from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from open_clip.tokenizer import SimpleTokenizer, default_bpe
from tokenizers import Tokenizer

from explorer.bundle import TextInput, canonical_text
from precompute.errors import InputError
from precompute.tokenizer import clip_tokenizer, hf_tokenizer
from tests.tiny_models import tiny_siglip, tiny_xlm_roberta

SPEC = TextInput(context_length=77, lower=True)
MADE = clip_tokenizer(Path(default_bpe()), context_length=77)
OURS = Tokenizer.from_str(MADE.json)
THEIRS = SimpleTokenizer()
UNCLEANED = SimpleTokenizer()
UNCLEANED.clean_fn = str  # its mending of broken encodings is no part of the tokens

ODD = [
    "a photo of a horse",
    "l'église d'Orsay, à Saint-Étienne",
    "Œuvre n° 12 — « 1789 » !!! ???",
    "don't they're I'LL we've He'd 's 'S",
    "中国 ß ΑΣ Ὀδυσσεύς İstanbul ſ",
    "emoji 🙂🏽 👩‍👩‍👧 x",
    "a" * 300,
    "word " * 200,
    "",
    "  \t\n ",
    "1234 5x6 ½ ²",
    "&amp; it&#39;s &lt;b&gt;",
    "cafe\u0301 e\u0301",
    "__init__ snake_case",
    "\u00a0no\u2003break\u200bzero",
]


def ids(text):
    return OURS.encode(canonical_text(text, SPEC)).ids


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_become_open_clips_own_tokens(text):
    assert ids(text) == THEIRS([canonical_text(text, SPEC)])[0].tolist()


@pytest.mark.parametrize("text", ODD[:12])
def test_texts_that_need_no_mending_are_cleaned_as_open_clip_does(text):
    assert ids(text) == THEIRS([text])[0].tolist()


# Letters that both libraries' tables of Unicode know, which are not of the same year.
letters = st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn", "Co"))
words = st.sampled_from(["l'", "d’", "une", "église", "cheval's", "N°", "19th", "—", "«", "!", ","])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(letters, max_size=60), st.lists(words, max_size=40).map(" ".join)))
def test_any_text_becomes_open_clips_own_tokens(text):
    assert ids(text) == UNCLEANED([canonical_text(text, SPEC)])[0].tolist()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2000))
def test_rows_always_have_the_length_of_the_context(text):
    found = ids(text)
    assert len(found) == 77
    assert found[0] == THEIRS.sot_token_id
    assert THEIRS.eot_token_id in found


def test_special_tokens_in_a_text_are_only_text():
    found = ids("<start_of_text> horse <end_of_text> other")
    assert found.count(THEIRS.sot_token_id) == 1
    assert found.count(THEIRS.eot_token_id) == 1


@pytest.mark.parametrize("kind", [tiny_siglip, tiny_xlm_roberta])
def test_a_tokenizer_of_transformers_keeps_its_special_tokens_and_padding(kind):
    tiny = kind()
    made = hf_tokenizer(tiny.weights.parent, context_length=16)
    ours, theirs = Tokenizer.from_str(made.json), open_clip.get_tokenizer(tiny.name)
    texts = ["un cheval", "", "the old clock", "vase " * 40]
    wanted = theirs(texts)
    found = np.array([encoding.ids for encoding in ours.encode_batch(texts)])
    assert made.pad_id == 0
    assert torch.equal(wanted, torch.from_numpy(found))
    assert found[0].tolist()[2] == 1  # the end that only its configuration names


def test_a_tokenizer_without_padding_says_what_is_missing(tmp_path):
    (tmp_path / "tokenizer.json").write_text(OURS.to_str())
    bare = Tokenizer.from_str(OURS.to_str())
    bare.no_padding()
    (tmp_path / "tokenizer.json").write_text(bare.to_str())
    with pytest.raises(InputError, match="tokenizer_config"):
        hf_tokenizer(tmp_path, context_length=16)
