"""WCAG 2.2 AA as far as a machine can tell, on every page, in both languages and both lights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.concepts.keeping import finding_of
from explorer.concepts.models import Concept, Examples
from tests.browser import tours
from tests.browser.conftest import DAMAGED, AppServer, running_app, visiting
from tests.browser.hung import hang_vases
from tests.matched import copied, match, write_matches

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Every page, and what makes another page of it.
STATES: dict[str, tuple[str, dict[str, str]]] = {
    "map": ("", {}),
    "results": ("recherche", {"q": "vase"}),
    "item": ("recherche", {"item": "doc-9"}),
    "cloud": ("similaires", {"item": "doc-9", "trail": "doc-10", "filter": "colour=c9b893"}),
    "similar": ("similaires", {"item": "doc-9", "trail": "doc-10", "show": "wall"}),
    "themes": ("themes", {}),
    "circulations": ("circulations", {}),
    "exhibitions": ("expositions", {}),
    "exhibition": ("expositions", {"exhibition": "vases"}),
    "board": ("tableau", {}),
    "concepts": ("concepts", {}),
    "concept": ("concept", {"concept": "vases"}),
    "classes": ("classes", {}),
    "review": ("revue", {}),
    "about": ("a-propos", {}),
    "damaged": ("recherche", {"collection": DAMAGED}),
}
LOOKS = [("fr", "dark", "desktop"), ("en", "light", "desktop")]
LOOKS += [("fr", "light", "phone"), ("en", "dark", "phone")]
# Everything that can be tapped, in every shadow root, but links inside a text. A box is tapped
# anywhere on its label.
SMALL = """() => {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap(
    (host) => host.shadowRoot ? [host.shadowRoot] : [])];
  return roots.flatMap((root) => [...root.querySelectorAll('a, button, select, input, summary')])
    .filter((target) => !target.closest('dd, td, .skip, .unseen[aria-hidden=true]')
      && target.checkVisibility())
    .map((target) => [target.textContent || target.title, target.type === 'checkbox'
      ? (target.closest('label') ?? target).getBoundingClientRect()
      : target.getBoundingClientRect()])
    .filter(([, box]) => box.width && Math.min(box.width, box.height) < 44)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`);
}"""


def broken(page: Any, name: str) -> dict[str, list[str]]:
    """The rules that a page breaks, by its name and theirs: what they ask for, and where."""
    answer = axe.Axe().run(page, options=RULES).response
    assert len(answer["passes"]) > 10
    return {
        f"{name}: {one['id']}": [one["help"], *(str(node["target"]) for node in one["nodes"][:3])]
        for one in answer["violations"]
    }


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The curators' app, with something on every page; and a collection that is damaged."""
    data = tmp_path_factory.mktemp("rules") / "data"
    bundle = copied(small_bundle, data / "small")
    write_matches(bundle, [match(10, 11, score=0.9), match(10, 12, "page", score=0.5)])
    (data / DAMAGED).mkdir()
    (data / DAMAGED / "collection.json").write_text("{")
    store = hang_vases(data)
    board = store.create_board(collection="small", name="Choix")
    store.add_to_board(collection="small", ids=["doc-9", "doc-12"], board=board)
    store.put_finding(
        finding_of(
            Concept(
                id="vases",
                collection="small",
                name={"fr": "Les vases", "en": "Vases"},
                examples=Examples(words="vase"),
            ),
            owner="",
        )
    )
    with running_app(data) as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Callable[..., Any]]:
    with visiting(browser, server) as opened:
        yield opened


@pytest.mark.parametrize(("lang", "scheme", "size"), LOOKS)
def test_no_page_breaks_a_rule(
    server: AppServer, visit: Callable[..., Any], lang: str, scheme: str, size: str
) -> None:
    page = visit(server.page("a-propos", collection="small", lang=lang), size=size, scheme=scheme)
    found = {}
    for name, (path, params) in STATES.items():
        page.goto(server.page(path, **({"collection": "small", "lang": lang} | params)))
        level = 2 if name == "item" else 1
        page.get_by_role("heading", level=level).first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.lang") == lang
        if size == "phone" and (small := page.evaluate(SMALL)):
            found[f"{name}: smaller than 44 pixels"] = small
        found |= broken(page, name)
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


@pytest.mark.parametrize(("lang", "scheme"), [("fr", "dark"), ("en", "light")])
def test_no_panel_of_the_map_breaks_a_rule(
    server: AppServer, visit: Callable[..., Any], lang: str, scheme: str
) -> None:
    tours.send(server.address, tours.TOUR)
    page = visit(server.page(collection="small", lang=lang), scheme=scheme)
    found = {}
    for name, (params, pressed) in PANELS.items():
        page.goto(server.page(collection="small", lang=lang, **params))
        page.evaluate("sessionStorage.clear()")
        page.locator(".map .zoom").wait_for()
        page.wait_for_load_state("networkidle")
        for selector in pressed:
            page.locator(f".map {selector}").first.click()
        page.wait_for_timeout(600)
        found |= broken(page, name)
    tours.send(server.address, tours.TOUR, method="DELETE")
    assert found == {}
