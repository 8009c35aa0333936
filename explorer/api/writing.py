"""Who may write, and how much: asked before anything that was sent is read."""

from __future__ import annotations

from urllib.parse import urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request

from explorer.api.errors import ApiError, forbidden
from explorer.exhibitions.models import MAX_BYTES
from explorer.settings import Settings

_LINGER = 32_000_000
_LINGER_SECONDS = 3.0
"""How many bytes of what is too large are let pass, and for how long."""

_TOO_LARGE = f"at most {MAX_BYTES // 1_000_000} MB is kept of one thing"


def may_write(request: Request, settings: Settings) -> None:
    """Raise 403 unless a curator asks from our own pages; 415 for what is not sent as JSON.

    A page of somewhere else that a curator visits could send requests in the curator's name.
    Browsers say where a request comes from (``Sec-Fetch-Site``, or ``Origin`` where the app is
    not at a secure address); programs, which cannot be deceived so, say nothing.
    """
    if settings.profile != "curator":
        raise forbidden("nothing can be changed here")
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        same = site == "same-origin"
    else:
        origin = request.headers.get("origin")
        same = origin is None or _host(origin) == request.headers.get("host", "").casefold()
    if not same:
        raise forbidden("changes are accepted from the pages of this app alone")
    if request.method == "PUT":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind != "application/json":
            raise ApiError(415, "send JSON, with Content-Type: application/json")


async def read_body(
    request: Request, *, most: int = MAX_BYTES, too_large: str = _TOO_LARGE
) -> bytes:
    """The body, at most ``most`` bytes; 413 when it is more, whatever was announced.

    Of what is too much, some is let pass unkept: hung up in the middle of its sending, a browser
    would tell its visitor of a lost connection, and not what is wrong.
    """
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 18 or int(announced) > most + _LINGER:
        raise ApiError(413, too_large)
    parts: list[bytes] = []
    size = 0
    try:
        if int(announced) <= most:
            async for part in request.stream():
                size += len(part)
                if size > most:
                    break
                parts.append(part)
            else:
                return b"".join(parts)
        parts.clear()
        with anyio.move_on_after(_LINGER_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most + _LINGER:
                    break
    except ClientDisconnect:
        raise ApiError(400, "the request broke off") from None
    raise ApiError(413, too_large)


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
