"""Writing a guided tour on the map: stops, regions, order, saving, conflicts, files."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import tours
from tests.browser.conftest import held
from tests.browser.tours import (
    SAID,
    TOUR,
    TOURING,
    Opened,
    ask,
    button,
    rest,
    send,
)

DRAFT = f"{TOURING}.writing.draft"
address, opened = tours.address, tours.opened


@pytest.fixture
def written(address: str) -> Iterator[dict[str, Any]]:
    """A tour that is there already."""
    send(address, TOUR)
    yield TOUR
    for entry in ask(address)["tours"]:
        send(address, TOUR | {"id": entry["id"]}, method="DELETE")


def editor(page: Any) -> Any:
    return page.locator(".tour-editor")


def new_tour(page: Any) -> None:
    button(page, SAID["tours"]).click()
    button(page, SAID["tour_new"]).click()
    editor(page).wait_for()


def edit(page: Any) -> None:
    button(page, SAID["tours"]).click()
    page.get_by_role("button", name=f"{SAID['tour_edit']} : Promenade").click()
    editor(page).wait_for()


def names(page: Any) -> list[str]:
    return [str(name) for name in page.evaluate(f"{DRAFT}.tour.stops.map(({{ id }}) => id)")]


def save(page: Any) -> None:
    button(page, SAID["tour_save"]).click()
    page.get_by_text(SAID["tour_saved"], exact=True).wait_for()


def test_a_tour_is_written_drawn_and_saved(opened: Opened, address: str) -> None:
    page = opened()
    new_tour(page)
    page.get_by_label(SAID["tour_title_in"]["fr"]).fill("Une <i>visite</i>")
    button(page, SAID["tour_add"]).click()
    page.keyboard.type("La rive")  # the name has the focus
    page.get_by_label(SAID["tour_text_in"]["en"]).fill("Along the shore.")
    page.get_by_label(SAID["tour_seconds"]).fill("500")
    button(page, SAID["tour_draw"]).click()
    assert editor(page).is_hidden(), "there is room to draw"
    draw(page, 1200, 500, 200)
    button(page, SAID["pen_done"]).click()
    rest(page)
    assert page.locator(".label.region").inner_text() == "La rive"
    save(page)
    [entry] = ask(address)["tours"]
    assert entry["title"]["fr"] == "Une <i>visite</i>"
    kept = ask(address, f"/{entry['id']}")
    [stop] = kept["stops"]
    assert stop["name"] == {"fr": "La rive", "en": ""}
    assert stop["text"]["en"] == "Along the shore."
    assert stop["seconds"] == 120, "bounded"
    assert 8 <= len(stop["region"]) <= 200
    assert all(0 <= value <= 1 for point in stop["region"] for value in point)

    # More words, more versions, and the way back to nothing.
    page.get_by_label(SAID["tour_text_in"]["fr"]).fill("Le long de la rive.")
    save(page)
    assert ask(address, f"/{entry['id']}")["stops"][0]["text"]["fr"] == "Le long de la rive."
    button(page, SAID["tour_delete"]).click()
    button(page, SAID["tour_delete_sure"]).click()
    page.locator(".tours").get_by_text(SAID["tours_none"]).wait_for()
    assert ask(address)["tours"] == []


def test_a_region_is_framed_and_moved_by_keys(opened: Opened) -> None:
    page = opened()
    new_tour(page)
    button(page, SAID["tour_add"]).click()
    button(page, SAID["pen_view"]).click()
    surface = page.locator(".pen .surface")
    assert surface.evaluate("(s) => s.matches(':focus')")
    box = f"{TOURING}.writing.pen.box"
    before = page.evaluate(box)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    after = page.evaluate(box)
    assert after["left"] == before["left"] + 16
    assert after["right"] == before["right"] + 16
    assert after["bottom"] == before["bottom"] - 16
    page.keyboard.press("Enter")
    editor(page).wait_for()
    assert len(page.evaluate(f"{DRAFT}.tour.stops[0].region")) == 4
    button(page, SAID["tour_draw"]).click()
    page.keyboard.press("Escape")
    editor(page).wait_for()
    assert len(page.evaluate(f"{DRAFT}.tour.stops[0].region")) == 4, "given up, nothing changes"
    button(page, SAID["tour_erase"]).click()
    assert page.evaluate(f"{DRAFT}.tour.stops[0].region") is None
    button(page, SAID["tour_undo"]).click()
    assert len(page.evaluate(f"{DRAFT}.tour.stops[0].region")) == 4


def test_stops_change_places_and_come_back(opened: Opened, written: dict[str, Any]) -> None:
    page = opened()
    edit(page)
    page.get_by_role("button", name=f"{SAID['tour_down']} : Étape a").click()
    assert names(page) == ["b", "a", "c", "d"]
    focused = page.evaluate(f"{TOURING}.writing.editor.element.getRootNode().activeElement.dataset")
    assert focused["key"] == "a:down", "the focus goes with it"
    grip = page.locator(".stops li").nth(3).locator(".grip").bounding_box()
    first = page.locator(".stops li").nth(0).bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, first["y"] + 4, steps=8)
    page.mouse.up()
    assert names(page) == ["d", "b", "a", "c"]
    page.get_by_role("button", name=f"{SAID['tour_remove']} : Étape c").click()
    assert names(page) == ["d", "b", "a"]
    for _ in range(3):
        button(page, SAID["tour_undo"]).click()
    assert names(page) == ["a", "b", "c", "d"]


def test_what_is_written_survives_the_page(opened: Opened, written: dict[str, Any]) -> None:
    page = opened()
    edit(page)
    page.get_by_label(SAID["tour_title_in"]["en"]).fill("Not lost")
    page.reload()
    rest(page)
    button(page, SAID["tours"]).click()
    page.locator(".tours").get_by_text(SAID["tour_unsaved"]).wait_for()
    page.get_by_role("button", name=f"{SAID['tour_edit']} : Promenade").click()
    assert page.get_by_label(SAID["tour_title_in"]["en"]).input_value() == "Not lost"


@pytest.mark.parametrize("way", ["copy", "replace", "theirs"])
def test_who_was_overtaken_loses_nothing(
    opened: Opened, address: str, written: dict[str, Any], way: str
) -> None:
    page = opened()
    edit(page)
    page.get_by_label(SAID["tour_title_in"]["fr"]).fill("Le mien")
    theirs = TOUR | {"title": {"fr": "Le leur", "en": ""}}
    send(address, theirs, **{"If-Match": "*"})
    button(page, SAID["tour_save"]).click()
    page.get_by_text(SAID["tour_conflict"]).wait_for()
    assert ask(address, "/promenade")["title"]["fr"] == "Le leur"
    button(page, SAID[f"tour_conflict_{way}"]).click()
    title = page.get_by_label(SAID["tour_title_in"]["fr"])
    if way == "theirs":
        page.wait_for_function(f"() => {DRAFT}.tour.title.fr === 'Le leur'")
        assert title.input_value() == "Le leur"
        button(page, SAID["tour_undo"]).click()
        assert title.input_value() == "Le mien"
        save(page)
    else:
        page.get_by_text(SAID["tour_saved"], exact=True).wait_for()
    held = {entry["id"]: entry["title"]["fr"] for entry in ask(address)["tours"]}
    assert "Le mien" in held.values()
    assert held["promenade"] == ("Le leur" if way == "copy" else "Le mien")


def test_a_file_goes_out_and_comes_in(
    opened: Opened, address: str, written: dict[str, Any], tmp_path: Path
) -> None:
    page = opened()
    edit(page)
    with page.expect_download() as coming:
        button(page, SAID["tour_export"]).click()
    out = tmp_path / coming.value.suggested_filename
    coming.value.save_as(out)
    assert out.name == f"{SAID['tour_file_name']}-promenade.json"
    again = json.loads(out.read_text(encoding="utf-8"))
    assert [stop["id"] for stop in again["stops"]] == ["a", "b", "c", "d"]
    button(page, SAID["close"]).last.click()
    hostile = again | {"id": "../../x", "evil": "<script>alert(1)</script>"}
    hostile["title"] = {"fr": "<img src=x onerror=alert(1)>", "en": ""}
    out.write_text(json.dumps(hostile), encoding="utf-8")
    page.locator(".tours input[type=file]").set_input_files(out)
    editor(page).wait_for()
    assert page.get_by_label(SAID["tour_title_in"]["fr"]).input_value().startswith("<img")
    save(page)
    assert len(ask(address)["tours"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json at all", "json"),
        (json.dumps({"format": "GeoJSON"}), "format"),
        (json.dumps(TOUR | {"stops": [TOUR["stops"][0], {"view": "nowhere"}]}), "stop"),
        (" " * 1_000_001, "large"),
    ],
)
def test_a_bad_file_gets_one_kind_line(
    opened: Opened, tmp_path: Path, text: str, said: str
) -> None:
    page = opened()
    button(page, SAID["tours"]).click()
    bad = tmp_path / "bad.json"
    bad.write_text(text, encoding="utf-8")
    page.locator(".tours input[type=file]").set_input_files(bad)
    refusal = page.locator(".tours").get_by_role("alert")
    refusal.get_by_text(SAID["tour_file"][said].replace("{n}", "2")).wait_for()
    assert refusal.locator("svg").is_visible()
    assert editor(page).is_hidden()


def test_a_list_that_comes_late_leaves_what_was_refused(opened: Opened, tmp_path: Path) -> None:
    page = opened()
    lists = held(page, "**/tours")
    button(page, SAID["tours"]).click()
    bad = tmp_path / "bad.json"
    bad.write_text(" " * 1_000_001, encoding="utf-8")
    page.locator(".tours input[type=file]").set_input_files(bad)
    refusal = page.locator(".tours").get_by_role("alert")
    refusal.wait_for()
    late = {"id": "late", "title": {"fr": "Tard venue", "en": ""}, "stops": 1}
    lists[0].fulfill(json={"writable": True, "tours": [late]})
    page.locator(".tours").get_by_text("Tard venue").wait_for()
    assert refusal.is_visible()


def test_trying_a_tour_leads_back_to_the_editor(opened: Opened, written: dict[str, Any]) -> None:
    page = opened()
    edit(page)
    button(page, SAID["tour_preview"]).click()
    page.locator(".player").wait_for()
    assert editor(page).is_hidden()
    assert "tour=" not in page.url, "what is not saved has no address"
    page.keyboard.press("Escape")
    editor(page).wait_for()


def test_the_open_picture_is_lit_at_a_stop(opened: Opened) -> None:
    page = opened(item="doc-9")
    page.locator(".panel").wait_for()
    new_tour(page)
    button(page, SAID["tour_add"]).click()
    assert page.evaluate(f"{DRAFT}.tour.stops[0].items") == ["doc-9"]
    button(page, SAID["tour_dark"]).click()
    assert page.evaluate(f"{DRAFT}.tour.stops[0].items") == []


def test_a_phone_can_write_too(opened: Opened) -> None:
    page = opened(size="phone")
    new_tour(page)
    button(page, SAID["tour_add"]).click()
    box = editor(page).bounding_box()
    assert box["width"] == 390
    assert box["y"] > 250, "the map stays in sight"
    button(page, SAID["tour_draw"]).click()
    draw(page, 195, 350, 100)
    button(page, SAID["pen_done"]).click()
    editor(page).wait_for()
    assert page.evaluate(f"{DRAFT}.tour.stops[0].region.length") >= 8


def draw(page: Any, x: float, y: float, radius: float) -> None:
    """A ring, by hand."""
    page.mouse.move(x + radius, y)
    page.mouse.down()
    for turn in range(1, 40):
        angle = turn / 40 * 2 * math.pi
        page.mouse.move(x + radius * math.cos(angle), y + radius * math.sin(angle))
    page.mouse.up()
