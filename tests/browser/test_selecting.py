"""Selecting on the map: by drawing, tapping, keys and lists; the tray; what is taken home."""

from __future__ import annotations

import csv
import io
import json
import math
import urllib.parse
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.bundle import Bundle
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser import test_map
from tests.browser.harness import change_manifest
from tests.browser.test_map import STAGE, ask, panel, places, record, rest, told, topmost
from tests.makers import HOSTILE, ODD_IDS

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
SELECTED = "window.map.visit.selection.rows"
IDLE = "() => !window.map.visit.stage.request"

map_data = test_map.map_data
address = test_map.address
opened = test_map.opened


def mode(page: Any) -> Any:
    return page.locator(f".controls [aria-label='{SAID['select']}']")


def tool(page: Any, name: str) -> Any:
    return page.locator(f".tray [data-tool='{name}'], .tray [data-way='{name}']")


def selected(page: Any) -> list[int]:
    return list(page.evaluate(SELECTED))


def until(page: Any, count: int) -> list[int]:
    """Wait until so many are selected; their rows, in order."""
    page.wait_for_function(f"() => window.map.visit.selection.size === {count}")
    return selected(page)


def drag(page: Any, points: list[tuple[float, float]], *, key: str | None = None) -> None:
    if key:
        page.keyboard.down(key)
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()
    if key:
        page.keyboard.up(key)


def ring(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    turns = [n / 40 * 2 * math.pi for n in range(41)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def hung(page: Any, bundle: Bundle, layout: str = "map") -> np.ndarray:
    """Where every item hangs on the screen, whether it is shown or not."""
    p = page.evaluate(
        f"""async () => (await import("/viewer/camera.js"))
          .projection({STAGE}.motion.camera, {STAGE}.frame)"""
    )
    x, y = np.asarray(bundle.layout(layout)).T
    return np.stack([p["ax"] * x + p["bx"], p["ay"] * y + p["by"]], axis=1)


def around(at: np.ndarray, x: float, y: float, radius: float) -> list[int]:
    return np.flatnonzero(np.hypot(at[:, 0] - x, at[:, 1] - y) < radius).tolist()


def between(at: np.ndarray, left: float, top: float, right: float, bottom: float) -> list[int]:
    x, y = at.T
    return np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom)).tolist()


@pytest.fixture
def bundle(map_data: Any) -> Bundle:
    return Bundle(map_data / "small")


# Drawing


def test_a_lasso_takes_all_that_hangs_there_shown_or_not(opened: Opened, bundle: Bundle) -> None:
    page = opened()
    mode(page).click()
    assert mode(page).get_attribute("aria-pressed") == "true"
    rest(page)
    before = page.evaluate(f"{STAGE}.motion.camera")
    at = hung(page, bundle)
    inside = around(at, 800, 450, 320)
    assert len(inside) > len({row for row in places(page) if row in inside}) > 0
    hidden = len(set(inside) - set(places(page)))  # when the line is drawn: the strip takes room
    drag(page, ring(800, 450, 320))
    rows = until(page, len(inside))
    assert rows == inside
    assert page.locator(".tray .count").inner_text() == f"{len(inside)} images sélectionnées"
    said = f"{len(inside)} images sélectionnées, dont {hidden} qui n’ont pas encore la place"
    page.locator(".notice").get_by_text(said).wait_for()
    assert page.evaluate(f"{STAGE}.motion.camera.x") == pytest.approx(before["x"], abs=1e-6)
    assert not panel(page).is_visible()


