"""The map in a real Chromium with software rendering: first view, frames on a fixed walk, memory.

    python -m benchmarks.viewer BUNDLE [BUNDLE …] [--size 1920x1080] [--seconds 20]

Each bundle is served by the real routes in a process of its own and opened on a bare page. The
walk is the same for all: drags, turns of the wheel down to single pictures and back, changes of
layout. A frame counts when the map drew in it; its time is the distance to the frame before.
Prints one row a bundle; the ratios to the first one say whether cost follows the collection.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import socket
import statistics
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from explorer.api import routes
from explorer.catalogue import Catalogue
from explorer.program import modules
from explorer.settings import Settings
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>
<link rel="icon" href="data:,"><script src="/viewer/scheme.js"></script>
<link rel="stylesheet" href="/viewer/house.css">PRELOADS
<style>:root { --c-top: 0px; --c-bottom: 0px; } body { margin: 0; }</style></head>
<body><div id="host"></div><script type="module">
const query = new URL(location.href).searchParams;
const [texts, { mount }] = await Promise.all([
  fetch("/texts").then((answer) => answer.json()), import("/viewer/map.js"),
]);
const root = document.getElementById("host").attachShadow({ mode: "open" });
const base = new URL("/", location.href).href;
const collection = query.get("collection");
window.map = await mount(root, { base, collection, lang: "en", texts }, () => {});
</script></body></html>"""

# Runs before the page: notes when pictures are first seen, when all is there, and every frame.
WATCH = """
window.seen = { first: null, whole: null, frames: [], work: [] };
let last = 0, drawn = 0, calm = 0;
const tick = (now) => {
  const stage = window.map?.visit.stage;
  if (stage) {
    if (!stage.watched) watch(stage);
    const { drawn: list } = stage;
    if (seen.first === null && list.count && list.alpha[0] > 0.5) seen.first = performance.now();
    const busy = stage.request || stage.sheets.busy || stage.unsettled || !list.count;
    calm = busy ? 0 : calm + 1;
    if (seen.whole === null && calm > 3) seen.whole = performance.now();
    if (stage.frames !== drawn && last) seen.frames.push(now - last);
    drawn = stage.frames;
  }
  last = now;
  requestAnimationFrame(tick);
};
const watch = (stage) => {
  stage.watched = true;
  const { advance } = stage.motion;
  let began = 0;
  stage.motion.advance = function (...given) {
    began = performance.now();
    return advance.apply(this, given);
  };
  const { onFrame } = stage;
  stage.onFrame = () => {
    seen.work.push(performance.now() - began);
    onFrame();
  };
};
requestAnimationFrame(tick);
"""


