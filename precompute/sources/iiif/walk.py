"""Through a tree of collections to its manifests: each once, in order, whatever it leads to."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from explorer.bundle import files
from precompute.errors import InputError
from precompute.sources.iiif.client import Client, UnavailableError
from precompute.sources.iiif.documents import Listing, Manifest, read_document
from precompute.sources.iiif.values import Node, node, read_json

MOST_DOCUMENTS = 200_000
"""Documents of one walk."""

DEEPEST = 30
"""Collections inside one another."""


@dataclass
class Walk:
    """A walk from one address. ``faults`` are documents that gave nothing, and why; ``waiting``
    counts those that were listed and not read."""

    start: str
    fetch: Callable[[str], bytes]
    most: int = MOST_DOCUMENTS
    faults: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    waiting: int = 0

    def manifests(self) -> Iterator[Manifest]:
        """Every manifest, in the order of the collections; each address is asked once.

        Raises ``InputError`` when the first document is no manifest or collection.
        """
        waiting = deque([(self.start, 0)])
        met = {self.start}
        while waiting:
            address, depth = waiting.popleft()
            self.waiting = len(waiting)
            if self.read == self.most:
                self.waiting += 1
                return
            found = self._document(address, first=depth == 0)
            if isinstance(found, Manifest):
                yield found
            elif found is not None and depth == DEEPEST:
                self.faults.append((address, f"More than {DEEPEST} collections in one another."))
            elif found is not None:
                yield from self._inside(found, address)
                members = [urljoin(address, member) for member in found.members]
                fresh = [member for member in dict.fromkeys(members) if member not in met]
                met.update(fresh)
                # In their place: what a part lists comes before the part after it.
                waiting.extendleft((member, depth + 1) for member in reversed(fresh))
                if len(met) > MOST_DOCUMENTS:
                    raise InputError(
                        f"{self.start} lists more than {MOST_DOCUMENTS:,} documents: give one of "
                        "the collections inside it"
                    )

    def _inside(self, listing: Listing, address: str) -> Iterator[Manifest]:
        for one in listing.inside:
            try:
                found = read_document(one, address=address)
            except ValueError as error:
                self.faults.append((address, str(error)))
                continue
            if isinstance(found, Manifest):
                yield found

    def _document(self, address: str, *, first: bool) -> Listing | Manifest | None:
        self.read += 1
        try:
            document = read_json(self.fetch(address))
            return read_document(document, address=address)
        except UnavailableError as error:
            said = str(error)
        except ValueError as error:
            plain = str(error).endswith(".")
            said = str(error) if plain else "What is there is no JSON that can be read."
        if first:
            raise InputError(f"{address}: {said[:1].lower()}{said[1:].rstrip('.')}")
        self.faults.append((address, said))
        return None


class Kept:
    """Documents, fetched once and kept in a folder; in ``None`` they are only fetched."""

    def __init__(self, client: Client, folder: Path | None) -> None:
        self._client = client
        self._folder = folder

    def document(self, address: str) -> bytes:
        """A document's bytes. Raises as ``Client.document``."""
        path = self._path(address)
        if path is not None and path.exists():
            return path.read_bytes()
        body = self._client.document(address).body
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_bytes(path, body)
        return body

    def service(self, address: str) -> Node:
        """The ``info.json`` at an address, or an empty node."""
        try:
            return node(read_json(self.document(address)))
        except (UnavailableError, ValueError):
            return {}

    def _path(self, address: str) -> Path | None:
        if self._folder is None:
            return None
        digest = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:40]}.json"
