"""The map of an exhibition's pictures, hung by the offline side where that is installed.

It is another program, and is run as one: what serves never loads what builds.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from explorer.bundle import LayoutInfo
from explorer.collection import Collection
from explorer.exhibitions.models import StoredTour, Tour
from explorer.publishing.hanging import Hung, HungLayout
from explorer.publishing.steps import Bar
from explorer.publishing.tours import tours_of_export, write_tours
from explorer.ui.i18n import LANGUAGES

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 1800
"""Seconds that it may take."""

_GLANCE = 0.2
"""Seconds between two looks at whether it is still wanted."""


def map_of_part(
    collection: Collection,
    ids: Sequence[str],
    folder: Path,
    *,
    languages: Sequence[str],
    title: str,
    tours: Sequence[Tour],
    lock: int,
    bar: Bar,
) -> str:
    """Write the map of some items into ``folder``; empty, or one line on why there is none.

    ``tours`` go along, moved to where their pictures hang now. ``lock`` is held by what hangs it
    as well, so that nobody takes the folder away below it. ``bar`` is asked again and again
    whether to go on.
    """
    if not (_ROOT / "precompute" / "__main__.py").exists():
        return "the offline side is not installed"
    rows = collection.rows(ids).values()
    listed = folder.with_suffix(".rows.txt")
    listed.write_text("\n".join(map(str, rows)), encoding="utf-8")
    spoken = [code for code in languages if code in LANGUAGES] or list(LANGUAGES[-1:])
    command = [sys.executable, "-m", "precompute", "export", str(collection.bundle.folder)]
    command += ["--out", str(folder), "--rows", str(listed), "--languages", ",".join(spoken)]
    command += ["--no-tours", f"--title={title}"]
    try:
        code, said = _run(command, lock, bar)
    except (OSError, TimeoutError) as error:
        return f"the map could not be made: {error}"[:300]
    finally:
        listed.unlink(missing_ok=True)
    if code != 0:
        why = (said.strip().splitlines() or ["no reason was given"])[-1]
        return f"the map could not be made: {why}"[:300]
    _take_along(collection, folder, tours)
    return ""


def _run(command: Sequence[str], lock: int, bar: Bar) -> tuple[int, str]:
    """Run the offline side, and end it when nobody wants it any more; its code and complaints."""
    late = time.monotonic() + _PATIENCE
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    held = () if sys.platform == "win32" else (lock,)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=_ROOT, env=environment, pass_fds=held,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
        ) as running,
    ):  # fmt: skip
        try:
            while running.poll() is None:
                bar.update(0)
                if time.monotonic() > late:
                    raise TimeoutError(f"it took more than {_PATIENCE} seconds")
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(_GLANCE)
        except BaseException:
            running.kill()
            raise
        said.seek(0)
        return running.returncode, said.read().decode(errors="replace")


def _take_along(collection: Collection, folder: Path, tours: Sequence[Tour]) -> None:
    """Write tours into a map that was exported, as its export would have."""
    data = next((folder / "data").iterdir())
    stored = [StoredTour(tour, 1, "") for tour in tours]
    write_tours(tours_of_export(stored, collection, _hung(collection, data)), data)


def _hung(collection: Collection, data: Path) -> Hung:
    """How an export is hung, as its files tell."""
    told = json.loads(next(data.glob("summary.*.json")).read_bytes())
    shards = data / told["files"]["items"]
    records = [
        record
        for at in range(len(list(shards.glob("*.json"))))
        for record in json.loads((shards / f"{at}.json").read_bytes())
    ]
    known = collection.rows([record["id"] for record in records])
    rows = np.array([known[record["id"]] for record in records], np.int64)
    layouts = tuple(
        HungLayout(
            LayoutInfo.model_validate(info),
            np.array([record["positions"][info["name"]] for record in records], np.float32),
        )
        for info in told["layouts"]
    )
    return Hung(rows, layouts)
