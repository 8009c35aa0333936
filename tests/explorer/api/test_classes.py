"""Sets of classes over real HTTP: kept, run, decided on by hand, measured, made a facet."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from explorer import passes
from explorer.classes.files import presets
from tests.serving import serving

SETS = "/api/v1/small/classes"
JSON = {"content-type": "application/json"}
NEW = {**JSON, "if-none-match": "*"}
KINDS = {"vase": "vase", "coin": "pièce de monnaie", "horse": "cheval", "clock": "horloge"}


@pytest.fixture
def data(small_bundle: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    return folder


@pytest.fixture
def client(data: Path) -> Iterator[httpx.Client]:
    with serving(data) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


def document(**changes: Any) -> dict[str, Any]:
    classes = [
        {"id": id_, "name": {"en": id_, "fr": french}, "prompts": {"fr": [french]}}
        for id_, french in KINDS.items()
    ]
    return {"id": "kinds", "name": {"en": "Kinds"}, "classes": classes} | changes


def put(client: httpx.Client, headers: dict[str, str] = NEW, **changes: Any) -> httpx.Response:
    return client.put(f"{SETS}/kinds", json=document(**changes), headers=headers)


def results(client: httpx.Client, id_: str = "kinds", **params: str) -> dict[str, Any]:
    while True:
        told = client.get(f"{SETS}/{id_}/results", params={"lang": "en"} | params)
        assert told.status_code == 200, told.text
        if told.json()["state"] != "running":
            return told.json()


def move(client: httpx.Client, item: str, value: str, verdict: str = "yes", **more: str) -> Any:
    moves = {"moves": [{"item": item, "value": value, "verdict": verdict}]}
    return client.put(f"{SETS}/kinds/hands", json=moves, headers=more)


def refused(reply: httpx.Response, status: int) -> str:
    assert reply.status_code == status, reply.text
    told: str = reply.json()["error"]
    assert list(reply.json()) == ["error"] and "\n" not in told and len(told) < 300
    return told


def test_sets_of_the_house_are_there_until_changed(client: httpx.Client, data: Path) -> None:
    told = client.get(SETS, params={"lang": "fr"}).json()
    assert [one["id"] for one in told["sets"]] == list(presets()) and told["writable"]
    assert told["sets"][0]["name"] == "Technique et fonction"
    light = client.get(f"{SETS}/light")
    assert light.headers["etag"] == '"0"' and light.json()["format"] == "cimaise-classes/1"
    assert not (data / "cimaise.sqlite").exists(), "looking makes no file"
    changed = light.json() | {"temperature": 2}
    kept = client.put(f"{SETS}/light", json=changed, headers={"if-match": '"0"'})
    assert kept.status_code == 201
    assert client.get(f"{SETS}/light").json()["temperature"] == 2
    assert next(one for one in client.get(SETS).json()["sets"] if one["id"] == "light")["kept"]
    # Somebody else's window still has the one of the house.
    refused(client.put(f"{SETS}/light", json=changed, headers={"if-match": '"0"'}), 412)
    refused(client.put(f"{SETS}/light", json=changed, headers=NEW), 412)
    refused(client.put(f"{SETS}/light", json=changed), 409)
    mark = kept.headers["etag"]
    again = client.put(f"{SETS}/light", json=changed, headers={"if-match": mark})
    assert again.status_code == 200
    refused(client.delete(f"{SETS}/light", headers={"if-match": mark}), 412)
    gone = client.delete(f"{SETS}/light", headers={"if-match": again.headers["etag"]})
    assert gone.json() == {"deleted": "light", "preset": True}
    assert client.get(f"{SETS}/light").json()["temperature"] == 1
    refused(client.delete(f"{SETS}/light"), 404)


def test_a_set_is_run_and_its_walls_are_hung(client: httpx.Client) -> None:
    assert put(client).status_code == 201
    told = results(client)
    assert told["images"] == 60 and told["mode"] == "vocabulary" and told["facet"] is None
    counts = {one["id"]: one["count"] for one in told["classes"]}
    assert sum(counts.values()) + told["none"]["count"] == 60
    assert all(one["understood"] for one in told["classes"])
    assert told["classes"][0]["prompts"] == [
        {"text": "vase", "language": "fr", "how": "vocabulary", "names": ["vase"], "unknown": []}
    ]
    assert len(told["classes"][0]["some"]) == 6
    wall = client.get(f"{SETS}/kinds/wall", params={"class": "vase", "lang": "en", "k": "3"}).json()
    assert wall["total"] == counts["vase"] and len(wall["results"]) == 3
    first = wall["results"][0]
    assert first["title"].startswith("Vase") and first["classes"] == ["vase"]
    assert 0 < first["score"] <= 1 and first["next"] in KINDS and not first["by_hand"]
    rest = client.get(f"{SETS}/kinds/wall", params={"class": "vase", "offset": "3"}).json()
    assert first["id"] not in [one["id"] for one in rest["results"]]
    for order in ("unsure", "missed", "hand"):
        params = {"class": "vase", "order": order}
        assert client.get(f"{SETS}/kinds/wall", params=params).status_code == 200
    part = results(client, subject="cheval")
    assert part["images"] == 10
    assert {one["id"]: one["count"] for one in part["classes"]}["horse"] >= 9


def test_none_of_these_grows_with_the_threshold(client: httpx.Client) -> None:
    mark, before = None, -1
    for threshold in (0.3, 0.6, 0.99):
        headers = NEW if mark is None else {"if-match": mark}
        mark = put(client, headers, threshold=threshold).headers["etag"]
        none = results(client)["none"]["count"]
        assert none >= before
        before = none
    assert before > 0


def test_a_hand_wins_is_signed_and_can_be_taken_back(client: httpx.Client) -> None:
    put(client)
    item = client.get(f"{SETS}/kinds/wall", params={"class": "vase"}).json()["results"][0]["id"]
    signed = {passes.HEADER: passes.issue("Ada")}
    assert move(client, item, "clock", **signed).json()["given"] == {item: "clock"}
    clocks = client.get(f"{SETS}/kinds/wall", params={"class": "clock", "order": "hand"}).json()
    assert [one["id"] for one in clocks["results"]] == [item] and clocks["results"][0]["by_hand"]
    assert {one["id"]: one["by_hand"] for one in results(client)["classes"]}["clock"] == 1
    measures = client.get(f"{SETS}/kinds/measures").json()
    assert measures["judged"] == 1 and measures["accuracy"] == 0 and measures["column"] == ""
    assert measures["confusions"] == [{"truth": "clock", "answer": "vase", "count": 1}]
    mistaken = client.get(f"{SETS}/kinds/wall", params={"class": "vase", "truth": "clock"}).json()
    assert [one["id"] for one in mistaken["results"]] == [item]
    assert move(client, item, "", "yes").json()["given"] == {item: ""}
    assert move(client, item, "", "none").json()["total"] == 0
    refused(move(client, item, "nothing"), 422)
    refused(move(client, item, "clock", "no"), 422)
    refused(move(client, item, "clock", "perhaps"), 422)
    refused(move(client, "../../etc/passwd\x01", "clock"), 422)
    refused(move(client, "nobody", "clock"), 404)


def test_the_truth_of_a_column_is_told(client: httpx.Client) -> None:
    put(client)
    told = client.get(f"{SETS}/kinds/measures", params={"column": "subject"}).json()
    values = {one["value"]: one for one in told["values"]}
    assert values["cheval"]["class"] == "horse" and values["cheval"]["guessed"]
    assert values["dessin"]["class"] == "-"
    assert told["judged"] == 40 and told["accuracy"] > 0.9
    assert len(told["confusion"]) == 5 and len(told["alternatives"]) == 3
    assert {one["id"]: one["truth"] for one in told["classes"]} == dict.fromkeys(KINDS, 10)
    refused(client.get(f"{SETS}/kinds/measures", params={"column": "nothing"}), 400)
    kept = put(client, {"if-match": "*"}, truth={"column": "subject", "values": {"cheval": "vase"}})
    assert kept.status_code == 200
    again = client.get(f"{SETS}/kinds/measures").json()
    assert again["column"] == "subject"
    assert {one["id"]: one["truth"] for one in again["classes"]}["vase"] == 20


def test_tables_are_taken_away(client: httpx.Client) -> None:
    put(client)
    answers = client.get(f"{SETS}/kinds/answers.csv", params={"lang": "fr", "subject": "cheval"})
    assert answers.headers["content-disposition"] == 'attachment; filename="kinds-answers.csv"'
    rows = list(csv.DictReader(io.StringIO(answers.content.decode("utf-8-sig"))))
    assert len(rows) == 10 and {row["by"] for row in rows} == {"model"}
    assert {"id", "class", "score", "runner_up", "model", "date"} <= set(rows[0])
    measures = client.get(f"{SETS}/kinds/measures.csv", params={"column": "subject"})
    assert measures.text.startswith("\ufeffclass,truth")
    refused(client.get(f"{SETS}/kinds/others.csv"), 404)


def test_a_set_becomes_a_facet_of_the_collection(client: httpx.Client) -> None:
    put(client)
    vases = {one["id"]: one["count"] for one in results(client)["classes"]}["vase"]
    signed = {passes.HEADER: passes.issue("Ada")}
    made = client.put(f"{SETS}/kinds/facet", json={}, headers=signed).json()["facet"]
    assert made["column"] == "f.kinds" and made["who"] == "Ada" and made["current"]
    mask = client.get("/api/v1/small/mask", params={"f.kinds": "vase"})
    assert mask.headers["x-count"] == str(vases)
    facet = client.get("/api/v1/small/facets", params={"column": "f.kinds", "lang": "en"}).json()
    assert facet["results"][0]["made"] == "classes" and facet["results"][0]["label"] == "Kinds"
    # A hand, or another threshold, leaves the facet as it was until it is brought up to date.
    item = client.get(f"{SETS}/kinds/wall", params={"class": "vase"}).json()["results"][0]["id"]
    move(client, item, "clock")
    assert results(client)["facet"]["current"] is False
    assert client.put(f"{SETS}/kinds/facet", json={}).json()["facet"]["current"]
    mask = client.get("/api/v1/small/mask", params={"f.kinds": "vase"})
    assert mask.headers["x-count"] == str(vases - 1)
    assert client.delete(f"{SETS}/kinds/facet").json() == {"facet": None}
    refused(client.delete(f"{SETS}/kinds/facet"), 404)
    refused(client.get("/api/v1/small/mask", params={"f.kinds": "vase"}), 400)
    refused(client.put(f"{SETS}/kinds/facet", json={"name": {"en": "x" * 999}}), 422)


def test_files_go_out_and_come_in_under_a_free_name(client: httpx.Client) -> None:
    put(client)
    file = client.get(f"{SETS}/kinds/set.yaml")
    assert file.headers["content-type"].startswith("application/yaml")
    added = client.put(SETS, json={"yaml": file.text})
    assert added.status_code == 201 and added.json()["added"] == "kinds-2"
    one, other = (client.get(f"{SETS}/{id_}").json() for id_ in ("kinds", "kinds-2"))
    assert one | {"id": "kinds-2"} == other
    preset = client.get(f"{SETS}/light/set.yaml").text
    assert client.put(SETS, json={"yaml": preset}).json()["added"] == "light-2"


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        "null",
        "{",
        '{"id": "kinds", "classes": "x"}',
        '{"id": "other"}',
        '{"id": "kinds", "more": 1}',
        '{"id": "kinds", "temperature": 1e999}',
        '{"id": "kinds", "classes": [{"id": "../x"}]}',
        '{"id": "kinds", "name": {"en": "\\u0000"}, "format": "x"}',
        json.dumps({"id": "kinds", "classes": [{"id": f"c{n}"} for n in range(65)]}),
        '{"id": "kinds", "classes": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
)
def test_what_is_no_set_is_refused(client: httpx.Client, body: str) -> None:
    refused(client.put(f"{SETS}/kinds", content=body, headers=NEW), 422)
    refused(client.get(f"{SETS}/kinds"), 404)


def test_hostile_requests_are_refused(client: httpx.Client) -> None:
    put(client)
    refused(client.put(SETS, json={"yaml": "a: &a [*a]"}), 422)
    refused(client.put(SETS, json={"yaml": "x" * 300_000}), 422)
    refused(client.put(SETS, json={"text": ""}), 422)
    refused(client.put(f"{SETS}/Kinds", json=document(), headers=NEW), 422)
    refused(client.get(f"{SETS}/..%2f..%2fetc"), 404)
    refused(client.get(f"{SETS}/nobody/results"), 404)
    for params, status in (
        ({"class": "nothing"}, 400),
        ({"order": "best"}, 422),
        ({"k": "9999"}, 422),
        ({"offset": "-1"}, 422),
        ({"truth": "nothing"}, 400),
        ({"unheard": "x"}, 400),
    ):
        refused(client.get(f"{SETS}/kinds/wall", params=params), status)
    many = {"moves": [{"item": "doc-9", "value": "vase", "verdict": "yes"}] * 501}
    refused(client.put(f"{SETS}/kinds/hands", json=many), 422)
    refused(client.put(f"{SETS}/kinds/hands", json={"moves": []}), 422)
    refused(client.put(f"{SETS}/kinds/results", json={}), 405)
    refused(client.delete(SETS), 405)
    elsewhere = {**NEW, "origin": "https://elsewhere.example"}
    refused(client.put(f"{SETS}/other", json=document(id="other"), headers=elsewhere), 403)
    form = {"content-type": "text/plain"}
    refused(client.put(f"{SETS}/other", content="{}", headers=form), 415)


def test_a_run_can_be_stopped(client: httpx.Client) -> None:
    put(client)
    stopped = client.delete(f"{SETS}/kinds/results").json()
    assert stopped["state"] in ("stopped", "done") and "classes" not in stopped
    assert results(client)["state"] == "done"


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_nobody_but_curators_has_classes(data: Path, profile: str) -> None:
    with serving(data, profile=profile) as address, httpx.Client(base_url=address) as client:
        paths = ("", "/light", "/light/results", "/light/wall", "/light/measures", "/light/hands")
        for path in (*paths, "/light/set.yaml", "/light/answers.csv", "/light/measures.csv"):
            refused(client.get(SETS + path), 404)
        for path in ("", "/light", "/light/hands", "/light/facet"):
            refused(client.put(SETS + path, json={}), 405)
        refused(client.delete(f"{SETS}/light/results"), 405)
    assert not (data / "cimaise.sqlite").exists()
