"""The HTML page that Streamlit serves, made ours: language, title, description, first colours.

Streamlit's page is fixed (``lang="en"``, "Streamlit", no description). This ASGI middleware
rewrites it on its way out, and touches nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from explorer.ui.i18n import accepted, choose, translator

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

NAME = "Cimaise"

# A picture hanging from a rail. A data address, so that no request is needed for it.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='4' fill='%23141210'/%3E"
    "%3Cpath d='M4 7h24M11 7v6M21 7v6M8 13h16v12H8z' fill='none' stroke='%23c8963e'"
    " stroke-width='2.4'/%3E%3C/svg%3E"
)

_ROOT = b'<div id="root">'

# These would let the browser keep a page in another language, or give us bytes we cannot read.
_DROPPED = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


class DocumentMiddleware:
    """Rewrites the HTML document, and leads addresses of no page to the first one.

    ``default`` is the language when the visitor asks for none; ``pages`` are the paths of the
    pages; ``base`` is Streamlit's ``server.baseUrlPath``. With ``personal`` the browser's language
    is the visitor's; a kiosk's is nobody's. ``head`` is more HTML for the document's head, and
    ``marks`` are data attributes of it. Who asks for the root alone is led to ``home``, if given.
    With ``site`` the document leads whoever has no script to the pages that are written whole, and
    says when the network is gone.
    """

    def __init__(
        self,
        app: Application,
        *,
        default: str,
        pages: Collection[str],
        base: str = "",
        personal: bool = True,
        head: str = "",
        marks: Mapping[str, str] | None = None,
        home: str = "",
        site: bool = False,
    ) -> None:
        self._app = app
        self._default = default
        self._personal = personal
        self._head = head
        self._marks = dict(marks or {})
        self._home = home
        self._site = site
        self._pages = frozenset(pages)
        self._base = "/" + base.strip("/")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] != "http" or not _wants_document(scope):
            await self._app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0] not in _DROPPED]
        browser = _accepted(scope) if self._personal else []
        language = choose([*_asked(scope), *browser], default=self._default)
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                if not _is_html(message):
                    await send(message)
            elif not _is_html(start):
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                back = self._way_back(scope)
                if back and _ROOT in body:
                    location = [(b"location", back), (b"content-length", b"0")]
                    await send({**start, "status": 302, "headers": location})
                    await send({"type": "http.response.body", "body": b""})
                else:
                    page = rewrite(
                        bytes(body),
                        language=language,
                        more=self._head,
                        marks=self._marks,
                        site=self._site,
                    )
                    if scope["method"] == "HEAD":
                        page = b""
                    await send({**start, "headers": _headers(start, page, language)})
                    await send({"type": "http.response.body", "body": page})

        await self._app({**scope, "headers": headers}, receive, hold)

    def _way_back(self, scope: Message) -> bytes:
        """Relative address of the first page from one that does not exist; else nothing.

        Relative, so that it holds behind any proxy. Streamlit itself would answer with an
        English dialogue.
        """
        path: str = scope["path"].removeprefix(self._base).lstrip("/")
        if self._home and not path and not scope.get("query_string"):
            return b"./" + self._home.encode()
        if path in self._pages:
            return b""
        query: bytes = scope.get("query_string", b"")
        return b"./" + b"../" * path.count("/") + (b"?" + query if query else b"")


def rewrite(
    page: bytes,
    *,
    language: str,
    more: str = "",
    marks: Mapping[str, str] | None = None,
    site: bool = False,
) -> bytes:
    """Streamlit's document in our words; any other document comes back as it is.

    ``more`` is HTML for the end of the head, ``marks`` are data attributes of the document.
    """
    if _ROOT not in page:
        return page
    say = translator(language)
    description = html.escape(say("Walk through a collection of images as through a gallery."))
    head = (
        f'<meta name="description" content="{description}" />'
        '<meta name="color-scheme" content="dark light" />'
        '<script src="./viewer/scheme.js"></script>'
        '<link rel="stylesheet" href="./viewer/house.css" />'
    ) + more
    told = "".join(f' data-{name}="{html.escape(said)}"' for name, said in (marks or {}).items())
    needs = html.escape(say("This page needs JavaScript."))
    if site:
        gone = html.escape(
            say(
                "You are offline. What you have opened stays; the rest comes back with the network."
            )
        )
        head += f'<script src="./viewer/offline.js" defer data-text="{gone}"></script>'
        other = html.escape(say("The same pictures, without it"))
        needs += f'<br><a href="./c/?lang={language}">{other}</a>'
    text = page.decode()
    text = text.replace('<html lang="en">', f'<html lang="{language}"{told}>', 1)
    text = re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{NAME}</title>{head}", text, count=1)
    text = re.sub(r'href="\./favicon\.png"', lambda _: f'href="{ICON}"', text, count=1)
    # Streamlit's one inline script, which tells a service of pre-rendering to wait: without it the
    # policy needs no exception.
    text = re.sub(r"<script>\s*window\.prerenderReady = false\s*</script>", "", text, count=1)
    text = re.sub(r'<link rel="service-desc"[^>]*>', "", text, count=1)
    text = re.sub(r"<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
    text = text.replace('<div id="root">', f'<noscript><p>{needs}</p></noscript><div id="root">', 1)
    return text.encode()


def _wants_document(scope: Message) -> bool:
    if scope["method"] not in ("GET", "HEAD"):
        return False
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_html(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in start.get("headers", ())
    )


def _headers(start: Message, page: bytes, language: str) -> list[tuple[bytes, bytes]]:
    dropped = {b"content-length", b"etag", b"last-modified", b"cache-control", b"vary"}
    kept = [pair for pair in start["headers"] if pair[0].lower() not in dropped]
    return [
        *kept,
        (b"content-length", str(len(page)).encode()),
        (b"content-language", language.encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept-Language"),
    ]


def _asked(scope: Message) -> list[str]:
    return parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])


def _accepted(scope: Message) -> list[str]:
    header = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
    return accepted(header.decode("latin-1"))
