"""Who asks: the name of a login, where there is one."""

from __future__ import annotations

from starlette.requests import Request

from explorer import passes


def who(request: Request) -> str:
    """Who is logged in on the page that asks, or ``""`` for nobody."""
    return passes.holder(request.headers.get(passes.HEADER, ""))
