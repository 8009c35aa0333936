"""Stage ``items``: the collection's table, from the records whose files could be decoded."""

from __future__ import annotations

import csv
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from explorer.bundle import ITEM_SCHEMA, LEDGER_SCHEMA, REJECTED_COLUMNS, files
from precompute.errors import InputError
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.stages.sources import RECORDS, REJECTED, SCRATCH

_DECODED = ("sha256", "width", "height", "colour")


def run(build: Build) -> Output:
    """Join records and ledger; write ``items.parquet`` and ``rejected.csv``."""
    build.work.begin((files.ITEMS, files.REJECTED))
    scratch = build.work.scratch(SCRATCH)
    records = pq.read_table(scratch / RECORDS)
    ledger = pq.read_table(build.work.path(files.LEDGER)).cast(LEDGER_SCHEMA)
    ledger = ledger.slice(ledger.num_rows - records.num_rows)
    accepted = pc.equal(ledger["reason"], "")

    with (scratch / REJECTED).open(encoding="utf-8", newline="") as handle:
        rejected = [(int(row.pop("table_row")), row) for row in csv.DictReader(handle)]
    refused = pc.invert(accepted)
    decoded = ledger.filter(refused).select(["file", "reason", "detail"]).to_pylist()
    for row, where in zip(
        decoded, records.filter(refused).select(["id", "table_row"]).to_pylist(), strict=True
    ):
        rejected.append((where["table_row"], {**row, "id": where["id"]}))
    rejected.sort(key=lambda pair: (pair[0] < 0, pair[0]))
    with (
        build.work.replacing(files.REJECTED) as path,
        path.open("w", encoding="utf-8", newline="") as handle,
    ):
        writer = csv.DictWriter(handle, REJECTED_COLUMNS)
        writer.writeheader()
        writer.writerows(row for _, row in rejected)

    chosen, found = records.filter(accepted), ledger.filter(accepted)
    known = {name: chosen[name] for name in chosen.column_names} | {
        name: found[name] for name in _DECODED
    }
    extra = [name for name in records.schema.names[5:] if name not in ITEM_SCHEMA.names]
    schema = pa.schema([*ITEM_SCHEMA, *(pa.field(name, pa.string()) for name in extra)])
    table = pa.table([known[name] for name in schema.names], schema=schema)
    if build.adding and build.base is not None:
        table = pa.concat_tables([build.base.items, table], promote_options="default")
    if not table.num_rows:
        reasons = Counter(row["reason"] for _, row in rejected).most_common(3)
        raise InputError(
            f"no image could be used; {len(rejected)} were rejected "
            f"({', '.join(f'{count} {reason}' for reason, count in reasons)}): "
            f"see {build.work.path(files.REJECTED)}"
        )
    build.work.write_table(files.ITEMS, table)
    return Output(
        files=(files.ITEMS, files.REJECTED),
        facts={
            "items": table.num_rows,
            "rejected": len(rejected),
            "added": chosen.num_rows if build.adding else 0,
            "dates_unread": build.facts("sources")["dates_unread"],
            "languages": [],
        },
    )


def _settings(build: Build) -> Facts:
    return {"records": build.facts("sources")["records_key"]}


STAGE = Stage(name="items", run=run, after=("thumbnails",), settings=_settings)
