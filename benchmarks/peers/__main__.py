"""The same walk through Cimaise and through PixPlot, side by side, in one table.

    python -m benchmarks.peers BUNDLE [BUNDLE …] [--seconds 60] [--patience 300] [--keep FOLDER]

Both show the same pictures at the same places, in the same Chromium without a graphics card, each
started anew, on the same walk (``benchmarks.walk``). PixPlot's viewer is downloaded with pip
(``benchmarks.peers.package``) and given what its own program would write
(``benchmarks.peers.pixplot``). "x" rows are PixPlot's figures divided by ours. PixPlot needs
WebGL, which Chromium draws here with the processor (SwiftShader); a visitor's Chromium without a
graphics card does not any more: ``--without-webgl`` shows what happens then.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import viewer
from benchmarks.browsing import NO_GPU, NO_WEBGL
from benchmarks.peers import package, pixplot, visiting
from benchmarks.tables import markdown
from benchmarks.walk import Visited, quantiles
from explorer.bundle import Bundle

HEADER = (
    "images",
    "viewer",
    "first picture ms",
    "whole view ms",
    "kB",
    "requests",
    "to strangers",
    "frame p50 ms",
    "p95 ms",
    "worst ms",
    "turns of the walk",
    "kB walking",
    "JS heap MB",
    "browser MB",
    "at most MB",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both with each bundle and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    parser.add_argument("--size", default="1920x1080", help="window, pixels (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=60, help="length of the walk")
    parser.add_argument("--patience", type=float, default=300, help="seconds to wait for a view")
    parser.add_argument("--keep", type=Path, help="leave package and PixPlots in this folder")
    parser.add_argument(
        "--most", type=float, default=12_000, help="MB a browser may hold (default %(default)s)"
    )
    parser.add_argument("--without-webgl", action="store_true", help="no WebGL for PixPlot")
    given = parser.parse_args(arguments)
    size = viewer.window(given.size)
    drawing = NO_WEBGL if given.without_webgl else NO_GPU
    pairs = []
    with tempfile.TemporaryDirectory(prefix="cimaise-peers-") as temporary:
        folder = given.keep or Path(temporary)
        web = package.viewer(folder)
        for bundle in given.bundles:
            ours = viewer.measure(bundle, size=size, seconds=given.seconds, patience=given.patience)
            target = folder / bundle.resolve().name
            began = time.perf_counter()
            shutil.rmtree(target, ignore_errors=True)
            made = pixplot.export(Bundle(bundle), target, web=web)
            took = time.perf_counter() - began
            print(
                f"{made.items:,} images: {made.atlases} atlases, {made.bytes / 1e6:.0f} MB "
                f"written for PixPlot in {took:.0f} s",
                file=sys.stderr,
            )
            theirs = visiting.measure(
                made,
                size=size,
                seconds=given.seconds,
                patience=given.patience,
                most=given.most,
                drawing=drawing,
            )
            pairs.append((ours, theirs))
            if not given.keep:
                shutil.rmtree(target)
    print(report(pairs))


def report(pairs: Sequence[tuple[Visited, Visited]]) -> str:
    """One table of both sides and their ratios, and a line for each that gave no figures."""
    rows, remarks = [], []
    for ours, theirs in pairs:
        for one in (ours, theirs):
            rows.append([f"{one.items:,}", one.viewer, *_written(figures(one))])
            if one.trouble:
                remarks.append(f"- {one.viewer}, {one.items:,} images: {one.trouble}")
        if not (ours.trouble or theirs.trouble):
            rows.append(["", "x", *_ratios(figures(ours), figures(theirs))])
    return "\n".join([markdown(HEADER, rows), "", *remarks]).rstrip()


def figures(one: Visited) -> list[float | None]:
    """The numbers of a row, ``None`` where there are none."""
    median, high = quantiles(one.frames)
    reached: list[float | None] = [one.first, one.whole]
    walked: list[float | None] = [median, high, max(one.frames, default=0.0), one.turns]
    walked += [one.walked_kilobytes, one.heap]
    if one.trouble:
        reached, walked = [None] * len(reached), [None] * len(walked)
    return [*reached, one.kilobytes, one.requests, one.foreign, *walked, *one.resident]


def _written(values: Sequence[float | None]) -> list[str]:
    decimals = {HEADER.index("frame p50 ms"), HEADER.index("p95 ms"), HEADER.index(HEADER[10])}
    return [
        "–" if value is None else f"{value:,.{1 if place in decimals else 0}f}"
        for place, value in enumerate(values, start=2)
    ]


def _ratios(ours: Sequence[float | None], theirs: Sequence[float | None]) -> list[str]:
    written = []
    for one, other in zip(ours, theirs, strict=True):
        ratio = other / one if one and other is not None else None
        enough = ".0f" if ratio is not None and ratio >= 10 else ".2g"
        written.append("–" if ratio is None else f"{ratio:{enough}}")
    return written


if __name__ == "__main__":
    main()
