"""Which pictures share the most local features with each, by processes that read one shelf."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from explorer.bundle import files
from precompute.processes import one_thread
from precompute.reproductions import sketches, words

SHARD = 256
"""Pictures that one process asks for before it tells."""

MOST, LEAST = 12, 0.1
"""Pictures that are compared with one that asks, and the votes that each must have: the whole votes
of so many features."""

MOST_MIRRORED, LEAST_MIRRORED = 2, 0.3
"""The same where it asks as seen in a mirror: prints come back so, but rarely."""

FILED = ("starts", "pictures", "signatures", "sizes", "angles")
"""Arrays of a shelf, each in a file of its own."""


@dataclass(frozen=True)
class Asking:
    """Pictures, by their positions among those sketched, that one process asks for."""

    scratch: Path
    out: Path
    positions: tuple[int, ...]


def file_all(scratch: Path, count: int, *, seed: int) -> None:
    """Learn words from the first ``count`` sketches at ``scratch`` and file all features.

    What is on disk already is kept: it would be the same.
    """
    if (scratch / "filed.npy").exists():
        return
    step = max(1, count * words.KEPT // words.LEARNT)
    sample = [words.chosen(sketches.read(scratch, at)).descriptors for at in range(0, count, step)]
    drawn = np.concatenate([np.zeros((0, 128), np.uint8), *sample])[: 2 * words.LEARNT]
    made = words.learnt(drawn, half_words=words.half_words_for(count * words.KEPT), seed=seed)
    shelf = words.filed(made, ((at, sketches.read(scratch, at)) for at in range(count)))
    parts = {name: getattr(shelf, name) for name in FILED}
    for name, array in {**parts, "halves": made.halves, "planes": made.planes}.items():
        with files.replacing(scratch / f"filed-{name}.npy") as temporary:
            np.save(temporary, array, allow_pickle=False)
    files.write_bytes(scratch / "filed.npy", b"")  # last: all the others are there


def ask(asking: Asking) -> int:
    """Write the pairs of positions that the votes make; the number that asked.

    int64 [k, 3]: the one that asks, the other, and 1 where it asks as seen in a mirror.
    """
    made, shelf = _opened(asking.scratch)
    pairs = []
    with one_thread():
        for at in asking.positions:
            own = sketches.read(asking.scratch, at)
            seen = ((own, MOST, LEAST), (own.mirrored(), MOST_MIRRORED, LEAST_MIRRORED))
            for mirrored, (position, most, least) in enumerate(seen):
                pictures, held = words.votes(made, shelf, position)
                told = (pictures != at) & (held >= least)
                pictures, held = pictures[told], held[told]
                ranked = pictures[np.lexsort((pictures, -held))][:most].tolist()
                pairs += [(at, other, mirrored) for other in ranked]
    with files.replacing(asking.out) as temporary:
        np.save(temporary, np.array(pairs, np.int64).reshape(-1, 3), allow_pickle=False)
    return len(asking.positions)


@lru_cache(maxsize=1)
def _opened(scratch: Path) -> tuple[words.Words, words.Filed]:
    def read(name: str) -> np.ndarray:
        path = scratch / f"filed-{name}.npy"
        try:  # one copy in memory for all processes
            return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        except ValueError:  # what is empty cannot be mapped
            return np.asarray(np.load(path, allow_pickle=False))

    return words.Words(read("halves"), read("planes")), words.Filed(*map(read, FILED))