def test_a_rectangle_is_drawn_added_to_and_taken_from(opened: Opened, bundle: Bundle) -> None:
    page = opened(select=["doc-9"])
    mode(page).click()
    tool(page, "box").click()
    rest(page)
    at = hung(page, bundle)
    left = between(at, 300, 250, 900, 800)
    drag(page, [(300, 250), (500, 400), (900, 800)])
    assert until(page, len(left)) == left

    right = between(at, 880, 150, 1500, 700)
    both = [*left, *[row for row in right if row not in left]]
    drag(page, [(1500, 700), (1000, 300), (880, 150)], key="Shift")
    rest(page)
    assert until(page, len(both)) == both
    drag(page, [(300, 250), (900, 800)], key="Alt")
    assert until(page, len(both) - len(left)) == [row for row in both if row not in left]

    # The same without a key held.
    tool(page, "add").click()
    assert tool(page, "add").get_attribute("aria-pressed") == "true"
    at = hung(page, bundle)
    drag(page, [(300, 250), (900, 700)])
    more = {*selected(page)} | {*between(at, 300, 250, 900, 700)}
    until(page, len(more))
    tool(page, "subtract").click()
    drag(page, [(2, 2), (1910, 800)])
    page.wait_for_function(f"() => !{SELECTED}.length")


def test_what_is_hidden_is_not_selected_and_what_is_dim_is(opened: Opened, bundle: Bundle) -> None:
    techniques = bundle.items["technique"].to_pylist()
    ink = [row for row, technique in enumerate(techniques) if "encre" in (technique or [])]
    for hide, wanted in ((True, ink), (False, list(range(60)))):
        page = opened()
        page.evaluate(
            """async (hide) => {
              const { NOTHING } = await import("/viewer/wishes.js");
              const columns = { technique: ["encre"] };
              map.visit.seeking.seek({ wishes: { ...NOTHING, hide, columns } });
            }""",
            hide,
        )
        page.wait_for_function(f"() => {STAGE}.lit !== null")
        mode(page).click()
        rest(page)
        page.locator(".tray .view").click()
        assert sorted(until(page, len(wanted))) == wanted


def test_escape_gives_up_the_line_then_the_mode_then_the_panel(opened: Opened) -> None:
    page = opened(item="doc-9")
    panel(page).wait_for()
    rest(page)
    page.locator(".map > canvas").focus()
    page.keyboard.press("s")
    assert mode(page).get_attribute("aria-pressed") == "true"
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(500, 600)
    page.mouse.move(600, 300)
    assert page.locator(".drawing .over").get_attribute("points")
    page.keyboard.press("Escape")
    assert not page.locator(".drawing .over").get_attribute("points")
    assert mode(page).get_attribute("aria-pressed") == "true"
    page.mouse.up()
    page.keyboard.press("Escape")
    assert mode(page).get_attribute("aria-pressed") == "false"
    assert panel(page).is_visible()
    page.keyboard.press("Escape")
    panel(page).wait_for(state="hidden")
    assert selected(page) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("by", ["Escape", "done"])
def test_leaving_the_mode_keeps_the_focus_on_the_map(opened: Opened, size: str, by: str) -> None:
    page = opened(size=size)
    mode(page).click()
    tool(page, "box").click()
    if by == "done":
        page.get_by_role("button", name=SAID["done"], exact=True).click()
    else:
        page.keyboard.press(by)
    page.locator(".tray").wait_for(state="hidden")
    page.wait_for_timeout(100)  # the browser takes a focus away with the next frame
    assert mode(page).evaluate("(one) => one.getRootNode().activeElement === one")


def test_tab_goes_by_the_layouts_before_the_tray_and_through_the_belt_at_once(
    opened: Opened,
) -> None:
    page = opened(select=["doc-9", "doc-12", "doc-20"])
    until(page, 3)
    page.locator(".map > canvas").focus()
    where = f"""() => {{
      const part = {test_map.IN_SHADOW}.activeElement?.closest(".controls, .belt, .tray");
      return part?.classList[0] ?? null;
    }}"""
    seen = []
    while "belt" not in seen and len(seen) < 40:
        page.keyboard.press("Tab")
        seen.append(page.evaluate(where))
    assert seen.index("controls") < seen.index("tray")
    assert "controls" not in seen[seen.index("tray") :]
    page.keyboard.press("Tab")
    assert page.evaluate(where) != "belt", "arrows go from one picture to the next"


