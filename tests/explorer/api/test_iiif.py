"""IIIF over real HTTP: every address that a document gives answers, to anybody, and no other."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from explorer.api.base_path import BasePathMiddleware
from explorer.api.content_state import ContentStateMiddleware
from explorer.bundle import Bundle, files
from explorer.catalogue import Catalogue
from explorer.exhibitions.exhibition import read_exhibition
from explorer.exhibitions.findings import Decision
from explorer.exhibitions.models import read_tour
from explorer.exhibitions.opening import open_store
from explorer.facets.models import MadeFacet, MadeValue, Provenance
from explorer.iiif.addresses import Addresses, segment
from explorer.settings import Settings
from precompute.progress import Progress
from precompute.sources.iiif import Remote, Visit
from tests.explorer.iiif.validating import check, strict
from tests.makers import HOSTILE
from tests.matched import copied, match, write_matches
from tests.serving import serving
from tests.works import ALBUM, LARGE_ROW, LARGE_SIZE, SERVICE, id_of

WHO = "Claire Dupont"
_BOX = {"x": 0.25, "y": 0.25, "width": 0.5, "height": 0.5}
EXHIBITION: dict[str, Any] = {
    "collection": "works",
    "introduction": {"fr": "Des **vases**."},
    "sections": [
        {
            "id": "un",
            "kind": "wall",
            "heading": {"fr": "Un"},
            "exhibits": [
                {"item": "doc-8", "cleared": True, "caption": {"fr": "Le *plus* vieux"},
                 "details": [{"id": "d", "region": _BOX, "caption": {"fr": HOSTILE}}]},
                {"item": "gone"},
                {"item": "doc-7", "cleared": True},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def data(works_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The works with what people and machines said of them."""
    bundle = copied(works_bundle, tmp_path_factory.mktemp("iiif") / "data" / "works")
    write_matches(bundle, [match(8, 7, "crop", score=0.9)])
    store = open_store(Settings(data=bundle.parent))
    dim = Bundle(bundle).vectors.shape[1]
    vectors = np.asarray(Bundle(bundle).vectors, np.float32)
    rule = MadeValue.of(
        id="a", name={"fr": "Vase grec", "en": "Greek vase"}, vector=vectors[8], threshold=0.99
    )
    assert rule.vector is not None and len(rule.vector) == dim
    facet = MadeFacet(
        id="vases",
        source="concept",
        values=(rule, MadeValue.of(id="b", name={"fr": "Copie"}, vector=None)),
        hands={"doc-7": ("b",)},
        provenance=Provenance(model="clip-small", made="2026-11-20T10:00:00+00:00", who=WHO),
    )
    store.put_finding(facet.finding("works"), create=True)
    told = {"collection": "works", "kind": "review", "subject": "doc-8", "who": WHO}
    evidence = {"model": "clip-small", "score": 3.1}
    store.decide(
        [
            Decision(**told, field="subject", value="amphore", provenance=evidence),
            Decision(**told, field="date", value="v. 1710", provenance=evidence),
            Decision(**told, field="subject", value="bateau", verdict="no"),
        ]
    )
    stop = {"id": "s", "view": "map/0.5/0.5/1", "items": ["doc-8"], "text": {"fr": "Voyez."}}
    tour = {"format": "cimaise-tour/1", "id": "t", "collection": "works", "stops": [stop]}
    store.put_tour(read_tour(json.dumps(tour)), create=True)
    for id_, state in (("vases", "published"), ("withdrawn", "withdrawn"), ("draft", "draft")):
        told_of = EXHIBITION | {"id": id_, "title": {"fr": f"Vases {id_}"}}
        entry, _ = store.put_exhibition(read_exhibition(json.dumps(told_of)))
        if state != "draft":
            store.publish_exhibition(collection="works", id=id_, version=entry.version, who=WHO)
        if state == "withdrawn":
            store.withdraw_exhibition(collection="works", id=id_)
    return bundle.parent


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[str]:
    with serving(data) as address:
        yield address


@pytest.fixture
def client(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served) as made:
        yield made


