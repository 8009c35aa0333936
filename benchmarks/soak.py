"""Hours in the gallery: does the map's memory hold while one wanders about in it?

    python -m benchmarks.soak BUNDLE [--minutes 30] [--seed 0]

A visitor with no plan: closer and further, across, other layouts, pictures opened and closed,
filters, searches, the list, the other language, the other light. Once a minute all is put back
as it was at first, garbage is collected, and what is left is written down. The last minutes must
hold no more than 10 % above those after the warm-up (five minutes, or a third of a short run);
the exit code is 1 where they do. Decoded pictures are kept as long as their budget allows, and
fill it as one sees more: ``decoded`` is held to that budget. A browser, too, keeps what it decoded
and fetched, as much as the machine has room for, and gives it back when memory is short.
``browser`` is what all its processes hold with all this; ``held`` is what they hold once the map
has let go of the pictures that are not in view, and they were told that memory is short.
``benchmarks.wandering`` has the visitor.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from benchmarks import viewer
from benchmarks.browsing import Memory, browsing, serving
from benchmarks.tables import markdown
from benchmarks.unwatched import Unwatched
from benchmarks.wandering import Visitor

#: Minutes before memory is expected to have reached its level, and how far it may rise above it.
WARM_UP = 5.0
TOLERANCE = 0.10
#: Samples that make a level; and what each may rise by at any rate, whatever its level: a sample
#: is taken in a living browser.
_LEVEL = 3
_SLACK = {
    "heap": 1.0,
    "nodes": 100,
    "detached": 100,
    "listeners": 50,
    "page": 10.0,
    "held": 10.0,
    "server": 5.0,
}

# All that stands in the page, shadows included; the others that live are held by someone.
_ATTACHED = """() => {
  const count = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    let nodes = 1;
    while (walker.nextNode()) {
      nodes += 1 + (walker.currentNode.shadowRoot ? count(walker.currentNode.shadowRoot) : 0);
    }
    return nodes;
  };
  return count(document);
}"""


# The map's caches down to what is in view, and the page out of sight: what the browser has painted
# of it goes, and the frames that it keeps of the canvas, which hang on what was last seen and on
# how busy the machine is. Then all back again: a map that has a size again measures itself.
_LET_GO = """async () => {
  const { stage } = map.visit;
  const parts = [stage.sheets, stage.pictures];
  const budgets = parts.map(({ budget }) => budget);
  for (const part of parts) part.budget = 0;
  await stage.pictures.want([]);
  stage.invalidate();
  await new Promise((done) => setTimeout(done, 600));
  document.documentElement.style.display = "none";
  map.visit.canvas.width = 1;
  return budgets;
}"""
_KEEP_AGAIN = """([sheets, pictures]) => {
  document.documentElement.style.display = "";
  map.visit.stage.sheets.budget = sheets;
  map.visit.stage.pictures.budget = pictures;
}"""


@dataclass(frozen=True)
class Sample:
    """What is held at one moment, after garbage was collected; megabytes, and numbers of things."""

    minute: float
    actions: int
    heap: float
    nodes: float
    detached: float
    listeners: float
    decoded: float
    browser: float
    page: float
    held: float
    server: float


@dataclass(frozen=True)
class Verdict:
    """One measure: its level after the warm-up, at the end, and whether it held."""

    measure: str
    before: float
    after: float

    @property
    def held(self) -> bool:
        """Whether the end is at most 10 % (or a grain) above the level after the warm-up."""
        grain = max(self.before * TOLERANCE, _SLACK[self.measure])
        return self.after <= self.before + grain


def main(arguments: Sequence[str] | None = None) -> int:
    """Wander, print a line a minute and the verdicts; 1 where memory did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.soak",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("bundle", type=Path, metavar="BUNDLE")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--every", type=float, default=60, help="seconds between two samples")
    parser.add_argument("--size", default="1920x1080", help="window, pixels (default %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    width, height = viewer.window(given.size)
    bundle = given.bundle.resolve()
    samples: list[Sample] = []
    with (
        serving(viewer.serve, bundle) as (address, server),
        browsing(width=width, height=height) as (keeper, memory),
    ):
        page = Unwatched(keeper, width=width, height=height)
        errors = page.errors
        page.goto(f"{address}?collection={bundle.name}&address=1")
        page.wait_for("window.map?.visit.stage?.drawn.count > 0")
        taker = Taker(page, browser=memory, server=Memory(server))
        visitor = Visitor(page, seed=given.seed)
        budget = page.evaluate("map.visit.stage.sheets.budget + map.visit.stage.pictures.budget")
        began = time.monotonic()
        print("|", " | ".join(field.name for field in fields(Sample)), "|")
        print("|" + " ---: |" * len(fields(Sample)), flush=True)
        while time.monotonic() - began < given.minutes * 60:
            ends = time.monotonic() + given.every
            while time.monotonic() < ends:
                visitor.act()
            visitor.rest()
            minute = (time.monotonic() - began) / 60
            samples.append(taker.take(minute=minute, actions=visitor.acted))
            print("|", " | ".join(f"{one:,.1f}" for one in astuple(samples[-1])), "|", flush=True)
    print()
    print(markdown(["action", "done", "not possible"], visitor.report()))
    for error in sorted(set(errors)):
        print(f"error in the page, {errors.count(error)} times: {error}")
    print()
    verdicts = judge(samples, warm_up=min(WARM_UP, given.minutes / 3))
    for one in verdicts:
        change = one.after / one.before - 1 if one.before else 0.0
        print(
            f"{one.measure}: {one.before:,.1f} after the warm-up, {one.after:,.1f} at the end "
            f"({change:+.1%}): {'holds' if one.held else 'DOES NOT HOLD'}"
        )
    most = max((sample.decoded for sample in samples), default=0.0)
    within = most <= budget / 1e6 * (1 + TOLERANCE)
    print(
        f"decoded: {most:,.1f} at most, of a budget of {budget / 1e6:,.0f}: "
        f"{'holds' if within else 'DOES NOT HOLD'}"
    )
    held = bool(verdicts) and all(one.held for one in verdicts)
    return 0 if held and within and not errors else 1


class Taker:
    """Takes samples of a page, its browser and its server."""

    def __init__(self, page: Unwatched, *, browser: Memory, server: Memory) -> None:
        self.page = page
        self.browser = browser
        self.server = server

    def take(self, *, minute: float, actions: int) -> Sample:
        """Collect garbage and write down what is left."""
        for _ in range(3):
            self.page.send("HeapProfiler.collectGarbage")
            self.page.wait_for_timeout(300)
        counters = self.page.send("Memory.getDOMCounters")
        heap = self.page.send("Runtime.getHeapUsage")["usedSize"]
        decoded = self.page.evaluate(
            "map.visit.stage.sheets.bytes + map.visit.stage.pictures.bytes"
        )
        browser = self.browser.now
        budgets = self.page.evaluate(_LET_GO)
        self.page.send("Memory.simulatePressureNotification", {"level": "critical"})
        kinds = self._settled()
        self.page.evaluate(_KEEP_AGAIN, budgets)
        return Sample(
            minute=minute,
            actions=actions,
            heap=heap / 1e6,
            nodes=counters["nodes"],
            detached=counters["nodes"] - self.page.evaluate(_ATTACHED),
            listeners=counters["jsEventListeners"],
            decoded=decoded / 1e6,
            browser=browser,
            page=kinds.get("renderer", 0.0),
            held=sum(kinds.values()),
            server=self.server.now,
        )

    def _settled(self) -> dict[str, float]:
        """What is held once nothing is let go any more: two looks that agree to 1 %."""
        before = self.browser.by_kind()
        for _ in range(15):
            self.page.wait_for_timeout(1500)
            now = self.browser.by_kind()
            if sum(now.values()) > 0.99 * sum(before.values()):
                return now
            before = now
        return before


def judge(samples: Sequence[Sample], *, warm_up: float) -> list[Verdict]:
    """Compare the last samples with the first ones after ``warm_up`` minutes.

    A level is the median of three samples, or of fewer where there are not six after the warm-up.
    Empty where there are not two.
    """
    warm = [sample for sample in samples if sample.minute >= warm_up]
    if len(warm) < 2:
        return []
    few = min(_LEVEL, len(warm) // 2)

    def level(measure: str, part: Sequence[Sample]) -> float:
        return float(statistics.median(getattr(sample, measure) for sample in part))

    return [
        Verdict(measure, level(measure, warm[:few]), level(measure, warm[-few:]))
        for measure in _SLACK
    ]


if __name__ == "__main__":
    sys.exit(main())
