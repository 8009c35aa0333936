"""Stage ``sources``: from what was given to records, one row an image file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from explorer.bundle import ITEM_SCHEMA, Bundle, Rejection, replacing, sha256_of
from precompute.errors import InputError, NothingNewError
from precompute.pipeline import Build, Output, Stage
from precompute.sources import Remote, Row, Source, open_source
from precompute.sources.dates import says_undated
from precompute.sources.rejections import LISTED, NOWHERE, Placed, reasons, write_rejections
from precompute.sources.text import clean_line

RECORDS, REJECTED = "records.parquet", "rejected.csv"
SCRATCH = "sources"

_MADE_LATER = ("id", "file", "sha256", "width", "height", "colour")
_BATCH = 20_000
_LONGEST_ID = 500


def record_schema(extra: tuple[str, ...]) -> pa.Schema:
    """Columns of ``records.parquet``: the file, the metadata of ``ITEM_SCHEMA``, then ``extra``.

    ``table_row`` is the position in the source, every data row counted from 0.
    """
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


def _run(build: Build) -> Output:
    """Read the source; write ``records.parquet`` and ``rejected.csv`` into the scratch folder."""
    source = open_source(build.options.source, build.options.visit)
    if isinstance(source, Remote):
        source.fetch(build.progress)
    scratch = build.work.scratch(SCRATCH)
    base = build.base if build.adding else None
    reading = _Reading(source, base)
    schema = record_schema(tuple(source.extra))
    with replacing(scratch / RECORDS) as path, pq.ParquetWriter(path, schema) as writer:
        rows = build.progress.track(source.rows(), source.expected, "sources", unit="row")
        for batch in reading.batches(rows):
            writer.write_batch(_arrow(batch, schema))
    leftover = source.without_row()
    reading.rejected += [
        (NOWHERE, Rejection(file, "", "no_row", "No row of the table names this file."))
        for file in leftover[:LISTED]
    ]
    write_rejections(scratch / REJECTED, reading.rejected, positions=True)
    for note in (*source.notes, *_report(reading, len(leftover))):
        build.progress.say(f"  {note}")
    _check_not_empty(build, reading, scratch / REJECTED)
    return Output(
        facts={
            "files_key": reading.files_key(),
            "records_key": _records_key(scratch, base),
            "records": reading.records,
            "table_rows": source.total,
            "rows_without_file": reading.without_file,
            "files_without_row": len(leftover),
            "dates_unread": reading.dates_unread,
            "root": str(source.root),
            "columns": dict(source.columns),
        }
    )


class _Reading:
    """The rows of a source on their way to records: what was counted, hashed, left out."""

    def __init__(self, source: Source, base: Bundle | None) -> None:
        self.records = self.without_file = self.dates_unread = self.known = 0
        self.rejected: list[Placed] = []
        self._source = source
        self._positions: dict[str, int] = {}
        self._is_known = _known_to(base, source.root)
        self._hash = hashlib.sha256((base.manifest.version if base else "").encode())

    def batches(self, rows: Iterator[Row]) -> Iterator[list[dict[str, Any]]]:
        """Records, some thousands at a time."""
        batch: list[dict[str, Any]] = []
        for row in rows:
            record = self._record(row)
            if record is not None:
                batch.append(record)
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def files_key(self) -> str:
        """Hex digest of the list of files: path, size, date and place in the source."""
        return self._hash.hexdigest()[:32]

    def _record(self, row: Row) -> dict[str, Any] | None:
        identity = row.id or derived_id(row.file)
        reason, detail = row.reason, row.detail
        if not reason:
            known = self._is_known(identity, row)
            if known is True:
                self.known += 1
                return None
            if known is False:
                reason, detail = "duplicate_id", "The collection has another image of this id."
            elif identity in self._positions and row.id:
                first = self._positions[identity] + 1
                reason, detail = (
                    "duplicate_id",
                    f"Row {first} of the table has the same id: the first is kept.",
                )
        if reason:
            self.without_file += reason in ("missing", "ambiguous", "outside_source")
            self.rejected.append((row.position, Rejection(row.file, row.id, reason, detail)))
            return None
        if identity in self._positions:
            identity = self._distinct(identity)
        self._positions[identity] = row.position
        self.records += 1
        date = row.values.get("date")
        self.dates_unread += bool(date and "year_from" not in row.values and not says_undated(date))
        self._hash.update(f"{row.file}\0{row.size}\0{row.mtime_ns}\0{row.position}\n".encode())
        return {
            "id": identity,
            "file": row.file,
            "size": row.size,
            "mtime_ns": row.mtime_ns,
            "table_row": row.position,
            **row.values,
        }

    def _distinct(self, identity: str) -> str:
        number = 2
        while f"{identity}#{number}" in self._positions:
            number += 1
        return f"{identity}#{number}"


def derived_id(file: str) -> str:
    """The id of an image to which its source gives none: its path, made distinct when cleaned."""
    identity = clean_line(file, limit=_LONGEST_ID)
    if identity == file:
        return identity
    return f"{identity[: _LONGEST_ID - 9]}#{hashlib.sha256(file.encode()).hexdigest()[:8]}"


def _known_to(base: Bundle | None, root: Path) -> Callable[[str, Row], bool | None]:
    """Whether an id is in the bundle that is added to: ``None`` no, ``True`` with this very file.

    The file is the same when path and size are; else, sizes being equal, when its contents are.
    """
    if base is None:
        return lambda identity, row: None
    rows = {identity: at for at, identity in enumerate(base.items["id"].to_pylist())}
    paths, shas = base.items["file"], base.items["sha256"]
    sizes = base.ledger.filter(pc.equal(base.ledger["reason"], ""))["size"]

    def known(identity: str, row: Row) -> bool | None:
        at = rows.get(identity)
        if at is None:
            return None
        if sizes[at].as_py() != row.size:
            return False
        same_path: bool = paths[at].as_py() == row.file
        return same_path or bool(sha256_of(root / row.file) == shas[at].as_py())

    return known


def _arrow(batch: list[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        pa.array([record.get(field.name) for record in batch], field.type) for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _records_key(scratch: Path, base: Bundle | None) -> str:
    """Hex digest of all that the source says, in its order, and of what was left out."""
    made_of = [sha256_of(scratch / RECORDS), sha256_of(scratch / REJECTED)]
    made_of.append(base.manifest.version if base else "")
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]


def _report(reading: _Reading, leftover: int) -> Iterator[str]:
    if reading.rejected:
        yield f"left out: {len(reading.rejected)} ({reasons(reading.rejected)})"
    if reading.dates_unread:
        yield f"dates that cannot be read as years, kept as written: {reading.dates_unread}"
    if leftover > LISTED:
        yield f"files without a row: {leftover}; the first {LISTED} of them are listed"
    if reading.known:
        yield f"images that are in the bundle already: {reading.known}"


def _check_not_empty(build: Build, reading: _Reading, rejected: Path) -> None:
    given = build.options.source
    if reading.records:
        return
    if build.adding and reading.known:
        raise NothingNewError(f"nothing to add: all images of {given} are in the bundle already")
    if reading.rejected:
        raise InputError(
            f"{given} gives no image that can be used: {len(reading.rejected)} were left out "
            f"({reasons(reading.rejected)}); the list is in {rejected}"
        )
    raise InputError(f"{given} holds no images: give a folder with images, or a table beside them")


STAGE = Stage(name="sources", run=_run, always=True)
