"""Sets of classes in words: kept, read as files, and decided on by hand. For curators alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

import orjson
from pydantic import Field, ValidationError
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language
from explorer.api.errors import ApiError, conflict, forbidden, invalid, not_found
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.tours import versions_of
from explorer.api.who import who
from explorer.classes.files import presets, read_yaml, to_yaml
from explorer.classes.hands import KIND, Hands, Move, decisions_of, hands_of
from explorer.classes.models import ClassSet, read_set
from explorer.collection import Collection
from explorer.exhibitions.findings import Finding, Kind, StoredDecision, Verdict
from explorer.exhibitions.models import SLUG, Document, InvalidError, ItemId, Names, explained
from explorer.exhibitions.store import ConflictError, MissingError
from explorer.languages import translated

MOST_MOVES = 500

_SLUG = re.compile(SLUG.removesuffix("$"))
_MISSING = "there is no set of classes of this name in the collection"
_FINDING: Kind = "classes"
_D = TypeVar("_D", bound=Document)


class _File(Document):
    yaml: Annotated[str, Field(max_length=1_000_000)]


class _Move(Document):
    item: ItemId
    value: Annotated[str, Field(max_length=64)]
    verdict: Verdict


class _Moves(Document):
    moves: Annotated[tuple[_Move, ...], Field(min_length=1, max_length=MOST_MOVES)]


class FacetWanted(Document):
    """How a facet is to be called."""

    name: Names = Field(default_factory=dict)


def sets(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/classes``; ``PUT`` of a YAML file adds its set under a free id."""
    collection = opened(context, request)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    added = _add(context, collection, request) if request.method == "PUT" else None
    content: dict[str, Any] = {
        "sets": list(_entries(context, collection, language(request, context))),
        "writable": context.store.is_writable,
    }
    if added is not None:
        content["added"] = added
    return json_reply(content, cache=NO_STORE, status=201 if added else 200)


