"""A map of very many images: some of them are laid out, the others placed among these.

UMAP takes an hour for some millions of images. Laying out a sample and placing the rest by their
nearest neighbours in it loses some of the finest detail (on 100,000 images with a fifth as
landmarks: trustworthiness .884 instead of .928), so this is for collections where nothing else
ends in reasonable time.
"""

from __future__ import annotations

import numpy as np

from precompute import knn
from precompute.faiss_index import fill, measure_recall, plan_index, sample, trained_index
from precompute.placing import NEAREST, places
from precompute.progress import Progress
from precompute.umap_layout import NEIGHBOURS, map_layout
from precompute.unit_square import fit

FROM = 2_000_000
"""Collections larger than this are mapped by landmarks."""

LANDMARKS = 1_000_000
_BLOCK = 16_384


def landmark_layout(
    vectors: np.ndarray, *, seed: int, progress: Progress, count: int = LANDMARKS
) -> np.ndarray:
    """Points [n, 2] in the unit square of vectors [n, dim], ``count`` of them by UMAP."""
    rows = sample(len(vectors), count, seed=seed)
    held = np.asarray(vectors[rows])
    index = trained_index(held, plan_index(*held.shape), seed=seed)
    for _ in fill(index, held):
        pass
    nprobe = measure_recall(index, held, k=NEIGHBOURS, seed=seed, wanted=0.95).nprobe
    near = np.full((len(rows), NEIGHBOURS), -1, np.int32)
    cosines = np.full((len(rows), NEIGHBOURS), -1, np.float32)
    bar = progress.bar(len(rows) + len(vectors), "neighbours of landmarks")
    for part in knn.blocks(len(rows), _BLOCK):
        found = knn.approximate(index, held[part], NEIGHBOURS + 1, nprobe=nprobe)
        own = np.arange(part.start, part.stop)
        cosines[part], near[part] = knn.without_self(*found, own, NEIGHBOURS)
        bar.update(part.stop - part.start)
    laid = fit(map_layout(held, near, cosines, seed=seed, show=not progress.quiet))
    points = np.empty((len(vectors), 2), np.float32)
    for part in knn.blocks(len(vectors), _BLOCK):
        likeness, at = knn.approximate(index, vectors[part], NEAREST, nprobe=nprobe)
        points[part] = places(laid, at, likeness)
        bar.update(part.stop - part.start)
    bar.close()
    points[rows] = laid
    return points
