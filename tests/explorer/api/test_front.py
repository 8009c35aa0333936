"""What every request passes first: headers, limits, the gate; slow and huge requests."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg

from explorer.api.front import front
from explorer.api.gate import GateMiddleware
from explorer.api.limits import MOST_CLIENTS, Allowances, client
from explorer.api.security import PAGE, SHELL, policy
from explorer.settings import Settings
from tests.coroutines import finished


@contextlib.contextmanager
def fronted(base: str = "", **settings: Any) -> Iterator[str]:
    """A server whose every address answers, behind the front of a profile."""

    async def anything(request: Any) -> Any:
        return HTMLResponse("<p>shell</p>") if request.url.path == "/" else PlainTextResponse("ok")

    every = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
    app = Starlette(
        routes=[Route("/{rest:path}", anything, methods=every)],
        middleware=front(Settings(**settings), base=base),
    )
    with running(app) as root:
        yield root


@contextlib.contextmanager
def running(app: Starlette) -> Iterator[str]:
    """An application on a free port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(timeout=10)


STREAMLIT = (
    "/_stcore/upload_file/session/file",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/agent/openapi.json",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/component/anything/index.html",
    "/media/file.png",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)
EVERY = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS")


@pytest.mark.parametrize("profile", ["public", "kiosk"])
def test_what_streamlit_would_let_anybody_do_is_not_there(profile: str) -> None:
    with fronted(profile=profile) as root, httpx.Client(base_url=root) as asking:
        for path in STREAMLIT:
            assert {asking.request(method, path).status_code for method in EVERY} == {404}, path
        for path in ("/recherche", "/_stcore/health", "/_stcore/host-config", "/static/js/x.js"):
            assert asking.get(path).status_code == 200
            assert {asking.request(way, path).status_code for way in EVERY[1:]} == {405}, path
        assert asking.put("/api/v1/x").status_code == 200  # the routes say it themselves


def test_curators_are_let_through() -> None:
    with fronted(profile="curator") as root:
        assert httpx.put(f"{root}/_stcore/upload_file/session/file").status_code == 200


def test_headers_say_what_a_page_may_do() -> None:
    with fronted(profile="curator") as root:
        headers = httpx.get(f"{root}/").headers
    assert headers["content-security-policy"] == policy(SHELL)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=()" in headers["permissions-policy"]
    for directives in (SHELL, PAGE):
        assert directives["frame-ancestors"] == "'none'"
        scripts = directives["script-src"]
        assert "unsafe" not in scripts and "http" not in scripts and "*" not in scripts


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({"rerun_script": {}}, True),
        ({"stop_script": True}, True),
        ({"clear_cache": True}, False),
        ({"load_git_info": True}, False),
        ({"file_urls_request": {"request_id": "x", "file_names": ["a.png"]}}, False),
        ({"set_run_on_save": True}, False),
    ],
)
def test_a_page_says_only_what_a_visitor_does(said: dict[str, Any], heard: bool) -> None:
    told = BackMsg(**said).SerializeToString()
    messages = [
        {"type": "websocket.receive", "bytes": told},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    got: list[Any] = []

    async def app(_: Any, receive: Any, __: Any) -> None:
        got.append(await receive())

    async def receive() -> Any:
        return messages.pop(0)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
    finished(GateMiddleware(app, base="")(scope, receive, None))
    assert (got[0]["type"] == "websocket.receive") is heard


def test_too_many_searches_are_answered_kindly_and_the_rest_goes_on() -> None:
    with fronted(profile="public", searches_a_minute=3, pictures_a_minute=1) as root:
        search = f"{root}/api/v1/small/search"
        told = [httpx.get(search, params={"q": "x"}) for _ in range(5)]
        assert [one.status_code for one in told] == [200, 200, 200, 429, 429]
        last = told[-1]
        assert 1 <= int(last.headers["retry-after"]) <= 20
        assert "Attendez" in last.json()["error"]
        spoken = {"accept-language": "en-GB"}
        assert "Please wait" in httpx.get(search, headers=spoken).json()["error"]
        assert httpx.get(f"{root}/data/x/thumbs/y-256.webp").status_code == 200
        assert httpx.get(f"{root}/c/small/").status_code == 200
        assert httpx.post(f"{search}/image").status_code == 200
        assert httpx.post(f"{search}/image").status_code == 429


def test_a_header_that_is_nobody_s_word_wins_nothing() -> None:
    with fronted(profile="public", searches_a_minute=2) as root:
        codes = [
            httpx.get(f"{root}/api/v1/x/search", headers={"x-forwarded-for": f"10.0.0.{n}"})
            for n in range(4)
        ]
        assert [one.status_code for one in codes] == [200, 200, 429, 429]


def test_behind_a_proxy_each_visitor_has_a_share() -> None:
    with fronted(profile="public", searches_a_minute=2, proxies=1) as root:
        for n in range(4):
            # What the visitor claims stands before what the proxy adds.
            headers = {"x-forwarded-for": f"1.2.3.4, 10.0.0.{n}"}
            assert httpx.get(f"{root}/api/v1/x/search", headers=headers).status_code == 200
        for status in (200, 429):
            headers = {"x-forwarded-for": "9.9.9.9, 10.0.0.0"}
            assert httpx.get(f"{root}/api/v1/x/search", headers=headers).status_code == status


def test_a_household_is_one_client_and_a_kiosk_has_no_limits() -> None:
    scope = {"type": "http", "headers": [], "client": ("2001:db8:1:2:3::4", 1)}
    other = scope | {"client": ("2001:db8:1:2:ffff::1", 1)}
    assert client(scope, proxies=0) == client(other, proxies=0)
    assert client(scope | {"client": None}, proxies=0) == "unknown"
    with fronted(profile="kiosk", searches_a_minute=1) as root:
        assert {httpx.get(f"{root}/api/v1/x/search").status_code for _ in range(3)} == {200}


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 30)), max_size=60))
def test_nobody_gets_more_than_a_minute_s_share_and_a_minute_s_filling(
    asked: list[tuple[int, float]],
) -> None:
    now = [0.0]
    allowances = Allowances({"searches": 5, "pictures": 0, "visits": 0}, clock=lambda: now[0])
    granted: dict[int, int] = {}
    for who, later in asked:
        now[0] += later
        wait = allowances.take(str(who), "searches")
        assert wait >= 0
        granted[who] = granted.get(who, 0) + (wait == 0)
    assert all(count <= 5 + now[0] * 5 / 60 + 1e-6 for count in granted.values())
    assert allowances.take("anybody", "pictures") == 0


def test_memory_of_clients_is_bounded() -> None:
    allowances = Allowances({"searches": 1, "pictures": 1, "visits": 1})
    for number in range(MOST_CLIENTS + 500):
        allowances.take(str(number), "searches")
    assert len(allowances) == MOST_CLIENTS


def test_slow_visitors_keep_nobody_waiting(served: str) -> None:
    """Connections that say half of what they want, and no more, are cheap."""
    place = urlsplit(served)
    with contextlib.ExitStack() as held:
        for _ in range(150):
            slow = held.enter_context(socket.create_connection((place.hostname, place.port)))
            slow.sendall(b"GET /api/health HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert httpx.get(f"{served}/api/health", timeout=60).status_code == 200


def test_below_a_base_path_the_gate_is_the_same() -> None:
    with fronted("gallery", profile="public") as root:
        assert httpx.put(f"{root}/gallery/_stcore/upload_file/a/b").status_code == 404
        assert httpx.put(f"{root}/gallery/recherche").status_code == 405