def test_one_finger_draws_while_two_pinch(opened: Opened, bundle: Bundle) -> None:
    page = opened(size="kiosk")
    mode(page).tap()
    rest(page)
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        marks = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": marks})

    at = hung(page, bundle)
    inside = around(at, 540, 800, 300)
    line = ring(540, 800, 300)
    touch("touchStart", line[0])
    for point in line[1:]:
        touch("touchMove", point)
    touch("touchEnd")
    assert until(page, len(inside)) == inside

    # A second finger: the line is given up, and the map follows both.
    rest(page)
    scale = page.evaluate(f"{STAGE}.motion.camera.scale")
    touch("touchStart", (500, 700))
    touch("touchMove", (500, 740))
    touch("touchMove", (500, 760))
    touch("touchStart", (500, 760), (580, 760))
    for step in range(1, 9):
        touch("touchMove", (500 - 5 * step, 760), (580 + 5 * step, 760))
    touch("touchEnd")
    rest(page)
    assert page.evaluate(f"{STAGE}.motion.camera.scale") / scale == pytest.approx(2, rel=0.08)
    assert selected(page) == inside


# One by one


def test_a_tap_takes_a_picture_and_another_gives_it_back(opened: Opened) -> None:
    page = opened(size="phone")
    mode(page).tap()
    rest(page)
    row, x, y = topmost(page)
    page.touchscreen.tap(x, y)
    assert until(page, 1) == [row]
    assert not panel(page).is_visible()
    rest(page)
    row_, x, y = topmost(page)
    page.touchscreen.tap(x, y)
    until(page, 0 if row_ == row else 2)
    # Beside the pictures nothing happens: one goes on selecting.
    page.touchscreen.tap(6, 200)
    page.wait_for_timeout(400)
    assert mode(page).get_attribute("aria-pressed") == "true"


def test_the_keyboard_selects_what_is_in_the_middle_or_in_view(opened: Opened) -> None:
    page = opened()
    page.locator(".map > canvas").focus()
    page.keyboard.press("s")
    page.keyboard.press("+")
    rest(page)
    row = page.evaluate(f"{STAGE}.central()")
    page.keyboard.press(" ")
    assert until(page, 1) == [row]
    rest(page)
    page.keyboard.press(" ")
    until(page, 0)
    page.keyboard.press("Home")
    rest(page)
    page.locator(".tray .view").focus()
    page.keyboard.press("Enter")
    rest(page)
    until(page, 60)
    page.locator(".map > canvas").focus()
    page.keyboard.press("s")
    assert mode(page).get_attribute("aria-pressed") == "false"
    # Outside of it the space bar opens, as it did.
    page.keyboard.press("+")
    rest(page)
    page.keyboard.press(" ")
    panel(page).wait_for()


def test_the_panel_and_the_list_select_as_well(opened: Opened, address: str) -> None:
    page = opened(item="doc-9")
    panel(page).wait_for()
    button = panel(page).locator(".selects")
    assert button.inner_text() == SAID["select_this"]
    button.click()
    assert until(page, 1) == [9]
    assert button.inner_text() == SAID["select_drop"]
    page.get_by_role("button", name=SAID["list"]).click()
    box = page.locator(".list .pick input").first
    box.wait_for()
    row = int(box.get_attribute("data-row"))
    title = record(address, row)["title"]
    assert title in box.get_attribute("aria-label")
    box.focus()
    page.keyboard.press(" ")
    rows = until(page, 0 if row == 9 else 2)
    assert rows == ([] if row == 9 else [9, row])
    box.uncheck() if box.is_checked() else None
    until(page, 1 if row != 9 else 0)
    button.click()
    page.wait_for_function(f"() => !{SELECTED}.includes(9)")


