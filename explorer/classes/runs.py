"""Runs: comparing every image with every class, in blocks, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.classes.models import ClassSet
from explorer.classes.prompts import Encoded

_LOG = logging.getLogger(__name__)
_BLOCK = 32_768
_AT_ONCE = threading.BoundedSemaphore(2)
"""Runs that work at the same time, over all collections: the others wait."""

_HELD = 512 << 20
"""Bytes of cosines that are kept of the runs of a collection: 1 M images of 64 classes twice."""

State = Literal["running", "stopped", "done", "failed"]
Encode = Callable[[ClassSet, Callable[[float], None]], Encoded]
Key = tuple[object, ...]


class _StoppedError(Exception):
    """Somebody asked for it to stop."""


@dataclass(frozen=True)
class Progress:
    """How far a run has come: ``understood`` is the part of its prompts that has been read, and
    ``compared`` that of its images; from 0 to 1."""

    state: State
    understood: float
    compared: float


class Run:
    """One set's classes over some images (``rows`` int64 [m], ascending; ``None`` for all).

    What is done stays done: a run that was stopped goes on where it was.
    """

    def __init__(
        self, asked: ClassSet, vectors: np.ndarray, rows: np.ndarray | None, encode: Encode
    ) -> None:
        self._asked = asked
        self._vectors = vectors
        self._encode = encode
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._ended.set()
        self._lock = threading.Lock()
        self._state: State = "stopped"
        self._understood = 0.0
        self._done = 0
        self._encoded: Encoded | None = None
        self._cosines: np.ndarray | None = None
        self._like: Run | None = None
        self.rows = rows
        self.total = len(vectors) if rows is None else len(rows)

    @property
    def size(self) -> int:
        """Bytes of its cosines."""
        return 4 * self.total * len(self._asked.classes)

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        compared = self._done / self.total if self.total else 1.0
        return Progress(self._state, self._understood, compared)

    @property
    def found(self) -> tuple[Encoded, np.ndarray] | None:
        """The classes as vectors and the cosines (float32 [m, c]); ``None`` until it is done."""
        if self._state != "done" or self._encoded is None or self._cosines is None:
            return None
        return self._encoded, self._cosines

    def start(self, *, like: Run | None = None) -> None:
        """Begin, or go on. Columns of ``like``, a run over the same images, are not done again."""
        with self._lock:
            if self._state in ("running", "done"):
                return
            self._like = like
            self._state = "running"
            self._stop.clear()
            self._ended.clear()
            threading.Thread(target=self._work, name="classes", daemon=True).start()

    def stop(self) -> None:
        """Stop after the block at hand."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait until it stands still, or that long."""
        self._ended.wait(seconds)

    def _work(self) -> None:
        state: State = "failed"
        try:
            with _AT_ONCE:
                self._compare(self._understand())
            state = "done"
        except _StoppedError:
            state = "stopped"
        except Exception:
            _LOG.exception("comparing images with classes failed")
        finally:
            self._like = None
            with self._lock:
                self._state = state
            self._ended.set()

    def _understand(self) -> Encoded:
        def told(part: float) -> None:
            self._understood = part
            if self._stop.is_set():
                raise _StoppedError

        if self._encoded is None:
            self._encoded = self._encode(self._asked, told)
        self._understood = 1.0
        return self._encoded

    def _compare(self, encoded: Encoded) -> None:
        columns = len(encoded.vectors)
        if self._cosines is None:
            self._cosines = np.zeros((self.total, columns), np.float32)
        known = self._taken(encoded)
        missing = np.flatnonzero(~known & encoded.known)
        weights = np.ascontiguousarray(encoded.vectors[missing].T)
        while self._done < self.total:
            if self._stop.is_set():
                raise _StoppedError
            part = slice(self._done, min(self.total, self._done + _BLOCK))
            if len(missing):
                block = self._vectors[part if self.rows is None else self.rows[part]]
                self._cosines[part, missing] = np.asarray(block, np.float32) @ weights
            self._done = part.stop

    def _taken(self, encoded: Encoded) -> np.ndarray:
        """bool [c]: the columns that the run before had, taken over."""
        taken = np.zeros(len(encoded.vectors), bool)
        before = self._like.found if self._like is not None and self._done == 0 else None
        if before is None or self._cosines is None:
            return taken
        places = {vector.tobytes(): at for at, vector in enumerate(before[0].vectors)}
        for at, vector in enumerate(encoded.vectors):
            place = places.get(vector.tobytes())
            if place is not None and encoded.known[at]:
                self._cosines[:, at] = before[1][:, place]
                taken[at] = True
        return taken


class Runs:
    """The runs of one collection; the last ones are kept. Safe to share between threads."""

    def __init__(self, vectors: np.ndarray, encode: Encode) -> None:
        self._vectors = vectors
        self._encode = encode
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, Run] = OrderedDict()

    def get(self, asked: ClassSet, mask: np.ndarray | None) -> Run:
        """The run of a set over the images of ``mask`` (bool [n]; ``None`` for all), not started
        by this."""
        rows_key = b"" if mask is None else np.packbits(mask).tobytes()
        key: Key = (rows_key, asked.languages, *(_words(asked)))
        with self._lock:
            if key not in self._held:
                rows = None if mask is None else np.flatnonzero(mask)
                self._held[key] = Run(asked, self._vectors, rows, self._encode)
            self._held.move_to_end(key)
            self._forget()
            return self._held[key]

    def start(self, run: Run) -> None:
        """Begin, or go on with, a run."""
        with self._lock:
            like = next(
                (
                    other
                    for other in reversed(self._held.values())
                    if other is not run and other.found and _same(other.rows, run.rows)
                ),
                None,
            )
        run.start(like=like)

    def _forget(self) -> None:
        while len(self._held) > 1 and sum(run.size for run in self._held.values()) > _HELD:
            _, run = self._held.popitem(last=False)
            run.stop()


def _words(asked: ClassSet) -> list[object]:
    return [tuple((code, *texts) for code, texts in each.prompts.items()) for each in asked.classes]


def _same(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    if one is None or other is None:
        return one is other
    return len(one) == len(other) and bool((one == other).all())
