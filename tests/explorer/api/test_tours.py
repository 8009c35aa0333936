"""Tours over real HTTP: made, read, replaced, refused, by several at once."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.serving import serving

TOURS = "/api/v1/small/tours"
JSON = {"content-type": "application/json"}
NEW = {**JSON, "if-none-match": "*"}


@pytest.fixture
def data(small_bundle: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(small_bundle, folder / "small", copy_function=os.link)
    return folder


@pytest.fixture
def client(data: Path) -> Iterator[httpx.Client]:
    with serving(data) as address, httpx.Client(base_url=address) as made:
        yield made


def tour(id_: str = "a", **changes: Any) -> str:
    stop = {"id": "s", "view": "map/0.5/0.5/1", "items": ["doc-9", "gone"]}
    whole = {"format": "cimaise-tour/1", "id": id_, "collection": "small", "stops": [stop]}
    return json.dumps(whole | changes)


def put(client: httpx.Client, id_: str = "a", headers: dict[str, str] = NEW, **changes: Any) -> Any:
    return client.put(f"{TOURS}/{id_}", content=tour(id_, **changes), headers=headers)


def refused(reply: httpx.Response, status: int) -> str:
    assert reply.status_code == status, reply.text
    assert reply.headers["cache-control"] == "no-store"
    told: str = reply.json()["error"]
    assert list(reply.json()) == ["error"] and "\n" not in told and len(told) < 300
    return told


def test_a_tour_is_made_read_replaced_and_deleted(client: httpx.Client, data: Path) -> None:
    empty = client.get(TOURS)
    assert empty.json() == {"tours": [], "writable": True}
    assert empty.headers["cache-control"] == "no-store"
    assert not (data / "cimaise.sqlite").exists(), "looking makes no file"

    made = put(client, title={"fr": "Été"})
    assert made.status_code == 201
    assert made.json().items() >= {"id": "a", "title": {"fr": "Été"}, "stops": 1}.items()
    read = client.get(f"{TOURS}/a")
    assert read.headers["etag"] == made.headers["etag"] == f'"{made.json()["version"]}"'
    assert read.headers["cache-control"] == "no-store"
    assert read.json()["stops"][0]["items"] == ["doc-9", "gone"]
    assert client.get(f"{TOURS}/a", headers={"if-none-match": read.headers["etag"]}).json()

    replaced = put(client, headers={**JSON, "if-match": made.headers["etag"]}, stops=[])
    assert replaced.status_code == 200 and replaced.headers["etag"] != made.headers["etag"]
    assert client.get(TOURS).json()["tours"] == [replaced.json()]
    assert client.head(f"{TOURS}/a").headers["etag"] == replaced.headers["etag"]

    match = {"if-match": made.headers["etag"]}
    refused(client.delete(f"{TOURS}/a", headers=match), 412)
    assert client.delete(f"{TOURS}/a").json() == {"deleted": "a"}
    refused(client.delete(f"{TOURS}/a"), 404)
    refused(client.get(f"{TOURS}/a"), 404)


def test_what_is_asked_of_what_is_there_must_hold(client: httpx.Client) -> None:
    first = put(client)
    refused(put(client), 412)
    assert "If-Match" in refused(put(client, headers=JSON), 409)
    for tag in ('"999"', "nonsense", ""):
        refused(put(client, headers={**JSON, "if-match": tag}), 412)
    refused(put(client, "b", headers={**JSON, "if-match": first.headers["etag"]}), 412)
    refused(put(client, "b", headers={**JSON, "if-match": "*"}), 412)
    either = f'"77", {first.headers["etag"]}'
    assert put(client, headers={**JSON, "if-match": either}).status_code == 200
    assert put(client, headers={**JSON, "if-match": "*"}).status_code == 200
    # A proxy that compresses makes validators weak; the version that they name is the same.
    weak = f"W/{client.get(f'{TOURS}/a').headers['etag']}"
    assert put(client, headers={**JSON, "if-match": weak}).status_code == 200
    assert put(client, "b", headers=JSON).status_code == 201


def test_tours_are_put_in_order(client: httpx.Client) -> None:
    for id_ in ("a", "b", "c"):
        put(client, id_)
    told = client.put(TOURS, json={"order": ["c", "a", "b"]})
    assert [entry["id"] for entry in told.json()["tours"]] == ["c", "a", "b"]
    assert client.get(TOURS).json() == told.json()
    for order in (["a", "b"], ["a", "b", "c", "c"], ["a", "b", "d"]):
        refused(client.put(TOURS, json={"order": order}), 409)
    for wrong in (
        {},
        [],
        {"order": "abc"},
        {"order": [1]},
        {"order": ["A"]},
        {"order": [], "x": 1},
    ):
        refused(client.put(TOURS, json=wrong), 422)
    refused(client.put(TOURS, content=b"{", headers=JSON), 422)


def test_only_curators_write_and_the_others_still_read(data: Path, small_bundle: Path) -> None:
    with serving(data) as address:
        httpx.put(f"{address}{TOURS}/a", content=tour(), headers=JSON)
    for profile in ("public", "kiosk"):
        with (
            serving(data, profile=profile) as address,
            httpx.Client(base_url=address) as client,
        ):
            told = client.get(TOURS).json()
            assert [entry["id"] for entry in told["tours"]] == ["a"] and not told["writable"]
            assert client.get(f"{TOURS}/a").status_code == 200
            refused(put(client, "b"), 405)
            refused(client.delete(f"{TOURS}/a"), 405)
            refused(client.put(TOURS, json={"order": ["a"]}), 405)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "SELF"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/jsonp"}, 415),
        ({"content-type": ""}, 415),
        ({"sec-fetch-site": "same-origin", "origin": "http://behind.example"}, 201),
        ({"origin": "SELF"}, 201),
        ({"content-type": "application/json; charset=utf-8"}, 201),
    ],
    ids=str,
)
def test_other_sites_cannot_write_in_a_curators_name(
    client: httpx.Client, headers: dict[str, str], status: int
) -> None:
    own = str(client.base_url).rstrip("/")
    headers = {name: value.replace("SELF", own) for name, value in headers.items()}
    reply = put(client, headers=NEW | headers)
    assert reply.status_code == status, reply.text
    if status == 403:
        refused(client.delete(f"{TOURS}/a", headers=headers), 403)
    assert len(client.get(TOURS).json()["tours"]) == (status == 201)


def test_nothing_is_allowed_to_other_sites(client: httpx.Client) -> None:
    asked = {"origin": "http://evil.example", "access-control-request-method": "PUT"}
    reply = client.options(f"{TOURS}/a", headers=asked)
    refused(reply, 405)
    assert not [name for name in reply.headers if name.startswith("access-control")]
    for method in ("POST", "PATCH", "TRACE"):
        refused(client.request(method, f"{TOURS}/a"), 405)
    assert "PUT" in client.post(TOURS).headers["allow"]
    refused(client.delete(TOURS), 405)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 500_000, b'{"id":"a","id":"b"}', b"1e999"],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_tour_is_refused(client: httpx.Client, body: bytes) -> None:
    refused(client.put(f"{TOURS}/a", content=body, headers=NEW), 422)


def test_a_tour_is_of_its_address(client: httpx.Client) -> None:
    assert "id" in refused(client.put(f"{TOURS}/b", content=tour("a"), headers=NEW), 422)
    assert "collection" in refused(put(client, collection="other"), 422)
    told = refused(put(client, stops=[{"id": "s", "view": "map/0.5/0.5/1", "seconds": 1}]), 422)
    assert told.startswith("stops[0].seconds")
    elsewhere = TOURS.replace("small", "nobody")
    refused(client.put(f"{elsewhere}/a", content=tour(), headers=NEW), 404)
    refused(client.get(elsewhere), 404)


@pytest.mark.parametrize(
    "id_",
    [
        "..",
        "../items/doc-9",
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "A",
        "a%00",
        "a'--",
        "é",
        "a" * 65,
    ],
)
def test_an_address_of_no_tour_leads_nowhere(client: httpx.Client, data: Path, id_: str) -> None:
    before = sorted(path.name for path in data.parent.rglob("*"))
    place = urlsplit(str(client.base_url))
    body = tour()
    for method in ("GET", "PUT", "DELETE"):
        with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
            asked = f"{method} {TOURS}/{id_} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            asked += "Content-Type: application/json\r\n"
            sent = asked.encode() + f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
            connection.sendall(sent)
            reply = connection.recv(65536)
        assert int(reply.split(b" ", 2)[1]) in (400, 404, 405, 422), reply[:200]
        assert b"root:" not in reply and b"Traceback" not in reply
    assert client.get(TOURS).json()["tours"] == []
    assert sorted(path.name for path in data.parent.rglob("*")) == before


def test_what_is_too_large_is_refused_before_it_is_read(client: httpx.Client) -> None:
    refused(client.put(f"{TOURS}/a", content=b" " * 1_000_001, headers=NEW), 413)

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    try:
        reply = client.put(f"{TOURS}/a", content=endless(), headers=NEW)
    except httpx.WriteError:
        pass  # hung up on in the middle
    else:
        refused(reply, 413)
    place = urlsplit(str(client.base_url))
    for length in (b"9" * 30, b"100000000000"):
        with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
            head = f"PUT {TOURS}/a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            connection.sendall(head.encode() + b"Content-Length: " + length + b"\r\n\r\n")
            assert int(connection.recv(4096).split(b" ", 2)[1]) in (400, 413)
    assert put(client).status_code == 201


def test_the_largest_tour_fits_and_is_sent_in_pieces_too(client: httpx.Client) -> None:
    stops = [
        {
            "id": f"s{n}",
            "view": f"map/0.{n:03}/0.5/3",
            "text": {"fr": "é" * 1000},
            "region": [[k / 100, 0.5] for k in range(50)],
        }
        for n in range(200)
    ]
    body = tour(stops=stops).replace("\\u00e9", "é").encode()
    assert 500_000 < len(body) < 1_000_000
    pieces = (body[at : at + 10_000] for at in range(0, len(body), 10_000))
    assert client.put(f"{TOURS}/a", content=pieces, headers=NEW).status_code == 201
    assert len(client.get(f"{TOURS}/a").json()["stops"]) == 200


def test_of_curators_who_write_at_the_same_time_one_wins(client: httpx.Client) -> None:
    tag = put(client).headers["etag"]

    def write(n: int) -> int:
        headers = {**JSON, "if-match": tag}
        status: int = put(client, headers=headers, title={"fr": str(n)}).status_code
        return status

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(write, range(16)))
    assert sorted(answers) == [200] + [412] * 15
    assert client.get(f"{TOURS}/a").json()["title"] == {"fr": str(answers.index(200))}


def test_two_servers_of_one_folder_agree(client: httpx.Client, data: Path) -> None:
    with serving(data) as address, httpx.Client(base_url=address) as other:
        put(client)
        assert [entry["id"] for entry in other.get(TOURS).json()["tours"]] == ["a"]
        refused(put(other), 412)
        other.delete(f"{TOURS}/a")
        refused(client.get(f"{TOURS}/a"), 404)


def test_a_damaged_database_is_said_and_left(client: httpx.Client, data: Path) -> None:
    path = data / "cimaise.sqlite"
    path.write_bytes(b"no database, but all I have\n" * 50)
    held = path.read_bytes()
    for reply in (client.get(TOURS), put(client), client.delete(f"{TOURS}/a")):
        told = refused(reply, 503)
        assert str(data) not in told, "visitors are not told where it lies"
    assert path.read_bytes() == held
    assert client.get("/api/v1/small").status_code == 200


def test_a_board_is_taken_away_as_a_file(client: httpx.Client, data: Path) -> None:
    from explorer.exhibitions.store import Store

    store = Store(data / "cimaise.sqlite")
    ids = ["doc-9", "=cmd()", "gone", "a/b é/similar"]
    store.add_to_board(collection="small", ids=ids)
    board = store.boards(collection="small")[0].id
    store.rename_board(collection="small", board=board, name='Été "2026"\u2028; x')
    notes = {"en": '-1+1, "quoted"\nnext'}
    store.note_on_board(collection="small", board=board, item="doc-9", notes=notes)
    address = f"/api/v1/small/boards/{board}"
    told = client.get(f"{address}.json", params={"lang": "en"})
    assert told.headers["content-disposition"] == 'attachment; filename="t-2026-x.json"'
    assert told.headers["cache-control"] == "no-store"
    content = told.json()
    assert [entry["id"] for entry in content["items"]] == ids
    assert content["items"][0]["record"]["title"] == "Horse no. 9"
    assert content["items"][0]["notes"] == notes and "record" not in content["items"][2]

    table = client.get(f"{address}.csv", params={"lang": "fr"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    import csv
    import io

    assert table.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["doc-9", "'=cmd()", "gone", "a/b é/similar"]
    assert [row["place"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["in_collection"] for row in rows] == ["yes", "no", "no", "yes"]
    assert rows[0]["title"] == "Cheval n° 9"
    assert rows[0]["note_en"] == "'" + notes["en"] and rows[0]["note_fr"] == ""
    for wrong in ("nobody", "..%2f..%2fetc", "A", board + "x"):
        refused(client.get(f"/api/v1/small/boards/{wrong}.json"), 404)
    refused(client.get(f"{address}.exe"), 404)
    with serving(data, profile="public") as public:
        refused(httpx.get(f"{public}{address}.json"), 404)
