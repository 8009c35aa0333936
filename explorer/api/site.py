"""The pages of the public site that are written whole, the site map, and what robots may read."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps

from starlette.requests import Request

from explorer.api.base_path import BASE
from explorer.api.endpoint import Context, Handler, raw_segments
from explorer.api.errors import ApiError, not_found
from explorer.api.replies import IMMUTABLE, REVALIDATE, Reply
from explorer.api.security import PAGE, policy
from explorer.bundle import BundleError
from explorer.catalogue import UnknownCollectionError
from explorer.collection import Collection
from explorer.exhibitions.store import StoreError
from explorer.publishing.fonts import LICENCE
from explorer.site import addresses, letters, pages, sitemap
from explorer.site.addresses import Place
from explorer.site.statement import statement
from explorer.ui.i18n import LANGUAGE_NAMES, accepted, choose

_ID_AT = 3  # c / {collection} / item / id …
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_HEADERS = {"content-security-policy": policy(PAGE), "vary": "accept-language"}
_HOUR = "public, max-age=3600"
_XML = "application/xml"


def _page(make: Callable[[Context, Request, Place], str]) -> Handler:
    """A handler whose answer, good or bad, is a page in the visitor's language."""

    @wraps(make)
    def handler(context: Context, request: Request) -> Reply:
        place = _place(context, request, "")
        try:
            return _html(make(context, request, place))
        except (UnknownCollectionError, ApiError):
            return _html(pages.missing(place), status=404)
        except (BundleError, StoreError):
            return _html(pages.missing(place, unavailable=True), status=503)

    return handler


@_page
def arrival(context: Context, request: Request, place: Place) -> str:
    """``GET /c/``, and ``/`` itself: the collections, or the only one."""
    found = _open(context)
    if len(found) == 1:
        return _home(context, found[0], _place(context, request, addresses.home(found[0].name)))
    return pages.houses(found, _place(context, request, "c/"))


@_page
def home(context: Context, request: Request, place: Place) -> str:
    """``GET /c/{collection}/``."""
    collection = context.catalogue.get(request.path_params["collection"])
    return _home(context, collection, _place(context, request, addresses.home(collection.name)))


@_page
def item(context: Context, request: Request, place: Place) -> str:
    """``GET /c/{collection}/item/{id}``."""
    collection = context.catalogue.get(request.path_params["collection"])
    id_ = "/".join(raw_segments(request)[_ID_AT:]) or request.query_params.get("id", "")
    found = collection.item(id_, language=place.language)
    if found is None:
        raise not_found()
    here = _place(context, request, addresses.item(collection.name, found.id))
    return _SHELF.page(_key(collection, here), lambda: pages.item(collection, found, here))


@_page
def theme(context: Context, request: Request, place: Place) -> str:
    """``GET /c/{collection}/theme/{id}``."""
    collection = context.catalogue.get(request.path_params["collection"])
    asked = request.path_params["id"]
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        raise not_found()
    where = addresses.theme(collection.name, int(asked))
    told = pages.theme(collection, int(asked), _place(context, request, where))
    if told is None:
        raise not_found()
    return told


@_page
def exhibition(context: Context, request: Request, place: Place) -> str:
    """``GET /c/{collection}/exhibition/{id}``: one that is published, as it was published."""
    collection = context.catalogue.get(request.path_params["collection"])
    id_ = request.path_params["id"]
    kept = context.store.published_exhibition(collection=collection.name, id=id_)
    if kept is None:
        raise not_found()
    where = addresses.exhibition(collection.name, id_)
    return pages.exhibition(collection, kept.exhibition, _place(context, request, where))


@_page
def accessibility(context: Context, request: Request, place: Place) -> str:
    """``GET /c/accessibility``: the statement."""
    return statement(_place(context, request, "c/accessibility"))


@_page
def nothing(context: Context, request: Request, place: Place) -> str:
    """Any other address below ``/c/``."""
    raise not_found()


class _Shelf:
    """The last pages made, as they were: what they say changes with a build or an edit alone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, str] = OrderedDict()

    def page(self, key: Hashable, make: Callable[[], str]) -> str:
        """The page of a key; made where there is none."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        made = make()
        with self._lock:
            self._pages[key] = made
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return made


_SHELF = _Shelf(400)
"""Some 40 kB each."""


