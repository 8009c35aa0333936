"""The map's ways of looking: several layouts, hanging, the overview, help, and the way back."""

from __future__ import annotations

import json
import math
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.bundle import Bundle
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser import test_map
from tests.browser.harness import change_manifest, hall
from tests.browser.test_map import STAGE, close_to, panel, places, record, rest, topmost, view

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
MORE = {
    "themes": "themes",
    "timeline": "timeline",
    "colour": "colour",
    "places": "places",
    "axis-school": "axis",
    "axis-owner": "axis",
}
TITLES = {
    "axis-school": {"fr": "École", "en": "School"},
    "axis-owner": {"fr": "Propriétaire d’origine", "en": "First owner"},
}
GUIDE = {
    "lines": [{"x1": 0, "y1": 0.5, "x2": 1, "y2": 0.5, "level": 0}],
    "labels": [
        {"x": 0.5, "y": 0.02, "text": {"fr": "Date inconnue", "en": "Date unknown"}, "rank": 0},
        {"x": 0.2, "y": 0.5, "text": {"": "1890"}, "level": 0, "anchor": "centre", "rank": 1},
        {"x": 0.21, "y": 0.5, "text": {"": "1891"}, "level": 2, "anchor": "centre", "rank": 2},
    ],
}

opened = test_map.opened


