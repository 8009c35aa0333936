"""The members of a theme, those that are most of its kind first."""

from __future__ import annotations

import numpy as np

from explorer.collection import Collection, Theme

_RANKED = 20_000


def members(collection: Collection, theme: Theme, *, limit: int) -> list[int]:
    """Rows of a theme's items: medoids first, then by likeness to them; at most ``limit``.

    Likeness is the cosine to the mean of the medoids' vectors. Of a theme of more than 20,000
    items, 20,000 evenly spread ones are compared, so that a page never reads a whole collection.
    """
    themes = collection.bundle.item_themes
    if theme.level >= themes.shape[1]:
        return list(theme.medoids)[:limit]
    rows = np.flatnonzero(themes[:, theme.level] == theme.id)
    if len(rows) > _RANKED:
        rows = rows[np.linspace(0, len(rows) - 1, _RANKED).astype(np.int64)]
    if not len(rows):
        return []
    heart = list(theme.medoids) or rows[:1].tolist()
    vectors = collection.bundle.vectors
    centre = np.asarray(vectors[heart], np.float32).mean(axis=0)
    likeness = np.asarray(vectors[rows], np.float32) @ centre
    likeness[np.isin(rows, heart)] = np.inf
    order = np.argsort(-likeness, kind="stable")
    belonging = set(rows.tolist())
    first = [row for row in heart if row in belonging]
    rest = [int(row) for row in rows[order][len(first) : limit]]
    return (first + rest)[:limit]
