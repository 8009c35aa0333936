"""The pulse of a kiosk: whether its page lives, for whoever watches over the machine."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable


class Pulse:
    """When the page was last heard of. ``boot`` names this run of the server."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: float | None = None
        self._began = clock()
        self.boot = secrets.token_hex(8)

    def beat(self) -> None:
        """The page was heard of."""
        self._last = self._clock()

    @property
    def silent(self) -> float:
        """Seconds since then, or since the server began where no page was heard of yet."""
        return self._clock() - (self._began if self._last is None else self._last)
