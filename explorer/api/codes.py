"""Codes (QR) that take the page of a picture home, where a public address is configured."""

from __future__ import annotations

import io

import segno
from starlette.requests import Request

from explorer.api.endpoint import Context, language
from explorer.api.errors import invalid, not_found
from explorer.api.replies import Reply
from explorer.site import addresses

_LONGEST = 900
"""Bytes of an address that still makes a code which a telephone reads from a screen."""


def code(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/code.svg?item=…&lang=…``: the code of a picture's page."""
    public = context.settings.public_address
    if not public:
        raise not_found()
    collection = context.catalogue.get(request.path_params["collection"])
    item = request.query_params.get("item", "")
    if collection.row(item) is None:
        raise not_found("there is no item of this name in the collection")
    lang = language(request, context)
    text = page_address(public, collection=collection.name, item=item, lang=lang)
    if len(text.encode()) > _LONGEST:
        raise invalid("the address of this picture is too long for a code")
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True, nl=False
    )
    return Reply(body=out.getvalue(), media_type="image/svg+xml")


def page_address(public: str, *, collection: str, item: str, lang: str) -> str:
    """Where the page of an item is on the public site."""
    return f"{public.rstrip('/')}/{addresses.told_in(addresses.item(collection, item), lang)}"