def ours(document: Any, root: str) -> set[str]:
    """Every address of this server that a document names."""
    if isinstance(document, dict):
        return set().union(*(ours(value, root) for value in document.values()))
    if isinstance(document, list):
        return set().union(*(ours(value, root) for value in document)) if document else set()
    return {document} if isinstance(document, str) and document.startswith(root) else set()


def test_every_address_answers_and_may_be_read_by_other_sites(
    client: httpx.Client, served: str
) -> None:
    """From the collection to the last picture, as a viewer goes; every document valid."""
    waiting, met, judged = [f"{served}/iiif/works/collection.json"], set(), []
    kinds: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in met:
            continue
        met.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        kind = answer.headers["content-type"].partition(";")[0]
        kinds.add(kind)
        if "/iiif/" in address:
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert len(answer.content) < 200_000
        if kind.startswith("image/"):
            assert "immutable" in answer.headers["cache-control"]
            Image.open(io.BytesIO(answer.content)).load()
        if kind != "application/ld+json":
            continue
        document = answer.json()
        if "iiif" in address and "/presentation/" in answer.headers["content-type"]:
            assert document["id"] == address
            check(document)
            if document["type"] == "Manifest":
                judged.append(document)
        if "/images/" in document.get("id", ""):
            assert document["type"] == "ImageService3"
        for found in ours(document, f"{served}/"):
            path = urlsplit(found).path.removeprefix("/")
            named = found.partition("#")[0]
            pages = ("", "recherche", "a-propos", "expositions")
            if "/canvas" in path or "/withdrawn/" in path or path in pages:
                continue
            waiting.append(
                f"{named}/info.json" if named.rpartition("/")[0].endswith("/images") else named
            )
    assert kinds >= {"application/ld+json", "image/jpeg", "application/json"}
    assert len(judged) == 21
    assert strict(judged) == [[] for _ in judged]
    assert sum("/info.json" in address for address in met) >= 20


def test_exhibitions_are_told_when_they_are_published_and_no_draft_is(
    data: Path, client: httpx.Client, served: str
) -> None:
    base = "/iiif/works/exhibitions"
    (listed,) = client.get(f"{base}/collection.json").json()["items"]
    assert listed["id"] == f"{served}{base}/vases/manifest.json"
    shown = client.get(f"{base}/vases/manifest.json").json()
    assert [one["id"] for one in shown["items"]] == [
        f"{served}/iiif/works/{id_}/canvas" for id_ in ("doc-8", "doc-7")
    ]
    assert shown["summary"] == {"fr": ["Des vases."]}
    assert shown["items"][0]["summary"] == {"fr": ["Le plus vieux"]}
    (told,) = shown["items"][0]["annotations"][1]["items"]
    assert "#xywh=" in told["target"] and told["body"][0]["value"] == HOSTILE
    for id_ in ("withdrawn", "draft", "none"):
        assert client.get(f"{base}/{id_}/manifest.json").status_code == 404
    page = client.get("/iiif/works/activity/page-0.json").json()
    told = {one["object"]["id"]: one["type"] for one in page["orderedItems"]}
    assert told[f"{served}{base}/vases/manifest.json"] == "Update"
    assert told[f"{served}{base}/withdrawn/manifest.json"] == "Delete"
    assert "draft" not in json.dumps(page)
    stream = client.get("/iiif/works/activity/all-changes.json").json()
    assert stream["totalItems"] == len(page["orderedItems"])
    assert [one["endTime"] for one in page["orderedItems"]] == sorted(
        one["endTime"] for one in page["orderedItems"]
    )
    # To the public the page that is written whole is its home.
    with serving(data, profile="public") as public:
        shown = httpx.get(f"{public}{base}/vases/manifest.json").json()
        page = httpx.get(shown["homepage"][0]["id"])
        assert page.status_code == 200
        assert "iiif/works/exhibitions/vases/manifest.json" in page.text


