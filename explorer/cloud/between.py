"""What lies between two pictures: a way from one to the other, each step to one that is alike."""

from __future__ import annotations

import heapq

import numpy as np

from explorer.collection import Collection

MOST = 12
"""Pictures told of a way; of a longer one, as many spread over it."""

_LOOKED_AT = 60_000
"""Pictures that are gone through before the straight way is taken."""


def between(collection: Collection, start: int, end: int, *, most: int = 5) -> list[int]:
    """Rows between two others, in order: at most ``most``, none of the two.

    The way is the one of the k-NN graph whose steps, squared, are the smallest together, so that it
    prefers many small steps to one large one. Where the graph has none, or it takes too long, the
    pictures nearest to points of the straight line from one vector to the other are given.
    Raises ``ValueError`` for a row that does not exist.
    """
    if not (0 <= start < len(collection) and 0 <= end < len(collection)):
        raise ValueError("name two items of the collection")
    if start == end or most < 1:
        return []
    found = _walk(collection, start, end)[1:-1] or _straight(collection, start, end, most)
    if len(found) <= most:
        return found
    places = np.linspace(0, len(found) - 1, most + 2)[1:-1].round().astype(int)
    return [found[place] for place in places]


def _walk(collection: Collection, start: int, end: int) -> list[int]:
    """The way, both ends among it; ``[]`` when there is none."""
    near, scores = collection.bundle.neighbours, collection.bundle.neighbour_scores
    best, came = {start: 0.0}, {start: start}
    waiting = [(0.0, start)]
    done: set[int] = set()
    while waiting and len(done) < _LOOKED_AT:
        cost, row = heapq.heappop(waiting)
        if row in done:
            continue
        if row == end:
            break
        done.add(row)
        for other, score in zip(near[row].tolist(), scores[row].tolist(), strict=True):
            if other < 0 or other in done:
                continue
            reached = cost + max(0.0, 1.0 - score) ** 2 + 1e-9
            if reached < best.get(other, np.inf):
                best[other], came[other] = reached, row
                heapq.heappush(waiting, (reached, other))
    if end not in came:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _straight(collection: Collection, start: int, end: int, most: int) -> list[int]:
    """The nearest to points of the straight way, each once."""
    index = collection.engine.vectors
    first, last = index.vector(np.array([start, end])).astype(np.float32)
    found: list[int] = []
    for share in np.linspace(0, 1, most + 2)[1:-1]:
        point = (1 - share) * first + share * last
        point /= max(float(np.linalg.norm(point)), 1e-12)
        rows, _ = index.search(point, k=most + 3)
        new = [int(row) for row in rows if row not in (start, end) and int(row) not in found]
        found += new[:1]
    return found
