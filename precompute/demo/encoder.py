"""The archive's own dual encoder, in open_clip's form: its configuration, tokenizer and files.

The folder ``WEIGHTS`` is what ``open_clip`` calls a local directory: ``open_clip_config.json``,
``open_clip_model.safetensors`` and the tokenizer's files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle import replacing
from explorer.bundle.preprocessing import TextInput, canonical_text
from precompute.demo.captions import caption
from precompute.demo.sampling import choose
from precompute.demo.settings import SETTINGS
from precompute.demo.subjects import SUBJECTS
from precompute.demo.techniques import TECHNIQUES
from precompute.demo.terms import LANGUAGES, SETTING_NAMES, subject_terms, technique_terms
from precompute.demo.words import FRENCH
from precompute.vocabularies import BUILT_IN, read_names

FOLDER = Path(__file__).with_name("weights")
SIDE = 112
CONTEXT = 24
CONFIG, WEIGHTS = "open_clip_config.json", "open_clip_model.safetensors"

_TOKENS = 3000
_START, _END, _PAD, _UNKNOWN = "<start>", "<end>", "<pad>", "<unknown>"
_MEAN, _STD = (0.5, 0.5, 0.5), (0.25, 0.25, 0.25)

TEXT = TextInput(context_length=CONTEXT, canonical=True, lower=True, tokenizer="hf")
"""How texts are made canonical, as open_clip does by the configuration."""


def configuration(vocabulary_size: int) -> dict[str, Any]:
    """``open_clip_config.json``: a small RegNet of timm beside a small transformer."""
    return {
        "model_cfg": {
            "embed_dim": 256,
            "vision_cfg": {
                "image_size": SIDE,
                "timm_model_name": "regnety_002",
                "timm_model_pretrained": False,
                "timm_pool": "avg",
                "timm_proj": "linear",
            },
            "text_cfg": {
                "context_length": CONTEXT,
                "vocab_size": vocabulary_size,
                "hf_tokenizer_name": "weights",
                "tokenizer_kwargs": {"clean": "canonicalize"},
                "width": 192,
                "heads": 4,
                "layers": 2,
            },
        },
        "preprocess_cfg": {
            "mean": list(_MEAN),
            "std": list(_STD),
            "interpolation": "bicubic",
            "resize_mode": "squash",
        },
    }


def network(config: dict[str, Any]) -> Any:
    """open_clip's ``CLIP`` of a configuration, with random weights."""
    from open_clip.model import CLIP  # noqa: PLC0415  (takes seconds)

    model = config["model_cfg"]
    return CLIP(
        embed_dim=model["embed_dim"], vision_cfg=model["vision_cfg"], text_cfg=model["text_cfg"]
    )


def pixels_in(pixels: Any) -> Any:
    """float32 [b, 3, SIDE, SIDE], normalised, of a uint8 or float tensor [b, 3, SIDE, SIDE]."""
    import torch  # noqa: PLC0415  (takes seconds)

    mean = torch.tensor(_MEAN, device=pixels.device).view(1, 3, 1, 1)
    std = torch.tensor(_STD, device=pixels.device).view(1, 3, 1, 1)
    return (pixels.float() / 255.0 - mean) / std


def write_tokenizer(folder: Path) -> Any:
    """Learn byte pairs from words of the archive and of heritage at large; write and return them.

    Accents are folded: "eglise" is "église". The same tables give the same files.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers  # noqa: PLC0415
    from tokenizers.processors import TemplateProcessing  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415  (takes seconds)

    tokenizer = Tokenizer(models.BPE(unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(prepend_scheme="always", split=True),
        ]
    )
    # CLIP reads a text at its highest number, so the end comes last.
    trainer = trainers.BpeTrainer(
        vocab_size=_TOKENS - 1,
        special_tokens=[_PAD, _START, _UNKNOWN],
        initial_alphabet=list("abcdefghijklmnopqrstuvwxyz0123456789"),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_corpus(), trainer)
    tokenizer.add_special_tokens([_END])
    tokenizer.post_processor = TemplateProcessing(
        single=f"{_START} $A {_END}",
        special_tokens=[(word, tokenizer.token_to_id(word)) for word in (_START, _END)],
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=_PAD,
        bos_token=_START,
        eos_token=_END,
        unk_token=_UNKNOWN,
        model_max_length=CONTEXT,
    )
    folder.mkdir(parents=True, exist_ok=True)
    fast.save_pretrained(str(folder))
    return tokenizer


def unpictured() -> list[str]:
    """Words of heritage, in both languages, that the archive has no picture of."""
    known = {word for name in _names() for word in name.split()}
    found = [
        name
        for name in _heritage()
        if not {canonical_text(word, TEXT) for word in name.split()} & known
    ]
    return sorted({canonical_text(name, TEXT) for name in found})


def save(model: Any, folder: Path) -> None:
    """Write configuration and weights, in half precision, each whole or not at all."""
    from safetensors.torch import save_file  # noqa: PLC0415  (takes seconds)

    folder.mkdir(parents=True, exist_ok=True)
    size = int(model.token_embedding.weight.shape[0])
    state = {
        key: (value.half() if value.is_floating_point() else value).contiguous()
        for key, value in model.state_dict().items()
    }
    with replacing(folder / WEIGHTS) as temporary:
        save_file(state, temporary, metadata={"format": "pt"})
    with replacing(folder / CONFIG) as temporary:
        temporary.write_text(json.dumps(configuration(size), indent=2) + "\n", "utf-8")


def _corpus() -> list[str]:
    rng = np.random.default_rng(0)
    lines = [
        caption(choose(rng), rng, language=LANGUAGES[number % 2]).text for number in range(20000)
    ]
    lines += [*_pictured(), *_heritage()] * 5
    lines += list(FRENCH) * 5
    return [canonical_text(line, TEXT) for line in lines]


def _pictured() -> list[str]:
    pairs = dict.fromkeys(
        (entry.en, entry.fr)
        for table in (SUBJECTS, TECHNIQUES, SETTINGS)
        for entry in table.values()
    )
    return [name for pair in pairs for name in pair]


def _heritage() -> list[str]:
    return [name for column in read_names(BUILT_IN).values() for name in column]


def _names() -> set[str]:
    terms = [
        term
        for language in LANGUAGES
        for table in (subject_terms(language), technique_terms(language))
        for found in table.values()
        for term in found
    ]
    names = {name for term in terms for name in (term.name, term.many)}
    names |= {name for columns in SETTING_NAMES.values() for column in columns for name in column}
    return {canonical_text(name, TEXT) for name in names}
