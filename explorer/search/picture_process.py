"""A process that decodes visitors' pictures, and that may die of one without taking the server.

Questions and answers are a line of JSON, which tells how many bytes follow it, on the process's
input and output. The process ends when its input does, which is when the server ends.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import numpy as np

from explorer.bundle.preprocessing import ImageInput
from explorer.search.pictures import PictureError, read_picture, read_whole

TIMEOUT = 20.0
"""Seconds that one picture may take; the first one waits for the process to begin as well."""

_MEMORY = 3 << 30
_LONGEST = 1 << 28
_ROOT = Path(__file__).resolve().parents[2]
_SERVE = "from explorer.search.picture_process import serve; serve()"
_LOG = logging.getLogger(__name__)


class PictureReader:
    """Reads pictures in a process of its own, one at a time; safe to share between threads."""

    def __init__(self, *, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, spec: ImageInput, *, most_pixels: int) -> np.ndarray:
        """uint8 [size, size, 3], as ``read_picture`` gives it.

        Raises ``PictureError`` as it does, and for a picture that crashes the process or takes
        too long.
        """
        return self._read(data, {"spec": spec.model_dump(), "pixels": most_pixels})

    def read_whole(self, data: bytes, *, side: int, most_pixels: int) -> np.ndarray:
        """uint8 [h, w, 3], as ``pictures.read_whole`` gives it; raises as ``read`` does."""
        return self._read(data, {"side": side, "pixels": most_pixels})

    def _read(self, data: bytes, asked: dict[str, Any]) -> np.ndarray:
        with self._turn:
            process = self._running()
            clock = threading.Timer(self._timeout, process.kill)
            clock.start()
            try:
                answer, body = _exchanged(process, asked | {"bytes": len(data)}, data)
            except (OSError, ValueError):
                _LOG.warning("a picture of %d bytes ended its decoder", len(data))
                self.close()
                raise PictureError("unreadable") from None
            finally:
                clock.cancel()
        if "fault" in answer:
            raise PictureError(answer["fault"])
        return np.frombuffer(body, np.uint8).reshape(answer["shape"])

    def close(self) -> None:
        """End the process; the next picture begins another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # who ends the server by Ctrl-C is not answered by it too
        )
        return self._process


def serve() -> None:
    """Answer questions until there are none; this is what the process runs."""
    _be_modest()
    while True:
        try:
            asked, data = _received(sys.stdin.buffer)
        except (OSError, ValueError):
            return
        body = b""
        try:
            most = asked["pixels"]
            if "side" in asked:
                pixels = read_whole(data, side=asked["side"], most_pixels=most)
            else:
                spec = ImageInput.model_validate(asked["spec"])
                pixels = read_picture(data, spec, most_pixels=most)
            body = np.ascontiguousarray(pixels, np.uint8).tobytes()
            told: dict[str, Any] = {"shape": pixels.shape}
        except PictureError as error:
            told = {"fault": error.fault}
        except MemoryError:
            told = {"fault": "large"}
        _send(sys.stdout.buffer, told | {"bytes": len(body)}, body)


def _exchanged(
    process: subprocess.Popen[bytes], asked: dict[str, Any], data: bytes
) -> tuple[dict[str, Any], bytes]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    _send(process.stdin, asked, data)
    return _received(process.stdout)


def _send(pipe: IO[bytes], head: dict[str, Any], body: bytes) -> None:
    pipe.write(json.dumps(head).encode() + b"\n")
    pipe.write(body)
    pipe.flush()


def _received(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """A line of JSON and its bytes; ``ValueError`` when the other side is gone."""
    head = json.loads(pipe.readline() or b"x")
    size = int(head["bytes"])
    body = pipe.read(size) if 0 <= size <= _LONGEST else b""
    if len(body) != size:
        raise ValueError("the other side is gone")
    return head, body


def _be_modest() -> None:
    """Bound the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not everywhere)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        os.nice(5)
