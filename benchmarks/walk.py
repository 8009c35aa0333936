"""The walk that every viewer is taken on, and what is measured while it lasts.

The same hands for all: turns of the wheel down to single pictures and back, throws of the mouse,
pinches of two fingers, changes of layout, for so many seconds. Only two things are said for each
viewer: how far its wheel must be turned to come as close as the others (``Hands.notch``), and how
its layouts are chosen. A frame counts when the viewer drew in it; its time is the distance to the
animation frame before.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from benchmarks.browsing import Memory, Wire

#: Where one goes closer, as parts of the window: not all in its middle.
_PLACES = ((0.4, 0.45), (0.6, 0.5), (0.35, 0.6), (0.55, 0.35))
_NOTCHES = 18
_SETTLING = 2.0

# Runs before the page. ``look`` is the viewer's own: it notes ``seen.first`` and ``seen.whole``
# and gives the number of frames drawn so far, or null while there is no viewer.
_FRAMES = """
window.seen = { first: null, whole: null, frames: [], work: [] };
{
  %s
  let last = 0, before = null;
  const tick = (now) => {
    const drawn = look();
    if (drawn !== before && before !== null && last) seen.frames.push(now - last);
    before = drawn;
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}
"""


@dataclass(frozen=True)
class Hands:
    """A viewer as the walk needs to know it; the scripts are JavaScript.

    ``look`` defines the function ``look`` (above); ``items`` and ``facts`` are expressions, a
    number and an object of numbers; ``choose`` is a function of a whole number that turns to one
    layout or another; ``notch`` is what one turn of the wheel sends, in CSS pixels.
    """

    viewer: str
    look: str
    items: str
    choose: str
    notch: float = 120
    facts: str = "({})"


@dataclass(frozen=True)
class Visited:
    """What one viewer did with one collection; milliseconds, kilobytes (1000), megabytes.

    ``resident`` is the memory of all the browser's processes, at the first view and at its most;
    ``by_path`` has the bytes of the first view by where they came from;
    ``trouble`` is empty, or says why there are no figures.
    """

    viewer: str
    items: int
    first: float = 0.0
    whole: float = 0.0
    kilobytes: float = 0.0
    by_path: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    foreign: int = 0
    turns: float = 0.0
    walked_kilobytes: float = 0.0
    frames: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    heap: float = 0.0
    resident: tuple[float, float] = (0.0, 0.0)
    facts: dict[str, float] = field(default_factory=dict)
    trouble: str = ""


def visit(
    page: Page,
    memory: Memory,
    address: str,
    *,
    hands: Hands,
    path: str,
    items: int,
    seconds: float,
    patience: float,
) -> Visited:
    """Open ``address + path``, wait ``patience`` seconds at most for the whole view, and walk."""
    wire = Wire(page, address)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error).partition("\n")[0]))
    page.add_init_script(_FRAMES % hands.look)
    try:
        page.goto(address + path, wait_until="commit", timeout=patience * 1000)
        page.wait_for_function("seen.whole !== null", timeout=patience * 1000)
        first = (wire.bytes / 1000, wire.requests)
        by_path = dict(wire.by_path)
        marks = page.evaluate(f"[seen.first, seen.whole, {hands.items}]")
        early = memory.now
        facts = page.evaluate(hands.facts)
        page.evaluate("seen.frames.length = seen.work.length = 0")
        turns = walk(page, seconds, hands=hands)
        seen = page.evaluate("seen")
        heap = page.evaluate("performance.memory.usedJSHeapSize")
        late = page.evaluate(hands.facts)
    except BrowserError as error:
        return Visited(
            hands.viewer,
            items,
            kilobytes=wire.bytes / 1000,
            requests=wire.requests,
            foreign=wire.foreign,
            resident=(memory.now, memory.peak),
            trouble=(
                f"ended when it held more than {memory.most / 1000:.0f} GB"
                if memory.ended
                else _trouble(error, errors, patience)
            ),
        )
    _ = memory.now
    return Visited(
        viewer=hands.viewer,
        items=marks[2],
        first=marks[0],
        whole=marks[1],
        kilobytes=first[0],
        by_path=by_path,
        requests=first[1],
        foreign=wire.foreign,
        turns=turns,
        walked_kilobytes=wire.bytes / 1000 - first[0],
        frames=seen["frames"],
        work=seen["work"],
        heap=heap / 1e6,
        resident=(early, memory.peak),
        facts={f"{name} at first": value for name, value in facts.items()} | late,
    )


def _trouble(error: BrowserError, errors: list[str], patience: float) -> str:
    said = error.message.partition("\n")[0]
    why = f"no whole view in {patience:.0f} s" if "Timeout" in said else said
    return f"{why} ({errors[0]})" if errors else why


def walk(page: Page, seconds: float, *, hands: Hands) -> float:
    """Walk until time is up; how many turns of the script were done."""
    return _Walker(page, hands, ends=time.monotonic() + seconds).go()


class _Walker:
    def __init__(self, page: Page, hands: Hands, *, ends: float) -> None:
        self.page = page
        self.hands = hands
        self.ends = ends
        self.size = page.viewport_size or {"width": 1920, "height": 1080}
        self.fingers = page.context.new_cdp_session(page)

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.ends

    def go(self) -> float:
        turns = 0.0
        for place in itertools.count():
            if self.over:
                break
            turns += self._turn(place)
        self.fingers.detach()
        return turns

    def _turn(self, place: int) -> float:
        """One turn at one place; what part of it was done before time was up."""
        across, down = _PLACES[place % len(_PLACES)]
        x, y = across * self.size["width"], down * self.size["height"]
        notch = self.hands.notch
        gestures: list[Callable[[], object]] = [
            lambda: self._wheel(x, y, -notch),
            lambda: self._drag(x, y),
            lambda: self._drag(x, y),
            lambda: self._pinch(x, y, 0.4),
            lambda: self._pinch(x, y, 2.5),
            lambda: self._wheel(x, y, notch),
            lambda: self._drag(x, y),
            lambda: self.page.evaluate(f"({self.hands.choose})({place + 1})"),
        ]
        for done, gesture in enumerate(gestures):
            if self.over:
                return done / len(gestures)
            gesture()
        self._wait(_SETTLING)
        return 1.0

    def _wait(self, seconds: float) -> None:
        left = self.ends - time.monotonic()
        self.page.wait_for_timeout(1000 * max(0.0, min(seconds, left)))

    def _wheel(self, x: float, y: float, notch: float) -> None:
        """Turn the wheel closer (negative) or back."""
        self.page.mouse.move(x, y)
        for _ in range(_NOTCHES):
            if self.over:
                return
            self.page.mouse.wheel(0, notch)
            self._wait(0.045)

    def _drag(self, x: float, y: float) -> None:
        """A drag of some hundred pixels, with a throw at its end."""
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, 25):
            if self.over:
                break
            self.page.mouse.move(x - 14 * step, y + 5 * step)
            self._wait(0.016)
        self.page.mouse.up()
        self._wait(0.5)

    def _pinch(self, x: float, y: float, factor: float) -> None:
        """Two fingers, together (below 1) or apart."""
        pinch: dict[str, Any] = {
            "x": x,
            "y": y,
            "scaleFactor": factor,
            "relativeSpeed": 600,
            "gestureSourceType": "touch",
        }
        self.fingers.send("Input.synthesizePinchGesture", pinch)


def quantiles(values: list[float]) -> tuple[float, float]:
    """Median and 95th percentile; zeros where there is nothing."""
    if not values:
        return 0.0, 0.0
    cut = statistics.quantiles(values, n=20, method="inclusive") if len(values) > 1 else values * 19
    return statistics.median(values), cut[18]
