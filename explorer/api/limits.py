"""How much one client may ask for: searches, pictures shown, visits begun. Kindly refused beyond.

Nothing is kept of a client but how much is left to it, for some minutes and in bounded memory.
"""

from __future__ import annotations

import ipaddress
import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Literal

from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.api.replies import error_reply, wire
from explorer.ui.i18n import accepted, choose, translator

Kind = Literal["searches", "pictures", "visits"]
MOST_CLIENTS = 20_000
"""Clients remembered; whoever was not seen for longest is forgotten first."""

_SEARCHES = re.compile(
    r"/api/v1/[^/]+/(?:search|facets|mask|cloud|within|vocabulary|items/.+/similar"
    r"|concepts/[^/]+/results|reproductions\.csv)|/sitemap.*\.xml"
)
_PICTURES = re.compile(r"/api/v1/[^/]+/(?:search/image|reproductions/check)")
_STREAM = "/_stcore/stream"
_IPV6_NET = 64
"""Bits of an address that are one household's."""


class Allowances:
    """What is left to each client, as buckets that fill again; ``rates`` are a minute's, 0 none."""

    def __init__(
        self, rates: Mapping[Kind, int], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rates = dict(rates)
        self._clock = clock
        self._left: OrderedDict[tuple[str, Kind], tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, client: str, kind: Kind) -> float:
        """Take one; 0.0 when it was there, else the seconds until there is one again."""
        rate = self._rates[kind]
        if not rate:
            return 0.0
        now = self._clock()
        left, then = self._left.pop((client, kind), (float(rate), now))
        left = min(float(rate), left + (now - then) * rate / 60)
        good = left >= 1
        self._left[client, kind] = (left - good, now)
        while len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if good else (1 - left) * 60 / rate


class LimitMiddleware:
    """Answers 429 to whoever asks for more than ``rates`` allow a client in a minute.

    ``proxies`` is how many proxies of one's own stand before the app: the client is then whom the
    outermost of them names in ``X-Forwarded-For``. With none, that header is nobody's word.
    """

    def __init__(
        self, app: ASGIApp, *, rates: Mapping[Kind, int], proxies: int, default: str, base: str
    ) -> None:
        self._app = app
        self._allowances = Allowances(rates)
        self._proxies = proxies
        self._default = default
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] in ("http", "websocket"):
            kind = _kind(scope, scope["path"].removeprefix(self._base))
            if kind is not None:
                wait = self._allowances.take(client(scope, proxies=self._proxies), kind)
                if wait > 0:
                    await self._refuse(scope, receive, send, wait)
                    return
        await self._app(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, wait: float) -> None:
        seconds = max(1, math.ceil(wait))
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        asked = QueryParams(scope.get("query_string", b"")).getlist("lang")
        spoken = accepted(Headers(scope=scope).get("accept-language", ""))
        say = translator(choose([*asked, *spoken], default=self._default))
        text = say.plural(
            "That was a lot at once. Please wait {n} second, then try again.",
            "That was a lot at once. Please wait {n} seconds, then try again.",
            seconds,
        )
        headers = {"retry-after": str(seconds), "connection": "close"}
        told = wire(error_reply(429, text, headers=headers), method=scope["method"], request={})
        await send({"type": "http.response.start", "status": 429, "headers": told.headers})
        await send({"type": "http.response.body", "body": told.body})


def client(scope: Scope, *, proxies: int) -> str:
    """Who asks: an address, of IPv6 the network.

    The server itself believes ``X-Forwarded-For`` of this machine. Where no proxy is said to
    stand before the app, all who send that header are one client.
    """
    forwarded = [part.strip() for part in _forwarded(scope).split(",") if part.strip()]
    if forwarded and not proxies:
        return "forwarded"
    if len(forwarded) >= proxies > 0:
        return _network(forwarded[-proxies])
    return _network((scope.get("client") or ("unknown",))[0])


def _forwarded(scope: Scope) -> str:
    return ",".join(Headers(scope=scope).getlist("x-forwarded-for"))[-1000:]


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_NET), strict=False))


def _kind(scope: Scope, path: str) -> Kind | None:
    if scope["type"] == "websocket":
        return "visits" if path == _STREAM else None
    if scope["method"] == "POST" and _PICTURES.fullmatch(path):
        return "pictures"
    return "searches" if _SEARCHES.fullmatch(path) else None
