"""What the tests of a kiosk share: its server, a visit that nothing may leave, its bar."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.ui.i18n import translator
from explorer.ui.kiosk_texts import bar_texts, home_texts, page_texts
from tests.browser.conftest import PATIENCE, ROOT, SIZES, AppServer, Watch, running_app
from tests.browser.harness import change_manifest
from tests.browser.hung import hang_vases
from tests.browser.tours import TOUR

Visit = Callable[..., Any]
IDLE = 600
"""Seconds; the clock of the page is put forward, so that only what comes at once comes."""
COUNTDOWN = 15
PUBLIC = "https://images.example.org/"
BAR, HOME, PAGE = (
    {lang: texts(translator(lang)) for lang in ("fr", "en")}
    for texts in (bar_texts, home_texts, page_texts)
)


def collections(data: Path, bundle: Path) -> None:
    """Two collections; a tour and an exhibition of the first."""
    for name in ("small", "two"):
        shutil.copytree(bundle, data / name, copy_function=os.link)
    change_manifest(data / "two", lambda manifest: manifest.update(name="two"))
    tour = data.parent / "tour.json"
    tour.write_text(json.dumps(TOUR))
    command = [sys.executable, "-m", "explorer.exhibitions", "import", "small", str(tour)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"EXPLORER_DATA": str(data)}, check=True)
    hang_vases(data)


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("kiosk-app") / "data"
    collections(data, small_bundle)
    settings = {"EXPLORER_IDLE_SECONDS": str(IDLE), "EXPLORER_PUBLIC_ADDRESS": PUBLIC}
    settings["EXPLORER_KIOSK_WORDS"] = "encre, bateau"
    with running_app(data, EXPLORER_PROFILE="kiosk", **settings) as running:
        yield running


@contextlib.contextmanager
def visiting(browser: Any, server: AppServer, *, size: str = "kiosk") -> Iterator[Visit]:
    """Opens pages of a server, blocks and counts what leaves it, minds what goes wrong."""
    watch = Watch(server.address)
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(PATIENCE)
    left: list[str] = []

    def leave(route: Any) -> None:
        left.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((server.address, "data:", "blob:")), leave)

    def opened(
        path: str = "",
        *,
        wait: bool = True,
        watched: bool = True,
        clock: bool = True,
        **params: str,
    ) -> Any:
        page = context.new_page()
        socket = server.address.replace("http", "ws", 1)
        page.on("websocket", lambda one: one.url.startswith(socket) or left.append(one.url))
        if watched:
            watch.follow(page)
        if clock:
            page.clock.install()
        page.goto(server.page(path, **params))
        if wait:
            page.locator("nav.bar").wait_for()
        return page

    yield opened
    context.close()
    assert left == [], "no request leaves the machine"
    assert watch.troubles == []


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    with visiting(browser, server) as opened:
        yield opened


def bar(page: Any, name: str, lang: str = "fr") -> Any:
    return page.locator("nav.bar").get_by_role("button", name=BAR[lang][name], exact=True)


def drawn(page: Any) -> None:
    page.locator(".map .controls").wait_for()
