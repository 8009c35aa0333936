"""The layout ``map``: UMAP (McInnes, Healy and Melville 2018) on the k-NN graph at hand."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from precompute.fuzzy_graph import fuzzy_graph

NEIGHBOURS = 15
MIN_DIST = 0.05
EPOCHS, EPOCHS_FROM = (500, 200), 2_000
"""Rounds of optimisation, below and from so many images on."""

SMALLEST = 16
"""Fewer images than this have no neighbourhoods to speak of: they are laid out by PCA."""


def map_layout(
    vectors: np.ndarray,
    neighbours: np.ndarray,
    scores: np.ndarray,
    *,
    seed: int,
    epochs: int | None = None,
    show: bool = False,
) -> np.ndarray:
    """Points [n, 2] in arbitrary units, near each other where the images are alike.

    ``vectors`` [n, dim] of unit length; ``neighbours`` and ``scores`` [n, k] are the k-NN graph
    without the images themselves, padded with -1. The same arguments give the same points.
    """
    start = principal(vectors, seed=seed)
    if len(vectors) < SMALLEST:
        return start
    return _umap(start, neighbours, scores, seed=seed, epochs=epochs, show=show)


def principal(vectors: np.ndarray, *, seed: int, axes: int = 2, most: int = 50_000) -> np.ndarray:
    """The first principal components, float32 [n, axes]; found on at most ``most`` rows.

    The sign of an axis is that of its largest coefficient, so that no library chooses it.
    """
    total, dim = vectors.shape
    rows = np.arange(total)
    if total > most:
        rows = np.sort(np.random.default_rng(seed).choice(total, most, replace=False))
    held = np.asarray(vectors[rows], dtype=np.float64)
    centre = held.mean(axis=0)
    _, basis = np.linalg.eigh(np.cov(held.T, bias=True).reshape(dim, dim))
    basis = basis[:, ::-1][:, :axes]
    basis *= np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])])
    found = np.zeros((total, axes), np.float32)
    for at in range(0, total, most):
        block = np.asarray(vectors[at : at + most], dtype=np.float64) - centre
        found[at : at + most, : basis.shape[1]] = block @ basis
    return found


def _umap(
    start: np.ndarray,
    neighbours: np.ndarray,
    scores: np.ndarray,
    *,
    seed: int,
    epochs: int | None,
    show: bool,
) -> np.ndarray:
    from umap.umap_ import find_ab_params, simplicial_set_embedding  # noqa: PLC0415

    total = len(start)
    graph = _graph(neighbours, scores)
    a, b = find_ab_params(1.0, MIN_DIST)
    random = np.random.RandomState(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points, _ = simplicial_set_embedding(
            start,
            graph,
            2,
            1.0,
            a,
            b,
            1.0,
            5,
            epochs or EPOCHS[total >= EPOCHS_FROM],
            _spread(start, random),
            random,
            "cosine",
            {},
            False,
            {},
            False,
            parallel=False,
            tqdm_kwds=_bar(show, "map"),
        )
    return np.asarray(points, dtype=np.float32)


def refine(
    start: np.ndarray,
    neighbours: np.ndarray,
    scores: np.ndarray,
    *,
    seed: int,
    epochs: int,
    rate: float,
    show: bool = False,
) -> np.ndarray:
    """Go on from points ``start`` [n, 2], which are in UMAP's own units; float32 [n, 2].

    ``rate`` is the learning rate to begin with, 1 where UMAP starts from nothing; it falls to 0.
    The rest is as in ``map_layout``.
    """
    from umap.layouts import optimize_layout_euclidean  # noqa: PLC0415
    from umap.umap_ import find_ab_params, make_epochs_per_sample  # noqa: PLC0415

    graph = _graph(neighbours, scores).tocoo()
    # As the library does: what would not be drawn once in all the rounds is left out.
    drawn = graph.data >= graph.data.max(initial=0) / epochs
    a, b = find_ab_params(1.0, MIN_DIST)
    random = np.random.RandomState(seed)
    points = np.array(start, dtype=np.float32, order="C")
    bounds = np.iinfo(np.int32)
    moved = optimize_layout_euclidean(
        points,
        points,
        graph.row[drawn],
        graph.col[drawn],
        epochs,
        len(points),
        make_epochs_per_sample(graph.data[drawn], epochs),
        a,
        b,
        random.randint(bounds.min, bounds.max, 3).astype(np.int64),
        1.0,
        rate,
        5.0,
        parallel=False,
        tqdm_kwds=_bar(show, "refining"),
        move_other=True,
    )
    return np.asarray(moved, dtype=np.float32)


def _graph(neighbours: np.ndarray, scores: np.ndarray) -> csr_array:
    kept = min(NEIGHBOURS, len(neighbours) // 2, neighbours.shape[1] + 1) - 1
    distances = np.clip(1 - scores[:, :kept].astype(np.float32), 0, 2)
    return fuzzy_graph(neighbours[:, :kept], distances)


def _bar(show: bool, what: str) -> dict[str, Any]:
    shown = show and sys.stderr.isatty()
    return {"disable": not shown, "desc": f"  {what}", "leave": False}


def _spread(start: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """The starting points within [-10, 10], no two of them in one place."""
    scaled = start * (10 / max(float(np.abs(start).max()), 1e-12))
    noise = random.normal(scale=1e-4, size=start.shape)
    return np.asarray(scaled + noise, dtype=np.float32)
