"""The routes over real HTTP: what they answer, how it may be kept, what they refuse."""

import gzip
import re
import shutil
from urllib.parse import quote

import httpx
import pytest

from explorer.bundle import Bundle, SheetIndex, files
from tests.makers import HOSTILE, ODD_IDS
from tests.serving import serving


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served) as made:
        yield made


@pytest.fixture(scope="module")
def bundle(small_bundle):
    return Bundle(small_bundle)


def test_health_and_collections(client):
    health = client.get("/api/health")
    assert health.headers["cache-control"] == "no-store"
    assert health.json()["status"] == "ok"
    listed = client.get("/api/v1/collections").json()
    assert listed["total"] == 1
    assert listed["results"][0]["name"] == "small"
    assert listed["results"][0]["items"] == 60


def test_a_collection_says_what_it_is(client, bundle):
    told = client.get("/api/v1/small").json()
    assert told["version"] == bundle.manifest.version
    assert told["search"] == {"mode": "vocabulary"}
    assert told["counts"]["items"] == 60
    kinds = {layout["name"]: layout["kind"] for layout in told["layouts"]}
    assert list(kinds) == ["map", "grid", "themes", "timeline", "colour"]
    assert all(name == kind for name, kind in kinds.items())
    assert told["data"] == f"data/small/{bundle.manifest.version}/"


@pytest.mark.parametrize(("row", "id_"), ODD_IDS.items())
def test_items_of_any_id_are_found_and_so_are_their_neighbours(client, row, id_):
    address = f"/api/v1/small/items/{quote(id_, safe='')}"
    item = client.get(address).json()
    assert (item["id"], item["row"]) == (id_, row)
    similar = client.get(f"{address}/similar", params={"k": 4}).json()
    assert len(similar["results"]) == 4
    assert id_ not in [found["id"] for found in similar["results"]]


def test_an_item_is_whole_and_in_the_language_asked(client):
    french = client.get("/api/v1/small/items/doc-9").json()
    english = client.get("/api/v1/small/items/doc-9", params={"lang": "en"}).json()
    assert french["title"] == "Cheval n° 9"
    assert english["title"] == "Horse no. 9"
    assert set(french) >= {
        *("id", "row", "title", "creator", "date", "year_from", "year_to", "technique"),
        *("subject", "category", "place", "lat", "lng", "description", "rights", "credit"),
        *("source", "language", "alt", "parent", "folder", "width", "height", "colour"),
        *("thumbs", "themes", "extra"),
    }
    assert french["extra"] == {"inventory": "INV.0009"}
    for address in french["thumbs"].values():
        assert client.get(f"/{address}").headers["content-type"] == "image/webp"


def test_rows_come_in_order(client):
    told = client.get("/api/v1/small/rows", params={"rows": "9,3,999"}).json()
    assert [item["row"] for item in told["results"]] == [9, 3]
    assert (
        client.get("/api/v1/small/rows", params={"rows": "6"}).json()["results"][0]["title"]
        == HOSTILE
    )


def test_a_search_is_best_first_and_says_why(client):
    told = client.get("/api/v1/small/search", params={"q": "chevaux", "k": 10}).json()
    assert told["mode"] == "vocabulary"
    assert "cheval" in told["notice"]
    assert all(found["title"].startswith("Cheval") for found in told["results"])
    assert all(
        "picture" in found["why"] and found["terms"] == ["cheval"] for found in told["results"]
    )
    scores = [found["score"] for found in told["results"]]
    assert scores == sorted(scores, reverse=True)
    rest = client.get("/api/v1/small/search", params={"q": "chevaux", "k": 3, "offset": 2}).json()
    assert [found["id"] for found in rest["results"]] == [
        found["id"] for found in told["results"][2:5]
    ]
    none = client.get("/api/v1/small/search", params={"q": "xyzzy"}).json()
    assert (none["results"], none["total"]) == ([], 0)
    assert client.get("/api/v1/small/search").json()["total"] > 0


