"""Pictures of every page at three sizes, in both lights and languages, to be looked at.

    python benchmarks/screenshots.py URL OUT [--pages recherche,themes] [--sizes phone] …

URL is a running app. Says which pages scroll sideways, which answers failed and what the
console complained of, besides writing OUT/<page>.<size>.<light>.<language>.png.
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

SIZES = {"desktop": (1920, 1080), "kiosk": (1080, 1920), "phone": (390, 844)}
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
    return {
        name: urljoin(url, f"{path}?{urlencode({'collection': collection, **params})}")
        for name, (path, params) in states.items()
    }


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
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--lights", default=",".join(LIGHTS))
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    url = given.url.rstrip("/") + "/"
    found = read(url, "api/v1/collections")["results"]
    collection = given.collection or next(c["name"] for c in found if "error" not in c)
    wanted = pages(url, collection, given.word)
    names = given.pages.split(",") if given.pages else list(wanted)
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
                        settle(page)
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


def settle(page: Page) -> None:
    """Wait until pictures are there and nothing moves."""
    page.locator("h1, canvas").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


if __name__ == "__main__":
    sys.exit(main())
