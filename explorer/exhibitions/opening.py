"""Which store the settings speak of."""

from __future__ import annotations

from pathlib import Path

from explorer.bundle import files
from explorer.exhibitions.store import Store
from explorer.settings import Settings

FILE = "cimaise.sqlite"


def open_store(settings: Settings) -> Store:
    """The store of the settings; nothing is made or read yet.

    Raises ``StoreError`` when the setting is no address of a database.
    """
    return Store(settings.database or beside(settings.data))


def beside(data: Path) -> Path:
    """The file for the collections of a data folder, or for the one bundle that ``data`` is."""
    folder = data.absolute()
    if (folder / files.MANIFEST).exists():
        folder = folder.parent
    return folder / FILE
