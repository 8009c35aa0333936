"""What a kiosk alone has: the beat of its page, and whether it is heard."""

from __future__ import annotations

from starlette.requests import Request

from explorer.api.endpoint import Context
from explorer.api.replies import NO_STORE, Reply, json_reply


def beat(context: Context, request: Request) -> Reply:
    """``GET /api/kiosk/beat``: the page lives; the name of this run of the server."""
    context.pulse.beat()
    return json_reply({"boot": context.pulse.boot}, cache=NO_STORE)


def pulse(context: Context, request: Request) -> Reply:
    """``GET /api/kiosk/pulse``: seconds for which no page was heard of."""
    return json_reply({"silent": round(context.pulse.silent, 1)}, cache=NO_STORE)
