"""The themes of one open collection, as they are edited by now."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Protocol

from explorer.exhibitions.models import InvalidError
from explorer.theming.ground import Ground
from explorer.theming.hierarchy import NOTHING, Hierarchy, lay
from explorer.theming.models import EditList

_LOG = logging.getLogger(__name__)
PATIENCE = 0.5
"""Seconds for which the edits are taken as unchanged, where they may be changed elsewhere."""


@dataclass(frozen=True)
class Kept:
    """An edit list as it is kept; ``version`` is the number of this writing of it, 0 for none."""

    edits: EditList
    version: int


class Shelf(Protocol):
    """Where edit lists are kept."""

    def revision(self, collection: str) -> int:
        """A number that grows with every change of what is kept for a collection."""

    def read(self, collection: str) -> Kept:
        """A collection's edit list, an empty one where there is none; raises ``InvalidError``."""

    def write(self, collection: str, edits: EditList, *, version: int, who: str) -> None:
        """Keep an edit list in the place of the one of ``version``.

        Raises ``ConflictError`` where another has been kept meanwhile.
        """


class Theming:
    """The hierarchy of a collection, laid anew when its edits change; safe between threads.

    Where the edits cannot be read, the themes stay as they were last.
    """

    def __init__(self, ground: Ground, name: str, shelf: Shelf | None) -> None:
        self.ground = ground
        self.name = name
        self.shelf = shelf
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._revision: int | None = None
        self._hierarchy: Hierarchy | None = None

    def current(self) -> Hierarchy:
        """The themes as everything shows them."""
        held = self._hierarchy
        fresh = time.monotonic() - self._looked < PATIENCE
        if held is not None and (fresh or self.shelf is None):
            return held
        if held is not None and self._lock.locked():
            return held  # somebody is looking
        with self._lock:
            return self._follow()

    def refresh(self) -> Hierarchy:
        """The same, looked for at once: what was just written is in it."""
        with self._lock:
            self._looked = float("-inf")
            return self._follow()

    def _follow(self) -> Hierarchy:
        held = self._hierarchy
        if held is not None and time.monotonic() - self._looked < PATIENCE:
            return held
        edits = held.edits if held else NOTHING
        if self.shelf is not None:
            try:
                revision = self.shelf.revision(self.name)
                if revision != self._revision:
                    edits = self.shelf.read(self.name).edits
                    self._revision = revision
            except InvalidError as error:
                _LOG.warning("edits of the themes of %s are passed over: %s", self.name, error)
            except Exception as error:  # a store that cannot be read must not close the house
                _LOG.warning("edits of the themes of %s cannot be read: %s", self.name, error)
        if held is None or edits != held.edits:
            self._hierarchy = held = lay(self.ground, edits)
        self._looked = time.monotonic()
        return held
