"""``export``: the map of a bundle, or of a part of it, as a folder for any web server.

The one place where the offline side meets the explorer beyond its bundle: a part needs the tools
of one and the pages of the other.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from explorer.collection import Collection
from explorer.exhibitions.opening import store_of, tours_of
from explorer.exhibitions.store import StoreError
from explorer.publishing import Exported, ExportError, Hung, HungLayout, Steps, export_map
from precompute.errors import InputError
from precompute.parts import hang_part
from precompute.progress import Progress

_LARGEST = 1 << 30


def export_bundle(
    bundle: Path,
    out: Path,
    *,
    rows: Path | None = None,
    ids: Path | None = None,
    languages: Sequence[str] = ("fr", "en"),
    title: str = "",
    full: bool = True,
    tours: bool = True,
    workers: int = 1,
    progress: Progress,
) -> Exported:
    """Export a bundle; only some of its images where ``rows`` or ``ids`` names a list of them.

    The guided tours of the bundle go along unless ``tours`` is false.
    Lists are text files, one row or identifier a line, or CSV tables with a column ``row`` or
    ``id``. ``full`` says whether full pictures are exported, where the bundle has them. Raises
    ``InputError`` for a list that names nothing, or something that is not there.
    """
    # Themes go out as curators have edited them.
    collection = Collection(bundle, findings=store_of(bundle))
    wanted = _wanted(collection, rows=rows, ids=ids)
    try:
        told = tours_of(bundle, name=collection.name) if tours else ()
        if wanted is None:
            return export_map(
                collection,
                out,
                languages=languages,
                title=title,
                full=full,
                tours=told,
                steps=progress,
            )

        def hang(whole: Collection, folder: Path, _: Steps) -> Hung:
            part = hang_part(whole.bundle, wanted, folder, workers=workers, progress=progress)
            return Hung(part.rows, tuple(HungLayout(*layout) for layout in part.layouts))

        return export_map(
            collection,
            out,
            languages=languages,
            title=title,
            full=full,
            hang=hang,
            tours=told,
            steps=progress,
        )
    except StoreError as error:
        raise InputError(f"{error}; or leave the tours out: --no-tours") from None
    except ExportError as error:
        raise InputError(str(error)) from None


def _wanted(collection: Collection, *, rows: Path | None, ids: Path | None) -> np.ndarray | None:
    """int64: rows of the collection, each once; ``None`` for all."""
    if rows is None and ids is None:
        return None
    if ids is not None:
        names = list(dict.fromkeys(_column(ids, "id")))
        known = collection.rows(names)
        missing = [name for name in names if name not in known]
        found = [known[name] for name in names if name in known]
        path = ids
    else:
        assert rows is not None
        names = list(dict.fromkeys(_column(rows, "row")))
        missing = [name for name in names if not _is_row(name, len(collection))]
        found = [int(name) for name in names if _is_row(name, len(collection))]
        path = rows
    if missing:
        raise InputError(
            f"{path}: {len(missing)} of {len(names)} are not in the collection, "
            f"such as {missing[0][:80]!r}: take them out of the list"
        )
    if not found:
        raise InputError(f"{path} names no image: give one a line")
    return np.array(sorted(set(found)), dtype=np.int64)


def _is_row(text: str, total: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12 and int(text) < total


def _column(path: Path, name: str) -> list[str]:
    """The entries of a list: lines of a text, or the column ``name`` of a CSV table."""
    if path.exists() and path.stat().st_size > _LARGEST:
        raise InputError(f"{path} is too large to be a list")
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.casefold() != ".csv":
            return [line.strip() for line in text.splitlines() if line.strip()]
        table = csv.DictReader(text.splitlines(keepends=True))
        if name not in (table.fieldnames or ()):
            raise InputError(f"{path} has no column {name!r}")
        return [row[name] for row in table if row[name]]
    except UnicodeDecodeError:
        raise InputError(f"{path} is not text in UTF-8: save it as such") from None
    except csv.Error as error:
        raise InputError(f"{path} cannot be read as CSV ({error})") from None
