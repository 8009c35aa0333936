"""From manifests to the table that a collection is built from: one row a canvas."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from explorer.bundle import replacing
from precompute.sources.columns import field_of
from precompute.sources.iiif.documents import Canvas, Manifest
from precompute.sources.iiif.sizes import service_of
from precompute.sources.iiif.values import Texts
from precompute.sources.text import clean_line

MOST_LABELS = 120
"""Labels of metadata that become columns, the most frequent ones."""

_FIXED = (
    *("id", "filename", "title", "description", "rights", "credit", "source", "manifest"),
    *("parent", "order", "iiif_service", "iiif_service_type"),
)
_LONGEST_ID = 400
_LONGEST_LABEL = 60
_JOINED = " | "
_OURS = frozenset(("id", "file", "parent", "order"))
"""What a label of metadata never means: these say how the table hangs together."""


@dataclass(frozen=True)
class Wanted:
    """A canvas whose picture is wanted: the cells of its row by column, and what it shows."""

    file: str
    cells: Mapping[str, str]
    canvas: Canvas = field(repr=False)


def rows_of(manifest: Manifest) -> Iterator[Wanted]:
    """A row for each canvas of a manifest.

    A manifest of one canvas is an item of its own; of several, each is a page of it: ``parent``
    is the manifest's address and ``order`` the place.
    """
    several = len(manifest.canvases) > 1
    shared = dict(_shared(manifest))
    for number, canvas in enumerate(manifest.canvases, start=1):
        identity = bounded(canvas.address if several else manifest.address)
        service = service_of(canvas.body) if canvas.body else None
        cells = {
            "id": identity,
            "filename": file_of(identity),
            "manifest": manifest.address,
            **shared,
        }
        cells |= _cells("title", _title(manifest, canvas) if several else manifest.label)
        if several:
            cells |= {"parent": bounded(manifest.address), "order": str(number)}
        if service is not None:
            cells |= {"iiif_service": service.address, "iiif_service_type": service.named}
        yield Wanted(cells["filename"], cells, canvas)


def bounded(address: str) -> str:
    """An address as an identifier: itself, or its beginning and a digest where it is long."""
    if len(address) <= _LONGEST_ID and address == clean_line(address):
        return address
    digest = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{clean_line(address[: _LONGEST_ID - 20], limit=_LONGEST_ID - 20)}#{digest}"


def file_of(identity: str) -> str:
    """Where the picture of an identifier is kept, below the folder of the table."""
    digest = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()
    return f"images/{digest[:32]}.jpg"


def write_table(path: Path, rows: Iterable[Mapping[str, str]], labels: Sequence[str]) -> None:
    """Write the table beside ``path`` and rename it. ``labels`` are the columns after ours."""
    columns = [*_FIXED, *(name for name in labels if name not in _FIXED)]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, columns, restval="", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def columns_of(counts: Counter[str]) -> tuple[list[str], int]:
    """The columns that a table has besides ours, and how many labels are left out.

    The languages of our own columns are always kept.
    """
    own = sorted(name for name in counts if name.partition("@")[0] in _FIXED)
    others = [name for name in counts if name not in own]
    others.sort(key=lambda name: (-counts[name], name))
    return [*own, *others[:MOST_LABELS]], len(others[MOST_LABELS:])


def _shared(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What the manifest says of all its canvases."""
    yield from _cells("description", manifest.summary).items()
    yield from _cells("credit", manifest.statement).items()
    if manifest.rights:
        yield "rights", manifest.rights
    if manifest.source:
        yield "source", manifest.source
    told: dict[str, str] = {}
    for label, value in manifest.metadata:
        name = _column(label)
        for column, text in _cells(name, value).items() if name else ():
            told[column] = f"{told[column]}{_JOINED}{text}" if column in told else text
    yield from told.items()


def _column(label: Texts) -> str:
    """The column that a label of metadata means: in English, in French, or as it is."""
    for code in ("en", "fr", "", *label):
        if label.get(code):
            # "@" begins a language in the name of a column.
            name = clean_line(label[code][0].replace("@", " "), limit=_LONGEST_LABEL).strip(" :")
            break
    else:
        return ""
    if not name:
        return ""
    # What the table says itself stays apart from what the metadata call alike.
    ours = field_of(name) in _OURS or name.casefold() in (*_FIXED, "label")
    return f"{name} (IIIF)" if ours else name


def _title(manifest: Manifest, canvas: Canvas) -> Texts:
    """The title of a page: the work's, and its own after it."""
    page = next((values[0] for values in canvas.label.values() if values), "")
    if not manifest.label:
        return canvas.label
    return {
        code: [f"{values[0]}, {(canvas.label.get(code) or [page])[0]}" if page else values[0]]
        for code, values in manifest.label.items()
    }


def _cells(name: str, texts: Texts) -> dict[str, str]:
    """A column for each language, ``name`` where none is named."""
    return {
        f"{name}@{code}" if code else name: _JOINED.join(values) for code, values in texts.items()
    }
