"""Writing the map of a collection, or of a part of it, into a folder of plain files."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from explorer.bundle import THUMB_SIZES, files
from explorer.collection import Collection
from explorer.exhibitions.models import StoredTour
from explorer.languages import translated
from explorer.publishing import page, records, tiles, words
from explorer.publishing.beside import beside
from explorer.publishing.fonts import EUROPE, web_fonts
from explorer.publishing.hanging import Hang, Hung, hang_whole
from explorer.publishing.steps import Steps, Unwatched
from explorer.publishing.tours import tours_of_export, write_tours
from explorer.publishing.viewer_files import write_viewer
from explorer.ui.i18n import LANGUAGES

MARK = "cimaise.json"
"""What says that a folder is an export, and may be replaced by another."""

_KIND = "static map"

_FORMAT = 2
"""Raised when the same collection is written otherwise: browsers may keep the old files."""


class ExportError(Exception):
    """The export cannot be made so; the message is one line that says what to do."""


@dataclass(frozen=True)
class Exported:
    """What was written: where, how many items and files, how many bytes of all and of pictures."""

    folder: Path
    items: int
    files: int
    size: int
    pictures: int


def export_map(
    collection: Collection,
    folder: Path,
    *,
    languages: Sequence[str] = LANGUAGES,
    title: str = "",
    full: bool = True,
    hang: Hang = hang_whole,
    tours: Sequence[StoredTour] = (),
    steps: Steps | None = None,
) -> Exported:
    """Write the map of ``collection`` into ``folder``, for any web server to show.

    ``hang`` says which items there are, where they lie, and writes their sheets; by itself it is
    the whole collection. The first of ``languages`` is that of ``index.html``, the others have
    pages of their own. ``title`` is that of the collection unless given. ``full`` says whether
    full pictures are exported, as files of a tile each, where the collection has them. ``tours``
    are guided tours of the collection: what of them the export can show goes along.

    All is written beside ``folder`` and takes its place at the end; an export that was there is
    replaced. Raises ``ExportError`` when something else is there, or a language is not known.
    """
    folder = folder.resolve()
    _check(collection, folder, languages)
    with beside(folder) as made:
        total = _write(
            collection,
            made.folder,
            languages=tuple(languages),
            title=title,
            full=full,
            hang=hang,
            tours=tours,
            steps=steps or Unwatched(),
        )
        exported = _measured(made.folder, folder, total)
        made.take_place_of(folder)
    return exported


def is_export(folder: Path) -> bool:
    """Whether a folder holds an export."""
    try:
        mark = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and mark.get("cimaise") == _KIND


def _check(collection: Collection, folder: Path, languages: Sequence[str]) -> None:
    unknown = [code for code in languages if code not in LANGUAGES]
    if unknown or not languages or len(set(languages)) != len(languages):
        raise ExportError(f"languages are a list such as {','.join(LANGUAGES)}")
    bundle = collection.bundle.folder.resolve()
    if folder == bundle or bundle in folder.parents or folder in bundle.parents:
        raise ExportError(f"{folder} holds the bundle itself, or lies in it: choose another folder")
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file: choose another name")
    if folder.exists() and any(folder.iterdir()) and not is_export(folder):
        raise ExportError(f"{folder} is not an earlier export: choose another folder, or empty it")


def _write(
    collection: Collection,
    work: Path,
    *,
    languages: tuple[str, ...],
    title: str,
    full: bool,
    hang: Hang,
    tours: Sequence[StoredTour],
    steps: Steps,
) -> int:
    sheets = work / "sheets-being-made"
    hung = hang(collection, sheets, steps)
    titles = {code: title or collection.title(code) for code in languages}
    told = tours_of_export(tours, collection, hung)
    version = _version(collection, hung, titles, told, full=full)
    data = work / "data" / version
    data.parent.mkdir()
    sheets.rename(data)
    first = _write_items(collection, hung, data, languages, steps, full=full)
    words.write_names(collection, hung, data / "names", languages=languages, steps=steps)
    write_tours(told, data)
    _copy_pictures(collection, hung, work, steps)
    if full:
        tiles.write_full_pictures(collection, hung, work, steps)
    letters = web_fonts(EUROPE, slanted=False)
    viewer = write_viewer(work, *page.PROGRAM, others=letters)
    for code in languages:
        says = titles[code]
        _write_summary(collection, hung, data, title=says, language=code, version=version)
        content = page.Page(
            language=code,
            languages=languages,
            title=says,
            description=translated(collection.manifest.description, code),
            collection=collection.name,
            version=version,
            viewer=viewer,
            fonts=bool(letters),
            total=len(hung.rows),
            first=first[code],
        )
        (work / page.file_name(code, languages)).write_text(content.html(), encoding="utf-8")
    mark = {"cimaise": _KIND, "format": _FORMAT, "name": collection.name, "version": version}
    records.write_json(work / MARK, mark | {"items": len(hung.rows), "languages": languages})
    return len(hung.rows)


def _write_items(
    collection: Collection,
    hung: Hung,
    data: Path,
    languages: tuple[str, ...],
    steps: Steps,
    *,
    full: bool,
) -> dict[str, list[dict[str, Any]]]:
    """Write the records, once for all languages where they do not differ, and what finds them.

    Gives the first records in each language, as many as a page lists.
    """
    similar = records.neighbours(collection, hung)
    differ = records.translated_items(collection)
    first: dict[str, list[dict[str, Any]]] = {}
    for code in languages if differ else languages[:1]:
        name = code if differ else "all"
        bar = steps.bar(len(hung.rows), f"items ({name})")
        index, ids, head = words.Words(), records.Ids(len(hung.rows)), list[dict[str, Any]]()
        made = records.shards(collection, hung, similar, language=code, full=full)
        for at, shard in enumerate(made):
            records.write_json(data / "items" / name / f"{at}.json", shard)
            index.add(shard)
            ids.add(shard)
            head += islice(shard, max(0, page.LISTED - len(head)))
            bar.update(len(shard))
        bar.close()
        index.write(data / "words" / name)
        ids.write(data / "ids")
        first[code] = head
    return {code: first.get(code, first[languages[0]]) for code in languages}


def _write_summary(
    collection: Collection, hung: Hung, data: Path, *, title: str, language: str, version: str
) -> None:
    manifest = collection.manifest
    name = language if records.translated_items(collection) else "all"
    counts = {"items": len(hung.rows)}
    summary = {
        "name": collection.name,
        "title": title,
        "description": translated(manifest.description, language),
        "languages": manifest.languages,
        "version": version,
        "created": manifest.created,
        "counts": counts,
        "model": manifest.model.model_dump(),
        "layouts": [layout.info.model_dump() for layout in hung.layouts],
        "search": {"mode": "vocabulary"},
        "data": f"data/{version}/",
        "files": {
            "items": f"items/{name}/",
            "shard": records.SHARD,
            "ids": records.id_files(len(hung.rows)),
            "words": f"words/{name}/",
            "names": words.NAMES,
            "tours": "tours.json",
        },
    }
    records.write_json(data / f"summary.{language}.json", summary)
    themes = records.themes(collection, hung, language=language)
    records.write_json(data / f"themes.{language}.json", themes)


def _copy_pictures(collection: Collection, hung: Hung, work: Path, steps: Steps) -> None:
    shas = collection.bundle.item_columns(["sha256"])["sha256"].to_numpy(zero_copy_only=False)
    wanted = dict.fromkeys(shas[hung.rows].tolist())
    bar = steps.bar(len(wanted), "pictures")
    for sha in wanted:
        for size in THUMB_SIZES:
            target = work / files.thumb_path(sha, size=size)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(collection.bundle.thumb(sha, size=size), target)
        bar.update(1)
    bar.close()


def _version(
    collection: Collection,
    hung: Hung,
    titles: dict[str, str],
    tours: Sequence[StoredTour],
    *,
    full: bool,
) -> str:
    """Another one whenever anything below the folder that bears it is."""
    told = [[stored.tour.model_dump(), stored.version, stored.updated] for stored in tours]
    said = json.dumps([_FORMAT, collection.hierarchy.stamp, titles, told, full])
    contents = hashlib.sha256(said.encode())
    for array in (hung.rows, *(layout.points for layout in hung.layouts)):
        contents.update(np.ascontiguousarray(array).tobytes())
    return contents.hexdigest()[:12]


def _measured(work: Path, folder: Path, items: int) -> Exported:
    sizes = {path: path.stat().st_size for path in work.rglob("*") if path.is_file()}
    pictures = sum(size for path, size in sizes.items() if path.suffix == ".webp")
    return Exported(folder, items, len(sizes), sum(sizes.values()), pictures)