def _key(collection: Collection, place: Place, *more: Hashable) -> Hashable:
    return (collection.version, collection.hierarchy.stamp, collection.name, place, *more)


def into_folder(context: Context, request: Request) -> Reply:
    """``GET /c/{collection}`` without its slash: relative, so that it holds behind any proxy."""
    last = request.scope.get("raw_path", b"").rsplit(b"/", 1)[-1].decode("latin-1")
    query = request.url.query
    headers = {"location": f"./{last}/{'?' + query if query else ''}"}
    return Reply(body=b"", media_type="text/plain", status=308, headers=headers)


def site_index(context: Context, request: Request) -> Reply:
    """``GET /sitemap.xml``."""
    told = sitemap.index(_open(context), public=_public(context, request))
    return Reply(body=told.encode(), media_type=_XML, cache=_HOUR)


def site_part(context: Context, request: Request) -> Reply:
    """``GET /c/{collection}/sitemap-{number}.xml``, written as it is sent."""
    collection = context.catalogue.get(request.path_params["collection"])
    number = request.path_params["number"]
    if not re.fullmatch(r"0|[1-9][0-9]{0,5}", number) or int(number) >= sitemap.parts(collection):
        raise not_found()
    listed = context.store.published_exhibitions(collection=collection.name)
    told = sitemap.part(
        collection,
        int(number),
        exhibitions=[entry.id for entry in listed],
        public=_public(context, request),
        languages=LANGUAGE_NAMES,
    )
    return Reply(body=b"", stream=told, media_type=_XML, cache=_HOUR)


def font(context: Context, request: Request) -> Reply:
    """``GET /fonts/{name}``: the letters of these pages, their style sheet, their licence."""
    name = request.path_params["name"]
    if name == letters.STYLE:
        return Reply(body=letters.style_sheet(), media_type="text/css", cache=_HOUR)
    if name == LICENCE:
        return Reply(body=letters.notices(), media_type="text/plain", cache=_HOUR)
    made = letters.font(name)
    if made is None:
        raise not_found()
    return Reply(body=made, media_type="font/woff2", cache=IMMUTABLE, compress=False)


def robots(context: Context, request: Request) -> Reply:
    """``GET /robots.txt``: what is public may be read, but for what is computed for a visitor."""
    lines = ["User-agent: *"]
    if context.settings.profile == "public":
        lines += ["Disallow: /api/", "Disallow: /_stcore/", "Allow: /", ""]
        lines.append(f"Sitemap: {_public(context, request)}sitemap.xml")
    else:
        lines.append("Disallow: /")
    told = "\n".join(lines) + "\n"
    return Reply(body=told.encode(), media_type="text/plain", cache=_HOUR)


def _home(context: Context, collection: Collection, place: Place) -> str:
    listed = context.store.published_exhibitions(collection=collection.name)
    several = len(_open(context)) > 1
    told = tuple((entry.id, entry.published, entry.updated) for entry in listed)
    return _SHELF.page(
        _key(collection, place, told, several),
        lambda: pages.home(collection, place, exhibitions=listed, several=several),
    )


def _open(context: Context) -> list[Collection]:
    entries = context.catalogue.entries()
    return [entry.collection for entry in entries if entry.collection is not None]


def _place(context: Context, request: Request, path: str) -> Place:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    here = raw.decode("latin-1").partition("?")[0].removeprefix("/")
    return Place(
        path=path,
        root="../" * here.count("/"),
        public=_public(context, request),
        language=_language(context, request),
    )


def _language(context: Context, request: Request) -> str:
    """By the address, then by the browser, then by the setting."""
    asked = request.query_params.getlist("lang")
    spoken = accepted(request.headers.get("accept-language", ""))
    return choose([*asked, *spoken], default=context.settings.language)


def _public(context: Context, request: Request) -> str:
    """The app's absolute root. Without the setting, as the visitor's own browser has it."""
    if context.settings.public_address:
        return f"{context.settings.public_address.rstrip('/')}/"
    host = request.headers.get("host", "")
    base = request.scope.get(BASE, "")
    named = host if _HOST.fullmatch(host) else "localhost"
    return f"{request.url.scheme}://{named}{base}/"


def _html(text: str, *, status: int = 200) -> Reply:
    return Reply(
        body=text.encode("utf-8", "replace"),
        media_type="text/html",
        status=status,
        cache=REVALIDATE,
        headers=dict(_HEADERS),
    )
