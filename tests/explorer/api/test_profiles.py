"""What a profile may not do is not there: every route of every profile is walked.

The one exception to "the public sends nothing": visitors may search with a picture of their own,
a ``POST`` that is looked at, answered and forgotten (and a vector, which is what was made of it).
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from explorer.api import routes
from explorer.catalogue import Catalogue
from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.opening import open_store
from explorer.settings import Settings
from tests.serving import serving

SHOWS_A_PICTURE = {
    "/api/v1/{collection}/search/image",
    "/api/v1/{collection}/reproductions/check",
    "/api/v1/{collection}/facets",
}
ONE = "/api/v1/{collection}"
SHEETS = "/data/{collection}/{version}/sheets/{layout}"
READ = {
    "/api/health",
    "/metrics",
    "/robots.txt",
    "/api/v1/collections",
    ONE,
    *(
        f"{ONE}/{name}"
        for name in (
            "items/{id:path}", "rows", "search", "vocabulary", "themes", "themes/{id}", "mask",
            "places", "within", "cloud", "concepts", "concepts/{id}", "concepts/{id}/results",
            "tours", "tours/{id}", "exhibitions", "exhibitions/{id}", "exhibitions/{id}/shown",
            "between", "facets",
            "reproductions", "reproductions.csv",
            "reproductions/family", "reproductions/pair", "reproductions/annotations.json",
            "reproductions/related.json",
        )
    ),
    "/data/{collection}/thumbs/{name}.webp",
    "/data/{collection}/full/{sha}.json",
    "/data/{collection}/full/{sha}/{level}/{place}.webp",
    "/data/{collection}/{version}/layouts/{layout}.json",
    f"{SHEETS}/density.png",
    f"{SHEETS}/{{z}}/{{x}}/{{y}}.{{kind}}",
    "/viewer/{name}",
    "/api/{rest:path}",
    "/data/{rest:path}",
    "/viewer/{rest:path}",
}  # fmt: skip
"""What visitors may read, written out: a new route is for curators until it is added here."""

NOTHING = "/iiif/{rest:path}"
IIIF = {
    f"/iiif/{{collection}}/{name}"
    for name in (
        "{id:path}/manifest.json", "{id:path}/annotations.json", "collection.json",
        "exhibitions/collection.json", "exhibitions/{id}/manifest.json",
        "collection/{level}/{number}.json", "activity/all-changes.json",
        "activity/page-{number}.json", "images/{sha}/info.json",
        "images/{sha}/{region}/{size}/{rotation}/{quality}.{kind}",
    )
} | {NOTHING}  # fmt: skip
"""What other sites may read, of the public profile."""

SITE = {
    "/sitemap.xml",
    "/fonts/{name}",
    "/c/",
    "/c/accessibility",
    "/c/{collection}",
    "/c/{collection}/",
    "/c/{collection}/item/{id:path}",
    "/c/{collection}/theme/{id}",
    "/c/{collection}/exhibition/{id}",
    "/c/{collection}/sitemap-{number}.xml",
    "/c/{rest:path}",
}
KIOSK = {"/api/kiosk/beat", "/api/kiosk/pulse", f"{ONE}/code.svg"}
SECRET = "zzsecretzz"


def mounted(profile: str, **settings: Any) -> dict[str, set[str]]:
    """The methods that each mounted route answers, by path."""
    found: dict[str, set[str]] = {}
    for route in routes(Catalogue("none"), Settings(profile=profile, **settings)):
        found.setdefault(route.path, set()).update(route.endpoint.methods)
    return found


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_visitors_have_these_routes_and_can_write_to_none(profile: str) -> None:
    found = mounted(profile)
    shown = SHOWS_A_PICTURE if profile == "public" else set()
    assert found.keys() == READ | shown | (
        SITE | IIIF if profile == "public" else KIOSK | {NOTHING}
    )
    # OPTIONS says to other sites that they may read.
    asking = {path: {"OPTIONS"} if path in IIIF else set[str]() for path in found}
    writing = {path: methods - {"GET", "HEAD"} - asking[path] for path, methods in found.items()}
    assert {path: methods for path, methods in writing.items() if methods} == {
        path: {"POST"} for path in shown
    }


def test_where_no_pictures_are_taken_nothing_is_sent() -> None:
    found = mounted("public", pictures="off")
    assert set().union(*(found[path] for path in found.keys() - IIIF)) == {"GET", "HEAD"}


@pytest.fixture(scope="module")
def kept(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which curators keep what visitors must not see, and a published exhibition."""
    database = tmp_path_factory.mktemp("profiles") / "kept.sqlite"
    address = f"sqlite:///{database}"
    with (
        serving(small_bundle.parent, database_url=address) as root,
        httpx.Client(base_url=f"{root}/api/v1/small", timeout=120) as client,
    ):
        while client.get("/themes").status_code != 200:
            time.sleep(0.1)
        themes = client.get("/themes").json()["results"]
        gone = next(one for one in themes if one["level"] == 0)
        ids = [one["id"] for one in client.get("/rows?rows=0,1,2,3,4,5").json()["results"]]
        acts: list[tuple[str, Any]] = [
            ("/theming", {"do": "describe", "theme": gone["id"], "seen": 0,
                          "name": {"fr": SECRET, "en": SECRET}, "text": {"fr": SECRET}}),
            ("/concepts/secret", {"format": "cimaise-concept/1", "id": "secret",
                                  "collection": "small", "name": {"fr": SECRET},
                                  "examples": {"yes": ids[:2], "no": ids[2:4]}}),
            ("/classes/secret", {"id": "secret", "name": {"en": SECRET}, "classes": [
                {"id": one, "name": {"en": SECRET}, "prompts": {"fr": [one]}}
                for one in ("vase", "cheval")]}),
            ("/review", {"field": "subject", "answers": [
                {"id": ids[0], "value": SECRET, "verdict": "yes"}]}),
        ]  # fmt: skip
        for path, body in acts:
            told = client.put(path, json=body)
            assert told.status_code in (200, 201), (path, told.text)
        hidden = next(
            one for one in client.get("/themes").json()["results"] if one["label"] == SECRET
        )
        told = client.put(
            "/theming", json={"do": "hide", "theme": hidden["id"], "seen": 1, "hidden": True}
        )
        assert told.status_code == 200, told.text
    store = open_store(Settings(data=small_bundle.parent, database_url=address))
    board = store.create_board(collection="small", name=SECRET)
    store.add_to_board(collection="small", ids=ids[:2], board=board)
    for id_, title in (("shown", "Les vases"), ("secret", SECRET)):
        told = {
            "id": id_,
            "collection": "small",
            "title": {"fr": title},
            "sections": [
                {
                    "id": "one",
                    "kind": "wall",
                    "heading": {"fr": title},
                    "exhibits": [{"item": ids[0], "cleared": True}],
                }
            ],
        }
        store.put_exhibition(read_exhibition(json.dumps(told)))
    store.publish_exhibition(collection="small", id="shown", version=1)
    first = store.published_exhibition(collection="small", id="shown")
    assert first is not None
    # What is written after it was published is a draft again.
    later = first.exhibition.model_copy(update={"title": {"fr": f"{SECRET} later"}})
    store.put_exhibition(later)
    return database


