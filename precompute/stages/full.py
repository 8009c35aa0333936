"""``full``: the full picture of every image that has more to show than its derivatives, as tiles.

Runs when it is asked for: tiles take about as much room as the pictures themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa

from explorer.bundle import Bundle, BundleError, TilePack, files
from precompute.checkpoints import Clock
from precompute.decoders import NO_ROOM, Decoders, Job
from precompute.errors import InputError
from precompute.pipeline import Build, Facts, Output, Stage
from precompute.tiling import TILING, Whole, halvings, needs_tiles

_OWNED = (files.FULL, files.FULL_ROWS)
_TIMEOUT = 600.0  # seconds that one picture may take, encoding included
_AHEAD = 64


def _wanted(build: Build) -> bool:
    if build.options.full:
        return build.options.full == "tiles"
    return build.adding and build.base is not None and build.base.manifest.stage("full") is not None


def _settings(build: Build) -> Facts:
    return {"tiling": TILING, "max_pixels": build.options.max_pixels}


def _run(build: Build) -> Output:
    _continue_or_begin(build)
    items = build.bundle.items.select(["sha256", "width", "height"])
    columns = (items[name].to_pylist() for name in items.schema.names)
    large = {sha: (w, h) for sha, w, h in zip(*columns, strict=True) if needs_tiles(w, h)}
    _clear(build, keep=large)
    missing = _take_over(build, [sha for sha in large if not _is_whole(build.work.folder, sha)])
    first = _cut_all(build, missing)
    packed = {sha: times for sha in large if (times := _packed(build, sha, *large[sha]))}
    shas = items["sha256"].to_pylist()
    rows = np.fromiter((packed.get(sha, 0) for sha in shas), np.uint8, count=len(shas))
    build.work.write_array(files.FULL_ROWS, rows)
    without = len(large) - len(packed)
    if without:
        why = f" ({first})" if first else ""
        build.progress.say(f"  {without} large pictures could not be read again{why}")
    return Output(
        files=_OWNED,
        facts={
            "tiling": TILING,
            "pictures": len(packed),
            "without": without,
            "bytes": sum(build.work.path(files.full_path(sha)).stat().st_size for sha in packed),
        },
    )


def _continue_or_begin(build: Build) -> None:
    """Keep the packs of a killed run if they were cut alike."""
    mark = build.work.scratch("full") / "key"
    if not mark.exists() or mark.read_text(encoding="utf-8") != TILING:
        build.work.begin(_OWNED)
        files.write_bytes(mark, TILING.encode())
    build.work.path(files.FULL).mkdir(parents=True, exist_ok=True)


def _clear(build: Build, *, keep: Iterable[str]) -> None:
    """Remove packs that belong to no item, and what a killed build was writing."""
    wanted = {files.full_path(sha).rpartition("/")[2] for sha in keep}
    for folder in build.work.path(files.FULL).iterdir():
        for name in os.listdir(folder):
            if name not in wanted:
                (folder / name).unlink()


def _is_whole(folder: Path, sha: str) -> bool:
    try:
        TilePack(folder / files.full_path(sha))
    except (OSError, BundleError):
        return False
    return True


def _packed(build: Build, sha: str, width: int, height: int) -> int:
    """What ``full.npy`` says of a picture."""
    return 1 + halvings(width, height) if _is_whole(build.work.folder, sha) else 0


def _take_over(build: Build, shas: list[str]) -> list[str]:
    """Take packs from the bundle that is replaced; those of ``shas`` that it has not."""
    base = build.base
    if base is None or not _cut_alike(base):
        return shas
    missing = []
    for sha in shas:
        if _is_whole(base.folder, sha):
            path = build.work.path(files.full_path(sha))
            path.unlink(missing_ok=True)
            files.link_or_copy(base.folder / files.full_path(sha), path)
        else:
            missing.append(sha)
    return missing


def _cut_alike(base: Bundle) -> bool:
    record = base.manifest.stage("full")
    return record is not None and record.facts.get("tiling") == TILING


def _cut_all(build: Build, shas: list[str]) -> str:
    """Cut the pictures whose files are at hand; the first refusal, in a few words."""
    names = _files(build, shas)
    if not names:
        return ""
    job = Job(
        Whole(max_pixels=build.options.max_pixels),
        temporary=build.work.scratch("full") / "temporary",
        bundle=build.work.folder,
    )
    root = Path(build.facts("sources")["root"])
    first = ""
    bar = build.progress.bar(len(names), "full pictures")
    clock = Clock()
    try:
        workers = min(build.options.workers, len(names))
        with Decoders(job, workers=workers, timeout=_TIMEOUT) as decoders:
            for outcome in decoders.outcomes(root, names, ahead=_AHEAD):
                if outcome.reason == NO_ROOM:
                    raise InputError(
                        f"the tiles of {names[outcome.position]} cannot be written "
                        f"({outcome.detail}): make room and run the same command again, "
                        "or build without --full"
                    )
                if outcome.reason:
                    first = first or f"{names[outcome.position]}: {outcome.detail}"
                bar.update(1)
                if clock.due():
                    os.sync()
    finally:
        bar.close()
    return first


def _files(build: Build, shas: list[str]) -> list[str]:
    """A file of the source for each of ``shas`` that has one.

    When adding, pictures that the bundle held before have none: their source is elsewhere.
    """
    if not shas:
        return []
    ledger = build.bundle.ledger
    if build.adding and build.base is not None:
        ledger = ledger.slice(build.base.ledger.num_rows)
    known: pa.Table = ledger.select(["sha256", "file"])
    pairs = zip(known["sha256"].to_pylist(), known["file"].to_pylist(), strict=True)
    found = dict(reversed(list(pairs)))
    return [found[sha] for sha in shas if sha in found]


STAGE = Stage(
    name="full", run=_run, after=("thumbnails", "items"), settings=_settings, wanted=_wanted
)
