"""An exhibition on paper, as tables, a site and a manifest: files to take away, for curators."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from starlette.requests import Request

from explorer.api.endpoint import Context, body, language, number
from explorer.api.errors import ApiError, conflict, forbidden, invalid, not_found
from explorer.api.iiif import root_of, told_exhibition
from explorer.api.replies import JSON, NO_STORE, Reply, json_reply
from explorer.bundle import files
from explorer.collection import Collection
from explorer.exhibitions.exhibition import StoredExhibition
from explorer.exhibitions.opening import beside
from explorer.exhibitions.publishing import walked_tours
from explorer.iiif.addresses import Addresses
from explorer.publishing import ExportError
from explorer.publishing.paper import KINDS, SIZES, paper
from explorer.publishing.press import BusyError, Printing
from explorer.publishing.site import publish_site, site_address, zip_site
from explorer.publishing.steps import StoppedError
from explorer.publishing.tables import checklist_csv, omeka_csv

SITES = "sites"
"""The folder of the sites that are written here, beside the database."""

_LATEST = 999_999_999
_PIECE = 1 << 20
_BUSY = "another exhibition is being written here: try again in a moment"
_PRINTING = threading.BoundedSemaphore(2)
"""Documents made at the same time: each holds its pictures in memory."""

_PATIENCE = 60.0
"""Seconds that one waits for its turn."""


def exhibition_document(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/{kind}.pdf``."""
    collection, stored = _asked(context, request)
    kind = next((known for known in KINDS if known == request.path_params["kind"]), None)
    if kind is None:
        raise not_found()
    wanted = request.query_params.get("size") or "medium"
    size = next((known for known in SIZES if known == wanted), None)
    if size is None:
        raise invalid(f"size is one of {', '.join(SIZES)}")
    code, address = _language(context, request, stored), _address(request)
    with _in_turn():
        document = paper(
            kind, stored.exhibition, collection, language=code, size=size, address=address
        )
    name = f"{stored.exhibition.id}-{kind}{f'-{size}' if kind == 'labels' else ''}.pdf"
    return _file(document, name, "application/pdf", compress=False)


