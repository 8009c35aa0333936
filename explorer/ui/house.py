"""What the whole process shares: the settings and the catalogue, one of each."""

from __future__ import annotations

from functools import cache

from explorer.catalogue import Catalogue
from explorer.settings import Settings


@cache
def settings() -> Settings:
    """The settings, read from the environment once."""
    return Settings()


@cache
def catalogue() -> Catalogue:
    """The catalogue that the routes and the pages read alike."""
    return Catalogue(settings().data, refresh_seconds=settings().refresh_seconds)
