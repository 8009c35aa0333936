"""The themes of one open collection, as they are edited by now."""

from __future__ import annotations

import logging
import threading
import time

from explorer.exhibitions.models import InvalidError
from explorer.theming.ground import Ground
from explorer.theming.hierarchy import NOTHING, Hierarchy, lay
from explorer.theming.shelf import Findings, kept

_LOG = logging.getLogger(__name__)
PATIENCE = 1.0
"""Seconds for which the edits are taken as unchanged, when they cannot be read."""


class Theming:
    """The hierarchy of a collection, laid anew when its edits change; safe between threads.

    ``findings`` may be ``None``: then the themes are the bundle's. Where the edits cannot be
    read, the themes stay as they were last, and the log says why.
    """

    def __init__(self, ground: Ground, name: str, findings: Findings | None) -> None:
        self.ground = ground
        self.name = name
        self._findings = findings
        self._lock = threading.Lock()
        self._failed = float("-inf")
        self._revision: int | None = None
        self._hierarchy: Hierarchy | None = None

    def current(self) -> Hierarchy:
        """The themes as everything shows them."""
        held = self._hierarchy
        if held is not None and (self._findings is None or self._lock.locked()):
            return held  # nothing is edited, or somebody lays it anew: the others need not wait
        if held is not None and not self._is_changed():
            return held
        with self._lock:
            return self._follow()

    def refresh(self) -> Hierarchy:
        """The same, waited for: what was just kept is in it."""
        with self._lock:
            return self._follow()

    def _is_changed(self) -> bool:
        if self._findings is None or time.monotonic() - self._failed < PATIENCE:
            return False
        try:
            return self._findings.findings_revision(collection=self.name) != self._revision
        except Exception:
            return True  # looking again says what is wrong

    def _follow(self) -> Hierarchy:
        held = self._hierarchy
        edits = held.edits if held else NOTHING
        if self._findings is not None and (held is None or self._is_changed()):
            try:
                self._revision = self._findings.findings_revision(collection=self.name)
                edits = kept(self._findings, self.name).edits
            except InvalidError as error:
                _LOG.warning("edits of the themes of %s are passed over: %s", self.name, error)
            except Exception as error:
                # Whatever is wrong with what is kept, people go on exploring.
                _LOG.warning("edits of the themes of %s cannot be read: %s", self.name, error)
                self._failed = time.monotonic()
        if held is None or edits != held.edits:
            self._hierarchy = held = lay(self.ground, edits)
        return held
