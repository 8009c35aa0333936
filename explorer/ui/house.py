"""What the whole process shares: the settings, the catalogue and the store, one of each."""

from __future__ import annotations

from functools import cache

import streamlit as st

from explorer.catalogue import Catalogue
from explorer.exhibitions.opening import open_store
from explorer.exhibitions.store import Store
from explorer.exhibitions.text import line
from explorer.people import Person, person_of
from explorer.settings import Settings


@cache
def settings() -> Settings:
    """The settings, read from the environment once."""
    return Settings()


@cache
def catalogue() -> Catalogue:
    """The catalogue that the routes and the pages read alike."""
    return Catalogue(settings().data, refresh_seconds=settings().refresh_seconds, findings=store())


@cache
def store() -> Store:
    """What people made, that the routes and the pages read and write alike."""
    return open_store(settings())


def person() -> Person | None:
    """Whoever is logged in; ``None`` where nobody is, or there is no login."""
    if not getattr(st.user, "is_logged_in", False):
        return None
    return person_of(st.user.to_dict(), settings())


def who() -> str:
    """The name of whoever is logged in, or ``""`` where there is no login."""
    found = person()
    return line(found.name) if found else ""
