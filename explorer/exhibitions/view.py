"""The text of a view, as ``explorer/viewer/link.js`` writes and reads it.

``layout/x/y/zoom[/item[/size/spread]]``: x and y in the unit square (-1 to 2, since a view may
lie beside it), zoom in doublings (-40 to 40). Layout and item are percent-encoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

_NUMBER = re.compile(r"[+-]?(?:\d{1,24}\.?\d{0,24}|\.\d{1,24})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")
_LENGTHS = (4, 5, 7)
_UNESCAPED = "!'()*~"  # what encodeURIComponent lets stand, beside what quote does


@dataclass(frozen=True)
class View:
    """A view; ``item`` is the id of the item that is open, or empty."""

    layout: str
    x: float
    y: float
    zoom: float
    item: str = ""
    size: float = 0.0
    spread: float = 0.0


def parse_view(text: str) -> View:
    """Read a view; ``ValueError`` in one line when the text is none."""
    parts = text.split("/")
    if len(parts) not in _LENGTHS:
        raise ValueError("a view is layout/x/y/zoom, as the map writes it in the address")
    numbers = [_number(part) for part in (*parts[1:4], *parts[5:])]
    x, y, zoom = numbers[:3]
    if abs(zoom) > 40 or not -1 <= x <= 2 or not -1 <= y <= 2:
        raise ValueError("a view lies near the unit square, and its zoom is from -40 to 40")
    layout = _decoded(parts[0])
    if not layout:
        raise ValueError("a view begins with the name of a layout")
    item = _decoded(parts[4]) if len(parts) > 4 else ""
    return View(layout, x, y, zoom, item, *numbers[3:])


def format_view(
    *, layout: str, x: float, y: float, zoom: float, item: str, hanging: tuple[float, float]
) -> str:
    """A view as text; ``layout`` and ``item`` encoded already, ``hanging`` is size and spread."""
    parts = [layout, *(_short(value) for value in (x, y, zoom))]
    plain = hanging == (0.0, 0.0)
    if item or not plain:
        parts.append(item)
    if not plain:
        parts += map(_short, hanging)
    return "/".join(parts)


def encoded(text: str) -> str:
    """As ``encodeURIComponent`` writes it."""
    return quote(text, safe=_UNESCAPED)


def _short(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _number(text: str) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if not abs(value) < float("inf"):
        raise ValueError(f"{text[:40]!r} in a view is no number")
    return value


def _decoded(text: str) -> str:
    try:
        if _BROKEN.search(text):
            raise ValueError
        return unquote_to_bytes(text).decode("utf-8")
    except ValueError:
        raise ValueError(f"{text[:40]!r} in a view is not encoded as addresses are") from None
