"""Exhibitions and boards over real HTTP: worked on by curators, seen by visitors when published."""

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
from tests.explorer.exhibitions.test_exhibition import whole
from tests.explorer.iiif.validating import check
from tests.serving import serving

ROOT = "/api/v1/small"
ONE = f"{ROOT}/exhibitions/chevaux"
JSON = {"content-type": "application/json"}
NEW = {**JSON, "if-none-match": "*"}


@pytest.fixture(scope="module")
def shared(small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("curating") / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    return folder


@pytest.fixture(scope="module")
def servers(shared: Path) -> Iterator[dict[str, httpx.Client]]:
    """The same folder as each profile has it."""
    with (
        serving(shared) as curator,
        serving(shared, profile="public") as public,
        serving(shared, profile="kiosk") as kiosk,
    ):
        places = {"curator": curator, "public": public, "kiosk": kiosk}
        yield {name: httpx.Client(base_url=place) for name, place in places.items()}


@pytest.fixture
def client(servers: dict[str, httpx.Client], shared: Path) -> httpx.Client:
    for kept in shared.glob("cimaise.sqlite*"):
        kept.unlink()
    return servers["curator"]


def put(client: httpx.Client, headers: dict[str, str] = NEW, **changes: Any) -> httpx.Response:
    document = whole(**changes)
    return client.put(
        f"{ROOT}/exhibitions/{document['id']}", content=json.dumps(document), headers=headers
    )


def refused(reply: httpx.Response, status: int) -> str:
    assert reply.status_code == status, reply.text
    assert reply.headers["cache-control"] == "no-store"
    told: str = reply.json()["error"]
    assert list(reply.json()) == ["error"] and "\n" not in told and len(told) < 300
    return told


def test_visitors_see_what_is_published_and_never_a_draft(
    client: httpx.Client, servers: dict[str, httpx.Client]
) -> None:
    made = put(client)
    assert made.status_code == 201 and made.json()["state"] == "draft"
    visitors = [servers["public"], servers["kiosk"]]
    for visitor in visitors:
        assert visitor.get(f"{ROOT}/exhibitions").json() == {"exhibitions": [], "writable": False}
        for address in (ONE, f"{ONE}/shown", f"{ONE}?version={made.json()['version']}"):
            refused(visitor.get(address), 404)
        for address in (f"{ONE}/versions", f"{ONE}/publication", f"{ROOT}/acts", f"{ROOT}/boards"):
            refused(visitor.get(address), 404)
        refused(put(visitor, title={"fr": "Non"}), 405)
        refused(visitor.put(f"{ONE}/publication", json={"publish": 1}), 405)
        refused(visitor.delete(ONE), 405)
    published = client.put(f"{ONE}/publication", json={"publish": made.json()["version"]})
    assert published.json()["state"] == "published"
    match = {**JSON, "if-match": made.headers["etag"]}
    later = put(client, headers=match, title={"fr": "Encore secret"})
    assert later.status_code == 200 and later.json()["changed"]
    for visitor in visitors:
        (entry,) = visitor.get(f"{ROOT}/exhibitions").json()["exhibitions"]
        assert entry["title"]["fr"] == "Chevaux" and "version" not in entry and "who" not in entry
        told = visitor.get(ONE)
        assert told.json()["title"]["fr"] == "Chevaux"
        assert "secret" not in visitor.get(f"{ONE}?version={later.json()['version']}").text
        assert "secret" not in visitor.get(f"{ONE}/shown").text
    assert client.get(f"{ONE}/shown").json()["title"]["text"] == "Encore secret"
    assert client.delete(f"{ONE}/publication").json()["state"] == "withdrawn"
    for visitor in visitors:
        refused(visitor.get(ONE), 404)
    refused(client.delete(f"{ONE}/publication"), 409)


def test_of_two_curators_the_slower_is_told_by_whom(client: httpx.Client) -> None:
    first = put(client).headers["etag"]
    zoe = {**JSON, "if-match": first, passes.HEADER: passes.issue("Zoé")}
    second = put(client, headers=zoe, title={"fr": "De Zoé"})
    assert second.json()["who"] == "Zoé"
    told = refused(put(client, headers={**JSON, "if-match": first}, title={"fr": "Non"}), 412)
    assert "Zoé" in told
    refused(put(client), 412)
    kept = client.get(f"{ONE}/versions").json()["versions"]
    assert [one["title"]["fr"] for one in kept] == ["De Zoé", "Chevaux"]
    version = kept[1]["version"]
    assert client.get(f"{ONE}?version={version}").json()["title"]["fr"] == "Chevaux"
    refused(
        client.put(f"{ONE}/versions", json={"restore": version}, headers={"if-match": first}), 409
    )
    back = client.put(f"{ONE}/versions", json={"restore": version})
    assert back.json()["title"]["fr"] == "Chevaux"
    did = [(act["did"], act["who"]) for act in client.get(f"{ROOT}/acts").json()["acts"]]
    assert did == [("restore", ""), ("write", "Zoé"), ("create", "")]
    forged = {**JSON, "if-match": back.headers["etag"], passes.HEADER: "Wm_DqQ.0000"}
    assert put(client, headers=forged, title={"fr": "x"}).json()["who"] == ""


def test_what_is_to_be_settled_is_told_and_may_block(client: httpx.Client) -> None:
    empty = put(client, title={}, sections=[], introduction={})
    left = client.get(f"{ONE}/publication").json()
    assert left["version"] == empty.json()["version"]
    assert [one["code"] for one in left["unsettled"] if one["blocks"]] == ["title", "title", "none"]
    refused(client.put(f"{ONE}/publication", json={"publish": left["version"]}), 409)
    for wrong in ({"publish": "1"}, {"publish": -1}, {"publish": True}, {}, [], {"restore": 1}):
        refused(client.put(f"{ONE}/publication", json=wrong), 422)
    refused(client.put(f"{ONE}/publication", json={"publish": 99_999}), 404)
    refused(client.put(f"{ONE}/versions", json={"restore": 99_999}), 404)


def test_it_hangs_with_its_pictures_in_a_language(client: httpx.Client) -> None:
    text = {"fr": "Un **mot** <b>[x](javascript:y)</b>"}
    exhibits = [{"item": "doc-9", "caption": {"fr": "*Ici*"}}, {"item": "gone"}]
    wall = {"id": "w", "kind": "wall", "text": text, "exhibits": exhibits}
    lost = {"id": "l", "kind": "wall", "heading": {"fr": "Perdus"}, "exhibits": exhibits[1:]}
    told_of = lost | {"id": "t", "text": {"fr": "On les cherche."}}
    part = {"id": "p", "kind": "text", "heading": {"fr": "Deuxième partie"}}
    sections = [wall, lost, told_of, part]
    put(client, sections=sections, title={"fr": "Chevaux"}, cover=None)
    told = client.get(f"{ONE}/shown?lang=en").json()
    assert told["title"] == {"lang": "fr", "text": "Chevaux"}
    assert told["left_out"]["gone"] == 3
    assert [one["id"] for one in told["sections"]] == ["w", "t", "p"], "no heading over nothing"
    section = told["sections"][0]
    assert section["text"]["lang"] == "fr"
    pieces = section["text"]["blocks"][0]["lines"][0]
    assert [piece["kind"] for piece in pieces] == ["text", "strong", "text"]
    (exhibit,) = section["exhibits"]
    assert exhibit["item"]["title"] == "Horse no. 9"
    assert exhibit["caption"]["pieces"][0]["kind"] == "emphasis"
    refused(client.get(f"{ONE}/shown?lang=de"), 422)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 500_000, b'{"id":"chevaux"}'],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_exhibition_is_refused(client: httpx.Client, body: bytes) -> None:
    refused(client.put(ONE, content=body, headers=NEW), 422)
    refused(client.put(f"{ONE}/publication", content=body, headers=JSON), 422)
    refused(client.put(f"{ROOT}/boards", content=body, headers=JSON), 422)


