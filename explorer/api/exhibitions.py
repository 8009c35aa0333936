"""Exhibitions: for curators written, published and restored; visitors see what is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import orjson
from starlette.requests import Request

from explorer.api.addressed import addressed
from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, conflict, forbidden, invalid, not_found
from explorer.api.hung import hung
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.tours import versions_of
from explorer.api.who import administers, who
from explorer.exhibitions.exhibition import (
    MAX_EXHIBITIONS,
    ExhibitionEntry,
    StoredExhibition,
    read_exhibition,
)
from explorer.exhibitions.ground import unsettled
from explorer.exhibitions.models import SLUG, InvalidError
from explorer.exhibitions.store import ConflictError, MissingError

_SLUG = re.compile(SLUG.removesuffix("$"))
_MISSING = "there is no exhibition of this name in the collection"
_LAST = 2**31 - 1
T = TypeVar("T")


def exhibitions(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions``, and ``PUT`` of their order."""
    collection = context.catalogue.get(request.path_params["collection"]).name
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    if request.method == "PUT":
        ids = _field(body(request), "order")
        good = isinstance(ids, list) and len(ids) <= MAX_EXHIBITIONS
        if not good or not all(isinstance(id_, str) and _SLUG.fullmatch(id_) for id_ in ids):
            raise invalid('an order is {"order": ["id", …]}, with the id of each exhibition once')
        _kept(
            lambda: context.store.order_exhibitions(
                collection=collection, ids=ids, who=who(request)
            )
        )
    listed = (
        context.store.exhibitions(collection=collection)
        if _curates(context)
        else context.store.published_exhibitions(collection=collection)
    )
    content = {
        "exhibitions": [_entry(context, entry) for entry in listed],
        "writable": _curates(context) and context.store.is_writable,
    }
    return json_reply(content, cache=NO_STORE)


