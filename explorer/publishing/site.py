"""Writing an exhibition as a folder of plain pages, for any web server, and for the disk."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from explorer.bundle import files
from explorer.collection import Collection, Item
from explorer.exhibitions.exhibition import Exhibition, Section
from explorer.exhibitions.ground import items_of, may_be_shown, shown
from explorer.exhibitions.markdown import web_address
from explorer.exhibitions.models import Tour
from explorer.publishing.beside import Beside, beside
from explorer.publishing.export import MARK, ExportError
from explorer.publishing.fonts import LICENCE, web_fonts
from explorer.publishing.offline import map_of_part
from explorer.publishing.records import write_json
from explorer.publishing.rooms import Hall, hall
from explorer.publishing.site_files import copy_pictures, search_index, write_program
from explorer.publishing.site_pages import Page, front_page, language_page, sitemap
from explorer.publishing.steps import Steps, Unwatched

KIND = "static exhibition"
WORKS = "works"
"""The folder of the map and of all pictures."""

_FORMAT = 1
_PICTURES = frozenset({".webp", ".jpg", ".png"})


@dataclass(frozen=True)
class LeftOut:
    """A picture that is not published, and why: it is ``gone``, or its rights are ``unclear``."""

    id: str
    title: str
    why: str


@dataclass(frozen=True)
class Published:
    """What was written: bytes of all and of pictures, what is not there, and why there is no map.

    ``no_map`` is empty where there is one.
    """

    folder: Path
    works: int
    files: int
    size: int
    pictures: int
    left_out: tuple[LeftOut, ...]
    no_map: str


def publish_site(
    exhibition: Exhibition,
    collection: Collection,
    folder: Path,
    *,
    tours: Mapping[str, Tour] | None = None,
    address: str = "",
    unclear: bool = False,
    with_map: bool = True,
    steps: Steps | None = None,
) -> Published:
    """Write an exhibition into ``folder``: a page a language, its pictures, its map.

    ``tours`` are those of the collection, by id. ``address`` is where the folder will be on the
    web, if that is known: then there are a sitemap and pictures for those who share it. Pictures
    whose rights are not clear are left out unless ``unclear``. ``steps`` is told of the parts
    ``map``, ``pictures`` and ``pages``.

    All is written beside ``folder`` and takes its place at the end. Raises ``ExportError`` when
    something else is there, or there is nothing to publish.
    """
    folder = folder.resolve()
    address = _checked(exhibition, collection, folder, address)
    with beside(folder) as made:
        works, left_out, no_map = _write(
            exhibition, collection, made, dict(tours or {}),
            address=address, unclear=unclear, with_map=with_map, steps=steps or Unwatched(),
        )  # fmt: skip
        sizes = {path: path.stat().st_size for path in made.folder.rglob("*") if path.is_file()}
        pictures = sum(size for path, size in sizes.items() if path.suffix in _PICTURES)
        made.take_place_of(folder)
    total = sum(sizes.values())
    return Published(folder, works, len(sizes), total, pictures, left_out, no_map)


def zip_site(
    exhibition: Exhibition,
    collection: Collection,
    file: Path,
    *,
    tours: Mapping[str, Tour] | None = None,
    address: str = "",
    unclear: bool = False,
    with_map: bool = True,
    steps: Steps | None = None,
) -> Published:
    """The same as one ZIP file, in a folder that is called as the exhibition is.

    ``steps`` is told of one more part, ``packing``.
    """
    file = file.resolve()
    told = steps or Unwatched()
    with beside(file) as place:
        made = publish_site(
            exhibition, collection, place.folder / exhibition.id,
            tours=tours, address=address, unclear=unclear, with_map=with_map, steps=told,
        )  # fmt: skip
        paths = sorted(path for path in made.folder.rglob("*") if path.is_file())
        bar = told.bar(len(paths), "packing", unit="file")
        with (
            files.replacing(file) as new,
            zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            for path in paths:
                still = path.suffix in _PICTURES  # they do not become any smaller
                way = zipfile.ZIP_STORED if still else zipfile.ZIP_DEFLATED
                packed.write(path, path.relative_to(place.folder).as_posix(), way)
                bar.update()
        bar.close()
    return Published(
        file, made.works, made.files, made.size, made.pictures, made.left_out, made.no_map
    )


def site_address(text: str) -> str:
    """The address of a site, ending with a slash, or nothing; raises ``ExportError``."""
    given = text.strip()
    if given and (not web_address(given) or urlsplit(given).query or "#" in given):
        raise ExportError("the address of a site is like https://www.example.org/exhibition/")
    return f"{given.rstrip('/')}/" if given else ""


def is_site(folder: Path) -> bool:
    """Whether a folder holds an exhibition that was published."""
    try:
        mark = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and mark.get("cimaise") == KIND


def _checked(exhibition: Exhibition, collection: Collection, folder: Path, address: str) -> str:
    bundle = collection.bundle.folder.resolve()
    if folder == bundle or bundle in folder.parents or folder in bundle.parents:
        raise ExportError(f"{folder} holds the bundle itself, or lies in it: choose another folder")
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file: choose another name")
    if folder.exists() and any(folder.iterdir()) and not is_site(folder):
        raise ExportError(
            f"{folder} is no exhibition that was published: choose another folder, or empty it"
        )
    if not exhibition.sections:
        raise ExportError("the exhibition has no section yet: there is nothing to publish")
    return site_address(address)


def _write(
    exhibition: Exhibition,
    collection: Collection,
    made: Beside,
    tours: dict[str, Tour],
    *,
    address: str,
    unclear: bool,
    with_map: bool,
    steps: Steps,
) -> tuple[int, tuple[LeftOut, ...], str]:
    work = made.folder
    items = {code: items_of(exhibition, collection, language=code) for code in exhibition.languages}
    first = items[exhibition.languages[0]]
    left_out = tuple(_left_out(exhibition, first, unclear=unclear))
    whole = _cleared(exhibition) if unclear else exhibition
    public = shown(whole, first).exhibition
    ids = list(dict.fromkeys(e.item for section in public.sections for e in section.exhibits))
    walks = {section.id: tour for section in public.sections if (tour := _walk(section, tours))}
    no_map = "not asked for"
    if with_map and ids:
        no_map = map_of_part(
            collection, list(public.items), work / WORKS,
            languages=exhibition.languages, title=_title(exhibition), tours=list(walks.values()),
            lock=made.lock, bar=steps.bar(1, "map", unit="map"),
        )  # fmt: skip
    pictures = f"{WORKS}/"  # the map's as well, so that they are there once
    halls = [
        hall(
            public, collection, items[code], language=code, tours=walks, whole=whole,
            pictures=pictures,
        )
        for code in exhibition.languages
    ]  # fmt: skip
    bar = steps.bar(len(public.items), "pictures")
    share = copy_pictures(public, collection, first, work, pictures=pictures, bar=bar)
    bar.close()
    steps.bar(1, "pages", unit="page")
    _write_pages(
        halls, collection, first, work,
        address=address, share=share, no_map=bool(no_map), left_out=len(left_out),
    )  # fmt: skip
    mark = {"cimaise": KIND, "format": _FORMAT, "collection": collection.name}
    write_json(work / MARK, mark | {"id": exhibition.id, "languages": exhibition.languages})
    return len(ids), left_out, no_map


def _write_pages(
    halls: Sequence[Hall],
    collection: Collection,
    items: Mapping[str, Item],
    work: Path,
    *,
    address: str,
    share: str,
    no_map: bool,
    left_out: int,
) -> None:
    page = Page(
        collection=collection,
        items=items,
        halls=tuple(halls),
        address=address,
        share=share,
        map="" if no_map else WORKS,
        left_out=left_out,
    )
    drafts = [language_page(page, one, assets="", fonts=True) for one in halls]
    given = web_fonts(drafts)
    searches = {
        f"search.{one.language}.js": search_index(collection, one, list(items)).encode()
        for one in halls
    }
    assets = write_program(work, given | searches)
    if given and not no_map:
        _share_letters(work, assets)
    for one in halls:
        target = work / one.language / "index.html"
        target.parent.mkdir()
        text = language_page(page, one, assets=assets, fonts=bool(given))
        target.write_text(text, encoding="utf-8")
    text = front_page(page, assets=assets, fonts=bool(given))
    (work / "index.html").write_text(text, encoding="utf-8")
    if address:
        (work / "sitemap.xml").write_text(sitemap(page), encoding="utf-8")


def _share_letters(work: Path, assets: str) -> None:
    """Let the map have the pages' letters: its works are theirs, and files of its own are heavy."""
    for sheet in (work / WORKS).glob("viewer-*/fonts.css"):
        rules = sheet.read_text(encoding="utf-8")
        for font in (work / assets).glob("*.woff2"):
            rules = rules.replace(f'url("{font.name}")', f'url("../../{assets}/{font.name}")')
            (sheet.parent / font.name).unlink(missing_ok=True)
        files.write_bytes(sheet, rules.encode())
        (sheet.parent / LICENCE).unlink(missing_ok=True)


