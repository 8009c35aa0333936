"""What lies beside the pages of a published exhibition: pictures, details, the program, words."""

from __future__ import annotations

import io
import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.binding import volume_name
from explorer.bundle import THUMB_SIZES, BundleError, TilePack, files
from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Exhibit, Exhibition, Region
from explorer.publishing.rooms import DETAIL, Hall, detail_file
from explorer.publishing.steps import Bar
from explorer.publishing.tiles import unpack
from explorer.publishing.viewer_files import write_files
from explorer.publishing.words import pictures_named
from explorer.search.folding import tokens

_LOG = logging.getLogger(__name__)

PROGRAM = "exhibition.js"
STYLES = "exhibition.css"
SHARE = "cover.jpg"
_QUALITY = 86
_NAMED = 24
"""Pictures that a name of the vocabulary leads to."""


def write_program(work: Path, others: Mapping[str, bytes]) -> str:
    """Write what the pages run, and what else is given, into one folder; its name."""
    return write_files(work, (PROGRAM, STYLES), others, name="assets")


def program_name() -> str:
    """The file that pages run."""
    return volume_name(PROGRAM)


def copy_pictures(
    exhibition: Exhibition,
    collection: Collection,
    items: Mapping[str, Item],
    work: Path,
    *,
    pictures: str,
    bar: Bar,
) -> str:
    """Copy the pictures that are not there yet, cut the details; the name of the shared cover.

    ``pictures`` is the folder below ``work``, empty or ending with a slash. ``bar`` counts them.
    """
    folder = work / pictures
    for id_ in exhibition.items:
        item = items[id_]
        for size in THUMB_SIZES:
            target = folder / files.thumb_path(item.sha256, size=size)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(collection.bundle.thumb(item.sha256, size=size), target)
        tiles = (folder / files.full_path(item.sha256)).with_suffix("")
        pack = full_tiles(collection, item)
        if pack is not None and not tiles.exists():
            try:
                unpack(pack, tiles)
            except BundleError as error:
                _LOG.warning("%s", error)
                shutil.rmtree(tiles, ignore_errors=True)
                tiles.with_suffix(".json").unlink(missing_ok=True)
        bar.update()
    for exhibit in exhibition.exhibits:
        _cut(exhibit, items[exhibit.item], collection, work)
    cover = exhibition.cover or next(iter(exhibition.exhibits), None)
    if cover is None:
        return ""
    with Image.open(collection.bundle.thumb(items[cover.item].sha256, size=1024)) as image:
        image.convert("RGB").save(work / SHARE, quality=_QUALITY)
    return SHARE


def full_tiles(collection: Collection, item: Item) -> TilePack | None:
    """The tiles of an item's full picture, where they are kept and can be read."""
    if collection.full_size(item) is None:
        return None
    try:
        return collection.bundle.full_tiles(item.sha256)
    except BundleError as error:
        _LOG.warning("%s", error)
        return None


def region_picture(collection: Collection, item: Item, box: Region) -> Image.Image:
    """A region of a picture in RGB, at most ``DETAIL`` pixels wide and high, as sharp as it is."""
    pack = full_tiles(collection, item)
    if pack is not None:
        try:
            return _from_tiles(pack, box)
        except (BundleError, OSError) as error:
            _LOG.warning("%s", error)
    with Image.open(collection.bundle.thumb(item.sha256, size=1024)) as image:
        image.load()
        return _within(image.convert("RGB").crop(_pixels(box, *image.size)))


def _cut(exhibit: Exhibit, item: Item, collection: Collection, work: Path) -> None:
    for detail in exhibit.details:
        target = work / detail_file(item, detail.region)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            picture = region_picture(collection, item, detail.region)
            picture.save(target, quality=_QUALITY, method=4)


def _from_tiles(pack: TilePack, box: Region) -> Image.Image:
    shape = pack.shape
    longest = max(shape.width * box.width, shape.height * box.height)
    level = 0
    while level < shape.levels - 1 and longest / 2 ** (level + 1) >= DETAIL:
        level += 1
    width, height = -(-shape.width // 2**level), -(-shape.height // 2**level)
    left, top, right, bottom = _pixels(box, width, height)
    side = shape.tile
    picture = Image.new("RGB", (right - left, bottom - top))
    for y in range(top // side, -(-bottom // side)):
        for x in range(left // side, -(-right // side)):
            with Image.open(io.BytesIO(pack.tile(level, x, y))) as tile:
                picture.paste(tile.convert("RGB"), (x * side - left, y * side - top))
    return _within(picture)


def _pixels(box: Region, width: int, height: int) -> tuple[int, int, int, int]:
    left, top = int(box.x * width), int(box.y * height)
    right = min(width, max(left + 1, round((box.x + box.width) * width)))
    bottom = min(height, max(top + 1, round((box.y + box.height) * height)))
    return min(left, right - 1), min(top, bottom - 1), right, bottom


def _within(picture: Image.Image) -> Image.Image:
    picture.thumbnail((DETAIL, DETAIL), Image.Resampling.LANCZOS)
    return picture


def search_index(collection: Collection, hall: Hall, ids: Sequence[str]) -> str:
    """The words of an exhibition's pictures, and where names of the vocabulary lead, as a script.

    A script, since pages from the disk may not read a file otherwise.
    """
    places: dict[str, int] = {}
    entries: list[dict[str, object]] = []
    rooms = ((room, picture) for room in hall.rooms for picture in room.pictures)
    for room, picture in rooms:
        label = picture.label
        if label.id in places:
            continue
        places[label.id] = len(entries)
        words = " ".join(
            (label.title, label.creator, label.date, label.technique, label.place,
             label.description, picture.caption.text, picture.alt, room.heading.text)
        )  # fmt: skip
        entries.append(
            {
                "title": label.title,
                "byline": label.byline,
                "place": picture.anchor,
                "file": picture.small,
                "words": sorted(set(tokens(words[:4_000]))),
            }
        )
    told = {"entries": entries, "names": _names(collection, hall.language, places)}
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return f"window.cimaiseWords = {text};\n"


def _names(
    collection: Collection, language: str, places: Mapping[str, int]
) -> dict[str, list[int]]:
    """Names of the vocabulary, each with the pictures that show the thing, best first."""
    vocabulary = collection.bundle.vocabulary
    names = vocabulary.names if vocabulary is not None else {}
    code = language if language in names else "en" if "en" in names else next(iter(names), "")
    if not code or not places:
        return {}
    rows = collection.rows(list(places))
    at = {row: places[id_] for id_, row in rows.items()}
    within = np.zeros(len(collection), bool)
    within[list(at)] = True
    found: dict[str, list[int]] = {}
    for word, name in enumerate(names[code]):
        if name and name not in found:
            led = [at[row] for row in pictures_named(collection, names, word, within)]
            if led:
                found[name] = led[:_NAMED]
    return found
