"""The cloud of similar pictures, by finger, mouse and keyboard, over a real server."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.ui.cloud_texts import cloud_texts
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser.conftest import PATIENCE, SIZES
from tests.browser.harness import hall

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr")) | cloud_texts(translator("fr"))
STROLL = "window.cloud.stroll"
THERE = """(id) => {
  const stroll = window.cloud?.stroll;
  const answer = stroll?.cluster.answer;
  if (!answer || stroll.element.hasAttribute("aria-busy") || stroll.cluster.moving) return false;
  // Another room was measured, or is about to be: the pictures are to be elsewhere in a moment.
  const measured = JSON.stringify(stroll.cluster.area) === JSON.stringify(stroll.room.area);
  const { x, y } = stroll.cluster.drawn; // what a hand drew comes back
  if (stroll.reader.timer || !measured || x || y) return false;
  const shown = answer.centre.map((one) => one.id);
  return JSON.stringify(shown) === JSON.stringify(stroll.place.centre)
    && (id === null || shown.includes(id));
}"""
AROUND = f"""() => {{
  const {{ cluster }} = {STROLL};
  return cluster.answer.results.map(({{ id, row }}) => ({{ id, row, ...cluster.boxOf(row) }}));
}}"""
PLACE = f"() => {STROLL}.place"


@pytest.fixture(scope="module")
def address(small_bundle: Path) -> Iterator[str]:
    with hall(small_bundle.parent) as found:
        urllib.request.urlopen(f"{found}api/v1/collections").read()
        yield found


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    contexts: list[Any] = []
    troubles: list[str] = []

    def opening(
        *,
        size: str = "desktop",
        motion: str = "reduce",
        item: str | list[str] = "doc-9",
        **query: Any,
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion=motion,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        asked = urllib.parse.urlencode({"item": item} | query, doseq=True)
        page.goto(f"{address}cloud?{asked}")
        there(page)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert troubles == []


def there(page: Any, id_: str | None = None) -> None:
    """Wait until the cloud of where one is hangs still."""
    page.wait_for_function(THERE, arg=id_)


def around(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(AROUND)
    return found


def steps(page: Any) -> tuple[list[str], list[list[str]]]:
    place = page.evaluate(PLACE)
    return place["centre"], place["trail"]


@pytest.mark.parametrize("size", SIZES)
def test_a_finger_walks_from_like_to_like_and_back(opened: Opened, size: str) -> None:
    page = opened(size=size)
    ids = ["doc-9"]
    for turn in range(2):
        one = around(page)[2 + turn]
        at = (one["x"], one["y"])
        if size == "desktop":
            page.mouse.click(*at)
        else:
            page.touchscreen.tap(*at)
        there(page, one["id"])
        ids.append(one["id"])
    assert steps(page) == ([ids[2]], [[ids[0]], [ids[1]]])
    assert page.locator(".way button").count() == 2
    for target in page.locator(".dock button, .dock input, .over button").all():
        if target.is_visible():
            box = target.bounding_box()
            assert min(box["width"], box["height"]) >= 44, target.inner_text()
    page.locator(".way button").first.click()
    there(page, ids[0])
    assert steps(page) == ([ids[0]], [])


def test_what_hangs_is_whole_in_sight_and_none_lies_on_another(opened: Opened) -> None:
    page = opened(size="phone")
    room = page.evaluate(f"{STROLL}.cluster.area")
    middle = page.evaluate(f"{STROLL}.cluster.boxOf({STROLL}.cluster.answer.centre[0].row)")
    boxes = [middle, *around(page)]
    assert len(boxes) == 31
    for n, one in enumerate(boxes):
        assert room["left"] - 0.5 <= one["x"] - one["w"] / 2
        assert one["x"] + one["w"] / 2 <= room["left"] + room["width"] + 0.5
        assert room["top"] - 0.5 <= one["y"] - one["h"] / 2
        assert one["y"] + one["h"] / 2 <= room["top"] + room["height"] + 0.5
        for other in boxes[:n]:
            beside = abs(one["x"] - other["x"]) >= (one["w"] + other["w"]) / 2 - 0.01
            below = abs(one["y"] - other["y"]) >= (one["h"] + other["h"]) / 2 - 0.01
            assert beside or below


def test_each_step_is_an_entry_of_the_history(opened: Opened) -> None:
    page = opened()
    begin = page.evaluate("history.length")
    first, second = (one["id"] for one in around(page)[:2])
    page.evaluate(f"(id) => {STROLL}.go([id])", first)
    there(page, first)
    page.evaluate(f"(id) => {STROLL}.go([id])", second)
    there(page, second)
    assert page.evaluate("history.length") == begin + 2
    page.go_back()
    there(page, first)
    assert steps(page) == ([first], [["doc-9"]])
    page.go_back()
    there(page, "doc-9")
    page.go_forward()
    there(page, first)
    page.reload()
    there(page, first)
    assert steps(page) == ([first], [["doc-9"]])


def test_a_swipe_turns_back_and_forth_and_a_trembling_hand_taps(opened: Opened) -> None:
    page = opened(size="kiosk")
    next_ = around(page)[0]["id"]
    page.evaluate(f"(id) => {STROLL}.go([id])", next_)
    there(page, next_)

    def drag(dx: int, dy: int) -> None:
        page.mouse.move(540, 900)
        page.mouse.down()
        for part in range(1, 6):
            page.mouse.move(540 + dx * part / 5, 900 + dy * part / 5)
        page.mouse.up()

    drag(30, 160)
    there(page, next_)
    assert steps(page)[0] == [next_]
    drag(200, 20)
    there(page, "doc-9")
    assert steps(page) == (["doc-9"], [])
    drag(-200, 20)
    there(page, next_)
    assert steps(page) == ([next_], [["doc-9"]])
    drag(-200, 0)
    there(page, next_)
    assert steps(page) == ([next_], [["doc-9"]])
    one = around(page)[0]
    page.mouse.move(one["x"], one["y"])
    page.mouse.down()
    page.mouse.move(one["x"] + 2, one["y"] + 1)
    page.mouse.up()
    there(page, one["id"])


def test_keys_go_from_one_to_the_next(opened: Opened) -> None:
    page = opened()
    canvas = page.locator("canvas")
    canvas.focus()
    pointed = f"() => {STROLL}.cluster.pointed"
    boxes = {one["row"]: one for one in around(page)}
    page.keyboard.press("ArrowRight")
    right = page.evaluate(pointed)
    assert boxes[right]["x"] > 960
    page.locator(".caption").wait_for()
    assert (
        page.locator(".caption strong").inner_text()
        in page.locator(".cloud > p.unseen[aria-live]").last.inner_text()
    )
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{STROLL}.cluster.isMiddle({pointed[6:]})")
    page.keyboard.press("ArrowUp")
    up = page.evaluate(pointed)
    assert boxes[up]["y"] < page.evaluate(f"{STROLL}.cluster.area.height") / 2
    page.keyboard.press("Enter")
    there(page, boxes[up]["id"])
    # The middle itself is opened; Escape closes it, and then goes back.
    page.keyboard.press("Enter")
    page.locator(".panel").wait_for()
    page.keyboard.press("Escape")
    page.locator(".panel").wait_for(state="hidden")
    assert steps(page)[0] == [boxes[up]["id"]]
    page.keyboard.press("Backspace")
    there(page, "doc-9")
    page.keyboard.press("Escape")
    assert steps(page) == (["doc-9"], [])


def test_the_slider_goes_from_the_same_to_the_surprising(opened: Opened) -> None:
    # The collection is small: with few around the middle there is something else to choose.
    page = opened(size="phone")
    before = [one["id"] for one in around(page)]
    slider = page.get_by_role("slider", name=SAID["surprise"])
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.search.includes('surprise=4')")
    there(page)
    page.get_by_role("button", name=SAID["more_surprise"]).click()
    page.wait_for_function("() => location.search.includes('surprise=6')")
    assert "(6\u00a0sur 10)" in slider.get_attribute("aria-valuetext")
    there(page)
    assert len(around(page)) == len(before)
    for _ in range(3):
        page.get_by_role("button", name=SAID["less_surprise"]).click()
    page.wait_for_function("() => !location.search.includes('surprise')")
    there(page)
    assert [one["id"] for one in around(page)] == before


def test_facets_keep_it_to_a_part(opened: Opened, address: str) -> None:
    page = opened()
    page.get_by_role("button", name=SAID["filters"]).click()
    choice = page.locator(".facets .choice", has_text="encre").first
    choice.click()
    page.wait_for_function("() => location.search.includes('filter=')")
    there(page)
    with urllib.request.urlopen(f"{address}api/v1/small/within?technique=encre") as answer:
        kept = {one["id"] for one in json.load(answer)["results"]}
    assert {one["id"] for one in around(page)} == kept - {"doc-9"}
    page.keyboard.press("Escape")
    page.locator(".facets").wait_for(state="hidden")
    chip = page.locator(".state .chip")
    assert "encre" in chip.inner_text()
    chip.click()
    there(page)
    assert len(around(page)) == 59
    assert "filter" not in page.url
    # A filter of another time is passed over, and said.
    page = opened(filter="technique=encre&nothing=here")
    page.locator(".notice", has_text=SAID["filter_unknown"]).wait_for()
    there(page)
    assert len(around(page)) == 59


def test_several_stand_in_the_middle_together(opened: Opened) -> None:
    page = opened(item=["doc-9", "doc-10", "doc-11"])
    page.get_by_role("heading", level=1, name="3 images ensemble").wait_for()
    assert not page.locator(".do-record").is_visible()
    centre = page.evaluate(f"{STROLL}.cluster.answer.centre")
    box = page.evaluate(f"{STROLL}.cluster.boxOf({centre[1]['row']})")
    page.mouse.click(box["x"], box["y"])
    there(page, "doc-10")
    assert steps(page) == (["doc-10"], [["doc-9", "doc-10", "doc-11"]])
    assert page.locator(".way img").count() == 3
    page.go_back()
    there(page, "doc-11")


def test_a_record_opens_with_what_can_be_done(opened: Opened) -> None:
    page = opened(boards="1")
    page.locator(".do-record").click()
    panel = page.locator(".panel")
    panel.wait_for()
    panel.get_by_role("button", name=SAID["select_board"]).click()
    panel.get_by_role("button", name=SAID["likes"]).click()
    assert page.evaluate("window.told") == [
        ["board", {"ids": ["doc-9"]}],
        ["go", {"page": "", "params": {"item": "doc-9"}}],
    ]
    panel.get_by_role("button", name=SAID["look"]).click()
    page.locator("dialog").first.wait_for()
    page.keyboard.press("Escape")
    # Where one goes, the record goes along.
    page.evaluate(f"{STROLL}.go(['doc-10'])")
    there(page, "doc-10")
    panel.get_by_role("heading", name="Horloge n° 10").wait_for()


def test_the_list_is_the_cloud_as_text(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name=SAID["list"]).click()
    entries = page.locator(".list li button")
    entries.first.wait_for()
    names = [one["id"] for one in around(page)]
    assert entries.count() == len(names)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    there(page, names[0])
    assert steps(page) == ([names[0]], [["doc-9"]])
    assert page.evaluate(
        "document.activeElement.shadowRoot.activeElement.closest('.list') !== null"
    )


def test_pictures_that_stay_travel_and_the_others_fade(opened: Opened) -> None:
    page = opened(motion="no-preference")
    one = around(page)[0]
    # In one go: on a busy machine the way may be over before it is asked about.
    moving = page.evaluate(
        f"""async ([id, row]) => {{
          void {STROLL}.go([id]);
          const {{ cluster }} = {STROLL};
          while (!cluster.moving || !cluster.pieces.get(row)?.middle) {{
            await new Promise(requestAnimationFrame);
          }}
          return {{ ...cluster.pieces.get(row) }};
        }}""",
        [one["id"], one["row"]],
    )
    assert moving["how"] == "stays"
    assert moving["middle"]
    assert moving["to"]["w"] > moving["from"]["w"]
    there(page, one["id"])
    box = page.evaluate(f"(row) => {STROLL}.cluster.boxOf(row)", one["row"])
    area = page.evaluate(f"{STROLL}.cluster.area")
    assert box["x"] == pytest.approx(area["left"] + area["width"] / 2, abs=0.5)
    assert box["y"] == pytest.approx(area["top"] + area["height"] / 2, abs=0.5)


def test_a_lost_server_is_said_quietly_and_found_again(opened: Opened) -> None:
    page = opened()
    one = around(page)[0]
    page.context.set_offline(True)
    page.mouse.click(one["x"], one["y"])
    page.locator(".notice", has_text=SAID["lost"]).wait_for()
    page.context.set_offline(False)
    there(page, one["id"])
    page.locator(".notice", has_text=SAID["lost"]).wait_for(state="hidden")


def test_what_is_gone_is_missed_kindly(opened: Opened, browser: Any, address: str) -> None:
    page = opened()
    page.evaluate(f"{STROLL}.go(['gone'])")
    page.locator(".notice", has_text=SAID["unknown_item"]).wait_for()
    page.keyboard.press("Escape")
    there(page, "doc-9")
    page.get_by_role("button", name=SAID["cloud_chance"]).click()
    page.wait_for_function(
        "() => new URLSearchParams(location.search).getAll('item')[0] !== 'gone'"
    )
    there(page)


@pytest.mark.parametrize("size", ["kiosk", "phone"])
def test_all_of_it_is_done_by_finger_alone(opened: Opened, size: str) -> None:
    """Surprise, facets, the list, the record and the way back, without a key or a mouse."""
    page = opened(size=size)
    slider = page.get_by_role("slider", name=SAID["surprise"])
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => /surprise=[456]/.test(location.search)")
    page.get_by_role("button", name=SAID["filters"]).tap()
    choice = page.locator(".facets .choice", has_text="encre").first
    choice.scroll_into_view_if_needed()
    # What is tapped is as high as a finger, and nothing is crowded.
    assert choice.bounding_box()["height"] >= 40
    for name, many in zip(
        choice.locator(".name").all(), choice.locator(".many").all(), strict=True
    ):
        left, right = name.bounding_box(), many.bounding_box()
        assert right["x"] >= left["x"] + left["width"]
    choice.tap()
    page.wait_for_function("() => location.search.includes('filter=')")
    page.locator(".facets .top button").tap()
    page.locator(".facets").wait_for(state="hidden")
    there(page)
    page.get_by_role("button", name=SAID["list"]).tap()
    second = page.locator(".list li button").nth(1)
    second.scroll_into_view_if_needed()
    second.tap()
    page.wait_for_function("() => location.search.includes('trail=doc-9')")
    there(page)
    page.get_by_role("button", name=SAID["list"]).tap()
    page.locator(".list").wait_for(state="hidden")
    there(page)
    page.locator(".do-record").tap()
    panel = page.locator(".panel")
    panel.wait_for()
    panel.locator(".close").first.tap()
    panel.wait_for(state="hidden")
    there(page)
    page.locator(".way button").first.tap()
    there(page, "doc-9")
    assert steps(page) == (["doc-9"], [])
    assert "filter=" in page.url


def test_what_is_nearer_is_more_alike(opened: Opened) -> None:
    page = opened(size="desktop")
    answer = page.evaluate(f"{STROLL}.cluster.answer")
    middle = page.evaluate(f"{STROLL}.cluster.boxOf({answer['centre'][0]['row']})")
    area = page.evaluate(f"{STROLL}.cluster.area")
    boxes = around(page)
    far = [
        max(
            abs(one["x"] - middle["x"]) / area["width"],
            abs(one["y"] - middle["y"]) / area["height"],
        )
        for one in boxes
    ]
    third = len(far) // 3
    assert sum(far[:third]) / third < sum(far[-third:]) / third - 0.1
    sizes = [one["w"] * one["h"] for one in boxes]
    assert sum(sizes[:third]) > sum(sizes[-third:])