def exhibition(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/exhibitions/{id}``: ``GET``, ``PUT``, ``DELETE``."""
    collection, id_ = _named(context, request)
    if request.method == "PUT":
        return _put(context, request, collection, id_)
    if request.method == "DELETE":
        if not administers(request):
            raise forbidden("exhibitions are deleted by admins alone")
        _kept(
            lambda: context.store.delete_exhibition(
                collection=collection, id=id_, versions=versions_of(request), who=who(request)
            )
        )
        return json_reply({"deleted": id_}, cache=NO_STORE)
    found = _found(context, request, collection, id_)
    return Reply(
        body=found.exhibition.to_json(),
        cache=NO_STORE,
        compress=False,
        headers={"etag": f'"{found.version}"'},
    )


def shown(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/shown``: with pictures, in one language."""
    collection, id_ = _named(context, request)
    found = _found(context, request, collection, id_)
    opened = context.catalogue.get(collection)
    return json_reply(hung(opened, found, language=language(request, context)), cache=NO_STORE)


def versions(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/versions``: the history; ``PUT``: restore."""
    collection, id_ = _curated(context, request)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    if request.method == "PUT":
        version = _version(_field(body(request), "restore"))
        entry = _kept(
            lambda: context.store.restore_exhibition(
                collection=collection,
                id=id_,
                version=version,
                versions=versions_of(request),
                who=who(request),
            )
        )
        return _told(context, entry)
    found = context.store.exhibition_versions(collection=collection, id=id_)
    if not found:
        raise not_found(_MISSING)
    return json_reply({"versions": [asdict(one) for one in found]}, cache=NO_STORE)


def publication(context: Context, request: Request) -> Reply:
    """``…/exhibitions/{id}/publication``: what is to be settled; ``PUT``, ``DELETE``: it itself."""
    collection, id_ = _curated(context, request)
    if request.method == "DELETE":
        entry = _kept(
            lambda: context.store.withdraw_exhibition(
                collection=collection, id=id_, who=who(request)
            )
        )
        return _told(context, entry)
    asked = _version(_field(body(request), "publish")) if request.method == "PUT" else None
    found = context.store.exhibition(collection=collection, id=id_, version=asked)
    if found is None:
        raise not_found(_MISSING)
    tours = [entry.id for entry in context.store.tours(collection=collection)]
    left = unsettled(found.exhibition, context.catalogue.get(collection), tours=tours)
    if asked is None:
        content = {"version": found.version, "unsettled": [asdict(one) for one in left]}
        return json_reply(content, cache=NO_STORE)
    if any(one.blocks for one in left):
        raise conflict("it cannot be published yet: it needs a title, and a section")
    entry = _kept(
        lambda: context.store.publish_exhibition(
            collection=collection, id=id_, version=asked, who=who(request)
        )
    )
    return _told(context, entry)


def acts(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/acts``: who did what, and when; the newest first."""
    if not _curates(context) or not administers(request):
        raise forbidden("what was done is told to admins alone")
    collection = context.catalogue.get(request.path_params["collection"]).name
    subject = request.query_params.get("subject")
    limit = number(request, "k", 100, low=1, high=1000)
    found = context.store.acts(collection=collection, subject=subject, limit=limit)
    return json_reply({"acts": [asdict(act) for act in found]}, cache=NO_STORE)


def _put(context: Context, request: Request, collection: str, id_: str) -> Reply:
    document = addressed(read_exhibition, body(request), collection=collection, id_=id_)
    try:
        entry, new = context.store.put_exhibition(
            document,
            create="if-match" not in request.headers,
            versions=versions_of(request),
            who=who(request),
        )
    except ConflictError as error:
        raise ApiError(412, _by(context, collection, id_, str(error))) from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    return _told(context, entry, status=201 if new else 200)


def _by(context: Context, collection: str, id_: str, said: str) -> str:
    """What a conflict says, with who wrote meanwhile, where that is known."""
    found = context.store.exhibition(collection=collection, id=id_)
    return f"{said} ({found.who}, {found.updated})" if found and found.who else said


def _found(context: Context, request: Request, collection: str, id_: str) -> StoredExhibition:
    """The exhibition asked for, as this profile may see it."""
    if _curates(context):
        asked = number(request, "version", 0, low=0, high=_LAST) or None
        found = context.store.exhibition(collection=collection, id=id_, version=asked)
    else:
        found = context.store.published_exhibition(collection=collection, id=id_)
    if found is None:
        raise not_found(_MISSING)
    return found


def _kept(do: Callable[[], T]) -> T:
    try:
        return do()
    except MissingError as error:
        raise not_found(str(error)) from None
    except ConflictError as error:
        raise ApiError(409, str(error)) from None
    except InvalidError as error:
        raise invalid(str(error)) from None


def _named(context: Context, request: Request) -> tuple[str, str]:
    collection = context.catalogue.get(request.path_params["collection"]).name
    id_: str = request.path_params["id"]
    if not _SLUG.fullmatch(id_):
        if request.method == "PUT":
            raise invalid("an exhibition is named by 1 to 64 small letters, digits and hyphens")
        raise not_found(_MISSING)
    return collection, id_


def _curated(context: Context, request: Request) -> tuple[str, str]:
    if not _curates(context):
        raise forbidden("exhibitions are worked on by curators alone")
    return _named(context, request)


def _field(sent: bytes, name: str) -> Any:
    try:
        asked: Any = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise invalid("the body is no JSON") from None
    if not isinstance(asked, dict) or list(asked) != [name]:
        raise invalid(f'the body is {{"{name}": …}}')
    return asked[name]


def _version(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LAST:
        raise invalid("a version is a whole number, as the history has it")
    return value


def _told(context: Context, entry: ExhibitionEntry, *, status: int = 200) -> Reply:
    return Reply(
        body=orjson.dumps(_entry(context, entry)),
        status=status,
        cache=NO_STORE,
        headers={"etag": f'"{entry.version}"'},
    )


def _entry(context: Context, entry: ExhibitionEntry) -> dict[str, Any]:
    """What a list tells; to visitors not who works on it, and nothing of versions to come."""
    told = asdict(entry)
    if _curates(context):
        return told | {"changed": entry.changed}
    return {name: told[name] for name in ("id", "title", "cover", "sections", "items", "updated")}


def _curates(context: Context) -> bool:
    return context.settings.profile == "curator"
