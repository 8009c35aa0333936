"""Pictures of every page at three sizes, in both lights and languages, to be looked at.

    python -m benchmarks.screenshots URL OUT [--profile kiosk] [--pages search,themes] …

URL is a running app, and ``--profile`` the one that it runs in. The map is taken in each layout and
with each of its panels (``map-…``; those of tours where there is one); a part of a name takes all
that have it. Says which pages scroll sideways, which answers failed and what the console complained
of, besides writing OUT/<page>.<size>.<light>.<language>.png.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.states import PROFILES, State, known, read

SIZES = {
    "desktop": (1920, 1080),
    "kiosk": (1080, 1920),
    "phone": (390, 844),
    "wall": (3840, 2160),
    "laptop": (1366, 768),
    "tablet": (768, 1024),
    "screen": (1024, 768),
}
LIGHTS = ("dark", "light")
LANGUAGES = ("fr", "en")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> int:
    """Take the pictures; the exit code is 1 when something on a page was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--profile", choices=tuple(PROFILES), default="curator")
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
    wanted = PROFILES[given.profile](known(url, collection), given.word)
    parts = given.pages.split(",")
    names = [name for name in wanted if any(part in name for part in parts)]
    troubles: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        for size in given.sizes.split(","):
            for light in given.lights.split(","):
                for language in given.languages.split(","):
                    for name in names:
                        file = f"{name}.{size}.{light}.{language}.png"
                        page = opened(browser, size, light, troubles)
                        show(page, wanted[name], url, language)
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


def show(page: Page, state: State, url: str, language: str) -> None:
    """Bring a page to a state; what would be pressed and is not there is passed over."""
    if state.waits:
        page.clock.install()
    page.goto(state.address(url, language))
    settle(page)
    for selector in state.pressed:
        found = page.locator(selector)
        if found.count() and found.first.is_visible():
            found.first.click()
            page.wait_for_timeout(900)
    for seconds in state.waits:
        page.clock.fast_forward(seconds * 1000)
        page.wait_for_timeout(100)
    if state.waits:
        page.wait_for_timeout(4000)


def settle(page: Page) -> None:
    """Wait until pictures are there and nothing moves."""
    page.locator("h1, canvas").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


if __name__ == "__main__":
    sys.exit(main())
