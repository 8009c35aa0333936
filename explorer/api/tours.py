"""Tours: listed, read, and for curators written, deleted and put in order."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import orjson
from starlette.requests import Request

from explorer.api.addressed import addressed
from explorer.api.endpoint import Context, body
from explorer.api.errors import ApiError, conflict, invalid, not_found
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.who import who
from explorer.exhibitions.models import MAX_TOURS, SLUG, InvalidError, TourEntry, read_tour
from explorer.exhibitions.store import ConflictError, MissingError

_SLUG = re.compile(SLUG.removesuffix("$"))
_TAG = re.compile(r'"(\d{1,15})"')
_MISSING = "there is no tour of this name in the collection"


def tours(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/tours``, and ``PUT`` of their order."""
    collection = context.catalogue.get(request.path_params["collection"]).name
    if request.method == "PUT":
        ids = _order(body(request))
        try:
            context.store.order_tours(collection=collection, ids=ids, who=who(request))
        except ConflictError as error:
            raise conflict(str(error)) from None
    elif request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    found = context.store.tours(collection=collection)
    return json_reply(
        {"tours": [asdict(entry) for entry in found], "writable": _writable(context)},
        cache=NO_STORE,
    )


def tour(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/tours/{id}``: ``GET``, ``PUT``, ``DELETE``."""
    collection = context.catalogue.get(request.path_params["collection"]).name
    id_ = request.path_params["id"]
    if not _SLUG.fullmatch(id_):
        if request.method == "PUT":
            raise invalid("a tour is named by 1 to 64 small letters, digits and hyphens")
        raise not_found(_MISSING)
    if request.method == "PUT":
        return _put(context, request, collection, id_)
    if request.method == "DELETE":
        return _delete(context, request, collection, id_)
    found = context.store.tour(collection=collection, id=id_)
    if found is None:
        raise not_found(_MISSING)
    return Reply(
        body=found.tour.to_json(),
        cache=NO_STORE,
        compress=False,
        headers={"etag": f'"{found.version}"'},
    )


def _put(context: Context, request: Request, collection: str, id_: str) -> Reply:
    document = addressed(read_tour, body(request), collection=collection, id_=id_)
    asked = request.headers.get("if-none-match") or request.headers.get("if-match")
    try:
        entry, new = context.store.put_tour(
            document,
            create="if-match" not in request.headers,
            versions=versions_of(request),
            who=who(request),
        )
    except ConflictError as error:
        if asked is None:
            raise conflict(
                "there is a tour of this name: send its ETag as If-Match to replace it"
            ) from None
        raise ApiError(412, str(error)) from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    return _told(entry, status=201 if new else 200)


def _delete(context: Context, request: Request, collection: str, id_: str) -> Reply:
    try:
        context.store.delete_tour(
            collection=collection, id=id_, versions=versions_of(request), who=who(request)
        )
    except ConflictError as error:
        raise ApiError(412, str(error)) from None
    except MissingError:
        raise not_found(_MISSING) from None
    return json_reply({"deleted": id_}, cache=NO_STORE)


def _told(entry: TourEntry, *, status: int) -> Reply:
    return Reply(
        body=orjson.dumps(asdict(entry)),
        status=status,
        cache=NO_STORE,
        headers={"etag": f'"{entry.version}"'},
    )


def versions_of(request: Request) -> tuple[int, ...] | None:
    """The versions of ``If-Match``; ``None`` where anything does, and where it is not sent."""
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    return tuple(int(tag) for tag in _TAG.findall(header[:1000]))


def _order(sent: bytes) -> list[str]:
    try:
        asked: Any = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise invalid("the body is no JSON") from None
    ids = asked.get("order") if isinstance(asked, dict) and len(asked) == 1 else None
    good = isinstance(ids, list) and len(ids) <= MAX_TOURS
    if not good or not all(isinstance(id_, str) and _SLUG.fullmatch(id_) for id_ in ids or ()):
        raise invalid('an order is {"order": ["id", …]}, with the id of each tour once')
    return list(ids or ())


def _writable(context: Context) -> bool:
    return context.settings.profile == "curator" and context.store.is_writable