def test_all_that_a_search_finds_is_selected_in_its_order(opened: Opened, address: str) -> None:
    page = opened()
    page.get_by_role("combobox").fill("cheval")
    page.keyboard.press("Enter")
    page.locator(".results .entries li").first.wait_for()
    found = ask(address, "api/v1/small/search?q=cheval&k=500&lang=fr")["results"]
    page.locator(".seek .state .all").click()
    assert until(page, len(found)) == [one["row"] for one in found]


def test_a_themes_name_selects_the_theme(opened: Opened, address: str) -> None:
    page = opened()
    mode(page).click()
    rest(page)
    name = page.locator(".labels .label:not(.leaving) > span").first
    box = name.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(f"() => {SELECTED}.length > 0")
    themes = ask(address, "api/v1/small/themes?lang=fr&medoids=0")["results"]
    rows = {
        frozenset(one["row"] for one in ask(address, f"api/v1/small/within?theme={id_}")["results"])
        for id_ in (theme["id"] for theme in themes if theme["label"] == name.inner_text().lower())
    }
    assert frozenset(selected(page)) in rows


# What stays


def test_a_selection_survives_layout_language_and_filters(opened: Opened) -> None:
    page = opened(view="map/0.5/0.5/0", select=["doc-12", "doc-9", ODD_IDS[0]])
    assert until(page, 3) == [12, 9, 0]
    page.locator(".layouts button").nth(1).click()
    rest(page)
    page.get_by_role("combobox").fill("vase")
    page.keyboard.press("Enter")
    page.locator(".results").wait_for()
    rest(page)
    page.evaluate("map.update({ ...props, lang: 'en' })")
    rest(page)
    assert selected(page) == [12, 9, 0]
    assert page.evaluate(f"{STAGE}.marked(12)") is True


def test_a_small_selection_is_in_the_address_and_a_link_reopens_it(opened: Opened) -> None:
    page = opened()
    page.evaluate(f"map.visit.selection.replace({json.dumps(list(ODD_IDS.values()))})")
    until(page, 6)
    query = urllib.parse.parse_qs(urllib.parse.urlparse(page.url).query)
    assert query["select"] == list(ODD_IDS.values())
    again = opened(select=query["select"])
    assert until(again, 6) == list(ODD_IDS)
    # Another tab's link with what is not there any more takes the rest.
    other = opened(select=["nobody", "doc-9"])
    assert until(other, 1) == [9]
    # Too much of it is left out of the address, but this tab remembers.
    page.evaluate(
        """map.visit.selection.replace(
          Array.from({ length: 60 }, (_, row) => ({ id: `${"x".repeat(30)}${row}`, row })))"""
    )
    until(page, 60)
    assert "select=" not in page.url


def test_another_version_of_the_collection_keeps_the_selection(
    opened: Opened, map_data: Any
) -> None:
    page = opened(collection="deep", select=["doc-9", "doc-12"], rough=True)
    until(page, 2)
    change_manifest(map_data / "deep", lambda manifest: manifest.update(version="f" * 12))
    page.evaluate("map.update({ ...props, version: 'f'.repeat(12) })")
    page.wait_for_function("() => window.map.visit.selecting.version === 'f'.repeat(12)")
    rest(page)
    assert selected(page) == [9, 12]


# The tray


def belt(page: Any) -> list[int]:
    """Rows on the belt, from left to right."""
    found = page.locator(".belt li").evaluate_all(
        "(all) => all.map((one) => [Number(one.dataset.at), Number(one.dataset.row)])"
    )
    return [row for _, row in sorted(found)]


def test_the_belt_is_put_in_order_by_keys_and_buttons(opened: Opened) -> None:
    page = opened(select=["doc-9", "doc-12", "doc-20"])
    until(page, 3)
    assert belt(page) == [9, 12, 20]
    first = page.locator(".belt li button").first
    first.focus()
    page.keyboard.press("Shift+ArrowRight")
    assert belt(page) == [12, 9, 20]
    assert page.evaluate(f"{test_map.IN_SHADOW}.activeElement.parentElement.dataset.row") == "9"
    page.keyboard.press("End")
    page.keyboard.press("Delete")
    assert belt(page) == [12, 9]
    page.get_by_role("button", name=SAID["select_earlier"]).click()
    assert belt(page) == [9, 12]
    assert selected(page) == [9, 12]
    # One place in hand, the same for the screen reader.
    label = page.locator(".belt [aria-current]").get_attribute("aria-label")
    assert label.endswith("1\u00a0sur 2")
    page.locator(".tray .undo").click()
    page.locator(".tray .undo").click()
    assert belt(page) == [12, 9, 20]


