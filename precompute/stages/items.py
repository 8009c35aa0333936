"""Stage ``items``: the collection's table, from the records whose files could be decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from explorer.bundle import ITEM_SCHEMA, Bundle, Rejection, files
from precompute.errors import InputError
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.sources.dates import says_undated
from precompute.sources.rejections import (
    NOWHERE,
    Placed,
    read_rejections,
    reasons,
    write_rejections,
)
from precompute.stages.sources import RECORDS, REJECTED, SCRATCH, record_schema

_DECODED = ("sha256", "width", "height", "colour")
_BATCH = 65_536
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MOST_LANGUAGES = 20


def _run(build: Build) -> Output:
    """Join records and ledger; write ``items.parquet`` and ``rejected.csv``."""
    build.work.begin((files.ITEMS, files.REJECTED))
    scratch = build.work.scratch(SCRATCH)
    base = build.base if build.adding else None
    records = pq.ParquetFile(scratch / RECORDS)
    ledger = build.bundle.ledger
    # What was added to a bundle comes after what it held, in the ledger as in the items.
    ledger = ledger.slice(ledger.num_rows - records.metadata.num_rows).combine_chunks()
    rejected = [*read_rejections(scratch / REJECTED), *_undecoded(scratch, ledger)]
    rejected += _rejected_before(base, ledger, rejected)
    write_rejections(build.work.path(files.REJECTED), rejected)
    before = len(base) if base else 0
    accepted = pc.sum(pc.equal(ledger["reason"], "")).as_py() or 0
    if not before + accepted:
        raise InputError(
            f"no image could be used: {len(rejected)} were left out ({reasons(rejected)}); "
            f"the list is in {build.work.path(files.REJECTED)}"
        )
    schema = item_schema(records.schema_arrow, base)
    tally = _Tally()
    with (
        build.work.replacing(files.ITEMS) as path,
        pq.ParquetWriter(path, schema, compression="zstd") as writer,
    ):
        for batch in _batches(records, ledger, base, schema):
            tally.count(batch)
            writer.write_batch(batch)
    return Output(
        files=(files.ITEMS, files.REJECTED),
        facts={
            "items": before + accepted,
            "rejected": len(rejected),
            "added": base.manifest.counts.added + accepted if base else 0,
            "dates_unread": tally.dates_unread,
            "languages": tally.languages(),
        },
    )


def item_schema(records: pa.Schema, base: Bundle | None) -> pa.Schema:
    """``ITEM_SCHEMA``, the unknown columns of the base, and those that the records bring."""
    names = [*(base.items.schema.names if base else ()), *records.names]
    known = {*ITEM_SCHEMA.names, *record_schema(()).names}
    extra = [name for name in dict.fromkeys(names) if name not in known]
    return pa.schema([*ITEM_SCHEMA, *(pa.field(name, pa.string()) for name in extra)])


def _batches(
    records: pq.ParquetFile, ledger: pa.Table, base: Bundle | None, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    if base is not None:
        for batch in base.items.to_batches(max_chunksize=_BATCH):
            yield _shaped(dict(zip(batch.schema.names, batch.columns, strict=True)), schema)
    start = 0
    for batch in records.iter_batches(batch_size=_BATCH):
        found = ledger.slice(start, batch.num_rows).combine_chunks()
        start += batch.num_rows
        chosen = pc.equal(found["reason"], "").combine_chunks()
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        columns |= {name: found[name].combine_chunks() for name in _DECODED}
        yield _shaped({name: pc.filter(c, chosen) for name, c in columns.items()}, schema)


def _shaped(columns: dict[str, pa.Array], schema: pa.Schema) -> pa.RecordBatch:
    length = len(columns["id"])
    return pa.RecordBatch.from_arrays(
        [
            columns[field.name] if field.name in columns else pa.nulls(length, field.type)
            for field in schema
        ],
        schema=schema,
    )


def _undecoded(scratch: Path, ledger: pa.Table) -> list[Placed]:
    """What reading the files refused, with the place of each in the source."""
    refused = pc.not_equal(ledger["reason"], "")
    where = pq.read_table(scratch / RECORDS, columns=["id", "table_row"]).filter(refused)
    return [
        (row["table_row"], Rejection(found["file"], row["id"], found["reason"], found["detail"]))
        for row, found in zip(where.to_pylist(), ledger.filter(refused).to_pylist(), strict=True)
    ]


def _rejected_before(base: Bundle | None, ledger: pa.Table, now: list[Placed]) -> list[Placed]:
    """What the bundle that is added to left out, but for what is given again."""
    if base is None:
        return []
    files_again = set(ledger["file"].to_pylist())
    again = {(rejection.file, rejection.id) for _, rejection in now}
    return [
        (NOWHERE, rejection)
        for rejection in base.rejected
        if rejection.file not in files_again and (rejection.file, rejection.id) not in again
    ]


class _Tally:
    """What is worth knowing of the items as a whole."""

    def __init__(self) -> None:
        self.dates_unread = 0
        self._languages: set[str] = set()

    def count(self, batch: pa.RecordBatch) -> None:
        """Take a part of the items into account."""
        without_years = pc.and_(pc.is_valid(batch["date"]), pc.is_null(batch["year_from"]))
        dates = pc.filter(batch["date"], without_years).to_pylist()
        self.dates_unread += sum(not says_undated(date) for date in dates)
        self._languages.update(pc.unique(batch["language"]).drop_null().to_pylist())
        for name in batch.schema.names:
            _, at, language = name.rpartition("@")
            if at and pc.any(pc.is_valid(batch[name])).as_py():
                self._languages.add(language)

    def languages(self) -> list[str]:
        """Codes of the languages in which the collection is described."""
        return sorted(filter(_LANGUAGE.fullmatch, self._languages))[:_MOST_LANGUAGES]


def _settings(build: Build) -> Facts:
    return {"records": build.facts("sources")["records_key"]}


STAGE = Stage(name="items", run=_run, after=("thumbnails",), settings=_settings)
