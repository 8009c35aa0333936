"""Versions: who writes says which one was read, and is told when it is not that one any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from explorer.exhibitions.store.errors import ConflictError
from explorer.exhibitions.store.tables import ShelfRow


def agree(
    version: int | None, *, what: str, create: bool | None, versions: Sequence[int] | None
) -> None:
    """Raise ``ConflictError`` unless what is there, or ``None``, is what the writer knows of.

    With ``create`` true nothing must be there, with false something; with ``versions`` one of
    these. ``what`` it is called, in one word.
    """
    if create and version is not None:
        raise ConflictError(f"there is a {what} of this name already: choose another one")
    gone = version is None and (create is False or versions is not None)
    if gone or (version is not None and versions is not None and version not in versions):
        raise ConflictError(f"the {what} was changed meanwhile: read it again before writing it")


def now() -> str:
    """The time, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def advance_shelf(session: Session, collection: str) -> int:
    """The next revision of a collection's tours and exhibitions, never given twice.

    The shelf is held until the end of the transaction.
    """
    shelf = session.get(ShelfRow, collection, with_for_update=True)
    if shelf is None:
        shelf = ShelfRow(collection=collection, revision=0)
        session.add(shelf)
    shelf.revision += 1
    return shelf.revision
