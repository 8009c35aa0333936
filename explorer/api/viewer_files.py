"""The browser's code: plain modules, checked again at each visit so that they are never stale."""

from __future__ import annotations

import re

from starlette.requests import Request

from explorer.api.endpoint import Context
from explorer.api.errors import not_found
from explorer.api.replies import REVALIDATE, Reply
from explorer.program import VIEWER

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}\.(?P<kind>js|css)")
_TYPES = {"js": "text/javascript", "css": "text/css"}
# A worker lives under the policy of its own file: it may fetch from here, and from nowhere else.
_POLICY = {"content-security-policy": "default-src 'self'; img-src 'self' blob:"}


def viewer_file(context: Context, request: Request) -> Reply:
    """``GET /viewer/{file}``."""
    name = _NAME.fullmatch(request.path_params["name"])
    if name is None:
        raise not_found()
    try:
        body = (VIEWER / name[0]).read_bytes()
    except FileNotFoundError:
        raise not_found() from None
    return Reply(
        body=body, media_type=_TYPES[name["kind"]], cache=REVALIDATE, headers=dict(_POLICY)
    )
