"""The commands that bring an exhibition out into the world."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from explorer.bundle import files
from explorer.collection import Collection
from explorer.exhibitions.exhibition import StoredExhibition
from explorer.exhibitions.models import Tour
from explorer.exhibitions.store import MissingError, Store
from explorer.publishing import ExportError
from explorer.publishing.paper import KINDS, SIZES, paper
from explorer.publishing.site import Published, publish_site, site_address, zip_site
from explorer.publishing.tables import checklist_csv, omeka_csv


def add_publishing(commands: Any) -> None:
    """Add the commands to the parsers of ``argparse``."""
    site = _parser(commands, "publish", _publish, "write an exhibition as a site of plain pages")
    site.add_argument("--out", type=Path, required=True, help="a folder, or a file that is a .zip")
    site.add_argument("--address", default="", help="where it will be: https://example.org/show/")
    site.add_argument("--no-map", dest="map", action="store_false", help="leave the map out")
    site.add_argument(
        "--with-unclear-rights",
        dest="unclear",
        action="store_true",
        help="also pictures whose rights are not clear",
    )
    printed = _parser(commands, "paper", _paper, "write labels, lists and tables of an exhibition")
    printed.add_argument("--out", type=Path, required=True, help="a new or empty folder")
    printed.add_argument("--language", default="", help="default: the exhibition's first")
    printed.add_argument("--address", default="", help="where it is: https://example.org/show/")


def stored_exhibition(
    store: Store, collection: str, id_: str, *, draft: bool = False
) -> StoredExhibition:
    """An exhibition as visitors see it, or with ``draft`` as it was written last.

    Raises ``MissingError``.
    """
    if draft:
        found = store.exhibition(collection=collection, id=id_)
    else:
        found = store.published_exhibition(collection=collection, id=id_)
    if found is not None:
        return found
    if store.exhibition(collection=collection, id=id_) is None:
        raise MissingError(f"there is no exhibition {id_!r} of {collection!r}")
    raise MissingError(f"{id_!r} is not published: publish it in the app first, or say --draft")


def walked_tours(store: Store, stored: StoredExhibition) -> dict[str, Tour]:
    """The tours that an exhibition's sections walk, by id; those that are gone are left out."""
    collection = stored.exhibition.collection
    ids = dict.fromkeys(section.tour for section in stored.exhibition.sections if section.tour)
    found = (store.tour(collection=collection, id=id_) for id_ in ids)
    return {one.tour.id: one.tour for one in found if one}


def _publish(given: argparse.Namespace, store: Store) -> int:
    stored = stored_exhibition(store, given.collection, given.id, draft=given.draft)
    write = zip_site if given.out.suffix.casefold() == ".zip" else publish_site
    made = write(
        stored.exhibition,
        opened(given, store),
        given.out,
        tours=walked_tours(store, stored),
        address=given.address,
        unclear=given.unclear,
        with_map=given.map,
    )
    sys.stdout.write("\n".join(_report(made)) + "\n")
    return 0


def _paper(given: argparse.Namespace, store: Store) -> int:
    stored = stored_exhibition(store, given.collection, given.id, draft=given.draft)
    shown, collection = stored.exhibition, opened(given, store)
    code = given.language or shown.languages[0]
    if code not in shown.languages:
        raise MissingError(f"the exhibition is told in {', '.join(shown.languages)}")
    if given.out.exists() and (not given.out.is_dir() or any(given.out.iterdir())):
        raise ExportError(f"{given.out} is not empty: choose another folder")
    address = site_address(given.address)
    made = {
        f"labels-{size}.pdf": paper(
            "labels", shown, collection, language=code, size=size, address=address
        )
        for size in SIZES
    }
    for kind in KINDS[1:]:
        made[f"{kind}.pdf"] = paper(kind, shown, collection, language=code, address=address)
    made["checklist.csv"] = checklist_csv(shown, collection, language=code)
    made["omeka.csv"] = omeka_csv(shown, collection, language=code, address=address)
    for name, body in made.items():
        files.write_bytes(given.out / name, body)
    sys.stdout.write(f"{given.out}: {', '.join(made)}\n")
    return 0


def opened(given: argparse.Namespace, store: Store) -> Collection:
    """The collection that a command names."""
    folder: Path = given.data
    if not (folder / files.MANIFEST).exists():
        folder = folder / given.collection
    if not (folder / files.MANIFEST).exists():
        raise MissingError(f"{given.data} holds no collection {given.collection!r}")
    return Collection(folder, name=given.collection, findings=store)


def _report(made: Published) -> list[str]:
    own = (made.size - made.pictures) / 1e6
    told = [
        f"{made.folder}: {made.works} works, {made.files} files, {made.size / 1e6:.1f} MB "
        f"({own:.2f} MB without the pictures)"
    ]
    if made.no_map:
        told.append(f"no map: {made.no_map}")
    whys = {"gone": "gone from the collection", "unclear": "rights not clear"}
    told += [f"left out: {out.id} {out.title[:80]} ({whys[out.why]})" for out in made.left_out]
    return told


def _parser(commands: Any, name: str, command: Any, told: str) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = commands.add_parser(name, help=told, description=told)
    one.add_argument("collection", help="name of its folder in the data folder")
    one.add_argument("id", metavar="exhibition")
    one.add_argument("--draft", action="store_true", help="as it was written last")
    one.add_argument("--data", type=Path, help="the data folder (default: EXPLORER_DATA)")
    one.add_argument("--database", default="", help="default: EXPLORER_DATABASE_URL")
    one.set_defaults(command=command)
    return one