def test_suggestions_themes_and_facets(client):
    typed = client.get("/api/v1/small/vocabulary", params={"q": "che"}).json()
    assert typed["results"][0] == "cheval"
    english = client.get("/api/v1/small/vocabulary", params={"q": "hor", "lang": "en"}).json()
    assert english["results"][0] == "horse"
    themes = client.get("/api/v1/small/themes").json()
    assert themes["total"] == len(themes["results"]) > 0
    assert themes["results"][0]["medoids"][0]["thumbs"]["256"].startswith("data/small/thumbs/")
    facets = client.get("/api/v1/small/facets").json()
    assert {"value": "encre", "count": 30} in next(
        facet["values"] for facet in facets["results"] if facet["name"] == "technique"
    )


def test_what_stands_beside_a_layout_may_be_kept_but_for_names(client, bundle):
    base = f"/data/small/{bundle.manifest.version}/layouts"
    reply = client.get(f"{base}/themes.json")
    assert reply.headers["content-type"] == "application/json"
    # The names of themes are the curators' to change.
    assert reply.headers["cache-control"] == "no-cache"
    timeline = client.get(f"{base}/timeline.json")
    assert "immutable" in timeline.headers["cache-control"]
    told = reply.json()
    assert {"x", "y", "text", "level", "anchor", "rank"} == set(told["labels"][0])
    assert {"x1", "y1", "x2", "y2", "level"} == set(told["lines"][0])
    assert "cheval" in [label["text"].get("fr") for label in told["labels"]]
    for name in ("map", "nothing", "../collection", "MAP", "%2e%2e%2fcollection"):
        assert client.get(f"{base}/{name}.json").status_code == 404
    assert client.get("/data/small/000000000000/layouts/themes.json").status_code == 410


def test_sheets_and_densities_may_be_kept_for_ever(client, bundle):
    base = f"/data/small/{bundle.manifest.version}/sheets/map"
    for name, media_type in (
        ("0/0/0.webp", "image/webp"),
        ("0/0/0.bin", "application/octet-stream"),
        ("density.png", "image/png"),
    ):
        reply = client.get(f"{base}/{name}")
        assert reply.status_code == 200
        assert reply.headers["content-type"] == media_type
        assert "immutable" in reply.headers["cache-control"]
    index = SheetIndex.from_bytes(client.get(f"{base}/0/0/0.bin").content)
    assert len(index.row) > 0


def test_another_version_is_gone_and_is_not_kept(client):
    reply = client.get("/data/small/000000000000/sheets/map/0/0/0.webp")
    assert reply.status_code == 410
    assert "error" in reply.json()
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/nobody", 404),
        ("/api/v1/small/items/nobody", 404),
        ("/api/v1/small/items/nobody/similar", 404),
        ("/api/v1/small/nothing", 404),
        ("/api/nothing", 404),
        ("/data/nothing", 404),
        ("/viewer/nothing.js", 404),
        ("/viewer/README.md", 404),
        ("/data/small/thumbs/abc-256.webp", 404),
        (f"/data/small/thumbs/{'0' * 64}-256.webp", 404),
        (f"/data/small/thumbs/{'0' * 64}-512.webp", 404),
        (f"/data/small/thumbs/{'A' * 64}-256.webp", 404),
        ("/api/v1/small/rows?rows=1,x", 422),
        ("/api/v1/small/rows", 422),
        ("/api/v1/small/rows?rows=" + ",".join("1" * 201), 422),
        ("/api/v1/small/rows?rows=-1", 422),
        ("/api/v1/small/search?q=vase&k=0", 422),
        ("/api/v1/small/search?q=vase&k=501", 422),
        ("/api/v1/small/search?q=vase&k=dix", 422),
        ("/api/v1/small/search?q=vase&k=١٢", 422),
        ("/api/v1/small/search?q=vase&offset=-1", 422),
        ("/api/v1/small/search?q=vase&lang=xx", 422),
        ("/api/v1/small/items/doc-9/similar?k=9999999999999", 422),
        ("/api/v1/small/search?q=" + "x" * 301, 414),
        ("/api/v1/small/vocabulary?q=" + "é" * 301, 414),
    ],
)
def test_what_cannot_be_answered_is_one_line_of_json(client, address, status):
    reply = client.get(address)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/json"
    assert list(reply.json()) == ["error"]
    assert "\n" not in reply.json()["error"]
    assert "Traceback" not in reply.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/api/v1/collections", "/api/v1/small/items/doc-9"])
def test_nothing_can_be_written(client, method, address):
    reply = client.request(method, address)
    assert reply.status_code == 405
    assert reply.headers["allow"] == "GET, HEAD"
    assert "error" in reply.json()


