"""The public's interactive pages with nothing but a keyboard: everywhere, and always seen where."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import AppServer, running_app, visiting
from tests.browser.hung import hang_vases

Visit = Callable[..., Any]
WHOLE = "map/0.5/0.5/0"
# Where the focus is: the element, what it is called, whether it is seen that it is there, whether
# anything of it can be seen at all, how large what can be hit is.
FOCUS = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return null;
  const at = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    for (let root = hit?.shadowRoot; root; root = hit?.shadowRoot) {
      const deeper = root.elementFromPoint(x, y);
      if (!deeper || deeper === hit) break;
      hit = deeper;
    }
    return hit;
  };
  const whole = one.closest("label") ?? one;
  const box = whole.getBoundingClientRect();
  const shares = [0.02, 0.25, 0.5, 0.75, 0.98];
  const seen = shares.some((a) => shares.some((b) => {
    const hit = at(box.x + a * box.width, box.y + b * box.height);
    return hit && (whole.contains(hit) || one.getRootNode().host === hit);
  }));
  const marked = [one, whole, ...whole.querySelectorAll("*")].map((part) => getComputedStyle(part));
  const rules = [...one.getRootNode().styleSheets, ...(one.getRootNode().adoptedStyleSheets ?? [])]
    .flatMap((sheet) => [...sheet.cssRules]);
  // A slider is marked at its handle, whose style only its rules tell.
  const handled = one.type === "range" && rules.some(({ selectorText, style }) =>
    selectorText?.includes(":focus-visible::-webkit-slider-thumb")
    && /outline: [2-9]px/.test(style.cssText));
  const outlined = handled || marked.some(({ outlineStyle, outlineWidth }) =>
    outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  return {
    tag: one.localName,
    name: (one.ariaLabel || one.textContent || one.title || one.placeholder || "").trim(),
    key: `${one.localName}.${one.className}|${one.ariaLabel ?? one.textContent}|${one.href ?? ""}|`
      + `${one.value ?? ""}`,
    seen, outlined,
    inline: Boolean(one.closest("dd, td, p")),
    size: Math.round(Math.min(box.width, box.height)),
  };
}"""


@pytest.fixture(scope="module")
def server(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The public site, with an exhibition."""
    data = tmp_path_factory.mktemp("keys") / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    hang_vases(data)
    with running_app(data, EXPLORER_PROFILE="public") as running:
        yield running


@pytest.fixture
def visit(server: AppServer, browser: Any) -> Iterator[Visit]:
    with visiting(browser, server) as opened:
        yield lambda path="", **params: opened(
            server.page(path, **({"collection": "small", "lang": "fr"} | params))
        )


def focus(page: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(FOCUS)
    return found


def tab_to(page: Any, name: str, *, most: int = 150, tag: str = "") -> None:
    """Press Tab until the focus is on what has a name."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        there = focus(page)
        if there and re.search(name, there["name"]) and tag in ("", there["tag"]):
            return
        passed.append(there and there["name"][:30])
    pytest.fail(f"Tab never comes to {name}, but to {passed}")


def asked(page: Any, name: str) -> list[str]:
    """A parameter of the address."""
    return parse_qs(urlsplit(page.url).query).get(name, [])


def wait_asked(page: Any, name: str, value: str) -> None:
    page.wait_for_function(
        "([name, value]) => new URLSearchParams(location.search).getAll(name)"
        ".some((one) => one.includes(value))",
        arg=[name, value],
    )


PLACES: dict[str, tuple[str, dict[str, str], str]] = {
    "map": ("", {"view": WHOLE}, ".map .controls"),
    "item on the map": ("", {"view": f"{WHOLE}/doc-9"}, ".panel .look"),
    "results on the map": ("", {"view": WHOLE, "like": "doc-9"}, ".results .entries button"),
    "search": ("recherche", {"q": "vase"}, "a.tile"),
    "cloud": ("similaires", {"item": "doc-9"}, ".dock"),
    "wall": ("similaires", {"item": "doc-9", "show": "wall"}, "a.tile"),
    "themes": ("themes", {}, "a.cover"),
    "theme": ("themes", {"theme": "0"}, "a.tile"),
    "circulations": ("circulations", {}, "h1"),
    "family": ("circulations", {"item": "doc-9"}, "h1"),
    "exhibitions": ("expositions", {}, "h1"),
    "exhibition": ("expositions", {"exhibition": "vases"}, "h1"),
    "about": ("a-propos", {}, "h1"),
}
"""Pages, and by what each is known to be there."""


def test_tab_goes_through_every_page_is_always_seen_and_never_caught(visit: Visit) -> None:
    wrong: list[tuple[str, str, str]] = []
    page = visit("a-propos")
    for where, (path, params, sign) in PLACES.items():
        page.goto(_address(page, path, params))
        page.locator(sign).first.wait_for()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        keys: list[str] = []
        for _ in range(400):
            page.keyboard.press("Tab")
            there = focus(page)
            if there is None or (keys and there["key"] == keys[0]):
                break  # through all of it, and out
            keys.append(there["key"])
            name = there["name"][:40] or there["tag"]
            if not there["seen"]:
                wrong.append((where, name, "lies below something"))
            if not there["outlined"]:
                wrong.append((where, name, "nothing shows that it has the focus"))
            if there["size"] < 24 and not there["inline"]:
                wrong.append((where, name, f"is {there['size']} px"))
        else:
            wrong.append((where, keys[-1], "never comes to an end"))
        assert len(keys) > 12, where
        page.keyboard.press("Shift+Tab")
    assert wrong == []


def _address(page: Any, path: str, params: dict[str, str]) -> str:
    root = page.evaluate("location.origin")
    server = AppServer(f"{root}/", Path())
    return server.page(path, **({"collection": "small", "lang": "fr"} | params))


def test_the_map_is_walked_with_keys(visit: Visit) -> None:
    page = visit(view=WHOLE)
    page.locator(".map .controls").wait_for()
    page.keyboard.press("Tab")
    assert (focus(page) or {})["name"] == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "Carte de la collection", most=1)

    def view() -> list[float]:
        return [float(part) for part in asked(page, "view")[0].split("/")[1:4]]

    def changed(key: str, part: int) -> None:
        before = view()
        page.keyboard.press(key)
        page.wait_for_function(
            "([part, before]) => Math.abs(Number(new URLSearchParams(location.search)"
            ".get('view').split('/')[part]) - before) > 1e-4",
            arg=[part + 1, before[part]],
        )

    changed("+", 2)
    assert view()[2] > 0
    changed("+", 2)
    changed("ArrowRight", 0)
    changed("ArrowDown", 1)
    changed("-", 2)
    page.keyboard.press("Enter")
    page.locator(".map .panel h2").wait_for()
    title = page.locator(".map .panel h2").inner_text()
    assert title
    tab_to(page, "Images semblables")
    page.keyboard.press("Escape")
    page.locator(".map .panel").wait_for(state="hidden")
    assert (focus(page) or {})["tag"] == "canvas", "back where one was"
    tab_to(page, "Liste de ce qui est en vue")
    page.keyboard.press("Enter")
    page.locator(".map .list button").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".map .panel h2").wait_for()
    page.keyboard.press("Escape")
    page.locator(".map .panel").wait_for(state="hidden")
    page.keyboard.press("Escape")
    page.locator(".map .list").wait_for(state="hidden")
    tab_to(page, "Filtres")
    page.keyboard.press("Enter")
    page.locator(".map .facets .choice").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".map .facets .choice").first.wait_for(state="hidden")


