"""How an export says how far it is, to whoever wants to know."""

from __future__ import annotations

from typing import Protocol


class StoppedError(Exception):
    """Whoever watches does not want it any more."""


class Bar(Protocol):
    """What is done with one part of the work; telling of it may raise ``StoppedError``."""

    def update(self, n: float = 1) -> object:
        """Count ``n`` more as done."""

    def close(self) -> None:
        """This part is over."""


class Steps(Protocol):
    """Somebody who watches."""

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A part of the work begins, of ``total`` steps."""


class _Still:
    def update(self, n: float = 1) -> object:
        return None

    def close(self) -> None:
        return None


class Unwatched:
    """Nobody watches."""

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A bar that shows nothing."""
        return _Still()