EVERY = [
    "/api/health",
    "/metrics",
    "/api/v1/collections",
    "/api/v1/small",
    "/api/v1/small/items/doc-9",
    "/api/v1/small/rows?rows=1,2",
    "/api/v1/small/search?q=cheval",
    "/api/v1/small/themes",
    "/api/v1/small/facets",
]


@pytest.mark.parametrize("address", EVERY)
def test_head_says_what_get_would(client, address):
    got, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    if address not in ("/metrics",):  # it counts the request itself
        assert head.headers["content-length"] == got.headers["content-length"]
        assert head.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize("address", EVERY)
def test_every_answer_is_safe_to_open(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_what_is_unchanged_is_not_sent_again(client):
    for encoding in ("identity", "gzip"):
        asked = {"accept-encoding": encoding}
        first = client.get("/api/v1/small/themes", headers=asked)
        tag = first.headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]+(-gzip)?"', tag)
        again = client.get("/api/v1/small/themes", headers={**asked, "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        for header in ("*", f'W/{tag}, "x"'):
            reply = client.get("/api/v1/small/themes", headers={**asked, "if-none-match": header})
            assert reply.status_code == 304
        other = client.get("/api/v1/small/themes", headers={**asked, "if-none-match": '"x"'})
        assert other.status_code == 200


def test_json_is_compressed_for_who_understands_and_pictures_never(client, served):
    plain = client.get("/api/v1/small/themes", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    refused = client.get("/api/v1/small/themes", headers={"accept-encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers
    with httpx.stream(
        "GET", f"{served}/api/v1/small/themes", headers={"accept-encoding": "gzip, br"}
    ) as reply:
        raw = b"".join(reply.iter_raw())
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["vary"] == "accept-encoding"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2
    assert reply.headers["etag"] != plain.headers["etag"]
    thumb = client.get("/api/v1/small/items/doc-9").json()["thumbs"]["1024"]
    picture = client.get(f"/{thumb}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in picture.headers


def test_metrics_count_requests_and_tell_nothing_of_them(client):
    client.get("/api/v1/small/search", params={"q": "unmotsecret"})
    text = client.get("/metrics").text
    assert "cimaise_collections_open 1\n" in text
    assert "cimaise_items 60\n" in text
    assert re.search(r'^cimaise_requests_total\{handler="search",status="200"\} \d+$', text, re.M)
    assert "unmotsecret" not in text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) \S+ .+|[a-z_]+(\{[^{}]*\})? [0-9.e+-]+", line), line
    buckets = [int(n) for n in re.findall(r'_bucket\{handler="search",le="[^"]+"\} (\d+)', text)]
    assert buckets == sorted(buckets)
    assert f'cimaise_request_seconds_count{{handler="search"}} {buckets[-1]}' in text


def test_an_empty_data_folder_answers(tmp_path):
    with serving(tmp_path / "absent") as address:
        assert httpx.get(f"{address}/api/v1/collections").json() == {"results": [], "total": 0}
        assert httpx.get(f"{address}/api/v1/x").status_code == 404


def test_a_damaged_collection_is_named_and_the_others_answer(tmp_path, small_bundle):
    shutil.copytree(small_bundle, tmp_path / "data" / "good")
    shutil.copytree(small_bundle, tmp_path / "data" / "bad")
    (tmp_path / "data" / "bad" / files.INDEX).write_bytes(b"")
    with serving(tmp_path / "data") as address:
        listed = httpx.get(f"{address}/api/v1/collections").json()["results"]
        assert [entry["name"] for entry in listed] == ["bad", "good"]
        assert "error" in listed[0]
        assert "error" not in listed[1]
        assert str(tmp_path) not in str(listed)
        assert httpx.get(f"{address}/api/v1/good/search?q=vase").status_code == 200
        refused = httpx.get(f"{address}/api/v1/bad/search?q=vase")
        assert refused.status_code == 503
        assert "error" in refused.json()


def test_a_file_that_goes_missing_while_open_is_a_404_not_a_500(copied_bundle):
    with serving(copied_bundle.parent) as address:
        item = httpx.get(f"{address}/api/v1/small/items/doc-9").json()
        shutil.rmtree(copied_bundle / files.THUMBS)
        assert httpx.get(f"{address}/{item['thumbs']['256']}").status_code == 404
