"""From a handler to a Starlette route: threads, errors, methods, metrics, in one place."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

import anyio
import anyio.to_thread
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from explorer.api.errors import ApiError, forbidden, invalid
from explorer.api.metrics import Metrics
from explorer.api.pulse import Pulse
from explorer.api.replies import Reply, Wire, error_reply, wire, with_headers
from explorer.api.writing import may_write, read_body
from explorer.bundle import BundleError
from explorer.catalogue import Catalogue, UnknownCollectionError
from explorer.exhibitions.store import ReadOnlyError, Store, StoreError
from explorer.languages import LANGUAGES
from explorer.publishing.press import Press
from explorer.search.notices import fault_text
from explorer.search.picture_process import PictureReader
from explorer.search.pictures import Fault
from explorer.settings import Settings

_LOG = logging.getLogger(__name__)
READS = ("GET", "HEAD")
WRITES = (*READS, "PUT", "DELETE")
ASKS = (*READS, "POST")
SHOWS = ("POST",)
SHARES = (*READS, "OPTIONS")
"""Methods of routes that read; that write; that are asked with a vector; that are shown a picture;
that pages of other sites may read.
A POST changes nothing here: it asks with what fits into no address."""
_BODY = "cimaise.body"
_LONGEST_VECTOR = 1 << 18
_PATIENCE = 30.0
"""Seconds that a picture may take to arrive."""

_UNAVAILABLE: dict[type[Exception], str] = {
    BundleError: "this collection cannot be opened; the others can",
    ReadOnlyError: "nothing can be kept here: the database cannot be written",
    StoreError: "tours and boards cannot be read; the log says why",
}


@dataclass(frozen=True)
class Context:
    """What every handler works with."""

    catalogue: Catalogue
    settings: Settings
    metrics: Metrics
    store: Store
    press: Press = field(default_factory=Press)

    @cached_property
    def limiter(self) -> anyio.CapacityLimiter:
        """How many handlers work at the same time."""
        return anyio.CapacityLimiter(self.settings.threads)

    @cached_property
    def showing(self) -> anyio.CapacityLimiter:
        """How many visitors show a picture of theirs at the same time."""
        return anyio.CapacityLimiter(self.settings.pictures_at_once)

    @cached_property
    def pulse(self) -> Pulse:
        """Whether the page of a kiosk lives."""
        return Pulse()

    @cached_property
    def reader(self) -> PictureReader:
        """What decodes the pictures."""
        return PictureReader()


Handler = Callable[[Context, Request], Reply]


@dataclass(frozen=True)
class Endpoint:
    """A handler as an ASGI application.

    The handler runs in a thread, since it reads files and searches; what it raises becomes JSON.
    Where ``methods`` write, who may is asked before anything of the request's body is read.
    A handler that is ``quick``, whose answers are kept in memory, is not worth a thread.
    ``headers`` go with every answer, refusals included.
    """

    name: str
    handler: Handler
    context: Context
    methods: tuple[str, ...] = READS
    quick: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = time.perf_counter()
        request = Request(scope, receive)
        posted = request.method == "POST" and "POST" in self.methods
        if posted and content_type(request) != "application/json":
            sent = await self._shown(request)
        else:
            sent = await self._answered(request)
        self.context.metrics.count(self.name, sent.status, time.perf_counter() - began)
        if self.headers:
            sent = with_headers(sent, self.headers)
        await send({"type": "http.response.start", "status": sent.status, "headers": sent.headers})
        if sent.stream is not None:
            async for part in iterate_in_threadpool(sent.stream):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": sent.body})

    async def _answered(self, request: Request) -> Wire:
        refused = await self._admit(request)
        if refused is not None:
            return wire(refused, method=request.method, request=dict(request.headers))
        if self.quick:
            return self._wire(request)
        return await anyio.to_thread.run_sync(self._wire, request, limiter=self.context.limiter)

    async def _shown(self, request: Request) -> Wire:
        """One that brings a picture, if there is room for it."""
        showing = self.context.showing
        try:
            showing.acquire_on_behalf_of_nowait(request)
        except anyio.WouldBlock:
            said = fault(self.context, request, "busy")
            headers = {"connection": "close", "retry-after": "2"}
            refused = error_reply(503, said, headers=headers)
            return wire(refused, method=request.method, request={})
        try:
            return await self._answered(request)
        finally:
            showing.release_on_behalf_of(request)

    async def _admit(self, request: Request) -> Reply | None:
        """Let in one that writes, with its body; or say why not, and hang up."""
        if request.method in SHARES or request.method not in self.methods:
            return None
        try:
            if request.method == "POST":
                request.scope[_BODY] = await self._brought(request)
            else:
                may_write(request, self.context.settings)
                if request.method == "PUT":
                    request.scope[_BODY] = await read_body(request)
        except ApiError as error:
            return error_reply(error.status, error.message, headers={"connection": "close"})
        return None

    async def _brought(self, request: Request) -> bytes:
        """A picture or a vector; 403 where none is taken, 413 and 408 for what is too much."""
        settings = self.context.settings
        if not settings.takes_pictures:
            raise forbidden("pictures are not taken here")
        vector = content_type(request) == "application/json"
        most = _LONGEST_VECTOR if vector else settings.picture_megabytes << 20
        try:
            with anyio.fail_after(_PATIENCE):
                said = fault(self.context, request, "heavy")
                return await read_body(request, most=most, too_large=said)
        except TimeoutError:
            raise ApiError(408, "the picture came too slowly") from None

    def _wire(self, request: Request) -> Wire:
        reply = self._reply(request)
        return wire(reply, method=request.method, request=dict(request.headers))

    def _reply(self, request: Request) -> Reply:
        if request.method not in self.methods:
            allowed = ", ".join(self.methods)
            return error_reply(405, f"only {allowed} are answered", headers={"allow": allowed})
        try:
            return self.handler(self.context, request)
        except Exception as error:
            return _refusal(error, request)


def _refusal(error: Exception, request: Request) -> Reply:
    if isinstance(error, ApiError):
        return error_reply(error.status, error.message)
    if isinstance(error, UnknownCollectionError):
        return error_reply(404, "there is no collection of this name")
    for kind, message in _UNAVAILABLE.items():
        if isinstance(error, kind):
            _LOG.warning("%s", error)
            return error_reply(503, message)
    _LOG.error("answering %s", request.url.path, exc_info=error)
    return error_reply(500, "something went wrong here; it has been written in the log")


def route(
    path: str,
    handler: Handler,
    context: Context,
    methods: tuple[str, ...] = READS,
    *,
    quick: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Route:
    """A route of any method, so that those refused are refused in JSON."""
    name = handler.__name__
    endpoint = Endpoint(name, handler, context, methods, quick, headers or {})
    return Route(path, endpoint, name=f"{name}:{path}")


def body(request: Request) -> bytes:
    """What was sent with a request that writes."""
    sent: bytes = request.scope.get(_BODY, b"")
    return sent


def content_type(request: Request) -> str:
    """What the body is said to be."""
    return request.headers.get("content-type", "").partition(";")[0].strip().casefold()


def fault(context: Context, request: Request, code: Fault) -> str:
    """Why a picture is refused, in the language asked for."""
    asked = request.query_params.get("lang")
    return fault_text(
        code,
        language=asked if asked in LANGUAGES else context.settings.language,
        megabytes=context.settings.picture_megabytes,
        megapixels=context.settings.picture_megapixels,
    )


def number(request: Request, name: str, default: int, *, low: int, high: int) -> int:
    """A whole number of the query string; 422 when it is none, or out of range."""
    text = request.query_params.get(name)
    if text is None or text == "":
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise invalid(f"{name} is a whole number from {low} to {high}")
    return int(text)


def language(request: Request, context: Context) -> str:
    """The language asked for; 422 when it is not one that is spoken here."""
    code = request.query_params.get("lang") or context.settings.language
    if code not in LANGUAGES:
        raise invalid(f"lang is {' or '.join(LANGUAGES)}")
    return code


def query_text(request: Request, context: Context) -> str:
    """The words of a search; 414 when there are too many of them."""
    text = request.query_params.get("q", "")
    if len(text) > context.settings.query_length:
        raise ApiError(414, f"q is at most {context.settings.query_length} characters")
    return text.replace("\x00", " ")


def raw_segments(request: Request) -> list[str]:
    """The segments of the address below the app's root, each decoded by itself.

    An id may hold a slash: encoded, it stays inside its segment.
    """
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    text = raw.decode("latin-1").partition("?")[0]
    root = request.scope.get("root_path", "")
    if root and unquote(text).startswith(root):
        text = text[len(root) :]
    return [unquote(part) for part in text.strip("/").split("/")]
