"""A bare page with nothing but the map, or the cloud, on it; over real routes and a real bundle."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from explorer.bundle import Bundle, files
from explorer.ui.cloud_texts import cloud_texts
from explorer.ui.i18n import translator
from explorer.ui.viewer_texts import viewer_texts
from tests.serving import serving

MODULES = Path(__file__).parent / "modules"

CLOUD = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>The cloud alone</title>
<link rel="icon" href="data:,">
<script src="/viewer/scheme.js"></script>
<link rel="stylesheet" href="/viewer/house.css">
<style>:root { --c-top: 0px; --c-bottom: 0px; } body { margin: 0; }</style></head>
<body><div id="host"></div>
<script type="module">
const query = new URL(location.href).searchParams;
const collection = query.get("collection") ?? "small";
const texts = await (await fetch("/texts/fr")).json();
const about = await (await fetch(`/api/v1/${collection}`)).json();
const { mount } = await import("/viewer/cloud.js");
const root = document.getElementById("host").attachShadow({ mode: "open" });
window.told = [];
window.props = {
  base: new URL("/", location.href).href, collection, lang: "fr", texts, theme: "dark",
  items: about.counts.items, version: about.version, place: location.search.slice(1),
  boards: query.has("boards"),
};
window.cloud = await mount(root, window.props, (name, value) => window.told.push([name, value]));
</script></body></html>
"""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The map alone</title>
<link rel="icon" href="data:,">
<script src="/viewer/scheme.js"></script>
<link rel="stylesheet" href="/viewer/house.css">
<style>:root { --c-top: 0px; --c-bottom: 0px; } body { margin: 0; }</style></head>
<body><div id="host"></div>
<script type="module">
const query = new URL(location.href).searchParams;
const lang = query.get("lang") ?? "fr";
const texts = await (await fetch(`/texts/${lang}`)).json();
const { mount } = await import(`/viewer/map${query.has("volume") ? ".bound" : ""}.js`);
const root = document.getElementById("host").attachShadow({ mode: "open" });
window.told = [];
window.props = {
  base: new URL("/", location.href).href, collection: query.get("collection") ?? "small", lang,
  texts, theme: "dark", address: true, state: null, item: query.get("item"),
  reports: ["open", "similar", "view", "board"], boards: query.has("boards"),
  kiosk: query.has("loop") ? {
    touch: [
      { lang: "fr", text: "Touchez", title: "Petite",
        pictures: { one: "{n} image", other: "{n} images" } },
      { lang: "en", text: "Touch", title: "Small",
        pictures: { one: "{n} picture", other: "{n} pictures" } },
    ],
    ended: () => { window.ended = (window.ended ?? 0) + 1; },
  } : null,
};
window.map = await mount(root, window.props, (name, value) => window.told.push([name, value]));
</script></body></html>
"""


@contextlib.contextmanager
def hall(data: Path) -> Iterator[str]:
    """Serve the page, the routes of a data folder and the tests' own modules; give the address."""

    async def page(request: Request) -> Response:
        return HTMLResponse(CLOUD if request.url.path == "/cloud" else PAGE)

    async def module(request: Request) -> Response:
        return FileResponse(MODULES / request.path_params["name"], media_type="text/javascript")

    async def texts(request: Request) -> Response:
        say = translator(request.path_params["lang"])
        return JSONResponse(viewer_texts(say) | {"cloud": cloud_texts(say)})

    shown = (
        Route("/", page),
        Route("/cloud", page),
        Route("/modules/{name}", module),
        Route("/texts/{lang}", texts),
    )
    with serving(data, *shown, refresh_seconds=0.1) as address:
        yield f"{address}/"


def deep_map(bundle: Path, out: Path, *, pictures: int, seed: int = 3) -> Path:
    """A copy of a bundle whose map shows its items many times over, so that its tree is deep.

    Only the sheets of the layout ``map`` are made anew; everything else is that of ``bundle``.
    """
    from precompute.reveal import reveal_levels
    from precompute.sheet_pictures import Drawing, draw
    from precompute.sheet_tree import sheet_tree

    shutil.copytree(bundle, out, copy_function=os.link)
    shutil.rmtree(out / "sheets" / "map")
    source = Bundle(bundle)
    shas = source.items["sha256"].to_pylist()
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0.15, 0.85, (12, 2))
    points = centres[rng.integers(0, len(centres), pictures)]
    points = np.clip(points + rng.normal(0, 0.06, points.shape), 0, 1).astype(np.float32)
    order = np.arange(pictures)
    levels = reveal_levels(points, order)
    rows = order % len(source)
    nodes = sheet_tree(points, levels, order)
    for node in nodes:
        address = ("map", node.z, node.x, node.y)
        paths = {kind: out / files.sheet_path(*address, kind=kind) for kind in ("webp", "bin")}
        paths["bin"].parent.mkdir(parents=True, exist_ok=True)
        draw(
            Drawing(
                picture=paths["webp"],
                index=paths["bin"],
                thumbs=tuple(source.thumb(shas[row], size=256) for row in rows[node.rows]),
                row=rows[node.rows],
                x=points[node.rows, 0],
                y=points[node.rows, 1],
                level=levels[node.rows],
                packed=node.packed,
                below=node.below,
            )
        )
    shutil.copy(source.density("map"), out / files.density_path("map"))
    change_manifest(out, lambda manifest: _deepen(manifest, int(levels.max()) + 1, nodes))
    return out


def change_manifest(bundle: Path, change: Any) -> None:
    """Rewrite ``collection.json`` in one step, as a publication does."""
    path = bundle / files.MANIFEST
    manifest = json.loads(path.read_bytes())
    change(manifest)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(manifest), encoding="utf-8")
    temporary.replace(path)


def _deepen(manifest: dict[str, Any], levels: int, nodes: list[Any]) -> None:
    for layout in manifest["layouts"]:
        if layout["name"] == "map":
            depth = max(node.z for node in nodes) + 1
            layout.update(levels=levels, depth=depth, sheets=len(nodes))
