"""The kiosk's attract loop: a tour that plays when nobody is there, and stops when somebody is."""

from __future__ import annotations

from tests.browser import tours
from tests.browser.tours import TOUR, Opened, parameters, rest, send, stop

ATTRACT = "window.map.visit.touring.attract"
address, opened = tours.address, tours.opened


def test_the_visit_begins_anew_and_the_first_tour_goes_round(opened: Opened, address: str) -> None:
    stops = [stop("a", "map/0.5/0.5/0", seconds=3), stop("b", "grid/0.5/0.5/1", seconds=3)]
    send(address, TOUR | {"stops": stops})
    try:
        page = opened(size="kiosk", idle="2", q="encre", item="doc-9")
        page.locator(".attract .band").wait_for()
        assert page.evaluate("window.map.visit.chosen") is None
        assert page.locator(".panel, .results, .controls").locator("visible=true").count() == 0
        assert "q" not in parameters(page)
        assert page.locator(".attract .touch").inner_text().split() == ["Touchez", "Touch"]
        size = page.locator(".attract h2").evaluate(
            "(h) => parseFloat(getComputedStyle(h).fontSize)"
        )
        assert size >= 48, "read from afar"
        page.wait_for_function(f"{ATTRACT}.journey?.at === 1")
        assert page.locator(".attract h2").inner_text() == "Étape b"
        page.wait_for_function(f"{ATTRACT}.journey?.at === 0")
        band = page.locator(".attract .band").bounding_box()
        page.touchscreen.tap(500, band["y"] - 200)
        page.locator(".attract").wait_for(state="hidden")
        rest(page)
        assert page.evaluate(f"{ATTRACT}.journey") is None
        assert page.locator(".panel").is_hidden(), "the touch that ends it opens nothing"
        assert page.locator(".controls").is_visible()
        page.locator(".attract .band").wait_for()  # and again
    finally:
        send(address, TOUR, method="DELETE")


def test_without_a_tour_it_walks_over_the_themes(opened: Opened) -> None:
    page = opened(idle="1", lang="en")
    page.locator(".attract .band").wait_for()
    assert page.evaluate(f"{ATTRACT}.journey.seconds.length") >= 3
    page.evaluate(f"{ATTRACT}.journey.go(1)")
    page.wait_for_function(f"{ATTRACT}.pictures.children.length > 0")
    assert page.locator(".attract .text").inner_text().endswith("pictures")
    page.keyboard.press("Tab")
    page.locator(".attract").wait_for(state="hidden")


def test_hours_of_it_leave_nothing_behind(opened: Opened) -> None:
    page = opened(idle="1")
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