def test_other_sites_cannot_write_and_large_bodies_are_not_read(client: httpx.Client) -> None:
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "same-site"}):
        refused(put(client, headers=NEW | headers), 403)
        refused(client.put(f"{ROOT}/boards", json={"do": "create"}, headers=headers), 403)
    refused(client.put(ONE, content=b" " * 1_000_001, headers=NEW), 413)
    refused(client.put(ONE, content=b"{}", headers={"content-type": "text/plain"}), 415)
    refused(client.put(f"{ROOT}/exhibitions/autre", content=json.dumps(whole()), headers=NEW), 422)
    refused(put(client, collection="other"), 422)
    for wrong in ("..%2fx", "A", "é", "x" * 65):
        refused(client.get(f"{ROOT}/exhibitions/{wrong}"), 404)
    assert client.get(f"{ROOT}/exhibitions").json()["exhibitions"] == []
    assert client.get(f"{ROOT}/boards").json()["boards"] == []


def test_exhibitions_are_put_in_order_and_deleted(client: httpx.Client) -> None:
    for id_ in "abc":
        put(client, id=id_)
    told = client.put(f"{ROOT}/exhibitions", json={"order": ["c", "a", "b"]}).json()
    assert [entry["id"] for entry in told["exhibitions"]] == ["c", "a", "b"]
    refused(client.put(f"{ROOT}/exhibitions", json={"order": ["c"]}), 409)
    refused(client.put(f"{ROOT}/exhibitions", json={"order": "c"}), 422)
    assert client.delete(f"{ROOT}/exhibitions/a").json() == {"deleted": "a"}
    refused(client.delete(f"{ROOT}/exhibitions/a"), 404)
    refused(client.delete(f"{ROOT}/exhibitions"), 405)


