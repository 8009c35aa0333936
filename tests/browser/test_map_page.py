"""The map in the app: it fills the page, and leads to the others and back."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import SIZES, AppServer
from tests.browser.test_accessibility import SMALL

Visit = Callable[..., Any]


def hung(page: Any) -> Any:
    """The map, once it hangs and says in the address where one stands."""
    page.locator(".map .zoom").wait_for()
    page.wait_for_function("() => location.search.includes('view=')")
    return page.locator(".map")


@pytest.mark.parametrize("size", SIZES)
def test_the_map_fills_the_page_and_nothing_scrolls(
    app_server: AppServer, visit: Visit, size: str
) -> None:
    page = visit(app_server.page(collection="small"), size=size)
    box = hung(page).bounding_box()
    width, height = SIZES[size]
    assert box["x"] == 0
    assert box["width"] == width
    assert 40 < box["y"] < 100, "right below the header"
    assert box["height"] > 0.8 * height
    assert box["y"] + box["height"] <= height
    for name in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        over = page.evaluate(f"{name}.scrollHeight - {name}.clientHeight")
        assert over <= 0, name


def test_the_map_comes_in_one_file(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page(collection="small"))
    hung(page)
    asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    names = {name.rpartition("/")[2] for name in asked if "/viewer/" in name}
    assert "map.bound.js" in names
    assert not names & {"map.js", "visit.js", "stage.js", "map.css"}


def test_another_language_keeps_the_place(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page(collection="small", lang="fr"))
    hung(page)
    page.get_by_role("button", name="Plus près").click()
    page.wait_for_function("() => /view=map[^&]*[/]1(&|$)/.test(location.search)")
    page.get_by_role("link", name=re.compile("English")).click()
    page.get_by_role("button", name="Closer").wait_for()
    hung(page)
    assert "/1" in urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["view"][0]
    assert "lang=en" in page.url


def test_another_language_keeps_what_was_sought(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page(collection="small", lang="fr", q="vase"))
    hung(page)
    page.wait_for_function("() => location.search.includes('q=vase')")
    box = page.locator(".seek input[type=search], .seek input").first
    box.fill("horloge")
    box.press("Enter")
    page.wait_for_function("() => location.search.includes('q=horloge')")
    english = page.get_by_role("link", name=re.compile("English"))
    english.hover()
    assert "q=horloge" in english.get_attribute("href"), "in a new tab too"
    english.click()
    page.get_by_role("button", name="Closer").wait_for()
    hung(page)
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)
    assert asked["q"] == ["horloge"] and asked["lang"] == ["en"]
    assert asked["collection"] == ["small"]


def test_what_was_taken_off_does_not_come_back_with_the_language(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page(collection="small", lang="fr", q="vase"))
    hung(page)
    page.get_by_role("button", name="Tout effacer").click()
    page.wait_for_function("() => !location.search.includes('q=')")
    page.get_by_role("link", name=re.compile("English")).click()
    page.get_by_role("button", name="Closer").wait_for()
    hung(page)
    assert "q=" not in page.url


def test_from_an_item_to_its_like_and_back_to_where_one_stood(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page(collection="small", lang="fr", item="doc-10"))
    page.locator(".panel").get_by_role("heading", name="Horloge n° 10").wait_for()
    hung(page)
    page.wait_for_function("() => location.search.includes('doc-10')")
    page.get_by_role("button", name="Images semblables").click()
    page.wait_for_url("**/similaires?*item=doc-10*")
    page.locator(".dock").get_by_role("heading", name="Horloge n° 10").wait_for()
    page.get_by_role("link", name="Carte", exact=True).click()
    page.wait_for_url(lambda url: "/similaires" not in url)
    hung(page)
    assert not page.locator(".panel").is_visible()
    # Where the panel was opened, one looked closer; coming back, one still does.
    view = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["view"][0]
    assert float(view.split("/")[3]) > 0.5


def test_what_was_sought_is_sought_again_when_one_comes_back(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page(collection="small", lang="fr", filter="theme=3"))
    hung(page)
    page.locator(".seek .chips button").wait_for()
    page.get_by_role("link", name="Thèmes", exact=True).click()
    page.wait_for_url("**/themes?*")
    page.locator(".covers li").first.wait_for()
    page.get_by_role("link", name="Carte", exact=True).click()
    page.wait_for_url(lambda url: "/themes" not in url)
    hung(page)
    page.locator(".seek .chips button").wait_for()
    page.wait_for_function("() => location.search.includes('filter=theme')")
    # A link says all there is to say.
    page.goto(page.url.partition("&filter")[0] + "&view=map/0.5/0.5/0")
    hung(page)
    page.locator(".map .controls").wait_for()
    assert page.locator(".seek .sought").is_hidden()


def test_the_header_takes_the_filter_along(app_server: AppServer, visit: Visit) -> None:
    page = visit(app_server.page(collection="small", lang="fr", filter="theme=3"))
    hung(page)
    page.locator(".seek .chips button").wait_for()
    page.get_by_role("link", name="Recherche", exact=True).click()
    page.wait_for_url("**/recherche?*filter=theme*")
    page.locator(".chips button").first.wait_for()
    page.get_by_role("link", name="Thèmes", exact=True).click()
    page.wait_for_url("**/themes?*")
    assert "filter" not in page.url, "this page has none"
    page.get_by_role("link", name="Similaires", exact=True).click()
    page.wait_for_url("**/similaires?*filter=theme*")
    # What is taken away there stays away.
    page.locator(".chips button").first.click()
    page.wait_for_function("() => !location.search.includes('filter')")
    page.get_by_role("link", name="Carte", exact=True).click()
    page.wait_for_url(lambda url: "/similaires" not in url)
    hung(page)
    assert page.locator(".seek .sought").is_hidden()


def test_back_undoes_steps_within_the_map_and_beyond_it(
    app_server: AppServer, visit: Visit
) -> None:
    page = visit(app_server.page(collection="small", lang="fr"))
    hung(page)
    layouts = page.locator(".layouts")
    layouts.get_by_role("button", name="Grille", exact=True).click()
    page.wait_for_function("() => location.search.includes('view=grid')")
    page.get_by_role("button", name="Liste de ce qui est en vue").click()
    page.locator(".list li button").first.click()
    panel = page.locator(".panel")
    panel.wait_for()
    page.wait_for_function("() => /view=grid[^&]*doc-/.test(location.search)")
    page.wait_for_timeout(1500)  # longer than a page that opens may rewrite its address
    page.go_back()
    panel.wait_for(state="hidden")
    assert layouts.locator("[aria-pressed=true]").inner_text().strip() == "Grille"
    page.go_back()
    page.locator(".layouts [aria-pressed=true]").get_by_text("Carte").wait_for()
    page.go_forward()
    page.locator(".layouts [aria-pressed=true]").get_by_text("Grille").wait_for()
    page.get_by_role("link", name="Thèmes", exact=True).click()
    page.wait_for_url("**/themes?*")
    page.locator(".covers li").first.wait_for()
    page.go_back()
    hung(page)
    page.locator(".layouts [aria-pressed=true]").get_by_text("Grille").wait_for()


def test_the_map_breaks_no_rule_of_access(app_server: AppServer, visit: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = {}
    for size, scheme in (("desktop", "dark"), ("phone", "light")):
        page = visit(app_server.page(collection="small"), size=size, scheme=scheme)
        hung(page)
        for state in ("help", "display", "list", "panel"):
            if state in ("help", "display"):
                page.locator(f".foldout.{state} > button").click()
                page.locator(f".foldout.{state} .sheet").wait_for()
            elif state == "list":
                page.get_by_role("button", name="Liste de ce qui est en vue").click()
                page.locator(".list li").first.wait_for()
            else:
                page.locator(".list li button").first.click()
                page.locator(".panel .strip button").first.wait_for()
            if size == "phone" and (small := page.evaluate(SMALL)):
                found[f"{state}: smaller than 44 pixels"] = small
            for violation in axe.Axe().run(page, options=rules).response["violations"]:
                where = [str(node["target"]) for node in violation["nodes"][:3]]
                found[f"{size} {state}: {violation['id']}"] = [violation["help"], *where]
    assert found == {}
