"""What a build costs, as plain functions of the number of images: the sizes are the format's own,
the times are rough, from what was measured on two cores of a server without GPU.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from precompute.choice import local_folder, read_config
from precompute.errors import InputError
from precompute.presets import PRESETS, default_preset
from precompute.reading import LARGE

NEIGHBOURS = 32
CPU_SPEED = 120e9
"""Operations a second that one core does for a model; 150e9 was measured with onnxruntime."""

GPU_SPEED = 60e12
"""The same of a GPU in bfloat16; half of what the published speeds on an RTX 4090 come to."""

_START = 12.0  # seconds until every library is loaded, all stages together
_TABLE = 0.15e-3  # seconds a row: reading, joining, filing the words
_ARRANGE = 0.3e-3  # seconds an image and power of ten: neighbours, layouts, themes
_HANG = 0.1e-3  # seconds an image and layout beyond map and grid
_SHEETS = 1.0e-3  # seconds an image and layout
_HASHED = 0.1e-3  # seconds a file, to publish
_FEATURES = 0.07  # seconds of one core an image: its local features
_SHARED = 0.02  # the same: who shares them
_COMPARED = 0.05  # the same: some eight pairs
_PARTS = 5  # parts of an image that the model sees once more
_FEATURE_BYTES = 87_000  # an image, while reproductions are looked for
_SHEET_BYTES = 1_100  # an image and layout
_TABLE_BYTES = 1_200  # an image: items, words, ledger, list of files
_TABLE_MEMORY = 1_000  # bytes a row while the source is read
_ARRANGE_MEMORY = 2_500  # bytes an image, beside its vector, while it is laid out
_BASE_MEMORY = 700 << 20  # libraries
_WHOLE_MEMORY = 12  # bytes a pixel: turned, its profile applied; 5 where neither must be
_WORKER_MEMORY = 350 << 20  # a process that decodes


@dataclass(frozen=True)
class ModelCost:
    """A model as a build pays for it.

    ``operations`` are those of one image; ``memory`` and ``download`` count bytes.
    """

    name: str
    dim: int
    operations: float
    memory: int
    download: int
    export: int

    def seconds(self, images: int, *, gpu: bool, cores: int) -> float:
        """Time to embed so many images."""
        return images * self.operations / (GPU_SPEED if gpu else CPU_SPEED * cores)


def model_cost(model: str, *, gpu: bool) -> ModelCost:
    """The cost of a preset or of a model of open_clip, none of which is loaded or fetched.

    Raises ``InputError`` when there is no model of this name.
    """
    preset = PRESETS.get(model or default_preset(gpu=gpu))
    folder = preset.folder if preset else local_folder(model)
    if folder is not None:
        config = read_config(folder)["model_cfg"]
    else:
        config = _open_clip_config(preset.name if preset else model)
    vision = config["vision_cfg"]
    millions = preset.image_params if preset else _image_params(vision)
    text = preset.text_params if preset else _text_params(config["text_cfg"])
    size = int(vision.get("image_size", 224))
    patch = _patch(vision)
    return ModelCost(
        name=f"{preset.name} ({model or default_preset(gpu=gpu)})" if preset else model,
        dim=int(config["embed_dim"]),
        operations=2e6 * millions * (size / patch) ** 2,
        memory=round((preset.memory if preset else 8e-3 * (millions + text)) * 1e9),
        download=round((preset.disk if preset else 4e-3 * (millions + text)) * 1e9),
        export=4_000_000 * (millions + text),
    )


def bundle_bytes(
    images: int,
    *,
    dim: int,
    index: int,
    thumbs: float,
    layouts: int,
    export: int,
    full: float = 0.0,
) -> dict[str, int]:
    """Bytes on disk by part; ``index`` counts bytes a vector, ``thumbs`` and ``full`` an image."""
    return {
        "thumbnails": round(images * thumbs),
        "full pictures": round(images * full),
        "sheets": images * layouts * _SHEET_BYTES,
        "vectors": images * 2 * dim,
        "index": images * index,
        "neighbours": images * NEIGHBOURS * 6,
        "tables and words": images * _TABLE_BYTES,
        "exported model": export,
    }


def peak_memory(
    images: int, *, dim: int, workers: int, model: ModelCost | None, largest: int = 0
) -> int:
    """Bytes of the hungriest stage; ``largest`` counts the pixels of pictures that are cut."""
    cutting = _WHOLE_MEMORY * (largest if largest > LARGE else workers * largest)
    decoding = workers * _WORKER_MEMORY + (model.memory if model else 0)
    arranging = images * (4 * dim + _ARRANGE_MEMORY)
    return _BASE_MEMORY + max(decoding, arranging, cutting, images * _TABLE_MEMORY)


def other_seconds(images: int, *, layouts: int, thumbs: int) -> dict[str, float]:
    """Time of the stages that neither decode nor embed; ``thumbs`` counts their files."""
    return {
        "table, words": images * _TABLE,
        "neighbours, layouts, themes": images
        * (_ARRANGE * math.log10(max(images, 10)) + _HANG * max(0, layouts - 2)),
        "sheets": images * layouts * _SHEETS,
        "starting and publishing": _START + thumbs * _HASHED,
    }


def reproduction_seconds(
    images: int, *, parts: bool, model: ModelCost | None, gpu: bool, cores: int
) -> dict[str, float]:
    """Time to find the pictures that come back; with ``parts`` the model embeds five of each."""
    embedding = model.seconds(_PARTS * images, gpu=gpu, cores=cores) if parts and model else 0.0
    return {
        "embedding of parts": embedding,
        "reproductions": images * (_FEATURES + _SHARED + _COMPARED) / cores,
    }


def reproduction_bytes(images: int, *, parts: bool, dim: int) -> tuple[int, int]:
    """Bytes of the bundle, and bytes beside it while it is built."""
    kept = images * (64 + (2 * _PARTS * dim if parts else 0))
    return kept, images * _FEATURE_BYTES


_SIZES = (
    ("so400m", 428), ("gigantic", 1843), ("giant", 1011), ("huge", 632), ("large", 304),
    ("base", 86), ("small", 22), ("tiny", 6),
)  # fmt: skip


def _open_clip_config(name: str) -> dict[str, Any]:
    """The configuration of a model, read from its file: importing open_clip takes seconds."""
    spec = importlib.util.find_spec("open_clip")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "model_configs" / f"{Path(name).name}.json"
        if path.exists():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
    if spec is None:
        raise InputError("open_clip is not installed: pip install -r requirements.txt")
    raise InputError(f"{name} is neither a preset ({', '.join(PRESETS)}) nor a model of open_clip")


def _image_params(vision: dict[str, Any]) -> int:
    """Millions of parameters of the image tower, by its dimensions or by what its name says."""
    layers, width = vision.get("layers"), int(vision.get("width", 768))
    if isinstance(layers, int):
        return max(1, round(12 * layers * width * width / 1e6))
    name = str(vision.get("timm_model_name", ""))
    return next((millions for word, millions in _SIZES if word in name), 100)


def _text_params(text: dict[str, Any]) -> int:
    width, layers = int(text.get("width", 768)), int(text.get("layers", 12))
    return round((int(text.get("vocab_size", 250_000)) * width + 12 * layers * width * width) / 1e6)


def _patch(vision: dict[str, Any]) -> int:
    in_name = re.search(r"patch(\d+)", str(vision.get("timm_model_name", "")))
    return int(in_name[1]) if in_name else int(vision.get("patch_size") or 16)
