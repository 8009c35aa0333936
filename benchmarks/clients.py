"""A server in a process of its own, and clients that ask it, one after another or at once."""

from __future__ import annotations

import contextlib
import http.client
import json
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Served:
    """Where a server listens, and its process."""

    port: int
    pid: int


@dataclass(frozen=True)
class Asked:
    """What clients met with: milliseconds of each request, all in all how many a second, and the
    processor time of the server, in milliseconds a request."""

    p50: float
    p95: float
    rate: float
    processor: float

    def told(self, who: str) -> dict[str, float]:
        """Lines of a table."""
        return {
            f"{who}, p50 ms": self.p50,
            f"{who}, p95 ms": self.p95,
            f"{who}, searches/s": self.rate,
            f"{who}, processor ms": self.processor,
        }


@contextlib.contextmanager
def serving(folder: Path, *, threads: int) -> Iterator[Served]:
    """The routes of ``folder`` over HTTP, ``threads`` requests at a time, until the block ends."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        context = multiprocessing.get_context("spawn")
        server = context.Process(target=_serve, args=(folder, listening, threads), daemon=True)
        server.start()
        try:
            _wait(port)
            yield Served(port, server.pid or 0)
        finally:
            server.terminate()
            server.join()


def ask(
    served: Served, paths: Sequence[str], *, clients: int = 1, thinking: float = 0.0, seed: int = 0
) -> Asked:
    """Ask for ``paths``, shared between ``clients`` that each wait for an answer.

    ``thinking`` is for how many seconds a client is still before each request, on average.
    ``RuntimeError`` when something is not answered.
    """
    seconds: list[float] = []
    failed: list[Exception] = []

    def work(mine: Sequence[str], random: np.random.Generator) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", served.port)
        try:
            for path in mine:
                time.sleep(thinking * random.uniform(0, 2))
                began = time.perf_counter()
                get(connection, path)
                seconds.append(time.perf_counter() - began)
        except Exception as error:
            failed.append(error)

    randoms = np.random.default_rng(seed).spawn(clients)
    threads = [
        threading.Thread(target=work, args=(paths[first::clients], randoms[first]))
        for first in range(clients)
    ]
    began, worked = time.perf_counter(), _processor(served.pid)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(str(failed[0]))
    wall, busy = time.perf_counter() - began, _processor(served.pid) - worked
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return Asked(float(p50), float(p95), len(seconds) / wall, 1000 * busy / len(seconds))


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    """The body of an answer; ``RuntimeError`` for any but 200."""
    connection.request("GET", path)
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200:
        raise RuntimeError(f"{path}: {reply.status} {body[:200]!r}")
    return body


def _serve(folder: Path, listening: socket.socket, threads: int) -> None:
    import uvicorn  # noqa: PLC0415  (only the server's process needs it)
    from starlette.applications import Starlette  # noqa: PLC0415

    from explorer.api import routes  # noqa: PLC0415
    from explorer.api.promptness import send_promptly  # noqa: PLC0415
    from explorer.catalogue import Catalogue  # noqa: PLC0415
    from explorer.settings import Settings  # noqa: PLC0415

    listening.listen()
    send_promptly()  # as the app does
    app = Starlette(routes=routes(Catalogue(folder), Settings(data=folder, threads=threads)))
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _wait(port: int) -> None:
    for _ in range(1200):
        try:
            if json.loads(get(http.client.HTTPConnection("127.0.0.1", port), "/api/health")):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _processor(pid: int) -> float:
    """Seconds of processor time of a process; not a number where there is no ``/proc``."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
