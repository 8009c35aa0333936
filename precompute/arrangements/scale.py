"""Bins of a numeric scale: finer where there is much, coarser where there is little.

Steps are 1, 5, 10, 50, 100 … (times a power of ten): starting from coarse bins, the fullest is
divided again and again. Empty stretches between bins become breaks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

MOST = 48
"""Bins at most."""


@dataclass(frozen=True)
class Bin:
    """Values from ``low`` (inclusive) to ``high`` (exclusive); a ``gap`` holds none."""

    low: float
    high: float
    gap: bool = False


def bins_of(values: np.ndarray, *, wanted: int, finest: float = 1.0) -> list[Bin]:
    """Bins, in order and without holes, of values [n], n at least 1; breaks included.

    A bin of more than its share (n over ``wanted``) is divided as long as that is possible and
    there are fewer than ``MOST``. ``finest`` is the smallest step: 1 for years.
    """
    held = np.sort(np.asarray(values, np.float64))
    step = _coarsest(held, finest)
    first, last = math.floor(held[0] / step), math.floor(held[-1] / step)
    found = [_Part(step, number) for number in range(first, last + 1)]
    found = [part for part in found if part.count(held)]
    share = max(1.0, len(held) / max(1, wanted))
    while len(found) < min(MOST, 2 * wanted):
        fit = [part for part in found if part.step > finest * 1.5]
        fullest = max(fit, key=lambda part: (part.count(held), -part.number), default=None)
        if fullest is None or fullest.count(held) <= share:
            break
        at = found.index(fullest)
        found[at : at + 1] = [part for part in fullest.parts() if part.count(held)]
    low, _ = _trimmed(found[0], held, step, finest, last=False)
    _, high = _trimmed(found[-1], held, step, finest, last=True)
    bins: list[Bin] = []
    for part in found:
        if bins and part.low - bins[-1].high > 1e-6 * part.step:
            bins.append(Bin(bins[-1].high, part.low, gap=True))
        bins.append(Bin(bins[-1].high if bins else part.low, part.high))
    bins[0] = replace(bins[0], low=low)
    bins[-1] = replace(bins[-1], high=high)
    return bins


@dataclass(frozen=True)
class _Part:
    """The values from number * step on, one step long."""

    step: float
    number: int

    @property
    def low(self) -> float:
        return _tidy(self.number * self.step)

    @property
    def high(self) -> float:
        return _tidy((self.number + 1) * self.step)

    def count(self, held: np.ndarray) -> int:
        """How many of the sorted values lie in it."""
        first, last = np.searchsorted(held, (self.low, self.high))
        return int(last - first)

    def parts(self) -> list[_Part]:
        """The same in the next finer step, a half or a fifth."""
        halves = f"{self.step:e}".startswith("1")
        count = 2 if halves else 5
        step = _tidy(self.step / count)
        return [_Part(step, self.number * count + at) for at in range(count)]


def _trimmed(
    part: _Part, held: np.ndarray, coarsest: float, finest: float, *, last: bool
) -> tuple[float, float]:
    """Low and high of the outermost part without what is empty at its end.

    A scale of years that ends in 2030 shall not say that it ends in 3000.
    """
    low, high = part.low, part.high
    while part.step > max(0.15 * coarsest, 1.5 * finest):
        parts = [one for one in part.parts() if one.count(held)]
        if not parts:  # by a rounding error
            break
        part = parts[-1 if last else 0]
        low, high = (low, part.high) if last else (part.low, high)
    return low, high


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")


def _coarsest(held: np.ndarray, finest: float) -> float:
    """The power of ten, or five times one, that cuts the range into few bins."""
    spread = float(held[-1] - held[0])
    step = 10.0 ** math.floor(math.log10(max(spread, finest)))
    return max(step, finest)


def bin_of(values: np.ndarray, bins: list[Bin]) -> np.ndarray:
    """The bin of each value: int64 [n]; -1 below the first, ``len(bins)`` above the last."""
    edges = np.array([*(b.low for b in bins), bins[-1].high])
    found: np.ndarray = np.searchsorted(edges, values, side="right") - 1
    return found


def niceness(value: float) -> int:
    """Rank of a tick: 0 for the roundest numbers; 1, 2, 3 … for those less round."""
    if value == 0:
        return 0
    size = math.floor(math.log10(abs(value)) + 1e-9)
    for rank in range(2 * size + 24):
        step = 10.0 ** (size - rank // 2) / (1 if rank % 2 == 0 else 2)
        if abs(value / step - round(value / step)) < 1e-6:
            return rank
    return 99
