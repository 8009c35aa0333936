"""Synthetic collections of any size, as bundles that the app opens: real files, made-up works.

``python -m benchmarks.synthetic IMAGES --out DIR --sizes 10000 100000 1000000`` makes
``DIR/synthetic-10000`` and so on. ``IMAGES`` is a bundle or a folder of pictures: a few hundred of
them, each in several variations (mirrored, closer, warmer …), serve for all works, so the disk
holds each file once. Vectors are made up, grouped as a collection's are (``benchmarks.clustered``);
titles, makers, dates, techniques, places too (``benchmarks.synthetic_records``). All the rest is
made by the stages of a real build. Stopped, it goes on where it was.

Above 200,000 works, or with ``--quick``, what takes hours elsewhere is taken from the groups that
the vectors were drawn from: neighbours within a group, themes, and a map that hangs each group in
one place (``benchmarks.synthetic_layouts``). Sheets, words and the other layouts are the real ones.

``make`` makes those without pictures, to measure the search.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks import synthetic_layouts
from benchmarks.clustered import Drawn, drawn
from benchmarks.synthetic_pictures import Picture, varied
from benchmarks.synthetic_records import records
from explorer.bundle import ITEM_SCHEMA, THEME_SCHEMA, THUMB_SIZES, files
from precompute.options import LAYOUT_NAMES, BuildOptions
from precompute.pipeline import Build, Output, Stage, build_bundle
from precompute.progress import Progress
from precompute.stages import (
    arrangements,
    index,
    layouts,
    neighbours,
    sheets,
    themes,
    words,
)
from precompute.vocabularies import BUILT_IN, read_names
from precompute.word_statistics import word_statistics

DIM = 512
SHOWN_DIM = 64
"""Of collections made to be looked at: what is shown does not depend on it, and it builds fast."""

PICTURES = 240
QUICK_FROM = 200_000
REAL = (index.STAGE, neighbours.STAGE, layouts.STAGE, themes.STAGE, arrangements.STAGE)
_BLOCK = 65_536
_K = 32


@dataclass(frozen=True, kw_only=True)
class Synthetic:
    """A collection to be made: ``n`` works, vectors of ``dim``, and the pictures that serve.

    Without pictures it is for searching: it has no thumbnails, layouts, themes or sheets, and the
    rows that follow stand for the neighbours.
    """

    n: int
    dim: int = DIM
    seed: int = 0
    pictures: Sequence[Sequence[Picture]] = ()
    quick: bool = False

    @cached_property
    def drawn(self) -> Drawn:
        """The vectors and their groups."""
        return drawn(self.n, dim=self.dim, seed=self.seed)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Those that make things up, then those of a real build."""
        early = (
            self._stage("sources", lambda build: Output()),
            self._stage("thumbnails", self._link),
            self._stage("items", self._items),
            words.STAGE,
            self._stage("embed", self._vectors),
            self._stage("vocabulary", self._vocabulary),
        )
        if self.pictures and self.quick:
            made = {
                "index": synthetic_layouts.index,
                "neighbours": lambda build: synthetic_layouts.neighbours(build, self.drawn),
                "layouts": lambda build: synthetic_layouts.layouts(build, self.drawn),
                "themes": lambda build: synthetic_layouts.themes(build, self.drawn),
            }
            quick = (self._stage(name, run) for name, run in made.items())
            return (*early, *quick, arrangements.STAGE, sheets.STAGE)
        if self.pictures:
            return (*early, *REAL, sheets.STAGE)
        nothing = Output(facts={"layouts": []})
        late = (
            self._stage("neighbours", self._following),
            self._stage("layouts", lambda build: nothing),
            self._stage("themes", self._no_themes),
            self._stage("sheets", lambda build: Output(facts={"layouts": {}})),
        )
        return (*early, index.STAGE, *late)

    def _stage(self, name: str, run: Any) -> Stage:
        facts: dict[str, Any] = {"n": self.n, "dim": self.dim, "seed": self.seed}
        facts |= {"pictures": len(self.pictures), "quick": self.quick}
        return Stage(name=name, run=run, settings=lambda build: facts)

    def _link(self, build: Build) -> Output:
        if not self.pictures:
            return Output()
        for picture in (picture for same in self.pictures for picture in same):
            for size, path in zip(THUMB_SIZES, picture.paths, strict=True):
                files.link_or_copy(path, build.work.path(files.thumb_path(picture.sha, size=size)))
        return Output(files=(files.THUMBS,))

    def _items(self, build: Build) -> Output:
        random = np.random.default_rng(self.seed)
        group, top = self.drawn.group, self.drawn.top
        # The groups of one large group show pictures from one part of the row of all.
        centre = (top + random.random(len(top))) / (1 + top.max())
        with (
            build.work.replacing(files.ITEMS) as path,
            pq.ParquetWriter(path, ITEM_SCHEMA, compression="zstd") as writer,
        ):
            for start in range(0, self.n, _BLOCK):
                inside = group[start : start + _BLOCK]
                at = centre[inside] + random.normal(size=len(inside)) * 0.02
                shown = self._shown(random, at, start=start)
                writer.write_table(records(random, start=start, top=top[inside], pictures=shown))
        return Output(files=(files.ITEMS,), facts={"items": self.n, "rejected": 0})

    def _shown(self, random: np.random.Generator, at: np.ndarray, *, start: int) -> dict[str, Any]:
        """What the table says of the files, for works at the places ``at`` in the row of all."""
        if not self.pictures:
            rows = range(start, start + len(at))
            sizes = {"width": np.full(len(at), 1200), "height": np.full(len(at), 900)}
            return {"sha256": [f"{row:064x}" for row in rows], "colour": ["#887766"] * len(at)} | (
                sizes
            )
        picture = (at * len(self.pictures)).astype(int) % len(self.pictures)
        variation = random.integers(0, len(self.pictures[0]), len(at))
        flat = [one for same in self.pictures for one in same]
        which = picture * len(self.pictures[0]) + variation
        return {
            "sha256": np.array([one.sha for one in flat])[which],
            "colour": np.array([one.colour for one in flat])[which],
            "width": np.array([one.width for one in flat])[which],
            "height": np.array([one.height for one in flat])[which],
        }

    def _vectors(self, build: Build) -> Output:
        build.work.write_array(files.VECTORS, self.drawn.vectors)
        return Output(files=(files.VECTORS,), facts={"model": {"name": "made up", "dim": self.dim}})

    def _vocabulary(self, build: Build) -> Output:
        """Words of the built-in list, each near some image: names for themes, and for searching."""
        names = read_names(BUILT_IN)
        count = len(names["en"])
        random = np.random.default_rng(self.seed + 2)
        rows = np.sort(random.integers(0, self.n, count))
        held = np.asarray(build.bundle.vectors[rows], np.float32)
        vectors = _unit(held + 0.5 * _unit(random.normal(size=held.shape))).astype(np.float16)
        mean, deviation = word_statistics(build.bundle.vectors, vectors, seed=self.seed)
        save: Any = np.savez_compressed
        with build.work.replacing(files.VOCABULARY) as path, path.open("wb") as handle:
            columns = {f"names_{code}": np.array(column) for code, column in names.items()}
            save(handle, vectors=vectors, mean=mean, deviation=deviation, **columns)
        return Output(files=(files.VOCABULARY,), facts={"languages": list(names)})

    def _following(self, build: Build) -> Output:
        rows = (np.arange(self.n)[:, None] + np.arange(1, _K + 1)) % self.n
        build.work.write_array(files.NEIGHBOURS, rows.astype(np.int32))
        build.work.write_array(files.NEIGHBOUR_SCORES, np.full((self.n, _K), 0.5, np.float16))
        return Output(files=(files.NEIGHBOURS, files.NEIGHBOUR_SCORES))

    def _no_themes(self, build: Build) -> Output:
        build.work.write_array(files.ITEM_THEMES, np.full((self.n, 0), -1, np.int32))
        build.work.write_table(files.THEMES, THEME_SCHEMA.empty_table())
        return Output(files=(files.THEMES, files.ITEM_THEMES))


