"""A hierarchy of groups of images that lie near each other among the vectors.

Many small groups by spherical k-means (Dhillon and Modha 2001), gathered by Ward's criterion,
their borders then set right by k-means again: top themes first, then the themes within each. The
vectors are centred on the collection's mean, or what all images share would drown what sets them
apart, and each is averaged with its nearest neighbours, so that themes follow the same
neighbourhoods as the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.cluster.hierarchy import fcluster

from precompute import knn
from precompute.ward import ward

SMALLEST = 12
"""Fewer images than this are no ground for themes."""

SINGLE_TO = 3_000
"""Up to this many images each is a group of its own to start with."""

GROUPS = 1_024
"""Groups to start with in larger collections."""

BLEND = 10
"""Neighbours that an image is averaged with."""

NOISE = 0.25
"""An image whose cosine to its finest theme's centroid is below this belongs to none."""

ROUNDS = 20


@dataclass(frozen=True)
class Cluster:
    """A group of images: ``parent`` is its parent's position in the list, -1 at the top.

    ``members``: rows, int64, ascending. ``centroid``: float32 [dim], the mean of its members'
    centred unit vectors, not of unit length itself.
    """

    parent: int
    level: int
    members: np.ndarray
    centroid: np.ndarray


@dataclass(frozen=True)
class Space:
    """The vectors as themes see them: centred on ``mean`` [dim], of unit length again."""

    vectors: np.ndarray
    neighbours: np.ndarray
    mean: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, neighbours: np.ndarray) -> Space:
        """The space of vectors [n, dim] (may be a memory-map) and their k-NN graph [n, k]."""
        total = np.zeros(vectors.shape[1])
        for part in knn.blocks(len(vectors)):
            total += np.asarray(vectors[part], np.float32).sum(axis=0, dtype=np.float64)
        return cls(vectors, neighbours, (total / max(1, len(vectors))).astype(np.float32))

    def centred(self, rows: np.ndarray | slice) -> np.ndarray:
        """float32 [m, dim]: the images of ``rows``."""
        return unit(np.asarray(self.vectors[rows], np.float32) - self.mean)

    def blended(self, rows: np.ndarray) -> np.ndarray:
        """float32 [m, dim]: the images of ``rows``, each averaged with its neighbours."""
        own = self.centred(rows)
        near = self.neighbours[rows, :BLEND]
        there = near >= 0
        if not near.size:
            return own
        around = self.centred(np.maximum(near, 0).ravel()).reshape(*near.shape, -1)
        around *= there[:, :, None]
        return unit(own + around.sum(axis=1) / np.maximum(there.sum(axis=1), 1)[:, None])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale each line to unit length; a line of zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: np.ndarray = vectors / np.maximum(length, 1e-12)
    return scaled


def top_range(n: int) -> tuple[int, int]:
    """Least and greatest number of top themes for ``n`` images: 8 to 12 from some 200 on."""
    wanted = min(10.0, 0.75 * n**0.5)
    return max(2, math.floor(0.8 * wanted)), max(3, min(12, math.ceil(1.2 * wanted)))


def inner_range(size: int) -> tuple[int, int]:
    """Least and greatest number of themes inside one of ``size`` images; (1, 1) is none."""
    if size < 16:
        return 1, 1
    wanted = min(9.0, (size / 4) ** 0.5)
    return max(2, math.floor(0.75 * wanted)), max(2, math.ceil(1.25 * wanted))


@dataclass(frozen=True)
class Groups:
    """Many small groups of images: unit ``centroids`` [m, dim], ``sizes`` [m], ``of`` [n]."""

    centroids: np.ndarray
    sizes: np.ndarray
    of: np.ndarray


