"""Writing a bundle: a work folder beside it, filled stage by stage, put in place by one rename."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.bundle import files
from explorer.bundle.files import BundleError, link_or_copy
from explorer.bundle.manifest import Manifest, StageRecord
from explorer.bundle.reader import read_manifest
from explorer.bundle.schema import FILE_SCHEMA


class WorkFolder:
    """``<bundle>.work``: the next version of a bundle while it is being made.

    ``bundle/`` in it holds files under the names they will have; ``state/`` what only the build
    needs: one JSON a finished stage, and scratch folders for checkpoints. Killing the build at
    any moment leaves a folder that the next build continues.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.root = out.parent / f"{out.name}.work"
        self.folder = self.root / "bundle"
        self._state = self.root / "state"
        self._retired = self.root / "retired"
        self._publishing = self._state / "publishing"

    def settle(self) -> None:
        """Finish what an interrupted publication left to do, if there was one."""
        files.recover(self.out, retired=self._retired)
        if self._publishing.exists() and self.out.exists():
            published = read_manifest(self.out).version
            if published == self._publishing.read_text(encoding="ascii"):
                self.discard()

    def open(self) -> None:
        """Settle, and create the folder where it is not there yet."""
        self.settle()
        for folder in (self.folder, self._state):
            folder.mkdir(parents=True, exist_ok=True)

    def is_bare(self, *, apart_from: str) -> bool:
        """Whether nothing was made yet but what one stage, that is always run, wrote down."""
        kept = {f"{apart_from}.json", apart_from}
        return not any(_files_below(self.folder)) and all(
            path.name in kept for path in self._state.iterdir()
        )

    def discard(self) -> None:
        """Remove the work folder and all that is in it."""
        # The state goes first: files without records are made again, never the reverse.
        for folder in (self._state, self.root):
            if folder.exists():
                shutil.rmtree(folder)

    def path(self, name: str) -> Path:
        """Where the bundle's file ``name`` is being made."""
        return self.folder / name

    def scratch(self, name: str) -> Path:
        """A folder for what a stage must remember between two runs; removed at publication."""
        folder = self._state / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextlib.contextmanager
    def replacing(self, name: str) -> Iterator[Path]:
        """A temporary path that becomes the bundle's file ``name`` when the block succeeds."""
        with files.replacing(self.path(name)) as temporary:
            yield temporary

    def write_array(self, name: str, array: np.ndarray) -> None:
        """Save an array as ``.npy``."""
        with self.replacing(name) as temporary:
            np.save(temporary, array, allow_pickle=False)

    def write_table(self, name: str, table: pa.Table) -> None:
        """Save a table as Parquet."""
        with self.replacing(name) as temporary:
            pq.write_table(table, temporary, compression="zstd")

    def write_bytes(self, name: str, data: bytes) -> None:
        """Save bytes."""
        files.write_bytes(self.path(name), data)

    def done(self, stage: str) -> StageRecord | None:
        """The record of a stage that finished in this folder, or ``None``."""
        try:
            return StageRecord.model_validate_json(self._record(stage).read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def begin(self, owned: Iterable[str]) -> None:
        """Forget what an earlier run of a stage left at the paths it owns."""
        for name in owned:
            path = self.path(name)
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def finish(self, record: StageRecord) -> None:
        """Write down that a stage is done; what it owns is not touched again by this build."""
        files.write_bytes(self._record(record.name), record.model_dump_json().encode())

    def reuse(self, record: StageRecord, bundle: Path) -> bool:
        """Take a stage's files over from a finished bundle, by hard link where possible.

        Returns ``False``, having finished nothing, when one of them is no longer there.
        """
        self.begin(record.files)
        for name in record.files:
            source = bundle / name
            if not source.exists():
                return False
            for path in _files_below(source):
                link_or_copy(path, self.folder / path.relative_to(bundle))
        self.finish(record)
        return True

    def publish(self, manifest: Manifest) -> Manifest:
        """Hash every file, write ``collection.json``, and put the folder in the bundle's place.

        The returned manifest carries ``version`` and ``files_sha256``. A file that no stage
        owns (the rest of an interrupted write, say) does not enter the bundle.
        """
        table = self._file_table(manifest)
        self._keep_only(set(table["path"].to_pylist()))
        self.write_table(files.FILES, table)
        digest = files.sha256_of(self.path(files.FILES))
        contents = hashlib.sha256()
        for name, sha256 in zip(
            table["path"].to_pylist(), table["sha256"].to_pylist(), strict=True
        ):
            contents.update(f"{name}\0{sha256}\n".encode())
        published = manifest.model_copy(
            update={"files_sha256": digest, "version": contents.hexdigest()[:12]}
        )
        text = json.dumps(published.model_dump(mode="json"), ensure_ascii=False, indent=1)
        self.write_bytes(files.MANIFEST, text.encode())
        files.write_bytes(self._publishing, published.version.encode())
        files.exchange(self.folder, self.out, retired=self._retired)
        self.discard()
        return published

    def _record(self, stage: str) -> Path:
        return self._state / f"{stage}.json"

    def _keep_only(self, names: set[str]) -> None:
        for path in list(_files_below(self.folder)):
            if path.relative_to(self.folder).as_posix() not in names:
                path.unlink()

    def _file_table(self, manifest: Manifest) -> pa.Table:
        names = sorted(
            path.relative_to(self.folder).as_posix()
            for record in manifest.stages
            for name in record.files
            for path in _files_below(self.path(name))
        )
        digests = _digests(self.folder, names)
        sizes = [self.path(name).stat().st_size for name in names]
        return pa.table([names, sizes, digests], schema=FILE_SCHEMA)


@dataclass(frozen=True)
class Problem:
    """A file of a bundle that is not what was published: ``what`` is one plain sentence."""

    path: str
    what: str


def verify(folder: Path) -> list[Problem]:
    """Re-hash every file of a bundle against what was published; empty when all is well.

    Raises ``BundleError`` when ``collection.json`` or the table of files cannot be read.
    """
    manifest = read_manifest(folder)
    listing = folder / files.FILES
    if not listing.exists() or files.sha256_of(listing) != manifest.files_sha256:
        raise BundleError(f"{listing} is missing or was changed; build the bundle again")
    table = pq.read_table(listing)
    names, sizes = table["path"].to_pylist(), table["size"].to_pylist()
    problems = []
    present = []
    for name, size, sha256 in zip(names, sizes, table["sha256"].to_pylist(), strict=True):
        path = folder / name
        if not path.is_file():
            problems.append(Problem(name, "is missing"))
        elif path.stat().st_size != size:
            problems.append(Problem(name, f"has {path.stat().st_size} bytes instead of {size}"))
        else:
            present.append((name, sha256))
    found = _digests(folder, [name for name, _ in present])
    problems += [
        Problem(name, "has other contents than were published")
        for (name, wanted), sha256 in zip(present, found, strict=True)
        if wanted != sha256
    ]
    known = {*names, files.FILES, files.MANIFEST}
    problems += [
        Problem(name, "was not published with this bundle")
        for path in _files_below(folder)
        if (name := path.relative_to(folder).as_posix()) not in known
    ]
    return sorted(problems, key=lambda problem: problem.path)


def _digests(folder: Path, names: list[str]) -> list[str]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda name: files.sha256_of(folder / name), names))


def _files_below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (Path(folder) / name for name in names)
