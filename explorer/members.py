"""The members of a theme: the most typical, the least, and which other themes are like it."""

from __future__ import annotations

import numpy as np

from explorer.collection import Collection, Theme
from explorer.theming.ground import MEDOIDS, spread_out

OUTLIERS = 12
"""A theme has as many outliers at most, and no more than a sixth of it."""


def members(collection: Collection, theme: Theme, *, limit: int) -> list[int]:
    """Rows of a theme's items: medoids first, then by likeness to them; at most ``limit``.

    Likeness is the cosine to the mean of the medoids' vectors. Of a theme of more than 20,000
    items, 20,000 evenly spread ones are compared, so that a page never reads a whole collection.
    """
    rows = collection.hierarchy.members(theme.id)
    if not len(rows):
        return list(theme.medoids)[:limit]
    belonging = set(rows.tolist())
    first = [row for row in theme.medoids if row in belonging]
    rows, likeness = _ranked(collection, rows, first or rows[:1].tolist())
    likeness[np.isin(rows, first)] = np.inf
    order = np.argsort(-likeness, kind="stable")
    rest = [int(row) for row in rows[order] if int(row) not in set(first)]
    return (first + rest)[:limit]


def outliers(collection: Collection, theme: Theme) -> list[int]:
    """Rows of the items that are least of the theme's kind, the strangest first."""
    rows = collection.hierarchy.members(theme.id)
    heart = [row for row in theme.medoids if 0 <= row < len(collection)]
    if not len(rows) or not heart:
        return []
    rows, likeness = _ranked(collection, rows, heart)
    order = np.argsort(likeness, kind="stable")[: min(OUTLIERS, len(rows) // 6)]
    return [int(row) for row in rows[order]]


def neighbouring(collection: Collection, theme: Theme, *, limit: int) -> list[int]:
    """Ids of the themes of the same level that are most like one, the most alike first.

    They are compared by the means of their medoids' vectors.
    """
    nodes = collection.hierarchy.nodes.values()
    others = [node for node in nodes if node.level == theme.level and node.medoids]
    ids = [node.id for node in others]
    if theme.id not in ids or len(ids) < 2:
        return []
    means = np.stack([_mean(collection, node.medoids) for node in others])
    means -= means.mean(axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    at = ids.index(theme.id)
    likeness = means @ means[at]
    likeness[at] = -np.inf
    order = np.argsort(-likeness, kind="stable")[: min(limit, len(ids) - 1)]
    return [ids[int(place)] for place in order]


def _ranked(
    collection: Collection, rows: np.ndarray, heart: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Some of the rows, evenly spread, and how like each is to the mean of ``heart``."""
    some = spread_out(rows)
    vectors = np.asarray(collection.bundle.vectors[some], np.float32)
    return some, vectors @ _mean(collection, heart)


def _mean(collection: Collection, rows: tuple[int, ...] | list[int]) -> np.ndarray:
    # The last medoids are the central ones; what curators chose comes before them.
    heart = np.asarray(collection.bundle.vectors[list(rows)[-MEDOIDS:]], np.float32)
    return np.asarray(heart.mean(axis=0))
