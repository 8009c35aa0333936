"""Doubts: edited themes that a newer bundle has changed, for curators to settle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from explorer.theming.hierarchy import Hierarchy
from explorer.theming.matching import State

_ORDER: Mapping[State, int] = {"lost": 0, "moved": 1, "kept": 2, "same": 3}


@dataclass(frozen=True)
class Doubt:
    """An edited theme that was looked for in a bundle built after it was edited.

    ``share`` of its pictures are the same (0 to 1). ``nearest`` is the theme most like it, as it
    is shown, or ``None``; ``faces`` are rows of pictures that were typical of it.
    """

    id: int
    state: State
    label: Mapping[str, str]
    share: float
    size_then: int
    size_now: int
    nearest: int | None
    faces: tuple[int, ...]


def doubts(hierarchy: Hierarchy, find: Callable[[Sequence[str]], dict[str, int]]) -> list[Doubt]:
    """All of them, the lost ones first; none right after what was found was accepted.

    ``find`` gives the rows of those ids that exist.
    """
    told: list[Doubt] = []
    for id_, place in hierarchy.report.items():
        record = hierarchy.edits.get(id_)
        signed = record.signature if record else None
        if place.state == "same" or record is None or signed is None:
            continue
        nearest = hierarchy.resolve([] if place.nearest is None else [place.nearest])
        rows = find(signed.faces)
        told.append(
            Doubt(
                id_,
                place.state,
                {**signed.label, **record.name},
                place.share,
                signed.size,
                len(hierarchy.members(id_)),
                nearest[0] if nearest else None,
                tuple(rows[face] for face in signed.faces if face in rows),
            )
        )
    return sorted(told, key=lambda one: (_ORDER[one.state], one.share, one.id))
