"""Full pictures, as tiles: addresses that name their content, and may be kept for ever."""

from __future__ import annotations

import logging
import re

from starlette.requests import Request

from explorer.api.endpoint import Context
from explorer.api.errors import not_found
from explorer.api.replies import IMMUTABLE, Reply, json_reply
from explorer.bundle import BundleError, TilePack

_LOG = logging.getLogger(__name__)
_LEVEL = re.compile(r"[0-9]|1[0-5]")
_PLACE = re.compile(r"(0|[1-9][0-9]{0,4})_(0|[1-9][0-9]{0,4})")


def about(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/full/{sha}.json``: size in pixels, tile, levels."""
    shape = _pack(context, request).shape
    content = {
        "width": shape.width,
        "height": shape.height,
        "tile": shape.tile,
        "levels": shape.levels,
    }
    return json_reply(content, cache=IMMUTABLE)


def tile(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/full/{sha}/{level}/{x}_{y}.webp``."""
    given = request.path_params
    place = _PLACE.fullmatch(given["place"])
    if place is None or not _LEVEL.fullmatch(given["level"]):
        raise not_found()
    pack = _pack(context, request)
    try:
        body = pack.tile(int(given["level"]), int(place[1]), int(place[2]))
    except (ValueError, FileNotFoundError):
        raise not_found() from None
    except BundleError as error:
        # Not 503: whoever asks would ask again for ever, and the rest of the picture is there.
        _LOG.warning("%s", error)
        raise not_found("this tile is damaged") from None
    return Reply(body=body, media_type="image/webp", cache=IMMUTABLE, compress=False)


def _pack(context: Context, request: Request) -> TilePack:
    collection = context.catalogue.get(request.path_params["collection"])
    try:
        pack = collection.bundle.full_tiles(request.path_params["sha"])
    except ValueError:
        raise not_found() from None
    except BundleError as error:
        _LOG.warning("%s", error)
        raise not_found("this full picture is damaged") from None
    if pack is None:
        raise not_found()
    return pack
