"""The map from plain files: a folder below another, Python's own web server, a real Chromium."""

from __future__ import annotations

import contextlib
import csv
import functools
import http.server
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.collection import Collection
from explorer.exhibitions.models import StoredTour, read_tour
from explorer.filtering.region import inside
from explorer.publishing import export_map
from precompute.exporting import export_bundle
from precompute.progress import Progress
from tests.browser.conftest import PATIENCE, SIZES, Watch
from tests.browser.tours import TOUR
from tests.makers import HOSTILE, ODD_IDS


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Without a line on the screen for each request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def web(folder: Path) -> Iterator[str]:
    """Serve a folder's files as they are; give the address of its root."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join(timeout=10)


@pytest.fixture(scope="module")
def site(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an export of the small collection, below a path of its own."""
    www = tmp_path_factory.mktemp("www")
    tour = StoredTour(read_tour(json.dumps(TOUR)), version=1, updated="2026-11-20T10:00:00Z")
    export_map(Collection(small_bundle), www / "musée" / "petite", tours=[tour])
    (www / "ids.txt").write_text("doc-9\ndoc-10\ndoc-12", encoding="utf-8")
    export_bundle(small_bundle, www / "part", ids=www / "ids.txt", progress=Progress(quiet=True))
    with web(www) as address:
        yield address


@pytest.fixture
def walk(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens the export; a console error, a failed answer, a request outside fail the test."""
    watch = Watch(site)
    contexts = []

    def opened(
        path: str = "mus%C3%A9e/petite/",
        *,
        size: str = "desktop",
        scheme: str = "dark",
        **more: Any,
    ) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size != "desktop",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(
            f"localStorage['cimaise-scheme'] = localStorage['cimaise-scheme'] ?? '{scheme}'"
        )
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto(site + path)
        if more.get("java_script_enabled", True):
            until(page, "() => Boolean(window.cimaiseMap?.visit.stage?.drawn.count)")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.troubles == []


def until(page: Any, condition: str) -> Any:
    """Wait until a function of the page says so; the page's policy forbids the usual way."""
    end = time.monotonic() + 60
    while not (found := page.evaluate(condition)):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)
    return found


DRAWN = "() => cimaiseMap.visit.stage.drawn.count"
PANEL = "#map .panel h2"


def find(page: Any, text: str) -> Any:
    """Search, and wait for the results."""
    results = page.locator("#map .results")
    page.get_by_role("combobox").fill(text)
    page.keyboard.press("Enter")
    results.get_by_role("heading", name=text).wait_for()
    return results


def test_the_map_is_there_with_its_pictures_and_themes(walk: Callable[..., Any]) -> None:
    page = walk()
    until(page, "() => cimaiseMap?.visit.stage?.drawn.count >= 10")
    until(page, "() => !!cimaiseMap.visit.element.querySelector('.label span')?.textContent")
    page.wait_for_load_state("networkidle")
    read = """() => [...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource')].filter(({ name }) => !/webp$|png$/.test(name))
      .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)"""
    assert 100_000 < page.evaluate(read) < 1_000_000
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_role("button", name="Grille").click()
    until(page, "() => cimaiseMap.visit.stage.layout === 'grid'")


def test_it_is_set_in_letters_of_its_own(walk: Callable[..., Any]) -> None:
    page = walk()
    loaded = "() => [...document.fonts].filter((one) => one.status === 'loaded').length === 2"
    until(page, loaded)


def test_search_by_title_by_beginning_and_by_what_is_shown(walk: Callable[..., Any]) -> None:
    page = walk()
    for words in ("CHEVAUX", "cheva", "horse", "cheval dessin"):
        results = find(page, words)
        titles = results.locator("li strong").all_inner_texts()
        assert len(titles) >= 9 and all(t.startswith("Cheval") or t == HOSTILE for t in titles[:9])
    assert find(page, "horloge 4").locator("li").count() >= 1
    nothing = find(page, "zzyzx qqq")
    assert nothing.locator("li").count() == 0 and "zzyzx" in nothing.inner_text()
    results = find(page, "nîmes ANONYME gouache")
    assert results.locator("li").count() == 6
    until(page, "() => cimaiseMap.visit.stage.lit?.mask.count === 6")
    page.keyboard.press("Escape")
    results.wait_for(state="hidden")


