"""Exact nearest neighbours by inner product, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import faiss
import numpy as np

BLOCK = 65_536
"""Vectors held as float32 at one time."""


def blocks(total: int, size: int = BLOCK) -> Iterator[slice]:
    """Slices of at most ``size`` that cover ``range(total)`` in order."""
    return (slice(start, min(start + size, total)) for start in range(0, total, size))


def exact(
    vectors: np.ndarray, queries: np.ndarray, k: int, *, block: int = BLOCK
) -> tuple[np.ndarray, np.ndarray]:
    """The ``k`` vectors of largest inner product with each query.

    ``vectors`` [n, dim] may be a memory-mapped float16 array: it is read ``block`` rows at a time.
    Returns float32 scores [q, k] and int64 rows [q, k], best first and, among equals, lowest row
    first; padded with -1 where n < k.
    """
    wanted = np.ascontiguousarray(queries, dtype=np.float32)
    scores = np.full((len(wanted), k), -np.inf, np.float32)
    rows = np.full((len(wanted), k), -1, np.int64)
    for part in blocks(len(vectors), block):
        held = np.ascontiguousarray(vectors[part], dtype=np.float32)
        near, at = faiss.knn(wanted, held, min(k, len(held)), metric=faiss.METRIC_INNER_PRODUCT)
        scores, rows = best(
            np.hstack([scores, near]), np.hstack([rows, at.astype(np.int64) + part.start]), k
        )
    scores[rows < 0] = -1
    return scores, rows


def best(scores: np.ndarray, rows: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The ``k`` best of each line: highest score first, then lowest row; -1 rows come last."""
    scores = np.where(rows < 0, -np.inf, scores)
    order = np.lexsort((rows, -scores), axis=1)[:, :k]
    return np.take_along_axis(scores, order, 1), np.take_along_axis(rows, order, 1)


def without_self(
    scores: np.ndarray, rows: np.ndarray, own: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """Drop each line's own row, told by its number and not by its score; keep ``k``.

    ``scores`` and ``rows`` are [q, k + 1], ``own`` is [q]. Where copies crowd the own row out of
    its own list, the last of the list goes instead.
    """
    return best(scores, np.where(rows == own[:, None], -1, rows), k)


def approximate(
    index: Any, queries: np.ndarray, k: int, *, nprobe: int
) -> tuple[np.ndarray, np.ndarray]:
    """As ``exact``, by a FAISS index; ``nprobe`` lists are looked into where it has lists."""
    params = faiss.SearchParametersIVF(nprobe=nprobe) if nprobe else None
    scores, rows = index.search(np.ascontiguousarray(queries, np.float32), k, params=params)
    return best(scores, rows, k)
