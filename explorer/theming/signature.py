"""Signatures: a theme's members as a short sketch, by which two themes are compared.

A sketch holds the smallest hashes of the members' ids (bottom-k MinHash: Broder 1997, Cohen and
Kaplan 2007). It knows nothing of rows or of numbers of themes, so it outlives a rebuild; from two
sketches of 200 the share of members in common (Jaccard) is estimated to within some .03, and
themes of at most 200 members are compared exactly.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from explorer.theming.models import SKETCH

_BYTES = 5


def hashes(ids: Iterable[str]) -> np.ndarray:
    """uint64 [n], below 2 ** 40: a hash of each id."""
    digests = (
        hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
        for id_ in ids
    )
    return np.fromiter((int.from_bytes(digest) for digest in digests), np.uint64)


def sketch_of(hashed: np.ndarray) -> np.ndarray:
    """uint64 [≤ SKETCH], ascending: the sketch of members by their hashes."""
    return np.unique(hashed)[:SKETCH]


def written(sketch: np.ndarray) -> str:
    """A sketch as text."""
    data = b"".join(int(value).to_bytes(_BYTES) for value in sketch)
    return base64.b64encode(data).decode()


def read(text: str) -> np.ndarray:
    """A sketch from its text, which must be base64."""
    data = base64.b64decode(text)
    parts = (data[at : at + _BYTES] for at in range(0, len(data) - _BYTES + 1, _BYTES))
    return np.unique(np.fromiter((int.from_bytes(part) for part in parts), np.uint64))[:SKETCH]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The share of members that two themes have in common, of all of both, by their sketches."""
    union = np.union1d(one, other)
    if max(len(one), len(other)) >= SKETCH:
        union = union[:SKETCH]
    if not len(union):
        return 0.0
    common = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(union, common, assume_unique=True).sum() / len(union))


def sketches(hashed: np.ndarray, themes: np.ndarray) -> dict[int, np.ndarray]:
    """The sketch of each theme; ``themes`` (int [n]): that of each item, -1 for none."""
    order = np.argsort(hashed, kind="stable")
    order = order[themes[order] >= 0]
    order = order[np.argsort(themes[order], kind="stable")]
    ids, starts = np.unique(themes[order], return_index=True)
    ends = np.append(starts[1:], len(order))
    return {
        int(id_): np.unique(hashed[order[start : min(end, start + SKETCH)]])
        for id_, start, end in zip(ids, starts, ends, strict=True)
    }


def alike(
    wanted: Mapping[Any, np.ndarray], found: Mapping[int, np.ndarray]
) -> list[tuple[float, Any, int]]:
    """Every pair with a member in common: likeness, key, id; the most alike first."""
    holding: dict[int, list[int]] = defaultdict(list)
    for id_, sketch in found.items():
        for value in sketch.tolist():
            holding[value].append(id_)
    pairs = [
        (likeness(sketch, found[id_]), key, id_)
        for key, sketch in wanted.items()
        for id_ in sorted({one for value in sketch.tolist() for one in holding.get(value, ())})
    ]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def one_to_one(
    pairs: Sequence[tuple[float, Any, int]], *, least: float
) -> dict[Any, tuple[int, float]]:
    """Each key's theme, no theme twice, the most alike pairs first (greedy).

    Of two divisions of one collection, a pair of more than one half in common is each other's
    best, so that there the order does not matter.
    """
    chosen: dict[Any, tuple[int, float]] = {}
    taken: set[int] = set()
    for share, key, id_ in pairs:
        if share >= least and key not in chosen and id_ not in taken:
            chosen[key] = (id_, share)
            taken.add(id_)
    return chosen