def test_a_board_is_worked_on_by_acts(client: httpx.Client) -> None:
    made = client.put(f"{ROOT}/boards", json={"do": "add", "ids": ["doc-9", "nobody", "doc-6"]})
    board = made.json()
    assert [item["id"] for item in board["items"]] == ["doc-9", "doc-6"]
    one = f"{ROOT}/boards/{board['id']}"
    act = lambda **what: client.put(one, json=what)  # noqa: E731
    told = act(do="mark", ids=["doc-6"], status="kept").json()
    assert [item["status"] for item in told["items"]] == ["proposed", "kept"]
    assert act(do="move", item="doc-6", to=0).json()["items"][0]["id"] == "doc-6"
    noted = act(do="note", item="doc-9", notes={"fr": "Ici"}).json()
    assert noted["items"][1]["notes"] == {"fr": "Ici"} and noted["undo"]["did"] == "note"
    back = act(do="undo", past=noted["undo"]["past"]).json()
    assert back["items"][1]["notes"] == {}
    refused(act(do="undo", past=noted["undo"]["past"]), 409)
    copy = act(do="duplicate", name="Copie").json()
    assert copy["id"] != board["id"] and len(copy["items"]) == 2
    client.put(f"{ROOT}/boards/{copy['id']}", json={"do": "add", "ids": ["doc-12"]})
    assert len(act(do="merge", other=copy["id"]).json()["items"]) == 3
    listed = client.get(f"{ROOT}/boards").json()["boards"]
    assert listed[0]["first"] == ["doc-6", "doc-9", "doc-12"] and listed[0]["created"]
    assert [(entry["name"], entry["archived"]) for entry in listed] == [
        ("", False),
        ("Copie", True),
    ]
    for wrong in ({}, {"do": "steal"}, {"do": "mark", "ids": ["a"], "status": "x"}, {"do": "undo"}):
        refused(client.put(one, json=wrong), 422)
    refused(act(do="add", ids=["nobody"]), 404)
    refused(act(do="move", item="nobody", to=0), 404)
    refused(client.put(f"{ROOT}/boards/nobody", json={"do": "rename", "name": "x"}), 404)
    assert client.get(f"{one}.csv").status_code == 200
    assert client.delete(one).json() == {"deleted": board["id"]}
    refused(client.get(one), 404)


def test_a_board_is_lent_to_other_viewers_as_a_manifest(client: httpx.Client) -> None:
    ids = [f"doc-{n}" for n in (9, 6, 15)]
    board = client.put(f"{ROOT}/boards", json={"do": "add", "ids": ids}).json()
    one = f"{ROOT}/boards/{board['id']}"
    client.put(one, json={"do": "rename", "name": "Chevaux"})
    client.put(one, json={"do": "mark", "ids": ids[1:2], "status": "aside"})
    client.put(one, json={"do": "note", "item": ids[0], "notes": {"fr": "Trop cher"}})
    told = client.get(f"{one}/manifest.json")
    assert told.headers["content-disposition"] == 'attachment; filename="Chevaux-manifest.json"'
    made = told.json()
    check(made)
    assert made["label"] == {"fr": ["Chevaux"], "en": ["Chevaux"]}
    assert [canvas["id"].split("/")[-2] for canvas in made["items"]] == [ids[0], ids[2]]
    assert "Trop cher" not in told.text and client.get(made["id"]).json() == made
    client.put(one, json={"do": "mark", "ids": ids, "status": "aside"})
    refused(client.get(f"{one}/manifest.json"), 404)
    refused(client.get(f"{ROOT}/boards/nobody/manifest.json"), 404)
    client.delete(one)


def test_the_balance_of_a_board_and_what_lies_between_two_pictures(client: httpx.Client) -> None:
    ids = [f"doc-{n}" for n in (9, 6, 15)]
    board = client.put(f"{ROOT}/boards", json={"do": "add", "ids": ids}).json()
    one = f"{ROOT}/boards/{board['id']}"
    told = client.get(f"{one}/balance?lang=fr").json()
    assert told["pictures"] == 3 and told["items"] == 60
    assert sum(bar["all"] for bar in told["themes"]) <= 60
    assert 0 < sum(bar["here"] for bar in told["themes"]) <= 3
    client.put(one, json={"do": "mark", "ids": ids[:1], "status": "aside"})
    assert client.get(f"{one}/balance").json()["pictures"] == 2
    found = client.get(f"{ROOT}/between?from=doc-9&to=doc-12&k=4").json()
    between = [item["id"] for item in found["results"]]
    assert 0 < len(between) <= 4 and not {"doc-9", "doc-12"} & set(between)
    assert len(set(between)) == len(between)
    assert client.get(f"{ROOT}/between?from=doc-9&to=doc-9").json()["results"] == []
    refused(client.get(f"{ROOT}/between?from=doc-9&to=nobody"), 404)
    refused(client.get(f"{ROOT}/between?from=doc-9&to=doc-6&k=99"), 422)
