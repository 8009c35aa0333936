"""Content State 1.0: a link that says what to open, made and read.

What is read comes from anywhere. Nothing is fetched: only what names one of our own manifests or
canvases is understood, and everything else is nothing.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import orjson

from explorer.iiif.addresses import PRESENTATION, Addresses, identifiers

PARAMETER = "iiif-content"
LONGEST = 8_000
"""Characters of a state that is read."""

_ENDS = ("manifest.json", "annotations.json", "canvas")
_EXHIBITION = re.compile(r"exhibitions/([a-z0-9-]{1,64})/manifest\.json")


@dataclass(frozen=True)
class Pointed:
    """What a state points at: a collection, and an item of it or nothing for the whole.

    ``ids`` are what the item's identifier may be, the likeliest first; ``exhibition`` is the one
    that is meant where there is no such item.
    """

    collection: str
    ids: tuple[str, ...] = ()
    exhibition: str = ""


def state_of(addresses: Addresses, id_: str) -> dict[str, Any]:
    """The annotation that stands for "open this item"."""
    return {
        "@context": PRESENTATION,
        "id": f"{addresses.manifest(id_)}#state",
        "type": "Annotation",
        "motivation": ["contentState"],
        "target": {
            "id": addresses.canvas(id_),
            "type": "Canvas",
            "partOf": [{"id": addresses.manifest(id_), "type": "Manifest"}],
        },
    }


def encode_state(state: dict[str, Any]) -> str:
    """A state as one value of an address, encoded as the specification says."""
    text = quote(orjson.dumps(state).decode(), safe="")
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_state(text: str, *, roots: tuple[str, ...]) -> Pointed | None:
    """What the value of ``iiif-content`` points at: an address, JSON, or either encoded.

    ``roots`` are the addresses of the app, each with a slash at the end. ``None`` for whatever is
    not one of ours or not understood.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    decoded = text if text[:1] == "{" or ":" in text[:8] else _decoded(text)
    if decoded[:1] != "{":
        return _pointed([decoded], roots)
    try:
        state = orjson.loads(decoded)
    except orjson.JSONDecodeError:
        return None
    return _pointed(_addresses(state), roots)


def _decoded(text: str) -> str:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return unquote(raw.decode(), errors="strict").strip()
    except (binascii.Error, ValueError):
        return ""


def _addresses(state: Any) -> list[str]:
    """The addresses that a state names: of what it targets, then of what that is part of."""
    found: list[str] = []
    waiting: list[Any] = [state]
    while waiting and len(found) < 20:
        one = waiting.pop(0)
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, list):
            waiting[:0] = one[:20]
        elif isinstance(one, dict):
            if one.get("type") == "Annotation":
                waiting.insert(0, one.get("target"))
                continue
            parts = (one.get("id") or one.get("@id"), one.get("source"), one.get("partOf"))
            waiting[:0] = [part for part in parts if part]
    return found


def _pointed(addresses: list[str], roots: tuple[str, ...]) -> Pointed | None:
    for address in addresses:
        for root in roots:
            found = _below(address, root)
            if found is not None:
                return found
    return None


def _below(address: str, root: str) -> Pointed | None:
    start = f"{root}iiif/"
    if not address.startswith(start):
        return None
    try:
        path = urlsplit(address[len(start) :]).path
    except ValueError:
        return None
    parts = [unquote(part) for part in path.split("/")]
    if len(parts) == 2 and parts[1] == "collection.json":
        return Pointed(parts[0])
    if len(parts) >= 3 and parts[-1] in _ENDS:
        shown = _EXHIBITION.fullmatch("/".join(parts[1:]))
        return Pointed(parts[0], tuple(identifiers(parts[1:-1])), shown[1] if shown else "")
    return None
