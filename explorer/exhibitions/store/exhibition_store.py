"""The part of the store that keeps exhibitions."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.exhibitions.exhibition import (
    Exhibition,
    ExhibitionEntry,
    ExhibitionVersion,
    StoredExhibition,
)
from explorer.exhibitions.store import exhibitions
from explorer.exhibitions.store.database import Database


class ExhibitionStore:
    """Exhibitions by collection, with every version that was written of them.

    Visitors see one version of what is published; what is written afterwards is theirs to see
    when it is published in turn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def exhibitions(self, *, collection: str) -> tuple[ExhibitionEntry, ...]:
        """A collection's exhibitions as they were written last, in order. For curators."""
        with self._database.reading() as session:
            return exhibitions.entries(session, collection, public=False) if session else ()

    def published_exhibitions(self, *, collection: str) -> tuple[ExhibitionEntry, ...]:
        """Those that visitors may see, in the version that they see, in order."""
        with self._database.reading() as session:
            return exhibitions.entries(session, collection, public=True) if session else ()

    def exhibition(
        self, *, collection: str, id: str, version: int | None = None
    ) -> StoredExhibition | None:
        """An exhibition as it was written last, or in one of its versions. For curators."""
        with self._database.reading() as session:
            return exhibitions.one(session, collection, id, version=version) if session else None

    def published_exhibition(self, *, collection: str, id: str) -> StoredExhibition | None:
        """An exhibition as visitors see it; ``None`` when they do not."""
        with self._database.reading() as session:
            return exhibitions.one(session, collection, id, public=True) if session else None

    def exhibitions_seen(self, *, collection: str) -> dict[str, str]:
        """When each was last published or withdrawn, ISO 8601, UTC, by id."""
        with self._database.reading() as session:
            return exhibitions.seen(session, collection) if session else {}

    def exhibition_versions(self, *, collection: str, id: str) -> tuple[ExhibitionVersion, ...]:
        """What was written of an exhibition, the newest first."""
        with self._database.reading() as session:
            return exhibitions.versions(session, collection, id) if session else ()

    def put_exhibition(
        self,
        exhibition: Exhibition,
        *,
        create: bool | None = None,
        versions: Sequence[int] | None = None,
        who: str = "",
    ) -> tuple[ExhibitionEntry, bool]:
        """Write an exhibition, a new one at the end; what the list tells, whether it is new.

        What is written is a new version; what does not differ from the last one is none. With
        ``create`` true it must be new, with false it must not; with ``versions`` the last one must
        be among these. Raises ``ConflictError`` when it is otherwise, ``InvalidError`` for one
        exhibition too many, or one that is too large.
        """
        with self._database.writing() as session:
            return exhibitions.put(session, exhibition, create=create, known=versions, who=who)

    def restore_exhibition(
        self,
        *,
        collection: str,
        id: str,
        version: int,
        versions: Sequence[int] | None = None,
        who: str = "",
    ) -> ExhibitionEntry:
        """Write an older version anew; raises ``MissingError``, and as ``put_exhibition``."""
        with self._database.writing() as session:
            return exhibitions.restore(session, collection, id, version, known=versions, who=who)

    def publish_exhibition(
        self, *, collection: str, id: str, version: int, who: str = ""
    ) -> ExhibitionEntry:
        """Show a version to visitors; raises ``MissingError``."""
        with self._database.writing() as session:
            return exhibitions.publish(session, collection, id, version, who=who)

    def withdraw_exhibition(self, *, collection: str, id: str, who: str = "") -> ExhibitionEntry:
        """Show an exhibition no more; raises ``MissingError``, ``ConflictError``."""
        with self._database.writing() as session:
            return exhibitions.withdraw(session, collection, id, who=who)

    def delete_exhibition(
        self, *, collection: str, id: str, versions: Sequence[int] | None = None, who: str = ""
    ) -> None:
        """Take an exhibition away with its history; raises ``MissingError``.

        ``ConflictError`` when it is published, or not in one of these ``versions``.
        """
        with self._database.writing() as session:
            exhibitions.remove(session, collection, id, known=versions, who=who)

    def order_exhibitions(self, *, collection: str, ids: Sequence[str], who: str = "") -> None:
        """Put the exhibitions in order; ``ConflictError`` unless ``ids`` are all of them."""
        with self._database.writing() as session:
            exhibitions.order(session, collection, ids, who=who)
