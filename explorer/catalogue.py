"""The collections of a data folder, opened as they come and replaced as they change."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from explorer.bundle import BundleError, files
from explorer.collection import Collection
from explorer.facets.made import Findings

_LOG = logging.getLogger(__name__)
_NEVER = float("-inf")
_PATIENCE = 0.5
"""Seconds that a visitor waits for what changed to be opened, before what was open is served."""

_FIRST_PATIENCE = 10.0
"""The same at the beginning, when there is nothing to serve meanwhile."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Entry:
    """A collection of the data folder: open, or closed with the reason in one line."""

    name: str
    stamp: Stamp
    collection: Collection | None
    error: str = ""


class UnknownCollectionError(KeyError):
    """No collection has this name."""


class Catalogue:
    """All collections of ``folder``, or the one that ``folder`` itself is.

    A collection is called by the name of its folder. The folder is looked at again, in a thread
    of its own, at most every ``refresh_seconds`` while someone asks: new bundles are opened,
    replaced ones swapped in one step (whoever holds the old one goes on reading it, and it is
    closed when nobody does), damaged ones named with what is wrong. A folder that is empty or
    absent is a catalogue with nothing in it. ``findings`` is where what people made of the
    collections is read. Safe to share between threads.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        refresh_seconds: float = 1.0,
        findings: Findings | None = None,
    ) -> None:
        self.folder = Path(folder)
        self._findings = findings
        self._refresh_seconds = refresh_seconds
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._looked = _NEVER
        self._looking = threading.Thread()

    def entries(self) -> tuple[Entry, ...]:
        """Every collection, by name, those that cannot be opened included."""
        self._refresh()
        return tuple(self._entries.values())

    def known(self) -> tuple[Entry, ...]:
        """The same, at once: what is still being opened is not in it."""
        self._refresh(wait=False)
        return tuple(self._entries.values())

    def get(self, name: str) -> Collection:
        """The collection called ``name``.

        Raises ``UnknownCollectionError`` when there is none, ``BundleError`` when it is damaged.
        """
        self._refresh(name)
        entry = self._entries.get(name)
        if entry is None:
            raise UnknownCollectionError(name)
        if entry.collection is None:
            raise BundleError(entry.error)
        return entry.collection

    def is_present(self, collection: Collection) -> bool:
        """Whether the bundle on the disk is still the one that ``collection`` was opened from."""
        entry = self._entries.get(collection.name)
        if entry is None or entry.collection is not collection:
            return False
        return _stamp(collection.bundle.folder) == entry.stamp

    def _refresh(self, name: str = "", *, wait: bool = True) -> None:
        if time.monotonic() - self._looked < self._refresh_seconds:
            return
        first = self._looked == _NEVER
        with self._lock:
            looking = self._looking
            if not looking.is_alive():
                looking = threading.Thread(target=self._look, name="catalogue", daemon=True)
                self._looking = looking
                looking.start()
        until = time.monotonic() + (_FIRST_PATIENCE if first else _PATIENCE)
        while wait and looking.is_alive() and time.monotonic() < until:
            looking.join(0.02)
            if first and name in self._entries:
                return

    def _look(self) -> None:
        try:
            found: dict[str, Entry] = {}
            for folder in self._folders():
                stamp = _stamp(folder)
                if stamp is None:
                    continue
                name = folder.name if folder != self.folder else _own_name(folder)
                known = self._entries.get(name)
                found[name] = (
                    known if known and known.stamp == stamp else _open(folder, name, self._findings)
                )
                # One that is slow to open does not keep the others waiting.
                self._entries = {**self._entries, name: found[name]}
            self._entries = found
        except Exception:
            _LOG.exception("looking into %s", self.folder)
        self._looked = time.monotonic()

    def _folders(self) -> list[Path]:
        if _stamp(self.folder) is not None:
            return [self.folder]
        try:
            inside = sorted(self.folder.iterdir())
        except OSError:
            return []
        return [path for path in inside if not path.name.startswith(".") and path.suffix != ".work"]


def _own_name(folder: Path) -> str:
    """The name of a folder given as a path, which may be ``.`` or end in ``..``."""
    name = folder.absolute().name
    return name if name not in ("", "..") else folder.resolve().name


def _open(folder: Path, name: str, findings: Findings | None) -> Entry:
    """Open a bundle; again when it was replaced while its files were being opened."""
    for _ in range(5):
        stamp = _stamp(folder)
        if stamp is None:
            break
        collection, error = None, ""
        try:
            collection = Collection(folder, name=name, findings=findings)
            # Here, where nobody waits: edited themes may have to be found in a new bundle.
            collection.theming.current()
        except BundleError as problem:
            # Visitors read this line: where the folder lies on the disk is not their affair.
            error = str(problem).replace(str(folder), name)
        except Exception:
            _LOG.exception("opening %s", folder)
            error = f"{name} cannot be opened; run 'python -m precompute verify' on it"
        if _stamp(folder) == stamp:
            if error:
                _LOG.warning("%s: %s", folder, error)
            return Entry(name, stamp, collection, error)
    return Entry(name, (0, 0, 0), None, f"{name} is being replaced; try again in a moment")


def _stamp(folder: Path) -> Stamp | None:
    """What changes when a bundle is replaced; ``None`` when there is no bundle here."""
    try:
        found = (folder / files.MANIFEST).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