@dataclass(frozen=True)
class Made:
    """A bundle that was made; by stage, seconds of the clock and of the processor, and MB held.

    ``memory`` is the largest there was in this process until the stage ended; stages that a
    former run had finished are in none of them.
    """

    folder: Path
    seconds: dict[str, float]
    processor: dict[str, float]
    memory: dict[str, float]


def build(
    folder: Path,
    synthetic: Synthetic,
    *,
    layouts: Sequence[str] = LAYOUT_NAMES,
    workers: int = 1,
    quiet: bool = True,
) -> Made:
    """Make the collection at ``folder``, or what is still missing of it."""
    made = Made(folder, {}, {}, {})

    def timed(stage: Stage) -> Stage:
        def run(build: Build) -> Output:
            began, worked = time.perf_counter(), processor_seconds()
            output = stage.run(build)
            made.seconds[stage.name] = time.perf_counter() - began
            made.processor[stage.name] = processor_seconds() - worked
            made.memory[stage.name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            return output

        return replace(stage, run=run)

    options = BuildOptions(
        source="synthetic",
        out=folder,
        vectors=Path("made-up"),
        workers=workers,
        layouts=tuple(layouts),
        title={"fr": f"{synthetic.n:,} images".replace(",", " "), "en": f"{synthetic.n:,} images"},
        seed=synthetic.seed,
    )
    began, worked = time.perf_counter(), processor_seconds()
    build_bundle(options, tuple(map(timed, synthetic.stages)), Progress(quiet=quiet))
    made.seconds["all"] = time.perf_counter() - began
    made.processor["all"] = processor_seconds() - worked
    return made


def make(folder: Path, *, n: int, seed: int = 0) -> Made:
    """A bundle of ``n`` items at ``folder`` to be searched, or the one that is there already."""
    if (folder / files.MANIFEST).exists():
        return Made(folder, {}, {}, {})
    return build(folder, Synthetic(n=n, seed=seed), layouts=("map",))


def queries(folder: Path, *, count: int, seed: int) -> np.ndarray:
    """float32 [count, dim]: texts that lie near images of a bundle, at a model's usual distance."""
    rng = np.random.default_rng(seed + 1)
    vectors = np.load(folder / files.VECTORS, mmap_mode="r")
    rows = np.sort(rng.integers(0, len(vectors), count))
    noise = _unit(rng.normal(size=(count, vectors.shape[1])))
    return _unit(vectors[rows].astype(np.float32) + noise)


def processor_seconds() -> float:
    """Processor seconds of this process and of the workers that have ended."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in usage)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / lengths, np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the collections asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("images", type=Path, help="a bundle, or a folder of pictures")
    parser.add_argument("--out", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--layouts", default=",".join(LAYOUT_NAMES))
    parser.add_argument("--dim", type=int, default=SHOWN_DIM, help="of the vectors")
    parser.add_argument("--pictures", type=int, default=PICTURES, help="different ones, at most")
    parser.add_argument("--quick", action="store_true", help="neighbours, map, themes by group")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args(arguments)
    pictures = varied(
        given.images, given.out / ".pictures", most=given.pictures, workers=given.workers
    )
    for size in given.sizes:
        made = build(
            given.out / f"synthetic-{size}",
            Synthetic(
                n=size, dim=given.dim, pictures=pictures, quick=given.quick or size > QUICK_FROM
            ),
            layouts=given.layouts.split(","),
            workers=given.workers,
            quiet=False,
        )
        for name, seconds in made.seconds.items():
            print(
                f"{size:,} {name}: {seconds:.1f} s, {made.processor[name]:.1f} s of processor time"
                + (f", {made.memory[name]:.0f} MB" if name in made.memory else "")
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
