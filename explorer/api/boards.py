"""Boards as files to take away; they are worked on in the app, by curators."""

from __future__ import annotations

import re

from starlette.requests import Request

from explorer.api.endpoint import Context, language
from explorer.api.errors import forbidden, not_found
from explorer.api.replies import NO_STORE, Reply
from explorer.exhibitions.listing import board_csv, board_json

_KINDS = {"csv": (board_csv, "text/csv"), "json": (board_json, "application/json")}
_ID = re.compile(r"[a-z0-9-]{1,64}")


def board_file(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/boards/{id}.csv`` and ``.json``."""
    if context.settings.profile != "curator":
        raise forbidden("boards are read by curators alone")
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    id_, kind = request.path_params["id"], request.path_params["kind"]
    if kind not in _KINDS or not _ID.fullmatch(id_):
        raise not_found()
    board = context.store.board(collection=collection.name, id=id_)
    if board is None:
        raise not_found("there is no such board in the collection")
    write, media_type = _KINDS[kind]
    return Reply(
        body=write(board, collection, language=code),
        media_type=media_type,
        cache=NO_STORE,
        headers={"content-disposition": f'attachment; filename="{_name(board.name)}.{kind}"'},
    )


def _name(text: str) -> str:
    """A file's name of the letters that any system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60] or "board"
