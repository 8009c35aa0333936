"""The map in a real Chromium with software rendering: first view, frames on a fixed walk, memory.

    python -m benchmarks.viewer BUNDLE [BUNDLE …] [--size 1920x1080] [--seconds 60]

Each bundle is served by the real routes in a process of its own and opened on a bare page. The
walk is the same for all (``benchmarks.walk``): wheel, drags, pinches, changes of layout.
Prints one row a bundle; the ratios to the first one say whether cost follows the collection.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from benchmarks.browsing import browsing, serving
from benchmarks.tables import markdown
from benchmarks.walk import Hands, Visited, quantiles, visit
from explorer.api import routes
from explorer.binding import volume_name
from explorer.catalogue import Catalogue
from explorer.settings import Settings
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Map</title>
<link rel="icon" href="data:,"><script src="/viewer/scheme.js"></script>
<link rel="stylesheet" href="/viewer/house.css"><link rel="modulepreload" href="/viewer/VOLUME">
<style>:root { --c-top: 0px; --c-bottom: 0px; } body { margin: 0; }</style></head>
<body><div id="host"></div><script type="module">
const query = new URL(location.href).searchParams;
const speaking = async (lang) => ({ lang, texts: await (await fetch(`/texts/${lang}`)).json() });
const [spoken, { mount }] = await Promise.all([speaking("en"), import("/viewer/VOLUME")]);
const root = document.getElementById("host").attachShadow({ mode: "open" });
const base = new URL("/", location.href).href;
const props = { base, collection: query.get("collection"), address: query.has("address") };
window.map = await mount(root, { ...props, ...spoken }, () => {});
window.speak = async (lang) => map.update({ ...props, ...await speaking(lang) });
</script></body></html>"""

# First picture: one is drawn and half faded in. Whole view: for four frames there has been no
# sheet on its way, nothing unsettled and no frame asked for.
LOOK = """
let calm = 0;
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
const look = () => {
  const stage = window.map?.visit.stage;
  if (!stage) return null;
  if (!stage.watched) watch(stage);
  const { drawn } = stage;
  if (seen.first === null && drawn.count && drawn.alpha[0] > 0.5) seen.first = performance.now();
  const busy = stage.request || stage.sheets.busy || stage.unsettled || !drawn.count;
  calm = busy ? 0 : calm + 1;
  if (seen.whole === null && calm > 3) seen.whole = performance.now();
  return stage.frames;
};
"""

#: Where the bytes of a first view come from: the first pattern that its path has.
KINDS = {
    "page and program": r"^$|^viewer/",
    "texts": r"^texts/",
    "pictures of sheets": r"sheets/.*\.webp$",
    "indices of sheets": r"sheets/.*\.bin$",
    "density": r"/density\.png$",
    "larger pictures": r"/thumbs/",
    "what the collection is": r"",
}

HANDS = Hands(
    viewer="Cimaise",
    look=LOOK,
    items="map.visit.stage.summary.counts.items",
    choose="""(n) => {
      const { summary } = map.visit.stage;
      const { name } = summary.layouts[n % summary.layouts.length];
      map.visit.controls.switcher.buttons.get(name).click();
    }""",
    facts="""({
      sprites: map.visit.stage.drawn.count,
      decoded: (map.visit.stage.sheets.bytes + map.visit.stage.pictures.bytes) / 1e6,
    })""",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    parser.add_argument("--size", default="1920x1080", help="window, pixels (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=60, help="length of the walk")
    parser.add_argument("--patience", type=float, default=120, help="seconds to wait for a view")
    options = parser.parse_args()
    size = window(options.size)
    show(
        [
            measure(bundle, size=size, seconds=options.seconds, patience=options.patience)
            for bundle in options.bundles
        ]
    )


def window(text: str) -> tuple[int, int]:
    """``1920x1080`` as numbers; ends with one line where it is something else."""
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise SystemExit(f"--size: write it as 1920x1080, not {text}")
    return int(width), int(height)


def measure(bundle: Path, *, size: tuple[int, int], seconds: float, patience: float) -> Visited:
    """Open one bundle, walk, and take the figures."""
    bundle = bundle.resolve()
    width, height = size
    with (
        serving(serve, bundle) as (address, _),
        browsing(width=width, height=height) as (page, memory),
    ):
        return visit(
            page,
            memory,
            address,
            hands=HANDS,
            path=f"?collection={bundle.name}",
            items=json.loads((bundle / "collection.json").read_text())["counts"]["items"],
            seconds=seconds,
            patience=patience,
        )


def serve(bundle: Path, port: int) -> None:
    """The real routes over the bundle's folder, and the bare page."""

    async def page(request: Request) -> Response:
        return HTMLResponse(PAGE.replace("VOLUME", volume_name("map.js")))

    async def words(request: Request) -> Response:
        return JSONResponse(viewer_texts(translator(request.path_params["lang"])))

    settings = Settings(data=bundle)
    catalogue = Catalogue(bundle, refresh_seconds=settings.refresh_seconds)
    catalogue.entries()  # opened before anyone comes, as the app does when it starts
    served = [Route("/", page), Route("/texts/{lang}", words), *routes(catalogue, settings)]
    uvicorn.run(Starlette(routes=served), host="127.0.0.1", port=port, log_level="error")


def show(results: list[Visited]) -> None:
    """The table."""
    header = ["items", "first picture ms", "first view ms", "kB", "requests", "sprites"]
    header += ["frame p50 ms", "p95 ms", "worst", "script p50 ms", "p95 ms"]
    header += ["heap MB", "decoded MB", "browser MB", "at most MB", "turns"]
    rows = []
    for one in results:
        if one.trouble:
            print(f"{one.items:,} items: {one.trouble}")
            continue
        frames, work = quantiles(one.frames), quantiles(one.work)
        figures = (
            f"{one.items:,}|{one.first:.0f}|{one.whole:.0f}|{one.kilobytes:.0f}|{one.requests}"
            f"|{one.facts['sprites at first']:.0f}|{frames[0]:.1f}|{frames[1]:.1f}"
            f"|{max(one.frames):.0f}|{work[0]:.1f}|{work[1]:.1f}|{one.heap:.0f}"
            f"|{one.facts['decoded']:.0f}|{one.resident[0]:.0f}|{one.resident[1]:.0f}"
            f"|{one.turns:.1f}"
        )
        rows.append(figures.split("|"))
    print(markdown(header, rows))
    whole = [one for one in results if not one.trouble]
    print("\nkB of the first view, and how many files:\n")
    print(markdown(["items", *KINDS], [[f"{one.items:,}", *came_from(one)] for one in whole]))
    for one in whole[1:]:
        base = whole[0]
        ratio = quantiles(one.frames)[1] / quantiles(base.frames)[1]
        view, size = one.whole / base.whole, one.kilobytes / base.kilobytes
        print(
            f"{one.items:,} against {base.items:,} items: "
            f"first view x {view:.2f}, bytes x {size:.2f}, frame p95 x {ratio:.2f}"
        )


def came_from(one: Visited) -> list[str]:
    """Kilobytes and files of a first view, by ``KINDS``."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for path, taken in one.by_path.items():
        kind = next(kind for kind, pattern in KINDS.items() if re.search(pattern, path))
        found[kind].append(taken)
    return [f"{sum(taken) / 1000:.0f} ({len(taken)})" for taken in found.values()]


if __name__ == "__main__":
    main()
