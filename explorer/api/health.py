"""Whether the app is well, and what it has counted."""

from __future__ import annotations

from starlette.requests import Request

from explorer import __version__
from explorer.api.endpoint import Context
from explorer.api.errors import not_found
from explorer.api.replies import NO_STORE, Reply, json_reply


def health(context: Context, request: Request) -> Reply:
    """``GET /api/health``: always ``ok`` while the app can answer; damaged bundles are counted."""
    entries = context.catalogue.known()
    opened = [entry.collection for entry in entries if entry.collection is not None]
    content = {
        "status": "ok",
        "version": __version__,
        "collections": len(opened),
        "damaged": len(entries) - len(opened),
        "items": sum(map(len, opened)),
    }
    return json_reply(content, cache=NO_STORE)


def metrics(context: Context, request: Request) -> Reply:
    """``GET /metrics``."""
    if not context.settings.metrics:
        raise not_found()
    entries = context.catalogue.known()
    opened = [entry.collection for entry in entries if entry.collection is not None]
    gauges = {
        "cimaise_collections_open": ("Collections that are open.", float(len(opened))),
        "cimaise_collections_damaged": (
            "Collections that cannot be opened.",
            float(len(entries) - len(opened)),
        ),
        "cimaise_items": ("Items of all open collections.", float(sum(map(len, opened)))),
    }
    text = context.metrics.text(gauges=gauges)
    return Reply(
        body=text.encode(), media_type="text/plain; version=0.0.4", cache=NO_STORE, compress=True
    )


def nothing(context: Context, request: Request) -> Reply:
    """Any other address below ``/api``, ``/data`` and ``/viewer``."""
    raise not_found()
