"""Pictures of every page at three sizes, in both lights and languages, to be looked at.

    python -m benchmarks.screenshots URL OUT [--pages search,themes] [--sizes phone] …

URL is a running app. The map is taken in each layout and with each of its panels (``map-…``; those
of tours where there is one); a part of a name takes all that have it. Says which pages scroll
sideways, which answers failed and what the console complained of, besides writing
OUT/<page>.<size>.<light>.<language>.png.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {
    "desktop": (1920, 1080),
    "kiosk": (1080, 1920),
    "phone": (390, 844),
    "laptop": (1366, 768),
    "tablet": (768, 1024),
    "screen": (1024, 768),
}
LIGHTS = ("dark", "light")
LANGUAGES = ("fr", "en")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pages(url: str, collection: str, word: str) -> dict[str, str]:
    """The pages and states worth looking at: name to address."""
    answer = read(url, f"api/v1/{quote(collection)}/rows?rows=0")
    item = answer["results"][0]["id"]
    themes = read(url, f"api/v1/{quote(collection)}/themes")["results"]
    states: dict[str, tuple[str, dict[str, Any]]] = {
        "map": ("", {}),
        "search": ("recherche", {}),
        "results": ("recherche", {"q": word}),
        "nothing": ("recherche", {"q": "zzyzx"}),
        "item": ("recherche", {"item": item}),
        "cloud": ("similaires", {"item": item}),
        "similar": ("similaires", {"item": item, "show": "wall"}),
        "themes": ("themes", {}),
        "about": ("a-propos", {}),
    }
    if themes:
        states["theme"] = ("themes", {"theme": themes[0]["id"]})
    states |= map_states(url, collection, word)
    return {
        name: urljoin(url, f"{path}?{urlencode({'collection': collection, **params}, doseq=True)}")
        for name, (path, params) in states.items()
    }


PRESSED = {
    "map-filters": (".filter-toggle",),
    "map-filtered": (".filter-toggle", ".facets .choice >> nth=0", ".facets .swatch >> nth=1"),
    "map-list": (".list-toggle",),
    "map-select": (".tools [aria-pressed]",),
    "map-tray-open": (".tray .fold",),
    "map-tours": (".tours-toggle",),
    "map-editor": (".tours-toggle", ".tours .writing .primary", ".tour-editor .add"),
    "map-region": (
        ".tours-toggle",
        ".tours .writing .primary",
        ".tour-editor .add",
        ".tour-editor [data-key$=':draw']",
    ),
    "map-help": (".foldout.help > button",),
    "map-display": (".foldout.display > button",),
    "map-layouts": (".foldout.menu > button",),
}
"""What is pressed on the map, one after the other; what is not there is passed over."""


def map_states(url: str, collection: str, word: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """The layouts of the map and its panels; no view that the tab remembers is taken up."""
    root = f"api/v1/{quote(collection)}"
    layouts = [one["name"] for one in read(url, root)["layouts"]]
    items = [one["id"] for one in read(url, f"{root}/rows?rows=0,1,2,3,4,5,6,7")["results"]]
    whole = {"view": f"{layouts[0]}/0.5/0.5/0"}
    states: dict[str, tuple[str, dict[str, Any]]] = {
        f"map-in-{name}": ("", {"view": f"{name}/0.5/0.5/0"}) for name in layouts
    }
    states |= dict.fromkeys(PRESSED, ("", whole))
    states |= {
        "map-near": ("", {"view": f"{layouts[0]}/0.5/0.5/3.5"}),
        "map-item": ("", {"view": f"{layouts[0]}/0.5/0.5/0/{items[0]}"}),
        "map-closer": ("", {"view": f"{layouts[0]}/0.5/0.5/0/{items[0]}", "closer": "1"}),
        "map-results": ("", {**whole, "q": word}),
        "map-tray": ("", {**whole, "select": items}),
        "map-tray-open": ("", {**whole, "select": items}),
    }
    tours = [one for one in read(url, f"{root}/tours")["tours"] if one["stops"]]
    if tours:
        states["map-tour"] = ("", {**whole, "tour": tours[0]["id"]})
        states["map-tour-region"] = ("", {**whole, "tour": tours[0]["id"], "stop": 2})
    return states


def read(url: str, path: str) -> Any:
    """An answer of the app."""
    with urllib.request.urlopen(urljoin(url, path), timeout=30) as answer:
        return json.load(answer)


def main() -> int:
    """Take the pictures; the exit code is 1 when something on a page was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--collection", default="", help="default: the first that opens")
    parser.add_argument("--word", default="vase", help="what to search for")
    parser.add_argument("--pages", default="", help="names, joined by commas (default: all)")
    parser.add_argument("--sizes", default="desktop,kiosk,phone", help=", ".join(SIZES))
    parser.add_argument("--lights", default=",".join(LIGHTS))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    url = given.url.rstrip("/") + "/"
    found = read(url, "api/v1/collections")["results"]
    collection = given.collection or next(c["name"] for c in found if "error" not in c)
    wanted = pages(url, collection, given.word)
    parts = given.pages.split(",")
    names = [name for name in wanted if any(part in name for part in parts)]
    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for size in given.sizes.split(","):
            for light in given.lights.split(","):
                page = opened(browser, size, light, troubles)
                for language in given.languages.split(","):
                    for name in names:
                        page.goto(f"{wanted[name]}&lang={language}")
                        page.evaluate("sessionStorage.clear()")  # what the one before selected
                        settle(page)
                        press(page, PRESSED.get(name, ()))
                        file = f"{name}.{size}.{light}.{language}.png"
                        page.screenshot(path=given.out / file)
                        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                        if wide > 0:
                            troubles.append(f"{file}: {wide} px too wide")
                page.context.close()
        browser.close()
    for trouble in dict.fromkeys(troubles):
        print(trouble)
    return 1 if troubles else 0


def opened(browser: Browser, size: str, light: str, troubles: list[str]) -> Page:
    """A page of a size and a light, its complaints gathered in ``troubles``."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=size != "desktop"
    )
    context.add_init_script(f"localStorage['cimaise-scheme'] = '{light}'")
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda m: troubles.append(f"{page.url}: {m.text}") if m.type == "error" else None,
    )
    page.on(
        "response",
        lambda r: troubles.append(f"{page.url}: {r.status} {r.url}") if r.status >= 400 else None,
    )
    return page


def press(page: Page, buttons: tuple[str, ...]) -> None:
    """Press them one after the other; one that is not there is passed over."""
    for selector in buttons:
        found = page.locator(f".map {selector}")
        if found.count() and found.first.is_visible():
            found.first.click()
            page.wait_for_timeout(900)


def settle(page: Page) -> None:
    """Wait until pictures are there and nothing moves."""
    page.locator("h1, canvas").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


if __name__ == "__main__":
    sys.exit(main())
