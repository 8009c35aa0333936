"""WCAG 2.2 AA as far as a machine can tell, on every page, in both lights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import tours
from tests.browser.conftest import AppServer

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
STATES = {
    "results": ("recherche", {"q": "vase"}),
    "item": ("recherche", {"item": "doc-9"}),
    "cloud": ("similaires", {"item": "doc-9", "trail": "doc-10", "filter": "colour=c9b893"}),
    "similar": ("similaires", {"item": "doc-9", "trail": "doc-10", "show": "wall"}),
    "themes": ("themes", {}),
    "about": ("a-propos", {}),
    "damaged": ("recherche", {"collection": "abimee"}),
}
# Everything that can be tapped, in every shadow root, but links inside a text. A box is tapped
# anywhere on its label.
SMALL = """() => {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap(
    (host) => host.shadowRoot ? [host.shadowRoot] : [])];
  return roots.flatMap((root) => [...root.querySelectorAll('a, button, select, input, summary')])
    .filter((target) => !target.closest('dd, td, .skip') && target.checkVisibility())
    .map((target) => [target.textContent || target.title, target.type === 'checkbox'
      ? (target.closest('label') ?? target).getBoundingClientRect()
      : target.getBoundingClientRect()])
    .filter(([, box]) => box.width && Math.min(box.width, box.height) < 44)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`);
}"""


@pytest.mark.parametrize(
    ("size", "scheme", "states"),
    [("desktop", "dark", tuple(STATES)), ("phone", "light", ("results", "item", "cloud", "about"))],
)
def test_no_page_breaks_a_rule(
    app_server: AppServer,
    visit: Callable[..., Any],
    size: str,
    scheme: str,
    states: tuple[str, ...],
) -> None:
    page = visit(app_server.address + "a-propos", size=size, scheme=scheme)
    found = {}
    for name in states:
        path, params = STATES[name]
        page.goto(app_server.page(path, **({"collection": "small"} | params)))
        page.get_by_role("heading", level=2 if name == "item" else 1).first.wait_for()
        page.wait_for_load_state("networkidle")
        if size == "phone" and (small := page.evaluate(SMALL)):
            found[f"{name}: smaller than 44 pixels"] = small
        answer = axe.Axe().run(page, options=RULES).response
        assert len(answer["passes"]) > 10
        for violation in answer["violations"]:
            where = [str(node["target"]) for node in violation["nodes"][:3]]
            found[f"{name}: {violation['id']}"] = [violation["help"], *where]
    assert found == {}


# What opens each panel of the map, one by one: what the address says, and what is pressed then.
PANELS = {
    "nothing": ({}, ()),
    "filters": ({}, (".filter-toggle",)),
    "filtered": ({"filter": "theme=3"}, (".filter-toggle",)),
    "results": ({"q": "encre"}, ()),
    "list": ({}, (".list-toggle",)),
    "item": ({"item": "doc-9"}, ()),
    "closer": ({"item": "doc-9", "closer": "1"}, ()),
    "selecting": ({"select": "doc-9"}, (".tools [aria-pressed]",)),
    "tours": ({}, (".tours-toggle",)),
    "editor": ({}, (".tours-toggle", ".tours .writing .primary", ".tour-editor .add")),
    "tour": ({"tour": "promenade"}, ()),
    "help": ({}, (".foldout.help > button",)),
    "display": ({}, (".foldout.display > button",)),
}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_no_panel_of_the_map_breaks_a_rule(
    app_server: AppServer, visit: Callable[..., Any], scheme: str
) -> None:
    tours.send(app_server.address, tours.TOUR)
    page = visit(app_server.page(collection="small", lang="fr"), scheme=scheme)
    found = {}
    for name, (params, pressed) in PANELS.items():
        page.goto(app_server.page(collection="small", lang="fr", **params))
        page.evaluate("sessionStorage.clear()")
        page.locator(".map .zoom").wait_for()
        page.wait_for_load_state("networkidle")
        for selector in pressed:
            page.locator(f".map {selector}").first.click()
        page.wait_for_timeout(600)
        answer = axe.Axe().run(page, options=RULES).response
        for violation in answer["violations"]:
            where = [str(node["target"]) for node in violation["nodes"][:3]]
            found[f"{name}: {violation['id']}"] = [violation["help"], *where]
    tours.send(app_server.address, tours.TOUR, method="DELETE")
    assert found == {}
