"""Filters and searches on the map, by mouse, finger and keyboard, over a real server."""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.browser.conftest import PATIENCE, SIZES
from tests.browser.harness import deep_map, hall

Opened = Callable[..., Any]

SAID: dict[str, Any] = viewer_texts(translator("fr"))
STAGE = "window.map.visit.stage"
SOUGHT = "window.map.visit.seeking.sought"

AT_REST = """(lit) => {
  const stage = window.map?.visit.stage;
  if (!stage || !stage.drawn.count || (lit !== null && Boolean(stage.lit) !== lit)) return false;
  const busy = stage.request || stage.sheets.busy || stage.moving || stage.next || stage.unsettled
    || stage.lit?.shelf.busy || (stage.lit && stage.lit.mask.count && !stage.lit.found);
  const now = performance.now();
  if (busy || window.calm?.frames !== stage.frames) window.calm = { frames: stage.frames, now };
  return !busy && now - window.calm.now > 200;
}"""
SEEN = f"""() => {{
  const {{ drawn }} = {STAGE};
  return Array.from({{ length: drawn.count }}, (_, i) => [drawn.row[i], drawn.alpha[i]]);
}}"""
LIT_SHOWN = f"""() => {{
  const {{ drawn, lit }} = {STAGE};
  const rows = Array.from(drawn.row.subarray(0, drawn.count));
  return [...new Set(rows.filter((row, i) => lit.mask.has(row) && drawn.alpha[i] === 1))].length;
}}"""


@pytest.fixture(scope="module")
def address(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("sought") / "data"
    data.mkdir()
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    deep_map(small_bundle, data / "deep", pictures=3000)
    with hall(data) as found:
        urllib.request.urlopen(f"{found}api/v1/collections").read()
        yield found


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    contexts: list[Any] = []
    troubles: list[str] = []

    def opening(*, size: str = "desktop", lit: bool | None = None, **query: str) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.goto(f"{address}?{urllib.parse.urlencode(query)}")
        rest(page, lit=lit)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert troubles == []


def rest(page: Any, *, lit: bool | None = None) -> None:
    page.wait_for_timeout(60)
    page.wait_for_function(AT_REST, arg=lit)


def ask(address: str, path: str) -> Any:
    with urllib.request.urlopen(f"{address}api/v1/small/{path}") as answer:
        return json.load(answer)


def parameters(page: Any) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)


def count(page: Any) -> Any:
    return page.locator(".seek .sought .count")


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def test_a_choice_dims_the_others_and_stands_in_the_address(opened: Opened) -> None:
    page = opened()
    before = len(page.evaluate(SEEN))
    page.locator(".filter-toggle").click()
    page.get_by_role("checkbox", name=re.compile("encre")).click()
    rest(page, lit=True)
    assert "30" in count(page).inner_text()
    ink = page.evaluate(f"{STAGE}.lit.mask.count")
    assert ink == 30
    seen = dict(page.evaluate(SEEN))
    lit = {row for row in seen if page.evaluate(f"{STAGE}.lit.mask.has({row})")}
    assert len(seen) >= before
    assert all((alpha == 1) == (row in lit) for row, alpha in seen.items())
    assert parameters(page)["filter"] == ["technique=encre"]
    # The focus stays where the hand is, though everything was counted again.
    assert page.evaluate("document.querySelector('#host').shadowRoot.activeElement.dataset.key")


def test_a_link_reopens_it_and_clearing_ends_it(opened: Opened) -> None:
    page = opened(filter="technique=encre&hide=1", lit=True)
    seen = dict(page.evaluate(SEEN))
    assert all(page.evaluate(f"{STAGE}.lit.mask.has({row})") for row in seen)
    assert button(page, SAID["hide"]).get_attribute("aria-pressed") == "true"
    button(page, SAID["hide"]).click()
    rest(page, lit=True)
    assert len(page.evaluate(SEEN)) > len(seen)
    button(page, SAID["clear"]).click()
    rest(page, lit=False)
    assert "filter" not in parameters(page)
    assert page.locator(".seek .sought").is_hidden()