def test_one_searches_filters_opens_and_goes_on_with_keys(visit: Visit) -> None:
    page = visit("recherche")
    page.locator("a.tile").first.wait_for()
    tab_to(page, "^$|nom d’une chose", tag="input")
    page.keyboard.type("vase")
    page.keyboard.press("Enter")
    wait_asked(page, "q", "vase")
    page.locator(".parts .chip", has_text="vase").wait_for()
    box = page.locator("input[type=checkbox]").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if (focus(page) or {}).get("key", "").startswith("input") and box.evaluate(
            "(one) => one.getRootNode().activeElement === one"
        ):
            break
    page.keyboard.press(" ")
    page.wait_for_function("() => new URLSearchParams(location.search).has('filter')")
    page.wait_for_load_state("networkidle")
    tab_to(page, r"n° \d+", tag="a")
    page.keyboard.press("Enter")
    record = page.get_by_role("dialog")
    record.locator("h2").wait_for()
    first = record.locator("h2").inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        """(first) => [...document.querySelectorAll("*")].some((host) => {
          const told = host.shadowRoot?.querySelector("dialog[open] h2");
          return told && told.textContent !== first;
        })""",
        arg=first,
    )
    page.keyboard.press("Escape")
    record.wait_for(state="hidden")
    there = focus(page)
    assert there and there["tag"] == "a", "the focus is at the picture that was looked at"
    page.keyboard.press("Enter")
    record.locator("h2").wait_for()
    tab_to(page, "Voir les images semblables", most=10)
    page.keyboard.press("Enter")
    page.wait_for_url("**/similaires?**")
    page.locator(".dock").wait_for()


def test_the_cloud_is_walked_with_keys(visit: Visit) -> None:
    page = visit("similaires", item="doc-9")
    page.locator(".dock").wait_for()
    tab_to(page, "Une image, et autour d’elle")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).get('item') !== 'doc-9'")
    page.keyboard.press("Backspace")
    wait_asked(page, "item", "doc-9")
    tab_to(page, "Liste des images semblables")
    page.keyboard.press("Enter")
    page.locator(".list button, .list a").first.wait_for()
    page.keyboard.press("Escape")


def test_themes_circulations_and_exhibitions_open_with_keys(visit: Visit) -> None:
    page = visit("themes")
    page.locator("a.cover").first.wait_for()
    tab_to(page, r"\d images?$", tag="a")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).has('theme')")
    page.locator("a.tile").first.wait_for()
    tab_to(page, "^Expositions$", tag="a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/expositions?**")
    page.get_by_role("link", name="Les vases").first.wait_for()
    tab_to(page, "Les vases", tag="a")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Le mur").wait_for()
    tab_to(page, "^Circulations$", tag="a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/circulations?**")
    page.get_by_role("heading", level=1).wait_for()


def test_language_and_light_are_switched_with_keys(visit: Visit) -> None:
    page = visit("themes")
    page.locator("a.cover").first.wait_for()
    tab_to(page, "English$", tag="a")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    page.get_by_role("heading", level=1, name="Themes").wait_for()
    tab_to(page, "Switch to light", tag="button")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.documentElement.dataset.scheme === 'light'")
