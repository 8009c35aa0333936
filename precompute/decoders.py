"""Processes that decode files side by side, and that may die of a file without taking the build.

Each process is a new Python with a pipe, so that nothing depends on how the build itself was
started, and no memory is shared with torch. Answers come in the order of the questions, so a
process that stops answering was at its oldest question.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any, Self

import numpy as np

import precompute
from explorer.bundle import files
from precompute.decode import RejectedError, Wanted, decode
from precompute.processes import deaf_to_interrupts
from precompute.tiling import Whole, cut

TIMEOUT = 120.0
"""Seconds that one file may take."""

NO_ROOM = "no_room"
"""Reason of an outcome whose files could not be written."""

_QUEUED = 2  # questions a process holds, so that it never waits for the next one
_STARTS, _START = 3, 60.0  # tries, and the seconds that one may take
_READY, _AGAIN = "ready", "again"
_SERVE = "from precompute.decoders import serve; serve"


@dataclass(frozen=True)
class Job:
    """What the processes are asked of every file.

    Derivatives, or the tiles of the full picture, go into the folder ``bundle``, on the same disk
    as ``temporary``.
    """

    wanted: Wanted | Whole
    temporary: Path
    bundle: Path


@dataclass(frozen=True)
class Outcome:
    """What became of the file at ``position``; ``reason`` is empty when it was read.

    ``pixels`` is uint8 [S, S, 3] or ``None``; ``seconds`` is the time of one process.
    """

    position: int
    sha256: str = ""
    width: int = 0
    height: int = 0
    colour: str = ""
    reason: str = ""
    detail: str = ""
    pixels: np.ndarray | None = field(default=None, repr=False)
    seconds: float = 0.0


class Decoders:
    """``workers`` processes that decode; used as a context manager."""

    def __init__(self, job: Job, *, workers: int, timeout: float = TIMEOUT) -> None:
        self._job = job
        self._timeout = timeout
        self._crew: list[_Process] = []
        self._workers = workers
        self.waited = 0.0
        """Seconds that ``outcomes`` waited for the processes."""

    def __enter__(self) -> Self:
        self._job.temporary.mkdir(parents=True, exist_ok=True)
        self._crew = [_Process(self._job) for _ in range(self._workers)]
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._crew:
            process.stop()

    def outcomes(
        self, root: Path, names: Sequence[str], *, ahead: int
    ) -> Generator[Outcome, None, None]:
        """The outcome of each of ``names`` in ``root``, in order; at most ``ahead`` wait.

        A file that takes longer than the timeout, or crashes its process twice (once may have been
        the fault of a lack of memory), is an outcome with a reason like any other. The processes
        work on while the caller holds an outcome. Raises ``RuntimeError`` when a process cannot
        even start.
        """
        room = threading.Semaphore(max(ahead, self._workers * _QUEUED))
        ready: queue.Queue[Outcome | BaseException] = queue.Queue()
        stop = threading.Event()
        feeder = threading.Thread(
            target=self._feed, args=(root, names, room, ready, stop), name="decoders", daemon=True
        )
        feeder.start()
        held: dict[int, Outcome] = {}
        try:
            for position in range(len(names)):
                began = time.monotonic()
                while position not in held:
                    found = ready.get()
                    if isinstance(found, BaseException):
                        raise found
                    held[found.position] = found
                self.waited += time.monotonic() - began
                yield held.pop(position)
                room.release()
        finally:
            stop.set()
            feeder.join()

    def _feed(
        self,
        root: Path,
        names: Sequence[str],
        room: threading.Semaphore,
        ready: queue.Queue[Outcome | BaseException],
        stop: threading.Event,
    ) -> None:
        try:
            self._dispatch(root, names, room, ready, stop)
        except BaseException as error:  # handed to the thread that reads the outcomes
            ready.put(error)

    def _dispatch(
        self,
        root: Path,
        names: Sequence[str],
        room: threading.Semaphore,
        ready: queue.Queue[Outcome | BaseException],
        stop: threading.Event,
    ) -> None:
        waiting = deque(range(len(names)))
        suspects: set[int] = set()
        left = len(names)
        admitted = 0  # of the head of the queue: those put back have had their room already
        while left and not stop.is_set():
            for process in self._crew:
                while len(process.asked) < _QUEUED and waiting:
                    if not admitted and not room.acquire(blocking=False):
                        break
                    admitted = max(0, admitted - 1)
                    position = waiting.popleft()
                    process.ask(position, root / names[position])
            for connection in wait([p.connection for p in self._crew if p.asked], timeout=0.05):
                process = next(p for p in self._crew if p.connection is connection)
                outcome, unanswered = process.answer(suspects)
                waiting.extendleft(reversed(unanswered))
                admitted += len(unanswered)
                if outcome is not None:
                    ready.put(outcome)
                    left -= 1
            for process in self._crew:
                if process.asked and process.idle() > self._timeout:
                    process.kill()  # its pipe closes, and the next turn blames its file


class _Process:
    """One process and the positions it was asked, oldest first."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.asked: deque[int] = deque()
        self.since = time.monotonic()
        self._stillborn = 0
        self._start()

    def _start(self) -> None:
        self._killed = self._up = False
        self.connection, theirs = Pipe()
        root = str(Path(precompute.__file__).parents[1])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        with deaf_to_interrupts():
            self._popen = subprocess.Popen(
                [sys.executable, "-c", f"{_SERVE}({theirs.fileno()})"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path},
            )
        theirs.close()
        with contextlib.suppress(OSError):
            self.connection.send(self._job)

    def ask(self, position: int, path: Path) -> None:
        if not self.asked:
            self.since = time.monotonic()
        self.asked.append(position)
        with contextlib.suppress(OSError):  # a dead process is noticed when it should answer
            self.connection.send((position, path))

    def answer(self, suspects: set[int]) -> tuple[Outcome | None, list[int]]:
        """One outcome, if there is one; and the positions to ask again, of a dead process.

        A file that crashed it is added to ``suspects`` and asked again, unless it was there.
        """
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            return self._buried(suspects)
        self.since = time.monotonic()
        if message in (_READY, _AGAIN):
            self._up = True
            return None, []
        outcome: Outcome = message
        self.asked.popleft()
        return outcome, []

    def idle(self) -> float:
        """Seconds since it last answered, its start not counted."""
        return time.monotonic() - self.since - (0.0 if self._up else _START)

    def kill(self) -> None:
        self._killed = True
        self._popen.kill()
        self.since = time.monotonic()

    def stop(self) -> None:
        self.connection.close()
        self._popen.kill()
        self._popen.wait()

    def _buried(self, suspects: set[int]) -> tuple[Outcome | None, list[int]]:
        code = self._popen.wait()
        started, self._stillborn = self._up or self._killed, self._stillborn + 1
        if started:
            self._stillborn = 0
        elif self._stillborn == _STARTS:
            raise RuntimeError(f"a decoder process does not start ({_last_words(code)})")
        position, *others = self.asked
        killed = self._killed
        self.connection.close()
        self.asked.clear()
        self._start()
        if not killed and (not started or position not in suspects):
            if started:
                suspects.add(position)
            return None, [position, *others]
        detail = (
            "Reading it took too long."
            if killed
            else f"It crashes the decoder ({_last_words(code)})."
        )
        return Outcome(position, reason="unreadable", detail=detail), others


