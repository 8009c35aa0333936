"""Stage ``model``: the model's towers, exported so that serving needs no torch."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from PIL import Image

from explorer.bundle import files
from explorer.bundle.preprocessing import (
    IMAGE_TOWER,
    PIXELS,
    PREPROCESSING,
    TEXT_TOWER,
    TOKENIZER,
    TOKENS,
    Preprocessing,
    TextInput,
    canonical_text,
    cut,
    image_input,
    image_pixels,
)
from precompute.errors import InputError
from precompute.models import Model
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.towers import (
    export_image,
    export_text,
    least_cosine,
    quantise,
    run_tower,
    shortens,
)

LEAST_COSINE = 0.999
"""Between a tower and its export, over real pictures and texts; under it the build fails."""

LEAST_COSINE_INT8, LEAST_KEPT_INT8 = 0.99, 0.95
"""What an 8-bit text tower must keep: cosines, and the share of the ten best answers."""

_PICTURES, _TITLES, _BEST = 12, 40, 10
_TEXTS = (
    *("un cheval", "une pièce de monnaie", "l'église d'Orsay", "Saint-Étienne sous la neige"),
    *("a horse", "an old photograph of a harbour", "woman with a fan, three-quarter view"),
    *("", "1789", "a very long description of a picture " * 12),
)


_WORTHWHILE = 64_000_000
"""Bytes of a text tower from which 8 bits are tried unasked: below, a text takes some
milliseconds either way."""


def _settings(build: Build) -> Facts:
    return {"model": build.model.identity if build.model else "", "int8": build.options.int8_text}


def _run(build: Build) -> Output:
    model = build.model
    if model is None:
        raise InputError("no model was used: there are no towers to export")
    build.work.begin((files.MODEL,))
    folder = build.work.scratch("model")
    shutil.rmtree(folder)
    folder.mkdir()
    network = model.network.to("cpu")  # the towers are exported as they will be run
    spec = model.preprocessing
    facts: Facts = {}
    bar = build.progress.bar(2, "towers", unit="tower")
    if spec.image is not None:
        export_image(network, spec.image, folder / IMAGE_TOWER)
        facts["image"] = _image_parity(build, network, spec, folder / IMAGE_TOWER)
        bar.update(1)
    if spec.text is not None:
        tokens = _tokens(build, model, spec.text)
        any_length = shortens(network, spec.text, tokens[: len(_TEXTS)])
        text = spec.text.model_copy(update={"any_length": any_length})
        spec = spec.model_copy(update={"text": text})
        export_text(network, text, folder / TEXT_TOWER)
        facts["text"] = _text_parity(network, text, tokens, folder / TEXT_TOWER)
        if _wants_int8(build, folder):
            facts["int8"] = loss = _try_int8(build, tokens, folder)
            if loss["used"]:
                spec = spec.model_copy(
                    update={"text": text.model_copy(update={"precision": "int8"})}
                )
        bar.update(1)
        (folder / TOKENIZER).write_text(model.tokenizer.json, encoding="utf-8")
    bar.close()
    network.to(model.device)
    (folder / PREPROCESSING).write_text(spec.model_dump_json(indent=1), encoding="utf-8")
    _put_in_place(folder, build.work.path(files.MODEL))
    build.progress.say(
        "  towers: least cosine to torch "
        + ", ".join(f"{name} {facts[name]:.6f}" for name in ("image", "text") if name in facts)
    )
    towers = {"text_tower": spec.text is not None, "image_tower": spec.image is not None}
    return Output(files=(files.MODEL,), facts={"model": towers, "parity": facts})


def _put_in_place(folder: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.iterdir()):
        with path.open("rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(path, target / path.name)


def _image_parity(build: Build, network: Any, spec: Preprocessing, tower: Path) -> float:
    import torch  # noqa: PLC0415  (takes seconds)

    if spec.image is None:
        return 1.0
    shas = build.bundle.items["sha256"].to_pylist()
    chosen = sorted({shas[round(at)] for at in np.linspace(0, len(shas) - 1, _PICTURES)})
    pixels = []
    for sha in chosen:
        with Image.open(build.bundle.thumb(sha, size=max(files.THUMB_SIZES))) as image:
            pixels.append(image_pixels(image.convert("RGB"), spec.image))
    values = image_input(np.stack(pixels), spec.image)
    with torch.inference_mode():
        wanted = network.encode_image(torch.from_numpy(values)).numpy()
    return _checked("image", wanted, run_tower(tower, PIXELS, values))


def _text_parity(network: Any, spec: TextInput, tokens: np.ndarray, tower: Path) -> float:
    import torch  # noqa: PLC0415  (takes seconds)

    with torch.inference_mode():
        wanted = network.encode_text(torch.from_numpy(tokens)).numpy()
    # A query comes alone: the tower must give the same for one text as for many.
    single = tokens[:1]
    if spec.any_length:
        single = cut(single, pad_id=spec.pad_id)
    _checked("text", wanted[:1], run_tower(tower, TOKENS, single))
    return _checked("text", wanted, run_tower(tower, TOKENS, tokens))


def _checked(kind: str, wanted: np.ndarray, found: np.ndarray) -> float:
    cosine = least_cosine(wanted, found)
    if cosine < LEAST_COSINE:
        raise InputError(
            f"the exported {kind} tower differs from the model (cosine {cosine:.4f}, "
            f"{LEAST_COSINE} is needed): take another model, or another version of torch"
        )
    return cosine


def _tokens(build: Build, model: Model, spec: TextInput) -> np.ndarray:
    """int64 [m, context_length] of titles in the collection and of some texts in any."""
    titles = pc.unique(build.bundle.items["title"].drop_null()).to_pylist()[:_TITLES]
    return model.tokens([canonical_text(text, spec) for text in (*_TEXTS, *titles)])


def _wants_int8(build: Build, folder: Path) -> bool:
    """Whether 8 bits are asked for; if nothing is said, whether the tower is slow enough."""
    if build.options.int8_text is not None:
        return build.options.int8_text
    size = sum(path.stat().st_size for path in folder.glob(f"{TEXT_TOWER}*"))
    return size >= _WORTHWHILE


def _try_int8(build: Build, tokens: np.ndarray, folder: Path) -> Facts:
    """Measure an 8-bit text tower, and put it in the place of the other if it is good enough.

    ``kept`` is the mean share of the ten best pictures for a text that stay among the ten best.
    """
    full, small = folder / TEXT_TOWER, folder / "text.int8.onnx"
    quantise(full, small)
    wanted, found = (run_tower(path, TOKENS, tokens) for path in (full, small))
    cosine = least_cosine(wanted, found)
    vectors = build.bundle.vectors[:100_000].astype(np.float32)
    best = min(_BEST, len(vectors))
    answers = [np.argsort(-(text @ vectors.T), axis=1)[:, :best] for text in (wanted, found)]
    kept = float(np.mean([len(set(a) & set(b)) / best for a, b in zip(*answers, strict=True)]))
    used = cosine >= LEAST_COSINE_INT8 and kept >= LEAST_KEPT_INT8
    build.progress.say(
        f"  8-bit text tower: least cosine {cosine:.4f}, {kept:.1%} of the ten best kept: "
        + ("used" if used else "not good enough, the full one is kept")
    )
    if used:
        os.replace(small, full)
        full.with_name(f"{full.name}.data").unlink(missing_ok=True)
    else:
        small.unlink()
    return {"cosine": cosine, "kept": kept, "used": used}


STAGE = Stage(
    name="model",
    run=_run,
    version=2,
    settings=_settings,
    wanted=lambda build: build.model is not None,
)
