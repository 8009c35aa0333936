"""A folder of images: its sub-folders become the facet ``folder``."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from precompute.sources.listing import Listing
from precompute.sources.row import Row
from precompute.sources.text import clean_line

_TABLES = (".csv", ".tsv")


class Folder:
    """The image files below a folder, in the order of their paths; see ``Source``.

    An image's id is its path, its title its name; ``folder`` is the path of the folder that it
    lies in, relative to the source.
    """

    columns: Mapping[str, str] = MappingProxyType({})
    extra: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.root = path.resolve()
        self.total = 0
        tables = sorted(table.name for table in self.root.iterdir() if table.suffix in _TABLES)
        self.notes = [
            f"{name} lies in the folder but is not read: give it as the source to use it"
            for name in tables[:3]
        ]

    @cached_property
    def listing(self) -> Listing:
        """What lies in the folder."""
        return Listing(self.root)

    @property
    def expected(self) -> int:
        """Number of files that look like images."""
        return len(self.listing.files) + len(self.listing.refused)

    def rows(self) -> Iterator[Row]:
        """One row a file that looks like an image."""
        listing, refused = self.listing, self.listing.refused
        for position, path in enumerate(sorted([*listing.files, *refused])):
            self.total = position + 1
            yield self._row(position, path)

    def survey(self, size: int, *, seed: int) -> tuple[int, list[Row]]:
        """The number of files, and some of them."""
        self.total = self.expected
        paths = [*self.listing.files, *self.listing.refused]
        chosen = random.Random(seed).sample(range(len(paths)), min(size, len(paths)))  # noqa: S311
        return len(paths), [self._row(position, paths[position]) for position in chosen]

    def _row(self, position: int, path: str) -> Row:
        refusal = self.listing.refused.get(path)
        if refusal is not None:
            return Row(position, "", path, reason=refusal.reason, detail=refusal.detail)
        folder, _, name = path.rpartition("/")
        values = {"title": title_of(name), "folder": clean_line(folder) or None}
        return self.listing.row(position, path, values=values)

    def without_row(self) -> Sequence[str]:
        """Nothing: a folder has no rows but its files."""
        return ()


def title_of(name: str) -> str | None:
    """A title from a file's name: its ending dropped, underscores as spaces."""
    return clean_line(PurePosixPath(name).stem.replace("_", " "), limit=300) or None
