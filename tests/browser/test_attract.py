"""The kiosk's attract loop: a tour that plays while nobody is there, and stops when somebody is."""

from __future__ import annotations

from tests.browser import tours
from tests.browser.tours import TOUR, Opened, send, stop

ATTRACT = "window.map.visit.touring.attract"
address, opened = tours.address, tours.opened


def test_the_first_tour_goes_round_in_each_language_in_turn(opened: Opened, address: str) -> None:
    stops = [stop("a", "map/0.5/0.5/0", seconds=3), stop("b", "grid/0.5/0.5/1", seconds=3)]
    send(address, TOUR | {"stops": [*stops, stop("c", "map/0.5/0.5/1", seconds=3)]})
    try:
        page = opened(size="kiosk", loop="1")
        page.locator(".attract .band").wait_for()
        assert page.locator(".panel, .results, .controls").locator("visible=true").count() == 0
        heading = page.locator(".attract h2")
        size = heading.evaluate("(h) => parseFloat(getComputedStyle(h).fontSize)")
        assert size >= 48, "read from afar"
        said = []
        for n in (1, 2, 0):
            page.wait_for_function(f"() => {ATTRACT}.journey?.at === {n}")
            said.append((heading.inner_text(), page.locator(".attract .touch").inner_text()))
        assert said == [("Place b", "Touch"), ("Étape c", "Touchez"), ("Place a", "Touch")]
        band = page.locator(".attract .band").bounding_box()
        page.touchscreen.tap(500, band["y"] - 200)
        page.wait_for_function("() => window.ended === 1")
        assert page.evaluate(f"{ATTRACT}.journey.playing") is False
        assert page.locator(".panel").is_hidden(), "the touch that ends it opens nothing"
        page.touchscreen.tap(500, band["y"] - 200)
        assert page.evaluate("window.ended") == 1, "it ends once"
    finally:
        send(address, TOUR, method="DELETE")


def test_without_a_tour_it_walks_over_the_themes(opened: Opened) -> None:
    page = opened(loop="1", lang="en", calm=False)
    page.locator(".attract .band").wait_for()
    assert page.evaluate(f"{ATTRACT}.journey.seconds.length") >= 3
    assert page.locator(".attract h2").inner_text() in ("Petite", "Small")
    page.evaluate(f"{ATTRACT}.journey.go(1)")
    page.wait_for_function(f"() => {ATTRACT}.pictures.children.length > 0")
    assert page.evaluate("window.map.visit.stage.motion.pace") > 1, "a slow flight"
    assert page.locator(".attract .text").inner_text().endswith(("images", "pictures"))
    page.keyboard.press("Tab")
    page.wait_for_function("() => window.ended === 1")


def test_hours_of_it_leave_nothing_behind(opened: Opened) -> None:
    page = opened(loop="1")
    page.locator(".attract .band").wait_for()
    round_ = f"""async () => {{
      const {{ journey }} = {ATTRACT};
      for (let n = 0; n < 40; n += 1) {{
        journey.go(n);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }}
      return document.getElementById("host").shadowRoot.querySelectorAll("*").length;
    }}"""
    first = page.evaluate(round_)
    again = page.evaluate(round_)
    assert again <= first + 12, "elements do not gather"
    assert page.evaluate("history.length") <= 3, "nor do entries of the history"


def test_elsewhere_nothing_plays_by_itself(opened: Opened) -> None:
    page = opened()
    assert page.evaluate(ATTRACT) is None