def test_the_belt_is_put_in_order_by_dragging(opened: Opened) -> None:
    page = opened(select=["doc-9", "doc-12", "doc-20", "doc-21"])
    until(page, 4)
    boxes = [one.bounding_box() for one in page.locator(".belt li").all()]
    y = boxes[0]["y"] + 40
    drag(page, [(boxes[0]["x"] + 40, y), (boxes[1]["x"] + 60, y), (boxes[2]["x"] + 80, y)])
    assert belt(page) == [12, 20, 9, 21]
    assert selected(page) == [12, 20, 9, 21]
    assert told(page, "open") == []


def test_a_picture_of_the_belt_is_flown_to_and_the_chosen_are_lit(opened: Opened) -> None:
    page = opened(select=["doc-9", "doc-12"], calm=True)
    until(page, 2)
    page.locator(".belt li button").nth(1).click()
    page.wait_for_function(f"() => {STAGE}.chosen?.row === 12")
    rest(page)
    x, y, *_ = places(page)[12]
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    assert 0 < x < width
    assert 0 < y < height - page.locator(".tray").bounding_box()["height"]
    light = page.locator(".tray .light")
    light.click()
    rest(page)
    page.wait_for_function(f"() => {STAGE}.lit?.raised.size > 0 || {STAGE}.lit")
    rest(page)
    for row, (*_, alpha) in places(page).items():
        assert alpha == pytest.approx(1 if row in (9, 12) else 5 / 32, abs=0.01)
    assert light.get_attribute("aria-pressed") == "true"
    light.click()
    rest(page)
    assert all(alpha == 1 for *_, alpha in places(page).values())


def test_clearing_can_be_undone_and_dismissed(opened: Opened) -> None:
    page = opened(select=["doc-9", "doc-12"])
    until(page, 2)
    page.locator(".tray .clear").click()
    until(page, 0)
    assert "select=" not in page.url
    assert page.locator(".tray .count").inner_text() == SAID["selected_none"]
    page.keyboard.press("Enter")  # the focus is on "undo"
    assert until(page, 2) == [9, 12]
    page.locator(".tray .clear").click()
    until(page, 0)
    page.keyboard.press("Escape")
    page.locator(".tray").wait_for(state="hidden")


def test_thousands_on_the_belt_are_no_more_elements(opened: Opened) -> None:
    page = opened()
    page.evaluate(
        """map.visit.selection.replace(
          Array.from({ length: 5000 }, (_, n) => ({ id: `n${n}`, row: n % 60 })))"""
    )
    page.locator(".belt li").first.wait_for()
    assert page.locator(".belt li").count() < 60
    page.locator(".belt li button").first.focus()
    page.keyboard.press("End")
    page.wait_for_function(
        f"() => {test_map.IN_SHADOW}.activeElement.parentElement.dataset.at === '4999'"
    )
    assert page.locator(".belt li").count() < 60
    page.locator(".belt").evaluate("(belt) => { belt.scrollLeft = 100_000; }")
    page.wait_for_timeout(200)
    # Tab still reaches the one in hand.
    assert page.locator(".belt [aria-current]").get_attribute("tabindex") == "0"
    assert page.locator(".belt li").count() < 60


