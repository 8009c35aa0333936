"""A IIIF manifest or collection as a source: fetched into a folder, then read as any table is.

The folder stands beside the bundle and is named after it. It holds the documents as they came, the
pictures, and ``table.csv``: a build that was stopped goes on from there, and the table can be
corrected and built from by itself.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from explorer.bundle import files
from precompute import formats
from precompute.errors import InputError
from precompute.progress import LOG_SECONDS, Progress
from precompute.sources.iiif.client import Client, StoppedError, UnavailableError
from precompute.sources.iiif.guard import AddressError, parsed
from precompute.sources.iiif.records import Wanted, columns_of, rows_of, write_table
from precompute.sources.iiif.sizes import picture_address
from precompute.sources.iiif.walk import Kept, Walk
from precompute.sources.row import Row
from precompute.sources.table import Table

TABLE = "table.csv"
LOOKED_AT = 40
"""Documents that ``survey`` reads: what is not read is taken to be like it."""

_TIRED = 20
"""Pictures in a row that gave nothing, after which the server is left alone."""

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Visit:
    """How a remote source is asked.

    ``folder`` is where what it gives is kept, ``None`` to keep nothing; ``contact`` an e-mail
    address or a page, ``pause`` the seconds between two requests to a host, ``max_pixels`` the
    largest width x height of a picture that is kept.
    """

    folder: Path | None = None
    contact: str = ""
    pause: float = 1.0
    allow_private: bool = False
    max_pixels: int = 400_000_000


def is_address(text: str) -> bool:
    """Whether a source is given as an address."""
    return text[:8].casefold().startswith(("http://", "https://"))


@dataclass
class Reckoned:
    """What looking at a remote source gave: documents read, and listed but not read; canvases."""

    read: int = 0
    unread: int = 0
    manifests: int = 0
    canvases: int = 0
    requests: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pictures(self) -> int:
        """About how many pictures there are in all."""
        mean = self.canvases / max(1, self.manifests)
        return round(self.canvases + self.unread * mean)


class Remote:
    """What an address leads to; see ``Source``. Nothing can be read of it until it was fetched.

    Raises ``InputError`` when the address, or the contact, does not do.
    """

    def __init__(self, address: str, visit: Visit) -> None:
        try:
            parsed(address)
        except AddressError as error:
            raise InputError(f"{address[:200]}: {str(error)[:1].lower()}{str(error)[1:]}") from None
        self.address = address
        self._visit = visit
        self._client = Client(
            contact=visit.contact, pause=visit.pause, allow_private=visit.allow_private
        )
        self._table: Table | None = None
        self._faults: dict[str, tuple[str, str]] = {}
        self._notes: list[str] = []

    def reckon(self) -> Reckoned:
        """Look at the first documents, fetch no picture, write nothing."""
        kept = Kept(self._client, None)
        walk = Walk(self.address, kept.document, most=LOOKED_AT)
        found = Reckoned(faults=walk.faults)
        for manifest in walk.manifests():
            found.manifests += 1
            found.canvases += len(manifest.canvases)
        found.read, found.unread = walk.read, walk.waiting
        found.requests = self._client.requests
        if not found.canvases:
            raise InputError(f"{self.address} leads to no canvas: {_why(walk)}")
        return found

    def fetch(self, progress: Progress) -> None:
        """Fetch the documents, write the table, fetch the pictures that are not here yet.

        Raises ``InputError`` when there is nothing, or the server does not want to be asked: what
        was fetched stays, and the next call goes on.
        """
        folder = self._visit.folder
        if folder is None:
            raise InputError("a remote source needs a folder to be kept in")
        folder.mkdir(parents=True, exist_ok=True)
        kept = Kept(self._client, folder / "documents")
        walk = Walk(self.address, kept.document)
        try:
            wanted = self._listed(walk, folder, progress)
            self._pictures(wanted, kept, folder, progress)
        except StoppedError as error:
            raise InputError(f"{error}. What was fetched so far is in {folder}") from None
        self._notes += [f"not read: {where} ({why})" for where, why in walk.faults[:_SHOWN]]
        if len(walk.faults) > _SHOWN:
            self._notes.append(f"documents that could not be read, in all: {len(walk.faults)}")
        self._table = Table(folder / TABLE)

    def _listed(self, walk: Walk, folder: Path, progress: Progress) -> list[Wanted]:
        """The rows of all manifests, written as a table."""
        wanted: list[Wanted] = []
        counts: Counter[str] = Counter()
        told = time.monotonic()
        for manifest in walk.manifests():
            for row in rows_of(manifest):
                wanted.append(row)
                counts.update(row.cells.keys())
            if manifest.cut:
                walk.faults.append((manifest.address, "It has more canvases than are read."))
            if time.monotonic() - told > LOG_SECONDS:
                told = time.monotonic()
                progress.say(f"  documents: {walk.read} read, {walk.waiting} more are listed")
        if not wanted:
            raise InputError(f"{self.address} leads to no canvas: {_why(walk)}")
        labels, dropped = columns_of(counts)
        if dropped:
            self._notes.append(f"labels of metadata that are left out, being rare: {dropped}")
        write_table(folder / TABLE, (row.cells for row in wanted), labels)
        return wanted

    def _pictures(
        self, wanted: Sequence[Wanted], kept: Kept, folder: Path, progress: Progress
    ) -> None:
        failed = 0
        (folder / "images").mkdir(exist_ok=True)
        for row in progress.track(wanted, len(wanted), "pictures"):
            if row.canvas.body is None:
                self._faults[row.file] = ("not_an_image", "The canvas shows no picture.")
                continue
            path = folder / row.file
            if path.exists():
                continue
            try:
                data = self._picture(picture_address(row.canvas.body, kept.service))
            except UnavailableError as error:
                self._faults[row.file] = (error.reason, str(error))
                failed += error.reason == "unreadable"
                if failed == _TIRED:
                    raise StoppedError(
                        f"{_TIRED} pictures in a row gave nothing (the last: {error}): stopped. "
                        "Run the same command again later, it goes on where it stopped"
                    ) from None
                continue
            failed = 0
            files.write_bytes(path, data)

    def _picture(self, address: str) -> bytes:
        """A picture that was looked at: of a kind that is read, and not too large."""
        if not address:
            raise UnavailableError("missing", "The canvas names no address of its picture.")
        data = self._client.picture(address).body
        kind = formats.kind_of(data[: formats.HEAD])
        if kind is None or kind not in formats.OPENED:
            raise UnavailableError("not_an_image", "What is there is no picture that can be read.")
        try:
            Image.MAX_IMAGE_PIXELS = None  # the limit is checked here
            with Image.open(io.BytesIO(data), formats=formats.OPENED[kind]) as image:
                width, height = image.size
        except Exception:
            raise UnavailableError("unreadable", f"The {kind} data are damaged.") from None
        if width * height > self._visit.max_pixels:
            raise UnavailableError(
                "too_many_pixels",
                f"{width} x {height} pixels; the limit is {self._visit.max_pixels} (--max-pixels).",
            )
        return data

    @property
    def root(self) -> Path:
        """The folder of what was fetched."""
        return self._known.root

    @property
    def columns(self) -> Mapping[str, str]:
        """Each column of the table, and the name under which it is kept."""
        return self._known.columns if self._table else MappingProxyType({})

    @property
    def extra(self) -> Sequence[str]:
        """Names of the columns kept as text."""
        return self._known.extra

    @property
    def expected(self) -> int:
        """About how many rows there are."""
        return self._known.expected

    @property
    def total(self) -> int:
        """Number of canvases."""
        return self._known.total

    @property
    def notes(self) -> Sequence[str]:
        """Lines worth saying."""
        return [*self._notes, *(self._table.notes if self._table else ())]

    def rows(self) -> Iterator[Row]:
        """One row a canvas; of one whose picture is not here, the reason that the server gave."""
        for row in self._known.rows():
            reason, detail = self._faults.get(row.file, ("", ""))
            yield row._replace(reason=reason, detail=detail) if reason and row.reason else row

    def survey(self, size: int, *, seed: int) -> tuple[int, list[Row]]:
        """See ``Table.survey``."""
        return self._known.survey(size, seed=seed)

    def without_row(self) -> Sequence[str]:
        """Nothing: pictures of an earlier fetch are no part of this one."""
        return ()

    @property
    def _known(self) -> Table:
        if self._table is None:
            raise InputError(f"{self.address} was not fetched")
        return self._table


def _why(walk: Walk) -> str:
    if walk.faults:
        where, why = walk.faults[0]
        return f"{len(walk.faults)} documents could not be read (the first: {where}: {why})"
    return "give a manifest, or a collection that lists some"
