"""What panels leave of the map: what was seen goes on being seen in it, and nobody is moved."""

from __future__ import annotations

import shutil
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser import test_map
from tests.browser.harness import hall
from tests.browser.test_map import STAGE, close_to, panel, places, rest, topmost

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
PARTS = {"list": ".list-toggle", "filters": ".seek-toggle:not(.tours-toggle)"}

BROKEN_OFF = """(head, way) => {
  const { left, top } = head.getBoundingClientRect();
  const tell = (type, x, y) => head.dispatchEvent(new PointerEvent(type, {
    bubbles: true, composed: true, isPrimary: true, pointerId: 7, clientX: x, clientY: y,
  }));
  tell("pointerdown", left + 30, top + 20);
  tell("pointermove", left + 30, top + 20 + way);
  tell("pointercancel", 0, 0);
}"""
"""Drag the head of a list down by so many pixels, and have it taken away from the hand."""

opened = test_map.opened


@pytest.fixture(scope="module")
def map_data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("room") / "data"
    data.mkdir()
    shutil.copytree(small_bundle, data / "small")
    return data


@pytest.fixture(scope="module")
def address(map_data: Path) -> Iterator[str]:
    with hall(map_data) as found:
        yield found


def linked(page: Any) -> str:
    """Where a link leads, without the item that is open."""
    view = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["view"][0]
    return "/".join(view.split("/")[:4])


def free(page: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is free of the map."""
    frame = page.evaluate(f"{STAGE}.frame")
    inset = frame["inset"]
    return (
        inset["left"],
        inset["top"],
        frame["width"] - inset["right"],
        frame["height"] - inset["bottom"],
    )


def middle(page: Any) -> tuple[float, float]:
    """The place, in the unit square, in the middle of what is free."""
    camera = page.evaluate(f"{STAGE}.motion.camera")
    return camera["x"], camera["y"]


def is_whole(page: Any) -> bool:
    left, top, right, bottom = free(page)
    shown = [place for place in places(page).values() if place[4] > 0]
    return bool(shown) and all(
        left - 1 <= x - w / 2 and x + w / 2 <= right + 1 and top - 1 <= y <= bottom + 1
        for x, y, w, _, _ in shown
    )


def press(page: Any, name: str) -> None:
    page.locator(PARTS[name]).first.click()
    rest(page)


@pytest.mark.parametrize("calm", [True, False])
def test_who_sees_the_whole_goes_on_seeing_it_beside_a_panel(opened: Opened, calm: bool) -> None:
    page = opened(calm=calm)
    before, told = places(page), linked(page)
    assert is_whole(page)
    for name in PARTS:
        press(page, name)
        assert is_whole(page), name
        assert free(page)[0] > 300 and linked(page) == told
        # A second one, on the other side.
        page.mouse.click(*topmost(page)[1:])
        panel(page).wait_for()
        rest(page)
        assert is_whole(page) and linked(page) == told
        panel(page).get_by_role("button", name=SAID["close"]).click()
        rest(page)
        press(page, name)
        assert linked(page) == told
        for row, place in places(page).items():
            assert place == pytest.approx(before[row], abs=0.01)
    # Who walks off while a panel is open is told of where he is then.
    press(page, "list")
    page.get_by_role("button", name=SAID["closer"]).click()
    rest(page)
    seen = linked(page)
    assert seen.endswith("/1")
    press(page, "list")
    assert linked(page) == seen


def test_who_stands_closer_keeps_the_middle_in_the_middle(opened: Opened, map_data: Path) -> None:
    page = opened(view=close_to(map_data, 2.2, row=20))
    camera, told = page.evaluate(f"{STAGE}.motion.camera"), linked(page)
    for name in PARTS:
        press(page, name)
        assert page.evaluate(f"{STAGE}.motion.camera") == camera
        assert linked(page) == told
        press(page, name)
        assert page.evaluate(f"{STAGE}.motion.camera") == camera
    # A picture at the edge is brought into what its panel leaves, and that is undone too.
    row, x, y = max(
        (
            (row, x, y)
            for row, (x, y, w, h, _) in places(page).items()
            if x + w / 2 < 1900 and h / 2 + 100 < y < 900
            if page.evaluate(f"{STAGE}.at({x}, {y}, 0)") == row
        ),
        key=lambda found: found[1],
    )
    page.mouse.click(x, y)
    panel(page).wait_for()
    rest(page)
    at = places(page)[row]
    assert at[0] + at[2] / 2 <= free(page)[2] and linked(page) == told
    page.keyboard.press("Escape")
    panel(page).wait_for(state="hidden")
    rest(page)
    assert page.evaluate(f"{STAGE}.motion.camera") == camera and linked(page) == told


@pytest.mark.parametrize("size", ["phone", "kiosk"])
def test_on_an_upright_screen_half_of_the_map_stays_and_is_used(opened: Opened, size: str) -> None:
    page = opened(size=size)
    high = page.locator(".map").bounding_box()["height"]
    told = linked(page)
    sill = page.locator(".sill")
    assert not sill.is_visible()
    filters = page.locator(".drawer.facets")
    page.locator(PARTS["filters"]).first.tap()
    rest(page)
    assert filters.bounding_box()["height"] <= high / 2
    assert is_whole(page) and linked(page) == told
    left, top, right, bottom = free(page)
    shown = places(page).values()
    wide = max(x + w / 2 for x, _, w, _, _ in shown) - min(x - w / 2 for x, _, w, _, _ in shown)
    assert wide > 0.6 * (right - left), "what is free is used"
    assert bottom - top > 0.3 * high

    # Taller, shorter, by a button …
    box = sill.bounding_box()
    assert min(box["width"], box["height"]) >= 48
    assert sill.get_attribute("aria-label") == SAID["taller"]
    sill.tap()
    rest(page)
    assert filters.bounding_box()["height"] > 0.7 * high
    assert sill.get_attribute("aria-label") == SAID["shorter"]
    sill.tap()
    sill.tap()
    rest(page)
    low = filters.bounding_box()["height"]
    assert low < 0.35 * high and is_whole(page)
    # … for all of them, and for the whole visit …
    filters.get_by_role("button", name=SAID["close"]).tap()
    page.reload()
    rest(page)
    page.locator(PARTS["list"]).first.tap()
    rest(page)
    listed = page.locator(".list")
    assert listed.bounding_box()["height"] == pytest.approx(low, abs=2)
    # … and by dragging.
    head = page.locator(".list > .head").bounding_box()
    x, y = head["x"] + 30, head["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 0.2 * high, steps=4)
    page.mouse.up()
    rest(page)
    assert 0.4 * high < listed.bounding_box()["height"] <= 0.5 * high
    assert is_whole(page)
    assert linked(page) == told
    # A drag that the browser breaks off, which has no place then, ends where it was.
    page.locator(".list > .head").evaluate(BROKEN_OFF, 0.2 * high)
    rest(page)
    assert listed.bounding_box()["height"] == pytest.approx(low, abs=2)
