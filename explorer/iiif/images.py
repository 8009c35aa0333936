"""Pictures as IIIF has them: an Image API 3 service of level 0, and what may be asked of it.

Where a picture is kept whole its tiles are offered, else its two derivatives. Where the table
names the institution's own service, that is named instead: it has more than was kept here.
"""

from __future__ import annotations

import io
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from explorer.bundle import PREVIEW, THUMB_SIZES, Pyramid, TilePack
from explorer.collection import Collection
from explorer.iiif.addresses import IMAGE, Addresses

PROTOCOL = "http://iiif.io/api/image"
KINDS = {"jpg": "image/jpeg", "webp": "image/webp"}
"""Formats that are answered: ``webp`` as kept, ``jpg``, which every level demands, made of it."""

_QUALITY = 90
_REGION = re.compile(r"(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})")
_SIZE = re.compile(r"(\d{1,7}),(\d{1,7})?")
_WITHIN = {f"!{edge},{edge}": edge for edge in THUMB_SIZES}
"""Derivatives asked for by what they fit in: their very size may be a pixel more or less."""

_LEVELS = {"0", "1", "2"}
_LONGEST = 2_000
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")

Size = tuple[int, int]


@dataclass(frozen=True)
class Derivative:
    """One of the derivatives, whole."""

    edge: int


@dataclass(frozen=True)
class Tile:
    """A tile of the full picture."""

    level: int
    x: int
    y: int


@dataclass(frozen=True)
class Shape:
    """What a picture can be asked for: ``size`` is the picture's, ``whole`` by edge the sizes of
    its derivatives (pixels), ``pyramid`` that of its tiles if they are kept."""

    size: Size
    whole: Mapping[int, Size]
    pyramid: Pyramid | None


def derived(width: int, height: int) -> dict[int, Size]:
    """Sizes of the derivatives of a picture, by their longest side: each is made of the larger."""
    sizes: dict[int, Size] = {}
    size = (width, height)
    for edge in sorted(THUMB_SIZES, reverse=True):
        longest = max(size)
        if longest > edge:
            size = (
                max(1, round(size[0] * edge / longest)),
                max(1, round(size[1] * edge / longest)),
            )
        sizes[edge] = size
    return sizes


def shape_of(collection: Collection, sha256: str) -> tuple[Shape, TilePack | None] | None:
    """What a picture of the bundle can be asked for, read from its files; ``None`` for no picture.

    Raises ``BundleError`` when they are damaged, ``ValueError`` for what is no digest.
    """
    whole: dict[int, Size] = {}
    for edge in THUMB_SIZES:
        try:
            with Image.open(collection.bundle.thumb(sha256, size=edge), formats=("WEBP",)) as found:
                whole[edge] = found.size
        except OSError:
            return None
    pack = collection.bundle.full_tiles(sha256)
    if pack is None:
        return Shape(whole[PREVIEW], whole, None), None
    return Shape((pack.shape.width, pack.shape.height), whole, pack.shape), pack


def info(shape: Shape, service: str) -> dict[str, Any]:
    """``info.json`` of a service at the address ``service``."""
    told: dict[str, Any] = {
        "@context": IMAGE,
        "id": service,
        "type": "ImageService3",
        "protocol": PROTOCOL,
        "profile": "level0",
        "width": shape.size[0],
        "height": shape.size[1],
        "preferredFormats": ["webp"],
        "extraFormats": ["webp"],
    }
    if shape.pyramid is None:
        told["sizes"] = [_sized(size) for size in sorted(set(shape.whole.values()))]
    else:
        # No sizes here: OpenSeadragon takes as many as there are factors for the levels' own.
        tile = shape.pyramid.tile
        factors = [1 << level for level in range(shape.pyramid.levels)]
        told["tiles"] = [{"width": tile, "height": tile, "scaleFactors": factors}]
        # The picture is not kept whole in one piece: so much is had at once, and "max" is this.
        told |= {"maxWidth": PREVIEW, "maxHeight": PREVIEW}
    return told


