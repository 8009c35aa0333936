"""The tours of an export: those stops that it can show, moved to where their pictures hang in it.

``tours.json`` is the list of tours as the API gives it, ``tours/<id>.json`` each document.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from explorer.collection import Collection
from explorer.exhibitions.models import Stop, StoredTour, Tour
from explorer.exhibitions.view import encoded, format_view
from explorer.publishing.hanging import Hung, HungLayout
from explorer.publishing.records import write_json

_LEADING = 4_000
"""Pictures that tell where a part of a layout has gone: the most important ones, evenly spread."""


def tours_of_export(
    tours: Sequence[StoredTour], collection: Collection, hung: Hung
) -> list[StoredTour]:
    """The tours as the export can show them; those of which no stop is left are left out.

    A stop stays when its layout is there and, where it names items, one of them is. Other
    items are taken out of it, and out of its view.
    """
    moves = {layout.info.name: _Move(collection, hung, layout) for layout in hung.layouts}
    kept = []
    for stored in tours:
        known = collection.rows(_named(stored.tour))
        inside = set(np.asarray(hung.rows).tolist())
        there = {id_ for id_, row in known.items() if row in inside}
        stops = [_stop(stop, moves, there) for stop in stored.tour.stops]
        left = tuple(stop for stop in stops if stop is not None)
        if left:
            tour = stored.tour.model_copy(update={"stops": left})
            kept.append(StoredTour(tour, stored.version, stored.updated))
    return kept


def write_tours(tours: Sequence[StoredTour], data: Path) -> None:
    """Write the files of the tours below ``data``."""
    listed = [
        {
            "id": stored.tour.id,
            "title": stored.tour.title,
            "stops": len(stored.tour.stops),
            "version": stored.version,
            "updated": stored.updated,
        }
        for stored in tours
    ]
    write_json(data / "tours.json", {"tours": listed, "writable": False})
    for stored in tours:
        write_json(data / "tours" / f"{stored.tour.id}.json", stored.tour.model_dump(mode="json"))


def _named(tour: Tour) -> list[str]:
    ids = [id_ for stop in tour.stops for id_ in (*stop.items, stop.seen.item)]
    return [id_ for id_ in dict.fromkeys(ids) if id_]


def _stop(stop: Stop, moves: dict[str, _Move], there: set[str]) -> Stop | None:
    view = stop.seen
    move = moves.get(view.layout)
    items = tuple(id_ for id_ in stop.items if id_ in there)
    if move is None or (stop.items and not items):
        return None
    changes: dict[str, object] = {"items": items}
    centre, zoom, item = (view.x, view.y), view.zoom, view.item if view.item in there else ""
    if not move.is_still:
        centre, growth = move.point(centre)
        zoom = max(0.0, zoom - math.log2(growth))
        if stop.region is not None:
            changes["region"] = tuple(move.point(corner)[0] for corner in stop.region)
    if not move.is_still or item != view.item:
        changes["view"] = format_view(
            layout=encoded(view.layout),
            x=centre[0],
            y=centre[1],
            zoom=zoom,
            item=encoded(item),
            hanging=(view.size, view.spread),
        )
    return stop.model_copy(update=changes)


class _Move:
    """Where places of a layout of the collection have gone in an export.

    Moving least squares, affine (Schaefer, McPhail and Warren 2006, "Image deformation using
    moving least squares"): each place goes with the pictures around it, and what was moved and
    scaled as a whole is followed exactly.
    """

    def __init__(self, collection: Collection, hung: Hung, layout: HungLayout) -> None:
        known = collection.layout(layout.info.name)
        if known is None:
            before = np.asarray(layout.points, np.float64)
        else:
            before = np.asarray(known[hung.rows[:_LEADING]], np.float64)
        self._before = before
        self._after = np.asarray(layout.points[:_LEADING], np.float64)
        self.is_still = np.array_equal(self._before, self._after)

    def point(self, place: tuple[float, float]) -> tuple[tuple[float, float], float]:
        """Where a place has gone, in the unit square; by how much things have grown there."""
        at = np.asarray(place, np.float64)
        far = ((self._before - at) ** 2).sum(axis=1)
        weights = 1.0 / (far + 1e-6)
        weights /= weights.sum()
        centre, gone = weights @ self._before, weights @ self._after
        around, moved = self._before - centre, self._after - gone
        spread = (around * weights[:, None]).T @ around
        # Where a few pictures, or a line of them, say nothing of the rest, it keeps its shape.
        firm = 1e-3 * max(float(np.trace(spread)), 1e-9)
        turned = np.linalg.solve(
            spread + firm * np.eye(2),
            (around * weights[:, None]).T @ moved + firm * np.eye(2),
        )
        x, y = np.clip((at - centre) @ turned + gone, 0.0, 1.0)
        growth = float(np.sqrt(abs(np.linalg.det(turned))))
        return (round(float(x), 6), round(float(y), 6)), min(64.0, max(1 / 64, growth))
