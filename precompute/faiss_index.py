"""Which FAISS index suits a collection, how it is made, and how good it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import faiss
import numpy as np

from precompute import knn

EXACT_TO = 20_000
"""Largest collection that is searched exactly."""

QUANTISED_FROM = 5_000_000
"""From here on vectors are kept in 4 bits a dimension, or the index would not fit in memory."""

PROBES = (8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024)

_TRAINED_ON = 40
"""Vectors that FAISS wants for each list to train it."""

_MOVED = 0.5
_MEAN_OF = 4096


@dataclass(frozen=True)
class IndexPlan:
    """A FAISS factory string and what it needs.

    ``lists`` is 0 for an index without lists; ``training`` counts vectors to train on;
    ``bytes_per_vector`` is what a vector takes on disk, its identifier included; ``refined`` how
    many candidates, for each image wanted, are put in order by their exact vectors.
    """

    factory: str
    lists: int
    training: int
    bytes_per_vector: int
    refined: int = 2


def plan_index(n: int, dim: int) -> IndexPlan:
    """The index for ``n`` vectors of ``dim`` dimensions.

    float16 vectors searched exactly up to ``EXACT_TO``; then inverted lists, about 4 sqrt(n) of
    them, over 8-bit vectors; beyond ``QUANTISED_FROM``, 65,536 lists found by a graph over RaBitQ
    codes (Gao and Long 2024) of 4 bits.
    """
    if n <= EXACT_TO:
        return IndexPlan("SQfp16", 0, min(n, 1), 2 * dim)
    if n <= QUANTISED_FROM:
        lists = 2 ** min(round(math.log2(4 * math.sqrt(n))), int(math.log2(n / _TRAINED_ON)))
        return IndexPlan(f"IVF{lists},SQ8", lists, min(n, 64 * lists), dim + 8)
    lists = 65_536
    return IndexPlan(
        f"IVF{lists}_HNSW32,RaBitQfs4", lists, min(n, _TRAINED_ON * lists), math.ceil(dim / 2) + 24
    )


def trained_index(vectors: np.ndarray, plan: IndexPlan, *, seed: int) -> Any:
    """An empty inner-product index, trained on a sample of ``vectors`` drawn with ``seed``."""
    index = faiss.index_factory(vectors.shape[1], plan.factory, faiss.METRIC_INNER_PRODUCT)
    rows = sample(len(vectors), plan.training, seed=seed)
    index.train(np.ascontiguousarray(vectors[rows], dtype=np.float32))
    return index


def fill(index: Any, vectors: np.ndarray) -> Iterator[int]:
    """Add all vectors [n, dim], whose rows become their ids; yields how many went in each time."""
    for part in knn.blocks(len(vectors)):
        index.add(np.ascontiguousarray(vectors[part], dtype=np.float32))
        yield part.stop - part.start


def sample(n: int, size: int, *, seed: int) -> np.ndarray:
    """Sorted int64 rows drawn without replacement; all of them when ``size`` >= n."""
    if size >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, size, replace=False))


@dataclass(frozen=True)
class Recall:
    """Mean share of the true nearest found at each ``nprobe`` tried, and the one to use.

    ``recall`` is the least over the kinds of queries, at ``k``; ``by_kind`` has it for each of
    them, ``at_ten`` the same among the first ten.
    """

    nprobe: int
    recall: float
    tried: dict[int, float]
    by_kind: dict[str, float] = field(default_factory=dict)
    at_ten: dict[str, float] = field(default_factory=dict)


def held_out(vectors: np.ndarray, *, count: int, seed: int) -> dict[str, np.ndarray]:
    """Queries that are not in the collection, by kind: float32 [count, dim] of unit length.

    ``pictures`` are images moved as another photograph of the same thing would be (a cosine of
    about .9 to it). ``texts`` lie where texts do, beside the cone in which all images are (Liang
    and others 2022): what sets an image apart from the mean of all, and as much noise, without the
    mean. They are harder: what is near them is spread over more lists.
    """
    random = np.random.default_rng(seed + 1)
    rows = sample(len(vectors), count, seed=seed)
    held = np.asarray(vectors[rows], np.float32)
    mean = np.asarray(vectors[sample(len(vectors), _MEAN_OF, seed=seed)], np.float32).mean(axis=0)
    noise = _unit(random.normal(size=held.shape))
    return {
        "pictures": _unit(held + _MOVED * noise),
        "texts": _unit(_unit(held - mean) + noise),
    }


def measure_recall(
    index: Any,
    vectors: np.ndarray,
    *,
    k: int,
    seed: int,
    queries: int = 200,
    wanted: float = 0.98,
    refined: int = 1,
    asked: Mapping[str, np.ndarray] | None = None,
) -> Recall:
    """Recall at ``k`` against exact search; on vectors of the collection, or on those ``asked``.

    The smallest ``nprobe`` that reaches ``wanted`` for every kind of query is chosen; when none
    does, the smallest within .002 of the best. ``nprobe`` is 0 for an index without lists. As in a
    search, ``refined`` times ``k`` candidates are put in order by their exact vectors, unless it
    is 1.
    """
    k = min(k, len(vectors))
    if asked is None:
        rows = sample(len(vectors), queries, seed=seed)
        asked = {"images": np.ascontiguousarray(vectors[rows], np.float32)}
    every = np.concatenate(list(asked.values()))
    truth = knn.exact(vectors, every, k)[1]

    def measured(nprobe: int) -> Recall:
        params = faiss.SearchParametersIVF(nprobe=nprobe) if nprobe else None
        found = index.search(every, min(len(vectors), refined * k), params=params)[1]
        if refined > 1:
            found = _in_order(vectors, every, found, k)
        by_kind, at_ten, start = {}, {}, 0
        for kind, some in asked.items():
            lines = slice(start, start + len(some))
            by_kind[kind] = overlap(found[lines], truth[lines])
            at_ten[kind] = overlap(found[lines, :10], truth[lines, :10])
            start += len(some)
        return Recall(nprobe, min(by_kind.values()), {}, by_kind, at_ten)

    lists = getattr(index, "nlist", 0)
    if not lists:
        return measured(0)
    tried: dict[int, Recall] = {}
    for nprobe in (probe for probe in PROBES if probe <= lists):
        tried[nprobe] = measured(nprobe)
        if tried[nprobe].recall >= wanted:
            break
    top = max(one.recall for one in tried.values())
    enough = wanted if top >= wanted else top - 0.002
    chosen = next(one for one in tried.values() if one.recall >= enough)
    return replace(chosen, tried={nprobe: one.recall for nprobe, one in tried.items()})


def _in_order(vectors: np.ndarray, asked: np.ndarray, found: np.ndarray, k: int) -> np.ndarray:
    """The ``k`` best of each line of candidates by their exact vectors; -1 stays last."""
    lines = []
    for query, line in zip(asked, found, strict=True):
        scores = np.asarray(vectors[np.maximum(line, 0)], np.float32) @ query
        lines.append(line[np.argsort(np.where(line < 0, np.inf, -scores), kind="stable")[:k]])
    return np.stack(lines)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def overlap(found: np.ndarray, truth: np.ndarray) -> float:
    """Mean share of each line of ``truth`` that is in the same line of ``found``; -1 is no row."""
    shares = [
        len(np.intersect1d(line, wanted[wanted >= 0])) / (wanted >= 0).sum()
        for line, wanted in zip(found, truth, strict=True)
        if (wanted >= 0).any()
    ]
    return float(np.mean(shares)) if shares else 1.0