def hierarchy(space: Space, *, seed: int) -> list[Cluster]:
    """Themes of two levels, or of three from ``SINGLE_TO`` images on; parents before children.

    Each image is in one top theme. A theme too small to be divided has no children; at the
    finest level an image far from its group's centroid (below ``NOISE``) is left out.
    """
    total = len(space.vectors)
    if total < SMALLEST:
        return []
    groups = small_groups(space, seed=seed)
    depth = 3 if total > SINGLE_TO else 2
    found: list[Cluster] = []
    waiting = [(-1, np.arange(len(groups.sizes)))]
    while waiting:
        parent, inside = waiting.pop()
        parts = _children(space, groups, found, parent=parent, inside=inside, depth=depth)
        waiting += reversed(parts)
    return _breadth_first(found)


def _children(
    space: Space,
    groups: Groups,
    found: list[Cluster],
    *,
    parent: int,
    inside: np.ndarray,
    depth: int,
) -> list[tuple[int, np.ndarray]]:
    """Append the themes among the groups ``inside``; return those to divide, with their groups."""
    level = 0 if parent < 0 else found[parent].level + 1
    size = int(groups.sizes[inside].sum())
    wanted, least = (
        (inner_range(size), 3) if level else (top_range(size), max(3, round(0.005 * size)))
    )
    parts = list(partition(groups.centroids[inside], groups.sizes[inside], wanted, least=least))
    divided = []
    for part in parts if len(parts) > 1 else []:  # one part would only repeat its parent
        members = np.flatnonzero(np.isin(groups.of, inside[part]))
        centroid = _mean(space, members)
        if level == depth - 1:
            members = members[fits(space, members, centroid) >= NOISE]
            if len(members) < least:
                continue
            centroid = _mean(space, members)
        else:
            divided.append((len(found), inside[part]))
        found.append(Cluster(parent, level, members, centroid))
    return divided


def _breadth_first(found: list[Cluster]) -> list[Cluster]:
    """Top themes first, then their children in order; ``parent`` follows."""
    order = sorted(range(len(found)), key=lambda at: found[at].level)
    place = {at: where for where, at in enumerate(order)} | {-1: -1}
    return [replace(found[at], parent=place[found[at].parent]) for at in order]


def partition(
    points: np.ndarray, weights: np.ndarray, wanted: tuple[int, int], *, least: int
) -> Iterator[np.ndarray]:
    """Positions of the points of each part, largest part first.

    The number of parts, within ``wanted``, is where Ward's tree has its widest gap; a part of
    less weight than ``least`` is shared out among the others.
    """
    low, high = (min(bound, len(points)) for bound in wanted)
    if high < 2:
        yield np.arange(len(points))
        return
    tree = ward(points, weights)
    heights = tree[:, 2]
    counts = range(max(2, low), high + 1)
    gap = [
        heights[-count + 1] / max(heights[-count], 1e-12) if count <= len(heights) else 1.0
        for count in counts
    ]
    labels = fcluster(tree, counts[int(np.argmax(gap))], "maxclust") - 1
    labels = refine(points, weights, labels, least=least)
    sizes = np.bincount(labels, weights)
    for label in np.argsort(-sizes, kind="stable"):
        yield np.flatnonzero(labels == label)


def refine(
    points: np.ndarray, weights: np.ndarray, labels: np.ndarray, *, least: int
) -> np.ndarray:
    """Move unit points to the nearest centroid until none moves; drop parts below ``least``."""
    while True:
        for _ in range(ROUNDS):
            labels = np.unique(labels, return_inverse=True)[1]
            centroids = np.zeros((labels.max() + 1, points.shape[1]))
            np.add.at(centroids, labels, points * weights[:, None])
            nearest = (points @ unit(centroids).T).argmax(axis=1)
            if (nearest == labels).all():
                break
            labels = nearest
        labels = np.unique(labels, return_inverse=True)[1]
        sizes = np.bincount(labels, weights)
        if len(sizes) < 2 or sizes.min() >= least:
            return labels
        kept = np.flatnonzero(np.arange(len(sizes)) != sizes.argmin())
        centroids = np.zeros((len(sizes), points.shape[1]))
        np.add.at(centroids, labels, points * weights[:, None])
        labels = kept[(points @ unit(centroids[kept]).T).argmax(axis=1)]


