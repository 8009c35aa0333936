"""Matching: which theme of a bundle is the one that was edited in an older bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.theming import signature
from explorer.theming.ground import Ground, digest_of
from explorer.theming.models import EditList, Signature

KEPT = 0.5
"""Share in common from which a theme is the one that it was: no other can have as much."""

MOVED = 0.2
"""Share from which it is taken for its successor, with a word of doubt; below, it is lost."""

State = Literal["same", "kept", "moved", "lost"]


@dataclass(frozen=True)
class Found:
    """Where an edited theme is now: ``theme`` of the bundle, or ``None`` when it is lost.

    ``share`` is the part of members in common (0 to 1); ``nearest`` the theme most like it,
    whatever the share.
    """

    id: int
    state: State
    theme: int | None
    share: float
    nearest: int | None = None


def found(ground: Ground, edits: EditList) -> dict[int, Found]:
    """Where each edited theme of the bundle is, by its id; parts are not among them.

    Those signed in this very version are where they were. The others are compared by their
    members, with the themes of the same level that nobody has, one to one.
    """
    known = {record["id"]: record["level"] for record in ground.records}
    places: dict[int, Found] = {}
    waiting: dict[int, Signature] = {}
    for one in edits.edited:
        signed = one.signature
        if signed is None:
            continue
        if signed.version == ground.version and known.get(signed.theme) == signed.level:
            places[one.id] = Found(one.id, "same", signed.theme, 1.0, signed.theme)
        else:
            waiting[one.id] = signed
    if waiting:
        taken = {place.theme for place in places.values() if place.theme is not None}
        places |= _sought(ground, waiting, taken)
    return places


def _sought(ground: Ground, waiting: dict[int, Signature], taken: set[int]) -> dict[int, Found]:
    text = "".join(f"{id_}{one.level}{one.sketch}" for id_, one in sorted(waiting.items()))
    key = ("matching", digest_of(text.encode(), repr(sorted(taken)).encode()))
    return ground.remembered(key, lambda: _match(ground, waiting, taken))


def _match(ground: Ground, waiting: dict[int, Signature], taken: set[int]) -> dict[int, Found]:
    hashed = ground.remembered(("hashes",), lambda: signature.hashes(ground.ids()))
    places: dict[int, Found] = {}
    for level in sorted({one.level for one in waiting.values()}):
        wanted = {
            id_: signature.read(one.sketch) for id_, one in waiting.items() if one.level == level
        }
        pairs: list[tuple[float, int, int]] = []
        if level < ground.levels():
            themes = np.asarray(ground.item_themes[:, level])
            here = signature.sketches(hashed, themes)
            pairs = signature.alike(wanted, here)
        free = [pair for pair in pairs if pair[2] not in taken]
        chosen = signature.one_to_one(free, least=MOVED)
        for id_ in wanted:
            nearest = next((theme for _, key, theme in pairs if key == id_), None)
            theme, share = chosen.get(id_, (None, 0.0))
            if theme is None:
                share = next((share for share, key, _ in pairs if key == id_), 0.0)
                places[id_] = Found(id_, "lost", None, share, nearest)
            else:
                state: State = "kept" if share >= KEPT else "moved"
                places[id_] = Found(id_, state, theme, share, nearest)
    return places


def signed(ground: Ground, theme: int, level: int) -> Signature:
    """The signature of one of the bundle's own themes."""
    rows = ground.members(theme, level)
    hashed = signature.hashes(ground.ids(rows)) if len(rows) else np.empty(0, np.uint64)
    record = next(record for record in ground.records if record["id"] == theme)
    faces = [row for row in (record["medoids"] or ()) if 0 <= row < len(ground)][:6]
    return Signature(
        version=ground.version,
        theme=theme,
        level=level,
        size=len(rows),
        label={code: text[:120] for code, text in dict(record["label"] or {}).items() if text},
        sketch=signature.written(signature.sketch_of(hashed)),
        faces=tuple(ground.ids(np.asarray(faces, np.int64))) if faces else (),
    )