def test_every_picture_kept_is_shown_though_there_is_no_room_for_all(opened: Opened) -> None:
    page = opened(collection="deep", lang="fr", filter="theme=1&hide=1", lit=True)
    shown = page.evaluate(LIT_SHOWN)
    assert shown > 0
    assert page.evaluate(f"{STAGE}.lit.found.total") >= shown


def test_the_filter_survives_a_change_of_layout_and_of_language(opened: Opened) -> None:
    page = opened(filter="technique=encre", lit=True)
    page.evaluate(f"{STAGE}.show('grid', null)")
    page.wait_for_function(f"() => {STAGE}.layout === 'grid'")
    rest(page, lit=True)
    assert page.evaluate(f"{STAGE}.lit.mask.count") == 30
    assert page.evaluate(LIT_SHOWN) > 0
    page.evaluate("window.map.update({ ...window.props, lang: 'en' })")
    rest(page, lit=True)
    assert parameters(page)["filter"] == ["technique=encre"]
    assert page.evaluate(f"{STAGE}.lit.mask.count") == 30


def test_a_search_is_lit_in_place_and_walked_through(opened: Opened, address: str) -> None:
    page = opened(size="desktop")
    page.get_by_role("combobox").fill("cheval")
    page.keyboard.press("Enter")
    rest(page, lit=True)
    found = ask(address, "search?q=cheval&lang=fr&k=100")["results"]
    entries = page.locator(".results .entries button")
    assert entries.count() == len(found)
    assert found[0]["title"] in entries.first.inner_text()
    assert SAID["why_both"] in page.locator(".results .entries").inner_text()
    assert parameters(page)["q"] == ["cheval"]
    for place in (0, 1):
        button(page, SAID["next_result"]).click()
        page.wait_for_function(f"() => {STAGE}.chosen?.row === {found[place]['row']}")
    button(page, SAID["previous_result"]).click()
    page.wait_for_function(f"() => {STAGE}.chosen?.row === {found[0]['row']}")
    rest(page)
    assert page.evaluate(f"{STAGE}.drawn.find({found[0]['row']})") >= 0
    page.get_by_role("application").focus()
    page.keyboard.press("Escape")
    rest(page, lit=False)
    assert "q" not in parameters(page)
    assert page.locator(".results").is_hidden()


def test_what_looks_like_an_item_is_lit_from_its_panel(opened: Opened) -> None:
    page = opened(item="doc-9")
    button(page, SAID["likes"]).click()
    rest(page, lit=True)
    assert page.evaluate(f"{STAGE}.lit.mask.has(9)")
    assert parameters(page)["like"] == ["doc-9"]
    assert "Cheval n° 9" in page.locator(".chips").inner_text()


def test_years_are_chosen_by_keyboard(opened: Opened) -> None:
    page = opened()
    page.locator(".filter-toggle").click()
    first = page.get_by_role("slider", name=SAID["years_from"])
    first.focus()
    begins = int(first.input_value())
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    rest(page, lit=True)
    assert parameters(page)["filter"] == [f"years={begins + 5}.."], "year by year"
    assert first.get_attribute("aria-valuetext") == str(begins + 5)
    width = page.evaluate("window.map.visit.seeking.facets.overview.years.width")
    page.keyboard.press("PageUp")
    rest(page, lit=True)
    page.wait_for_function(
        "(years) => new URL(location.href).searchParams.get('filter') === years",
        arg=f"years={begins + 5 + width}..",
    )
    page.keyboard.press("End")  # the handles do not pass each other
    page.wait_for_timeout(100)
    last = page.get_by_role("slider", name=SAID["years_to"])
    assert int(first.input_value()) < int(last.input_value())


