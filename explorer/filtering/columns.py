"""Columns made ready: what each image has, as numbers, so that a million are compared at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from explorer.search.folding import fold


@dataclass(frozen=True)
class CodedColumn:
    """A column of text, or of lists of text, over ``count`` images.

    ``values`` are the distinct ones; ``codes`` (int32 [m]) the places in it of what the images
    have, ``rows`` (int32 [m]) whose it is, ascending, without doubles. ``names`` are what people
    call the values, where that is something else.
    """

    name: str
    count: int
    values: tuple[str, ...]
    codes: np.ndarray
    rows: np.ndarray
    names: tuple[str, ...] | None = None

    @cached_property
    def code(self) -> dict[str, int]:
        """The place of each value."""
        return {value: place for place, value in enumerate(self.values)}

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """What the values are called, without case or accents."""
        return tuple(fold(name) for name in self.names or self.values)

    def mask(self, values: Iterable[str]) -> np.ndarray:
        """bool [count]: the images that have one of the values; those unknown have none."""
        wanted = np.zeros(len(self.values), bool)
        known = [self.code[value] for value in values if value in self.code]
        wanted[known] = True
        kept = np.zeros(self.count, bool)
        if known:
            kept[self.rows[wanted[self.codes]]] = True
        return kept

    def counts(self, kept: np.ndarray | None) -> np.ndarray:
        """int64 [values]: how many of the images of ``kept`` (all, when ``None``) have each."""
        codes = self.codes if kept is None else self.codes[kept[self.rows]]
        return np.bincount(codes, minlength=len(self.values))


def coded(name: str, column: pa.ChunkedArray) -> CodedColumn:
    """A column made ready; empty text counts as nothing."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # an empty table
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], pa.string())
    listed = pa.types.is_list(array.type)
    if listed:
        rows = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
        array = pc.list_flatten(array)
    else:
        rows = np.arange(len(array))
    encoded = pc.dictionary_encode(array)
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    values = tuple(str(value) for value in encoded.dictionary.to_pylist())
    if "" in values:
        nothing = values.index("")
        codes = np.where(codes == nothing, -1, codes - (codes > nothing))
        values = values[:nothing] + values[nothing + 1 :]
    here = codes >= 0
    rows, codes = rows[here].astype(np.int64), codes[here].astype(np.int64)
    if listed:
        pairs = np.sort(rows * max(1, len(values)) + codes)
        doubled = np.append(False, pairs[1:] == pairs[:-1])[: len(pairs)]
        if doubled.any():
            rows, codes = np.divmod(pairs[~doubled], max(1, len(values)))
    return CodedColumn(name, len(column), values, codes.astype(np.int32), rows.astype(np.int32))
