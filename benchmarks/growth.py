"""What reproductions cost, and how right they are, in a drawn archive of any size, end to end.

``python -m benchmarks.growth --folder DIR --size 20000`` draws an archive, runs the stages of a
build up to ``reproductions`` over its files, and prints processor time by step, memory, disk, and
what was found of what was planted. Stopped, the same command goes on; what was measured before is
in ``DIR/<size>/spent.json`` and counts. ``--scale`` draws smaller pictures, which takes less time:
features are looked for at 480 px whatever the size.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reproductions import (
    by_hash,
    ours,
    planted,
    processor_time,
    recall_table,
    run_stages,
    told_table,
)
from benchmarks.tables import markdown
from explorer.bundle import files
from precompute.demo import draw_archive
from precompute.demo.subjects import SUBJECTS
from precompute.progress import Bar, Progress

STEPS = ("hashes", "features", "shared features", "pairs")
"""Bars of the stage ``reproductions``, in order; what comes between two counts to the second."""


class Ledger:
    """Processor seconds by step, in a file: what a stopped run has spent is not lost."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.seconds: dict[str, float] = json.loads(path.read_text()) if path.exists() else {}
        self._since = processor_time()

    def told(self, step: str) -> None:
        """All since the last step was told, or the start, was spent on this one."""
        now = processor_time()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now
        files.write_bytes(self._path, json.dumps(self.seconds, indent=1).encode())


class Watched(Progress):
    """Progress that tells a ledger whenever a bar is over."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger

    def bar(self, total: int, label: str, *, unit: str = "img") -> Bar:
        """A bar whose end is told."""
        return _Watched(super().bar(total, label, unit=unit), label, self._ledger)


@dataclass(frozen=True)
class _Watched:
    bar: Bar
    label: str
    ledger: Ledger

    def update(self, n: float = 1) -> object:
        """Count ``n`` more as done."""
        return self.bar.update(n)

    def close(self) -> None:
        """Tell the ledger."""
        self.bar.close()
        self.ledger.told(self.label)


def measure(folder: Path, *, size: int, scale: float, seed: int, workers: int) -> None:
    """Draw, build, print."""
    folder = folder / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / "spent.json")
    progress = Watched(ledger)
    archive = draw_archive(
        folder / "archive", size=size, seed=seed, scale=scale, workers=workers, progress=progress
    )
    build = run_stages(
        str(archive / "metadata.csv"),
        folder / "bundle",
        model="demo",
        ways="whole",
        workers=workers,
        progress=progress,
    )
    ledger.told("the rest")
    facts = build.facts("reproductions")
    count = len(build.bundle)
    rows = [
        (step, f"{seconds:.0f}", f"{1000 * seconds / count:.1f}")
        for step, seconds in ledger.seconds.items()
    ]
    total = sum(ledger.seconds.get(step, 0.0) for step in (*STEPS, "the rest"))
    rows.append(("the stage, all together", f"{total:.0f}", f"{1000 * total / count:.1f}"))
    print(markdown((f"{count:,} pictures", "processor s", "ms a picture"), rows))
    scratch = build.work.scratch("reproductions")
    beside = sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file())
    peaks = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"\n{facts['pairs']:,} pairs compared, {facts['pairs'] / count:.1f} a picture; "
        f"{beside / 1e9:.2f} GB beside the bundle; at most "
        f"{' and '.join(f'{peak.ru_maxrss / 1e6:.2f} GB' for peak in peaks)} of memory "
        "in this process and in the largest that it started\n"
    )
    truth = planted(build.bundle, archive / "truth.csv")
    methods = [ours(build.bundle), by_hash(build.bundle, positions=1)]
    print(recall_table(truth, methods, truth.ways))
    print("\n" + told_table(build.bundle, archive / "truth.csv"))
    names = build.bundle.items["file"].to_pylist()
    wrong = sorted((names[a], names[b]) for a, b in methods[0].pairs - truth.related)
    _unplanted(wrong, told_by(archive / "truth.csv"), found=len(methods[0].pairs))


def _unplanted(
    wrong: Sequence[tuple[str, str]], told: Mapping[str, Mapping[str, str]], *, found: int
) -> None:
    """Print what the wrong pairs show, and how right the method is with and without those that
    the drawing program repeats.
    """
    kinds = Counter(alike(told[a], told[b]) for a, b in wrong)
    print(f"\n{len(wrong)} of {found} reproductions that nobody planted:\n")
    print(markdown(("both show", "pairs"), [(kind, str(n)) for kind, n in kinds.most_common()]))
    again = sum(n for kind, n in kinds.items() if kind.endswith(BLANK))
    print(
        f"\nprecision {1 - len(wrong) / max(1, found):.3f}; without the {again} of a thing drawn "
        f"again by the same lines, {1 - (len(wrong) - again) / max(1, found - again):.3f}\n"
    )
    for a, b in wrong:
        print(f"- {a}, {b}: {alike(told[a], told[b])}")


BLANK = "on blank paper"
"""How those wrong pairs end that say more of the drawing program than of the method."""

_SHEETS = frozenset(subject.en for subject in SUBJECTS.values() if subject.stance == "page")


def told_by(truth: Path) -> dict[str, dict[str, str]]:
    """The rows of an archive's ``truth.csv``, by file."""
    with truth.open(encoding="utf-8", newline="") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


def alike(first: Mapping[str, str], second: Mapping[str, str]) -> str:
    """What two documents that nobody planted have in common, by their rows of ``truth.csv``.

    A thing on blank paper is drawn by the same lines each time: with some hundred subjects and
    20,000 sheets to fill it comes back. Sheets that are themselves the picture (arms, music, maps)
    have their own contents, and are to be told apart.
    """
    shared = set(first["subjects"].split("|")) & set(second["subjects"].split("|")) - {""}
    if not shared:
        return "different subjects"
    named = " and ".join(sorted(shared))
    if first["setting"] or second["setting"] or shared & _SHEETS:
        return named
    return f"{named} {BLANK}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="work here, and leave it")
    parser.add_argument("--size", type=int, default=20_000, help="documents")
    parser.add_argument("--scale", type=float, default=0.7, help="of the pictures' sides")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    measure(
        given.folder, size=given.size, scale=given.scale, seed=given.seed, workers=given.workers
    )


if __name__ == "__main__":
    main()
