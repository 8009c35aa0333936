"""Stage ``sources``: from what was given to records, one row an image file."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import ITEM_SCHEMA, REJECTED_COLUMNS, replacing, sha256_of
from precompute.errors import InputError
from precompute.pipeline import Build, Output, Stage
from precompute.sources import Row, Source, open_source

RECORDS, REJECTED = "records.parquet", "rejected.csv"
SCRATCH = "sources"

_MADE_LATER = ("id", "file", "sha256", "width", "height", "colour")
_BATCH = 20_000


def record_schema(extra: tuple[str, ...]) -> pa.Schema:
    """Columns of ``records.parquet``: the file, the metadata of ``ITEM_SCHEMA``, then ``extra``."""
    fields = [
        pa.field("id", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("mtime_ns", pa.int64(), nullable=False),
        pa.field("table_row", pa.int64(), nullable=False),
        *(field for field in ITEM_SCHEMA if field.name not in _MADE_LATER),
        *(pa.field(name, pa.string()) for name in extra),
    ]
    return pa.schema(fields)


def run(build: Build) -> Output:
    """Read the source; write ``records.parquet`` and ``rejected.csv`` into the scratch folder."""
    source = open_source(build.options.source)
    scratch = build.work.scratch(SCRATCH)
    reading = _Reading(build, source)
    with replacing(scratch / RECORDS) as temporary:
        _write_records(temporary, reading, record_schema(tuple(source.extra)))
    leftover = source.without_row()
    reading.rejected += [
        (-1, file, "", "no_row", "No row of the table names it.") for file in leftover
    ]
    with replacing(scratch / REJECTED) as temporary:
        write_rejected(temporary, reading.rejected)
    if not reading.records and not build.adding:
        raise InputError(f"{build.options.source} holds no images: see {scratch / REJECTED}")
    base = build.base.manifest.version if build.adding and build.base else ""
    reading.files_hash.update(base.encode())
    reading.records_hash.update(base.encode())
    reading.records_hash.update(json.dumps(reading.rejected).encode())
    for note in source.notes:
        build.progress.say(f"  {note}")
    return Output(
        facts={
            "files_key": reading.files_hash.hexdigest()[:32],
            "records_key": reading.records_hash.hexdigest()[:32],
            "records": reading.records,
            "table_rows": reading.rows,
            "rows_without_file": reading.rows_without_file,
            "files_without_row": len(leftover),
            "dates_unread": reading.dates_unread,
            "root": str(source.root),
            "columns": dict(source.columns),
        }
    )


class _Reading:
    """The rows of a source on their way to records: what was counted, hashed, left out."""

    def __init__(self, build: Build, source: Source) -> None:
        self.files_hash, self.records_hash = hashlib.sha256(), hashlib.sha256()
        self.records = self.rows = self.rows_without_file = self.dates_unread = 0
        self.rejected: list[tuple[int, str, str, str, str]] = []
        self._source = source
        self._ids: set[str] = set()
        self._base = _base_items(build)

    def batches(self) -> Iterator[list[dict[str, Any]]]:
        """Records, some thousands at a time."""
        batch: list[dict[str, Any]] = []
        for row in self._source.rows():
            self.rows = row.position + 1
            record = self._record(row)
            if record is not None:
                batch.append(record)
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _record(self, row: Row) -> dict[str, Any] | None:
        identity = row.id or row.file
        reason, detail = row.reason, row.detail
        if not reason and identity in self._base:
            if self._base[identity](self._source.root / row.file, row):
                return None
            reason, detail = "duplicate_id", "The collection already has another image of this id."
        if not reason and identity in self._ids:
            reason, detail = "duplicate_id", "An earlier row has the same id."
        if reason:
            self.rows_without_file += reason == "missing"
            self.rejected.append((row.position, row.file, row.id, reason, detail))
            return None
        self._ids.add(identity)
        self.records += 1
        self.dates_unread += "date" in row.values and "year_from" not in row.values
        record = {
            "id": identity,
            "file": row.file,
            "size": row.size,
            "mtime_ns": row.mtime_ns,
            "table_row": row.position,
        }
        self.files_hash.update(json.dumps(list(record.values())[1:]).encode())
        record.update(row.values)
        self.records_hash.update(json.dumps(record, sort_keys=True).encode())
        return record


def _base_items(build: Build) -> dict[str, Any]:
    if not build.adding or build.base is None:
        return {}
    table = build.base.items.select(["id", "sha256"])
    return {
        id: lambda path, row, sha256=sha256: sha256_of(path) == sha256
        for id, sha256 in zip(table["id"].to_pylist(), table["sha256"].to_pylist(), strict=True)
    }


def _write_records(path: Path, reading: _Reading, schema: pa.Schema) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reading.batches():
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def write_rejected(path: Path, rejected: list[tuple[int, str, str, str, str]]) -> None:
    """Write what was left out; the last column is the position in the source, -1 for none."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow((*REJECTED_COLUMNS, "table_row"))
        writer.writerows((*row[1:], row[0]) for row in rejected)


STAGE = Stage(name="sources", run=run, always=True)