def test_a_hand_stops_between_the_bars_of_the_years(opened: Opened) -> None:
    page = opened()
    page.locator(".filter-toggle").click()
    page.locator(".years .bars span").first.wait_for()
    last = page.get_by_role("slider", name=SAID["years_to"])
    box = last.bounding_box()
    bars = page.locator(".years .bars").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(bars["x"] + bars["width"], middle)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.8, middle, steps=8)
    page.mouse.move(bars["x"] + bars["width"] * 0.7, middle, steps=20)
    assert "filter" not in parameters(page), "it is asked for when the hand lets go"
    page.mouse.up()
    rest(page, lit=True)
    overview = "window.map.visit.seeking.facets.overview.years"
    start, width, bins = page.evaluate(
        f"[{overview}.start, {overview}.width, {overview}.counts.length]"
    )
    (chosen,) = parameters(page)["filter"]
    year = int(chosen.removeprefix("years=.."))
    assert abs((year + 1 - start) / (width * bins) - 0.7) < 0.05
    assert int(last.input_value()) == year + 1
    # What was chosen is what the handle says after the answer, too.
    page.locator(".facets .swatch").first.click()
    rest(page, lit=True)
    assert int(last.input_value()) == year + 1


def test_fingers_filter_on_a_phone_and_the_map_stays_in_sight(opened: Opened) -> None:
    page = opened(size="phone")
    page.locator(".filter-toggle").tap()
    panel = page.locator(".facets")
    panel.wait_for()
    page.locator(".facets .choice").first.tap()
    rest(page, lit=True)
    box = panel.bounding_box()
    assert box["y"] > 844 * 0.3
    for name in (".filter-toggle", ".chips button", ".seek .sought .clear"):
        assert page.locator(name).first.bounding_box()["height"] >= 43
    page.locator(".chips button").first.tap()
    rest(page, lit=False)
    button(page, SAID["close_filters"]).tap()
    assert panel.is_hidden()


def test_results_on_a_phone_say_what_they_are(opened: Opened) -> None:
    page = opened(size="phone", q="cheval", lit=True)
    entry = page.locator(".results .entries button").filter(has=page.locator(".by")).first
    entry.wait_for()
    title, maker = entry.locator("strong"), entry.locator(".by")
    assert maker.is_visible(), "who made it, and when"
    assert title.evaluate("(it) => getComputedStyle(it).webkitLineClamp") == "2"
    assert page.locator(".results .summary").evaluate(
        "(it) => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight"
    ), "the sentence is whole"
    state = page.locator(".seek .sought")
    assert state.evaluate("(it) => it.scrollWidth > it.clientWidth"), "the row goes on"
    faded = "(it) => getComputedStyle(it).maskImage.includes('gradient')"
    assert state.evaluate(faded)
    assert "beyond" in state.get_attribute("class").split()
    state.evaluate("(it) => it.scrollTo(it.scrollWidth, 0)")
    page.locator(".seek .sought.before:not(.beyond)").wait_for()


def test_colours_are_chosen_by_a_tap(opened: Opened) -> None:
    page = opened(size="kiosk")
    page.locator(".filter-toggle").tap()
    swatch = page.locator(".swatch").first
    swatch.wait_for()
    assert min(swatch.bounding_box()[side] for side in ("width", "height")) >= 48
    swatch.tap()
    rest(page, lit=True)
    assert swatch.get_attribute("aria-pressed") == "true"
    assert parameters(page)["filter"][0].startswith("colour=")


def test_a_filter_from_elsewhere_is_put_aside_and_said(opened: Opened) -> None:
    page = opened(filter="nothing=1", lit=False)
    page.get_by_text(SAID["filter_unknown"]).wait_for()
    assert "filter" not in parameters(page)


def test_the_count_is_said_and_the_list_follows(opened: Opened) -> None:
    page = opened(filter="technique=encre", lit=True)
    assert count(page).get_attribute("role") == "status"
    assert count(page).inner_text() == SAID["count"].format(n=30, of=60)
    listed = page.evaluate("window.map.visit.list.rows")
    assert listed
    assert all(page.evaluate(f"{STAGE}.lit.mask.has({row})") for row in listed)
