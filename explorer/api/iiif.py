"""IIIF: what other sites and viewers read of a collection. Not mounted on a kiosk."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.routing import Route

from explorer.api.base_path import BASE
from explorer.api.endpoint import SHARES, Context, Handler, raw_segments, route
from explorer.api.errors import ApiError, invalid, not_found
from explorer.api.replies import IMMUTABLE, NO_STORE, Reply
from explorer.bundle import BundleError
from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition
from explorer.exhibitions.models import Tour
from explorer.exhibitions.store import StoreError
from explorer.iiif import changes, images, listing, manifests
from explorer.iiif.addresses import Addresses, identifiers
from explorer.iiif.annotations import annotation_page
from explorer.iiif.exhibitions import Listed, exhibition_list, exhibition_manifest
from explorer.iiif.shown import shown_of
from explorer.iiif.states import PARAMETER, encode_state, state_of
from explorer.review.models import DECIDED
from explorer.site import addresses as place

_LOG = logging.getLogger(__name__)

OPEN = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
"""Pages of any site may read what is answered: it is what anybody may ask for without a login."""

_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}
_LD = 'application/ld+json;profile="http://iiif.io/api/{}/context.json"'
_PRESENTATION, _IMAGE = _LD.format("presentation/3"), _LD.format("image/3")
_DISCOVERY = _LD.format("discovery/1")
_NAMED = r"[A-Za-z0-9][A-Za-z0-9._-]{0,252}"
_NUMBERED = r"\[[0-9A-Fa-f:.]{2,45}\]"
_HOST = re.compile(rf"(?:{_NAMED}|{_NUMBERED})(?::[0-9]{{1,5}})?")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_SEGMENTS = 5
"""Of the address of an exhibition: iiif, the collection, exhibitions, its id, manifest.json."""

_MISSING = "there is no work of this id in the collection"


def routes(context: Context) -> list[Route]:
    """The routes of IIIF; on a kiosk, where nobody from outside asks, there is nothing."""
    rest = "/iiif/{rest:path}"
    if context.settings.profile == "kiosk":
        return [route(rest, nothing, context)]
    one = "/iiif/{collection}"
    picture = f"{one}/images/{{sha}}"
    table: tuple[tuple[str, Handler], ...] = (
        # Before the others: an item may be called "images/…", and nothing else ends so.
        (f"{one}/exhibitions/collection.json", all_exhibitions),
        (f"{one}/exhibitions/{{id}}/manifest.json", exhibition),
        (f"{one}/{{id:path}}/manifest.json", manifest),
        (f"{one}/{{id:path}}/annotations.json", item_annotations),
        (f"{one}/collection.json", all_works),
        (f"{one}/collection/{{level}}/{{number}}.json", some_works),
        (f"{one}/activity/all-changes.json", all_changes),
        (f"{one}/activity/page-{{number}}.json", some_changes),
        (f"{picture}/info.json", image_info),
        (f"{picture}/{{region}}/{{size}}/{{rotation}}/{{quality}}.{{kind}}", image),
        (rest, nothing),
    )
    return [route(path, _shared(handler), context, SHARES, headers=OPEN) for path, handler in table]


def manifest(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/{id}/manifest.json``."""
    collection, addresses = _collection(context, request)
    for id_ in _ids(request):
        made = manifests.manifest(collection, addresses, id_)
        if made is not None:
            return _reply(made)
    raise not_found(_MISSING)


