"""The command line: ``python -m explorer.exhibitions list | export | … | publish``.

For those who look after kiosks and copies: guided tours in and out as files, with no browser; all
that people made into one file and back, by ``backup`` and ``restore``; an exhibition as a site, by
``publish``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from explorer.bundle import BundleError, files
from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.opening import beside
from explorer.exhibitions.publishing import add_publishing
from explorer.exhibitions.store import ConflictError, MissingError, Store, StoreError
from explorer.exhibitions.tour_files import FileError, read_tours, write_tours
from explorer.publishing import ExportError
from explorer.settings import Settings

OK, FAILED = 0, 1
_FAILURES = (
    *(StoreError, ConflictError, MissingError, InvalidError),
    *(FileError, ExportError, BundleError),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0, 1 when it failed, 2 when it was not understood."""
    given = _parser().parse_args(arguments)
    try:
        given.database = given.database or Settings().database_url
        given.data = given.data or Settings().data
        command: int = given.command(given, Store(given.database or beside(given.data)))
    except _FAILURES as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "EXPLORER_" + "_".join(map(str, first["loc"])).upper()
        sys.stderr.write(f"{name}: {first['msg']}\n")
        return FAILED
    return command


def _list(given: argparse.Namespace, store: Store) -> int:
    for entry in store.tours(collection=given.collection):
        title = next(filter(None, entry.title.values()), "")
        _say(f"{entry.id}\t{entry.stops} stops\t{entry.updated}\t{title}")
    return OK


def _export(given: argparse.Namespace, store: Store) -> int:
    entries = store.tours(collection=given.collection)
    wanted = given.ids or [entry.id for entry in entries]
    found = []
    for id_ in wanted:
        stored = store.tour(collection=given.collection, id=id_)
        if stored is None:
            raise MissingError(f"there is no tour {id_!r} of {given.collection!r}")
        found.append(stored.tour)
    written = write_tours(found, given.out)
    _say(f"{given.out}: {len(written)} tours of {given.collection}")
    return OK


def _import(given: argparse.Namespace, store: Store) -> int:
    tours = read_tours(given.files, collection=given.collection)
    known = {entry.id for entry in store.tours(collection=given.collection)}
    taken = [tour.id for tour in tours if tour.id in known]
    if taken and not given.replace:
        raise ConflictError(
            f"{given.collection} has a tour {taken[0]!r} already: say --replace to replace it"
        )
    if not (given.data / given.collection / files.MANIFEST).exists():
        sys.stderr.write(f"note: {given.data} holds no collection {given.collection!r} yet\n")
    store.put_tours(tours, replace=given.replace)
    _say(f"{len(tours)} tours of {given.collection}, {len(taken)} of them replaced")
    return OK


def _order(given: argparse.Namespace, store: Store) -> int:
    known = [entry.id for entry in store.tours(collection=given.collection)]
    missing = [id_ for id_ in given.ids if id_ not in known]
    if missing:
        raise MissingError(f"there is no tour {missing[0]!r} of {given.collection!r}")
    first = list(dict.fromkeys(given.ids))
    rest = [id_ for id_ in known if id_ not in first]
    store.order_tours(collection=given.collection, ids=first + rest)
    return _list(given, store)


def _delete(given: argparse.Namespace, store: Store) -> int:
    store.delete_tour(collection=given.collection, id=given.id)
    _say(f"{given.id} is deleted")
    return OK


def _backup(given: argparse.Namespace, store: Store) -> int:
    _say(f"{given.file}: {store.backup(given.file)} rows")
    return OK


def _restore(given: argparse.Namespace, store: Store) -> int:
    many = store.restore(given.file, replace=given.replace)
    _say(f"{many} rows are back, from {given.file}")
    return OK


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m explorer.exhibitions",
        description="Guided tours, in and out as files; all that people made, kept and taken back.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    told = {
        "list": (_list, "the tours of a collection, in order"),
        "export": (_export, "write tours into a folder, one file each"),
        "import": (_import, "take tours in from files or folders, after those there are"),
        "order": (_order, "put these tours first; the first of all is the kiosk's"),
        "delete": (_delete, "delete a tour"),
        "backup": (_backup, "write all boards, tours, exhibitions and findings into a new file"),
        "restore": (_restore, "take them back from such a file, all or none"),
    }
    made: dict[str, argparse.ArgumentParser] = {}
    for name, (command, explanation) in told.items():
        made[name] = one = commands.add_parser(name, help=explanation, description=explanation)
        if name in ("backup", "restore"):
            one.add_argument("file", type=Path, help="such as cimaise-2026-05-04.jsonl.gz")
        else:
            one.add_argument("collection", help="name of its folder in the data folder")
        one.add_argument("--data", type=Path, help="the data folder (default: EXPLORER_DATA)")
        one.add_argument("--database", default="", help="default: EXPLORER_DATABASE_URL")
        one.set_defaults(command=command)
    made["export"].add_argument("--out", type=Path, required=True, help="a new or empty folder")
    made["export"].add_argument("--only", dest="ids", nargs="+", metavar="TOUR", help="only these")
    made["import"].add_argument(
        "files", nargs="+", type=Path, help="JSON files, or folders of them"
    )
    made["import"].add_argument("--replace", action="store_true", help="those of the same id")
    made["order"].add_argument("ids", nargs="+", metavar="tour")
    made["delete"].add_argument("id", metavar="tour")
    made["restore"].add_argument(
        "--replace", action="store_true", help="in the place of all that is there"
    )
    add_publishing(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
