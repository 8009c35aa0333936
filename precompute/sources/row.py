"""What every source gives: rows, in source order, each with its file or the reason it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
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
    values: Mapping[str, Any] = MappingProxyType({})
    reason: str = ""
    detail: str = ""


class Refusal(NamedTuple):
    """Why a file cannot be taken: one of ``REASONS``, and a plain sentence."""

    reason: str
    detail: str


class Source(Protocol):
    """A folder or a table, opened.

    ``rows`` may be called once; ``total``, ``notes`` and ``without_row`` are known after it.
    """

    @property
    def root(self) -> Path:
        """Absolute folder that files are relative to."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Each column of the source as written, and the name under which it is kept."""

    @property
    def extra(self) -> Sequence[str]:
        """Names of the columns that are not of ``ITEM_SCHEMA``, kept as text."""

    @property
    def expected(self) -> int:
        """About how many rows there are, for a progress bar."""

    @property
    def total(self) -> int:
        """Number of data rows, those that say nothing included."""

    @property
    def notes(self) -> Sequence[str]:
        """Lines worth saying to the person who builds."""

    def rows(self) -> Iterator[Row]:
        """Every row that says something, in order."""

    def survey(self, size: int, *, seed: int) -> tuple[int, list[Row]]:
        """The number of rows, and at most ``size`` of them, drawn at random."""

    def without_row(self) -> Sequence[str]:
        """Image files that no row names."""