@pytest.fixture(scope="module")
def map_data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small collection, and ``many``, in which it hangs in eight ways (most of them alike)."""
    data = tmp_path_factory.mktemp("ways") / "data"
    data.mkdir()
    shutil.copytree(small_bundle, data / "small")
    out = data / "many"
    shutil.copytree(small_bundle, out)
    points = Bundle(small_bundle).layout("grid")
    for name in MORE:
        shutil.rmtree(out / "sheets" / name, ignore_errors=True)
        shutil.copytree(out / "sheets" / "grid", out / "sheets" / name)
        np.save(out / "layouts" / f"{name}.npy", points)
        (out / "layouts" / f"{name}.json").write_text(json.dumps(GUIDE), encoding="utf-8")

    def add(manifest: dict[str, Any]) -> None:
        kept = {one["name"]: one for one in manifest["layouts"]}
        more = [
            kept["grid"] | {"name": name, "kind": kind, "title": TITLES.get(name, {})}
            for name, kind in MORE.items()
        ]
        manifest["layouts"] = [kept["map"], kept["grid"], *more]

    change_manifest(out, add)
    return data


@pytest.fixture(scope="module")
def address(map_data: Path) -> Iterator[str]:
    with hall(map_data) as found:
        yield found


def layout_buttons(page: Any) -> Any:
    return page.locator(".layouts button")


def choose(page: Any, name: str) -> None:
    """Change the layout, wherever its button is."""
    folded = page.locator(".switcher .menu > button")
    if folded.count():
        folded.click()
    page.locator(".layouts").get_by_role("button", name=name, exact=True).click()
    rest(page)


def entries(page: Any) -> int:
    return int(page.evaluate("history.length"))


# Layouts


def test_eight_layouts_stand_side_by_side_where_there_is_room(opened: Opened) -> None:
    page = opened(collection="many", lang="en")
    names = [text.strip() for text in layout_buttons(page).all_inner_texts()]
    assert names == [
        *("Map", "Grid", "Themes", "Timeline", "Colours", "Places", "School", "First owner")
    ]
    boxes = [one.bounding_box() for one in layout_buttons(page).all()]
    assert len({box["y"] for box in boxes}) == 1
    assert not page.locator(".switcher .menu").count()
    # By keyboard, from one to the next.
    layout_buttons(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    rest(page)
    assert view(page)["layout"] == "grid"
    assert layout_buttons(page).nth(1).get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("size", ["phone", "kiosk"])
def test_eight_layouts_fold_behind_a_button_where_there_is_none(opened: Opened, size: str) -> None:
    page = opened(collection="many", size=size)
    button = page.locator(".switcher button").first
    if size == "phone":
        assert button.inner_text().strip().endswith("Carte")
        assert button.get_attribute("aria-expanded") == "false"
        button.tap()
    shown = layout_buttons(page)
    shown.first.wait_for()
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    for one in shown.all():
        box = one.bounding_box()
        assert box["height"] >= 48
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert 0 <= box["y"] < height
    shown.filter(has_text="Chronologie").tap()
    rest(page)
    assert view(page)["layout"] == "timeline"
    if size == "phone":
        assert button.inner_text().strip().endswith("Chronologie")
        assert button.get_attribute("aria-expanded") == "false"
        # Escape folds the menu, and nothing else.
        button.tap()
        page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"


def test_what_one_looks_at_stays_through_every_layout(opened: Opened, map_data: Path) -> None:
    page = opened(collection="many", view=close_to(map_data, 2.5, row=20))
    row, x, y = topmost(page)
    page.mouse.click(x, y)
    panel(page).wait_for()
    for name in ("Thèmes", "Couleurs", "École", "Carte"):
        choose(page, name)
        seen = places(page)[row]
        assert 0 < seen[0] < 1920 - panel(page).bounding_box()["width"]
        assert 0 < seen[1] < 1080
        assert seen[4] == 1
        assert panel(page).is_visible()


def test_a_layout_says_what_stands_where_in_the_visitors_language(opened: Opened) -> None:
    for lang, unknown in (("fr", "Date inconnue"), ("en", "Date unknown")):
        page = opened(collection="many", lang=lang, view="timeline/0.5/0.5/0")
        names = page.locator(".label:not(.leaving)").all_inner_texts()
        assert sorted(names) == ["1890", unknown]
        boxes = [one.bounding_box() for one in page.locator(".label > span").all()]
        for box in boxes:
            for px, py, w, h, alpha in places(page).values():
                apart = (
                    px + w / 2 <= box["x"]
                    or px - w / 2 >= box["x"] + box["width"]
                    or py + h / 2 <= box["y"]
                    or py - h / 2 >= box["y"] + box["height"]
                )
                assert apart or alpha == 0
    # Closer, there is more to say; the line is drawn under the pictures.
    page.evaluate(f"{STAGE}.restore({{layout: 'timeline', x: 0.2, y: 0.5, zoom: 2.5}})")
    rest(page)
    assert "1891" in page.locator(".label:not(.leaving)").all_inner_texts()


def test_a_layout_without_guides_hangs_all_the_same(opened: Opened) -> None:
    page = opened(collection="many", rough=True, wait=False)
    page.route(re.compile(r"/layouts/.*\.json"), lambda route: route.fulfill(status=404, body=""))
    page.goto(page.url.split("?")[0] + "?collection=many&view=colour/0.5/0.5/0")
    rest(page)
    assert len(places(page)) > 20
    assert page.locator(".label").count() == 0


# Hanging


def test_pictures_hang_larger_and_further_apart_as_one_wishes(opened: Opened) -> None:
    page = opened()
    before, side = len(places(page)), max(p[2] for p in places(page).values())
    page.get_by_role("button", name=SAID["display"]).click()
    page.get_by_role("button", name=SAID["larger"]).click()
    page.get_by_role("button", name=SAID["larger"]).click()
    rest(page)
    assert max(p[2] for p in places(page).values()) > 1.3 * side
    for _ in range(9):
        page.get_by_role("button", name=SAID["apart"]).click()
    rest(page)
    assert len(places(page)) < before
    assert view(page)["spread"] == 1.5, "there is a limit"
    assert page.get_by_role("slider", name=SAID["spread"]).input_value() == "1.5"

    # The address tells it, and a link opens it.
    assert page.url.endswith("//0.5/1.5")
    page.reload()
    rest(page)
    assert (view(page)["size"], view(page)["spread"]) == (0.5, 1.5)
    page.get_by_role("button", name=SAID["display"]).click()
    assert page.get_by_role("slider", name=SAID["size"]).input_value() == "0.5"
    page.get_by_role("button", name=SAID["reset"]).click()
    rest(page)
    assert (view(page)["size"], view(page)["spread"]) == (0, 0)
    assert abs(len(places(page)) - before) <= 2, "names may have found other places"
    page.keyboard.press("Escape")
    assert not page.locator(".display .sheet").is_visible()


# The overview


def test_the_overview_shows_where_one_is_and_leads_elsewhere(
    opened: Opened, map_data: Path
) -> None:
    hung = Bundle(map_data / "small").layout("map")
    x, y = min(hung.tolist(), key=lambda at: math.dist(at, (0.4, 0.4)))  # a picture hangs there
    page = opened()
    overview = page.locator(".minimap")
    assert not overview.is_visible(), "all is in view"
    page.evaluate(f"{STAGE}.restore({{layout: 'map', x: {x}, y: {y}, zoom: 2}})")
    rest(page)
    surface, frame = page.locator(".surface").bounding_box(), page.locator(".seen").bounding_box()
    middle = (frame["x"] + frame["width"] / 2 - surface["x"]) / surface["width"]
    assert middle == pytest.approx(x, abs=0.02)
    page.mouse.click(surface["x"] + 0.7 * surface["width"], surface["y"] + 0.6 * surface["height"])
    rest(page)
    assert view(page)["x"] == pytest.approx(0.7, abs=0.02)
    assert view(page)["y"] == pytest.approx(0.6, abs=0.02)
    frame = page.locator(".seen").bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 0.2 * surface["width"], y, steps=4)
    page.mouse.up()
    rest(page)
    assert view(page)["x"] == pytest.approx(0.5, abs=0.06), "but for the step to pictures"
    assert not panel(page).is_visible()
    # Hidden, it stays hidden, until it is asked for again.
    page.get_by_role("button", name=SAID["hide_minimap"]).click()
    overview.wait_for(state="hidden")
    page.reload()
    rest(page)
    assert not overview.is_visible()
    page.get_by_role("button", name=SAID["display"]).click()
    page.get_by_role("switch", name=SAID["minimap"]).click()
    overview.wait_for()


def test_the_overview_folds_while_little_of_the_map_is_free(opened: Opened, map_data: Path) -> None:
    page = opened(view=close_to(map_data, 2))
    overview = page.locator(".minimap")
    overview.wait_for()
    page.set_viewport_size({"width": 960, "height": 760})
    rest(page)
    overview.wait_for()
    page.mouse.click(*topmost(page)[1:])
    panel(page).wait_for()
    overview.wait_for(state="hidden")
    page.keyboard.press("Escape")
    overview.wait_for()


def test_on_a_phone_the_overview_waits_to_be_asked_for(opened: Opened) -> None:
    page = opened(size="phone", view="map/0.4/0.4/2")
    assert not page.locator(".minimap").is_visible()
    page.get_by_role("button", name=SAID["display"]).tap()
    page.get_by_role("switch", name=SAID["minimap"]).tap()
    page.locator(".minimap").wait_for()
    page.keyboard.press("Escape")
    surface = page.locator(".surface").bounding_box()
    page.touchscreen.tap(
        surface["x"] + surface["width"] * 0.6, surface["y"] + 0.6 * surface["height"]
    )
    rest(page)
    assert view(page)["x"] == pytest.approx(0.6, abs=0.03)


# Help


def test_help_tells_every_gesture_and_key(opened: Opened) -> None:
    for lang in ("fr", "en"):
        page = opened(lang=lang, size="phone")
        said: dict[str, Any] = viewer_texts(translator(lang))
        page.get_by_role("button", name=said["help"]).tap()
        sheet = page.locator(".help .sheet")
        text = sheet.inner_text()
        for key in ("key_home", "key_enter", "key_escape", "hand_zoom", "help_back"):
            assert said[key] in text
        assert all(mark in text for mark in "←→↑↓+−")
        box = sheet.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] >= 0
        page.touchscreen.tap(200, 60)
        sheet.wait_for(state="hidden")


# Never lost, nothing covered


def test_who_walks_off_to_an_empty_wall_is_taken_back_to_pictures(opened: Opened) -> None:
    page = opened()
    page.mouse.move(6, 300)
    for _ in range(14):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(40)
    rest(page)
    assert page.evaluate(f"{STAGE}.inView().length") >= 1
    whole = [p for p in places(page).values() if 0 < p[0] < 1920 and 0 < p[1] < 1080]
    assert whole


@pytest.mark.parametrize("size", ["phone", "kiosk"])
def test_at_first_no_picture_lies_under_a_button(opened: Opened, size: str) -> None:
    page = opened(size=size, collection="many")
    dock = page.locator(".controls").bounding_box()
    for name in ("Carte", "Grille"):
        choose(page, name)
        for _, y, _, h, alpha in places(page).values():
            assert alpha == 0 or y + h / 2 <= dock["y"] + 1


def test_a_lattice_shows_every_picture_clear_of_the_bars(opened: Opened) -> None:
    page = opened(collection="many")
    choose(page, "Grille")
    rest(page)
    box = page.locator(".seek .row").bounding_box()
    bar = page.locator(".controls .bar").bounding_box()
    hung = places(page)
    assert len(hung) == page.evaluate(f"{STAGE}.summary.counts.items")
    for x, y, w, h, _ in hung.values():
        under = x - w / 2 < box["x"] + box["width"] and y - h / 2 < box["y"] + box["height"]
        below = x - w / 2 < bar["x"] + bar["width"] and y + h / 2 > bar["y"]
        assert not under and not below, (x, y)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768), (768, 1024)])
def test_at_first_no_picture_of_a_map_lies_under_a_bar(
    opened: Opened, width: int, height: int
) -> None:
    page = opened(collection="many")
    page.set_viewport_size({"width": width, "height": height})
    rest(page)
    page.get_by_role("button", name=SAID["fit"]).click()
    rest(page)
    # In a dock the bar has no box of its own.
    below = (
        page.locator(".controls .bar").bounding_box() or page.locator(".controls").bounding_box()
    )
    bars = [page.locator(".seek .row").bounding_box(), below]
    for x, y, w, h, alpha in places(page).values():
        for bar in bars:
            across = x + w / 2 > bar["x"] + 1 and x - w / 2 < bar["x"] + bar["width"] - 1
            down = y + h / 2 > bar["y"] + 1 and y - h / 2 < bar["y"] + bar["height"] - 1
            assert alpha == 0 or not (across and down), (x, y)


# Back and Forward


@pytest.mark.parametrize("calm", [True, False])
def test_back_returns_from_a_picture_and_from_a_layout(
    opened: Opened, address: str, calm: bool
) -> None:
    page = opened(collection="many", view="map/0.45/0.5/1", calm=calm)
    start = entries(page)
    # Walking about makes no entry.
    page.locator("canvas").first.focus()
    page.keyboard.press("ArrowRight")
    rest(page)
    page.get_by_role("button", name=SAID["closer"]).click()
    rest(page)
    assert entries(page) == start
    here = view(page)
    row, x, y = topmost(page)
    item = record(address, row)
    page.mouse.click(x, y)
    panel(page).wait_for()
    rest(page)
    assert entries(page) == start + 1
    choose(page, "Grille")
    assert entries(page) == start + 2
    page.go_back()
    rest(page)
    assert view(page)["layout"] == "map"
    assert view(page)["item"] == item["id"]
    page.go_back()
    panel(page).wait_for(state="hidden")
    rest(page)
    for name in ("x", "y", "zoom"):
        assert view(page)[name] == pytest.approx(here[name], abs=0.01)
    page.go_forward()
    panel(page).get_by_role("heading", name=item["title"], exact=True).wait_for()
    page.go_forward()
    rest(page)
    assert view(page)["layout"] == "grid"
    assert page.locator(".layouts [aria-pressed=true]").inner_text().strip() == "Grille"
    assert entries(page) == start + 2
    # The address says what is seen, at each step.
    with urllib.request.urlopen(page.url) as answer:
        assert answer.status == 200
    assert "view=grid" in page.url
