"""How many of the pictures that come back are found, how many wrongly, and at what cost.

``python -m benchmarks.reproductions planted BUNDLE TRUTH`` reads the matches of the demo archive
and its ``truth.csv``. ``… made IMAGES`` takes the pictures of a folder, lets some come back in
every way of ``benchmarks.reproduced``, and runs the stages of a build over them; every match of
two pictures that were not touched is listed, to be looked at. ``… cost IMAGES --sizes 500 1000``
measures processor time as the number of pictures grows. All print Markdown tables, beside what a
perceptual hash and the embedding would find alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.reproduced import CROPS, FULL, PAGE, made
from benchmarks.tables import markdown
from explorer.bundle import RESEMBLES, Bundle, StageRecord, WorkFolder
from precompute.options import BuildOptions
from precompute.pipeline import Build, fingerprint
from precompute.progress import Progress
from precompute.stages import STAGES

Pair = tuple[int, int]

NEEDED = ("sources", "thumbnails", "items", "embed", "crops", "index", "neighbours")
"""Stages that come before ``reproductions``."""

HASH_BITS = 10  # of 64: what two hashes may differ by, as is usual


@dataclass(frozen=True)
class Truth:
    """Pairs of rows that are reproductions, by how; and rows that nothing was made of or from."""

    ways: dict[str, set[Pair]]
    untouched: set[int]

    @property
    def related(self) -> set[Pair]:
        """Pairs that are one picture, also by way of a third."""
        top: dict[int, int] = {}

        def find(row: int) -> int:
            while top.setdefault(row, row) != row:
                row = top[row]
            return row

        for pair in set().union(*self.ways.values()):
            low, high = sorted(map(find, pair))
            top[high] = low
        groups = defaultdict(list)
        for row in list(top):
            groups[find(row)].append(row)
        return {(a, b) for group in groups.values() for a in group for b in group if a < b}


@dataclass(frozen=True)
class Method:
    """A way to find reproductions: its name, and the pairs that it calls one."""

    name: str
    pairs: set[Pair]


def planted(bundle: Bundle, table: Path) -> Truth:
    """The truths of the demo archive."""
    row_of = {name: row for row, name in enumerate(bundle.items["file"].to_pylist())}
    ways: dict[str, set[Pair]] = defaultdict(set)
    untouched = set(row_of.values())
    with table.open(encoding="utf-8", newline="") as handle:
        for one in csv.DictReader(handle):
            if not one["reproduction_of"]:
                continue
            low, high = sorted((row_of[one["reproduction_of"]], row_of[one["file"]]))
            ways[one["transform"]].add((low, high))
            untouched -= {low, high}
    return Truth(dict(ways), untouched)


def ours(bundle: Bundle) -> Method:
    """The reproductions of ``matches.parquet``."""
    table = bundle.matches
    assert table is not None, "this bundle was built without reproductions"
    rows = zip(
        *(table[name].to_pylist() for name in ("original", "appearance", "kind")), strict=True
    )
    return Method("ours", {(min(a, b), max(a, b)) for a, b, kind in rows if kind != RESEMBLES})


def by_hash(bundle: Bundle, *, positions: int) -> Method:
    """Pairs whose hashes differ in ``HASH_BITS`` or fewer, in one of the positions."""
    hashes = bundle.hashes
    assert hashes is not None, "this bundle was built without reproductions"
    found: set[Pair] = set()
    for row, mine in enumerate(np.asarray(hashes[:, 0])):
        if not mine:
            continue
        apart = np.bitwise_count(np.asarray(hashes[:, :positions]) ^ mine).min(axis=1)
        near = np.flatnonzero((apart <= HASH_BITS) & (np.asarray(hashes[:, 0]) != 0))
        found |= {(min(row, other), max(row, other)) for other in near.tolist() if other != row}
    return Method(f"hash, {HASH_BITS} bits" + (", turned" if positions > 1 else ""), found)


def by_vectors(bundle: Bundle, truth: Truth) -> Method:
    """Pairs above the cosine that finds most while seven in ten that it finds are right.

    A cosine that would be right as often as geometry is finds next to nothing: this one is kind.
    """
    vectors = np.asarray(bundle.vectors, np.float32)
    cosines = np.triu(vectors @ vectors.T, 1)
    related = truth.related
    order = np.argsort(cosines, axis=None)[::-1][:200_000]
    pairs = np.stack(np.unravel_index(order, cosines.shape), 1)
    right = np.cumsum([tuple(pair) in related for pair in pairs.tolist()])
    shares = right / np.arange(1, len(right) + 1)
    enough = np.flatnonzero((shares >= 0.7) & (right > 0))
    count = int(enough[-1]) + 1 if len(enough) else 0
    least = float(cosines.flat[order[count - 1]]) if count else 1.0
    return Method(f"cosine ≥ {least:.3f}", {(int(a), int(b)) for a, b in pairs[:count]})


def recall_table(truth: Truth, methods: Sequence[Method], groups: Iterable[str]) -> str:
    """Found of all, by way and method, then how often a method is right."""
    rows = []
    for way in groups:
        wanted = truth.ways[way]
        rows.append(
            (
                way,
                str(len(wanted)),
                *(f"{len(wanted & m.pairs) / len(wanted):.3f}" for m in methods),
            )
        )
    related = truth.related
    right = [f"{len(m.pairs & related) / max(1, len(m.pairs)):.3f}" for m in methods]
    rows.append(("precision", "", *right))
    rows.append(("pairs found", "", *(str(len(m.pairs)) for m in methods)))
    return markdown(("", "pairs", *(m.name for m in methods)), rows)


KINDS = {
    "cropped": "crop",
    "recoloured": "recoloured",
    "tilted": "page",
    "newspaper": "page",
    "duplicate": "duplicate",
}
"""What each way of the demo archive is to be called."""


def told_table(bundle: Bundle, table: Path) -> str:
    """Of the planted truths that were found: how often the kind is right, and the way it goes."""
    matches, names = bundle.matches, bundle.items["file"].to_pylist()
    assert matches is not None, "this bundle was built without reproductions"
    columns = (matches[name].to_pylist() for name in ("original", "appearance", "kind"))
    told = {(names[a], names[b]): kind for a, b, kind in zip(*columns, strict=True)}
    counts: dict[str, list[int]] = {way: [0, 0, 0] for way in KINDS}
    with table.open(encoding="utf-8", newline="") as handle:
        for one in csv.DictReader(handle):
            if one["transform"] not in KINDS:
                continue
            forth = told.get((one["reproduction_of"], one["file"]), RESEMBLES)
            back = told.get((one["file"], one["reproduction_of"]), RESEMBLES)
            kind = back if forth == RESEMBLES else forth
            held = counts[one["transform"]]
            held[0] += kind != RESEMBLES
            held[1] += kind == KINDS[one["transform"]]
            held[2] += forth != RESEMBLES
    rows = [
        (way, str(found), str(kind), "–" if way == "duplicate" else str(forth))
        for way, (found, kind, forth) in counts.items()
    ]
    return markdown(("", "found", "kind is right", "original is right"), rows)


def run_stages(
    source: str,
    out: Path,
    *,
    model: str,
    ways: str,
    workers: int,
    progress: Progress | None = None,
) -> Build:
    """The stages up to ``reproductions``; the rest of a build is not needed.

    Those that finished in ``out``'s work folder before are not run again, nor are they in
    ``spent``.
    """
    work = WorkFolder(out)
    work.open()
    options = BuildOptions(
        source=source, out=out, model=model, workers=workers, device="cpu", reproductions=ways
    )
    build = Build(options, work, progress or Progress())
    for stage in STAGES:
        if stage.name in (*NEEDED, "reproductions") and stage.wanted(build):
            before = processor_time()
            mark = fingerprint(stage, build)
            record = work.done(stage.name)
            if record is not None and record.fingerprint == mark and not stage.always:
                build.records[stage.name] = record
                continue
            output = stage.run(build)
            facts = json.loads(json.dumps(output.facts))
            record = StageRecord(name=stage.name, fingerprint=mark, files=output.files, facts=facts)
            work.finish(record)
            build.records[stage.name] = record
            spent[stage.name] = processor_time() - before
    return build


spent: dict[str, float] = {}
"""Processor seconds of each stage of the last run, its processes included."""


def processor_time() -> float:
    """Seconds of all processors that this process and those that it waited for have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _planted(given: argparse.Namespace) -> None:
    bundle = Bundle(given.bundle)
    truth = planted(bundle, given.truth)
    methods = [ours(bundle), by_hash(bundle, positions=1), by_vectors(bundle, truth)]
    print(recall_table(truth, methods, truth.ways))
    print("\n" + told_table(bundle, given.truth))
    _list(bundle, methods[0].pairs - truth.related)


