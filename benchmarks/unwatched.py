"""A page that is led by hand and not watched: nothing is kept of what it fetches.

Whoever listens to the network of a page, as Playwright does of each of its own, makes Chromium
keep the bodies of all answers in the page's process (``Network.enable``, up to 200 MB): a page
that is walked about in for long seems to grow, though a visitor's does not. This one is opened in
a context that Playwright does not know, and led through the browser's own session by the few
hands that ``benchmarks.wandering`` needs, called as Playwright calls them.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import CDPSession, Page
from playwright.sync_api import Error as BrowserError

_KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "ArrowLeft": (37, ""), "ArrowUp": (38, "")}

# The nth of what a selector means in the page or in a shadow of it, of what is seen.
_FIND = """([selector, n]) => {
  const roots = [document, ...[...document.querySelectorAll("*")].flatMap(
    (one) => one.shadowRoot ?? [])];
  const found = roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const one = found.filter((each) => each.checkVisibility())[n];
  if (!one) return null;
  one.scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = one.getBoundingClientRect();
  DO
  return [x + width / 2, y + height / 2];
}"""


class Unwatched:
    """A page of ``width`` x ``height`` CSS pixels in the browser of ``keeper``."""

    def __init__(self, keeper: Page, *, width: int, height: int) -> None:
        browser = keeper.context.browser
        if browser is None:
            raise BrowserError("the page belongs to no browser")
        self._keeper = keeper
        self._session: CDPSession = browser.new_browser_cdp_session()
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._numbers = itertools.count(1)
        self._answers: dict[int, dict[str, Any]] = {}
        self.errors: list[str] = []
        self.viewport_size = {"width": width, "height": height}
        self.mouse = Mouse(self)
        context = self._session.send("Target.createBrowserContext")["browserContextId"]
        target = self._session.send(
            "Target.createTarget", {"url": "about:blank", "browserContextId": context}
        )
        attached = self._session.send(
            "Target.attachToTarget", {"targetId": target["targetId"], "flatten": False}
        )
        self._id = attached["sessionId"]
        self.send("Runtime.enable")
        self.send("Emulation.setFocusEmulationEnabled", {"enabled": True})
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", metrics)

    def send(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask the page something by Chromium's protocol; raises the browser's ``Error``."""
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": params or {}})
        self._session.send(
            "Target.sendMessageToTarget", {"sessionId": self._id, "message": message}
        )
        ends = time.monotonic() + 120
        while number not in self._answers:
            if time.monotonic() > ends:
                raise BrowserError(f"no answer to {method}")
            self._keeper.wait_for_timeout(5)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise BrowserError(answer["error"]["message"])
        found: dict[str, Any] = answer["result"]
        return found

    def goto(self, url: str) -> None:
        """Open an address; it may still be on its way."""
        self.send("Page.navigate", {"url": url})

    def evaluate(self, script: str, *given: Any) -> Any:
        """What a function (called with what is given) or an expression gives."""
        called = script.lstrip().startswith(("(", "async"))
        said = f"({script})({', '.join(map(json.dumps, given))})" if called else script
        answer = self.send(
            "Runtime.evaluate",
            {"expression": said, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in answer:
            raise BrowserError(_line(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Do nothing for a while."""
        self._keeper.wait_for_timeout(milliseconds)

    def wait_for(self, script: str, *, seconds: float = 120) -> None:
        """Wait until an expression is true; raises the browser's ``Error``."""
        ends = time.monotonic() + seconds
        while not self.evaluate(f"Boolean({script})"):
            if time.monotonic() > ends:
                raise BrowserError(f"never true: {script}")
            self.wait_for_timeout(200)

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        code, text = _KEYS.get(key, (0, key))
        told = {"key": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": text, **told})
        self.send("Input.dispatchKeyEvent", {"type": "keyUp", **told})

    def click(self, selector: str, n: int = 0) -> None:
        """Click on the nth of those that are seen; raises the browser's ``Error``."""
        self.mouse.click(*self._find(selector, n))

    def fill(self, selector: str, text: str) -> None:
        """Put the focus in a field, and write a text into it."""
        self._find(
            selector,
            0,
            f"one.focus(); one.value = {json.dumps(text)};"
            'one.dispatchEvent(new Event("input", { bubbles: true }));',
        )

    def _find(self, selector: str, n: int, do: str = "") -> Sequence[float]:
        place = self.evaluate(_FIND.replace("DO", do), [selector, n])
        if place is None:
            raise BrowserError(f"not there: {selector}")
        found: Sequence[float] = place
        return found

    def _received(self, event: dict[str, Any]) -> None:
        if event["sessionId"] != self._id:
            return
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message
        elif message["method"] == "Runtime.exceptionThrown":
            self.errors.append(_line(message["params"]["exceptionDetails"]))


class Mouse:
    """The mouse of a page."""

    def __init__(self, page: Unwatched) -> None:
        self._page = page
        self._at = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        """Move it there."""
        self._at = (x, y)
        self._do("mouseMoved")

    def down(self) -> None:
        """Press its button."""
        self._do("mousePressed", button="left", buttons=1, clickCount=1)

    def up(self) -> None:
        """Let it go."""
        self._do("mouseReleased", button="left", clickCount=1)

    def click(self, x: float, y: float) -> None:
        """Click somewhere."""
        self.move(x, y)
        self.down()
        self.up()

    def wheel(self, across: float, down: float) -> None:
        """Turn its wheel."""
        self._do("mouseWheel", deltaX=across, deltaY=down)

    def _do(self, kind: str, **more: Any) -> None:
        x, y = self._at
        self._page.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **more})


def _line(details: dict[str, Any]) -> str:
    told = details.get("exception", {}).get("description") or details.get("text", "")
    return str(told).partition("\n")[0]