def extended(space: Space, kept: list[Cluster], old: int) -> list[Cluster]:
    """The same themes with the images from row ``old`` on added to the nearest.

    From the top down: the nearest top theme, then the nearest of its children, as long as the
    image is no further from it than ``NOISE`` at the finest level. ``kept`` holds the members among
    the first ``old`` rows, and may have any centroids: they are computed anew in ``space``.
    """
    rows = np.arange(old, len(space.vectors))
    centroids = unit(np.stack([_mean(space, cluster.members) for cluster in kept]))
    parents = np.array([cluster.parent for cluster in kept])
    inner = set(parents.tolist())
    theme = np.full(len(rows), -1)
    new: list[list[np.ndarray]] = [[] for _ in kept]
    while len(rows):
        likeness = space.centred(rows) @ centroids.T
        likeness[theme[:, None] != parents[None]] = -np.inf
        theme = likeness.argmax(axis=1)
        best = likeness.max(axis=1)
        finest = np.array([int(at) not in inner for at in theme])
        level = np.array([kept[at].level for at in theme])
        stays = np.isfinite(best) & ((level == 0) | ~finest | (best >= NOISE))
        for at in np.unique(theme[stays]):
            new[at].append(rows[stays & (theme == at)])
        rows, theme = rows[stays & ~finest], theme[stays & ~finest]
    grown = []
    for cluster, more in zip(kept, new, strict=True):
        members = np.concatenate([cluster.members, *more])
        grown.append(replace(cluster, members=members, centroid=_mean(space, members)))
    return grown


def fits(space: Space, members: np.ndarray, centroid: np.ndarray) -> np.ndarray:
    """Cosine of each member to the centroid of the others, float32 [m].

    ``centroid`` is the mean of the members' centred vectors: each is taken out of it first, or in
    a small group every image would look at home.
    """
    cosines = np.empty(len(members), np.float32)
    for part in knn.blocks(len(members)):
        held = space.centred(members[part])
        others = centroid[None] * len(members) - held
        cosines[part] = np.einsum("md,md->m", held, unit(others))
    return cosines


def _mean(space: Space, members: np.ndarray) -> np.ndarray:
    total = np.zeros(space.vectors.shape[1])
    for part in knn.blocks(len(members)):
        total += space.centred(members[part]).sum(axis=0, dtype=np.float64)
    return (total / max(1, len(members))).astype(np.float32)


def small_groups(space: Space, *, seed: int) -> Groups:
    """Each image by itself up to ``SINGLE_TO``; beyond, ``GROUPS`` by spherical k-means."""
    total = len(space.vectors)
    if total <= SINGLE_TO:
        rows = np.arange(total)
        return Groups(space.blended(rows), np.ones(total), rows)
    import faiss  # noqa: PLC0415  (only large collections need it here)

    sample = np.arange(total)
    if total > 64 * GROUPS:
        sample = np.sort(np.random.default_rng(seed).choice(total, 64 * GROUPS, replace=False))
    kmeans = faiss.Kmeans(
        space.vectors.shape[1],
        GROUPS,
        niter=ROUNDS,
        spherical=True,
        seed=seed + 1,
        min_points_per_centroid=1,
    )
    kmeans.train(np.concatenate([space.blended(sample[part]) for part in _parts(len(sample))]))
    group_of = np.empty(total, np.int64)
    sums = np.zeros((GROUPS, space.vectors.shape[1]))
    for part in _parts(total):
        held = space.blended(np.arange(part.start, part.stop))
        group_of[part] = kmeans.index.search(held, 1)[1][:, 0]
        np.add.at(sums, group_of[part], held)
    used, group_of = np.unique(group_of, return_inverse=True)
    return Groups(
        unit(sums[used]).astype(np.float32), np.bincount(group_of).astype(float), group_of
    )


def _parts(total: int) -> Iterator[slice]:
    return knn.blocks(total, 8_192)  # each image brings ten neighbours
