"""Manifests in Mirador, a viewer of other houses, on a page of another address than ours."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from explorer.exhibitions.findings import Decision
from explorer.exhibitions.opening import open_store
from explorer.iiif.addresses import Addresses
from explorer.settings import Settings
from tests.browser.conftest import ROOT
from tests.matched import copied
from tests.serving import serving
from tests.works import ALBUM, LARGE_ROW, id_of

MIRADOR = ROOT / "node_modules" / "mirador" / "dist" / "mirador.min.js"

pytestmark = pytest.mark.skipif(
    not MIRADOR.exists(), reason="Mirador is not in node_modules: make mirador"
)

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mirador</title>
<link rel="icon" href="data:,"></head><body><div id="viewer"></div>
<script src="/mirador.min.js"></script><script>
const manifest = new URL(location.href).searchParams.get("manifest");
window.viewer = Mirador.viewer({
  id: "viewer", windows: manifest ? [{ manifestId: manifest, sideBarOpen: true,
    sideBarPanel: "info", defaultSideBarPanel: "info" }] : [],
  window: { sideBarOpen: true, panels: { info: true, annotations: true, canvas: true } },
  osdConfig: { crossOriginPolicy: "Anonymous" },
});
</script></body></html>"""


@pytest.fixture(scope="module")
def viewer() -> Iterator[str]:
    """The address of a page with Mirador, on a server of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script = self.path.startswith("/mirador.min.js")
            body = MIRADOR.read_bytes() if script else PAGE
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if script else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def works(works_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The works, one of which a hand has said something of."""
    data = tmp_path_factory.mktemp("mirador") / "data"
    copied(works_bundle, data / "works")
    told = {"collection": "works", "kind": "review", "subject": id_of(LARGE_ROW)}
    accepted = Decision(**told, field="subject", value="pottery of the islands")
    open_store(Settings(data=data)).decide([accepted])
    with serving(data) as address:
        yield f"{address}/"


def tiles_of(asked: list[tuple[str, int]], works: str) -> list[str]:
    """The tiles that were asked for."""
    ours = [url for url, _ in asked if url.startswith(works) and "/images/" in url]
    return [url for url in ours if "/full/" not in url and "," in url]


def test_mirador_opens_a_work_its_tiles_and_what_was_said_of_it(
    browser: Any, viewer: str, works: str
) -> None:
    row = httpx.get(f"{works}api/v1/works/rows", params={"rows": LARGE_ROW}).json()["results"][0]
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    asked: list[tuple[str, int]] = []
    troubles: list[str] = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{viewer}?manifest={works}{row['iiif']['manifest']}")
    page.get_by_text("Horse no. 9").first.wait_for()  # in the browser's language
    for _ in range(200):
        if len(tiles_of(asked, works)) >= 6:
            break
        page.wait_for_timeout(100)
    ours = {url: status for url, status in asked if url.startswith(works)}
    assert all(status in (200, 304) for status in ours.values()), ours
    assert len(tiles_of(asked, works)) >= 6, "the picture is drawn from all tiles of its level"
    assert any(url.endswith("/info.json") for url in ours)
    assert any(url.endswith("/annotations.json") for url in ours)
    assert page.get_by_text("Anonyme").count(), "the metadata are shown"
    page.wait_for_timeout(500)
    shot = page.locator(".openseadragon-canvas").screenshot()
    with Image.open(io.BytesIO(shot)).convert("RGB") as drawn:
        colours = drawn.getcolors(1 << 24) or []
        brown = sum(count for count, (red, _, blue) in colours if red - blue > 30 and red < 180)
        assert brown > 0.05 * drawn.width * drawn.height, "the horse is there, and it is large"
    page.get_by_role("tab", name="Annotations").click()
    page.get_by_text("pottery of the islands").first.wait_for()
    assert not troubles
    page.close()


def test_mirador_turns_the_pages_of_a_work(browser: Any, viewer: str, works: str) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{viewer}?manifest={Addresses(works, 'works').manifest(ALBUM)}")
    page.get_by_text(ALBUM).first.wait_for()
    page.get_by_text("1 of 3").wait_for()
    page.get_by_role("button", name="Next item").click()
    page.get_by_text("2 of 3").wait_for()
    page.close()
