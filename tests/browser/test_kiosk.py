"""A kiosk of the whole app: what one visitor leaves is not there for the next one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SIZES, AppServer, Watch, running_app
from tests.browser.harness import change_manifest
from tests.browser.tours import SAID

Visit = Callable[..., Any]
IDLE = 600
"""Seconds; the clock of the page is put forward, so that only what comes at once comes."""
LEFT = """() => [sessionStorage, localStorage].flatMap((kept) =>
  Object.entries(kept).filter(([name]) => name.startsWith("cimaise-"))).map(String)"""


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    data = tmp_path_factory.mktemp("kiosk-app") / "data"
    for name in ("small", "two"):
        shutil.copytree(small_bundle, data / name, copy_function=os.link)
    change_manifest(data / "two", lambda manifest: manifest.update(name="two"))
    with running_app(data, EXPLORER_PROFILE="kiosk", EXPLORER_IDLE_SECONDS=str(IDLE)) as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    """Opens pages of this server, and minds what goes wrong on them."""
    watch = Watch(server.address)
    width, height = SIZES["kiosk"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(30_000)

    def opened(path: str = "", **params: str) -> Any:
        page = context.new_page()
        watch.follow(page)
        page.clock.install()
        page.goto(server.page(path, **params))
        page.locator("header.bar").wait_for()
        return page

    yield opened
    context.close()
    assert watch.troubles == []


def drawn(page: Any) -> None:
    """Wait until the map shows how much it shows."""
    page.locator(".map .controls").wait_for()


def nobody_comes(page: Any) -> None:
    """The idle time passes, once."""
    page.clock.fast_forward(IDLE * 1000)
    page.locator(".attract .band").wait_for()


def test_who_arrives_finds_the_house_s_language_and_not_the_browser_s(visit: Visit) -> None:
    page = visit()
    drawn(page)
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.locator("header.bar a[aria-current=page]").inner_text().strip() == "Carte"
    page.locator(f".map canvas[aria-label='{SAID['map']}']").wait_for()


def test_the_house_s_language_night_and_first_collection_come_back(visit: Visit) -> None:
    page = visit(lang="en", collection="two")
    drawn(page)
    page.locator("header.bar .scheme").click()
    page.wait_for_function("document.documentElement.dataset.scheme === 'light'")
    page.clock.fast_forward(IDLE * 1000)
    page.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    page.wait_for_function("document.documentElement.lang === 'fr'")
    page.locator(f".map canvas[aria-label='{SAID['map']}']").wait_for()
    page.locator(".attract .band").wait_for()
    assert page.locator("header.bar .collection select").input_value() == "small"
    assert page.locator("header.bar .scheme").get_attribute("aria-label") == "Passer en clair"
    assert page.evaluate("localStorage.getItem('cimaise-scheme')") is None
    page.reload()
    page.wait_for_function("document.documentElement.lang === 'fr'")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"


def test_on_another_page_all_is_forgotten_and_the_loop_begins_at_once(visit: Visit) -> None:
    page = visit(lang="fr", select="doc-9", view="map/0.3/0.3/2", filter="theme=3")
    page.locator(".tray .chosen").wait_for()
    page.wait_for_function("sessionStorage.getItem('cimaise-sought-small') !== null")
    page.wait_for_function("sessionStorage.getItem('cimaise-select-small') !== null")
    page.wait_for_function("sessionStorage.getItem('cimaise-view-small') !== null")
    page.locator("header.bar .pages a", has_text="Recherche").click()
    page.locator(".map").wait_for(state="detached")
    # What another collection remembers is another visitor's as well.
    page.evaluate("sessionStorage.setItem('cimaise-view-two', 'map/0.1/0.1/3')")
    nobody_comes(page)
    assert page.locator(".tray .chosen").is_hidden()
    assert page.locator(".seek .chips button").count() == 0
    assert "select=" not in page.url
    assert "filter=" not in page.url
    left = page.evaluate(LEFT)
    gone = ("select", "two", "/0.3/0.3/", "sought")
    assert not [one for one in left if any(part in one for part in gone)]


def test_the_next_visitor_cannot_undo_to_the_last_one_s_selection(visit: Visit) -> None:
    page = visit(lang="fr", select="doc-9")
    page.locator(".tray .chosen").wait_for()
    nobody_comes(page)
    page.touchscreen.tap(500, 500)
    page.locator(".attract").wait_for(state="hidden")
    page.locator(".controls").get_by_role("button", name=SAID["select"], exact=True).click()
    page.locator(".tray .tools").wait_for()
    assert page.locator(".tray .chosen").is_hidden()


def test_nothing_can_be_taken_home(visit: Visit) -> None:
    page = visit(lang="fr", select="doc-9")
    page.locator(".tray .all .light").wait_for()
    assert page.locator(".tray .take").count() == 0
    page = visit(lang="fr", item="doc-12")
    actions = page.locator(".panel .actions")
    actions.get_by_text(SAID["likes"]).wait_for()
    assert actions.get_by_text(SAID["copy"]).count() == 0
