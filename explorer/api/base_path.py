"""The routes below Streamlit's base path: `server.baseUrlPath` moves its own alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[[Message, Any, Any], Awaitable[None]]

BASE = "cimaise.base"
"""In a request's scope: the base path that was taken off its path, without a slash at the end."""

_OURS = (
    *("/api/", "/data/", "/viewer/", "/iiif/", "/metrics"),
    *("/c/", "/robots.txt", "/sitemap.xml"),
)


class BasePathMiddleware:
    """Takes ``base`` off the paths of our routes, so that they stand below it as the pages do.

    An ASGI middleware; ``base`` is written as in ``server.baseUrlPath`` and may be empty.
    """

    def __init__(self, app: Application, *, base: str) -> None:
        self._app = app
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Serve one request; see the ASGI specification."""
        if self._base and scope["type"] == "http":
            below = scope["path"].removeprefix(self._base)
            if below.startswith(_OURS):
                raw = (scope.get("raw_path") or b"").removeprefix(self._base.encode())
                scope = {**scope, "path": below, "raw_path": raw, BASE: self._base}
        await self._app(scope, receive, send)
