"""Small models of open_clip with random weights: the whole path in a second, without a network."""

from __future__ import annotations

import functools
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

_TEXT = """
a an the of un une le la les l d de du cheval horse vase église eglise orsay saint etienne étienne
coin clock horloge portrait photograph photographie engraving drawing gravure dessin or ou
représentant old ancienne pièce monnaie fish poisson
"""
WORDS = tuple(_TEXT.split())


@dataclass(frozen=True)
class TinyModel:
    """``name`` is known to open_clip in this process; ``weights`` is a .safetensors file."""

    name: str
    weights: Path

    def arguments(self) -> dict[str, object]:
        """What ``BuildOptions`` needs."""
        return {"model": self.name, "weights": str(self.weights)}


@functools.cache
def tiny_clip(*, seed: int = 0) -> TinyModel:
    """Of OpenAI's kind: CLIP's own tokenizer, pictures cut to a square of 32 px, 24 dimensions."""
    config = {
        "embed_dim": 24,
        "vision_cfg": {
            "image_size": 32,
            "layers": 1,
            "width": 32,
            "head_width": 16,
            "patch_size": 8,
        },
        "text_cfg": {
            "context_length": 77,
            "vocab_size": 49408,
            "width": 32,
            "heads": 2,
            "layers": 1,
        },
    }
    return _made(f"tiny-clip-{seed}", config, seed=seed)


@functools.cache
def tiny_siglip() -> TinyModel:
    """Of SigLIP 2's kind: canonical text padded to 16 tokens, sigmoid with a bias."""
    folder = _tokenizer_folder()
    config = {
        "embed_dim": 24,
        "init_logit_bias": -10,
        "custom_text": True,
        "vision_cfg": {
            "image_size": 32,
            "layers": 1,
            "width": 32,
            "head_width": 16,
            "patch_size": 8,
        },
        "text_cfg": {
            "context_length": 16,
            "vocab_size": 100,
            "hf_tokenizer_name": str(folder),
            "tokenizer_kwargs": {"clean": "canonicalize"},
            "width": 32,
            "heads": 2,
            "layers": 1,
            "no_causal_mask": True,
            "proj_bias": True,
            "pool_type": "last",
        },
    }
    return _made("tiny-siglip", config, seed=1, beside=folder)


@functools.cache
def tiny_xlm_roberta() -> TinyModel:
    """Of the kind with a text tower of ``transformers`` and an attention mask."""
    folder = _tokenizer_folder()
    text_tower = {
        "model_type": "xlm-roberta",
        "architectures": ["XLMRobertaModel"],
        "vocab_size": 100,
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 64,
        "type_vocab_size": 1,
        "pad_token_id": 0,
        "bos_token_id": 2,
        "eos_token_id": 1,
    }
    (folder / "config.json").write_text(json.dumps(text_tower))
    config = {
        "embed_dim": 24,
        "vision_cfg": {
            "image_size": 32,
            "layers": 1,
            "width": 32,
            "head_width": 16,
            "patch_size": 8,
        },
        "text_cfg": {
            "context_length": 16,
            "hf_model_name": str(folder),
            "hf_tokenizer_name": str(folder),
            "hf_proj_type": "mlp",
            "hf_pooler_type": "mean_pooler",
        },
    }
    return _made("tiny-xlm-roberta", config, seed=2, beside=folder)


def _made(name: str, config: dict, *, seed: int, beside: Path | None = None) -> TinyModel:
    import open_clip
    import torch
    from safetensors.torch import save_file

    folder = beside or Path(tempfile.mkdtemp())
    described = folder / f"{name}.json"
    described.write_text(json.dumps(config))
    open_clip.add_model_config(described)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = open_clip.create_model(name, pretrained_text=False)
    state = {key: value.contiguous() for key, value in network.state_dict().items()}
    save_file(state, folder / f"{name}.safetensors")
    return TinyModel(name, folder / f"{name}.safetensors")


def _tokenizer_folder() -> Path:
    """A tokenizer whose special tokens only ``transformers`` knows, as Gemma's are."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    folder = Path(tempfile.mkdtemp())
    words = ["<pad>", "<eos>", "<bos>", "<unk>", *dict.fromkeys(WORDS)]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A <eos>", special_tokens=[("<eos>", 1)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        eos_token="<eos>",
        unk_token="<unk>",
    )
    fast.save_pretrained(folder)
    return folder
