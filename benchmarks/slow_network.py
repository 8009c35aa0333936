"""A first visit by telephone on a slow network: ``python -m benchmarks.slow_network BUNDLE``.

Chromium at 390 px, its cache empty, slowed down as its developer tools' "Fast 3G" is (1.44 Mbit/s,
562 ms there and back). *Useful* is when the heading, the first links and every picture in view are
there; bytes are those on the wire until nothing is asked for any more.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from benchmarks.visitors import app
from explorer.site import addresses

FAST_3G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
_USEFUL = """() => {
  const seen = [...document.images].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  });
  if (!document.querySelector("h1") || !seen.every((one) => one.complete && one.naturalWidth)) {
    return null;
  }
  return Math.max(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    ...performance.getEntriesByType("resource").filter((one) =>
      seen.some((image) => image.currentSrc === one.name)).map((one) => one.responseEnd));
}"""


def visited(browser: Browser, address: str, *, ready: str) -> tuple[float, float, float, int]:
    """Milliseconds to the first paint and until useful, kB on the wire, and requests."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", FAST_3G)
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(address, timeout=120_000)
    useful = float(page.wait_for_function(ready, timeout=120_000).json_value())
    page.wait_for_load_state("networkidle", timeout=120_000)
    paint = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    context.close()
    return float(paint), useful, sum(sizes) / 1000, len(sizes)


def main() -> int:
    """Measure, print a table; 1 when a page that is written whole is not useful in 3 s."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    folder = parser.parse_args().bundle.resolve()
    name, slow = folder.name, False
    with app(folder) as (root, _), sync_playwright() as playwright:
        while True:
            try:
                if httpx.get(f"{root}/api/v1/{name}/rows?rows=1", timeout=60).status_code == 200:
                    break
            except httpx.HTTPError:
                continue
        (one,) = httpx.get(f"{root}/api/v1/{name}/rows?rows=1").json()["results"]
        theme = httpx.get(f"{root}/api/v1/{name}/themes").json()["results"][0]["id"]
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        pages = {
            "home": "",
            "item": addresses.item(name, one["id"]),
            "theme": addresses.theme(name, theme),
        }
        print("| page | first paint ms | useful ms | kB | requests |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for what, path in pages.items():
            paint, useful, size, many = visited(browser, f"{root}/{path}", ready=_USEFUL)
            slow |= useful > 3000
            print(f"| {what} | {paint:,.0f} | {useful:,.0f} | {size:,.0f} | {many} |", flush=True)
        ready = "() => document.querySelector('.stMain') ? performance.now() : null"
        paint, useful, size, many = visited(
            browser, f"{root}/recherche?collection={name}", ready=ready
        )
        print(f"| interactive search | {paint:,.0f} | {useful:,.0f} | {size:,.0f} | {many} |")
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