def exhibition_table(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/checklist.csv`` and ``omeka.csv``."""
    collection, stored = _asked(context, request)
    code = _language(context, request, stored)
    kind = request.path_params["kind"]
    if kind == "checklist":
        table = checklist_csv(stored.exhibition, collection, language=code)
    elif kind == "omeka":
        address = _address(request)
        table = omeka_csv(stored.exhibition, collection, language=code, address=address)
    else:
        raise not_found()
    return _file(table, f"{stored.exhibition.id}-{kind}.csv", "text/csv")


def exhibition_site(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/site.zip``."""
    collection, stored = _asked(context, request)
    asked: dict[str, Any] = {
        "address": _address(request),
        "unclear": number(request, "unclear", 0, low=0, high=1) == 1,
        "with_map": number(request, "map", 1, low=0, high=1) == 1,
    }
    tours = walked_tours(context.store, stored)
    with tempfile.TemporaryDirectory(prefix="cimaise-") as folder:
        try:
            with context.press.alone((collection.name, stored.exhibition.id)) as steps:
                made = zip_site(
                    stored.exhibition, collection, Path(folder) / "site.zip",
                    tours=tours, steps=steps, **asked,
                )  # fmt: skip
        except BusyError:
            raise _busy() from None
        except StoppedError:
            raise conflict("the site was stopped: ask for it again") from None
        except ExportError as error:
            raise invalid(str(error)) from None
        # It is read while it is sent; its place in the folder is not needed any more.
        packed = made.folder.open("rb")
        size = made.folder.stat().st_size
    told = _file(b"", f"{stored.exhibition.id}.zip", "application/zip", compress=False)
    length = {"content-length": str(size)}
    return Reply(
        body=b"",
        stream=_pieces(packed),
        media_type=told.media_type,
        cache=told.cache,
        compress=False,
        headers=told.headers | length,
    )


def exhibition_folder(context: Context, request: Request) -> Reply:
    """``…/exhibitions/{id}/site``: ``PUT`` writes the site into the data folder, ``GET`` watches.

    ``PUT`` answers 202 while the writing goes on: who asked looks in again. ``DELETE`` stops what
    is being made, in the folder or as one file.
    """
    collection, stored = _asked(context, request)
    key = (collection.name, stored.exhibition.id)
    place = f"{SITES}/{collection.name}/{stored.exhibition.id}"
    if request.method == "DELETE":
        context.press.stop(key)
    if request.method != "PUT":
        return json_reply(_printed(place, context.press.told(key)), cache=NO_STORE)
    wanted = _wanted(body(request))
    shelf = beside(context.settings.data).with_name(SITES)
    if (shelf / files.MANIFEST).exists():
        raise invalid(f"a collection is called {SITES!r} here: take the site as a file")
    folder, tours = (
        beside(context.settings.data).parent / place,
        walked_tours(context.store, stored),
    )
    exhibition = stored.exhibition
    try:
        printing = context.press.begin(
            key,
            lambda steps: publish_site(
                exhibition, collection, folder, tours=tours, steps=steps, **wanted
            ),
        )
    except BusyError:
        raise _busy() from None
    return json_reply(_printed(place, printing), cache=NO_STORE, status=202)


def exhibition_draft(context: Context, request: Request) -> Reply:
    """``GET /api/v1/{collection}/exhibitions/{id}/manifest.json``: for curators, whatever state.

    It is not where it says it is until the exhibition is published: pages of any site may read what
    is there.
    """
    collection, stored = _asked(context, request)
    root = root_of(request, address=context.settings.public_address)
    addresses = Addresses(root, collection.name)
    made = told_exhibition(context, collection, addresses, stored.exhibition)
    return _file(orjson.dumps(made), f"{stored.exhibition.id}-manifest.json", JSON)


def _wanted(sent: bytes) -> dict[str, Any]:
    """What a site is to have; 422 for anything else."""
    try:
        asked: Any = orjson.loads(sent)
    except orjson.JSONDecodeError:
        raise invalid("the body is no JSON") from None
    kinds = {"map": bool, "unclear": bool, "address": str}
    if not isinstance(asked, dict) or not all(
        isinstance(value, kinds.get(name, ())) for name, value in asked.items()
    ):
        raise invalid('the body is {"map": true, "unclear": false, "address": "https://…"}')
    try:
        address = site_address(asked.get("address", ""))
    except ExportError as error:
        raise invalid(str(error)) from None
    return {
        "address": address,
        "unclear": asked.get("unclear", False),
        "with_map": asked.get("map", True),
    }


def _printed(place: str, printing: Printing | None) -> dict[str, Any]:
    """How far a site is; ``folder`` is told from the data folder."""
    if printing is None:
        return {"state": "none", "folder": place}
    told = {
        "state": printing.state,
        "folder": place,
        "part": printing.part,
        "done": printing.done,
        "total": printing.total,
        "why": printing.why,
        "error": printing.said,
    }
    made = printing.made
    if made is not None:
        reasons = [left.why for left in made.left_out]
        told |= {
            "works": made.works,
            "files": made.files,
            "bytes": made.size,
            "left_out": {why: reasons.count(why) for why in ("gone", "unclear")},
            "map": not made.no_map,
        }
    return told


def _pieces(packed: BinaryIO) -> Iterator[bytes]:
    """A file piece by piece, closed at the end whoever hangs up."""
    with packed:
        while piece := packed.read(_PIECE):
            yield piece


@contextmanager
def _in_turn() -> Iterator[None]:
    """While a document is made; 503 when others take too long."""
    if not _PRINTING.acquire(timeout=_PATIENCE):
        raise _busy()
    try:
        yield
    finally:
        _PRINTING.release()


def _busy() -> ApiError:
    return ApiError(503, _BUSY)


def _asked(context: Context, request: Request) -> tuple[Collection, StoredExhibition]:
    if context.settings.profile != "curator":
        raise forbidden("what is printed of exhibitions is for curators alone")
    collection = context.catalogue.get(request.path_params["collection"])
    version = number(request, "version", _LATEST, low=1, high=_LATEST)
    stored = context.store.exhibition(
        collection=collection.name,
        id=request.path_params["id"],
        version=None if version == _LATEST else version,
    )
    if stored is None:
        raise not_found("there is no such exhibition in the collection")
    return collection, stored


def _language(context: Context, request: Request, stored: StoredExhibition) -> str:
    """The language asked for, which may be any of the exhibition's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in stored.exhibition.languages else language(request, context)


def _address(request: Request) -> str:
    try:
        return site_address(request.query_params.get("address", ""))
    except ExportError as error:
        raise invalid(str(error)) from None


def _file(body: bytes, name: str, media_type: str, *, compress: bool = True) -> Reply:
    return Reply(
        body=body,
        media_type=media_type,
        cache=NO_STORE,
        compress=compress,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
