"""What the whole process shares: the settings, the catalogue and the store, one of each."""

from __future__ import annotations

from functools import cache

import streamlit as st

from explorer.catalogue import Catalogue
from explorer.exhibitions.models import MAX_NAME
from explorer.exhibitions.opening import open_store
from explorer.exhibitions.store import Store
from explorer.exhibitions.text import line
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


def who() -> str:
    """The name of whoever is logged in, or ``""`` where there is no login."""
    user = st.user
    if not getattr(user, "is_logged_in", False):
        return ""
    return line(str(user.get("name") or user.get("email") or ""))[:MAX_NAME]
