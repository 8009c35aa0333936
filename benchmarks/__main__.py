"""All the measures, one after the other: ``python -m benchmarks [--pictures FOLDER] [--sizes …]``.

Without pictures of your own, those of the demo archive are drawn first. Each measure is also a
program of its own (``python -m benchmarks.search --help``); the sizes are numbers of images.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import build, decode, embed, search
from precompute.demo import draw_archive
from precompute.progress import Progress


def main() -> int:
    """Run every measure that needs nothing but pictures; the exit code is the worst of theirs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pictures", type=Path, help="a folder of pictures (default: drawn)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        pictures = given.pictures or _drawn(Path(temporary))
        sizes = [str(size) for size in given.sizes]
        measures: dict[str, Callable[[], int | None]] = {
            "Ways to decode": lambda: decode.main([str(pictures)]),
            "Embedding": lambda: embed.main([str(pictures)]),
            "Building": lambda: build.main([str(pictures), "--sizes", *sizes]),
            "Searching": lambda: search.main(["--sizes", ",".join(sizes), "--towers", "none"]),
        }
        worst = 0
        for title, measure in measures.items():
            print(f"\n## {title}\n", flush=True)
            worst = max(worst, measure() or 0)
    return worst


def _drawn(folder: Path) -> Path:
    return draw_archive(folder, size=200, seed=0, workers=2, progress=Progress()) / "images"


if __name__ == "__main__":
    sys.exit(main())
