"""Edited themes over HTTP: written by curators, seen by everyone, at once."""

import contextlib
import json
import time

import httpx
import numpy as np
import pytest

from explorer import passes
from explorer.theming.models import FIRST
from tests.serving import serving

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"


@pytest.fixture
def curator(small_bundle, database):
    with visiting(small_bundle.parent, database_url=database) as client:
        yield client


@contextlib.contextmanager
def visiting(data, **settings):
    with (
        serving(data, **settings) as address,
        httpx.Client(base_url=f"{address}/api/v1/small", timeout=60) as client,
    ):
        # Opening a collection takes a moment, on a busy machine a long one.
        for _ in range(600):
            if client.get("/themes", params={"medoids": 0}).status_code == 200:
                break
            time.sleep(0.1)
        yield client


def do(client, status=200, *, signed=None, **act):
    reply = client.put("/theming", content=json.dumps(act), headers=JSON | (signed or {}))
    assert reply.status_code == status, reply.text
    return reply.json()


def themes(client, **params):
    return {one["id"]: one for one in client.get("/themes", params=params).json()["results"]}


def tops(client):
    return [one for one in themes(client).values() if one["level"] == 0]


def kept(client, theme):
    packed = np.frombuffer(client.get("/mask", params={"theme": theme}).content, np.uint8)
    return int(np.unpackbits(packed).sum())


def test_a_name_is_everywhere_at_once(curator):
    first = tops(curator)[0]
    tag = curator.get("/themes").headers["etag"]
    answer = do(
        curator, do="describe", theme=first["id"], seen=0,
        name={"fr": "<b>Mes\u202e chevaux</b>", "en": "My horses"}, text={"fr": "Une phrase."},
    )  # fmt: skip
    assert answer["themes"][0]["id"] == FIRST
    told = themes(curator, lang="fr")[FIRST]
    assert (told["label"], told["text"]) == ("<b>Mes chevaux</b>", "Une phrase.")
    assert themes(curator, lang="en")[FIRST]["label"] == "My horses"
    again = curator.get("/themes", headers={"if-none-match": tag})
    assert (again.status_code, again.headers["cache-control"]) == (200, "no-cache")
    labels = [one["label"] for one in curator.get("/facets").json()["themes"]]
    assert "<b>Mes chevaux</b>" in labels
    item = told["medoids"][0]["row"]
    record = curator.get("/rows", params={"rows": item}).json()["results"][0]
    assert {"id": FIRST, "level": 0, "label": "<b>Mes chevaux</b>"} in record["themes"]
    # The old number still finds what it found.
    assert kept(curator, first["id"]) == kept(curator, FIRST) == first["size"]
    page = curator.get(f"/themes/{first['id']}").json()
    assert page["id"] == FIRST and page["years"]["counts"] and page["neighbours"]


def test_who_is_logged_in_signs_what_is_changed(curator):
    first, second = tops(curator)[:2]
    ada = {passes.HEADER: passes.issue("Ada")}
    told = do(curator, signed=ada, do="hide", theme=first["id"], seen=0, hidden=True)
    assert told["history"][0]["who"] == "Ada"
    for nobody in ({}, {passes.HEADER: "Ada"}, {passes.HEADER: "QWRh.forged"}):
        told = do(curator, signed=nobody, do="hide", theme=second["id"], seen=told["n"],
                  hidden=not told["history"][0]["who"])  # fmt: skip
        assert told["history"][0]["who"] == ""
    late = do(curator, 409, do="hide", theme=second["id"], seen=0, hidden=True)
    assert late["by"]["did"] and late["by"]["who"] == ""


def test_the_layout_of_themes_says_the_new_names(curator):
    described = httpx.get(str(curator.base_url).rstrip("/")).json()
    root = str(curator.base_url).split("/api/")[0]
    address = f"{root}/{described['data']}layouts/themes.json"
    before = httpx.get(address)
    assert before.headers["cache-control"] == "no-cache"
    first, second = tops(curator)[:2]
    do(curator, do="describe", theme=first["id"], seen=0, name={"fr": "Autrement"})
    do(curator, do="hide", theme=second["id"], seen=0, hidden=True)
    after = httpx.get(address, headers={"if-none-match": before.headers["etag"]})
    titles = [one["text"]["fr"] for one in after.json()["labels"] if one["rank"] == 0]
    assert "Autrement" in titles and first["label"] not in titles
    assert second["label"] not in titles


