"""A kiosk of the whole app: four ways in, a way back, and nothing left of a visit."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explorer.attendance import read_attendance
from tests.browser import kiosks
from tests.browser.conftest import ROOT, AppServer, running_app
from tests.browser.kiosks import (
    COUNTDOWN,
    HOME,
    IDLE,
    PAGE,
    Visit,
    bar,
    collections,
    drawn,
    visiting,
)

server, visit = kiosks.server, kiosks.visit

LEFT = """() => [sessionStorage, localStorage].flatMap((kept) =>
  Object.entries(kept).filter(([name]) => name.startsWith("cimaise-"))).map(String)"""


def ways(page: Any) -> Any:
    """The covers of the home, once their pictures hang."""
    page.wait_for_function(
        """() => {
          for (const host of document.querySelectorAll("*")) {
            const images = host.shadowRoot?.querySelectorAll(".way img") ?? [];
            if (images.length >= 4 && [...images].every((one) => one.complete)) return true;
          }
          return false;
        }"""
    )
    return page.locator(".home .way")


def nobody_comes(page: Any) -> None:
    """The idle time passes, and nobody says that they are there."""
    page.clock.fast_forward(IDLE * 1000)
    page.locator(".curtain.asked").wait_for()
    for _ in range(COUNTDOWN + 1):
        page.clock.fast_forward(1000)
    page.locator(".attract .band").wait_for()


def test_a_visit_begins_at_home_with_four_ways_in(visit: Visit) -> None:
    page = visit()
    assert page.url.endswith("/accueil")
    assert page.evaluate("document.documentElement.lang") == "fr", "not the browser's language"
    covers = ways(page)
    labels = covers.locator(".label").all_inner_texts()
    assert labels == ["La carte", "Thèmes", "Visite guidée", "Images semblables"]
    cut = """(all) => all.filter((one) => getComputedStyle(one).objectFit !== "contain").length"""
    assert page.locator(".home .way img").evaluate_all(cut) == 0, "pictures are whole"
    middle = page.viewport_size["height"] / 2
    assert page.locator("nav.bar").bounding_box()["y"] > middle, "within reach from a wheelchair"
    assert bar(page, "back").get_attribute("aria-disabled") == "true"

    covers.filter(has_text="Thèmes").tap()
    page.locator("a.cover").first.wait_for()
    page.locator("nav.bar").get_by_role("button", name="English").tap()
    page.locator("h1", has_text="Themes").wait_for()
    bar(page, "home", "en").tap()
    page.locator(".home h1", has_text=HOME["en"]["welcome"]).wait_for()
    bar(page, "back", "en").tap()
    page.locator("a.cover").first.wait_for()
    bar(page, "home", "en").tap()
    ways(page).filter(has_text="Guided tour").tap()
    page.locator(".player").wait_for()
    bar(page, "home", "en").tap()
    ways(page).filter(has_text="Similar pictures").tap()
    page.wait_for_url("**/similaires?**")
    page.locator(".cloud canvas, canvas").first.wait_for()


def test_the_controls_are_moved_for_the_visit(visit: Visit) -> None:
    page = visit()
    low = page.locator("nav.bar").bounding_box()["y"]
    bar(page, "reach").tap()
    page.locator(".moves .up").tap()
    page.locator(".moves .right").tap()
    assert page.locator("nav.bar").bounding_box()["y"] == 0 < low
    assert bar(page, "back").bounding_box()["x"] > page.viewport_size["width"] / 2
    ways(page).filter(has_text="La carte").tap()
    drawn(page)
    assert page.locator("nav.bar").bounding_box()["y"] == 0
    assert (
        page.locator(".map").bounding_box()["y"]
        >= page.locator("nav.bar").bounding_box()["height"] - 1
    )
    page.reload()
    page.locator("nav.bar").wait_for()
    assert page.locator("nav.bar").bounding_box()["y"] == 0, "kept for the visit"
    high = page.viewport_size["height"]
    ways(page).filter(has_text="La carte").tap()  # a page that is loaded anew begins at home
    drawn(page)
    bar(page, "reach").tap()
    page.locator(".moves .low").tap()
    assert page.locator("nav.bar").bounding_box()["y"] > high / 2
    assert page.locator(".map").bounding_box()["y"] >= 0.4 * high - 1, "all of it is within reach"
    page.locator(".moves .low").tap()
    assert page.locator(".map").bounding_box()["y"] == 0, "and goes back"


def test_about_speaks_to_visitors(visit: Visit) -> None:
    page = visit("a-propos", lang="fr", collection="small")
    page.locator(".facts h2").first.wait_for()
    assert page.locator(".facts h2").all_inner_texts() == [
        "Ce que c’est", "Qui a fait ces images", "Ce qu’une machine a fait", "Remerciements",
    ]  # fmt: skip
    told = page.locator(".facts").inner_text()
    assert "Anonyme" in told and "60 images sont réunies ici" in told.replace("\u202f", " ")
    assert not re.search("Vecteurs|Index|Empreinte|Version", told), "that is for technicians"


def test_an_exhibition_is_entered_by_its_cover(visit: Visit) -> None:
    page = visit("expositions", lang="fr", collection="small")
    cover = page.locator(".entry .picture img")
    cover.wait_for()
    assert cover.bounding_box()["height"] > page.viewport_size["height"] / 5, "a large one"
    box = cover.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Le mur").wait_for()


def test_one_searches_by_the_words_that_are_offered(visit: Visit) -> None:
    page = visit("recherche", lang="fr")
    words = page.locator(".offered section")
    words.first.wait_for()
    assert "Thèmes" in words.locator("h2").all_inner_texts()
    word = words.first.locator(".button").first
    said = word.inner_text()
    assert said == "encre"
    word.tap()
    page.locator(".parts .chip", has_text=said).wait_for()
    assert words.locator("visible=true").count() == 0
    page.locator(".parts .chip").first.tap()
    words.first.wait_for()


def test_somebody_who_is_still_there_goes_on(visit: Visit) -> None:
    page = visit("themes", lang="en")
    page.locator("a.cover").first.wait_for()
    page.touchscreen.tap(500, 60)
    page.clock.fast_forward(IDLE * 1000)
    asked = page.locator(".curtain.asked")
    asked.get_by_text(PAGE["en"]["still_there"]).wait_for()
    page.clock.fast_forward(3000)
    page.touchscreen.tap(500, 300)
    asked.wait_for(state="hidden")
    page.clock.fast_forward(COUNTDOWN * 1000)
    page.locator("a.cover").first.wait_for()
    assert asked.is_hidden()


def test_all_of_a_visit_is_forgotten_and_it_is_counted(visit: Visit, server: AppServer) -> None:
    page = visit(
        "", lang="en", collection="two", select="doc-9", view="map/0.3/0.3/2", filter="theme=3"
    )
    drawn(page)
    page.locator(".tray .chosen").wait_for()
    page.wait_for_function("() => sessionStorage.getItem('cimaise-view-two') !== null")
    page.locator("nav.bar .round").tap()
    page.wait_for_function("() => document.documentElement.dataset.scheme === 'light'")
    bar(page, "reach", "en").tap()
    page.locator(".moves .up").tap()
    nobody_comes(page)
    # New session, first page, first language, first collection, night, controls low.
    assert page.url == server.page("accueil")
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate("document.documentElement.dataset.high") == "down"
    left = page.evaluate(LEFT)
    assert not [
        one for one in left if any(part in one for part in ("two", "select", "0.3", "light"))
    ]
    assert page.locator(".attract .touch").inner_text() in ("Touchez l’écran", "Touch the screen")

    page.touchscreen.tap(500, 900)
    page.locator(".playing").wait_for(state="detached")
    ways(page)
    assert page.url == server.page("accueil"), "the touch that ends it opens nothing"
    assert bar(page, "back").get_attribute("aria-disabled") == "true", "not into the last visit"

    def counted() -> Any:
        file = server.data / "attendance.json"
        days = read_attendance(file) if file.exists() else {}
        return next(iter(days.values()), None)

    for _ in range(60):
        if (told := counted()) and told.languages.get("en"):
            break
        page.wait_for_timeout(500)
    assert told is not None
    assert told.languages.get("en") == 1
    assert told.visits >= 1


def test_the_line_that_starts_the_browser_opens_the_kiosk(
    server: AppServer, tmp_path: Path
) -> None:
    def silent() -> float:
        with urllib.request.urlopen(f"{server.address}api/kiosk/pulse", timeout=10) as answer:
            return float(json.load(answer)["silent"])

    def wait(until: Callable[[], bool]) -> bool:
        return any(until() or time.sleep(0.5) for _ in range(120))

    assert wait(lambda: silent() > 7), "no page of another test is open"
    line = [str(ROOT / "deploy" / "kiosk" / "bin" / "cimaise-browser"), "--headless=new"]
    line += ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    settings = {
        "CIMAISE_ADDRESS": server.page("accueil"),
        "RUNTIME_DIRECTORY": str(tmp_path),
        "HOME": str(tmp_path),
    }
    browser = subprocess.Popen(
        line,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert wait(lambda: silent() < 5), "its page lives"
    finally:
        os.killpg(browser.pid, signal.SIGTERM)
        browser.wait(timeout=20)


def test_who_drums_on_the_glass_breaks_nothing(visit: Visit) -> None:
    page = visit("", lang="fr", view="map/0.5/0.5/0")
    drawn(page)
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    chance = random.Random(7)
    for _ in range(150):
        page.touchscreen.tap(chance.randrange(width), chance.randrange(height))
    page.locator("nav.bar").wait_for()
    if not page.url.startswith(page.evaluate("location.origin") + "/accueil"):
        page.locator("nav.bar .ways button").nth(1).click()
    page.locator(".home .way").first.wait_for()


def test_a_picture_that_is_missing_leaves_no_hole(visit: Visit, server: AppServer) -> None:
    page = visit(wait=False, watched=False)
    page.context.route("**/thumbs/**", lambda route: route.fulfill(status=404, body=""))
    page.goto(server.page("accueil"))
    page.locator(".home .way").first.wait_for()
    page.wait_for_timeout(1500)
    assert page.locator(".home .way img").count() == 0
    ways_ = page.locator(".home .way")
    ways_.filter(has_text="La carte").tap()
    drawn(page)
    page.context.unroute("**/thumbs/**")


def test_it_survives_its_server_and_has_a_keyboard(
    small_bundle: Path, tmp_path: Path, browser: Any
) -> None:
    data = tmp_path / "data"
    collections(data, small_bundle)
    settings = {"EXPLORER_PROFILE": "kiosk", "EXPLORER_KIOSK_TEXT": "1"}
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(contextlib.ExitStack())
        server = first.enter_context(running_app(data, **settings))
        visit = stack.enter_context(visiting(browser, server))
        page = visit("recherche", lang="en", watched=False, clock=False)
        box = page.locator(".search input[type=search]")
        box.tap()
        keys = page.locator(".keyboard")
        keys.wait_for()
        assert keys.locator(".row").nth(1).locator(".key").first.inner_text() == "q"
        keys.get_by_role("button", name=PAGE["en"]["key_layout"]).tap()
        assert keys.locator(".row").nth(1).locator(".key").first.inner_text() == "a"
        for letter in "étég":
            keys.get_by_role("button", name=letter, exact=True).tap()
        keys.get_by_role("button", name=PAGE["en"]["key_delete"]).tap()
        assert box.input_value() == "été"
        size = keys.locator(".key").evaluate_all(
            """(all) => Math.min(...all.map((one) => one.getBoundingClientRect())
                .flatMap(({ width, height }) => [width, height]))"""
        )
        assert size >= 60
        keys.get_by_role("button", name=PAGE["en"]["key_done"], exact=True).tap()
        keys.wait_for(state="hidden")
        page.locator(".parts .chip", has_text="été").wait_for()

        port = server.address.rsplit(":", 1)[1].strip("/")
        first.close()  # the server is killed
        lost = page.locator(".curtain.lost")
        lost.get_by_text(PAGE["en"]["lost_how"]).wait_for()
        stack.enter_context(running_app(data, port=int(port), **settings))
        lost.wait_for(state="detached")
        page.locator(".parts .chip", has_text="été").wait_for()
        assert page.evaluate("document.documentElement.lang") == "en", "the visit goes on"
