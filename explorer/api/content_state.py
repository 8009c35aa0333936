"""Content states on the way in: ``?iiif-content=…`` on any page leads to what it points at."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import anyio.to_thread
from starlette.requests import Request

from explorer.api.base_path import Application, Message
from explorer.api.errors import ApiError
from explorer.api.iiif import root_of
from explorer.bundle import BundleError
from explorer.catalogue import Catalogue, UnknownCollectionError
from explorer.iiif.states import LONGEST, PARAMETER, Pointed, read_state
from explorer.settings import Settings

_MARK = f"{PARAMETER}=".encode()


class ContentStateMiddleware:
    """Redirects a page asked for with a content state to the page of its item or exhibition.

    An ASGI middleware; ``base`` is written as in ``server.baseUrlPath``. A state of another site,
    or of nothing that is here, is passed over.
    """

    def __init__(
        self, app: Application, *, catalogue: Catalogue, settings: Settings, base: str = ""
    ) -> None:
        self._app = app
        self._catalogue = catalogue
        self._settings = settings
        self._base = f"/{base.strip('/')}/" if base.strip("/") else "/"

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Serve one request; see the ASGI specification."""
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if asked and _MARK in scope.get("query_string", b""):
            location = await self._location(scope)
            if location:
                headers = [
                    (b"location", location.encode("latin-1")),
                    (b"content-length", b"0"),
                    (b"cache-control", b"no-store"),
                ]
                await send({"type": "http.response.start", "status": 302, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
                return
        await self._app(scope, receive, send)

    async def _location(self, scope: Message) -> str:
        pairs = parse_qsl(scope["query_string"].decode("latin-1")[: 4 * LONGEST])
        text = next((value for name, value in pairs if name == PARAMETER), "")
        kept = [(name, value) for name, value in pairs if name == "lang"]
        pointed = read_state(text, roots=self._roots(scope))
        if pointed is None:
            return ""
        item = await anyio.to_thread.run_sync(self._item, pointed)
        if item is None:
            return ""
        page = "recherche" if item else ""
        named = [("collection", pointed.collection), ("item", item)]
        if pointed.exhibition and not item:
            page, named[1] = "expositions", ("exhibition", pointed.exhibition)
        query = urlencode([*(pair for pair in named if pair[1]), *kept])
        # Relative, so that it holds behind any proxy.
        depth = scope["path"].removeprefix(self._base).count("/")
        return f"./{'../' * depth}{page}?{query}"

    def _roots(self, scope: Message) -> tuple[str, ...]:
        try:
            asked = root_of(Request(scope), base=self._base.rstrip("/"))
        except ApiError:
            asked = ""
        return tuple(filter(None, (self._settings.public_address, asked)))

    def _item(self, pointed: Pointed) -> str | None:
        """The identifier of the item that is meant, ``""`` for a whole collection or for an
        exhibition of it, or ``None``."""
        try:
            collection = self._catalogue.get(pointed.collection)
        except (UnknownCollectionError, BundleError):
            return None
        if not pointed.ids:
            return ""
        known = collection.rows(pointed.ids)
        found = next((id_ for id_ in pointed.ids if id_ in known), None)
        return "" if found is None and pointed.exhibition else found