def _left_out(exhibition: Exhibition, items: Mapping[str, Item], *, unclear: bool) -> list[LeftOut]:
    found: dict[str, LeftOut] = {}
    for exhibit in exhibition.exhibits:
        item = items.get(exhibit.item)
        if item is None:
            found[exhibit.item] = LeftOut(exhibit.item, "", "gone")
        elif not unclear and not may_be_shown(exhibit, item):
            found[exhibit.item] = LeftOut(exhibit.item, item.title, "unclear")
    return list(found.values())


def _cleared(exhibition: Exhibition) -> Exhibition:
    """The exhibition with every picture cleared."""
    sections = tuple(
        section.model_copy(
            update={
                "exhibits": tuple(
                    exhibit.model_copy(update={"cleared": True}) for exhibit in section.exhibits
                )
            }
        )
        for section in exhibition.sections
    )
    cover = exhibition.cover and exhibition.cover.model_copy(update={"cleared": True})
    return exhibition.model_copy(update={"sections": sections, "cover": cover})


def _walk(section: Section, tours: Mapping[str, Tour]) -> Tour | None:
    """The tour that a section walks: the collection's, or one of its own stops."""

    if section.tour:
        return tours.get(section.tour)
    if not section.stops:
        return None
    digest = hashlib.sha256(section.id.encode()).hexdigest()[:8]
    return Tour(
        id=f"s-{digest}",
        collection="exhibition",
        title=section.heading,
        stops=section.stops,
    )


def _title(exhibition: Exhibition) -> str:
    return next(filter(None, (exhibition.title.get(c) for c in exhibition.languages)), "")