@dataclass(frozen=True)
class Measured:
    """One bundle's figures; times in milliseconds."""

    items: int
    first: float
    whole: float
    kilobytes: float
    requests: int
    frames: list[float]
    work: list[float]
    sprites: int
    heap: float
    pixels: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    parser.add_argument("--size", default="1920x1080", help="window, pixels (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=20, help="length of the walk")
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    results: list[Measured] = []
    for bundle in options.bundles:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": width, "height": height})
            results.append(measure(page, bundle.resolve(), options.seconds))
            browser.close()
    show(results)


def measure(page: Page, bundle: Path, seconds: float) -> Measured:
    """Open one bundle, walk, and take the figures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(bundle, port))
    server.start()
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_for(address)
        size = {"bytes": 0, "requests": 0}
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: count(size, event))
        page.add_init_script(WATCH)
        page.goto(f"{address}?collection={bundle.name}")
        page.wait_for_function("seen.whole !== null", timeout=60_000)
        first = dict(size)
        marks = page.evaluate("[seen.first, seen.whole, map.visit.stage.drawn.count]")
        page.evaluate("seen.frames.length = seen.work.length = 0")
        walk(page, seconds)
        seen = page.evaluate("seen")
        memory = page.evaluate(
            "[performance.memory.usedJSHeapSize,"
            " map.visit.stage.sheets.bytes + map.visit.stage.pictures.bytes]"
        )
        items = page.evaluate("map.visit.stage.summary.counts.items")
    finally:
        server.terminate()
        server.join()
    return Measured(
        items=items,
        first=marks[0],
        whole=marks[1],
        kilobytes=first["bytes"] / 1000,
        requests=first["requests"],
        frames=seen["frames"],
        work=seen["work"],
        sprites=marks[2],
        heap=memory[0] / 1e6,
        pixels=memory[1] / 1e6,
    )


def walk(page: Page, seconds: float) -> None:
    """Drag, go closer at several places, come back, change the layout; until time is up."""
    frame = page.viewport_size or {"width": 1920, "height": 1080}
    ends = time.monotonic() + seconds
    places = [(0.4, 0.45), (0.6, 0.5), (0.35, 0.6), (0.55, 0.35)]
    turn = 0
    while time.monotonic() < ends:
        x, y = (part * side for part, side in zip(places[turn % 4], frame.values(), strict=True))
        turn += 1
        page.mouse.move(x, y)
        for _ in range(18):
            page.mouse.wheel(0, -120)
            page.wait_for_timeout(45)
        drag(page, x, y)
        drag(page, x, y)
        for _ in range(18):
            page.mouse.wheel(0, 120)
            page.wait_for_timeout(45)
        drag(page, x, y)
        layouts = page.evaluate("map.visit.stage.summary.layouts.map(({ name }) => name)")
        page.evaluate(f"map.visit.controls.layouts.get('{layouts[turn % len(layouts)]}')?.click()")
        page.wait_for_timeout(1500)


def drag(page: Page, x: float, y: float) -> None:
    """A drag of some hundred pixels, with a throw at its end."""
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 25):
        page.mouse.move(x - 14 * step, y + 5 * step)
        page.wait_for_timeout(16)
    page.mouse.up()
    page.wait_for_timeout(500)


def count(size: dict[str, int], event: dict[str, Any]) -> None:
    """Add what one answer took on the wire."""
    size["bytes"] += int(event["encodedDataLength"])
    size["requests"] += 1


def wait_for(address: str) -> None:
    """Until the server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}api/health", timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def serve(bundle: Path, port: int) -> None:
    """The real routes over the bundle's folder, and the bare page."""
    texts = json.dumps(viewer_texts(translator("en")))

    preloads = "".join(
        f'<link rel="modulepreload" href="/viewer/{name}">' for name in modules("map.js")
    )

    async def page(request: Request) -> Response:
        return HTMLResponse(PAGE.replace("PRELOADS", preloads))

    async def words(request: Request) -> Response:
        return Response(texts, media_type="application/json")

    settings = Settings(data=bundle.parent)
    catalogue = Catalogue(bundle.parent, refresh_seconds=settings.refresh_seconds)
    served = [Route("/", page), Route("/texts", words), *routes(catalogue, settings)]
    uvicorn.run(Starlette(routes=served), host="127.0.0.1", port=port, log_level="error")


def show(results: list[Measured]) -> None:
    """The table."""
    print(
        "| items | first picture ms | first view ms | kB | requests | sprites "
        "| frame p50 ms | p95 ms | worst | script p50 ms | p95 ms | heap MB | decoded MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for one in results:
        frames, work = quantiles(one.frames), quantiles(one.work)
        print(
            f"| {one.items:,} | {one.first:.0f} | {one.whole:.0f} | {one.kilobytes:.0f} "
            f"| {one.requests} | {one.sprites} | {frames[0]:.1f} | {frames[1]:.1f} "
            f"| {max(one.frames):.0f} | {work[0]:.1f} | {work[1]:.1f} "
            f"| {one.heap:.0f} | {one.pixels:.0f} |"
        )
    base = results[0]
    for one in results[1:]:
        frames = quantiles(one.frames)[1] / quantiles(base.frames)[1]
        view, size = one.whole / base.whole, one.kilobytes / base.kilobytes
        print(
            f"{one.items:,} against {base.items:,} items: "
            f"first view x {view:.2f}, bytes x {size:.2f}, frame p95 x {frames:.2f}"
        )


def quantiles(values: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    cut = statistics.quantiles(values, n=20) if len(values) > 1 else [0.0] * 19
    return statistics.median(values), cut[18]


if __name__ == "__main__":
    main()
