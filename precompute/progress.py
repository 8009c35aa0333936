"""Progress of long work: bars on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from tqdm import tqdm

LOG_SECONDS = 10.0

T = TypeVar("T")


class Bar(Protocol):
    """What a stage may do with its bar."""

    def update(self, n: float = 1) -> object:
        """Count ``n`` more as done."""

    def close(self) -> None:
        """Leave the bar as it is."""


class Log:
    """A bar for logs: one line every ten seconds, none for what is over sooner."""

    def __init__(self, total: int, label: str, *, unit: str) -> None:
        self._total, self._label, self._unit = total, label, unit
        self._done = 0.0
        self._began = self._told = time.monotonic()

    def update(self, n: float = 1) -> None:
        """Count ``n`` more as done."""
        self._done += n
        now = time.monotonic()
        if now - self._told >= LOG_SECONDS:
            self._told = now
            rate = self._done / (now - self._began)
            left = max(self._total - self._done, 0) / rate if rate else 0
            sys.stderr.write(
                f"  {self._label}: {self._done:.0f} of {self._total} {self._unit}, "
                f"{rate:.1f} a second, {left:.0f} s left\n"
            )
            sys.stderr.flush()

    def close(self) -> None:
        """Leave the log as it is."""


class Progress:
    """Where a build says what it is doing: standard error, so that output can be piped."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def say(self, text: str) -> None:
        """Print one line."""
        if not self.quiet:
            tqdm.write(text, file=sys.stderr)
            sys.stderr.flush()

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A bar of ``total`` steps."""
        if not self.quiet and not sys.stderr.isatty():
            return Log(total, label, unit=unit)
        bar: Bar = tqdm(
            total=total,
            desc=f"  {label}",
            unit=unit,
            file=sys.stderr,
            disable=self.quiet,
            leave=False,
            dynamic_ncols=True,
        )
        return bar

    def track(
        self, things: Iterable[T], total: int, label: str, *, unit: str = "img"
    ) -> Iterator[T]:
        """Go through ``things``, moving a bar at each."""
        bar = self.bar(total, label, unit=unit)
        try:
            for thing in things:
                yield thing
                bar.update(1)
        finally:
            bar.close()
