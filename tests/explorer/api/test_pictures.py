"""Searching with a picture of one's own, over real HTTP: what is found, and all that is refused."""

import base64
import io
import os
import shutil
import zipfile

import httpx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from explorer.bundle import Bundle
from tests.makers import draw
from tests.serving import serving

ROUTE = "/api/v1/demo/search/image"


@pytest.fixture(scope="module")
def data(demo_bundle, small_bundle, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for bundle in (demo_bundle, small_bundle):
        shutil.copytree(bundle, folder / bundle.name, copy_function=os.link)
    return folder


@pytest.fixture(scope="module")
def client(data):
    with serving(data, picture_megabytes=1, picture_megapixels=2) as address:
        httpx.get(f"{address}/api/v1/collections")
        with httpx.Client(base_url=address, timeout=120) as opened:
            yield opened


def as_bytes(image, kind="PNG", **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def post(client, body, kind="image/jpeg", **params):
    return client.post(ROUTE, content=body, headers={"Content-Type": kind}, params=params)


@pytest.fixture(scope="module")
def known(data):
    """A picture of the collection, as a file, and its id."""
    bundle = Bundle(data / "demo")
    record = bundle.items.slice(7, 1).to_pylist()[0]
    return bundle.thumb(record["sha256"], size=1024).read_bytes(), record["id"]


def test_a_picture_of_the_collection_finds_itself(client, known):
    told = post(client, known[0], "image/webp", k=5)
    assert told.status_code == 200
    answer = told.json()
    assert answer["results"][0]["id"] == known[1]
    assert answer["results"][0]["why"] == ["like"]
    assert told.headers["cache-control"] == "no-store"
    relevance = [one["relevance"] for one in answer["results"]]
    assert relevance == sorted(relevance, reverse=True)


def test_the_vector_stands_for_the_picture_from_then_on(client, known):
    first = post(client, known[0], "image/webp", k=9).json()
    again = client.post(ROUTE, json={"vector": first["vector"]}, params={"k": 9}).json()
    assert [one["id"] for one in again["results"]] == [one["id"] for one in first["results"]]
    rest = client.post(ROUTE, json={"vector": first["vector"]}, params={"k": 3, "offset": 3}).json()
    assert [one["id"] for one in rest["results"]] == [one["id"] for one in first["results"]][3:6]
    counted = client.post("/api/v1/demo/facets", json={"vector": first["vector"]}).json()
    assert counted["matching"] == first["total"]


def test_a_picture_goes_with_words_and_filters(client, known):
    facet = client.get("/api/v1/demo/facets").json()["results"][0]
    value = facet["values"][0]
    params = {facet["name"]: value["value"], "k": 500, "lang": "fr"}
    told = post(client, known[0], "image/webp", **params).json()
    assert 0 < told["total"] <= value["count"]
    words = post(client, known[0], "image/webp", q="bateau", k=20).json()
    assert any("like" in one["why"] for one in words["results"])
    assert any("picture" in one["why"] or "words" in one["why"] for one in words["results"])


def polyglot(picture, kind):
    target = io.BytesIO()
    image = as_bytes(picture, kind)
    target.write(image)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("x.html", "<script>alert(1)</script>")
    return target.getvalue()


PICTURE = draw("vase", seed=2)
FRAMES = [draw("coin", seed=n, size=(40, 40)) for n in range(3)]
MOVING = {"save_all": True, "append_images": FRAMES[1:], "duration": 100}


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 415, "lire"),
        (b"no picture", 415, "lire"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "lire"),
        (as_bytes(PICTURE, "GIF"), 415, "lire"),
        (as_bytes(PICTURE, "BMP"), 415, "lire"),
        (as_bytes(PICTURE, "JPEG")[:-30], 415, "lire"),
        (as_bytes(PICTURE, "PNG")[:200], 415, "lire"),
        (as_bytes(PICTURE, "WEBP")[:200], 415, "lire"),
        (as_bytes(FRAMES[0], "WEBP", **MOVING), 415, "animée"),
        (as_bytes(FRAMES[0], "PNG", **MOVING), 415, "animée"),
        (polyglot(PICTURE, "JPEG"), 415, "autre chose"),
        (polyglot(PICTURE, "PNG"), 415, "autre chose"),
        (polyglot(PICTURE, "WEBP"), 415, "autre chose"),
        (as_bytes(Image.new("1", (20_000, 20_000))), 413, "grande"),
        (b"\xff\xd8\xff" + b"\0" * (1 << 20), 413, "lourde"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_kind_line(client, body, status, said):
    told = post(client, body, lang="fr")
    assert told.status_code == status
    line = told.json()["error"]
    assert said in line and "\n" not in line
    english = post(client, body, lang="en").json()["error"]
    assert english != line


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "CMYK", "1"])
def test_pictures_of_every_mode_are_looked_at(client, kind, mode):
    try:
        body = as_bytes(PICTURE.convert(mode), kind)
    except OSError:
        pytest.skip("no such file")
    assert post(client, body).status_code == 200


