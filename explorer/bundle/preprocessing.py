"""``model/preprocessing.json``: how pictures and words become what the model was trained on.

Both sides of the house use these functions, so that a query is prepared exactly as the
collection was. Only numpy and Pillow are needed.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from typing import Literal

import numpy as np
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field

TEXT_TOWER, IMAGE_TOWER = "text.onnx", "image.onnx"
TOKENIZER, PREPROCESSING = "tokenizer.json", "preprocessing.json"
"""Files of ``model/``. The towers' weights lie beside them (``.data``) to be memory-mapped."""

TOKENS, PIXELS = "tokens", "pixels"
"""Inputs of the towers: int64 [b, context_length] and float32 [b, 3, size, size]. Their one
output is float32 [b, dim], not normalised."""

MAX_TEXT = 1000
"""Characters of a text that are looked at; no tower reads more than some dozens of words."""

MAX_NAME = 5
"""Words of a text that is still a name, to be put into templates."""

_LONG = 8
_TO_SPACE = str.maketrans(dict.fromkeys("_'’‘ʼ`´-‐‑‒–—―−/·", " "))
_ASCII_PUNCTUATION = frozenset(string.punctuation)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'})
_RESAMPLING = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "nearest": Image.Resampling.NEAREST,
}


class ImageInput(BaseModel):
    """How a picture becomes the image tower's input.

    ``size`` is the side in pixels; ``mean`` and ``std`` are per channel, on values in [0, 1].
    ``resize_mode``: ``"shortest"`` scales the short side to ``size`` and cuts the centre out;
    ``"squash"`` scales both sides, proportions lost; ``"longest"`` scales the long side and pads
    with ``fill`` (0 to 255).
    """

    model_config = ConfigDict(frozen=True)

    size: int = Field(ge=1, le=4096)
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: Literal["bicubic", "bilinear", "nearest"] = "bicubic"
    resize_mode: Literal["shortest", "squash", "longest"] = "shortest"
    fill: int = Field(default=0, ge=0, le=255)


class TextInput(BaseModel):
    """How words become the text tower's input.

    ``tokenizer`` names the kind (``"clip"``: byte-pair encoding of CLIP; ``"hf"``: any other
    tokenizer of Hugging Face); its file always is ``model/tokenizer.json``. ``canonical`` says
    that the model was trained on words without punctuation, ``lower`` that case is folded.
    Token rows are ``context_length`` long, filled with ``pad_id``; ``any_length`` says that they
    may be cut (``cut``) and give the same. ``templates`` maps a language to sentences with one
    ``{}``; their vectors are averaged. ``precision`` is that of the tower's weights.
    """

    model_config = ConfigDict(frozen=True)

    context_length: int = Field(ge=1, le=4096)
    canonical: bool = False
    lower: bool = False
    pad_id: int = 0
    any_length: bool = False
    tokenizer: Literal["clip", "hf"] = "clip"
    templates: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    precision: Literal["float32", "int8"] = "float32"


class Preprocessing(BaseModel):
    """The whole of ``model/preprocessing.json``; ``dim`` is the length of the vectors."""

    model_config = ConfigDict(frozen=True)

    dim: int = Field(ge=1, le=65536)
    image: ImageInput | None = None
    text: TextInput | None = None


def canonical_text(text: str, spec: TextInput) -> str:
    """``text`` as the model wants it; never longer than ``MAX_TEXT`` characters.

    Models trained on canonical text (SigLIP 2) want it in lower case and without punctuation.
    Apostrophes and hyphens become spaces before the rest of the punctuation goes, otherwise
    French elisions would be glued: ``l'église d'Orsay`` gives ``l église d orsay``.
    """
    text = html.unescape(html.unescape(text[:MAX_TEXT]))
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cc" or c.isspace())
    if spec.canonical:
        text = text.translate(_TO_SPACE)
        text = "".join(c for c in text if not _is_punctuation(c))
    else:
        text = text.translate(_QUOTES)
    if spec.lower:
        text = text.lower()
    # What stood apart may have come together.
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s+", " ", text).strip()[:MAX_TEXT]


def sentences(text: str, spec: TextInput, *, language: str) -> list[str]:
    """``text`` in each template of ``language``, canonical; alone when there is no template.

    A text of more than ``MAX_NAME`` words is a sentence already, and stays alone.
    """
    bare = text[:MAX_TEXT].strip()
    short = len(bare.split()) <= MAX_NAME
    templates = (spec.templates.get(language) if short else None) or ("{}",)
    return [canonical_text(template.replace("{}", bare), spec) for template in templates]


def cut(tokens: np.ndarray, *, pad_id: int) -> np.ndarray:
    """``tokens`` int64 [b, length] without the columns that are padding in every row."""
    used = np.flatnonzero((tokens != pad_id).any(axis=0))
    return tokens[:, : used[-1] + 1 if len(used) else 1]


def image_pixels(image: Image.Image, spec: ImageInput) -> np.ndarray:
    """uint8 [size, size, 3] of an RGB picture, scaled and cut as the model wants it.

    Sizes are rounded as torchvision rounds them, so that training's own pixels are met.
    """
    size, resample = spec.size, _RESAMPLING[spec.interpolation]
    width, height = image.size
    if spec.resize_mode == "squash":
        return np.asarray(image.resize((size, size), resample))
    short, long = min(width, height), max(width, height)
    if spec.resize_mode == "shortest":
        if long > _LONG * short:
            # What the cut throws away of a very long picture is not scaled first.
            image = _middle(image, _LONG * short)
            width, height = image.size
            long = max(width, height)
        long = int(size * long / short)
        scaled = (size, long) if width <= height else (long, size)
        return _centre(_resized(image, scaled, resample), size)
    scale = long / size
    scaled = (max(1, round(width / scale)), max(1, round(height / scale)))
    canvas = Image.new("RGB", (size, size), (spec.fill,) * 3)
    canvas.paste(
        image.resize(scaled, resample),
        ((size - scaled[0]) // 2, (size - scaled[1]) // 2),
    )
    return np.asarray(canvas)


def image_input(pixels: np.ndarray, spec: ImageInput) -> np.ndarray:
    """float32 [b, 3, size, size] of uint8 [b, size, size, 3] (or one picture without ``b``)."""
    batch = pixels[None] if pixels.ndim == 3 else pixels
    scaled = batch.astype(np.float32) / np.float32(255.0)
    values = (scaled - np.array(spec.mean, np.float32)) / np.array(spec.std, np.float32)
    return np.ascontiguousarray(values.transpose(0, 3, 1, 2), dtype=np.float32)


def _resized(
    image: Image.Image, scaled: tuple[int, int], resample: Image.Resampling
) -> Image.Image:
    return image if image.size == scaled else image.resize(scaled, resample)


def _middle(image: Image.Image, length: int) -> Image.Image:
    width, height = min(image.width, length), min(image.height, length)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))


def _centre(image: Image.Image, size: int) -> np.ndarray:
    left = round((image.width - size) / 2.0)
    top = round((image.height - size) / 2.0)
    return np.asarray(image.crop((left, top, left + size, top + size)))


def _is_punctuation(character: str) -> bool:
    return character in _ASCII_PUNCTUATION or unicodedata.category(character)[0] == "P"