def _made(given: argparse.Namespace) -> None:
    with _folder(given.keep) as root:
        again = made(
            given.images,
            root / "images",
            count=given.count,
            most=given.most,
            seed=given.seed,
            workers=given.workers,
        )
        build = run_stages(
            str(root / "images"),
            root / "bundle",
            model=given.model,
            ways=given.reproductions,
            workers=given.workers,
        )
        bundle = build.bundle
        row_of = {Path(name).name: row for row, name in enumerate(bundle.items["file"].to_pylist())}
        ways: dict[str, set[Pair]] = defaultdict(set)
        for one in again:
            low, high = sorted((row_of[one.source], row_of[one.name]))
            ways[one.way].add((low, high))
        touched = {row for pairs in ways.values() for pair in pairs for row in pair}
        truth = Truth(dict(ways), set(range(len(bundle))) - touched)
        methods = [
            ours(bundle),
            by_hash(bundle, positions=1),
            by_hash(bundle, positions=8),
            by_vectors(bundle, truth),
        ]
        print(recall_table(truth, methods, (*FULL, *CROPS, *PAGE)))
        for label, group in (("full frame", FULL), ("all", {**FULL, **CROPS, **PAGE})):
            wanted = set().union(*(ways[way] for way in group))
            print(f"{label}: {len(wanted & methods[0].pairs) / len(wanted):.3f} of {len(wanted)}")
        _list(bundle, methods[0].pairs - truth.related)
        print(json.dumps({name: round(seconds, 1) for name, seconds in spent.items()}))


