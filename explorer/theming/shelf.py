"""The shelf of edit lists: a collection's is one finding, of kind ``theme``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from explorer.exhibitions.findings import Finding, Kind, StoredFinding
from explorer.theming.models import EditList, read_edits

KIND: Kind = "theme"
ID = "themes"


class Findings(Protocol):
    """Where findings are read: the store, or nothing."""

    def findings_revision(self, *, collection: str) -> int:
        """A number that grows with every change."""
        ...

    def every_finding(self, *, collection: str, kind: str) -> Sequence[StoredFinding]:
        """All of a kind, in order."""
        ...


@dataclass(frozen=True)
class Kept:
    """An edit list as it is kept; ``version`` is the number of this writing of it, 0 for none."""

    edits: EditList
    version: int


def kept(findings: Findings, collection: str) -> Kept:
    """A collection's edit list, an empty one where there is none.

    Raises ``InvalidError`` when it is no edit list, and ``StoreError``.
    """
    for one in findings.every_finding(collection=collection, kind=KIND):
        if one.finding.id == ID:
            return Kept(read_edits(json.dumps(one.finding.document)), one.version)
    return Kept(EditList(), 0)


def as_finding(edits: EditList, collection: str, *, who: str) -> Finding:
    """What is kept of an edit list; raises ``InvalidError`` when it is too long."""
    document = json.loads(edits.to_json())
    return Finding(collection=collection, kind=KIND, id=ID, document=document, owner=who)
