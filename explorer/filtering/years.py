"""The years of images: which meet a range, and how they lie over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

MOST_BINS = 60
_WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000)


@dataclass(frozen=True)
class Histogram:
    """How many images meet each span of ``width`` years, the first one beginning at ``start``.

    An image of several spans counts in each, as it would be found by each.
    """

    start: int
    width: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Years:
    """First and last year (int32 [n], inclusive, BCE negative) of each image that has any."""

    first: np.ndarray
    last: np.ndarray
    dated: np.ndarray

    def mask(self, years: tuple[int | None, int | None], *, undated: bool) -> np.ndarray:
        """bool [n]: the images whose years meet the range."""
        start, end = years
        kept = self.dated.copy()
        if end is not None:
            kept &= self.first <= end
        if start is not None:
            kept &= self.last >= start
        return kept | ~self.dated if undated else kept

    def span(self) -> tuple[int, int, int] | None:
        """First year, width and number of the bins; ``None`` when nothing has a date."""
        if not self.dated.any():
            return None
        low, high = int(self.first[self.dated].min()), int(self.last[self.dated].max())
        width = next(
            (width for width in _WIDTHS if high // width - low // width < MOST_BINS),
            -(-(high - low + 1) // (MOST_BINS - 1)),
        )
        start = low // width * width
        return start, width, high // width - low // width + 1

    def histogram(self, kept: np.ndarray, span: tuple[int, int, int]) -> Histogram:
        """How the images of ``kept`` (bool [n]) lie over the bins of ``span``."""
        start, width, bins = span
        dated = kept & self.dated
        begins = np.bincount((self.first[dated] - start) // width, minlength=bins)
        ends = np.bincount((self.last[dated] - start) // width + 1, minlength=bins + 1)
        counts = np.cumsum(begins) - np.cumsum(ends)[:bins]
        return Histogram(start, width, tuple(counts.tolist()))


def years_of(table: pa.Table) -> Years:
    """The years of the columns ``year_from`` and ``year_to``; one that is missing is the other."""
    names = ("year_from", "year_to")
    first, last = (table[name].to_numpy().astype(np.float64) for name in names)
    first, last = np.where(np.isnan(first), last, first), np.where(np.isnan(last), first, last)
    dated = ~np.isnan(first)
    first, last = (np.where(dated, years, 0).astype(np.int32) for years in (first, last))
    return Years(np.minimum(first, last), np.maximum(first, last), dated)
