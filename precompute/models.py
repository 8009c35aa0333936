"""The models that embed a collection: open_clip's, with published or with local weights."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle import Bundle, ModelInfo, files
from explorer.bundle.preprocessing import (
    ImageInput,
    Preprocessing,
    TextInput,
    sentences,
)
from precompute.choice import Choice, choose, config_of, device_of, published, weights_of
from precompute.errors import InputError
from precompute.hub import fetch
from precompute.options import BuildOptions
from precompute.presets import ENGLISH, PRESETS, TEMPLATES, Preset, terms_of
from precompute.quiet import quiet
from precompute.tokenizer import TokenizerFile, clip_tokenizer, hf_tokenizer

__all__ = ["PRESETS", "Choice", "Model", "Preset", "model_for"]

_TEXTS_AT_ONCE = 64
_OPENAI_MEAN = (0.48145466, 0.4578275, 0.40821073)
_OPENAI_STD = (0.26862954, 0.26130258, 0.27577711)


class Model:
    """A model of open_clip; its weights are loaded at the first picture or text."""

    def __init__(self, choice: Choice, weights: Path, *, device: str, batch_size: int = 64) -> None:
        self.choice = choice
        self.device = device
        self._weights = weights
        self._batch = batch_size
        self._config = config_of(choice)
        self._published = published(choice)

    @cached_property
    def vectors_key(self) -> str:
        """Hash of all that decides a picture's vector: configuration, weights, preprocessing."""
        made_of = {
            "config": {key: value for key, value in self._config.items() if key != "text_cfg"},
            "weights": files.sha256_of(self._weights),
            "quick_gelu": self._quick_gelu,
            "image": self._image_input.model_dump(mode="json"),
        }
        return _digest(made_of)

    @cached_property
    def identity(self) -> str:
        """Hash of all that decides any vector, a text's included."""
        tokenizer = self.tokenizer
        return _digest(
            {
                "vectors": self.vectors_key,
                "text": self._config["text_cfg"],
                "preprocessing": self.preprocessing.model_dump(mode="json"),
                "tokenizer": hashlib.sha256(tokenizer.json.encode()).hexdigest(),
            }
        )

    @cached_property
    def info(self) -> ModelInfo:
        """What the bundle says of the model; ``scale`` and ``bias`` are the checkpoint's own."""
        terms = terms_of(self.choice.name, self.choice.tag)
        local = self.choice.file is not None and self.choice.name not in PRESETS
        bias = self.network.logit_bias
        return ModelInfo(
            name=self.choice.name,
            weights=self.choice.weights,
            kind="clip" if bias is None else "siglip",
            dim=self.preprocessing.dim,
            image_size=self._image_input.size,
            # Of local weights nothing is known, but that they may derive from the published ones.
            licence="" if local and terms.commercial else terms.licence,
            commercial=None if local and terms.commercial else terms.commercial,
            languages=self._languages,
            scale=float(self.network.logit_scale.detach().exp()),
            bias=0.0 if bias is None else float(bias.detach()),
            text_tower=True,
            image_tower=True,
            note="local weights: their licence is the user's to know" if local else "",
        )

    @cached_property
    def preprocessing(self) -> Preprocessing:
        """How pictures and texts are prepared, for the bundle to hold."""
        text = self._config["text_cfg"]
        kwargs = text.get("tokenizer_kwargs", {})
        clip = "hf_tokenizer_name" not in text
        clean = kwargs.get("clean", "lower" if clip else "whitespace")
        preset = PRESETS.get(self.choice.name)
        templates = TEMPLATES if preset is None else preset.templates
        known = {code: templates[code] for code in templates if code in self._languages}
        return Preprocessing(
            dim=self._config["embed_dim"],
            image=self._image_input,
            text=TextInput(
                context_length=_context_length(text),
                canonical=clean == "canonicalize",
                lower=clean in ("canonicalize", "lower"),
                pad_id=self.tokenizer.pad_id,
                tokenizer="clip" if clip else "hf",
                templates=known,
            ),
        )

    @cached_property
    def tokenizer(self) -> TokenizerFile:
        """The tokenizer, as the bundle will hold it."""
        text = self._config["text_cfg"]
        length = _context_length(text)
        if text.get("tokenizer_kwargs", {}).get("strip_sep_token") or text.get("tokenizer_mode"):
            raise InputError(
                f"{self.choice.name} has a kind of tokenizer that is not supported: "
                f"take another model (presets: {', '.join(PRESETS)})"
            )
        if "hf_tokenizer_name" not in text:
            from open_clip.tokenizer import default_bpe  # noqa: PLC0415  (imports torch)

            return clip_tokenizer(Path(default_bpe()), context_length=length)
        beside = self._weights.parent
        if self.choice.file is not None and (beside / "tokenizer.json").exists():
            return hf_tokenizer(beside, context_length=length)
        return hf_tokenizer(text["hf_tokenizer_name"], context_length=length)

    @cached_property
    def network(self) -> Any:
        """The ``torch.nn.Module``, with its weights, ready to encode on ``device``."""
        import open_clip  # noqa: PLC0415  (takes seconds)
        import torch  # noqa: PLC0415  (takes seconds)

        config = self._offline_config()
        options = {"text_cfg": config["text_cfg"]} if config is not None else {}
        try:
            with quiet():
                network = open_clip.create_model(
                    self.choice.open_clip_name,
                    pretrained=None,
                    load_weights=False,
                    force_quick_gelu=self._quick_gelu,
                    pretrained_text=False,
                    **options,
                )
                open_clip.load_checkpoint(network, str(self._weights), weights_only=True)
        except Exception as error:  # of many kinds and many lines; the reader wants one
            raise InputError(
                f"{self._weights} cannot be loaded as weights of {self.choice.name} "
                f"({_first_line(error)}): give the weights of this very model, "
                "as .safetensors or as a .pt state dictionary"
            ) from None
        network.eval().requires_grad_(False)
        torch.backends.cuda.matmul.allow_tf32 = True
        return network.to(self.device)

    def encode_pixels(self, pixels: np.ndarray) -> np.ndarray:
        """float32 [b, dim], unit length, of uint8 [b, S, S, 3].

        On a GPU the tower runs in bfloat16, and a batch too large for its memory is halved until
        it fits, for this batch and those that follow. ``InputError`` when one picture is too much.
        """
        return self._in_batches(pixels, self._encode_batch)

    def encode_text(self, texts: Sequence[str], *, language: str) -> np.ndarray:
        """float32 [m, dim], unit length; the mean over the templates of ``language``."""
        import torch  # noqa: PLC0415  (takes seconds)

        spec = self.preprocessing.text
        if spec is None:
            raise InputError(f"{self.choice.name} has no text tower")
        out = np.zeros((len(texts), self.preprocessing.dim), np.float32)
        asked = [
            (row, s) for row, t in enumerate(texts) for s in sentences(t, spec, language=language)
        ]
        for start in range(0, len(asked), _TEXTS_AT_ONCE):
            part = asked[start : start + _TEXTS_AT_ONCE]
            tokens = torch.from_numpy(self.tokens([sentence for _, sentence in part]))
            with torch.inference_mode():
                found = self.network.encode_text(tokens.to(self.device))
            vectors = _unit(found.float().cpu().numpy())
            np.add.at(out, [row for row, _ in part], vectors)
        return _unit(out)

    def tokens(self, sentences: Sequence[str]) -> np.ndarray:
        """int64 [m, context_length] of canonical sentences."""
        found = self._tokenizer.encode_batch(list(sentences))
        return np.array([encoding.ids for encoding in found], np.int64)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415  (only texts need it)

        return Tokenizer.from_str(self.tokenizer.json)

    def _encode_batch(self, pixels: np.ndarray) -> np.ndarray:
        import torch  # noqa: PLC0415  (takes seconds)

        spec = self._image_input
        mean = torch.tensor(spec.mean, device=self.device)
        std = torch.tensor(spec.std, device=self.device)
        gpu = self.device == "cuda"
        with torch.inference_mode(), torch.autocast("cuda", torch.bfloat16, enabled=gpu):
            batch = torch.tensor(pixels).to(self.device, torch.float32) / 255.0
            batch = ((batch - mean) / std).permute(0, 3, 1, 2).contiguous()
            found: np.ndarray = self.network.encode_image(batch).float().cpu().numpy()
        return _unit(found)

    def _in_batches(
        self, pixels: np.ndarray, encode: Callable[[np.ndarray], np.ndarray]
    ) -> np.ndarray:
        import torch  # noqa: PLC0415  (takes seconds)

        done: list[np.ndarray] = []
        start = 0
        while start < len(pixels):
            try:
                done.append(encode(pixels[start : start + self._batch]))
            except torch.OutOfMemoryError:
                if self._batch == 1:
                    raise InputError(
                        f"the memory of the GPU is too small for {self.choice.name}: "
                        "take a smaller preset, or --device cpu"
                    ) from None
                self._batch = max(1, min(self._batch, len(pixels)) // 2)
                torch.cuda.empty_cache()
                continue
            start += len(done[-1])
        return np.concatenate(done) if done else np.zeros((0, self.preprocessing.dim), np.float32)

    @cached_property
    def _image_input(self) -> ImageInput:
        size = self._config["vision_cfg"]["image_size"]
        if not isinstance(size, int):
            raise InputError(f"{self.choice.name} wants pictures that are not square: take another")
        published = self._published
        return ImageInput(
            size=size,
            mean=tuple(published.get("mean", _OPENAI_MEAN)),
            std=tuple(published.get("std", _OPENAI_STD)),
            interpolation=published.get("interpolation", "bicubic"),
            resize_mode=published.get("resize_mode", "shortest"),
        )

    @property
    def _languages(self) -> tuple[str, ...]:
        known = terms_of(self.choice.name, self.choice.tag).languages
        # CLIP's own byte pairs are those of English texts.
        return known or (() if "hf_tokenizer_name" in self._config["text_cfg"] else ENGLISH)

    @property
    def _quick_gelu(self) -> bool:
        """OpenAI's activation, which open_clip does not take from the tag by itself."""
        of_tag = bool(self.choice.tag) and bool(self._published.get("quick_gelu"))
        return of_tag or bool(self._config.get("quick_gelu"))

    def _offline_config(self) -> dict[str, Any] | None:
        """The configuration with the text tower's own ``config.json`` where it can be read."""
        text = self._config["text_cfg"]
        name = text.get("hf_model_name")
        if not name:
            return None
        beside = self._weights.parent / "config.json"
        if self.choice.file is None or not beside.exists():
            if not Path(name).is_dir():
                beside = fetch(
                    name,
                    ("config.json",),
                    what="the text tower's configuration",
                    instead="put that config.json beside a local weights file (--weights)",
                )
            else:
                beside = Path(name) / "config.json"
        config = copy.deepcopy(self._config)
        config["text_cfg"] |= {"hf_model_name": str(beside.parent), "hf_model_pretrained": False}
        return config


def model_for(options: BuildOptions, *, base: Bundle | None = None) -> Model | None:
    """The model that the options ask for; ``None`` when the user brings the vectors.

    ``base`` is the bundle that images are added to: its model is used, and must be the one asked
    for. Raises ``InputError``, within seconds, when the weights cannot be had.
    """
    if options.vectors is not None:
        return None
    if base is not None and base.manifest.model.kind == "imported":
        raise InputError(
            f"the vectors of {base.folder} were brought from outside: "
            "give --vectors for the new images too"
        )
    device = device_of(options.device)
    choice = choose(options, base, gpu=device == "cuda")
    model = Model(choice, weights_of(choice), device=device, batch_size=options.batch_size)
    if base is not None:
        record = base.manifest.stage("embed")
        if record is None or record.facts.get("model_key") != model.vectors_key:
            known = base.manifest.model
            raise InputError(
                f"{base.folder} was embedded with other weights than {choice.name} "
                f"{choice.weights}: give those of {known.name} {known.weights}"
            )
    return model


def _context_length(text: dict[str, Any]) -> int:
    return int(text.get("context_length", 77))


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(length, 1e-12)).astype(np.float32)
    return unit


def _digest(made_of: dict[str, Any]) -> str:
    text = json.dumps(made_of, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200]
