"""Boards: listed, read, worked on by acts, taken away as files. For curators alone."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, conflict, forbidden, invalid, not_found
from explorer.api.iiif import root_of
from explorer.api.replies import JSON, NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.api.who import who
from explorer.cloud.between import MOST, between
from explorer.collection import Collection
from explorer.exhibitions.balance import balance
from explorer.exhibitions.doing import Doing
from explorer.exhibitions.exhibition import MAX_EXHIBITS, Exhibit, Exhibition, Section
from explorer.exhibitions.listing import board_csv, board_json
from explorer.exhibitions.models import Board, InvalidError
from explorer.exhibitions.store import ConflictError, MissingError
from explorer.iiif.addresses import Addresses
from explorer.iiif.exhibitions import exhibition_manifest
from explorer.iiif.shown import shown_of

_KINDS = {"csv": (board_csv, "text/csv"), "json": (board_json, "application/json")}
_ID = re.compile(r"[a-z0-9-]{1,64}")
_UNNAMED = {"fr": "Tableau", "en": "Board"}
_MOST_SHOWN = 2_000
_MISSING = "there is no such board in the collection"


def boards(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/boards``: the list; ``PUT``: an act that makes a board."""
    collection = _collection(context, request)
    if request.method == "DELETE":
        raise ApiError(405, "only GET, HEAD, PUT are answered")
    if request.method == "PUT":
        act = _act(body(request))
        if act.get("do") not in ("create", "add"):
            raise invalid("do is create, or add: for the first board, made if there is none")
        return _done(context, request, collection, "", act)
    listed = [
        asdict(entry)
        for away in (False, True)
        for entry in context.store.boards(collection=collection.name, archived=away)
    ]
    return json_reply({"boards": listed, "writable": context.store.is_writable}, cache=NO_STORE)


def one_board(context: Context, request: Request) -> Reply:
    """``/api/v1/{collection}/boards/{id}``: ``GET``; ``PUT`` of one act; ``DELETE``."""
    collection = _collection(context, request)
    id_ = request.path_params["id"]
    if not _ID.fullmatch(id_):
        raise not_found(_MISSING)
    if request.method == "PUT":
        return _done(context, request, collection, id_, _act(body(request)))
    if request.method == "DELETE":
        return _done(context, request, collection, id_, {"do": "delete"})
    return json_reply(_told(_board(context, collection, id_)), cache=NO_STORE)


