"""Pictures that share local features: pairs that no list of nearest vectors holds.

What a model thinks alike is of one sort, and a photograph printed in a newspaper is of another.
Local features are filed under visual words, and each picture's ask for those of others: what has
nearly the same signature under the same word votes for its picture, by how much larger and how
far turned it is (Jégou, Douze and Schmid 2008: Hamming embedding, weak geometric consistency).
Words are pairs of half words (Babenko and Lempitsky 2012: the inverted multi-index), so that many
of them cost little to learn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explorer.geometry import Features

KEPT = 300
"""Features of a picture that are filed: half of them large, of what no printing screen hides."""

LEARNT = 40_000
"""Features that the words are learnt from."""

_ASKED = 4  # words under which a feature asks
_APART = 19  # bits by which two signatures may differ: of 64, half do by chance
_SIGMA = 14.0  # bits: what is nearer counts more
_FEWEST = 4  # features that agree on size and turn
_COMMON = 1024  # features under a word from which on it is a common one, and tells nothing
_TURNS, _SIZES = 12, 10  # in twelfths of a turn, and by halves of an octave
_ROUNDS = 8
_BLOCK = 4096


@dataclass(frozen=True)
class Words:
    """Half words, float32 [2, k, 64]; word ``a * k + b`` is half word a, then half word b.

    ``planes`` float32 [64, 128]: directions whose signs, seen from the word, are a signature.
    """

    halves: np.ndarray
    planes: np.ndarray

    def __len__(self) -> int:
        return int(self.halves.shape[1]) ** 2

    def read(self, descriptors: np.ndarray, *, most: int) -> tuple[np.ndarray, np.ndarray]:
        """The ``most`` nearest words int32 [m, most] of uint8 [m, 128], and signatures uint64."""
        at = descriptors.astype(np.float32)
        k = self.halves.shape[1]
        near = 1 if most == 1 else 3
        orders, distances = [], []
        for half, side in zip(self.halves, (at[:, :64], at[:, 64:]), strict=True):
            apart = (half * half).sum(1)[None] - 2 * side @ half.T
            order = np.argpartition(apart, min(near, k) - 1, axis=1)[:, :near]
            distance = np.take_along_axis(apart, order, 1)
            by = np.lexsort((order, distance), axis=1)
            orders.append(np.take_along_axis(order, by, 1))
            distances.append(np.take_along_axis(distance, by, 1))
        both = (distances[0][:, :, None] + distances[1][:, None, :]).reshape(len(at), -1)
        chosen = np.argsort(both, axis=1, kind="stable")[:, :most]
        a = np.take_along_axis(orders[0], chosen // orders[1].shape[1], 1)
        b = np.take_along_axis(orders[1], chosen % orders[1].shape[1], 1)
        there = at @ self.planes.T
        word_a, word_b = (
            half @ planes.T
            for half, planes in zip(
                self.halves, (self.planes[:, :64], self.planes[:, 64:]), strict=True
            )
        )
        above = there[:, None, :] > word_a[a] + word_b[b]
        signatures = np.packbits(above, axis=2).view(np.uint64)[:, :, 0]
        return (a * k + b).astype(np.int32), signatures


def learnt(descriptors: np.ndarray, *, half_words: int, seed: int) -> Words:
    """Words learnt from uint8 [m, 128], by Lloyd's method on each half."""
    rng = np.random.default_rng((seed, 17))
    planes = np.linalg.qr(rng.normal(size=(128, 128)))[0][:64].astype(np.float32)
    at = descriptors.astype(np.float32)
    halves = [
        _centres(np.ascontiguousarray(side), half_words, rng) for side in (at[:, :64], at[:, 64:])
    ]
    return Words(np.stack(halves), planes)


def half_words_for(features: int) -> int:
    """How many half words do for so many features: a hundred features a word, up to 1e8 of them.

    Were words fewer, what asks would meet more features the larger the collection, and soon find
    every word too common to tell anything.
    """
    return int(min(max(2 ** round(float(np.log2(max(features, 1) / 100)) / 2), 32), 1024))