def exhibition(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/exhibitions/{id}/manifest.json``: one that is published.

    An item of such an identifier, with its slash encoded, has the same path.
    """
    if len(raw_segments(request)) != _SEGMENTS:
        return manifest(context, request)
    collection, addresses = _collection(context, request)
    id_ = request.path_params["id"]
    kept = context.store.published_exhibition(collection=collection.name, id=id_)
    if kept is None:
        # Some servers in front decode the slash.
        return manifest(context, request)
    return _reply(told_exhibition(context, collection, addresses, kept.exhibition))


def told_exhibition(
    context: Context, collection: Collection, addresses: Addresses, kept: Exhibition
) -> dict[str, Any]:
    """The manifest of an exhibition; 404 where no picture may be shown."""
    page = (
        place.exhibition(collection.name, kept.id)
        if context.settings.profile == "public"
        else f"expositions?{urlencode({'collection': collection.name, 'exhibition': kept.id})}"
    )
    shown = shown_of(
        kept,
        collection,
        address=addresses.exhibition(kept.id),
        homepage=f"{addresses.root}{page}",
    )
    try:
        made, _ = exhibition_manifest(collection, addresses, shown)
    except ValueError:
        raise not_found("no picture of this exhibition may be shown: it has no manifest") from None
    return made


def all_exhibitions(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/exhibitions/collection.json``."""
    collection, addresses = _collection(context, request)
    listed = exhibition_list(collection, addresses, _exhibitions(context, collection))
    return _reply(listed)


def item_annotations(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/{id}/annotations.json``."""
    collection, addresses = _collection(context, request)
    id_ = next((one for one in _ids(request) if collection.row(one) is not None), None)
    if id_ is None:
        raise not_found("there is no item of this id in the collection")
    try:
        # Answers are the curators' until they make a facet of them, which everybody sees.
        curates = context.settings.profile == "curator"
        answers = (
            context.store.decisions(collection=collection.name, kind=DECIDED, subject=id_)
            if curates
            else ()
        )
        tours = _tours(context, collection)
    except StoreError:
        # What people said cannot be read: what is known otherwise is not kept back for that.
        answers, tours = (), []
    made = annotation_page(
        collection,
        addresses,
        id_,
        decisions=answers,
        tours=tours,
    )
    return _reply(made)


def all_works(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/collection.json``."""
    collection, addresses = _collection(context, request)
    there = any(one.there for one in _exhibitions(context, collection))
    return _reply(listing.top(collection, addresses, exhibitions=there))


def some_works(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/collection/{level}/{number}.json``."""
    level, number = _number(request, "level"), _number(request, "number")
    collection, addresses = _collection(context, request)
    if level > 5:
        raise not_found()
    return _reply(listing.part(collection, addresses, level, number))


def all_changes(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/activity/all-changes.json``."""
    collection, addresses = _collection(context, request)
    told = changes.stream(collection, addresses, _exhibitions(context, collection))
    return _reply(told, _DISCOVERY)


def some_changes(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/activity/page-{number}.json``."""
    number = _number(request, "number")
    collection, addresses = _collection(context, request)
    told = changes.page(collection, addresses, number, _exhibitions(context, collection))
    return _reply(told, _DISCOVERY)


def image_info(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/images/{sha}/info.json``."""
    collection, addresses = _collection(context, request)
    sha256 = request.path_params["sha"]
    shape, _ = _shape(collection, sha256)
    return _reply(images.info(shape, addresses.service(sha256)), _IMAGE)


def image(context: Context, request: Request) -> Reply:
    """``GET /iiif/{collection}/images/{sha}/{region}/{size}/{rotation}/{quality}.{kind}``."""
    given = request.path_params
    collection = context.catalogue.get(given["collection"])
    kind = given["kind"]
    if given["rotation"] != "0" or given["quality"] not in ("default", "color"):
        raise invalid("a picture is had as it hangs, in its colours: 0/default")
    if kind not in images.KINDS:
        raise invalid(f"a picture is had as {' or '.join(images.KINDS)}")
    shape, pack = _shape(collection, given["sha"])
    asked = images.asked_for(shape, given["region"], given["size"])
    if asked is None:
        raise invalid("of this picture there are the regions and sizes that its info.json names")
    try:
        if isinstance(asked, images.Derivative):
            body = collection.bundle.thumb(given["sha"], size=asked.edge).read_bytes()
        elif pack is not None:
            body = pack.tile(asked.level, asked.x, asked.y)
        else:
            raise not_found()
        body = images.as_jpeg(body) if kind == "jpg" else body
    except (OSError, ValueError, BundleError) as error:
        # Not 503, after which viewers ask for ever: the rest of the collection is there.
        _LOG.warning("%s", error)
        raise not_found("this picture is damaged") from None
    return Reply(body=body, media_type=images.KINDS[kind], cache=IMMUTABLE, compress=False)


def nothing(context: Context, request: Request) -> Reply:
    """Any other address below ``/iiif``."""
    raise not_found()


def root_of(request: Request, *, address: str = "", base: str = "") -> str:
    """The address of the app, with a slash at the end: ``address``, else as it was asked for.

    ``base`` is the path that it stands below, where nobody has taken it off the request. A host
    that cannot be one is refused: what it says would stand in every document.
    """
    if address:
        return address
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise ApiError(400, "the request names no host")
    scope = request.scope
    scheme = scope["scheme"] if scope["scheme"] in ("http", "https") else "http"
    below = f"{scope.get('root_path', '')}{scope.get(BASE, base)}".rstrip("/")
    return f"{scheme}://{host}{below}/"


def links(
    context: Context, request: Request, collection: Collection, id_: str
) -> dict[str, str] | None:
    """An item's manifest, and the page that opens it by a content state, relative to the root.

    ``None`` where there is no IIIF, or the request names no host.
    """
    if context.settings.profile == "kiosk":
        return None
    try:
        root = root_of(request, address=context.settings.public_address)
    except ApiError:
        return None
    addresses = Addresses(root, collection.name)
    state = encode_state(state_of(addresses, id_))
    return {
        "manifest": addresses.manifest(id_).removeprefix(root),
        "state": f"recherche?{PARAMETER}={state}",
    }


def _shared(handler: Handler) -> Handler:
    """A handler that also answers what browsers ask before they read from another site."""

    def answer(context: Context, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(body=b"", status=204, cache=NO_STORE, headers=dict(_PREFLIGHT))
        return handler(context, request)

    answer.__name__ = f"iiif_{handler.__name__}"
    return answer


def _collection(context: Context, request: Request) -> tuple[Collection, Addresses]:
    collection = context.catalogue.get(request.path_params["collection"])
    root = root_of(request, address=context.settings.public_address)
    return collection, Addresses(root, collection.name)


def _ids(request: Request) -> list[str]:
    return identifiers(raw_segments(request)[2:-1])


def _number(request: Request, name: str) -> int:
    text = request.path_params[name]
    if not _NUMBER.fullmatch(text):
        raise not_found()
    return int(text)


def _shape(collection: Collection, sha256: str) -> tuple[images.Shape, Any]:
    try:
        found = images.shape_of(collection, sha256)
    except ValueError:
        found = None
    except BundleError as error:
        _LOG.warning("%s", error)
        raise not_found("this picture is damaged") from None
    if found is None:
        raise not_found("there is no picture of this name in the collection")
    return found


def _exhibitions(context: Context, collection: Collection) -> list[Listed]:
    """Those that are published, in order, then those that were withdrawn."""
    name = collection.name
    try:
        published = context.store.published_exhibitions(collection=name)
        entries = context.store.exhibitions(collection=name)
        since = context.store.exhibitions_seen(collection=name)
    except StoreError:
        # What people made cannot be read: the works are not kept back for that.
        return []
    there = [
        Listed(id=one.id, title=one.title, cover=one.cover, when=since.get(one.id, one.updated))
        for one in published
    ]
    withdrawn = [entry.id for entry in entries if entry.state == "withdrawn"]
    return [*there, *(Listed(id=id_, when=since.get(id_, ""), there=False) for id_ in withdrawn)]


def _tours(context: Context, collection: Collection) -> list[Tour]:
    entries = context.store.tours(collection=collection.name)
    stored = (context.store.tour(collection=collection.name, id=entry.id) for entry in entries)
    return [one.tour for one in stored if one is not None]


def _reply(document: dict[str, Any] | None, media_type: str = _PRESENTATION) -> Reply:
    if document is None:
        raise not_found()
    return Reply(body=orjson.dumps(document), media_type=media_type)
