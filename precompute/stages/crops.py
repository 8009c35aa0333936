"""Stage ``crops``: a vector of five parts of each image, to find it again where it is cropped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explorer.bundle import files
from precompute.checkpoints import Clock, Times, VectorShards, fill
from precompute.embedding import chunk_size
from precompute.models import Model
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.processes import each
from precompute.reproductions.parts import BOXES, PARTS, Chunk, cut

_BLOCK = 16_384


def wanted(build: Build) -> bool:
    """Whether the parts are embedded: they are asked for, and there is a model."""
    if build.options.vectors is not None:
        return False
    if build.options.reproductions:
        return build.options.reproductions == "crops"
    base = build.base if build.adding else None
    return base is not None and base.manifest.stage("crops") is not None


def _settings(build: Build) -> Facts:
    return {"boxes": BOXES}


def _run(build: Build) -> Output:
    model = build.model
    assert model is not None, "a build without a model has no crops"
    build.work.begin((files.CROPS,))
    shas = np.array(build.bundle.items["sha256"].to_pylist(), dtype="S64")
    dim = model.preprocessing.dim
    shards = VectorShards(build.work.scratch("crops") / _key(build), dim=PARTS * dim)
    _embed(build, model, shards, list(dict.fromkeys(shas.astype(str).tolist())))
    with build.work.replacing(files.CROPS) as temporary:
        out = np.lib.format.open_memmap(
            temporary, mode="w+", dtype=np.float16, shape=(len(shas), PARTS, dim)
        )
        flat = out.reshape(len(shas), PARTS * dim)
        filled = fill(flat, shas, _base_pieces(build))
        filled |= fill(flat, shas, shards.pieces())
        out.flush()
        del out, flat
    without = int((~filled).sum())
    if without:
        build.progress.say(f"  {without} thumbnails could not be read: their parts have no vector")
    return Output(files=(files.CROPS,), facts={"parts": PARTS, "speed": shards.times.facts()})


def _key(build: Build) -> str:
    return build.records["embed"].fingerprint[:16]


def _embed(build: Build, model: Model, shards: VectorShards, shas: list[str]) -> None:
    """Embed the parts of the pictures that the bundle before did not hold.

    The chunks are those of all these pictures, whatever is done of them: a build that was killed
    gives the model the same batches, and has the same bytes.
    """
    before = _held_before(build)
    todo = [sha for sha in shas if sha not in before]
    spec = model.preprocessing.image
    assert spec is not None, "a model that embeds pictures says how it wants them"
    size = max(1, chunk_size(build.options, model) // 2)
    chunks = (
        Chunk(build.work.folder, tuple(todo[start : start + size]), spec)
        for start in range(0, len(todo), size)
        if not shards.known.issuperset(todo[start : start + size])
    )
    left = sum(sha not in shards.known for sha in todo)
    if not left:
        return
    build.progress.went_on(len(todo) - left, len(todo), "crops")
    bar = build.progress.bar(left, "crops")
    clock = Clock()
    try:
        for read, parts in each(cut, chunks, workers=min(build.options.workers, left)):
            vectors = model.encode_pixels(parts.reshape(-1, *parts.shape[2:]))
            shards.add(read, vectors.reshape(len(read), -1), Times(images=len(read)))
            bar.update(len(read))
            if clock.due():
                shards.flush()
    finally:
        bar.close()
    shards.flush()


def _held_before(build: Build) -> frozenset[str]:
    if _crops_before(build) is None:
        return frozenset()
    assert build.base is not None
    return frozenset(build.base.items["sha256"].to_pylist())


def _crops_before(build: Build) -> np.ndarray | None:
    """The crops of the bundle that is replaced, where they were made alike."""
    base, model = build.base, build.model
    record = base.manifest.stage("embed") if base else None
    if base is None or model is None or record is None:
        return None
    if record.facts.get("model_key") != model.vectors_key:
        return None
    made = base.manifest.stage("crops")
    return base.crops if made is not None and made.facts.get("parts") == PARTS else None


def _base_pieces(build: Build) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    crops = _crops_before(build)
    if crops is None or build.base is None:
        return
    shas = np.array(build.base.items["sha256"].to_pylist(), dtype="S64")
    for start in range(0, len(shas), _BLOCK):
        part = crops[start : start + _BLOCK]
        yield shas[start : start + _BLOCK], part.reshape(len(part), -1)


STAGE = Stage(name="crops", run=_run, after=("embed",), settings=_settings, wanted=wanted)
