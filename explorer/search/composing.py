"""One vector of many: words and pictures, wanted and not wanted, brought to one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.search.query import Why
from explorer.search.relevance import Background

MINUS = 0.5
"""Weight of what is not wanted, against 1 of what is: with as much, results flee from it to where
nothing is; a picture that is of both should come after, not never."""

_CLEAR = 0.5
"""Deviations above the collection's mean from where a part is said to be why a picture is here."""

Kind = Literal["picture", "like", "far"]


@dataclass(frozen=True)
class Part:
    """One thing of a query: its vector (float32 [dim], unit length) and its weight, which is
    negative for what is not wanted."""

    kind: Kind
    vector: np.ndarray
    weight: float = 1.0


def compose(parts: list[Part], background: Background) -> np.ndarray:
    """float32 [dim], unit length: the signed sum of the parts.

    Each is divided by the deviation of the collection's cosines to it, so that the likeness to the
    sum is a sum of z-scores: likenesses between two pictures spread several times wider than those
    of a picture to words, and a plain sum of unit vectors would let the pictures drown the words.
    """
    if len(parts) == 1 and parts[0].weight > 0:
        return unit(parts[0].vector)
    total = np.zeros(len(parts[0].vector), np.float32)
    for part in parts:
        total += part.vector * np.float32(part.weight / background.deviation(part.vector))
    return unit(total)


def reasons(
    parts: list[Part], background: Background, vectors: np.ndarray
) -> list[tuple[Why, ...]]:
    """Why each picture (``vectors``, float32 [m, dim]) is near what the parts make."""
    told: list[tuple[Why, ...]] = []
    if len(parts) == 1:
        return [(parts[0].kind,)] * len(vectors)
    scores = np.stack(
        [background.against_collection(part.vector, vectors @ part.vector)[0] for part in parts]
    )
    wanted = [place for place, part in enumerate(parts) if part.weight > 0]
    for column in scores.T:
        best = max(wanted, key=lambda place: column[place], default=None)
        why: list[Why] = [
            part.kind
            for place, part in enumerate(parts)
            if (part.weight > 0 and (column[place] >= _CLEAR or place == best))
            or (part.weight < 0 and column[place] < 0)
        ]
        told.append(tuple(dict.fromkeys(why)))
    return told


def unit(vector: np.ndarray) -> np.ndarray:
    """A vector brought to length one."""
    found: np.ndarray = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return found.astype(np.float32)
