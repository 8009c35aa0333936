"""A collection with hostile titles, built once."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from explorer.collection import Collection
from tests.explorer.publishing.exhibited import hostile_bundle


@pytest.fixture(scope="session")
def hostile(_shared: Path) -> Collection:
    """Twelve items whose titles are whatever a table may hold; not to be changed."""
    folder = _shared / "hostile"
    with (_shared / "hostile.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "data" / "hostile" / "collection.json").exists():
            hostile_bundle(folder)
    return Collection(folder / "data" / "hostile")
