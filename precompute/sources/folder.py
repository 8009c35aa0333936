"""A folder of images: its sub-folders become the facet ``folder``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from precompute.sources.listing import Listing
from precompute.sources.row import Row
from precompute.sources.text import clean, clean_line


class Folder:
    """The image files below a folder, in the order of their paths."""

    columns: dict[str, str] = {}  # noqa: RUF012  (a folder has none)
    extra: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.root = path.resolve()
        self.notes: list[str] = []

    def rows(self) -> Iterator[Row]:
        """One row an image file; see ``Source``."""
        listing = Listing(self.root)
        for position, file in enumerate(sorted(listing.files)):
            folder, _, name = file.rpartition("/")
            values = {"title": title_of(name), "folder": clean_line(folder) or None}
            yield listing.row(position, file, values=values)

    def without_row(self) -> Sequence[str]:
        """Nothing: a folder has no rows but its files."""
        return ()


def title_of(name: str) -> str | None:
    """A title from a file's name: its extension dropped, underscores as spaces."""
    return clean(Path(name).stem.replace("_", " "), limit=300) or None
