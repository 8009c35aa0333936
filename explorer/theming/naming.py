"""Naming parts: words of the collection's vocabulary that fit one part better than the others."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.theming.ground import Ground, spread_out

_TERMS = 6
_LONGEST = 120


@dataclass(frozen=True)
class PartName:
    """A name and the next best ones, by language; empty where there is no vocabulary."""

    label: dict[str, str] = field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)


def names_of(ground: Ground, parts: list[np.ndarray]) -> list[PartName]:
    """A name for each group of rows, no word twice.

    A word is as good as it fits the group's mean, in deviations over the whole collection, less
    how well it fits the best of the other groups, by half.
    """
    vocabulary = ground.vocabulary
    if vocabulary is None or not all(len(rows) for rows in parts):
        return [PartName() for _ in parts]
    means = [
        np.asarray(ground.vectors[spread_out(rows)], np.float32).mean(axis=0) for rows in parts
    ]
    words = vocabulary.vectors.astype(np.float32)
    deviation = np.maximum(np.nan_to_num(vocabulary.deviation), 1e-4)
    fits = (np.stack(means) @ words.T - np.nan_to_num(vocabulary.mean)) / deviation
    others = np.stack([np.delete(fits, at, axis=0).max(axis=0) for at in range(len(parts))])
    score = fits - others / 2
    taken: set[int] = set()
    found: list[PartName] = []
    for line in score:
        ranked = [int(word) for word in np.argsort(-line)[:64] if int(word) not in taken]
        taken.add(ranked[0])
        told = {
            code: [names[word][:_LONGEST] for word in ranked if names[word]]
            for code, names in vocabulary.names.items()
        }
        found.append(
            PartName(
                {code: several[0] for code, several in told.items() if several},
                {code: tuple(several[1 : 1 + _TERMS]) for code, several in told.items()},
            )
        )
    return found
