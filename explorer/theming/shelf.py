"""The shelf of edit lists: a finding of the store, of kind ``theme``."""

from __future__ import annotations

import json

from explorer.exhibitions.findings import Finding
from explorer.exhibitions.store import Store
from explorer.theming.live import Kept
from explorer.theming.models import EditList, read_edits

KIND = "theme"
ID = "themes"
"""A collection has one edit list."""


class ThemeShelf:
    """Edit lists in a store; every method may raise ``StoreError``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def revision(self, collection: str) -> int:
        """What grows with every change of the collection's findings."""
        return self._store.findings_revision(collection=collection)

    def read(self, collection: str) -> Kept:
        """The edit list, and the number of this writing of it."""
        found = self._store.finding(collection=collection, kind=KIND, id=ID)
        if found is None:
            return Kept(EditList(), 0)
        return Kept(read_edits(json.dumps(found.finding.document)), found.version)

    def write(self, collection: str, edits: EditList, *, version: int, who: str) -> None:
        """Keep an edit list; raises ``ConflictError``, ``ReadOnlyError``, ``InvalidError``."""
        finding = Finding(
            collection=collection,
            kind=KIND,
            id=ID,
            name={},
            document=json.loads(edits.to_json()),
            owner=who,
        )
        if version:
            self._store.put_finding(finding, versions=[version])
        else:
            self._store.put_finding(finding, create=True)
