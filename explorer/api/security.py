"""Headers that tell a browser what a page may do: as little as Streamlit can live with."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHELL = {
    "default-src": "'self'",
    # Streamlit makes modules of the widgets' scripts out of blobs; nothing inline, nothing of text.
    "script-src": "'self' blob:",
    "script-src-attr": "'none'",
    # Its styles are written into the page as it runs.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""The policy of Streamlit's pages."""

PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The policy of pages that are written whole."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
            "encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
            "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
            "xr-spatial-tracking",
        )
    ),
}  # fmt: skip


def policy(directives: dict[str, str]) -> str:
    """A ``Content-Security-Policy`` of its directives."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())


_SHELL_POLICY = policy(SHELL)


class SecurityMiddleware:
    """Adds to every answer the headers that it does not have yet.

    What has a policy of its own keeps it; HTML that has none is Streamlit's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; see the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _dressed(list(message.get("headers", ())))}
            await send(message)

        await self._app(scope, receive, dressed)


def _dressed(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    there = {name.lower() for name, _ in headers}
    wanted = _ALWAYS | {"content-security-policy": _SHELL_POLICY}
    return headers + [
        (name.encode(), value.encode())
        for name, value in wanted.items()
        if name.encode() not in there
    ]
