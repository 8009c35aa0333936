"""The model's tokenizer as one ``tokenizer.json``, which the library ``tokenizers`` reads alone."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, pre_tokenizers, processors
from tokenizers.models import BPE

from precompute.errors import InputError
from precompute.hub import fetch, fetch_optional

_CLIP_MERGES = 49152 - 256 - 2
_START, _END = "<start_of_text>", "<end_of_text>"
_CLIP_WORDS = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
_JSON = "tokenizer.json"
_SIDE_FILES = ("tokenizer_config.json", "special_tokens_map.json", "config.json")


@dataclass(frozen=True)
class TokenizerFile:
    """``json`` is the text of ``tokenizer.json``; it cuts and pads, with ``pad_id``, by itself."""

    json: str
    pad_id: int


def clip_tokenizer(merges: Path, *, context_length: int) -> TokenizerFile:
    """CLIP's byte-pair encoding, equal to open_clip's ``SimpleTokenizer`` on canonical text.

    ``merges`` is open_clip's ``bpe_simple_vocab_16e6.txt.gz``. The text must be in lower case
    already (``explorer.bundle.canonical_text``).
    """
    lines = gzip.decompress(merges.read_bytes()).decode("utf-8").split("\n")
    pairs = [tuple(line.split()) for line in lines[1 : _CLIP_MERGES + 1]]
    letters = _byte_letters()
    words = [*letters, *(f"{letter}</w>" for letter in letters), *("".join(p) for p in pairs)]
    vocabulary = {word: number for number, word in enumerate([*words, _START, _END])}
    tokenizer = Tokenizer(
        BPE(
            vocab=vocabulary,
            merges=[(first, second) for first, second in pairs],
            end_of_word_suffix="</w>",
            fuse_unk=False,
        )
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_CLIP_WORDS), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_START} $A {_END}",
        special_tokens=[(word, vocabulary[word]) for word in (_START, _END)],
    )
    return _finished(tokenizer, pad_id=0, pad_token=letters[0], context_length=context_length)


def hf_tokenizer(source: str | Path, *, context_length: int) -> TokenizerFile:
    """A tokenizer of Hugging Face, from a folder or from a repository of the hub.

    Its special tokens are those that ``transformers`` would add, which are not always those
    written in its ``tokenizer.json``. Raises ``InputError`` when it cannot be had.
    """
    folder = source if isinstance(source, Path) else _from_hub(source)
    if (folder / "tokenizer_config.json").exists():
        loaded = _by_transformers(folder)
        tokenizer = Tokenizer.from_str(loaded.backend_tokenizer.to_str())
        pad_token, pad_id = loaded.pad_token, loaded.pad_token_id
    else:
        tokenizer = Tokenizer.from_file(str(folder / _JSON))
        pad_token = (tokenizer.padding or {}).get("pad_token") or _pad_of(tokenizer)
        pad_id = tokenizer.token_to_id(pad_token) if pad_token else None
    if pad_id is None:
        raise InputError(f"{folder / _JSON} names no padding token: add its tokenizer_config.json")
    return _finished(
        tokenizer, pad_id=int(pad_id), pad_token=str(pad_token), context_length=context_length
    )


def _finished(
    tokenizer: Tokenizer, *, pad_id: int, pad_token: str, context_length: int
) -> TokenizerFile:
    tokenizer.enable_truncation(max_length=context_length)
    tokenizer.enable_padding(length=context_length, pad_id=pad_id, pad_token=pad_token)
    return TokenizerFile(tokenizer.to_str(), pad_id)


def _from_hub(repository: str) -> Path:
    path = fetch(
        repository,
        (_JSON,),
        what="the tokenizer",
        instead=f"put {_JSON} and tokenizer_config.json beside a local weights file (--weights)",
    )
    fetch_optional(repository, _SIDE_FILES)
    return path.parent


def _by_transformers(folder: Path) -> Any:
    from transformers import AutoTokenizer  # noqa: PLC0415  (takes seconds to import)

    try:
        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(f"the tokenizer in {folder} cannot be used: {first}") from None


def _pad_of(tokenizer: Tokenizer) -> str | None:
    return next((t for t in ("<pad>", "[PAD]") if tokenizer.token_to_id(t) is not None), None)


def _byte_letters() -> list[str]:
    """A printable letter for each byte, in the order of CLIP's vocabulary (after GPT-2)."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    return [chr(byte) for byte in plain] + [chr(256 + n) for n in range(len(others))]