def test_what_is_offered_can_be_taken_in(served: str, tmp_path: Path) -> None:
    """Manifests as a source of another collection: pages, languages, rights come through."""
    visit = Visit(folder=tmp_path, contact="me@example.org", pause=0.0, allow_private=True)
    addresses = Addresses(f"{served}/", "works")
    rows, sizes = {}, []
    for id_ in (ALBUM, id_of(LARGE_ROW), id_of(6)):
        source = Remote(addresses.manifest(id_), visit)
        source.fetch(Progress(quiet=True))
        for row in source.rows():
            rows[row.id] = row
            sizes.append(Image.open(source.root / row.file).size)
    assert len(rows) == 5 and (1024, 670) in sizes
    first = rows[addresses.canvas("doc-13")]
    assert (first.values["order"], first.values["parent"]) == (1, addresses.manifest(ALBUM))
    large = rows[addresses.manifest(id_of(LARGE_ROW))]
    assert large.values["title@fr"] == "Cheval n° 9"
    assert large.values["rights"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    hostile = rows[addresses.manifest(id_of(6))]
    assert hostile.values["description"] == HOSTILE, "it was no markup, and comes back as it was"


def test_what_only_programs_read_is_not_shown_to_people(client: httpx.Client) -> None:
    item = client.get("/api/v1/works/items/doc-17").json()
    assert item["extra"] == {"inventory": "INV.0017"}


@pytest.mark.parametrize("row", [0, 1, 2, 3, 4, 5, 10, 11, 6])
def test_identifiers_of_any_kind_are_found_by_the_address_that_is_given(
    client: httpx.Client, served: str, row: int
) -> None:
    id_ = id_of(row)
    told = client.get("/api/v1/works/rows", params={"rows": row}).json()["results"][0]
    assert told["id"] == id_
    manifest = client.get(f"/{told['iiif']['manifest']}").json()
    assert manifest["id"] == f"{served}/{told['iiif']['manifest']}"
    assert manifest["items"][0]["id"] == Addresses(f"{served}/", "works").canvas(id_)
    page = client.get(f"/iiif/works/{segment(id_)}/annotations.json")
    assert page.status_code == 200 and page.json()["id"].endswith("/annotations.json")


def test_a_server_in_front_may_decode_slashes(client: httpx.Client) -> None:
    raw = httpx.URL(str(client.base_url)).copy_with(
        raw_path=b"/iiif/works/a/b%20%C3%A9/similar/manifest.json"
    )
    assert client.get(raw).json()["label"]["fr"] == ["Vase n° 0"]


def annotations(client: httpx.Client, id_: str) -> list[dict[str, Any]]:
    document = client.get(f"/iiif/works/{segment(id_)}/annotations.json").json()
    check(document)
    found: list[dict[str, Any]] = document["items"]
    return found


def said(one: dict[str, Any], purpose: str) -> dict[str, str]:
    bodies = [body for body in one["body"] if body.get("purpose") == purpose]
    return {body.get("language", ""): body["value"] for body in bodies}


def test_what_a_machine_said_and_what_a_hand_said_are_told_apart(client: httpx.Client) -> None:
    found = annotations(client, "doc-8")
    tag = next(one for one in found if said(one, "tagging").get("en") == "Greek vase")
    assert tag["motivation"] == "tagging"
    assert tag["creator"] == {"type": "Software", "name": "Cimaise, clip-small"}
    assert tag["created"] == "2026-11-20T10:00:00+00:00"
    assert said(tag, "tagging") == {"fr": "Vase grec", "en": "Greek vase"}
    assert float(said(tag, "assessing")[""]) > 0.99
    hand = next(one for one in found if said(one, "tagging").get("") == "amphore")
    assert hand["creator"] == {"type": "Person"}
    assert hand["generator"]["name"] == "Cimaise, clip-small"
    date = next(one for one in found if one["motivation"] == "describing")
    assert said(date, "describing") == {"": "v. 1710"}
    assert said(date, "classifying") == {"fr": "Date", "en": "Date"}
    comment = next(one for one in found if one["motivation"] == "commenting")
    assert said(comment, "commenting") == {"fr": "Voyez."}
    assert "bateau" not in json.dumps(found), "what was refused is not said"
    copied_ = next(one for one in annotations(client, "doc-7") if said(one, "tagging"))
    assert said(copied_, "tagging") == {"fr": "Copie"} and copied_["creator"]["type"] == "Person"


def test_outlines_lie_on_the_canvas(client: httpx.Client, served: str) -> None:
    for id_, other in (("doc-8", "doc-7"), ("doc-7", "doc-8")):
        link = next(one for one in annotations(client, id_) if one["motivation"] == "linking")
        assert link["target"]["source"] == f"{served}/iiif/works/{id_}/canvas"
        box, outline = link["target"]["selector"]
        width, height = 160, 120
        x, y, w, h = map(int, box["value"].removeprefix("xywh=").split(","))
        assert 0 <= x < x + w <= width and 0 <= y < y + h <= height
        assert f'viewBox="0 0 {width} {height}"' in outline["value"]
        assert link["body"][0]["id"] == f"{served}/iiif/works/{other}/manifest.json"
    manifest = client.get("/iiif/works/doc-8/manifest.json").json()
    assert any("reproductions/annotations.json" in more["id"] for more in manifest["seeAlso"])


def test_nobody_is_named_and_a_kiosk_has_no_iiif(data: Path, client: httpx.Client) -> None:
    with serving(data, profile="public") as address, httpx.Client(base_url=address) as public:
        for asked in (client, public):
            page = asked.get("/iiif/works/doc-8/annotations.json").text
            assert WHO not in page
            assert ("amphore" in page) is (asked is client), "answers are the curators'"
    with serving(data, profile="kiosk") as address:
        for path in ("collection.json", "doc-8/manifest.json", "images/x/info.json"):
            assert httpx.get(f"{address}/iiif/works/{path}").status_code == 404
        assert httpx.get(f"{address}/api/v1/works/items/doc-8").json()["iiif"] is None


def test_tiles_make_up_the_picture_and_sizes_are_what_they_say(client: httpx.Client) -> None:
    manifest = client.get(f"/iiif/works/{segment(id_of(LARGE_ROW))}/manifest.json").json()
    service = manifest["items"][0]["items"][0]["items"][0]["body"]["service"][0]["id"]
    large = service
    info = client.get(f"{service}/info.json").json()
    assert (info["width"], info["height"]) == LARGE_SIZE
    assert info["profile"] == "level0" and info["maxWidth"] == 1024
    (tiles,) = info["tiles"]
    for factor in tiles["scaleFactors"]:
        side = tiles["width"] * factor
        for y in range(0, info["height"], side):
            for x in range(0, info["width"], side):
                w, h = min(side, info["width"] - x), min(side, info["height"] - y)
                size = (-(-w // factor), -(-h // factor))
                region = f"{x},{y},{w},{h}"
                answer = client.get(f"{service}/{region}/{size[0]},{size[1]}/0/default.webp")
                assert answer.status_code == 200, (region, size)
                assert Image.open(io.BytesIO(answer.content)).size == size
    jpeg = client.get(f"{service}/0,0,512,512/512,/0/default.jpg")
    assert jpeg.headers["content-type"] == "image/jpeg"
    assert "sizes" not in info, "OpenSeadragon would take them for levels"
    small = client.get("/iiif/works/doc-8/manifest.json").json()
    service = small["items"][0]["items"][0]["items"][0]["body"]["service"][0]["id"]
    info = client.get(f"{service}/info.json").json()
    assert "tiles" not in info and info["sizes"] == [{"width": 160, "height": 120}]
    for size in info["sizes"]:
        answer = client.get(f"{service}/full/{size['width']},{size['height']}/0/default.jpg")
        found = Image.open(io.BytesIO(answer.content))
        assert found.size == (size["width"], size["height"])
    service = large
    most = Image.open(io.BytesIO(client.get(f"{service}/full/max/0/default.jpg").content))
    assert max(most.size) == 1024
    least = Image.open(io.BytesIO(client.get(f"{service}/full/!256,256/0/default.jpg").content))
    assert max(least.size) == 256
    tag = jpeg.headers["etag"]
    again = client.get(f"{service}/0,0,512,512/512,/0/default.jpg", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        *(
            (f"{region}/512,512/0/default.jpg", 422)
            for region in (
                "1,0,512,512",
                "0,0,511,512",
                "0,0,99999999,1",
                "2560,0,40,512",
                "square",
                "pct:0,0,9,9",
                "4000,0,512,512",
                "-1,0,512,512",
                "٣,0,512,512",
            )
        ),
        *(
            (f"full/{size}/0/default.jpg", 422)
            for size in (
                "2600,1700",
                "full",
                "^max",
                "!9,9",
                "pct:50",
                "0,0",
                ",",
                "9" * 500,
                "1024,1",
            )
        ),
        ("full/max/90/default.jpg", 422),
        ("full/max/!0/default.jpg", 422),
        ("full/max/0/gray.jpg", 422),
        ("full/max/0/default.png", 422),
        ("full/max/0/default", 404),
        ("", 404),
    ],
)
def test_no_other_part_of_a_picture_is_made(client: httpx.Client, rest: str, status: int) -> None:
    row = client.get("/api/v1/works/rows", params={"rows": LARGE_ROW}).json()["results"][0]
    sha = row["thumbs"]["1024"].rpartition("/")[2].partition("-")[0]
    answer = client.get(f"/iiif/works/images/{sha}/{rest}")
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error"}
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        *("works", "works/", "nobody/collection.json", "works/collection/0/0.json"),
        *("works/collection/1/0.json", "works/collection/x/0.json", "works/collection/1/01.json"),
        *("works/collection/" + "9" * 5000 + "/0.json", "works/activity/page-1.json"),
        *("works/activity/page--1.json", "works/activity/page-" + "9" * 5000 + ".json"),
        *("works/nobody/manifest.json", "works/nobody/annotations.json", "works//manifest.json"),
        *("works/images/..%2f..%2fcollection/info.json", "works/images/" + "0" * 64 + "/info.json"),
        *("works/images/" + "a" * 64 + "%00/info.json", "works/%00/manifest.json"),
        *("works/" + quote(ALBUM, safe="") + "/annotations.json", "works/%ff%fe/manifest.json"),
    ],
)
def test_other_addresses_are_nothing(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/iiif/{path}")
    assert answer.status_code == 404, answer.text
    assert set(answer.json()) == {"error"}


def test_only_iiif_may_be_read_by_other_sites(client: httpx.Client) -> None:
    for path in ("/api/v1/works", "/api/health", "/viewer/wall.js", "/metrics"):
        answer = client.get(path, headers={"origin": "https://elsewhere.org"})
        assert "access-control-allow-origin" not in answer.headers
    asked = {
        "origin": "https://elsewhere.org",
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-requested-with",
    }
    before = client.options("/iiif/works/collection.json", headers=asked)
    assert before.status_code == 204 and before.headers["access-control-allow-origin"] == "*"
    assert "GET" in before.headers["access-control-allow-methods"]
    assert client.options("/api/v1/works", headers=asked).status_code == 405
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, "/iiif/works/collection.json").status_code == 405


