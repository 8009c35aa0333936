"""How tests open the map, and wait until it has come to rest."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

from tests.browser.conftest import PATIENCE, SIZES

Opened = Callable[..., Any]

_AT_REST = """() => {
  const stage = window.map?.visit.stage;
  if (!stage || !stage.drawn.count || !(READY)) return false;
  const busy = stage.request || stage.sheets.busy || stage.moving || stage.next || stage.unsettled;
  const now = performance.now();
  if (busy || window.calm?.frames !== stage.frames) window.calm = { frames: stage.frames, now };
  return !busy && now - window.calm.now > 200;
}"""


def resting(ready: str) -> Callable[[Any], None]:
    """What waits until a page's map has come to rest, and ``ready`` (JavaScript) holds."""
    script = _AT_REST.replace("READY", ready)

    def rest(page: Any) -> None:
        page.wait_for_timeout(60)
        page.wait_for_function(script)

    return rest


def openings(
    browser: Any,
    address: str,
    *,
    rest: Callable[[Any], None],
    console: bool = True,
) -> Iterator[Opened]:
    """Opens the map: ``opened(collection="small", lang="fr", size="desktop", calm=True, …)``.

    At the end, an error on a page (with ``console``, one said there too) fails the test, unless
    the page was opened with ``rough``.
    """
    contexts: list[Any] = []
    troubles: list[str] = []

    def opened(
        *,
        size: str = "desktop",
        calm: bool = True,
        rough: bool = False,
        wait: bool = True,
        **query: str | list[str],
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion="reduce" if calm else "no-preference",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not rough:
            page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        if console and not rough:
            page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.goto(f"{address}?{urllib.parse.urlencode(query, doseq=True)}")
        if wait:
            rest(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
