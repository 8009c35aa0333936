"""Tours as files: one JSON document each, numbered in their order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from explorer.exhibitions.models import MAX_BYTES, MAX_TOURS, InvalidError, Tour, read_tour


class FileError(Exception):
    """A file cannot be read or written; one line that says which, and what to do."""


def write_tours(tours: Sequence[Tour], folder: Path) -> list[Path]:
    """Write ``01-<id>.json`` and so on into a new or empty folder; raises ``FileError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FileError(f"{folder} is not empty: choose another folder")
        written = []
        for at, tour in enumerate(tours, 1):
            path = folder / f"{at:02}-{tour.id}.json"
            text = json.dumps(tour.model_dump(mode="json"), ensure_ascii=False, indent=1)
            path.write_text(f"{text}\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise FileError(f"{folder} cannot be written: {error.strerror}") from None
    return written


def read_tours(paths: Sequence[Path], *, collection: str) -> list[Tour]:
    """The tours of files and of folders of files (by name), made tours of ``collection``.

    Raises ``FileError`` naming the file that does not do; an id that stands twice is one.
    """
    found: dict[str, Tour] = {}
    for path in _files(paths):
        try:
            with path.open("rb") as handle:
                document = handle.read(4 * MAX_BYTES + 1)
            told = json.loads(document)
            if not isinstance(told, dict):
                raise InvalidError("this is no tour")
            # Written for people, with spaces, a tour may be longer than as it is kept.
            told["collection"] = collection
            tour = read_tour(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
        except OSError as error:
            raise FileError(f"{path} cannot be read: {error.strerror}") from None
        except InvalidError as error:
            raise FileError(f"{path}: {error}") from None
        except (ValueError, RecursionError):
            raise FileError(f"{path} is no JSON") from None
        if tour.id in found:
            raise FileError(f"{path}: another file has a tour {tour.id!r} too; take one out")
        found[tour.id] = tour
    return list(found.values())


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not found:
        raise FileError(f"{paths[0]} holds no tour: name files that end in .json")
    if len(found) > MAX_TOURS:
        raise FileError(f"a collection has at most {MAX_TOURS} tours")
    return found
