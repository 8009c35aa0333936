"""A map of very many images: some are laid out, the others placed among these, then all refined.

UMAP's time is rounds times images, and most of its rounds go into finding out what belongs where
on the whole. A part of the images, the landmarks, finds that out as well (de Silva and Tenenbaum
2004 did so for multidimensional scaling); the others start among those they resemble, and a few
rounds over all images do the detail. ``python -m benchmarks.landmarks`` compares it with the full
fit.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numba import njit

from explorer.bundle import files
from precompute import knn
from precompute.faiss_index import fill, measure_recall, plan_index, trained_index
from precompute.placing import NEAREST, places
from precompute.progress import Progress
from precompute.umap_layout import NEIGHBOURS, map_layout, refine

FROM = 200_000
"""Collections larger than this are mapped by landmarks."""

SHARE = 0.1
"""How many of the images are landmarks: more of them made no better map."""

EPOCHS, RATE = 40, 0.5
"""Rounds of refining, and the learning rate they begin with."""

_BLOCK = 16_384
_TOGETHER = 1.5  # in the landmarks' mean spacings: how far apart they may lie to share an image


def landmark_layout(
    vectors: np.ndarray,
    neighbours: np.ndarray,
    scores: np.ndarray,
    *,
    seed: int,
    progress: Progress,
    count: int | None = None,
    epochs: int = EPOCHS,
    scratch: Path | None = None,
) -> np.ndarray:
    """Points [n, 2] in arbitrary units; the arguments are those of ``map_layout``.

    ``count`` landmarks, ``SHARE`` of the images unless said. In the folder ``scratch`` their
    layout is kept, so that a build that was killed does not make it again. The same arguments
    give the same points.
    """
    total = len(vectors)
    rows = chosen(neighbours, count or round(SHARE * total), seed=seed)
    laid = _laid_out(vectors, rows, seed=seed, progress=progress, scratch=scratch)
    progress.say(f"  map: {len(rows)} landmarks laid out, the others placed among them")
    # UMAP puts neighbours at about one distance, however many there are: more need more room.
    laid *= (total / len(rows)) ** 0.5
    points = placed(vectors, neighbours, scores, rows, laid, seed=seed)
    if not epochs:
        return points
    show = not progress.quiet
    return refine(points, neighbours, scores, seed=seed, epochs=epochs, rate=RATE, show=show)


def chosen(neighbours: np.ndarray, count: int, *, seed: int) -> np.ndarray:
    """Some ``count`` rows, int64, ascending, such that each image is near one of them.

    Images are taken in random order, unless one of those taken counts the image among its
    nearest: dense regions get as many as they have images, and no small group is forgotten. Over
    how many of its nearest a landmark stands is found by halving.
    """
    total, k = neighbours.shape
    if count >= total:
        return np.arange(total)
    order = np.random.default_rng(seed).permutation(total)
    low, high = 0, k  # standing over more of its nearest, fewer are taken
    while low < high:
        middle = (low + high) // 2
        if len(_cover(neighbours, order, middle)) > count:
            low = middle + 1
        else:
            high = middle
    taken = _cover(neighbours, order, low)
    if len(taken) > count:
        return np.sort(taken[:count])
    # The last step may be a large one: what it left out is filled up in the same order.
    rest = order[~np.isin(order, taken)]
    return np.sort(np.concatenate([taken, rest[: count - len(taken)]]))


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _cover(neighbours: np.ndarray, order: np.ndarray, k: int) -> np.ndarray:
    covered = np.zeros(len(order), np.bool_)
    taken = np.empty(len(order), np.int64)
    count = 0
    for row in order:
        if covered[row]:
            continue
        taken[count] = row
        count += 1
        for at in range(k):
            if neighbours[row, at] >= 0:
                covered[neighbours[row, at]] = True
    return taken[:count]


def placed(
    vectors: np.ndarray,
    neighbours: np.ndarray,
    scores: np.ndarray,
    rows: np.ndarray,
    laid: np.ndarray,
    *,
    seed: int,
) -> np.ndarray:
    """Points [n, 2]: landmarks ``rows`` at ``laid``, each other image among its nearest of them.

    These are found along the k-NN graph: among an image's neighbours, or else, again and again,
    at the places that these neighbours got; by search where no path leads to a landmark. A little
    noise, so that no two images start from one place.
    """
    total = len(vectors)
    points = np.zeros((total, 2), np.float32)
    there = np.zeros(total, bool)
    points[rows], there[rows] = laid, True
    near = _TOGETHER * spacing(laid)
    while not there.all():
        waiting = np.flatnonzero(~there)
        found = np.zeros(len(waiting), bool)
        for part in knn.blocks(len(waiting), _BLOCK):
            own = waiting[part]
            linked = neighbours[own]
            usable = (linked >= 0) & there[np.maximum(linked, 0)]
            cosines, at = knn.best(
                scores[own].astype(np.float32), np.where(usable, linked, -1), NEAREST
            )
            some = at[:, 0] >= 0
            points[own[some]] = places(points, at[some], cosines[some], together=near)
            found[part] = some
        if not found.any():
            cosines, at = knn.exact(vectors[rows], vectors[waiting], NEAREST)
            points[waiting] = places(points, np.where(at < 0, -1, rows[at]), cosines, together=near)
            found[:] = True
        there[waiting[found]] = True
    others = np.ones(total, bool)
    others[rows] = False
    random = np.random.default_rng(seed)
    noise = random.normal(scale=0.1 * near, size=(int(others.sum()), 2))
    points[others] += noise.astype(np.float32)
    return points


def spacing(points: np.ndarray) -> float:
    """Distance between points [n, 2], were they spread evenly over where most of them lie."""
    low, high = np.quantile(points, [0.02, 0.98], axis=0)
    return float(max((high - low).prod(), 1e-12) ** 0.5 / len(points) ** 0.5)


def _laid_out(
    vectors: np.ndarray, rows: np.ndarray, *, seed: int, progress: Progress, scratch: Path | None
) -> np.ndarray:
    path = scratch / f"landmarks-{seed}-{len(rows)}-{len(vectors)}.npy" if scratch else None
    if path is not None and path.exists():
        return np.asarray(np.load(path, allow_pickle=False))
    held = np.ascontiguousarray(vectors[rows])
    near, cosines = _neighbours(held, seed=seed, progress=progress)
    laid = map_layout(held, near, cosines, seed=seed, show=not progress.quiet)
    if path is not None:
        with files.replacing(path) as temporary, temporary.open("wb") as handle:
            np.save(handle, laid)
    return laid


def _neighbours(
    held: np.ndarray, *, seed: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Each landmark's nearest others: rows int32 and cosines float32 [m, NEIGHBOURS]."""
    index = trained_index(held, plan_index(*held.shape), seed=seed)
    for _ in fill(index, held):
        pass
    nprobe = measure_recall(index, held, k=NEIGHBOURS, seed=seed, wanted=0.95).nprobe
    near = np.full((len(held), NEIGHBOURS), -1, np.int32)
    cosines = np.full((len(held), NEIGHBOURS), -1, np.float32)
    bar = progress.bar(len(held), "neighbours of landmarks")
    for part in knn.blocks(len(held), _BLOCK):
        asked = np.asarray(held[part], np.float32)
        found = (
            knn.approximate(index, asked, NEIGHBOURS + 1, nprobe=nprobe)
            if nprobe
            else knn.exact(held, asked, NEIGHBOURS + 1)
        )
        own = np.arange(part.start, part.stop)
        cosines[part], near[part] = knn.without_self(*found, own, NEIGHBOURS)
        bar.update(part.stop - part.start)
    bar.close()
    return near, cosines
