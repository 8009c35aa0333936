"""Addresses that try to leave their place, sent as bytes so that no client cleans them."""

import contextlib
import socket
from urllib.parse import urlsplit

import pytest

SECRET = b"root:"

ADDRESSES = [
    "/viewer/../settings.py",
    "/viewer/..%2fsettings.py",
    "/viewer/%2e%2e/%2e%2e/etc/passwd",
    "/viewer//etc/passwd",
    "/viewer/%00.js",
    "/viewer/a.js%00.txt",
    "/viewer/A.JS",
    "/data/../../../etc/passwd",
    "/data/small/thumbs/../collection.json.webp",
    "/data/small/thumbs/..%2f..%2fetc%2fpasswd.webp",
    "/data/small/thumbs/%2e%2e-256.webp",
    "/data/..%2f..%2fetc/thumbs/x.webp",
    "/data/%2e%2e/thumbs/x-256.webp",
    "/data/small/{version}/sheets/../../0/0/0.webp",
    "/data/small/{version}/sheets/..%2f../0/0/0.webp",
    "/data/small/{version}/sheets/%2e%2e/density.png",
    "/data/small/{version}/sheets/map/0/0/1.webp",
    "/data/small/{version}/sheets/map/99/0/0.webp",
    "/data/small/{version}/sheets/map/-1/0/0.webp",
    "/data/small/{version}/sheets/map/0/0/0.json",
    "/data/small/{version}/sheets/map/0/0/0.webp.bin",
    "/data/small/{version}/sheets/map/" + "9" * 5000 + "/0/0.webp",
    "/data/small/{version}/sheets/MAP/density.png",
    "/api/v1/..%2f..%2fetc",
    "/api/v1/%2e%2e",
    "/api/v1/.work",
    "/api/v1/small/items/",
    "/api/v1/small/items/%",
    "/api/v1/small/items/%zz",
    "/api/v1/small/items/%ff%fe",
    "/api/v1/small/items/%00",
    "/api/v1/small/items/' OR 1=1 --",
    "/api/v1/small/items/..%2f..%2f..%2fetc%2fpasswd%00",
    "/api/v1/small/items/" + "a" * 20_000,
    "/api/v1/small/items//similar",
    "/api/v1/small/items/similar/similar/similar",
]


def ask(served, target, *, headers=b""):
    place = urlsplit(served)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        request = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".replace(
            " OR ", "%20"
        )
        connection.sendall(request.encode("latin-1") + headers + b"\r\n")
        reply = b""
        while part := connection.recv(65536):
            reply += part
    return reply


@pytest.fixture(scope="module")
def version(small_bundle):
    from explorer.bundle import read_manifest

    return read_manifest(small_bundle).version


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:60])
def test_no_address_leaves_its_place(served, version, address):
    target = address.replace("{version}", version).replace(" ", "%20")
    reply = ask(served, target)
    status = int(reply.split(b" ", 2)[1])
    assert status in (400, 404, 410), reply[:300]
    assert SECRET not in reply
    assert b"Traceback" not in reply


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%00",
        "q=%ff%fe%fd",
        "q=%22%29%20OR%201%3D1%20--",
        "q=title%3A%2a",
        "q=NEAR%28a%20b%2C%201%29",
        "q=%f0%9f%96%bc",
        "q=a&q=b&q=c",
        "q=%",
        "q=" + "%20" * 300,
        "q=" + "%22" * 300,
        "q=" + "a%20" * 75,
        "q=vase&unknown=1&k=&offset=&lang=",
        "q=vase&" + "&".join(f"x{i}=1" for i in range(2000)),
        "",
    ],
    ids=lambda query: query[:30],
)
def test_no_query_breaks_the_search(served, query):
    reply = ask(served, f"/api/v1/small/search?{query}")
    assert int(reply.split(b" ", 2)[1]) == 200, reply[:300]


def test_huge_addresses_and_headers_are_refused_and_the_server_lives(served):
    for target, headers in (
        ("/api/v1/small/search?q=" + "a" * 1_000_000, b""),
        ("/api/health", b"X: " + b"a" * 1_000_000 + b"\r\n"),
    ):
        with contextlib.suppress(ConnectionError):  # cut off in the middle is refused too
            assert b" 200 " not in ask(served, target, headers=headers)[:20]
    assert b" 200 " in ask(served, "/api/health")[:20]


@pytest.mark.parametrize(
    "header",
    [
        b"Accept-Encoding: \xff\xfe, gzip;q=,;;;\r\n",
        b"If-None-Match: \xff\r\n",
        b"If-None-Match: " + b'"a",' * 5000 + b"\r\n",
        b"Range: bytes=99999-\r\n",
    ],
    ids=["encoding", "tag", "tags", "range"],
)
def test_odd_headers_are_borne(served, header):
    assert int(ask(served, "/api/v1/small", headers=header).split(b" ", 2)[1]) in (200, 400)
