"""Stage ``thumbnails``: every file decoded once, into derivatives, a ledger and vectors."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import LEDGER_SCHEMA, THUMB_SIZES, Bundle, files
from precompute.checkpoints import Clock, LedgerShards
from precompute.decode import DERIVATION, Wanted
from precompute.decoders import Job
from precompute.embedding import Chunks, Embedder, chunk_size, embedder_of, run_chunks
from precompute.errors import InputError
from precompute.imported import imported_vectors
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.sources.rejections import commonest

_OWNED = (files.THUMBS, files.LEDGER)
_KEY = ["file", "size", "mtime_ns"]


def _settings(build: Build) -> Facts:
    return {
        "files": build.facts("sources")["files_key"],
        "derivation": DERIVATION,
        "max_pixels": build.options.max_pixels,
    }


def _run(build: Build) -> Output:
    _check_vectors(build)
    scratch = build.work.scratch("thumbnails")
    key = f"{DERIVATION} {build.options.max_pixels}"
    mark = scratch / "key"
    if not mark.exists() or mark.read_text(encoding="utf-8") != key:
        build.work.begin(_OWNED)
        for piece in (scratch / "shards").glob("*"):
            piece.unlink()
        files.write_bytes(mark, key.encode())
    shards = LedgerShards(scratch / "shards")
    records = _records(build)
    reused = _reusable(build)
    _decode_all(build, records, reused, shards)
    ledger = _ledger(records, pd.concat([reused, shards.read()]))
    _report(build, ledger.loc[ledger["reason"] != "", "reason"])
    if build.adding and build.base is not None:
        before = build.base.ledger.to_pandas()[LEDGER_SCHEMA.names]
        ledger = pd.concat([before, ledger], ignore_index=True)
    accepted = ledger["reason"] == ""
    _take_over(build, ledger.loc[accepted, "sha256"])
    build.work.write_table(
        files.LEDGER, pa.Table.from_pandas(ledger, schema=LEDGER_SCHEMA, preserve_index=False)
    )
    return Output(
        files=_OWNED,
        facts={
            "accepted": int(accepted.sum()),
            "rejected": int((~accepted).sum()),
            "derivation": DERIVATION,
        },
    )


def _report(build: Build, refused: pd.Series[str]) -> None:
    """Say at once what could not be read, and where the list will be."""
    if len(refused):
        build.progress.say(
            f"  not read: {len(refused)} ({commonest(refused)}); {files.REJECTED} will list them"
        )


def _check_vectors(build: Build) -> None:
    """Refuse vectors that cannot fit before hours go into decoding."""
    if build.options.vectors is not None:
        facts = build.facts("sources")
        imported_vectors(build.options.vectors).check_rows(
            records=facts["records"], rows_in_table=facts["table_rows"]
        )


def _records(build: Build) -> pd.DataFrame:
    path = build.work.scratch("sources") / "records.parquet"
    table: pd.DataFrame = pq.read_table(path, columns=_KEY).to_pandas()
    return table


def _reusable(build: Build) -> pd.DataFrame:
    """Rows of the base's ledger that still hold: pictures only, of derivatives made alike.

    What was rejected is tried again: rights and limits may be others now.
    """
    empty: pd.DataFrame = LEDGER_SCHEMA.empty_table().to_pandas()
    base = build.base
    if base is None or build.adding:
        return empty
    record = base.manifest.stage("thumbnails")
    if record is None or record.facts.get("derivation") != DERIVATION:
        return empty
    ledger: pd.DataFrame = base.ledger.to_pandas()
    pixels = ledger["width"].astype(np.int64) * ledger["height"]
    return ledger[(ledger["reason"] == "") & (pixels <= build.options.max_pixels)]


def _decode_all(
    build: Build, records: pd.DataFrame, reused: pd.DataFrame, shards: LedgerShards
) -> None:
    todo = _without(records.drop_duplicates(_KEY), reused)
    if todo.empty:
        return
    embedder = embedder_of(build)
    root = Path(build.facts("sources")["root"])
    chunks = Chunks.of_size(
        root,
        todo["file"].tolist(),
        chunk_size(build.options, embedder.model if embedder else None),
    )
    finished = _finished(_marked(todo, shards.read()), embedder)
    chunks, positions = chunks.keep(
        [not finished[start:stop].all() for start, stop in chunks.bounds()]
    )
    label = "thumbnails and vectors" if embedder else "thumbnails"
    build.progress.went_on(len(todo) - len(positions), len(todo), label)
    todo = todo.iloc[positions]
    job = Job(
        Wanted(
            max_pixels=build.options.max_pixels,
            model_input=embedder.model.preprocessing.image if embedder else None,
        ),
        temporary=build.work.scratch("thumbnails") / "temporary",
        bundle=build.work.folder,
    )
    clock = Clock()

    def flush() -> None:
        if embedder is not None:
            embedder.shards.flush()
        os.sync()  # once for all derivatives of a piece, which says that they are there
        shards.flush()

    for start, outcomes, times in run_chunks(chunks, job, label=label, build=build):
        if embedder is not None:
            embedder.embed(outcomes, times)
        rows = todo.iloc[start : start + len(outcomes)].itertuples(index=False, name=None)
        shards.add(
            (*row, o.sha256, o.width, o.height, o.colour, o.reason, o.detail)
            for row, o in zip(rows, outcomes, strict=True)
        )
        if clock.due():
            flush()
    flush()


def _finished(state: pd.DataFrame, embedder: Embedder | None) -> np.ndarray:
    """bool [n]: which rows of a marked ledger need nothing more."""
    done: np.ndarray = state["reason"].notna().to_numpy()
    if embedder is not None:
        rejected = (state["reason"] != "").to_numpy()
        known = np.array([embedder.knows(sha) for sha in state["sha256"]], bool)
        done = done & (rejected | known)
    return done


def _without(records: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    return records[_marked(records, done)["reason"].isna().to_numpy()]


def _marked(records: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """``records`` in their order, with the columns of ``done`` where it has them."""
    return records[_KEY].merge(done.drop_duplicates(_KEY, keep="last"), on=_KEY, how="left")


def _ledger(records: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    return _marked(records, done)[LEDGER_SCHEMA.names]


def _take_over(build: Build, shas: pd.Series[str]) -> None:
    """Make ``thumbs`` hold the derivatives of ``shas`` and nothing else."""
    thumbs = build.work.path(files.THUMBS)
    others = set(thumbs.iterdir()) if thumbs.exists() else set()
    kept = sorted(set(shas))
    bar = build.progress.bar(len(kept), "thumbnails in place")
    for folder, group in itertools.groupby(kept, _folder):
        wanted = {files.thumb_path(sha, size=size) for sha in group for size in THUMB_SIZES}
        here = build.work.path(folder)
        others.discard(here)
        present = {f"{folder}/{name}" for name in os.listdir(here)} if here.exists() else set()
        for name in present - wanted:
            build.work.path(name).unlink()
        for name in wanted - present:
            files.link_or_copy(_base(build).folder / name, build.work.path(name))
        bar.update(len(wanted) // len(THUMB_SIZES))
    bar.close()
    for path in others:
        shutil.rmtree(path)


def _folder(sha256: str) -> str:
    return files.thumb_path(sha256, size=THUMB_SIZES[0]).rpartition("/")[0]


def _base(build: Build) -> Bundle:
    if build.base is None:
        raise InputError("thumbnails went missing while building: run the same command again")
    return build.base


STAGE = Stage(name="thumbnails", run=_run, settings=_settings)
