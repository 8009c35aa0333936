"""What the tests of guided tours share: a tour, how it is put there, how a page comes to rest."""

from __future__ import annotations

import json
import os
import shutil
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser.harness import hall
from tests.browser.opening import Opened, openings, resting

SAID: dict[str, Any] = viewer_texts(translator("fr"))
TOURING = "window.map.visit.touring"
rest = resting("window.map.visit.touring.listed")


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


@pytest.fixture(scope="module")
def address(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small collection, in a folder of its own that can be written."""
    data = tmp_path_factory.mktemp("toured") / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    with hall(data) as found:
        yield found


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    """Opens the map; an error on a page fails the test at its end."""
    yield from openings(browser, address, rest=rest, console=False)


def parameters(page: Any) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.url).query))


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)