def test_names_are_suggested(walk: Callable[..., Any]) -> None:
    page = walk()
    assert page.get_by_role("button", name="Filtres").count() == 0
    page.get_by_role("combobox").press_sequentially("che", delay=20)
    page.get_by_role("option", name="cheval").wait_for()


def test_a_result_opens_and_leads_to_what_is_like_it(walk: Callable[..., Any]) -> None:
    page = walk()
    results = find(page, "cheval 15")
    results.get_by_role("button", name="Cheval n° 15").click()
    page.locator(PANEL, has_text="Cheval n° 15").wait_for()
    record = page.locator("#map .panel .record").inner_text()
    assert "INV.0015" in record and "CC0 1.0" in record
    page.locator("#map .panel .strip li").first.wait_for()
    assert page.get_by_role("button", name="Images semblables").count() == 0
    page.locator("#map .panel .actions .primary").click()
    until(page, "() => cimaiseMap.visit.stage.lit?.mask.count === 25")
    results.locator("li").nth(10).wait_for()


def test_every_item_opens_by_its_identifier_whatever_it_is(walk: Callable[..., Any]) -> None:
    page = walk()
    for name in ODD_IDS.values():
        page.evaluate("(id) => void cimaiseMap.visit.walk(id)", name)
        page.locator("#map .panel dd", has_text=name).first.wait_for()
    page.evaluate("() => void cimaiseMap.visit.walk('nobody')")
    page.locator("#map .notice", has_text="plus dans la collection").wait_for()


def test_a_link_reopens_the_view_in_the_other_language_too(walk: Callable[..., Any]) -> None:
    page = walk()
    page.evaluate("() => void cimaiseMap.visit.walk('doc-9')")
    page.locator(PANEL, has_text="Cheval n° 9").wait_for()
    until(page, "() => location.search.includes('doc-9')")
    page.get_by_role("link", name="English").click()
    page.locator(PANEL, has_text="Horse no. 9").wait_for()
    assert "/en.html?view=" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    page.reload()
    page.locator(PANEL, has_text="Horse no. 9").wait_for()


def test_hostile_titles_stay_text(walk: Callable[..., Any]) -> None:
    page = walk()
    results = find(page, "alert titre")
    assert results.locator("li strong").first.inner_text() == HOSTILE
    results.locator("li button").first.click()
    page.locator(PANEL, has_text=HOSTILE).wait_for()
    assert page.locator("script", has_text="alert").count() == 0


def test_without_javascript_there_is_a_list(walk: Callable[..., Any], site: str) -> None:
    page = walk(java_script_enabled=False)
    links = page.locator("noscript li a")
    assert links.count() == 60
    answer = page.request.get(site + "mus%C3%A9e/petite/" + links.nth(3).get_attribute("href"))
    assert answer.status == 200 and answer.headers["content-type"] == "image/webp"
    assert not page.locator("button.scheme").is_visible()
    assert "creativecommons.org" in page.locator("noscript li").nth(3).inner_text()


SELECTED = "cimaiseMap.visit.selection.ids"


