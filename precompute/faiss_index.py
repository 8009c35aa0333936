"""Which FAISS index suits a collection, how it is made, and how good it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from precompute import knn

EXACT_TO = 100_000
"""Largest collection that is searched exactly."""

QUANTISED_FROM = 5_000_000
"""From here on vectors are kept in 4 bits a dimension, or the index would not fit in memory."""

PROBES = (8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True)
class IndexPlan:
    """A FAISS factory string and what it needs.

    ``lists`` is 0 for an index without lists; ``training`` counts vectors to train on;
    ``bytes_per_vector`` is what a vector takes on disk, its identifier included.
    """

    factory: str
    lists: int
    training: int
    bytes_per_vector: int


def plan_index(n: int, dim: int) -> IndexPlan:
    """The index for ``n`` vectors of ``dim`` dimensions.

    float16 vectors searched exactly up to ``EXACT_TO``; then inverted lists, about 4 sqrt(n) of
    them, over 8-bit vectors; beyond ``QUANTISED_FROM``, 65,536 lists found by a graph over RaBitQ
    codes (Gao and Long 2024) of 4 bits.
    """
    if n <= EXACT_TO:
        return IndexPlan("SQfp16", 0, min(n, 1), 2 * dim)
    if n <= QUANTISED_FROM:
        lists = 2 ** round(math.log2(4 * math.sqrt(n)))
        return IndexPlan(f"IVF{lists},SQ8", lists, min(n, 64 * lists), dim + 8)
    lists = 65_536
    return IndexPlan(
        f"IVF{lists}_HNSW32,RaBitQfs4", lists, min(n, 40 * lists), math.ceil(dim / 2) + 24
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
    """Mean share of the true nearest found at each ``nprobe`` tried, and the one to use."""

    nprobe: int
    recall: float
    tried: dict[int, float]


def measure_recall(
    index: Any, vectors: np.ndarray, *, k: int, seed: int, queries: int = 200, wanted: float = 0.98
) -> Recall:
    """Recall at ``k`` against exact search, on vectors of the collection as queries.

    The smallest ``nprobe`` that reaches ``wanted`` is chosen; when none does, the smallest within
    .002 of the best. ``nprobe`` is 0 for an index without lists.
    """
    k = min(k, len(vectors))
    asked = np.ascontiguousarray(vectors[sample(len(vectors), queries, seed=seed)], np.float32)
    truth = knn.exact(vectors, asked, k)[1]
    lists = getattr(index, "nlist", 0)
    if not lists:
        return Recall(0, overlap(index.search(asked, k)[1], truth), {})
    tried: dict[int, float] = {}
    for nprobe in (probe for probe in PROBES if probe <= lists):
        params = faiss.SearchParametersIVF(nprobe=nprobe)
        tried[nprobe] = overlap(index.search(asked, k, params=params)[1], truth)
        if tried[nprobe] >= wanted:
            return Recall(nprobe, tried[nprobe], tried)
    top = max(tried.values())
    nprobe = min(probe for probe, recall in tried.items() if recall >= top - 0.002)
    return Recall(nprobe, tried[nprobe], tried)


def overlap(found: np.ndarray, truth: np.ndarray) -> float:
    """Mean share of each line of ``truth`` that is in the same line of ``found``; -1 is no row."""
    shares = [
        len(np.intersect1d(line, wanted[wanted >= 0])) / (wanted >= 0).sum()
        for line, wanted in zip(found, truth, strict=True)
        if (wanted >= 0).any()
    ]
    return float(np.mean(shares)) if shares else 1.0