def test_documents_are_asked_again_and_small_on_their_way(client: httpx.Client) -> None:
    answer = client.get("/iiif/works/collection.json")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-encoding"] == "gzip"
    tag = {"if-none-match": answer.headers["etag"]}
    assert client.get("/iiif/works/collection.json", headers=tag).status_code == 304
    assert answer.headers["content-type"] == (
        'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("museum.example.org", 200),
        ("museum.example.org:8443", 200),
        ("[::1]:8501", 200),
        *((host, 400) for host in ("a b", 'x"y', "x/y", "<script>", "x@y", "x:port", "", "x\\y")),
    ],
)
def test_the_host_is_taken_from_the_request_and_looked_at(
    client: httpx.Client, host: str, status: int
) -> None:
    answer = client.get("/iiif/works/collection.json", headers={"host": host})
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["id"] == f"http://{host}/iiif/works/collection.json"


def test_a_public_address_that_is_set_is_the_only_one_that_is_said(data: Path) -> None:
    with serving(data, public_address="https://example.org/galerie") as address:
        answer = httpx.get(
            f"{address}/iiif/works/doc-17/manifest.json", headers={"host": "evil.org"}
        )
        assert "evil.org" not in answer.text and SERVICE in answer.text
        assert answer.json()["id"] == "https://example.org/galerie/iiif/works/doc-17/manifest.json"