def board_balance(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/boards/{id}/balance``: themes, years and techniques on it."""
    collection = _collection(context, request)
    code = language(request, context)
    found = _board(context, collection, request.path_params["id"])
    # What was set aside does not weigh.
    ids = [pinned.id for pinned in found.items if pinned.status != "aside"]
    rows: list[int] = []
    for start in range(0, len(ids), 500):
        rows += collection.rows(ids[start : start + 500]).values()
    return json_reply(asdict(balance(collection, rows, language=code)), cache=NO_STORE)


def what_is_between(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/between?from=…&to=…``: a way from one picture to another."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    most = number(request, "k", 5, low=1, high=MOST)
    ends = [request.query_params.get(name, "") for name in ("from", "to")]
    known = collection.rows(ends)
    if len(known) < len(set(ends)):
        raise not_found("from and to are identifiers of items of the collection")
    rows = between(collection, known[ends[0]], known[ends[1]], most=most)
    found = collection.items(rows, language=code)
    results = [brief(collection, item) for item in found]
    return json_reply({"results": results, "total": len(results)})


def board_file(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/boards/{id}.csv`` and ``.json``."""
    collection = _collection(context, request)
    code = language(request, context)
    kind = request.path_params["kind"]
    if kind not in _KINDS:
        raise not_found()
    board = _board(context, collection, request.path_params["id"])
    write, media_type = _KINDS[kind]
    return Reply(
        body=write(board, collection, language=code),
        media_type=media_type,
        cache=NO_STORE,
        headers={"content-disposition": f'attachment; filename="{_name(board.name)}.{kind}"'},
    )


def board_manifest(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/boards/{id}/manifest.json``: its pictures, for other viewers.

    Without what is set aside, gone, or not to be shown; notes are for the house and not in it.
    """
    collection = _collection(context, request)
    board = _board(context, collection, request.path_params["id"])
    root = root_of(request, address=context.settings.public_address)
    addresses = Addresses(root, collection.name)
    hung = [Exhibit(item=one.id) for one in board.items if one.status != "aside"]
    if len(hung) > _MOST_SHOWN:
        raise invalid(
            f"a manifest holds at most {_MOST_SHOWN} pictures: put them on several boards"
        )
    parts = [hung[start : start + MAX_EXHIBITS] for start in range(0, len(hung), MAX_EXHIBITS)]
    kept = Exhibition(
        id="board",
        collection=collection.name,
        title={code: board.name or name for code, name in _UNNAMED.items()},
        sections=tuple(
            Section(id=f"part-{n}", kind="wall", exhibits=tuple(part))
            for n, part in enumerate(parts, 1)
        ),
    )
    query = urlencode({"collection": collection.name, "board": board.id})
    shown = shown_of(
        kept,
        collection,
        address=f"{root}api/v1/{quote(collection.name, safe='')}/boards/{board.id}/manifest.json",
        homepage=f"{root}tableau?{query}",
    )
    try:
        made, _ = exhibition_manifest(collection, addresses, shown)
    except ValueError:
        raise not_found("no picture of this board may be shown: it has no manifest") from None
    return Reply(
        body=orjson.dumps(made),
        media_type=JSON,
        cache=NO_STORE,
        headers={
            "content-disposition": f'attachment; filename="{_name(board.name)}-manifest.json"'
        },
    )


def _done(
    context: Context, request: Request, collection: Collection, board: str, act: dict[str, Any]
) -> Reply:
    if act.get("do") == "add":
        act = act | {"ids": _known(collection, act.get("ids"))}
    try:
        made = Doing(context.store, collection.name, board, who(request)).do(act)
    except InvalidError as error:
        raise invalid(str(error)) from None
    except MissingError as error:
        raise not_found(str(error)) from None
    except ConflictError as error:
        raise conflict(str(error)) from None
    if act.get("do") == "delete":
        return json_reply({"deleted": board}, cache=NO_STORE)
    if not made:
        made = context.store.boards(collection=collection.name)[0].id
    return json_reply(_told(_board(context, collection, made)), cache=NO_STORE)


def _known(collection: Collection, ids: object) -> list[str]:
    """Those of some ids that the collection has: nothing else is put on a board."""
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        raise invalid("ids is a list of identifiers")
    if len(ids) > 1000:
        raise invalid("at most 1000 items are added at once")
    known: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        known |= collection.rows(ids[start : start + 500])
    found = [id_ for id_ in ids if id_ in known]
    if not found:
        raise not_found("none of these items is in the collection")
    return found


def _act(sent: bytes) -> dict[str, Any]:
    try:
        act: Any = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise invalid("the body is no JSON") from None
    if not isinstance(act, dict):
        raise invalid('an act is {"do": …}')
    return act


def _board(context: Context, collection: Collection, id_: str) -> Board:
    board = None
    if _ID.fullmatch(id_):
        board = context.store.board(collection=collection.name, id=id_)
    if board is None:
        raise not_found(_MISSING)
    return board


def _told(board: Board) -> dict[str, Any]:
    undo = {"past": board.undo[0], "did": board.undo[1]} if board.undo else None
    return asdict(board) | {"undo": undo}


def _collection(context: Context, request: Request) -> Collection:
    if context.settings.profile != "curator":
        raise forbidden("boards are read by curators alone")
    return context.catalogue.get(request.path_params["collection"])


def _name(text: str) -> str:
    """A file's name of the letters that any system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60] or "board"
