"""A copy of all that a database holds, in one file that no database is needed to keep.

The file is JSON, a line each, in gzip: what it is, then every row with the name of its table, then
how many there were. It is of the tables of the step it was taken at, so that a later program can
take it back, into SQLite or PostgreSQL alike.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, inspect, select, text

from explorer.exhibitions.migrations import revisions, upgrade
from explorer.exhibitions.store.database import VERSION_TABLE, Database
from explorer.exhibitions.store.errors import ConflictError, StoreError
from explorer.exhibitions.store.tables import Base

FORMAT = "cimaise-backup/1"
_AT_ONCE = 500
_LONGEST = 64_000_000


def backup(database: Database, file: Path) -> int:
    """Write all of a database, one state of it, into a new file; how many rows.

    The file is written beside and then given its name. Raises ``StoreError``, also when there is
    nothing yet, and ``ConflictError`` when the file is there already.
    """
    if file.exists():
        raise ConflictError(f"{file} is there already: name a new file")
    beside = file.with_name(f"{file.name}.part")
    try:
        with database.connected() as connection, gzip.open(beside, "wt", encoding="utf-8") as out:
            if connection is None:
                raise StoreError("there is nothing to keep yet")
            many = 0
            out.write(_line({"format": FORMAT, "step": revisions()[-1]}))
            for table in _tables(connection):
                for row in connection.execute(select(table).order_by(*table.primary_key)):
                    out.write(_line([table.name, row._asdict()]))
                    many += 1
            out.write(_line({"rows": many}))
        beside.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}") from None
    finally:
        beside.unlink(missing_ok=True)
    return many


def restore(database: Database, file: Path, *, replace: bool = False) -> int:
    """Take a file back into a database, all of it or nothing; how many rows.

    Raises ``StoreError`` for a file that does not do, and ``ConflictError`` when the database holds
    something, unless that is to be replaced.
    """
    lines = _lines(file)
    head = next(lines, None)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(f"{file} is no backup of Cimaise")
    if head.get("step") not in revisions():
        raise StoreError(f"{file} was written by a later version of Cimaise: install that one")
    with database.renewing() as connection:
        if not replace and any(
            connection.scalar(select(func.count()).select_from(table))
            for table in _tables(connection)
        ):
            raise ConflictError("the database holds something: say --replace to replace all of it")
        for table in reversed(_tables(connection)):
            table.drop(connection)
        if inspect(connection).has_table(VERSION_TABLE):
            connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
        upgrade(connection, version_table=VERSION_TABLE, to=head["step"])
        many = _fill(connection, lines, file)
        upgrade(connection, version_table=VERSION_TABLE)
    return many


def _fill(connection: Connection, lines: Iterator[Any], file: Path) -> int:
    tables = {table.name: table for table in _tables(connection)}
    many, told = 0, -1
    while part := list(islice(lines, _AT_ONCE)):
        rows: dict[str, list[dict[str, Any]]] = {}
        for line in part:
            if isinstance(line, dict):
                told = line.get("rows", -1)
                continue
            name, row = line if isinstance(line, list) and len(line) == 2 else ("", None)
            known = tables.get(str(name))
            if known is None or not isinstance(row, dict) or set(row) != set(known.c.keys()):
                raise StoreError(f"{file} holds what no backup does; nothing was changed")
            rows.setdefault(known.name, []).append(row)
            many += 1
        for name, some in rows.items():
            connection.execute(tables[name].insert(), some)
    if told != many:
        raise StoreError(f"{file} is not whole; nothing was changed")
    _count_on(connection, tables)
    return many


def _tables(connection: Connection) -> list[Table]:
    """The tables of ours that there are, those that others refer to first."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    return found.sorted_tables


def _count_on(connection: Connection, tables: dict[str, Table]) -> None:
    """A server counts rows by itself: let it go on where the backup ended."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.values():
        if "n" in table.c:
            asked = (
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'n'), "  # noqa: S608
                f"COALESCE((SELECT MAX(n) FROM {table.name}), 0) + 1, false)"
            )
            connection.execute(text(asked))


def _lines(file: Path) -> Iterator[Any]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as handle:
            while line := handle.readline(_LONGEST):
                yield json.loads(line)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        said = getattr(error, "strerror", None) or "it is damaged"
        raise StoreError(f"{file} cannot be read: {said}") from None


def _line(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
