"""Progress of long work: bars on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from tqdm import tqdm

T = TypeVar("T")


class Bar(Protocol):
    """What a stage may do with its bar."""

    def update(self, n: float = 1) -> object:
        """Count ``n`` more as done."""

    def close(self) -> None:
        """Leave the bar as it is."""


class Progress:
    """Where a build says what it is doing: standard error, so that output can be piped."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def say(self, text: str) -> None:
        """Print one line."""
        if not self.quiet:
            tqdm.write(text, file=sys.stderr)

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A bar of ``total`` steps."""
        interactive = sys.stderr.isatty()
        bar: Bar = tqdm(
            total=total,
            desc=f"  {label}",
            unit=unit,
            file=sys.stderr,
            disable=self.quiet,
            mininterval=0.2 if interactive else 10.0,
            leave=False,
            dynamic_ncols=interactive,
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