def _centres(at: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    centres = at[rng.choice(len(at), count, replace=len(at) < count)] if len(at) else None
    if centres is None:
        return np.zeros((count, 64), np.float32)
    for _ in range(_ROUNDS):
        nearest = np.concatenate(
            [
                ((centres * centres).sum(1)[None] - 2 * at[s : s + _BLOCK] @ centres.T).argmin(1)
                for s in range(0, len(at), _BLOCK)
            ]
        )
        order = np.argsort(nearest, kind="stable")
        held = np.bincount(nearest, minlength=count)
        sums = np.add.reduceat(
            np.concatenate([at[order], np.zeros((1, 64), np.float32)]),
            np.minimum(np.cumsum(held) - held, len(at)),
            axis=0,
        )
        centres = np.where(held[:, None] > 0, sums / np.maximum(held, 1)[:, None], centres).astype(
            np.float32
        )
    return centres


@dataclass(frozen=True)
class Filed:
    """Features under their words: those of word w are ``[starts[w] : starts[w + 1]]`` of each.

    ``pictures`` int32, ``signatures`` uint64, ``sizes`` int8 (eighths of an octave), ``angles``
    uint8 (256 to a turn).
    """

    starts: np.ndarray
    pictures: np.ndarray
    signatures: np.ndarray
    sizes: np.ndarray
    angles: np.ndarray


def chosen(features: Features) -> Features:
    """Those of a picture's features that are filed, the large ones among them."""
    # They come with the large ones first, each sort by strength.
    large = min(len(features) * 2 // 5, KEPT)
    kept = np.r_[: min(large, KEPT // 2), large : len(features)][:KEPT]
    return Features(
        features.width,
        features.height,
        features.at[kept],
        features.size[kept],
        features.angle[kept],
        features.descriptors[kept],
    )


def filed(words: Words, pictures: Iterator[tuple[int, Features]]) -> Filed:
    """File the features of pictures, given by their numbers."""
    parts: list[tuple[np.ndarray, ...]] = []
    for number, whole in pictures:
        one = chosen(whole)
        if not len(one):
            continue
        under, signatures = words.read(one.descriptors, most=1)
        mine = np.full(len(one), number, np.int32)
        parts.append((under[:, 0], mine, signatures[:, 0], _size(one), _angle(one)))
    if not parts:
        none = np.zeros(0, np.int64)
        parts = [
            (
                none,
                none.astype(np.int32),
                none.astype(np.uint64),
                none.astype(np.int8),
                none.astype(np.uint8),
            )
        ]
    under, numbers, signatures, sizes, angles = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    order = np.argsort(under, kind="stable")
    starts = np.searchsorted(under[order], np.arange(len(words) + 1))
    return Filed(starts, numbers[order], signatures[order], sizes[order], angles[order])


def votes(words: Words, shelf: Filed, asking: Features) -> tuple[np.ndarray, np.ndarray]:
    """Pictures int32 [k] that share features with one that asks, and their votes, float64 [k].

    Each feature of the one that asks has one vote, shared out among all pictures that have its
    like: letters and hatching, which many have, tell little. Votes that agree on size and turn
    count together.
    """
    one = chosen(asking)
    if not len(one):
        return np.zeros(0, np.int32), np.zeros(0)
    under, signatures = words.read(one.descriptors, most=_ASKED)
    begin = shelf.starts[under].ravel()
    count = (shelf.starts[under + 1] - shelf.starts[under]).ravel()
    count = np.where(count > _COMMON, 0, count)
    mine = np.repeat(np.arange(len(count)), count)
    there = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(len(mine))
    apart = np.bitwise_count(shelf.signatures[there] ^ signatures.ravel()[mine])
    near = apart <= _APART
    there, feature, apart = there[near], mine[near] // under.shape[1], apart[near]
    pictures = shelf.pictures[there].astype(np.int64)
    spread = np.bincount(np.unique(pictures * KEPT + feature) % KEPT, minlength=KEPT)
    weight = np.exp(-((apart / _SIGMA) ** 2)) / spread[feature]
    grown = (shelf.sizes[there].astype(np.int32) - _size(one)[feature]) / 4 + _SIZES / 2
    turned = (shelf.angles[there].astype(np.int32) - _angle(one)[feature]) % 256 * _TURNS / 256
    keys, weights = [], []
    # Each vote counts in the two nearest bins both ways, so that no edge parts what agrees.
    for by_size in (0, 1):
        for by_turn in (0, 1):
            size = np.floor(grown - 0.5).astype(np.int64) + by_size
            turn = (np.floor(turned - 0.5).astype(np.int64) + by_turn) % _TURNS
            inside = (size >= 0) & (size < _SIZES)
            cell = (pictures * _SIZES + size) * _TURNS + turn
            keys.append((cell * KEPT + feature)[inside])
            weights.append(weight[inside])
    return _counted(np.concatenate(keys), np.concatenate(weights))


def _counted(keys: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of votes by picture, size, turn and feature: pictures and the most of any size and turn."""
    if not len(keys):
        return np.zeros(0, np.int32), np.zeros(0)
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    first = _firsts(keys)
    keys, weights = keys[first], np.maximum.reduceat(weights, first)  # of a feature, the surest
    cells = keys // KEPT
    first = _firsts(cells)
    held = np.add.reduceat(weights, first)
    enough = np.diff(np.append(first, len(keys))) >= _FEWEST
    pictures, held = cells[first][enough] // (_SIZES * _TURNS), held[enough]
    if not len(pictures):
        return np.zeros(0, np.int32), np.zeros(0)
    first = _firsts(pictures)
    return pictures[first].astype(np.int32), np.maximum.reduceat(held, first)


def _firsts(ordered: np.ndarray) -> np.ndarray:
    """Where each value of int64 [n], n at least 1, begins."""
    return np.flatnonzero(np.append(True, np.diff(ordered) != 0))


def _size(one: Features) -> np.ndarray:
    octaves = np.log2(np.maximum(one.size, 0.1))
    return np.asarray(np.clip(np.round(8 * octaves), -127, 127), np.int8)


def _angle(one: Features) -> np.ndarray:
    return np.asarray(np.round(one.angle / (2 * np.pi) * 256).astype(np.int64) % 256, np.uint8)
