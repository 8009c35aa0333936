"""Pictures and sheets: addresses that name their content, and may be kept for ever."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request

from explorer.api.endpoint import Context
from explorer.api.errors import ApiError, not_found
from explorer.api.replies import IMMUTABLE, REVALIDATE, Reply
from explorer.bundle import THUMB_SIZES
from explorer.collection import Collection
from explorer.theming.legend import relabelled

_TYPES = {
    "webp": "image/webp",
    "png": "image/png",
    "bin": "application/octet-stream",
    "json": "application/json",
}
_COMPRESSED = ("bin", "json")
_PLACE = re.compile(r"0|[1-9][0-9]{0,8}")


def thumb(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/thumbs/{sha}-{size}.webp``."""
    collection = context.catalogue.get(request.path_params["collection"])
    sha256, _, size = request.path_params["name"].partition("-")
    if size not in map(str, THUMB_SIZES):
        raise not_found()
    try:
        path = collection.bundle.thumb(sha256, size=int(size))
    except ValueError:
        raise not_found() from None
    return _file(path, "webp")


def sheet(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/{version}/sheets/{layout}/{z}/{x}/{y}.{kind}``."""
    collection = _version(context, request)
    given = request.path_params
    # Not Starlette's own whole numbers: those fail, with a trace, on ten thousand digits.
    if not all(_PLACE.fullmatch(given[name]) for name in "zxy"):
        raise not_found()
    z, x, y = (int(given[name]) for name in "zxy")
    try:
        path = collection.bundle.sheet(given["layout"], z, x, y, kind=given["kind"])
    except ValueError:
        raise not_found() from None
    return _confirmed(context, collection, _file(path, given["kind"]))


def density(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/{version}/sheets/{layout}/density.png``."""
    collection = _version(context, request)
    try:
        path = collection.bundle.density(request.path_params["layout"])
    except ValueError:
        raise not_found() from None
    return _confirmed(context, collection, _file(path, "png"))


def legend(context: Context, request: Request) -> Reply:
    """``GET /data/{collection}/{version}/layouts/{layout}.json``."""
    collection = _version(context, request)
    try:
        path = collection.bundle.legend(request.path_params["layout"])
    except ValueError:
        raise not_found() from None
    reply = _file(path, "json")
    if _is_of_themes(collection, request.path_params["layout"]):
        # Curators rename themes while the version stays: this is asked again each time.
        body = relabelled(reply.body, collection.manifest, collection.hierarchy)
        reply = replace(reply, body=body, cache=REVALIDATE)
    return _confirmed(context, collection, reply)


def _is_of_themes(collection: Collection, name: str) -> bool:
    return any(one.name == name and one.kind == "themes" for one in collection.manifest.layouts)


def _version(context: Context, request: Request) -> Collection:
    collection = context.catalogue.get(request.path_params["collection"])
    if request.path_params["version"] != collection.version:
        raise _gone()
    return collection


def _confirmed(context: Context, collection: Collection, reply: Reply) -> Reply:
    # The bundle may have been replaced between the check of its version and the reading: what
    # was read is then of another version, and must not be kept for ever under this address.
    if not context.catalogue.is_present(collection):
        raise _gone()
    return reply


def _gone() -> ApiError:
    return ApiError(410, "the collection has a newer version; ask for its description again")


def _file(path: Path, kind: str) -> Reply:
    try:
        body = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise not_found() from None
    return Reply(body=body, media_type=_TYPES[kind], cache=IMMUTABLE, compress=kind in _COMPRESSED)
