"""A document that is written to the address that bears its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from explorer.api.errors import invalid
from explorer.exhibitions.models import InvalidError


class Named(Protocol):
    """What says by itself what it is called, and in which collection."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def collection(self) -> str:
        """The name of the collection."""


N = TypeVar("N", bound=Named)


def addressed(read: Callable[[bytes], N], sent: bytes, *, collection: str, id_: str) -> N:
    """The document that was sent; ``ApiError`` (422) if it is none, or names another address."""
    try:
        document = read(sent)
    except InvalidError as error:
        raise invalid(str(error)) from None
    at_home(document, collection=collection, id_=id_)
    return document


def at_home(document: Named, *, collection: str, id_: str) -> None:
    """``ApiError`` (422) unless the document names the address that it is written to."""
    if document.id != id_:
        raise invalid(f"id: the address says {id_!r}")
    if document.collection != collection:
        raise invalid("collection: the address names another one")
