"""Our routes stand below the base path, and everything else stays where it is."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.api.base_path import BasePathMiddleware
from tests.coroutines import finished


def passed(path: str, *, base: str, kind: str = "http") -> tuple[str, bytes]:
    """The path, decoded and raw, that the application is given."""
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    scope = {"type": kind, "path": path, "raw_path": path.replace(" ", "%20").encode()}
    finished(BasePathMiddleware(app, base=base)(scope, None, None))
    return seen[0]["path"], seen[0]["raw_path"]


@pytest.mark.parametrize("base", ["galerie", "/galerie/", "a/galerie"])
def test_our_routes_are_found_below_the_base(base: str) -> None:
    below = "/" + base.strip("/")
    for path in ("/api/v1/collections", "/data/m/x y", "/viewer/wall.js", "/metrics"):
        assert passed(below + path, base=base) == (path, path.replace(" ", "%20").encode())


def test_the_rest_is_left_alone() -> None:
    for path in ("/galerie/recherche", "/galerie", "/apix", "/galeriex/api/health", "/"):
        assert passed(path, base="galerie")[0] == path
    assert passed("/api/health", base="")[0] == "/api/health"
    assert passed("/galerie/api/x", base="galerie", kind="websocket")[0] == "/galerie/api/x"
