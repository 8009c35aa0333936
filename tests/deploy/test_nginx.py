"""The configuration for nginx, run as it is: below a path, with caches, with a websocket."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from benchmarks.behind import NGINX, behind_nginx
from tests.browser.conftest import running_app

pytestmark = pytest.mark.skipif(
    NGINX is None, reason="nginx is not installed: apt-get install nginx-light"
)


@pytest.fixture(scope="module")
def site(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app below ``/gallery``, behind nginx; the address of nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    data = folder / "data"
    shutil.copytree(small_bundle, data / "small", copy_function=os.link)
    settings = {
        "EXPLORER_PROFILE": "public",
        "EXPLORER_PROXIES": "1",
        "STREAMLIT_SERVER_BASE_URL_PATH": "gallery",
    }
    with running_app(data, **settings) as app, behind_nginx(folder, [app.address]) as (address, _):
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                told = httpx.get(f"{address}/gallery/api/v1/small/themes", timeout=60)
                if told.status_code == 200:
                    break
            time.sleep(0.1)
        yield address


def test_pages_and_their_links_hold_below_the_path(site: str) -> None:
    home = httpx.get(f"{site}/gallery/")
    assert home.status_code == 200 and "<h1>" in home.text
    assert f'rel="canonical" href="{site}/gallery/c/small/?lang=fr"' in home.text
    item = httpx.get(f"{site}/gallery/c/small/item/doc%2D9")
    assert item.status_code == 200 and "../../../viewer/site.css" in item.text
    assert httpx.get(f"{site}/gallery/viewer/site.css").status_code == 200
    shell = httpx.get(f"{site}/gallery/recherche", headers={"accept": "text/html"})
    assert '<div id="root">' in shell.text and '<html lang="fr">' in shell.text
    assert "unsafe-eval" not in shell.headers["content-security-policy"]
    assert f"{site}/gallery/sitemap.xml" in httpx.get(f"{site}/gallery/robots.txt").text
    assert httpx.get(f"{site}/gallery/metrics").status_code == 404
    assert "uvicorn" not in home.headers.get("server", "")


def test_an_identifier_keeps_its_slash_on_the_way(site: str) -> None:
    told = httpx.get(f"{site}/gallery/c/small/item/a%2Fb")
    assert told.status_code == 404
    assert "../../../?lang=fr" in told.text  # four segments, not five


def test_what_names_its_content_is_kept_and_the_rest_is_asked_again(site: str) -> None:
    rows = httpx.get(f"{site}/gallery/api/v1/small/rows?rows=0")
    assert rows.headers["cache-control"] == "no-cache"
    tag = rows.headers["etag"]
    again = httpx.get(rows.url, headers={"if-none-match": tag})
    assert again.status_code == 304
    thumb = f"{site}/gallery/{rows.json()['results'][0]['thumbs']['256']}"
    first, second = httpx.get(thumb), httpx.get(thumb)
    assert "immutable" in second.headers["cache-control"]
    assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "HIT")
    assert second.headers["x-content-type-options"] == "nosniff"


def test_pages_are_compressed(site: str) -> None:
    request = httpx.Request("GET", f"{site}/gallery/c/small/sitemap-1.xml")
    request.headers["accept-encoding"] = "gzip"
    with httpx.Client() as client:
        told = client.send(request, stream=True)
        assert told.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(told.iter_raw())).startswith(b"<?xml")


def test_a_page_converses_through_it(site: str) -> None:
    client = pytest.importorskip("websockets.sync.client")
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    where = f"{site.replace('http', 'ws', 1)}/gallery/_stcore/stream"
    with client.connect(where, origin=site, subprotocols=["streamlit"], max_size=None) as page:
        page.send(BackMsg(rerun_script={"query_string": "collection=small"}).SerializeToString())
        kinds = set()
        while "script_finished" not in kinds:
            kinds.add(ForwardMsg.FromString(page.recv(timeout=60)).WhichOneof("type"))
    assert "delta" in kinds


def test_huge_requests_stop_there(site: str) -> None:
    body = b"x" * (21 << 20)
    told = httpx.post(f"{site}/gallery/api/v1/small/search/image", content=body, timeout=60)
    assert told.status_code == 413
    assert httpx.get(f"{site}/gallery/api/health", headers={"x": "y" * 70_000}).status_code == 400