def places(client: httpx.Client) -> Iterator[str]:
    """An address for each route of curators, filled in with what is in the collection."""
    about = client.get("/api/v1/small").json()
    one = client.get("/api/v1/small/rows?rows=0").json()["results"][0]
    sha = one["thumbs"]["256"].rpartition("/")[2].partition("-")[0]
    values = {
        "collection": ["small"], "version": [about["version"]], "layout": ["map", "themes"],
        "sha": [sha], "name": [f"{sha}-256", "map.js"], "level": ["0"], "place": ["0_0"],
        "z": ["0"], "x": ["0"], "y": ["0"], "kind": ["csv", "json", "webp", "bin"],
        "table": ["answers", "measures"], "number": ["0", "1"], "rest": ["x"],
        "region": ["full"], "size": ["max"], "rotation": ["0"], "quality": ["default"],
        "id": [one["id"], "secret", "shown", "1000000", "1", "main"],
    }  # fmt: skip
    for path in sorted({*mounted("curator"), *mounted("public")}):
        ways = [path.replace(":path", "")]
        for name in re.findall(r"{(\w+)}", ways[0]):
            ways = [way.replace(f"{{{name}}}", value) for way in ways for value in values[name]]
        yield from ways


def visited(client: httpx.Client) -> None:
    """Wait until the collection is open."""
    while client.get("/api/v1/small/themes").status_code != 200:
        time.sleep(0.1)


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_visitors_see_no_draft_and_change_nothing(
    small_bundle: Path, kept: Path, profile: str
) -> None:
    before = hashlib.sha256(kept.read_bytes()).digest()
    leaks, done = [], []
    settings = {"profile": profile, "database_url": f"sqlite:///{kept}"}
    with (
        serving(small_bundle.parent, **settings) as root,
        httpx.Client(base_url=root, timeout=120) as client,
    ):
        visited(client)
        asked = list(dict.fromkeys(places(client)))
        assert len(asked) > 100
        for path in asked:
            for query in ("?lang=fr", "?q=zzsecretzz&hidden=1&k=40&limit=200&theme=1000000"):
                told = client.get(path + query)
                text = told.text.replace("q=zzsecretzz", "")
                if SECRET in text and told.status_code != 422:
                    leaks.append(path + query)
            for method in ("PUT", "DELETE", "PATCH", "POST"):
                shown = method == "POST" and path.endswith(("/image", "/check", "/facets"))
                body = json.dumps({"hidden": False, "verdict": "yes"})
                headers = {"content-type": "application/json"}
                told = client.request(method, path, content=body, headers=headers)
                if told.status_code < 400 or (not shown and told.status_code not in (404, 405)):
                    done.append((method, path, told.status_code))
        if profile == "public":
            assert "Les vases" in client.get("/c/small/exhibition/shown").text
            assert client.get("/c/small/exhibition/secret").status_code == 404
            assert "exhibition/secret" not in client.get("/c/small/sitemap-0.xml").text
    assert leaks == []
    assert done == []
    assert hashlib.sha256(kept.read_bytes()).digest() == before


def test_curators_see_what_is_hidden_there(small_bundle: Path, kept: Path) -> None:
    """Or else the walk above would prove nothing."""
    with (
        serving(small_bundle.parent, database_url=f"sqlite:///{kept}") as root,
        httpx.Client(base_url=f"{root}/api/v1/small", timeout=120) as client,
    ):
        while client.get("/themes").status_code != 200:
            time.sleep(0.1)
        for path in ("/themes?hidden=1", "/concepts", "/concepts/secret", "/classes/secret",
                     "/review.csv?past=1"):  # fmt: skip
            assert SECRET in client.get(path).text, path
