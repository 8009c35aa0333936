"""The made facets of one open collection: read from where they are kept, applied when asked for."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from explorer.exhibitions.findings import StoredDecision, StoredFinding
from explorer.exhibitions.models import InvalidError
from explorer.facets.applying import Applied, apply, score_of
from explorer.facets.models import MadeFacet, read_facet
from explorer.filtering.columns import CodedColumn
from explorer.languages import translated

_LOG = logging.getLogger(__name__)
_HELD = 24
"""Facets whose images are kept in memory: each some 20 bytes an image and value."""

_IDS_AT_ONCE = 500
_PATIENCE = 1.0
"""Seconds for which what is kept is taken as unchanged, when it cannot be read."""


class Findings(Protocol):
    """Where findings are read: the store, or nothing."""

    def findings_revision(self, *, collection: str) -> int:
        """A number that grows with every change."""
        ...

    def every_finding(self, *, collection: str, kind: str) -> Sequence[StoredFinding]:
        """All of a kind, in order."""
        ...

    def decisions(self, *, collection: str, kind: str) -> Sequence[StoredDecision]:
        """Decisions of a kind that stand, in order."""
        ...


@dataclass(frozen=True)
class Made:
    """A value that an image has in a made facet.

    ``score`` is ``None`` where a hand gave the value and no rule knows it.
    """

    facet: MadeFacet
    value: str
    score: float | None
    by_hand: bool


class MadeFacets:
    """The made facets of a collection; safe to share between threads.

    ``findings`` may be ``None``: then there are none. What cannot be read is passed over, and
    written in the log: people go on exploring.
    """

    def __init__(
        self,
        *,
        collection: str,
        vectors: np.ndarray,
        rows: Callable[[Sequence[str]], dict[str, int]],
        findings: Findings | None,
    ) -> None:
        self._collection = collection
        self._vectors = vectors
        self._rows = rows
        self._findings = findings
        self._lock = threading.RLock()
        self._revision = -1
        self._failed = float("-inf")
        self._facets: dict[str, tuple[int, MadeFacet]] = {}
        self._applied: OrderedDict[tuple[str, int], Applied] = OrderedDict()

    @property
    def revision(self) -> int:
        """A number that changes when any of them does."""
        self._follow()
        return self._revision

    def all(self) -> tuple[MadeFacet, ...]:
        """All of them, in the order that people gave them."""
        self._follow()
        return tuple(facet for _, facet in self._facets.values())

    def facet(self, column: str) -> MadeFacet | None:
        """The one of a column's name, or ``None``."""
        self._follow()
        found = self._facets.get(column)
        return found[1] if found else None

    def applied(self, column: str) -> Applied:
        """Which images have which of its values; raises ``KeyError`` for an unknown column."""
        self._follow()
        version, facet = self._facets[column]
        with self._lock:
            held = self._applied.get((column, version))
            if held is not None:
                self._applied.move_to_end((column, version))
                return held
            made = apply(facet, self._vectors, self._known(facet))
            self._applied[column, version] = made
            while len(self._applied) > _HELD:
                self._applied.popitem(last=False)
            return made

    def coded(self, column: str) -> CodedColumn:
        """The column as filters read it; raises ``KeyError`` for an unknown one."""
        found = self.applied(column)
        facet = self._facets[column][1]
        return CodedColumn(
            column,
            len(self._vectors),
            tuple(value.id for value in facet.values),
            found.codes,
            found.rows,
            tuple(" ".join(value.name.values()) for value in facet.values),
        )

    def of(self, row: int) -> list[Made]:
        """What an image has in each facet, and by what right."""
        told: list[Made] = []
        for facet in self.all():
            try:
                found = self.applied(facet.column)
            except KeyError:
                continue
            first, last = np.searchsorted(found.rows, [row, row + 1])
            for at in range(int(first), int(last)):
                score = float(found.scores[at])
                told.append(
                    Made(
                        facet,
                        facet.values[int(found.codes[at])].id,
                        None if np.isnan(score) else score,
                        bool(found.by_hand[at]),
                    )
                )
        return told

    def scores(self, facet: MadeFacet, rows: np.ndarray) -> np.ndarray:
        """float32 [m, values]: the scores of some rows; ``-inf`` for values without a rule."""
        return score_of(facet, np.asarray(self._vectors[rows]))

    def _follow(self) -> None:
        """Read them again when they were changed."""
        if self._findings is None or time.monotonic() - self._failed < _PATIENCE:
            return
        try:
            revision = self._findings.findings_revision(collection=self._collection)
            if revision == self._revision:
                return
            kept = self._findings.every_finding(collection=self._collection, kind="facet")
        except Exception:
            _LOG.warning("made facets of %s cannot be read", self._collection, exc_info=True)
            self._failed = time.monotonic()
            return
        found: dict[str, tuple[int, MadeFacet]] = {}
        for stored in kept:
            facet = self._read(stored.finding.document)
            if facet is not None:
                found[facet.column] = (stored.version, facet)
        with self._lock:
            self._facets, self._revision = found, revision
            fresh = {(column, version) for column, (version, _) in found.items()}
            for key in [key for key in self._applied if key not in fresh]:
                del self._applied[key]

    def _read(self, document: Mapping[str, Any]) -> MadeFacet | None:
        try:
            facet = read_facet(document)
        except InvalidError as error:
            _LOG.warning("a made facet of %s is passed over: %s", self._collection, error)
            return None
        made_for = {len(value.vector) for value in facet.values if value.vector is not None}
        if made_for - {self._vectors.shape[1]}:
            _LOG.warning("%s: the facet %s is of another model", self._collection, facet.id)
            return None
        return facet

    def _known(self, facet: MadeFacet) -> dict[str, int]:
        ids = list(dict.fromkeys([*facet.hands, *facet.refused]))
        known: dict[str, int] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            known |= self._rows(ids[start : start + _IDS_AT_ONCE])
        return known


def labels_of(facet: MadeFacet, language: str) -> dict[str, str]:
    """What each value is called in a language, or in another one, or its id."""
    return {value.id: translated(value.name, language) or value.id for value in facet.values}
