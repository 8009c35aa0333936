"""Stage ``embed``: one vector an item, made by the model or brought by the user."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from explorer.bundle import ModelInfo, files
from precompute.checkpoints import Clock, fill
from precompute.decode import Wanted
from precompute.decoders import Job
from precompute.embedding import Chunks, Embedder, chunk_size, embedder_of, run_chunks
from precompute.errors import InputError
from precompute.imported import ImportedVectors, imported_vectors
from precompute.pipeline import Build, Facts, Output, Stage

_BLOCK = 65536


def _settings(build: Build) -> Facts:
    """What decides the vectors: the model or the user's file, and the pictures in their order.

    Not the files' names or dates, nor what the table says of them.
    """
    digest = hashlib.sha256()
    for sha in build.bundle.items["sha256"].to_pylist():
        digest.update(sha.encode())
    made_of = {"pictures": digest.hexdigest()}
    if build.options.vectors is None:
        return made_of | {"model": build.model.vectors_key if build.model else ""}
    rows = np.ascontiguousarray(_table_rows(build), dtype="<i8").tobytes()
    return made_of | {
        "vectors": files.sha256_of(imported_vectors(build.options.vectors).path),
        "rows": hashlib.sha256(rows).hexdigest(),
        "name": build.options.model,
        "weights": build.options.weights,
    }


def _run(build: Build) -> Output:
    build.work.begin((files.VECTORS,))
    if build.options.vectors is not None:
        return _imported(build, build.options.vectors)
    embedder = embedder_of(build)
    if embedder is None:
        raise InputError("give --model or --vectors")
    return _embedded(build, embedder)


def _embedded(build: Build, embedder: Embedder) -> Output:
    shas = np.array(build.bundle.items["sha256"].to_pylist(), dtype="S64")
    _embed_missing(build, embedder, shas)
    info = embedder.model.info
    with build.work.replacing(files.VECTORS) as temporary:
        out = np.lib.format.open_memmap(
            temporary, mode="w+", dtype=np.float16, shape=(len(shas), info.dim)
        )
        filled = fill(out, shas, _base_pieces(build, embedder))
        filled |= fill(out, shas, embedder.shards.pieces())
        out.flush()
        del out
    if not filled.all():
        raise InputError("some pictures changed while building: run the same command again")
    times = embedder.shards.times
    if times.images:
        facts = times.facts()
        build.progress.say(
            f"  {times.images} pictures embedded at {facts['images_per_second']} img/s "
            f"(decoding {times.decode:.0f} s over all processes, waiting for them "
            f"{times.wait:.0f} s, model {times.model:.0f} s)"
        )
    return Output(
        files=(files.VECTORS,),
        facts={
            "model": info.model_dump(mode="json"),
            "model_key": embedder.model.vectors_key,
            "speed": times.facts(),
        },
    )


def _embed_missing(build: Build, embedder: Embedder, shas: np.ndarray) -> None:
    """Decode again the pictures that have derivatives but no vector of this model."""
    todo: dict[str, str] = {}
    for sha, file in zip(
        shas.astype(str).tolist(), build.bundle.items["file"].to_pylist(), strict=True
    ):
        if sha not in embedder.before:
            todo.setdefault(sha, file)
    chunks = Chunks.of_size(
        Path(build.facts("sources")["root"]),
        list(todo.values()),
        chunk_size(build.options, embedder.model),
    )
    missing = [not embedder.knows(sha) for sha in todo]
    chunks, _ = chunks.keep([any(missing[start:stop]) for start, stop in chunks.bounds()])
    job = Job(
        Wanted(
            max_pixels=build.options.max_pixels,
            thumbs=False,
            model_input=embedder.model.preprocessing.image,
        ),
        temporary=build.work.scratch("embed") / "temporary",
        bundle=build.work.folder,
    )
    clock = Clock()
    for _, outcomes, times in run_chunks(chunks, job, label="vectors", build=build):
        embedder.embed(outcomes, times)
        if clock.due():
            embedder.shards.flush()
    embedder.shards.flush()


def _base_pieces(build: Build, embedder: Embedder) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    if build.base is None or not embedder.before:
        return
    shas = np.array(build.base.items["sha256"].to_pylist(), dtype="S64")
    for start in range(0, len(shas), _BLOCK):
        yield shas[start : start + _BLOCK], build.base.vectors[start : start + _BLOCK]


def _imported(build: Build, path: Path) -> Output:
    vectors = imported_vectors(path)
    info = _imported_info(build, vectors)
    rows = _rows(build, vectors)
    before = _base_items(build)
    count = before + len(rows)
    with build.work.replacing(files.VECTORS) as temporary:
        out = np.lib.format.open_memmap(
            temporary, mode="w+", dtype=np.float16, shape=(count, vectors.dim)
        )
        if build.base is not None:
            for start in range(0, before, _BLOCK):
                out[start : min(start + _BLOCK, before)] = build.base.vectors[
                    start : min(start + _BLOCK, before)
                ]
        done = before
        for block in vectors.normalised(rows):
            out[done : done + len(block)] = block
            done += len(block)
        out.flush()
        del out
    return Output(
        files=(files.VECTORS,),
        facts={"model": info.model_dump(mode="json"), "model_key": "imported"},
    )


def _imported_info(build: Build, vectors: ImportedVectors) -> ModelInfo:
    """What is known of the vectors' model: what the options say, or the base when adding."""
    if build.adding and build.base is not None:
        known = build.base.manifest.model
        if known.kind != "imported":
            raise InputError(
                f"this bundle was embedded with {known.name}: leave out --vectors, and the new "
                "images are embedded with it too"
            )
        if known.dim != vectors.dim:
            raise InputError(
                f"{vectors.path} has {vectors.dim} dimensions, the bundle {known.dim}: "
                "bring vectors of the same model"
            )
        return known
    return ModelInfo(
        name=build.options.model or vectors.path.stem,
        weights=build.options.weights,
        kind="imported",
        dim=vectors.dim,
    )


def _rows(build: Build, vectors: ImportedVectors) -> np.ndarray:
    table_rows = _table_rows(build)
    ledger = pq.read_table(build.work.path(files.LEDGER), columns=["reason"])
    reasons = ledger["reason"].slice(ledger.num_rows - len(table_rows))
    accepted = pc.equal(reasons, "").to_numpy(zero_copy_only=False).astype(bool)
    return vectors.rows_of(table_rows, accepted, rows_in_table=build.facts("sources")["table_rows"])


def _table_rows(build: Build) -> np.ndarray:
    path = build.work.scratch("sources") / "records.parquet"
    rows: np.ndarray = pq.read_table(path, columns=["table_row"])["table_row"].to_numpy()
    return rows.astype(np.int64)


def _base_items(build: Build) -> int:
    return len(build.base) if build.adding and build.base is not None else 0


def _check(build: Build) -> None:
    if build.options.engine != "local":
        raise InputError("this version embeds on one machine: leave out --engine ray")


STAGE = Stage(name="embed", run=_run, check=_check, settings=_settings)
