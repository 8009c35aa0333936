"""Which address of an image service gives a picture of about 1,024 pixels."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from precompute.sources.iiif.documents import Body
from precompute.sources.iiif.values import Node, identity, kind, node, nodes, whole

WANTED = 1_024
"""Pixels of the longer side that are asked for; a smaller picture is taken as it is."""

_LEVEL = re.compile(r"level[ -]?([0-2])(?![0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Service:
    """An image service: its address, its version (1 to 3) and its level (0 to 2)."""

    address: str
    version: int
    level: int

    @property
    def named(self) -> str:
        """As the column ``iiif_service_type`` has it."""
        return f"ImageService{self.version} level{self.level}"


def service_of(body: Body) -> Service | None:
    """The service of a picture as its manifest names it, or ``None``."""
    address = identity(body.service).rstrip("/").removesuffix("/info.json")
    if not address:
        return None
    return Service(address, _version(body.service), _level(body.service))


def picture_address(body: Body, ask: Callable[[str], Node]) -> str:
    """The address to ask for a picture.

    ``ask`` gives the ``info.json`` of a service, or an empty node where it gives none: it is asked
    only where the manifest does not say enough.
    """
    service = service_of(body)
    if service is None:
        return body.address
    told = body.service
    if service.level == 0 and not _sizes(told):
        told = ask(f"{service.address}/info.json") or told
        service = Service(service.address, service.version, max(service.level, _level(told)))
    width = whole(told.get("width")) or body.width
    height = whole(told.get("height")) or body.height
    if service.level == 0:
        size = _offered(_sizes(told), width, height, version=service.version)
        if not size and not told.get("width"):
            return body.address or _address(service, "")
        return _address(service, size)
    if not width or not height:
        told = ask(f"{service.address}/info.json") or told
        width, height = whole(told.get("width")), whole(told.get("height"))
    if width and height and max(width, height) <= WANTED:
        return _address(service, "")
    return _address(service, f"{WANTED}," if width >= height else f",{WANTED}")


def _address(service: Service, size: str) -> str:
    """The whole picture at a size; at its own, or the largest that is given, for ``""``."""
    whole_size = "max" if service.version == 3 else "full"
    quality = "native" if service.version == 1 else "default"
    return f"{service.address}/full/{size or whole_size}/0/{quality}.jpg"


def _offered(sizes: list[tuple[int, int]], width: int, height: int, *, version: int) -> str:
    """Of the sizes that there are, the least that is large enough, else the largest.

    Written as the version has it: a folder of files answers to one spelling alone.
    """
    enough = [size for size in sizes if max(size) >= WANTED]
    best = min(enough, default=None) if enough else max(sizes, default=None)
    if best is None or best == (width, height):
        return ""
    return f"{best[0]},{best[1]}" if version == 3 else f"{best[0]},"


def _sizes(told: Node) -> list[tuple[int, int]]:
    sizes = (
        (whole(one.get("width")), whole(one.get("height"))) for one in nodes(told.get("sizes"))
    )
    return [size for size in sizes if all(size)]


def _version(told: Node) -> int:
    words = f"{kind(told)} {told.get('@context')} {told.get('profile')}"
    if "ImageService3" in words or "image/3" in words:
        return 3
    old = "ImageService1" in words or "image/1" in words or "library.stanford.edu" in words
    return 1 if old else 2


def _level(told: Node) -> int:
    """The level that a profile names: the first entry where it is a list; 0 where it names none."""
    profile: Any = told.get("profile")
    profile = profile[0] if isinstance(profile, list) and profile else profile
    text = profile if isinstance(profile, str) else identity(node(profile))
    match = _LEVEL.search(text)
    return int(match[1]) if match else 0
