"""What reproductions cost in large collections: to look for them, and to ask of a picture brought.

``python -m benchmarks.recognising scale IMAGES`` takes the time of the two steps of the stage that
look through a whole collection, among the words and hashes of far more pictures than IMAGES holds:
words come over and over, under signatures drawn at random. ``… check BUNDLE`` asks whether parts of
the bundle's own pictures are of its collection, without the time that its model takes.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.reproductions import processor_time
from benchmarks.tables import markdown
from explorer.collection import Collection
from explorer.geometry import Features, decoded, features_of, sized
from explorer.reproductions.checking import check
from precompute.processes import one_thread
from precompute.reproductions import hashing, voting, words


def _scale(given: argparse.Namespace) -> None:
    rows = []
    sketched = _sketched(given.images)
    asking, few = sketched[:_ASKING], sketched[_ASKING:]
    for size in given.sizes:
        rng = np.random.default_rng(0)
        made_words, shelf = _made_up(few, size, rng)
        began = processor_time()
        with one_thread():
            for one in asking:
                words.votes(made_words, shelf, one)
        voted = (processor_time() - began) / len(asking)
        hashes = rng.integers(1, 1 << 63, (size, hashing.POSITIONS), dtype=np.uint64)
        began = processor_time()
        hashing.near(hashes, np.ones(size, bool))
        hashed = (processor_time() - began) / size
        held = sum(getattr(shelf, name).nbytes for name in voting.FILED)
        rows.append(
            (
                f"{size:,}",
                f"{len(made_words):,}",
                f"{len(shelf.pictures) / len(made_words):.0f}",
                f"{1000 * voted:.1f}",
                f"{1000 * hashed:.2f}",
                f"{held / 1e6:.0f} MB",
            )
        )
    header = (
        *("pictures", "words", "features a word", "ms to ask what is shared", "ms to ask hashes"),
        "the shelf",
    )
    print(markdown(header, rows))


_ASKING, _FILED = 24, 600  # pictures that ask, and pictures whose words are those of all


def _sketched(images: Path) -> list[Features]:
    found = sorted(path for path in images.rglob("*") if path.is_file())
    pixels = (decoded(path) for path in found[:: max(1, len(found) // (_ASKING + _FILED))])
    return [features_of(sized(one)) for one in pixels if one is not None]


def _made_up(
    few: Sequence[Features], size: int, rng: np.random.Generator
) -> tuple[words.Words, words.Filed]:
    """Words learnt from a few hundred pictures, and the shelf of ``size`` pictures.

    It holds what those few hundred have, over and over, under signatures drawn at random.
    """
    total = size * words.KEPT
    drawn = np.concatenate([one.descriptors for one in few])[: 2 * words.LEARNT]
    made_words = words.learnt(drawn, half_words=words.half_words_for(total), seed=0)
    first = words.filed(made_words, enumerate(few))
    of = np.repeat(np.arange(len(made_words)), np.diff(first.starts))
    under = np.sort(of[rng.integers(0, len(of), total)])
    return made_words, words.Filed(
        np.searchsorted(under, np.arange(len(made_words) + 1)),
        rng.integers(0, size, total).astype(np.int32),
        rng.integers(0, 1 << 63, total, dtype=np.uint64),
        rng.integers(8, 40, total).astype(np.int8),
        rng.integers(0, 256, total).astype(np.uint8),
    )


def _check(given: argparse.Namespace) -> None:
    collection = Collection(given.bundle)
    rng = np.random.default_rng(0)
    walls, spent_each, compared, found = [], [], [], 0
    for row in rng.integers(0, len(collection.bundle), _ASKING).tolist():
        (item,) = collection.items([row], language="en")
        whole = decoded(collection.bundle.thumb(item.sha256, size=1024))
        if whole is None:
            continue
        height, width = whole.shape[:2]
        part = np.ascontiguousarray(whole[height // 10 :, width // 10 :])
        own = collection.engine.vectors.vector(np.array([row]))[0]
        near = own + rng.normal(0, 0.03, (6, len(own))).astype(np.float32)
        near /= np.linalg.norm(near, axis=1, keepdims=True)
        wall, began = time.monotonic(), processor_time()
        told = check(collection, part, near.astype(np.float32))
        walls.append(time.monotonic() - wall)
        spent_each.append(processor_time() - began)
        compared.append(told.compared)
        found += any(one.row == row for one in told.recognised)
    header = ("pictures", "asked", "found", "compared", "seconds", "at most", "processor s")
    cells = (
        f"{len(collection.bundle):,}",
        str(len(walls)),
        str(found),
        f"{np.mean(compared):.1f}",
        f"{np.median(walls):.2f}",
        f"{max(walls):.2f}",
        f"{np.median(spent_each):.2f}",
    )
    print(markdown(header, [cells]))
    print(f"load {os.getloadavg()[0]:.1f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("scale")
    one.set_defaults(run=_scale)
    one.add_argument("images", type=Path)
    one.add_argument("--sizes", type=int, nargs="+", default=[2_000, 20_000, 200_000])
    one = commands.add_parser("check")
    one.set_defaults(run=_check)
    one.add_argument("bundle", type=Path)
    given = parser.parse_args(arguments)
    given.run(given)


if __name__ == "__main__":
    main()
