"""What the tests of guided tours share: a tour, how it is put there, how a page comes to rest."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser.conftest import SIZES

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
TOURING = "window.map.visit.touring"
AT_REST = """() => {
  const stage = window.map?.visit.stage;
  if (!stage || !stage.drawn.count || !window.map.visit.touring.listed) return false;
  const busy = stage.request || stage.sheets.busy || stage.moving || stage.next || stage.unsettled;
  const now = performance.now();
  if (busy || window.calm?.frames !== stage.frames) window.calm = { frames: stage.frames, now };
  return !busy && now - window.calm.now > 200;
}"""


def stop(id_: str, view: str, **more: Any) -> dict[str, Any]:
    name = more.pop("name", {"fr": f"Étape {id_}", "en": f"Place {id_}"})
    plain: dict[str, Any] = {"text": {"fr": "", "en": ""}, "region": None, "items": []}
    return {"id": id_, "name": name, "view": view, "seconds": 60} | plain | more


CORNER = [[0.05, 0.05], [0.4, 0.1], [0.45, 0.4], [0.1, 0.45]]
TOUR: dict[str, Any] = {
    "format": "cimaise-tour/1",
    "id": "promenade",
    "collection": "small",
    "title": {"fr": "Promenade", "en": "A walk"},
    "stops": [
        stop("a", "map/0.5/0.5/0", text={"fr": "Tout est là.", "en": "All of it."}),
        stop("b", "map/0.3/0.3/1", region=CORNER, name={"fr": "Le coin", "en": ""}),
        stop("c", "grid/0.5/0.5/0.5", text={"fr": "", "en": "<b>Only</b> in English."}),
        stop("d", "map/0.5/0.5/0", items=["doc-9", "doc-12", "gone"]),
    ],
}


def send(address: str, tour: dict[str, Any], *, method: str = "PUT", **headers: str) -> None:
    """Write a tour, as another curator would."""
    where = f"{address}api/v1/{tour['collection']}/tours/{tour['id']}"
    told = {"Content-Type": "application/json", "Origin": address.rstrip("/")} | headers
    body = json.dumps(tour).encode() if method == "PUT" else None
    urllib.request.urlopen(urllib.request.Request(where, body, told, method=method)).read()


def ask(address: str, path: str = "") -> Any:
    with urllib.request.urlopen(f"{address}api/v1/small/tours{path}") as answer:
        return json.load(answer)


def opening(browser: Any, address: str) -> Iterator[Opened]:
    """Opens the map; an error on a page fails the test at its end."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def opened(*, size: str = "desktop", calm: bool = True, **query: str) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion="reduce" if calm else "no-preference",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.goto(f"{address}?{urllib.parse.urlencode(query)}")
        rest(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def rest(page: Any) -> None:
    page.wait_for_timeout(60)
    page.wait_for_function(AT_REST)


def parameters(page: Any) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.url).query))


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)