@pytest.mark.parametrize(
    "address",
    ["example.org", "ftp://example.org/", "https://x/?a", "https://u:p@x/", 'https://x/"'],
)
def test_a_public_address_must_be_one(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Settings(public_address=address)


@pytest.fixture(scope="module")
def below(data: Path) -> Iterator[httpx.Client]:
    """Pages and routes as the app has them, below a base path."""
    from starlette.testclient import TestClient

    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("a page")

    from explorer.api import routes

    settings = Settings(data=data)
    catalogue = Catalogue(data)
    app: Any = Starlette(routes=[*routes(catalogue, settings), Route("/{rest:path}", page)])
    app = ContentStateMiddleware(app, catalogue=catalogue, settings=settings, base="galerie")
    app = BasePathMiddleware(app, base="galerie")
    with TestClient(app, base_url="http://museum.test", follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("id_", ["doc-8", id_of(0), "..", "日本/01"])
def test_a_link_that_is_given_out_leads_to_its_picture(below: httpx.Client, id_: str) -> None:
    row = next(row for row in range(24) if id_of(row) == id_)
    told = below.get("/galerie/api/v1/works/rows", params={"rows": row}).json()["results"][0]
    assert (
        below.get(f"/galerie/{told['iiif']['manifest']}")
        .json()["id"]
        .startswith("http://museum.test/galerie/iiif/works/")
    )
    answer = below.get(f"/galerie/{told['iiif']['state']}&lang=en")
    assert answer.status_code == 302
    assert answer.headers["location"] == (
        f"./recherche?{httpx.QueryParams({'collection': 'works', 'item': id_, 'lang': 'en'})}"
    )
    top = quote("http://museum.test/galerie/iiif/works/collection.json", safe="")
    there = below.get(f"/galerie/a/b?iiif-content={top}")
    assert there.headers["location"] == "./../?collection=works"
    shown = quote("http://museum.test/galerie/iiif/works/exhibitions/a-1/manifest.json", safe="")
    there = below.get(f"/galerie/?iiif-content={shown}")
    assert there.headers["location"] == "./expositions?collection=works&exhibition=a-1"


@pytest.mark.parametrize(
    "state",
    [
        *("", "x", "https://elsewhere.org/iiif/works/doc-8/manifest.json", "{" * 3000),
        "http://museum.test/galerie/iiif/works/nobody/manifest.json",
        "http://museum.test/galerie/iiif/nobody/doc-8/manifest.json",
        "http://museum.test/iiif/works/doc-8/manifest.json",
        "http://museum.test/galerie/iiif/works/%0d%0aX/manifest.json",
        "http://museum.test/galerie/iiif/works/exhibitions/A b/manifest.json",
        "http://museum.test/galerie/iiif/nobody/exhibitions/a/manifest.json",
    ],
)
def test_a_state_of_elsewhere_is_passed_over(below: httpx.Client, state: str) -> None:
    answer = below.get("/galerie/recherche", params={"iiif-content": state})
    assert (answer.status_code, answer.text) == (200, "a page")


def test_a_damaged_picture_is_nothing(works_bundle: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "data" / "works"
    shutil.copytree(works_bundle, bundle)
    shas = Bundle(bundle).items["sha256"].to_pylist()
    Bundle(bundle).thumb(shas[8], size=1024).write_bytes(b"RIFF broken")
    pack = bundle / files.full_path(shas[LARGE_ROW])
    whole = bytearray(pack.read_bytes())
    whole[24:40] = b"\xff" * 16  # where the first tile is
    pack.write_bytes(whole)
    with serving(bundle.parent) as address:
        for rest in ("info.json", "full/max/0/default.jpg"):
            assert httpx.get(f"{address}/iiif/works/images/{shas[8]}/{rest}").status_code == 404
        tile = f"{address}/iiif/works/images/{shas[LARGE_ROW]}/0,0,512,512/512,512/0/default.jpg"
        assert httpx.get(tile).status_code == 404
        other = tile.replace("0,0,512,512", "1024,0,512,512")
        assert httpx.get(other).status_code == 200
        assert httpx.get(f"{address}/iiif/works/doc-8/manifest.json").status_code == 200
        pack.write_bytes(whole[:100])
        assert httpx.get(other).status_code == 404