def test_what_telephones_put_behind_a_picture_is_passed_over(client):
    image = as_bytes(PICTURE, "JPEG")
    assert post(client, image + as_bytes(FRAMES[0], "JPEG")).status_code == 200
    assert post(client, image + b"\0\0\0\x18ftypmp42" + b"\1" * 400).status_code == 200


def test_a_picture_of_a_telephone_is_read_where_it_can_be(client):
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    body = as_bytes(PICTURE, "HEIF")
    assert post(client, body, "image/heic").status_code == 200
    assert post(client, body + b"<html>").status_code == 415


SEEDS = [as_bytes(PICTURE, kind) for kind in ("JPEG", "PNG", "WEBP")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12),
    st.integers(0, 4000),
    st.binary(max_size=60),
    st.sampled_from(["image/jpeg", "image/png", "application/octet-stream", "text/html", ""]),
)
def test_no_bytes_are_more_than_a_picture_or_a_refusal(client, seed, changes, cut, tail, kind):
    body = bytearray(seed)
    for place, value in changes:
        body[place % len(body)] = value
    told = post(client, bytes(body[: max(1, len(body) - cut)]) + tail, kind)
    assert told.status_code in (200, 413, 415)
    if told.status_code != 200:
        assert "\n" not in told.json()["error"]
    # Whatever it was, the next one is served.
    assert client.get("/api/health").status_code == 200


def vector(numbers):
    return base64.b64encode(np.asarray(numbers, "<f2").tobytes()).decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"vector": 1}',
        b'{"vector": ""}',
        b'{"vector": "AAAA"}',
        b'{"vector": "' + b"A" * 100_000 + b'"}',
        f'{{"vector": "{vector([0.0] * 256)}"}}'.encode(),
        f'{{"vector": "{vector([np.nan] * 256)}"}}'.encode(),
        f'{{"vector": "{vector([np.inf] * 256)}"}}'.encode(),
        b'{"vector": "' + b"\xff" * 684 + b'"}',
    ],
)
@pytest.mark.parametrize("route", [ROUTE, "/api/v1/demo/facets"])
def test_what_is_no_vector_is_refused(client, body, route):
    told = client.post(route, content=body, headers={"Content-Type": "application/json"})
    assert told.status_code == 422
    assert "vector" in told.json()["error"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000), st.dictionaries(st.text(max_size=8), st.text(max_size=20)))
def test_no_body_of_json_is_more_than_an_answer_or_a_refusal(client, body, params):
    headers = {"Content-Type": "application/json"}
    told = client.post(ROUTE, content=body, headers=headers, params=params)
    assert told.status_code in (200, 404, 414, 422)


def test_a_collection_without_a_tower_says_so_kindly(client):
    told = client.post(
        "/api/v1/small/search/image", content=SEEDS[0], headers={"Content-Type": "image/jpeg"}
    )
    assert told.status_code == 422
    assert "ne peut pas être cherchée par une image" in told.json()["error"]


def test_only_a_post_shows_a_picture(client):
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        assert client.request(method, ROUTE).status_code == 405
    assert client.post("/api/v1/demo/search").status_code == 405
    assert client.post("/api/v1/nothing/search/image", content=SEEDS[0]).status_code == 404


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"profile": "kiosk"}, 405),
        ({"profile": "kiosk", "pictures": "on"}, 200),
        ({"profile": "public"}, 200),
        ({"profile": "curator", "pictures": "off"}, 405),
    ],
)
def test_where_pictures_are_taken(data, options, status):
    with serving(data, **options) as address:
        headers = {"Content-Type": "image/jpeg"}
        told = httpx.post(f"{address}{ROUTE}", content=SEEDS[0], headers=headers, timeout=120)
        assert told.status_code == status


def test_nothing_of_a_picture_is_kept(client, data, known):
    def files():
        return {path: path.stat().st_mtime_ns for path in data.rglob("*")}

    before = files()
    post(client, known[0], "image/webp")
    assert files() == before
