"""Concepts over real HTTP: taught, kept, applied, shared, refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from explorer import passes
from tests.explorer.api.test_tours import refused
from tests.serving import serving

ROOT = "/api/v1/small"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def data(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("concepts") / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[httpx.Client]:
    with serving(data) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def ids(client: httpx.Client) -> dict[int, str]:
    told = client.get(f"{ROOT}/rows", params={"rows": ",".join(map(str, range(60)))}).json()
    return {item["row"]: item["id"] for item in told["results"]}


def examples(ids: dict[int, str], yes: int, no: int, **more: Any) -> dict[str, Any]:
    """Vases (every sixth row) are yes; what comes after each is no."""
    return {
        "yes": [ids[6 * place] for place in range(yes)],
        "no": [ids[6 * (place % 10) + 1 + place // 10] for place in range(no)],
        **more,
    }


def document(ids: dict[int, str], id_: str = "vases", **changes: Any) -> dict[str, Any]:
    return {
        "format": "cimaise-concept/1",
        "id": id_,
        "collection": "small",
        "name": {"fr": "Vases"},
        "examples": examples(ids, 4, 6),
    } | changes


def put(client: httpx.Client, whole: dict[str, Any], **headers: str) -> httpx.Response:
    sent = {**JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.put(f"{ROOT}/concepts/{whole['id']}", content=json.dumps(whole), headers=sent)


def teach(client: httpx.Client, what: str, asked: Any, **params: str) -> httpx.Response:
    return client.put(f"{ROOT}/teaching/{what}", json=asked, params=params)


def test_a_round_shows_more_of_what_was_said_yes_to(
    client: httpx.Client, ids: dict[int, str]
) -> None:
    asked = {"examples": examples(ids, 4, 6), "k": 6}
    told = teach(client, "round", asked, lang="en").json()
    assert {item["row"] % 6 for item in told["results"]} == {0}
    assert not {item["id"] for item in told["results"]} & set(asked["examples"]["yes"])
    scores = [item["score"] for item in told["results"]]
    assert scores == sorted(scores, reverse=True) and told["learned"]
    assert teach(client, "precision", {"examples": asked["examples"]}).json() == {
        "precision": None,
        "recall": None,
        "threshold": None,
        "lacking": {"yes": 1, "no": 0},
    }
    doubted = teach(client, "round", {**asked, "want": "uncertain"}).json()["results"]
    assert abs(doubted[0]["score"]) < abs(scores[0])
    assert len(teach(client, "round", {**asked, "want": "varied"}).json()["results"]) == 6


def test_marks_are_judged_when_there_are_enough(client: httpx.Client, ids: dict[int, str]) -> None:
    told = teach(client, "precision", {"examples": examples(ids, 8, 12)}).json()
    assert told["lacking"] == {"yes": 0, "no": 0}
    assert told["precision"]["low"] <= told["precision"]["share"] <= 1 == told["recall"]["high"]
    assert told["recall"]["of"] == 8
    drawn = teach(client, "line", {"examples": examples(ids, 8, 12)}).json()
    assert drawn["evaluation"] == told and drawn["threshold"] == told["threshold"]


def test_one_begins_with_a_word_or_with_nothing(client: httpx.Client, ids: dict[int, str]) -> None:
    word = teach(client, "round", {"examples": {"words": "horloge"}, "k": 8}).json()
    assert word["words_known"] and {item["row"] % 6 for item in word["results"]} == {4}
    unknown = teach(client, "round", {"examples": {"words": "xyzzy"}, "k": 8}).json()
    assert not unknown["words_known"] and not unknown["learned"] and unknown["results"]
    nothing = teach(client, "round", {"examples": {}, "k": 12}).json()
    assert len({item["row"] % 6 for item in nothing["results"]}) == 6
    assert nothing["results"][0]["score"] is None
    refusing = teach(client, "round", {"examples": examples(ids, 0, 3)}).json()
    assert not refusing["learned"] and refusing["results"]
    within = teach(client, "round", {"examples": {}, "k": 5}, technique="encre").json()
    assert within["results"] and all(item["row"] % 2 for item in within["results"])
    gone = teach(client, "round", {"examples": {"yes": ["gone", ids[0]]}}).json()
    assert gone["missing"] == ["gone"] and gone["learned"]


def test_a_line_tells_what_lies_on_either_side(client: httpx.Client, ids: dict[int, str]) -> None:
    asked = {"examples": examples(ids, 6, 8), "k": 3}
    told = teach(client, "line", asked).json()
    assert sum(told["counts"]) == told["items"] == 60
    assert len(told["over"]) == len(told["under"]) == 3
    over, under = (min(i["score"] for i in told["over"]), max(i["score"] for i in told["under"]))
    assert under < told["threshold"] <= over
    lowest = teach(client, "line", {**asked, "threshold": told["low"] - 1}).json()
    assert lowest["above"] == 60 - 8 and lowest["under"] == [], "a hand's no is no"
    highest = teach(client, "line", {**asked, "threshold": told["high"] + 1}).json()
    assert highest["above"] == 6 and highest["over"] == [], "a hand's yes is yes"
    assert "yes" in refused(teach(client, "line", {"examples": {}}), 422)


def test_a_concept_is_kept_replaced_and_deleted(client: httpx.Client, ids: dict[int, str]) -> None:
    made = put(client, document(ids, "kept"), if_none_match="*", **{passes.HEADER: "forged.pass"})
    assert made.status_code == 201
    read = client.get(f"{ROOT}/concepts/kept")
    assert read.headers["etag"] == made.headers["etag"]
    concept = read.json()
    assert concept["name"] == {"fr": "Vases"} and len(concept["taught"]["weights"]) == 48
    assert concept["taught"]["who"] == "", "a forged pass names nobody"
    named = put(
        client,
        document(ids, "kept", name={"en": "Pots"}, taught=concept["taught"] | {"offset": 99.0}),
        if_match=made.headers["etag"],
        **{passes.HEADER: passes.issue("Ada")},
    )
    assert named.status_code == 200
    again = client.get(f"{ROOT}/concepts/kept").json()
    assert again["taught"] == concept["taught"], "weights are learnt here, not taken"
    more = document(ids, "kept", examples=examples(ids, 6, 6))
    refused(put(client, more, if_match=made.headers["etag"]), 412)
    refused(put(client, more, if_none_match="*"), 412)
    refused(put(client, more), 409)
    taken = put(
        client, more, if_match=named.headers["etag"], **{passes.HEADER: passes.issue("Ada")}
    )
    assert taken.status_code == 200
    assert client.get(f"{ROOT}/concepts/kept").json()["taught"]["who"] == "Ada"
    entries = client.get(f"{ROOT}/concepts", params={"lang": "en"}).json()["concepts"]
    entry = next(one for one in entries if one["id"] == "kept")
    assert entry["yes"] == 6 and not entry["applied"] and len(entry["covers"]) == 4
    refused(client.delete(f"{ROOT}/concepts/kept", headers={"if-match": '"1234567"'}), 412)
    assert client.delete(f"{ROOT}/concepts/kept").json() == {"deleted": "kept"}
    refused(client.get(f"{ROOT}/concepts/kept"), 404)
    refused(client.delete(f"{ROOT}/concepts/kept"), 404)


def test_applied_it_is_a_facet_that_filters_and_says_how_it_came_about(
    client: httpx.Client, ids: dict[int, str]
) -> None:
    odd = examples(ids, 4, 6)
    odd["yes"].append(ids[37])  # a coin: what a hand says is so
    made = put(client, document(ids, "filter", examples=odd))
    threshold = teach(client, "line", {"examples": odd}).json()["threshold"]
    told = client.put(f"{ROOT}/concepts/filter/facet", json={"threshold": threshold})
    assert told.json()["column"] == "f.filter" and told.status_code == 200
    column = client.get(f"{ROOT}/facets", params={"column": "f.filter"}).json()["results"][0]
    assert column["label"] == "Vases" and column["made"] == "concept"
    found = client.get(f"{ROOT}/within", params={"f.filter": "yes"}).json()
    rows = {item["row"] for item in found["results"]}
    assert 37 in rows and not rows & {6 * place + 1 for place in range(6)}
    assert found["total"] == column["values"][0]["count"]
    record = client.get(f"{ROOT}/rows", params={"rows": "37"}).json()["results"][0]["made"][0]
    assert record["by"] == "hand" and record["source"] == "concept" and record["made"]
    refused(
        client.put(
            f"{ROOT}/concepts/filter/facet",
            json={"threshold": 0.0},
            headers={"if-match": made.headers["etag"]},
        ),
        412,
    )
    shown = client.get(f"{ROOT}/concepts/filter/results", params={"k": 60}).json()
    assert {item["row"] for item in shown["results"]} == rows
    assert client.get(f"{ROOT}/concepts/filter").json()["applied"]["threshold"] == threshold
    assert client.delete(f"{ROOT}/concepts/filter/facet").status_code == 200
    assert client.get(f"{ROOT}/concepts/filter").json()["applied"] is None
    refused(client.get(f"{ROOT}/facets", params={"column": "f.filter"}), 400)
    client.put(f"{ROOT}/concepts/filter/facet", json={"threshold": threshold})
    client.delete(f"{ROOT}/concepts/filter")
    refused(client.get(f"{ROOT}/facets", params={"column": "f.filter"}), 400)
    put(client, document(ids, "empty", examples={}))
    refused(client.put(f"{ROOT}/concepts/empty/facet", json={"threshold": 0.0}), 422)


def test_a_file_of_elsewhere_is_taught_anew_from_what_is_here(
    client: httpx.Client, ids: dict[int, str]
) -> None:
    put(client, document(ids, "file"))
    whole = client.get(f"{ROOT}/concepts/file").json()
    told = teach(client, "file", whole).json()
    assert told["concept"]["examples"] == whole["examples"] and not told["foreign"]
    assert told["missing"] == []
    model = {"name": "other", "weights": "", "dim": 2}
    foreign = whole | {
        "collection": "elsewhere",
        "taught": {"model": model, "weights": [0.1, 0.2], "offset": 0, "when": "", "who": ""},
        "applied": {"threshold": 1.0, "when": ""},
    }
    foreign["examples"] = {"yes": ["gone", ids[0]], "no": ["lost"], "words": "", "language": "fr"}
    told = teach(client, "file", foreign).json()
    assert told["foreign"] and told["missing"] == ["gone", "lost"]
    assert told["concept"]["collection"] == "small" and told["concept"]["applied"] is None
    foreign["examples"]["yes"] = ["gone"]
    assert "another model" in refused(teach(client, "file", foreign), 422)


def test_where_one_only_reads_a_shared_concept_is_shown_and_nothing_is_written(
    client: httpx.Client, data: Path, ids: dict[int, str]
) -> None:
    put(client, document(ids, "shown", shared=True, text={"fr": "Des vases."}))
    put(client, document(ids, "hidden"))
    for profile in ("public", "kiosk"):
        with (
            serving(data, profile=profile) as address,
            httpx.Client(base_url=address) as visitor,
        ):
            told = visitor.get(f"{ROOT}/concepts").json()
            assert [one["id"] for one in told["concepts"]] == ["shown"] and not told["writable"]
            results = visitor.get(f"{ROOT}/concepts/shown/results", params={"k": 6}).json()
            assert {item["row"] % 6 for item in results["results"]} == {0}
            page = visitor.get(f"{ROOT}/concepts/shown/results", params={"k": 6, "offset": 6})
            assert not {i["id"] for i in page.json()["results"]} & {
                i["id"] for i in results["results"]
            }
            for place in ("", "/results"):
                refused(visitor.get(f"{ROOT}/concepts/hidden{place}"), 404)
            refused(put(visitor, document(ids, "mine")), 405)
            refused(visitor.delete(f"{ROOT}/concepts/shown"), 405)
            refused(visitor.put(f"{ROOT}/concepts/shown/facet", json={"threshold": 0.0}), 405)
            for what in ("round", "line", "file"):
                refused(teach(visitor, what, {"examples": {}}), 405)


HOSTILE: list[Any] = [
    [],
    {"examples": None},
    {"examples": {"yes": "abc"}},
    {"examples": {"yes": [1]}},
    {"examples": {"yes": ["a\u0000b"]}},
    {"examples": {"yes": ["a"], "no": ["a"]}},
    {"examples": {"yes": [f"i{n}" for n in range(2001)]}},
    {"examples": {"words": "x" * 301}},
    {"examples": {}, "k": 0},
    {"examples": {}, "k": 10**9},
    {"examples": {}, "want": "worst"},
    {"examples": {}, "more": 1},
    {"examples": {"yes": ["x" * 1001]}},
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_what_is_no_lesson_is_refused_in_one_line(client: httpx.Client, asked: Any) -> None:
    refused(teach(client, "round", asked), 422)


@pytest.mark.parametrize(
    "sent", [b"{", b"\xff", b'{"examples": ' + b"[" * 5000, b'{"examples": {}, "threshold": NaN}']
)
def test_what_is_no_json_is_refused(client: httpx.Client, sent: bytes) -> None:
    for what in ("round", "line", "file"):
        refused(client.put(f"{ROOT}/teaching/{what}", content=sent, headers=JSON), 422)
    refused(client.put(f"{ROOT}/concepts/a", content=sent, headers=JSON), 422)


def test_what_a_concept_may_not_be(client: httpx.Client, ids: dict[int, str]) -> None:
    for changes in (
        {"id": "Upper"},
        {"id": "../x"},
        {"format": "cimaise-concept/2"},
        {"collection": "elsewhere"},
        {"name": {"fr": "x" * 500}},
        {"shared": "yes"},
        {"applied": {"threshold": 1e400, "when": ""}},
    ):
        whole = document(ids, "odd") | changes
        address = f"{ROOT}/concepts/odd"
        sent = json.dumps(whole).replace("Infinity", "1e400")
        refused(client.put(address, content=sent, headers=JSON), 422)
    refused(client.put(f"{ROOT}/concepts/UP", json=document(ids, "UP")), 422)
    refused(client.put(f"{ROOT}/concepts/a", content=b"x" * 1_000_001, headers=JSON), 413)
    for method in ("POST", "PATCH"):
        refused(client.request(method, f"{ROOT}/concepts/a"), 405)
    refused(client.get(f"{ROOT}/teaching/round"), 405)
    cross = {"sec-fetch-site": "cross-site"}
    refused(client.put(f"{ROOT}/teaching/round", json={"examples": {}}, headers=cross), 403)