def _last_words(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class _Alone:
    """Held while a large picture is decoded: one at a time over all processes.

    A lock of the file system, because it ends with the process that holds it, however that ends.
    """

    def __init__(self, path: Path, connection: Connection[Any, Any]) -> None:
        self._path = path
        self._connection = connection

    def __enter__(self) -> None:
        self._handle = self._path.open("a")
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.2)
                self._connection.send(_AGAIN)  # waiting for its turn is not taking too long
            else:
                break
        self._connection.send(_AGAIN)

    def __exit__(self, *_: object) -> None:
        self._handle.close()


def serve(descriptor: int) -> None:
    """Answer questions on an inherited pipe until it closes: the whole life of a process."""
    connection: Connection[Any, Any] = Connection(descriptor)
    with contextlib.suppress(EOFError, OSError):
        connection.send(_READY)
        with Path(os.devnull).open("w") as nothing:
            os.dup2(nothing.fileno(), sys.stderr.fileno())  # C libraries grumble at damaged files
        job: Job = connection.recv()
        alone = _Alone(job.temporary / "alone.lock", connection)
        while True:
            position, path = connection.recv()
            began = time.perf_counter()
            outcome = _outcome(position, path, job, alone)
            seconds = time.perf_counter() - began
            connection.send(Outcome(**(vars(outcome) | {"seconds": seconds})))


def _outcome(position: int, path: Path, job: Job, alone: _Alone) -> Outcome:
    if isinstance(job.wanted, Whole):
        return _cut(position, path, job.wanted, job.bundle, alone)
    try:
        found = decode(path, job.wanted, alone=alone)
    except RejectedError as error:
        return Outcome(position, reason=error.reason, detail=error.detail)
    for edge, data in found.thumbs.items():
        # Written aside: what a killed build leaves behind must not enter the bundle.
        temporary = job.temporary / f"{os.getpid()}.webp"
        temporary.write_bytes(data)
        target = job.bundle / files.thumb_path(found.sha256, size=edge)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, target)
    return Outcome(
        position,
        sha256=found.sha256,
        width=found.width,
        height=found.height,
        colour=found.colour,
        pixels=found.pixels,
    )


def _cut(position: int, path: Path, wanted: Whole, folder: Path, alone: _Alone) -> Outcome:
    try:
        found = cut(path, wanted, folder, alone=alone)
    except RejectedError as error:
        return Outcome(position, reason=error.reason, detail=error.detail)
    except OSError as error:
        return Outcome(position, reason=NO_ROOM, detail=error.strerror or str(error))
    return Outcome(position, sha256=found.sha256, width=found.width, height=found.height)
