"""What the layouts on cells cost, one by one: ``python -m benchmarks.arrangements BUNDLE …``.

For each bundle (``benchmarks.synthetic`` makes some of any size) the layouts of themes, years,
colours and places, and of a column of words and one of numbers, are made once more, in memory:
seconds of processor time, and the share of the wall that images fill where they hang on cells.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.tables import markdown
from explorer.bundle import Bundle
from precompute.arrangements.scene import NotWorthwhileError, Scene

LAYOUTS = (
    ("themes",),
    ("timeline",),
    ("colour",),
    ("places",),
    ("axis", "technique"),
    ("axis", "year_from"),
)


def measure(bundle: Bundle) -> dict[str, tuple[float, float | None]]:
    """Of each layout that is worth while: processor seconds, share of the wall filled."""
    found: dict[str, tuple[float, float | None]] = {}
    for kind, *column in LAYOUTS:
        scene = Scene(bundle, 0)  # a new one each: what is read once is counted for each
        began = time.process_time()
        try:
            made = import_module(f"precompute.arrangements.{kind}").make(scene, *column)
        except NotWorthwhileError:
            continue
        spent = time.process_time() - began
        share = len(bundle) * made.cell**2 if made.cell else None
        found[" ".join((kind, *column))] = (spent, share)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    bundles = [Bundle(path) for path in parser.parse_args().bundles]
    columns = [measure(bundle) for bundle in bundles]
    rows = []
    for name in dict.fromkeys(name for column in columns for name in column):
        cells = [column.get(name) for column in columns]
        told = [
            "" if cell is None else f"{cell[0]:.1f}" + (f" ({cell[1]:.2f})" if cell[1] else "")
            for cell in cells
        ]
        rows.append((name, *told))
    sys.stdout.write(markdown(["processor s", *(f"{len(one):,}" for one in bundles)], rows) + "\n")


if __name__ == "__main__":
    main()
