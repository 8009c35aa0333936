"""The members of a theme: all of them, the most typical first."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.collection import Collection
from explorer.members import members


def test_members_are_those_of_the_theme_medoids_first(small_bundle: Path) -> None:
    collection = Collection(small_bundle)
    themes = collection.themes(language="fr")
    assert themes
    for theme in themes:
        rows = members(collection, theme, limit=1000)
        belonging = np.flatnonzero(collection.bundle.item_themes[:, theme.level] == theme.id)
        assert sorted(rows) == belonging.tolist()
        assert len(rows) == theme.size
        assert rows[: len(theme.medoids)] == list(theme.medoids)
        assert members(collection, theme, limit=3) == rows[:3]


def test_the_rest_follows_by_likeness(small_bundle: Path) -> None:
    collection = Collection(small_bundle)
    theme = max(collection.themes(language="fr"), key=lambda found: found.size)
    vectors = np.asarray(collection.bundle.vectors, np.float32)
    centre = vectors[list(theme.medoids)].mean(axis=0)
    likeness = vectors[members(collection, theme, limit=1000)[len(theme.medoids) :]] @ centre
    assert np.all(np.diff(likeness) <= 1e-6)
