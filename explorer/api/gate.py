"""What Streamlit itself would let anybody do, and visitors may not: uploads, agents, logins.

The routes of the house are mounted by profile (``explorer/api/__init__.py``); Streamlit's are all
there, whatever the profile. This ASGI middleware lets through what a visitor's browser needs.
"""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from explorer.api.replies import error_reply, wire

_LOG = logging.getLogger(__name__)
_READS = ("GET", "HEAD")
HOUSE = ("/api/", "/data/", "/viewer/", "/iiif/")
"""Where the routes of the house are: they say themselves which methods they answer."""

_CLOSED = ("/_stcore/", "/component/", "/auth/", "/oauth2callback", "/media/")
_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/bidi-components/")
"""Of what is closed, what a page needs."""

_SAID = ("rerun_script", "stop_script", "app_heartbeat")
"""What a browser says to Streamlit on its own account. Not: clear the cache for everybody, tell
the state of the repository, give addresses for uploads."""


class GateMiddleware:
    """Refuses what only curators may do, before any application sees it.

    ``base`` is Streamlit's ``server.baseUrlPath``. Used in every profile but the curators'.
    """

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] == "websocket":
            await self._app(scope, _listening(receive), send)
            return
        if scope["type"] == "http":
            path: str = scope["path"].removeprefix(self._base)
            if path.startswith(_CLOSED) and not path.startswith(_OPEN):
                await _refuse(send, scope, 404, "there is nothing at this address")
                return
            if scope["method"] not in _READS and not path.startswith(HOUSE):
                await _refuse(send, scope, 405, "only GET, HEAD are answered")
                return
        await self._app(scope, receive, send)


def _listening(receive: Receive) -> Receive:
    """Messages of a page; what it has no business to say is passed over."""

    async def listen() -> Message:
        while True:
            message = await receive()
            said = message.get("bytes") if message["type"] == "websocket.receive" else None
            if said is None or _may_be_said(said):
                return message
            _LOG.warning("a page said what visitors may not say to Streamlit; it was passed over")

    return listen


def _may_be_said(said: bytes) -> bool:
    try:
        return BackMsg.FromString(said).WhichOneof("type") in _SAID
    except Exception:
        return True  # no message at all: Streamlit hangs up


async def _refuse(send: Send, scope: Scope, status: int, text: str) -> None:
    headers = {"connection": "close"} | ({"allow": "GET, HEAD"} if status == 405 else {})
    told = wire(error_reply(status, text, headers=headers), method=scope["method"], request={})
    await send({"type": "http.response.start", "status": told.status, "headers": told.headers})
    await send({"type": "http.response.body", "body": told.body})
