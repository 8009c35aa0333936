"""Walking a guided tour: by buttons, keys and fingers, from a list or a link."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import tours
from tests.browser.tours import (
    SAID,
    TOUR,
    TOURING,
    Opened,
    button,
    parameters,
    rest,
    send,
    stop,
)

STAGE = "window.map.visit.stage"
AT = f"{TOURING}.journey?.at"
address, opened = tours.address, tours.opened


@pytest.fixture(scope="module", autouse=True)
def _tour(address: str) -> None:
    send(address, TOUR)


def heading(page: Any) -> str:
    return str(page.locator(".player h2").inner_text())


def reach(page: Any, n: int) -> None:
    page.wait_for_function(f"() => {AT} === {n}")
    rest(page)


def test_from_the_list_through_every_stop(opened: Opened) -> None:
    page = opened(q="encre")
    before = parameters(page)
    button(page, SAID["tours"]).click()
    page.locator(".tours .play").click()
    reach(page, 0)
    player = page.locator(".player")
    assert heading(page) == "Étape a"
    assert "Tout est là." in player.inner_text()
    assert "Étape 1 sur 4" in player.inner_text().replace("\xa0", " ")
    assert parameters(page)["tour"] == "promenade"
    assert parameters(page)["stop"] == "1"
    assert "q" not in parameters(page), "what was sought does not dim the tour"

    button(page, SAID["tour_next"]).click()
    reach(page, 1)
    assert heading(page) == "Le coin"
    assert page.locator(".regions path.line.current").count() == 1
    assert page.locator(".label.region").inner_text() == "Le coin"
    x, y = page.evaluate(
        f"() => {{ const {{ camera }} = {STAGE}.viewpoint; return [camera.x, camera.y]; }}"
    )
    assert (round(x, 2), round(y, 2)) == (0.25, 0.25), "the region is in the middle"

    button(page, SAID["tour_next"]).click()
    reach(page, 2)
    assert page.evaluate(f"{STAGE}.layout") == "grid"
    assert page.locator(".layouts [aria-pressed=true]").inner_text().strip() == "Grille"
    text = page.locator(".player .text")
    assert text.inner_text() == "<b>Only</b> in English."
    assert text.get_attribute("lang") == "en"
    assert page.locator(".regions").is_hidden(), "the region lies in another layout"

    button(page, SAID["tour_next"]).click()
    reach(page, 3)
    page.wait_for_function(f"() => {STAGE}.lit?.mask.count === 2")
    assert button(page, SAID["tour_next"]).get_attribute("aria-disabled") == "true"

    button(page, SAID["tour_leave"]).click()
    player.wait_for(state="hidden")
    rest(page)
    after = parameters(page)
    assert "tour" not in after
    assert after["q"] == before["q"], "what was sought before is sought again"


def test_a_link_opens_a_stop_and_back_leaves(opened: Opened) -> None:
    page = opened(tour="promenade", stop="2", lang="en")
    reach(page, 1)
    assert heading(page) == "Le coin", "the other language stands in"
    assert page.locator(".player h2").get_attribute("lang") == "fr"
    page = opened()
    button(page, SAID["tours"]).click()
    page.locator(".tours .play").click()
    reach(page, 0)
    page.keyboard.press("ArrowRight")
    reach(page, 1)
    page.go_back()
    page.locator(".player").wait_for(state="hidden")
    assert "tour" not in parameters(page)
    page.go_forward()
    page.locator(".player").wait_for()


def test_filters_come_back_after_a_tour_gone_back_to(opened: Opened) -> None:
    page = opened(filter="theme=3")
    page.wait_for_function(f"() => {STAGE}.lit !== null")
    button(page, SAID["tours"]).click()
    page.locator(".tours .play").click()
    reach(page, 0)
    assert "filter" not in parameters(page)
    page.go_back()
    page.locator(".player").wait_for(state="hidden")
    assert parameters(page)["filter"] == "theme=3"
    page.go_forward()
    reach(page, 0)
    page.keyboard.press("Escape")
    page.locator(".player").wait_for(state="hidden")
    page.wait_for_function(f"() => {STAGE}.lit !== null")
    assert parameters(page)["filter"] == "theme=3"
    assert "tour" not in parameters(page)


def test_filters_come_back_after_a_tour_that_was_reloaded(opened: Opened) -> None:
    page = opened(filter="theme=3")
    page.wait_for_function(f"() => {STAGE}.lit !== null")
    button(page, SAID["tours"]).click()
    page.locator(".tours .play").click()
    reach(page, 0)
    page.keyboard.press("ArrowRight")
    reach(page, 1)
    page.reload()
    page.wait_for_function("() => window.map?.visit.touring.journey")
    reach(page, 1)
    assert "filter" not in parameters(page)
    assert page.evaluate(f"{STAGE}.lit") is None, "it does not dim the tour"
    button(page, SAID["tour_leave"]).click()
    page.locator(".player").wait_for(state="hidden")
    page.wait_for_function(f"() => {STAGE}.lit !== null")
    assert parameters(page)["filter"] == "theme=3"


def test_a_tour_that_is_gone_is_said_kindly(opened: Opened) -> None:
    page = opened(tour="never-was")
    page.get_by_text(SAID["tour_unknown"]).wait_for()
    assert "tour" not in parameters(page)


def test_keys_turn_pause_and_leave(opened: Opened) -> None:
    page = opened(tour="promenade")
    reach(page, 0)
    assert page.locator(".player h2").evaluate("(h) => h.matches(':focus')")
    page.keyboard.press("ArrowRight")
    reach(page, 1)
    page.keyboard.press("ArrowLeft")
    reach(page, 0)
    page.keyboard.press(" ")
    assert page.evaluate(f"{TOURING}.journey.playing") is False
    button(page, SAID["tour_play"]).wait_for()
    page.keyboard.press(" ")
    assert page.evaluate(f"{TOURING}.journey.playing") is True
    live = page.locator(".player [aria-live=polite]")
    assert live.get_attribute("aria-atomic") == "true"
    assert "Étape a" in live.inner_text()
    page.keyboard.press("Escape")
    page.locator(".player").wait_for(state="hidden")


def test_touching_the_map_pauses_and_resuming_brings_back(opened: Opened) -> None:
    page = opened(tour="promenade")
    reach(page, 0)
    page.mouse.move(1300, 600)
    page.mouse.down()
    page.mouse.move(1000, 500, steps=4)
    page.mouse.up()
    button(page, SAID["tour_resume"]).wait_for()
    assert page.evaluate(f"{TOURING}.journey.playing") is False
    rest(page)
    away = page.evaluate(f"{STAGE}.viewpoint.camera.x")
    page.mouse.click(960, 1070)
    assert page.locator(".player").is_visible(), "a tap beside does not leave the tour"
    button(page, SAID["tour_resume"]).click()
    rest(page)
    assert page.evaluate(f"{TOURING}.journey.playing") is True
    assert page.evaluate(f"{STAGE}.viewpoint.camera.x") != away
    assert page.locator(".player .resume").is_hidden()


def test_it_plays_by_itself_to_the_end(opened: Opened, address: str) -> None:
    quick = [stop(name, "map/0.5/0.5/0", seconds=3) for name in "ab"]
    send(address, TOUR | {"id": "vite", "stops": quick})
    try:
        page = opened(tour="vite")
        reach(page, 1)
        page.wait_for_function(f"() => {TOURING}.journey.over")
        button(page, SAID["tour_play"]).click()
        page.wait_for_function(f"() => {AT} === 0")
    finally:
        send(address, TOUR | {"id": "vite"}, method="DELETE")


@pytest.mark.parametrize("calm", [True, False])
def test_reduced_motion_cuts_and_does_not_fly(opened: Opened, calm: bool) -> None:
    page = opened(tour="promenade", calm=calm)
    reach(page, 0)
    flies = page.evaluate(
        f"() => {{ {TOURING}.journey.go(1); return {STAGE}.motion.course !== null; }}"
    )
    assert flies is not calm


def test_a_thumb_turns_the_pages(opened: Opened) -> None:
    page = opened(size="phone", tour="promenade")
    reach(page, 0)
    for start, end, n in ((320, 100, 1), (100, 320, 0)):
        swipe(page, start, end, page.locator(".player h2").bounding_box()["y"] + 8)
        reach(page, n)
    player = page.locator(".player").bounding_box()
    assert player["y"] + player["height"] <= 844
    assert player["height"] < 844 / 2, "the map keeps the larger part"
    for name in ("tour_previous", "tour_pause", "tour_next", "tour_leave"):
        box = button(page, SAID[name]).bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_a_tap_on_the_name_of_a_region_goes_there(opened: Opened) -> None:
    page = opened(tour="promenade")
    reach(page, 0)
    box = page.locator(".label.region > span").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reach(page, 1)
    assert page.locator(".panel").is_hidden()


def swipe(page: Any, start: float, end: float, y: float) -> None:
    """A finger on the glass, from one place to another."""
    client = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", start), ("touchMove", (start + end) / 2), ("touchMove", end)):
        points = [{"x": x, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