def test_what_is_hidden_does_not_exist_for_the_others(small_bundle, database, curator):
    gone, *_ = tops(curator)
    do(curator, do="hide", theme=gone["id"], seen=0, hidden=True)
    assert FIRST in themes(curator, hidden=1) and FIRST not in themes(curator)
    for profile in ("kiosk", "public"):
        with visiting(small_bundle.parent, database_url=database, profile=profile) as visitor:
            assert {FIRST, gone["id"]}.isdisjoint(themes(visitor))
            assert gone["id"] not in [one["id"] for one in visitor.get("/facets").json()["themes"]]
            assert kept(visitor, FIRST) == kept(visitor, gone["id"]) == 0
            for id_ in (FIRST, gone["id"]):
                assert visitor.get(f"/themes/{id_}").status_code == 404
            assert visitor.get("/themes", params={"hidden": 1}).status_code == 403
            assert visitor.get("/theming").status_code == 404
            assert visitor.get("/theming/parts", params={"theme": 0}).status_code == 404
            do(visitor, 405, do="hide", theme=FIRST, seen=9, hidden=False)


def test_merged_split_and_taken_back(curator):
    one, other, *_ = tops(curator)
    n = do(curator, do="merge", theme=one["id"], seen=0, into=other["id"])["n"]
    assert kept(curator, one["id"]) == one["size"] + other["size"]
    preview = curator.get("/theming/parts", params={"theme": other["id"], "parts": 2}).json()
    seen = themes(curator)
    target = next(id_ for id_ in seen if id_ >= FIRST)
    do(curator, do="split", theme=target, seen=n, parts=2)
    parts = [one for one in tops(curator) if one["number"].count(".")]
    assert [part["size"] for part in parts] == [part["size"] for part in preview["results"]]
    assert [part["label"] for part in parts] == [part["label"] for part in preview["results"]]
    overview = {one["id"]: one["count"] for one in curator.get("/facets").json()["themes"]}
    assert all(overview[part["id"]] == part["size"] == kept(curator, part["id"]) for part in parts)
    told = curator.get("/theming").json()
    do(curator, do="undo", n=told["undo"])
    told = do(curator, do="undo", n=n)
    assert kept(curator, one["id"]) == one["size"]
    assert [change["did"] for change in told["history"]] == ["undo", "undo", "split", "merge"]


def test_two_windows_are_told_of_each_other(curator):
    one, other, *_ = tops(curator)
    do(curator, do="describe", theme=one["id"], seen=0, name={"fr": "A"})
    do(curator, do="describe", theme=other["id"], seen=0, name={"fr": "B"})
    answer = do(curator, 409, do="describe", theme=one["id"], seen=0, name={"fr": "C"})
    assert answer["by"]["detail"] == "fr: A"
    labels = [found["label"] for found in tops(curator)]
    assert "A" in labels and "B" in labels


def test_what_does_not_do_is_said_in_one_line(curator):
    for sent in (b"", b"[]", b'{"do":"drop"}', b'{"do":"undo","n":"1"}', b"[" * 50_000):
        reply = curator.put("/theming", content=sent, headers=JSON)
        assert reply.status_code == 422 and "\n" not in reply.json()["error"]
    assert curator.put("/theming", content=b"{}").status_code == 415
    assert curator.delete("/theming").status_code == 405
    other = {**JSON, "Sec-Fetch-Site": "cross-site"}
    assert curator.put("/theming", content=b"{}", headers=other).status_code == 403
    for params in ({"theme": 0, "parts": 1}, {"theme": 0, "parts": 9}, {"theme": "x"}):
        assert curator.get("/theming/parts", params=params).status_code == 422
    assert curator.get("/theming/parts", params={"theme": 999}).status_code == 404
    for id_ in ("-1", "x", "99999", "1" * 30, "٣"):
        assert curator.get(f"/themes/{id_}").status_code == 404
    assert curator.get("/theming").json()["n"] == 0
