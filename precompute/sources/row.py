"""What every source gives: rows, in source order, each with its file or the reason it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Row(NamedTuple):
    """One row of a source.

    ``position`` counts every data row from 0; ``file`` is a POSIX path relative to the source's
    root, ``size`` in bytes and ``mtime_ns`` as ``stat`` gives them; ``id`` is empty when the
    source gives none; ``values`` holds columns of ``ITEM_SCHEMA`` and unknown columns. With a
    ``reason`` (one of ``REASONS``) the row does not become a record, and ``detail`` says why.
    """

    position: int
    id: str
    file: str
    size: int = 0
    mtime_ns: int = 0
    values: Mapping[str, Any] = {}
    reason: str = ""
    detail: str = ""


class Source(Protocol):
    """A folder or a table, opened."""

    @property
    def root(self) -> Path:
        """Absolute folder that files are relative to."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Each column of the source as written, and the name under which it is kept."""

    @property
    def extra(self) -> Sequence[str]:
        """Names of the unknown columns, kept as text."""

    @property
    def notes(self) -> Sequence[str]:
        """Lines worth saying once all rows were read."""

    def rows(self) -> Iterator[Row]:
        """Every row, in order. May be called once."""

    def without_row(self) -> Sequence[str]:
        """Image files that no row names, known once all rows were read."""
