"""Who comes to the public site's own address, and asks for nothing, finds a page at once.

Streamlit owns ``/``: the map is there, with the parameters that say what is to be seen. Without
any, this ASGI middleware leads to the page that is written whole, which needs no program of a
megabyte before there is something to look at.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Receive, Scope, Send

from explorer.api.base_path import BASE

_SHOWN = "/c/"


class ArrivalMiddleware:
    """Serves ``/c/`` at the app's root; ``base`` is Streamlit's ``server.baseUrlPath``."""

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] == "http" and scope["path"] == f"{self._base}/" and _asks_nothing(scope):
            scope = {**scope, "path": _SHOWN, "raw_path": b"/", BASE: self._base}
        await self._app(scope, receive, send)


def _asks_nothing(scope: Scope) -> bool:
    told: bytes = scope.get("query_string", b"")
    return all(name == "lang" for name, _ in parse_qsl(told.decode("latin-1")))
