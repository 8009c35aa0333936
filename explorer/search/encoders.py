"""The model's towers while people search: onnxruntime and tokenizers, no torch."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from pydantic import ValidationError

from explorer.bundle import BundleError
from explorer.bundle.preprocessing import (
    IMAGE_TOWER,
    MAX_TEXT,
    PIXELS,
    PREPROCESSING,
    TEXT_TOWER,
    TOKENIZER,
    TOKENS,
    ImageInput,
    Preprocessing,
    TextInput,
    cut,
    image_input,
    image_pixels,
    sentences,
)
from explorer.search.upright import upright_rgb

MAX_TEXTS = 256
"""Texts that may be asked in one call."""

_REMEMBERED = 1024
_SENTENCES_AT_ONCE = 32
_NO_TOWER = "this collection cannot be searched by a picture"


class _Tower:
    """One ONNX file of a model folder, opened at first use; safe to share between threads."""

    def __init__(self, model_folder: Path, name: str) -> None:
        self._folder = Path(model_folder)
        self._name = name
        self._opening = threading.Lock()
        self._session: Any = None

    @cached_property
    def preprocessing(self) -> Preprocessing:
        path = self._folder / PREPROCESSING
        try:
            return Preprocessing.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise _damaged(path, _first_line(error)) from None

    def run(self, name: str, values: np.ndarray) -> np.ndarray:
        session = self._opened()
        found: np.ndarray = session.run(None, {name: values})[0]
        if found.shape != (len(values), self.preprocessing.dim):
            raise _damaged(self._folder / self._name, f"it gives {found.shape}")
        return _unit(found.astype(np.float32))

    def _opened(self) -> Any:
        with self._opening:
            if self._session is None:
                self._session = self._open()
            return self._session

    def _open(self) -> Any:
        import onnxruntime  # noqa: PLC0415  (only searches by text or picture need it)

        options = onnxruntime.SessionOptions()
        # A picture is long work and shown by few at a time; texts come from many. Two threads take
        # a quarter more processor time for a text than one does (28 ms and 22, 8 bits, ViT-B-32),
        # and twenty visitors wait for the processor.
        options.intra_op_num_threads = 1 if self._name == TEXT_TOWER else 2
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait for each other by spinning take the cores from other visitors: 58 ms of
        # processor time in place of 32 for three sentences by ViT-B-32.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        text = self.preprocessing.text
        short = self._name == TEXT_TOWER and text is not None and text.any_length
        # Weights stay in the mapped file, shared between processes, instead of being copied and
        # laid out: 84 MB in place of 410 MB for SigLIP 2 B, for 7 ms a query. Beside the few
        # tokens of rows that may be short, laying them out each time would be most of the work:
        # 49 ms in place of 29, for ViT-B-32, whose copy takes 145 MB.
        options.add_session_config_entry("session.disable_prepacking", "0" if short else "1")
        path = self._folder / self._name
        try:
            return onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own kinds, without a common root
            raise _damaged(path, _first_line(error)) from None


class TextEncoder:
    """The text tower in ``model_folder`` of a bundle; nothing is read before the first text.

    Instances are safe to share between threads. Every method raises ``BundleError`` with one line
    when the folder's files are missing or damaged.
    """

    def __init__(self, model_folder: Path | str) -> None:
        self._tower = _Tower(Path(model_folder), TEXT_TOWER)
        self._tokenizer_path = Path(model_folder) / TOKENIZER
        self._remembered: OrderedDict[tuple[str, str], np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def dim(self) -> int:
        """Length of the vectors."""
        return self._tower.preprocessing.dim

    def encode(self, texts: Sequence[str], *, language: str) -> np.ndarray:
        """float32 [m, dim], unit length, of m texts in ``language`` (a code such as ``"fr"``).

        Short texts are put into the model's templates for that language and the vectors averaged
        (Radford et al. 2021, section 3.1.4). Only the first characters of a very long text are
        read; ``ValueError`` for more than ``MAX_TEXTS`` texts.
        """
        if len(texts) > MAX_TEXTS:
            raise ValueError(f"at most {MAX_TEXTS} texts at once")
        keys = [(text[:MAX_TEXT], language) for text in texts]
        found = {key: vector for key in keys if (vector := self._recall(key)) is not None}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            for key, vector in zip(missing, self._encode(missing), strict=True):
                found[key] = vector
                self._remember(key, vector)
        if not keys:
            return np.zeros((0, self.dim), np.float32)
        return np.stack([found[key] for key in keys])

    def _encode(self, keys: list[tuple[str, str]]) -> np.ndarray:
        spec = self._spec
        asked = [
            (row, sentence)
            for row, (text, language) in enumerate(keys)
            for sentence in sentences(text, spec, language=language)
        ]
        summed = np.zeros((len(keys), self.dim), np.float32)
        for start in range(0, len(asked), _SENTENCES_AT_ONCE):
            part = asked[start : start + _SENTENCES_AT_ONCE]
            encodings = self._tokenizer.encode_batch([sentence for _, sentence in part])
            tokens = np.array([encoding.ids for encoding in encodings], np.int64)
            if spec.any_length:
                tokens = cut(tokens, pad_id=spec.pad_id)
            np.add.at(summed, [row for row, _ in part], self._tower.run(TOKENS, tokens))
        return _unit(summed)

    @property
    def _spec(self) -> TextInput:
        spec = self._tower.preprocessing.text
        if spec is None:
            raise _damaged(self._tokenizer_path.parent, "it has no text tower")
        return spec

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415  (only searches by text need it)

        try:
            return Tokenizer.from_file(str(self._tokenizer_path))
        except Exception as error:  # the library raises plain Exception
            raise _damaged(self._tokenizer_path, _first_line(error)) from None

    def _recall(self, key: tuple[str, str]) -> np.ndarray | None:
        with self._lock:
            if key not in self._remembered:
                return None
            self._remembered.move_to_end(key)
            return self._remembered[key]

    def _remember(self, key: tuple[str, str], vector: np.ndarray) -> None:
        with self._lock:
            self._remembered[key] = vector
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)


class ImageEncoder:
    """The image tower in ``model_folder`` of a bundle; nothing is read before the first picture.

    Instances are safe to share between threads. Raises ``BundleError`` as ``TextEncoder`` does.
    """

    def __init__(self, model_folder: Path | str) -> None:
        self._tower = _Tower(Path(model_folder), IMAGE_TOWER)

    def encode(self, image: Image.Image) -> np.ndarray:
        """float32 [dim], unit length, of a picture that is decoded; ``ValueError`` without tower.

        Files that visitors send are read by ``pictures.read_picture``.
        """
        spec = self.spec
        if spec is None:
            raise ValueError(_NO_TOWER)
        return self.encode_pixels(image_pixels(upright_rgb(image), spec))

    @property
    def spec(self) -> ImageInput | None:
        """How the model wants its pictures; ``None`` where there is no image tower."""
        return self._tower.preprocessing.image

    def encode_pixels(self, pixels: np.ndarray) -> np.ndarray:
        """float32 [dim], unit length, of uint8 [size, size, 3]: a picture as ``spec`` wants it."""
        spec = self.spec
        if spec is None:
            raise ValueError(_NO_TOWER)
        vector: np.ndarray = self._tower.run(PIXELS, image_input(pixels, spec))[0]
        return vector


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(length, 1e-12)).astype(np.float32)
    return unit


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _damaged(path: Path, why: object) -> BundleError:
    return BundleError(f"{path} cannot be used ({why}); build the bundle again")
