"""The closest look: a picture over the whole window, by hand, by key, by address."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.collection import Collection
from explorer.publishing import export_map
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser import test_map, test_static
from tests.browser.harness import hall

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
PLATE = "window.map.visit.closer.dialog.plate"
LOOKED = """() => {
  const plate = window.map.visit.closer.dialog?.plate;
  if (!plate?.item || plate.asked || plate.motion.held) return false;
  return plate.base?.side === 1024 && (!plate.tiles || plate.tiles.idle);
}"""

opened = test_map.opened
walk = test_static.walk


@pytest.fixture(scope="module")
def map_data(
    small_bundle: Path, large_bundle: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The small collection, and one with full pictures of some items."""
    data = tmp_path_factory.mktemp("closer") / "data"
    shutil.copytree(small_bundle, data / "small")
    shutil.copytree(large_bundle, data / "large")
    return data


@pytest.fixture(scope="module")
def address(map_data: Path) -> Iterator[str]:
    with hall(map_data) as found:
        yield found


@pytest.fixture(scope="module")
def site(large_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An export with full pictures."""
    www = tmp_path_factory.mktemp("www")
    export_map(Collection(large_bundle), www / "site")
    with test_static.web(www) as found:
        yield found


def dialog(page: Any) -> Any:
    return page.locator("dialog.deepzoom")


def settled(page: Any) -> None:
    """Wait until the picture is as sharp as it will be."""
    page.wait_for_timeout(80)
    page.wait_for_function(LOOKED)


def look(page: Any) -> None:
    """Open the closest look by its button."""
    page.get_by_role("button", name=SAID["look"]).click()
    dialog(page).wait_for()
    settled(page)


def at(page: Any) -> tuple[float, float, float]:
    """Where one looks: x, y, and doublings from the whole."""
    found = page.evaluate(f"{PLATE}.look")
    return found["x"], found["y"], found["zoom"]


def closer(page: Any) -> str:
    """What the address says."""
    found = re.search(r"[?&]closer=([^&]*)", page.url)
    return found[1] if found else ""


def press(page: Any, name: str) -> None:
    dialog(page).get_by_role("button", name=SAID[name], exact=True).click()
    page.wait_for_timeout(60)
    settled(page)


def go_closest(page: Any) -> None:
    """As close as it goes, by the button."""
    button = dialog(page).get_by_role("button", name=SAID["closer"], exact=True)
    while button.get_attribute("aria-disabled") != "true":
        press(page, "closer")


def sharpness(page: Any) -> int:
    """Levels of the tiles that are held, the finest one; -1 for none."""
    levels = page.evaluate(
        f"[...({PLATE}.tiles?.held.keys() ?? [])].map((key) => Number(key.split('/')[0]))"
    )
    return min(levels, default=-1)


def test_the_picture_of_the_panel_opens_it_and_closing_gives_the_focus_back(
    opened: Opened,
) -> None:
    page = opened(collection="large", item="doc-9")
    panel = page.locator(".panel")
    panel.wait_for()
    box = panel.locator("img.picture").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialog(page).wait_for()
    settled(page)
    assert dialog(page).evaluate("(one) => one.matches(':modal')")
    size = dialog(page).bounding_box()
    assert (size["width"], size["height"]) == (1920, 1080)
    assert page.evaluate("map.visit.element.getRootNode().activeElement.tagName") == "CANVAS"
    assert at(page) == (0.5, 0.5, 0)
    press_and_wait(page, "Escape")
    focused = "map.visit.element.getRootNode().activeElement.className"
    assert page.evaluate(focused) == "look"
    # The key that opened the picture in the panel did not close that as well.
    assert panel.is_visible()
    page.keyboard.press("Enter")
    dialog(page).wait_for()


def press_and_wait(page: Any, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_function("() => !map.visit.closer.dialog.element.open")


def test_closer_in_finer_tiles_come_and_further_out_fewer(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    # The whole is 1,400 px wide here: the level of 1,300 px would not do, the next one does.
    whole = page.evaluate(f"{PLATE}.tiles.held.size")
    go_closest(page)
    assert sharpness(page) == 0
    assert at(page)[2] > 1
    assert page.evaluate(f"{PLATE}.ends.closest")
    wide, high = page.evaluate(f"[{PLATE}.frame.width, {PLATE}.frame.height]")
    shown = page.evaluate(f"{PLATE}.motion.camera.scale")
    assert shown == pytest.approx(4 * 2600, rel=0.02)
    seen = page.evaluate(f"{PLATE}.seen")
    assert seen["right"] - seen["left"] == pytest.approx(wide / shown, rel=0.01)
    assert seen["bottom"] - seen["top"] == pytest.approx(high / shown * 2600 / 1700, rel=0.01)
    press(page, "look_whole")
    assert at(page) == (0.5, 0.5, pytest.approx(0, abs=0.01))
    assert page.evaluate(f"{PLATE}.tiles.held.size") >= whole


def test_keys_move_and_zoom_and_arrows_of_the_map_do_not(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    before = page.evaluate("window.map.visit.stage.view.zoom")
    look(page)
    for key in ("+", "+", "+"):
        page.keyboard.press(key)
        settled(page)
    x, y, zoom = at(page)
    assert zoom == pytest.approx(3 * 0.585, abs=0.02)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    settled(page)
    assert at(page)[0] > x and at(page)[1] > y
    page.keyboard.press("-")
    settled(page)
    assert at(page)[2] < zoom
    page.keyboard.press("Home")
    settled(page)
    assert at(page)[2] == pytest.approx(0, abs=0.01)
    assert page.evaluate("window.map.visit.stage.view.zoom") == before
    told = dialog(page).locator("[role=status].unseen").inner_text()
    assert re.search(r"\d+ % de la taille", told)


def test_the_wheel_zooms_where_it_points_and_a_drag_moves(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    under = f"""(() => {{
      const {{ motion: {{ camera }}, frame }} = {PLATE};
      return camera.x + (300 - frame.width / 2) / camera.scale / frame.stretch.x;
    }})()"""
    left = page.evaluate(f"{PLATE}.canvas.getBoundingClientRect().left")
    page.mouse.move(left + 300, 400)
    for _ in range(4):
        before = page.evaluate(under)
        page.mouse.wheel(0, -200)
        settled(page)
        if at(page)[2] > 0.8:
            assert page.evaluate(under) == pytest.approx(before, abs=0.01)
    x, y, _ = at(page)
    page.mouse.move(700, 500)
    page.mouse.down()
    page.mouse.move(600, 450, steps=4)
    page.mouse.up()
    settled(page)
    assert at(page)[0] > x and at(page)[1] > y
    # However far it is dragged, it comes back.
    page.mouse.move(1000, 800)
    page.mouse.down()
    page.mouse.move(1100, 1000, steps=3)
    page.mouse.move(1300, 1070, steps=3)
    page.mouse.up()
    for _ in range(3):
        page.mouse.move(700, 300)
        page.mouse.down()
        page.mouse.move(1300, 1000, steps=4)
        page.mouse.up()
    settled(page)
    seen = page.evaluate(f"{PLATE}.seen")
    assert seen["left"] > -0.01 and seen["top"] > -0.01


def test_two_fingers_pinch_and_two_taps_go_closer(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9", size="kiosk")
    page.locator(".panel .look").tap()
    dialog(page).wait_for()
    settled(page)
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        marks = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": marks})

    touch("touchStart", (500, 900))
    touch("touchStart", (500, 900), (580, 900))
    for step in range(1, 9):
        touch("touchMove", (500 - 10 * step, 900), (580 + 10 * step, 900))
    touch("touchEnd")
    settled(page)
    pinched = at(page)[2]
    assert pinched == pytest.approx(1.58, abs=0.25)
    for _ in range(6):  # on a busy machine, two taps may come too late to be one gesture
        page.touchscreen.tap(500, 700)
        page.touchscreen.tap(502, 701)
        settled(page)
        if at(page)[2] > pinched:
            break
    assert at(page)[2] > pinched + 0.5
    for button in dialog(page).locator("button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 48, button.get_attribute("aria-label")


def number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+([.][0-9]+)?", text) is not None


def test_back_closes_it_and_forward_and_a_link_open_it_where_it_was(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    page.wait_for_timeout(1400)
    entries = page.evaluate("history.length")
    look(page)
    assert page.evaluate("history.length") == entries + 1
    assert closer(page) == "1"
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    settled(page)
    where = at(page)
    page.wait_for_function(
        "() => new URL(location.href).searchParams.get('closer') === map.visit.closer.address"
    )
    assert page.evaluate("history.length") == entries + 1  # walking is not paging
    link = page.evaluate("location.href")  # what the browser's driver knows may be a step older
    page.go_back()
    page.wait_for_function("() => !map.visit.closer.dialog.element.open")
    assert closer(page) == "" and page.locator(".panel").is_visible()
    page.go_forward()
    page.wait_for_function("() => map.visit.closer.dialog.element.open")
    settled(page)
    assert at(page) == pytest.approx(where, abs=0.01)
    page.goto(link)
    dialog(page).wait_for()
    settled(page)
    assert at(page) == pytest.approx(where, abs=0.01)
    page.wait_for_timeout(1400)
    # Less than a pixel apart: one comes to the same place by a flight and by a link.
    told, again = (re.split(r"[/&=]", address) for address in (link, page.url))
    assert [part for part in again if not number(part)] == [
        part for part in told if not number(part)
    ]
    numbers = ([float(part) for part in parts if number(part)] for parts in (again, told))
    assert next(numbers) == pytest.approx(next(numbers), abs=5e-4)
    press_and_wait(page, "Escape")
    assert closer(page) == ""


@pytest.mark.parametrize("said", ["x", "9/9/9", "1/2", "%00", "1e999/0/0"])
def test_an_odd_address_shows_the_whole(opened: Opened, said: str) -> None:
    page = opened(collection="large", item="doc-9", closer=said)
    dialog(page).wait_for()
    settled(page)
    assert at(page)[2] == pytest.approx(0, abs=0.01)


def test_an_address_without_an_item_shows_the_map(opened: Opened) -> None:
    page = opened(collection="large", closer="1")
    assert not dialog(page).count()
    page.wait_for_timeout(1400)
    assert closer(page) == ""


def test_a_picture_without_tiles_is_looked_at_as_closely_as_it_allows(opened: Opened) -> None:
    page = opened(collection="large", item="doc-11")
    look(page)
    go_closest(page)
    assert sharpness(page) == -1
    assert page.evaluate(f"{PLATE}.motion.camera.scale") == pytest.approx(4 * 1024, rel=0.02)
    assert page.evaluate(f"{PLATE}.base.bitmap.width") == 1024
    small = opened(collection="small", item="doc-9")
    look(small)
    # A small picture is not blown up to the whole window.
    assert small.evaluate(f"{PLATE}.motion.camera.scale") == pytest.approx(2 * 170, rel=0.02)


def test_a_full_picture_that_went_away_is_shown_by_its_derivative(
    opened: Opened, map_data: Path
) -> None:
    shutil.move(map_data / "large" / "full", map_data / "elsewhere")
    try:
        page = opened(collection="large", item="doc-9", rough=True)
        look(page)
        go_closest(page)
        assert page.evaluate(f"{PLATE}.motion.camera.scale") == pytest.approx(4 * 1024, rel=0.02)
        assert not page.evaluate("map.visit.server.lost")
    finally:
        shutil.move(map_data / "elsewhere", map_data / "large" / "full")


def test_loss_of_the_server_is_said_quietly_and_mends_itself(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9", rough=True)
    page.route("**/full/**", lambda route: route.abort())
    page.route("**/api/health", lambda route: route.abort())
    page.get_by_role("button", name=SAID["look"]).click()
    dialog(page).wait_for()
    notice = dialog(page).locator(".notice")
    notice.get_by_text(SAID["lost"]).wait_for()
    page.unroute("**/full/**")
    page.unroute("**/api/health")
    notice.wait_for(state="hidden")
    settled(page)
    assert sharpness(page) == 0


def test_the_record_is_beside_it_and_can_be_folded(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    beside = dialog(page).locator(".beside")
    assert beside.get_by_role("heading", name="Cheval n° 9").is_visible()
    for text in ("Anonyme 1", "1709", "encre", "Orléans", "INV.0009", "CC0 1.0"):
        assert beside.get_by_text(text).first.is_visible(), text
    wide = page.evaluate(f"{PLATE}.frame.width")
    press(page, "look_record")
    assert not beside.is_visible()
    assert page.evaluate(f"{PLATE}.frame.width") > wide
    press(page, "look_record")
    assert beside.is_visible()
    phone = opened(collection="large", item="doc-9", size="phone")
    look(phone)
    assert not phone.locator(".deepzoom .beside").is_visible()
    press(phone, "look_record")
    box = phone.locator(".deepzoom .beside").bounding_box()
    assert box["width"] == 390 and box["height"] < 0.5 * 844


def test_neighbours_follow_one_another_and_the_map_goes_along(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    before = dialog(page).get_by_role("button", name=SAID["look_before"])
    assert before.get_attribute("aria-disabled") == "true"
    page.wait_for_function("() => map.visit.closer.line.length > 1")
    second = page.evaluate("map.visit.closer.line[1].id")
    press(page, "look_after")
    page.wait_for_function(f"() => map.visit.chosen.id === {second!r}")
    assert page.evaluate("map.visit.closer.dialog.shown") == second
    assert second in page.url.replace("%20", " ").replace("%2F", "/") or second
    assert page.evaluate("map.visit.closer.line.length") > 1
    press(page, "look_before")
    page.wait_for_function("() => map.visit.chosen.id === 'doc-9'")
    assert before.get_attribute("aria-disabled") == "true"
    press(page, "look_after")
    page.wait_for_function(f"() => map.visit.chosen.id === {second!r}")
    press_and_wait(page, "Escape")
    focused = "map.visit.element.getRootNode().activeElement.className"
    assert page.evaluate(focused) == "look"


def test_the_overview_shows_and_leads_where_one_looks(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    overview = dialog(page).locator(".overview")
    assert not overview.is_visible()
    for _ in range(3):
        press(page, "closer")
    box = overview.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    settled(page)
    x, y, _ = at(page)
    assert x > 0.7 and y > 0.7
    frame = overview.locator(".seen").bounding_box()
    assert frame["x"] > box["x"] + box["width"] / 2


def test_tiles_stay_within_their_budget(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    page.evaluate(f"{PLATE}.tiles.budget = 6 * 2 ** 20")
    for _ in range(3):
        press(page, "closer")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        for _ in range(5):
            page.keyboard.press(f"Shift+{key}")
        settled(page)
    seen = page.evaluate(f"{PLATE}.tiles.queue.length")
    held, budget = page.evaluate(f"[{PLATE}.tiles.bytes, {PLATE}.tiles.budget]")
    assert seen == 0 and held <= budget + 12 * 2**20
    press_and_wait(page, "Escape")


def test_nothing_moves_by_itself_where_that_is_not_wanted(opened: Opened) -> None:
    page = opened(collection="large", item="doc-9")
    look(page)
    page.keyboard.press("+")
    assert page.evaluate(f"{PLATE}.motion.course") is None
    lively = opened(collection="large", item="doc-9", calm=False)
    look(lively)
    lively.keyboard.press("+")
    settled(lively)
    assert at(lively)[2] == pytest.approx(0.585, abs=0.02)


def test_markup_in_a_title_is_text(opened: Opened) -> None:
    page = opened(collection="large")
    row = page.evaluate(
        "fetch('/api/v1/large/rows?rows=6').then((answer) => answer.json())"
        ".then(({ results: [one] }) => map.visit.open(one))"
    )
    assert row is None
    look(page)
    assert "<script>" in dialog(page).locator("h2").inner_text()
    assert not dialog(page).locator("script").count()


def test_an_export_shows_full_pictures_too(walk: Callable[..., Any]) -> None:
    page = walk("site/?view=map/0.5/0.5/0/doc-9&closer=1")
    plate = "cimaiseMap.visit.closer.dialog?.plate"
    test_static.until(page, f"() => Boolean({plate}?.tiles?.idle && {plate}.base)")
    for _ in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(80)
    finest = f"[...{plate}.tiles.held.keys()].some((key) => key.startsWith('0/'))"
    test_static.until(page, f"() => {plate}.tiles.idle && {finest}")
