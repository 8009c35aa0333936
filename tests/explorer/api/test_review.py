"""Suggestions and answers over HTTP: for curators alone, bounded, and never a name one chooses."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serving import serving

ROOT = "/api/v1/small/review"


@pytest.fixture(scope="module")
def data(demo_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "data"
    shutil.copytree(demo_bundle, folder / "small", copy_function=os.link)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[httpx.Client]:
    with serving(data) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


def put(client: httpx.Client, *told: dict[str, object], field: str = "subject") -> httpx.Response:
    return client.put(ROOT, json={"field": field, "answers": told})


def test_a_suggestion_is_answered_kept_and_taken_home(client: httpx.Client) -> None:
    found = client.get(ROOT, params={"k": 5, "lang": "fr"}).json()
    assert found["total"] >= len(found["results"]) == 5
    first = found["results"][0]
    assert first["item"]["thumbs"]["256"] and first["basis"] == "vocabulary"
    told = {"id": first["item"]["id"], "value": first["value"], "verdict": "yes",
            "old": first["old"], "basis": first["basis"], "score": first["score"]}  # fmt: skip
    assert put(client, told).json() == {"kept": 1}
    after = client.get(ROOT, params={"k": 5, "lang": "fr"}).json()
    assert after["total"] == found["total"] - 1
    assert after["answered"]["subject"]["yes"] == 1
    table = client.get(f"{ROOT}.csv")
    assert table.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert (row["id"], row["new_value"], row["verdict"]) == (told["id"], told["value"], "accepted")
    assert row["model"] and row["when"] and row["who"] == ""
    published = client.put(f"{ROOT}/facet", json={})
    assert published.status_code == 200
    column = published.json()["column"]
    facets = client.get("/api/v1/small/facets", params={"lang": "fr"}).json()["results"]
    made = next(one for one in facets if one["name"] == column)
    assert made["label"] == "Mots-clés acceptés" and made["values"][0]["label"] == told["value"]
    kept = client.get("/api/v1/small/mask", params={column: made["values"][0]["value"]})
    assert kept.headers["x-count"] == "1"
    assert put(client, {**told, "verdict": "none"}).status_code == 200
    assert client.get(f"{ROOT}.csv").text.count("\n") == 1
    assert client.get(f"{ROOT}.csv", params={"past": 1}).text.count("\n") == 3


def test_groups_and_values_and_parts(client: httpx.Client) -> None:
    found = client.get(ROOT, params={"basis": "column"}).json()
    group = found["groups"][0]
    one = client.get(ROOT, params={"basis": "column", "value": group["value"]}).json()
    assert one["total"] == group["count"]
    assert {result["value"] for result in one["results"]} == {group["value"]}
    part = client.get(ROOT, params={"basis": "column", "technique": "affiche"}).json()
    assert part["candidates"] < found["candidates"]
    own = client.get(ROOT, params={"basis": "words", "words": "cheval, horloge"}).json()
    assert own["unknown"] == [] and own["note"] == ""
    none = client.get(ROOT, params={"basis": "words", "words": " , ;"}).json()
    assert none["total"] == 0 and none["note"]
    for field in ("technique", "date"):
        assert client.get(ROOT, params={"field": field}).status_code == 200


def test_what_does_not_do_is_refused_in_one_line(client: httpx.Client) -> None:
    for params in (
        {"field": "title"},
        {"basis": "magic"},
        {"k": 100_000},
        {"basis": "words", "words": "x" * 30_000},
        {"lang": "xx"},
    ):
        answer = client.get(ROOT, params=params)
        assert answer.status_code == 422, params
        assert "\n" not in answer.json()["error"]
    assert put(client, {"id": "../nobody", "value": "x", "verdict": "yes"}).status_code == 404
    assert put(client, {"id": "a", "value": "", "verdict": "yes"}).status_code == 422
    assert (
        client.put(ROOT, content=b"{", headers={"content-type": "application/json"}).status_code
        == 422
    )
    assert (
        client.put(ROOT, content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    )
    assert client.delete(ROOT).status_code == 405
    assert client.get(f"{ROOT}/facet").status_code == 405
    foreign = {"sec-fetch-site": "cross-site", "content-type": "application/json"}
    assert client.put(ROOT, content=b"{}", headers=foreign).status_code == 403


@pytest.mark.parametrize("profile", ["kiosk", "public"])
def test_others_than_curators_see_and_write_nothing(data: Path, profile: str) -> None:
    with serving(data, profile=profile) as address, httpx.Client(base_url=address) as client:
        assert client.get(ROOT).status_code == 404
        assert client.get(f"{ROOT}.csv").status_code == 404
        assert put(client, {"id": "doc-1", "value": "x", "verdict": "yes"}).status_code == 405
        assert client.put(f"{ROOT}/facet", json={}).status_code == 405
