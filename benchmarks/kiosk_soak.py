"""A day at a kiosk, in minutes: does its memory hold while one visitor follows another?

    python -m benchmarks.kiosk_soak BUNDLE [--hours 24] [--minutes 10] [--seed 0]

The app itself, as a kiosk, and a screen of 1080 x 1920 in a Chromium. Visitors come one after the
other, touch here and there at random (taps, drags, two fingers), and leave; nobody touches
anything for the idle time, which passes at once: the page's clock is put forward. The loop plays
until the next one comes, ``--visit`` minutes after the last (ten), its clock put forward as well,
so that 24 hours are 144 visits; the run ends when they are over, or after ``--minutes``, and says
how many hours it made. After every twentieth of it garbage is collected and what is left is
written down: the page's heap, nodes and listeners, the memory of the browser and of the server.
The last samples must hold no more than 10 % (or a grain) above those after the warm-up, a third of
the run; the exit code is 1 where they do, and where the page no longer answers.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError

from benchmarks.browsing import Memory, browsing
from benchmarks.unwatched import Unwatched

WIDTH, HEIGHT = 1080, 1920
IDLE, COUNTDOWN = 90, 15
TOLERANCE = 0.10
_GRAIN = {"heap": 2.0, "nodes": 400, "listeners": 100, "browser": 40.0, "server": 25.0}
_TOUCHES = (6, 30)
_PLAYING = """() => {
  const roots = [...document.querySelectorAll("*")].flatMap((one) => one.shadowRoot ?? []);
  return roots.some((root) => root.querySelector(".playing"));
}"""
_LEFT, _ANEW = "target navigated", 10
"""What Chromium answers whoever asks a page that is just being left, and how often it may."""
_STOP = 12
"""Seconds by which the clock is put forward while the loop plays: those of a stop."""

# The page's clock, which a visitor who is gone lets run: timers that are due are called at once.
_CLOCK = """(() => {
  const [later, now] = [window.setTimeout.bind(window), performance.now.bind(performance)];
  const waiting = new Set();
  let ahead = 0;
  performance.now = () => now() + ahead;
  window.setTimeout = (act, delay = 0, ...given) => {
    const one = { act, given, due: now() + ahead + delay, id: 0 };
    const due = () => { waiting.delete(one); act(...given); };
    one.id = later(due, delay);
    one.go = () => { window.clearTimeout(one.id); due(); };
    waiting.add(one);
    return one.id;
  };
  const clear = window.clearTimeout.bind(window);
  window.clearTimeout = (id) => {
    clear(id);
    for (const one of waiting) if (one.id === id) waiting.delete(one);
  };
  window.pass = (milliseconds) => {
    ahead += milliseconds;
    for (const one of [...waiting]) if (one.due <= now() + ahead) one.go();
  };
})()"""


@dataclass(frozen=True)
class Sample:
    """What is held at one moment, after garbage was collected; megabytes, and numbers of things."""

    hours: float
    visits: int
    touches: int
    heap: float
    nodes: float
    listeners: float
    browser: float
    server: float


class Glass:
    """The screen, and hands on it."""

    def __init__(self, page: Unwatched, *, seed: int) -> None:
        self.page = page
        self.chance = random.Random(seed)
        self.touched = 0

    def touch(self) -> None:
        """One thing that a hand does."""
        self.touched += 1
        x, y = self.chance.uniform(8, WIDTH - 8), self.chance.uniform(8, HEIGHT - 8)
        kind = self.chance.random()
        if kind < 0.7:
            self._do("touchStart", [(x, y)])
        elif kind < 0.93:
            self._drag([(x, y)], [(self.chance.uniform(0, WIDTH), self.chance.uniform(0, HEIGHT))])
        else:
            self._drag([(x, y), (x + 60, y + 60)], [(x - 150, y), (x + 200, y + 120)])
        self._do("touchEnd", [])
        self.page.wait_for_timeout(self.chance.uniform(20, 160))

    def _drag(self, begin: list[tuple[float, float]], end: list[tuple[float, float]]) -> None:
        self._do("touchStart", begin)
        for part in (0.3, 0.6, 1.0):
            self._do(
                "touchMove",
                [
                    (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
                    for (x0, y0), (x1, y1) in zip(begin, end, strict=True)
                ],
            )

    def _do(self, kind: str, points: list[tuple[float, float]]) -> None:
        told = [
            {"x": min(WIDTH - 1, max(0, x)), "y": min(HEIGHT - 1, max(0, y)), "id": n}
            for n, (x, y) in enumerate(points)
        ]
        self.page.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})


def visit(page: Unwatched, glass: Glass, *, minutes: float) -> None:
    """Somebody comes, touches, and leaves; then the loop plays for the rest of the minutes."""
    for _ in range(glass.chance.randint(*_TOUCHES)):
        glass.touch()
    if page.evaluate("sessionStorage.getItem('cimaise-nobody') !== null"):
        raise BrowserError("touches woke nobody")
    page.evaluate("window.old = true")
    for _ in range(4):  # a wait that was broken by what a hand had begun is waited again
        page.evaluate(f"window.pass({IDLE * 1000 + 500})")
        for _ in range(COUNTDOWN + 1):
            page.evaluate("window.pass(1000)")
        try:
            page.wait_for(f"!window.old && window.kioskPage && ({_PLAYING})()", seconds=30)
        except BrowserError:
            continue
        for _ in range(round((minutes * 60 - IDLE - COUNTDOWN) / _STOP)):
            page.evaluate(f"window.pass({_STOP * 1000})")
            page.wait_for_timeout(20)
        return
    raise BrowserError("a visit did not end")


def sample(
    page: Unwatched, *, hours: float, visits: int, touches: int, browser: Memory, server: Memory
) -> Sample:
    """Collect garbage, and say what is left."""
    for _ in range(3):
        page.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(200)
    counters = page.send("Memory.getDOMCounters")
    heap = page.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    page.send("Memory.simulatePressureNotification", {"level": "critical"})
    page.wait_for_timeout(500)
    return Sample(
        hours, visits, touches, heap, counters["nodes"], counters["jsEventListeners"],
        browser.now, server.now,
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Let visitors come, print what is held, and the verdicts; 1 where memory did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.kiosk_soak",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("bundle", type=Path, metavar="BUNDLE")
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--minutes", type=float, default=10, help="at most so long")
    parser.add_argument("--visit", type=float, default=10, help="minutes from one to the next")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    wanted = max(1, round(given.hours * 60 / given.visit))
    samples: list[Sample] = []
    failed = ""
    with (
        tempfile.TemporaryDirectory() as folder,
        Kiosk(given.bundle.resolve(), Path(folder)) as kiosk,
        browsing(width=WIDTH, height=HEIGHT) as (keeper, memory),
    ):
        page = Unwatched(keeper, width=WIDTH, height=HEIGHT)
        page.send("Page.enable")
        page.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
        page.send("Page.addScriptToEvaluateOnNewDocument", {"source": _CLOCK})
        page.goto(f"{kiosk.address}accueil")
        page.wait_for("window.kioskPage", seconds=120)
        glass = Glass(page, seed=given.seed)
        print("|", " | ".join(field.name for field in fields(Sample)), "|")
        print("|" + " ---: |" * len(fields(Sample)), flush=True)
        began, visits, anew = time.monotonic(), 0, 0
        next_sample = 0.0
        while visits < wanted and not failed:
            part = max(visits / wanted, (time.monotonic() - began) / (given.minutes * 60))
            if part >= 1:
                break
            try:
                page.wait_for("window.kioskPage")
                visit(page, glass, minutes=given.visit)
                visits += 1
                if part >= next_sample:
                    next_sample = part + 0.05
                    samples.append(
                        sample(
                            page,
                            hours=visits * given.visit / 60,
                            visits=visits,
                            touches=glass.touched,
                            browser=memory,
                            server=Memory(kiosk.process.pid),
                        )
                    )
                    told = " | ".join(f"{one:,.1f}" for one in astuple(samples[-1]))
                    print("|", told, "|", flush=True)
            except BrowserError as error:
                if _LEFT not in str(error) or anew == _ANEW:
                    failed = str(error)
                    continue
                anew += 1
        errors = sorted(set(page.errors))
    print()
    for error in errors:
        print(f"error in the page: {error}")
    if failed:
        print(f"the kiosk did not answer: {failed}")
    hours = visits * given.visit / 60
    print(f"{visits} visits, {glass.touched:,} touches: {hours:.1f} simulated hours")
    if anew:
        print(f"{anew} touches fell on the moment in which a page was left: visits begun anew")
    return 0 if judge(samples) and not failed and not errors else 1


def judge(samples: list[Sample]) -> bool:
    """Whether each measure held; said in a line each."""
    if len(samples) < 6:
        print("too short a run to judge")
        return False
    third = len(samples) // 3
    held = True
    for measure, grain in _GRAIN.items():
        values = [getattr(one, measure) for one in samples]
        before = statistics.median(values[third : third + 3])
        after = statistics.median(values[-3:])
        good = after <= before + max(grain, before * TOLERANCE)
        held = held and good
        said = "holds" if good else "DOES NOT HOLD"
        print(f"{measure}: {before:,.1f} after the warm-up, {after:,.1f} at the end: {said}")
    return held


class Kiosk:
    """The app as a kiosk over one bundle, in a process of its own."""

    def __init__(self, bundle: Path, folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data" / bundle.name).symlink_to(bundle)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        settings = {
            "EXPLORER_PROFILE": "kiosk",
            "EXPLORER_DATA": str(folder / "data"),
            "EXPLORER_IDLE_SECONDS": str(IDLE),
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
        self.process = subprocess.Popen(
            command,
            cwd=Path(__file__).resolve().parents[1],
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Kiosk:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}api/health", timeout=2)
                return self
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the app did not start")

    def __exit__(self, *_: Any) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
