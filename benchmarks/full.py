"""What keeping full pictures takes: bytes, time and memory, tile by tile size.

    python -m benchmarks.full IMAGES [--most 8]

IMAGES is a folder or a file. Each picture is cut in a process of its own, so that its peak of
memory is its own, with tiles of 256 and of 512 pixels.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from explorer.bundle import Pyramid, TilePack, files
from precompute import tiling
from precompute.reading import RejectedError


def measure(path: Path, tile: int) -> dict[str, float] | None:
    """Cut one picture; ``None`` when it is none, or needs no tiles."""

    def shaped(width: int, height: int) -> Pyramid:
        return Pyramid(width, height, Pyramid.of(width, height).levels, tile)

    tiling.Pyramid = type("Shape", (), {"of": staticmethod(shaped)})  # cuts with this tile
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, busy = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = tiling.cut(path, tiling.Whole(max_pixels=10**9), Path(folder))
        except RejectedError:
            return None
        pack = TilePack(Path(folder) / files.full_path(found.sha256))
        tiles = pack.shape.count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        "width": found.width,
        "height": found.height,
        "file": path.stat().st_size,
        "pack": found.size,
        "tiles": tiles,
        "wall": time.perf_counter() - began,
        "processor": time.process_time() - busy,
        "memory": peak * 1024,
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("images", type=Path)
    parser.add_argument("--most", type=int, default=8, help="pictures that are cut (the largest)")
    parser.add_argument("--tile", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tile:
        print(json.dumps(measure(given.images, given.tile)))
        return
    paths = [given.images] if given.images.is_file() else sorted(given.images.rglob("*"))
    paths = [path for path in paths if path.is_file()]
    paths.sort(key=lambda path: -path.stat().st_size)
    names = "picture, pixels, file MB, tile, tiles, pack MB, MB/Mpx, wall s, CPU s, memory MB"
    print("|", " | ".join(names.split(", ")), "|")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for path in paths[: given.most]:
        for tile in (256, 512):
            command = [sys.executable, "-m", "benchmarks.full", str(path), "--tile", str(tile)]
            found = json.loads(subprocess.check_output(command))
            if found is None:
                continue
            million = found["width"] * found["height"] / 1e6
            print(
                f"| {path.name} | {found['width']}×{found['height']} | {found['file'] / 1e6:.1f} "
                f"| {tile} | {found['tiles']} | {found['pack'] / 1e6:.2f} "
                f"| {found['pack'] / 1e6 / million:.3f} | {found['wall']:.1f} "
                f"| {found['processor']:.1f} | {found['memory'] / 1e6:.0f} |"
            )


if __name__ == "__main__":
    main()
