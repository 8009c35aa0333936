"""Which store the settings speak of."""

from __future__ import annotations

from pathlib import Path

from explorer.bundle import files
from explorer.exhibitions.models import StoredTour
from explorer.exhibitions.store import Store
from explorer.settings import Settings

FILE = "cimaise.sqlite"


def open_store(settings: Settings) -> Store:
    """The store of the settings; nothing is made or read yet.

    Raises ``StoreError`` when the setting is no address of a database.
    """
    return Store(settings.database_url or beside(settings.data))


def beside(data: Path) -> Path:
    """The file for the collections of a data folder, or for the one bundle that ``data`` is."""
    folder = data.absolute()
    if (folder / files.MANIFEST).exists():
        folder = folder.parent
    return folder / FILE


def store_of(bundle: Path) -> Store:
    """Where what was made of a bundle is kept, wherever the settings say; nothing is read yet."""
    return Store(Settings().database_url or beside(bundle))


def tours_of(bundle: Path, *, name: str) -> tuple[StoredTour, ...]:
    """The tours of a bundle, in order, wherever the settings keep them; raises ``StoreError``."""
    store = store_of(bundle)
    found = (store.tour(collection=name, id=entry.id) for entry in store.tours(collection=name))
    return tuple(stored for stored in found if stored)
