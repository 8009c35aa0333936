"""What the whole process shares: the settings, the catalogue and the store, one of each."""

from __future__ import annotations

from functools import cache

from explorer.catalogue import Catalogue
from explorer.exhibitions.opening import open_store
from explorer.exhibitions.store import Store
from explorer.settings import Settings


@cache
def settings() -> Settings:
    """The settings, read from the environment once."""
    return Settings()


@cache
def catalogue() -> Catalogue:
    """The catalogue that the routes and the pages read alike."""
    return Catalogue(settings().data, refresh_seconds=settings().refresh_seconds)


@cache
def store() -> Store:
    """The tours and boards that the routes and the pages read and write alike."""
    return open_store(settings())