def one_set(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/classes/{id}``: ``GET``, ``PUT``, ``DELETE``.

    One that comes with the house is there until somebody changes it: it is then kept under the
    same id, and comes back when that is deleted.
    """
    collection = opened(context, request)
    id_ = request.path_params["id"]
    if not _SLUG.fullmatch(id_):
        raise invalid("a set is named by 1 to 64 small letters, digits and hyphens")
    if request.method == "PUT":
        return _put(context, request, collection, id_)
    if request.method == "DELETE":
        return _delete(context, request, collection, id_)
    asked, version = the_set(context, collection, id_)
    return Reply(
        body=asked.model_dump_json().encode(),
        cache=NO_STORE,
        compress=False,
        headers={"etag": f'"{version}"'},
    )


def set_file(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/classes/{id}/set.yaml``."""
    collection = opened(context, request)
    asked, _ = the_set(context, collection, request.path_params["id"])
    return Reply(
        body=to_yaml(asked),
        media_type="application/yaml",
        cache=NO_STORE,
        headers={"content-disposition": f'attachment; filename="{asked.id}.yaml"'},
    )


def hands(context: Context, request: Request) -> Reply:
    """``PUT /api/v1/{collection}/classes/{id}/hands``: ``{"moves": [{item, value, verdict}]}``."""
    collection = opened(context, request)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    asked, _ = the_set(context, collection, request.path_params["id"])
    if request.method == "PUT":
        told = read_body(_Moves, request).moves
        moves = [Move(one.item, one.value, one.verdict) for one in told]
        known = _rows(collection, [move.item for move in moves])
        missing = next((move.item for move in moves if move.item not in known), None)
        if missing is not None:
            raise not_found("there is no item of this id in the collection")
        try:
            decided = decisions_of(
                moves,
                asked,
                collection=collection.name,
                standing=_standing(context, collection, asked),
                who=who(request),
                model=collection.manifest.model.name,
            )
            context.store.decide(decided)
        except InvalidError as error:
            raise invalid(str(error)) from None
    found = hands_in(context, collection, asked)
    return json_reply(
        {"given": found.given, "yes": found.yes, "no": found.no, "total": len(found.items)},
        cache=NO_STORE,
    )


def opened(context: Context, request: Request) -> Collection:
    """The collection asked about; 403 for all but curators."""
    if context.settings.profile != "curator":
        raise forbidden("classes are for curators alone")
    return context.catalogue.get(request.path_params["collection"])


def the_set(context: Context, collection: Collection, id_: str) -> tuple[ClassSet, int]:
    """A set as it is kept, or as it comes with the house (then of version 0); 404 for none."""
    if not _SLUG.fullmatch(id_):
        raise not_found(_MISSING)
    kept = context.store.finding(collection=collection.name, kind=_FINDING, id=id_)
    if kept is not None:
        try:
            return read_set(kept.finding.document), kept.version
        except InvalidError as error:
            raise ApiError(503, f"this set cannot be read: {error}") from None
    preset = presets().get(id_)
    if preset is None:
        raise not_found(_MISSING)
    return preset, 0


def hands_in(context: Context, collection: Collection, asked: ClassSet) -> Hands:
    """What hands decided of a set's images."""
    return hands_of(_standing(context, collection, asked), asked)


def _standing(
    context: Context, collection: Collection, asked: ClassSet
) -> tuple[StoredDecision, ...]:
    return context.store.decisions(collection=collection.name, kind=KIND, field=asked.id)


def read_body(kind: type[_D], request: Request) -> _D:
    """What was sent, checked; 422 with one line."""
    try:
        return kind.model_validate_json(body(request))
    except ValidationError as error:
        raise invalid(explained(error)) from None


def _entries(context: Context, collection: Collection, code: str) -> Iterator[dict[str, Any]]:
    kept = {
        entry.id: entry
        for entry in context.store.findings(collection=collection.name, kind=_FINDING)
    }
    for id_, preset in presets().items():
        entry = kept.pop(id_, None)
        name = entry.name if entry is not None else preset.name
        yield {
            "id": id_,
            "name": translated(name, code) or id_,
            "preset": True,
            "kept": entry is not None,
            "updated": entry.updated if entry is not None else "",
        }
    for id_, entry in kept.items():
        yield {
            "id": id_,
            "name": translated(entry.name, code) or id_,
            "preset": False,
            "kept": True,
            "updated": entry.updated,
        }


def _put(context: Context, request: Request, collection: Collection, id_: str) -> Reply:
    try:
        document = orjson.loads(body(request))
        if not isinstance(document, dict):
            raise invalid("a set of classes is an object")
        asked = read_set(document, id=id_)
    except orjson.JSONDecodeError:
        raise invalid("the body is no JSON") from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    asked_how = request.headers.get("if-none-match") or request.headers.get("if-match")
    versions = versions_of(request)
    # Version 0 is the one that comes with the house: nothing is kept yet.
    create = "if-match" not in request.headers or versions == (0,)
    try:
        entry, new = context.store.put_finding(
            _finding(collection, asked, who(request)),
            create=create,
            versions=None if create else versions,
        )
    except ConflictError as error:
        if asked_how is None:
            raise conflict(
                "there is a set of this name: send its ETag as If-Match to replace it"
            ) from None
        raise ApiError(412, str(error)) from None
    except InvalidError as error:
        raise invalid(str(error)) from None
    return Reply(
        body=orjson.dumps({"id": entry.id, "version": entry.version, "updated": entry.updated}),
        status=201 if new else 200,
        cache=NO_STORE,
        headers={"etag": f'"{entry.version}"'},
    )


def _delete(context: Context, request: Request, collection: Collection, id_: str) -> Reply:
    try:
        context.store.delete_finding(
            collection=collection.name,
            kind=_FINDING,
            id=id_,
            versions=versions_of(request),
            who=who(request),
        )
    except ConflictError as error:
        raise ApiError(412, str(error)) from None
    except MissingError:
        raise not_found(_MISSING) from None
    return json_reply({"deleted": id_, "preset": id_ in presets()}, cache=NO_STORE)


def _add(context: Context, collection: Collection, request: Request) -> str:
    try:
        asked = read_yaml(read_body(_File, request).yaml)
    except InvalidError as error:
        raise invalid(str(error)) from None
    kept = context.store.findings(collection=collection.name, kind=_FINDING)
    taken = {*presets(), *(entry.id for entry in kept)}
    free = (asked.id, *(f"{asked.id[:60]}-{n}" for n in range(2, 1000)))
    id_ = next(id_ for id_ in free if id_ not in taken)
    try:
        context.store.put_finding(
            _finding(collection, asked.model_copy(update={"id": id_}), who(request)), create=True
        )
    except (ConflictError, InvalidError) as error:
        raise invalid(str(error)) from None
    return id_


def _finding(collection: Collection, asked: ClassSet, owner: str) -> Finding:
    return Finding(
        collection=collection.name,
        kind=_FINDING,
        id=asked.id,
        name=dict(asked.name),
        document=asked.model_dump(mode="json"),
        owner=owner,
    )


def _rows(collection: Collection, ids: list[str]) -> dict[str, int]:
    return collection.rows(list(dict.fromkeys(ids)))
