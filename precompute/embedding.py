"""Chunks of files through the decoders and, when there is a model, through the model."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from precompute.checkpoints import Times, VectorShards
from precompute.decode import Wanted
from precompute.decoders import Decoders, Job, Outcome
from precompute.models import Model
from precompute.options import BuildOptions
from precompute.pipeline import Build

_AHEAD_BYTES = 256 << 20
_AHEAD = 512


@dataclass(frozen=True)
class Embedder:
    """A model, the vectors it has made so far in this build, and those of the build before.

    ``before`` holds the SHA-256 of pictures whose vector is in the base.
    """

    model: Model
    shards: VectorShards
    before: frozenset[str] = frozenset()

    def knows(self, sha256: str) -> bool:
        """Whether a picture has its vector."""
        return sha256 in self.shards.known or sha256 in self.before

    def embed(self, outcomes: Sequence[Outcome], times: Times) -> None:
        """Encode the pictures of a chunk whose vectors are not known yet, as one batch.

        What a batch holds decides the last bits of its vectors, and depends here on nothing but
        the chunks before it: a build that was killed gives the same bytes as one that was not.
        """
        fresh: dict[str, np.ndarray] = {}
        for outcome in outcomes:
            if outcome.pixels is not None and not self.knows(outcome.sha256):
                fresh.setdefault(outcome.sha256, outcome.pixels)
        began = time.monotonic()
        if fresh:
            vectors = self.model.encode_pixels(np.stack(list(fresh.values())))
        else:
            vectors = np.zeros((0, self.model.info.dim), np.float32)
        spent = time.monotonic() - began
        times = times.plus(Times(images=len(fresh), model=spent, wall=spent))
        self.shards.add(list(fresh), vectors, times)


def embedder_of(build: Build) -> Embedder | None:
    """The build's model with the vectors in its scratch folder; ``None`` without a model."""
    model = build.model
    if model is None:
        return None
    info = model.info  # loads the weights, which is no part of the time a picture takes
    licence = f" ({info.licence})" if info.licence else ""
    if info.commercial is False:
        build.progress.say(f"  {info.name}{licence}: its licence forbids commercial use")
    folder = build.work.scratch("embed") / model.vectors_key
    return Embedder(model, VectorShards(folder, dim=info.dim), _before(build, model))


def _before(build: Build, model: Model) -> frozenset[str]:
    base = build.base
    record = base.manifest.stage("embed") if base else None
    if base is None or record is None or record.facts.get("model_key") != model.vectors_key:
        return frozenset()
    return frozenset(base.items["sha256"].to_pylist())


def chunk_size(options: BuildOptions, model: Model | None) -> int:
    """Files a chunk: the batch on a GPU; fewer on a CPU, where large batches gain nothing."""
    if model is None:
        return 256
    return options.batch_size if model.device == "cuda" else min(options.batch_size, 16)


@dataclass(frozen=True)
class Chunks:
    """Files to be decoded, cut into chunks: chunk k is ``files[ends[k - 1] : ends[k]]``.

    ``files`` are relative to ``root``.
    """

    root: Path
    files: Sequence[str]
    ends: Sequence[int]

    @classmethod
    def of_size(cls, root: Path, files: Sequence[str], size: int) -> Chunks:
        """Chunks of ``size`` files; the last may be smaller."""
        return cls(
            root, files, [min(end, len(files)) for end in range(size, len(files) + size, size)]
        )

    def __len__(self) -> int:
        return len(self.ends)

    def bounds(self) -> Iterator[tuple[int, int]]:
        """Where each chunk begins and ends."""
        yield from pairwise([0, *self.ends])

    def keep(self, wanted: Sequence[bool]) -> tuple[Chunks, list[int]]:
        """The chunks for which ``wanted`` is true, and the positions of their files in this."""
        positions: list[int] = []
        ends = []
        for (start, stop), want in zip(self.bounds(), wanted, strict=True):
            if want:
                positions += range(start, stop)
                ends.append(len(positions))
        return Chunks(self.root, [self.files[at] for at in positions], ends), positions


def run_chunks(
    chunks: Chunks, job: Job, *, label: str, build: Build
) -> Iterator[tuple[int, list[Outcome], Times]]:
    """Decode chunk after chunk: where it starts, the outcome of each of its files, the times."""
    count = len(chunks.files)
    if not count:
        return
    spec = job.wanted.model_input if isinstance(job.wanted, Wanted) else None
    side = spec.size if spec else 0
    ahead = min(_AHEAD, _AHEAD_BYTES // (3 * side * side)) if side else _AHEAD
    bar = build.progress.bar(count, label)
    try:
        with Decoders(job, workers=min(build.options.workers, count)) as decoders:
            outcomes = decoders.outcomes(chunks.root, chunks.files, ahead=ahead)
            for start, stop in chunks.bounds():
                waited, began = decoders.waited, time.monotonic()
                done = []
                for _ in range(start, stop):
                    done.append(next(outcomes))
                    bar.update(1)
                times = Times(
                    decode=sum(outcome.seconds for outcome in done),
                    wait=decoders.waited - waited,
                    wall=time.monotonic() - began,
                )
                yield start, done, times
            outcomes.close()
    finally:
        bar.close()
