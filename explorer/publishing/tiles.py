"""The full pictures of an export: a file for each tile, since plain servers give whole files."""

from __future__ import annotations

import logging
import shutil
from dataclasses import asdict
from pathlib import Path

from explorer.bundle import BundleError, TilePack, files
from explorer.collection import Collection
from explorer.publishing.hanging import Hung
from explorer.publishing.records import write_json
from explorer.publishing.steps import Steps

_LOG = logging.getLogger(__name__)


def write_full_pictures(collection: Collection, hung: Hung, folder: Path, steps: Steps) -> None:
    """Write every tile of the items' full pictures below ``folder``, where they are kept."""
    kept = collection.bundle.full_rows
    if kept is None:
        return
    rows = [int(row) for row in hung.rows if kept[row]]
    shas = collection.bundle.item_columns(["sha256"])["sha256"]
    wanted = dict.fromkeys(shas[row].as_py() for row in rows)
    bar = steps.bar(len(wanted), "full pictures")
    for sha in wanted:
        target = (folder / files.full_path(sha)).with_suffix("")
        try:
            pack = collection.bundle.full_tiles(sha)
            if pack is not None:
                unpack(pack, target)
        except BundleError as error:
            # The map is shown without it; the viewer then has the derivative to show.
            _LOG.warning("%s", error)
            shutil.rmtree(target, ignore_errors=True)
        bar.update(1)
    bar.close()


def unpack(pack: TilePack, target: Path) -> None:
    """Write a file for each tile below ``target``, and the shape beside it; ``BundleError``."""
    for level in range(pack.shape.levels):
        across, down = pack.shape.grid(level)
        (target / str(level)).mkdir(parents=True, exist_ok=True)
        for y in range(down):
            for x in range(across):
                (target / str(level) / f"{x}_{y}.webp").write_bytes(pack.tile(level, x, y))
    write_json(target.with_suffix(".json"), asdict(pack.shape))
