"""Searching with a picture of one's own: looked at, answered, and forgotten."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request

from explorer.api.endpoint import Context, body, content_type, fault
from explorer.api.errors import ApiError
from explorer.api.filters import asked_for
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.search import PAGE, found, paged
from explorer.api.vectors import vector_of
from explorer.collection import Collection
from explorer.search.carrying import pack
from explorer.search.pictures import PictureError
from explorer.search.query import Pull

STATUS = {"heavy": 413, "large": 413, "busy": 503, "unseen": 422}


def search_image(context: Context, request: Request) -> Reply:
    """``POST /api/v1/{collection}/search/image``: a picture, with the parameters of a search.

    The body is the file itself, or, as JSON, the vector that an earlier answer gave.
    """
    collection = context.catalogue.get(request.path_params["collection"])
    query = asked_for(context, request, collection, others=PAGE, lenient=True)
    if content_type(request) == "application/json":
        pull = vector_of(request, collection)
    else:
        pull = _seen(context, request, collection)
    told = found(collection, paged(context, request, replace(query, pulls=(pull,))))
    return json_reply({**told, "vector": pack(pull.vector)}, cache=NO_STORE)


def _seen(context: Context, request: Request, collection: Collection) -> Pull:
    tower, settings = collection.engine.pictures, context.settings
    try:
        spec = tower.spec
        if spec is None:
            raise PictureError("unseen")
        most = settings.picture_megapixels * 1_000_000
        pixels = context.reader.read(body(request), spec, most_pixels=most)
        vector = tower.encode(pixels)
        if vector is None:
            raise PictureError("unseen")
        return Pull.of(vector)
    except PictureError as error:
        said = fault(context, request, error.fault)
        raise ApiError(STATUS.get(error.fault, 415), said) from None
