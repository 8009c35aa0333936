"""Progress of long work: bars on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

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
    """A bar for logs: one line every ten seconds, none for what is over sooner.

    The time left follows from what was done after the first step was: until then processes start
    and models load, and an estimate from that is many times too long.
    """

    def __init__(self, total: int, label: str, *, unit: str) -> None:
        self._total, self._label, self._unit = total, label, unit
        self._done = self._first = 0.0
        self._began = self._told = time.monotonic()

    def update(self, n: float = 1) -> None:
        """Count ``n`` more as done."""
        now = time.monotonic()
        if not self._done:
            self._first, self._began = n, now
        self._done += n
        if now - self._told >= LOG_SECONDS:
            self._told = now
            done = f"{self._done:.0f} of {self._total} {self._unit}"
            sys.stderr.write(f"  {self._label}: {done}{self._pace(now)}\n")
            sys.stderr.flush()

    def _pace(self, now: float) -> str:
        """How fast it goes and what is left of it, as soon as that can be told."""
        rate = (self._done - self._first) / max(now - self._began, 1e-9)
        if self._done <= self._first or now - self._began < LOG_SECONDS / 2:
            return ""
        left = max(self._total - self._done, 0) / rate
        return f", {rate:.1f} a second, about {spoken(left)} left"

    def close(self) -> None:
        """Leave the log as it is."""


class _Terminal(tqdm):  # type: ignore[misc]  # untyped
    """A bar of a terminal, whose clock starts when the first step is done, as that of ``Log``."""

    n: float

    def update(self, n: float = 1) -> Any:
        """Count ``n`` more as done."""
        if not self.n and not self.disable:
            self.start_t = self.last_print_t = self._time()
            self.initial = self.n = n
            self.last_print_n = n
            return self.refresh()
        return super().update(n)


def spoken(seconds: float) -> str:
    """A time to wait, as precisely as it can be known: "40 s", "3 min", "2 h"."""
    if seconds < 90:
        return f"{max(1, round(seconds / 10)) * 10} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"


class Progress:
    """Where a build says what it is doing: standard error, so that output can be piped."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def say(self, text: str) -> None:
        """Print one line."""
        if not self.quiet:
            tqdm.write(text, file=sys.stderr)
            sys.stderr.flush()

    def went_on(self, done: int, total: int, label: str, *, unit: str = "img") -> None:
        """Say how much an interrupted build had done already; nothing where it had done nothing."""
        if 0 < done <= total:
            self.say(f"  {label}: going on, {done} of {total} {unit} were done before")

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A bar of ``total`` steps."""
        if not self.quiet and not sys.stderr.isatty():
            return Log(total, label, unit=unit)
        bar: Bar = _Terminal(
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
