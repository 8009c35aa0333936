"""Reading a bundle: every file opened lazily, memory-mapped where it can be, never written."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from explorer.bundle import files
from explorer.bundle.files import BundleError
from explorer.bundle.manifest import FORMAT_VERSION, Manifest
from explorer.bundle.pyramid import TilePack
from explorer.bundle.schema import MATCH_SCHEMA
from explorer.bundle.sheet import SheetIndex


@dataclass(frozen=True)
class Vocabulary:
    """Words and their text vectors.

    ``names``: language code to a list of m names (position i names vector i in each language);
    ``vectors``: float16 [m, dim], unit length; ``mean``: float32 [m], each word's mean cosine
    over the collection, subtracted so that words that suit everything do not win; ``deviation``:
    float32 [m], the standard deviation of the same, so that a score can be given as a z-score.
    """

    names: dict[str, list[str]]
    vectors: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray


@dataclass(frozen=True)
class Rejection:
    """A file or a row that is not in the collection, and why."""

    file: str
    id: str
    reason: str
    detail: str


def read_manifest(folder: Path) -> Manifest:
    """Read and validate ``collection.json``.

    Raises ``BundleError`` with one line when it is absent, not JSON, or of another format.
    """
    path = folder / files.MANIFEST
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise BundleError(f"{folder} is not a bundle: it has no {files.MANIFEST}") from None
    except (OSError, ValueError) as error:
        raise BundleError(f"{path} cannot be read ({error}); build the bundle again") from None
    try:
        manifest = Manifest.model_validate(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BundleError(f"{path} is damaged (field {where}); build the bundle again") from None
    if manifest.format != FORMAT_VERSION:
        raise BundleError(
            f"{path} has format {manifest.format}; this version reads format {FORMAT_VERSION}: "
            "build the bundle again with this version"
        )
    return manifest


class Bundle:
    """A finished bundle, open for reading.

    Opening reads ``collection.json`` alone; each table and array is opened at first use and kept.
    Every accessor raises ``BundleError`` with one line when its file is missing or damaged.
    Instances are safe to share between threads: nothing in them changes once read.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder)

    def __len__(self) -> int:
        return self.manifest.counts.items

    @cached_property
    def items(self) -> pa.Table:
        """The table of ``ITEM_SCHEMA`` plus unknown columns, n rows in row order."""
        return self._table(files.ITEMS, rows=len(self))

    @cached_property
    def item_file(self) -> pq.ParquetFile:
        """``items``, open but not read: for reading some columns, or some rows at a time.

        Not to be read by two threads at once.
        """
        path = self._existing(files.ITEMS)
        try:
            return pq.ParquetFile(path, memory_map=True)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(files.ITEMS, error) from None

    def item_columns(self, names: Sequence[str]) -> pa.Table:
        """Those columns of ``items`` among ``names`` that exist, n rows."""
        known = [name for name in names if name in self.item_file.schema_arrow.names]
        try:
            return self.item_file.read(columns=known)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(files.ITEMS, error) from None

    def item_batches(self, *, size: int) -> Iterator[pa.RecordBatch]:
        """The rows of ``items``, ``size`` at a time, for what must not hold them all."""
        try:
            yield from self.item_file.iter_batches(batch_size=size)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(files.ITEMS, error) from None

    @cached_property
    def vectors(self) -> np.ndarray:
        """float16 [n, dim], unit length, memory-mapped."""
        return self._array(files.VECTORS, np.float16, shape=(len(self), self.manifest.model.dim))

    @cached_property
    def neighbours(self) -> np.ndarray:
        """int32 [n, k]: rows of the nearest images, nearest first, without the image itself.

        Padded with -1 where the collection has fewer than k other images.
        """
        return self._array(files.NEIGHBOURS, np.int32, shape=(len(self), None))

    @cached_property
    def neighbour_scores(self) -> np.ndarray:
        """float16 [n, k]: cosines of ``neighbours``, in [-1, 1]; padded with -1."""
        return self._array(files.NEIGHBOUR_SCORES, np.float16, shape=(len(self), None))

    @cached_property
    def crops(self) -> np.ndarray | None:
        """float16 [n, 5, dim], unit length: the vectors of five parts of each image, mapped.

        ``None`` where none were made: the vectors were brought, or reproductions not wanted.
        """
        if not (self.folder / files.CROPS).exists():
            return None
        return self._array(files.CROPS, np.float16, shape=(len(self), 5, self.manifest.model.dim))

    @cached_property
    def hashes(self) -> np.ndarray | None:
        """uint64 [n, 8]: perceptual hashes of each image in its eight positions, mapped.

        0 for an image too flat to have one (``explorer.geometry``); ``None`` where none were made.
        """
        if not (self.folder / files.HASHES).exists():
            return None
        return self._array(files.HASHES, np.uint64, shape=(len(self), 8))

    @cached_property
    def matches(self) -> pa.Table | None:
        """The table of ``MATCH_SCHEMA``, or ``None`` when reproductions were not looked for."""
        if not (self.folder / files.MATCHES).exists():
            return None
        table = self._table(files.MATCHES)
        if table.schema.names != MATCH_SCHEMA.names or not table.schema.equals(MATCH_SCHEMA):
            raise self._damaged(files.MATCHES, "its columns are not those expected")
        rows = np.concatenate(
            [table[name].to_numpy() for name in ("original", "appearance", "family_original")]
        )
        if len(rows) and not -1 <= rows.min() <= rows.max() < len(self):
            raise self._damaged(files.MATCHES, "it names rows that there are not")
        return table

    def layout(self, name: str) -> np.ndarray:
        """float32 [n, 2] in the unit square, x to the right and y downwards."""
        return self._array(files.layout_path(name), np.float32, shape=(len(self), 2))

    def legend(self, layout: str) -> Path:
        """The titles and lines of a layout (``docs/bundle.md``), which some layouts do not have.

        ``ValueError`` for a bad layout name.
        """
        return self.folder / files.legend_path(layout)

    @cached_property
    def themes(self) -> pa.Table:
        """The table of ``THEME_SCHEMA``; empty when the collection is too small for themes."""
        return self._table(files.THEMES)

    @cached_property
    def item_themes(self) -> np.ndarray:
        """int32 [n, levels]: the theme of each image at each level, -1 for noise."""
        return self._array(files.ITEM_THEMES, np.int32, shape=(len(self), None))

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """The collection's vocabulary, or ``None`` when it was built without one."""
        path = self.folder / files.VOCABULARY
        if not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as data:
                names = {
                    key.removeprefix("names_"): [str(name) for name in data[key]]
                    for key in data.files
                    if key.startswith("names_")
                }
                found = Vocabulary(names, data["vectors"], data["mean"], data["deviation"])
        except (OSError, ValueError, KeyError) as error:
            raise self._damaged(files.VOCABULARY, error) from None
        if any(len(column) != len(found.vectors) for column in names.values()):
            raise self._damaged(files.VOCABULARY, "names and vectors differ in number")
        return found

    @cached_property
    def rejected(self) -> list[Rejection]:
        """What was left out of the collection, and why, in the order it was met."""
        path = self.folder / files.REJECTED
        if not path.exists():
            return []
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                return [Rejection(**row) for row in csv.DictReader(handle)]
        except (OSError, ValueError, TypeError, csv.Error) as error:
            raise self._damaged(files.REJECTED, error) from None

    @property
    def index_path(self) -> Path:
        """Where the FAISS index lies."""
        return self._existing(files.INDEX)

    @property
    def words_path(self) -> Path | None:
        """The full-text index (SQLite FTS5), or ``None`` when there is none."""
        path = self.folder / files.WORDS
        return path if path.exists() else None

    @property
    def model_folder(self) -> Path | None:
        """The exported towers, or ``None`` when the vectors were imported."""
        path = self.folder / files.MODEL
        return path if path.is_dir() else None

    def thumb(self, sha256: str, *, size: int) -> Path:
        """The ``size`` px WebP of an image; ``ValueError`` for what cannot be a thumbnail."""
        return self.folder / files.thumb_path(sha256, size=size)

    @cached_property
    def full_rows(self) -> np.ndarray | None:
        """uint8 [n]: 0 where an image's full picture is not kept as tiles.

        Else 1, or more where the finest level kept is the picture halved so many times less one.
        ``None`` when the bundle has no tiles at all.
        """
        if not (self.folder / files.FULL_ROWS).exists():
            return None
        return self._array(files.FULL_ROWS, np.uint8, shape=(len(self),))

    def full_tiles(self, sha256: str) -> TilePack | None:
        """The tiles of an image's full picture, or ``None`` when they are not kept.

        ``ValueError`` for what cannot be an image's name, ``BundleError`` for a damaged file.
        """
        try:
            return TilePack(self.folder / files.full_path(sha256))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def sheet(self, layout: str, z: int, x: int, y: int, *, kind: str) -> Path:
        """A sheet's picture or index; ``ValueError`` for what cannot be a sheet."""
        return self.folder / files.sheet_path(layout, z, x, y, kind=kind)

    def sheet_index(self, layout: str, z: int, x: int, y: int) -> SheetIndex:
        """The index of a sheet that is there, read."""
        path = self.sheet(layout, z, x, y, kind="bin")
        try:
            return SheetIndex.from_bytes(path.read_bytes())
        except (OSError, BundleError) as error:
            raise self._damaged(str(path.relative_to(self.folder)), error) from None

    def sheets(self, layout: str) -> Iterator[tuple[int, int, int, SheetIndex]]:
        """Every sheet of a layout (depth, column, row, index), parents before children."""
        waiting = deque([(0, 0, 0)])
        while waiting:
            z, x, y = waiting.popleft()
            index = self.sheet_index(layout, z, x, y)
            yield z, x, y, index
            children = ((2 * x + at % 2, 2 * y + at // 2) for at in range(4) if index.below[at])
            waiting.extend((z + 1, *child) for child in children)

    def density(self, layout: str) -> Path:
        """The picture of how many images lie where; ``ValueError`` for a bad layout name."""
        return self.folder / files.density_path(layout)

    @cached_property
    def ledger(self) -> pa.Table:
        """What reading each source file gave (``LEDGER_SCHEMA``)."""
        return self._table(files.LEDGER)

    def file_table(self) -> pa.Table:
        """Path, size and SHA-256 of every file (``FILE_SCHEMA``)."""
        return self._table(files.FILES)

    def _existing(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            raise self._damaged(name, "it is missing")
        return path

    def _table(self, name: str, *, rows: int | None = None) -> pa.Table:
        path = self._existing(name)
        try:
            table = pq.read_table(path, memory_map=True)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(name, error) from None
        if rows is not None and table.num_rows != rows:
            raise self._damaged(name, f"{table.num_rows} rows where {rows} were expected")
        return table

    def _array(
        self, name: str, dtype: type[np.generic], *, shape: tuple[int | None, ...]
    ) -> np.ndarray:
        path = self._existing(name)
        try:
            empty = 0 in shape
            array: np.ndarray = np.load(path, mmap_mode=None if empty else "r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise self._damaged(name, error) from None
        fits = array.ndim == len(shape) and all(
            wanted is None or wanted == found
            for wanted, found in zip(shape, array.shape, strict=True)
        )
        if array.dtype != dtype or not fits:
            raise self._damaged(name, f"{array.dtype} {array.shape} was not expected")
        return array

    def _damaged(self, name: str, why: object) -> BundleError:
        return BundleError(f"{self.folder / name} cannot be used ({why}); build the bundle again")
