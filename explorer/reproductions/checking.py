"""Whether a picture that somebody brings is one of the collection's, or shows one, or is in one."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from explorer.collection import Collection
from explorer.geometry import Found, Judged, Picture, compare, decoded, judge

CANDIDATES = 24
"""Pictures of the collection that are looked at, at most."""

SECONDS = 1.3
"""After so many since it was brought, no further candidate is begun."""

LEAST_SECONDS = 0.4
"""For the candidates, whatever the model took."""

PARTS = ((0.0, 0.0), (0.4, 0.0), (0.0, 0.4), (0.4, 0.4), (0.2, 0.2))
_PART = 0.6  # of each side
_EACH = 10  # candidates that one part of the picture puts forward
_BLOCK = 16_384
_SURE = 0.6
_SIDE = 1024


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """A picture of the collection (``row``) that shows the same as the one that was brought.

    ``found`` takes the unit square of the brought picture to that of the collection's; ``judged``
    has the brought one as first. ``cosine`` in [-1, 1] is that of the two whole pictures.
    """

    row: int
    cosine: float
    found: Found
    judged: Judged


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was recognised, the surest first; how many were compared, and how many might have been.

    ``nearest`` are the rows that look most like it, for when nothing was recognised.
    """

    recognised: tuple[Recognised, ...]
    compared: int
    candidates: int
    nearest: tuple[int, ...]


def parts_of(pixels: np.ndarray) -> list[np.ndarray]:
    """Five parts of a picture uint8 [h, w, 3]: the corners and the middle, overlapping."""
    height, width = pixels.shape[:2]
    tall, wide = max(1, round(height * _PART)), max(1, round(width * _PART))
    return [
        np.ascontiguousarray(
            pixels[round(y * height) : round(y * height) + tall, round(x * width) :][:, :wide]
        )
        for x, y in PARTS
    ]


def candidates_of(collection: Collection, vectors: np.ndarray) -> list[int]:
    """Rows that may show the same, the likeliest first, ``CANDIDATES`` at most.

    ``vectors`` float32 [1 + parts, dim], unit length: of the whole picture, and of its parts. The
    whole is compared with the collection's pictures and, where the bundle has them, with their
    parts; each part with the collection's pictures.
    """
    ranked: list[list[int]] = []
    for place, vector in enumerate(vectors):
        near, _ = collection.engine.vectors.search(vector, k=CANDIDATES if place == 0 else _EACH)
        ranked.append([int(row) for row in near])
    crops = collection.bundle.crops
    if crops is not None:
        ranked.insert(1, _by_parts(crops, vectors[0]))
    # In turn: the first of each, then the second of each.
    chosen: dict[int, None] = {}
    for turn in range(CANDIDATES):
        for rows in ranked:
            if turn < len(rows):
                chosen.setdefault(rows[turn])
    return list(chosen)[:CANDIDATES]


def check(
    collection: Collection,
    pixels: np.ndarray,
    vectors: np.ndarray,
    *,
    seconds: float = SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Checked:
    """Whether a picture, uint8 [h, w, 3] (RGB), is one of the collection's.

    ``vectors`` as in ``candidates_of``. Two candidates are compared at a time; but for the first
    two, none is begun when ``seconds`` have passed since this was called, on a busy machine too.
    Once one is sure, its family's other members need not be looked at.
    """
    until = clock() + seconds
    rows = candidates_of(collection, vectors)
    brought = Picture(pixels)
    _ = brought.features  # once, before threads share it
    items = {item.row: item for item in collection.items(rows, language="en")}
    standing = collection.reproductions.current()
    whole = vectors[0]

    def one(row: int) -> Recognised | None:
        item = items[row]
        seen = decoded(collection.bundle.thumb(item.sha256, size=_SIDE))
        if seen is None:
            return None
        theirs = Picture(seen, width=item.width, height=item.height)
        found = compare(brought, theirs)
        if found is None:
            return None
        cosine = float(collection.engine.vectors.vector(np.array([row]))[0] @ whole)
        return Recognised(row=row, cosine=cosine, found=found, judged=judge(brought, theirs, found))

    recognised: list[Recognised] = []
    compared = 0
    waiting = [row for row in rows if row in items]
    with ThreadPoolExecutor(2) as pool:
        while waiting:
            pair, waiting = waiting[:2], waiting[2:]
            for told in pool.map(one, pair):
                compared += 1
                if told is not None:
                    recognised.append(told)
                    family = standing.of(told.row)
                    if family is not None and told.found.score >= _SURE:
                        waiting = [row for row in waiting if row not in family.members]
            if clock() > until:
                break
    recognised.sort(key=lambda told: (-told.found.score, told.row))
    return Checked(
        recognised=tuple(recognised),
        compared=compared,
        candidates=len(rows),
        nearest=tuple(rows[:6]),
    )


def _by_parts(crops: np.ndarray, vector: np.ndarray) -> list[int]:
    """Rows one of whose parts (float16 [n, 5, dim]) is nearest to a vector, nearest first."""
    best = np.empty(len(crops), np.float32)
    for start in range(0, len(crops), _BLOCK):
        block = crops[start : start + _BLOCK].astype(np.float32)
        best[start : start + len(block)] = (block @ vector).max(axis=1)
    k = min(CANDIDATES, len(best))
    if not k:
        return []
    top = np.argpartition(-best, k - 1)[:k]
    return [int(row) for row in top[np.argsort(-best[top], kind="stable")]]
