"""The store: what people made, in a database. Only this package speaks SQL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer.exhibitions.acts import Act, ActKind
from explorer.exhibitions.findings import (
    Decision,
    Finding,
    FindingEntry,
    StoredDecision,
    StoredFinding,
)
from explorer.exhibitions.models import StoredTour, Tour, TourEntry
from explorer.exhibitions.store import acts, backups, decisions, findings, tours
from explorer.exhibitions.store.board_store import BoardStore
from explorer.exhibitions.store.boards import BoardEntry
from explorer.exhibitions.store.database import Database
from explorer.exhibitions.store.errors import (
    ConflictError,
    MissingError,
    ReadOnlyError,
    StoreError,
)
from explorer.exhibitions.store.exhibition_store import ExhibitionStore

__all__ = [
    "BoardEntry",
    "ConflictError",
    "MissingError",
    "ReadOnlyError",
    "Store",
    "StoreError",
]


class Store(BoardStore, ExhibitionStore):
    """What people made of the collections, by the URL of a database, or the path of its file.

    Where there is no database yet, or its folder does not exist, reading finds nothing; the first
    writing makes one. Every method may raise ``StoreError`` (a damaged database, or a foreign
    one), every one that writes ``ReadOnlyError``. Safe between threads and processes.
    """

    def __init__(self, place: str | Path) -> None:
        super().__init__(Database(place))
        self._revisions: dict[str, tuple[object, int]] = {}

    @property
    def is_writable(self) -> bool:
        """Whether writing has a chance: the file, or the folder where it would be, allows it."""
        return self._database.is_writable

    def close(self) -> None:
        """Give back what is held."""
        self._database.close()

    def tours(self, *, collection: str) -> tuple[TourEntry, ...]:
        """A collection's tours, in order."""
        with self._database.reading() as session:
            return tours.entries(session, collection) if session else ()

    def tour(self, *, collection: str, id: str) -> StoredTour | None:
        """A tour with its document, or ``None``."""
        with self._database.reading() as session:
            return tours.one(session, collection, id) if session else None

    def put_tour(
        self,
        tour: Tour,
        *,
        create: bool | None = None,
        versions: Sequence[int] | None = None,
        who: str = "",
    ) -> tuple[TourEntry, bool]:
        """Write a tour, a new one at the end of the list; what the list tells, whether it is new.

        With ``create`` true it must be new, with false it must not; with ``versions`` there must
        be one, of one of these versions. Raises ``ConflictError`` when it is otherwise,
        ``InvalidError`` for one tour too many, or one that is too large.
        """
        with self._database.writing() as session:
            return tours.put(session, tour, create=create, versions=versions, who=who)

    def put_tours(self, wanted: Sequence[Tour], *, replace: bool, who: str = "") -> None:
        """Write all of the tours, or none; raises as ``put_tour``."""
        with self._database.writing() as session:
            for tour in wanted:
                create = None if replace else True
                tours.put(session, tour, create=create, versions=None, who=who)
                session.flush()

    def delete_tour(
        self, *, collection: str, id: str, versions: Sequence[int] | None = None, who: str = ""
    ) -> None:
        """Take a tour away; raises ``MissingError``, and ``ConflictError`` as ``put_tour``."""
        with self._database.writing() as session:
            tours.delete(session, collection, id, versions=versions, who=who)

    def order_tours(self, *, collection: str, ids: Sequence[str], who: str = "") -> None:
        """Put the tours in order; raises ``ConflictError`` unless ``ids`` are all of them."""
        with self._database.writing() as session:
            tours.order(session, collection, ids, who=who)

    def findings(self, *, collection: str, kind: str) -> tuple[FindingEntry, ...]:
        """A collection's findings of a kind, in order."""
        with self._database.reading() as session:
            return findings.entries(session, collection, kind) if session else ()

    def finding(self, *, collection: str, kind: str, id: str) -> StoredFinding | None:
        """A finding with its document, or ``None``."""
        with self._database.reading() as session:
            return findings.one(session, collection, kind, id) if session else None

    def every_finding(self, *, collection: str, kind: str) -> tuple[StoredFinding, ...]:
        """A collection's findings of a kind with their documents, in order."""
        with self._database.reading() as session:
            return findings.every(session, collection, kind) if session else ()

    def put_finding(
        self,
        finding: Finding,
        *,
        create: bool | None = None,
        versions: Sequence[int] | None = None,
        who: str = "",
    ) -> tuple[FindingEntry, bool]:
        """Write a finding, a new one at the end of its kind; its entry, and whether it is new.

        With ``create`` true it must be new, with false it must not; with ``versions`` there must
        be one, of one of these versions. Raises ``ConflictError`` when it is otherwise,
        ``InvalidError`` for one too many, or one that is too large. ``who`` is the owner unless
        given.
        """
        who = who or finding.owner
        with self._database.writing() as session:
            return findings.put(session, finding, create=create, versions=versions, who=who)

    def delete_finding(
        self,
        *,
        collection: str,
        kind: str,
        id: str,
        versions: Sequence[int] | None = None,
        who: str = "",
    ) -> None:
        """Take a finding away; raises ``MissingError``, or ``ConflictError`` as ``put_finding``."""
        with self._database.writing() as session:
            findings.delete(session, collection, kind, id, versions=versions, who=who)

    def order_findings(self, *, collection: str, kind: str, ids: Sequence[str]) -> None:
        """Put those of a kind in order; raises ``ConflictError`` unless ``ids`` are all of them."""
        with self._database.writing() as session:
            findings.order(session, collection, kind, ids)

    def findings_revision(self, *, collection: str) -> int:
        """A number that grows with every change of a collection's findings and decisions.

        It costs next to nothing while nobody writes: every page asks for it.
        """
        stamp = self._database.stamp()
        held = self._revisions.get(collection)
        if held is not None and held[0] == stamp:
            return held[1]
        with self._database.reading() as session:
            revision = findings.revision(session, collection) if session else 0
        if stamp == self._database.stamp():
            self._revisions[collection] = (stamp, revision)
        return revision

    def decide(self, taken: Sequence[Decision]) -> None:
        """Add decisions, all or none; of those about the same thing the last one stands.

        Raises ``InvalidError`` for too many at once.
        """
        with self._database.writing() as session:
            decisions.add(session, taken)

    def decisions(
        self,
        *,
        collection: str,
        kind: str,
        field: str | None = None,
        subject: str | None = None,
        past: bool = False,
    ) -> tuple[StoredDecision, ...]:
        """The decisions that stand, in the order they were taken; with ``past`` every one.

        What was taken back (``none``) stands no more.
        """
        with self._database.reading() as session:
            if session is None:
                return ()
            return decisions.standing(
                session, collection, kind, field=field, subject=subject, past=past
            )

    def acts(
        self,
        *,
        collection: str,
        kind: ActKind | None = None,
        subject: str | None = None,
        limit: int = 100,
    ) -> tuple[Act, ...]:
        """Who did what, and when, the newest first: of a kind, about one thing, or all."""
        with self._database.reading() as session:
            if session is None:
                return ()
            return acts.newest(session, collection, kind=kind, subject=subject, limit=limit)

    def backup(self, file: Path) -> int:
        """Write all there is into a new file; how many rows. Raises ``ConflictError``."""
        return backups.backup(self._database, file)

    def restore(self, file: Path, *, replace: bool = False) -> int:
        """Take all of a file back; how many rows. Raises ``ConflictError`` unless there is nothing
        yet, or it is to be replaced."""
        return backups.restore(self._database, file, replace=replace)
