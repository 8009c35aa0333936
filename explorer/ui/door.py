"""The door: who may come in where curators work.

With a login (``[auth]`` in Streamlit's secrets) only those come in whose role allows it: the pages
ask for the login, the routes for the cookie that it leaves, which Streamlit signs and renews.
Without one the curators' profile answers on this machine alone.
"""

from __future__ import annotations

import ipaddress
import json
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import cache
from http.cookies import CookieError, SimpleCookie
from typing import Any

import streamlit as st
from streamlit.auth_util import (
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
)
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from explorer.people import SCOPE, Person, person_of
from explorer.ui import house

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

WHY = (
    "Cimaise: in the profile 'curator' everything can be changed, and without a login nobody is "
    "asked who they are: it only listens on this machine (--server.address 127.0.0.1). Configure a "
    "login (docs/login.md), or set EXPLORER_PROFILE=public."
)
_GUARDED = ("api/", "data/", "iiif/", "metrics")
_OPEN = ("api/health",)


@cache
def has_login() -> bool:
    """Whether a login is configured, and asked for: curators' work alone is behind it."""
    return house.settings().profile == "curator" and bool(get_secrets_auth_section())


def keep_to_this_machine() -> None:
    """End the program, with one line that says why, where anybody could come and change things."""
    if house.settings().profile != "curator" or has_login():
        return
    if not is_loopback(st.get_option("server.address") or "0.0.0.0"):  # noqa: S104
        sys.stderr.write(f"{WHY}\n")
        raise SystemExit(2)


def is_loopback(address: str) -> bool:
    """Whether an address is one of this machine alone; the path of a socket is."""
    if address.startswith(("/", "unix:")) or address.casefold() == "localhost":
        return True
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)


class DoorMiddleware:
    """Lets in who may come in; see the module. The person goes along in the request's scope."""

    def __init__(self, app: App, *, base: str = "") -> None:
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or house.settings().profile != "curator":
            await self._app(scope, receive, send)
            return
        if not has_login():
            server = scope.get("server") or ("127.0.0.1", 0)
            if is_loopback(str(server[0])):
                await self._app(scope, receive, send)
            else:
                await _refuse(scope, send, 403, WHY)
            return
        path = str(scope["path"]).removeprefix(self._base).lstrip("/")
        guarded = path.startswith(_GUARDED) and path not in _OPEN
        if scope["type"] == "http" and guarded:
            person = person_at(_cookies(scope))
            if person is None or person.role is None:
                said = "log in first" if person is None else "this account may not curate here"
                await _refuse(scope, send, 401 if person is None else 403, said)
                return
            scope = {**scope, SCOPE: person}
        await self._app(scope, receive, send)


def person_at(cookies: Mapping[str, str]) -> Person | None:
    """Who the login's cookie is of; ``None`` for nobody."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        if value is None:
            return None
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))

    try:
        held = get_cookie_with_chunks(one, USER_COOKIE_NAME)
        claims = json.loads(held) if held else None
    except (ValueError, UnicodeError):
        return None
    if not isinstance(claims, dict) or not claims.get("is_logged_in"):
        return None
    # A cookie of another app of this host, on another port, is none of ours.
    if claims.get("origin") != get_origin_from_redirect_uri():
        return None
    return person_of(claims, house.settings())


def _cookies(scope: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name.lower() == b"cookie":
            try:
                parsed = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            found |= {key: morsel.value for key, morsel in parsed.items()}
    return found


async def _refuse(scope: Message, send: Send, status: int, said: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    body = json.dumps({"error": said}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"cache-control", b"no-store"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
