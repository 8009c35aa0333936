"""What a frame of the map costs: processor time of the page's main thread, on the same frames.

    python -m benchmarks.frames BUNDLE [BUNDLE …] [--size 1920x1080]

The camera goes closer, across and back in 280 steps, once so that all it needs is loaded, and once
to be measured. Processor time, not the clock's: the figures of a machine that others share say the
same as those of an idle one, within some hundredths. How many frames are late is what
``benchmarks.viewer`` measures.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.browsing import browsing, serving
from benchmarks.tables import markdown
from benchmarks.viewer import serve, window
from benchmarks.walk import quantiles

STEPS = """async (settle) => {
  const { stage } = map.visit;
  const { motion } = stage;
  const frame = () => new Promise(requestAnimationFrame);
  const loaded = async () => {
    for (let calm = 0; calm < 8; ) {
      await frame();
      const busy = stage.request || stage.sheets.busy || stage.pictures.loading.size;
      calm = busy ? 0 : calm + 1;
    }
  };
  stage.showAll();
  await loaded();
  const [x, y] = [innerWidth, innerHeight];
  for (const [steps, step] of [
    [80, () => motion.zoom(1.05, 0.4 * x, 0.45 * y)],
    [60, () => motion.pan(-14, 5)],
    [40, () => motion.zoom(0.96, 0.4 * x, 0.45 * y)],
    [60, () => motion.pan(11, -5)],
    [40, () => motion.zoom(0.94, 0.5 * x, 0.5 * y)],
  ]) {
    for (let n = 0; n < steps; n += 1) {
      step();
      stage.invalidate();
      await frame();
    }
    if (settle) await loaded();
  }
}"""
_CATEGORIES = ["toplevel", "devtools.timeline", "cc", "blink"]
_DRAWN = "::ProduceCanvasResource"  # of a class that Chromium renames now and then
_KINDS = {
    "FunctionCall": "script and drawing",
    "LayerTreeHost::DoUpdateLayers": "drawing",
    "Document::recalcStyle": "style and layout",
    "LocalFrameView::performLayout": "style and layout",
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds of the main thread for each frame drawn, and for a frame by kind of work."""

    items: int
    frames: list[float]
    kinds: dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    parser.add_argument("--size", default="1920x1080", help="window, pixels (default %(default)s)")
    options = parser.parse_args()
    kinds = sorted(set(_KINDS.values()))
    rows = []
    for bundle in options.bundles:
        cost = measure(bundle.resolve(), size=window(options.size))
        p50, p95 = quantiles(cost.frames)
        figures = [sum(cost.frames) / len(cost.frames), p50, p95, max(cost.frames)]
        figures += [cost.kinds[kind] for kind in kinds]
        rows.append([f"{cost.items:,}", str(len(cost.frames)), *(f"{one:.1f}" for one in figures)])
    print(markdown(["items", "frames", "mean ms", "p50", "p95", "worst", *kinds], rows))


def measure(bundle: Path, *, size: tuple[int, int]) -> Cost:
    """Walk through one bundle twice; what the second time cost."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(serve, bundle) as (address, _),
        browsing(width=size[0], height=size[1]) as (page, _),
    ):
        page.goto(f"{address}?collection={bundle.name}", wait_until="commit")
        page.wait_for_function("window.map?.visit.stage?.drawn.count && !map.visit.stage.unsettled")
        page.evaluate(STEPS, True)
        trace = Path(folder) / "trace.json"
        items = page.evaluate("map.visit.stage.summary.counts.items")
        frames, kinds = costs(_traced(page, trace))
        return Cost(items, frames, kinds)


def _traced(page: Page, trace: Path) -> list[dict[str, Any]]:
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, path=trace, categories=_CATEGORIES)
    page.evaluate(STEPS, False)
    browser.stop_tracing()
    events: list[dict[str, Any]] = json.loads(trace.read_bytes())["traceEvents"]
    return events


def costs(events: list[dict[str, Any]]) -> tuple[list[float], dict[str, float]]:
    """From a trace: main thread's milliseconds for each frame drawn, and for a frame by kind.

    A frame's are those of the task that draws it and of all tasks since the one before.
    """
    mains = {
        (one["pid"], one["tid"])
        for one in events
        if one.get("name") == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    timed = [one for one in events if one.get("ph") == "X" and "tdur" in one]
    page = Counter((one["pid"], one["tid"]) for one in timed if _draws(one))
    main = next(thread for thread, _ in page.most_common() if thread in mains)
    own = sorted(
        (one for one in timed if (one["pid"], one["tid"]) == main),
        key=lambda one: (one["ts"], -one["dur"]),
    )
    kinds: Counter[str] = Counter()
    until, spent = [0.0], 0.0
    open_: list[dict[str, Any]] = []
    for one in own:
        while open_ and open_[-1]["ts"] + open_[-1]["dur"] <= one["ts"]:
            open_.pop()
        kinds[_KINDS.get(one["name"], "")] += one["tdur"]
        if open_:
            kinds[_KINDS.get(open_[-1]["name"], "")] -= one["tdur"]
        else:
            spent += one["tdur"]
        open_.append(one)
        if _draws(one) and spent != until[-1]:
            until.append(spent)
    frames = [(after - before) / 1000 for before, after in pairwise(until)]
    return frames, {kind: kinds[kind] / 1000 / len(frames) for kind in set(_KINDS.values())}


def _draws(event: dict[str, Any]) -> bool:
    name: str = event["name"]
    return name.startswith("Canvas2DResourceProvider") and name.endswith(_DRAWN)


if __name__ == "__main__":
    main()