def asked_for(shape: Shape, region: str, size: str) -> Derivative | Tile | None:
    """What a region and a size ask for, in the words of the Image API; ``None`` for nothing here.

    Of level 0: nothing but tiles, and the whole at the sizes of the derivatives, at ``max``,
    ``!256,256`` and ``!1024,1024``.
    Sizes may be written ``w,h`` or ``w,``.
    """
    full = region == "full" or region == f"0,0,{shape.size[0]},{shape.size[1]}"
    if full and size == "max":
        return Derivative(PREVIEW)
    if full and size in _WITHIN:
        return Derivative(_WITHIN[size])
    wanted = _SIZE.fullmatch(size)
    if wanted is None:
        return None
    width, height = int(wanted[1]), wanted[2]
    if full:
        for edge, known in shape.whole.items():
            if known[0] == width and height in (None, str(known[1])):
                return Derivative(edge)
    found = _REGION.fullmatch(region)
    if shape.pyramid is None or (found is None and not full):
        return None
    x, y, w, h = (int(part) for part in found.groups()) if found else (0, 0, *shape.size)
    return _tile(shape.pyramid, (x, y, w, h), width, None if height is None else int(height))


def as_jpeg(webp: bytes) -> bytes:
    """A picture of the bundle as JPEG; raises ``OSError`` when it is damaged."""
    with Image.open(io.BytesIO(webp), formats=("WEBP",)) as image:
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, progressive=True)
    return out.getvalue()


def body_of(addresses: Addresses, record: Mapping[str, Any], size: Size | None) -> dict[str, Any]:
    """The picture of a canvas: the institution's own where its service is known, else ours.

    ``size`` is that of the full picture in pixels, ``None`` where only derivatives are kept.
    """
    own = own_service(record)
    if own is not None:
        address = str(own.get("id") or own.get("@id"))
        most = "max" if own.get("type") == "ImageService3" else "full"
        return {
            "id": f"{address}/full/{most}/0/default.jpg",
            "type": "Image",
            "format": KINDS["jpg"],
            "service": [own],
        }
    sha256 = str(record["sha256"])
    width, height = derived(int(record["width"]), int(record["height"]))[PREVIEW]
    return {
        "id": addresses.image(sha256, "max"),
        "type": "Image",
        "format": KINDS["jpg"],
        "width": width,
        "height": height,
        "service": [service_of(addresses, sha256, size or (width, height))],
    }


def thumbnail_of(addresses: Addresses, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The small derivative."""
    edge = min(THUMB_SIZES)
    size = derived(int(record["width"]), int(record["height"]))[edge]
    address = addresses.image(str(record["sha256"]), f"!{edge},{edge}")
    return [{"id": address, "type": "Image", "format": KINDS["jpg"], **_sized(size)}]


def service_of(addresses: Addresses, sha256: str, size: Size) -> dict[str, Any]:
    """The service of a picture, as a manifest names it."""
    return {
        "id": addresses.service(sha256),
        "type": "ImageService3",
        "profile": "level0",
        **_sized(size),
    }


def own_service(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """The institution's image service that the table names, or ``None``.

    ``iiif_service`` is its address; ``iiif_service_type`` its version and level, such as
    ``ImageService3 level1``: without it, version 2 and level 0, which promise least.
    """
    address = str(record.get("iiif_service", "")).strip().rstrip("/")
    address = address.removesuffix("/info.json")
    if not is_public(address):
        return None
    kind, _, level = str(record.get("iiif_service_type", "")).strip().partition(" ")
    level = level.removeprefix("level")
    level = level if level in _LEVELS else "0"
    if kind == "ImageService3":
        return {"id": address, "type": kind, "profile": f"level{level}"}
    return {
        "@id": address,
        "@type": "ImageService2",
        "profile": f"http://iiif.io/api/image/2/level{level}.json",
    }


def is_public(address: str) -> bool:
    """Whether an address is one of the web, of a named host or a public number, and harmless."""
    plain = address.isascii() and address.isprintable() and len(address) <= _LONGEST
    if not plain or re.search(r"[\s<>\"'\\^`{|}]", address):
        return False
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        named = _HOST.fullmatch(host) is not None and "." in host
        return named and not host.rpartition(".")[2].isdigit()


def _tile(
    pyramid: Pyramid, region: tuple[int, int, int, int], width: int, height: int | None
) -> Tile | None:
    x, y, w, h = region
    for level in range(pyramid.levels):
        step = pyramid.tile << level
        if x % step or y % step or x >= pyramid.width or y >= pyramid.height:
            continue
        # A region that is said beyond the edge is the one that ends there.
        w_here, h_here = min(step, pyramid.width - x), min(step, pyramid.height - y)
        at_edge = (min(w, pyramid.width - x), min(h, pyramid.height - y))
        scaled = (-(-w_here >> level), -(-h_here >> level))
        if at_edge == (w_here, h_here) and width == scaled[0] and height in (None, scaled[1]):
            return Tile(level, x // step, y // step)
    return None


def _sized(size: Size) -> dict[str, int]:
    return {"width": size[0], "height": size[1]}