def _cost(given: argparse.Namespace) -> None:
    rows = []
    for size in given.sizes:
        with _folder(given.keep) as root:
            made(given.images, root / "images", count=0, most=size, seed=0, workers=given.workers)
            build = run_stages(
                str(root / "images"),
                root / f"bundle-{size}",
                model=given.model,
                ways="whole",
                workers=given.workers,
            )
            facts = build.facts("reproductions")
            count = len(build.bundle)
            seconds = spent["reproductions"]
            rows.append(
                (
                    f"{count:,}",
                    f"{count * (count - 1) // 2:,}",
                    f"{facts['pairs']:,}",
                    f"{facts['pairs'] / count:.1f}",
                    f"{seconds:.0f}",
                    f"{1000 * seconds / count:.0f}",
                )
            )
    header = ("pictures", "pairs", "compared", "compared a picture", "processor s", "ms a picture")
    print(markdown(header, rows))


def _list(bundle: Bundle, pairs: set[Pair]) -> None:
    names = bundle.items["file"].to_pylist()
    print(f"\n{len(pairs)} reproductions that nobody made:")
    for a, b in sorted(pairs):
        print(f"- {names[a]} ({a}), {names[b]} ({b})")


class _folder:  # noqa: N801  (used as a function)
    def __init__(self, keep: Path | None) -> None:
        self._keep = keep

    def __enter__(self) -> Path:
        self._path = self._keep or Path(tempfile.mkdtemp())
        self._path.mkdir(parents=True, exist_ok=True)
        return self._path

    def __exit__(self, *_: object) -> None:
        if self._keep is None:
            shutil.rmtree(self._path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        one = commands.add_parser(name)
        one.set_defaults(run=run)
        return one

    one = command("planted", _planted)
    one.add_argument("bundle", type=Path)
    one.add_argument("truth", type=Path)
    for name, run in (("made", _made), ("cost", _cost)):
        one = command(name, run)
        one.add_argument("images", type=Path)
        one.add_argument("--model", default="demo")
        one.add_argument("--keep", type=Path, help="work here, and leave it")
        one.add_argument("--workers", type=int, default=2)
        if name == "made":
            one.add_argument("--count", type=int, default=30, help="pictures that come back")
            one.add_argument("--most", type=int, default=1000, help="pictures that are taken")
            one.add_argument("--seed", type=int, default=0)
            one.add_argument("--reproductions", default="whole", choices=("whole", "crops"))
        else:
            one.add_argument("--sizes", type=int, nargs="+", default=[500, 1000, 2000])
    given = parser.parse_args(arguments)
    given.run(given)


if __name__ == "__main__":
    main()