def test_files_answer_what_lies_within_a_line_as_the_server_does(
    walk: Callable[..., Any], small_bundle: Path
) -> None:
    page = walk()
    collection = Collection(small_bundle)
    ask = "(path) => cimaiseMap.visit.server.json(`api/v1/small/within?${path}`)"
    for layout in ("map", "grid"):
        points = collection.layout(layout)
        assert points is not None
        for polygon in (
            [[0.1, 0.1], [0.7, 0.2], [0.6, 0.9], [0.4, 0.4], [0.1, 0.8]],
            [[-1, -1], [2, -1], [2, 2], [-1, 2]],
            [[0, 0], [0.001, 0], [0, 0.001]],
        ):
            text = ";".join(f"{x},{y}" for x, y in polygon)
            told = page.evaluate(ask, f"layout={layout}&polygon={text}")
            rows = inside(points, np.array(polygon, float)).tolist()
            ids = {item.id for item in collection.items(rows, language="fr")}
            assert {one["id"] for one in told["results"]} == ids
            assert told["total"] == len(rows)
    like = page.evaluate(ask, "like=doc-9&k=3&polygon=-1,-1;2,-1;2,2;-1,2")
    assert like["results"][0]["id"] == "doc-9"
    assert (len(like["results"]), like["total"]) == (3, 25)
    for theme in page.evaluate("() => cimaiseMap.visit.themes"):
        assert page.evaluate(ask, f"theme={theme['id']}")["total"] == theme["size"]


def test_a_selection_is_drawn_linked_to_and_taken_home(walk: Callable[..., Any]) -> None:
    page = walk()
    page.get_by_role("button", name="Sélectionner des images").click()
    page.mouse.move(500, 300)
    page.mouse.down()
    for point in ((1300, 300), (1300, 800), (500, 800), (500, 310)):
        page.mouse.move(*point)
    page.mouse.up()
    ids = until(page, f"() => {SELECTED}.length && {SELECTED}")
    assert 3 < len(ids) < 60
    with page.expect_download() as coming:
        page.locator("#map .tray .take.csv").click()
    text = coming.value.path().read_bytes().decode("utf-8")
    told = [one["id"].removeprefix("'") for one in csv.DictReader(io.StringIO(text[1:]))]
    assert told == ids
    assert coming.value.suggested_filename.endswith(".csv")
    until(page, "() => location.search.includes('select=')")
    page.get_by_role("link", name="English").click()
    assert until(page, f"() => window.cimaiseMap && {SELECTED}.length && {SELECTED}") == ids


def test_a_part_opens_too(walk: Callable[..., Any]) -> None:
    page = walk("part/")
    until(page, "() => cimaiseMap.visit.stage.drawn.count === 3")
    assert find(page, "dessin").locator("li").count() == 3
    page.evaluate("() => void cimaiseMap.visit.walk('doc-9')")
    page.locator("#map .panel .strip li").nth(1).wait_for()
    assert page.locator("#map .panel .strip li").count() == 2


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_nothing_breaks_a_rule_of_accessibility(
    walk: Callable[..., Any], size: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    from tests.browser.test_accessibility import RULES, SMALL

    page = walk(size=size, scheme=scheme)
    find(page, "cheval").locator("li").first.wait_for()
    answer = axe.Axe().run(page, options=RULES).response
    assert len(answer["passes"]) > 10
    assert [(found["id"], found["nodes"][0]["html"]) for found in answer["violations"]] == []
    if size == "phone":
        # But for the button of the search, which is heard and not seen.
        assert [found for found in page.evaluate(SMALL) if "Chercher" not in found] == []
    other = "light" if scheme == "dark" else "dark"
    page.locator("button.scheme").click()
    assert page.locator("html").get_attribute("data-scheme") == other


def test_a_guided_tour_is_walked_and_none_is_written(walk: Callable[..., Any]) -> None:
    page = walk("mus%C3%A9e/petite/?tour=promenade&stop=2")
    player = page.locator("#map .player")
    player.get_by_role("heading", name="Le coin").wait_for()
    player.get_by_role("button", name="Étape suivante").click()
    until(page, "() => cimaiseMap.visit.stage.layout === 'grid'")
    assert "stop=3" in page.url
    player.get_by_role("button", name="Quitter la visite").click()
    page.get_by_role("button", name="Visites guidées").click()
    page.locator("#map .tours .play").wait_for()
    assert page.locator("#map .writing").is_hidden()
