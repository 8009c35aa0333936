"""Replies and the rules they all follow: caching, validators, compression, safe headers."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
NO_STORE = "no-store"

JSON = "application/json"
_COMPRESSED_FROM = 512
_SECURITY = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a handler answers. ``compress`` says whether gzip would make the body smaller.

    One that names its own ``etag`` in ``headers`` is sent as it is. One that is kept is hashed and
    compressed once. One with a ``stream`` is sent as it is made, once, in place of ``body``.
    """

    body: bytes
    media_type: str = JSON
    status: int = 200
    cache: str = REVALIDATE
    compress: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    stream: Iterator[bytes] | None = None

    @cached_property
    def tag(self) -> str:
        """Names the body."""
        return hashlib.blake2b(self.body, digest_size=12).hexdigest()

    @cached_property
    def compressed(self) -> bytes:
        """The body in gzip."""
        return gzip.compress(self.body, compresslevel=5, mtime=0)


def json_reply(content: Any, *, cache: str = REVALIDATE, status: int = 200) -> Reply:
    """A reply of JSON; dataclasses, NumPy scalars and ``None`` are understood."""
    body = orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)
    return Reply(body=body, cache=cache, status=status)


def error_reply(status: int, message: str, *, headers: dict[str, str] | None = None) -> Reply:
    """``{"error": message}``."""
    body = orjson.dumps({"error": message})
    return Reply(body=body, status=status, cache=NO_STORE, headers=headers or {})


@dataclass(frozen=True)
class Wire:
    """A reply as it is sent."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    stream: Iterator[bytes] | None = None


def wire(reply: Reply, *, method: str, request: dict[str, str]) -> Wire:
    """Apply the rules to a reply; ``request`` holds the request's headers, names in lower case."""
    headers = {**_SECURITY, "cache-control": reply.cache, "content-type": _typed(reply.media_type)}
    headers |= reply.headers
    body = reply.body
    if reply.stream is not None:
        told = None if method == "HEAD" else reply.stream
        return Wire(reply.status, _encoded(headers), b"", told)
    if reply.status == 200 and "etag" not in reply.headers:
        tag = reply.tag
        small = reply.compress and len(body) >= _COMPRESSED_FROM
        if reply.compress:
            headers["vary"] = ", ".join(filter(None, (headers.get("vary"), "accept-encoding")))
        if small and _accepts_gzip(request.get("accept-encoding", "")):
            # A strong validator names these very bytes, so the compressed ones have their own.
            tag += "-gzip"
            headers["content-encoding"] = "gzip"
            headers["etag"] = f'"{tag}"'
            if not _known(tag, request):
                body = reply.compressed
        headers["etag"] = f'"{tag}"'
        if _known(tag, request):
            for name in ("content-type", "content-encoding"):
                headers.pop(name, None)
            return Wire(304, _encoded(headers), b"")
    headers["content-length"] = str(len(body))
    return Wire(reply.status, _encoded(headers), b"" if method == "HEAD" else body)


def with_headers(sent: Wire, headers: Mapping[str, str]) -> Wire:
    """The same with some headers, in place of those of the same names."""
    more = _encoded({name.lower(): value for name, value in headers.items()})
    names = {name for name, _ in more}
    kept = [pair for pair in sent.headers if pair[0] not in names]
    return Wire(sent.status, [*kept, *more], sent.body)


def _typed(media_type: str) -> str:
    text = media_type.startswith("text/") or media_type == "image/svg+xml"
    return f"{media_type}; charset=utf-8" if text and "charset" not in media_type else media_type


def _accepts_gzip(header: str) -> bool:
    for part in header.casefold().split(","):
        coding, _, quality = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _known(tag: str, request: dict[str, str]) -> bool:
    header = request.get("if-none-match", "")
    if header.strip() == "*":
        return True
    wanted = {part.strip().removeprefix("W/") for part in header.split(",")}
    return f'"{tag}"' in wanted


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
