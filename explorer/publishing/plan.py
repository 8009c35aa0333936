"""The plan of an exhibition: where its pictures hang on the map of the collection, as SVG.

It needs no program and no server, so that it is there wherever the pages are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from explorer.collection import Collection, Item

WIDTH, HEIGHT = 1200, 720
"""Of the drawing, in its own units."""

_ROUNDS = 80
_FULL = 0.42
"""Share of the drawing that the pictures' squares take up together, at most."""

_LARGEST = 150
_TAPPED = 45
"""Side, in CSS pixels, of the smallest square that a hand meets."""

_HUNG = Markup(
    '<a href="{address}" aria-label="{title}" class="{kind}"><rect {place}/>'
    '<image href="{file}" {picture}/></a>'
)


@dataclass(frozen=True)
class Hook:
    """Where a picture hangs: its middle and sides, and the side of the square it has alone."""

    item: str
    x: float
    y: float
    width: float
    height: float
    side: float


def plan(collection: Collection, items: Mapping[str, Item], ids: Sequence[str]) -> list[Hook]:
    """The places of some items, apart from one another; none without a layout to take them from."""
    layouts = [layout.name for layout in collection.manifest.layouts]
    name = "map" if "map" in layouts else next(iter(layouts), "")
    known = collection.layout(name) if name else None
    wanted = [items[id_] for id_ in dict.fromkeys(ids) if id_ in items]
    if known is None or not wanted:
        return []
    points = np.asarray(known[[item.row for item in wanted]], np.float64)
    side = min(_LARGEST, (WIDTH * HEIGHT * _FULL / len(wanted)) ** 0.5)
    room = np.array([WIDTH - side, HEIGHT - side])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    spread = np.divide(points - low, extent, out=np.full_like(points, 0.5), where=extent > 1e-9)
    centres = _apart(spread * room + side / 2, side * 1.06, room)
    hooks = []
    for item, (x, y) in zip(wanted, centres, strict=True):
        scale = side / max(item.width, item.height, 1)
        width, height = item.width * scale, item.height * scale
        hooks.append(Hook(item.id, x, y, width, height, side))
    return hooks


def drawing(
    hooks: Iterable[Hook],
    pictures: Mapping[str, tuple[str, str, str]],
    name: str,
    *,
    lit: Set[str] = frozenset(),
) -> Markup:
    """The SVG of a plan; ``pictures`` gives address, file and title of an item, by id.

    Where some are ``lit``, the others step back.
    """
    drawn = []
    least = 0.0
    for hook in hooks:
        if hook.item not in pictures:
            continue
        address, file, title = pictures[hook.item]
        # What is tapped is the whole square, however thin the picture.
        drawn.append(
            _HUNG.format(
                address=address,
                title=title,
                kind="back" if lit and hook.item not in lit else "lit",
                file=file,
                place=_box(hook, hook.side, hook.side),
                picture=_box(hook, hook.width, hook.height),
            )
        )
        least = _TAPPED * WIDTH / hook.side
    head = Markup(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}" style="min-width: {:.0f}px">'
    ).format(WIDTH, HEIGHT, name, least)
    return head + Markup("\n").join(drawn) + Markup("</svg>")


def _box(hook: Hook, width: float, height: float) -> Markup:
    left, top = hook.x - width / 2, hook.y - height / 2
    return Markup('x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"').format(
        left, top, width, height
    )


def _apart(centres: np.ndarray, side: float, room: np.ndarray) -> np.ndarray:
    """Places pushed away from one another, as little as it takes, within the drawing."""
    low, high = side / 2.12, room + side / 2.12
    found = centres + np.random.default_rng(0).normal(0, 0.01, centres.shape)
    for _ in range(_ROUNDS):
        gaps = found[:, None] - found[None]
        over = side - np.abs(gaps)
        np.einsum("iij->ij", over)[:] = 0
        meet: np.ndarray = np.all(over > 0, axis=2)
        if not meet.any():
            break
        # Along the way that is shorter.
        along = np.where(over[..., :1] < over[..., 1:], [1.0, 0.0], [0.0, 1.0])
        push = np.where(meet[..., None], np.sign(gaps) * over * along, 0.0)
        found = np.clip(found + 0.35 * push.sum(axis=1), low, high)
    return found
