"""Running some stages of a build, one after the other, as the pipeline does."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.bundle import Bundle, StageRecord, WorkFolder
from precompute.options import BuildOptions
from precompute.pipeline import Build, Stage, fingerprint
from precompute.progress import Progress


def begin(
    out: Path,
    *,
    progress: Progress | None = None,
    base: Bundle | None = None,
    adding: bool = False,
    **options: object,
) -> Build:
    """A build of which no stage has run in this process; what an earlier one left is there."""
    asked = {"workers": 1, "device": "cpu", **options}
    if "model" not in asked and "vectors" not in asked:
        asked["vectors"] = _vectors_that_fit(out, Path(asked["source"]))
    work = WorkFolder(out)
    work.open()
    return Build(
        BuildOptions(out=out, **asked), work, progress or Progress(quiet=True), base, adding
    )


def run(build: Build, *stages: Stage) -> Build:
    """Run ``stages``, whatever ran before; return ``build``."""
    for stage in stages:
        mark = fingerprint(stage, build)
        output = stage.run(build)
        record = StageRecord(
            name=stage.name, fingerprint=mark, files=output.files, facts=output.facts
        )
        build.work.finish(record)
        build.records[stage.name] = record
    return build


def _vectors_that_fit(out: Path, source: Path) -> Path:
    """An array of any values with a row for each file in a folder, or for each row of a table."""
    rows = (
        sum(path.is_file() for path in source.rglob("*"))
        if source.is_dir()
        else len(source.read_text(encoding="utf-8").splitlines()) - 1
    )
    path = out.with_name(f"{out.name}-vectors.npy")
    np.save(path, np.ones((rows, 8), np.float32))
    return path


class Interrupted(Progress):
    """Progress that breaks the build off when some files have been decoded."""

    def __init__(self, *, after: int) -> None:
        super().__init__(quiet=True)
        self.left = after
        self.said: list[str] = []

    def say(self, text: str) -> None:
        """Remember the line."""
        self.said.append(text)

    def bar(self, total: int, label: str, *, unit: str = "img"):
        """A bar that counts down; those of other work do nothing."""
        decoding = label in ("thumbnails", "vectors", "thumbnails and vectors")
        return self if decoding else Progress(quiet=True).bar(total, label, unit=unit)

    def update(self, n: float = 1) -> None:
        """Count; raise ``KeyboardInterrupt`` at the end."""
        self.left -= n
        if self.left < 0:
            raise KeyboardInterrupt

    def close(self) -> None:
        """Nothing is shown."""
