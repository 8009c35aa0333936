"""Is this one of ours? A picture that somebody brings, looked at, answered, and forgotten."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from PIL import Image
from starlette.requests import Request

from explorer.api.endpoint import Context, body, content_type, fault, language
from explorer.api.errors import ApiError
from explorer.api.pictures import STATUS
from explorer.api.replies import NO_STORE, Reply, json_reply
from explorer.api.shapes import brief
from explorer.bundle.preprocessing import image_pixels
from explorer.collection import Collection
from explorer.reproductions.checking import (
    LEAST_SECONDS,
    SECONDS,
    Recognised,
    check,
    parts_of,
)
from explorer.reproductions.families import regions
from explorer.search.pictures import PictureError

_SIDE = 1024


def check_image(context: Context, request: Request) -> Reply:
    """``POST /api/v1/{collection}/reproductions/check``: the file itself is the body."""
    collection = context.catalogue.get(request.path_params["collection"])
    code = language(request, context)
    if request.method != "POST":
        raise ApiError(405, "only POST is answered")
    if content_type(request) == "application/json":
        raise ApiError(415, fault(context, request, "unreadable"))
    began = time.monotonic()
    try:
        pixels, vectors = _seen(context, request, collection)
    except PictureError as error:
        said = fault(context, request, error.fault)
        raise ApiError(STATUS.get(error.fault, 415), said) from None
    left = max(LEAST_SECONDS, SECONDS - (time.monotonic() - began))
    told = check(collection, pixels, vectors, seconds=left)
    rows = [one.row for one in told.recognised]
    items = {
        item.row: brief(collection, item)
        for item in collection.items([*rows, *told.nearest], language=code)
    }
    return json_reply(
        {
            "results": [_recognised(collection, one, items) for one in told.recognised],
            "compared": told.compared,
            "candidates": told.candidates,
            "nearest": [items[row] for row in told.nearest if row in items],
            "width": pixels.shape[1],
            "height": pixels.shape[0],
        },
        cache=NO_STORE,
    )


def _seen(
    context: Context, request: Request, collection: Collection
) -> tuple[np.ndarray, np.ndarray]:
    """The picture, and the vectors of it and of its parts."""
    tower, settings = collection.engine.pictures, context.settings
    spec = tower.spec
    if spec is None:
        raise PictureError("unseen")
    most = settings.picture_megapixels * 1_000_000
    pixels = context.reader.read_whole(body(request), side=_SIDE, most_pixels=most)
    vectors = []
    for part in (pixels, *parts_of(pixels)):
        vector = tower.encode(image_pixels(Image.fromarray(part), spec))
        if vector is None:
            raise PictureError("unseen")
        vectors.append(vector)
    return pixels, np.stack(vectors)


def _recognised(
    collection: Collection, one: Recognised, items: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    region, within = regions(one.found.matrix)
    group = collection.reproductions.current().of(one.row)
    return {
        "item": items[one.row],
        "kind": one.judged.kind,
        "brought_is_original": one.judged.first_is_original,
        "transform": [float(value) for value in one.found.matrix.ravel()],
        "region": region,
        "within": within,
        "points": one.found.points.tolist(),
        "mirrored": one.found.mirrored,
        "turned": one.found.turned,
        "inliers": one.found.inliers,
        "share_brought": one.found.share_first,
        "share_item": one.found.share_second,
        "score": one.found.score,
        "cosine": one.cosine,
        "family": len(group.members) if group is not None else 0,
    }
