"""The door without a login: curators' work is done on this machine alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from explorer.ui import door, house


@pytest.fixture
def profile(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Takes a profile, as the environment of another process would."""

    def take(name: str) -> None:
        monkeypatch.setenv("EXPLORER_PROFILE", name)
        house.settings.cache_clear()
        door.has_login.cache_clear()

    yield take
    monkeypatch.undo()
    house.settings.cache_clear()
    door.has_login.cache_clear()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True),
        ("localhost", True), ("::ffff:127.0.0.1", True), ("/run/cimaise.sock", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.20", False), ("::ffff:10.0.0.1", False),
        ("cimaise.example.org", False), ("localhost.example.org", False), ("", False),
    ],
)  # fmt: skip
def test_which_addresses_are_of_this_machine(address: str, here: bool) -> None:
    assert door.is_loopback(address) is here


def asked(kind: str, server: tuple[str, int]) -> list[dict[str, Any]]:
    """What somebody is answered who comes over an address; ``through`` where they come in."""
    said: list[Any] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        said.append({"type": "through"})

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {"type": kind, "method": "GET", "path": "/", "headers": [], "server": server}
    # In a thread of its own: a browser opened before keeps a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, door.DoorMiddleware(inside)(scope, receive, send)).result()
    return said


def test_curators_are_reached_from_this_machine_alone(profile: Any) -> None:
    profile("curator")
    assert asked("http", ("127.0.0.1", 80)) == [{"type": "through"}]
    refused = asked("http", ("192.0.2.7", 80))
    assert refused[0]["status"] == 403 and b"only listens on this machine" in refused[1]["body"]
    assert asked("websocket", ("192.0.2.7", 80))[0]["type"] == "websocket.close"
    profile("public")
    assert asked("http", ("192.0.2.7", 80)) == [{"type": "through"}]