@pytest.mark.parametrize("size", ["phone", "kiosk"])
def test_everything_on_the_tray_is_large_enough_for_a_finger(opened: Opened, size: str) -> None:
    page = opened(size=size, select=["doc-9", "doc-12"], boards="1")
    until(page, 2)
    mode(page).tap()
    rest(page)
    if size == "phone":
        page.locator(".tray .fold").tap()
    page.locator(".belt li").first.wait_for()
    width = page.viewport_size["width"]
    for one in page.locator(".tray button").all():
        box = one.bounding_box()
        if box is None:
            continue
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert one.evaluate("(one) => one.closest('.belt') !== null") or (
            box["x"] >= 0 and box["x"] + box["width"] <= width + 1
        )


# What is taken home


def taken(page: Any, kind: str) -> tuple[str, str]:
    """The name and the text of a file that was really downloaded."""
    with page.expect_download() as coming:
        page.locator(f".tray .take.{kind}").click()
    download = coming.value
    return download.suggested_filename, download.path().read_bytes().decode("utf-8")


def test_a_table_is_taken_home_in_the_selections_order(opened: Opened, address: str) -> None:
    ids = ["doc-12", *ODD_IDS.values(), "doc-9"]
    page = opened(select=ids)
    until(page, 8)
    name, text = taken(page, "csv")
    assert name.startswith("small-selection-20")
    assert name.endswith(".csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["id"].removeprefix("'") for row in rows] == ids
    for row, number in zip(rows, [12, *ODD_IDS, 9], strict=True):
        item = record(address, number)
        assert row["title"] == item["title"]
        assert row["technique"].split("|") == item["technique"]
        assert row["inventory"] == item["extra"]["inventory"]
        assert row["themes"].split("|") == [theme["label"] for theme in item["themes"]]
        assert not any(value[:1] in ("=", "+", "@") for value in row.values())
    titles = {record(address, row)["title"] for row in range(60)}
    assert HOSTILE in titles
    name, text = taken(page, "json")
    kept = json.loads(text)
    assert (kept["collection"], kept["language"]) == ("small", "fr")
    assert [item["id"] for item in kept["items"]] == ids
    assert kept["items"][0]["title"] == record(address, 12)["title"]


def test_the_board_is_asked_for_only_where_there_is_one(opened: Opened) -> None:
    page = opened(select=["doc-9", "doc-12"], item="doc-20")
    until(page, 2)
    panel(page).wait_for()
    assert not page.get_by_role("button", name=SAID["select_board"]).count()
    page = opened(select=["doc-12", "doc-9"], item="doc-20", boards="1")
    until(page, 2)
    page.locator(".tray .board").click()
    panel(page).get_by_role("button", name=SAID["select_board"]).click()
    assert told(page, "board") == [{"ids": ["doc-12", "doc-9"]}, {"ids": ["doc-20"]}]
    answer = {"key": "1", "text": "2", "link": {"page": "tableau", "label": HOSTILE}}
    page.evaluate("(said) => map.update({ ...props, said })", answer)
    link = page.locator(".notice a")
    assert link.inner_text() == HOSTILE
    assert "/tableau?collection=small&lang=fr" in link.get_attribute("href")
    link.click()
    assert told(page, "go") == [{"page": "tableau"}]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_tray_breaks_no_rule_of_accessibility(opened: Opened, size: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    from tests.browser.test_accessibility import RULES, SMALL

    page = opened(size=size, select=["doc-9", "doc-12"], boards="1", lang="en")
    until(page, 2)
    page.locator(".controls [aria-label='Select pictures']").click()
    if size == "phone":
        page.locator(".tray .fold").click()
    page.locator(".belt li img[src]").first.wait_for()
    rest(page)
    answer = axe.Axe().run(page, options=RULES).response
    broken = [(found["id"], found["nodes"][0]["html"]) for found in answer["violations"]]
    # The bare page around the map has neither a heading nor landmarks of its own.
    bare = ("region", "page-has-heading-one", "landmark-one-main")
    assert [one for one in broken if one[0] not in bare] == []
    if size == "phone":
        assert [found for found in page.evaluate(SMALL) if not found.startswith("Find")] == []
